"""Sets of sixty false or over-firm statements, planted one by one in our own articles: how many ``check`` refuses.

A set is written before its writer has read the rules, and is not changed to suit them. What is missed of each is listed
in ``docs/check-rules.md``. Another set is another file and another line in ``SETS``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from documented import missed_of, said_of

from esim_help.check.wording import check_wording
from esim_help.content.loader import load_centre
from esim_help.content.source import Source
from esim_help.errors import Problem
from esim_help.reading import read_project_settings, read_sources

ROOT = Path(__file__).parents[2]
SETS: Mapping[str, int] = {"planted": 45, "planted_apart": 37}
"""File to how many are refused at least. Aimed at are three quarters, 45; ``planted_apart`` is not there yet."""

Statement = dict[str, Any]
each_set = pytest.mark.parametrize("name", SETS)


@cache
def statements(name: str) -> tuple[Statement, ...]:
    return tuple(yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8")))


def planted(statement: Statement, article: Source) -> Source:
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
def refused(name: str) -> dict[int, set[Problem]]:
    """Number to the errors in the article that the statement was planted in; our own articles have none."""
    said = statements(name)
    settings, _ = read_project_settings(ROOT)
    sources = {(source.folder[:1], source.name): source for source in read_sources(ROOT, "customer")[0]}
    articles = [sources[(s["lang"],), f"{s['article']}.md"] for s in said]
    copies = [planted(*both) for both in zip(said, articles, strict=True)]
    facts = sources[(), "facts.yaml"]
    clean = load_centre(dict.fromkeys([facts, *articles]), settings).centre
    centre = load_centre([facts, *copies], settings).centre
    assert len(centre.articles) == len(said)
    assert [problem for problem in check_wording(clean) if problem.severity == "error"] == []
    found = [problem for problem in check_wording(centre) if problem.severity == "error"]
    return {s["n"]: {p for p in found if p.path == copy.path} for s, copy in zip(said, copies, strict=True)}


def missed(name: str) -> list[int]:
    return [number for number, found in refused(name).items() if not found]


def test_every_file_of_statements_is_run() -> None:
    assert sorted(SETS) == sorted(file.stem for file in Path(__file__).parent.glob("planted*.yaml"))


@each_set
def test_there_are_sixty_statements_of_both_languages_and_every_kind_of_block(name: str) -> None:
    said = statements(name)
    assert [statement["n"] for statement in said] == list(range(1, 61))
    assert {statement["lang"] for statement in said} == {"zh", "en"}
    assert {statement["block"] for statement in said} == {"red", "leb", "ours", "plain"}


@each_set
def test_no_fewer_of_them_are_refused_than_before(name: str) -> None:
    assert len(statements(name)) - len(missed(name)) >= SETS[name]


@each_set
def test_the_documentation_lists_exactly_those_that_are_missed(name: str) -> None:
    assert missed_of(name) == missed(name)
    assert f"{len(statements(name)) - len(missed(name))} of {len(statements(name))}" in said_of(name)


@pytest.mark.parametrize(
    ("name", "number", "rule"),
    [
        ("planted", 1, "unsupported"),
        ("planted", 5, "unsupported"),
        ("planted", 12, "hedge"),
        ("planted", 20, "unsupported"),
        ("planted", 34, "unsupported"),
        ("planted", 42, "unsupported"),
        ("planted", 47, "channel"),
        ("planted", 50, "unsupported"),
        ("planted", 58, "promise"),
        ("planted_apart", 1, "unsupported"),
        ("planted_apart", 4, "hedge"),
        ("planted_apart", 13, "unsupported"),
        ("planted_apart", 16, "promise"),
        ("planted_apart", 18, "channel"),
        ("planted_apart", 33, "hedge"),
        ("planted_apart", 49, "unsupported"),
    ],
)
def test_a_statement_is_refused_for_what_is_wrong_with_it(name: str, number: int, rule: str) -> None:
    assert rule in {problem.rule for problem in refused(name)[number]}
