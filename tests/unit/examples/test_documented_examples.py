"""What the documents show is true: declarations compile and run, commands and options exist, GRANTs are printed."""

from __future__ import annotations

import re
import shlex
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
import yaml
from click.testing import CliRunner

from support.policies import structure, table
from zusage.adapters.connectors.sql.grants import grants
from zusage.cli.door import now
from zusage.cli.main import COMMANDS, group
from zusage.plan.act import Clear, Delete
from zusage.plan.condition import ALWAYS

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs/operations/operators-guide.md"
PAGES = [ROOT / "README.md", ROOT / "docs/tutorial.md", GUIDE, ROOT / "docs/operations/runbook.md"]
PAGES += [ROOT / "docs/security-model.md", *sorted((ROOT / "docs/spec").glob("*.md"))]
PAGES += [ROOT / "docs/operations/documents.md", ROOT / "docs/operations/time-machine.md"]
PAGES += [ROOT / "examples/README.md", *sorted((ROOT / "examples").glob("*/README.md"))]
WORKED = "pseudonymise: after 30 days"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.M | re.S)


DECLARATIONS = [(page.name, text) for page in PAGES for text in blocks(page, "yaml")]


def joined(whole: Any, part: Any) -> Any:
    """A fragment laid over a whole declaration."""
    if not isinstance(whole, dict) or not isinstance(part, dict):
        return part
    return {**whole, **{key: joined(whole.get(key), value) for key, value in part.items()}}


@pytest.mark.parametrize(("page", "text"), DECLARATIONS, ids=[f"{page}-{n}" for n, (page, _) in enumerate(DECLARATIONS)])
def test_declarations_are_checked_without_an_error(page: str, text: str, tmp_path: Path) -> None:
    if not text.startswith("zusage:"):
        base = yaml.safe_load(blocks(ROOT / "README.md", "yaml")[0])
        text = yaml.safe_dump(joined(base, yaml.safe_load(text)), allow_unicode=True, sort_keys=False)
    (tmp_path / "zusage.yml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(group, ["--lang", "en", "check", str(tmp_path)], catch_exceptions=False)
    assert done.exit_code == 0, done.output


WORKED_EXAMPLES = (ROOT / "docs/spec/declaration.md").read_text().split("## Worked examples")[1].split("\n## ")[0]


def _found(text: str, folder: Path) -> set[str]:
    (folder / "zusage.yml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(group, ["--lang", "en", "check", "--quiet", str(folder)], catch_exceptions=False)
    return set(re.findall(r"\bZ[UE]\d{3}\b", done.output))


@pytest.mark.parametrize("part", re.findall(r"^```yaml\n(.*?)^```", WORKED_EXAMPLES, re.M | re.S))
def test_a_worked_example_adds_no_finding(part: str, tmp_path: Path) -> None:
    lines = blocks(ROOT / "README.md", "yaml")[0]
    whole = joined(yaml.safe_load(lines), yaml.safe_load(part))
    assert _found(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), tmp_path) <= _found(lines, tmp_path)


def commands() -> list[tuple[str, list[str]]]:
    found = []
    for page in PAGES:
        text = page.read_text()
        shown = [line for block in re.findall(r"(?:^    .*\n)+", text, re.M) for line in block.splitlines()]
        shown += re.findall(r"`(zusage [^`]+)`", text)
        for text_line in shown:
            line = re.sub(r"\s{2,}.*| # .*", "", text_line.strip()).split(";")[0].split("&&")[0]
            if line.startswith("zusage ") and "…" not in line.replace('"…"', "x"):
                found.append((page.name, shlex.split(line.replace("$", ""))[1:]))
    return found


def known(words: list[str]) -> tuple[click.Command, list[str]]:
    command: click.Command = group
    while isinstance(command, click.Group) and words:
        inner = command.get_command(click.Context(command), words[0])
        if inner is None:
            break
        command, words = inner, words[1:]
    return command, words


def test_commands_and_options_exist() -> None:
    shown = commands()
    assert len(shown) > 40
    for page, words in shown:
        command, rest = known([word for word in words if word not in ("--lang", "en", "de")])
        assert not isinstance(command, click.Group) or not rest or rest[0].startswith("-"), (page, words)
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        for word in rest:
            if re.fullmatch(r"--?[a-z][a-z-]*", word):
                assert word in options | {"--help", "-h", "--lang", "--version"}, (page, words)


def test_every_command_is_in_the_table_of_the_readme() -> None:
    table_of = set(re.findall(r"^\| `([a-z-]+)", (ROOT / "README.md").read_text(), re.M))
    assert table_of == set(COMMANDS)


DOCUMENTS = (ROOT / "docs/operations/documents.md").read_text()
OWN = blocks(ROOT / "README.md", "yaml")[0]


def steps(text: str) -> list[list[str]]:
    """The commands of a page, word by word, without their comments."""
    lines = [line for block in re.findall(r"(?:^    .*\n)+", text, re.M) for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines]


def test_the_page_on_documents_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the page, in its order, in a folder with the declaration of the readme."""
    monkeypatch.chdir(tmp_path)
    Path("zusage.yml").write_text(OWN, encoding="utf-8")
    Path("old.yml").write_text(OWN.replace("90 days", "60 days"), encoding="utf-8")
    Path("customers.csv").write_text("name,address\nMuster GmbH,Musterweg 1\n", encoding="utf-8")
    today = now().astimezone(ZoneInfo("Europe/Berlin")).date().isoformat()
    done = []
    for words in steps(DOCUMENTS):
        if words[0] != "zusage":
            continue
        given = [word.replace("/tmp/old.yml", "old.yml").replace("2026-11-23", today) for word in words[1:]]
        if given[0] == "import":
            source = next(Path("build").glob(f"{given[1]}*.de.json"))
            given = ["import", given[1], str(source), "-o", f"from-{given[1]}.yml"]
        result = CliRunner().invoke(group, ["--lang", "en", *given], catch_exceptions=False)
        expected = 1 if "--exit-code" in given else 0
        assert result.exit_code == expected, (given, result.output, result.exception)
        done.append(given[0])
    assert set(done) == {"write", "diff", "publish", "import"}
    written = {file.suffix for file in Path("build").iterdir()}
    assert written == {".html", ".md", ".docx", ".pdf", ".xlsx", ".json", ".jsonld"}
    assert list(Path("then").iterdir())


def test_shown_grants_are_printed() -> None:
    tables = structure(
        table("customers", "id:integer!", "email", "left_at:instant"),
        table("tickets", "id:integer!", "customer_id:integer", "closed_at:instant"),
    )
    shape = replace(tables, extra={"schema": "public"})
    acts = [
        Delete("a", "p", "tickets", ALWAYS),
        Delete("b", "p", "customers", ALWAYS),
        Clear("c", "p", "customers", (("email", None),), ALWAYS),
    ]
    printed = [line for lines in grants("postgresql", shape, list(shape.tables), acts).values() for line in lines]
    shown = next(block for block in blocks(GUIDE, "sql") if "zusage_apply" in block and "SCHEMA" in block)
    missing = [line for line in shown.splitlines() if line not in printed]
    assert not missing, [line for line in printed if line.startswith("GRANT")]


def test_the_worked_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replacing and restricting as the guide's table says."""
    (text,) = [block for block in blocks(GUIDE, "yaml") if WORKED in block]
    (tmp_path / "zusage.yml").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("APP_URL", f"sqlite:///{tmp_path / 'app.db'}")
    monkeypatch.setenv("ZUSAGE_ENV", "test")
    with sqlite3.connect(tmp_path / "app.db") as store:
        store.executescript(
            "CREATE TABLE customers (id integer PRIMARY KEY, name text, email text NOT NULL UNIQUE, postcode text,"
            " born date, left_at timestamp);"
            "CREATE TABLE tickets (id integer PRIMARY KEY, customer_id integer REFERENCES customers(id), body text,"
            " closed_at timestamp);"
            "CREATE TABLE ratings (id integer PRIMARY KEY, customer_id integer REFERENCES customers(id), stars integer,"
            " comment text, given_on date);"
            "INSERT INTO customers VALUES"
            " (1, 'Anna Test', 'anna@muster.example', '24103', '1980-05-17', '2026-01-05 10:00:00');"
            "INSERT INTO tickets VALUES (1, 1, 'Frage', datetime('now', '-40 days'));"
            + "".join(f"INSERT INTO ratings VALUES ({n}, 1, 5, 'gut {n}', '2026-01-05');" for n in range(3))
        )
    for words in (["setup"], ["apply", "--yes"]):
        done = CliRunner().invoke(group, ["--lang", "en", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    name, email, postcode, born = store.execute("SELECT name, email, postcode, born FROM customers").fetchone()
    assert name.startswith("zs_") and email.startswith("zs_") and (postcode, born) == ("24", "1980-01-01")
    assert store.execute("SELECT body FROM tickets").fetchall() == [("Frage",)]
    assert store.execute("SELECT table_name FROM zusage_restricted").fetchall() == [("tickets",)]
    assert store.execute("SELECT DISTINCT stars, comment, customer_id FROM ratings").fetchall() == [(5, "-", None)]
    reached = store_of_ledger(tmp_path)
    assert {"pseudonymised", "marked", "anonymised"} <= reached
    store.close()


def store_of_ledger(folder: Path) -> set[str]:
    """What the receipts of the ledger say was reached."""
    state = sqlite3.connect(folder / ".zusage" / "state.db")
    tables = [name for (name,) in state.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    text = " ".join(str(row) for name in tables for row in state.execute(f'SELECT * FROM "{name}"'))
    state.close()
    return set(re.findall(r'"reached":\s*"(\w+)"', text))
