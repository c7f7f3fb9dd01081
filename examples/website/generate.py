"""Fill a folder with Klarwerk GmbH: databases, logs, recordings, mails, backups, contracts. Same seed, same company.

Example: python examples/website/generate.py --into build/klarwerk
"""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from making.command import run_generator

from company.build import build_company
from company.size import Size

LEAST = {field.name: 1 for field in fields(Size) if field.type == "int"}

if __name__ == "__main__":
    run_generator(__doc__ or "", Size, build_company, LEAST)
