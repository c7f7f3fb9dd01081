"""The sentence of `published-current`.

Law: the published text is the current one.
"""

from __future__ import annotations

from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    urls = join(
        [url for id in many(promise, "documents") if id in policy.documents for url in policy.documents[id].published_at],
        "de",
    )
    return f"Die jeweils geltende Fassung veröffentlichen wir{f' unter {urls}' if urls else ''}."


def _en(promise: Promise, policy: Policy) -> str:
    urls = join(
        [url for id in many(promise, "documents") if id in policy.documents for url in policy.documents[id].published_at],
        "en",
    )
    return f"We publish the version in force{f' at {urls}' if urls else ''}."
