"""``esim-help search``: words in, hits out; every option, every shape, every exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from small_project import Ran

Command = Callable[..., Ran]


def asked(ran: Ran) -> dict[str, Any]:
    assert ran.err == ""
    assert ran.out.count("\n") == 1
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def ids(ran: Ran) -> list[str]:
    return [hit["id"] for hit in asked(ran)["hits"]]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("红卡怎么续费", "1. 红卡怎么续费  [红卡]"),
        ("紅卡怎麼續費", "1. 红卡怎么续费  [红卡]"),
        ("payment declined", "1. What to do when a payment fails"),
        ("renew my RED card", "1. How to renew the Red Card  [Red Card]"),
    ],
)
def test_the_hits_are_text_for_people(question: str, first: str, ask: Command) -> None:
    ran = ask("search", question)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.splitlines()[0] == first


def test_a_hit_is_a_title_an_answer_and_an_address(ask: Command) -> None:
    assert ask("search", "-n", "1", "payment declined").out == (
        "1. What to do when a payment fails\n"
        "   Check your details and balance, then try again.\n"
        "   /en/payment-failed/\n\n"
    )


def test_several_words_need_no_quotes(ask: Command) -> None:
    assert ask("search", "payment", "declined").out == ask("search", "payment declined").out


def test_a_dash_reads_the_question_from_standard_input(ask: Command) -> None:
    assert ask("search", "-", stdin="红卡怎么续费\n".encode()).out == ask("search", "红卡怎么续费").out
    assert asked(ask("search", "--json", "-", stdin=b"payment declined\r\n"))["query"] == "payment declined"


def test_nothing_found_exits_1_and_leads_to_support(ask: Command) -> None:
    ran = ask("search", "今晚吃什么")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == "没有找到相关内容。\n需要人工帮助： 联系客服 /zh/contact/\n"
    assert ask("search", "qqqq").out.startswith("Nothing was found.\nTo reach a person:")


SHAPE = {
    "query": str,
    "lang": str,
    "outcome": str,
    "confidence": int,
    "took_ms": int,
    "hits": list,
    "unstated": (dict, type(None)),
    "other_card": (dict, type(None)),
    "support": (dict, type(None)),
    "corrected": (dict, type(None)),
    "completions": list,
}
HIT = {
    "kind": str,
    "id": str,
    "lang": str,
    "title": str,
    "answer": str,
    "url": str,
    "section": (dict, type(None)),
    "snippet": (dict, type(None)),
    "score": int,
    "cards": list,
}


def fits(value: dict[str, Any], shape: dict[str, Any]) -> bool:
    return list(value) == list(shape) and all(isinstance(value[key], shape[key]) for key in shape)


@pytest.mark.parametrize("question", ["红卡怎么续费", "i want my money back", "leb 银行转账", "今晚吃什么", ""])
def test_the_json_has_exactly_these_keys(question: str, ask: Command) -> None:
    answer = asked(ask("search", "--json", question))
    assert fits(answer, SHAPE)
    assert all(fits(hit, HIT) for hit in answer["hits"])
    assert (answer["outcome"] == "nothing") == (answer["hits"] == [])


def test_a_hit_in_json(ask: Command) -> None:
    answer = asked(ask("search", "--json", "红卡续费 选付款方式"))
    assert (answer["query"], answer["lang"], answer["outcome"]) == ("红卡续费 选付款方式", "zh", "answered")
    assert 0 < answer["confidence"] <= 1000
    hit = answer["hits"][0]
    assert {key: hit[key] for key in ("kind", "id", "lang", "title", "url", "cards")} == {
        "kind": "article",
        "id": "renew-red",
        "lang": "zh",
        "title": "红卡怎么续费",
        "url": "/zh/renew-red/",
        "cards": ["red"],
    }
    assert hit["section"] == {"anchor": "steps", "heading": "步骤"}
    text, marks = hit["snippet"]["text"], hit["snippet"]["highlights"]
    assert "选付款方式" in [text[start:end] for start, end in marks]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("屋顶信号", "[红卡] 红卡在屋顶也有信号。"),
        ("屋顶断线", "[leb 卡] leb 在屋顶会断线。"),
        ("屋顶雨伞", "[我们的建议] 上屋顶带雨伞。"),
        ("屋顶楼梯", "屋顶从楼梯上去。"),
    ],
)
def test_a_snippet_says_whose_it_is(question: str, shown: str, project: Path, do: Command) -> None:
    blocks = "::: red\n红卡在屋顶也有信号。\n:::\n\n::: leb\nleb 在屋顶会断线。\n:::\n\n::: ours\n上屋顶带雨伞。\n:::\n"
    roof = project / "content" / "zh" / "help" / "roof.md"
    roof.write_text(f"---\ntitle: 屋顶\n---\n\n屋顶从楼梯上去。\n\n{blocks}", encoding="utf-8")
    assert do("search", "-n", "1", question).out.splitlines()[:2] == ["1. 屋顶", f"   {shown}"]


def test_what_our_guide_does_not_state(ask: Command) -> None:
    answer = asked(ask("search", "--json", "退款要等几天"))
    assert answer["outcome"] == "unstated"
    assert answer["unstated"] == {"id": "N1", "question": "退款多久到账？", "instead": "请联系客服。"}
    text = ask("search", "退款要等几天").out
    assert text.startswith("! 我们依据的指南没有写： 退款多久到账？\n  请联系客服。\n\n1. 怎么退款\n")


def test_a_thing_of_the_other_card(ask: Command) -> None:
    answer = asked(ask("search", "--json", "leb 银行转账付款"))
    assert answer["outcome"] == "other_card"
    assert answer["other_card"]["card"] == "red"
    assert answer["other_card"]["article"]["id"] == "renew-red"
    assert "! 这是另一张卡的指南里提到的： 红卡" in ask("search", "leb 银行转账付款").out


def test_support_is_offered_when_nothing_is_found(ask: Command) -> None:
    assert asked(ask("search", "--json", "qqqq"))["support"]["id"] == "contact"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_n_is_how_many_hits_at_most(number: int, ask: Command) -> None:
    assert len(ids(ask("search", "--json", "-n", str(number), "付款 续费 退款 客服"))) == number


def test_lang_chooses_the_words_and_not_the_ranking(ask: Command) -> None:
    zh, en = (asked(ask("search", "--json", "--lang", lang, "payment declined")) for lang in ("zh", "en"))
    assert [(h["id"], h["score"]) for h in zh["hits"]] == [(h["id"], h["score"]) for h in en["hits"]]
    assert zh["hits"][0]["title"] == "支付失败怎么办"
    assert en["hits"][0]["title"] == "What to do when a payment fails"


def test_an_article_in_one_language_is_shown_in_it(ask: Command) -> None:
    assert asked(ask("search", "--json", "--lang", "en", "客服电话"))["hits"][0]["lang"] == "zh"


def test_card_sends_articles_of_the_other_card_behind(ask: Command) -> None:
    assert ids(ask("search", "--json", "怎么续费"))[0] == "renew-red"
    assert ids(ask("search", "--json", "--card", "leb", "怎么续费"))[-1] == "renew-red"


def test_agents_also_find_internal_articles(ask: Command) -> None:
    question = "什么时候升级给二线"
    assert ids(ask("search", "--json", "--audience", "agent", question))[0] == "agent-escalation"
    for audience in ([], ["--audience", "customer"]):
        assert "agent-escalation" not in ids(ask("search", "--json", *audience, question))
    internal = asked(ask("search", "--json", "--audience", "agent", question))["hits"][0]
    assert internal["url"] == ""


def test_search_gives_no_scripts(ask: Command) -> None:
    for audience in ("agent", "customer"):
        hits = asked(ask("search", "--json", "--audience", audience, "-n", "50", "红卡续费"))["hits"]
        assert {hit["kind"] for hit in hits} == {"article"}


def test_typing_takes_the_last_word_as_unfinished(ask: Command) -> None:
    assert ids(ask("search", "--json", "decl")) == []
    assert ids(ask("search", "--json", "--typing", "decl")) == ["payment-failed"]
    assert ids(ask("search", "--json", "--typing", "decl ")) == []


def test_typing_suggests_how_the_question_may_go_on(ask: Command) -> None:
    answer = asked(ask("search", "--json", "--typing", "红卡怎"))
    assert answer["completions"][0] == {"text": "红卡怎么续费", "id": "renew-red", "lang": "zh"}
    assert asked(ask("search", "--json", "红卡怎"))["completions"] == []
    assert ask("search", "--typing", "红卡怎").out.startswith("… 红卡怎么续费\n")


def test_a_slip_is_said_with_the_way_back(ask: Command) -> None:
    assert asked(ask("search", "--json", "红卡怎么续废"))["corrected"] == {
        "text": "红卡怎么续费",
        "replaced": [["续废", "续费"]],
    }
    said = ask("search", "红卡怎么续废").out.splitlines()[0]
    assert said == "已按“红卡怎么续费”搜索，而不是“红卡怎么续废”；要照原样搜索，请加 --as-typed"
    said = " ".join(ask("search", "paymnet {}").out.splitlines()[:2])
    assert said == "Searched for “payment {}” instead of “paymnet {}”; to search as typed, add --as-typed"


def test_as_typed_takes_no_word_for_another(ask: Command) -> None:
    answer = asked(ask("search", "--json", "--as-typed", "paymnet"))
    assert (answer["outcome"], answer["corrected"]) == ("nothing", None)
    assert asked(ask("search", "--json", "--as-typed", "payment"))["hits"] != []


BATCH = (
    "红卡怎么续费\n\npayment declined\r\n   \r\n今晚吃什么\n".encode() + b"\xff\xfe bad \x00\n" + "没有换行".encode()
)


def test_a_batch_answers_every_line_in_order(ask: Command, tmp_path: Path) -> None:
    (tmp_path / "questions").write_bytes(BATCH)
    ran = ask("search", "--batch", str(tmp_path / "questions"))
    assert (ran.code, ran.err) == (0, "")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["query"] for answer in answers] == [
        "红卡怎么续费",
        "",
        "payment declined",
        "   ",
        "今晚吃什么",
        "�� bad \x00",
        "没有换行",
    ]
    assert all(fits(answer, SHAPE) for answer in answers)
    assert [answer["outcome"] == "nothing" for answer in answers[:5]] == [False, True, False, True, True]
    assert answers[0]["hits"] == asked(ask("search", "--json", "红卡怎么续费"))["hits"]


def test_a_batch_may_come_from_standard_input(ask: Command, tmp_path: Path) -> None:
    (tmp_path / "questions").write_bytes(BATCH)
    ways = [ask("search", "--batch", "-", stdin=BATCH), ask("search", "--batch", str(tmp_path / "questions"))]
    first, second = ([json.loads(line) | {"took_ms": 0} for line in ran.out.splitlines()] for ran in ways)
    assert first == second


def test_an_empty_batch_prints_nothing(ask: Command) -> None:
    assert ask("search", "--batch", "-") == Ran(0, "", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give either a question or --batch FILE"),
        (["续费", "--batch", "-"], "give either a question or --batch FILE"),
        (["--batch", "no/such/file"], "--batch no/such/file: No such file or directory"),
        (["--batch", "/"], "--batch /: Is a directory"),
        (["--card", "blue", "续费"], "--card 'blue' is unknown; use one of red, leb"),
        (["--lang", "fr", "续费"], "'fr' is not one of 'zh', 'en'"),
        (["--audience", "boss", "续费"], "'boss' is not one of 'customer', 'agent'"),
        (["-n", "0", "续费"], "1<=x<=100"),
        (["-n", "many", "续费"], "'many'"),
        (["--colour", "续费"], "--colour"),
    ],
)
def test_a_wrong_call_exits_2_and_says_what_is_right(arguments: list[str], says: str, ask: Command) -> None:
    ran = ask("search", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_centre_without_cards_says_so(tmp_path: Path) -> None:
    from small_project import call, lay

    plain = lay(tmp_path, {"esim-help.toml": 'title = "x"\n', "a.md": "# 续费\n"})
    ran = call("--project", str(plain), "search", "--card", "red", "续费")
    assert (ran.code, ran.err) == (2, "esim-help: --card: this help centre has no cards\n")
