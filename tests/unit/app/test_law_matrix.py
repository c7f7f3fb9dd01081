"""The matrix of law is complete: articles, elements, kinds of promise and rules know one another."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from zusage.app.law_matrix import GROUPS, citation, matrix
from zusage.checker.elements import RULE_OF, element_of
from zusage.checker.run import load_rules
from zusage.model.finding import Severity
from zusage.policy.kinds import DUTIES
from zusage.reference.citing import articles, cited, unknown
from zusage.reference.tables import Row, every_row, table

DOCS = Path(__file__).parents[3] / "docs"
sys.path.insert(0, str(DOCS))
from law_pages import PLACES, law_pages  # noqa: E402

ONLY_FACTS = {"adequacy", "outdated", "void_mechanisms", "new_law"}
"""What names an article without asking for anything."""
RULES = load_rules()


def asked_by(row: Row) -> set[str]:
    """The groups that ask for what an article says."""
    return set(matrix().get(row.id, {})) - ONLY_FACTS


def test_every_article_is_asked_for_or_says_why_not() -> None:
    silent = [row.id for row in articles().values() if not asked_by(row) and not row.facts.get("uncited")]
    assert not silent, f"named by no rule, kind, element, right or class, and no reason given: {silent}"


def test_a_reason_why_an_article_is_not_asked_for_is_true() -> None:
    stale = {row.id: asked_by(row) for row in articles().values() if row.facts.get("uncited") and asked_by(row)}
    assert not {id: groups for id, groups in stale.items() if groups & {"rules", "promises", "elements"}}


def test_every_rule_names_an_article_and_every_article_named_is_a_row() -> None:
    silent = {id: rule.source for id, (rule, _) in RULES.items() if not cited(rule.source)}
    assert not silent, f"rules whose source names no article: {silent}"
    missing = {id: unknown(rule.source) for id, (rule, _) in RULES.items() if unknown(rule.source)}
    assert not missing, f"articles that a rule names and the table lacks: {missing}"


def test_a_rule_that_rests_on_unread_articles_alone_only_informs() -> None:
    unread = {row.id for row in articles().values() if row.confidence == "verify"}
    loud = {id: rule.source for id, (rule, _) in RULES.items() if cited(rule.source) and set(cited(rule.source)) <= unread}
    assert not {id for id in loud if RULES[id][0].severity is not Severity.INFO}, loud


@pytest.mark.parametrize("name", sorted(set(GROUPS) - ONLY_FACTS - {"rules"}))
def test_every_row_that_asks_names_articles_that_are_there(name: str) -> None:
    missing = {row.id: unknown(citation(row)) for row in table(name) if unknown(citation(row))}
    assert not missing
    silent = [row.id for row in table(name) if not cited(citation(row))]
    assert silent == (["fr/prospects"] if name == "retention" else [])


def test_every_element_has_exactly_one_rule_that_names_an_article_of_it() -> None:
    elements = {row.id: row for row in table("elements")}
    assert set(RULE_OF) == set(elements), "elements without a rule, or rules for unknown elements"
    assert len(set(RULE_OF.values())) == len(RULE_OF), "a rule stands for two elements"
    assert set(RULE_OF.values()) <= set(RULES)
    for element, rule in RULE_OF.items():
        assert element_of(rule) == element
        shared = set(cited(RULES[rule][0].source)) & set(cited(str(elements[element].facts["article"])))
        assert shared, f"{rule} names no article of {element}"
    assert element_of("ZU999") == ""


def test_every_kind_of_promise_names_its_articles_and_its_place() -> None:
    assert {row.id for row in table("promises")} == set(DUTIES)
    for row in (*table("promises"), *table("elements")):
        assert row.facts["place"] in PLACES, row.id


def test_every_place_of_the_notice_is_used() -> None:
    used = {row.facts["place"] for row in (*table("promises"), *table("elements"))}
    assert used == set(PLACES)


def test_the_pages_show_every_article_element_and_kind() -> None:
    pages = law_pages()
    everything = "".join(pages.values())
    for id in articles():
        assert f'<a id="{id.replace("/", "-")}"></a>' in everything
    for row in (*table("elements"), *table("promises")):
        assert f"| `{row.id}` |" in pages["README.md"]
    for id in {rule for rule in RULES if cited(RULES[rule][0].source)}:
        assert f"[{id}](../rules/{id}.md)" in everything


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = law_pages()
    for name, text in pages.items():
        for page, anchor in re.findall(r"\]\(([\w-]+\.md)?(?:#([\w-]+))?\)", text):
            target = pages[page or name]
            assert not anchor or f'<a id="{anchor}"></a>' in target, (name, page, anchor)


def test_the_pages_mark_what_nobody_has_read() -> None:
    everything = "".join(law_pages().values())
    unread = [row for row in articles().values() if row.confidence == "verify"]
    assert unread
    for row in unread:
        assert f"{row.words.en} [nicht geprüft / to be verified]" in everything


def test_every_source_of_an_article_is_official_or_says_what_was_read() -> None:
    for row in every_row():
        if row.table == "articles":
            assert str(row.facts["url"]).startswith("https://")
            assert str(row.facts["cite"]) and row.source
