"""Taking: what an act takes out of lines, as a mask; and which of it a condition asks for.

Law: `also` names emails, users or query parameters. Files are changed for good, so a line that does not fit its form
keeps its bytes except for addresses and what is named; a client that is no address stays, since only addresses were
promised to go. `shows` is the pseudo-column with the names of what a line still shows; only names that a condition asks
for are looked for.
"""

from __future__ import annotations

from functools import lru_cache

from zusage.operators.logform import FORMS, Form
from zusage.operators.mask import Mask
from zusage.plan.condition import And, Condition, Equals, Not, Or

COLUMN = "shows"


@lru_cache(maxsize=256)
def mask_for(also: tuple[str, ...], form: Form, v4: int = 24, v6: int = 48, *, pad: bool = False) -> Mask:
    """The mask of an act that shortens."""
    users = "users" in also
    names = tuple(name.removeprefix("parameter ").encode() for name in also if name not in ("emails", "users"))
    return Mask(v4, v6, "emails" in also, names, users, form if users else FORMS["anywhere"], pad, strict=False)


def shown(line: bytes, names: tuple[str, ...], form: Form) -> tuple[str, ...]:
    """Which of these a line still shows."""
    return tuple(name for name in names if mask_for((name,), form, 32, 128)(line) != line)


def asked(condition: Condition) -> tuple[str, ...]:
    """The names that a condition asks for."""
    match condition:
        case Equals(column, str() as name) if column == COLUMN:
            return (name,)
        case And(parts) | Or(parts):
            return tuple(sorted({name for part in parts for name in asked(part)}))
        case Not(part):
            return asked(part)
        case _:
            return ()
