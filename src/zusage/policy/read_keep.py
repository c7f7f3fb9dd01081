"""Reading duties to keep: `keep:` and `unless:`.

Law: a statutory period comes from the law data with all its dated terms, never from a number in the declaration; a law that
gives no period cannot be kept by. A period of one's own is one undated term.
"""

from __future__ import annotations

from datetime import date

from zusage.declaration.node import Node, Scalar
from zusage.model.calendar import Clock
from zusage.policy.locate import locate_column
from zusage.policy.read_where import read_where
from zusage.policy.reading import child, field, scalars
from zusage.policy.rule import DatedTerm, Keep, Unless
from zusage.policy.scope import Scope
from zusage.reference.law import Law, laws


def read_keep(scope: Scope, node: Node | None) -> Keep | None:
    """What `keep:` says: a law, a period (also as one word), or unlimited with its reason."""
    if node is None:
        return None
    label, columns = scope.words(child(node, "label")), _columns(scope, child(node, "with"))
    if (unlimited := child(node, "unlimited")) is not None:
        return Keep("", (), label, columns, scope.words(unlimited))
    if isinstance(law := child(node, "law"), Scalar):
        return _by_law(scope, law, columns)
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
    found = keeping.get(id)
    if found is None:
        scope.unknown("ZE140", name.place, id, keeping, law=id)
        return Keep(id, (), None, columns)
    return Keep(id, _dated(found), found.label, columns)


def _dated(law: Law) -> tuple[DatedTerm, ...]:
    return tuple(DatedTerm(t.valid_from, t.valid_to, t.period, t.clock, t.statute.to("de")) for t in law.terms)


def _columns(scope: Scope, node: Node | None) -> tuple[tuple[str, str, str], ...]:
    spots = (locate_column(scope, name) for name in scalars(node))
    return tuple(sorted((s.system, s.table, s.column) for s in spots if s is not None))
