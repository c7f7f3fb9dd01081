"""consent-proven: a consent lacks its confirmation, or somebody is on the list without any consent."""

from __future__ import annotations

from support.declared import compiled
from support.sabotage import DECLARATION, stamp, turns_red
from zusage.adapters.connectors import descriptors
from zusage.kinds.base import State


def test_consent_proven_turns_red(company, before):
    assert before["news/assure/consent-proven"].state is State.KEPT
    company.sql(f"INSERT INTO consents VALUES (9, 1, 'news', '{stamp(5)}', NULL, NULL)")
    turns_red(company, "news/assure/consent-proven")


def test_an_imported_address_without_any_consent_turns_red(company, before):
    company.sql("INSERT INTO subscribers VALUES (9, 'neu@leser.example'), (8, 'zwei@leser.example')")
    judged = turns_red(company, "news/assure/consent-proven")["news/assure/consent-proven"]
    assert (judged.reason, judged.numbers["alone"]) == ("no_consent_at_all", 2)


def test_a_row_without_an_address_and_a_withdrawn_consent_are_no_breach(company, before):
    company.sql("INSERT INTO subscribers VALUES (9, NULL), (8, 'weg@leser.example')")
    company.sql(f"INSERT INTO consents VALUES (9, 8, 'news', '{stamp(50)}', '{stamp(49)}', '{stamp(1)}')")
    assert company.look()["news/assure/consent-proven"].state is State.KEPT


def test_people_with_another_basis_need_no_consent(company, before):
    both = DECLARATION.replace(
        "basis: {consent: news}", "basis: [{consent: news}, {contract: true, when: {de: Kauf, en: purchase}}]"
    )
    assert both != DECLARATION
    company.change_policy(compiled(both, known=descriptors()))
    company.sql("INSERT INTO subscribers VALUES (9, 'neu@leser.example')")
    assert company.look()["news/assure/consent-proven"].state is State.KEPT
