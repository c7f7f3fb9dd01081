"""Words: what stands under the cursor, explained: a key, a rule, a class of law, a service, a name.

Law: pure; the same texts as the commands use. What has to be verified says so.
"""

from __future__ import annotations

from datetime import date

from zusage.checker.run import load_rules
from zusage.declaration.node import Entry, Mapping, Node, Scalar
from zusage.language.durations import duration
from zusage.lsp.meaning import key_at
from zusage.model.place import Place
from zusage.model.text import Language
from zusage.reference.law import laws
from zusage.reference.services import service

BLOCKS = ("documents", "subjects", "systems", "events", "consents", "recipients", "holds", "activities")


def explained(word: str, path: tuple[str, ...], tree: Mapping | None, day: date, language: Language) -> str:
    """Markdown about the word under the cursor, or ""."""
    if word in load_rules():
        return _rule(word, language)
    if word in laws():
        return _law(word, day, language)
    if path[-1:] == ("use",) and service(word) is not None:
        return _service(word, language)
    if path[-1:] == (word,) and (key := key_at(path)) is not None:
        return f"**{word}**\n\n{key.meaning}"
    for block in BLOCKS:
        if (entry := _declared(tree, block, word)) is not None:
            return f"**{word}** · {block}\n\n{_label(entry.value, language)}".strip()
    return ""


def defined(word: str, path: tuple[str, ...], tree: Mapping | None) -> Place | None:
    """Where a name is declared; the block that the key refers to counts first. A place `system.table` is its table."""
    from zusage.lsp.meaning import REFERENCES

    first = REFERENCES.get(path[-1], "") if path else ""
    for block in dict.fromkeys((first, *BLOCKS)):
        entry = _declared(tree, block, word)
        if entry is not None:
            return entry.place
    system, _, rest = word.partition(".")
    owner = _declared(tree, "systems", system)
    if owner is None:
        return None
    tables = owner.value.get("tables") if isinstance(owner.value, Mapping) else None
    table = tables.entry(rest.partition(".")[0]) if isinstance(tables, Mapping) and rest else None
    return table.place if table is not None else owner.place


def _declared(tree: Mapping | None, block: str, name: str) -> Entry | None:
    found = tree.get(block) if tree is not None and block else None
    return found.entry(name) if isinstance(found, Mapping) else None


def _label(node: Node, language: Language) -> str:
    for key in ("title", "label", "name", "use", "connector"):
        said = node.get(key) if isinstance(node, Mapping) else None
        if isinstance(said, Mapping):
            said = said.get(language) or said.get("de") or said.get("en")
        if isinstance(said, Scalar):
            return said.value
    return ""


def _rule(id: str, language: Language) -> str:
    rule = load_rules()[id][0]
    return f"**{id}: {rule.title.to(language)}**\n\n{rule.fix.to(language)}\n\n{rule.law(language)}"


def _law(id: str, day: date, language: Language) -> str:
    law = laws()[id]
    term = law.term(day)
    lines = [f"**{law.label.to(language)}**", (term or law).statute.to(language)]
    if term is not None:
        ends = {"de": "ab Ende des Jahres", "en": "from the end of the year"}[language]
        clock = f", {ends}" if term.clock.value != "at_once" and "year" in term.clock.value else ""
        lines.append(f"{duration(term.period, language)}{clock}")
    if law.confidence == "verify":
        lines.append({"de": "_noch nicht am Gesetz geprüft_", "en": "_not checked against the statute yet_"}[language])
    return "\n\n".join(lines)


def _service(id: str, language: Language) -> str:
    found = service(id)
    if found is None:
        return ""
    facts = [found.name, found.sure("entity"), found.sure("address"), found.country, found.role]
    open_fields = ", ".join(sorted({*found.open, *found.verify}))
    lines = [f"**{found.title}**", " · ".join(fact for fact in dict.fromkeys(facts) if fact), found.why.to(language)]
    if open_fields:
        lines.append({"de": f"_ohne gelesene Quelle: {open_fields}_", "en": f"_no source read: {open_fields}_"}[language])
    return "\n\n".join(lines)
