"""Times and fields of every form of log; entries of several lines; what else shortening takes out; every codec."""

import gzip
import lzma
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zstandard

from support.streams import NOW, FileNotebook, before, line, opening, order
from zusage.adapters.connectors.logfiles import deed
from zusage.adapters.connectors.logfiles.clock import clock_of, zones_of
from zusage.adapters.connectors.logfiles.connector import open_logfiles
from zusage.adapters.logstream import codec
from zusage.model.errors import ConnectorError
from zusage.operators.logform import FormError, compile_form
from zusage.plan.act import Delete, Shorten
from zusage.plan.condition import And, Equals, Not, Or
from zusage.plan.look import Count, Keys
from zusage.plan.receipt import RefusalKind

CUT = NOW - timedelta(days=7)
OLD, NEW = CUT - timedelta(days=1), CUT + timedelta(days=1)
BERLIN = zones_of("", "Europe/Berlin")
CHANGED = datetime(2026, 3, 1, tzinfo=UTC)
NGINX = '$remote_addr - $remote_user [$time_local] "$request" $status'

HOUR, AT, NEXT = "2026-02-10T12:55:36", "2026-02-10T13:55:36", "2026-02-11T13:55:36"
HALF = AT + ".5"

TIMES = {
    ("error", "2026/02/10 13:55:36 [error] 7#7: x"): (HOUR, AT),
    ("apache-error", "[Tue Feb 10 13:55:36.123456 2026] [core:error] x"): (HOUR + ".123456", AT + ".123456"),
    ("syslog", "<34>Feb 10 13:55:36 h p[1]: x"): (HOUR, AT),
    ("syslog", "Dec 31 13:55:36 h p[1]: x"): ("2025-12-31T12:55:36", "2025-12-31T13:55:36"),
    ("syslog", "Feb 29 00:00:00 h p: leap"): ("2024-02-28T23:00:00", "2024-02-29T00:00:00"),
    ("syslog", "<165>1 2026-02-10T13:55:36.003Z h p - - - x"): ("2026-02-10T13:55:36.003",) * 2,
    ("syslog", "2026-02-10T13:55:36+01:00 h p: x"): ("2026-02-10T12:55:36",) * 2,
    ("json", '{"a":{"time":"1999-05-05T00:00:00Z"},"time":"2026-02-10T13:55:36Z"}'): (AT, AT),
    ("json", '{"ts":1770731736.5}'): (HALF, HALF),
    ("json", '{"timestamp":1770731736500}'): (HALF, HALF),
    ("json", '{"time":"2026-02-10T13:55:36Z","time":"2026-02-11T13:55:36Z"}'): (AT, NEXT),
    ("vhost", 'x:80 1.2.3.4 - - [10/Feb/2026:13:55:36 +0000] "G"'): (AT, AT),
    (NGINX, '1.2.3.4 - - [10/Feb/2026:13:55:36 +0000] "G" 2'): (AT, AT),
    (NGINX, '1.2.3.4 - [01/Jan/2001:00:00:00 +0000] [10/Feb/2026:13:55:36 +0000] "G" 2'): ("2001-01-01", AT),
    ("$msec $remote_addr", "1770731736.500 1.2.3.4"): (HALF, HALF),
    ("[$time_iso8601] $request", "[2026-02-10T13:55:36+00:00] GET [2020-01-01T00:00:00Z]"): (AT, AT),
    ('%{%d/%b/%Y %T}t.%{msec_frac}t %{%z}t %h "%r"', '10/Feb/2026 13:55:36.500 +0000 1.2.3.4 "G"'): (HALF, HALF),
    ('LogFormat "%h %l %u %t \\"%r\\" %>s %b" common', '1.2.3.4 - - [10/Feb/2026:13:55:36 +0000] "G" 2 1'): (AT, AT),
    ('{"when": "$time_iso8601", "ip": "$remote_addr"}', '{"when":"2026-02-10T13:55:36Z"}'): (AT, AT),
}
NONE = [
    ("error", "PHP message: 2026/02/10 13:55:36"),
    ("syslog", "<165>1 - h p - - - x"),
    ("json", '{"msg":"\\"time\\":\\"2026-02-10T13:55:36Z\\""}'),
    ("json", "[" * 9999),
    ("json", '{"time":"1970-01-01T00:00:00Z"}'),
    ("error", "2026/02/31 13:55:36 [error] x"),
    (NGINX, "something else"),
]


@pytest.mark.parametrize(("form", "text"), TIMES)
def test_time_of_a_line(form: str, text: str) -> None:
    clock = clock_of(compile_form(form), BERLIN, CHANGED)
    span = clock.of_line(text.encode() + b"\n")
    assert span is not None and clock.of_line(text.encode()) == span
    assert tuple(end.astimezone(UTC) for end in span) == tuple(
        datetime.fromisoformat(end).replace(tzinfo=UTC) for end in TIMES[form, text]
    )


@pytest.mark.parametrize(("form", "text"), NONE)
def test_a_line_without_a_time_has_none(form: str, text: str) -> None:
    assert clock_of(compile_form(form), BERLIN, CHANGED).of_line(text.encode()) is None


def test_a_declared_zone_leaves_no_doubt() -> None:
    span = clock_of(compile_form("error"), zones_of("Europe/Berlin", "UTC"), CHANGED).of_line(b"2026/02/10 13:55:36 [x] y")
    assert span is not None and span[0] == span[1] == datetime(2026, 2, 10, 12, 55, 36, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["foo", "$remote_addr$time_local x", "$remote_addr $status", "%{%Ez}t %h", '"$request" $msec']
)
def test_a_format_that_cannot_be_read_is_refused_by_its_part(text: str) -> None:
    with pytest.raises(FormError):
        compile_form(text)


def store(folder: Path, **options: str):
    return open_logfiles(opening(FileNotebook(folder / "notebook"), paths=(str(folder / "x.log*"),), **options))


def test_entries_of_several_lines_stay_together(tmp_path: Path) -> None:
    def entry(at: datetime, text: bytes) -> bytes:
        return (
            at.strftime("%Y/%m/%d %H:%M:%S").encode() + b" [error] 7#7: *1 PHP message: " + text + b", client: 81.2.69.142\n"
        )

    trace = b"Stack trace:\n#0 /srv/81.2.69.142.php\n  thrown\n"
    spoilt = b"2026/99/99 spoilt\n"
    log = tmp_path / "x.log"
    log.write_bytes(entry(OLD, b"a") + trace + entry(NEW, b"b") + trace + spoilt + entry(NEW, b"c"))
    assert store(tmp_path, format="error").apply(Delete("d", "p", "lines", before("time", CUT)), order()).counts == {
        "lines": 4
    }
    assert log.read_bytes() == entry(NEW, b"b") + trace + spoilt + entry(NEW, b"c")
    log.write_bytes(entry(OLD, b"a") + spoilt + entry(NEW, b"c"))
    assert store(tmp_path, format="error").apply(Delete("d", "p", "lines", before("time", CUT)), order("r2")).counts == {
        "lines": 1
    }
    assert log.read_bytes() == spoilt + entry(NEW, b"c")


def test_each_file_shows_its_own_form(tmp_path: Path) -> None:
    (tmp_path / "x.log").write_bytes(line("81.2.69.142", OLD) + line("81.2.69.142", NEW))
    (tmp_path / "x.log.json").write_bytes(b'{"time":"%s","ip":"81.2.69.142"}\n' % OLD.isoformat().encode())
    (tmp_path / "x.log.error").write_bytes(
        b"%s [warn] 1#1: client: 81.2.69.142\n" % OLD.strftime("%Y/%m/%d %H:%M:%S").encode()
    )
    asked = store(tmp_path, format="auto")
    due = Count("c", "lines", And((before("time", CUT), Equals("full_ip", True))))
    assert asked.look(due, {}, NOW).numbers["count"] == 3
    assert asked.apply(Shorten("a", "p", "lines", "client_ip", before("time", CUT)), order()).counts == {"lines": 3}
    assert asked.look(due, {}, NOW).numbers["count"] == 0


ALSO = ("emails", "q", "users")
LEFT = Or((Equals("full_ip", True), *(Equals("shows", name) for name in ALSO)))


def test_what_else_is_taken_out_and_counted(tmp_path: Path) -> None:
    odd = b'1.2.3.0 - ada [%s] "GET /?q=pain&m=a@b.example H" 200\r\n'
    old, new = (odd % at.strftime("%d/%b/%Y:%H:%M:%S %z").encode() for at in (OLD, NEW))
    log = tmp_path / "x.log"
    log.write_bytes(old + line("1.2.3.0", OLD) + new + b"no form, a@b.example\n")
    asked = store(tmp_path)
    count = Count("c", "lines", And((before("time", CUT), LEFT)))
    slow = Count("c", "lines", And((before("time", CUT), LEFT, Not(Equals("file", "y")))))
    good = Count("c", "lines", And((before("time", CUT), Not(LEFT))))
    assert [asked.look(k, {}, NOW).numbers["count"] for k in (count, slow, good)] == [1, 1, 1]
    act = Shorten("a", "p", "lines", "client_ip", before("time", CUT), also=ALSO)
    assert asked.apply(act, order()).counts == {"lines": 1}
    clean = old.replace(b" ada ", b" - ").replace(b"pain", b"-").replace(b"a@b.example", b"-")
    assert log.read_bytes() == clean + line("1.2.3.0", OLD) + new + b"no form, a@b.example\n"
    assert [asked.look(k, {}, NOW).numbers["count"] for k in (count, slow, good)] == [0, 0, 2]
    assert asked.apply(act, order("r2")).counts == {}


def test_a_file_that_is_being_written_keeps_its_length(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    text = line("81.2.69.142", OLD, '"GET /?q=pain&m=a@b.example H" 200')
    log.write_bytes(text + line("81.2.69.142", NEW))
    with log.open("ab") as writer:
        act = Shorten("a", "p", "lines", "client_ip", before("time", CUT), also=ALSO)
        assert store(tmp_path).apply(act, order()).counts == {"lines": 1}
        writer.write(b"later\n")
    short = text.replace(b"142", b"000").replace(b"pain", b"----").replace(b"a@b.example", b"-----------")
    assert log.read_bytes() == short + line("81.2.69.142", NEW) + b"later\n"


def test_a_copytruncate_between_reading_and_writing_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "x.log"
    log.write_bytes(line("81.2.69.142", OLD) * 50)
    fresh = line("81.2.69.143", NEW) * 60
    with log.open("ab") as writer:
        real = deed.check

        def copytruncate(*arguments: Any) -> os.stat_result:
            (tmp_path / "kept").write_bytes(log.read_bytes())
            os.truncate(log, 0)
            writer.write(fresh)
            writer.flush()
            return real(*arguments)

        monkeypatch.setattr(deed, "check", copytruncate)
        receipt = store(tmp_path).apply(Shorten("a", "p", "lines", "client_ip", before("time", CUT)), order())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CHANGED and receipt.counts == {}
    assert log.read_bytes() == fresh and (tmp_path / "kept").read_bytes() == line("81.2.69.142", OLD) * 50


PACKS = {
    "gz": (gzip.compress, gzip.decompress),
    "xz": (lzma.compress, lzma.decompress),
    "zst": (
        zstandard.compress,
        lambda data: zstandard.ZstdDecompressor().decompressobj(read_across_frames=True).decompress(data),
    ),
}


@pytest.mark.parametrize("kind", PACKS)
def test_archives_stay_archives_of_their_kind(tmp_path: Path, kind: str) -> None:
    pack, unpack = PACKS[kind]
    path = tmp_path / f"x.log.1.{kind}"
    path.write_bytes(pack(line("1.2.3.4", OLD) * 3000) + pack(line("1.2.3.4", NEW) * 2))
    os.utime(path, (1e9, 1e9))
    path.chmod(0o640)
    act = Shorten("a", "p", "lines", "client_ip", before("time", CUT))
    assert store(tmp_path).apply(act, order()).counts == {"lines": 3000}
    assert codec.sniff(path.read_bytes()) == kind and (path.stat().st_mode & 0o777, path.stat().st_mtime) == (0o640, 1e9)
    assert unpack(path.read_bytes()) == line("1.2.3.0", OLD) * 3000 + line("1.2.3.4", NEW) * 2
    before_second = path.stat().st_ino
    assert store(tmp_path).apply(act, order("r2")).counts == {} and path.stat().st_ino == before_second


@pytest.mark.parametrize("kind", PACKS)
@pytest.mark.parametrize("missing", [1, 7, 300])
def test_a_broken_archive_is_left_alone(tmp_path: Path, kind: str, missing: int) -> None:
    path = tmp_path / f"x.log.1.{kind}"
    noise = b"".join(line(f"1.2.3.{os.urandom(1)[0]}", OLD, os.urandom(40).hex()) for _ in range(400))
    path.write_bytes(PACKS[kind][0](noise)[:-missing])
    broken = path.read_bytes()
    receipt = store(tmp_path).apply(Shorten("a", "p", "lines", "client_ip", before("time", CUT)), order())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNREADABLE and path.read_bytes() == broken
    with pytest.raises(ConnectorError, match="ZE613"):
        list(store(tmp_path).keys(Keys("k", "lines", "client_ip"), {}))


def test_client_of_other_forms(tmp_path: Path) -> None:
    (tmp_path / "x.log").write_bytes(b"www:80 " + line("9.9.9.9", NEW))
    assert list(store(tmp_path, format="vhost").keys(Keys("k", "lines", "client_ip"), {})) == ["9.9.9.9"]
