"""Log files: exactly the due lines are shortened or deleted, byte for byte, and nothing is ever silently skipped."""

import gzip
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.streams import FREE, NOW, FileNotebook, before, line, opening, order
from zusage.adapters.connectors.logfiles import deed
from zusage.adapters.connectors.logfiles.connector import open_logfiles
from zusage.adapters.connectors.logfiles.stamp import of_line
from zusage.adapters.connectors.tally import moments
from zusage.model.errors import ConnectorError
from zusage.operators import ip
from zusage.plan.act import Delete, Shorten
from zusage.plan.condition import And, Equals, Held, Not, Or
from zusage.plan.connector import HeldScope, Limits
from zusage.plan.look import Count, Keys, Level, Moment, Moments, Profile, Roles
from zusage.plan.receipt import RefusalKind

CUT = NOW - timedelta(days=7)
SHORTEN = Shorten("a1", "logs/lines/shorten", "lines", "client_ip", before("time", CUT))
DELETE = Delete("a2", "logs/lines/delete", "lines", before("time", CUT))
OLD, NEW = CUT - timedelta(days=1), CUT + timedelta(days=1)


def store(folder: Path, pattern: str = "access.log*"):
    return open_logfiles(opening(FileNotebook(folder / "notebook"), paths=(str(folder / pattern),)))


def entries(connector) -> list[dict]:
    return [dict(batch.counts) for _, batch in connector.journal()]


def test_old_lines_are_shortened_everywhere_and_new_ones_stay(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    odd = (
        b" 81.2.69.142 - - ["
        + OLD.strftime("%d/%b/%Y:%H:%M:%S %z").encode()
        + b'] "GET /?ip=2001%3Adb8%3A1%3A2%3A%3A5 H" 200 1 "-" "\xff ::ffff:1.2.3.4"\r\n'
    )
    log.write_bytes(odd + line("2001:db8:1:2::5", OLD) + line("81.2.69.142", NEW)[:-1])
    os.utime(log, (1e9, 1e9))
    log.chmod(0o640)
    receipt = store(tmp_path).apply(SHORTEN, order())
    assert receipt.refusal is None and receipt.counts == {"lines": 2} and receipt.batches == 1
    short = odd.replace(b"69.142", b"69.0").replace(b"%3A2%3A%3A5", b"%3A%3A").replace(b"1.2.3.4", b"1.2.3.0")
    assert log.read_bytes() == short + line("2001:db8:1::", OLD) + line("81.2.69.142", NEW)[:-1]
    assert (log.stat().st_mode & 0o777, log.stat().st_mtime) == (0o640, 1e9)
    again = store(tmp_path).apply(SHORTEN, order("r2"))
    assert again.counts == {} and again.batches == 0
    assert entries(store(tmp_path)) == [{"lines": 2}]


def test_archives_stay_archives_and_a_damaged_one_is_refused_untouched(tmp_path: Path) -> None:
    good, bad = tmp_path / "access.log.2.gz", tmp_path / "access.log.1.gz"
    good.write_bytes(gzip.compress(line("1.2.3.4", OLD) * 3))
    bad.write_bytes(gzip.compress(line("1.2.3.4", OLD) * 3000)[:-9])
    broken = bad.read_bytes()
    receipt = store(tmp_path).apply(SHORTEN, order())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNREADABLE
    assert gzip.decompress(good.read_bytes()) == line("1.2.3.0", OLD) * 3 and bad.read_bytes() == broken
    seen = store(tmp_path).look(Count("c", "lines", before("time", CUT)), {}, NOW)
    assert not seen.visible and seen.reason


def test_deleting_leaves_exactly_the_rest_and_removes_an_empty_rotated_file(tmp_path: Path) -> None:
    (tmp_path / "access.log").write_bytes(line("1.1.1.1", OLD) + line("2.2.2.2", NEW) + line("3.3.3.3", OLD))
    (tmp_path / "access.log.1").write_bytes(line("1.1.1.1", OLD) * 4)
    receipt = store(tmp_path).apply(DELETE, order())
    assert receipt.counts == {"lines": 6} and receipt.batches == 2
    assert (tmp_path / "access.log").read_bytes() == line("2.2.2.2", NEW)
    assert not (tmp_path / "access.log.1").exists()


def test_unreadable_lines_follow_their_neighbours_in_the_safe_direction(tmp_path: Path) -> None:
    log, text = tmp_path / "access.log", b'{"ip": "9.9.9.9"}\n'
    log.write_bytes(text + line("1.1.1.1", OLD) + text + line("2.2.2.2", OLD) + text + line("3.3.3.3", NEW) + text)
    seen = store(tmp_path).look(Count("c", "lines", before("time", CUT), total=True), {}, NOW)
    assert (seen.numbers["count"], seen.numbers["total"], seen.numbers["unreadable"]) == (4, 7, 4)
    assert store(tmp_path).apply(SHORTEN, order()).counts == {"lines": 5}
    short = text.replace(b"9.9.9.9", b"9.9.9.0")
    kept = short + line("3.3.3.3", NEW) + text
    assert log.read_bytes() == short + line("1.1.1.0", OLD) + short + line("2.2.2.0", OLD) + kept
    assert store(tmp_path).apply(DELETE, order("r2")).counts == {"lines": 4}
    assert log.read_bytes() == kept


def test_a_false_stamp_in_the_user_name_never_makes_a_line_older(tmp_path: Path) -> None:
    forged = line("1.2.3.4", NEW).replace(b"- - [", b"- [01/Jan/2001:00:00:00 +0000] [")
    (tmp_path / "access.log").write_bytes(forged)
    assert store(tmp_path).apply(DELETE, order()).counts == {}
    assert (tmp_path / "access.log").read_bytes() == forged


def test_holds_keep_their_interval_whole(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(
        line("1.1.1.1", OLD - timedelta(days=5)) + line("2.2.2.2", OLD) + line("3.3.3.3", OLD - timedelta(days=1))
    )
    held = (HeldScope("police", "lines", since=OLD - timedelta(hours=1), until=OLD + timedelta(hours=1)),)
    assert store(tmp_path).apply(SHORTEN, order(holds=held)).counts == {"lines": 2}
    assert store(tmp_path).apply(DELETE, order("r2", holds=held)).counts == {"lines": 2}
    assert log.read_bytes() == line("2.2.2.2", OLD)
    asked = store(tmp_path)
    asked.set_holds(held)
    due = Count("c", "lines", And((before("time", CUT), Not(Held("lines", "file")))))
    assert asked.look(due, {}, NOW).numbers["count"] == 0
    assert asked.apply(DELETE, order("r3")).counts == {}
    assert store(tmp_path).apply(DELETE, order("r4", holds=(HeldScope("h", "lines", key="x"),))).counts == {}
    assert store(tmp_path).apply(DELETE, order("r5", holds=(HeldScope("h", "invoices"),))).counts == {"lines": 1}


def test_ceiling_counts_before_the_change_and_stop_works_between_files(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"access.log.{number}").write_bytes(line("1.2.3.4", OLD) * 40)
    receipt = store(tmp_path).apply(DELETE, order(limits=Limits(max_rows=100, max_share=0.05)))
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CEILING and receipt.counts == {"lines": 80}
    assert [path.name for path in sorted(tmp_path.glob("access*"))] == ["access.log.3"]
    stopped = store(tmp_path)
    stopped.set_stop(True)
    receipt = stopped.apply(DELETE, order("r2"))
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.STOPPED and receipt.counts == {}


def test_looks(tmp_path: Path) -> None:
    (tmp_path / "access.log").write_bytes(
        line("1.2.3.0", OLD, '"GET /?x=5.6.7.8 H" 200') + line("2001:db8::1", OLD) + line("1.2.3.4", NEW)
    )
    asked = store(tmp_path)
    due = before("time", CUT)
    numbers = asked.look(Profile("p", "lines", "client_ip", ("ipv4_full", "ipv6_full"), due), {}, NOW).numbers
    assert (numbers["examined"], numbers["ipv4_full"], numbers["ipv6_full"]) == (2, 0, 1)
    assert asked.look(Profile("p", "lines", "addresses", ("ipv4_full",), due), {}, NOW).numbers["ipv4_full"] == 1
    assert asked.look(Count("c", "lines", And((due, Equals("full_ip", True)))), {}, NOW).numbers["count"] == 2
    seen = asked.look(Count("c", "lines", due, Moment("time")), {}, NOW)
    assert seen.moments == {"oldest": OLD, "newest": OLD}
    quality = asked.look(Moments("m", "lines", "time"), {}, NOW)
    assert quality.numbers["examined"] == 3 and quality.moments["newest"] == NEW
    assert list(asked.keys(Keys("k", "lines", "client_ip"), {})) == ["1.2.3.0", "2001:db8::1", "1.2.3.4"]
    assert asked.look(Level("l", "lines"), {}, NOW).facts["level"] == "logical"
    assert not asked.look(Roles("r"), {}, NOW).visible
    with pytest.raises(ConnectorError):
        asked.look(Profile("p", "lines", "user", ("email",)), {}, NOW)


def test_unknown_format_and_missing_folder_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(ConnectorError, match="ZE611"):
        open_logfiles(opening(FileNotebook(tmp_path / "n"), paths=(str(tmp_path / "*"),), format="$remote_addr $status"))
    with pytest.raises(ConnectorError, match="ZE612"):
        open_logfiles(opening(FileNotebook(tmp_path / "n"), paths=(str(tmp_path / "nothing" / "*"),)))


PIECE = st.sampled_from(
    ["1.2.3.4", "2001:db8:1:2::5", "::ffff:9.8.7.6", "-", '"', "[", "]", "10.0.0.0", "\r", "\x00", "fe80::1%eth0"]
)
TIMES = st.sampled_from([OLD, NEW, CUT, CUT + timedelta(seconds=1), None, None])
LINES = st.lists(st.tuples(st.sampled_from(["1.2.3.4", "2a01:4f8::9", "10.1.1.0", ""]), TIMES, st.lists(PIECE)), max_size=12)


def written(items: list, ending: bytes) -> bytes:
    parts = []
    for who, at, rest in items:
        text = " ".join(rest).encode("latin-1")
        stamp = b"[%s] " % at.strftime("%d/%b/%Y:%H:%M:%S %z").encode() if at else b""
        parts.append(who.encode() + b" - - " + stamp + b'"' + text)
    return b"\n".join(parts) + (ending if parts else b"")


def reference(content: bytes, shorten: bool, changed: datetime) -> bytes:
    """Slow and plain: each line on its own, neighbours looked up in the list of times."""
    lines = content.split(b"\n")
    tail = lines.pop()
    lines = [text + b"\n" for text in lines] + ([tail] if tail else [])
    own = [of_line(text) for text in lines]
    result = []
    for index, text in enumerate(lines):
        earlier = next((t for t in reversed(own[: index + 1]) if t), None)
        later = next((t for t in own[index:] if t), None)
        known = [t for pair in (earlier, later) if pair for t in pair] or [changed]
        due = (min(known) if shorten else max(known)) <= CUT
        result.append((ip.shorten(text) if shorten else b"") if due else text)
    return b"".join(result)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(LINES, st.sampled_from([b"\n", b"", b"\r\n"]), st.booleans(), st.booleans(), st.sampled_from([OLD, NEW]))
def test_result_equals_the_slow_reference(
    tmp_path: Path, items: list, ending: bytes, shorten: bool, packed: bool, changed: datetime
) -> None:
    content = written(items, ending)
    path = tmp_path / ("access.log.1.gz" if packed else "access.log")
    for other in tmp_path.glob("access*"):
        other.unlink()
    (tmp_path / "notebook").unlink(missing_ok=True)
    path.write_bytes(gzip.compress(content) if packed else content)
    os.utime(path, (changed.timestamp(),) * 2)
    wanted = reference(content, shorten, changed)
    store(tmp_path).apply(SHORTEN if shorten else DELETE, order())
    got = (gzip.decompress(path.read_bytes()) if packed else path.read_bytes()) if path.exists() else b""
    assert got == wanted
    assert store(tmp_path).apply(SHORTEN if shorten else DELETE, order("r2")).counts == {}


WRITER = """
import os, sys, time
hold = sys.argv[2] == "hold"
out = open(sys.argv[1], "ab", buffering=0)
for n in range(int(sys.argv[3])):
    if not hold:
        out.close()
        out = open(sys.argv[1], "ab", buffering=0)
    out.write(b"%d.7.7.7 - - [" % (n % 200) + sys.argv[4].encode() + b'] "GET /%d H" 200\\n' % n)
    if n == 50:
        print("go", flush=True)
"""


@pytest.mark.parametrize("way", ["hold", "reopen"])
@pytest.mark.parametrize("act", [SHORTEN, DELETE])
def test_no_line_is_lost_while_somebody_writes(tmp_path: Path, way: str, act: Any) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(line("1.2.3.144", OLD) * 3000)
    stamp = NEW.strftime("%d/%b/%Y:%H:%M:%S %z")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(log), way, "20000", stamp], stdout=subprocess.PIPE)
    assert writer.stdout is not None and writer.stdout.readline() == b"go\n"
    refusals = []
    for run in range(5):
        receipt = store(tmp_path).apply(act, order(f"r{run}"))
        refusals.append(receipt.refusal.kind if receipt.refusal else None)
        time.sleep(0.02)
    writer.communicate()
    store(tmp_path).apply(act, order("last"))
    lines = log.read_bytes().split(b"\n")
    fresh = sorted(int(text.split(b"/")[3].split()[0]) for text in lines if b".7.7.7 " in text)
    assert fresh == list(range(20000))
    old = [text for text in lines if text.startswith(b"1.2.3.")]
    assert old == ([] if act is DELETE else [old[0]] * 3000)
    assert act is DELETE or old[0].startswith((b"1.2.3.0 ", b"1.2.3.000 ")[way == "hold" :])
    assert sum(counts["lines"] for counts in entries(store(tmp_path))) == 3000


def test_truncated_or_replaced_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(line("1.2.3.4", OLD) * 5)
    real = deed.put_in_place

    def copytruncate(file, raw, size, seen, inode):
        log.write_bytes(line("9.9.9.9", NEW))
        real(file, raw, size, seen, inode)

    monkeypatch.setattr(deed, "put_in_place", copytruncate)
    receipt = store(tmp_path).apply(SHORTEN, order())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CHANGED and receipt.counts == {}
    assert log.read_bytes() == line("9.9.9.9", NEW)
    assert entries(store(tmp_path)) == [] and not list(tmp_path.glob(".*"))


def test_nothing_of_a_person_is_in_notebook_or_receipt(tmp_path: Path) -> None:
    (tmp_path / "access.log").write_bytes(line("203.0.113.77", OLD, '"GET /?mail=canary@x.example H" 200'))
    receipt = store(tmp_path).apply(SHORTEN, order(limits=FREE))
    text = (tmp_path / "notebook").read_text() + repr(receipt)
    assert "203.0" not in text and "canary" not in text


def test_memory_stays_flat(tmp_path: Path) -> None:
    code = (
        "import resource,sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path\n"
        "from support.streams import FileNotebook, before, opening, order, NOW\n"
        "from datetime import timedelta\n"
        "from zusage.adapters.connectors.logfiles.connector import open_logfiles\n"
        "from zusage.plan.act import Shorten\n"
        "folder = Path(sys.argv[1])\n"
        "c = open_logfiles(opening(FileNotebook(folder / 'n'), paths=(str(folder / 'access.log'),)))\n"
        "r = c.apply(Shorten('a', 'p', 'lines', 'client_ip', before('time', NOW - timedelta(days=7))), order())\n"
        "print(r.counts['lines'], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    peaks = []
    for size in (20_000, 200_000):
        (tmp_path / "n").unlink(missing_ok=True)
        with (tmp_path / "access.log").open("wb") as out:
            for _ in range(size // 1000):
                out.write(line("81.2.69.142", OLD) * 1000)
        out = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
        ).stdout.split()
        assert int(out[0]) == size
        peaks.append(int(out[1]))
    assert peaks[1] < peaks[0] * 1.2


def test_disk_full_leaves_the_file_and_the_next_run_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(line("1.2.3.4", OLD) * 5)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(deed, "take_over", full)
        with pytest.raises(ConnectorError, match="ZE619") as error:
            store(tmp_path).apply(SHORTEN, order())
    assert error.value.transient and log.read_bytes() == line("1.2.3.4", OLD) * 5 and not list(tmp_path.glob(".*"))
    assert store(tmp_path).apply(SHORTEN, order("r2")).counts == {"lines": 5}
    assert entries(store(tmp_path)) == [{"lines": 5}]


ASKED = {
    "no": [],
    "free": [Not(Held("lines", "x"))],
    "held": [Held("lines", "x")],
    "either": [Or((Held("lines", "x"), before("time", CUT - timedelta(days=2))))],
    "fine": [Or((Not(before("time", CUT - timedelta(days=1))), Not(Equals("full_ip", True)), Held("lines", "x")))],
    "young": [Not(before("time", CUT - timedelta(days=2)))],
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(LINES, st.booleans(), st.booleans(), st.sampled_from(["no", "free", "held", "either", "young", "fine"]))
def test_counting_by_blocks_equals_counting_by_lines(tmp_path: Path, items: list, full: bool, held: bool, asks: str) -> None:
    (tmp_path / "access.log").write_bytes(written(items, b"\n"))
    asked = store(tmp_path)
    if held:
        asked.set_holds((HeldScope("h", "lines", since=OLD, until=OLD),))
    parts = [before("time", CUT), *([Equals("full_ip", True)] if full else []), *ASKED[asks]]
    quickly = asked.look(Count("c", "lines", And(tuple(parts)), total=True), {}, NOW).numbers
    slowly = asked.look(Count("c", "lines", And((*parts, Not(Equals("file", "other")))), total=True), {}, NOW).numbers
    assert quickly == slowly


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(LINES)
def test_moments_by_blocks_equal_moments_by_lines(tmp_path: Path, items: list) -> None:
    (tmp_path / "access.log").write_bytes(written(items, b"\n"))
    asked = store(tmp_path)
    for now in (NOW, CUT):
        quickly = asked.look(Moments("m", "lines", "time"), {}, now)
        slowly = moments(Moments("m", "lines", "time"), asked.stream("lines"), now)
        assert {**slowly.numbers, "unreadable": quickly.numbers["unreadable"]} == dict(quickly.numbers)
        assert (slowly.moments.get("oldest"), slowly.moments.get("newest")) == (
            quickly.moments.get("oldest"),
            quickly.moments.get("newest"),
        )
