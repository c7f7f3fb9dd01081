"""backup-made: the job stopped two days ago."""

from __future__ import annotations

from support.sabotage import day, turns_red
from zusage.kinds.base import State


def test_backup_made_turns_red(company, before):
    assert before["saved/assure/backup-made"].state is State.KEPT
    for days in (1, 2):
        (company.folder / "backups" / f"{day(days)}-full.tar.age").unlink()
    turns_red(company, "saved/assure/backup-made")
