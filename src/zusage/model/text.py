"""A text that exists in German, in English, or in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people in up to two languages; at least one is set."""

    de: str | None = None
    en: str | None = None

    def __post_init__(self) -> None:
        if self.de is None and self.en is None:
            raise ValueError("a Text needs words in at least one language")

    def to(self, language: Language) -> str:
        """The words in `language`, or in the other language where it was not written."""
        first, second = (self.de, self.en) if language == "de" else (self.en, self.de)
        return first if first is not None else second or ""

    def has(self, language: Language) -> bool:
        """Whether the text was really written in `language`."""
        return (self.de if language == "de" else self.en) is not None
