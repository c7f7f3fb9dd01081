"""The small company of the sabotage tests with its declaration in a file, as commands find it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner, Result

from support.sabotage import DECLARATION, NOW, Company
from zusage.app.session import Session, open_session
from zusage.app.workspace import read_workspace
from zusage.cli.main import group


class Office:
    """A folder with `zusage.yml`, `zusage.env` and the stores they name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.company = Company(folder / "data")
        self.write(DECLARATION)
        variables = {**self.company.environment, "ZUSAGE_NOW": NOW.isoformat(), "ZUSAGE_ENV": "rehearsal"}
        (folder / "zusage.env").write_text("".join(f"{name}={value}\n" for name, value in variables.items()))

    def write(self, text: str) -> None:
        """Another declaration."""
        (self.folder / "zusage.yml").write_text(text)

    @contextmanager
    def session(self, now: datetime = NOW, *, write: bool = False) -> Iterator[Session]:
        """Opened as commands open it."""
        with open_session(read_workspace(self.folder, now.date()), now, write=write) as session:
            yield session

    def call(self, *words: str, now: datetime = NOW) -> Result:
        """A command in English at a moment; options that name the folder are for the caller to give."""
        environment = {"ZUSAGE_NOW": now.isoformat(), "ZUSAGE_STATE": None, "ZUSAGE_METRICS": None, "ZUSAGE_ENV": None}
        return CliRunner().invoke(group, ["--lang", "en", *words], env=environment)
