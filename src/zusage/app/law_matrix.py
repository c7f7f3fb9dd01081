"""The matrix of law: which rules, kinds of promise, elements, rights, bases and classes name an article.

Law: everything is read from the sources themselves (a rule's `source`, a row's article or statute); nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from zusage.model.text import Text
from zusage.reference.citing import cited
from zusage.reference.tables import Fact, Row, table

GROUPS = {
    "rules": Text("Regeln", "rules"),
    "promises": Text("Zusagen", "promises"),
    "elements": Text("Pflichtangaben", "elements"),
    "rights": Text("Rechte", "rights"),
    "bases": Text("Grundlagen", "bases"),
    "retention": Text("Fristen", "classes"),
    "record": Text("Verzeichnis", "record"),
    "safeguards": Text("Garantien", "safeguards"),
    "roles": Text("Rollen", "roles"),
    "authorities": Text("Behörden", "authorities"),
    "adequacy": Text("Angemessenheit", "adequacy"),
    "outdated": Text("Veraltetes", "outdated"),
    "void_mechanisms": Text("Ungültiges", "void"),
    "new_law": Text("neues Recht", "new law"),
}
"""What can name an article: the rules, and tables by name."""

_FACTS = {"retention": "statute_en", "authorities": "competence_law", "new_law": "touches"}
_BY_SOURCE = ("adequacy", "outdated", "void_mechanisms")


def naming(row: Row) -> Mapping[Text, tuple[str, ...]]:
    """Who names an article, by group; for an element the rule that asks for it."""
    if row.table == "elements":
        from zusage.checker.elements import RULE_OF

        return {GROUPS["rules"]: (RULE_OF[row.id],)} if row.id in RULE_OF else {}
    if row.table != "articles":
        return {}
    return {GROUPS[group]: ids for group, ids in matrix().get(row.id, {}).items()}


@cache
def matrix() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Article id -> group -> ids, in order of the groups."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for group, id, source in _citations():
        for article in cited(source):
            groups = found.setdefault(article, {})
            groups[group] = tuple(dict.fromkeys((*groups.get(group, ()), id)))
    return found


def _citations() -> Iterator[tuple[str, str, str]]:
    """Group, id and source of everything that cites."""
    from zusage.checker.run import load_rules

    for id, (rule, _) in load_rules().items():
        yield "rules", id, rule.source
    for group in GROUPS:
        for row in table(group) if group != "rules" else ():
            yield group, row.id, citation(row)


def citation(row: Row) -> str:
    """The words in which a row names its articles."""
    if row.table in _BY_SOURCE:
        return f"{row.source}; {row.facts.get('decision', '')}"
    names = (_FACTS.get(row.table, "article"), "cases")
    return "; ".join(_joined(row.facts.get(name, "")) for name in names)


def _joined(value: Fact) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)
