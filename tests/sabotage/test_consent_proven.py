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


def test_a_sign_up_that_waits_for_its_confirmation_is_no_breach(company, before):
    pending = DECLARATION.replace(
        "      address: {data: [address], from: withdrawn, delete: within 3 days}\n",
        "      address: {data: [address], from: withdrawn, delete: within 3 days}\n"
        "      pending: {data: [address], where: {state: new}, from: {at: control.subscribers.at}, delete: after 7 days}\n",
    )
    assert pending != DECLARATION
    company.sql("ALTER TABLE subscribers ADD COLUMN state text; ALTER TABLE subscribers ADD COLUMN at timestamp")
    company.change_policy(compiled(pending, known=descriptors()))
    company.sql(f"INSERT INTO subscribers VALUES (9, 'neu@leser.example', 'new', '{stamp(1)}')")
    assert company.look()["news/assure/consent-proven"].state is State.KEPT
    company.sql("INSERT INTO subscribers VALUES (8, 'zwei@leser.example', 'active', NULL)")
    judged = company.look()["news/assure/consent-proven"]
    assert (judged.reason, judged.numbers["alone"]) == ("no_consent_at_all", 1)
