"""Fill a folder with the example company: databases, logs, letters, mails, backups, contracts. Same seed, same company.

Example: python examples/accounting/generate.py --into build/accounting
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
    run_generator(__doc__ or "", Size, build_company, {"accounts": 20, "clients": 4, "log_days": 1, "backups": 1})
