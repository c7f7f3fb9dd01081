"""The register answers whether a contract is on file, in force and really the document that was signed."""

import hashlib
import json
from pathlib import Path

import pytest

from support.streams import NOW, FileNotebook, opening
from zusage.adapters.connectors import descriptors, open_connector
from zusage.adapters.connectors.register.connector import open_register
from zusage.model.errors import ConnectorError
from zusage.plan.condition import ALWAYS, And, Equals, In, Not
from zusage.plan.look import Count, Keys

TEXT = """
records:
  - {recipient: datacentre, kind: avv, dated: 2025-01-10, file: avv.pdf, sha256: %s, clauses: [deletion, audit]}
  - {recipient: mailer, kind: avv, dated: 2025-03-01, file: missing.pdf}
  - {recipient: brevo, kind: avv, dated: 2027-01-01, file: avv.pdf}
  - {kind: pentest, dated: 2025-05-31, renew: 1 year, file: avv.pdf}
  - {kind: pentest, dated: 2025-06-01, renew: 1 year, file: ../notebook, sha256: '%s'}
"""


def register(folder: Path, text: str):
    (folder / "avv.pdf").write_bytes(b"%PDF")
    (folder / "register.yml").write_text(text)
    return open_register(opening(FileNotebook(folder / "notebook"), "register", path=str(folder / "register.yml")))


def count(store, *parts: object) -> int:
    return store.look(Count("c", "entries", And(parts)), {}, NOW).numbers["count"]  # type: ignore[arg-type]


def test_conditions(tmp_path: Path) -> None:
    store = register(tmp_path, TEXT % (hashlib.sha256(b"%PDF").hexdigest(), "0" * 64))
    contract, in_force, there = Equals("kind", "avv"), Equals("in_force", True), Equals("file_present", True)
    assert count(store, contract) == 3
    assert count(store, contract, in_force) == 2
    assert count(store, contract, in_force, there) == 1
    assert count(store, Equals("sha256_matches", True)) == 1
    assert count(store, Equals("sha256_matches", False)) == 1
    assert count(store, Equals("kind", "pentest"), in_force) == 1
    assert count(store, Not(In("recipient", ("datacentre", "mailer", "brevo")))) == 2
    assert count(store, Equals("clauses", "audit")) == 1
    assert list(store.keys(Keys("k", "entries", "recipient", contract), {})) == ["datacentre", "mailer", "brevo"]


def test_json_is_read_alike(tmp_path: Path) -> None:
    text = json.dumps([{"recipient": "x", "kind": "avv", "dated": "2025-01-01", "file": "avv.pdf"}])
    assert count(register(tmp_path, text), Equals("in_force", True), Equals("file_present", True)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "records: 5",
        "- {recipient: x}",
        "- {kind: avv, dated: gestern}",
        "- {kind: avv, renew: bald}",
        "- &a {kind: avv}\n- *a",
        "- {kind: [1]}",
        "\x00",
        "- {kind: avv, dated: 2025-02-30}",
    ],
)
def test_a_malformed_register_is_an_error_and_names_no_value(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConnectorError, match="ZE618") as error:
        register(tmp_path, text).look(Count("c", "entries", ALWAYS), {}, NOW)
    assert "gestern" not in str(error.value) and "bald" not in str(error.value)


def test_every_connector_opens_by_name(tmp_path: Path) -> None:
    assert {"logfiles", "files", "mail", "register"} <= set(descriptors())
    (tmp_path / "register.yml").write_text("[]")
    for name, options in (
        ("logfiles", {"paths": (str(tmp_path / "*.log"),)}),
        ("files", {"path": str(tmp_path)}),
        ("mail", {"path": str(tmp_path)}),
        ("register", {"path": str(tmp_path / "register.yml")}),
    ):
        store = open_connector(name, opening(FileNotebook(tmp_path / "n"), name, **options))
        assert store.identity().product == name and store.fingerprint() == store.fingerprint()
        assert set(store.structure().tables) == set(descriptors()[name].collections)
