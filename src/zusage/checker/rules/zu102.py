"""ZU102: representative in the Union is missing (Art. 27(1), 13(1)(a), 14(1)(a) GDPR).

Who offers something to people in the Union from outside names somebody there whom people and authorities can turn to.
Only occasional processing of little risk and public bodies are exempt; that reason belongs beside the organisation.

Wrong:
    organisation: {country: US}
Right:
    organisation: {country: US, eu_representative: {name: Kontor Nord GmbH, address: 'Kai 4, 20457 Hamburg'}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import PLACEHOLDER
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.countries import EEA

RULE = Rule(
    "ZU102",
    Severity.WARNING,
    Text(
        "Vertreter in der Union fehlt",
        "representative in the Union is missing",
    ),
    Text(
        "Der Sitz liegt außerhalb des EWR ({country}), und ein Vertreter in der Union {what_de}.",
        "The seat is outside the EEA ({country}), and a representative in the Union {what_en}.",
    ),
    Text(
        "Schreiben Sie: eu_representative: {name: …, address: …}. Greift eine Ausnahme des Art. 27 Abs. 2, begründen Sie sie mit allow.",
        "Write: eu_representative: {name: …, address: …}. If an exemption of Art. 27(2) applies, give it as the reason of allow.",
    ),
    "Art. 27(1), 13(1)(a), 14(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """A controller outside the EEA without a representative, or with one who is only a placeholder."""
    us = matter.policy.organisation
    if not us.country or us.country in EEA or us.kind == "public_body":
        return
    named = us.eu_representative
    if named is None:
        yield RULE.finding(us.place, country=us.country, what_de="ist nicht benannt", what_en="is not named")
    elif PLACEHOLDER.search(f"{named.name} {named.address}"):
        yield RULE.finding(us.place, country=us.country, what_de="ist nur ein Platzhalter", what_en="is a placeholder only")
