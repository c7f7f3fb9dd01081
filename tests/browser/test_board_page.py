"""The board in a real browser: no accessibility violation, filters without a script, prints, no request."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from zusage.kinds.base import Attestation, Judgement, State
from zusage.verdict.board import Board, Row, Said
from zusage.verdict.page import render_board

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="NOT TESTED: no Chromium on this machine, the board was not looked at"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def board() -> Board:
    rows = []
    for number, state in enumerate([*State, State.BROKEN]):
        said = Said(f"a/{number}", "notice", f"2.{number}", "Wir löschen Rechnungen nach Ablauf der Aufbewahrungsfrist.")
        statement = Attestation(f"a/{number}", "d", "dpo", NOW, NOW, "f") if state is State.ATTESTED else None
        judgement = Judgement(state, "overdue", {"overdue": 3}, exceptions={"H-1": 2})
        rows.append(Row(f"a/{number}", "d", "delete-after", "keep", state, judgement, NOW, said, statement, previous="kept"))
    return Board("Muster GmbH", NOW, "0" * 64, tuple(rows), ("app",), {"web": "no probe for website"}, NOW)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("board") / "board.html"
    file.write_text(
        render_board(board(), "de", ZoneInfo("Europe/Berlin"), lambda judgement, language: "3 Einheiten überfällig")
    )
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(browser, page_file: Path, screen: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport=SCREENS[screen], color_scheme=scheme)
    page.goto(page_file.as_uri())
    found = Axe().run(page)
    page.close()
    assert found.response["passes"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []


def test_filters_work_without_a_script(browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(page_file.as_uri())
    assert page.locator("article:visible").count() == 6
    page.locator("label[for=show-broken]").click()
    assert page.locator("article:visible").count() == 2
    page.locator("label[for=show-kept]").click()
    assert page.locator("article:visible").count() == 1
    assert requests == [page_file.as_uri()]
    context.close()


def test_only_broken_is_red(browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    script = "els => els.map(e => [e.className, getComputedStyle(e).color])"
    colours = dict(page.locator("p.state").evaluate_all(script))
    page.close()
    red = {name for name, colour in colours.items() if colour == "rgb(179, 21, 14)"}
    assert red == {"state broken"}
