"""Takes the README's picture of the built site: ``python tools/take_picture.py [SITE] [PNG]``."""

from __future__ import annotations

import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTION = "付了钱没到账"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def take(site: str, picture: str) -> None:
    """The home page with a question typed, 1280 × 800."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/zh/")
        page.locator("input[role=combobox]").first.fill(QUESTION)
        page.locator("[role=option]").first.wait_for()
        page.wait_for_timeout(300)
        page.screenshot(path=picture)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    take(given.get(0, "site"), given.get(1, "docs/images/home.png"))
