"""A misspelt Latin word is put right by the words beside it, and what cannot be sure is left as a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from esim_help.index.index import Index
from esim_help.search.search import search
from esim_help.search.understand import understand


def words(text: str, index: Index, *, typing: bool = False) -> str:
    return " ".join(unit.term for unit in understand(text, index, typing=typing).row)


PUT_RIGHT = {
    "get my money bak": "get my money back",
    "account susended": "account suspended",
    "my paymnet bounced": "my payment bounced",
    "howdo i renew": "how do i renew",
    "lebchongzhi 流 程": "leb chongzhi 流 程",
    "chongzhileb 怎 么": "chongzhi leb 怎 么",
}


@pytest.mark.parametrize("text", PUT_RIGHT)
def test_a_slip_becomes_what_customers_ask_with_the_words_beside_it(text: str, our_index: Index) -> None:
    assert words(text, our_index) == PUT_RIGHT[text]


def test_what_it_became_is_told_and_can_be_taken_back(our_index: Index) -> None:
    found = search(our_index, "get my money bak")
    assert found.corrected is not None
    assert found.corrected.replaced == (("bak", "back"),)
    assert search(our_index, "get my money bak", as_typed=True).corrected is None


def test_each_of_two_words_run_together_has_its_own_place(our_index: Index) -> None:
    row = understand("howdo i renew", our_index).row
    assert [(unit.term, unit.start, unit.end) for unit in row[:2]] == [("how", 0, 3), ("do", 3, 5)]


@pytest.mark.parametrize("text", ["xufei", "topup", "5g", "esim", "laptop", "pizza"])
def test_pinyin_known_words_and_words_of_other_trades_are_left_alone(text: str, our_index: Index) -> None:
    assert words(text, our_index) == text


def test_a_word_that_is_being_typed_is_not_put_right(our_index: Index) -> None:
    assert words("my paymnet", our_index, typing=True) == "my paymnet"
    assert words("my paymnet ", our_index, typing=True) == "my payment"


def test_few_questions_without_slips_are_changed(root: Path, our_index: Index) -> None:
    lines = (root / "tests" / "relevance" / "dev.en.tsv").read_text(encoding="utf-8").splitlines()[1:]
    questions = [line.partition("\t")[0] for line in lines]
    changed = [text for text in questions if understand(text, our_index).mended]
    assert len(changed) <= len(questions) // 20, changed
