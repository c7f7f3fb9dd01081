"""Session: a workspace with its state and its opened stores, for commands that look or act.

Law: everything that was opened is closed, also after an error. Writing connections are opened only by commands that act.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from zusage.app.stating import statements
from zusage.app.workspace import Workspace
from zusage.engine.ports import State
from zusage.engine.stores import Stores
from zusage.policy.policy import Policy
from zusage.policy.statements import matters, with_statements

if TYPE_CHECKING:
    from zusage.adapters.store.state import OpenedState

PRIVATE = ".zusage"
"""Folder of key and vault beside the declaration when the records lie in PostgreSQL."""

SALT = ("salt", "instances")


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with."""

    workspace: Workspace
    state: OpenedState
    stores: Stores
    now: datetime
    covered: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)
    """Which instances of a fleet a hold covers through their registry row: (hold, system) -> digests."""


@contextmanager
def open_session(workspace: Workspace, now: datetime, *, write: bool = False) -> Iterator[Session]:
    """Open state and stores (lazily: no target is connected before it is needed)."""
    from zusage.adapters.connectors import open_connector
    from zusage.adapters.store.state import open_state

    state = open_state(workspace.state, lambda: now, workspace.root / PRIVATE)
    workspace = _stated(workspace, state, now)
    stores = Stores(workspace.policy, workspace.variables, open_connector, state.notebook, instance_salt(state), write=write)
    try:
        yield Session(workspace, state, stores, now)
    finally:
        stores.close()
        state.close()


def _stated(workspace: Workspace, state: State, now: datetime) -> Workspace:
    """The workspace whose duties know what has been stated for tax years."""
    if not matters(workspace.policy):
        return workspace
    known = statements(state, workspace.policy, now)
    return replace(workspace, policy=_told(workspace.policy, known)) if known else workspace


_TOLD: list[tuple[Policy, dict[str, date], Policy]] = []
"""The last policy that was told statements: what has been worked out about it (digest, starts) is worked out once."""


def _told(policy: Policy, known: dict[str, date]) -> Policy:
    if not (_TOLD and _TOLD[0][0] is policy and _TOLD[0][1] == known):
        _TOLD[:] = [(policy, known, with_statements(policy, known))]
    return _TOLD[0][2]


def instance_salt(state: State) -> bytes:
    """The secret with which names of instances are digested; made once, kept in the vault."""
    import secrets

    known = state.vault.get(*SALT)
    if known is None:
        known = {"hex": secrets.token_hex(16)}
        state.vault.put(*SALT, known)
    return bytes.fromhex(str(known["hex"]))
