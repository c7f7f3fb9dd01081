"""backup-made: the job stopped two days ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from support.sabotage import NOW, day, turns_red
from zusage.kinds.base import Restored, State
from zusage.plan.target import TargetId


def test_backup_made_turns_red(company, before):
    assert before["saved/assure/backup-made"].state is State.KEPT
    for days in (1, 2):
        (company.folder / "backups" / f"{day(days)}-full.tar.age").unlink()
    turns_red(company, "saved/assure/backup-made")


def test_a_replay_after_a_real_restore_is_a_restore_test_until_it_is_too_old(company, before):
    """Without a paper on file that is young enough, the replay counts for as long as the declared interval says."""
    company.write_register(restore=100)
    turns_red(company, "saved/assure/backup-made")
    for ago, state in ((timedelta(days=89), State.KEPT), (timedelta(days=91), State.BROKEN)):
        restored = Restored(TargetId("control"), NOW - ago, NOW - ago)
        company.history = replace(company.history, restores=(restored,))
        assert company.look()["saved/assure/backup-made"].state is state, ago
