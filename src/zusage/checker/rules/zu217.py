"""ZU217: only for answering promised, but more declared (Art. 5(1)(a), (b) GDPR).

Who writes a message expects an answer. A sentence that says so, and a table that also names marketing or statistics,
cannot both be true.

Wrong:
    purposes: {answer: {de: ausschließlich zur Beantwortung Ihrer Anfrage}, more: {de: Marketing}}
Right:
    purposes: {answer: {de: ausschließlich zur Beantwortung Ihrer Anfrage}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.purposes import DEVICE_NEEDS_CONSENT, kinds, kinds_of, prevents
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import LANGUAGES, Text
from zusage.policy.activity import Purpose
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU217",
    Severity.ERROR,
    Text(
        "Nur zur Antwort versprochen, aber mehr erklärt",
        "only for answering promised, but more declared",
    ),
    Text(
        "Der Satz sagt, dass Angaben nur der Antwort dienen; nach mehr sieht aus: {purposes_de}.",
        "The sentence says that details serve the answer only; what looks like more: {purposes_en}.",
    ),
    Text(
        "Streichen Sie den weiteren Zweck, oder nennen Sie ihn im Satz.",
        "Delete the further purpose, or name it in the sentence.",
    ),
    "Art. 5(1)(a), (b) GDPR",
)

MORE = frozenset(("advertising", "newsletter", "survey")) | DEVICE_NEEDS_CONSENT


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that limit data to the answer, with other purposes of the activity, or of others for the same data."""
    ones = tuple(claimed(matter.policy, "only_to_answer"))
    by_place = _by_place(matter.policy) if ones else {}
    for one in ones:
        about = [a for a in one.activities if one.said.subject or "answer" in kinds(a)]
        places = {place for activity in about for datum in activity.data for place in places_of(datum) if place[1]}
        found = [purpose for activity in about for purpose in activity.purposes]
        found += [purpose for place in sorted(places) for purpose in by_place.get(place, ())]
        against = [purpose.text for purpose in found if kinds_of(purpose) & MORE and not prevents(purpose)]
        if against:
            de, en = (listing("purposes", [text.to(language) for text in against]) for language in LANGUAGES)
            words = {"purposes_de": de["purposes_de"], "purposes_en": en["purposes_en"]}
            yield RULE.finding(one.said.place, one.said.subject, **words)


def _by_place(policy: Policy) -> dict[tuple[str, str], list[Purpose]]:
    found: dict[tuple[str, str], list[Purpose]] = {}
    for activity in policy.activities.values():
        for place in {place for datum in activity.data for place in places_of(datum)}:
            found.setdefault(place, []).extend(activity.purposes)
    return found
