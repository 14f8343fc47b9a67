"""What an outcome says, and what it does not say, of questions to our own content."""

from __future__ import annotations

from pathlib import Path

import pytest

from esim_help.evaluation import read_questions
from esim_help.index.index import Index
from esim_help.search.search import search


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("leb 用支付宝付了但是没到账", "paid-not-showing"),
        ("i paid leb with alipay but nothing happened", "paid-not-showing"),
        ("红卡用paypal付款失败", "payment-failed"),
        ("leb wechat payment charged twice", "charged-twice"),
        ("red card seller on paypal is that legit", "fake-support"),
    ],
)
def test_a_trouble_is_answered_whatever_of_the_other_card_is_mentioned_with_it(
    text: str, first: str, our_index: Index
) -> None:
    found = search(our_index, text)
    assert (found.kind != "other_card", found.hits[0].id) == (True, first)


@pytest.mark.parametrize("text", ["leb 支付宝", "red card paypal", "leb gift card", "红卡 语音助手"])
def test_a_thing_of_the_other_card_that_is_asked_for_itself_is_told(text: str, our_index: Index) -> None:
    assert search(our_index, text).kind == "other_card"


def test_an_unknown_is_one_of_the_card_that_is_asked_about(root: Path, our_index: Index) -> None:
    path = root / "tests" / "relevance" / "dev.unstated.tsv"
    asked = read_questions(path.read_text(encoding="utf-8"), path.name)
    found = [search(our_index, question.text, card=card) for question in asked for card in ("red", "leb")]
    unknowns = [(outcome.query.card, outcome.unknown) for outcome in found if outcome.unknown]
    assert len(unknowns) > len(asked) / 2
    assert all(card in unknown.cards for card, unknown in unknowns if card)


@pytest.mark.parametrize("text", ["thanks", "谢谢", "no", "ok", "the", "fuck"])
def test_a_word_that_asks_for_nothing_finds_nothing_and_is_not_taken_for_another(text: str, our_index: Index) -> None:
    found = search(our_index, text)
    assert (found.kind, found.hits, found.query.mended) == ("nothing", (), frozenset())


@pytest.mark.parametrize("text", ["how much is it", "怎么办", "卡", "how"])
def test_words_of_grammar_in_company_or_still_being_typed_ask_for_something(text: str, our_index: Index) -> None:
    assert search(our_index, text, typing=True).hits


@pytest.mark.parametrize(
    ("text", "first"), [("manyou", "roaming-coverage"), ("this is bullshit i paid twice", "charged-twice")]
)
def test_pinyin_is_not_cut_for_a_word_of_grammar_and_swearing_sinks_no_question(
    text: str, first: str, our_index: Index
) -> None:
    assert search(our_index, text).hits[0].id == first
