"""Sixty days of projects, and its promises broken one by one."""

from __future__ import annotations

from pathlib import Path

from support.lived import keeps_every_promise, turns_red_alone


def test_sixty_days_keep_every_promise(tmp_path: Path) -> None:
    keeps_every_promise("projects", tmp_path)


def test_what_is_broken_turns_red_and_nothing_else(tmp_path: Path) -> None:
    turns_red_alone("projects", tmp_path)
