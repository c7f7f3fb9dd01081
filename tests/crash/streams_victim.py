"""Runs one act on log files or a folder and kills its own process at the n-th step that changes or journals anything."""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from support.streams import FREE, NOW, FileNotebook, before, opening, order
from zusage.adapters.connectors import open_connector
from zusage.plan.act import Act, Delete, Drop, Shorten
from zusage.plan.connector import Limits

CUT = before("time", NOW - timedelta(days=7))
ACTS: dict[str, tuple[str, Act]] = {
    "shorten": ("logfiles", Shorten("a", "p", "lines", "client_ip", CUT)),
    "delete": ("logfiles", Delete("a", "p", "lines", CUT)),
    "files": ("files", Delete("a", "p", "objects", CUT)),
    "drop": ("files", Drop("a", "p")),
}
_WATCHED = frozenset({"os.rename", "os.remove", "os.rmdir", "open", "os.truncate", "os.chmod", "os.utime", "shutil.rmtree"})


def run(folder: Path, name: str) -> dict[str, int]:
    """Do the act as run r1 and return the receipt's counts."""
    kind, act = ACTS[name]
    options: dict = (
        {"paths": (str(folder / "log" / "access.log*"),)} if kind == "logfiles" else {"path": str(folder / "log")}
    )
    connector = open_connector(kind, opening(FileNotebook(folder / "notebook"), kind, **options))
    limits = FREE if kind == "logfiles" else Limits(None, None, 2)
    return dict(connector.apply(act, order("r1", limits)).counts)


class Countdown:
    """Kills at the n-th audited step; at other steps nothing happens."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def __call__(self, event: str, arguments: tuple) -> None:
        if event not in _WATCHED or (event == "open" and not _writes(arguments)):
            return
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _writes(arguments: tuple) -> bool:
    mode, flags = arguments[1], arguments[2] or 0
    return any(letter in (mode or "") for letter in "wa+") or bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    watched, folder, name = int(sys.argv[3]), Path(sys.argv[1]), sys.argv[2]
    FileNotebook(folder / "notebook")
    sys.addaudithook(Countdown(watched))
    run(folder, name)
    print("finished")
