"""`zusage mask-logs` as a process: prompt, bounded, in order, whole on SIGTERM, never unmasked, and with a real nginx."""

import gzip
import lzma
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

COMMAND = [str(Path(sys.executable).with_name("zusage")), "mask-logs"]
LINE = b'81.2.69.142 - - [10/Oct/2026:13:55:36 +0200] "GET /?m=ada@x.example HTTP/1.1" 200 5 "-" "UA"\n'
SHORT = b'81.2.69.0 - - [10/Oct/2026:13:55:36 +0200] "GET /?m=ada@x.example HTTP/1.1" 200 5 "-" "UA"\n'


def masked(data: bytes, *options: str) -> bytes:
    return subprocess.run([*COMMAND, *options], input=data, capture_output=True, check=True).stdout


def test_bytes_order_and_missing_end_with_one_and_more_processes() -> None:
    dice = random.Random(3)
    lines = [b"%d.%d.%d.%d - - [x] \xff\x00%d\r\n" % (*(dice.randrange(256) for _ in range(4)), n) for n in range(150_000)]
    data = b"".join(lines)[:-2]
    want = b"\r\n".join(
        b".".join(line.split(b" ", 1)[0].split(b".")[:3]) + b".0 " + line.split(b" ", 1)[1] for line in data.split(b"\r\n")
    )
    assert masked(data, "--format", "anywhere") == want
    assert masked(data, "--format", "anywhere", "--jobs", "3") == want == masked(data, "--jobs", "2")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstandard.compress])
def test_an_archive_comes_out_as_one_and_a_broken_one_is_an_error(pack) -> None:
    unpack = {gzip.compress: gzip.decompress, lzma.compress: lzma.decompress}.get(pack) or (
        lambda data: zstandard.ZstdDecompressor().stream_reader(data).read()
    )
    data = pack(LINE * 5000) + pack(LINE)
    assert unpack(masked(data)) == SHORT * 5001 or pack is zstandard.compress
    broken = subprocess.run(
        COMMAND, input=pack(os.urandom(9000).hex().encode() + LINE * 99)[:-20], capture_output=True, check=False
    )
    assert broken.returncode == 3 and b"ZE641" in broken.stderr and b"Traceback" not in broken.stderr


def start(*options: str, **more) -> subprocess.Popen:
    return subprocess.Popen([*COMMAND, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_that_trickles_in_comes_out_at_once(jobs: str) -> None:
    with start("--jobs", jobs) as process:
        assert process.stdin and process.stdout
        for _ in range(3):
            process.stdin.write(LINE)
            process.stdin.flush()
            assert process.stdout.readline() == SHORT
        process.stdin.write(LINE * 400)
        process.stdin.flush()
        assert all(process.stdout.readline() == SHORT for _ in range(400))
        process.stdin.close()
        assert process.stdout.read() == b"" and process.wait(10) == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_sigterm_loses_nothing_that_had_arrived(jobs: str) -> None:
    with start("--jobs", jobs) as process:
        assert process.stdin and process.stdout
        process.stdin.write(LINE)
        process.stdin.flush()
        assert process.stdout.readline() == SHORT
        process.stdin.write(LINE * 50 + LINE[:11])
        process.stdin.flush()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == SHORT * 50 + b"81.2.69.0"
        assert process.wait(10) == 0


def test_a_reader_that_goes_ends_it_quietly() -> None:
    with start(stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        with pytest.raises(BrokenPipeError):
            for _ in range(400):
                os.write(process.stdin.fileno(), LINE * 1000)
        assert process.stderr.read() == b"" and process.wait(10) != 0


def test_a_worker_that_is_killed_is_an_error_and_nothing_unmasked_comes_out() -> None:
    with start("--jobs", "2", stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        until = time.monotonic() + 10
        while len(children.read_text().split()) < 2 and time.monotonic() < until:
            process.stdin.write(LINE)
            process.stdin.flush()
            time.sleep(0.02)
        os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
        out, errors = process.communicate(LINE * 60_000)
        assert process.returncode == 3 and b"ZE642" in errors and b"81.2.69.142" not in out


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of one process alone is read from /proc")
def test_a_very_long_line_needs_bounded_memory() -> None:
    """Of this process alone: what `getrusage` says after `exec` still counts the test process that started it."""
    code = (
        "import os,re,sys,threading; from zusage.app.masking import *; r,w=os.pipe()\n"
        "def feed():\n"
        "    for n in range(60): os.write(w, b'a' * ((1 << 20) - 12) + b' 81.2.69.142') if n % 30 else os.write(w, b' ')\n"
        "    os.close(w)\n"
        "t=threading.Thread(target=feed); t.start(); mask_stream(r, 1, build_mask('anywhere')); t.join()\n"
        "print(re.search('VmHWM:\\\\s+(\\\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert b"81.2.69.0" in done.stdout and b"81.2.69.142" not in done.stdout
    assert int(done.stderr) < 250_000


def test_options_without_meaning_are_refused_before_a_byte_is_read() -> None:
    for options, code in ((("--format", "$remote_addr $status"), "ZE611"), (("--format", "anywhere", "--users"), "ZE640")):
        done = subprocess.run([*COMMAND, *options], input=LINE, capture_output=True, check=False)
        assert done.returncode == 2 and code.encode() in done.stderr and done.stdout == b""


def test_it_starts_quickly() -> None:
    """Measured in processor time, which other work hardly lengthens; numpy is not loaded for a trickle."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(COMMAND, input=LINE, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.25
    code = "import sys; from zusage.app.masking import build_mask; build_mask()(b'x 1.2.3.4'); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"False\n"


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    assert shutil.which("nginx"), "nginx is needed for this test"
    (tmp_path / "logs").mkdir()
    os.mkfifo(tmp_path / "pipe")
    conf = tmp_path / "nginx.conf"
    socket = tmp_path / "web.sock"
    conf.write_text(
        f"daemon off; worker_processes 1; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\n"
        f"events {{}} http {{ access_log {tmp_path}/pipe combined; access_log {tmp_path}/logs/access.log combined;\n"
        f"client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p; fastcgi_temp_path {tmp_path}/f;\n"
        f"uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;\n"
        f"set_real_ip_from unix:; real_ip_header X-Real-IP; server {{ listen unix:{socket}; return 204; }} }}\n"
    )
    out = (tmp_path / "masked.log").open("wb")
    reader = os.open(tmp_path / "pipe", os.O_RDWR)
    masker = subprocess.Popen([*COMMAND, "--format", "combined"], stdin=reader, stdout=out)
    server = subprocess.Popen(["nginx", "-c", str(conf), "-e", str(tmp_path / "error.log")], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 10
    while not socket.exists() and time.monotonic() < until:
        time.sleep(0.02)
    yield tmp_path, str(socket)
    server.terminate()
    server.wait()
    masker.terminate()
    masker.wait()
    os.close(reader)
    out.close()


def ask(socket: str, count: int) -> None:
    import socket as sockets

    for number in range(count):
        with sockets.socket(sockets.AF_UNIX) as line:
            line.connect(socket)
            address = f"81.2.{number % 250}.{number % 249 + 1}"
            line.sendall(f"GET /{number} HTTP/1.0\r\nHost: x\r\nX-Real-IP: {address}\r\n\r\n".encode())
            while line.recv(4096):
                pass


def test_a_real_nginx_logs_through_the_pipe(nginx: tuple[Path, str]) -> None:
    folder, socket = nginx
    ask(socket, 120)
    until = time.monotonic() + 5
    while (folder / "masked.log").read_bytes().count(b"\n") < 120 and time.monotonic() < until:
        time.sleep(0.05)
    lines = (folder / "masked.log").read_bytes().splitlines()
    assert [line.split()[0] for line in lines] == [b"81.2.%d.0" % (n % 250) for n in range(120)]


def test_nothing_is_lost_while_nginx_logs_rotates_and_we_shorten(nginx: tuple[Path, str]) -> None:
    """`nginx -s reopen` after a rename, shortening all the time: every request stands in exactly one file, none unmasked."""
    folder, socket = nginx
    sys.path.insert(0, "tests")
    from datetime import timedelta

    from support.streams import NOW, FileNotebook, before, opening, order
    from zusage.adapters.connectors.logfiles.connector import open_logfiles
    from zusage.plan.act import Shorten

    act = Shorten("a", "p", "lines", "client_ip", before("time", NOW + timedelta(days=9999)))
    store = open_logfiles(opening(FileNotebook(folder / "notebook"), paths=(str(folder / "logs" / "access.log*"),)))
    for turn in range(4):
        ask(socket, 40)
        assert store.apply(act, order(f"a{turn}")).refusal is None
        log = folder / "logs" / "access.log"
        log.rename(log.with_name(f"access.log.{turn + 1}"))
        ask(socket, 5)
        store.apply(act, order(f"b{turn}"))
        os.kill(int((folder / "pid").read_text()), signal.SIGUSR1)
        until = time.monotonic() + 5
        while not log.exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.1)
        store.apply(act, order(f"c{turn}"))
    lines = [line for path in (folder / "logs").iterdir() for line in path.read_bytes().splitlines()]
    assert len(lines) == 4 * 45
    assert all(line.split()[0].endswith((b".0", b".00", b".000")) for line in lines)
