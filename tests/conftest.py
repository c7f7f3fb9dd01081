"""Common to all tests: in CI nothing is skipped, and the same commit is tried with the same examples every time."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("explore", deadline=None)
settings.register_profile("same-again", deadline=None, derandomize=True)
settings.load_profile("same-again" if os.environ.get("CI") else "explore")

_skipped: list[str] = []


@pytest.fixture(autouse=True)
def _environment_stays() -> Iterator[None]:
    """What a test leaves in the environment would reach every later one of this process: it fails where it was left."""
    before = dict(os.environ)
    yield
    left = sorted(name for name in os.environ.keys() | before.keys() if os.environ.get(name) != before.get(name))
    left = [name for name in left if not name.startswith("PYTEST_")]
    for name in left:
        os.environ.pop(name, None) if name not in before else os.environ.__setitem__(name, before[name])
    assert not left, f"left in the environment: {left}"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what was skipped."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(f"{report.nodeid}: {report.longrepr[2] if isinstance(report.longrepr, tuple) else ''}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested."""
    if _skipped:
        terminalreporter.section("NOT TESTED (something is absent on this machine)", red=True)
        for line in sorted(set(_skipped)):
            terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With ZUSAGE_NOTHING_SKIPPED a skipped test fails the run; material that is no part of the project may be absent."""
    if any("NOT OURS" not in line for line in _skipped) and os.environ.get("ZUSAGE_NOTHING_SKIPPED") and exitstatus == 0:
        session.exitstatus = 1
