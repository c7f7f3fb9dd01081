"""ZU721: hash is plain text (Art. 25(1), 32(1)(a) GDPR).

A column that is called a hash is believed to be one, in the notice, in the impact assessment and by everybody with access.
If a sample shows addresses, the protection is not there.

Wrong:
    keys: {label: Prüfwerte, in: app.customers, columns: [email_hash]}      # and email_hash holds e-mail addresses
Right:
    keys: {label: Prüfwerte, in: app.customers, columns: [email_hash]}      # and email_hash holds 64 hexadecimal digits
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import SHAPES, personal_columns
from zusage.checker.rule import Matter, Needs, Rule
from zusage.checker.rules.zu720 import UNSURE
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU721",
    Severity.ERROR,
    Text(
        "Prüfwert ist Klartext",
        "hash is plain text",
    ),
    Text(
        "{column} heißt wie ein Prüfwert oder Pseudonym, enthält dem Anschein nach aber {shape_de}.",
        "{column} is named like a hash or pseudonym but seems to hold {shape_en}.",
    ),
    Text(
        "Lassen Sie die Anwendung den Prüfwert speichern, und ersetzen Sie die alten Werte.",
        "Let the application store the hash, and replace the old values.",
    ),
    "Art. 25(1), 32(1)(a) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Declared columns with such a name whose sampled values look like those of people; totals are ZU720."""
    totals = {(d.system, d.table) for a in matter.policy.activities.values() for d in a.data if d.aggregated}
    for system, table, column, shape in personal_columns(matter, "disguised"):
        use = matter.policy.systems[system].tables.get(table)
        if use is not None and (system, table) not in totals and shape not in UNSURE:
            yield RULE.finding(use.place, f"{system}.{table}", column=f"{system}.{table}.{column}", **SHAPES[shape])
