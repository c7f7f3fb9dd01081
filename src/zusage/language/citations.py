"""Legal citations as each language writes them.

Law: a citation is built from its parts, or localised from the neutral form of the law data ("§ 147(3) no. 1 AO",
"Art. 6(1)(b) GDPR"); the norm itself is never changed.
"""

from __future__ import annotations

import re

from zusage.model.text import Language

_PARAGRAPH = re.compile(r"(?<=[\w])\s?\((\d+[a-z]?)\)")
_LETTER = re.compile(r"\(([a-z])\)")


def gdpr(article: int, language: Language, paragraph: int = 0, letter: str = "", sentence: int = 0) -> str:
    """Gives "Art. 6 Abs. 1 lit. b DSGVO", "Art. 6(1)(b) GDPR"."""
    if language == "de":
        parts = [f"Art. {article}", f"Abs. {paragraph}" if paragraph else "", f"lit. {letter}" if letter else ""]
        parts.append(f"Satz {sentence}" if sentence else "")
        return " ".join(part for part in (*parts, "DSGVO") if part)
    inner = (f"({paragraph})" if paragraph else "") + (f"({letter})" if letter else "")
    tail = f" sentence {sentence}" if sentence else ""
    return f"Art. {article}{inner}{tail} GDPR"


def section(number: str, act: str, language: Language, paragraph: str = "", item: str = "") -> str:
    """Gives "§ 25 Abs. 2 Nr. 2 TDDDG", "section 25(2) no. 2 TDDDG"."""
    if language == "de":
        parts = (f"§ {number}", f"Abs. {paragraph}" if paragraph else "", f"Nr. {item}" if item else "", act)
        return " ".join(part for part in parts if part)
    inner = f"({paragraph})" if paragraph else ""
    return f"section {number}{inner}{f' no. {item}' if item else ''} {act}"


def localised(statute: str, language: Language) -> str:
    """A statute of the law data in the words of `language`."""
    neutral = re.sub(r"\bs\. (?=\d)", "§ ", re.sub(r"\bss\. (?=\d)", "§§ ", statute))
    if language == "de":
        text = _LETTER.sub(r" lit. \1", _PARAGRAPH.sub(r" Abs. \1", neutral))
        return (
            text.replace(" nos. ", " Nr. ")
            .replace(" no. ", " Nr. ")
            .replace(" sentence ", " Satz ")
            .replace("GDPR", "DSGVO")
        )
    text = re.sub(r"§ (?=\d)", "section ", re.sub(r"§§ (?=\d)", "sections ", neutral))
    text = re.sub(r"\s?Abs\. (\w+)", r"(\1)", text).replace("Nr.", "no.").replace("Satz", "sentence")
    return re.sub(r"\s?lit\. (\w)", r"(\1)", text).replace("DSGVO", "GDPR")
