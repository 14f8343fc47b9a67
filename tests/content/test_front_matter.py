"""A wrong value is named with its line, its key and what would be right; a right one is read."""

from __future__ import annotations

import datetime
import re

import pytest
from content_samples import article, load, read

from esim_help.content.decode import days
from esim_help.content.names import RESERVED_IDS

WRONG = {
    "title: 5": "2: type: 'title' must be text, found the number 5 (put it in quotes if it is text)",
    "title: 1.5": "2: type: 'title' must be text, found the number 1.5 (put it in quotes if it is text)",
    "title: yes": "2: type: 'title' must be text, found true (put it in quotes if it is text)",
    "title: Off": "2: type: 'title' must be text, found false (put it in quotes if it is text)",
    "title: 2026-11-22": "2: type: 'title' must be text, found the date 2026-11-22 (put it in quotes if it is text)",
    "title: [a]": "2: type: 'title' must be text, found a list",
    "title: {zh: a}": "2: type: 'title' must be text, found a mapping",
    "title:": "1: missing-key: 'title' is required: give it in front matter, or open with '# Title'",
    "title: '  '": "1: missing-key: 'title' is required: give it in front matter, or open with '# Title'",
    "title: T\nanswer: 5": "3: type: 'answer' must be text, found the number 5 (put it in quotes if it is text)",
    "title: T\nquestions: why": "3: type: 'questions' must be a list, found text",
    "title: T\nquestions:\n  - a\n  - no": (
        "5: type: 'questions.2' must be text, found false (put it in quotes if it is text)"
    ),
    "title: T\nkeywords:\n- a\n- [b]": "5: type: 'keywords.2' must be text, found a list",
    "title: T\ncards: red": "3: type: 'cards' must be a list, found text",
    "title: T\ndraft: 1": "3: type: 'draft' must be true or false, found the number 1 (put it in quotes if it is text)",
    "title: T\nreviewed: yesterday": "3: type: 'reviewed' must be a date, YYYY-MM-DD, found text",
    "title: T\nreviewed: 20261122": (
        "3: type: 'reviewed' must be a date, YYYY-MM-DD, found the number 20261122 (put it in quotes if it is text)"
    ),
    "title: T\ntype: howto": (
        "3: value: 'type' is 'howto'; use one of how-to, reference, explanation, troubleshooting"
    ),
    "title: T\naudience: all": "3: value: 'audience' is 'all'; use one of customer, agent",
    "title: T\naudience: agent": (
        "3: audience: audience 'agent' contradicts the folder, which says 'customer'; move the file or drop the key"
    ),
    "title: T\nreview_every: 180 days": "3: value: 'review_every' is '180 days'; write days, such as 180d",
    "title: T\nreview_every: 0": "3: value: 'review_every' is 0; write days, such as 180d",
    "title: T\nreview_every: -5": "3: value: 'review_every' is -5; write days, such as 180d",
    "title: T\nreview_every: ٣d": "3: value: 'review_every' is '٣d'; write days, such as 180d",
    "title: T\nreview_every: yes": (
        "3: type: 'review_every' must be a whole number or text, found true (put it in quotes if it is text)"
    ),
}


@pytest.mark.parametrize("keys", WRONG)
def test_a_wrong_value_is_named(keys: str) -> None:
    assert read(f"---\n{keys}\n---\n\nbody\n") == (None, [WRONG[keys]])


IDS = ["Renew", "续费", "a b", "a_b", "-a", "a-", "a--b", "../a", "a/b", "a.b", "", " a", "a\\n", "a" * 101, "ａ", "é"]


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("key", ["id", "aliases"])
def test_what_is_no_id_is_refused(key: str, name: str) -> None:
    value = f'"{name}"' if key == "id" else f'["{name}"]'
    file, (problem,) = read(f"---\ntitle: T\n{key}: {value}\n---\n")
    assert file is None
    assert problem.startswith("3: id: ")
    assert problem.endswith("is not an id; use at most 100 lower-case letters, digits and single hyphens")


@pytest.mark.parametrize("name", sorted(RESERVED_IDS))
def test_an_id_that_is_the_sites_own_is_refused_from_a_file_name_too(name: str) -> None:
    expected = f"id {name!r} is reserved; give another 'id'"
    assert read(f"---\ntitle: T\nid: '{name}'\n---\n") == (None, [f"3: id: {expected}"])
    assert read("# T", f"content/zh/{name}.md") == (None, [f"1: id: {expected}"])


def test_a_key_that_is_not_known_is_a_warning_and_names_the_known() -> None:
    loaded = load({"content/zh/a.md": "---\ntitle: T\nlayout: post\n2: x\nyes: y\n~: z\n---\n"})
    assert [problem.severity for problem in loaded.problems] == ["warning"] * 4
    assert {problem.message.split(" ")[0] for problem in loaded.problems} == {"'layout'", "2", "True", "None"}
    assert "questions" in loaded.problems[0].choices
    assert loaded.centre.articles


def test_every_value_that_is_right_is_read() -> None:
    keys = """
title: 标题
answer: 短答案
category: pay
cards: [leb]
type: how-to
questions: [一, 二]
keywords: ["5", "no"]
facts: [B1]
unknowns: [N1]
related: [home]
aliases: [old]
owner: Ann
reviewed: 2026-11-22
review_every: 90d
updated: 2026-11-21
draft: true
audience: customer
id: own
"""
    file = article("正文", keys.strip())
    assert (file.id, file.category, file.cards, file.type, file.review_every) == ("own", "pay", ("leb",), "how-to", 90)
    assert (file.related, file.aliases, file.owner, file.draft) == (("home",), ("old",), "Ann", True)
    text = file.text
    assert (text.title, text.answer, text.questions, text.keywords) == ("标题", "短答案", ("一", "二"), ("5", "no"))
    assert (text.facts, text.unknowns) == (("B1",), ("N1",))
    assert (text.reviewed, text.updated) == (datetime.date(2026, 11, 22), datetime.date(2026, 11, 21))
    assert (text.lines["title"], text.lines["id"]) == (2, 19)


def test_texts_over_several_lines_become_one_line() -> None:
    text = article("x", "title: >\n  a\n  b\nanswer: |\n  c\n  d\nquestions: ['e\n\n  f', ' ']").text
    assert (text.title, text.answer, text.questions) == ("a b", "c d", ("e f",))


@pytest.mark.parametrize(("given", "expected"), [(None, None), (30, 30), ("90d", 90), (" 7 ", 7), ("36500", 36500)])
def test_days_are_read(given: str | int | None, expected: int | None) -> None:
    assert days(given) == expected


@pytest.mark.parametrize("given", ["", "d", "1.5d", "1w", "1e3", "99999", 36501, -1, "+1"])
def test_what_is_no_number_of_days_is_refused(given: str | int) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(str(given))}$"):
        days(given)


ANSWERS = [("续" * 70, None), ("a" * 160, None), ("a" * 161, 160), ("a" * 70 + "续", 70), ("Red Card 红", None)]


@pytest.mark.parametrize(("answer", "limit"), ANSWERS)
def test_an_answer_is_one_text_message_long(answer: str, limit: int | None) -> None:
    problems = read(f"---\ntitle: T\nanswer: {answer}\n---\n")[1]
    assert problems == (
        [f"3: answer-length: the answer has {len(answer)} characters; at most {limit}"] if limit else []
    )
