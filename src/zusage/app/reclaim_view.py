"""What could be reclaimed, and what was, in words that a database administrator knows.

Law: names of structure and figures only. Every dry run says that nothing has been changed, which locks would be taken, how
large the tables are and how much room is needed; the time is an estimate from the size and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.app.apply_view import REFUSED
from zusage.app.reclaiming import Offer
from zusage.language.residue import residue_lines
from zusage.model.text import Language
from zusage.plan.receipt import Receipt
from zusage.verdict.words import level_word

MB = 1 << 20
MB_PER_SECOND = 40
_LOCKS: dict[tuple[str, str], tuple[str, str]] = {
    ("postgresql", "reclaimed"): (
        "VACUUM (ANALYZE): SHARE UPDATE EXCLUSIVE, niemand wartet",
        "VACUUM (ANALYZE): SHARE UPDATE EXCLUSIVE, nobody waits",
    ),
    ("postgresql", "rewritten"): (
        "VACUUM FULL: ACCESS EXCLUSIVE, Lesen und Schreiben warten",
        "VACUUM FULL: ACCESS EXCLUSIVE, readers and writers wait",
    ),
    ("postgresql", "horizon"): (
        "VACUUM FULL: ACCESS EXCLUSIVE, Lesen und Schreiben warten; danach CHECKPOINT und pg_switch_wal",
        "VACUUM FULL: ACCESS EXCLUSIVE, readers and writers wait; then CHECKPOINT and pg_switch_wal",
    ),
    ("mariadb", "reclaimed"): ("wartet auf Purge: keine Sperre", "waits for purge: no lock"),
    ("mariadb", "rewritten"): (
        "ALTER TABLE … FORCE: andere lesen und schreiben weiter, außer mit FULLTEXT; kurze Metadaten-Sperre",
        "ALTER TABLE … FORCE: others read and write on, except with FULLTEXT; a short metadata lock",
    ),
    ("mariadb", "horizon"): (
        "ALTER TABLE … FORCE, danach PURGE BINARY LOGS: ein Replikat, das gerade nicht verbunden ist, muss neu aufgesetzt "
        "werden; eine Wiederherstellung auf einen früheren Zeitpunkt endet dort",
        "ALTER TABLE … FORCE, then PURGE BINARY LOGS: a replica that is not connected just now has to be set up anew; "
        "recovery to an earlier moment ends there",
    ),
    **dict.fromkeys(
        (("duckdb", "reclaimed"), ("duckdb", "rewritten"), ("duckdb", "horizon")),
        (
            "die Datei wird neu geschrieben und ersetzt: niemand sonst darf sie offen haben",
            "the file is written anew and replaced: nobody else may have it open",
        ),
    ),
    ("sqlite", "reclaimed"): ("wal_checkpoint(TRUNCATE)", "wal_checkpoint(TRUNCATE)"),
    ("sqlite", "rewritten"): ("VACUUM: Schreiben wartet, Lesen nicht", "VACUUM: writers wait, readers do not"),
    ("sqlite", "horizon"): ("VACUUM: Schreiben wartet, Lesen nicht", "VACUUM: writers wait, readers do not"),
}
_DETACH = "DETACH PARTITION CONCURRENTLY, dann DROP", "DETACH PARTITION CONCURRENTLY, then DROP"
_PARTING = {"mariadb": ("EXCHANGE PARTITION, dann DROP TABLE", "EXCHANGE PARTITION, then DROP TABLE")}
_FACTOR = {"postgresql": 1.2, "mariadb": 1.2, "duckdb": 1.2, "sqlite": 2.0}


def offer_lines(found: list[Offer], until: str, language: Language) -> Iterator[str]:
    """The dry run."""
    first = 0 if language == "de" else 1
    for offer in found:
        yield f"{offer.promise}  {offer.target}"
        if offer.problem:
            yield f"  ! {offer.problem}"
        for table, seen in offer.seen.items():
            yield from _table_lines(offer, table, until, language)
            for copy in filter(None, seen.facts.get("copies", "").split(", ")):
                yield "      " + ("Kopie: ", "copy: ")[first] + copy
            for line in residue_lines(seen.facts.get("keeps", ""), language):
                yield f"      {line}"
        for number, (partitions, rows) in offer.whole.items():
            if partitions:
                yield (
                    f"  {offer.deletions[number].table}: {partitions} Partitionen sind als Ganzes fällig "
                    f"({rows} Zeilen); {_PARTING.get(offer.product, _DETACH)[0]}",
                    f"  {offer.deletions[number].table}: {partitions} partitions are due as a whole "
                    f"({rows} rows); {_PARTING.get(offer.product, _DETACH)[1]}",
                )[first]
    yield (
        "Nichts wurde verändert. Ausführen im Wartungsfenster: --in-window",
        "Nothing has been changed. Carry it out in the change window: --in-window",
    )[first]


def _table_lines(offer: Offer, table: str, until: str, language: Language) -> Iterator[str]:
    first = 0 if language == "de" else 1
    seen = offer.seen[table]
    level = seen.facts.get("level", "") or "none"
    yield f"  {table}: {level_word(level, language) if seen.visible else seen.reason}"
    locks = _LOCKS.get((offer.product, until))
    size = seen.numbers.get("bytes", 0)
    if not locks or not seen.visible:
        return
    yield f"      {locks[first]}"
    needed = int(size * _FACTOR[offer.product] / MB) + 1 if until != "reclaimed" else 0
    seconds = int(size / MB / MB_PER_SECOND) + 1
    yield (
        f"      Größe {size / MB:.1f} MB, freier Platz nötig {needed} MB, geschätzt {seconds} s (aus der Größe)",
        f"      size {size / MB:.1f} MB, free room needed {needed} MB, about {seconds} s (estimated from the size)",
    )[first]


def reclaimed_lines(receipts: list[Receipt], language: Language) -> Iterator[str]:
    """What came of it: the level reached, rows of partitions, and why not more."""
    first = 0 if language == "de" else 1
    for receipt in receipts:
        level = level_word(receipt.level or "none", language) if receipt.act.startswith("reclaim:") else ""
        rows = "".join(f"  {table} {count}" for table, count in receipt.counts.items())
        yield f"  {receipt.promise:<44} {receipt.target!s:<20} {level}{rows}"
        if receipt.refusal is not None:
            detail = receipt.refusal.detail
            table, _, keeps = detail.partition(": ")
            lines = residue_lines(keeps, language) or (detail,)
            yield f"  ! {REFUSED[receipt.refusal.kind][first]}" + (f" ({table})" if keeps else "")
            yield from (f"      {line}" for line in lines)
