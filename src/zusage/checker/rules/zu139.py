"""ZU139: contract with somebody who is no party (Art. 6(1)(b) GDPR).

The contract is a basis for the data of the person who concludes it. Contact persons act for their company: the company
is the party, and their data rest on legitimate interests.

Wrong:
    subjects: {customer: {label: {de: Ansprechpersonen unserer Kunden, en: contact persons at our customers}}}
Right:
    subjects: {customer: {label: {de: Ansprechpersonen unserer Kunden, en: contact persons at our customers}}}
    activities: {contract: {basis: {legitimate_interests: {de: Abwicklung der Verträge mit ihrem Unternehmen, en: handling contracts with their company}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.completeness import ours, written
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Subject

RULE = Rule(
    "ZU139",
    Severity.WARNING,
    Text(
        "Vertrag mit jemandem, der nicht Partei ist",
        "contract with somebody who is no party",
    ),
    Text(
        "„{group}“ sehen in „{activity}“ nach jemandem aus, der nicht Vertragspartei ist.",
        '"{group}" in "{activity}" look like people who are no party to the contract.',
    ),
    Text(
        "Schreiben Sie: basis: {legitimate_interests: {de: …, en: …}}. Schließen sie den Vertrag selbst, begründen Sie es mit allow.",
        "Write: basis: {legitimate_interests: {de: …, en: …}}. If they conclude the contract themselves, say so with allow.",
    ),
    "Art. 6(1)(b) GDPR",
)


_CONTACT = re.compile(
    r"ansprechpartner\w*|ansprechperson\w*|kontaktperson\w*|contact persons?|contacts at|contact people|staff of (?:our )?(?:customers|clients)"
    r"|(?:kund\w+|mieter\w*|rechnungsempfänger\w*|geschäftspartner\w*) unserer kund\w+|(?:customers|clients)' (?:customers|clients)|business partners of our (?:customers|clients)",
    re.IGNORECASE,
)
_THEMSELVES = re.compile(r"kundinnen|verbraucher|consumers?|einzelunternehm|freiberuf|sole traders?|privat", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Groups that are contact persons in activities that rest on the contract and on nothing that fits them."""
    policy = matter.policy
    contacts = {subject.id for subject in policy.subjects.values() if _acts_for_others(subject)}
    for activity in ours(policy):
        found = [basis for basis in activity.bases if basis.kind == "contract"]
        others = any(basis.kind in ("legitimate_interests", "consent") for basis in activity.bases)
        for id in activity.subjects if found and not others else ():
            if id in contacts:
                yield RULE.finding(found[0].place, activity.id, group=id, activity=activity.id)
                break


def _acts_for_others(subject: Subject) -> bool:
    words = " ".join(written(subject.label))
    return bool(_CONTACT.search(words)) and not _THEMSELVES.search(words)
