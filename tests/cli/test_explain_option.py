"""``esim-help search --explain``: readable in 80 columns, whole as JSON, and nothing of it unless it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_terminal import HOSTILE, STEERING, columns, on_a_terminal, too_wide

from small_project import Ran

Command = Callable[..., Ran]
QUESTIONS = (
    "红卡怎么续费",
    "payment declined",
    "紅卡怎麼續費",
    "xufei",
    "paymnet",
    "今晚吃什么",
    "",
    "leb 银行转账付款",
    "退款 " * 90,
)

EXPLANATION = {"card": str, "confidence": dict, "groups": list}
NUMBERS = "covered uncovered counted elsewhere card title pairs together least"
CONFIDENCE = {"article": str, **dict.fromkeys(NUMBERS.split(), int)}
GROUP = {"typed": str, "at": list, "information": int, "covered": int, "alternatives": list}
ALTERNATIVE = {"origin": str, "weight": int, "meanings": list, "documents": int}
ACCOUNT = {
    "typed": str,
    "at": list,
    "origin": str,
    "terms": list,
    "weight": int,
    "impact": int,
    "points": int,
    "fields": list,
}
FIELD = {"field": str, "lang": str, "impact": int}


def fits(value: dict[str, Any], shape: dict[str, Any]) -> bool:
    return list(value) == list(shape) and all(isinstance(value[key], shape[key]) for key in shape)


def asked(ran: Ran) -> dict[str, Any]:
    assert (ran.err, ran.out.count("\n")) == ("", 1)
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def why(ran: Ran) -> list[str]:
    """The rows of the first hit's account."""
    lines = ran.out.splitlines()
    at = next(at for at, line in enumerate(lines) if re.match(r"1\. .* — ", line))
    return lines[at : lines.index("", at)]


def test_the_first_hit_says_what_its_points_are_made_of(ask: Command) -> None:
    assert why(ask("search", "--explain", "-n", "1", "paymnet declined")) == [
        "1. What to do when a payment fails — 3753 points",
        "   1626  declined          typed         1626 × 1.0  en questions 1626",
        "   1439  paymnet           typo payment  1439 × 1.0  en title 914, questions 525",
        "    397                    title          397 × 1.0  title 397",
        "    240  paymnet declined  together       602 × 0.4  questions 602",
        "     51                    question       103 × 0.5  questions 103",
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_line_is_wider_than_80_columns(question: str, ask: Command) -> None:
    ran = ask("search", "--explain", question)
    assert ran.code == ask("search", question).code
    assert too_wide(ran.out) == []


@pytest.mark.parametrize("wide", [30, 60, 100])
def test_lines_fit_into_a_narrower_or_wider_terminal(wide: int, ask: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    for question in QUESTIONS:
        assert too_wide(ask("search", "--explain", question).out, wide) == []


def test_the_columns_stand_below_each_other_in_chinese(ask: Command) -> None:
    _, *rows = why(ask("search", "--explain", "-n", "1", "红卡续废 paymnet"))
    assert len(rows) > 3
    assert len({columns(row.partition(" × ")[0]) for row in rows if " × " in row}) == 1


def test_the_points_shown_add_up_to_the_score(ask: Command) -> None:
    for question in QUESTIONS[:5]:
        title, *rows = why(ask("search", "--explain", "-n", "1", question))
        points = [int(row.split()[0]) for row in rows if row[3:10].strip().partition(" ")[0].isdigit()]
        assert f" — {sum(points)} " in title
        assert points == sorted(points, reverse=True)


def test_the_hits_stand_above_as_they_do_without_it(ask: Command) -> None:
    for question in QUESTIONS:
        assert ask("search", "--explain", question).out.startswith(ask("search", question).out)


def test_nothing_found_is_explained_too(ask: Command) -> None:
    ran = ask("search", "--explain", "今晚吃什么")
    assert ran.code == 1
    assert re.search(r"\n\n把握 \d+，满分 1000，到 \d+ 才算有答案\n   renew-red 覆盖了问题的信息 \d+，", ran.out)


def test_a_hit_of_another_card_says_why_it_is_behind(ask: Command) -> None:
    assert "，是另一张卡的，排在后面" in ask("search", "--explain", "--card", "leb", "怎么续费").out


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_json_has_exactly_these_keys(question: str, ask: Command) -> None:
    answer = asked(ask("search", "--explain", "--json", question))
    told = answer["explanation"]
    assert fits(told, EXPLANATION)
    assert fits(told["confidence"], CONFIDENCE)
    assert all(fits(group, GROUP) for group in told["groups"])
    assert all(fits(one, ALTERNATIVE) for group in told["groups"] for one in group["alternatives"])
    for hit in answer["hits"]:
        assert all(fits(each, ACCOUNT) for each in hit["explanation"])
        assert all(fits(field, FIELD) for each in hit["explanation"] for field in each["fields"])


def test_without_it_no_byte_changes(ask: Command) -> None:
    for question in QUESTIONS:
        plain = asked(ask("search", "--json", question))
        explained = asked(ask("search", "--json", "--explain", question))
        assert "explanation" not in plain
        del explained["explanation"]
        for hit in explained["hits"]:
            del hit["explanation"]
        assert json.dumps({**explained, "took_ms": 0}) == json.dumps({**plain, "took_ms": 0})


def test_a_batch_is_explained_line_by_line(ask: Command, tmp_path: Path) -> None:
    (tmp_path / "questions").write_text("红卡怎么续费\n\n今晚吃什么\n", encoding="utf-8")
    lines = ask("search", "--explain", "--batch", str(tmp_path / "questions")).out.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["query"] for answer in answers] == ["红卡怎么续费", "", "今晚吃什么"]
    assert all(fits(answer["explanation"], EXPLANATION) for answer in answers)


def test_colour_is_for_terminals_that_want_it(shared: Path) -> None:
    coloured = on_a_terminal(shared, "search", "--explain", "红卡续费")
    assert re.search("\x1b\\[1m1\\. 红卡怎么续费 — \\d+ 分", coloured)
    assert "\x1b" not in on_a_terminal(shared, "search", "--explain", "红卡续费", NO_COLOR="1")


def test_a_hostile_question_does_not_steer_the_terminal(ask: Command) -> None:
    for arguments in (["--explain"], ["--explain", "--json"]):
        assert STEERING.search(ask("search", *arguments, f"红卡{HOSTILE}续费 充{HOSTILE}值").out) is None
