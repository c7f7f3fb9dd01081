"""Builds what is made from the sources: docs/rules/, one page per rule and an index, docs/law/, and the tables of keys.

`docs/build.py --check` changes nothing and fails when a page is not current. The words come from the rules themselves, the
tried declarations from tests/rules, the matrix of law from its tables, so nothing is written twice.
"""

from __future__ import annotations

import re
import sys
from inspect import getdoc, getmodule
from pathlib import Path
from typing import Any

import yaml
from key_tables import with_key_tables
from law_pages import law_pages

from zusage.checker.rule import Needs, Rule
from zusage.checker.run import load_rules
from zusage.language.dates import long_date
from zusage.model.text import Language

ROOT = Path(__file__).parent
CASES = ROOT.parent / "tests" / "rules"
CHAPTERS = (
    ("1", "Completeness", "Vollständigkeit"),
    ("2", "Contradictions", "Widersprüche"),
    ("3", "Retention", "Fristen"),
    ("4", "Recipients and transfers", "Empfänger und Übermittlungen"),
    ("5", "Devices, consent, advertising", "Endgeräte, Einwilligung, Werbung"),
    ("6", "Rights, decisions, staff", "Rechte, Entscheidungen, Beschäftigte"),
    ("7", "Drift: the declaration and the systems", "Abweichungen zwischen Erklärung und Systemen"),
    ("8", "Wording and outdated law", "Wortlaut und veraltetes Recht"),
)
LEVELS = {"error": "Fehler", "warning": "Warnung", "info": "Hinweis"}
MADE = "<!-- made by docs/build.py; do not edit -->"


def pages() -> dict[str, str]:
    """Name and content of every page."""
    loaded = load_rules()
    made = {f"{id}.md": rule_page(rule, getdoc(getmodule(check)) or "") for id, (rule, check) in loaded.items()}
    made["README.md"] = index([rule for rule, _ in loaded.values()])
    return made


def rule_page(rule: Rule, documentation: str) -> str:
    """One rule: what it says in both languages, why, wrong and right, what was tried."""
    parts = [MADE, f"# {rule.id}: {rule.title.to('en')}", _facts(rule, "en"), _why(documentation)]
    parts.append(f"> {_spoken(rule, 'en')}\n\n{rule.fix.to('en')}")
    parts.append(
        f"## Auf Deutsch: {rule.title.to('de')}\n\n{_facts(rule, 'de')}\n\n> {_spoken(rule, 'de')}\n\n{rule.fix.to('de')}"
    )
    if tried := _tried(rule.id):
        parts.append(tried)
    return "\n\n".join(parts) + "\n"


def index(rules: list[Rule]) -> str:
    """All rules in chapters."""
    lines = [
        MADE,
        "# Rules",
        "",
        "What `zusage check` and `zusage inspect` look for. `zusage explain ZU304` shows the same in the terminal.",
    ]
    lines += [
        "An exception stands beside the thing it is about, with its reason: `allow: {ZU306: why}` at a system, a recipient,",
        "a datum, an activity …, or at the end of the declaration for all of it. An exception that accepts nothing any more",
        "is a finding itself.",
    ]
    for digit, en, de in CHAPTERS:
        lines += ["", f"## {en} / {de}", "", "| rule | level | English | Deutsch |", "|---|---|---|---|"]
        for rule in (rule for rule in rules if rule.id[2] == digit):
            link = f"[{rule.id}]({rule.id}.md)"
            lines.append(f"| {link} | {rule.severity.value} | {rule.title.to('en')} | {rule.title.to('de')} |")
    return "\n".join(lines) + "\n"


def _facts(rule: Rule, language: Language) -> str:
    if language == "de":
        needs = (
            "`zusage inspect` (braucht einen Blick in die Systeme)" if rule.needs is Needs.INVENTORY else "`zusage check`"
        )
        return f"{LEVELS[rule.severity.value]} · {rule.law('de')} · {needs}{_term(rule, language)}"
    needs = "`zusage inspect` (needs a look at the systems)" if rule.needs is Needs.INVENTORY else "`zusage check`"
    return f"{rule.severity.value} · {rule.law('en')} · {needs}{_term(rule, language)}"


def _term(rule: Rule, language: Language) -> str:
    """From when to when the law asks it, and that nobody has read the source yet."""
    first = 0 if language == "de" else 1
    since = long_date(rule.since, language) if rule.since else ""
    until = long_date(rule.until, language) if rule.until else ""
    parts = [(f"seit dem {since}", f"since {since}")[first]] if since else []
    parts += [(f"bis vor dem {until}", f"until before {until}")[first]] if until else []
    parts += (
        [("die Quelle ist noch nachzulesen", "the source is still to be read")[first]] if rule.confidence == "verify" else []
    )
    return "".join(f" · {part}" for part in parts)


def _why(documentation: str) -> str:
    """The docstring without its first line; Wrong and Right as blocks of YAML."""
    body = documentation.split("\n", 1)[1].strip()
    return re.sub(r"^(Wrong|Right):\n((?:    .*\n?)+)", _block, body, flags=re.MULTILINE).strip()


def _block(match: re.Match[str]) -> str:
    lines = "\n".join(line.removeprefix("    ") for line in match[2].splitlines())
    return f"{match[1]}:\n\n```yaml\n{lines}\n```\n\n"


def _spoken(rule: Rule, language: Language) -> str:
    return re.sub(r"\{\w+\}", "…", rule.message.to(language)).replace("….", "…")


def _tried(id: str) -> str:
    """The changes to tests/rules/base.yml that the rule must find, and those at which it must stay quiet."""
    cases: dict[str, dict[str, Any]] = yaml.safe_load((CASES / f"{id}.yml").read_text(encoding="utf-8"))
    parts = ["## Tried on every build"]
    for kind, words in (("failing", "Found"), ("passing", "Quiet")):
        names = (name.replace("-", " ") for name in cases[kind])
        parts.append(f"{words}: {', '.join(names)} ([cases](../../tests/rules/{id}.yml)).")
    return "\n\n".join(parts)


def main(only_check: bool) -> int:
    """Write the pages, or say which are not current."""
    found = [_folder("rules", pages(), only_check), _folder("law", law_pages(), only_check), _reference(only_check)]
    return 1 if only_check and any(found) else 0


def _reference(only_check: bool) -> list[str]:
    """The tables of keys in the reference of the declaration."""
    file = ROOT / "spec" / "declaration.md"
    text = file.read_text(encoding="utf-8")
    made = with_key_tables(text)
    if made == text:
        return []
    if only_check:
        print("not current: docs/spec/declaration.md")
    else:
        file.write_text(made, encoding="utf-8")
    return [file.name]


def _folder(name: str, made: dict[str, str], only_check: bool) -> list[str]:
    """Write one folder, or only name what is not current in it."""
    folder = ROOT / name
    stale = [
        page
        for page, text in made.items()
        if not (folder / page).is_file() or (folder / page).read_text(encoding="utf-8") != text
    ]
    stale += [file.name for file in folder.glob("*.md") if file.name not in made]
    if only_check:
        print("\n".join(f"not current: docs/{name}/{page}" for page in stale))
        return stale
    folder.mkdir(exist_ok=True)
    for page in stale:
        if page in made:
            (folder / page).write_text(made[page], encoding="utf-8")
        else:
            (folder / page).unlink()
    print(f"docs/{name}: {len(made)} pages, {len(stale)} changed.")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
