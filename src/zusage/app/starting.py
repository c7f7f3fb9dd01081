"""Starting: a commented starter declaration, empty or from a database.

Law: what is written compiles, deletes nothing that a person did not decide (undecided tables say so and are shown as
unproven), and lists every open point as a comment that starts with DECIDE. An existing declaration is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zusage.app.proposal import Proposal, TableProposal, propose, proposed_period
from zusage.model.errors import UsageError
from zusage.plan.connector import Opening
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

HEAD = """# What we do with personal data: the privacy notice is written from this file and kept by it.
# Check it with `zusage check`, read the result with `zusage write notice`. Nothing is deleted before you say `zusage apply`.
zusage: 1
organisation:
  name: {name}
  address: {address}
  email: {email}            # where people write with questions and requests
  authority: {authority}                 # supervisory authority of your Land, such as de/be, de/by-private, de/nw
languages: [{language}]
timezone: Europe/Berlin

documents:
  notice:
    title: {title}
defaults:
  documents: [notice]
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the questions of `zusage init` ask."""

    name: str
    address: str
    email: str
    authority: str
    language: str = "de"


@dataclass(frozen=True, slots=True)
class Started:
    """The file that was written, the proposal behind it, and how many points are open."""

    file: Path
    open_points: int
    proposal: Proposal | None


class NoNotebook:
    """Looking at a database needs no journal; whoever tries to write one has a bug."""

    def intend(self, batch: Batch, detail: str) -> int:
        raise UsageError("ZE48")

    def done(self, intention: int, counts: Mapping[str, int]) -> None:
        raise UsageError("ZE48")

    def withdraw(self, intention: int) -> None:
        raise UsageError("ZE48")

    def open_intentions(self, target: TargetId) -> tuple[tuple[int, Batch, str], ...]:
        return ()

    def entries(self, target: TargetId, after: int = 0) -> Iterator[tuple[int, Batch]]:
        return iter(())


def start_declaration(folder: Path, answers: Answers, variable: str, url: str | None, now: datetime) -> Started:
    """Write `zusage.yml` into `folder`. Raises UsageError ZE69 when there is one, ConnectorError when `url` fails."""
    file = folder / "zusage.yml"
    if file.exists():
        raise UsageError("ZE69", path=str(file))
    proposal = read_proposal(url, now) if url else None
    text = declaration_text(answers, variable, proposal)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return Started(file, text.count("DECIDE"), proposal)


def read_proposal(url: str, now: datetime) -> Proposal:
    """Look at a database through its probing connection."""
    from zusage.adapters.connectors import open_connector

    connector = open_connector("sql", Opening(TargetId("app"), {"url": url}, (), NoNotebook()))
    try:
        return propose(connector, now)
    finally:
        connector.close()


def declaration_text(answers: Answers, variable: str, proposal: Proposal | None) -> str:
    """The starter declaration as text."""
    title = "Datenschutzerklärung" if answers.language == "de" else "Privacy notice"
    head = HEAD.format(
        name=_quoted(answers.name),
        address=_quoted(answers.address),
        email=_quoted(answers.email),
        authority=answers.authority,
        language=answers.language,
        title=f"{{{answers.language}: {title}}}",
    )
    tables = list(proposal.tables) if proposal else [_EXAMPLE]
    return head + "\n".join(_systems(tables, variable, answers.language))


_EXAMPLE = TableProposal("customers", 0, ("name", "email"), {}, "customer", "", "left_at", 0)


def _systems(tables: list[TableProposal], variable: str, language: str) -> Iterator[str]:
    subjects = {t.subject: t.name for t in tables if t.subject}
    yield "\nsubjects:" if subjects else "\nsubjects: {}"
    for subject, table in subjects.items():
        found = f"{{app.{table}: [{_found_by(tables, table)}]}}"
        yield f"  {subject}: {{label: {{{language}: {_label(table)}}}, found_in: {found}}}"
    yield "\nsystems:\n  app:\n    connector: sql"
    yield f"    url: env:{variable}              # a role that may only read is enough until you apply"
    yield "    location: DE                  # DECIDE: where is this database?"
    yield "    zone: UTC                     # DECIDE: zone of times that are stored without one"
    yield "    tables:"
    for table in tables:
        yield from _table_lines(table, language)


def _table_lines(table: TableProposal, language: str) -> Iterator[str]:
    if not table.personal and not table.owner:
        yield f"      {table.name}: {{no_personal_data: true}}             # DECIDE: {table.rows} rows; is that so?"
        return
    role = (
        f"subject: {table.subject}"
        if table.subject
        else f"owned_by: {table.owner}"
        if table.owner
        else "no_personal_data: true"
    )
    seen = ", ".join(f"{name}: {share}" for name, share in table.shares.items())
    if not table.subject and not table.owner:
        yield f"      {table.name}: {{{role}}}             # DECIDE: whose data are these? {seen}"
        return
    period = proposed_period(table)
    purpose = "wofür? (Zweck in Worten)" if language == "de" else "what for? (purpose in words)"
    if period:
        yield f"      {table.name}:                 # {seen}"
        yield f"        {role}\n        keep: {period}                 # DECIDE: is {table.start} the day it was issued?"
        yield f"        for: {_quoted(purpose)}\n        basis: contract              # DECIDE"
        return
    yield f"      {table.name}: {{{role}}}                 # {seen}"
    hint = f"keep: 2 years after {table.start}" if table.start else "keep: 2 years after COLUMN"
    filled = f" ({table.start} is filled in {table.filled} % of the rows)" if table.start else ""
    yield f"        # DECIDE: how long after what?  Write:  {hint}, for: {_quoted(purpose)}, basis: contract{filled}"


def _found_by(tables: list[TableProposal], name: str) -> str:
    table = next(t for t in tables if t.name == name)
    by_mail = next((c for c, share in table.shares.items() if share.startswith("email")), "")
    return by_mail or next((c for c in table.personal if "mail" in c), table.personal[0])


def _label(table: str) -> str:
    return _quoted(table.replace("_", " "))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
