"""``esim-help facts``: what is stated, where it is cited, what is still to be asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from facts_samples import ANSWER, OPEN, edited

from esim_help.fact_report import cited_facts, open_questions, unused_facts
from esim_help.model.article import Article, Block, Text
from esim_help.model.centre import Centre
from esim_help.model.fact import Fact, Unknown
from esim_help.model.script import Script
from esim_help.model.settings import Settings
from esim_help.model.tree import End, Node, Tree
from small_project import Ran

Ask = Callable[[Path], Callable[..., Ran]]


def fact(name: str) -> Fact:
    return Fact(name, ("red",), {"en": name}, "firm")


def article(name: str, facts: Sequence[str] = (), block: Sequence[str] = (), unknowns: Sequence[str] = ()) -> Article:
    blocks = (Block("card", "", "", 9, "red", tuple(block)),)
    text = Text("en", f"en/{name}.md", name, facts=tuple(facts), blocks=blocks, unknowns=tuple(unknowns))
    return Article(name, {"en": text}, unknowns=tuple(unknowns))


CENTRE = Centre(
    Settings({"en": "Help"}),
    articles=(article("a", ["F1"], unknowns=["N2", "N3"]), article("b", block=["F1", "F2"], unknowns=["N2"])),
    scripts=(Script("s", "s.yaml", {}, {}, {}, facts=("F2",), unknowns=("N2", "N1")),),
    trees=(
        Tree("t", "t.yaml", {}, "n", (Node("n", {}, (), {}, facts=("F3",)),), (End("e", "fix", {}, facts=("F4",)),)),
    ),
    facts=tuple(map(fact, ("F1", "F2", "F3", "F4", "F5"))),
    unknowns=(
        Unknown("N1", (), {"en": "One?"}, {}),
        Unknown("N2", (), {"en": "Two?"}, {}),
        Unknown("N3", (), {"en": "Three?"}, {}, answer={"en": "Yes."}),
        Unknown("N4", (), {"en": "Four?"}, {}),
    ),
)


def test_a_fact_is_listed_with_every_article_script_and_tree_that_cites_it() -> None:
    assert {c.fact.id: (c.articles, c.scripts, c.trees) for c in cited_facts(CENTRE)} == {
        "F1": (("a", "b"), (), ()),
        "F2": (("b",), ("s",), ()),
        "F3": ((), (), ("t",)),
        "F4": ((), (), ("t",)),
        "F5": ((), (), ()),
    }


def test_a_fact_that_nothing_cites_is_unused() -> None:
    assert [cited.fact.id for cited in unused_facts(CENTRE)] == ["F5"]


def test_the_question_that_unlocks_most_comes_first_and_an_answered_one_is_none() -> None:
    assert [(one.unknown.id, one.articles, one.scripts) for one in open_questions(CENTRE)] == [
        ("N2", ("a", "b"), ("s",)),
        ("N1", (), ("s",)),
        ("N4", (), ()),
    ]


# the command


def printed(ran: Ran) -> Any:
    assert ran.code == 0
    return json.loads(ran.out)


def test_the_list_says_card_strength_statement_and_place(ask: Ask, still_open: Path) -> None:
    ran = ask(still_open)("facts")
    assert (ran.code, ran.err) == (0, "1 fact\n")
    assert ran.out == "R1  红卡  firm\n     红卡可以用银行转账付款。\n     文章 renew-red; 话术 renew-red\n"


def test_the_list_is_in_the_language_that_is_asked_for(ask: Ask, still_open: Path) -> None:
    assert ask(still_open)("facts", "--lang", "en").out == (
        "R1  Red Card  firm\n     The Red Card can be paid by bank transfer.\n"
        "     articles renew-red; scripts renew-red\n"
    )


def test_the_list_as_json(ask: Ask, still_open: Path) -> None:
    assert printed(ask(still_open)("facts", "--json", "--lang", "en")) == [
        {
            "id": "R1",
            "cards": ["red"],
            "strength": "firm",
            "says": "The Red Card can be paid by bank transfer.",
            "source": "guide",
            "line": "",
            "changed": None,
            "articles": ["renew-red"],
            "scripts": ["renew-red"],
            "trees": [],
        }
    ]


def test_a_changed_fact_says_when(ask: Ask, project: Path) -> None:
    edited(project, "    strength: firm\n", "    strength: firm\n    changed: 2026-11-20\n")
    assert "R1  红卡  firm  改于 2026-11-20\n" in ask(project)("facts").out
    assert printed(ask(project)("facts", "--json"))[0]["changed"] == "2026-11-20"


def test_unused_facts_are_told_from_the_others(ask: Ask, project: Path) -> None:
    assert ask(project)("facts", "--unused").out == ""
    edited(project, "unknowns:\n", "  - {id: R2, cards: [red], strength: promo, says: Great.}\nunknowns:\n")
    assert "没有地方引用" in ask(project)("facts", "--unused").out
    assert [one["id"] for one in printed(ask(project)("facts", "--unused", "--json"))] == ["R2"]


def test_an_article_says_its_facts_part_by_part(ask: Ask, project: Path) -> None:
    path = project / "content" / "zh" / "pay" / "refund.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n::: red R1\n用银行转账。\n:::\n", encoding="utf-8")
    ran = ask(project)("facts", "--article", "refund")
    assert ran.code == 0
    assert ran.out == (
        "怎么退款  (content/zh/pay/refund.md)\n\n— 红卡, 第 11 行\nR1  红卡  firm\n     红卡可以用银行转账付款。\n\n"
        "— 指南没有写\nN1  退款多久到账？\n"
    )
    found = printed(ask(project)("facts", "--article", "refund", "--json"))
    assert [(part["line"], part["card"], [f["id"] for f in part["facts"]]) for part in found["parts"]] == [
        (11, "red", ["R1"])
    ]
    assert found["unknowns"] == ["N1"]


def test_facts_of_the_front_matter_stand_outside_card_blocks(ask: Ask, still_open: Path) -> None:
    found = printed(ask(still_open)("facts", "--article", "renew-red", "--lang", "en", "--json"))
    assert found["path"] == "content/en/pay/renew-red.md"
    assert [(part["line"], part["card"]) for part in found["parts"]] == [(7, "")]
    assert (
        "— text outside card blocks, line 7" in ask(still_open)("facts", "--article", "renew-red", "--lang", "en").out
    )


def test_open_questions_are_ready_to_send_in_both_languages(ask: Ask, still_open: Path) -> None:
    ran = ask(still_open)("facts", "--open")
    assert (ran.code, ran.err) == (0, "1 open question\n")
    assert ran.out == (
        "N1  红卡 · leb 卡\n     退款多久到账？\n     How long does a refund take?\n"
        "     有了答案可更新：文章 refund; 话术 refund\n\n"
    )
    assert printed(ask(still_open)("facts", "--open", "--json")) == [
        {
            "id": "N1",
            "cards": ["red", "leb"],
            "question": {"zh": "退款多久到账？", "en": "How long does a refund take?"},
            "articles": ["refund"],
            "scripts": ["refund"],
        }
    ]


def test_an_answered_question_is_open_no_longer(ask: Ask, project: Path) -> None:
    edited(project, OPEN, ANSWER)
    assert ask(project)("facts", "--open").out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--article", "refnd"), "no article 'refnd'; did you mean refund?"),
        (("--article", "refund", "--open"), "--article, --unused and --open are three questions; ask one at a time"),
        (("--unused", "--open"), "ask one at a time"),
        (("--lang", "fr"), "'fr' is not one of 'zh', 'en'"),
    ],
)
def test_a_wrong_question_is_told_what_would_be_right(
    arguments: tuple[str, ...], says: str, ask: Ask, still_open: Path
) -> None:
    ran = ask(still_open)("facts", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_our_own_facts_are_all_there_and_only_advertising_is_unused(ask: Ask, root: Path) -> None:
    facts = printed(ask(root)("facts", "--json"))
    assert len(facts) > 60
    assert {one["strength"] for one in facts if not (one["articles"] or one["scripts"] or one["trees"])} <= {"promo"}
    assert all(one["articles"] for one in printed(ask(root)("facts", "--open", "--json")))
