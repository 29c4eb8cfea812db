"""The pages in Chromium: nothing runs, nothing leaves, nothing overflows, and keys suffice."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from detente.record import Store
from detente.standing import parties, standing
from detente.views.brief import brief
from detente.views.reading import Lookup
from detente.web import brief_page, build, create

pytestmark = pytest.mark.browser

SCREENS = [(360, "light"), (360, "dark"), (1600, "light"), (1600, "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


def serving(record: Path) -> Iterator[str]:
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create(record), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def site(record) -> Iterator[str]:
    yield from serving(record)


@pytest.fixture(scope="module")
def hostile_site(hostile_record) -> Iterator[str]:
    yield from serving(hostile_record)


def paths(case) -> list[str]:
    return [
        "/",
        "/standing?party=Norland&party=Sudmark",
        f"/statement/{case.locks.id}",
        f"/article/{case.wire.id}",
        f"/page/{case.wire.page}",
        f"/actor/{case.minister.id}",
        f"/show/{case.difference.id}",
        "/actors",
        "/stories",
        f"/story/{next(case.store.stories()).id}",
        "/discrepancies",
        "/timeline",
        "/timeline?since=2031-01-01&until=2031-12-31",
        "/search?q=locks",
        "/search?q=nothing+of+the+kind",
        "/nowhere",
    ]


def test_nothing_that_a_page_says_runs_and_nothing_is_fetched_from_elsewhere(
    browser, hostile_site, case
):
    page = browser.new_page()
    seen: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: seen.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    for path in [*paths(case), "/search?q=<script>alert(4)</script>"]:
        answer = page.goto(hostile_site + path)
        if answer.status < 400:
            scripts = "document.querySelectorAll('script:not([type=\"application/ld+json\"])')"
            assert page.evaluate(f"{scripts}.length") == 0
    page.close()
    assert [words for words in seen if "404" not in words] == []
    assert {url for url in asked if not url.startswith(hostile_site)} == set()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_no_page_is_wider_than_the_screen(browser, site, case, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    for path in paths(case):
        page.goto(site + path)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, path
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3')].map(h => Number(h.tagName[1]))"
        )
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels))
    context.close()


def test_a_page_weighs_little(browser, site, case):
    page = browser.new_page()
    weights: dict[str, int] = {}

    def weigh(answer: Any) -> None:
        weights[page.url] = weights.get(page.url, 0) + len(answer.body())

    page.on("requestfinished", lambda request: weigh(request.response()))
    for path in paths(case):
        page.goto(site + path, wait_until="networkidle")
    page.close()
    assert max(weights.values()) < 300_000


def test_without_javascript_a_key_opens_what_a_line_rests_on(browser, site, case):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/standing?party=Norland&party=Sudmark")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.locator(f'a.id[href="/statement/{case.locks.id}"]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/statement/{case.locks.id}")
    assert "wordings side by side" in page.inner_text("main")
    page.fill("#find", "patrol boats")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=patrol+boats")
    assert "passage" in page.inner_text("main")
    context.close()


def test_the_files_open_from_disk(browser, record, tmp_path, case):
    with Store.open(record, readonly=True) as store:
        build(store, tmp_path / "site")
    page = browser.new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.click("text=Norland ⇄ Sudmark")
    assert "Each waits for the other" in page.inner_text("main")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.click(f'a.id[href*="{case.locks.id.replace(":", "-")}"]')
    assert "As each report has it" in page.inner_text("main")
    page.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which checks pages against WCAG."""
    named = os.environ.get("AXE")
    modules = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    source = Path(named) if named else modules
    if not source.exists():
        pytest.skip("axe-core is not installed (npm install axe-core, or name axe.min.js in AXE)")
    return source.read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[tuple[str, list[str]]]:
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(rules)", rules)
    return [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_pages_are_accessible(browser, site, case, axe, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for path in [*paths(case), "/"]:  # again: what is new since the last visit
        page.goto(site + path)
        assert violations(page, axe) == [], path
    context.close()


def test_scripts_turned_off_change_no_page(browser, site, case):
    """What axe cannot look at, for it is a script itself, is the same page: none of ours runs."""
    seen = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        seen.append([_shown(page, site + path) for path in paths(case)])
        context.close()
    with_scripts, without = seen
    assert with_scripts == without


def _shown(page: Any, address: str) -> str:
    page.goto(address)
    words: str = page.locator("main").inner_text()
    return words


def test_the_brief_in_a_file_is_accessible_and_leads_to_its_notes_and_back(
    browser, record, tmp_path, axe
):
    with Store.open(record, readonly=True) as store:
        found = standing(store, parties(store)[0])
        words = brief_page(brief(found, store.discrepancies(), Lookup(store)))
    (tmp_path / "brief.html").write_text(words, encoding="utf-8")
    for width, scheme in SCREENS:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        page.goto((tmp_path / "brief.html").as_uri())
        assert violations(page, axe) == [], (width, scheme)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(over) <= 0
        page.click("a.ref >> nth=0")
        assert page.url.endswith("#note-1")
        page.click("#note-1 a")
        assert page.url.endswith("#ref-1")
        context.close()


def test_the_timeline_is_looked_at_nearer_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/timeline?since=2031-01-01&until=2031-12-31")
    assert page.locator("nav[aria-label='Periods'] a.here").inner_text() == "2031"
    page.click("nav[aria-label='Look nearer'] a >> nth=0")
    assert "since=2031-04-01&until=2031-04-30" in page.url
    assert page.locator("nav[aria-label='Periods'] a.here").inner_text() == "Apr 2031"
    page.click("text=all days")
    assert page.url.endswith("/timeline")
    context.close()
