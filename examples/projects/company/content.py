"""The contents of the workspaces: projects, people in them, tasks, comments, files.

Law: nothing of a workspace is younger than the end of its organisation; every file lies under the storage key of its row.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from making.folders import dated
from making.people import person
from making.store import Sink
from making.world import World, shares

from company import phrases
from company.app import Live

TABLES = {
    "workspaces": "id organisation_no opened_at exported_at released_at",
    "projects": "id workspace_id name created_at done_at",
    "people": "id workspace_id name email released_at",
    "tasks": "id project_id assignee_id title text state created_at due_on",
    "comments": "id task_id author_id body written_at",
    "project_files": "id task_id uploader_id name storage_key bytes uploaded_at",
}


def fill_content(sink: Sink, world: World, lives: tuple[Live, ...], files: Path) -> int:
    """Write all workspaces; the number of files."""
    weights = [1.0 + len(live.members) for live in lives]
    parts = shares(world.size.tasks, weights)
    return sum(_Workspace(sink, world, live, files).fill(tasks) for live, tasks in zip(lives, parts, strict=True))


class _Workspace:
    """Writes one workspace."""

    def __init__(self, sink: Sink, world: World, live: Live, files: Path) -> None:
        self._sink, self._live, self._files = sink, live, files / live.number
        self._dice = world.dice(f"content/{live.number}")
        self._end = live.until or world.utc
        self._written = 0

    def fill(self, tasks: int) -> int:
        """Write everything: exactly so many tasks."""
        dice, sink, live = self._dice, self._sink, self._live
        released = live.until
        exported = released - timedelta(days=6) if released else None
        workspace = sink.add("workspaces", None, live.number, live.since, exported, released)
        outside = [person(dice, number) for number in range(1 + len(live.members) // 3)]
        known = [*(member.person for member in live.members), *outside]
        people = [sink.add("people", None, workspace, who.name, who.email, released) for who in known]
        projects = []
        for number in range(1 + tasks // 60):
            created = self._moment()
            done = min(self._end, created + timedelta(days=120)) if number % 3 == 2 else None
            projects.append(sink.add("projects", None, workspace, dice.choice(phrases.PROJECTS), created, done))
        for _ in range(tasks):
            self._task(dice.choice(projects), people)
        return self._written

    def _task(self, project: int, people: list[int]) -> None:
        dice, sink = self._dice, self._sink
        title, text = dice.choice(phrases.TASKS)
        created = self._moment()
        state = dice.choice(("open", "doing", "done", "done"))
        due = created.date() + timedelta(days=dice.randrange(3, 40))
        task = sink.add("tasks", None, project, dice.choice(people), title, text, state, created, due)
        for number in range(dice.choice((0, 0, 1, 1, 2, 4))):
            written = min(self._end, created + timedelta(hours=5 * number + dice.randrange(1, 5)))
            sink.add("comments", None, task, dice.choice(people), dice.choice(phrases.COMMENTS), written)
        if dice.random() < 0.04:
            self._file(task, dice.choice(people), created)

    def _file(self, task: int, uploader: int, at: datetime) -> None:
        dice = self._dice
        name, head = dice.choice(phrases.FILES)
        content = head + dice.randbytes(dice.randrange(100, 900))
        key = f"{self._live.number}/{at:%Y-%m}/{task:08d}-{name}"
        path = self._files.parent / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        dated(path, at)
        self._sink.add("project_files", None, task, uploader, name, key, len(content), at)
        self._written += 1

    def _moment(self) -> datetime:
        span = max(1, int((self._end - self._live.since).total_seconds()))
        return self._live.since + timedelta(seconds=self._dice.randrange(span))
