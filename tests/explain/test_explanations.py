"""Explanations account for everything: points, impacts and confidence add up, and fields have the terms told of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from esim_help.analysis.tokens import tokens
from esim_help.content.loader import load_centre
from esim_help.index import impacts
from esim_help.index.document import Document, documents
from esim_help.index.impacts import NAMING_FIELDS
from esim_help.index.index import Index, IndexReader, build_index
from esim_help.index.weighing import weighing_from_json, weighing_json
from esim_help.reading import read_project_settings, read_sources
from esim_help.search.explain import explain, explained_json
from esim_help.search.search import outcome_json, search
from esim_help.store import Store
from test_vectors import PROJECT, cases, options_of, small_index

Answer = dict[str, Any]
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"lang": "en"},
    {"card": "red"},
    {"card": "leb", "limit": 40},
    {"typing": True},
)


def found_by(project: Path) -> list[Document]:
    """The documents of a project with the texts of all their fields."""
    settings, _ = read_project_settings(project)
    return documents(load_centre(read_sources(project, "customer")[0], settings).centre)


@pytest.fixture(scope="module")
def questions(root: Path) -> list[str]:
    """Labelled questions for development, and the texts of the vectors, which have every kind of slip."""
    paths = sorted((root / "tests" / "relevance").glob("dev.*.tsv"))
    rows = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines()[1:])
    written = [case["text"] for name in ("understanding", "searches") for case in cases(name)]
    return [*[row.partition("\t")[0] for row in rows][::2], *written]


def explained(index: IndexReader, questions: list[str]) -> Iterator[Answer]:
    for number, text in enumerate(questions):
        yield explained_json(search(index, text, **OPTIONS[number % len(OPTIONS)]), 0, index)


@pytest.fixture(scope="module")
def answers(our_index: Index, questions: list[str]) -> list[Answer]:
    return list(explained(our_index, questions))


def of_words(hit: Answer) -> list[Answer]:
    """The accounts of its words, one by one."""
    return [each for each in hit["explanation"] if each["origin"] not in ("together", "question", "title")]


def test_what_is_no_word_is_told_by_its_origin(answers: list[Answer]) -> None:
    origins = {each["origin"] for answer in answers for hit in answer["hits"] for each in hit["explanation"]}
    assert {"together", "question", "title"} <= origins
    for answer in answers:
        for hit in answer["hits"]:
            for each in hit["explanation"]:
                if each["origin"] == "together":
                    assert each["typed"].split(" ") == each["terms"]
                    assert [field["field"] for field in each["fields"]] == ["questions"]


def test_every_point_is_accounted_for(answers: list[Answer]) -> None:
    assert len(answers) >= 300
    for answer in answers:
        for hit in answer["hits"]:
            assert sum(each["points"] for each in hit["explanation"]) == hit["score"], (answer["query"], hit["id"])
            for each in hit["explanation"]:
                assert each["points"] == each["impact"] * each["weight"] // 10
                assert each["points"] > 0 or each["origin"] == "together"
                assert sum(field["impact"] for field in each["fields"]) == each["impact"], (answer["query"], each)


def test_the_parts_of_the_confidence_make_it(answers: list[Answer]) -> None:
    for answer in answers:
        told = answer["explanation"]["confidence"]
        groups = answer["explanation"]["groups"]
        covered = told["covered"] + told["card"] + told["title"]
        of_words = 2000 * covered // (covered + told["counted"] + told["elsewhere"]) if covered else 0
        of_pairs = 1000 * told["together"] // max(told["pairs"], 1)
        sure = (of_words + of_pairs) // 3 if told["pairs"] else of_words // 2
        assert answer["confidence"] == sure, answer["query"]
        assert told["together"] <= told["pairs"]
        assert sum(group["covered"] for group in groups) == told["covered"]
        assert sum(group["information"] for group in groups) == told["covered"] + told["uncovered"]
        assert (answer["outcome"] == "nothing") == (not told["article"] or answer["confidence"] < told["least"])


def test_an_explanation_stands_where_its_words_were_typed(answers: list[Answer]) -> None:
    for answer in answers:
        groups = answer["explanation"]["groups"]
        places = {(group["typed"], *group["at"]) for group in groups}
        assert len(places) == len(groups)
        assert all(0 <= start < end <= len(answer["query"]) for _, start, end in places)
        for hit in answer["hits"]:
            assert {(each["typed"], *each["at"]) for each in of_words(hit)} <= places
            for each in hit["explanation"]:
                assert 0 <= each["at"][0] < each["at"][1] <= len(answer["query"]) or each["origin"] in (
                    "question",
                    "title",
                )


def test_the_fields_named_are_those_that_have_the_term(answers: list[Answer], root: Path) -> None:
    written = {document.id: document.fields for document in found_by(root)}
    having: dict[str, dict[tuple[str, str], set[str]]] = {
        article: {place: {token.term for token in tokens(words)} for place, words in fields.items()}
        for article, fields in written.items()
    }
    for answer in answers:
        for hit in answer["hits"]:
            for each in of_words(hit):
                named = {(field["field"], field["lang"]) for field in each["fields"]}
                ways = [
                    {place for place, terms in having[hit["id"]].items() if term in terms} for term in each["terms"]
                ]
                assert named in ways, (answer["query"], hit["id"], each)


def test_without_the_explanation_it_is_the_ordinary_answer(our_index: Index, questions: list[str]) -> None:
    for text in questions[::10]:
        outcome = search(our_index, text)
        answer = explained_json(outcome, 3, our_index)
        assert list(answer)[-1] == "explanation"
        del answer["explanation"]
        for hit in answer["hits"]:
            assert list(hit)[-1] == "explanation"
            del hit["explanation"]
        assert answer == outcome_json(outcome, 3)


ORIGINS = [
    ("续费", "续费", "typed", ["续费"]),
    ("notifying my card", "notifi", "inflected", ["notifi"]),
    ("续废", "续废", "homophone", ["续费"]),
    ("paymnet", "paymnet", "typo", ["payment"]),
    ("xufei", "xu fei", "pinyin", ["续费"]),
    ("缴费", "缴费", "synonym", ["续费"]),
    ("decl", "decl", "prefix", ["declin"]),
]


@pytest.mark.parametrize(("text", "typed", "origin", "terms"), ORIGINS)
def test_each_origin_is_told(text: str, typed: str, origin: str, terms: list[str], our_index: Index) -> None:
    explanation = explain(search(our_index, text, typing=True, limit=40), our_index)
    (asked,) = [each for each in explanation.asked if each.typed == typed]
    assert (origin, True) in {(tried.origin, tuple(terms) in tried.meanings) for tried in asked.tried}


def test_a_typed_word_is_inflected_when_only_its_stem_is_in_the_index(our_index: Index) -> None:
    words = our_index.tables.word_set
    for word, origin in (
        ("payments", "typed"),
        ("paymenting", "inflected"),
        ("paymnet", None),
        ("notifying", "inflected"),
        ("activation", "typed"),
    ):
        assert (word in words) == (origin == "typed")
        asked = explain(search(our_index, word), our_index).asked
        assert [tried.origin for each in asked for tried in each.tried if tried.origin in ("typed", "inflected")] == (
            [origin] if origin else []
        )


def test_the_meaning_that_counted_is_the_strongest_in_that_article(our_index: Index) -> None:
    for answer in explained(our_index, ["top up my red card", "缴费", "call a person"]):
        for hit in answer["hits"]:
            ordinal = next(at for at, found in enumerate(our_index.documents) if found.id == hit["id"])
            for each in of_words(hit):
                impacts_of = [dict(our_index.postings(term)).get(ordinal, 0) for term in each["terms"]]
                assert min(impacts_of) == each["impact"]


def test_a_stored_index_explains_as_the_one_it_was_made_of(tmp_path: Path) -> None:
    index = small_index()
    Store(tmp_path).save(index, "digest", "here")
    stored = Store(tmp_path).open("digest")
    for case in cases("searches"):
        options = options_of(case)
        ours, theirs = (explain(search(r, case["text"], **options), r) for r in (index, stored))
        assert ours == theirs


def test_a_weighing_is_read_as_it_was_written(our_index: Index) -> None:
    for weighing in our_index.weighings:
        assert weighing_from_json(weighing_json(weighing)) == weighing


def test_in_a_large_centre_a_common_character_counts_where_things_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impacts, "LARGE", 2)
    settings, _ = read_project_settings(PROJECT)
    index = build_index(load_centre(read_sources(PROJECT, "customer")[0], settings).centre)
    assert any(weighing.named_only for weighing in index.weighings)
    common = {character for weighing in index.weighings for character in weighing.named_only}
    (answer,) = explained(index, ["".join(sorted(common))])
    for hit in answer["hits"]:
        for each in of_words(hit):
            if each["terms"][0] in common:
                assert {field["field"] for field in each["fields"]} <= NAMING_FIELDS
                assert sum(field["impact"] for field in each["fields"]) == each["impact"]
    assert answer["hits"]
