"""Prints the budgets at our own content and at 1,000 long articles: ``python bench/run.py``. Asserts nothing.

CPU seconds are the operating system's for the whole command; bytes on the wire are bodies gzipped, headers not counted:
an article page opened with a cold cache, then the hits of a question; the same typed letter by letter, completions and
the hits of every beginning included; a keystroke is measured in Chromium once loaded.
"""

from __future__ import annotations

import functools
import gzip
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from make_centre import make_centre
from playwright.sync_api import Response, sync_playwright

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTION = "余额没有到账"
TYPING = """async question => {
  for (let end = 1; end <= question.length; end++) await window.esimHelp.search(question.slice(0, end), {typing: true});
}"""
KEYSTROKES = """async question => {
  const times = [];
  for (let round = 0; round < 15; round++)
    for (let end = 1; end <= question.length; end++) {
      const started = performance.now();
      await window.esimHelp.search(question.slice(0, end), {typing: true});
      if (round) times.push(performance.now() - started);
    }
  return times.sort((a, b) => a - b);
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for ``folder``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def seconds(*command: str) -> tuple[float, float]:
    """(CPU seconds, wall seconds) of an ``esim-help`` command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "esim_help", *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - started


def wire(site: Path, path: str) -> str:
    """Bytes of a first search, and how long a keystroke takes after it."""
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page()
        fetched: list[Response] = []
        page.on("response", lambda response: fetched.append(response))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        opened = sum(len(gzip.compress(response.body())) for response in fetched)
        pages = len(fetched)
        page.evaluate("question => window.esimHelp.search(question, {})", QUESTION)
        page.wait_for_load_state("networkidle")
        whole = sum(len(gzip.compress(response.body())) for response in fetched)
        files = len(fetched) - pages
        page.evaluate(TYPING, QUESTION)
        page.wait_for_load_state("networkidle")
        typed = sum(len(gzip.compress(response.body())) for response in fetched)
        times = page.evaluate(KEYSTROKES, QUESTION)
        browser.close()
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    return (
        f"page {opened / 1000:.1f} KB, first search {whole / 1000:.1f} KB in {files} more files, "
        f"{typed / 1000:.1f} KB once it was typed letter by letter too; "
        f"keystroke {middle:.1f} ms median, {slow:.1f} ms at 95 %"
    )


def measure(name: str, project: Path, path: str) -> None:
    """Prints one centre's figures."""
    shutil.rmtree(project / ".esim-help", ignore_errors=True)
    site = project / "bench-site"
    shutil.rmtree(site, ignore_errors=True)
    for what in ("build, cold", "build, nothing changed"):
        cpu, wall = seconds("--project", str(project), "build", "--out", str(site))
        print(f"{name:<8} {what:<24} {cpu:6.2f} CPU s {wall:6.2f} s", flush=True)
    cpu, wall = seconds("--project", str(project), "search", QUESTION)
    print(f"{name:<8} {'search from cold':<24} {cpu:6.2f} CPU s {wall:6.2f} s")
    print(f"{name:<8} {wire(site, path)}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        ours, large = Path(folder) / "ours", Path(folder) / "large"
        shutil.copytree(ROOT / "content", ours / "content")
        shutil.copy(ROOT / "esim-help.toml", ours)
        make_centre(large, 1000, 7.3)
        size = sum(path.stat().st_size for path in (large / "content").rglob("*.md"))
        measure("ours", ours, "/zh/renew-red/")
        print(f"large: 1,000 articles, {size / 1e6:.1f} MB of Markdown")
        measure("large", large, "/zh/article-0004/")
    subprocess.run([sys.executable, str(ROOT / "bench" / "cold_start.py")], check=False)
