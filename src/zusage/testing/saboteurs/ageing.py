"""Ageing: a unit is made so old that it should have gone, been shortened or been locked long ago.

Law: dates are written into the columns from which the notice counts; how old is enough is plain arithmetic on the words of
the rule, generous by months.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zusage.model.period import Period
from zusage.policy.promise import StageTerms
from zusage.policy.rule import Rule, Unit
from zusage.policy.start import AllGone, ColumnStart, Earliest, Latest, Matched, Plus, Silence, Start, Withdrawn
from zusage.testing.saboteurs.base import Cannot, Deed, Row, Site, fulfilling, moment_for, plant, rows_of
from zusage.testing.saboteurs.base import like as fits

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL = "203.0.113.77"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}(\.\d+)?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMBINED = re.compile(r"\[\d{2}/\w{3}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}\]")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ])\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?")
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:.])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])")


def rule_of(site: Site) -> Rule:
    """The rule of a promise of retention. Raises Cannot for another."""
    if not isinstance(site.promise.terms, StageTerms):
        raise Cannot("no rule of retention")
    return site.promise.terms.rule


def days_of(period: Period) -> int:
    """At least so many days are in a period."""
    return period.years * 366 + period.months * 31 + period.days + period.hours // 24


def overdue(site: Site, extra: int = 12) -> datetime:
    """A start for which the stage of the promise is overdue by some days."""
    rule, terms = rule_of(site), site.promise.terms
    stage = rule.stages[terms.stage] if isinstance(terms, StageTerms) and terms.stage is not None else None
    days = days_of(stage.period) if stage else 0
    if rule.keep is not None and stage is not None and stage.action.value not in ("lock", "restrict"):
        longest = max((days_of(term.period) for term in rule.keep.terms), default=0)
        days = max(days, longest + 366 if longest else 0) + (366 if longest else 0)
    grace = days_of(site.policy.run.grace if rule.grace is None else rule.grace)
    return site.now - timedelta(days=days + waits_of(rule.start) + grace + extra)


def waits_of(start: Start) -> int:
    """How many days after its moment an event happens at most ("30 days after the end")."""
    match start:
        case Earliest(starts) | Latest(starts):
            return max(map(waits_of, starts), default=0)
        case Plus(inner, period):
            return days_of(period) + waits_of(inner)
        case _:
            return 0


def starts_of(start: Start) -> Iterator[Start]:
    """The simple starts that a start is made of."""
    match start:
        case Earliest(starts) | Latest(starts):
            for inner in starts:
                yield from starts_of(inner)
        case Plus(inner, _):
            yield from starts_of(inner)
        case _:
            yield start


def age_unit(site: Site) -> Deed:
    """A unit of the rule is past its date. Raises Cannot."""
    rule = rule_of(site)
    if rule.whole:
        return age_whole(site, rule, overdue(site))
    reasons = []
    for unit in rule.units:
        try:
            return _age(site, rule, unit)
        except Cannot as error:
            reasons.append(str(error))
    raise Cannot("; ".join(dict.fromkeys(reasons)) or "the rule has no unit")


def age_whole(site: Site, rule: Rule, at: datetime) -> Deed:
    """An instance that is still there has ended long ago by its registry."""
    start = next((s for s in starts_of(rule.start) if isinstance(s, ColumnStart)), None)
    each = site.policy.systems[rule.whole[0]].each
    if start is None or each is None:
        raise Cannot("no registry says when an instance ends")
    with site.open(each.system) as db:
        alive = [r for r in rows_of(db, each.table) if not any(str(r[c]) in v for c, v in each.skip)]
        row = alive[-1] if alive else None
        if row is None:
            raise Cannot("there is no instance")
        value = moment_for(db, start.table, start.column, at)
        db.execute(f'UPDATE "{start.table}" SET "{start.column}" = ? WHERE rowid = ?', (value, row["rowid!"]))
    return Deed(f"an instance ended {at:%Y-%m-%d} and is still there", tuple((s, "") for s in rule.whole))


def _age(site: Site, rule: Rule, unit: Unit) -> Deed:
    connector = site.policy.systems[unit.system].connector
    if connector == "logfiles":
        return age_line(site, unit.system, overdue(site))
    if connector == "files":
        return age_file(site, unit.system, overdue(site))
    if connector != "sql":
        raise Cannot(f"nobody ages a {connector}")
    at = overdue(site)
    values = fulfilling(rule.where) | (fulfilling(rule.unless.where, False) if rule.unless else {})
    for start in starts_of(rule.start):
        _start(site, unit, start, at, values)
        break
    return Deed(f"{unit.system}.{unit.table}: a row that began {at:%Y-%m-%d}", ((unit.system, unit.table),))


def _start(site: Site, unit: Unit, start: Start, at: datetime, values: Row) -> None:
    match start:
        case ColumnStart(system, table, column) if (system, table) == (unit.system, unit.table):
            with site.open(system) as db:
                filled = dict.fromkeys(unit.columns or (), "x") if not rows_of(db, table) else {}
                like = next((r for r in rows_of(db, table) if r[column]), None)
                aged = _shifted(like, column, at) if like else {}
                plant(db, table, filled | aged | values | {column: moment_for(db, table, column, at)}, like)
        case ColumnStart(system, table, column) if system == unit.system:
            with site.open(system) as db:
                key = _above(db, unit.table, table)
                db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (moment_for(db, table, column, at), key))
        case AllGone(system, members, of, column, present):
            _all_gone(site, unit, (system, members, of, column), fulfilling(present, False), at)
        case ColumnStart(system, table, column) if (each := site.policy.systems[unit.system].each) and each.table == table:
            age_whole(site, replace(rule_of(site), whole=(unit.system,)), at)
        case Withdrawn(consent):
            _withdrawn(site, consent, at, unit)
        case Matched(system, table, column) if system in site.policy.systems:
            with site.open(system) as db:
                value = moment_for(db, table, column, at)
                row = next(iter(rows_of(db, table)), None)
                if row is None:
                    raise Cannot(f"{table} is empty")
                db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, row["rowid!"]))
        case Silence(places):
            for system, table, column in places:
                with site.open(system) as db:
                    rows_of(db, table)
                    db.execute(f'UPDATE "{table}" SET "{column}" = ?', (moment_for(db, table, column, at),))
        case _:
            raise Cannot("no store shows when it begins")


def _shifted(row: Row, column: str, at: datetime) -> Row:
    """All moments of a row as much earlier as this one, so that the row is still one that the table takes."""
    by = at.astimezone(UTC).replace(tzinfo=None) - datetime.fromisoformat(str(row[column])).replace(tzinfo=None)
    aged = {}
    for name, value in row.items():
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            moment = datetime.fromisoformat(value) + by
            aged[name] = f"{moment:%Y-%m-%d}" if len(value) == 10 else f"{moment:%Y-%m-%d %H:%M:%S}"
    return aged


def _above(db: sqlite3.Connection, below: str, above: str) -> int:
    """The row of `above` to which a row of `below` leads over foreign keys."""
    row = next(iter(rows_of(db, below)), None)
    if row is None:
        raise Cannot(f"{below} is empty")
    table, seen = below, {below}
    while table != above:
        keys = db.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        step = next((k for k in keys if k[2] == above), None) or next((k for k in keys if k[2] not in seen), None)
        if step is None or row[step[3]] is None:
            raise Cannot(f"no way leads from {below} to {above}")
        table, key = step[2], row[step[3]]
        seen.add(table)
        row = next((r for r in rows_of(db, table) if r[step[4] or "id"] == key), None)
        if row is None:
            raise Cannot(f"no way leads from {below} to {above}")
    return int(row["rowid!"])


def _all_gone(site: Site, unit: Unit, event: tuple[str, str, str, str], gone: Row, at: datetime) -> None:
    """All members of one row, on which a unit hangs, have ended long ago."""
    system, members, of, column = event
    with site.open(system) as db:
        key = next((k for k in db.execute(f'PRAGMA foreign_key_list("{members}")').fetchall() if k[2] == of), None)
        rows = rows_of(db, members)
        if key is None or not rows:
            raise Cannot(f"nothing leads from {members} to {of}")
        parent = rows[-1][key[3]]
        if unit.table != of and unit.system == system:
            above = _above(db, unit.table, of)
            parent = next(row for row in rows_of(db, of) if row["rowid!"] == above)[key[4] or "id"]
        value = moment_for(db, members, column, at)
        each = next((s.each for s in site.policy.systems.values() if s.each and s.each.table == members), None)
        state = {c: v[0] for c, v in (each.skip if each else ())} | gone
        for name, word in {**state, column: value}.items():
            db.execute(f'UPDATE "{members}" SET "{name}" = ? WHERE "{key[3]}" = ?', (word, parent))


def _withdrawn(site: Site, consent: str, at: datetime, unit: Unit) -> None:
    """A consent was withdrawn long ago; what hung on it is there, and says who it was.

    The proof itself is aged where all else has gone: as long as it shows when other rows have to go, it may stay.
    """
    proof = site.policy.consents[consent]
    if not proof.system or not proof.withdrawn:
        raise Cannot("no table shows a withdrawal")
    with site.open(proof.system) as db:
        known = [r for r in rows_of(db, proof.table) if fits(r, dict(proof.where))]
        itself = (unit.system, unit.table) == (proof.system, proof.table)
        rows = [r for r in known if itself and r[proof.withdrawn]] or [r for r in known if r[proof.withdrawn] is None]
        row = rows[0] if rows else None
        if row is None:
            raise Cannot(f"{proof.table} has no consent in force")
        moment = moment_for(db, proof.table, proof.given or proof.withdrawn, at)
        owners = site.policy.systems[proof.system].tables[proof.table].owners
        keys = [k[3] for k in db.execute(f'PRAGMA foreign_key_list("{proof.table}")')]
        person = next((o.column for o in owners if o.column), next(iter(keys), "rowid"))
        mine = row["rowid!"] if person == "rowid" else row[person]
        for column in dict.fromkeys(c for c in (proof.given, proof.confirmed, proof.withdrawn) if c):
            for one in rows:
                if one.get(person, one["rowid!"]) == mine:
                    db.execute(f'UPDATE "{proof.table}" SET "{column}" = ? WHERE rowid = ?', (moment, one["rowid!"]))


def age_file(site: Site, system: str, at: datetime) -> Deed:
    """A file of long ago that is still there."""
    like = site.files(system)[0]
    name = _DAY.sub(f"{at:%Y-%m-%d}", like.name)
    new = like.with_name(name if name != like.name else f"alt-{like.name}")
    new.write_bytes(like.read_bytes())
    os.utime(new, (at.timestamp(), at.timestamp()))
    return Deed(f"{system}: a file of {at:%Y-%m-%d}", ((system, ""),))


def age_line(site: Site, system: str, at: datetime) -> Deed:
    """A line of long ago with a full address, in a log that is no longer written."""
    plain = [file for file in site.files(system) if file.suffix != ".gz" and file.stat().st_size]
    if not plain:
        raise Cannot(f"{system} has no log that can be read")
    line = plain[0].read_text(errors="replace").splitlines()[-1]
    local = at.astimezone(UTC)
    combined = f"[{local.day:02d}/{MONTHS[local.month - 1]}/{local.year}:{local:%H:%M:%S} +0000]"
    aged = _ISO.sub(lambda m: f"{local:%Y-%m-%d}{m[1]}{local:%H:%M:%S}{m[3] or ''}", _COMBINED.sub(combined, line))
    aged = _ADDRESS.sub(FULL, aged, count=1)
    with _other(plain).open("a") as log:
        log.write(aged + "\n")
    return Deed(f"{system}: a line of {at:%Y-%m-%d} with a full address", ((system, ""),))


def _other(files: list[Path]) -> Path:
    return max(files, key=lambda file: (len(file.name), file.name))
