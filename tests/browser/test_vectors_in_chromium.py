"""The browser's engine runs the golden vectors of ../vectors; ../test_vectors.py runs them in Python."""

from __future__ import annotations

from typing import Any

import pytest
from engine_page import Engine, OpenEngine

from esim_help.analysis.characters import traditional
from test_vectors import Case, cases, small_index

TOKENS = """async (texts) => texts.map(([text, folding]) =>
  esimHelp.engine.tokens(Array.from(text), (character) => folding[character] || character))"""
QUERY = "async ([text, options]) => await esimHelp.engine.ask(() => esimHelp.engine.understand(text, options))"


@pytest.fixture(scope="module")
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(small_index())


def _wrong(expected: list[Any], found: list[Any], why: list[Case]) -> list[str]:
    pairs = zip(expected, found, why, strict=True)
    return [f"{case['why']}: {want} became {got}" for want, got, case in pairs if want != got]


def test_text_is_cut_into_terms_at_their_places(engine: Engine) -> None:
    vectors = cases("analysis")
    table = traditional()
    texts = [(case["text"], {c: table[c] for c in case["text"] if c in table}) for case in vectors]
    assert _wrong([case["tokens"] for case in vectors], engine.run(TOKENS, texts), vectors) == []


def test_words_have_their_stems(engine: Engine) -> None:
    for case in cases("stems"):
        found = engine.run("async (words) => words.map(esimHelp.engine.stem)", list(case["stems"]))
        assert dict(zip(case["stems"], found, strict=True)) == case["stems"], case["why"]


def test_a_query_is_understood(engine: Engine) -> None:
    for case in cases("understanding"):
        found = engine.run(QUERY, [case["text"], case.get("options", {})])
        assert all(found[key] == case[key] for key in ("lang", "card", "elsewhere")), case["why"]
        assert _in_short(found["groups"]) == _in_short(case["groups"]), case["why"]


def _in_short(groups: list[Case]) -> list[Any]:
    """Groups without what only an explanation tells, origins and places."""
    return [
        [group["typed"], group["information"], *map(_meanings_and_weight, group["alternatives"])] for group in groups
    ]


def _meanings_and_weight(alternative: list[Any]) -> tuple[Any, int]:
    """Of [meanings, origin, weight] in a vector, or [meanings, weight, postings] in the browser."""
    return alternative[0], next(part for part in alternative if isinstance(part, int))


def test_a_search_has_its_outcome(engine: Engine) -> None:
    vectors = cases("searches")
    found = engine.search([(case["text"], case.get("options", {})) for case in vectors])
    assert _wrong([case["outcome"] for case in vectors], [{**one, "took_ms": 0} for one in found], vectors) == []
