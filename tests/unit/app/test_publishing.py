"""What was published, when it was in force, and what the board makes of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from support.office import Office
from support.sabotage import DECLARATION, NOW
from zusage.adapters.store.peek import read_published
from zusage.app.judging import judge_board
from zusage.app.publications import published_today, read_publications
from zusage.app.publishing import editions
from zusage.app.registering import Term, publish_files, too_soon, write_published
from zusage.app.workspace import read_workspace
from zusage.kinds.base import State
from zusage.model.errors import DeclarationErrors, UsageError
from zusage.verdict.board import Board

TODAY = NOW.date()
CHANGED = DECLARATION.replace(
    "gone: {data: [master, notices], from: left, delete: after 90 days}",
    "gone: {data: [master, notices], from: left, delete: after 80 days}",
)
RENAMED = DECLARATION.replace("      gone: {data", "      departed: {data")


@pytest.fixture(scope="module")
def _made(tmp_path_factory) -> Path:
    return Office(tmp_path_factory.mktemp("made") / "office").folder


@pytest.fixture
def office(_made: Path, tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    shutil.copytree(_made, folder)
    office = object.__new__(Office)
    office.folder = folder
    variables = (folder / "zusage.env").read_text().replace(str(_made), str(folder))
    (folder / "zusage.env").write_text(variables)
    return office


def written(office: Office, now=NOW) -> list[Path]:
    done = office.call("write", "notice", "-p", str(office.folder), "-o", str(office.folder / "build"), now=now)
    assert done.exit_code == 0, done.exception
    return sorted((office.folder / "build").glob("*.html"))


def publish(office: Office, *files: Path, now=NOW, since: date | None = None, **more: object) -> None:
    with office.session(now) as session:
        publish_files(session, files, Term(since or now.date()), "operator", **more)


def board(office: Office, now=NOW) -> Board:
    with office.session(now) as session:
        return judge_board(session, "en")


def state(board: Board, promise: str) -> tuple[State, str]:
    row = next(row for row in board.rows if row.promise == promise)
    return row.state, row.judgement.reason


def test_a_board_is_published_only_with_every_language(office: Office) -> None:
    assert board(office).unpublished
    note = "No published notice is recorded for this version"
    here = ("-p", str(office.folder))
    assert note in office.call("board", *here).output
    assert json.loads(office.call("board", *here, "--format", "json").output)["published"] is False
    german, english = written(office)
    publish(office, german)
    half = board(office)
    assert half.unpublished
    assert state(half, "_/documents/web/changes") == (State.UNPROVEN, "not_published")
    publish(office, english)
    whole = board(office)
    assert not whole.unpublished
    assert note not in office.call("board", *here).output
    assert json.loads(office.call("board", *here, "--format", "json").output)["published"] is True
    assert state(whole, "_/documents/web/changes") == (State.KEPT, "")
    assert state(whole, "_/assure/notified-on-change") == (State.NOT_DUE, "not_due_yet")


def test_a_changed_declaration_makes_the_published_text_outdated(office: Office) -> None:
    publish(office, *written(office))
    office.write(CHANGED)
    later = board(office)
    assert later.unpublished
    assert state(later, "_/documents/web/changes") == (State.BROKEN, "text_outdated")
    publish(
        office, *written(office, NOW + timedelta(hours=1)), now=NOW + timedelta(hours=1), since=TODAY + timedelta(days=1)
    )
    assert board(office, NOW + timedelta(hours=2)).unpublished, "the new text is not in force yet"
    tomorrow = NOW + timedelta(days=1)
    assert not board(office, tomorrow).unpublished
    assert state(board(office, tomorrow), "_/assure/notified-on-change")[0] is State.KEPT
    with sqlite3.connect(office.folder / "data" / "control.sqlite3") as db:
        db.execute("DELETE FROM notices")
    db.close()
    assert state(board(office, tomorrow), "_/assure/notified-on-change") == (State.BROKEN, "nobody_told")


def test_a_text_stays_current_when_only_its_number_would_change(office: Office) -> None:
    publish(office, *written(office))
    office.write(DECLARATION.replace("host: centre\n    tables:\n      messages", "tables:\n      messages"))
    with office.session() as session:
        policy = session.workspace.policy
        known = read_publications(session.state)
        assert {p.policy for p in known} != {policy.digest}
        same = published_today(session.state, policy, NOW)
    assert same.covers(policy)
    assert same.changed == {}


def test_only_what_this_declaration_writes_can_be_published(office: Office) -> None:
    german, english = written(office)
    english.write_bytes(english.read_bytes().replace(b"90", b"60", 1))
    with pytest.raises(UsageError) as caught:
        publish(office, german, english)
    assert caught.value.code == "ZE70"
    with office.session() as session:
        assert read_publications(session.state) == (), "all or none"
    publish(office, english, as_is=("web", "en"))
    publish(office, german)
    assert board(office).unpublished
    assert state(board(office), "_/documents/web/changes") == (State.BROKEN, "text_outdated")


def test_a_notice_written_some_days_ago_is_recognised(office: Office) -> None:
    files = written(office, NOW - timedelta(days=9))
    publish(office, *files)
    with office.session() as session:
        assert {p.written for p in read_publications(session.state)} == {TODAY - timedelta(days=9)}
    assert not board(office).unpublished
    publish(office, *written(office), now=NOW + timedelta(days=1))
    with office.session(NOW + timedelta(days=1)) as session:
        today = published_today(session.state, session.workspace.policy, NOW + timedelta(days=1))
    assert today.changed == {}, "another date is no other text"
    assert today.covers(session.workspace.policy)


def test_which_text_was_in_force(office: Office, tmp_path: Path) -> None:
    first = written(office)
    old = first[0].read_bytes()
    publish(office, *first, since=date(2026, 3, 1))
    office.write(CHANGED)
    second = written(office)
    publish(office, *second, since=date(2026, 9, 1))
    with office.session() as session:
        with pytest.raises(UsageError) as caught:
            write_published(session, date(2026, 2, 28), None)
        assert caught.value.code == "ZE71"
        spring = write_published(session, date(2026, 8, 31), tmp_path / "then")
        autumn = write_published(session, date(2026, 9, 1), None)
    assert [(p.document, p.language, p.form) for p, _ in spring] == [("web", "de", "html"), ("web", "en", "html")]
    assert spring[0][1].read_bytes() == old
    assert {p.policy for p, _ in spring} != {p.policy for p, _ in autumn}


def test_a_change_that_begins_before_it_could_be_announced_is_told(office: Office) -> None:
    with office.session() as session:
        first = publish_files(session, written(office), Term(date(2026, 3, 1)), "operator")
        assert too_soon(session, first) == {}, "the first text changes nothing"
    office.write(CHANGED)
    files = written(office)
    with office.session() as session:
        soon = publish_files(session, files, Term(date(2026, 12, 21)), "operator")
        assert too_soon(session, soon) == {"web": date(2026, 12, 22)}
        assert too_soon(session, publish_files(session, files, Term(date(2026, 12, 22)), "operator")) == {}
    told = office.call("publish", *map(str, files), "-p", str(office.folder))
    assert told.exit_code == 0
    assert "! web: substantial changes are promised to be announced" in told.output


def test_a_text_can_come_back_and_can_end(office: Office) -> None:
    first = written(office)
    publish(office, *first, since=date(2026, 3, 1))
    office.write(CHANGED)
    publish(office, *written(office), since=date(2026, 5, 1))
    office.write(DECLARATION)
    with office.session() as session:
        publish_files(session, written(office), Term(date(2026, 7, 1), date(2026, 7, 31)), "operator")
        july = write_published(session, date(2026, 7, 31), None)
        may = write_published(session, date(2026, 5, 2), None)
        august = write_published(session, date(2026, 8, 1), None)
        march = write_published(session, date(2026, 3, 1), None)
    assert [p.content for p, _ in july] == [p.content for p, _ in march]
    assert [p.content for p, _ in august] == [p.content for p, _ in may]


def test_a_renamed_promise_is_told_by_check_and_write_and_publish(office: Office) -> None:
    files = written(office)
    office.write(RENAMED)
    assert office.call("check", str(office.folder)).exit_code == 0, "nothing was published yet"
    office.write(DECLARATION)
    publish(office, *files)
    office.write(RENAMED)
    for words in (
        ("check", str(office.folder)),
        ("write", "notice", "-p", str(office.folder), "-o", str(office.folder / "b")),
    ):
        error = office.call(*words).exception
        assert isinstance(error, DeclarationErrors)
        assert {e.code for e in error.errors} == {"ZE181"}
        assert {e.arguments["new"] for e in error.errors} == {"sale/retention/departed"}
        assert {e.arguments["date"] for e in error.errors} == {"2026-11-22"}
    with pytest.raises(DeclarationErrors):
        publish(office, *files)
    office.write(RENAMED.replace("departed: {data", "departed: {was: gone, data"))
    assert office.call("check", str(office.folder)).exit_code == 0


def test_check_works_with_a_damaged_state_and_creates_none(office: Office) -> None:
    assert office.call("check", str(office.folder)).exit_code == 0
    assert not (office.folder / ".zusage").exists()
    (office.folder / ".zusage").mkdir()
    (office.folder / ".zusage" / "state.db").write_bytes(b"no database at all" * 100)
    assert office.call("check", str(office.folder)).exit_code == 0


def test_documents_name_the_versions_that_were_published(office: Office, tmp_path: Path) -> None:
    publish(office, *written(office))
    first = read_workspace(office.folder, TODAY).policy.digest[:12]
    office.write(CHANGED)
    later = NOW + timedelta(days=40)
    publish(office, *written(office, later), now=later)
    second = read_workspace(office.folder, later.date()).policy.digest[:12]
    assert [one.version[:12] for one in editions(read_workspace(office.folder, TODAY))] == [second, first]
    done = office.call(
        "write", "record", "deletion-concept", "-p", str(office.folder), "--format", "md", "-o", str(tmp_path)
    )
    assert done.exit_code == 0, done.output
    for name in ("record.en.md", "deletion-concept.en.md"):
        text = (tmp_path / name).read_text()
        assert f"22 November 2026 | {first}" in text
        assert f"1 January 2027 | {second}" in text


def test_the_command(office: Office, tmp_path: Path) -> None:
    here = ("-p", str(office.folder))
    assert "No text" in office.call("publish", "--list", *here).output
    files = [str(file) for file in written(office)]
    done = office.call("publish", *files, *here, "--from", "2026-11-01")
    assert done.exit_code == 0, done.exception
    assert done.output.count("2026-11-01") == 2
    listed = office.call("publish", "--list", *here)
    assert listed.output.count("in force today") == 2
    told = office.call("publish", "--at", "2026-11-05", "-o", str(tmp_path / "out"), *here)
    assert told.exit_code == 0
    assert (tmp_path / "out" / "web.de.2026-11-05.html").read_bytes() == Path(files[0]).read_bytes()
    assert office.call("publish", *here).exit_code == 2
    assert office.call("publish", "--at", "yesterday", *here).exit_code == 2
    ended = office.call("publish", *files, *here, "--from", "2026-11-05", "--until", "2026-11-04").exception
    assert isinstance(ended, UsageError)
    assert ended.code == "ZE72"


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_state_that_cannot_be_read_says_nothing(office: Office, damage: bytes) -> None:
    publish(office, *written(office))
    assert read_published(str(office.folder / ".zusage")) is not None
    assert read_published("postgresql://state.example/zusage") is None
    assert read_published(str(office.folder / "zusage.yml")) is None
    assert read_published("x" * 5000) is None, "a name that the file system refuses"
    for file in (office.folder / ".zusage").glob("state.db*"):
        file.write_bytes(damage)
    assert read_published(str(office.folder / ".zusage")) is None
