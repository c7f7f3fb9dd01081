"""Recovery: what became of intentions that a crash left open, told by looking at the files.

Law: a draft that still lies beside its file was never put in place: withdrawn, and the draft (which may hold full
addresses) is removed. Otherwise the file whose first bytes are the intended ones was changed: done; the one with the old
bytes was not: withdrawn. A file found half overwritten is overwritten to its end: done. Where nothing is found, a removal
is done and everything else withdrawn: we rather claim too little.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Literal

from zusage.adapters.connectors import durable
from zusage.adapters.connectors.logfiles.deed import overwrite
from zusage.adapters.connectors.logfiles.source import Damaged, LogFile, digest, find, folders
from zusage.adapters.connectors.logfiles.taking import mask_for
from zusage.operators.logform import compile_form
from zusage.plan.connector import Notebook
from zusage.plan.target import TargetId

Way = Literal["replace", "remove", "overwrite"]


@dataclass(frozen=True, slots=True)
class Intent:
    """The detail of an intention: which file (digest of its path), how, and the content before and after."""

    file: str
    way: Way
    inode: int
    before: str
    before_size: int
    after: str = ""
    after_size: int = 0
    ranges: tuple[tuple[int, int], ...] = ()
    v4: int = 24
    v6: int = 48
    also: tuple[str, ...] = ()
    form: str = "combined"

    def text(self) -> str:
        """As it is written in the notebook."""
        return json.dumps(asdict(self), sort_keys=True)


def recover(notebook: Notebook, target: TargetId, patterns: tuple[str, ...]) -> None:
    """End every open intention of the target, then remove drafts. Raises durable.Taken where another run works."""
    with ExitStack() as taken:
        for folder in folders(patterns):
            taken.enter_context(durable.alone(folder))
        for id, batch, detail in notebook.open_intentions(target):
            if _was_done(_read(detail), patterns):
                notebook.done(id, batch.counts)
            else:
                notebook.withdraw(id)
        for folder in folders(patterns):
            for draft in durable.leftovers(folder):
                durable.remove(draft)


def _read(detail: str) -> Intent:
    data = json.loads(detail)
    return Intent(
        **{**data, "ranges": tuple((start, stop) for start, stop in data["ranges"]), "also": tuple(data.get("also", ()))}
    )


def _was_done(intent: Intent, patterns: tuple[str, ...]) -> bool:
    files = sorted(find(patterns), key=lambda file: file.digest != intent.file)
    if intent.way == "overwrite":
        return _finish(intent, files)
    if any(draft.stat().st_ino == intent.inode for folder in folders(patterns) for draft in durable.leftovers(folder)):
        return False
    if intent.way == "remove":
        return not any(_holds(file, intent.before, intent.before_size) for file in files)
    return any(_holds(file, intent.after, intent.after_size) for file in files)


def _finish(intent: Intent, files: Iterable[LogFile]) -> bool:
    for file in files:
        if file.path.stat().st_ino == intent.inode and file.path.stat().st_size >= intent.before_size:
            if _holds(file, intent.before, intent.before_size):
                return False
            overwrite(
                file, list(intent.ranges), mask_for(intent.also, compile_form(intent.form), intent.v4, intent.v6, pad=True)
            )
            return _holds(file, intent.after, intent.after_size)
    return any(_holds(file, intent.after, intent.after_size) for file in files)


def _holds(file: LogFile, content: str, size: int) -> bool:
    try:
        with file.path.open("rb") as raw:
            return digest(file, raw, size) == content
    except (Damaged, FileNotFoundError):
        return False
