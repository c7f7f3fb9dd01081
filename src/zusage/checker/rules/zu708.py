"""ZU708: a declared store could not be seen (Art. 5(2) GDPR).

What could not be seen is not kept but unproven. An instance that was deleted has to be marked in its registry, because only
then its absence is meant.

Wrong:
    each: {row: control.instances, key: id}      # and a row whose database is gone
Right:
    each: {row: control.instances, key: id, skip: {state: purged}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU708",
    Severity.WARNING,
    Text(
        "Erklärtes war nicht zu sehen",
        "a declared store could not be seen",
    ),
    Text(
        "„{target}“ ist erklärt, war aber nicht zu sehen ({code}: {problem_de}).",
        '"{target}" is declared but could not be seen ({code}: {problem_en}).',
    ),
    Text(
        "Prüfen Sie Adresse und Rechte. Ist eine Instanz gelöscht, vermerken Sie es in ihrem Register (skip).",
        "Check address and rights. If an instance was deleted, mark it in its registry (skip).",
    ),
    "Art. 5(2) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Expected targets with a problem, of systems that can be probed."""
    from zusage.language.messages import catalogue

    for surveyed in matter.survey.targets if matter.survey else ():
        if surveyed.problem and surveyed.expected and not surveyed.absent and not surveyed.problem.startswith("no probe"):
            place, name = matter.policy.systems[surveyed.target.system].place, str(surveyed.target)
            code, _, detail = surveyed.problem.partition(" ")
            known = catalogue().get(code)
            title = known.title if known is not None else Text(detail, detail)
            words = {"problem_de": title.to("de"), "problem_en": title.to("en")}
            yield RULE.finding(place, name, target=name, code=code, **words)
