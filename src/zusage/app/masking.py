"""Masking a stream of log lines without a declaration: from options alone.

Law: options that have no meaning are refused before a byte is read (ZE611, ZE640); an archive that breaks off and a lost
worker are errors (ZE641, ZE642), and what was written until then is masked.
"""

from __future__ import annotations

from zusage.adapters.logstream import pipe
from zusage.adapters.logstream.codec import Damaged
from zusage.adapters.logstream.crew import CrewLost
from zusage.model.errors import ConnectorError, UsageError
from zusage.operators.logform import FormError, compile_form
from zusage.operators.mask import Mask


def build_mask(
    form: str = "auto",
    v4: int = 24,
    v6: int = 48,
    *,
    emails: bool = False,
    parameters: tuple[str, ...] = (),
    users: bool = False,
) -> Mask:
    """The mask that options mean."""
    try:
        found = compile_form(form)
    except FormError as error:
        raise UsageError("ZE611", format=error.part) from None
    if not (8 <= v4 <= 32 and 16 <= v6 <= 128) or (users and found.kind == "anywhere"):
        raise UsageError("ZE640", option="--users" if users and found.kind == "anywhere" else "--v4/--v6")
    names = tuple(name.strip().encode() for name in parameters if name.strip())
    return Mask(v4, v6, emails, names, users, found)


def mask_stream(source: int, sink: int, mask: Mask, jobs: int = 1) -> None:
    """Mask from one file handle to another until the input ends."""
    try:
        pipe.run(source, sink, mask, jobs)
    except Damaged:
        raise ConnectorError("ZE641") from None
    except CrewLost:
        raise ConnectorError("ZE642") from None
