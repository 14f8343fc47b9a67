"""A character typed by its sound is put right where that is sure, and a right one is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from esim_help.index.index import Index
from esim_help.search.search import search
from esim_help.search.understand import understand
from test_vectors import index_of

PUT_RIGHT = {
    "续废": "续费",
    "红咖怎么续费": "红卡怎么续费",
    "余额卜足怎么办": "余额不足怎么办",
    "钱扣了没倒账": "钱扣了没到账",
    "套参可以换吗": "套餐可以换吗",
    "续废以后没有倒账": "续费以后没有到账",
}


@pytest.mark.parametrize("text", PUT_RIGHT)
def test_a_character_that_no_word_holds_becomes_the_one_that_makes_words(text: str, our_index: Index) -> None:
    assert "".join(unit.term for unit in understand(text, our_index).row) == PUT_RIGHT[text]


@pytest.mark.parametrize("text", PUT_RIGHT)
def test_what_is_put_right_is_found_as_if_it_had_been_typed_so(text: str, our_index: Index) -> None:
    found, wanted = search(our_index, text), search(our_index, PUT_RIGHT[text])
    assert (found.kind, found.hits[0].id) == (wanted.kind, wanted.hits[0].id)
    assert found.corrected is not None
    assert found.corrected.text == PUT_RIGHT[text]


def test_a_card_is_known_by_its_name_put_right(our_index: Index) -> None:
    assert understand("红咖怎么续费", our_index).card == "red"


@pytest.mark.parametrize("text", PUT_RIGHT)
def test_as_typed_nothing_is_put_right(text: str, our_index: Index) -> None:
    assert "".join(unit.term for unit in understand(text, our_index, as_typed=True).row) == text


@pytest.mark.parametrize("text", ["充 值", "豆浆机不转了", "在吗在吗", "余额", "的得地", "洗衣机"])
def test_words_apart_and_words_of_other_trades_and_of_grammar_are_left_alone(text: str, our_index: Index) -> None:
    assert not understand(text, our_index).mended


def test_few_questions_without_slips_are_changed(root: Path, our_index: Index) -> None:
    lines = (root / "tests" / "relevance" / "dev.zh.tsv").read_text(encoding="utf-8").splitlines()[1:]
    questions = [line.partition("\t")[0] for line in lines]
    changed = [text for text in questions if understand(text, our_index).mended]
    assert len(changed) <= len(questions) // 50, changed


def test_where_no_questions_are_listed_a_word_of_few_articles_is_put_right_too(root: Path) -> None:
    plain = index_of(root / "tests" / "relevance" / "plain-faq")
    assert len(plain.postings("续费")) * 5 < len(plain.documents)
    assert "".join(unit.term for unit in understand("续废", plain).row) == "续费"
