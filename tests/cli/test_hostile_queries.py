"""Whatever is asked: exit 0 or 1, never a traceback, an answer at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from esim_help.search.search import search
from esim_help.workspace import Workspace
from small_project import Ran, lay, run

Command = Callable[..., Ran]
MOST_MS = 100

QUERIES = {
    "2,000 Chinese characters": "红卡怎么续费支付失败" * 200,
    "2,000 different characters": "".join(map(chr, range(0x4E00, 0x4E00 + 2000))),
    "2,000 letters": "abcdefghij" * 200,
    "2,000 letters of syllables": "xufei" * 400,
    "500 words": "pay " * 500,
    "500 misspelt words": " ".join(f"paymetn{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(500)),
    "a regular expression": "(a+)+$ .*?[红卡]{1,9}|^\\d\\w(?=x)",
    "wildcards": "* ? 红?卡* ~2 ^3 [a TO z] terms:红卡 NOT -x AND OR",
    "quotes": "\"'`´“”‘’\\",
    "own properties": "__proto__ constructor hasOwnProperty toString __class__",
    "paths": "../../../etc/passwd C:\\windows file:///",
    "zero-width characters": "红\u200b卡\u200d怎\u2060么\ufeff续\u00ad费",
    "right to left": "\u202eمرحبا \u200fשלום\u2067 红卡",
    "a script tag": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "templates": "{{ 7*7 }} ${x} %s %(x)s {0} #{x}",
    "combining marks": "z" + "\u0301" * 500,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 50,
    "50,000 spaces": " " * 50_000,
    "50,000 line breaks": "\n" * 50_000,
    "a NUL and controls": "红\x00卡\x01\x1b[31m\x7f",
    "characters beyond the basic plane": "𠮷𠀀𪚥 🀄",
    "full-width letters": "ＰＡＹＭＥＮＴ　ＤＥＣＬＩＮＥＤ",
    "nothing": "",
    "a lone surrogate": "红\ud800卡",
    "numbers": "1e309 NaN Infinity -0 0x1F " + "9" * 1000,
}


@pytest.fixture(scope="module")
def ours(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Our own content, where there is something to find."""
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.*")}
    files["esim-help.toml"] = (root / "esim-help.toml").read_bytes()
    return Workspace(lay(tmp_path_factory.mktemp("ours"), files))


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
@pytest.mark.parametrize("typing", [False, True], ids=["whole", "typing"])
def test_any_text_is_answered_at_once(text: str, typing: bool, ours: Workspace) -> None:
    reader = ours.reader()
    search(reader, "红卡 payment xf zhifu", typing=typing)
    took = []
    for _ in range(3):
        started = time.process_time()
        outcome = search(reader, text, typing=typing)
        took.append((time.process_time() - started) * 1000)
        assert len(outcome.query.text) <= 512
    assert min(took) <= MOST_MS


@pytest.mark.parametrize("text", [text for text in QUERIES.values() if "\x00" not in text and "\ud800" not in text])
@pytest.mark.parametrize("options", [[], ["--json"], ["--typing", "--lang", "en", "--card", "leb"]])
def test_any_text_may_be_an_argument(text: str, options: list[str], ask: Command) -> None:
    ran = ask("search", *options, "--", text)
    assert ran.code in (0, 1)
    assert ran.err == ""
    if "--json" in options:
        assert json.loads(ran.out)["query"] == text[:512]


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
def test_any_text_may_come_from_standard_input(text: str, ask: Command) -> None:
    ran = ask("search", "--json", "-", stdin=text.encode("utf-8", "surrogatepass"))
    assert ran.code in (0, 1)
    assert ran.err == ""
    assert len(json.loads(ran.out)["query"]) <= 512


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"\xed\xa0\x80\xe7\xba\xa2", b"\xc3\x28 pay"])
def test_bytes_that_are_no_text_are_an_argument_too(raw: bytes, shared: Path) -> None:
    ran = run("--project", str(shared), "search", "--json", raw)
    assert ran.code in (0, 1)
    assert ran.err == ""
    assert "�" in json.loads(ran.out)["query"]


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"a\x00b", b"\xef\xbb\xbfpayment declined"])
def test_bytes_that_are_no_text_are_read_from_standard_input_too(raw: bytes, ask: Command) -> None:
    for arguments in (["search", "-"], ["search", "--batch", "-"], ["reply", "-"]):
        ran = ask(*arguments, stdin=raw)
        assert ran.code in (0, 1)
        assert "Traceback" not in ran.err
