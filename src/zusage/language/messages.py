"""Messages: the German and English words of every error, by its stable code.

Law: a `ZusageError` carries code, place and arguments; only here it becomes words. The line reads
`file:line:column  CODE  What is wrong. Near or allowed names. Next step.` An argument that is missing never makes
rendering fail: a part in double brackets is left out, a bare placeholder becomes "…". No message shows a value of a
person or a secret; arguments hold names of keys, tables and columns only. Texts stand in `messages_de_en.py` (commands),
`messages_declaration.py` (reading a declaration), `messages_compiling.py` (compiling it), `messages_state.py` (own
state) and `messages_stores.py` (files, logs, mails, registers).

Example: `render(DeclarationError("ZE110", place, key="retension", owner="activity", near="retention"), "en")` gives
`a.yml:5:3  ZE110  "retension" is not a key of activity. Did you mean "retention"? …`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from zusage.language.messages_approving import MESSAGES as APPROVING
from zusage.language.messages_compiling import MESSAGES as COMPILING
from zusage.language.messages_de_en import MESSAGES as RUNNING
from zusage.language.messages_declaration import MESSAGES as READING
from zusage.language.messages_state import MESSAGES as STATE
from zusage.language.messages_stores import MESSAGES as STORES
from zusage.language.messages_writing import MESSAGES as WRITING
from zusage.model.errors import DeclarationErrors, ZusageError
from zusage.model.finding import Argument
from zusage.model.text import Language, Text

_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_FIELD = re.compile(r"\{(\w+)\}")
_NEAR = Text(de="Meinten Sie „{near}“?", en='Did you mean "{near}"?')
_ALLOWED = Text(de="Erlaubt: {allowed}.", en="Allowed: {allowed}.")
_KNOWN = Text(de="Bekannt: {known}.", en="Known: {known}.")
_UNKNOWN = Text(de="Unbekannter Fehler.", en="Unknown error.")


_SORTS = {
    "activity": "eine Tätigkeit",
    "authority": "eine Aufsichtsbehörde",
    "basis": "eine Rechtsgrundlage",
    "consent": "eine Einwilligung",
    "datum": "ein Datum der Tätigkeit",
    "device item": "ein Eintrag unter device",
    "document": "ein Dokument",
    "hold": "eine Art der Löschsperre",
    "measure": "eine Maßnahme",
    "promise kind": "eine Art von Zusage",
    "purpose": "ein Zweck",
    "recipient": "ein Empfänger",
    "row of law": "eine Zeile des Rechts",
    "rule": "eine Regel",
    "service": "ein Dienst des Verzeichnisses",
    "subject": "eine Gruppe von Betroffenen",
    "system": "ein System",
}
_WHOLE = Text(de="der Erklärung", en="the declaration")


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code: a title for lists, a sentence with placeholders, and the next step."""

    code: str
    title: Text
    sentence: Text
    advice: Text


@cache
def catalogue() -> Mapping[str, Message]:
    """All messages by code."""
    return {
        code: Message(code, Text(parts[0], parts[1]), Text(parts[2], parts[3]), Text(parts[4], parts[5]))
        for code, parts in sorted({**READING, **COMPILING, **RUNNING, **STATE, **STORES, **APPROVING, **WRITING}.items())
    }


def render(error: ZusageError, language: Language) -> str:
    """The whole message of an error, one line per error."""
    return "\n".join(_line(single, language) for single in _singles(error))


def sentence(error: ZusageError, language: Language) -> str:
    """What is wrong, without place, code and next step."""
    message = catalogue().get(error.code)
    arguments = _worded(error.arguments, language)
    words = [fill((message.sentence if message else _UNKNOWN).to(language), arguments)]
    for key, template in (("near", _NEAR), ("known", _KNOWN), ("allowed", _ALLOWED)):
        if arguments.get(key) not in (None, ""):
            words.append(fill(template.to(language), arguments))
    return " ".join(words)


def advice(error: ZusageError, language: Language) -> str:
    """What to do next, or "" when the code is not in the catalogue."""
    message = catalogue().get(error.code)
    return fill(message.advice.to(language), error.arguments).strip() if message else ""


def fill(template: str, arguments: Mapping[str, Argument]) -> str:
    """`template` with its placeholders filled; optional parts without arguments are left out."""

    def optional(match: re.Match[str]) -> str:
        present = all(arguments.get(name) not in (None, "") for name in _FIELD.findall(match[1]))
        return match[1] if present else ""

    return _FIELD.sub(lambda match: str(arguments.get(match[1], "…")), _OPTIONAL.sub(optional, template))


def _worded(arguments: Mapping[str, Argument], language: Language) -> dict[str, Argument]:
    """Arguments with the sort of a name and the declaration as a whole in words of the language."""
    worded = dict(arguments)
    if worded.get("owner") == "declaration":
        worded["owner"] = _WHOLE.to(language)
    if language == "de" and (sort := _SORTS.get(str(worded.get("kind")))):
        worded["kind"] = sort
    return worded


def _singles(error: ZusageError) -> Iterator[ZusageError]:
    if isinstance(error, DeclarationErrors):
        yield from error.errors
    else:
        yield error


def _line(error: ZusageError, language: Language) -> str:
    words = " ".join(part for part in (sentence(error, language), advice(error, language)) if part)
    place = f"{error.place}  " if error.place.file else ""
    return f"{place}{error.code}  {words}"
