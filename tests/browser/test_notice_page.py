"""The notice in a real browser: no accessibility violation on phone and desktop, light and dark, no request, prints."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.notices import DAY, example_policy
from zusage import document
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


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]


def _violations(page, context: str | None = None, **options: object) -> list[object]:
    from axe_playwright_python.sync_playwright import Axe

    quick = {"resultTypes": ["violations"], "preload": False, "iframes": False}
    found = Axe().run(page, context=context, options=quick | options).response
    assert found["passes"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]]


@pytest.mark.parametrize(("scheme", "screen", "other"), [("light", "phone", "desktop"), ("dark", "desktop", "phone")])
def test_axe_finds_nothing(browser, page_file: Path, scheme: str, screen: str, other: str) -> None:
    """Every rule on one screen; on the other one everything that its layout can change: all rules, and the colours of the
    short layer, the only part that has others there."""
    page = browser.new_page(viewport=SCREENS[screen], color_scheme=scheme)
    page.goto(page_file.as_uri())
    tags = {"type": "tag", "values": TAGS}
    assert _violations(page, runOnly=tags) == []
    page.set_viewport_size(SCREENS[other])
    assert _violations(page, runOnly=tags, rules={rule: {"enabled": False} for rule in COLOURS}) == []
    assert _violations(page, "#short", runOnly={"type": "rule", "values": COLOURS}) == []
    page.close()


def test_colours_depend_on_the_screen_in_the_short_layer_only() -> None:
    """What the scans above rest on."""
    css = (Path(document.__file__).parent / "page.css").read_text(encoding="utf-8")
    narrow = css.split("@media (max-width: 40rem) {")[1].split("\n}")[0]
    coloured = [line.strip() for line in narrow.splitlines() if "color" in line or "background" in line]
    assert coloured and all(line.startswith(".short ") for line in coloured)


def test_axe_would_find_something(browser, page_file: Path) -> None:
    page = browser.new_page()
    page.set_content(page_file.read_text().replace("--soft: #545c66", "--soft: #c9ccd0").replace('lang="de"', ""))
    pale = dict(_violations(page, "#short", runOnly={"type": "rule", "values": ["color-contrast"]}))
    mute = dict(_violations(page, runOnly={"type": "rule", "values": ["html-has-lang", "document-title"]}))
    page.close()
    assert set(pale) == {"color-contrast"} and set(mute) == {"html-has-lang"}


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
    total = page.evaluate(
        "(() => { const all = [...document.querySelectorAll('a[href], summary, [tabindex]')]; window.seen = [];"
        " document.addEventListener('focusin', e => window.seen.push([e.target.outerHTML.slice(0, 80),"
        " getComputedStyle(e.target).outlineStyle, all.indexOf(e.target)])); return all.length })()"
    )
    for _ in range(total + 5):
        page.keyboard.press("Tab")
    seen = [stop for stop in page.evaluate("window.seen") if stop[2] >= 0]
    assert [stop for stop in seen if stop[1] == "none"] == []
    reached = {stop[2] for stop in seen}
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
