"""Golden vectors: what the analysis, the understanding and the search make of a text, for the Python engine.

The browser runs the same files in browser/test_vectors_in_chromium.py. Each case says why it is there. To add one,
write its text, options and ``why`` into the JSON, let ``PYTHONPATH=src python tests/test_vectors.py`` fill in the rest,
and read what it filled in: a vector that nobody has read proves nothing.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import tokens
from esim_help.content.loader import load_centre
from esim_help.index.index import Index, build_index
from esim_help.reading import read_project_settings, read_sources
from esim_help.search.search import outcome_json, search
from esim_help.search.understand import understand

FOLDER = Path(__file__).parent / "vectors"
PROJECT = FOLDER / "project"

ELSEWHERE = {"红": (("红", "烧"), ("红", "烧", "肉")), "肉": (("肉", "怎"),), "recip": (("recip",),)}
"""Words of other trades, some of which overlap."""

Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    """The cases of ``vectors/<name>.json``; none at all would be a test that tests nothing."""
    found: list[Case] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert found, f"{name}.json is empty"
    return found


def index_of(project: Path, *, shipped: bool = True) -> Index:
    """The customers' index of a project on disk, with the shipped synonyms or without."""
    settings, _ = read_project_settings(project)
    sources, _ = read_sources(project, "customer")
    return build_index(load_centre(sources, replace(settings, synonyms=shipped)).centre)


def small_index() -> Index:
    """The index of the vectors' own project, which no change of the shipped word lists reaches."""
    index = index_of(PROJECT, shipped=False)
    return replace(index, tables=replace(index.tables, elsewhere=ELSEWHERE))


def tokens_of(case: Case) -> Case:
    return {"tokens": [list(token) for token in tokens(case["text"])]}


def stems_of(case: Case) -> Case:
    return {"stems": {word: stem(word) for word in case["stems"]}}


def options_of(case: Case) -> dict[str, Any]:
    """The options of a case as Python calls them."""
    options: dict[str, Any] = dict(case.get("options", {}))
    names = {"language": "lang", "asTyped": "as_typed"}
    return {names.get(name, name): value for name, value in options.items()}


def query_of(case: Case, index: Index) -> Case:
    query = understand(case["text"], index, **options_of(case))
    groups = [
        {
            "typed": group.typed,
            "at": [group.start, group.end],
            "information": group.information,
            "alternatives": [[list(map(list, one.meanings)), one.origin, one.weight] for one in group.alternatives],
        }
        for group in query.groups
    ]
    return {"lang": query.lang, "card": query.card, "elsewhere": query.elsewhere, "groups": groups}


def outcome_of(case: Case, index: Index) -> Case:
    return {"outcome": outcome_json(search(index, case["text"], **options_of(case)), 0)}


@pytest.fixture(scope="module")
def index() -> Index:
    return small_index()


def _name(case: Case) -> str:
    return str(case["why"])


@pytest.mark.parametrize("case", cases("analysis"), ids=_name)
def test_text_is_cut_into_terms_at_their_places(case: Case) -> None:
    assert tokens_of(case)["tokens"] == case["tokens"]


@pytest.mark.parametrize("case", cases("analysis"), ids=_name)
def test_a_token_lies_within_its_text(case: Case) -> None:
    assert all(0 <= start < end <= len(case["text"]) for _, start, end in case["tokens"])


@pytest.mark.parametrize("case", cases("stems"), ids=_name)
def test_words_have_their_stems(case: Case) -> None:
    assert stems_of(case)["stems"] == case["stems"]


@pytest.mark.parametrize("case", cases("understanding"), ids=_name)
def test_a_query_is_understood(case: Case, index: Index) -> None:
    assert {**case, **query_of(case, index)} == case


@pytest.mark.parametrize("case", cases("searches"), ids=_name)
def test_a_search_has_its_outcome(case: Case, index: Index) -> None:
    assert outcome_of(case, index)["outcome"] == case["outcome"]


def test_the_small_project_has_no_problems() -> None:
    settings, _ = read_project_settings(PROJECT)
    sources, problems = read_sources(PROJECT, "customer")
    assert [*problems, *load_centre(sources, settings).problems] == []


def test_the_searches_show_every_kind_of_outcome() -> None:
    kinds = {case["outcome"]["outcome"] for case in cases("searches")}
    assert kinds == {"answered", "unstated", "other_card", "nothing"}


def test_the_queries_show_every_origin_that_the_engines_know() -> None:
    alternatives = [one for case in cases("understanding") for group in case["groups"] for one in group["alternatives"]]
    assert {origin for _, origin, _ in alternatives} == {"typed", "synonym", "typo", "pinyin", "homophone", "prefix"}


def _line(case: Case) -> str:
    text = json.dumps(case, ensure_ascii=False)
    return json.dumps(case) if any("\ud800" <= character <= "\udfff" for character in text) else text


def _fill_in() -> None:
    index = small_index()
    for name, answer in (
        ("analysis", tokens_of),
        ("stems", stems_of),
        ("understanding", lambda case: query_of(case, index)),
        ("searches", lambda case: outcome_of(case, index)),
    ):
        lines = [_line({**case, **answer(case)}) for case in cases(name)]
        (FOLDER / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    _fill_in()
