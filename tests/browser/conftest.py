"""One browser for all modules, and the engine opened over an index."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest
from engine_page import ARGUMENTS, CHROMIUM, Engine, OpenEngine, engine_files, serve
from playwright.sync_api import Browser, Page, sync_playwright

from esim_help.index.index import Index


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless browser; its absence is a failure."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def open_engine(chromium: Browser) -> Iterator[OpenEngine]:
    """Opens a fresh page with the engine over the bundle of an index."""
    opened: list[tuple[ThreadingHTTPServer, Page]] = []

    def start(index: Index) -> Engine:
        server, served = serve(engine_files(index))
        page = chromium.new_page()
        opened.append((server, page))
        page.goto(f"{served.url}zh/index.html")
        return Engine(page, served)

    yield start
    for server, page in opened:
        page.close()
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def our_engine(our_index: Index, open_engine: OpenEngine) -> Engine:
    """The engine over our own content."""
    return open_engine(our_index)
