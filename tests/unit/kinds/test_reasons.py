"""Every reason that code can give has words in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import zusage
from zusage.kinds.base import Judgement, State
from zusage.language.reasons import reason_words, reasons, render_reason

ROOT = Path(zusage.__path__[0])
QUOTED = re.compile(r'"([a-z]+(?:_[a-z]+)+|overdue|undecided|writable|cascade|linkable|joined|contradicted)"')


def given_in_code() -> set[str]:
    """Everything quoted in a Finding, in an assignment to broken/unproven, or as a problem of the planner."""
    found: set[str] = set()
    for path in [*ROOT.glob("kinds/*.py"), *ROOT.glob("verdict/*.py"), ROOT / "duties/retention.py"]:
        for line in path.read_text().splitlines():
            if re.search(r"broken|unproven|reason|return \"|Finding\(|_weigh\(|_gap|_problem\(|Judgement\(", line):
                found |= set(QUOTED.findall(line))
    return found


def test_reasons_used_in_code_have_words():
    others = {"delete_after", "full_ip", "sent_at", "has_link", "added_at", "backups_until", "not_in", "columns_absent"}
    others |= {"restore_tested", "not_compared"}
    assert given_in_code() - others <= reasons()


@pytest.mark.parametrize("reason", sorted(reasons()))
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("arguments", [{}, {"found": 1, "overdue": 1, "days": 1}, {"found": 3, "overdue": 3, "days": 9}])
def test_words_fill_and_end_with_a_stop(reason, language, arguments):
    words = reason_words(reason, arguments, language)
    assert words.endswith((".", ")."))
    assert "{" not in words and "|" not in words


def test_one_and_many():
    one = Judgement(State.BROKEN, "overdue", {"overdue": 1, "days": 3}, {"tables": "a.b"})
    many = Judgement(State.BROKEN, "overdue", {"overdue": 4, "days": 3}, {"tables": "a.b"})
    assert render_reason(one, "de") == "Eine Einheit ist überfällig, seit 3 Tagen (a.b)."
    assert render_reason(many, "en") == "4 units are overdue, the oldest by 3 days (a.b)."
    assert render_reason(Judgement(State.KEPT), "de") == ""


def test_unknown_reason_is_loud():
    with pytest.raises(KeyError):
        reason_words("no_such_reason", {}, "de")
