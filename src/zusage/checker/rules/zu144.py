"""ZU144: data about offences without a law (Art. 10 GDPR).

Data about convictions and offences may be processed under the control of an authority, or where a law allows it and
says how. A contract or one's own interest is not enough.

Wrong:
    activities: {website: {data: {lines: {criminal: true}}}}
Right:
    activities: {website: {data: {lines: {criminal: true}}, basis: {legal_obligation: [de/aml], legitimate_interests: null}}}
    assure: [{access_restricted: {system: weblog, accounts: env:ADMIN_LIST}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum

RULE = Rule(
    "ZU144",
    Severity.WARNING,
    Text(
        "Daten über Straftaten ohne Gesetz",
        "data about offences without a law",
    ),
    Text(
        "„{datum}“ in „{activity}“ betrifft Straftaten, aber kein Gesetz ist genannt, das die Verarbeitung erlaubt.",
        '"{datum}" in "{activity}" is about offences, but no law is named that allows the processing.',
    ),
    Text(
        "Nennen Sie das Gesetz: basis: {legal_obligation: [de/aml], data: […]} oder special_category: {…, law: …}; sonst verzichten Sie auf die Daten.",
        "Name the law: basis: {legal_obligation: [de/aml], data: […]} or special_category: {…, law: …}; otherwise do without the data.",
    ),
    "Art. 10 GDPR",
)


LAWS = frozenset({"de/aml", "de/whistleblowing"})
"""Laws of the table that are about offences themselves; to keep books is no reason to know of convictions."""


def check(matter: Matter) -> Iterator[Finding]:
    """Data about offences, at a body that is no public one, that rest on no law; once per activity."""
    if matter.policy.organisation.kind == "public_body":
        return
    for activity in ours(matter.policy):
        for datum in personal(activity):
            if datum.criminal and not _allowed(activity, datum):
                yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)
                break


def _allowed(activity: Activity, datum: Datum) -> bool:
    meant = [basis for basis in activity.bases if not basis.data or datum.id in basis.data]
    named = any(basis.kind == "public_task" or LAWS & set(basis.laws) for basis in meant)
    return named or bool(activity.special and activity.special.law)
