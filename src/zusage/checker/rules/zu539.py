"""ZU539: record of the consent incomplete (Art. 7(1) GDPR; § 7(2) no. 2 UWG).

To show a consent one shows who agreed when, and to which text. Where the address is confirmed by mail, the moment of
confirming is the evidence. And who cannot see a withdrawal writes on.

Wrong:
    consents: {newsletter: {proof: {in: app.consents, given: given_at, confirmed: confirmed_at, text: null}}}
Right:
    consents: {newsletter: {proof: {in: app.consents, given: given_at, confirmed: confirmed_at, text: text_version}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU539",
    Severity.WARNING,
    Text("Nachweis der Einwilligung unvollständig", "record of the consent incomplete"),
    Text(
        "Im Nachweis der Einwilligung „{consent}“ fehlt: {missing_de}.",
        'The record of the consent "{consent}" lacks: {missing_en}.',
    ),
    Text(
        "Ergänzen Sie die Spalten in proof:.",
        "Add the columns in proof:.",
    ),
    "Art. 7(1) GDPR; § 7(2) no. 2 UWG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents with a table of records that has no column for the moment, the confirming, the text or the withdrawal."""
    for consent in matter.policy.consents.values():
        if not consent.table:
            continue
        missing = [] if consent.given or consent.confirmed else [("Zeitpunkt (given)", "moment (given)")]
        if consent.double_opt_in and not consent.confirmed:
            missing.append(("Bestätigung (confirmed)", "confirmation (confirmed)"))
        if not consent.text:
            missing.append(("Fassung des Textes (text)", "version of the text (text)"))
        if not consent.withdrawn:
            missing.append(("Widerruf (withdrawn)", "withdrawal (withdrawn)"))
        if missing:
            words = {"missing_de": ", ".join(de for de, _ in missing), "missing_en": ", ".join(en for _, en in missing)}
            yield RULE.finding(consent.place, consent=consent.id, **words)
