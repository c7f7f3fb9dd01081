"""Every sentence of a rule for some rows says which rows, in words or as what is recorded."""

import pytest

from support.declared import compiled, edited
from zusage.kinds.speak import speak
from zusage.kinds.words.conditions import as_far_as
from zusage.model.text import Language
from zusage.plan.condition import Condition, Equals, In
from zusage.policy.policy import Policy

GONE = "gone: {data: [guests], from: {at: shop.guests.left_at}, delete: after 30 days}"


def _where(written: str) -> Policy:
    rest = f"gone: {{data: [guests], where: {{state: accepted}}, from: {{at: shop.guests.left_at}}, {written}}}"
    return compiled(edited((GONE, rest)))


@pytest.mark.parametrize(
    "written",
    [
        "keep: {law: de/letters}, delete: afterwards",
        "delete: after 30 days",
        "stages: [{lock: at once}, {restrict: after 10 days}, {delete: after 30 days}]",
        "anonymise: {after: 30 days, how: {name: nothing}}",
        "pseudonymise: {after: 30 days, how: {name: nothing}}",
        "shorten: {after: 30 days, how: {field: ip, v4: 24}}",
    ],
)
def test_every_stage_says_which_rows_it_is_about(written: str) -> None:
    policy = _where(written)
    mine = [p for p in policy.promises if p.id.startswith("sale/retention/gone")]
    assert mine
    for promise in mine:
        assert ", soweit der Status „angenommen“ lautet" in speak(promise, policy, "de"), promise.kind
        assert ", where the status is “accepted”" in speak(promise, policy, "en"), promise.kind


@pytest.mark.parametrize(
    ("condition", "language", "words"),
    [
        (Equals("state", "declined"), "de", ", soweit der Status „abgelehnt“ lautet"),
        (In("status", ("declined", "lost")), "de", ", soweit der Status „abgelehnt“ oder „verloren“ lautet"),
        (Equals("state", "wv_offen"), "de", ", soweit als Status „wv_offen“ eingetragen ist"),
        (Equals("state", "wv_offen"), "en", ", where the status is recorded as “wv_offen”"),
        (In("status", ("open", "wv")), "de", ", soweit als Status „open“ oder „wv“ eingetragen ist"),
        (Equals("kind", "new"), "de", ", soweit als Art „new“ eingetragen ist"),
        (Equals("stufe", 3), "de", ", soweit unter „stufe“ „3“ eingetragen ist"),
        (Equals("stufe", 3), "en", ", where “stufe” is recorded as “3”"),
    ],
)
def test_words_of_a_database_are_quoted_as_what_is_recorded(condition: Condition, language: Language, words: str) -> None:
    assert as_far_as(condition, language) == words
