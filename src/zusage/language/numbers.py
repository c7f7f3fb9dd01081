"""Numbers as people write them in running text.

Law: whole numbers up to twelve are words, larger ones digits grouped as the language groups them. `one` is left to the
callers, because German inflects it. Grouping and decimals come from the locale data of Babel.
"""

from __future__ import annotations

from zusage.language.dates import LOCALES
from zusage.model.text import Language

_DE = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def digits(value: int, language: Language) -> str:
    """`value` in digits: 60.000 in German, 60,000 in English; four digits stay together."""
    if abs(value) <= 9999:
        return str(value)
    from babel.numbers import format_decimal

    return format_decimal(value, locale=LOCALES[language])


def decimal(value: float, language: Language, places: int = 1) -> str:
    """`value` with a fixed number of decimal places: 41,3 in German, 41.3 in English."""
    from babel.numbers import format_decimal

    return format_decimal(value, format=f"#,##0.{'0' * places}" if places else "#,##0", locale=LOCALES[language])


def number(value: int, language: Language) -> str:
    """`value` in running text: a word up to twelve, digits above."""
    words = _DE if language == "de" else _EN
    return words[value] if 0 <= value < len(words) else digits(value, language)
