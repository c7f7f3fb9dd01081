"""Approvals as people meet them at the command line: nothing of the harbour goes that no second role has let go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from support.company import Company
from zusage.cli.main import group

ROLES = "run: {every: 1 day, authors: [admin], operators: [admin], approvers: [management]}\n"
ALONE = "run: {every: 1 day, approval: single}\n"


@pytest.fixture
def in_earnest(company: Company) -> Callable[[str], Company]:
    """The harbour without the environment that calls its data made up."""

    def declared(run: str) -> Company:
        variables = company.folder / "zusage.env"
        variables.write_text(variables.read_text().replace("ZUSAGE_ENV=rehearsal\n", ""))
        edit(company, lambda text: text.replace("timezone: Europe/Berlin\n", f"timezone: Europe/Berlin\n{run}"))
        return company

    return declared


def edit(company: Company, change: Callable[[str], str]) -> None:
    file = company.folder / "zusage.yml"
    text = file.read_text()
    assert change(text) != text
    file.write_text(change(text))


def test_a_job_deletes_nothing_that_nobody_approved(in_earnest) -> None:
    company = in_earnest(ROLES)
    before = company.state()
    assert "observe" in company.zusage("plan").text
    first = company.zusage("apply", "--yes", ok=0).text
    assert "Observed only" in first and "None of it is deleted" in first
    assert "canary" in company.zusage("plan").text
    for _ in range(2):
        told = company.zusage("apply", "--yes", ok=1).text
        assert "Waits for approval of a canary" in told and "zusage approve plan.json" in told
    after = company.state()
    assert after["lines"] == before["lines"] and after["backups"] == before["backups"]
    assert after["control.customers"] == before["control.customers"] and len(company.instances()) > 0
    assert company.counted() == {id: n for id, n in company.counted().items() if id[0].endswith(("/lock", "/restrict"))}


def test_the_whole_way_with_two_roles(in_earnest) -> None:
    company = in_earnest(ROLES)
    company.zusage("apply", "--yes")
    refused = company.zusage("approve", "--standing", "--until", "2027-01-31", "--role", "admin", "--yes", ok=2)
    assert refused.error == "ZE90"
    steps = [company.due()]
    for _ in range(6):
        company.zusage("plan", "-o", "plan.json")
        shown = company.zusage("approve", "plan.json", "--role", "management", "--name", "Erika Muster", "--yes").text
        assert "is in force until" in shown and "no second person" not in shown
        company.zusage("apply", "plan.json", "--yes", ok=None)
        steps.append(company.due())
        if not sum(steps[-1].values()):
            break
    assert sum(steps[0].values()) > 0 and not sum(steps[-1].values()), steps
    assert not [id for id in company.broken() if "/retention/" in id]
    listed = company.zusage("approvals").text
    assert "management (Erika Muster)" in listed
    assert "Erika" not in str(company.ledger("plan_approved"))
    assert all(body["second"] for body in company.ledger("plan_approved"))
    assert "No second person" not in company.zusage("board", ok=None).text


def test_an_approval_is_of_this_plan_and_no_other(in_earnest) -> None:
    company = in_earnest(ROLES)
    company.zusage("apply", "--yes")
    company.zusage("plan", "-o", "plan.json")
    company.zusage("approve", "plan.json", "--role", "management", "--yes")
    lines = company.log_lines()
    company.zusage("apply", "--yes", "--fresh", ok=1)
    assert company.log_lines() == lines
    company.zusage("apply", "plan.json", "--yes", ok=None)
    assert company.log_lines() != lines or company.counted()


def test_a_firm_of_one_is_asked_and_its_board_says_so(in_earnest) -> None:
    company = in_earnest(ALONE)
    company.zusage("apply", "--yes")
    company.zusage("apply", "--yes", ok=1)
    assert not [key for key in company.counted() if not key[0].endswith(("/lock", "/restrict"))]
    assert _answered(company, "no") == 0 and not company.ledger("plan_approved")
    _answered(company, "1")
    given = company.ledger("plan_approved")
    assert len(given) == 1 and given[0]["second"] is False
    assert [key for key in company.counted() if not key[0].endswith(("/lock", "/restrict"))]
    _answered(company, "all")
    assert len(company.ledger("plan_approved")) == 2
    assert "No second person approves what is deleted." in company.zusage("board", ok=None).text
    assert "no second person" in company.zusage("approvals").text


def _answered(company: Company, answer: str) -> int:
    """The exit code of an interactive run."""
    import contextlib
    import os

    environment = dict.fromkeys((n for n in os.environ if n.startswith("ZUSAGE")), None)
    with contextlib.chdir(company.folder):
        return CliRunner().invoke(group, ["--lang", "en", "apply"], input=f"{answer}\n", env=environment).exit_code


def test_a_changed_rule_waits_again(in_earnest) -> None:
    """A shorter period for logs that had come to routine."""
    company = in_earnest(ROLES)
    company.zusage("apply", "--yes")
    for _ in range(3):
        company.zusage("plan", "-o", "plan.json")
        company.zusage("approve", "plan.json", "--role", "management", "--yes")
        company.zusage("apply", "plan.json", "--yes", ok=None)
    company.zusage("approve", "--standing", "--until", "2027-01-31", "--role", "management", "--yes")
    edit(company, lambda text: text.replace("delete: after 90 days}]", "delete: after 10 days}]", 1))
    lines, files = company.log_lines(), company.names("backups")
    for ok in (0, 1, 1):
        company.zusage("apply", "--yes", ok=ok)
    assert company.log_lines() == lines and company.names("backups") == files
    assert "canary" in company.zusage("plan").text
