"""Changes: facts of the parties, of bases and of periods that become wrong.

Law: see the package. What a change leaves lawful is left out by a rule that the docstring states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.testing.mutation.losses import rests, third
from zusage.testing.mutation.mutant import GONE, Change, Path, Tree, at, entries, listed

ASKS = ("newsletter", "advertising", "analytics", "session_recording", "heatmap", "ab_test")
EXPIRED, FUTURE = "2019-03-01", "2034-05-01"


def used(tree: Tree, recipient: str) -> bool:
    """Whether an activity sends data to a recipient."""
    return any(recipient in (activity.get("recipients") or {}) for _, activity in entries(tree, "activities"))


def receivers(tree: Tree) -> Iterator[tuple[Path, Tree]]:
    """Recipients of any activity that are not ourselves and not instructed by somebody else."""
    for path, recipient in entries(tree, "recipients"):
        if recipient.get("role") in ("processor", "controller", "joint") and used(tree, str(path[1])):
            yield path, recipient


def kinds(activity: Tree) -> set[str]:
    """The kinds that purposes of an activity say."""
    return {
        purpose["kind"]
        for purpose in activity.get("purposes", {}).values()
        if isinstance(purpose, dict) and "kind" in purpose
    }


def seat_moves(tree: Tree) -> Iterator[Change]:
    """A recipient of the Union is in the USA, keeps the data there or lets people there look, without a safeguard. Left
    out: recipients with a safeguard, and categories."""
    for path, recipient in receivers(tree):
        if "transfer" not in recipient and "country" in recipient and not third(recipient):
            yield Change((*path, "country"), "US", (((*path, "use"), GONE),) if "use" in recipient else ())
            yield Change((*path, "location"), "US")
            yield Change((*path, "access_from"), ["IN"])


def store_moves(tree: Tree) -> Iterator[Change]:
    """A store lies in the USA while its host keeps it in the Union. Left out: stores without a location."""
    for path, system in entries(tree, "systems"):
        if system.get("location") == "DE" and system.get("connector") in ("sql", "files", "logfiles"):
            yield Change((*path, "location"), "US")


def safeguard_fails(tree: Tree) -> Iterator[Change]:
    """A transfer has no safeguard, or one that does not exist for that country. Left out: countries with a decision for
    all."""
    for path, recipient in receivers(tree):
        if recipient.get("country") in ("US", "IN") and "transfer" in recipient:
            yield Change((*path, "transfer", "mechanism"), "none")
            yield Change((*path, "transfer", "mechanism"), "adequacy")
            if at(recipient, "transfer", "mechanism") == "dpf":
                yield Change((*path, "country"), "IN")
            yield Change((*path, "transfer", "mechanism"), "derogation")


def look_expires(tree: Tree) -> Iterator[Change]:
    """What somebody looked up years ago and had to look up again. Left out: what says no term of renewal."""
    for path, recipient in entries(tree, "recipients"):
        for key in ("transfer", "sub_processors"):
            if at(recipient, key, "checked") and at(recipient, key, "renew"):
                yield Change((*path, key, "checked"), EXPIRED)
        for key in ("contracts", "evidence"):
            for number, one in enumerate(listed(recipient.get(key))):
                if "renew" in one and "dated" in one:
                    yield Change((*path, key, number, "dated"), EXPIRED)
    for path, activity in entries(tree, "activities"):
        if at(activity, "dpia", "renew"):
            yield Change((*path, "dpia", "dated"), EXPIRED)


def day_to_come(tree: Tree) -> Iterator[Change]:
    """Something is said to have been done on a day that has not come. Left out: impact assessments that are not needed."""
    for path, recipient in entries(tree, "recipients"):
        for key, day in (
            ("transfer", "checked"),
            ("transfer", "tia"),
            ("agreement", "dated"),
            ("sub_processors", "checked"),
        ):
            if at(recipient, key, day):
                yield Change((*path, key, day), FUTURE)
        for number, one in enumerate(listed(recipient.get("contracts"))):
            if "dated" in one:
                yield Change((*path, "contracts", number, "dated"), FUTURE)
    for path, activity in entries(tree, "activities"):
        if at(activity, "dpia", "needed") == "true" and at(activity, "dpia", "dated"):
            yield Change((*path, "dpia", "dated"), FUTURE)
        for number, one in enumerate(listed(activity.get("basis"))):
            if isinstance(one, dict) and "weighed" in one:
                at_list = isinstance(activity["basis"], list)
                yield Change((*path, "basis", number, "weighed") if at_list else (*path, "basis", "weighed"), FUTURE)


def role_of_recipient(tree: Tree) -> Iterator[Change]:
    """A processor with a contract of Art. 28 GDPR is called a controller, or joint without an arrangement. None is left
    out."""
    for path, recipient in receivers(tree):
        if recipient["role"] == "processor" and any(one.get("kind") == "avv" for one in listed(recipient.get("contracts"))):
            yield Change((*path, "role"), "controller")
            yield Change((*path, "role"), "joint")
        if recipient["role"] == "joint":
            yield Change((*path, "role"), "processor")


def role_of_ours(tree: Tree) -> Iterator[Change]:
    """What we do on instruction is said to be ours, and the other way round. None is left out."""
    for path, activity in entries(tree, "activities"):
        if activity.get("role") == "processor":
            yield Change((*path, "role"), "controller")
            yield Change((*path, "basis"), "contract")
        elif "role" not in activity and "part_of" not in activity:
            yield Change((*path, "role"), "processor")
            yield Change((*path, "basis"), "instruction")


def basis_without_consent(tree: Tree) -> Iterator[Change]:
    """What needs consent is based on the contract or on interests: advertising mail, tracking, special categories. Left
    out: activities of other kinds, whose basis may lawfully be another, and advertising to customers under § 7(3)
    UWG."""
    interest = {"legitimate_interests": {"de": "Verbesserung der Website", "en": "improving the website"}}
    for path, activity in entries(tree, "activities"):
        one = activity.get("basis")
        if isinstance(one, dict) and "consent" in one:
            tracks = any(at(item, "access", "consent") for _, item in entries(activity, "device"))
            if kinds(activity) & set(ASKS) or tracks:
                yield Change((*path, "basis"), "contract")
                if "existing_customers" not in activity:
                    yield Change((*path, "basis"), interest)


def access_without_consent(tree: Tree) -> Iterator[Change]:
    """Something on the device for statistics or advertising is called strictly necessary (§ 25 TDDDG). Left out: other
    purposes."""
    for path, activity in entries(tree, "activities"):
        for inner, item in entries(tree, *map(str, path), "device"):
            if at(item, "access", "consent") and kinds(activity) & set(ASKS):
                yield Change((*inner, "access"), {"necessary": {"de": "Betrieb der Website", "en": "running the website"}})


def life_on_device(tree: Tree) -> Iterator[Change]:
    """Something stays on the device for thirty years. None is left out."""
    for path, _ in entries(tree, "activities"):
        for inner, item in entries(tree, *map(str, path), "device"):
            if item.get("lifetime") not in ("none",):
                yield Change((*inner, "lifetime"), "30 years")


def consent_not_free(tree: Tree) -> Iterator[Change]:
    """A consent by banner that no banner withdraws or that cannot be refused there; a newsletter without a confirmed
    address. Left out: consents that no activity rests on, and `separate: false`, which is what no word on it means."""
    for path, consent in entries(tree, "consents"):
        if not rests(tree, str(path[1])):
            continue
        if consent.get("by") == "banner":
            yield Change((*path, "withdraw"), ["request"])
            yield Change((*path, "refuse"), "none")
        if consent.get("double_opt_in") == "true":
            confirmed = (*path, "proof", "confirmed")
            yield Change((*path, "double_opt_in"), "false", ((confirmed, GONE),) if at(tree, *confirmed) else ())


def law_of_vouchers(tree: Tree) -> Iterator[Change]:
    """Vouchers are kept like letters, for the ten years of former law, for one year, or for the term of limitation. Left
    out: data whose words name neither invoices, vouchers nor letters, because the class is then the organisation's
    own judgement."""
    for path, activity in entries(tree, "activities"):
        for inner, one in entries(tree, *map(str, path), "retention"):
            named = " ".join(at(activity, "data", id, "label", "en") or "" for id in listed(one.get("data")))
            if not re.search("invoice|voucher|letter", named):
                continue
            if at(one, "keep", "law") == "de/vouchers":
                for keep in ({"law": "de/letters"}, {"period": "10 years"}, {"period": "1 year"}, {"period": "3 years"}):
                    yield Change((*inner, "keep"), keep)
            if at(one, "keep", "law") == "de/letters":
                yield Change((*inner, "keep"), {"period": "2 years"})


def too_long(tree: Tree) -> Iterator[Change]:
    """A period ten times as long where the law or the purpose knows a maximum: applicants, and whole lines of logs. Left
    out: other periods, whose necessity only the organisation can judge, and lines whose addresses have been
    shortened."""
    for path, activity in entries(tree, "activities"):
        stores = {str(inner[-1]): listed(datum.get("in")) for inner, datum in entries(activity, "data")}
        applicants = "applications" in kinds(activity)
        for inner, one in entries(tree, *map(str, path), "retention"):
            held = {str(place) for datum in listed(one.get("data")) for place in stores.get(datum, ())}
            lines = any(at(tree, "systems", place, "connector") == "logfiles" for place in held)
            if "delete" in one and "keep" not in one and (applicants or lines) and (longer := tenfold(one["delete"])):
                yield Change((*inner, "delete"), longer)
            for number, stage in enumerate(listed(one.get("stages"))):
                if lines and "shorten" in stage and (longer := tenfold(stage["shorten"])):
                    yield Change((*inner, "stages", number, "shorten"), longer)


def tenfold(time: str) -> str:
    """Ten times a time such as "after 30 days"; nothing for "at once"."""
    words = str(time).split()
    return " ".join((*words[:-2], str(int(words[-2]) * 10), words[-1])) if len(words) > 1 and words[-2].isdigit() else ""


def no_period(tree: Tree) -> Iterator[Change]:
    """A rule says no more than a sentence that fits everything. Left out: rules that repeat another one."""
    boilerplate = {"as_found": {"de": "solange es erforderlich ist", "en": "as long as necessary"}}
    for path, _ in entries(tree, "activities"):
        for inner, one in entries(tree, *map(str, path), "retention"):
            if "data" in one and "where" not in one and "same_as" not in one:
                yield Change(inner, {"data": one["data"], "undecided": boilerplate})


def stages_turned(tree: Tree) -> Iterator[Change]:
    """Stages stand in the wrong order of time. None is left out."""
    for path, _ in entries(tree, "activities"):
        for inner, one in entries(tree, *map(str, path), "retention"):
            if len(listed(one.get("stages"))) > 1:
                yield Change((*inner, "stages"), list(reversed(one["stages"])))


def two_periods(tree: Tree) -> Iterator[Change]:
    """A second rule says another period for the same data. Left out: rules for some rows, copies, and rules that repeat
    another."""
    for path, _ in entries(tree, "activities"):
        for inner, one in entries(tree, *map(str, path), "retention"):
            if (
                str(one.get("delete", "")).startswith("after")
                and "where" not in one
                and "keep" not in one
                and tenfold(one["delete"])
            ):
                yield Change(
                    (*inner[:-1], "second"),
                    {
                        **{key: value for key, value in one.items() if key not in ("was", "allow")},
                        "delete": tenfold(one["delete"]),
                    },
                )


def objection_weighed(tree: Tree) -> Iterator[Change]:
    """An objection to direct marketing is weighed (Art. 21(3) GDPR). Left out: other purposes, and what rests on
    consent, which people withdraw."""
    for path, activity in entries(tree, "activities"):
        if (
            "objection" in activity
            and not at(activity, "basis", "consent")
            and kinds(activity) & {"advertising", "newsletter"}
        ):
            yield Change((*path, "objection"), {"effect": "decide"})


def answers_late(tree: Tree) -> Iterator[Change]:
    """People get their answer late, pay for it, or always have to identify themselves. None is left out."""
    if at(tree, "rights"):
        yield Change(("rights", "answer_within"), "3 months")
        yield Change(("rights", "fee"), "25-euro")
        yield Change(("rights", "identity"), {"when": "always"})


def unknown_name(tree: Tree) -> Iterator[Change]:
    """A name of something that does not exist. None is left out."""
    for path, activity in entries(tree, "activities"):
        if "part_of" not in activity:
            yield Change((*path, "subjects"), ["nobody-we-know"])
        for inner, one in entries(tree, *map(str, path), "retention"):
            if isinstance(one.get("from"), str):
                yield Change((*inner, "from"), "never_heard_of")
            if at(one, "keep", "law"):
                yield Change((*inner, "keep", "law"), "de/no-such-law")
    yield Change(("organisation", "authority"), "de/zz")


def special_data(tree: Tree) -> Iterator[Change]:
    """A datum turns out to be about health, or about offences, without a condition for it. Left out: activities with a
    condition; what we do on instruction, where the controller answers for it; offences where a law obliges (Art. 10
    GDPR); data that name nobody."""
    for path, activity in entries(tree, "activities"):
        if "special_category" not in activity and activity.get("role") != "processor":
            for inner, datum in entries(tree, *map(str, path), "data"):
                if "special" not in datum and datum.get("aggregated") != "true":
                    yield Change((*inner, "special"), "health")
                    bases = [one for one in listed(activity.get("basis")) if isinstance(one, dict)]
                    if not any("legal_obligation" in one for one in bases):
                        yield Change((*inner, "criminal"), "true")
                    break


def children(tree: Tree) -> Iterator[Change]:
    """Children turn out to be among those who consent; the consent has neither an age nor a way for parents (Art. 8
    GDPR). Left out: consents with both."""
    for path, consent in entries(tree, "consents"):
        if "age" in consent or "parents" in consent:
            continue
        for _, activity in entries(tree, "activities"):
            if at(activity, "basis", "consent") == path[1]:
                for id in listed(activity.get("subjects")):
                    yield Change(("subjects", id, "minors"), "true", about=path)
                break


def decision(tree: Tree) -> Iterator[Change]:
    """A decision without a person has no human to turn to, or rests on nothing. Left out: human where a law allows it."""
    for path, activity in entries(tree, "activities"):
        if at(activity, "automated_decision", "ground") in ("contract", "consent"):
            yield Change((*path, "automated_decision", "human"), "false")


def condition_unknown(tree: Tree) -> Iterator[Change]:
    """A condition of Art. 9(2) GDPR that does not exist. None is left out."""
    for path, activity in entries(tree, "activities"):
        if "special_category" in activity:
            yield Change((*path, "special_category", "art9"), "z")


def names_a_person(tree: Tree) -> Iterator[Change]:
    """Data with columns that identify a person are called aggregated. Left out: activities without such columns."""
    for path, _ in entries(tree, "activities"):
        for inner, datum in entries(tree, *map(str, path), "data"):
            if {"email", "name", "phone", "iban"} & set(listed(datum.get("columns"))) and "aggregated" not in datum:
                yield Change((*inner, "aggregated"), "true")


def channel_without_consent(tree: Tree) -> Iterator[Change]:
    """Customers who are written to by mail without consent are called or get short messages (§ 7(2) UWG). Left out:
    advertising that rests on consent."""
    for path, activity in entries(tree, "activities"):
        if "existing_customers" in activity and not at(activity, "basis", "consent"):
            yield Change((*path, "channels"), ["email", "phone"])


CHANGES = (
    seat_moves,
    store_moves,
    safeguard_fails,
    look_expires,
    day_to_come,
    role_of_recipient,
    role_of_ours,
    basis_without_consent,
    access_without_consent,
    life_on_device,
    consent_not_free,
    law_of_vouchers,
    too_long,
    no_period,
    stages_turned,
    two_periods,
    objection_weighed,
    answers_late,
    unknown_name,
    special_data,
    children,
    decision,
    condition_unknown,
    names_a_person,
    channel_without_consent,
)
