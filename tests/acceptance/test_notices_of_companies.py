"""The notices of all five companies, in both languages: readable, complete by the law's list, in our words, as one text."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from zusage.app.workspace import read_workspace
from zusage.document.markdown import render_markdown
from zusage.document.tree import Document, Emphasis, Missing, numbered, sentences, whole
from zusage.language.countries import EEA, country
from zusage.language.readability import words_of
from zusage.model.text import Language, Text
from zusage.policy.policy import Policy
from zusage.reference.authorities import authority
from zusage.writer.notice import notice_sentences, write_notice
from zusage.writer.script import Script
from zusage.writer.short import reading_ease, running

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
COMPANIES = ("accounting", "it-services", "live-chat", "projects", "website")
EASIEST_DEMANDED, MOST_WORDS = 40, 160


@cache
def policy_of(company: str) -> Policy:
    return read_workspace(ROOT / "examples" / company, DAY).policy


def _published() -> list[tuple[str, str, Language]]:
    texts = yaml.load
    found: list[tuple[str, str, Language]] = []
    for company in COMPANIES:
        declared = texts((ROOT / "examples" / company / "zusage.yml").read_text(), yaml.BaseLoader)["documents"]
        for id, document in declared.items():
            if document.get("kind", "notice") == "notice":
                found += [(company, id, "de"), (company, id, "en")]
    return found


NOTICES = _published()
every_notice = pytest.mark.parametrize(("company", "id", "language"), NOTICES)


@cache
def notice(company: str, id: str, language: Language) -> Document:
    return write_notice(policy_of(company), id, language, DAY)


@cache
def text(company: str, id: str, language: Language) -> str:
    full = " ".join(s.text for section in whole(notice(company, id, language)) for s in sentences(section.blocks))
    titles = " ".join(section.title for section in whole(notice(company, id, language)))
    return f"{titles} {full}"


def lower(words: str) -> str:
    return words.rstrip(".").lower()


def test_there_are_several_notices_of_every_kind() -> None:
    assert len(NOTICES) >= 20


@pytest.mark.parametrize(("company", "id", "language"), [n for n in NOTICES if n[2] == "de"])
def test_the_short_layer_reads_easily(company: str, id: str, language: Language) -> None:
    figure = reading_ease(notice(company, id, language))
    assert figure is not None and figure >= EASIEST_DEMANDED


@every_notice
def test_the_short_layer_is_one_screen(company: str, id: str, language: Language) -> None:
    short = notice(company, id, language).short
    said = [sentence.text for section in short for sentence in running(section.blocks)]
    assert 40 < sum(len(words_of(sentence)) for sentence in said) <= MOST_WORDS
    assert any(isinstance(block, Emphasis) for section in short for block in section.blocks)


@every_notice
def test_controller_officer_authority_and_rights_are_said(company: str, id: str, language: Language) -> None:
    """Art. 13(1)(a), (b), (2)(b)-(d)."""
    us, words = policy_of(company).organisation, text(company, id, language)
    body = authority(us.authority)
    assert us.officer is not None and body is not None
    for part in (us.name, *(line.strip() for line in us.address.split(",")), us.email, us.officer.email, body.name):
        assert part in words, part
    for article in (15, 16, 17, 18, 20, 77):
        assert re.search(rf"Art\. {article}(\(\d\))? (Abs\. \d )?(DSGVO|GDPR)", words), article


@every_notice
def test_every_activity_says_purpose_basis_people_data_and_source(company: str, id: str, language: Language) -> None:
    """Art. 13(1)(c), (d), (2)(e); 14(1)(d), (2)(f)."""
    policy, document = policy_of(company), notice(company, id, language)
    sections = {section.id: section for _, section in numbered(document.sections)}
    for activity in Script(policy, policy.documents[id], language).activities:
        said = " ".join(sentence.text for sentence in sentences(sections[f"a-{activity.id}"].blocks)).lower()
        asked = [purpose.text for purpose in activity.purposes] + [datum.label for datum in activity.data]
        asked += [activity.source] if activity.source else []
        asked += [basis.interest for basis in activity.bases if basis.interest] if activity.role != "processor" else []
        for words in asked:
            assert lower(words.to(language)) in said, (activity.id, words.to(language))
        letters = {"consent": "a", "contract": "b", "legal_obligation": "c", "legitimate_interests": "f"}
        for basis in activity.bases:
            if basis.kind in letters:
                letter = f"lit. {letters[basis.kind]} dsgvo" if language == "de" else f"6(1)({letters[basis.kind]}) gdpr"
                assert letter in said, (activity.id, basis.kind)


@every_notice
def test_every_activity_says_how_long(company: str, id: str, language: Language) -> None:
    """Art. 13(2)(a): a heading of its own with a sentence that asks for nothing."""
    policy, document = policy_of(company), notice(company, id, language)
    written = render_markdown(document)
    for activity in Script(policy, policy.documents[id], language).activities:
        title = re.escape(next(s.title for _, s in numbered(document.sections) if s.id == f"a-{activity.id}"))
        part = re.split(rf"^#+ [\d.]+ {title}$", written, flags=re.MULTILINE)[1].split("\n#")[0]
        assert "**Wie lange**" in part or "**How long**" in part, activity.id


@every_notice
def test_every_recipient_country_and_mechanism_is_said(company: str, id: str, language: Language) -> None:
    """Art. 13(1)(e), (f)."""
    policy, words = policy_of(company), text(company, id, language)
    for activity in Script(policy, policy.documents[id], language).activities:
        for flow in activity.flows:
            known = policy.recipients.get(flow.recipient)
            if known is None:
                continue
            name = (known.category.to(language) if known.category else known.name).lower()
            assert name in words.lower(), (activity.id, name)
            for code in {known.location, known.country} - {""} - EEA - {"EU", "EEA"}:
                assert country(code, language) in words, (name, code)
            if known.transfer and known.transfer.mechanism not in ("", "none"):
                assert re.search(r"Art\. 4[5679]", words), name


@every_notice
def test_consent_objection_and_decisions_are_said_exactly_where_they_apply(
    company: str, id: str, language: Language
) -> None:
    """Art. 13(2)(c), (f), 21(4)."""
    policy, document = policy_of(company), notice(company, id, language)
    words, script = text(company, id, language), Script(policy, policy.documents[id], language)
    bases = {basis.kind for activity in script.activities for basis in activity.bases}
    assert ("Art. 7" in words) >= ("consent" in bases)
    assert ("objection" in {s.id for _, s in numbered(document.sections)}) == bool(
        bases & {"legitimate_interests", "public_task"}
        or any(a.objection and a.objection.absolute for a in script.activities)
    )
    automated = [activity.automated for activity in script.activities if activity.automated]
    assert bool(re.search(r"Art\. 22 ", words)) == bool(automated)
    for decision in automated:
        for part in (decision.logic, decision.consequences):
            assert part is None or lower(part.to(language)) in words.lower()


@every_notice
def test_each_promise_of_the_document_is_said_once(company: str, id: str, language: Language) -> None:
    policy = policy_of(company)
    said = [ref.promise for ref in notice_sentences(policy, id, language)]
    assert len(said) == len(set(said))
    assert {promise.id for promise in policy.promises if id in promise.documents} <= set(said)


@every_notice
def test_no_trace_of_the_machine_is_left(company: str, id: str, language: Language) -> None:
    document = notice(company, id, language)
    for section in whole(document):
        for sentence in sentences(section.blocks):
            for trace in (
                "‹",
                "›",
                "|",
                "None",
                "  ",
                " .",
                " ,",
                "..",
                "()",
                "{",
                "}",
                ";;",
                ",,",
                "Text(",
                ": .",
                "the these",
            ):
                assert trace not in sentence.text, (section.id, sentence.text)
            assert not any(isinstance(part, Missing) for part in sentence.parts), sentence.text
    ids = [section.id for section in whole(document)]
    assert len(ids) == len(set(ids))


@every_notice
def test_other_notices_are_named_and_linked(company: str, id: str, language: Language) -> None:
    policy, written = policy_of(company), render_markdown(notice(company, id, language))
    for other in policy.documents.values():
        if other.kind == "notice" and other.id != id:
            assert other.title.to(language) in written
            assert not other.published_at or f"]({other.published_at[0]})" in written


def _never() -> list[re.Pattern[str]]:
    rows = yaml.safe_load((ROOT / "docs" / "words-we-do-not-use.yml").read_text())
    return [re.compile(row.get("pattern") or re.escape(row["word"]), re.IGNORECASE) for row in rows]


@every_notice
def test_words_that_we_never_use(company: str, id: str, language: Language) -> None:
    words = text(company, id, language)
    assert [pattern.pattern for pattern in _never() if pattern.search(words)] == []


@pytest.mark.parametrize(("company", "id"), [n[:2] for n in NOTICES if n[2] == "de"])
def test_du_is_kept_through_where_it_is_declared(company: str, id: str) -> None:
    """Words of the writer and of promises; what a company declared for "Sie" stays its own."""
    policy = policy_of(company)
    familiar = {key: replace(document, address_form="du") for key, document in policy.documents.items()}
    written = write_notice(replace(policy, documents=familiar), id, "de", DAY)
    parts = [*written.short, *(part for _, part in numbered(written.sections) if part.id in ("rights", "objection"))]
    texts = (activity.title for activity in policy.activities.values())
    declared = {text.to("de") for text in (*texts, *(s.label for s in policy.subjects.values()), *_labels(policy))}
    for sentence in (sentence for part in parts for sentence in sentences(part.blocks)):
        words = sentence.text
        for own in sorted(declared, key=len, reverse=True):
            words = re.sub(re.escape(own), "", words, flags=re.IGNORECASE)
        assert not re.search(r"\b(?:Sie|Ihnen|Ihre[mnrs]?)\b", re.sub(r"nach .*|Nach .*", "", words)), sentence.text


def _labels(policy: Policy) -> list[Text]:
    return [datum.label for activity in policy.activities.values() for datum in activity.data]
