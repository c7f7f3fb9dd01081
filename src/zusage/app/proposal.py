"""Proposal: what a database probably holds, for a starter declaration.

Law: looks at structure and, in memory, at a sample of each text column; no value is stored or returned. A proposal is marked
as one: what could not be decided is a doubt, never guessed into a rule that deletes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from zusage.plan.condition import ALWAYS
from zusage.plan.connector import Connector
from zusage.plan.look import Count, Moments, Profile
from zusage.plan.structure import Column, ForeignKey, Table

SAMPLE = 200
LIMITS = {"email": 10, "iban": 10, "card_number": 10, "ipv4_full": 10, "ipv6_full": 10, "phone": 60, "name_like": 60}
MOMENTS = frozenset({"instant", "local_instant", "day"})
TEXT = frozenset({"text", "json", "other"})
OWN = ("zusage", "sqlite_", "django_migrations", "alembic_version", "schema_migrations")
PEOPLE = re.compile(
    r"(^|_)(customers?|users?|accounts?|contacts?|persons?|people|members?|patients?|employees?|applicants?|guests?"
    r"|kunden?|nutzer|personen|mitglieder|mitarbeiter|bewerber|subscribers?)$"
)
NAMED = re.compile(
    r"(^|_)(first_?name|last_?name|full_?name|vorname|nachname|strasse|street|phone|telefon|e?mail|birth\w*|geburt\w*|iban"
    r"|ip|ip_address|address|anschrift|account_holder|password)($|_)"
)
WEAK = re.compile(r"(^|_)(name|username|city|ort|plz|zip|postcode)$")
"""Columns that say something about people only beside others that do."""
ENDS = re.compile(
    r"(closed|ended|ends|finished|settled|done|resolved|cancelled|terminated|left|deleted|issued|sent|completed|revoked"
    r"|withdrawn|booked_until|last_\w+)(_at|_on|_until)?$"
)
BEGINS = re.compile(r"^(created|updated|modified|inserted|joined|signed_up|registered|date_joined)(_at|_on)?$")
MENTION = re.compile(r"^(author|creator|created_by|updated_by|assignee|actor|editor|approver|sender|changed_by)(_id)?$")
VOUCHERS = re.compile(r"(^|_)(invoices?|rechnung(en)?|vouchers?|belege?|receipts?)($|_)")
LETTERS = re.compile(r"(^|_)(letters?|briefe?|correspondence|korrespondenz)($|_)")
HASHED = re.compile(r"(hash|digest|fingerprint)$")


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What one table probably is: a role of the language, its columns about people, and its best start column.

    `role` is subject, owned, mention (refers to people only) or none; `shares` are the percentages of sampled values per
    column; `filled` is how many percent of the start column are filled; `doubt` says what a person has to look at.
    """

    name: str
    rows: int
    role: str
    personal: tuple[str, ...] = ()
    shares: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    subject: str = ""
    owner: str = ""
    via: str = ""
    start: str = ""
    filled: int = 0
    doubt: str = ""

    @property
    def law(self) -> str:
        """The duty to keep that its name speaks of, or ""."""
        name = self.name.lower()
        return "de/vouchers" if VOUCHERS.search(name) else "de/letters" if LETTERS.search(name) else ""

    @property
    def only_begins(self) -> bool:
        """Whether its best moment is the beginning of something; nobody knows then when it ends."""
        return BEGINS.match(self.start) is not None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All tables of a database in order of name; `left_out` have names that a declaration cannot write."""

    tables: tuple[TableProposal, ...]
    keys: int
    zoneless: bool
    left_out: tuple[str, ...] = ()

    def of(self, subject: str) -> tuple[TableProposal, ...]:
        """The tables about one group of people: its own first, then what hangs on it."""
        by_name = {table.name: table for table in self.tables}

        def group(table: TableProposal) -> str:
            while table.role == "owned":
                table = by_name[table.owner]
            return table.subject

        found = [table for table in self.tables if table.role in ("subject", "owned") and group(table) == subject]
        return tuple(sorted(found, key=lambda table: (table.role != "subject", table.name)))


def propose(connector: Connector, now: datetime) -> Proposal:
    """Read structure, sample columns, propose. Raises ConnectorError."""
    structure = connector.structure()
    found = [t for _, t in sorted(structure.tables.items()) if t.kind in ("table", "partitioned")]
    tables = {t.name: t for t in found if not t.name.lower().startswith(OWN)}
    named = {name: table for name, table in tables.items() if not re.search(r"[\s./]", name)}
    seen = {name: _Sight(connector, table, now) for name, table in named.items()}
    proposed = _roles(named, {name: sight.first() for name, sight in seen.items()})
    return Proposal(
        tuple(proposed.values()),
        sum(len(table.foreign_keys) for table in named.values()),
        any(sight.zoneless for sight in seen.values()),
        tuple(name for name in tables if name not in named),
    )


class _Sight:
    """One table as it looks."""

    def __init__(self, connector: Connector, table: Table, now: datetime) -> None:
        self.connector, self.table, self.now, self.zoneless = connector, table, now, False

    def first(self) -> TableProposal:
        table = self.table
        rows = self.connector.look(Count("rows", table.name, ALWAYS), {}, self.now).numbers.get("count", 0)
        shares = {c.name: share for c in table.columns if c.kind in TEXT and (share := self._share(c))}
        texts = [c.name for c in table.columns if c.kind in TEXT and not HASHED.search(c.name)]
        strong = {name for name in texts if name in shares or NAMED.search(name)}
        strong -= {name for name in strong if shares.get(name, ("", 0))[0] == "name_like" and not WEAK.search(name)}
        certain = strong - {name for name in strong if WEAK.search(name) and name not in shares}
        personal = tuple(name for name in texts if name in strong or (certain and WEAK.search(name))) if certain else ()
        hashes = tuple(c.name for c in table.columns if HASHED.search(c.name) and NAMED.search(c.name))
        start, filled = self._start()
        doubt = "json" if any(c.kind == "json" and c.name in shares for c in table.columns) else ""
        role = "people" if personal else "mention" if hashes else "none"
        return TableProposal(table.name, rows, role, personal or hashes, shares, "", "", "", start, filled, doubt)

    def _share(self, column: Column) -> tuple[str, int] | None:
        look = Profile("p", self.table.name, column.name, tuple(LIMITS), sample=SAMPLE)
        seen = self.connector.look(look, {}, self.now)
        examined = seen.numbers.get("examined", 0) - seen.numbers.get("empty", 0)
        if not seen.visible or examined <= 0:
            return None
        found = {shape: seen.numbers.get(shape, 0) * 100 // examined for shape in LIMITS}
        shape = max((s for s in found if found[s] >= LIMITS[s]), key=lambda s: found[s], default="")
        return (shape.removesuffix("_full"), found[shape]) if shape else None

    def _start(self) -> tuple[str, int]:
        """The best start column and how many percent of it are filled: an end before a beginning, full before empty."""
        ranked: list[tuple[bool, bool, int, str, int]] = []
        for column in self.table.columns:
            if column.kind in MOMENTS:
                numbers = self.connector.look(Moments("m", self.table.name, column.name), {}, self.now).numbers
                examined = numbers.get("examined", 0)
                real = examined - numbers.get("null", 0) - numbers.get("sentinel", 0)
                self.zoneless = self.zoneless or numbers.get("zoneless", 0) > 0
                filled = 100 * real // examined if examined else 0
                empty, begins = examined > 0 and real == 0, BEGINS.match(column.name) is not None
                ranked.append((empty or begins, not ENDS.search(column.name), -filled, column.name, filled))
        return (min(ranked)[3], min(ranked)[4]) if ranked else ("", 0)


def _roles(tables: Mapping[str, Table], first: Mapping[str, TableProposal]) -> dict[str, TableProposal]:
    """Whose each table is: a group of people of its own, owned over a foreign key, a mention, or nobody's."""
    done = {name: _named(seen) for name, seen in first.items() if seen.role == "people" and PEOPLE.search(name.lower())}
    patient = True
    while True:
        nearer = {n: key for n in first if n not in done and (key := _owner(tables[n], done, patient=patient)) is not None}
        for name, key in nearer.items():
            done[name] = replace(first[name], role="owned", owner=key.target, via=key.columns[0])
        if not nearer and not patient:
            break
        patient = bool(nearer)
    for name, seen in first.items():
        if name not in done:
            done[name] = _rest(tables[name], seen)
    return {name: done[name] for name in first}


def _owner(table: Table, done: Mapping[str, TableProposal], *, patient: bool) -> ForeignKey | None:
    """The foreign key over which a table belongs to people: a required one first, never one that only mentions somebody.

    A patient look waits where a required key may still turn out to lead to people.
    """
    keys = [
        k for k in table.foreign_keys if len(k.columns) == 1 and k.target != table.name and not MENTION.match(k.columns[0])
    ]
    known = [k for k in keys if k.target in done and done[k.target].role in ("subject", "owned")]
    waiting = patient and any(k not in known and _required(table, k) for k in keys)
    required = [k for k in known if _required(table, k)]
    return next(iter(required), None) or (None if waiting else next(iter(known), None))


def _required(table: Table, key: ForeignKey) -> bool:
    column = table.column(key.columns[0])
    return column is not None and not column.nullable


def _rest(table: Table, seen: TableProposal) -> TableProposal:
    if seen.role == "people":
        return replace(_named(seen), doubt=seen.doubt or "whose")
    mentions = [column.name for column in table.columns if MENTION.match(column.name)]
    if seen.role == "mention" or mentions:
        return replace(seen, role="mention", personal=tuple(dict.fromkeys((*seen.personal, *mentions))))
    names = {column.name for column in table.columns}
    loose = any(name.endswith("_type") and f"{name[:-5]}_id" in names for name in names)
    return replace(seen, doubt="several" if loose else seen.doubt)


def _named(seen: TableProposal) -> TableProposal:
    base = re.sub(r"[^a-z0-9]+", "-", seen.name.lower()).strip("-")[:40].strip("-") or "person"
    single = f"{base[:-3]}y" if base.endswith("ies") else base.removesuffix("s") if not base.endswith("ss") else base
    return replace(seen, role="subject", subject=single)


def personal_words(proposal: Proposal, words: Mapping[str, str]) -> Iterator[str]:
    """One line per table about people: its columns with what the sample looked like, and to whom it belongs."""
    width = max((len(table.name) for table in proposal.tables if table.role != "none"), default=0) + 2
    for table in proposal.tables:
        if table.role != "none":
            columns = [_column(table, name, words) for name in table.personal]
            owner = f"-> {table.owner}" if table.owner else ""
            yield f"{table.name.ljust(width)}{'   '.join(filter(None, (owner, ', '.join(columns))))}"


def _column(table: TableProposal, name: str, words: Mapping[str, str]) -> str:
    shape, percent = table.shares.get(name, ("", 0))
    return f"{name} ({words.get(shape, shape)} {percent} %)" if shape else name
