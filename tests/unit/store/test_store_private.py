"""Key file, vault, and the canary: what identifies people stays out of the ledger and can be forgotten."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zusage.adapters.store.key import Keys, create_keys, read_keys
from zusage.adapters.store.state import OpenedState, open_state
from zusage.ledger.kinds import attestation_entry, hold_added_entry, hold_released_entry, plan_approved_entry
from zusage.model.errors import ConnectorError, IntegrityError, UsageError

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
CANARY = (
    "Erika Kanarienvogel",
    "erika.kanarienvogel@muster.example",
    "Klage gegen Kanarienvogel, Az. 7 O 12/26",
    "cust-4711-kanari",
)
Open = Callable[[str], OpenedState]


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_no_canary_reaches_the_ledger_and_none_is_readable_in_the_vault(tmp_path: Path, opened: Open) -> None:
    state = opened(str(tmp_path / "own"))
    name, mail, reason, key = CANARY
    state.vault.put("actor", "dpo", {"name": name, "mail": mail})
    state.vault.put("hold", "H-1", {"reason": reason, "keys": [key]})
    for actor in (name, mail):
        with pytest.raises(UsageError):
            state.records.append([hold_added_entry("H-1", NOW, "court", actor, NOW)])
        with pytest.raises(UsageError):
            state.records.append([plan_approved_entry("p", NOW, "p", NOW, actor)])
        with pytest.raises(UsageError):
            state.records.append([attestation_entry("p", "d", actor, NOW, NOW, "f")])
    state.records.append([hold_added_entry("H-1", NOW, "court", "dpo", NOW), hold_released_entry("H-1", NOW, "dpo")])
    state.records.checkpoint(NOW)
    assert state.vault.get("hold", "H-1") == {"reason": reason, "keys": [key]}
    found = everything(tmp_path / "own")
    for word in CANARY:
        for part in word.split():
            if len(part) > 3:
                assert part.encode() not in found, part


def test_the_vault_forgets(tmp_path: Path, opened: Open) -> None:
    state = opened(str(tmp_path / "own"))
    state.vault.put("hold", "H-1", {"reason": "x"})
    connection = sqlite3.connect(tmp_path / "own" / "vault.db")
    ((sealed,),) = connection.execute("SELECT sealed FROM item").fetchall()
    connection.close()
    assert sealed in everything(tmp_path / "own")
    assert state.vault.delete("hold", "H-1")
    assert not state.vault.delete("hold", "H-1")
    assert state.vault.get("hold", "H-1") is None
    assert sealed not in everything(tmp_path / "own")


def test_a_replaced_value_is_forgotten_too(tmp_path: Path, opened: Open) -> None:
    vault = opened(str(tmp_path / "own")).vault
    vault.put("hold", "H-2", {"n": 2})
    vault.put("hold", "H-1", {"n": 1})
    vault.put("hold", "H-1", {"n": 3})
    vault.put("actor", "dpo", {"name": "x"})
    assert list(vault.all("hold")) == [("H-1", {"n": 3}), ("H-2", {"n": 2})]


@pytest.mark.parametrize("column, value", [("sealed", b"x" * 40), ("nonce", b"x" * 12), ("id", "H-9"), ("kind", "actor")])
def test_a_changed_or_moved_value_is_refused(tmp_path: Path, opened: Open, column: str, value: object) -> None:
    vault = opened(str(tmp_path / "own")).vault
    vault.put("hold", "H-1", {"reason": "x"})
    connection = sqlite3.connect(tmp_path / "own" / "vault.db")
    connection.execute(f"UPDATE item SET {column} = ?", (value,))
    connection.commit()
    ((kind, id),) = connection.execute("SELECT kind, id FROM item").fetchall()
    connection.close()
    with pytest.raises(IntegrityError, match="ZE702"):
        vault.get(kind, id)


def test_files_are_for_their_owner_only(tmp_path: Path, opened: Open) -> None:
    opened(str(tmp_path / "own"))
    modes = {name: stat.S_IMODE((tmp_path / "own" / name).stat().st_mode) for name in ("key", "vault.db")}
    assert modes == {"key": 0o600, "vault.db": 0o600}
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700
    assert (tmp_path / "own" / ".gitignore").read_text() == "*\n"


def test_a_key_is_made_once(tmp_path: Path) -> None:
    create_keys(tmp_path / "key")
    keys = read_keys(tmp_path / "key")
    create_keys(tmp_path / "key")
    assert read_keys(tmp_path / "key") == keys
    assert len(keys.signing) == len(keys.vault) == 32 and keys.signing != keys.vault
    assert repr(keys) == "Keys(…)"
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
    assert isinstance(keys, Keys)


@pytest.mark.parametrize(
    "content", ["", "zusage-key 1\n", "zusage-key 1\nsigning aa\nvault bb\n", "other 1\nsigning xx\nvault yy\n"]
)
def test_a_malformed_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(IntegrityError, match="malformed"):
        read_keys(tmp_path / "key")


def test_a_missing_or_open_key_is_refused_and_never_replaced(tmp_path: Path, opened: Open) -> None:
    opened(str(tmp_path / "own")).records.append([("board", NOW, {}, None)])
    key = tmp_path / "own" / "key"
    key.chmod(0o644)
    with pytest.raises(IntegrityError, match="open"):
        opened(str(tmp_path / "own")).verifier()
    key.unlink()
    again = opened(str(tmp_path / "own"))
    assert len(list(again.records.read())) == 1
    with pytest.raises(IntegrityError, match="missing"):
        again.records.checkpoint(NOW)
    assert not key.exists()


def test_a_place_that_cannot_be_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConnectorError, match="ZE700"):
        open_state(str(tmp_path / "file" / "own"), lambda: NOW)
    with pytest.raises(UsageError, match="ZE703"):
        open_state("mysql://user:secret@db.example/x", lambda: NOW)


def test_an_address_is_never_repeated_in_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConnectorError, match="ZE705") as caught:
        open_state("postgresql://erika:geheim@127.0.0.1:1/x", lambda: NOW, tmp_path)
    assert caught.value.transient
    assert "geheim" not in f"{caught.value!r} {caught.value.__cause__!r}" and "erika" not in str(caught.value)


def test_opening_and_listing_holds_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, datetime; from zusage.adapters.store.state import open_state;"
        "s = open_state(sys.argv[1], lambda: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC));"
        "list(s.records.read('hold_added')); list(s.vault.all('hold')); s.close();"
        "print(sorted(m for m in ('cryptography', 'sqlalchemy', 'psycopg', 'babel', 'ruamel', 'yaml') if m in sys.modules))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "own")]
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_latest_note_lies_ready_to_be_kept_elsewhere(tmp_path: Path, opened: Open) -> None:
    state = opened(str(tmp_path / "own"))
    state.records.append([("board", NOW, {}, None)])
    body = state.records.checkpoint(NOW)
    assert body is not None
    assert (tmp_path / "own" / "checkpoint.txt").read_text() == body["note"]
