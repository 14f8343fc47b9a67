"""The reader's own date decides, on the page and above the hits of the search, in a real browser over a built site."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from notice_samples import MOVED, OVER, SLOW, SLOW_EN
from playwright.sync_api import Page, sync_playwright

from small_project import Ran

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
Open = Callable[[str, int], Page]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(ask: Callable[..., Ran], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site."""
    out = tmp_path_factory.mktemp("site") / "out"
    assert ask("build", "--out", str(out)).code == 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(Path(out))))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def open_page(site: str) -> Iterator[Open]:
    """Opens a path on a day of November 2026; what the page complains of fails the test."""
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def open_path(path: str, day: int) -> Page:
            page = browser.new_context().new_page()
            page.set_default_timeout(5000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.clock.set_fixed_time(datetime.datetime(2026, 11, day, 12))
            page.goto(site + path)
            return page

        yield open_path
        browser.close()
    assert complaints == []


def on_the_page(page: Page) -> list[str]:
    return sorted(text for text in page.locator(".notice:visible").all_inner_texts())


def above_hits(page: Page, question: str) -> list[str]:
    page.locator("#ui-search-box").fill(question)
    page.locator("#ui-hit-0, .panel .aside ul, .panel .button").first.wait_for()
    return sorted(page.locator(".panel .said[role=note]").all_inner_texts())


@pytest.mark.parametrize(("day", "shown"), [(21, []), (22, [SLOW]), (23, [SLOW, MOVED]), (24, [SLOW]), (25, [])])
def test_a_page_shows_the_notices_of_the_readers_day(day: int, shown: list[str], open_page: Open) -> None:
    assert on_the_page(open_page("zh/payment-failed/", day)) == sorted(shown)


def test_a_page_of_another_topic_shows_only_what_concerns_everybody(open_page: Open) -> None:
    assert on_the_page(open_page("zh/contact/", 23)) == [MOVED]


@pytest.mark.parametrize(("day", "shown"), [(21, []), (22, [SLOW]), (23, [SLOW, MOVED]), (24, [SLOW]), (25, [])])
def test_hits_have_the_notices_of_the_readers_day_above_them(day: int, shown: list[str], open_page: Open) -> None:
    page = open_page("zh/contact/", day)
    assert above_hits(page, "支付失败怎么办") == sorted(shown)


def test_a_notice_of_the_other_card_is_not_above_hits(open_page: Open) -> None:
    page = open_page("zh/", 22)
    for card, shown in (("leb", []), ("red", [SLOW])):
        page.locator(f".cards label:has(input[value={card}])").click()
        assert above_hits(page, "支付失败怎么办") == shown
        page.keyboard.press("Escape")


def test_hits_of_another_topic_have_none_and_nothing_found_has_what_concerns_everybody(open_page: Open) -> None:
    page = open_page("zh/", 23)
    assert above_hits(page, "umbrella") == [MOVED]
    assert OVER not in page.locator(".panel").inner_text()


def test_the_english_page_says_it_in_english_and_aloud(open_page: Open) -> None:
    page = open_page("en/", 22)
    assert above_hits(page, "payment declined") == [SLOW_EN]
    page.wait_for_timeout(600)
    assert page.locator(".search [role=status]").inner_text().startswith(SLOW_EN)
    assert page.locator(".panel .said[role=note]").get_attribute("lang") == "en"
