"""ZU350: letters deleted before the duty ends (§ 257(1) no. 2, (4) HGB, § 147(1) no. 2, (3) AO).

Business letters that were received, and copies of those sent, are kept for six years from the end of the calendar year.
What looks like them and goes earlier may break that duty.

Wrong:
    activities: {contract: {data: {tickets: {label: {de: Geschäftsbriefe, en: business letters}}}}}
Right:
    activities: {contract: {data: {tickets: {label: {de: Geschäftsbriefe, en: business letters}}}, retention: {tickets: {keep: {law: de/letters}, delete: afterwards}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.vouchers import ends, surely_kept
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.law import law_term

RULE = Rule(
    "ZU350",
    Severity.WARNING,
    Text("Geschäftsbriefe zu früh gelöscht", "letters deleted before the duty ends"),
    Text(
        "„{label_de}“ sieht nach Geschäftsbriefen aus und würde zu früh gelöscht: aufzubewahren sind sie {years} Jahre ab Ende des Kalenderjahres.",
        '"{label_en}" looks like business letters and would be deleted too early: they must be kept for {years} years from the end of the calendar year.',
    ),
    Text(
        "Schreiben Sie: keep: {law: de/letters}, delete: afterwards",
        "Write: keep: {law: de/letters}, delete: afterwards",
    ),
    "§ 257(1) no. 2, (4) HGB, § 147(1) no. 2, (3) AO",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data of our own whose label says letters of business, with a shorter period."""
    policy, term = matter.policy, law_term("de/letters", matter.as_of)
    if term is None or not policy.regime.startswith("eu/de"):
        return
    for rule in policy.rules:
        if policy.activities[rule.activity].role == "processor" or rule.same_as or (rule.keep and rule.keep.unlimited):
            continue
        found = (policy.datum(rule.activity, id) for id in rule.data)
        letters = next((one for one in found if one is not None and _LETTERS.search(words_of(one.label))), None)
        early = [stage for stage in rule.stages if ends(stage)]
        if letters is None or not early:
            continue
        if surely_kept(rule, early[-1], matter.as_of).longest_hours < term.period.longest_hours:
            words = {"label_de": letters.label.to("de"), "label_en": letters.label.to("en")}
            yield RULE.finding(rule.place, rule.id, **words, years=term.period.years)


_LETTERS = re.compile(r"\b(?:geschäfts|handels)brief|\b(?:business|commercial) letter", re.IGNORECASE)
