"""The notice in a real browser: no accessibility violation on phone and desktop, light and dark, no request, prints."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.notices import DAY, example_policy
from zusage.document.html import anchor, render_html
from zusage.writer.notice import notice_sentences, write_notice

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="NOT TESTED: no Chromium on this machine, the notice was not looked at"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("notice") / "notice.de.html"
    file.write_text(render_html(write_notice(example_policy(), "service", "de", DAY)), encoding="utf-8")
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(browser, page_file: Path, screen: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport=SCREENS[screen], color_scheme=scheme)
    page.goto(page_file.as_uri())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    page.close()
    assert found.response["passes"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []


def test_axe_would_find_something(browser, page_file: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page()
    page.set_content(page_file.read_text().replace("--soft: #545c66", "--soft: #c9ccd0").replace('lang="de"', ""))
    ids = {violation["id"] for violation in Axe().run(page).response["violations"]}
    page.close()
    assert {"color-contrast", "html-has-lang"} <= ids


def test_nothing_is_loaded_and_nothing_overflows(browser, page_file: Path) -> None:
    page = browser.new_page(viewport=SCREENS["phone"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert asked == [page_file.as_uri()]
    assert width <= SCREENS["phone"]["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_lost_or_scrolls_sideways_at_320_pixels(browser, page_file: Path, scheme: str) -> None:
    """WCAG 2.2, 1.4.10: only tables may scroll, each in its own region; the short layer needs no scrolling at all."""
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page.goto(page_file.as_uri())
    width = page.evaluate("document.documentElement.scrollWidth")
    broader = "e => [...e.querySelectorAll('*')].filter(x => x.scrollWidth > x.clientWidth + 1 && x.clientWidth).length"
    inside = page.eval_on_selector("#short", broader)
    shown = page.eval_on_selector("#short td", "e => getComputedStyle(e, '::before').content")
    page.close()
    assert width <= 320 and inside == 0
    assert "Wie lange" in shown


def test_the_short_layer_comes_first_and_leads_into_the_text(browser, page_file: Path) -> None:
    page = browser.new_page(viewport=SCREENS["desktop"])
    page.goto(page_file.as_uri())
    order = page.evaluate("[...document.querySelectorAll('#short, nav, #controller')].map(e => e.id || e.localName)")
    targets = page.evaluate("[...document.querySelectorAll('#short a[href^=\"#\"]')].map(a => a.hash.slice(1))")
    found = page.evaluate("ids => ids.filter(id => !document.getElementById(id))", targets)
    height = page.eval_on_selector("#short", "e => e.getBoundingClientRect().height")
    page.close()
    assert order == ["short", "nav", "controller"]
    assert len(targets) > 10 and found == []
    assert height < 1.5 * SCREENS["desktop"]["height"]


def test_the_keyboard_reaches_everything_and_focus_is_seen(browser, page_file: Path) -> None:
    page = browser.new_page(viewport=SCREENS["desktop"])
    page.goto(page_file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.evaluate("document.activeElement.getBoundingClientRect().left")
    page.keyboard.press("Enter")
    assert box >= 0 and page.evaluate("location.hash") == "#text"
    reached, total = set(), page.evaluate("document.querySelectorAll('a[href], summary, [tabindex]').length")
    for _ in range(total + 5):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(e => [e.localName + (e.getAttribute('href') || e.getAttribute('aria-label') || ''),"
            " getComputedStyle(e).outlineStyle, [...document.querySelectorAll('a[href], summary, [tabindex]')].indexOf(e)])"
            "(document.activeElement)"
        )
        if seen[2] >= 0:
            assert seen[1] != "none", seen
            reached.add(seen[2])
    page.close()
    assert len(reached) == total


def test_every_promise_can_be_linked_to(browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    ids = set(page.evaluate("[...document.querySelectorAll('main span[id]')].map(e => e.id)"))
    marks = set(page.evaluate("[...document.querySelectorAll('[data-promise]')].flatMap(e => e.dataset.promise.split(' '))"))
    page.close()
    assert {anchor(ref.promise) for ref in notice_sentences(example_policy(), "service", "de")} <= ids
    assert marks == {ref.promise for ref in notice_sentences(example_policy(), "service", "de")}


def test_the_objection_looks_different(browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    style = "e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.backgroundColor] }"
    border, colour = page.eval_on_selector("#objection aside", style)
    paper = page.eval_on_selector("body", "e => getComputedStyle(e).backgroundColor")
    page.close()
    assert border == "2px" and colour != paper


def test_it_prints(browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.startswith(b"%PDF") and 5 < printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") < 25
