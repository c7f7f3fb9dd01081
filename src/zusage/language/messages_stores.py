"""What the connectors of files, logs, mails and registers say: ZE600-ZE649.

Law: as in `messages_de_en`. No file name, line or value of a store appears, for each may hold a person.
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str, str, str, str]] = {
    "ZE600": (
        "Anschluss unbekannt",
        "unknown connector",
        "Einen Anschluss „{connector}“ enthält diese Fassung nicht.",
        'This version has no connector "{connector}".',
        "Was davon abhängt, bleibt ungeprüft.",
        "Everything that depends on it stays unproven.",
    ),
    "ZE610": (
        "Sammlung oder Spalte unbekannt",
        "unknown collection or column",
        "„{name}“ gibt es in diesem Speicher nicht.",
        '"{name}" does not exist in this store.',
        "`zusage inspect` zeigt, was dort zu sehen ist.",
        "`zusage inspect` shows what can be seen there.",
    ),
    "ZE611": (
        "Format der Logdatei unbekannt",
        "unknown log format",
        "Das Format „{format}“ ist unbekannt.",
        'The format "{format}" is unknown.',
        "Bekannt sind auto, anywhere, combined, common, vhost, json, syslog, error und apache-error; sonst die Zeile "
        "log_format oder LogFormat selbst. Nichts wurde verändert.",
        "Known: auto, anywhere, combined, common, vhost, json, syslog, error, apache-error; or write the log_format or "
        "LogFormat line itself. Nothing was changed.",
    ),
    "ZE612": (
        "Ordner oder Datei fehlt",
        "folder or file missing",
        "Der Ordner oder die Datei von „{system}“ ist nicht da.",
        'The folder or file of "{system}" is not there.',
        "Prüfen Sie den Pfad und ob das Laufwerk eingehängt ist. Ein fehlender Ordner gilt nicht als leer.",
        "Check the path and whether the volume is mounted. A missing folder does not count as empty.",
    ),
    "ZE613": (
        "Datei nicht lesbar",
        "file unreadable",
        "{count} Dateien[[ von „{system}“]] lassen sich nicht vollständig lesen.",
        '{count} files[[ of "{system}"]] cannot be read completely.',
        "Sie wurden nicht verändert. Prüfen Sie Rechte und Kompression; bis dahin gilt nichts darin als gelöscht.",
        "They were not changed. Check permissions and compression; until then nothing in them counts as deleted.",
    ),
    "ZE614": (
        "Frage passt nicht zum Speicher",
        "question does not fit the store",
        "Dieser Speicher kann „{look}“ nicht beantworten.",
        'This store cannot answer "{look}".',
        "Die Zusage bleibt ungeprüft.",
        "The promise stays unproven.",
    ),
    "ZE615": (
        "Ordner zu gefährlich",
        "folder too dangerous",
        "In diesem Ordner wird nicht gelöscht[[ ({reason})]].",
        "Nothing is deleted in this folder[[ ({reason})]].",
        "Nennen Sie einen eigenen Ordner mit vollständigem Pfad, der kein Verweis ist.",
        "Name a folder of its own by its full path that is not a link.",
    ),
    "ZE616": (
        "Verweis aus dem Ordner heraus",
        "reference out of the folder",
        "Eine Zeile nennt eine Datei, die nicht sicher in dem erklärten Ordner liegt.",
        "A row names a file that does not surely lie in the declared folder.",
        "Sie wurde nicht angefasst. Prüfen Sie die Spalte mit den Dateinamen.",
        "It was not touched. Check the column with the file names.",
    ),
    "ZE617": (
        "Wert der Option unbekannt",
        "unknown value of an option",
        "Die Option „{option}“ hat keinen Wert, den diese Fassung kennt.",
        'The option "{option}" has no value that this version knows.',
        "",
        "",
    ),
    "ZE618": (
        "Register nicht lesbar",
        "register unreadable",
        "Das Register „{system}“ ist nicht lesbar[[ ({reason})]][[, Zeile {line}]][[, Eintrag {entry}]][[, „{key}“]].",
        'The register "{system}" is not readable[[ ({reason})]][[, line {line}]][[, entry {entry}]][[, "{key}"]].',
        "Verbessern Sie die Datei; bis dahin ist alles ungeprüft, was sich auf sie stützt.",
        "Correct the file; until then everything that relies on it is unproven.",
    ),
    "ZE619": (
        "Schreiben nicht möglich",
        "cannot write",
        "Das Betriebssystem hat das Schreiben in „{system}“ abgelehnt (Fehler {errno}).",
        'The operating system refused to write in "{system}" (error {errno}).',
        "Meist ist der Datenträger voll oder nur lesbar. Was begonnen war, setzt der nächste Lauf fort.",
        "Usually the disk is full or read-only. The next run goes on with what was begun.",
    ),
    "ZE643": (
        "Verzeichnis der Sicherungen nicht lesbar",
        "manifest unreadable",
        "Das Verzeichnis (manifest) der Dateien ist beschädigt oder fehlt[[ ({reason})]]; nichts daraus gilt.",
        "The manifest of the files is damaged or missing[[ ({reason})]]; nothing of it counts.",
        "Vergleichen Sie es mit dem Format in docs/spec/streams.md. Bis dahin wird nichts gelöscht.",
        "Compare it with the format in docs/spec/streams.md. Until then nothing is deleted.",
    ),
    "ZE640": (
        "Angabe ohne Sinn",
        "option without a meaning",
        "Die Angabe „{option}“ passt nicht zu den übrigen.",
        'The option "{option}" does not fit the others.',
        "Von IPv4-Adressen bleiben 8 bis 32 Bit, von IPv6-Adressen 16 bis 128; Benutzernamen findet nur, wer ein Format "
        "nennt.",
        "8 to 32 bits stay of IPv4 addresses, 16 to 128 of IPv6 addresses; user names can be found only in a named format.",
    ),
    "ZE641": (
        "Archiv bricht ab",
        "archive breaks off",
        "Die komprimierte Eingabe endet vorzeitig oder ist beschädigt.",
        "The compressed input ends too early or is damaged.",
        "Was ausgegeben wurde, ist maskiert, aber unvollständig. Verwenden Sie es nicht als Ersatz für die Eingabe.",
        "What was written is masked but incomplete. Do not replace the input with it.",
    ),
    "ZE642": (
        "Teilprozess beendet",
        "worker has ended",
        "Ein Teilprozess von `--jobs` hat vorzeitig aufgehört.",
        "A process of `--jobs` has ended too early.",
        "Was ausgegeben wurde, ist maskiert, aber unvollständig. Prüfen Sie den Arbeitsspeicher und wiederholen Sie den "
        "Lauf.",
        "What was written is masked but incomplete. Check the memory of the machine and run it again.",
    ),
}
