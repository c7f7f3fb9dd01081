"""Residue: what keeps deleted rows from the next level of erasure, in words for whoever looks after the store.

Law: every word that a connector puts into `keeps` of a `Level` observation ("dead_rows 120; snapshot 2026-11-22T10:00:00")
has a sentence here in both languages; an unknown word is shown as it stands, never left out. No name of a person occurs.

    residue_lines("dead_rows 3; statistics", "en") -> ("3 dead rows wait for VACUUM", …)
"""

from __future__ import annotations

from zusage.model.text import Language

_WORDS: dict[str, tuple[str, str]] = {
    "dead_rows": ("{n} tote Zeilen warten auf VACUUM", "{n} dead rows wait for VACUUM"),
    "not_vacuumed": (
        "seit der letzten Löschung weiß die Statistik von keinem VACUUM",
        "the statistics know of no VACUUM since the last deletion",
    ),
    "statistics": (
        "die Planerstatistik (pg_stats) ist älter als die letzte Löschung und enthält Stichproben der Werte: ANALYZE",
        "the planner statistics (pg_stats) are older than the last deletion and hold sample values: ANALYZE",
    ),
    "snapshot": (
        "eine offene Transaktion (seit {n}) sieht die Zeilen noch",
        "an open transaction (since {n}) can still see the rows",
    ),
    "prepared": (
        "eine vorbereitete Transaktion (seit {n}) hält die Zeilen fest: COMMIT PREPARED oder ROLLBACK PREPARED",
        "a prepared transaction (since {n}) keeps the rows: COMMIT PREPARED or ROLLBACK PREPARED",
    ),
    "slot": ("der Replikations-Slot {n} hält die Zeilen fest", "the replication slot {n} keeps the rows"),
    "freed_space": (
        "VACUUM gibt Platz frei und überschreibt ihn nicht; die Datei muss neu geschrieben werden "
        "(VACUUM FULL, pg_repack oder CLUSTER)",
        "VACUUM frees space and does not overwrite it; the file has to be written anew (VACUUM FULL, pg_repack or CLUSTER)",
    ),
    "statistics_file": (
        "auch die Datei der Planerstatistik (pg_statistic) enthielt Stichproben der Werte",
        "the file of the planner statistics (pg_statistic) held sample values, too",
    ),
    "unknown_since": (
        "neu geschrieben, aber nicht durch Zusage; seit wann, ist nicht bekannt, deshalb bleibt das WAL offen",
        "rewritten, but not by Zusage; since when is not known, so nothing is said about the WAL",
    ),
    "archive": (
        "das WAL wird archiviert; wie lange das Archiv aufbewahrt, sieht die Datenbank nicht",
        "the WAL is archived; how long the archive keeps it the database cannot see",
    ),
    "replicas": ("{n} Replikate haben ein eigenes WAL", "{n} replicas have a WAL of their own"),
    "log_unseen": (
        "pg_wal ist nicht einsehbar (pg_monitor fehlt)",
        "pg_wal cannot be looked at (pg_monitor is missing)",
    ),
    "log_files": (
        "{n} Dateien in pg_wal stammen aus der Zeit vor dem Neuschreiben",
        "{n} files in pg_wal are from before the rewriting",
    ),
    "log_reused": (
        "wiederverwendete Dateien in pg_wal behalten ihr altes Ende, bis sie voll sind: zusage reclaim --until horizon",
        "files in pg_wal that are used again keep their old end until they are full: zusage reclaim --until horizon",
    ),
    "log-wal": ("das Write-Ahead-Log neben der Datei hat {n} Bytes", "the write-ahead log beside the file has {n} bytes"),
    "log-journal": (
        "das Rollback-Journal neben der Datei hat {n} Bytes",
        "the rollback journal beside the file has {n} bytes",
    ),
    "free_pages": (
        "{n} freie Seiten sind nicht überschrieben",
        "{n} free pages are not overwritten",
    ),
    "slack_pages": (
        "in {n} Seiten stehen Bytes, die zu keiner Zeile gehören",
        "{n} pages hold bytes that belong to no row",
    ),
    "pages_unread": ("{n} Seiten sind unbekannter Art", "{n} pages are of a kind that is not known"),
    "too_large": (
        "die Datei ({n} Bytes) ist zu groß, um ganz gelesen zu werden",
        "the file ({n} bytes) is too large to be read as a whole",
    ),
    "purge": (
        "{n} Einträge in der History List warten auf Purge",
        "{n} entries of the history list wait for purge",
    ),
    "not_rebuilt": (
        "die Tabelle wurde seit der letzten Löschung nicht neu aufgebaut (OPTIMIZE TABLE)",
        "the table was not rebuilt since the last deletion (OPTIMIZE TABLE)",
    ),
    "shared_tablespace": (
        "die Tabelle liegt im gemeinsamen Tablespace: neu aufbauen gibt dessen Seiten nicht zurück",
        "the table lies in the shared tablespace: rebuilding does not give its pages back",
    ),
    "binlog": (
        "{n} Binlog-Dateien stammen aus der Zeit vor dem Neuschreiben: PURGE BINARY LOGS oder binlog_expire_logs_seconds",
        "{n} binary logs are from before the rewriting: PURGE BINARY LOGS or binlog_expire_logs_seconds",
    ),
    "redo": (
        "das Redo-Log wird im Kreis überschrieben; bis dahin sind noch {n} Bytes zu schreiben",
        "the redo log is overwritten in a circle; {n} bytes are still to be written until then",
    ),
    "undo": (
        "Undo-Log und Doublewrite-Puffer geben Seiten frei, ohne sie zu überschreiben; einsehen lässt sich das nicht",
        "the undo log and the doublewrite buffer free pages without overwriting them, and nobody can look at them",
    ),
    "samples": (
        "die Spaltenstatistik (mysql.column_stats) enthält Werte: ANALYZE TABLE … PERSISTENT FOR ALL",
        "the column statistics (mysql.column_stats) hold values: ANALYZE TABLE … PERSISTENT FOR ALL",
    ),
    "samples_unseen": (
        "ob die Spaltenstatistik Werte enthält, ist nicht einsehbar: setup braucht SELECT auf mysql.column_stats",
        "whether the column statistics hold values cannot be seen: setup needs SELECT on mysql.column_stats",
    ),
    "spaces_unseen": (
        "in welchem Tablespace die Tabelle liegt, ist nicht einsehbar: setup braucht PROCESS",
        "in which tablespace the table lies cannot be seen: setup needs PROCESS",
    ),
    "rebuilt_since": (
        "neu aufgebaut, aber nicht durch Zusage; seit wann, ist nicht bekannt, deshalb bleiben die Logs offen",
        "rebuilt, but not by Zusage; since when is not known, so nothing is said about the logs",
    ),
    "binlog_unseen": (
        "die Binlog-Dateien sind nicht einsehbar (BINLOG MONITOR fehlt)",
        "the binary logs cannot be seen (BINLOG MONITOR is missing)",
    ),
    "not_rewritten": (
        "die Blöcke behalten die Bytes, bis die Datei neu geschrieben wird: zusage reclaim --until rewritten",
        "the blocks keep the bytes until the file is written anew: zusage reclaim --until rewritten",
    ),
    "file_system": (
        "ersetzt oder gelöscht; was das Dateisystem, eine SSD oder ein Schnappschuss behält, ist nicht bekannt",
        "replaced or unlinked; what the file system, an SSD or a snapshot keeps is not known",
    ),
    "not_measured": ("auf {n} misst hier nichts tiefer", "on {n} nothing here measures deeper"),
}


def residue_lines(keeps: str, language: Language) -> tuple[str, ...]:
    """One sentence for each thing that stands in the way; none for an empty text."""
    return tuple(_line(part, language) for part in keeps.split("; ") if part)


def _line(part: str, language: Language) -> str:
    word, _, figure = part.partition(" ")
    known = _WORDS.get(word)
    return known[0 if language == "de" else 1].format(n=figure) if known else part
