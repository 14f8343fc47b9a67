"""The day an unknown is learnt, one edit of ``facts.yaml`` turns search, page, script and the browser's search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_page import ARGUMENTS, CHROMIUM, Engine, engine_files, serve
from facts_samples import ANSWER, OPEN, edited
from playwright.sync_api import Browser, sync_playwright

from esim_help.bundle.export import export_bundle
from esim_help.index.document import ANSWERED
from esim_help.index.index import Index
from esim_help.model.fact import Unknown
from esim_help.model.script import Script
from esim_help.model.settings import Card, Settings
from esim_help.reply.known import informed
from esim_help.search.search import outcome_json, search
from test_vectors import index_of

Project = Callable[[Path], Callable[..., Any]]
ZH, EN = "一般 15 个工作日，退回原来的卡。", "Normally 15 weekdays, to the card you paid with."
ASKED = [
    ("退款多久到账", "zh", ZH),
    ("退款要等几天", "zh", ZH),
    ("how long does a refund take", "en", EN),
    ("how many days until the refund arrives", "en", EN),
]


def found(index: Index, text: str, **more: Any) -> dict[str, Any]:
    return {**outcome_json(search(index, text, **more), 0), "took_ms": 0}


@pytest.mark.parametrize(("question", "lang", "answer"), ASKED)
def test_the_outcome_turns_from_unstated_to_answered_and_shows_the_answer(
    question: str, lang: str, answer: str, still_open: Path, answered: Path
) -> None:
    before, after = found(index_of(still_open), question), found(index_of(answered), question)
    assert (before["outcome"], before["unstated"]["id"]) == ("unstated", "N1")
    assert (after["outcome"], after["unstated"]) == ("answered", None)
    first = after["hits"][0]
    assert (first["id"], first["lang"], first["section"]["anchor"]) == ("refund", lang, ANSWERED)
    assert first["snippet"] == {"text": answer, "highlights": [], "block": ""}


@pytest.mark.parametrize(("question", "lang", "answer"), ASKED)
def test_the_answer_moves_no_article_away_from_its_question(
    question: str, lang: str, answer: str, still_open: Path, answered: Path
) -> None:
    before, after = found(index_of(still_open), question), found(index_of(answered), question)
    assert before["hits"][0]["id"] == after["hits"][0]["id"] == "refund"


@pytest.mark.parametrize("words", ["15 个工作日", "工作日", "weekdays"])
def test_the_answers_own_words_are_found(words: str, still_open: Path, answered: Path) -> None:
    assert found(index_of(still_open), words)["outcome"] == "nothing"
    after = found(index_of(answered), words)
    assert (after["outcome"], after["hits"][0]["id"]) == ("answered", "refund")
    assert after["hits"][0]["section"]["anchor"] == ANSWERED


def test_the_shape_of_the_json_is_the_same(still_open: Path, answered: Path) -> None:
    before, after = (found(index_of(project), "退款多久到账") for project in (still_open, answered))
    assert list(before) == list(after)
    assert list(before["hits"][0]) == list(after["hits"][0])


def test_the_terminal_shows_the_whole_answer(ask: Project, answered: Path) -> None:
    ran = ask(answered)("search", "退款多久到账")
    assert ran.code == 0
    assert "已经有答案：退款多久到账？" in ran.out
    assert ZH in ran.out
    assert "没有写" not in ran.out


def test_the_box_of_the_built_page_turns(ask: Project, still_open: Path, answered: Path, tmp_path: Path) -> None:
    pages = {}
    for name, project in (("before", still_open), ("after", answered)):
        assert ask(project)("build", "--out", str(tmp_path / name)).code == 0
        pages[name] = (tmp_path / name / "zh" / "refund" / "index.html").read_text(encoding="utf-8")
    assert 'id="ui-unstated"' in pages["before"]
    assert f'id="{ANSWERED}"' not in pages["before"]
    assert 'id="ui-unstated"' not in pages["after"]
    assert f'id="{ANSWERED}"' in pages["after"]
    assert ZH in pages["after"]
    assert "运营方邮件" in pages["after"]


def test_the_reply_says_what_is_known_and_tells_the_agent(ask: Project, still_open: Path, answered: Path) -> None:
    before, after = (ask(project)("reply", "refund", "--lang", "en") for project in (still_open, answered))
    assert before.out == "Our source guide does not say how long a refund takes.\n"
    assert after.out == before.out + f"Update: How long does a refund take? {EN}\n"
    assert "now known" not in before.err
    assert after.err.startswith(f"N1 is now known: How long does a refund take? {EN} (运营方邮件, 2026-11-25)\n")


def test_an_email_says_it_before_the_signature(ask: Project, answered: Path) -> None:
    given = ("--set", "case.id=7", "--set", "agent.name=Lin")
    text = ask(answered)("reply", "refund", "--lang", "zh", "--channel", "email", *given).out
    assert text.index("指南没有写") < text.index(f"更新：退款多久到账？{ZH}") < text.index("编号：7")


def test_words_of_their_own_for_the_phone_say_it_too(ask: Project, answered: Path) -> None:
    assert ask(answered)("reply", "refund", "--lang", "zh", "--channel", "phone").out == (
        f"要等多久，指南没有写。\n更新：退款多久到账？{ZH}\n"
    )


def test_the_json_of_a_reply_carries_what_is_known(ask: Project, still_open: Path, answered: Path) -> None:
    before, after = (
        json.loads(ask(p)("reply", "refund", "--lang", "zh", "--json").out) for p in (still_open, answered)
    )
    assert before["known"] == []
    assert after["known"] == [
        {"id": "N1", "question": "退款多久到账？", "answer": ZH, "source": "运营方邮件", "answered": "2026-11-25"}
    ]


RED_AND_LEB = Settings(
    {"en": "Help"}, cards=(Card("red", {"en": "Red Card"}), Card("leb", {"en": "leb"})), languages=("en",)
)


def informed_text(text: str, cards: tuple[str, ...], answer: str = "Ten days.") -> str:
    unknown = Unknown("N1", ("leb",), {"en": "How long?"}, {}, answer={"en": answer})
    script = Script("s", "s.yaml", {}, {}, {"en": {"chat": text}}, cards=cards, unknowns=("N1",))
    return informed(script, [unknown], RED_AND_LEB).texts["en"]["chat"]


@pytest.mark.parametrize(
    ("text", "cards", "after"),
    [
        ("Hello.\n", ("leb",), "Hello.\nUpdate: How long? Ten days."),
        ("Hello.\n", ("red", "leb"), "Hello.\nleb – Update: How long? Ten days."),
        (
            "Hi.\n::: red\nA\n:::\n",
            ("red", "leb"),
            "Hi.\n::: red\nA\n:::\n::: leb\nUpdate: How long? Ten days.\n:::",
        ),
        ("Hello.\n", ("red",), "Hello."),
    ],
    ids=["one card", "no blocks", "blocks", "another card"],
)
def test_an_answer_for_one_card_is_said_to_that_card(text: str, cards: tuple[str, ...], after: str) -> None:
    assert informed_text(text, cards) == after


@pytest.mark.parametrize("answer", ["{{card}}", "a }} b", "Ten.\n:::\nDays.", ""])
def test_an_answer_that_could_be_taken_for_a_template_is_not_put_into_one(answer: str) -> None:
    assert informed_text("Hello.", ("leb",), answer) == "Hello."


def test_an_answer_of_several_lines_is_one_sentence_of_the_reply() -> None:
    assert informed_text("Hi.", ("leb",), "Ten.\n\nDays.") == "Hi.\nUpdate: How long? Ten. Days."


def test_a_channel_without_words_of_its_own_stays_without() -> None:
    unknown = Unknown("N1", (), {"en": "How long?"}, {}, answer={"en": "Ten days."})
    script = Script("s", "s.yaml", {}, {}, {"en": {"chat": "Hello.", "phone": " "}}, unknowns=("N1",))
    assert informed(script, [unknown], RED_AND_LEB).texts["en"]["phone"] == " "


def test_an_open_unknown_leaves_a_script_as_it_is() -> None:
    script = Script("s", "s.yaml", {}, {}, {"en": {"chat": "Hello."}}, unknowns=("N1",))
    assert informed(script, [Unknown("N1", (), {"en": "How long?"}, {})], RED_AND_LEB) is script


def test_an_answer_about_fewer_cards_than_the_article_says_so(answered: Path, project: Path) -> None:
    edited(project, OPEN, ANSWER)
    edited(project, "    cards: [red, leb]\n    question", "    cards: [leb]\n    question")
    heading = [found(index_of(one), "退款多久到账")["hits"][0]["section"]["heading"] for one in (answered, project)]
    assert heading == ["退款多久到账？", "leb 卡：退款多久到账？"]


def test_an_open_question_that_fits_better_is_still_unstated(project: Path) -> None:
    other = """\
  - id: N2
    question: {zh: 退款要手续费吗？, en: Is there a fee for a refund?}
"""
    edited(project, OPEN, ANSWER + other)
    for path in (project / "content").glob("*/pay/refund.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("[N1]", "[N1, N2]"), encoding="utf-8")
    outcome = found(index_of(project), "退款要手续费吗")
    assert (outcome["outcome"], outcome["unstated"]["id"]) == ("unstated", "N2")
    assert found(index_of(project), "退款多久到账")["outcome"] == "answered"


# the browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


QUESTIONS = [
    *(question for question, _, _ in ASKED),
    "15 个工作日",
    "weekdays",
    "红卡怎么续费",
    "refund",
    "leb 退款",
    "do you sell umbrellas",
]
LONG = "Normally " + "fifteen weekdays " * 12 + "in all."


@pytest.mark.parametrize("answer", [EN, LONG], ids=["short", "long"])
def test_the_browser_over_the_exported_bundle_says_the_same(answer: str, project: Path, chromium: Browser) -> None:
    edited(project, OPEN, ANSWER.replace(EN, answer))
    index = index_of(project)
    server, served = serve(engine_files(index))
    page = chromium.new_page()
    try:
        page.goto(f"{served.url}zh/index.html")
        asked = [(text, {"limit": limit}) for text in QUESTIONS for limit in (5, 1, 0)]
        outcomes = Engine(page, served).search(asked)
    finally:
        page.close()
        server.shutdown()
        server.server_close()
    assert [{**one, "took_ms": 0} for one in outcomes] == [found(index, text, **more) for text, more in asked]


def test_the_bundle_of_an_unanswered_centre_says_nothing_of_answers(still_open: Path) -> None:
    files = export_bundle(index_of(still_open)).files
    documents = [json.loads(content) for path, content in files.items() if path.startswith("d/")]
    assert {len(unknown) for document in documents for unknown in document["unknowns"]} == {4}
    assert not any(section[0] == ANSWERED for document in documents for section in document["sections"])
