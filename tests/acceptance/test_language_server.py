"""The language server as an editor starts it: real messages over standard input and output, on a real folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

BASE = Path(__file__).parents[1] / "rules" / "base.yml"


class Editor:
    """One end of the conversation."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._out: IO[bytes] = process.stdin
        self._in: IO[bytes] = process.stdout
        self._number = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._out.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._out.flush()

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def told(self, uri: str) -> list[dict[str, Any]]:
        """The next diagnostics for a file."""
        self.diagnostics.pop(uri, None)
        while uri not in self.diagnostics:
            self._read()
        return self.diagnostics[uri]

    def _read(self) -> dict[str, Any]:
        size = 0
        while line := self._in.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        message: dict[str, Any] = json.loads(self._in.read(size))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message


@contextmanager
def editor(folder: Path, language: str) -> Iterator[Editor]:
    command = [sys.executable, "-c", "from zusage.cli.main import main; main()", "--lang", language, "lsp"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZUSAGE")}
    with (folder / "server-errors").open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )
    try:
        one = Editor(process)
        answer = one.ask("initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": {}})
        assert answer["capabilities"]["hoverProvider"] and answer["capabilities"]["completionProvider"]
        one.tell("initialized", {})
        yield one
        one.ask("shutdown", None)
        one.tell("exit", None)
        assert process.wait(20) == 0, (folder / "server-errors").read_text()
    finally:
        process.kill()
        process.wait(20)
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            stream.close()


def position(text: str, needle: str, after: int = 0) -> dict[str, int]:
    at = text.index(needle) + after
    return {"line": text.count("\n", 0, at), "character": at - (text.rfind("\n", 0, at) + 1)}


def test_an_editing_session(tmp_path: Path) -> None:
    file = tmp_path / "zusage.yml"
    text = BASE.read_text()
    file.write_text(text)
    uri = file.as_uri()
    with editor(tmp_path, "de") as one:
        one.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        assert one.told(uri) == []

        broken = text.replace(
            "country: DE\n    role: processor\n    contracts", "country: US\n    role: processor\n    contracts"
        )
        assert broken != text
        change(one, uri, 2, broken)
        found = {item["code"]: item for item in one.told(uri)}
        assert found["ZU410"]["severity"] == 1 and "in den USA" in found["ZU410"]["message"], found
        assert found["ZU410"]["range"]["start"]["line"] == position(broken, "  hoster:\n    name")["line"]

        change(one, uri, 3, text.replace("authority: de/be", "authority: de/be\n  colour: blue"))
        assert [item["code"] for item in one.told(uri)] == ["ZE110"]

        half = text.replace("recipients:\n  hoster:", "recipients:\n  mail: {use: bre\n  hoster:")
        change(one, uri, 4, half)
        assert [item["severity"] for item in one.told(uri)] == [1]
        offered = one.ask("textDocument/completion", where(uri, half, "use: bre", 8))["items"]
        assert "brevo" in {item["label"] for item in offered}

        change(one, uri, 5, text)
        assert one.told(uri) == []
        said = one.ask("textDocument/hover", where(uri, text, "law: de/vouchers", 8))
        assert "acht Jahre" in said["contents"]["value"] and "§ 147" in said["contents"]["value"]
        place = one.ask("textDocument/definition", where(uri, text, "from: settled", 8))
        used = text.replace("    name: Rechenzentrum Nord GmbH\n", "    use: hetzner\n").replace(
            "recipients:\n  hoster:", "recipients:\n  shop: {use: hetzner, role: processor}\n  hoster:", 1
        )
        change(one, uri, 6, used)
        one.told(uri)
        for needle in ("{use: hetzner", "    use: hetzner"):
            said = one.ask("textDocument/hover", where(uri, used, needle, needle.index("hetz") + 2))
            assert "Hetzner Online GmbH" in said["contents"]["value"], needle
        assert place["uri"] == uri and place["range"]["start"]["line"] == position(text, "  settled: {at")["line"]
    assert file.read_text() == text and not (tmp_path / ".zusage").exists()


def change(one: Editor, uri: str, version: int, text: str) -> None:
    one.tell(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
    )


def where(uri: str, text: str, needle: str, after: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": position(text, needle, after)}


def test_several_files_are_one_declaration_and_other_yaml_is_left_alone(tmp_path: Path) -> None:
    head, tail = BASE.read_text().split("activities:\n")
    (tmp_path / "a.yml").write_text(head)
    (tmp_path / "b.yml").write_text("activities:\n" + tail.replace("hoster: {data: all}", "hooster: {data: all}"))
    with editor(tmp_path, "en") as one:
        first, second = (tmp_path / "a.yml").as_uri(), (tmp_path / "b.yml").as_uri()
        one.tell("textDocument/didOpen", {"textDocument": {"uri": first, "languageId": "yaml", "version": 1, "text": head}})
        assert one.told(second) and one.diagnostics[first] == []
        outside = (tmp_path / "note.txt").as_uri()
        one.tell("textDocument/didOpen", {"textDocument": {"uri": outside, "languageId": "x", "version": 1, "text": "a"}})
        assert (
            one.ask("textDocument/hover", {"textDocument": {"uri": outside}, "position": {"line": 0, "character": 0}})
            is None
        )


def test_the_extension_starts_what_there_is() -> None:
    folder = Path(__file__).parents[2] / "editors" / "vscode"
    manifest = json.loads((folder / "package.json").read_text())
    script = (folder / manifest["main"].removeprefix("./")).read_text()
    for setting in manifest["contributes"]["configuration"]["properties"]:
        assert f'"{setting.removeprefix("zusage.")}"' in script
    assert '"lsp"' in script and set(manifest["dependencies"]) == {"vscode-languageclient"}
