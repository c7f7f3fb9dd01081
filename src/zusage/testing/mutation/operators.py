"""All operators by name, in the order in which the report shows them."""

from __future__ import annotations

from zusage.testing.mutation.changes import CHANGES
from zusage.testing.mutation.losses import LOSSES
from zusage.testing.mutation.mutant import Operator
from zusage.testing.mutation.wording import WORDING

OPERATORS: dict[str, Operator] = {
    f"{kind}/{make.__name__.replace('_', '-')}": make
    for kind, family in (("loss", LOSSES), ("change", CHANGES), ("words", WORDING))
    for make in family
}
