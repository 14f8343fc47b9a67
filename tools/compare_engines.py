"""Asks both engines every question there is: where they differ, how fast the browser answers, what it fetches.

``PYTHONPATH=src python tools/compare_engines.py`` takes a minute or two. It only prints; the tests ask a sample.
"""

from __future__ import annotations

import gzip
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from engine_page import ARGUMENTS, CHROMIUM, ENGINE, Engine, Served, engine_files, serve  # noqa: E402
from test_same_in_both_engines import HOSTILE, damaged, differences, questions_of_writers, with_options  # noqa: E402

from test_vectors import index_of  # noqa: E402

KEYSTROKES = """async (texts) => {
  const times = [];
  for (const text of texts) {
    const points = Array.from(text);
    for (let end = 1; end <= points.length; end += 1) {
      const prefix = points.slice(0, end).join('');
      await esimHelp.search(prefix, { typing: true });
      const began = performance.now();
      await esimHelp.search(prefix, { typing: true });
      times.push(performance.now() - began);
    }
  }
  return times;
}"""
FIRST_QUESTIONS = ("余额没有到账", "续费", "how do I renew my red card", "paymnet refused", "续废", "xufei", "續費餘額")


def compare(engine: Engine, index: Any, texts: list[str]) -> None:
    """Prints how many answers differ, and the first few that do."""
    questions = [*with_options(texts), *damaged(texts), *((text, {}) for text in HOSTILE)]
    different = differences(index, engine, questions)
    print(f"{len(questions)} questions, {len(different)} answered differently", *different[:5], sep="\n  ")


def keystrokes(engine: Engine, texts: list[str]) -> None:
    """Prints how long an answer takes while a question is being typed, everything loaded."""
    times = sorted(engine.run(KEYSTROKES, texts))
    p95, most = times[len(times) * 95 // 100], times[-1]
    print(f"{len(times)} keystrokes: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, most {most:.1f} ms")


def first_search(engine: Engine, text: str) -> None:
    """Prints what a cold page fetches to answer ``text``."""
    engine.served.requests.clear()
    engine.page.reload()
    engine.search([(text, {})])
    paths = [path for path in engine.served.requests if path.startswith("search/")]
    print(f"{text}: {len(paths)} files, {_wire(engine.served, paths):,} bytes gzipped")


def _wire(served: Served, paths: list[str]) -> int:
    return sum(len(gzip.compress(served.files.get(path, b""), 9)) for path in paths)


def main() -> None:
    """Everything, over our own content."""
    index = index_of(ROOT)
    server, served = serve(engine_files(index))
    print(f"search.js: {len(gzip.compress(ENGINE.read_bytes(), 9)):,} bytes gzipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(f"{served.url}zh/index.html")
        engine = Engine(page, served)
        texts = questions_of_writers()
        compare(engine, index, texts)
        keystrokes(engine, texts[:: max(1, len(texts) // 60)])
        for text in FIRST_QUESTIONS:
            first_search(engine, text)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
