"""The words of errors about our own state: folder, key file, vault, ledger store, export.

Law: each code has six texts: title (de, en), sentence (de, en), next step (de, en).
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str, str, str, str]] = {
    "ZE700": (
        "Ordner nicht nutzbar",
        "folder unusable",
        "Der Ordner für den eigenen Stand lässt sich nicht anlegen[[ ({reason})]].",
        "The folder for our own state cannot be created[[ ({reason})]].",
        "Nennen Sie einen Ordner, in den Zusage schreiben darf.",
        "Name a folder that Zusage may write to.",
    ),
    "ZE701": (
        "Anderer Versionsstand",
        "another version",
        "Der eigene Stand stammt von einer neueren Version, oder seine Tabellen wurden verändert (Schritt {migration}).",
        "Our own state was written by a newer version, or its tables were altered (step {migration}).",
        "Nehmen Sie die Version, die den Stand geschrieben hat. Es wurde nichts geändert.",
        "Use the version that wrote it. Nothing was changed.",
    ),
    "ZE702": (
        "Schlüssel nicht nutzbar",
        "key unusable",
        "Die Schlüsseldatei des eigenen Standes fehlt, ist für andere lesbar, beschädigt oder passt nicht[[ ({reason})]].",
        "The key file of our own state is missing, readable by others, damaged or does not fit[[ ({reason})]].",
        "Spielen Sie die Datei „key“ aus Ihrer Sicherung zurück (Rechte 0600). Ein neuer wird nie von selbst angelegt.",
        'Restore the file "key" from your backup (mode 0600). A new key is never made by itself.',
    ),
    "ZE703": (
        "Ort unbekannt",
        "unknown place",
        "Der eigene Stand kann nur in einem Ordner oder unter einer postgresql://-Adresse liegen.",
        "Our own state can lie in a folder or at a postgresql:// address only.",
        "Nennen Sie einen Ordner oder eine solche Adresse.",
        "Name a folder or such an address.",
    ),
    "ZE704": (
        "Treiber fehlt",
        "driver missing",
        "Für PostgreSQL fehlt das Paket psycopg.",
        "The package psycopg is missing for PostgreSQL.",
        "Installieren Sie zusage[postgresql].",
        "Install zusage[postgresql].",
    ),
    "ZE705": (
        "Eigener Stand nicht erreichbar",
        "own state unreachable",
        "Der eigene Stand lässt sich nicht lesen oder schreiben[[ ({reason})]].",
        "Our own state cannot be read or written[[ ({reason})]].",
        "Prüfen Sie Platz, Rechte und Verbindung. Was nicht aufgezeichnet werden kann, wird nicht ausgeführt.",
        "Check space, permissions and connection. What cannot be recorded is not carried out.",
    ),
    "ZE706": (
        "Keine Rolle",
        "no role",
        "Das ist keine Rolle. Im Nachweisbuch stehen Rollen, keine Personen.",
        "This is no role. The ledger names roles, not persons.",
        "Nennen Sie eine Rolle in Kleinbuchstaben, etwa dpo oder admin.",
        "Name a role in lower case, such as dpo or admin.",
    ),
    "ZE707": (
        "Ziel vorhanden",
        "destination exists",
        "„{path}“ gibt es schon.",
        '"{path}" already exists.',
        "Nennen Sie einen anderen Namen; überschrieben wird nichts.",
        "Choose another name; nothing is overwritten.",
    ),
    "ZE70": (
        "Nicht die geschriebene Fassung",
        "not the written version",
        "„{path}“ ist nicht, Byte für Byte, was aus dieser Erklärung geschrieben wird[[ ({reason})]].",
        '"{path}" is not, byte for byte, what is written from this declaration[[ ({reason})]].',
        "Schreiben Sie neu (`zusage write notice`) und veröffentlichen Sie genau das; einen fremden Text mit `--as-is`.",
        "Write anew (`zusage write notice`) and publish exactly that; a text of other origin with `--as-is`.",
    ),
    "ZE71": (
        "Keine Fassung in Kraft",
        "no version in force",
        "Für den {day} ist kein Text als veröffentlicht verzeichnet.",
        "No text is recorded as published for {day}.",
        "`zusage publish --list` zeigt alle verzeichneten Fassungen.",
        "`zusage publish --list` shows all recorded versions.",
    ),
    "ZE72": (
        "Ende vor Beginn",
        "end before beginning",
        "Der Text soll vom {since} bis zum {until} gelten; das Ende liegt vor dem Beginn.",
        "The text is to be in force from {since} to {until}; the end lies before the beginning.",
        "",
        "",
    ),
    "ZE73": (
        "Kennzahlen nicht geschrieben",
        "metrics not written",
        "Die Kennzahlen ließen sich nicht schreiben[[ ({reason})]]; der Lauf selbst ist davon nicht berührt.",
        "The metrics could not be written[[ ({reason})]]; the run itself is not affected.",
        "ZUSAGE_METRICS muss eine Datei in einem Ordner nennen, in den Zusage schreiben darf.",
        "ZUSAGE_METRICS must name a file in a folder that Zusage may write to.",
    ),
    "ZE74": (
        "Datei nicht geschrieben",
        "file not written",
        "„{path}“ ließ sich nicht schreiben[[ ({reason})]] und ist, wie sie war.",
        '"{path}" could not be written[[ ({reason})]] and is as it was.',
        "Prüfen Sie Rechte und Platz im Ordner.",
        "Check permissions and space in the folder.",
    ),
}
