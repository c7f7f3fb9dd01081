"""A number with its noun, in the right number and case.

Law: German "one" agrees with gender and case of the noun; nouns come as (singular, plural, dative plural).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zusage.language.numbers import number
from zusage.model.text import Language

Case = Literal["nominative", "accusative", "dative", "genitive"]
Gender = Literal["m", "f", "n"]

_ONE: dict[Case, dict[Gender, str]] = {
    "nominative": {"m": "ein", "f": "eine", "n": "ein"},
    "accusative": {"m": "einen", "f": "eine", "n": "ein"},
    "dative": {"m": "einem", "f": "einer", "n": "einem"},
    "genitive": {"m": "eines", "f": "einer", "n": "eines"},
}


@dataclass(frozen=True, slots=True)
class Noun:
    """A German noun with what counting needs."""

    gender: Gender
    singular: str
    plural: str
    dative_plural: str
    genitive: str


def count_de(value: int, noun: Noun, case: Case = "accusative") -> str:
    """Gives "einen Tag", "drei Tagen", "acht Jahre"."""
    if value == 1:
        return f"{_ONE[case][noun.gender]} {noun.genitive if case == 'genitive' else noun.singular}"
    return f"{number(value, 'de')} {noun.dative_plural if case == 'dative' else noun.plural}"


def count_en(value: int, singular: str, plural: str = "") -> str:
    """Gives "one day", "three days", "30 days"."""
    return f"{number(value, 'en')} {singular if value == 1 else plural or singular + 's'}"


def count(value: int, de: Noun, en: str, language: Language, case: Case = "accusative") -> str:
    """`value` things in `language`."""
    return count_de(value, de, case) if language == "de" else count_en(value, en)
