from dataclasses import replace

import pytest

from support.notices import DAY, example_policy
from zusage.document.tree import Emphasis, numbered
from zusage.model.text import LANGUAGES, Language
from zusage.policy.policy import Policy
from zusage.writer.notice import notice_sentences, write_notice

CASES = [(document, language) for document in ("service", "processing-terms") for language in LANGUAGES]


@pytest.mark.parametrize(("document", "language"), CASES)
def test_every_promise_of_a_document_is_said_exactly_once(document: str, language: Language) -> None:
    policy = example_policy()
    said = [ref.promise for ref in notice_sentences(policy, document, language)]
    assert sorted(said) == sorted(p.id for p in policy.promises if document in p.documents)


@pytest.mark.parametrize(("document", "language"), CASES)
def test_sentences_are_finished(document: str, language: Language) -> None:
    for ref in notice_sentences(example_policy(), document, language):
        assert ref.text.endswith("."), ref
        assert ref.text[0].isupper() or ref.text[0] in "„“", ref
        for trace in ("‹", "›", "|", "None", "  ", " .", " ,", "..", "()", "{", "}", ";;", ",,"):
            assert trace not in ref.text, (trace, ref)


def test_the_outer_bound_of_the_backups_stands_in_the_sentence() -> None:
    refs = {ref.promise: ref.text for ref in notice_sentences(example_policy(), "service", "de")}
    sentence = refs["live-chat/retention/after-booking/delete"]
    assert "30 Tage nach" in sentence
    assert "höchstens 90 Tage länger, zusammen also höchstens 120 Tage" in sentence


def test_a_duty_names_its_length_its_start_and_its_norm() -> None:
    refs = {ref.promise: ref.text for ref in notice_sentences(example_policy(), "service", "de")}
    sentence = refs["customers/retention/invoices/keep"]
    assert "acht Jahre auf, gerechnet ab dem Ende des Kalenderjahres, in das die Ausstellung der Rechnung fällt" in sentence
    assert "§ 147 Abs. 3 AO" in sentence


def test_what_is_shortened_is_not_called_anonymous_and_read_only_is_not_called_restricted() -> None:
    refs = {ref.promise: ref.text for ref in notice_sentences(example_policy(), "service", "de")}
    assert "kürzen wir auf den Netzanteil" in refs["logs/retention/lines/shorten"]
    assert "anonym" not in refs["logs/retention/lines/shorten"].lower()
    assert "nur lesbar" in refs["live-chat/retention/after-booking/lock"]
    assert "gesperrt" not in refs["live-chat/retention/after-booking/lock"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_objection_stands_in_a_block_of_its_own(language: Language) -> None:
    notice = write_notice(example_policy(), "service", language, DAY)
    sections = [section for _, section in numbered(notice.sections) if section.id == "objection"]
    assert len(sections) == 1
    assert [type(block) for block in sections[0].blocks] == [Emphasis]


def test_a_notice_without_legitimate_interests_says_nothing_of_objection() -> None:
    policy = example_policy()
    activities = {"requests": policy.activities["requests"]}
    kept = tuple(p for p in policy.promises if p.activity == "requests")
    notice = write_notice(replace(policy, activities=activities, promises=kept), "service", "de", DAY)
    assert "objection" not in [section.id for _, section in numbered(notice.sections)]


@pytest.mark.parametrize("kind_of_document", ["service"])
def test_du_reaches_every_sentence(kind_of_document: str) -> None:
    policy = _familiar(example_policy())
    notice = write_notice(policy, kind_of_document, "de", DAY)
    said = {ref.promise: ref.text for ref in notice_sentences(policy, kind_of_document, "de")}
    assert "Du kannst Auskunft verlangen" in said["_/rights/access"]
    assert "über dich" in said["_/rights/access"]
    titles = [section.title for _, section in numbered(notice.sections)]
    assert "Deine Rechte" in titles and "Ihre Rechte" not in titles


def test_the_text_depends_on_policy_and_day_only() -> None:
    first = write_notice(example_policy(), "service", "de", DAY)
    assert first == write_notice(example_policy(), "service", "de", DAY)
    assert example_policy().digest[:12] in first.facts[1]


def _familiar(policy: Policy) -> Policy:
    documents = {id: replace(document, address_form="du") for id, document in policy.documents.items()}
    return replace(policy, documents=documents)
