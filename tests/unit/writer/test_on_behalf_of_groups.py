"""In whose name data are processed, where the name of the group says itself whose people they are."""

from dataclasses import replace

import pytest

from support.notices import example_policy
from zusage.model.text import Language, Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy
from zusage.writer.activity import on_behalf
from zusage.writer.script import Script


def _called(label: Text) -> Policy:
    policy = example_policy()
    customers = {a.on_behalf_of for a in policy.activities.values() if a.on_behalf_of}
    named = {id: replace(s, label=label) if id in customers else s for id, s in policy.subjects.items()}
    return replace(policy, subjects=named)


def _done_for_others(policy: Policy) -> Activity:
    return next(activity for activity in policy.activities.values() if activity.on_behalf_of)


@pytest.mark.parametrize(
    ("label", "german", "english"),
    [
        (Text("Kunden", "customers"), "im Auftrag unserer Kunden und", "on behalf of our customers and"),
        (
            Text("Ansprechpersonen unserer Kunden", "contacts of our customers"),
            "im Auftrag der Ansprechpersonen unserer Kunden und",
            "on behalf of the contacts of our customers and",
        ),
    ],
)
def test_nobody_is_ours_twice(label: Text, german: str, english: str) -> None:
    policy = _called(label)
    pairs: tuple[tuple[Language, str], ...] = (("de", german), ("en", english))
    for language, words in pairs:
        script = Script(policy, policy.documents["service"], language)
        assert any(words in repr(sentence) for sentence in on_behalf(script, (_done_for_others(policy),)))
