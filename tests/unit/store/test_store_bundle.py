"""Evidence bundles: what is written verifies, whatever is changed in it is found, the first page says what it must."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from zusage.adapters.store.export import export_bundle
from zusage.adapters.store.state import OpenedState, open_state
from zusage.ledger import verify
from zusage.ledger.kinds import (
    attestation_entry,
    batch_entry,
    hold_added_entry,
    plan_approved_entry,
    policy_entry,
    published_entry,
    receipt_entry,
    run_finished_entry,
    run_started_entry,
)
from zusage.ledger.tally import Scope, SystemLine
from zusage.model.errors import IntegrityError, UsageError
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY = timedelta(days=1)
CONTROL = TargetId("control")
SCOPE = Scope(
    "Hafenchat <GmbH>",
    (SystemLine("control", "Steuerdatenbank", True), SystemLine("paper", "Papierakten", False, "nicht elektronisch")),
    software="0.1.0",
    every=DAY,
    until=NOW + 9 * DAY,
    queries=(("chat/messages/keep", "SELECT count(*) FROM messages WHERE sent_at < '2026'"),),
    limits=(("nur ein Versuch;", "only a trial;"),),
)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[OpenedState]:
    opened = open_state(str(tmp_path / "own"), lambda: NOW)
    policy = opened.archive.put("policy", b'{"promises":49}')
    notice = opened.archive.put("notice", b"<!DOCTYPE html><p>Wir sagen zu")
    refused = Receipt(CONTROL, "r-0", "a-1", "billing/invoices/keep", {}, 0, NOW, Refusal(RefusalKind.HOLD, "invoices"))
    entries = [
        policy_entry("11" * 32, NOW, policy, 49),
        published_entry("notice", "de", notice, NOW, "11" * 32),
        plan_approved_entry("22" * 32, NOW, "11" * 32, NOW, "dpo"),
        hold_added_entry("H-1", NOW, "court", "dpo", NOW + 90 * DAY, system="control"),
        attestation_entry("hosting/place", "33" * 32, "management", NOW, NOW + 300 * DAY, "44" * 32),
        receipt_entry(refused, "33" * 32),
    ]
    for day in (0, 1, 2, 6):
        run, at = f"r-{day}", NOW + day * DAY
        entries.append(run_started_entry(run, at, "11" * 32, "admin", [CONTROL]))
        entries.append(batch_entry(Batch(CONTROL, run, "a-1", "chat/messages/keep", 1, {"messages": 1111}, at), "33" * 32))
        if day != 6:
            entries.append(run_finished_entry(run, at, [CONTROL], {"instance/ab": "unreachable"} if day == 2 else {}))
    opened.records.append(entries)
    yield opened
    opened.close()


def check(path: Path, *more: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, "-m", "zusage.ledger.verify", str(path), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_a_bundle_verifies_in_both_languages(state: OpenedState, tmp_path: Path, name: str) -> None:
    export_bundle(state, SCOPE, tmp_path / name, NOW)
    code, words = check(tmp_path / name)
    assert code == 0, words
    assert "Alles passt zusammen (Einträge: 18, Siegel: 1, archivierte Texte: 2)." in words
    assert "Everything fits together (entries: 18, seals: 1, archived texts: 2)." in words
    assert check(tmp_path / name, "--key", state.verifier())[0] == 0
    other = "zusage-ledger-x+00000000+AAAA"
    code, words = check(tmp_path / name, "--key", other)
    assert code == 1 and "anderen Schlüssel" in words and "another key" in words


def test_the_second_reader_agrees(state: OpenedState, tmp_path: Path) -> None:
    folder = export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    reader = Path(__file__).parents[2] / "vectors" / "reread.py"
    command = [sys.executable, "-I", str(reader), str(folder / "entries.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["18", state.records.root(18).hex()]


def broken(folder: Path) -> bool:
    try:
        return bool(verify.Check(verify.Source(folder)).run().problems)
    except verify.NoBundle:
        return True


def test_every_changed_byte_of_every_file_is_found(tmp_path: Path) -> None:
    small = open_state(str(tmp_path / "small"), lambda: NOW)
    policy = small.archive.put("policy", b'{"promises":49}')
    small.records.append([policy_entry("11" * 32, NOW, policy, 49), hold_added_entry("H-1", NOW, "court", "dpo", NOW)])
    folder = export_bundle(small, SCOPE, tmp_path / "bundle", NOW)
    small.close()
    assert not broken(folder)
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        whole = file.read_bytes()
        step = 1 if file.name in ("entries.jsonl", "manifest.json", "manifest.note", "key.txt") else 97
        for at in range(0, len(whole), step):
            changed = bytearray(whole)
            changed[at] ^= 1 << at % 8
            file.write_bytes(changed)
            assert broken(folder), (file.name, at)
        for cut in (whole[:-1], whole[: len(whole) // 2], whole + b"\n", b""):
            file.write_bytes(cut)
            assert broken(folder), file.name
        file.write_bytes(whole)
    assert not broken(folder)


def forge(folder: Path, lines: list[bytes]) -> list[str]:
    """Change the entries and make the file digests of the manifest fit, so that only the entries can give it away."""
    import hashlib
    import json

    data = b"".join(lines)
    (folder / "entries.jsonl").write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["entries.jsonl"] = hashlib.sha256(data).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return [verify.WORDS[word][1].format(*args) for word, args in verify.Check(verify.Source(folder)).run().problems]


def test_dropped_swapped_doubled_and_cut_entries_are_named(state: OpenedState, tmp_path: Path) -> None:
    folder = export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    lines = (folder / "entries.jsonl").read_bytes().splitlines(keepends=True)
    for n in range(len(lines) - 1):
        for changed in (
            lines[:n] + lines[n + 1 :],
            [*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]],
            [*lines[:n], b"{}\n", *lines[n:]],
        ):
            assert any(words.startswith(f"Entry {n} does") for words in forge(folder, changed)), n
        assert any("states 18 entries" in words for words in forge(folder, lines[: n + 1])), n
        assert any(words.startswith(f"Entry {n + 1} does") for words in forge(folder, [*lines[: n + 1], *lines[n:]])), n


def test_files_that_are_missing_or_too_many_are_named(state: OpenedState, tmp_path: Path) -> None:
    folder = export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    (folder / "more.txt").write_text("x")
    assert "more.txt" in check(folder)[1]
    (folder / "more.txt").unlink()
    next((folder / "archive").glob("*.json")).unlink()
    code, words = check(folder)
    assert code == 1 and "fehlt" in words and "is missing" in words


def test_a_damaged_zip_is_found_or_holds_the_same(state: OpenedState, tmp_path: Path) -> None:
    path = export_bundle(state, SCOPE, tmp_path / "bundle.zip", NOW)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    directory = len(whole) - 500
    flips = [(at, at % 8) for at in range(0, directory, 31)]
    flips += [(at, bit) for at in range(directory, len(whole)) for bit in (0, 6)]
    for at, bit in flips:
        changed = bytearray(whole)
        changed[at] ^= 1 << bit
        path.write_bytes(changed)
        if not broken(path):
            with zipfile.ZipFile(path) as archive:
                assert {name: archive.read(name) for name in archive.namelist()} == content, at


@pytest.mark.parametrize("make", ["nothing", "file", "folder"])
def test_what_is_no_bundle_is_said_so(tmp_path: Path, make: str) -> None:
    path = tmp_path / "it"
    if make == "file":
        path.write_text("no zip")
    elif make == "folder":
        path.mkdir()
    code, words = check(path)
    assert code == 2 and "kein Nachweispaket" in words and "no evidence bundle" in words


def test_the_verifier_imports_nothing_else_of_zusage(state: OpenedState, tmp_path: Path) -> None:
    folder = export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    code = (
        "import sys; from zusage.ledger import verify; verify.main([sys.argv[1]]);"
        "print(sorted(m for m in sys.modules if m.startswith('zusage')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['zusage', 'zusage.ledger', 'zusage.ledger.verify']"


def test_a_copied_verifier_without_cryptography_says_so_loudly(state: OpenedState, tmp_path: Path) -> None:
    folder = export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    alone = shutil.copy(str(verify.__file__), tmp_path / "verify_alone.py")
    done = subprocess.run([sys.executable, "-I", "-S", alone, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "KEINE UNTERSCHRIFT WURDE GEPRÜFT" in done.stdout and "NO SIGNATURE WAS CHECKED" in done.stdout


def test_the_first_page_says_what_an_auditor_asks(state: OpenedState, tmp_path: Path) -> None:
    folder = export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Hafenchat &lt;GmbH&gt;" in page and "<GmbH>" not in page
    for words in (
        "Bekannte Systeme: 2. Davon erfasst dieses Paket nicht: 1.",
        "Zugesagt war ein Lauf alle 24 Stunden, im Zeitraum also etwa 9. Zu Ende geführt: 3. Es fehlen: 7.",
        "A run every 24 hours was promised, about 9 in the period. Finished: 3. Missing: 7.",
        "Papierakten",
        "begonnen, nicht beendet",
        "instance/ab",
        "4,444",
        "4.444",
        "H-1",
        "Sperrvermerk",
        "Was dieses Paket nicht zeigt",
        "What this bundle does not show",
        "nur ein Versuch;",
        "How to re-perform a sample",
        "SELECT count(*)",
        state.verifier(),
        "11" * 32,
    ):
        assert words in page, words
    assert "src=" not in page and "http" not in page


def test_nothing_is_overwritten_and_damage_is_not_exported(state: OpenedState, tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError, match="ZE707"):
        export_bundle(state, SCOPE, tmp_path / "there", NOW)
    connection = sqlite3.connect(tmp_path / "own" / "state.db")
    connection.executescript("DROP TRIGGER entry_update; UPDATE entry SET body = '{}' WHERE position = 3;")
    connection.close()
    with pytest.raises(IntegrityError, match="ZE45") as caught:
        export_bundle(state, SCOPE, tmp_path / "bundle", NOW)
    assert caught.value.arguments["entry"] == 3
    assert not (tmp_path / "bundle").exists()
