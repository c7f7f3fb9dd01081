"""Reading: every scalar is text, every key and value knows its place, order stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.declarations import DESCRIPTORS
from zusage.app.sources import gather_files
from zusage.declaration.node import Mapping, Scalar, Sequence
from zusage.declaration.read import parse_declaration
from zusage.declaration.secret import has_secret, masked
from zusage.declaration.shape import check_shape
from zusage.model.errors import DeclarationErrors, UsageError


def parse(text: str) -> Mapping:
    return parse_declaration([("a.yml", text.encode())]).root


def test_every_scalar_is_the_text_that_was_written() -> None:
    root = parse("a: 1\nb: true\nc: 2026-01-01\nd: null\ne: 0x1F\nf: 1_000\ng: 'x'\nh: ~\ni: 12:30:45\n")
    values = [entry.value.value for entry in root if isinstance(entry.value, Scalar)]
    assert values == ["1", "true", "2026-01-01", "null", "0x1F", "1_000", "x", "~", "12:30:45"]


def test_places_count_characters_not_bytes() -> None:
    root = parse("äöü: {größe: [ß, é, end]}\n")
    outer = root.entry("äöü")
    assert outer is not None
    inner = outer.value
    assert isinstance(inner, Mapping)
    items = inner.get("größe")
    assert isinstance(items, Sequence)
    assert [str(item.place) for item in items.items] == ["a.yml:1:15", "a.yml:1:18", "a.yml:1:21"]
    assert str(inner.entries[0].place) == "a.yml:1:7"


def test_byte_order_mark_and_windows_line_ends_are_nothing() -> None:
    root = parse("\ufeffa: b\r\nc: d\r\n")
    assert root.keys() == ("a", "c")
    assert str(root.entries[1].place) == "a.yml:2:1"


def test_quoted_trap_is_a_name() -> None:
    assert parse("'on': {\"no\": 1}\n").keys() == ("on",)


def test_order_of_files_and_of_writing_is_kept() -> None:
    first = b"zusage: 1\nactivities:\n  b: {}\n  a: {}\nassure: [{routine_run: {every: 1 day}}]\n"
    second = b"activities:\n  c: {}\nassure:\n  - tls_only: {endpoints: [x]}\n"
    root = parse_declaration([("a.yml", first), ("b.yml", second)]).root
    activities, assure = root.get("activities"), root.get("assure")
    assert isinstance(activities, Mapping) and activities.keys() == ("b", "a", "c")
    assert isinstance(assure, Sequence) and len(assure.items) == 2
    assert activities.entries[2].place.file == "b.yml"


def test_files_of_a_folder_in_byte_order(tmp_path) -> None:
    for name in ("b.yml", "a.yml", "Z.yml", "notes.txt"):
        (tmp_path / name).write_text(f"# {name}\n")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.yml").write_text("x: 1\n")
    assert [name.rpartition("/")[2] for name, _ in gather_files(tmp_path)] == ["Z.yml", "a.yml", "b.yml"]
    assert gather_files(tmp_path / "a.yml") == [(str(tmp_path / "a.yml"), b"# a.yml\n")]


def test_a_file_that_would_be_left_out_is_an_error(tmp_path) -> None:
    (tmp_path / "a.yml").write_text("zusage: 1\n")
    (tmp_path / "b.yaml").write_text("activities: {}\n")
    with pytest.raises(UsageError) as error:
        gather_files(tmp_path)
    assert error.value.code == "ZE198"


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_missing_sources(tmp_path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as error:
        gather_files(tmp_path / name)
    assert error.value.code in {"ZE195", "ZE196"}


def test_huge_file_is_not_read_whole(tmp_path) -> None:
    (tmp_path / "a.yml").write_bytes(b"#" * 3_000_000)
    ((_, content),) = gather_files(tmp_path)
    assert len(content) == 2_000_001


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abc:{}[],-&*!|>'\"%@`#?\n\t ~\\é.0", max_size=80))
def test_no_text_makes_a_traceback(text: str) -> None:
    try:
        declaration = parse_declaration([("a.yml", text.encode())])
    except DeclarationErrors as errors:
        assert errors.errors
        return
    check_shape(declaration, DESCRIPTORS)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_a_traceback(content: bytes) -> None:
    try:
        parse_declaration([("a.yml", content)])
    except DeclarationErrors as errors:
        assert errors.errors


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("postgresql://app:s3cret@db/x", "s3cret"),
        ("postgresql+psycopg://app:p%40ss@db/x", "p%40ss"),
        ("mysql://root:a@b@host/x", "a@b"),
        ("https://user:pw@host", "pw"),
        ("host=db password=hunter2 user=x", "hunter2"),
        ("Server=db;Pwd=hunter2;", "hunter2"),
        ("?api_key=abcdef123&x=1", "abcdef123"),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
        ("-----BEGIN RSA PRIVATE KEY-----", "PRIVATE KEY"),
    ],
)  # fmt: skip
def test_secrets_are_recognised_and_masked(text: str, secret: str) -> None:
    assert has_secret(text)
    assert secret not in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "env:APP_URL",
        "https://www.hafenchat.example/datenschutz",
        "wss://{id}.hafenchat.example",
        "smtp://mail.hafenchat.example:25",
        "postgresql://app@db/x",
        "postgresql://app:{password}@db/x",
        "Benutzername und Passwort-Hash",
        "password: min_length 12",
        "http://[::1]:8080/",
    ],
)  # fmt: skip
def test_ordinary_texts_are_no_secrets(text: str) -> None:
    assert not has_secret(text)
    assert masked(text) == text


def test_ten_thousand_lines_in_a_second() -> None:
    activity = """\
  a{n}:
    title: {{de: Vertrag, en: contract}}
    subjects: [customer]
    purposes: {{serve: {{de: 'Erfüllung, Abrechnung', en: performing}}}}
    basis: contract
    data:
      master: {{label: {{de: Stammdaten, en: master data}}, in: control.customers, columns: [name, email, street]}}
    retention:
      left: {{data: [master], from: customer_left, keep: {{law: de/vouchers}}, delete: afterwards}}
"""
    head = "zusage: 1\norganisation: {name: A, address: B, email: a@b.example, authority: de/sh}\nactivities:\n"
    content = (head + "".join(activity.format(n=n) for n in range(1_111))).encode()
    assert content.count(b"\n") >= 10_000
    times = []
    for _ in range(2):
        started = time.process_time()
        declaration = parse_declaration([("a.yml", content)])
        assert check_shape(declaration, DESCRIPTORS) == []
        times.append(time.process_time() - started)
    assert min(times) < 1
