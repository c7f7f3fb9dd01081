"""Workspaces of a life: tasks, comments and files of each organisation, which go with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from making.folders import dated
from making.people import Person

from company import phrases
from company.clock import later
from company.diary import Diary

RELEASED, WORKSPACE = "content/retention/released", "content/retention/workspace"


@dataclass
class Workspace:
    """The contents of one organisation, by table."""

    id: int
    number: str
    project: int
    people: list[int] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)
    units: list[tuple[str, str, str]] = field(default_factory=list)


class Workspaces:
    """All workspaces, by the number of their organisation."""

    def __init__(self, diary: Diary) -> None:
        self.diary, self.stores = diary, diary.stores
        self.open: dict[str, Workspace] = {}

    def begin(self, number: str, at: datetime) -> None:
        """A workspace with a first project."""
        key = self.stores.add("content.workspaces", organisation_no=number, opened_at=at)
        name = self.diary.dice.choice(phrases.PROJECTS)
        project = self.stores.add("content.projects", workspace_id=key, name=name, created_at=at)
        made = Workspace(key, number, project)
        self._unit(made, "content.workspaces", key, WORKSPACE)
        self._unit(made, "content.projects", project, WORKSPACE)
        self.open[number] = made

    def add_person(self, number: str, who: Person) -> None:
        """Somebody occurs in the projects."""
        made = self.open[number]
        key = self.stores.add("content.people", workspace_id=made.id, name=who.name, email=who.email)
        made.people.append(key)
        self._unit(made, "content.people", key, RELEASED)

    def work(self, number: str, at: datetime) -> None:
        """A task, with a comment and now and then a file."""
        made, dice = self.open[number], self.diary.dice
        title, text = dice.choice(phrases.TASKS)
        task = self.stores.add(
            "content.tasks", project_id=made.project, assignee_id=dice.choice(made.people), title=title, text=text,
            state="open", created_at=at, due_on=(at + timedelta(days=14)).date(),
        )  # fmt: skip
        made.tasks.append(task)
        self._unit(made, "content.tasks", task, RELEASED)
        comment = self.stores.add(
            "content.comments", task_id=task, author_id=dice.choice(made.people), body=dice.choice(phrases.COMMENTS),
            written_at=at,
        )  # fmt: skip
        self._unit(made, "content.comments", comment, RELEASED)
        if dice.random() < 0.3:
            self._file(made, task, at)
        self.diary.happened["tasks"] += 1

    def end(self, number: str, at: datetime) -> None:
        """The contents were handed over and are released: they go after thirty days."""
        made = self.open.pop(number)
        self.stores.change("content.workspaces", made.id, exported_at=at - timedelta(days=3), released_at=at)
        for person in made.people:
            self.stores.change("content.people", person, released_at=at)
        for place, key, promise in made.units:
            self.diary.goes(place, key, promise, later(at, 30))

    def _file(self, made: Workspace, task: int, at: datetime) -> None:
        dice = self.diary.dice
        name, head = dice.choice(phrases.FILES)
        key = f"{made.number}/{at:%Y-%m}/{task:06d}-{name}"
        path = self.stores.folder / "files" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(head + dice.randbytes(64))
        dated(path, at.replace(tzinfo=None))
        row = self.stores.add(
            "content.project_files", task_id=task, uploader_id=dice.choice(made.people), name=name, storage_key=key,
            bytes=path.stat().st_size, uploaded_at=at,
        )  # fmt: skip
        self._unit(made, "content.project_files", row, RELEASED)
        self._unit(made, "files", key, RELEASED)

    def _unit(self, made: Workspace, place: str, key: object, promise: str) -> None:
        made.units.append((place, str(key), promise))
        self.diary.stays(place, key, promise)
