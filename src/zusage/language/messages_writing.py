"""The words of errors about writing, comparing and taking over documents.

Law: each code has six texts: title (de, en), sentence (de, en), next step (de, en).
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str, str, str, str]] = {
    "ZE660": (
        "Dieses Dokument gibt es nicht",
        "there is no such document",
        "„{paper}“ lässt sich nicht schreiben.",
        '"{paper}" cannot be written.',
        "Alle mit ihren Lesern zeigt: zusage write --list",
        "All of them with their readers: zusage write --list",
    ),
    "ZE661": (
        "Format nicht eingerichtet",
        "form not installed",
        "Für das Format „{form}“ fehlt ein Paket.",
        'The form "{form}" needs a package that is not installed.',
        "Einrichten mit: pip install 'zusage[{extra}]'",
        "Install it with: pip install 'zusage[{extra}]'",
    ),
    "ZE662": (
        "Spalte fehlt",
        "column missing",
        "In {path} fehlt die Spalte „{column}“.",
        'In {path} the column "{column}" is missing.',
        "Die erste Zeile nennt die Spalten, getrennt durch Komma oder Semikolon.",
        "The first line names the columns, separated by comma or semicolon.",
    ),
    "ZE663": (
        "Datei nicht lesbar",
        "file cannot be read",
        "{path} enthält kein lesbares JSON-Objekt[[ ({reason})]].",
        "{path} holds no readable JSON object[[ ({reason})]].",
        "Erwartet wird eine Datei, wie sie das genannte Format vorschreibt, in UTF-8.",
        "A file as the named form prescribes it is expected, in UTF-8.",
    ),
    "ZE664": (
        "Datei ist schon da",
        "file exists",
        "{path} gibt es schon; es wurde nichts überschrieben.",
        "{path} exists already; nothing was overwritten.",
        "Nennen Sie mit -o eine andere Datei.",
        "Name another file with -o.",
    ),
    "ZE665": (
        "Was soll geschrieben werden?",
        "what is to be written?",
        "Es ist nicht gesagt, was geschrieben werden soll: ein Name, mehrere, oder „all“ für alles.",
        'Nobody said what to write: a name, several, or "all" for everything.',
        "Alle mit ihren Lesern zeigt: zusage write --list",
        "All of them with their readers: zusage write --list",
    ),
    "ZE666": (
        "Datei passt nicht zum Format",
        "file is not of this form",
        "{path} sieht nicht nach {form} aus: keiner dieser Schlüssel steht darin: {keys}.",
        "{path} does not look like {form}: none of these keys is in it: {keys}.",
        "[[Nach den Schlüsseln ist es {other}: zusage import {other} {path}]]",
        "[[By its keys it is {other}: zusage import {other} {path}]]",
    ),
    "ZE667": (
        "Datei lässt sich nicht öffnen",
        "file cannot be opened",
        "{path} lässt sich nicht lesen oder schreiben[[ ({reason})]].",
        "{path} cannot be read or written[[ ({reason})]].",
        "Gibt es den Ordner, und dürfen Sie dort lesen und schreiben?",
        "Does the folder exist, and may you read and write there?",
    ),
}
