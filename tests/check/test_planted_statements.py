"""Sets of sixty false or over-firm statements, planted one by one in our own articles: how many ``check`` refuses.

A set is written before its writer has read the rules, and is not changed to suit them. What is missed of each is listed
in ``docs/check-rules.md``. Another set is another file and another line in ``SETS``. Each statement is planted twice:
in a block of its own, and behind the words of a block that is there. True sentences planted so raise no alarm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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
SETS: Mapping[str, int] = {"planted": 60, "planted_apart": 60, "planted_fresh": 56}
"""File to how many are refused at least, wherever they are planted. Aimed at are three quarters of any set, 45."""

Statement = dict[str, Any]
Plant = Callable[[Statement, str], str]
each_set = pytest.mark.parametrize("name", SETS)


@cache
def statements(name: str) -> tuple[Statement, ...]:
    return tuple(yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8")))


def in_its_own_block(statement: Statement, text: str) -> str:
    """The text of an article with the statement in a block of its own at the end."""
    said = statement["text"]
    if statement["block"] != "plain":
        said = f"::: {' '.join([statement['block'], *statement['facts']])}\n{said}\n:::"
    return f"{text}\n{said}\n"


def in_a_block_there(statement: Statement, text: str) -> str:
    """The text with the statement behind the words of the block that shares most facts with it; else by itself."""
    facts = set(statement["facts"])
    opened = [match for match in BLOCK.finditer(text) if match[1] == statement["block"]]
    best = max(opened, key=lambda match: len(facts & set(match[2].split())), default=None)
    if best is None or (facts and not facts & set(best[2].split())):
        return in_its_own_block(statement, text)
    end = text.index("\n:::", best.end() - 1)
    return f"{text[:end]}{'' if statement['lang'] == 'zh' else ' '}{statement['text']}{text[end:]}"


BLOCK = re.compile(r"(?m)^::: *(red|leb|ours)\b([^\n]*)\n")
EVERYWHERE: Sequence[Plant] = (in_its_own_block, in_a_block_there)
everywhere = pytest.mark.parametrize("plant", EVERYWHERE)


def planted(number: int, statement: Statement, article: Source, plant: Plant) -> Source:
    """The article again, under another name, with the statement in it."""
    name = f"planted-{number}"
    raw, ids = re.subn(r"(?m)^id: .*$", f"id: {name}", plant(statement, article.raw.decode()), count=1)
    assert ids == 1
    path = f"content/{'/'.join(article.folder)}/{name}.md"
    return replace(article, path=path, name=f"{name}.md", raw=raw.encode())


def problems_of(said: Sequence[Statement], plant: Plant) -> list[set[Problem]]:
    """The problems in the article of each statement; our own articles have none."""
    settings, _ = read_project_settings(ROOT)
    sources = {(source.folder[:1], source.name): source for source in read_sources(ROOT, "customer")[0]}
    articles = [sources[(s["lang"],), f"{s['article']}.md"] for s in said]
    copies = [planted(number, *both, plant) for number, both in enumerate(zip(said, articles, strict=True), 1)]
    facts = sources[(), "facts.yaml"]
    clean = load_centre(dict.fromkeys([facts, *articles]), settings).centre
    centre = load_centre([facts, *copies], settings).centre
    assert len(centre.articles) == len(said)
    assert list(map(str, check_wording(clean))) == []
    found = list(check_wording(centre))
    return [{problem for problem in found if problem.path == copy.path} for copy in copies]


@cache
def refused(name: str, plant: Plant = in_its_own_block) -> dict[int, set[Problem]]:
    """Number to the errors that the statement is refused with."""
    said = statements(name)
    errors = [{problem for problem in found if problem.severity == "error"} for found in problems_of(said, plant)]
    return {statement["n"]: found for statement, found in zip(said, errors, strict=True)}


def missed(name: str, plant: Plant = in_its_own_block) -> list[int]:
    return [number for number, found in refused(name, plant).items() if not found]


def test_every_file_of_statements_is_run() -> None:
    assert sorted(SETS) == sorted(file.stem for file in Path(__file__).parent.glob("planted*.yaml"))


@each_set
def test_there_are_sixty_statements_of_both_languages_and_every_kind_of_block(name: str) -> None:
    said = statements(name)
    assert [statement["n"] for statement in said] == list(range(1, 61))
    assert {statement["lang"] for statement in said} == {"zh", "en"}
    assert {statement["block"] for statement in said} == {"red", "leb", "ours", "plain"}


@everywhere
@each_set
def test_no_fewer_of_them_are_refused_than_before(name: str, plant: Plant) -> None:
    assert len(statements(name)) - len(missed(name, plant)) >= SETS[name]


@everywhere
def test_true_sentences_raise_no_alarm_wherever_they_are_written(plant: Plant) -> None:
    entries = yaml.safe_load((Path(__file__).parent / "harmless.yaml").read_text("utf-8"))
    said = [entry for entry in entries if isinstance(entry, dict)]
    assert len(said) >= 60
    found = zip(said, problems_of(said, plant), strict=True)
    assert [(entry["text"], sorted(map(str, problems))) for entry, problems in found if problems] == []


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
        ("planted_apart", 11, "unsupported"),
        ("planted_apart", 12, "unsupported"),
        ("planted_apart", 15, "unsupported"),
        ("planted_apart", 19, "unsupported"),
        ("planted_apart", 25, "unstated"),
        ("planted_apart", 26, "hedge"),
        ("planted_apart", 38, "unsupported"),
        ("planted_apart", 42, "unsupported"),
        ("planted_apart", 45, "ungrounded"),
        ("planted_apart", 51, "unstated"),
        ("planted_apart", 53, "promise"),
        ("planted_apart", 56, "hedge"),
    ],
)
def test_a_statement_is_refused_for_what_is_wrong_with_it(name: str, number: int, rule: str) -> None:
    assert rule in {problem.rule for problem in refused(name)[number]}
