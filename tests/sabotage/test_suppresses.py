"""suppresses: an address of the list is imported again and gets mail, be the list of addresses or of keyed digests."""

from __future__ import annotations

import hmac

import pytest

from support.declared import compiled
from support.sabotage import DECLARATION, NOW, Company, stamp, turns_red
from zusage.adapters.connectors import descriptors
from zusage.engine.measure import measure
from zusage.engine.survey import take_survey
from zusage.kinds.base import State
from zusage.kinds.registry import KINDS
from zusage.language.reasons import render_reason
from zusage.model.canonical import encode

KEY = "0f" * 32
PROMISE = "news/assure/suppresses"


def test_suppresses_turns_red(company, before):
    assert before["news/assure/suppresses"].state is State.KEPT
    company.sql("INSERT INTO subscribers VALUES (9, 's@nein.example')")
    company.sql(f"INSERT INTO consents VALUES (9, 9, 'news', '{stamp(5)}', '{stamp(5)}', NULL)")
    company.write_mail("9", "s@nein.example", 0.5)
    turns_red(company, "news/assure/suppresses")


def _hashed(company: Company, key: bytes, declared: str = "env:SPERRLISTE") -> None:
    """The list keeps keyed digests, and the declaration names the key."""
    keyed = "  blocked: {label: {de: Gesperrte, en: blocked}, found_in: {control.suppressed: [{hash_of: email, key: %s}]}}\n"
    text = DECLARATION.replace("systems:\n", keyed % declared + "systems:\n", 1) if declared else DECLARATION
    company.change_policy(compiled(text.replace("match: email", "match: hash"), known=descriptors()))
    digest = hmac.new(key, b"s@nein.example", "sha256").hexdigest()
    company.sql(f"UPDATE suppressed SET email = '{digest}' WHERE id = 1")


@pytest.mark.parametrize("key", [KEY.encode(), bytes.fromhex(KEY)])
def test_keyed_digests_are_compared_with_the_key_from_the_environment(company, before, key):
    _hashed(company, key)
    company.environment["SPERRLISTE"] = KEY
    assert company.look()[PROMISE].state is State.KEPT
    company.sql("INSERT INTO subscribers VALUES (9, 's@nein.example')")
    company.sql(f"INSERT INTO consents VALUES (9, 9, 'news', '{stamp(5)}', '{stamp(5)}', NULL)")
    company.write_mail("9", "S@Nein.example", 0.5)
    judged = turns_red(company, PROMISE)[PROMISE]
    assert (judged.reason, judged.numbers["found"]) == ("sent_to_listed", 1)


def test_neither_questions_nor_answers_nor_the_policy_hold_the_key(company, before):
    _hashed(company, KEY.encode())
    company.environment["SPERRLISTE"] = KEY
    company.write_mail("9", "s@nein.example", 0.5)
    promise = next(p for p in company.policy.promises if p.id == PROMISE)
    stores = company.stores()
    survey = take_survey(stores, NOW)
    asked = KINDS["suppresses"].questions(promise, company.policy, survey, NOW)
    written = [repr(asked), repr(measure(stores, asked, NOW)), encode(company.policy).decode()]
    stores.close()
    assert "SPERRLISTE" in written[0]
    assert not any(KEY in text or "nein.example" in text for text in written)


def test_without_a_key_or_with_other_digests_it_is_unproven_and_says_why(company, before):
    _hashed(company, KEY.encode(), declared="")
    assert (judged := company.look()[PROMISE]).state is State.UNPROVEN
    assert judged.reason == "digests_not_comparable" and "key: env:NAME" in render_reason(judged, "de")
    _hashed(company, KEY.encode())
    assert (judged := company.look()[PROMISE]).state is State.UNPROVEN
    assert "ZE41" in judged.facts["why"]
    company.environment["SPERRLISTE"] = KEY
    company.sql("INSERT INTO suppressed VALUES (2, 'q83vEjRWeJCrze8S', NULL)")
    assert company.look()[PROMISE].reason == "digests_not_comparable"
