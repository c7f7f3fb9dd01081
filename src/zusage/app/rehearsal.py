"""Rehearsal: the example company in a folder, through check, notice, board, plan, apply and board again.

Law: everything happens in the given folder with the same use cases that the commands call; nothing is prepared for the eye.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from zusage.model.errors import UsageError

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@dataclass(frozen=True, slots=True)
class Sabotage:
    """One deliberate breach: which promise it must turn red, and what was done, in German and English."""

    promise_kind: str
    de: str
    en: str


def companies() -> list[str]:
    """The example companies that lie beside the package (a checkout; they are not part of the installed package)."""
    return sorted(folder.name for folder in EXAMPLES.glob("*") if (folder / "generate.py").is_file())


def prepare_company(name: str, into: Path, now: datetime) -> str:
    """Generate the company's data; returns the generator's last line. Raises UsageError ZE58."""
    script = EXAMPLES / name / "generate.py"
    if not script.is_file():
        raise UsageError("ZE58", company=name, known=", ".join(companies()))
    command = [sys.executable, str(script), "--into", str(into), "--now", now.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError("ZE59", company=name, reason=(done.stderr.strip().splitlines() or ["?"])[-1])
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def break_a_promise(company: Path, now: datetime) -> Sabotage:
    """Write a line with a full address, ten days old, into a rotated log: "IP shortened after 7 days" is broken."""
    log = next(iter(sorted(company.rglob("access.log.1"))), None) or company / "weblog" / "access.log.1"
    stamp = (now - timedelta(days=10)).strftime("%d/%b/%Y:%H:%M:%S %z")
    with log.open("a") as file:
        file.write(f'203.0.113.77 - - [{stamp}] "GET /hilfe HTTP/1.1" 200 512 "-" "Mozilla/5.0"\n')
    return Sabotage(
        "shorten-after",
        "In ein rotiertes Zugriffsprotokoll wurde eine zehn Tage alte Zeile mit ungekürzter IP-Adresse geschrieben.",
        "A line ten days old with a full IP address was written into a rotated access log.",
    )
