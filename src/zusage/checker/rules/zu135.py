"""ZU135: processing on behalf is missing in the terms (Art. 28(3), 30(2)(b) GDPR).

The contract with each controller names subject, nature and purpose of the processing. What the terms leave out was not
agreed, and is missing in the record of categories of processing.

Wrong:
    documents: {terms: {title: {de: Verarbeitung im Auftrag, en: Processing on your behalf}, kind: processor_terms}}
    activities:
      contract: {role: processor, on_behalf_of: customer, basis: instruction, requests: {forward_to: customer, within: 3 days}, documents: [notice, terms]}
      website: {role: processor, on_behalf_of: customer, basis: instruction, requests: {forward_to: customer, within: 3 days}, documents: [notice]}
Right:
    documents: {terms: {title: {de: Verarbeitung im Auftrag, en: Processing on your behalf}, kind: processor_terms}}
    activities:
      contract: {role: processor, on_behalf_of: customer, basis: instruction, requests: {forward_to: customer, within: 3 days}, documents: [notice, terms]}
      website: {role: processor, on_behalf_of: customer, basis: instruction, requests: {forward_to: customer, within: 3 days}, documents: [notice, terms]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import shown_in
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU135",
    Severity.WARNING,
    Text(
        "Auftrag fehlt in den Unterlagen für Auftraggeber",
        "processing on behalf is missing in the terms",
    ),
    Text(
        "„{activity}“ geschieht im Auftrag, steht aber in keiner Unterlage für Auftraggeber.",
        '"{activity}" is done on behalf of others, but is in no terms for them.',
    ),
    Text(
        "Ergänzen Sie unter documents das Dokument der Art processor_terms.",
        "Add the document of kind processor_terms to documents.",
    ),
    "Art. 28(3), 30(2)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities as a processor that no terms show, where others are shown."""
    policy = matter.policy
    processing = [activity for activity in policy.activities.values() if activity.role == "processor"]
    shown = {activity.id for activity in processing if shown_in(policy, activity, "processor_terms")}
    for activity in processing if shown else ():
        if activity.id not in shown and activity.part_of not in shown:
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
