"""The annex to a processor's record (Art. 30(2)(a) GDPR): those for whom it works, from a file that somebody exported.

Law: rows stay in the order of the file; a file without the columns is refused with its place (ZE662). Read as UTF-8 with
commas or semicolons, as spreadsheets write them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from zusage.model.errors import UsageError

NEEDED = ("name", "address")
KNOWN = (*NEEDED, "contact", "officer", "categories", "since", "until")


def read_controllers(path: Path) -> Sequence[Mapping[str, str]]:
    """The rows by the names of the columns. Raises UsageError ZE662."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = file.read(4096)
        file.seek(0)
        reader = csv.DictReader(file, delimiter=";" if sample.count(";") > sample.count(",") else ",")
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        if lacking := [name for name in NEEDED if name not in names]:
            raise UsageError("ZE662", path=str(path), column=lacking[0], known=", ".join(KNOWN))
        reader.fieldnames = names
        return [{name: (row.get(name) or "").strip() for name in KNOWN} for row in reader]
