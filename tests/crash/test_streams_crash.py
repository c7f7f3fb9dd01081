"""kill -9 before every single step that changes or journals something: the next run ends in the same state, counted once."""

import gzip
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from support.streams import NOW, FileNotebook, line
from zusage.plan.target import TargetId

sys.path.insert(0, str(Path(__file__).parent))
import streams_victim

OLD, NEW = NOW - timedelta(days=9), NOW - timedelta(days=1)


def prepare(folder: Path) -> None:
    log = folder / "log"
    log.mkdir(parents=True)
    (log / "access.log").write_bytes(line("1.2.3.144", OLD) * 3 + line("1.2.3.144", NEW) * 2)
    (log / "access.log.1").write_bytes(line("2001:db8:1:2::5", OLD) * 4)
    (log / "access.log.2.gz").write_bytes(gzip.compress(line("1.2.3.4", OLD) * 5 + line("9.9.9.9", NEW), mtime=0))
    for path in log.iterdir():
        at = (NEW if path.name == "access.log" else OLD).timestamp()
        os.utime(path, (at, at))


def state(folder: Path) -> dict[str, bytes]:
    found = sorted((folder / "log").iterdir()) if (folder / "log").exists() else []
    state = {path.name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in found}
    return state | {path.name: b"" for path in folder.iterdir() if path.name not in ("log", "notebook")}


def journaled(folder: Path, kind: str) -> dict[str, int]:
    total: dict[str, int] = {}
    for _, batch in FileNotebook(folder / "notebook").entries(TargetId(kind)):
        for name, count in batch.counts.items():
            total[name] = total.get(name, 0) + count
    assert not FileNotebook(folder / "notebook").open_intentions(TargetId(kind))
    return total


def victim(folder: Path, name: str, steps: int) -> bool:
    """Whether it got to its end."""
    code = [sys.executable, str(Path(streams_victim.__file__)), str(folder), name, str(steps)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(code, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == 0


@pytest.mark.parametrize("name", ["shorten", "delete", "files", "drop"])
def test_every_crash_ends_in_the_same_state(tmp_path: Path, name: str) -> None:
    kind = streams_victim.ACTS[name][0]
    prepare(tmp_path / "calm")
    counts = streams_victim.run(tmp_path / "calm", name)
    wanted, total = state(tmp_path / "calm"), journaled(tmp_path / "calm", kind)
    assert counts == total and sum(total.values()) > 1
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        prepare(folder)
        if victim(folder, name, steps):
            break
        again = streams_victim.run(folder, name)
        assert state(folder) == wanted, f"after step {steps}"
        assert journaled(folder, kind) == total == again, f"after step {steps}"
        steps += 1
    assert steps > 4
