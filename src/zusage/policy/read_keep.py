"""Reading duties to keep: `keep:` and `unless:`.

Law: a statutory period comes from the law data with all its dated terms, never from a number in the declaration; a law that
gives no period cannot be kept by. What the organisation is may choose another class (a bank's vouchers), and a clock of
financial years takes the organisation's own. A period of one's own is one undated term.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zusage.declaration.node import Node, Scalar
from zusage.model.calendar import DECEMBER_31, Clock
from zusage.policy.locate import locate_column
from zusage.policy.read_organisation import read_year_end
from zusage.policy.read_where import read_where
from zusage.policy.reading import child, field, scalars
from zusage.policy.rule import DatedTerm, Keep, Unless
from zusage.policy.scope import Scope
from zusage.reference.law import Law, class_for, laws

_FINANCIAL = {Clock.END_OF_FINANCIAL_YEAR, Clock.END_OF_YEAR_OF_FINANCIAL_YEAR}


def read_keep(scope: Scope, node: Node | None) -> Keep | None:
    """What `keep:` says: a law, a period (also as one word), or unlimited with its reason."""
    if node is None:
        return None
    label, columns = scope.words(child(node, "label")), _columns(scope, child(node, "with"))
    if (unlimited := child(node, "unlimited")) is not None:
        return Keep("", (), label, columns, scope.words(unlimited))
    if isinstance(law := child(node, "law"), Scalar):
        found = _by_law(scope, law, columns)
        asks = "" if child(node, "without_statement") is not None else found.asks
        because = scope.words(child(node, "without_statement") or child(node, "because"))
        return replace(found, asks=asks, because=because, reviewer=field(node, "reviewer"))
    written = node if isinstance(node, Scalar) else child(node, "period")
    term = DatedTerm(date.min, None, scope.period(written), Clock.AT, "")
    return Keep("", (term,), label, columns)


def read_unless(scope: Scope, node: Node | None) -> Unless | None:
    """The duty that holds rows back, and which rows."""
    duty = child(node, "duty")
    if not isinstance(duty, Scalar):
        return None
    keep = Keep("any", ()) if duty.value.strip() == "any" else _by_law(scope, duty, ())
    return Unless(keep, read_where(scope, child(node, "where")), field(node, "then"), field(node, "keep_only"))


def _by_law(scope: Scope, name: Scalar, columns: tuple[tuple[str, str, str], ...]) -> Keep:
    id = name.value.strip()
    keeping = {key: row for key, row in laws().items() if row.terms}
    found = keeping.get(class_for(id, field(scope.root.get("organisation"), "kind")))
    if found is None:
        scope.unknown("ZE140", name.place, id, keeping, law=id)
        return Keep(id, (), None, columns)
    dated = _dated(found, read_year_end(scope) or DECEMBER_31)
    return Keep(found.id, dated, found.label, columns, kind=found.kind, asks=found.asks)


def _dated(law: Law, ends: tuple[int, int]) -> tuple[DatedTerm, ...]:
    return tuple(
        DatedTerm(
            t.valid_from,
            t.valid_to,
            t.period,
            t.clock,
            t.statute.to("de"),
            ends if t.clock in _FINANCIAL else DECEMBER_31,
            t.longest,
            t.confidence != "verify",
        )
        for t in law.terms
    )


def _columns(scope: Scope, node: Node | None) -> tuple[tuple[str, str, str], ...]:
    spots = (locate_column(scope, name) for name in scalars(node))
    return tuple(sorted((s.system, s.table, s.column) for s in spots if s is not None))
