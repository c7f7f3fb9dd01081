"""What an editor looks for in the notices of all five companies: no technical names, no repetition, one form of words."""

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from zusage.app.workspace import read_workspace
from zusage.document.tree import Document, numbered, sentences
from zusage.kinds.words.fields import is_known
from zusage.kinds.words.given import many
from zusage.model.text import LANGUAGES, Language
from zusage.policy.policy import Policy
from zusage.policy.promise import StageTerms
from zusage.writer.notice import write_notice

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
COMPANIES = ("accounting", "it-services", "live-chat", "projects", "website")
SPOKEN = {
    "collected-only": ("fields",),
    "optional-fields": ("fields", "required"),
    "kept-apart": ("columns", "from", "by"),
    "encrypted": ("columns",),
    "hashed": ("columns",),
    "masked-at-source": ("columns",),
    "pseudonymous": ("columns_absent",),
    "unlinkable": ("columns_absent",),
}
"""The parameters of a kind that become words of its sentence."""
every_company = pytest.mark.parametrize("company", COMPANIES)
in_both = pytest.mark.parametrize("language", LANGUAGES)


@cache
def policy_of(company: str) -> Policy:
    return read_workspace(ROOT / "examples" / company, DAY).policy


@cache
def documents(company: str, language: Language) -> tuple[Document, ...]:
    policy = policy_of(company)
    return tuple(write_notice(policy, id, language, DAY) for id in policy.documents)


def said(company: str, language: Language) -> list[str]:
    return [s.text for d in documents(company, language) for _, sec in numbered(d.sections) for s in sentences(sec.blocks)]


@every_company
def test_every_field_that_is_spoken_has_a_word(company: str) -> None:
    policy = policy_of(company)
    names = [n for p in policy.promises if not isinstance(p.terms, StageTerms)
             for key in SPOKEN.get(p.kind, ()) for n in many(p, key)]  # fmt: skip
    names += [name for a in policy.activities.values() for f in a.flows for name in (*f.send_only, *f.scrubbed)]
    names += [c for rule in policy.rules if rule.keep for _, _, c in rule.keep.with_columns]
    assert names
    assert {name for name in names if not is_known(name)} == set()


@every_company
@in_both
def test_no_column_name_stands_in_running_text(company: str, language: Language) -> None:
    for sentence in said(company, language):
        bare = re.sub(r"[„“][^“”]*[“”]|\S+@\S+|https?://\S+", "", sentence)
        assert "_" not in bare, sentence


@every_company
@in_both
def test_quotes_dashes_and_norms_are_set_as_they_should(company: str, language: Language) -> None:
    for sentence in said(company, language):
        assert '"' not in sentence and " - " not in sentence, sentence
        assert not re.search(r"\b(?:bzw|ggf|evtl|usw|z\.\s?B)\b", sentence), sentence
        assert not re.search(r",[.;]|\s{2}|,\s*$", sentence), sentence
        if language == "en":
            assert "„" not in sentence, sentence
            assert not re.search(r"\bthe (?:these|the|your|our)\b", sentence), sentence
        assert not re.search(r"\bunsere \w+ unserer\b", sentence), sentence


@every_company
def test_a_list_says_nothing_twice(company: str) -> None:
    """Within one section no two sentences on how long data are kept differ in nothing but the data they are about."""
    lead = re.compile(r"^(?!Danach ).*? (?=(?:löschen|bewahren) wir)")
    for document in documents(company, "de"):
        for _, section in numbered(document.sections):
            tails = Counter(lead.sub("", s.text) for s in sentences(section.blocks) if lead.match(s.text))
            assert [tail for tail, n in tails.items() if n > 1] == [], section.id


@every_company
@in_both
def test_a_host_is_named_once_and_not_in_every_section(company: str, language: Language) -> None:
    for document in documents(company, language):
        texts = [s.text for _, section in numbered(document.sections) for s in sentences(section.blocks)]
        everything = "alle hier genannten Daten" if language == "de" else "all data named here"
        repeated = Counter(text for text in texts if text.endswith(f": {everything}."))
        assert all(n <= 6 for n in repeated.values()), repeated


@every_company
@in_both
def test_a_condition_follows_what_it_is_about(company: str, language: Language) -> None:
    """ "Das geschieht nur, wenn …" is about the sending, not about a deletion in the sentence before it."""
    lead = "Das geschieht nur" if language == "de" else "This happens only"
    for document in documents(company, language):
        for _, section in numbered(document.sections):
            texts = [sentence.text for sentence in sentences(section.blocks)]
            for before, after in pairwise(texts):
                if after.startswith(lead):
                    assert not before.startswith(("Löschen wir", "When we delete", "Aufbewahrt", "Dort werden")), before


@in_both
def test_terms_of_processing_do_not_call_the_data_subject_you(language: Language) -> None:
    found = [
        d
        for company in COMPANIES
        for d in documents(company, language)
        if d.title.startswith(("Verarbeitung", "Processing"))
    ]
    assert len(found) >= 4
    for document in found:
        titles = {section.title for _, section in numbered(document.sections)}
        assert not any("Ihre Daten" in title or "your data" in title for title in titles), titles


@in_both
def test_the_example_says_when_each_group_is_told(language: Language) -> None:
    policy = policy_of("live-chat")
    words = " ".join(said("live-chat", language)).lower()
    for subject in policy.subjects.values():
        assert subject.informed is not None
        assert subject.label.to(language).lower() in words
    assert ("innerhalb eines monats, nachdem" if language == "de" else "within a month of") in words


@in_both
def test_claims_and_completeness_are_no_changes(language: Language) -> None:
    """A heading says what stands under it."""
    for company in COMPANIES:
        for document in documents(company, language):
            for _, section in numbered(document.sections):
                if section.id != "changes":
                    continue
                for term, blocks in section.blocks[0].entries:
                    if term in ("Änderungen", "Changes"):
                        told = " ".join(s.text for s in sentences(blocks))
                        assert "führen wir nicht" not in told and "do not combine" not in told
                        assert "Andere Verarbeitungen" not in told and "no processing of" not in told
