"""The plan on screens of different width: nothing is wider than the screen, nothing is cut off, columns are aligned."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from zusage.app.plan_view import outlook_lines, plan_lines
from zusage.app.planning import Outlook
from zusage.plan.act import Clear, Delete
from zusage.plan.condition import ALWAYS
from zusage.plan.plan import Estimate, Plan, PlannedTarget, Step
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
STATUTE = "§ 147 Abs. 3 AO, § 257 Abs. 4 HGB"
LONG = "customer-relations/retention/end-of-contract/invoices"


def plan() -> Plan:
    target = TargetId("control")
    acts = [
        (
            Delete("a", "contact/retention/settled", "enquiries", ALWAYS),
            Estimate(1_053, 48, 9_000, NOW, {"H-1": 2}, {STATUTE: 36}),
        ),
        (Clear("b", LONG, "customers", (("email", None), ("phone", None)), ALWAYS), Estimate(7)),
    ]
    steps = tuple(Step(target, act, estimate) for act, estimate in acts)
    return Plan("0" * 64, NOW, NOW, (PlannedTarget(target, None),), steps)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [100, 120, 160])
def test_no_line_is_wider_than_the_screen(width: int, language: str) -> None:
    lines = list(plan_lines(plan(), "Muster GmbH", language, BERLIN, {"contact/retention/settled": "canary"}, width))
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert LONG in text and f"36 {'nach' if language == 'de' else 'under'} {STATUTE}" in text and "1 053" in text


def test_figures_stand_under_their_titles() -> None:
    _, titles, first, held, second, *_ = plan_lines(plan(), "Muster GmbH", "en", BERLIN, None, 160)
    end = titles.index("DUE") + len("DUE")
    assert first[:end].endswith(" 1 053") and second[:end].endswith(" 7")
    assert held.lstrip().startswith("held back: 2 H-1; 36 under §")
    assert first.startswith("contact/retention/settled ") and second.startswith(f"{LONG} ")


def test_a_narrow_screen_puts_promises_on_lines_of_their_own() -> None:
    lines = list(plan_lines(plan(), "Muster GmbH", "en", BERLIN, None, 100))
    assert LONG in lines and "contact/retention/settled" in lines


def test_what_is_missing_is_said_in_words() -> None:
    gaps = (("p", TargetId("cases"), "start_unseen", "Delete"), ("q", TargetId("control"), "statement_missing", "2017"))
    told = list(outlook_lines(Outlook(plan(), (), gaps), "Muster GmbH", "de", BERLIN, None, 200))
    assert "! p   cases   kein System zeigt den Beginn: löschen" in told
    assert any(line.endswith("zusage attest tax/2017") for line in told)
