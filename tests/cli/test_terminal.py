"""What reaches a terminal: lines that fit, colour only where it is welcome, nothing that could steer it."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from esim_help.workspace import Workspace
from small_project import Ran, call, environment, lay

Command = Callable[..., Ran]
HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b31m\x7f\u202e倒\u2066\u2028\x08"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def columns(line: str) -> int:
    """Counted here anew: what is wide by Unicode takes two columns, marks and format characters take none."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in line
    )


def too_wide(text: str, most: int = 80) -> list[str]:
    return [line for line in text.splitlines() if columns(line) > most]


LONG = "续费之前，请先核对账户、余额和套餐（包括有效期）；这一步很重要！Then check your settings, please." * 3


@pytest.fixture
def long_texts(project: Path) -> Path:
    front = f"title: {LONG[:90]}\nanswer: {LONG[:60]}\ncategory: help\nquestions: [很长的文章]\nunknowns: [N1]"
    table = f"| 甲 | 乙 |\n|---|---|\n| {LONG} | {LONG} |"
    body = f"{LONG}\n\n## {LONG[:70]}\n\n1. {LONG}\n\n    - {LONG}\n\n{table}\n\n> {LONG}\n"
    return lay(project, {"content/zh/help/long.md": f"---\n{front}\n---\n{body}{'x' * 300}\n"})


def test_no_line_of_chinese_is_wider_than_80_columns(do: Command, long_texts: Path) -> None:
    for arguments in (["search", "很长的文章"], ["show", "long"], ["search", "-n", "50", "退款 付款 续费 客服"]):
        ran = do(*arguments)
        assert ran.code == 0
        assert too_wide(ran.out) == []
        assert any(columns(line) > 70 for line in ran.out.splitlines()) or arguments[1] == "-n"


def test_our_own_articles_fit_into_80_columns(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.*")}
    lay(tmp_path, files | {"esim-help.toml": (root / "esim-help.toml").read_bytes()})
    names = sorted({Path(path).stem for path in files if path.startswith("content/zh/")})
    assert len(names) >= 12
    centre = Workspace(tmp_path).load().centre
    monkeypatch.setattr(Workspace, "load", lambda *_: SimpleNamespace(centre=centre))
    for lang in ("zh", "en"):
        for name in names:
            assert too_wide(call("--project", str(tmp_path), "show", "--lang", lang, name).out) == []


@pytest.mark.parametrize("wide", [40, 60, 100])
def test_lines_fit_into_a_narrower_or_wider_terminal(
    wide: int, do: Command, long_texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    assert too_wide(do("show", "long").out, wide) == []


def test_no_line_begins_with_closing_punctuation(do: Command, long_texts: Path) -> None:
    lines = do("show", "long").out.splitlines()
    assert [line for line in lines if line.lstrip("│ ")[:1] in tuple("，。、；：！）")] == []


def test_every_hit_has_its_number(do: Command, project: Path) -> None:
    lay(
        project, {f"content/zh/help/n{n}.md": f"---\ntitle: 编号 {n}\ncategory: help\n---\n编号。\n" for n in range(12)}
    )
    numbers = re.findall(r"^(\d+)\. ", do("search", "-n", "20", "编号").out, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 13)]


@pytest.mark.parametrize("arguments", [["search", "红卡续费"], ["show", "renew-red"], ["check"], ["--help"], ["nope"]])
def test_what_is_not_a_terminal_gets_no_escape_codes(arguments: list[str], ask: Command) -> None:
    ran = ask(*arguments)
    assert STEERING.search(ran.out + ran.err) is None


def on_a_terminal(project: Path, *arguments: str, wide: int = 80, **more: str) -> str:
    """What a terminal shows of the command."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, wide, 0, 0))
    command = [sys.executable, "-m", "esim_help", "--project", str(project), *arguments]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment(TERM="xterm", **more)):
        os.close(slave)
        shown = b""
        try:
            while chunk := os.read(master, 65_536):
                shown += chunk
        except OSError:
            pass  # how Linux says that nobody has the terminal open any more
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_unless_it_says_no(shared: Path) -> None:
    coloured = on_a_terminal(shared, "search", "红卡续费")
    assert "\x1b[1m1. 红卡怎么续费" in coloured
    plain = on_a_terminal(shared, "search", "红卡续费", NO_COLOR="1")
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


def test_a_narrow_terminal_gets_narrow_lines(shared: Path) -> None:
    assert too_wide(on_a_terminal(shared, "show", "payment-failed", wide=30, NO_COLOR="1"), 30) == []


@pytest.fixture
def hostile(project: Path) -> Path:
    text = json_text(HOSTILE)
    article = (
        f"---\ntitle: {text}\nanswer: {text}\ncategory: help\nquestions: [坏东西]\n---\n## {HOSTILE}\n\n{HOSTILE}\n"
    )
    return lay(project, {"content/zh/help/hostile.md": article, "content/zh/help/x\x1b[31m.md": "---\ntitle: [\n---\n"})


def json_text(text: str) -> str:
    import json

    return json.dumps(text)


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "坏东西"],
        ["search", "--json", "坏东西"],
        ["show", "hostile"],
        ["check"],
        ["check", "--json"],
        ["build"],
        ["build", "--check"],
        ["show", HOSTILE],
        ["search", HOSTILE],
        ["search", "--json", HOSTILE],
        ["search", "--card", HOSTILE, "x"],
        ["search", "--batch", f"no{HOSTILE}"],
        ["search", f"--{HOSTILE}"],
        ["reply", HOSTILE],
        ["reply", "renew-red", "--set", f"amount={HOSTILE}"],
        ["reply", "renew-red", "--set", HOSTILE],
        ["evaluate", f"no{HOSTILE}"],
        ["init", f"/proc/{HOSTILE}"],
        [HOSTILE],
    ],
)
def test_control_characters_of_content_and_queries_never_reach_the_terminal(
    arguments: list[str], do: Command, hostile: Path
) -> None:
    ran = do(*arguments)
    assert STEERING.search(ran.out) is None
    assert STEERING.search(ran.err) is None
    assert ran.out or ran.err
    assert "Traceback" not in ran.err


def test_json_gives_the_query_back_as_it_was(ask: Command) -> None:
    assert json.loads(ask("search", "--json", HOSTILE).out)["query"] == HOSTILE


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_a_terminal_that_lacks_characters_still_shows_the_rest(encoding: str, shared: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "esim_help",
        "--project",
        str(shared),
        "search",
        "payment 红卡 declined \U0001f600",
    ]
    shown = subprocess.run(command, env=environment(PYTHONIOENCODING=encoding), capture_output=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"/payment-failed/" in shown.stdout
