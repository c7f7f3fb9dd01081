"""Syntax: turn what a YAML reader complains about into what the writer did.

Law: the words of the YAML library never reach a person, and no message quotes more of the text than a masked label.
"""

from __future__ import annotations

import re
from typing import Any

from zusage.declaration.node import Entry, Scalar
from zusage.declaration.secret import has_secret, shown
from zusage.model.errors import DeclarationError
from zusage.model.place import Place

_BRACE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)")
_PROBLEMS = (
    ("mapping values are not allowed", "hier steht ein zweiter Doppelpunkt in einem Text ohne Anführungszeichen",
     "a second colon stands in a text without quotes"),
    ("block mapping", "die Einrückung passt zu keiner Ebene darüber", "the indentation fits no level above"),
    ("block end", "die Einrückung passt zu keiner Ebene darüber", "the indentation fits no level above"),
    ("block collection", "Liste und Zuordnung stehen auf derselben Ebene", "a list and a mapping stand on the same level"),
    ("flow sequence", "eine Liste in eckigen Klammern ist nicht geschlossen", "a list in square brackets is not closed"),
    ("']'", "eine Liste in eckigen Klammern ist nicht geschlossen", "a list in square brackets is not closed"),
    ("flow mapping", "eine geschweifte Klammer ist nicht geschlossen", "a brace is not closed"),
    ("'}'", "eine geschweifte Klammer ist nicht geschlossen", "a brace is not closed"),
    ("quoted scalar", "ein Anführungszeichen ist nicht geschlossen", "a quote is not closed"),
    ("unexpected end of stream", "ein Anführungszeichen ist nicht geschlossen", "a quote is not closed"),
    ("simple key", "nach einem Schlüssel fehlt der Doppelpunkt", "a colon is missing after a key"),
    ("cannot start any token", "dieses Zeichen kann keinen Text ohne Anführungszeichen beginnen",
     "this character cannot begin a text without quotes"),
    ("escape", "die Zeichenfolge nach dem Rückstrich gibt es nicht", "the characters after the backslash are unknown"),
)  # fmt: skip
OTHER = ("der Aufbau stimmt hier nicht", "the structure is not right here")


def variable_for(key: str) -> str:
    """A name for the environment variable that could hold the value of `key`."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", key).strip("_").upper()
    return f"APP_{name}" if name else "NAME"


def brace_variable(value: str) -> str:
    """The variable that `${NAME}` names, or NAME."""
    match = _BRACE.search(value)
    return match[1] if match else "NAME"


def comma_error(errors: list[DeclarationError], before: list[Entry], name: str, place: Place) -> None:
    """Record a comma in an unquoted text, or extend the proposal when the same text has several."""
    last = errors[-1] if errors else None
    label = before[-1] if before else None
    if last is not None and last.code == "ZE101" and label is not None and last.arguments.get("at") == str(label.place):
        last.arguments["whole"] = f"{last.arguments['whole']}, {_quoted(name)}"
        return
    if label is None or not isinstance(label.value, Scalar) or has_secret(label.value.value):
        german, english = "in geschweiften Klammern steht ein Name ohne Wert", "a name without value stands in braces"
        errors.append(DeclarationError("ZE109", place, problem_de=german, problem_en=english))
        return
    text = shown(label.value.value)
    errors.append(
        DeclarationError(
            "ZE101",
            place,
            label=text,
            key=shown(name),
            owner=label.key,
            whole=f"{_quoted(text)}, {_quoted(name)}",
            at=str(label.place),
        )
    )


def _quoted(text: str) -> str:
    return shown(text).replace("'", "''")


def tab_error(file: str, text: str, fault: Any) -> DeclarationError | None:
    """The error for a tab in the indentation, when that is what stopped the reader."""
    mark = fault.problem_mark
    lines = text.splitlines()
    for number in range(max(0, mark.line - 1), min(len(lines), mark.line + 1)):
        blanks = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        if "\t" in blanks:
            return DeclarationError("ZE108", Place(file, number + 1, blanks.index("\t") + 1))
    return None


def problem(file: str, text: str, fault: Any) -> DeclarationError:
    """What stopped the reader, in words about the text; braces for a variable get their own error."""
    mark, context = fault.problem_mark or fault.context_mark, fault.context_mark
    place = Place(file, mark.line + 1, mark.column + 1)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if match := _BRACE.search(line):
        return DeclarationError("ZE103", Place(file, mark.line + 1, match.start() + 1), variable=match[1])
    words = f"{fault.problem or ''} {fault.context or ''}"
    german, english = next(((de, en) for key, de, en in _PROBLEMS if key in words), OTHER)
    began = {"line": context.line + 1} if context is not None and context.line != mark.line else {}
    return DeclarationError("ZE109", place, problem_de=german, problem_en=english, **began)
