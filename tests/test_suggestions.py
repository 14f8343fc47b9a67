"""What was searched for instead of a slip, and how a text being typed may go on: sentences over data."""

from __future__ import annotations

import pytest

from esim_help.analysis.tokens import units
from esim_help.index.completions import SHOWN, WHOLE, Completion, line, make_completions
from esim_help.index.document import Document, Field
from esim_help.index.index import Index
from esim_help.search.search import search
from test_vectors import small_index


@pytest.fixture(scope="module")
def index() -> Index:
    return small_index()


CORRECTED = {
    "续废": ("续费", [("续废", "续费")]),
    "紅卡續廢": ("紅卡续费", [("續廢", "续费")]),
    "xufei": ("续费", [("xufei", "续费")]),
    "红卡 XuFei 怎么弄": ("红卡 续费 怎么弄", [("XuFei", "续费")]),
    "liuliang": ("流量", [("liuliang", "流量")]),
    "shengyuliuliang": None,
    "查看流凉用": ("查看流量用", [("流凉", "流量")]),
    "红卡续废，leb 续废": ("红卡续费，leb 续费", [("续废", "续费"), ("续废", "续费")]),
    "续\u200b废": ("续费", [("续\u200b废", "续费")]),
    "Paymnet refsued!": ("payment refused!", [("Paymnet", "payment"), ("refsued", "refused")]),
    "giftcard": ("gift card", [("giftcard", "gift card")]),
    "e mail": None,
    "红卡续费": None,
    "续 费": None,
    "roaming": None,
    "天气": None,
    "": None,
}


@pytest.mark.parametrize(("text", "wanted"), CORRECTED.items())
def test_a_slip_is_put_right_in_the_text(
    text: str, wanted: tuple[str, list[tuple[str, str]]] | None, index: Index
) -> None:
    found = search(index, text).corrected
    assert (found and (found.text, list(found.replaced))) == wanted


@pytest.mark.parametrize("text", [text for text, wanted in CORRECTED.items() if wanted])
def test_what_was_searched_for_finds_it_too_and_needs_no_correction(text: str, index: Index) -> None:
    first, again = search(index, text), search(index, CORRECTED[text][0])  # type: ignore[index]
    assert first.hits[0].id in [hit.id for hit in again.hits]
    assert again.corrected is None


@pytest.mark.parametrize("text", list(CORRECTED))
def test_as_typed_nothing_is_corrected(text: str, index: Index) -> None:
    assert search(index, text, as_typed=True).corrected is None


def test_nothing_found_is_not_corrected(index: Index) -> None:
    outcome = search(index, "paymnet " + "umbrella zebra quartz " * 3)
    assert (outcome.kind, outcome.corrected) == ("nothing", None)


def test_as_typed_keeps_synonyms(index: Index) -> None:
    guessed, as_typed = search(index, "充值"), search(index, "充值", as_typed=True)
    assert as_typed.hits == guessed.hits != ()


def article(name: str, title: str, *questions: str, lang: str = "zh", kind: str = "article") -> Document:
    fields: dict[tuple[Field, str], str] = {("title", lang): title, ("questions", lang): "\n".join(questions)}
    return Document(kind, name, (), {}, fields, {})  # type: ignore[arg-type]


def test_a_title_is_found_from_each_of_its_words_and_a_question_from_its_start() -> None:
    rows = make_completions([article("a", "Renew 红卡 online", "怎么付钱")])
    assert {"zhre", "zh红卡", "zh卡 ", "zhon", "zh怎么"} <= rows.keys()
    assert not {"zh付钱", "zhne", "zhnl"} & rows.keys()


def test_titles_come_first_then_what_is_found_at_its_start_then_the_shorter() -> None:
    rows = make_completions([article("a", "怎么续费", "续费吗"), article("b", "续费好不好"), article("c", "续费前")])
    assert [found.text for found in rows["zh续费"].phrases] == ["续费前", "续费好不好", "怎么续费", "续费吗"]


def test_what_two_articles_ask_alike_is_kept_once() -> None:
    rows = make_completions([article("a", "续费 步骤", "怎么付"), article("b", "付款", "续费步骤", "怎么付？")])
    assert rows["zh续费"].phrases == (Completion("续费 步骤", "a"),)
    assert rows["zh怎么"].phrases == (Completion("怎么付", "a"),)


def test_scripts_are_not_suggested() -> None:
    assert make_completions([article("a", "续费", kind="script")]) == {}


def test_a_beginning_of_many_is_cut_and_leads_on_to_longer_ones() -> None:
    letters = [chr(ord("甲") + at) for at in range(WHOLE + 1)]
    rows = make_completions([article("a", "x", *(f"红卡怎么{letter}{letter}" for letter in letters))])
    assert (rows["zh红卡"].more, len(rows["zh红卡"].phrases)) == (5, SHOWN)
    assert len(rows) == len(letters) + 3
    assert all(len(row.phrases) == 1 for key, row in rows.items() if len(key) == 7)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("红卡怎", ["红卡怎么续费"]),
        ("紅卡怎", ["红卡怎么续费"]),
        ("ＬＥＢ", ["leb 卡续费", "leb 怎么充值"]),
        ("续费", ["红卡怎么续费", "leb 卡续费"]),
        ("roam", ["Roaming abroad"]),
        ("abroad", ["Roaming abroad"]),
        ("Roaming abroad", []),
        ("broad", []),
        ("", []),
        ("？", []),
    ],
)
def test_a_text_goes_on_as_a_title_or_question(text: str, wanted: list[str], index: Index) -> None:
    lang = "zh" if text == "ＬＥＢ" else None
    assert [found.text for found in search(index, text, typing=True, lang=lang).completions] == wanted
    assert search(index, text).completions == ()


def test_a_line_has_spaces_beside_words_only() -> None:
    assert line(units("  Red-Card（红卡） 怎么\n续 费?")) == "red card 红卡怎么续费"
