"""Verify an evidence bundle without trusting the software that made it: `python -m zusage.ledger.verify BUNDLE`.

Law: this file imports nothing else of Zusage and may be copied anywhere; Python's standard library is enough for chain,
tree, files and head. The signature needs `cryptography`; without it the result says loudly that it was not checked and the
exit code is 3. A signature shows who holds the key, so compare the key printed here with one you were given another way
(`--key`). What a bundle holds is what was recorded; whether more should have been recorded it cannot say.

Exit codes: 0 everything fits, 1 something does not fit, 2 this is no bundle, 3 all else fits, no signature checked.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

FORMAT = "zusage-evidence 1"
_LINE = re.compile(
    rb'\{"at":"([0-9T:.\-]{26}Z)","body":(\{.*\}),"index":(0|[1-9][0-9]*),"key":(null|"[ !#-\[\]-~]{1,400}"),'
    rb'"kind":"([a-z][a-z_]{0,31})","previous":"([0-9a-f]{64})"\}\n'
)
_UNREADABLE = (OSError, KeyError, EOFError, ValueError, RuntimeError, struct.error, zipfile.BadZipFile, zlib.error)
_DASH = "\N{EM DASH} "

WORDS = {
    "no_bundle": ("Das ist kein Nachweispaket: {0}", "This is no evidence bundle: {0}"),
    "file_missing": ("Die Datei {0} fehlt.", "The file {0} is missing."),
    "file_extra": ("Die Datei {0} gehört nicht zum Paket.", "The file {0} does not belong to the bundle."),
    "file_changed": ("Die Datei {0} wurde verändert.", "The file {0} was changed."),
    "manifest_changed": ("Das Verzeichnis der Dateien wurde verändert.", "The list of files was changed."),
    "entry": (
        "Eintrag {0} passt nicht: Ab hier wurde das Nachweisbuch verändert, gekürzt oder umgestellt.",
        "Entry {0} does not fit: from here on the ledger was changed, cut or rearranged.",
    ),
    "size": ("Das Paket nennt {0} Einträge, enthalten sind {1}.", "The bundle states {0} entries but holds {1}."),
    "root": ("Die Prüfsumme über alle Einträge stimmt nicht.", "The digest over all entries does not match."),
    "checkpoint": ("Das Siegel bei Eintrag {0} stimmt nicht.", "The seal at entry {0} does not match."),
    "signature": ("Die Unterschrift unter {0} ist falsch.", "The signature under {0} is wrong."),
    "key": (
        "Das Paket wurde mit einem anderen Schlüssel unterschrieben als angegeben.",
        "The bundle was signed with another key than the one given.",
    ),
    "archive": ("Der archivierte Text {0} ist nicht der verzeichnete.", "The archived text {0} is not the recorded one."),
    "fits": (
        "Alles passt zusammen (Einträge: {0}, Siegel: {1}, archivierte Texte: {2}).",
        "Everything fits together (entries: {0}, seals: {1}, archived texts: {2}).",
    ),
    "unsealed": (
        "Einträge nach dem letzten Siegel: {0}. Sie deckt nur die Unterschrift unter dem Paket.",
        "Entries after the last seal: {0}. Only the signature under the bundle covers them.",
    ),
    "signed": (
        "Unterschrieben mit dem Schlüssel {0}. Vergleichen Sie ihn mit dem, den Sie auf anderem Weg erhalten haben.",
        "Signed with the key {0}. Compare it with the one you received another way.",
    ),
    "pinned": ("Unterschrieben mit dem angegebenen Schlüssel.", "Signed with the given key."),
    "not_checked": (
        "ACHTUNG: KEINE UNTERSCHRIFT WURDE GEPRÜFT, denn das Python-Paket `cryptography` fehlt. Wer das ganze Paket"
        " neu geschrieben hat, bliebe so unentdeckt.",
        "WARNING: NO SIGNATURE WAS CHECKED because the Python package `cryptography` is missing. Somebody who wrote the"
        " whole bundle anew would go unnoticed.",
    ),
    "bad": ("Das Paket ist NICHT in Ordnung.", "The bundle is NOT in order."),
    "limit": (
        "Geprüft ist, dass nichts Aufgezeichnetes verändert wurde; ob alles aufgezeichnet wurde, zeigt kein Paket.",
        "Checked is that nothing recorded was changed; whether everything was recorded no bundle can show.",
    ),
}


class NoBundle(Exception):
    """The path does not lead to something that can be read as a bundle."""


class Source:
    """The files of a bundle, in a folder or a zip archive."""

    def __init__(self, path: Path) -> None:
        self.zip: zipfile.ZipFile | None = None
        self.path = path
        if path.is_file():
            try:
                self.zip = zipfile.ZipFile(path)
            except _UNREADABLE as error:
                raise NoBundle(str(path)) from error
        elif not path.is_dir():
            raise NoBundle(str(path))

    def names(self) -> list[str]:
        """All files, with `/` between folder and name."""
        if self.zip:
            return [name for name in self.zip.namelist() if not name.endswith("/")]
        return [file.relative_to(self.path).as_posix() for file in self.path.rglob("*") if not file.is_dir()]

    def open(self, name: str) -> IO[bytes]:
        """One file for reading bytes."""
        return self.zip.open(name) if self.zip else (self.path / name).open("rb")

    def read(self, name: str) -> bytes:
        """One small file."""
        with self.open(name) as file:
            return file.read()


class Tree:
    """The roots of complete subtrees; enough to know the root of everything added (RFC 9162, 2.1)."""

    def __init__(self) -> None:
        self.size, self.peaks = 0, list[bytes]()

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        size = self.size
        while size & 1:
            leaf = hashlib.sha256(b"\1" + self.peaks.pop() + leaf).digest()
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The Merkle tree hash."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = hashlib.sha256(b"\1" + peak + root).digest()
        return root


class Check:
    """One check of one bundle; `problems` are (word, arguments)."""

    def __init__(self, source: Source, key: str = "") -> None:
        self.source, self.key, self.names = source, key, sorted(source.names())
        self.problems: list[tuple[str, tuple[object, ...]]] = []
        self.tree, self.previous = Tree(), bytes(32)
        self.seals, self.sealed, self.archived = 0, 0, 0
        self.signed: bool | None = None
        self.manifest: dict[str, Any] = {}

    def run(self) -> Check:
        """Check everything."""
        self._manifest()
        for name, told in sorted(self.manifest["files"].items()):
            self._file(name, told)
        if not any(word == "file_missing" for word, _ in self.problems):
            self._entries()
        return self

    def bad(self, word: str, *arguments: object) -> None:
        """Note what does not fit."""
        self.problems.append((word, arguments))

    def _manifest(self) -> None:
        try:
            raw, note = self.source.read("manifest.json"), self.source.read("manifest.note").decode()
            self.manifest = json.loads(raw)
            told = self.manifest
            if told["format"] != FORMAT or not isinstance(told["files"], dict) or not isinstance(told["size"], int):
                raise NoBundle("manifest.json")
        except (*_UNREADABLE, TypeError) as error:
            raise NoBundle("manifest.json / manifest.note") from error
        if note.split("\n")[:2] != [str(told.get("origin")), hashlib.sha256(raw).hexdigest()]:
            self.bad("manifest_changed")
        if self.key and self.key != told.get("key"):
            self.bad("key")
        self._note(note, "manifest.note")
        for name in self.names:
            if (name not in told["files"] and name not in ("manifest.json", "manifest.note")) or self.names.count(name) > 1:
                self.bad("file_extra", name)

    def _file(self, name: str, told: str) -> None:
        if name not in self.names:
            self.bad("file_missing", name)
            return
        digest = hashlib.sha256()
        try:
            with self.source.open(name) as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        except _UNREADABLE:
            self.bad("file_changed", name)
            return
        if digest.hexdigest() != told:
            self.bad("file_changed", name)
        if name.startswith("archive/"):
            self.archived += 1
            if Path(name).name.split(".")[0] != digest.hexdigest():
                self.bad("archive", name)

    def _entries(self) -> None:
        for index, line in enumerate(self._lines()):
            if not (kind := self._chained(index, line)):
                self.bad("entry", index)
                return
            if kind == b"checkpoint":
                self._seal(index, line)
            self.previous = hashlib.sha256(b"\0" + line[:-1]).digest()
            self.tree.add(self.previous)
        if self.tree.size != self.manifest["size"]:
            self.bad("size", self.manifest["size"], self.tree.size)
        elif self.tree.root().hex() != self.manifest.get("root"):
            self.bad("root")

    def _lines(self) -> Iterator[bytes]:
        try:
            with self.source.open("entries.jsonl") as file:
                yield from file
        except _UNREADABLE:
            yield b""

    def _chained(self, index: int, line: bytes) -> bytes:
        """The kind of a well-formed line that follows the line before, else nothing."""
        match = _LINE.fullmatch(line)
        if not match or int(match[3]) != index or match[6].decode() != self.previous.hex():
            return b""
        return match[5]

    def _seal(self, index: int, line: bytes) -> None:
        try:
            body = json.loads(line)["body"]
            note = str(body["note"])
            origin, size, root = note.split("\n")[:3]
            fits = (origin, int(size), base64.b64decode(root)) == (self.manifest.get("origin"), index, self.tree.root())
        except (ValueError, KeyError, TypeError):
            fits, note, body = False, "", {}
        if not fits or body.get("key") != self.manifest.get("key"):
            self.bad("checkpoint", index)
            return
        self._note(note, f"{index}")
        self.seals, self.sealed = self.seals + 1, index + 1

    def _note(self, note: str, place: str) -> None:
        """Check a signed note against the key of the bundle."""
        valid = _signed(note, str(self.manifest.get("key")))
        if valid is False:
            self.bad("signature", place)
        if self.signed is not False:
            self.signed = valid


def _signed(note: str, key: str) -> bool | None:
    """Whether the note bears a valid signature of `key`; None when nothing here can check signatures."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    text, _, lines = note.partition("\n\n")
    try:
        name, key_id, public = key.split("+", 2)
        raw = base64.b64decode(public, validate=True)
        told = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        start = f"{_DASH}{name} "
        if told.hex() != key_id or raw[:1] != b"\1" or not lines.startswith(start) or lines.count("\n") != 1:
            return False
        blob = base64.b64decode(lines[len(start) : -1], validate=True)
        if lines[len(start) :] != base64.b64encode(blob).decode() + "\n" or blob[:4] != told:
            return False
        Ed25519PublicKey.from_public_bytes(raw[1:]).verify(blob[4:], f"{text}\n".encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def report(check: Check, language: int) -> list[str]:
    """The result as plain sentences; `language` 0 is German, 1 English."""

    def say(word: str, *arguments: object) -> str:
        return WORDS[word][language].format(*arguments)

    lines = [say(word, *arguments) for word, arguments in check.problems[:20]]
    lines.append(say("bad") if check.problems else say("fits", check.tree.size, check.seals, check.archived))
    if not check.problems and check.tree.size > check.sealed:
        lines.append(say("unsealed", check.tree.size - check.sealed))
    if check.signed is None:
        lines.append(say("not_checked"))
    elif check.signed and not check.problems:
        lines.append(say("pinned") if check.key else say("signed", check.manifest["key"]))
    return [*lines, say("limit")]


def main(arguments: list[str]) -> int:
    """Check the bundle that the arguments name, print German and English sentences, return the exit code."""
    key = ""
    if len(arguments) == 3 and arguments[1] == "--key":
        key = arguments.pop()
        arguments.pop()
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("python -m zusage.ledger.verify BUNDLE [--key KEY]")
        return 2
    try:
        check = Check(Source(Path(arguments[0])), key).run()
    except NoBundle as error:
        print("\n".join(words.format(error) for words in WORDS["no_bundle"]))
        return 2
    print("\n".join([*report(check, 0), "", *report(check, 1)]))
    return 1 if check.problems else 3 if check.signed is None else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
