"""Errors: three families, each with a stable code, arguments for the message and a place.

Law: an error carries code and arguments, never rendered words; `zusage.language.messages` holds the German and English
text and the advice ("what to do next") for each code. Arguments never hold a value of a person or a secret.
Exit codes are mapped only in the doors.
"""

from __future__ import annotations

from collections.abc import Sequence

from zusage.model.finding import Argument
from zusage.model.place import NOWHERE, Place


class ZusageError(Exception):
    """Base of all errors that Zusage raises on purpose; `code` is stable (ZE…), `arguments` fill its message."""

    def __init__(self, code: str, place: Place = NOWHERE, /, **arguments: Argument) -> None:
        super().__init__(code, place, arguments)
        self.code = code
        self.place = place
        self.arguments = arguments

    @property
    def brief(self) -> str:
        """Code and reason in words of structure, as they stand in surveys, observations and refusals."""
        return f"{self.code} {self.arguments.get('reason', '')}".strip()

    def __str__(self) -> str:
        words = ", ".join(f"{key}={value!r}" for key, value in self.arguments.items())
        return f"{self.place}: {self.code} {words}" if self.place.file else f"{self.code} {words}"


class DeclarationError(ZusageError):
    """The declaration has no single meaning at one place."""


class DeclarationErrors(ZusageError):
    """All declaration errors of one reading, in order of place; never empty."""

    def __init__(self, errors: Sequence[DeclarationError]) -> None:
        super().__init__("ZE100", errors[0].place, count=len(errors))
        self.errors = tuple(sorted(errors, key=lambda e: (e.place, e.code)))


class ConnectorError(ZusageError):
    """A store could not be reached or refused; `transient` says whether trying again may help."""

    transient = False


class TransientConnectorError(ConnectorError):
    """The same call may go through later (connection lost, lock timeout, deadlock)."""

    transient = True


class RefusedError(ZusageError):
    """A guard rail stopped a command before anything was changed (future date, wrong target, ceiling, stop flag)."""


class IntegrityError(ZusageError):
    """Evidence does not hold together (broken chain, journal behind ledger). Loud, never swallowed."""


class UsageError(ZusageError):
    """The command was called in a way that has no meaning (unknown promise id, missing file)."""
