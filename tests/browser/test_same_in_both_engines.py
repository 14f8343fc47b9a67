"""Python and the browser give the same answer, to the last number, to a thousand questions about our content."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_page import ROOT, Engine, OpenEngine, Question

from esim_help.analysis.characters import traditional
from esim_help.content.loader import load_centre
from esim_help.index import impacts
from esim_help.index.index import Index
from esim_help.index.tables import sounds
from esim_help.reading import read_project_settings, read_sources
from esim_help.search.explain import explained_json
from esim_help.search.search import outcome_json, search
from test_vectors import index_of

HOSTILE = (
    "",
    " ",
    " " * 50_000,
    "__proto__",
    "constructor",
    "hasOwnProperty toString valueOf",
    "\x00",
    "余额\x00没有到账",
    "\ud800",
    "余\udfff额",
    "红卡\ud83d续费",
    "\udc00\ud800",
    "مرحبا كيف أجدد بطاقتي",
    "\u202e红卡\u202c续费",
    "红\u200b卡\u00ad续\ufeff费",
    "pay\u00admp\u200bent",
    "don’t can't WON＇T o'clock '' 'tis",
    "ＲＥＤ　ＣＡＲＤ　１２３",
    "Ünïcödé ßtraße naïve Łódź œuvre Ĳ",
    "😀😀😀 红卡 😀",
    "𠀀𠀁𪚥余额",
    "豈更車賈",
    "々〆〇卡",
    "<script>alert(1)</script> {{7*7}} ' OR 1=1 --",
    "?*~^ AND OR NOT (renew",
    "renew" * 300,
    "xufei" * 120,
    "xianxianxianxianxianxianxianxian",
    "a" * 512,
    "aaaaaaa" * 80 + "b",
    " ".join(f"p{a}yme{b}ts" for a in "bcdfghjkl" for b in "xyz"),
    "费".join(f"leb{a}ufei" for a in "bcdfghjklx"),
    "".join(map(chr, range(0x7EED, 0x7EED + 200))),
    "余额" * 300,
    "x" * 511 + "余额",
    "\n".join(["红卡", "leb", "续费", "pay"] * 20),
    "1234567890123456789012345678901234567890",
    "5g 4g 10086 000",
    "K Å ℃ Ⅳ ﬁ ½ ² ㎏ ㍿",
    "、。，！？",
    "İstanbul DİYARBAKIR ıssız",
    "cafe\u0301 re\u0301sume\u0301",
)


OPTIONS: tuple[dict[str, Any], ...] = (
    {"language": "en"},
    {"language": "zh", "card": "red"},
    {"card": "leb", "limit": 3},
    {"limit": 40},
    {"limit": 0},
    {"typing": True},
    {"asTyped": True},
)
NAMES = {"language": "lang", "asTyped": "as_typed"}
"""Options that Python calls otherwise."""


def questions_of_writers() -> list[str]:
    """The questions and titles of our articles, and the labelled ones for development."""
    settings, _ = read_project_settings(ROOT)
    centre = load_centre(read_sources(ROOT, "customer")[0], settings).centre
    texts = [text for article in centre.articles for text in article.texts.values()]
    labelled = [row for path in sorted((ROOT / "tests" / "relevance").glob("dev.*.tsv")) for row in _column(path)]
    questions = [question for text in texts for question in text.questions]
    return list(dict.fromkeys([*(text.title for text in texts), *questions, *labelled]))


def sample(texts: list[str], number: int) -> list[str]:
    """Some of them, spread over all: answering every one twice would take a minute."""
    return texts[:: max(1, len(texts) // number)]


def _column(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield row["query"]


def damaged(texts: Iterable[str], seed: int = 7) -> Iterator[Question]:
    """What hurried fingers and input methods make of the questions."""
    chance = random.Random(seed)
    kinds = (_letters_slip, _sounds_alike, _in_pinyin, _in_traditional, _spaced, _mixed)
    for number, text in enumerate(texts):
        yield kinds[number % len(kinds)](text, chance), {}
        if number % 3 == 0:
            yield text[: chance.randint(1, max(1, len(text)))], {"typing": True}
        if number % 7 == 0:
            yield chance.choice(kinds)(text, chance)[: chance.randint(1, 30)], {"typing": True}


def _letters_slip(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        letter = chance.choice("aeinorstlu")
        before, after = text[:at], text[at:]
        text = (
            chance.choice((before + after[1:], before + letter + after, before + after[:2][::-1] + after[2:])) or letter
        )
    return text


def _sounds_alike(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    read = sounds().get(text[at], ())
    alike = [character for character, others in sounds().items() if read and read[0] in others]
    return text[:at] + chance.choice(alike or [text[at]]) + text[at + 1 :]


def _in_pinyin(text: str, chance: random.Random) -> str:
    first = chance.randrange(len(text))
    said = [sounds().get(c, (c,))[-1] for c in text[first : first + chance.randint(2, 4)]]
    letters = "".join(said) if chance.random() < 0.7 else "".join(s[:1] for s in said)
    return f"{text[:first]} {letters} {text[first + len(said) :]}" if chance.random() < 0.5 else letters


def _in_traditional(text: str, chance: random.Random) -> str:
    back = {simple: character for character, simple in traditional().items()}
    return "".join(back.get(c, c) for c in text)


def _spaced(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice([" ", "\u3000", "，", "\u200b", ""]) + text[at:].replace(" ", "", 1)


def _mixed(text: str, chance: random.Random) -> str:
    named = chance.choice(("leb", "红卡", "RED CARD", "true eSIM", "pay"))
    return named + chance.choice(("", " ")) + (text[::-1] if chance.random() < 0.2 else text)


def with_options(texts: Iterable[str]) -> Iterator[Question]:
    """Every option a page passes, in turn."""
    for number, text in enumerate(texts):
        yield text, OPTIONS[number % len(OPTIONS)]


def ask_python(index: Index, text: str, options: dict[str, Any]) -> dict[str, Any]:
    named = {NAMES.get(name, name): value for name, value in options.items() if name != "explain"}
    outcome = search(index, text, **named)
    return explained_json(outcome, 0, index) if "explain" in options else outcome_json(outcome, 0)


def differences(index: Index, engine: Engine, questions: list[Question]) -> list[str]:
    """The questions that the engines answer differently, with both answers."""
    found = []
    for (text, options), theirs in zip(questions, engine.search(questions), strict=True):
        ours = ask_python(index, text, options)
        assert isinstance(theirs.pop("took_ms"), int)
        ours.pop("took_ms")
        if list(ours) != list(theirs) or ours != theirs:
            keys = [key for key in ours if ours[key] != theirs.get(key)]
            found.append(f"{text[:80]!r} {options}: {[(key, ours[key], theirs.get(key)) for key in keys]}")
    return found


@pytest.fixture(scope="module")
def asked() -> list[str]:
    return questions_of_writers()


def test_there_are_more_than_a_thousand_questions(asked: list[str]) -> None:
    assert len(sample(asked, 700)) + len(list(damaged(sample(asked, 500)))) + 3 * len(HOSTILE) > 1_000


def test_questions_as_customers_write_them(our_index: Index, our_engine: Engine, asked: list[str]) -> None:
    assert differences(our_index, our_engine, list(with_options(sample(asked, 700)))) == []


def test_questions_with_slips_and_half_words(our_index: Index, our_engine: Engine, asked: list[str]) -> None:
    assert differences(our_index, our_engine, list(damaged(sample(asked, 500)))) == []


def prefixes(texts: Iterable[str]) -> Iterator[Question]:
    """Questions as they are being typed, some of them in the other language's page."""
    for number, text in enumerate(texts):
        language = ("zh", "en", None)[number % 3]
        for end in range(1, len(text) + 1, 1 + number % 3):
            yield text[:end], {"typing": True, "limit": 0, **({"language": language} if language else {})}


def test_every_beginning_of_a_question_is_completed_alike(
    our_index: Index, our_engine: Engine, asked: list[str]
) -> None:
    questions = list(prefixes(sample(asked, 90)))
    completed = [found for found in ask_all(our_index, questions) if found["completions"]]
    assert len(questions) > 1_000
    assert len(completed) > 300
    assert differences(our_index, our_engine, questions) == []


def test_slips_are_corrected_alike_and_left_alone_alike(our_index: Index, our_engine: Engine, asked: list[str]) -> None:
    slips = [(text, {"limit": 1}) for text, options in damaged(sample(asked, 400), seed=11) if not options]
    questions: list[Question] = [*slips, *((text, {"limit": 1, "asTyped": True}) for text, _ in slips)]
    corrected = [found for found in ask_all(our_index, slips) if found["corrected"]]
    assert len(corrected) > 100
    assert differences(our_index, our_engine, questions) == []


def ask_all(index: Index, questions: list[Question]) -> Iterator[dict[str, Any]]:
    return (ask_python(index, text, options) for text, options in questions)


def test_hostile_texts(our_index: Index, our_engine: Engine) -> None:
    ways: tuple[dict[str, Any], ...] = ({}, {"typing": True}, {"language": "en", "card": "red"})
    questions = [(text, options) for text in HOSTILE for options in ways]
    assert differences(our_index, our_engine, questions) == []


def explained(questions: Iterable[Question]) -> list[Question]:
    return [(text, {**options, "explain": True}) for text, options in questions]


def test_explanations(our_index: Index, our_engine: Engine, asked: list[str]) -> None:
    whole = with_options(sample(asked, 60))
    questions = explained([*whole, *damaged(sample(asked, 75), seed=11), *((text, {}) for text in HOSTILE)])
    assert len(questions) > 150
    assert differences(our_index, our_engine, questions) == []


@pytest.mark.parametrize("folder", ["plain-faq", "plain-faq-en"])
def test_a_plain_folder_of_one_language_asked_in_two(folder: str, open_engine: OpenEngine, asked: list[str]) -> None:
    """Where one language is foreign and no questions are listed, thresholds and what is unseen count otherwise."""
    index = index_of(ROOT / "tests" / "relevance" / folder)
    rows = (ROOT / "tests" / "relevance").glob("plain-faq*.tsv")
    own = [line.partition("\t")[0] for path in sorted(rows) for line in path.read_text("utf-8").splitlines()[1:]]
    questions = [(text, {}) for text in [*own, *sample(asked, 100)]] + list(damaged(own))
    assert {found["outcome"] for found in ask_all(index, questions)} == {"answered", "nothing"}
    assert differences(index, open_engine(index), questions) == []


TRADITIONAL = """---
title: 續費與儲值 𠀀卡
answer: 這張卡可以續費。
questions: [怎麼續費呢, 儲值後沒到賬, how do I renew 續費]
keywords: [續費, 繳費]
unknowns: [U1]
---
續費之前，先看餘額。

## 續費的步驟 {#steps}

登入，續費，核對餘額。
"""
UNKNOWNS = """
unknowns:
  - id: U1
    question: {zh: 續費多久到賬, en: How long does a renewal take}
    asked: {zh: [幾天到賬]}
    answer: {zh: 一天之內到賬。, en: Within a day.}
    answered: 2026-01-01
    source: support
    author: Lin
"""


def test_explanations_of_traditional_texts_and_of_a_large_centre(
    open_engine: OpenEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few articles count as a large centre here, in which common characters count where things are named only."""
    (tmp_path / "content" / "zh").mkdir(parents=True)
    (tmp_path / "esim-help.toml").write_text('title = "x"\n', encoding="utf-8")
    (tmp_path / "content" / "facts.yaml").write_text(UNKNOWNS, encoding="utf-8")
    (tmp_path / "content" / "zh" / "renew.md").write_text(TRADITIONAL, encoding="utf-8")
    (tmp_path / "content" / "zh" / "other.md").write_text("---\ntitle: 余额\n---\n费用和续费。\n", encoding="utf-8")
    questions = explained(
        (text, {"limit": 9}) for text in ("续费", "續費到账", "餘額 𠀀", "renewal 費", "幾天到賬", "储值")
    )
    for large in (1000, 1):
        monkeypatch.setattr(impacts, "LARGE", large)
        index = index_of(tmp_path)
        assert any(unknown.answer for found in index.documents for unknown in found.texts["zh"].unknowns)
        assert any(weighing.named_only for weighing in index.weighings) == (large == 1)
        assert any(ask_python(index, text, options)["hits"] for text, options in questions)
        assert differences(index, open_engine(index), questions) == []
