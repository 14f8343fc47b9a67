"""What rests on a changed fact, or calls open what was answered, is flagged until it is reviewed; nothing else is."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from esim_help.check.changed_facts import check_changed_facts
from esim_help.model.article import Article, Block, Text
from esim_help.model.centre import Centre
from esim_help.model.fact import Fact, Unknown
from esim_help.model.script import Script
from esim_help.model.settings import Settings
from esim_help.model.tree import End, Tree

BEFORE, DAY, AFTER = (datetime.date(2026, 11, day) for day in (21, 22, 23))
LINES = {"facts": 5, "unknowns": 6}


def text(lang: str, reviewed: datetime.date | None = BEFORE) -> Text:
    blocks = (Block("card", "", "", 20, "red", ("F1", "F2")), Block("card", "", "", 30, "red", ("F2",)))
    return Text(lang, f"{lang}.md", "A", facts=("F1",), unknowns=("N1",), blocks=blocks, reviewed=reviewed, lines=LINES)


def centre(reviewed: datetime.date | None = BEFORE, en: datetime.date | None = BEFORE) -> Centre:
    """An article in two languages with a tree, and a script; they rest on F1 and F2 and list N1."""
    return Centre(
        Settings({"en": "Help"}),
        articles=(Article("a", {"zh": text("zh", reviewed), "en": text("en", en)}, unknowns=("N1",)),),
        scripts=(Script("s", "s.yaml", {}, {}, {}, facts=("F2",), unknowns=("N1",), reviewed=reviewed),),
        trees=(Tree("t", "t.yaml", {}, "e", (), (End("e", "fix", {}, facts=("F1",)),), article="a"),),
        facts=tuple(Fact(name, ("red",), {}, "firm") for name in ("F1", "F2", "F3")),
        unknowns=(Unknown("N1", (), {}, {}),),
    )


def changed(content: Centre, name: str, day: datetime.date = DAY) -> Centre:
    return replace(content, facts=tuple(replace(f, changed=day) if f.id == name else f for f in content.facts))


def answered(content: Centre, day: datetime.date = DAY) -> Centre:
    return replace(content, unknowns=(replace(content.unknowns[0], answer={"en": "Yes."}, answered=day),))


def places(content: Centre) -> list[str]:
    return sorted(f"{problem.path}:{problem.line}" for problem in check_changed_facts(content))


def test_a_centre_in_which_nothing_changed_has_no_such_problem() -> None:
    assert places(centre()) == []


@pytest.mark.parametrize(
    ("name", "flagged"),
    [
        ("F1", ["en.md:20", "en.md:5", "t.yaml:1", "zh.md:20", "zh.md:5"]),
        ("F2", ["en.md:20", "en.md:30", "s.yaml:1", "zh.md:20", "zh.md:30"]),
        ("F3", []),
    ],
)
def test_exactly_what_cites_it_is_flagged(name: str, flagged: list[str]) -> None:
    assert places(changed(centre(), name)) == flagged


def test_an_answer_flags_exactly_what_called_the_question_open() -> None:
    assert places(answered(centre())) == ["en.md:6", "s.yaml:1", "zh.md:6"]


@pytest.mark.parametrize(("reviewed", "still"), [(BEFORE, 5), (DAY, 0), (AFTER, 0), (None, 5)])
def test_a_review_on_that_day_or_later_settles_it(reviewed: datetime.date | None, still: int) -> None:
    assert len(places(changed(centre(reviewed, reviewed), "F1"))) == still


def test_a_text_is_settled_by_its_own_review_and_the_tree_by_both() -> None:
    assert places(changed(centre(AFTER, BEFORE), "F1")) == ["en.md:20", "en.md:5", "t.yaml:1"]


def test_the_warning_says_what_happened_when_and_what_to_do() -> None:
    said = [str(one) for one in check_changed_facts(changed(centre(BEFORE, None), "F1")) if one.line in (1, 5)]
    assert said == [
        "zh.md:5: fact-changed: F1 changed on 2026-11-22, this was last reviewed on 2026-11-21; "
        "read it again and set 'reviewed'",
        "en.md:5: fact-changed: F1 changed on 2026-11-22, this was never reviewed; read it again and set 'reviewed'",
        "t.yaml:1: fact-changed: F1 changed on 2026-11-22, this was never reviewed; "
        "read it again and set 'reviewed' in a",
    ]
    assert {one.severity for one in check_changed_facts(changed(centre(), "F1"))} == {"warning"}
