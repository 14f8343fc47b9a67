"""``esim-help reply``: a whole reply or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from small_project import Ran

Command = Callable[..., Ran]
FILLED = ("--set", "amount=20", "--set", "agent.name=Li")


@pytest.mark.parametrize("words", ["renew-red", "红卡怎么续费", "我的红卡要到期了怎么办"])
def test_a_script_is_found_by_its_id_or_by_the_customers_words(words: str, ask: Command) -> None:
    ran = ask("reply", *FILLED, words)
    assert (ran.code, ran.out) == (0, "您好，请登录官网续费 20 元。我是Li。\n")


def test_the_reply_is_in_the_customers_language(ask: Command) -> None:
    assert ask("reply", *FILLED, "how do I renew my red card").out.startswith("Hi there, sign in")
    assert ask("reply", *FILLED, "--lang", "zh", "how do I renew my red card").out.startswith("您好")
    assert ask("reply", *FILLED, "--lang", "en", "renew-red").out.startswith("Hi there")


def test_a_dash_reads_the_customers_words(ask: Command) -> None:
    assert ask("reply", *FILLED, "-", stdin="红卡怎么续费\n".encode()).out.startswith("您好")


def test_what_the_agent_should_know_is_on_stderr(ask: Command) -> None:
    assert ask("reply", *FILLED, "红卡怎么续费").err == "script: renew-red\nescalate: 两次失败\n"


def test_the_channel_chooses_the_wording(ask: Command) -> None:
    assert ask("reply", *FILLED, "--channel", "phone", "renew-red").out.startswith("请登录官网续费，金额是 20。")
    assert ask("reply", *FILLED, "--channel", "email", "renew-red").code == 3
    mail = ask("reply", *FILLED, "--set", "case.id=A1", "--channel", "email", "renew-red")
    assert mail.code == 0
    assert "A1" in mail.out
    assert "请登录官网续费 20 元。" in mail.out


def test_a_blank_that_nothing_fills_exits_3_and_is_named(ask: Command) -> None:
    ran = ask("reply", "renew-red")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "esim-help: the reply 'renew-red' is not complete; give --set amount=… --set agent.name=…\n"


def test_the_json_of_a_reply(ask: Command) -> None:
    answer = json.loads(ask("reply", "--json", *FILLED, "renew-red").out)
    assert answer == {
        "script": "renew-red",
        "lang": "zh",
        "channel": "chat",
        "text": "您好，请登录官网续费 20 元。我是Li。",
        "used": {"customer.name": "您", "amount": "20", "agent.name": "Li"},
        "article": "renew-red",
        "escalation": {"when": "两次失败", "team": ""},
        "known": [],
    }


def test_the_json_of_a_reply_with_a_blank_says_what_is_missing(ask: Command) -> None:
    ran = ask("reply", "--json", "renew-red")
    assert ran.code == 3
    assert json.loads(ran.out) == {
        "script": "renew-red",
        "lang": "zh",
        "channel": "chat",
        "missing": ["amount", "agent.name"],
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--set", "amount=many"], "amount"),
        (["--set", "amount"], "--set 'amount' is not KEY=VALUE; write it as --set agent.name=Li"),
        (["--set", "=20"], "is not KEY=VALUE"),
        (["--set", "amont=20"], "did you mean amount?"),
        (["--set", "amount=20", "--set", "amount=21"], "--set amount is given twice, as '20' and '21'"),
        (["--set", "agent.name=a\nb", "--set", "amount=1"], "agent.name"),
        (["--card", "blue"], "--card 'blue' is unknown; use one of red, leb"),
        (["--channel", "fax"], "'fax' is not one of 'chat', 'email', 'phone'."),
    ],
)
def test_a_wrong_value_exits_2(arguments: list[str], says: str, ask: Command) -> None:
    ran = ask("reply", *arguments, "renew-red")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_no_words_at_all_is_a_wrong_call(ask: Command) -> None:
    assert ask("reply").code == 2


def test_words_that_fit_no_script_exit_1_and_lead_to_search(ask: Command) -> None:
    ran = ask("reply", "今晚吃什么")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "no script fits '今晚吃什么'; the closest articles: esim-help search 今晚吃什么\n"


def clipboard(folder: Path, name: str, code: int) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\ncat > {folder}/copied\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    return folder / "copied"


def test_copy_puts_the_reply_on_the_clipboard(ask: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = clipboard(tmp_path, "xsel", 0)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    ran = ask("reply", "--copy", *FILLED, "renew-red")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "copied")
    assert copied.read_text(encoding="utf-8") == ran.out.removesuffix("\n")


@pytest.mark.parametrize("broken", [True, False])
def test_copy_without_a_clipboard_still_prints_the_reply(
    broken: bool, ask: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken:
        clipboard(tmp_path, "xclip", 1)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    ran = ask("reply", "--copy", *FILLED, "renew-red")
    assert (ran.code, ran.out) == (2, "您好，请登录官网续费 20 元。我是Li。\n")
    assert "--copy needs a clipboard program" in ran.err
