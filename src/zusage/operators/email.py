"""E-mail addresses: recognises one address and brings it into the form in which addresses are compared.

Law: `normalised` trims, composes (NFC) and casefolds local part and domain; two spellings that mail systems deliver to the
same mailbox by agreement (dots, plus tags) stay different, because not every provider agrees. It is idempotent.
Example: ` Ada@Beispiel.Example ` becomes `ada@beispiel.example`.
"""

from __future__ import annotations

import re
import unicodedata

from zusage.operators.trait import Trait, recogniser

TRAITS = (recogniser("email"), Trait("email", "normalises", keeps_unique=False, length="any"))

_EMAIL = re.compile(r"[^\s@\"(),:;<>\[\]\\]{1,64}@[^\s@.,:;<>\[\]\\/]+(?:\.[^\s@.,:;<>\[\]\\/]+)+")


def is_email(value: str) -> bool:
    """One address with a domain of at least two labels, and nothing else."""
    return len(value) <= 254 and _EMAIL.fullmatch(value.strip()) is not None


def normalised(value: str) -> str:
    """The address as it is compared."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", value.strip()).casefold())
