"""A firm of one declaration and one SQLite database (or several), run through the application as commands run it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from zusage.app.applying import Applied, Ceiling, apply_plan
from zusage.app.granting import set_up_targets
from zusage.app.holds import HoldDone, HoldRequest, add_hold
from zusage.app.judging import judge_board
from zusage.app.planning import Outlook, look_ahead
from zusage.app.session import Session, open_session
from zusage.app.workspace import read_workspace
from zusage.kinds.base import Judgement
from zusage.model.errors import DeclarationErrors
from zusage.plan.plan import Plan

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
HEAD = """\
zusage: 1
organisation: {name: Muster GmbH, address: Weg 1, email: d@muster.example, authority: de/sh}
languages: [en]
documents: {web: {title: {en: Notice}}}
defaults: {documents: [web]}
environments: {rehearsal: {synthetic: true, rollout: fast}}
holds: {court: {label: {en: proceedings}, review: 90 days, approver: management}}
subjects: {person: {label: {en: people}, found_in: {shop.people: [email]}}}
"""

_VARIABLES = """\
ZUSAGE_ENV=rehearsal
SHOP=sqlite:///{folder}/shop.sqlite3
SITE=sqlite:///{folder}/sites/{{slug}}.sqlite3
MEDIA={folder}/media/{{slug}}
STORE={folder}/media/all
"""


def old(days: float, at: str = "12:00:00") -> str:
    """A wall-clock moment that many days before now."""
    return f"{date.fromordinal(NOW.date().toordinal() - int(days))} {at}"


class Firm:
    """A folder with `zusage.yml`, `zusage.env` and the database `shop`."""

    def __init__(self, folder: Path, declaration: str, tables: str, *, head: str = HEAD, set_up: bool = True) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "zusage.yml").write_text(head + declaration)
        (folder / "zusage.env").write_text(_VARIABLES.format(folder=folder))
        self.run(tables)
        if set_up:
            self.set_up()

    def run(self, script: str, database: str = "shop") -> None:
        """Work of the application on a database."""
        with closing(sqlite3.connect(self.folder / f"{database}.sqlite3")) as db:
            db.executescript(script)

    def ask(self, query: str, database: str = "shop") -> list[object]:
        """The first column of every row, sorted."""
        with closing(sqlite3.connect(self.folder / f"{database}.sqlite3")) as db:
            return sorted((row[0] for row in db.execute(query)), key=repr)

    @contextmanager
    def session(self, now: datetime = NOW, *, write: bool = False) -> Iterator[Session]:
        """Opened as commands open it."""
        try:
            workspace = read_workspace(self.folder, now.date())
        except DeclarationErrors as errors:
            raise AssertionError("\n".join(map(str, errors.errors))) from None
        with open_session(workspace, now, write=write) as session:
            yield session

    def set_up(self) -> None:
        """The work of the database administrator."""
        with self.session(write=True) as session:
            assert not set_up_targets(session)[1]

    def look(self, now: datetime = NOW, as_of: datetime | None = None) -> Outlook:
        """The plan with its gaps."""
        with self.session(now) as session:
            return look_ahead(session, as_of)

    def apply(self, plan: Plan | None = None, now: datetime = NOW) -> Applied:
        """Apply a plan, or what is due now."""
        plan = plan if plan is not None else self.look(now).plan
        with self.session(now, write=True) as session:
            return apply_plan(session, plan, Ceiling(), "operator", lambda _: None)

    def hold(self, place: str = "", key: str | None = None, promise: str = "", now: datetime = NOW) -> HoldDone:
        """Put a hold."""
        with self.session(now, write=True) as session:
            return add_hold(session, HoldRequest("court", "management", "why", promise, place, key))

    def judgements(self, now: datetime = NOW) -> dict[str, Judgement]:
        """What the board says of every promise."""
        with self.session(now) as session:
            return {row.promise: row.judgement for row in judge_board(session, "en", record=False).rows}

    def states(self, now: datetime = NOW) -> dict[str, tuple[str, str]]:
        """State and reason of every promise."""
        return {promise: (j.state.value, j.reason) for promise, j in self.judgements(now).items()}


def activity(data: str, retention: str) -> str:
    """One activity with these data and rules (lines of YAML mappings)."""
    return f"""\
activities:
  sale:
    title: {{en: selling}}
    subjects: [person]
    purposes: {{sell: {{en: selling}}}}
    basis: contract
    data:
{_indented(data)}
    retention:
{_indented(retention)}
"""


def shop(tables: str) -> str:
    """The system `shop` with these tables (lines of a YAML mapping)."""
    return f"""\
systems:
  shop:
    connector: sql
    url: env:SHOP
    location: DE
    zone: UTC
    tables:
{_indented(tables)}
"""


def _indented(text: str) -> str:
    return "\n".join("      " + line for line in text.strip().splitlines())
