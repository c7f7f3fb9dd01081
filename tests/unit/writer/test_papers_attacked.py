"""What an adversary found in letters and concepts: nothing that was not declared, nothing mixed up, everything said once."""

from __future__ import annotations

import re

import pytest

from support.papers import COMPANIES, company_policy, in_words, paper
from zusage.model.text import LANGUAGES, Language
from zusage.policy.rule import Action


def text(name: str, company: str = "projects", language: Language = "de") -> str:
    group = "answers" if name.startswith("answer-") else name
    found = paper(group, company_policy(company), language)
    return in_words(tuple(one for one in found if group == name or one.id.startswith(name)))


@pytest.mark.parametrize("company", COMPANIES)
def test_restricted_is_said_of_what_a_rule_restricts_only(company: str) -> None:
    restricts = any(stage.action is Action.RESTRICT for rule in company_policy(company).rules for stage in rule.stages)
    assert ("bleibt, eingeschränkt" in text("answer-erasure", company)) <= restricts
    assert "bleibt nur noch aus Pflicht" in text("answer-erasure", company)


@pytest.mark.parametrize("company", COMPANIES)
def test_a_restore_is_promised_where_it_is_declared(company: str) -> None:
    replays = any(promise.kind == "erasure-replayed" for promise in company_policy(company).promises)
    assert ("erneut, was seit dieser Sicherung" in text("answer-erasure", company)) == replays
    assert "bevor das System wieder läuft" not in text("answer-erasure", company)


def test_the_suppression_list_is_named_for_advertising_only() -> None:
    parts = text("answer-objection").split("> **Nur, wenn")
    advertising = next(part for part in parts if "Sperrliste, damit" in part)
    assert "„Newsletter“" in advertising
    assert "Erfassung von Fehlern" not in advertising
    assert any("Erfassung von Fehlern" in part and "beendet" in part for part in parts if part is not advertising)


def test_conclusions_are_not_handed_out_as_data_that_were_provided() -> None:
    letter, before = text("answer-portability").split("Vor dem Absenden")
    assert "missbräuchlichen" not in letter
    assert "Deshalb fehlt hier: „Schutz vor missbräuchlichen Konten“" in before


def test_access_from_outside_the_union_is_told_with_its_safeguard() -> None:
    found = text("answer-access")
    assert "HubSpot Ireland Limited (Deutschland; Zugriff auch in den Vereinigten Staaten" not in found
    assert re.search(r"HubSpot Ireland Limited \(Deutschland; Zugriff auch aus [^)]*: Standardvertragsklauseln", found)


@pytest.mark.parametrize("company", COMPANIES)
def test_nobody_is_i_and_you_in_one_text(company: str) -> None:
    for sentence in re.split(r"\n\n|(?<=[.?]) (?=☐)", text("consent-texts", company)):
        assert not (re.search(r"\bmeine Daten\b", sentence) and re.search(r"\b(?:Sie|Ihren?|dein\w*|du)\b", sentence)), (
            sentence
        )


@pytest.mark.parametrize("company", COMPANIES)
def test_what_no_decision_says_is_asked_once(company: str) -> None:
    for language, words in (("de", "ob auch dies geprüft ist"), ("en", "whether this was looked at too")):
        assert text("dpia-check", company, language).count(words) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_papers_for_the_organisation_do_not_speak_to_the_person(company: str, language: Language) -> None:
    for name in ("record", "dpia-check", "interests", "measures", "recipients", "transfers"):
        for line in text(name, company, language).splitlines():
            own = re.sub(r"[^.|]*<!--.*?-->", "", line)
            assert not re.search(r"[a-zäöüß,] (?:Sie|Ihnen|Ihre[rmsn]?|dich|dir|deine[rmns]?|you|your)\b", own), (name, line)


@pytest.mark.parametrize(("language", "basis"), [("de", "**Rechtsgrundlage**"), ("en", "**Legal basis**")])
def test_staff_learn_the_legal_basis_and_nothing_is_promised_in_their_name(language: Language, basis: str) -> None:
    documents = paper("staff", company_policy("it-services"), language)
    information = in_words(tuple(one for one in documents if one.id == "staff-information"))
    activities = [one for one in company_policy("it-services").activities.values() if "employee" in one.subjects]
    assert information.count(basis) == len(activities) > 5
    assert "§ 612a BGB" in information or "section 612a BGB" in information
    assert "um Menschen zu bewerten" not in information
