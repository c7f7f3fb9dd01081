"""fideslang read into a draft: organisation, stores with their tables, and what they are used for.

Law: keeps what fideslang can hold: systems, datasets with their fields, activities with purpose, people, basis, period and
recipients. A name `activity/purpose` of a privacy declaration tells to which activity it belongs; without one each
declaration is an activity of its own. Manifests in YAML are to be converted to JSON first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zusage.model.period import parse_period
from zusage.model.text import Language
from zusage.reader.draft import OPEN, Draft, Value, part, parts, slug, texts, word
from zusage.reference.fides_words import BASES, CONDITIONS, SUBJECTS, USES, category

_BASES = {words: kind for kind, words in BASES.items()}
_LETTERS = {words: letter for letter, words in CONDITIONS.items()}
_KINDS = {subject: kind for kind, subject in reversed(SUBJECTS.items())}
_PURPOSES = {use: kind for kind, use in reversed(USES.items())}
_STORES: dict[str, Value] = {
    "sql": {"url": "env:{name}_URL", "zone": "UTC"},
    "files": {"path": "env:{name}_ROOT", "moment": "name"},
    "logfiles": {"paths": ["env:{name}_PATHS"], "format": "combined"},
    "mail": {"path": "env:{name}_ROOT"},
    "register": {"path": "env:{name}_FILE"},
    "egress": {"path": "env:{name}_FILE"},
}
"""What each connector needs; the address stands in a variable that somebody sets."""


def read_fideslang(source: Mapping[str, Any], language: Language) -> Draft:
    """The draft of a declaration; `language` is that of its words, which fideslang does not say."""
    draft = Draft(language)
    us = next(iter(parts(source, "organization")), {})
    draft.value |= {"zusage": 1, "regime": word(_own(us), "regime") or "eu/de", "organisation": _organisation(draft, us)}
    draft.value["languages"] = [language]
    for id, known in part(_own(us), "people").items():
        kind = word(known, "kind")
        draft.room("subjects")[id] = {"label": draft.text(word(known, "label") or id), **({"kind": kind} if kind else {})}
    title = "Datenschutzerklärung" if language == "de" else "Privacy notice"
    draft.value["documents"] = {"notice": {"title": draft.text(title)}}
    systems = [system for system in parts(source, "system") if parts(system, "privacy_declarations")]
    for system in parts(source, "system"):
        if system not in systems:
            _recipient(draft, system)
    sets = {word(dataset, "fides_key"): dataset for dataset in parts(source, "dataset")}
    for system in systems:
        _store(draft, system, sets.get(word(system, "fides_key"), {}))
    for fides_key, dataset in sets.items():
        if fides_key not in {word(system, "fides_key") for system in systems}:
            _store(draft, dataset, dataset)
    for system in systems:
        for declared in parts(system, "privacy_declarations"):
            _declared(draft, system, declared)
    draft.value["rights"] = {
        "channels": {"email": word(part(us, "controller"), "email") or OPEN},
        "covers": [*_searched(draft)],
    }
    return draft


def _searched(draft: Draft) -> list[str]:
    """Systems that hold people: those an answer to a request has to look into."""
    used = {word(datum, "in").partition(".")[0] for activity in draft.room("activities").values()
            for datum in part(activity, "data").values()}  # fmt: skip
    return [id for id, system in draft.room("systems").items() if id in used or part(system, "tables")]


def _own(value: Value) -> Value:
    """What we once noted beside an object."""
    return part(part(value, "meta"), "zusage")


def _organisation(draft: Draft, us: Value) -> Value:
    contact, officer = part(us, "controller"), part(us, "data_protection_officer")
    found: Value = {
        "name": word(us, "name") or OPEN,
        "address": word(contact, "address") or OPEN,
        "email": word(contact, "email") or OPEN,
        "authority": word(_own(us), "authority") or OPEN,
    }
    if not word(_own(us), "authority"):
        draft.ask("Welche Aufsichtsbehörde ist zuständig (authority)?", "Which authority is competent (authority)?")
    if word(contact, "phone"):
        found["phone"] = word(contact, "phone")
    if word(part(us, "representative"), "name"):
        found["representative"] = word(part(us, "representative"), "name")
    if word(officer, "email"):
        named = {"name": word(officer, "name")} if word(officer, "name") else {}
        found["data_protection_officer"] = {**named, "email": word(officer, "email")}
    return found


def _recipient(draft: Draft, system: Value) -> None:
    own, known = _own(system), draft.room("recipients")
    id = word(own, "recipient") or slug(word(system, "fides_key").rpartition(".")[2], known, "recipient")
    role = word(own, "role")
    if not role:
        draft.ask(
            "Welche Rolle haben die Empfänger? fideslang sagt es nicht (recipients: role).",
            "Which role do the recipients have? fideslang does not say (recipients: role).",
        )
    found: Value = {"name": word(system, "legal_name")} if word(system, "legal_name") else {}
    if not found:
        found["category"] = draft.text(word(system, "name") or OPEN)
    for key, value in (("country", word(own, "country")), ("address", word(system, "legal_address"))):
        if value:
            found[key] = value
    found["role"] = role or OPEN
    if word(own, "transfer"):
        found["transfer"] = {"mechanism": word(own, "transfer")}
    known[id] = found


def _store(draft: Draft, system: Value, dataset: Value) -> None:
    own, known = _own(system) or _own(dataset), draft.room("systems")
    id = word(own, "id") or slug(word(system, "fides_key"), known, "store")
    connector = word(own, "connector") or "sql"
    name = id.upper().replace("-", "_")
    found: Value = {"connector": connector}
    for key, value in _STORES.get(connector, {}).items():
        found[key] = (
            [one.format(name=name) for one in texts(value)] if isinstance(value, list) else str(value).format(name=name)
        )
    if not word(own, "location"):
        draft.ask("In welchem Land stehen die Systeme (systems: location)?", "In which country are the systems (location)?")
    found["location"] = word(own, "location") or OPEN
    if word(own, "host"):
        found["host"] = word(own, "host")
    if connector == "sql":
        found["tables"] = _tables(draft, id, _own(dataset), dataset)
    known[id] = found


def _tables(draft: Draft, store: str, own: Value, dataset: Value) -> Value:
    """The tables with their columns about people; what a table is comes from our own note, or is a guess to check."""
    noted, found = part(own, "tables"), Value()
    fields = {
        word(one, "name"): [word(field, "name") for field in parts(one, "fields")] for one in parts(dataset, "collections")
    }
    for table in dict.fromkeys((*noted, *fields)):
        known, columns = part(noted, table), fields.get(table, [])
        role = word(known, "role")
        use: Value
        if role == "none" or (not known and not columns):
            use = {"no_personal_data": True}
        elif parts(known, "owners"):
            use = {"owned_by": [_owner(owner) for owner in parts(known, "owners")]}
        elif role == "reference":
            use = {"only_reference": True}
        else:
            use = {"subject": _group(draft, word(known, "subject"))}
        told = texts(known.get("personal")) if known else columns
        found[table] = {
            **use,
            **({"personal": told} if told or known.get("personal") == [] else {}),
            **({"register": True} if role == "register" else {}),
        }
        for subject, identity in part(known, "identity").items():
            _group(draft, subject)
            draft.room("subjects", subject, "found_in")[f"{store}.{table}"] = [_identity(one) for one in texts(identity)]
    return found


def _identity(column: str) -> object:
    """A column that identifies a person; of a keyed one the key is not known."""
    kind, _, name = column.rpartition(":")
    return {kind: name, "key": "env:KEY"} if kind else name


def _owner(owner: Value) -> str:
    column = word(owner, "column")
    return f"{word(owner, 'table')} via {column}" if column else word(owner, "table")


def _group(draft: Draft, id: str, kind: str = "") -> str:
    """The id of a group of people, declared where it is met first."""
    known = draft.room("subjects")
    id = id or "person"
    if id not in known:
        known[id] = {"label": draft.text(id.replace("-", " ").replace("_", " ")), **({"kind": kind} if kind else {})}
    return id


def _declared(draft: Draft, system: Value, declared: Value) -> None:
    """One privacy declaration of a system: a purpose of an activity, and the data of this system that it uses."""
    activity, _, purpose = word(declared, "name").partition("/")
    activities = draft.room("activities")
    id = (
        slug(activity or word(declared, "data_use"), (), "activity")
        if activity
        else slug(word(declared, "data_use"), activities)
    )
    found = draft.room("activities", id)
    if not found:
        _begun(draft, system, id, declared)
    purposes = draft.room("activities", id, "purposes")
    own = purpose or slug(word(declared, "data_use"), purposes, "purpose")
    if own not in purposes:
        purposes[own] = _purpose(draft, system, declared, f"{id}/{own}")
        _basis(draft, id, own, declared)
    _data(draft, system, id, declared)


def _begun(draft: Draft, system: Value, id: str, declared: Value) -> None:
    found, own = draft.room("activities", id), _own(system)
    found |= {"documents": ["notice"], "title": draft.text(id.replace("-", " ").capitalize())}
    noted = texts(part(own, "people").get(id))
    groups = texts(declared.get("data_subjects"))
    found["subjects"] = noted or [_group(draft, _KINDS.get(one, one), _KINDS.get(one, "")) for one in groups]
    department = word(part(own, "departments"), id)
    if department:
        found["department"] = draft.text(department)
    if id in texts(own.get("joint")):
        found["role"] = "joint"
        recipients = draft.room("recipients")
        found["with"] = [id for id in recipients if word(recipients[id], "role") == "joint"]
    letter = _LETTERS.get(word(declared, "special_category_legal_basis"), "")
    if letter:
        found["special_category"] = {"art9": letter}
    if word(declared, "impact_assessment_location"):
        found["dpia"] = {"needed": True, "file": word(declared, "impact_assessment_location")}
    found["purposes"], found["basis"], found["data"], found["retention"], found["recipients"] = {}, [], {}, {}, {}


def _purpose(draft: Draft, system: Value, declared: Value, name: str) -> Value:
    words = next(iter(texts(declared.get("features"))), "") or word(declared, "data_use")
    use = word(declared, "data_use")
    kind = _PURPOSES.get(use, "")
    profiling = name in texts(_own(system).get("profiling"))
    return {**draft.text(words), **({"kind": kind} if kind else {}), **({"profiling": True} if profiling else {})}


def _basis(draft: Draft, activity: str, purpose: str, declared: Value) -> None:
    kind = _BASES.get(word(declared, "legal_basis_for_processing"), "")
    bases = draft.room("activities", activity)["basis"]
    if not isinstance(bases, list):
        raise TypeError(activity)
    same = next((one for one in bases if kind in one), None)
    if same is not None:
        same["purposes"].append(purpose)
        return
    found: Value
    match kind:
        case "consent":
            draft.room("consents").setdefault(activity, {"label": draft.text(activity), "withdraw": ["request"]})
            draft.ask(
                "Wie wird eingewilligt und widerrufen? fideslang sagt es nicht (consents).",
                "How do people consent and withdraw? fideslang does not say (consents).",
            )
            found = {kind: activity}
        case "legal_obligation":
            draft.ask(
                f"{activity}: Welches Gesetz verpflichtet dazu (legal_obligation)?",
                f"{activity}: which law demands it (legal_obligation)?",
            )
            found = {kind: []}
        case "legitimate_interests" | "vital" | "public_task":
            draft.ask(f"{activity}: Welches Interesse ist es ({kind})?", f"{activity}: which interest is it ({kind})?")
            found = {kind: draft.text(OPEN)}
        case "contract":
            found = {kind: True}
        case _:
            draft.ask(f"{activity}: Welche Rechtsgrundlage gilt (basis)?", f"{activity}: which legal basis holds (basis)?")
            return
    bases.append({**found, "purposes": [purpose]})


def _data(draft: Draft, system: Value, activity: str, declared: Value) -> None:
    """The data of this system: the fields of its tables that are of these categories, or the categories themselves."""
    store = word(_own(system), "id") or word(system, "fides_key")
    wanted = texts(declared.get("data_categories"))
    data, ids = draft.room("activities", activity, "data"), []
    tables = draft.room("systems").get(store)
    noted = part(part(_own(system), "data"), activity)
    for id in noted:
        known = part(noted, id)
        place = f"{store}.{word(known, 'table')}" if word(known, "table") and part(tables, "tables") else store
        columns = texts(known.get("columns"))
        label = draft.text(word(known, "label") or id)
        also = texts(known.get("also"))
        special = {"special": word(known, "special")} if word(known, "special") else {}
        data.setdefault(
            id,
            {
                "label": label,
                **special,
                "in": [place, *also] if also else place,
                **({"columns": columns} if columns else {}),
            },
        )
        ids.append(id)
    for table, use in {} if noted else part(tables, "tables").items():
        columns = [
            column for column in texts(part(part(tables, "tables"), table).get("personal")) if category(column) in wanted
        ]
        if columns and isinstance(use, dict):
            id = slug(f"{store}-{table}", (), "datum")
            data.setdefault(id, {"label": draft.text(table.replace("_", " ")), "in": f"{store}.{table}", "columns": columns})
            ids.append(id)
    if not ids:
        for one in wanted:
            id = slug(one.rpartition(".")[2])
            place = _place(store, draft.room("systems"))
            data.setdefault(id, {"label": draft.text(one.replace(".", " ").replace("_", " ")), "in": place})
            ids.append(id)
    _kept(draft, activity, store, ids, word(declared, "retention_period"))
    flows = draft.room("activities", activity, "recipients")
    for target in texts(declared.get("egress")):
        flows.setdefault(target.removeprefix("recipient."), {"data": "all"})


def _place(store: str, systems: Value) -> str:
    """The store, or its first table with people; nowhere where it is not declared."""
    if store not in systems:
        return "nowhere"
    tables = part(systems[store], "tables")
    first = next((name for name, use in tables.items() if "no_personal_data" not in part(tables, name)), "")
    return f"{store}.{first}" if first else "nowhere" if tables else store


def _kept(draft: Draft, activity: str, store: str, ids: list[str], period: str) -> None:
    retention = draft.room("activities", activity, "retention")
    if not period:
        draft.ask(
            f"{activity}: Wie lange werden die Daten gespeichert (retention)?",
            f"{activity}: how long are the data kept (retention)?",
        )
        return
    undecided: Value = {"as_found": draft.text(period)}
    if parse_period(period) is not None:
        undecided["propose"] = {"delete": "at once" if period == "P0D" else f"after {period}"}
        draft.ask(
            "Ab welchem Ereignis zählen die Fristen? fideslang sagt es nicht (retention).",
            "From which event do the periods count? fideslang does not say (retention).",
        )
    retention.setdefault(slug(store), {"data": ids, "undecided": undecided})
