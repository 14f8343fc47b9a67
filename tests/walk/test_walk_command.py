"""``esim-help walk`` as its user meets it: at a terminal, and where there is none."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from small_project import Ran, call, environment

CTRL_C, CTRL_D = "\x03", "\x04"
PROMPT = re.compile(r"> $")


def walk(project: Path, *arguments: str) -> Ran:
    return call("--project", str(project), "walk", *arguments)


def at_a_terminal(project: Path, typed: Sequence[str], *arguments: str) -> tuple[int, str]:
    """(exit code, what the screen showed) of a walk in which ``typed`` is typed, a line each time the walk asks."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "esim_help", "--project", str(project), "walk", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="dumb")) as process:
        os.close(theirs)
        screen = ""
        for line in [*typed, None]:
            screen += read_on(ours)
            if line == CTRL_C:
                interrupt(process)
            elif line is not None:
                assert PROMPT.search(screen), screen
                os.write(ours, line.encode())
        try:
            code = process.wait(timeout=10)
        finally:
            process.kill()
    os.close(ours)
    return code, screen.replace("\r\n", "\n")


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """What a terminal makes of Ctrl-C; again where it came just before the walk began to read."""
    for _ in range(50):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.2)
            return


def read_on(terminal: int) -> str:
    """What is shown until the walk asks or ends."""
    shown = ""
    while not PROMPT.search(shown) and select.select([terminal], [], [], 10)[0]:
        try:
            shown += os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:  # how Linux says that the other side is closed
            break
    return shown


def test_the_card_is_asked_first_and_the_end_says_what_to_have_ready(project: Path) -> None:
    code, screen = at_a_terminal(project, ["1\n", "1\n", "2\n"], "failed", "--lang", "en")
    assert code == 0
    asked = ["Which card do you have?", "1. Red Card", "Was money taken?", "Has the balance gone up?"]
    told = ["Contact support", "Have ready:", "- time of payment", "- receipt", "/en/payment-failed/"]
    at = [screen.index(words) for words in (*asked, *told)]
    assert at == sorted(at)
    assert "Is there enough money?" not in screen


def test_a_card_that_is_given_is_not_asked_for(project: Path) -> None:
    code, screen = at_a_terminal(project, ["2\n", "2\n"], "failed", "--card", "leb")
    assert code == 0
    assert "哪张卡" not in screen
    assert "卡里的钱够吗？" in screen
    assert "好了。" in screen


def test_a_tree_that_is_the_same_for_every_card_does_not_ask_for_one(project: Path) -> None:
    code, screen = at_a_terminal(project, ["1\n"], "lost")
    assert code == 0
    assert "哪张卡" not in screen


def test_b_goes_back_one_question_and_to_the_card(project: Path) -> None:
    typed = ["1\n", "1\n", "b\n", "b\n", "b\n", "2\n", "2\n", "2\n"]
    code, screen = at_a_terminal(project, typed, "failed", "--lang", "en")
    assert code == 0
    assert screen.count("Was money taken?") == 3
    assert screen.count("Which card do you have?") == 3
    assert "this is the first step" in screen
    assert "What to do" in screen


@pytest.mark.parametrize("typed", ["0", "3", "x", "", "1.5", "²", "99999999999999999999"])
def test_what_is_no_reply_is_asked_again(typed: str, project: Path) -> None:
    code, screen = at_a_terminal(project, [f"{typed}\n", "1\n"], "lost", "--lang", "en")
    assert code == 0
    assert "type 1 to 2, b or q > " in screen
    assert screen.rstrip().endswith("Contact support.")


@pytest.mark.parametrize("typed", ["q\n", "Q\n", CTRL_D])
def test_q_and_the_end_of_input_end_it_quietly(typed: str, project: Path) -> None:
    code, screen = at_a_terminal(project, ["1\n", typed], "failed", "--lang", "en")
    assert code == 0
    assert "Traceback" not in screen


def test_ctrl_c_stops_it_without_a_traceback(project: Path) -> None:
    code, screen = at_a_terminal(project, [CTRL_C], "lost")
    assert code == 130
    assert screen.rstrip().endswith("stopped")
    assert "Traceback" not in screen


# where there is no terminal


def test_without_a_terminal_the_whole_tree_is_printed_for_each_card(project: Path) -> None:
    ran = walk(project, "failed")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("支付失败\n\n红卡\n钱扣了吗？\n")
    assert "\n\nleb 卡\n钱扣了吗？\n" in ran.out
    assert ran.out == walk(project, "failed", "--print").out


def test_for_one_card_only_its_own_is_printed(project: Path) -> None:
    out = walk(project, "failed", "--card", "red").out
    assert "余额加上了吗？" in out
    assert "卡里的钱够吗？" not in out
    assert "红卡" not in out


def test_a_tree_is_found_by_its_article_too(project: Path) -> None:
    assert walk(project, "payment-failed").out == walk(project, "failed").out


def test_the_phone_reading_is_one_place_a_line(project: Path) -> None:
    lines = walk(project, "failed", "--card", "red", "--lang", "en", "--channel", "phone").out.splitlines()
    assert lines[:2] == ["Payment failed", ""]
    assert [line.partition(" ")[0] for line in lines[2:]] == ["0", "1", "1.1", "1.2", "2"]


def test_the_json_is_the_tree(project: Path) -> None:
    whole, red = (json.loads(walk(project, "failed", "--json", *more).out) for more in ([], ["--card", "red"]))
    assert [node["id"] for node in whole["nodes"]] == ["taken", "balance", "funds"]
    assert [node["id"] for node in red["nodes"]] == ["taken", "balance"]
    assert red["cards"] == ["red"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["faild"], "no decision tree 'faild'; did you mean failed?"),
        (["qqq"], "no decision tree 'qqq'; use one of failed, lost"),
        (["failed", "--card", "blue"], "--card 'blue' is unknown; use one of red, leb"),
        (["failed", "--channel", "fax"], "'fax' is not one of"),
    ],
)
def test_a_wrong_name_is_told_what_would_be_right(arguments: list[str], says: str, project: Path) -> None:
    ran = walk(project, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
