"""A question of one card that means a thing of the other is told so, in whatever words customers ask."""

from __future__ import annotations

import pytest
from content_samples import load

from esim_help.index.index import Index, build_index
from esim_help.search.search import Outcome, search

SETTINGS = """
title = "Help"
[cards.red]
name = { en = "Red Card" }
words = ["red card"]
[cards.leb]
name = { en = "leb" }
words = ["leb"]
"""
FACTS = """
facts:
- {id: R1, cards: [red], strength: firm, says: {en: A gift card is accepted.}}
- {id: B1, cards: [red, leb], strength: firm, says: {en: Bills are sent by post.}}
"""
PAY_RED = "---\ntitle: Pay for the Red Card\ncards: [red]\n---\n::: red R1\nA gift card is accepted.\n:::\n"
PAY_LEB = "---\ntitle: Pay for leb\ncards: [leb]\n---\nSign in and pay.\n"
BILLS = "---\ntitle: Bills\ncards: [red, leb]\n---\n::: red B1\nBills are sent by post.\n:::\n"
TYPED = """query\tid\tabout
paying with a voucher that a friend bought\tpay-red\tR1
scratching off a number from the shop\tpay-red\tR1
when is the paper sent home\tbills\tB1
my flat rate this month\tbills
giving a number to the desk in the shop\tbills
a number from the desk\tbills
paying what is owed this month\tpay-leb
"""


@pytest.fixture(scope="module")
def index() -> Index:
    pages = {"pay-red": PAY_RED, "pay-leb": PAY_LEB, "bills": BILLS}
    files = {f"content/en/{name}.md": text for name, text in pages.items()}
    loaded = load({**files, "content/facts.yaml": FACTS, "content/asked.en.tsv": TYPED}, SETTINGS)
    assert loaded.problems == ()
    return build_index(loaded.centre)


def asked(text: str, index: Index, card: str = "") -> Outcome:
    return search(index, text, card=card)


def test_of_what_is_as_near_to_either_nothing_is_said(index: Index) -> None:
    thing, others = "scratching off a number from the shop", "a number from the desk"
    assert asked(f"leb {thing}", index).kind == "other_card"
    assert asked(f"leb {others}", index).kind == "answered"
    assert asked("leb number", index).kind == "answered"


def test_a_thing_that_is_meant_and_not_named_makes_no_answer_of_what_is_nothing(index: Index) -> None:
    assert asked("leb voucher quantum chromodynamics lattice gauge theory", index).kind == "nothing"


@pytest.mark.parametrize("text", ["leb with a voucher from a friend", "can leb have the number scratched off"])
def test_what_customers_call_a_thing_of_one_card_is_not_stated_of_the_other(text: str, index: Index) -> None:
    found = asked(text, index)
    assert (found.kind, found.other_card) == ("other_card", "red")
    assert found.other is not None
    assert found.other.id == "pay-red"


def test_the_card_that_a_page_has_chosen_counts_as_one_that_is_named(index: Index) -> None:
    assert asked("a voucher from a friend", index, "leb").kind == "other_card"


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("a voucher from a friend", ""),
        ("red card with a voucher from a friend", ""),
        ("a voucher from a friend", "red"),
        ("leb paper sent home", ""),
        ("what is owed for leb this month", ""),
        ("leb flat rate", ""),
    ],
)
def test_with_no_card_or_its_own_or_nearer_to_what_else_is_asked_it_is_an_ordinary_question(
    text: str, card: str, index: Index
) -> None:
    assert asked(text, index, card).kind == "answered"
