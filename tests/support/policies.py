"""Small policies built by hand, for rooms below the compiler."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zusage.model.calendar import Clock
from zusage.model.period import AT_ONCE, Period
from zusage.model.text import Text
from zusage.plan.connector import Descriptor
from zusage.plan.structure import Column, ForeignKey, Structure, Table
from zusage.policy.activity import Activity, Datum
from zusage.policy.kinds import duty_of
from zusage.policy.organisation import Consent, Document, Organisation, Recipient, Rights, Run
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, FlowTerms, Promise, StageTerms
from zusage.policy.rule import Action, Bound, DatedTerm, Keep, Rule, Stage, Unit
from zusage.policy.start import Start
from zusage.policy.system import Each, Owner, System, TableUse

DAY = Period(days=1)
DAILY = Run(DAY, DAY)
EIGHT_YEARS = Keep(
    "de/vouchers", (DatedTerm(date(2025, 1, 1), None, Period(years=8), Clock.END_OF_YEAR, "§ 147 Abs. 3 AO"),)
)
SQL = Descriptor(
    "sql",
    (),
    frozenset({"Delete", "Clear", "Lock", "Unlock", "Drop", "Replace", "Restrict", "Release"}),
    frozenset(),
    (),
    "",
)
LOGS = Descriptor("logfiles", (), frozenset({"Delete", "Shorten"}), frozenset(), (), "")
FILES = Descriptor("files", (), frozenset({"Delete", "Drop"}), frozenset(), (), "")
DESCRIPTORS = {"sql": SQL, "logfiles": LOGS, "files": FILES}


def table(name: str, *columns: str, fk: Sequence[tuple[str, str]] = (), key: tuple[str, ...] = ("id",)) -> Table:
    """`column:kind` or `column:kind!` (required); `fk` are (column, target table) to its `id`."""
    made = []
    for column in columns:
        head, _, kind = column.partition(":")
        made.append(Column(head, kind.rstrip("!") or "text", nullable=not kind.endswith("!")))
    keys = tuple(ForeignKey((c,), target, ("id",)) for c, target in fk)
    return Table(name, tuple(made), key, keys)


def structure(*tables: Table) -> Structure:
    return Structure({t.name: t for t in tables})


def owned(name: str, *owners: str | Owner) -> TableUse:
    return TableUse(name, "owned", owners=tuple(Owner(o) if isinstance(o, str) else o for o in owners))


def subject(name: str, personal: tuple[str, ...] | None = None) -> TableUse:
    return TableUse(name, "subject", subject="person", personal=personal)


def system(id: str, *uses: TableUse, connector: str = "sql", each: Each | None = None, **more: object) -> System:
    return System(id, connector, {}, "DE", each=each, tables={u.name: u for u in uses}, **more)  # type: ignore[arg-type]


def rule(
    id: str,
    start: Start,
    *stages: Stage,
    units: Sequence[Unit] = (),
    **more: object,
) -> Rule:
    return Rule(id, "work", ("data",), tuple(units), start, tuple(stages), **more)  # type: ignore[arg-type]


def delete(bound: Bound, period: Period = AT_ONCE) -> Stage:
    return Stage(Action.DELETE, bound, period)


def policy(
    systems: Sequence[System],
    rules: Sequence[Rule] = (),
    promises: Sequence[Promise] = (),
    *,
    consents: Sequence[Consent] = (),
    recipients: Sequence[Recipient] = (),
    documents: Sequence[Document] = (),
    data: Sequence[Datum] = (),
    run: Run = DAILY,
    **more: object,
) -> Policy:
    made = list(promises)
    for r in rules:
        stages: list[int | None] = [*range(len(r.stages))]
        for index in stages + ([None] if r.keep else []):
            kind = "keep-for-duty" if index is None else _KINDS[r.stages[index].action]
            made.append(Promise(f"work/{r.id}/{index}", kind, duty_of(kind), "work", ("notice",), StageTerms(r, index), "d"))
    activity = Activity("work", Text("Arbeit", "work"), "controller", ("notice",), ("person",), (), (), tuple(data))
    return Policy(
        "eu/de",
        Organisation("Muster GmbH", "Weg 1, 12345 Ort, DE", "x@muster.example", "de/be"),
        ("de", "en"),
        "Europe/Berlin",
        run,
        {d.id: d for d in documents},
        {},
        {s.id: s for s in systems},
        {},
        {c.id: c for c in consents},
        {r.id: r for r in recipients},
        {},
        {"work": activity},
        tuple(rules),
        Rights(),
        tuple(made),
        **more,  # type: ignore[arg-type]
    )


def assure(kind: str, activity: str = "work", **parameters: object) -> Promise:
    """A stated promise of that kind (hyphens)."""
    return Promise(f"work/{kind}", kind, duty_of(kind), activity, ("notice",), AssureTerms(parameters), "d")  # type: ignore[arg-type]


def flow(kind: str, recipient: str, **parameters: object) -> Promise:
    return Promise(f"work/{kind}", kind, duty_of(kind), "work", ("notice",), FlowTerms(recipient, parameters), "d")  # type: ignore[arg-type]


_KINDS = {
    Action.DELETE: "delete-after",
    Action.CLEAR: "delete-after",
    Action.DROP: "delete-after",
    Action.SHORTEN: "shorten-after",
    Action.LOCK: "lock-after",
    Action.RESTRICT: "restrict-after",
    Action.ANONYMISE: "anonymise-after",
    Action.PSEUDONYMISE: "pseudonymise-after",
}
