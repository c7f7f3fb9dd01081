"""Every rule against its case file: quiet where all is well, at the exact place with the right words where it is not.

A case changes `base.yml` by `patch` (null removes a key); a case of drift fills a real database with `sql` and is inspected.
"""

from __future__ import annotations

import copy
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from support.postgres import Server, database, postgres_server
from zusage.app.check import check_declaration
from zusage.app.inspecting import inspect_systems
from zusage.app.session import open_session
from zusage.app.workspace import read_workspace
from zusage.checker.rule import Needs, Rule
from zusage.checker.run import Report, load_rules
from zusage.declaration.node import Mapping as Tree
from zusage.declaration.node import Node, Sequence
from zusage.declaration.read import parse_declaration
from zusage.model.place import Place

__all__ = ["database", "postgres_server"]

HERE = Path(__file__).parent
LOADED = load_rules()
RULES = {id: rule for id, (rule, _) in LOADED.items()}
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TRIGGER = {
    "sqlite": [
        "CREATE TRIGGER keep_old AFTER DELETE ON customers "
        "BEGIN INSERT INTO history (id, email) VALUES (OLD.id, OLD.email); END"
    ],
    "postgresql": [
        "CREATE FUNCTION keep_old() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO history (id, email) VALUES (OLD.id, OLD.email); RETURN OLD; END $$",
        "CREATE TRIGGER keep_old AFTER DELETE ON customers FOR EACH ROW EXECUTE FUNCTION keep_old()",
    ],
}


def cases(needs: Needs, kind: str) -> Iterator[Any]:
    for id, rule in RULES.items():
        if rule.needs is needs:
            for name, case in (read(f"{id}.yml").get(kind) or {}).items():
                yield pytest.param(rule, case or {}, id=f"{id}-{name}")


def read(name: str) -> dict[str, Any]:
    content = yaml.load((HERE / name).read_text(), yaml.BaseLoader if name in ("base.yml", "fleet.yml") else yaml.SafeLoader)
    assert isinstance(content, dict)
    return content


def patched(base: Any, patch: Any) -> Any:
    """`base` with the keys of `patch` put in its place; None removes."""
    if not isinstance(base, dict) or not isinstance(patch, dict):
        return copy.deepcopy(patch)
    whole = dict(base)
    for key, value in patch.items():
        if value is None:
            whole.pop(key, None)
        else:
            whole[key] = patched(whole.get(key), value)
    return whole


def written(folder: Path, *patches: Any) -> Path:
    whole = read("base.yml")
    for patch in patches:
        whole = patched(whole, patch)
    file = folder / "zusage.yml"
    file.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))
    return file


def place_at(file: Path, path: str) -> Place:
    """Where the entry with that path stands."""
    node: Node = parse_declaration([(str(file), file.read_bytes())]).root
    place = Place("")
    for part in path.split("."):
        if isinstance(node, Sequence):
            node = node.items[int(part)]
            place = node.place
        else:
            assert isinstance(node, Tree)
            entry = next(entry for entry in node if entry.key == part)
            place, node = entry.place, entry.value
    return place


def judge(report: Report, rule: Rule, case: Mapping[str, Any], file: Path) -> None:
    found = [finding for finding in report.findings if finding.rule == rule.id]
    assert len(found) == 1, [rule.words(finding, "en") for finding in found]
    places = {place_at(file, case["at"])} | values_at(file, case["at"])
    assert found[0].place in places, (found[0].place, places)
    assert case["de"] in rule.words(found[0], "de"), rule.words(found[0], "de")
    assert case["en"] in rule.words(found[0], "en"), rule.words(found[0], "en")
    assert "{" not in rule.words(found[0], "de") + rule.words(found[0], "en")


def values_at(file: Path, path: str) -> set[Place]:
    """Of a single value and of a mapping in braces the value's own place is as exact as that of its key."""
    node: Node = parse_declaration([(str(file), file.read_bytes())]).root
    for part in path.split("."):
        if isinstance(node, Sequence):
            node = node.items[int(part)]
        else:
            assert isinstance(node, Tree)
            node = next(entry.value for entry in node if entry.key == part)
    return {node.place}


def check(folder: Path, case: Mapping[str, Any]) -> tuple[Report, Path]:
    file = written(folder, case.get("patch") or {})
    return check_declaration(file, case.get("as_of", DAY)).report, file


def test_all_is_well_in_the_base(tmp_path: Path) -> None:
    report, _ = check(tmp_path, {})
    assert not report.findings and not report.allowed


@pytest.mark.parametrize(("rule", "case"), list(cases(Needs.DECLARATION, "passing")))
def test_quiet(rule: Rule, case: dict[str, Any], tmp_path: Path) -> None:
    report, _ = check(tmp_path, case)
    assert not [finding for finding in report.findings if finding.rule == rule.id]
    assert len(report.allowed) == case.get("allowed", 0)


@pytest.mark.parametrize(("rule", "case"), list(cases(Needs.DECLARATION, "failing")))
def test_found(rule: Rule, case: dict[str, Any], tmp_path: Path) -> None:
    report, file = check(tmp_path, case)
    judge(report, rule, case, file)


class Store:
    """Databases of one product for one test."""

    def __init__(self, product: str, folder: Path, server: Server | None, create: Callable[[], str] | None) -> None:
        self.product, self.folder, self.server, self.create = product, folder, server, create
        self.made: list[str] = []

    def url(self, name: str) -> str:
        if self.server is None:
            return f"sqlite:///{self.folder}/{name}.db"
        return self.server.url(self.prefix + name)

    @property
    def prefix(self) -> str:
        return f"rules_{os.getpid()}_{self.folder.name[-8:].lower().replace('-', '_')}_"

    def fill(self, name: str, statements: list[str]) -> None:
        if self.server is None:
            with sqlite3.connect(self.folder / f"{name}.db") as connection:
                for statement in statements:
                    connection.execute(statement)
            connection.close()
            return
        self.server.run(f'CREATE DATABASE "{self.prefix}{name}"')
        self.made.append(self.prefix + name)
        with psycopg.connect(self.url(name), autocommit=True) as session:
            for statement in statements:
                session.execute(statement.encode())

    def drop(self) -> None:
        for name in self.made:
            assert self.server is not None
            self.server.drop(f'"{name}"')


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    server = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    made = Store(request.param, tmp_path, server, None)
    yield made
    made.drop()


def inspected(store: Store, case: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Path]:
    statements = [part for part in (HERE / "base.sql").read_text().split(";\n") if part.strip()]
    fleet = case.get("fleet") or {}
    if fleet:
        statements.append("CREATE TABLE instances (id varchar(20) PRIMARY KEY, state varchar(20))")
        statements += [f"INSERT INTO instances VALUES ('{key}', '{state}')" for key, state in fleet["registered"].items()]
    if case.get("history"):
        statements += ["CREATE TABLE history (id integer, email varchar(80))", *TRIGGER[store.product]]
    store.fill("app", statements + list(case.get("sql") or ()))
    for name in fleet.get("databases", ()):
        store.fill(f"of_{name}", ["CREATE TABLE notes (id integer PRIMARY KEY)"])
    (store.folder / "backup").mkdir()
    (store.folder / "web.log").touch()
    here = {"backups": {"path": str(store.folder / "backup")}, "weblog": {"paths": [str(store.folder / "web.log")]}}
    file = written(store.folder, read("fleet.yml") if fleet else {}, {"systems": here}, case.get("patch") or {})
    monkeypatch.setenv("APP_URL", store.url("app"))
    monkeypatch.setenv("INSTANCE_URL", store.url("of_{id}"))
    with open_session(read_workspace(file, DAY), NOW) as session:
        return inspect_systems(session, NOW).report, file


@pytest.mark.parametrize(("rule", "case"), list(cases(Needs.INVENTORY, "passing")))
def test_no_drift(rule: Rule, case: dict[str, Any], store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    report, _ = inspected(store, case, monkeypatch)
    assert not [rule.words(finding, "en") for finding in report.findings if finding.rule == rule.id]
    assert rule.id in report.run


@pytest.mark.parametrize(("rule", "case"), list(cases(Needs.INVENTORY, "failing")))
def test_drift(rule: Rule, case: dict[str, Any], store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    report, file = inspected(store, case, monkeypatch)
    judge(report, rule, case, file)


@pytest.mark.parametrize("id", sorted(RULES))
def test_every_rule_has_both_cases(id: str) -> None:
    content = read(f"{id}.yml")
    assert content["passing"] and content["failing"]
    assert set(content) == {"passing", "failing"}


def test_no_case_file_without_a_rule() -> None:
    assert {file.stem for file in HERE.glob("ZU*.yml")} == set(RULES)
