"""A notice stands above hits and beside scripts while it lasts, where it concerns what was asked; not a day longer."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from notice_samples import MOVED, OVER, SLOW, SLOW_EN

from esim_help.cli.options import day_of
from esim_help.errors import UsageError
from esim_help.index.notices import KeptNotice, notices_beside
from small_project import Ran

Ask = Callable[..., Ran]
RED = ("reply", "renew-red", "--lang", "zh", "--set", "amount=20", "--set", "agent.name=Lin")


def above(ran: Ran) -> list[str]:
    """The notices above the hits, which begin with a number."""
    assert ran.code in (0, 1)
    return [line.removeprefix("! ") for line in ran.out.partition("\n1. ")[0].splitlines() if line.startswith("! ")]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-11-21", []),
        ("2026-11-22", [SLOW]),
        ("2026-11-23", [MOVED, SLOW]),
        ("2026-11-24", [SLOW]),
        ("2026-11-25", []),
        ("2020-01-01", [OVER]),
    ],
)
def test_hits_have_the_notices_of_the_day_above_them(day: str, shown: list[str], ask: Ask) -> None:
    assert above(ask("search", "支付失败怎么办", "--today", day)) == shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["红卡怎么续费"], [SLOW]),
        (["支付失败怎么办", "--card", "red"], [SLOW]),
        (["支付失败怎么办", "--card", "leb"], []),
        (["leb 支付失败怎么办"], []),
        (["怎么找人工", "-n", "1"], []),
        (["payment declined"], [SLOW_EN]),
        (["支付失败怎么办", "--lang", "en"], [SLOW_EN]),
    ],
)
def test_only_the_notices_that_concern_card_and_topic(arguments: list[str], shown: list[str], ask: Ask) -> None:
    assert above(ask("search", *arguments, "--today", "2026-11-22")) == shown


def test_a_notice_for_everybody_stands_even_where_nothing_is_found(ask: Ask) -> None:
    ran = ask("search", "umbrella", "--lang", "zh", "--today", "2026-11-23")
    assert (ran.code, above(ran)) == (1, [MOVED])
    assert "没有找到" in ran.out


def test_a_notice_in_one_language_is_shown_in_that_one(ask: Ask) -> None:
    assert above(ask("search", "payment declined", "--today", "2020-01-01")) == [OVER]


def test_the_json_has_no_clock_in_it(ask: Ask) -> None:
    days = [json.loads(ask("search", "支付失败", "--json", "--today", day).out) for day in ("2026-11-23", "2026-12-01")]
    assert [{**one, "took_ms": 0} for one in days] == [{**days[0], "took_ms": 0}] * 2


@pytest.mark.parametrize(("day", "said"), [("2026-11-21", False), ("2026-11-24", True), ("2026-11-25", False)])
def test_an_agent_is_told_beside_the_script_and_the_customer_is_not(day: str, said: bool, ask: Ask) -> None:
    ran = ask(*RED, "--today", day)
    assert ran.code == 0
    assert SLOW not in ran.out
    assert (f"notice until 2026-11-24: {SLOW}" in ran.err) == said


def test_json_leaves_the_notice_on_standard_error(ask: Ask) -> None:
    ran = ask(*RED, "--json", "--today", "2026-11-24")
    assert SLOW in ran.err
    assert SLOW not in ran.out


def test_a_topic_without_articles_is_not_everywhere() -> None:
    notice = KeptNotice("2026-11-22", "2026-11-24", (), {"en": "x"}, ())
    assert notices_beside([notice], ["renew-red"], [], "2026-11-22") == ()


@pytest.mark.parametrize("command", [("search", "续费"), RED])
@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "2026-02-30", "22.11.2026", ""])
def test_what_is_no_day_is_refused(day: str, command: tuple[str, ...], ask: Ask) -> None:
    ran = ask(*command, "--today", day)
    assert (ran.code, ran.out) == (2, "")
    assert "is not a day; write it as 2026-11-22" in ran.err


def test_the_day_is_today_when_none_is_given() -> None:
    assert day_of(None) == datetime.date.today().isoformat()
    assert day_of("2026-11-22") == "2026-11-22"
    with pytest.raises(UsageError):
        day_of("2026-11")
