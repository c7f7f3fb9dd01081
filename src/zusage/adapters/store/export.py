"""Export: an evidence bundle written to a folder or a `.zip` file.

Law: nothing is overwritten (ZE707); what is there under its final name is complete, because it is written beside it first.
A ledger that does not verify is not exported (IntegrityError ZE45): a bundle would carry the damage under a fresh signature.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from zusage.adapters.store.state import OpenedState
from zusage.ledger.bundle import Contents, bundle_files
from zusage.ledger.tally import Scope
from zusage.model.errors import ConnectorError, IntegrityError, UsageError


def export_bundle(state: OpenedState, scope: Scope, destination: Path, at: datetime) -> Path:
    """Verify the ledger, seal it, and write the bundle to `destination`; returns it."""
    if destination.exists():
        raise UsageError("ZE707", path=destination.name)
    report = state.records.verify()
    if not report.ok:
        raise IntegrityError("ZE45", what=report.problems[0].code, entry=report.first_bad or 0)
    state.records.checkpoint(at)
    head = state.records.head()
    rows = state.records.rows(-1, head.size)
    files = bundle_files(Contents(head, rows, state.archive.get, state.sign, state.verifier(), at), scope)
    draft = destination.with_name(f".{destination.name}.new")
    write = _write_zip if destination.suffix == ".zip" else _write_folder
    try:
        write(files, draft)
        draft.replace(destination)
    except OSError as error:
        raise ConnectorError("ZE705", reason=error.strerror or "") from error
    finally:
        _remove(draft)
    return destination


def _write_folder(files: Iterator[tuple[str, Iterator[bytes]]], folder: Path) -> None:
    _remove(folder)
    for name, pieces in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            _pour(pieces, out.write)


def _write_zip(files: Iterator[tuple[str, Iterator[bytes]]], file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            with archive.open(_member(name), "w", force_zip64=True) as out:
                _pour(pieces, out.write)


def _pour(pieces: Iterable[bytes], write: Callable[[bytes], int]) -> None:
    for piece in pieces:
        write(piece)


def _member(name: str) -> zipfile.ZipInfo:
    """A compressed member without a moment of its own, so that the same bundle gives the same archive."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
