"""Sixty false or over-firm statements, planted one by one in our own articles: how many of them ``check`` refuses.

``planted.yaml`` was written from the facts before the rules were, and is not changed to suit them. What is missed is
listed in ``docs/check-rules.md``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from esim_help.check.wording import check_wording
from esim_help.content.loader import load_centre
from esim_help.content.source import Source
from esim_help.errors import Problem
from esim_help.reading import read_project_settings, read_sources

ROOT = Path(__file__).parents[2]
STATEMENTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "planted.yaml").read_text("utf-8"))
LEAST = 45


def planted(statement: dict[str, Any], article: Source) -> Source:
    """The article again, under another name, with the statement in a block of its own at the end."""
    text = statement["text"]
    if statement["block"] != "plain":
        text = f"::: {' '.join([statement['block'], *statement['facts']])}\n{text}\n:::"
    name = f"planted-{statement['n']}"
    raw, ids = re.subn(r"(?m)^id: .*$", f"id: {name}", article.raw.decode(), count=1)
    assert ids == 1
    return replace(
        article,
        path=f"content/{'/'.join(article.folder)}/{name}.md",
        name=f"{name}.md",
        raw=f"{raw}\n{text}\n".encode(),
    )


@cache
def refused() -> dict[int, set[Problem]]:
    """Number to the errors in the article that the statement was planted in; our own articles have none."""
    settings, _ = read_project_settings(ROOT)
    sources = {(source.folder[:1], source.name): source for source in read_sources(ROOT, "customer")[0]}
    articles = [sources[(s["lang"],), f"{s['article']}.md"] for s in STATEMENTS]
    copies = [planted(*both) for both in zip(STATEMENTS, articles, strict=True)]
    facts = sources[(), "facts.yaml"]
    clean = load_centre(dict.fromkeys([facts, *articles]), settings).centre
    centre = load_centre([facts, *copies], settings).centre
    assert len(centre.articles) == len(STATEMENTS)
    assert [problem for problem in check_wording(clean) if problem.severity == "error"] == []
    found = [problem for problem in check_wording(centre) if problem.severity == "error"]
    return {s["n"]: {p for p in found if p.path == copy.path} for s, copy in zip(STATEMENTS, copies, strict=True)}


def missed() -> list[int]:
    return [number for number, found in refused().items() if not found]


def test_there_are_sixty_statements_of_both_languages_and_every_kind_of_block() -> None:
    assert [statement["n"] for statement in STATEMENTS] == list(range(1, 61))
    assert {statement["lang"] for statement in STATEMENTS} == {"zh", "en"}
    assert {statement["block"] for statement in STATEMENTS} == {"red", "leb", "ours", "plain"}


def test_at_least_three_quarters_of_them_are_refused() -> None:
    assert len(STATEMENTS) - len(missed()) >= LEAST


def test_the_documentation_lists_exactly_those_that_are_missed() -> None:
    document = (ROOT / "docs" / "check-rules.md").read_text("utf-8")
    table = re.search(r"<!-- table:missed -->\n(.*?)<!-- end -->", document, re.DOTALL)
    assert table is not None
    listed = [int(number) for number in re.findall(r"^\| (\d+) \|", table[1], re.MULTILINE)]
    assert listed == missed()
    assert f"{len(STATEMENTS) - len(listed)} of {len(STATEMENTS)}" in document


@pytest.mark.parametrize("number", [1, 5, 12, 20, 34, 42, 47, 50, 58])
def test_a_statement_is_refused_for_what_is_wrong_with_it(number: int) -> None:
    rules = {1: "unsupported", 5: "unsupported", 12: "hedge", 20: "unsupported", 34: "unsupported", 42: "unsupported"}
    expected = rules.get(number) or {47: "channel", 50: "unsupported", 58: "promise"}[number]
    assert expected in {problem.rule for problem in refused()[number]}
