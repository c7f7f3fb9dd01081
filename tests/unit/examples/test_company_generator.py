"""The generator: deterministic, exact in its counts, flat in memory, and the company it makes is late where it says so."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from support.postgres import Server

GENERATE = Path(__file__).resolve().parents[3] / "examples" / "live-chat" / "generate.py"
NOW = datetime.fromisoformat("2026-11-22T06:00:00+01:00")
TINY = (
    "--customers=5",
    "--instances=2",
    "--contacts=20",
    "--messages=200",
    "--log-mb=0.05",
    "--log-days=12",
    "--backups=4",
)
MIDDLE = ["--contacts", "300", "--messages", "3000", "--log-mb", "0.6"]


def generate(into: Path, *words: str) -> Path:
    done = subprocess.run(
        [sys.executable, str(GENERATE), "--into", str(into), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return into


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("made") / "company", *MIDDLE)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def number(path: Path, query: str) -> int:
    (found,) = rows(path, query)[0]
    assert isinstance(found, int)
    return found


def lines(company: Path) -> Iterator[tuple[str, datetime, str]]:
    for path in sorted((company / "weblog").iterdir()):
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
            for line in file:
                stamp = line.split("[", 1)[1].split("]", 1)[0]
                yield line.split(" ", 1)[0], datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z"), path.name


def digest(folder: Path) -> dict[str, str]:
    """Digest of every file; databases by their dump, paths of the machine left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes().replace(str(folder).encode(), b"HERE")
            if path.suffix == ".sqlite3":
                with closing(sqlite3.connect(path)) as db:
                    content = "\n".join(db.iterdump()).encode()
            found[str(path.relative_to(folder))] = hashlib.sha256(content).hexdigest()
    return found


def test_same_seed_same_company_and_another_seed_another(tmp_path: Path) -> None:
    first, again = generate(tmp_path / "a", *TINY), generate(tmp_path / "b", *TINY)
    other = generate(tmp_path / "c", *TINY, "--seed", "8")
    assert digest(first) == digest(again)
    assert digest(first)["control.sqlite3"] != digest(other)["control.sqlite3"]


def test_tiny_company_takes_less_than_three_seconds(tmp_path: Path) -> None:
    begun = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    generate(tmp_path / "a", *TINY)
    assert time.process_time() - begun[0] + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun[1] < 3


def test_a_folder_with_content_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    done = subprocess.run([sys.executable, str(GENERATE), "--into", str(tmp_path), *TINY], capture_output=True, check=False)
    assert done.returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_counts_are_exact_and_references_whole(company: Path) -> None:
    instances = sorted((company / "instances").iterdir())
    assert len(instances) == 12
    assert sum(number(path, "SELECT count(*) FROM contacts") for path in instances) == 300
    assert sum(number(path, "SELECT count(*) FROM messages") for path in instances) == 3000
    assert number(company / "control.sqlite3", "SELECT count(*) FROM customers") == 40
    for path in [company / "control.sqlite3", company / "website.sqlite3", *instances]:
        assert rows(path, "PRAGMA foreign_key_check") == []
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_instances_are_late_as_the_readme_says(company: Path) -> None:
    ended = rows(
        company / "control.sqlite3",
        "SELECT id, state, cast(julianday('2026-11-22 05:00') - julianday(booked_until) AS int) FROM instances"
        " WHERE state <> 'purged' AND booked_until < '2026-11-22' ORDER BY id",
    )
    assert [row[1:] for row in ended] == [
        ("booked", 2),
        ("readonly", 29),
        ("readonly", 45),
        ("booked", 2),
        ("readonly", 201),
    ]
    files = {path.stem for path in (company / "instances").iterdir()}
    known = {row[0] for row in rows(company / "control.sqlite3", "SELECT id FROM instances WHERE state <> 'purged'")}
    assert files == known == {path.name for path in (company / "media").iterdir()}


def test_an_ended_instance_has_no_message_after_its_end(company: Path) -> None:
    for id, until in rows(company / "control.sqlite3", "SELECT id, booked_until FROM instances WHERE state <> 'purged'"):
        end = until if until and str(until) < "2026-11-22 05:00:00" else "2026-11-22 05:00:00"
        assert rows(company / "instances" / f"{id}.sqlite3", f"SELECT id FROM messages WHERE sent_at > '{end}'") == []


def test_books_hold_every_case(company: Path) -> None:
    control = company / "control.sqlite3"
    assert number(control, "SELECT count(*) FROM invoices WHERE issued_on < '2018-01-01'") > 20
    assert number(control, "SELECT count(*) FROM invoices WHERE issued_on >= '2018-01-01'") > 200
    assert number(control, "SELECT count(*) FROM letters WHERE sent_on < '2020-01-01'") > 5
    left = (
        "SELECT customer_id FROM instances GROUP BY 1 HAVING max(state <> 'purged') = 0 AND max(booked_until) < '2026-08-23'"
    )
    duty = "SELECT customer_id FROM invoices WHERE issued_on >= '2018-01-01'"
    assert number(control, f"SELECT count(*) FROM customers WHERE id IN ({left}) AND id IN ({duty})") > 5
    children = " ".join(f"AND id NOT IN (SELECT customer_id FROM {name})" for name in ("invoices", "mandates", "letters"))
    assert number(control, f"SELECT count(*) FROM customers WHERE id IN ({left}) {children}") == 4
    assert number(control, f"SELECT count(*) FROM customers WHERE id IN ({left}) AND id NOT IN ({duty})") > 6


def test_enquiries_and_newsletter_hold_every_case(company: Path) -> None:
    control = company / "control.sqlite3"
    for condition in (
        "business_letter AND settled_at >= '2020-01-01'",
        "business_letter AND settled_at < '2020-01-01'",
        "NOT business_letter AND settled_at < '2026-11-18'",
        "NOT business_letter AND settled_at >= '2026-11-20'",
        "settled_at IS NULL",
    ):
        assert number(control, f"SELECT count(*) FROM enquiries WHERE {condition}") >= 10, condition
    late = "SELECT subscriber_id FROM consents WHERE withdrawn_at < '2026-11-21'"
    assert (
        number(
            control,
            f"SELECT count(*) FROM subscribers WHERE email IS NOT NULL AND state = 'unsubscribed' AND id IN ({late})",
        )
        > 5
    )
    assert number(control, "SELECT count(*) FROM subscribers WHERE email IS NULL AND state <> 'unsubscribed'") == 0
    assert number(control, "SELECT count(*) FROM subscribers WHERE state = 'pending' AND signed_up_at < '2026-11-14'") > 5
    again = "SELECT subscriber_id FROM consents GROUP BY 1 HAVING count(*) = 2 AND sum(withdrawn_at IS NULL) = 1"
    assert number(control, f"SELECT count(*) FROM subscribers WHERE state = 'active' AND id IN ({again})") > 2
    assert number(control, "SELECT count(*) FROM consents WHERE confirmed_at < given_at OR withdrawn_at < confirmed_at") == 0


def test_appointments_are_late_but_some_concern_a_contract(company: Path) -> None:
    late, kept = 0, 0
    for path in (company / "instances").iterdir():
        late += number(path, "SELECT count(*) FROM bookings WHERE ends_at < '2026-11-07' AND NOT concerns_contract")
        kept += number(path, "SELECT count(*) FROM bookings WHERE ends_at < '2026-11-07' AND concerns_contract")
    assert late > 20
    assert kept > 1


def test_secrets_are_sealed_and_passwords_hashed(company: Path) -> None:
    key = (company / "keys" / "platform.key").read_text().strip()
    from cryptography.fernet import Fernet

    for (iban,) in rows(company / "control.sqlite3", "SELECT iban FROM mandates"):
        clear = Fernet(key).decrypt(str(iban).encode()).decode()
        assert int(clear[4:] + "1314" + clear[2:4]) % 97 == 1
    for path in (company / "instances").iterdir():
        assert all(
            str(url).startswith("gAAAAA")
            for (url,) in rows(path, "SELECT url FROM webhooks UNION SELECT secret FROM webhooks")
        )
        assert all(
            re.match(r"(argon2|pbkdf2_sha256)\$", str(hashed)) for (hashed,) in rows(path, "SELECT password FROM users")
        )
        assert key.encode() not in path.read_bytes()


def test_every_attachment_has_its_file_and_one_file_has_no_attachment(company: Path) -> None:
    orphans = []
    for path in (company / "instances").iterdir():
        known = {str(key): size for key, size in rows(path, "SELECT storage_key, size FROM attachments")}
        folder = company / "media" / path.stem
        found = {str(f.relative_to(folder)): f.stat().st_size for f in folder.rglob("*") if f.is_file()}
        assert known.items() <= found.items()
        orphans += found.keys() - known.keys()
        assert (
            rows(
                path, "SELECT id FROM attachments WHERE owner_type = 'message' AND owner_id NOT IN (SELECT id FROM messages)"
            )
            == []
        )
    assert [Path(name).name for name in orphans] == ["verwaist-0001.pdf"]


def test_log_covers_its_days_and_was_shortened_by_a_job_that_stopped(company: Path) -> None:
    seen: Counter[str] = Counter()
    oldest = NOW
    for address, at, _ in lines(company):
        full = not re.search(r"(\.0|::)$", address)
        age = (NOW - at).days
        span = "young" if age < 7 else "middle" if age < 59 else "mixed" if age <= 90 else "old"
        seen[f"{span} {'v6' if ':' in address else 'v4'} {'full' if full else 'short'}"] += 1
        oldest = min(oldest, at)
        assert at <= NOW
    assert (NOW - oldest).days >= 198
    expected = {"young": ("full",), "middle": ("full",), "mixed": ("full", "short"), "old": ("short",)}
    assert {kind for kind in seen if "v4" in kind} == {f"{span} v4 {how}" for span, hows in expected.items() for how in hows}
    assert {kind for kind in seen if "v6" in kind} == {f"{span} v6 {how}" for span, hows in expected.items() for how in hows}
    assert seen["old v4 short"] > 500
    names = {path.name for path in (company / "weblog").iterdir()}
    assert len(names) == 200
    assert {"access.log", "access.log.1", "access.log.2.gz", "access.log.199.gz"} <= names


def test_backups_are_nightly_and_some_too_old(company: Path) -> None:
    files = sorted((company / "backups").iterdir())
    assert len(files) == 120
    days = [date.fromisoformat(path.name[:10]) for path in files]
    assert days[-1] == NOW.date()
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert sum(day < NOW.date() - timedelta(days=90) for day in days) == 29
    assert all(path.read_bytes().startswith(b"age-encryption.org/v1\n") for path in files)


def test_newsletters_went_only_to_people_with_consent(company: Path) -> None:
    consents = {
        str(email): datetime.fromisoformat(f"{at}+00:00")
        for email, at in rows(
            company / "control.sqlite3",
            "SELECT email, max(confirmed_at) FROM subscribers JOIN consents ON subscriber_id = subscribers.id"
            " WHERE withdrawn_at IS NULL GROUP BY 1",
        )
    }
    kinds: Counter[str] = Counter()
    for path in (company / "outbox").iterdir():
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        kinds[mail["X-Kind"]] += 1
        if mail["X-Kind"] == "newsletter":
            assert consents[mail["To"]] < parsedate_to_datetime(mail["Date"])
            assert mail["List-Unsubscribe"].strip("<>") in mail.get_content()
    assert kinds.keys() == {"system", "invoice", "notice", "newsletter"}
    assert min(kinds.values()) >= 10


def test_declaration_comes_along_with_every_variable_it_reads(company: Path) -> None:
    text = (company / "zusage.yml").read_text()
    given = dict(line.split("=", 1) for line in (company / "zusage.env").read_text().splitlines())
    asked = set(re.findall(r"env:([A-Z_]+)", text))
    assert asked - {"ADMIN_LIST"} <= given.keys()
    assert Path(given["REGISTER_FILE"]).is_file()
    assert re.search(r"example\b", text)


def peak(into: Path, *words: str) -> int:
    """Largest memory of the generator in kilobytes."""
    pid = os.posix_spawn(sys.executable, [sys.executable, str(GENERATE), "--into", str(into), *words], os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    return usage.ru_maxrss


def test_memory_does_not_grow_with_the_company(tmp_path: Path) -> None:
    few = ["--customers", "40", "--instances", "4", "--log-mb", "1", "--backups", "2", "--contacts"]
    small = peak(tmp_path / "small", *few, "500", "--messages", "9000")
    large = peak(tmp_path / "large", *few, "5000", "--messages", "90000")
    assert large < small * 1.2


def test_postgresql_gets_isolated_databases_with_the_same_content(tmp_path: Path, postgres_server: Server) -> None:
    company = generate(tmp_path / "pg", *TINY, "--database", postgres_server.url())
    files = generate(tmp_path / "lite", *TINY)
    with psycopg.connect(postgres_server.url("hafenchat_t0001")) as db:
        got = db.execute("SELECT body, sent_at AT TIME ZONE 'UTC' FROM messages ORDER BY id").fetchall()
        db.execute("INSERT INTO contacts (name, email, created_at) VALUES ('a', 'a@b.example', now())")
        db.rollback()
    copy = rows(files / "instances" / "t0001.sqlite3", "SELECT body, sent_at FROM messages ORDER BY id")
    want = [(body, datetime.fromisoformat(str(at))) for body, at in copy]
    assert got == want
    with psycopg.connect(postgres_server.url("hafenchat_t0001", "hafenchat_t0001_app")) as db:
        db.execute("UPDATE contacts SET name = name")
        db.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("DROP TABLE messages")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(postgres_server.url("hafenchat_t0002", "hafenchat_t0001_app"))
    assert f"127.0.0.1:{postgres_server.port}/hafenchat_{{id}}" in (company / "zusage.env").read_text()
    generate(tmp_path / "again", *TINY, "--database", postgres_server.url())
