"""Proposal: what a database probably holds, for a starter declaration.

Law: looks at structure and, in memory, at a sample of each text column; no value is stored or returned. A proposal is marked
as one: what could not be decided is listed, never guessed into a rule that deletes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from zusage.plan.condition import ALWAYS
from zusage.plan.connector import Connector
from zusage.plan.look import Count, Moments, Profile
from zusage.plan.structure import Column, Table

SAMPLE = 200
SHAPES = ("email", "phone", "iban", "ipv4_full", "ipv6_full", "card_number", "name_like")
MOMENTS = frozenset({"instant", "local_instant", "day"})
TEXT = frozenset({"text", "json", "other"})
OWN = ("zusage", "sqlite_", "django_migrations", "alembic_version")
PEOPLE = re.compile(
    r"^(customers?|users?|accounts?|contacts?|persons?|people|members?|patients?|kunden?|nutzer|personen|subscribers?)$"
)
NAMED = re.compile(
    r"(^|_)(name|first_?name|last_?name|vorname|nachname|strasse|street|city|ort|plz|zip|phone|telefon|email|mail|birth\w*|geburt\w*|iban|ip|ip_address)($|_)"
)
ENDS = re.compile(
    r"(closed|ended|ends|finished|settled|done|resolved|cancelled|terminated|left|deleted|issued|sent|completed|booked_until|last_\w+)(_at|_on|_until)?$"
)
VOUCHERS = re.compile(r"(invoice|rechnung|voucher|beleg|receipt|payment)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What one table probably is. `shares` are the percentages of sampled values per shape and column."""

    name: str
    rows: int
    personal: tuple[str, ...]
    shares: Mapping[str, str]
    subject: str = ""
    owner: str = ""
    start: str = ""
    filled: int = 0
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All tables of a database in order of name."""

    tables: tuple[TableProposal, ...]
    keys: int
    unseen: tuple[str, ...] = field(default=())


def propose(connector: Connector, now: datetime) -> Proposal:
    """Read structure, sample columns, propose. Raises ConnectorError."""
    structure = connector.structure()
    tables = [
        t for _, t in sorted(structure.tables.items()) if not t.name.startswith(OWN) and t.kind in ("table", "partitioned")
    ]
    seen = [_table(connector, table, now) for table in tables]
    subjects = {t.name for t in seen if t.subject}
    owned = tuple(_with_owner(t, next(x for x in tables if x.name == t.name), subjects) for t in seen)
    return Proposal(owned, sum(len(t.foreign_keys) for t in tables))


def _table(connector: Connector, table: Table, now: datetime) -> TableProposal:
    count = connector.look(Count("rows", table.name, ALWAYS), {}, now).numbers.get("count", 0)
    shares = {c.name: share for c in table.columns if c.kind in TEXT and (share := _share(connector, table.name, c, now))}
    personal = tuple(c.name for c in table.columns if c.name in shares or (NAMED.search(c.name) and c.kind in TEXT))
    subject = _subject(table.name) if PEOPLE.match(table.name) and personal else ""
    start, filled = _start(connector, table, now)
    doubt = "json" if any(c.kind == "json" and c.name in shares for c in table.columns) else ""
    return TableProposal(table.name, count, personal, shares, subject, "", start, filled, doubt)


def _share(connector: Connector, table: str, column: Column, now: datetime) -> str:
    seen = connector.look(Profile("p", table, column.name, SHAPES, sample=SAMPLE), {}, now)
    examined = seen.numbers.get("examined", 0) - seen.numbers.get("empty", 0)
    if not seen.visible or examined <= 0:
        return ""
    found = [(seen.numbers.get(shape, 0) * 100 // examined, shape) for shape in SHAPES]
    best, shape = max(found)
    limit = 60 if shape in ("name_like", "phone") else 10
    return f"{shape.replace('_full', '')} {best} %" if best >= limit else ""


def _start(connector: Connector, table: Table, now: datetime) -> tuple[str, int]:
    """The best start column and how many percent of it are filled."""
    candidates = [c.name for c in table.columns if c.kind in MOMENTS]
    ranked = sorted(candidates, key=lambda name: (not ENDS.search(name), name in ("created_at", "updated_at"), name))
    for name in ranked[:1]:
        look = connector.look(Moments("m", table.name, name), {}, now)
        examined = look.numbers.get("examined", 0)
        filled = (
            100 * (examined - look.numbers.get("null", 0) - look.numbers.get("sentinel", 0)) // examined if examined else 0
        )
        return name, filled
    return "", 0


def _with_owner(found: TableProposal, table: Table, subjects: set[str]) -> TableProposal:
    if found.subject:
        return found
    targets = [key.target for key in table.foreign_keys]
    owner = next((t for t in targets if t in subjects), "") or next(iter(targets), "")
    return replace(found, owner=owner if owner != found.name else "")


def _subject(table: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", table.lower().removesuffix("s")).strip("-") or "person"


def proposed_period(table: TableProposal) -> str:
    """The short form of a rule for a table that has a start: statutory where the name says voucher, else left open."""
    if VOUCHERS.search(table.name):
        return f"de/vouchers after {table.start}"
    return ""


def personal_words(proposal: Proposal) -> Iterator[str]:
    """One line per table with personal data: its columns and what the sample looked like."""
    for table in proposal.tables:
        if table.personal:
            shares = ", ".join(f"{name} ({share})" for name, share in table.shares.items())
            others = ", ".join(name for name in table.personal if name not in table.shares)
            yield f"{table.name:<24} {', '.join(filter(None, (shares, others)))}"
