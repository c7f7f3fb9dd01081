"""kept-apart: a column joins the two, or a line of a log shows who sat at the address."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support.declared import compiled
from support.sabotage import DECLARATION, NOW, turns_red
from support.streams import line
from zusage.adapters.connectors import descriptors
from zusage.kinds.base import State

IN_LOG = "logs/assure/kept-apart"
PLAIN = line("198.51.100.7", NOW - timedelta(days=1))


def _promised(company, more: str = "") -> None:
    """The log promises to show nobody."""
    old = "{delete: after 90 days}]\n  saved:"
    assert old in DECLARATION
    new = old.replace("  saved:", f"    assure: [{{kept_apart: {{in: weblog, by: [email, visit_no]{more}}}}}]\n  saved:")
    company.change_policy(compiled(DECLARATION.replace(old, new), known=descriptors()))


def test_kept_apart_turns_red(company, before):
    assert before["sale/assure/kept-apart"].state is State.KEPT
    company.sql("ALTER TABLE log ADD COLUMN email text")
    turns_red(company, "sale/assure/kept-apart")


def test_a_log_without_anybody_is_kept_and_says_how_much_was_read(company, before):
    _promised(company)
    judged = company.look()[IN_LOG]
    assert (judged.state, judged.numbers["examined"]) == (State.KEPT, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b" - - [", b" - anna ["),
        (b" HTTP/", b"?an=anna@kunde.example HTTP/"),
        (b" HTTP/", b"?visit_no=77 HTTP/"),
        (b" HTTP/", b";jsessionid=5A1F HTTP/"),
        (b" HTTP/", b"?x=1&session_id=5a1f HTTP/"),
    ],
)
def test_a_line_that_shows_who_it_was_turns_red(company, before, old, new):
    _promised(company)
    telling = PLAIN.replace(old, new, 1)
    assert telling != PLAIN
    company.write_log("access.log", PLAIN, telling, telling)
    judged = turns_red(company, IN_LOG)[IN_LOG]
    assert (judged.reason, judged.numbers["found"], judged.numbers["examined"]) == ("joined_in_log", 2, 4)


def test_what_the_declaration_spares_is_not_counted(company, before):
    _promised(company, ", except: [user]")
    company.write_log("access.log", PLAIN.replace(b" - - [", b" - anna [", 1))
    assert company.look()[IN_LOG].state is State.KEPT
