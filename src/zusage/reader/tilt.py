"""TILT read into a draft: the transparency information of one notice.

Law: keeps what TILT can hold: purposes, bases, interests, recipients, periods, transfers, sources, rights. TILT has no
activities: kinds of data with the same purposes and recipients become one, unless the file says to which they belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zusage.model.text import Language
from zusage.reader.draft import OPEN, Draft, Value, part, parts, slug, texts, word
from zusage.reference.authorities import authorities
from zusage.reference.norms import LETTERS, laws_with

_KINDS = {f"GDPR-6-1-{letter}": kind for kind, letter in LETTERS.items()}


def read_tilt(source: Mapping[str, object]) -> Draft:
    """The draft of a declaration; open points are noted in it."""
    meta = part(source, "meta")
    language: Language = "en" if word(meta, "language") == "en" else "de"
    draft = Draft(language)
    draft.value |= {"zusage": 1, "regime": f"eu/{_country(source).lower()}" if _country(source) in ("DE", "AT") else "eu/de"}
    draft.value["organisation"] = _organisation(draft, source)
    draft.value["languages"] = [language]
    document = word(part(source, "zusage"), "document") or "notice"
    draft.value["documents"] = {document: _document(draft, meta)}
    draft.value["subjects"] = {
        "person": {"label": draft.text("betroffene Personen" if language == "de" else "data subjects")}
    }
    draft.ask("Wessen Daten sind das? TILT nennt keine Gruppen (subjects).", "Whose data are they? TILT names no groups.")
    for activity, entries in _activities(source).items():
        _activity(draft, document, activity, entries)
    _transfers(draft, source)
    _more(draft, source)
    draft.value["rights"] = _rights(draft, source)
    return draft


def _country(source: Mapping[str, object]) -> str:
    return word(part(source, "controller"), "country")


def _organisation(draft: Draft, source: Mapping[str, object]) -> Value:
    controller, officer = part(source, "controller"), part(source, "dataProtectionOfficer")
    spoken = part(controller, "representative")
    watch = word(part(part(source, "rightToComplain"), "supervisoryAuthority"), "name")
    known = next((one.id for one in authorities().values() if one.name == watch), "")
    if not known:
        draft.ask(
            f"Aufsichtsbehörde: „{watch}“ ist hier nicht verzeichnet (organisation: authority).",
            f"Supervisory authority: “{watch}” is not known here (organisation: authority).",
        )
    found: Value = {
        "name": word(controller, "name") or OPEN,
        "address": word(controller, "address") or OPEN,
        "email": word(spoken, "email") or word(part(source, "accessAndDataPortability"), "email") or OPEN,
        "authority": known or OPEN,
    }
    for key, value in (
        ("phone", word(spoken, "phone")),
        ("representative", word(spoken, "name")),
        ("country", _country(source)),
    ):
        if value:
            found[key] = value
    if word(officer, "email"):
        named = {"name": word(officer, "name")} if word(officer, "name") else {}
        found["data_protection_officer"] = {**named, "email": word(officer, "email")}
    return found


def _document(draft: Draft, meta: Value) -> Value:
    found: Value = {"title": draft.text(word(meta, "name") or OPEN)}
    if word(meta, "url"):
        found["published_at"] = [word(meta, "url")]
    if word(meta, "modified"):
        found["dated"] = word(meta, "modified")[:10]
    return found


def _activities(source: Mapping[str, object]) -> dict[str, list[Value]]:
    """The entries of each activity, by its id."""
    found: dict[str, list[Value]] = {}
    named: dict[str, str] = {}
    for entry in parts(source, "dataDisclosed"):
        own = word(part(entry, "zusage"), "activity")
        if not own:
            same = repr((entry.get("purposes"), entry.get("recipients")))
            first = next(iter(parts(entry, "purposes")), {})
            own = named.setdefault(same, slug(word(first, "purpose") or word(entry, "category"), found, "activity"))
        found.setdefault(own, []).append(entry)
    return found


def _activity(draft: Draft, document: str, id: str, entries: list[Value]) -> None:
    first = entries[0]
    title = word(part(first, "zusage"), "title") or id.replace("-", " ").capitalize()
    purposes: Value = {}
    for purpose in parts(first, "purposes"):
        words = word(purpose, "description") or word(purpose, "purpose") or OPEN
        purposes[slug(word(purpose, "purpose"), purposes, "purpose")] = draft.text(words)
    data: Value = {}
    ids: list[tuple[str, Value]] = []
    for entry in entries:
        own = word(part(entry, "zusage"), "datum") or slug(word(entry, "category"), data, "datum")
        data[own] = _datum(draft, entry)
        ids.append((own, entry))
    draft.ask(
        "Wo liegen die Daten? TILT nennt keine Systeme (data: in).", "Where are the data? TILT names no systems (data: in)."
    )
    found: Value = {
        "documents": [document],
        "title": draft.text(title),
        "subjects": ["person"],
        "purposes": purposes or {"purpose": draft.text(OPEN)},
        "basis": _bases(draft, id, ids) or OPEN,
        "data": data,
        "retention": _retention(draft, ids),
        "recipients": _flows(draft, ids),
    }
    if word(part(first, "zusage"), "role") == "joint":
        found["role"] = "joint"
        recipients = draft.room("recipients")
        found["with"] = [one for one in recipients if word(recipients[one], "role") == "joint"]
    draft.room("activities")[id] = {key: value for key, value in found.items() if value}


def _datum(draft: Draft, entry: Value) -> Value:
    owed = part(entry, "nonDisclosure")
    found: Value = {"label": draft.text(word(entry, "category") or OPEN), "in": "nowhere"}
    for key, meaning in (("legalRequirement", "law"), ("contractualRegulation", "contract")):
        if owed.get(key) is True and "required" not in found:
            found["required"] = meaning
    if word(owed, "consequences"):
        found["if_missing"] = draft.text(word(owed, "consequences"))
    return found


def _bases(draft: Draft, activity: str, ids: list[tuple[str, Value]]) -> list[Value]:
    """One basis per kind, for the data that rest on it."""
    data: dict[str, list[str]] = {}
    norms: dict[str, set[str]] = {}
    reasons: dict[str, str] = {}
    for id, entry in ids:
        keys = [word(basis, "reference") for basis in parts(entry, "legalBases")]
        for kind in dict.fromkeys(_KINDS[key] for key in keys if key in _KINDS):
            data.setdefault(kind, []).append(id)
            norms.setdefault(kind, set()).update(keys)
        for interest in parts(entry, "legitimateInterests"):
            reasons.setdefault("legitimate_interests", word(interest, "reasoning"))
    several = len(data) > 1
    return [
        {**_basis(draft, activity, kind, frozenset(norms[kind]), reasons), **({"data": members} if several else {})}
        for kind, members in data.items()
    ]


def _basis(draft: Draft, activity: str, kind: str, norms: frozenset[str], reasons: Mapping[str, str]) -> Value:
    match kind:
        case "consent":
            draft.room("consents").setdefault(activity, {"label": draft.text(activity), "withdraw": ["request"]})
            draft.ask(
                "Wie wird eingewilligt und widerrufen? TILT sagt es nicht (consents).",
                "How do people consent and withdraw? TILT does not say (consents).",
            )
            return {"consent": activity}
        case "legitimate_interests":
            return {kind: draft.text(reasons.get(kind) or OPEN)}
        case "legal_obligation":
            laws = laws_with(norms)
            if len(laws) != 1:
                among = ", ".join(laws) or "-"
                draft.ask(
                    f"{activity}: Welches Gesetz verpflichtet dazu (legal_obligation; in Frage kommen: {among})?",
                    f"{activity}: which law demands it (legal_obligation; possible are: {among})?",
                )
            return {kind: [laws[0] if laws else OPEN]}
        case "vital" | "public_task":
            return {kind: draft.text(OPEN)}
        case _:
            return {kind: True}


def _retention(draft: Draft, ids: list[tuple[str, Value]]) -> Value:
    """Every period as undecided, with the words of the notice and a proposal."""
    found: Value = {}
    rules: dict[str, list[str]] = {}
    for id, entry in ids:
        for storage in parts(entry, "storage"):
            own = word(part(storage, "zusage"), "rule").rpartition("/")[2] or id
            if own in rules:
                rules[own].append(id)
                continue
            rules[own] = [id]
            said = [word(time, "description") for time in parts(storage, "temporal")] + texts(
                storage.get("purposeConditional")
            )
            lengths = [word(time, "ttl") for time in parts(storage, "temporal")]
            proposal = next((ttl for ttl in lengths if ttl.startswith("P")), "")
            undecided: Value = {"as_found": draft.text(" ".join(filter(None, said)) or OPEN)}
            if proposal:
                undecided["propose"] = {"delete": "at once" if proposal == "P0D" else f"after {proposal}"}
            found[own] = {"data": rules[own], "undecided": undecided}
    if found:
        draft.ask(
            "Ab welchem Ereignis zählen die Fristen, und was geschieht danach? TILT sagt es nicht (retention).",
            "From which event do the periods count, and what happens then? TILT does not say (retention).",
        )
    return found


def _flows(draft: Draft, ids: list[tuple[str, Value]]) -> Value:
    found: dict[str, list[str]] = {}
    categories: dict[str, str] = {}
    for id, entry in ids:
        for recipient in parts(entry, "recipients"):
            own = _recipient(draft, recipient)
            found.setdefault(own, []).append(id)
            categories[own] = word(recipient, "category")
    everything = [id for id, _ in ids]
    flows: Value = {}
    for own, members in found.items():
        flow: Value = {"data": "all" if members == everything else members}
        known = draft.room("recipients")[own]
        if isinstance(known, dict) and categories[own] and "category" in known:
            flow["category"] = draft.text(categories[own])
        flows[own] = flow
    return flows


def _recipient(draft: Draft, entry: Value) -> str:
    """The id of a recipient, declared where it is met first."""
    name, category, own = word(entry, "name"), word(entry, "category"), part(entry, "zusage")
    known = draft.room("recipients")
    id = word(own, "id") or next(
        (key for key, value in known.items() if isinstance(value, dict) and value.get("name") == name != ""), ""
    )
    id = id or slug(name or category, known, "recipient")
    if id in known:
        return id
    found: Value = {"name": name} if name else {"category": draft.text(category or OPEN)}
    if name and word(own, "category"):
        found["category"] = draft.text(word(own, "category"))
    for key in ("country", "address"):
        if word(entry, key):
            found[key] = word(entry, key)
    found["role"] = word(own, "role") or OPEN
    if not word(own, "role"):
        draft.ask(
            "Welche Rolle haben die Empfänger? TILT unterscheidet sie nicht (recipients: role).",
            "Which role do the recipients have? TILT does not tell them apart (recipients: role).",
        )
    known[id] = found
    return id


def _transfers(draft: Draft, source: Mapping[str, object]) -> None:
    for entry in parts(source, "thirdCountryTransfers"):
        own, country = part(entry, "zusage"), word(entry, "country")
        mechanism = word(own, "mechanism") or next(_mechanisms(entry), "none")
        recipients = draft.room("recipients")
        for id in recipients:
            known = part(recipients, id)
            if not (id == word(own, "recipient") if own else word(known, "country") == country):
                continue
            also, assessed = texts(own.get("also")), word(own, "tia")
            more = {"also": also} if also else {}
            known["transfer"] = {"mechanism": mechanism, **more, **({"tia": assessed} if assessed else {})}
            if country and word(known, "country") != country:
                known["location"] = country


def _mechanisms(entry: Value) -> Iterator[str]:
    for key, mechanism in (
        ("adequacyDecision", "adequacy"),
        ("standardDataProtectionClause", "scc"),
        ("appropriateGuarantees", "bcr"),
    ):
        if part(entry, key).get("available") is True:
            yield mechanism


def _more(draft: Draft, source: Mapping[str, object]) -> None:
    """Sources and decisions, where the activity can be told."""
    activities = draft.room("activities")
    for entry in parts(source, "sources"):
        activity = activities.get(word(entry, "_id"))
        told = next(iter(parts(entry, "sources")), {})
        if isinstance(activity, dict):
            activity["source"] = draft.text(word(told, "description") or OPEN)
            activity |= {"source_public": True} if told.get("publiclyAvailable") is True else {}
        else:
            draft.ask(
                f"Quelle „{word(told, 'description')}“: zu welcher Tätigkeit gehört sie (source)?",
                f"Source “{word(told, 'description')}”: to which activity does it belong (source)?",
            )
    decision = part(source, "automatedDecisionMaking")
    if decision.get("inUse") is True:
        draft.ask(
            "Entscheidungen ohne einen Menschen: zu welcher Tätigkeit gehören sie (automated_decision)?",
            "Decisions without a person: to which activity do they belong (automated_decision)?",
        )


def _rights(draft: Draft, source: Mapping[str, object]) -> Value:
    way = part(source, "accessAndDataPortability") or part(source, "rightToInformation")
    channels: Value = {"email": word(way, "email") or word(part(source, "rightToInformation"), "email") or OPEN}
    if word(way, "url"):
        channels["form"] = word(way, "url")
    found: Value = {"channels": channels, "covers": []}
    fee = part(way, "administrativeFee")
    if fee.get("amount") == 0:
        found["fee"] = "none"
    draft.ask(
        "Welche Systeme werden bei einem Antrag durchsucht (rights: covers)?", "Which systems are searched (rights: covers)?"
    )
    return found
