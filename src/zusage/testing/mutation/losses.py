"""Losses: facts that are simply no longer there.

Law: see the package. A fact whose absence still leaves a lawful and complete declaration is not deleted; each docstring says
which. What the grammar itself demands is one operator of its own, so that it cannot flatter the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.reference.countries import EEA
from zusage.testing.mutation.mutant import GONE, Change, Path, Tree, at, entries, listed, names, spoken, texts

DEMANDED: dict[str, tuple[str, ...]] = {
    "documents": ("title",),
    "subjects": ("label",),
    "systems": ("connector",),
    "consents": ("label", "withdraw"),
    "recipients": ("role",),
    "holds": ("label", "review", "approver"),
    "activities": ("title", "purposes", "data"),
}


def third(recipient: Tree) -> bool:
    """Whether a recipient has its seat outside the European Economic Area."""
    return bool(recipient.get("country")) and recipient["country"] not in EEA


def gone(*path: str | int, beside: tuple[tuple[Path, object], ...] = ()) -> Change:
    """A deletion."""
    return Change(path, GONE, beside)


def key_demanded(tree: Tree) -> Iterator[Change]:
    """A key that every such thing has: its name, its role, its purposes. None is left out; the compiler must say so."""
    for key in ("name", "address", "email", "authority"):
        if at(tree, "organisation", key):
            yield gone("organisation", key)
    for section, keys in DEMANDED.items():
        for path, thing in entries(tree, section):
            yield from (gone(*path, key) for key in keys if key in thing)
    for path, activity in entries(tree, "activities"):
        if "part_of" not in activity:
            yield from (gone(*path, key) for key in ("basis", "subjects") if key in activity)
        for inner, datum in entries(tree, *map(str, path), "data"):
            yield from (gone(*inner, key) for key in ("label", "in") if key in datum)


def declared_thing(tree: Tree) -> Iterator[Change]:
    """A system, recipient, consent, event, group or kind of hold that something else names. Left out: what nothing
    names, and a group that a table names with the column of its people, because that declares it, too."""
    short = {one.split()[0] for one in texts(at(tree, "systems")) if " via " in one}
    for section in ("systems", "recipients", "consents", "events", "subjects", "holds"):
        for path, _ in entries(tree, section):
            rest = {key: value for key, value in tree.items() if key != section}
            if names(rest, str(path[1])) and not (section == "subjects" and path[1] in short):
                yield gone(*path)


def location(tree: Tree) -> Iterator[Change]:
    """Where a store is. Left out: stores that a recipient keeps, and connectors that need no location."""
    for path, system in entries(tree, "systems"):
        if system.get("connector") in ("sql", "logfiles", "files") and "kept_by" not in system and "location" in system:
            yield gone(*path, "location")


def owner_of_rows(tree: Tree) -> Iterator[Change]:
    """Whose rows a table holds. Left out: tables that say it in another way, too (references only, register, people at
    work)."""
    for path, system in entries(tree, "systems"):
        for inner, table in entries(tree, *map(str, path), "tables"):
            more = set(table) & {"only_reference", "no_personal_data", "register", "accessed_by", "belongs_to", "keep"}
            if not more:
                yield from (gone(*inner, key) for key in ("owned_by", "subject") if key in table)
        del system


def contract(tree: Tree) -> Iterator[Change]:
    """The contract of a processor (Art. 28(3) GDPR). None is left out."""
    for path, recipient in entries(tree, "recipients"):
        if recipient.get("role") == "processor" and "under" not in recipient:
            kept = [one for one in listed(recipient.get("contracts")) if one.get("kind") != "avv"]
            if len(kept) < len(listed(recipient.get("contracts"))):
                yield Change((*path, "contracts"), kept or GONE)


def day_of_contract(tree: Tree) -> Iterator[Change]:
    """The day of a contract of a processor: without it nobody knows which document is meant. None is left out."""
    for path, recipient in entries(tree, "recipients"):
        if recipient.get("role") == "processor":
            for number, one in enumerate(listed(recipient.get("contracts"))):
                if one.get("kind") == "avv" and "dated" in one:
                    yield gone(*path, "contracts", number, "dated")


def safeguard(tree: Tree) -> Iterator[Change]:
    """The safeguard of a transfer (Art. 13(1)(f) GDPR asks for it, also where a decision exists). None is left out."""
    for path, recipient in entries(tree, "recipients"):
        if third(recipient) and "transfer" in recipient and recipient.get("role") != "instructed_by_customer":
            yield gone(*path, "transfer")


def look_at_the_list(tree: Tree) -> Iterator[Change]:
    """The day on which somebody looked an entry of the Data Privacy Framework up. Left out: other safeguards."""
    for path, recipient in entries(tree, "recipients"):
        if at(recipient, "transfer", "mechanism") == "dpf" and at(recipient, "transfer", "checked"):
            yield gone(*path, "transfer", "checked")


def part_of_clauses(tree: Tree) -> Iterator[Change]:
    """Module, assessment or way to a copy of standard contractual clauses. Left out: clauses beside another safeguard,
    and the copy where all data are processed on instruction, so that somebody else informs people."""
    for path, recipient in entries(tree, "recipients"):
        if at(recipient, "transfer", "mechanism") == "scc":
            ours = any(
                path[1] in (one.get("recipients") or {}) and one.get("role") != "processor"
                for _, one in entries(tree, "activities")
            )
            keys = ("module", "tia", "copy") if ours else ("module", "tia")
            yield from (gone(*path, "transfer", key) for key in keys if at(recipient, "transfer", key))


def arrangement(tree: Tree) -> Iterator[Change]:
    """The arrangement of joint controllers or its essence (Art. 26 GDPR). Left out: the contact point, which the law
    allows."""
    for path, recipient in entries(tree, "recipients"):
        if recipient.get("role") == "joint" and "agreement" in recipient:
            yield gone(*path, "agreement")
            yield from (gone(*path, "agreement", key) for key in ("essence", "dated") if key in recipient["agreement"])


def look_at_sub_processors(tree: Tree) -> Iterator[Change]:
    """The day on which somebody read the list of sub-processors. Left out: recipients without a list."""
    for path, recipient in entries(tree, "recipients"):
        if at(recipient, "sub_processors", "checked"):
            yield gone(*path, "sub_processors", "checked")


def rests(tree: Tree, consent: str) -> bool:
    """Whether an activity rests on a consent."""
    bases = (one for _, activity in entries(tree, "activities") for one in listed(activity.get("basis")))
    return any(isinstance(one, dict) and one.get("consent") == consent for one in bases)


def proof(tree: Tree) -> Iterator[Change]:
    """The record of a consent, or the column with its moment. Left out: banners, whose choice the device itself keeps;
    one of two columns with a moment; consents that no activity rests on."""
    for path, consent in entries(tree, "consents"):
        if consent.get("by") == "form" and "proof" in consent and rests(tree, str(path[1])):
            yield gone(*path, "proof")
            if at(consent, "proof", "given") and not at(consent, "proof", "confirmed"):
                yield gone(*path, "proof", "given")


def double_opt_in(tree: Tree) -> Iterator[Change]:
    """The confirmation of the address of a newsletter. Left out: other consents, and those that no activity rests on."""
    for path, consent in entries(tree, "consents"):
        if consent.get("double_opt_in") == "true" and rests(tree, str(path[1])):
            beside = (((*path, "proof", "confirmed"), GONE),) if at(consent, "proof", "confirmed") else ()
            yield Change((*path, "double_opt_in"), GONE, beside)


def officer(tree: Tree) -> Iterator[Change]:
    """The data protection officer. Left out: firms of fewer than 20 people who need no impact assessment (§ 38(1) BDSG)."""
    organisation = at(tree, "organisation")
    many = int(organisation.get("people_processing", 0)) >= 20
    assessed = any(at(activity, "dpia", "needed") == "true" for _, activity in entries(tree, "activities"))
    if "data_protection_officer" in organisation and (many or assessed or organisation.get("kind") == "public_body"):
        yield gone("organisation", "data_protection_officer")


def consequence(tree: Tree) -> Iterator[Change]:
    """What happens if people do not give a datum (Art. 13(2)(e) GDPR), or that they must give it while the consequence
    still stands. Left out: data that are not required, and the consequence for contract and service, which the notice
    says by itself."""
    for path, _ in entries(tree, "activities"):
        for inner, datum in entries(tree, *map(str, path), "data"):
            if "if_missing" in datum and datum.get("required") in ("contract", "law", "service"):
                keys = ("if_missing", "required") if datum["required"] == "law" else ("required",)
                yield from (gone(*inner, key) for key in keys)


def rule(tree: Tree) -> Iterator[Change]:
    """A rule of deletion. Left out: rules whose data another rule ends for all rows, alone or with the whole store;
    rules for some rows; data that name nobody; files that follow their rows."""
    whole = {
        store
        for _, one in entries(tree, "activities")
        for _, it in entries(one, "retention")
        for store in listed(it.get("all_of"))
    }
    for path, activity in entries(tree, "activities"):
        rules = dict(entries(tree, *map(str, path), "retention"))
        for inner, one in rules.items():
            rest = [other for there, other in rules.items() if there != inner and "where" not in other]
            covered = {datum for other in rest for datum in listed(other.get("data"))}
            mine = [at(activity, "data", id) or {} for id in listed(one.get("data"))]
            stores = {str(place).split(".", maxsplit=1)[0] for datum in mine for place in listed(datum.get("in"))}
            if "all_of" in one or "where" in one or covered & {*listed(one.get("data")), "all"} or stores & whole:
                continue
            if any("all_of" in other for other in rest) or listed(one.get("data")) == ["all"] or not mine:
                continue
            if not all(datum.get("aggregated") == "true" for datum in mine):
                yield gone(*inner)


def part_of_rule(tree: Tree) -> Iterator[Change]:
    """The start or the act of a rule of deletion. Left out: rules that repeat another one."""
    for path, _ in entries(tree, "activities"):
        for inner, one in entries(tree, *map(str, path), "retention"):
            yield from (gone(*inner, key) for key in ("from", "delete", "stages") if key in one)


def reason_to_keep(tree: Tree) -> Iterator[Change]:
    """Why something is kept that no statute obliges to keep, or who has looked at that reason. Left out: duties to keep."""
    for path, _ in entries(tree, "activities"):
        for inner, one in entries(tree, *map(str, path), "retention"):
            if at(one, "keep", "law") == "de/limitation":
                if "because" in one:
                    yield gone(*inner, "because")
                if at(one, "keep", "because"):
                    yield gone(*inner, "keep", "because")
                if at(one, "keep", "reviewer"):
                    yield gone(*inner, "keep", "reviewer")


def condition_of_special_data(tree: Tree) -> Iterator[Change]:
    """The condition of Art. 9(2) GDPR, or the mark of all data that it is about. Left out: one of several such marks."""
    for path, activity in entries(tree, "activities"):
        if "special_category" in activity:
            yield gone(*path, "special_category")
            marked = [(*inner, "special") for inner, datum in entries(tree, *map(str, path), "data") if "special" in datum]
            if marked:
                yield Change(marked[0], GONE, tuple((other, GONE) for other in marked[1:]))


def part_of_decision(tree: Tree) -> Iterator[Change]:
    """Ground, human or way to contest of a decision without a person (Art. 22(2), (3) GDPR). Left out: contest and human
    of a decision that a law allows."""
    for path, activity in entries(tree, "activities"):
        decision = activity.get("automated_decision") or {}
        keys = (
            ("logic", "consequences", "ground")
            if decision.get("ground") == "law"
            else ("logic", "consequences", "ground", "human", "contest")
        )
        yield from (gone(*path, "automated_decision", key) for key in keys if key in decision)


def condition_of_soft_opt_in(tree: Tree) -> Iterator[Change]:
    """One of the four conditions of § 7(3) UWG. Left out: advertising with consent."""
    for path, activity in entries(tree, "activities"):
        met = listed(activity.get("existing_customers"))
        if met and not any("consent" in one for one in listed(activity.get("basis")) if isinstance(one, dict)):
            for one in met:
                yield Change((*path, "existing_customers"), [other for other in met if other != one])


def language(tree: Tree) -> Iterator[Change]:
    """One language of a text, while documents are published in two. Left out: texts that no document shows (assessments,
    agreements on staff, reasons for what is compatible)."""
    if len(listed(at(tree, "languages"))) > 1:
        for path, _ in spoken(tree):
            if is_shown(path):
                yield gone(*path, "en")


def is_shown(path: Path) -> bool:
    """Whether a text stands in a document for people."""
    inside = {"dpia", "works_agreement", "further_purpose", "several_owners"}
    return path[0] in ("activities", "subjects", "documents", "consents") and not inside & set(path)


def flow_to_host(tree: Tree) -> Iterator[Change]:
    """That data go to the company on whose machines their store is. Left out: activities with no datum in such a store,
    and parts of an activity that says it."""
    hosts = {str(path[1]): system["host"] for path, system in entries(tree, "systems") if "host" in system}
    for path, activity in entries(tree, "activities"):
        used = {
            str(place).split(".", maxsplit=1)[0]
            for _, datum in entries(activity, "data")
            for place in listed(datum.get("in"))
        }
        for host in sorted({hosts[system] for system in used if system in hosts}):
            whole = at(tree, "activities", str(activity.get("part_of")), "recipients") or {}
            if host in (activity.get("recipients") or {}) and host not in whole:
                yield gone(*path, "recipients", host)


def flow_to_setter(tree: Tree) -> Iterator[Change]:
    """That data go to the company that stores something on the device. Left out: our own items, software on our own
    servers, and parts of an activity that says it."""
    for path, activity in entries(tree, "activities"):
        whole = at(tree, "activities", str(activity.get("part_of")), "recipients") or {}
        setters = {item.get("by") for _, item in entries(activity, "device")} - set(whole)
        for id in activity.get("recipients") or {}:
            if id in setters and at(tree, "recipients", id, "role") != "self":
                yield gone(*path, "recipients", id)


def day_of_assessment(tree: Tree) -> Iterator[Change]:
    """The impact assessment that is needed, or its day. Left out: where none is needed."""
    for path, activity in entries(tree, "activities"):
        if at(activity, "dpia", "needed") == "true":
            yield from (gone(*path, "dpia", key) for key in ("dated",) if key in activity["dpia"])


def agreement_on_staff(tree: Tree) -> Iterator[Change]:
    """The agreement with the works council, or why none is needed. Left out: firms without a works council."""
    if at(tree, "organisation", "works_council") == "true":
        for path, activity in entries(tree, "activities"):
            if "works_agreement" in activity:
                yield gone(*path, "works_agreement")


def further_purpose(tree: Tree) -> Iterator[Change]:
    """When people were told of a further purpose, or why it is compatible (Art. 6(4), 13(3) GDPR). Left out:
    compatibility of what rests on consent."""
    for path, activity in entries(tree, "activities"):
        if "further_purpose" in activity:
            yield from (
                gone(*path, "further_purpose", key) for key in ("told", "compatible") if key in activity["further_purpose"]
            )


def way_to_search(tree: Tree) -> Iterator[Change]:
    """A store of a group of people in what a request is searched in. Left out: stores without a group of people."""
    covered = listed(at(tree, "rights", "covers"))
    named = {
        str(place).split(".", maxsplit=1)[0]
        for _, subject in entries(tree, "subjects")
        for place in subject.get("found_in") or {}
    }
    for id in covered:
        if id in named:
            yield Change(("rights", "covers"), [other for other in covered if other != id])


def rights(tree: Tree) -> Iterator[Change]:
    """How people reach us, or where we look. Left out: one of several channels, and the whole block, without which the
    address of the organisation counts."""
    if at(tree, "rights"):
        yield from (gone("rights", key) for key in ("channels", "covers"))


def instruction(tree: Tree) -> Iterator[Change]:
    """Who instructs us, or that we are a processor. None is left out."""
    for path, activity in entries(tree, "activities"):
        if activity.get("role") == "processor":
            yield from (gone(*path, key) for key in ("on_behalf_of", "role") if key in activity)
        if activity.get("role") == "joint":
            yield from (gone(*path, key) for key in ("with", "role") if key in activity)


def public_source(tree: Tree) -> Iterator[Change]:
    """Where data come from, while it is still said that the source is public (Art. 14(2)(f) GDPR). Left out: activities
    that say nothing else of a source: without it they say, without contradiction, that people give the data
    themselves."""
    for path, activity in entries(tree, "activities"):
        if "source" in activity and activity.get("source_public") == "true":
            yield gone(*path, "source")


def guard_of_children(tree: Tree) -> Iterator[Change]:
    """From which age children agree, or how parents do (Art. 8 GDPR). Left out: consents of adults."""
    for path, consent in entries(tree, "consents"):
        yield from (gone(*path, key) for key in ("age", "parents") if key in consent)


def rule_of_backups(tree: Tree) -> Iterator[Change]:
    """The rule of copies that are kept for a restore. None is left out."""
    stores = {str(path[1]) for path, system in entries(tree, "systems") if "backup_of" in system}
    for path, activity in entries(tree, "activities"):
        held = {
            str(inner[-1])
            for inner, datum in entries(tree, *map(str, path), "data")
            if stores & set(listed(datum.get("in")))
        }
        for inner, one in entries(activity, "retention"):
            if held & set(listed(one.get("data"))):
                yield gone(*path, *inner)


def seat(tree: Tree) -> Iterator[Change]:
    """The country of a recipient (Art. 13(1)(f) GDPR). Left out: recipients of the catalogue, and categories."""
    for path, recipient in entries(tree, "recipients"):
        if "country" in recipient and "use" not in recipient and "name" in recipient and recipient.get("role") != "self":
            yield gone(*path, "country")


def name_of_recipient(tree: Tree) -> Iterator[Change]:
    """Who a recipient is. Left out: recipients of the catalogue, and categories."""
    for path, recipient in entries(tree, "recipients"):
        if "name" in recipient and "use" not in recipient and "category" not in recipient:
            yield gone(*path, "name")


LOSSES = (
    key_demanded,
    declared_thing,
    location,
    owner_of_rows,
    contract,
    day_of_contract,
    safeguard,
    look_at_the_list,
    part_of_clauses,
    arrangement,
    look_at_sub_processors,
    proof,
    double_opt_in,
    officer,
    consequence,
    rule,
    part_of_rule,
    reason_to_keep,
    condition_of_special_data,
    part_of_decision,
    condition_of_soft_opt_in,
    language,
    flow_to_host,
    flow_to_setter,
    day_of_assessment,
    agreement_on_staff,
    further_purpose,
    way_to_search,
    rights,
    instruction,
    public_source,
    guard_of_children,
    rule_of_backups,
    seat,
    name_of_recipient,
)
