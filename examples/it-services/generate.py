"""Fill a folder with the example company: databases, logs, protocols, backups, mails, contracts. Same seed, same company.

Example: python examples/it-services/generate.py --into build/company
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from making.command import run_generator

from company.build import build_company
from company.size import Size

if __name__ == "__main__":
    run_generator(__doc__ or "", Size, build_company, {"clients": 1, "tickets": 1, "staff": 1})
