"""Importing: what others have written, read into a draft of a declaration.

Law: nothing that is there is overwritten (ZE664), nothing is decided, and what is open stands as a comment at the top. A
file that is not of the form is refused with its place (ZE663, ZE666). Only the file is read; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from zusage.declaration.format import block_text
from zusage.model.errors import UsageError
from zusage.model.place import Place
from zusage.model.text import Language
from zusage.reader.draft import Draft

LARGEST = 20_000_000
_HEADS = {
    "de": "Entwurf, gelesen aus {name}. Was noch offen ist; `zusage check` zeigt die Stellen:",
    "en": "Draft, read from {name}. What is still open; `zusage check` shows the places:",
}


def import_file(form: str, path: Path, language: Language) -> str:
    """The text of a draft of a declaration. Raises UsageError ZE663, ZE666."""
    source = _read(path)
    _refuse_other(form, source, path)
    draft = _readers()[form](source, language)
    head = [f"# {_HEADS[draft.language].format(name=path.name)}", *(f"# DECIDE: {words}" for words in draft.open)]
    return "\n".join(head) + "\n" + block_text(json.dumps(draft.value, ensure_ascii=False))


def write_draft(text: str, into: Path) -> None:
    """Write the draft where nothing is. Raises UsageError ZE664."""
    try:
        with into.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as fault:
        raise UsageError("ZE664", Place(str(into)), path=str(into)) from fault


def _readers() -> dict[str, Callable[[Mapping[str, Any], Language], Draft]]:
    from zusage.reader.fideslang import read_fideslang
    from zusage.reader.tilt import read_tilt

    return {"tilt": lambda source, _: read_tilt(source), "fideslang": read_fideslang}


FORMS = ("tilt", "fideslang")
_KEYS = {"tilt": ("controller", "dataDisclosed", "meta"), "fideslang": ("system", "dataset", "organization")}
"""The keys with which a file of a form begins; one of them is enough."""


def _refuse_other(form: str, source: Mapping[str, Any], path: Path) -> None:
    if any(key in source for key in _KEYS[form]):
        return
    other = next((name for name, keys in _KEYS.items() if any(key in source for key in keys)), "")
    keys = ", ".join(_KEYS[form])
    raise UsageError("ZE666", Place(str(path), 1, 1), path=str(path), form=form, keys=keys, other=other)


def _read(path: Path) -> Mapping[str, Any]:
    """The mapping in a file of JSON or YAML."""
    if path.stat().st_size > LARGEST:
        raise UsageError("ZE663", Place(str(path)), path=str(path), reason=f"> {LARGEST} Bytes")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise UsageError("ZE663", Place(str(path)), path=str(path), reason="UTF-8") from fault
    except json.JSONDecodeError as fault:
        place = Place(str(path), fault.lineno, fault.colno)
        raise UsageError("ZE663", place, path=str(path), reason=fault.msg) from fault
    except (RecursionError, ValueError) as fault:
        reason = "nested too deeply" if isinstance(fault, RecursionError) else "number too long"
        raise UsageError("ZE663", Place(str(path)), path=str(path), reason=reason) from fault
    if not isinstance(found, dict):
        raise UsageError("ZE663", Place(str(path), 1, 1), path=str(path), reason=f"{type(found).__name__}")
    return found
