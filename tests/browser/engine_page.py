"""The search engine on a bare page in Debian's Chromium, over files in memory that a local server hands out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from esim_help.bundle.export import export_bundle
from esim_help.index.index import Index

ROOT = Path(__file__).parent.parent.parent
ENGINE = ROOT / "src" / "esim_help" / "theme" / "minified" / "js" / "search.js"
"""As it is shipped."""
SUGGEST = ENGINE.with_name("suggest.js")
EXPLAIN = ENGINE.with_name("explain.js")
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGE = """<!DOCTYPE html><html lang="en" data-root="../" data-search="search/v1/"
data-suggest="suggest.js" data-explain="explain.js">
<meta charset="utf-8"><title>Engine</title><script src="../search.js"></script>"""
TYPES = {"html": "text/html", "js": "text/javascript", "json": "application/json"}

Question = tuple[str, dict[str, Any]]
"""(text, options)."""


@dataclass
class Served:
    """Files under an address of this machine. ``requests`` are the paths asked for; ``failing`` ones answer 503."""

    url: str
    files: dict[str, bytes]
    requests: list[str] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)


def serve(files: Mapping[str, bytes]) -> tuple[ThreadingHTTPServer, Served]:
    """A running server of ``files``; the caller shuts it down."""
    served = Served("", dict(files))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/").partition("?")[0]
            served.requests.append(path)
            content = served.files.get(path)
            self.send_response(503 if path in served.failing else 404 if content is None else 200)
            self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], "application/octet-stream"))
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.url = f"http://127.0.0.1:{server.server_port}/"
    return server, served


@dataclass
class Engine:
    """The engine on a page. Everything passes as ASCII JSON, so that a lone surrogate arrives as it left."""

    page: Page
    served: Served

    def run(self, function: str, argument: Any) -> Any:
        """What the JavaScript ``async (argument) => …`` makes of ``argument``."""
        script = f"async (text) => JSON.stringify([await ({function})(JSON.parse(text))])"
        answer: str = self.page.evaluate(script, json.dumps(argument))
        return json.loads(answer)[0]

    def search(self, questions: list[Question]) -> list[dict[str, Any]]:
        """The outcomes of the questions, asked one after the other."""
        outcomes: list[dict[str, Any]] = self.run(
            """async (questions) => {
              const found = [];
              for (const [text, options] of questions) found.push(await esimHelp.search(text, options));
              return found;
            }""",
            questions,
        )
        return outcomes


def engine_files(index: Index) -> dict[str, bytes]:
    """All that a server needs for the engine over ``index`` on the page ``zh/index.html``."""
    bundle = {f"search/v1/{path}": content for path, content in export_bundle(index).files.items()}
    return {
        **bundle,
        "search.js": ENGINE.read_bytes(),
        "suggest.js": SUGGEST.read_bytes(),
        "explain.js": EXPLAIN.read_bytes(),
        "zh/index.html": PAGE.encode(),
    }


OpenEngine = Callable[[Index], Engine]
"""Opens a fresh page with the engine over the bundle of an index."""
