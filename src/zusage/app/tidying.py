"""Tidying: the files of a declaration in the form in which declarations are written.

Law: all files are read and formatted before the first is written; one that cannot be read leaves all of them as they are.
A file is replaced as a whole, with the mode it had; a link stays a link.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from zusage.app.sources import gather_files
from zusage.app.workspace import find_declaration
from zusage.model.errors import UsageError


def expanded(path: Path) -> str:
    """The whole declaration with its short forms written out. Raises DeclarationErrors, UsageError."""
    from zusage.declaration.format import expand_files

    return expand_files(gather_files(find_declaration(path)))


def tidy_files(path: Path, *, write: bool) -> list[str]:
    """Names of the files that were not tidy; with `write` they are now. Raises DeclarationErrors, UsageError ZE74."""
    from zusage.declaration.format import format_text

    files = gather_files(find_declaration(path))
    tidy = [(name, content, format_text(content, name=name).encode()) for name, content in files]
    untidy = [(name, text) for name, content, text in tidy if text != content]
    if write:
        for name, text in untidy:
            _replace(Path(name).resolve(), text)
    return [name for name, _ in untidy]


def _replace(file: Path, content: bytes) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.chmod(file.stat().st_mode & 0o7777)
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UsageError("ZE74", path=file.name, reason=error.strerror or "") from error
