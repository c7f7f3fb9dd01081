"""Topics: data for which the law or its practice knows a period of its own, recognised by words.

Law: whole words of the labels and tables of a rule's data and of the title and purposes of its activity are looked at, so
what builds on this says "looks like". No topic is an answer too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zusage.checker.lasting import data_of
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule

_BY_ACTIVITY = {
    "whistleblowing": r"hinweisgeb\w*|whistle-?blow\w*|interne meldestelle|hinschg",
    "applications": r"bewerb(ung|er|erin|erinnen|ungs|erungs)\w*|bewerbende\w*|job applications?|applicants?|recruit\w*",
    "laundering": r"geldwäsche\w*|gwg|money laundering|kyc",
}
_BY_DATA = {
    "video": r"video(überwachung|aufzeichnung|aufnahme|bild|kamera)\w*|überwachungskamera\w*|cctv|video surveillance"
    r"|surveillance (videos?|footage)",
    "worktime": r"arbeitszeit(nachweis|aufzeichnung|erfassung)\w*|stundenzettel|stundennachweis\w*|überstunden\w*"
    r"|working[- ]time records?|time ?sheets?|overtime records?",
    "pay": r"entgeltunterlagen|lohnunterlagen|lohnkont\w+|lohn- und gehalts\w+|gehaltsabrechnung\w*|lohnabrechnung\w*"
    r"|entgeltabrechnung\w*|pay ?slips?|pay documents|payroll records?",
}


def _compiled(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {topic: re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE) for topic, pattern in words.items()}


_ACTIVITY, _DATA = _compiled(_BY_ACTIVITY), _compiled(_BY_DATA)


def topics(policy: Policy, rule: Rule) -> frozenset[str]:
    """The topics of a rule."""
    activity = policy.activities[rule.activity]
    labels = ((d.label.de or "", d.label.en or "", d.table.replace("_", " ")) for d in data_of(policy, rule))
    data = " ".join(word for words in labels for word in words)
    texts = (activity.title, *(purpose.text for purpose in activity.purposes))
    whole = " ".join((activity.id.replace("-", " "), *(f"{text.de or ''} {text.en or ''}" for text in texts)))
    groups = {policy.subjects[id].kind for id in activity.subjects if id in policy.subjects}
    applying = "applicant" in groups or any(purpose.kind == "applications" for purpose in activity.purposes)
    found = _found(data, whole) | ({"applications"} if applying else frozenset())
    return found - {"applications"} if "employee" in groups else found


@lru_cache(maxsize=8192)
def _found(data: str, whole: str) -> frozenset[str]:
    by_data = {topic for topic, pattern in _DATA.items() if pattern.search(data)}
    return frozenset(by_data | {topic for topic, pattern in _ACTIVITY.items() if pattern.search(f"{data} {whole}")})
