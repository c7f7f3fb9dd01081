"""Numbers as people write them in running text.

Law: whole numbers up to twelve are words, larger ones digits grouped as the language groups them. `one` is left to the
callers, because German inflects it.
"""

from __future__ import annotations

from zusage.model.text import Language

_DE = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def digits(value: int, language: Language) -> str:
    """`value` in digits: 60.000 in German, 60,000 in English; four digits stay together."""
    grouped = f"{value:,}" if abs(value) > 9999 else str(value)
    return grouped.replace(",", ".") if language == "de" else grouped


def number(value: int, language: Language) -> str:
    """`value` in running text: a word up to twelve, digits above."""
    words = _DE if language == "de" else _EN
    return words[value] if 0 <= value < len(words) else digits(value, language)
