"""Quick answers: what can be said from our own state alone, without compiling a declaration or loading a driver."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from zusage.app.holds import list_holds
from zusage.app.workspace import find_declaration, read_variables
from zusage.kinds.base import ActiveHold


def read_holds(path: Path, now: datetime) -> tuple[tuple[ActiveHold, str], ...]:
    """Active holds with their reasons."""
    from zusage.adapters.store.state import open_state

    state = open_state(state_location(path), lambda: now)
    try:
        return list_holds(state)
    finally:
        state.close()


def state_location(path: Path) -> str:
    """Where the state of the declaration at `path` lies."""
    source = find_declaration(path)
    root = source if source.is_dir() else source.parent
    variables = {**read_variables(root / "zusage.env"), **os.environ}
    return variables.get("ZUSAGE_STATE", str(root / ".zusage"))
