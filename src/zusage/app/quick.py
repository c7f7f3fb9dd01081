"""Quick answers: what can be said from our own state alone, without compiling a declaration or loading a driver."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.app.holds import list_holds
from zusage.app.session import PRIVATE
from zusage.app.workspace import find_declaration, read_variables
from zusage.kinds.base import ActiveHold

if TYPE_CHECKING:
    from zusage.adapters.store.state import OpenedState


def read_holds(path: Path, now: datetime) -> tuple[tuple[ActiveHold, str], ...]:
    """Active holds with their reasons."""
    state = open_own_state(path, now)
    try:
        return list_holds(state)
    finally:
        state.close()


def open_own_state(path: Path, now: datetime) -> OpenedState:
    """The state of the declaration at `path`, without reading the declaration."""
    from zusage.adapters.store.state import open_state

    source = find_declaration(path)
    root = source if source.is_dir() else source.parent
    variables = {**read_variables(root / "zusage.env"), **os.environ}
    return open_state(variables.get("ZUSAGE_STATE", str(root / PRIVATE)), lambda: now, root / PRIVATE)
