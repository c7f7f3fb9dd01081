"""Bank and card numbers: recognises them by their check digits, not by their look alone.

Law: `iban` is ISO 13616 (country, length where known, remainder 1 modulo 97); `card_number` has a known issuer prefix with
a length of that issuer and a valid Luhn digit. Blanks and hyphens between groups are allowed.
Example: `DE89 3704 0044 0532 0130 00` is an IBAN, `4111 1111 1111 1111` a card number.
"""

from __future__ import annotations

import re

from zusage.operators.trait import recogniser

TRAITS = (recogniser("iban"), recogniser("card_number"))

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_LENGTHS = {"AT": 20, "BE": 16, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "HU": 28}
_LENGTHS |= {"IE": 22, "IT": 27, "LI": 21, "LU": 20, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "SE": 24, "SI": 19, "SK": 24}
_CARD = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15}|35(?:2[89]|[3-8]\d)\d{12}"
)
_GROUPED = re.compile(r"\d(?:[ -]?\d)+")


def is_iban(value: str) -> bool:
    """An IBAN whose check digits are right."""
    text = "".join(value.split()).upper()
    if _IBAN.fullmatch(text) is None or len(text) != _LENGTHS.get(text[:2], len(text)):
        return False
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97 == 1


def is_card_number(value: str) -> bool:
    """The primary account number of a payment card."""
    text = value.strip()
    if not text.isascii() or _GROUPED.fullmatch(text) is None:
        return False
    digits = text.replace(" ", "").replace("-", "")
    return _CARD.fullmatch(digits) is not None and _luhn(digits)


def _luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (doubled + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0
