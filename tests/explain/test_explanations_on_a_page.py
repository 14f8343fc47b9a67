"""On a built site with its strict policy, a page explains its search: the script it needs is found and allowed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from small_project import call, lay

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
EXPLAIN = "([text, options]) => esimHelp.search(text, options)"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay(tmp_path_factory.mktemp("explained") / "project")


@pytest.fixture(scope="module")
def page(project: Path) -> Iterator[Page]:
    """An article's page of the built site, below a folder."""
    out = project.parent / "served" / "help"
    assert call("--project", str(project), "build", "--out", str(out)).code == 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(out.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_port}/help/zh/renew-red/")
        yield opened
        browser.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("question", ["红卡怎么续费", "paymnet declined", "今晚吃什么"])
def test_a_page_explains_as_the_command_does(question: str, page: Page, project: Path) -> None:
    printed = call("--project", str(project), "search", "--json", "--explain", question).out
    said: dict[str, Any] = page.evaluate(EXPLAIN, [question, {"explain": True}])
    assert {**json.loads(printed), "took_ms": 0} == {**said, "took_ms": 0}
