"""What Markdown becomes: blocks by card, sections with their text, anchors, links, and HTML that cannot hurt."""

from __future__ import annotations

import string
from html.parser import HTMLParser

import pytest
from content_samples import article, read
from hypothesis import given
from hypothesis import strategies as st

from esim_help.content.markdown import SCHEMES
from esim_help.content.names import anchor_from_heading, id_from_name
from esim_help.model.article import Block, Link, Section, Text
from esim_help.model.passage import Passage

BODY = """开头。

## 步骤 {#steps}

都要登录。

::: red R1 R2
红卡的话。

### 红卡细节

细节。
:::

::: leb L1
leb 的话。
:::

::: ours
我们的建议。
:::

## If it did not work?

`code` 和 ![图](a.png) **粗体**。
"""


@pytest.fixture
def text() -> Text:
    return article(BODY).text


def test_blocks_are_the_runs_shown_to_the_same_readers(text: Text) -> None:
    shown = [(block.kind, block.card, block.facts, block.line) for block in text.blocks]
    assert shown == [
        ("plain", "", (), 4),
        ("card", "red", ("R1", "R2"), 10),
        ("card", "leb", ("L1",), 18),
        ("ours", "", (), 22),
        ("plain", "", (), 26),
    ]
    assert [block.text for block in text.blocks[1:4]] == ["红卡的话。 红卡细节 细节。", "leb 的话。", "我们的建议。"]
    assert text.cited_facts == {"R1", "R2", "L1"}


def test_a_section_is_the_text_up_to_the_next_heading_a_passage_for_each_block(text: Text) -> None:
    steps = (Passage("", "都要登录。"), Passage("red", "红卡的话。"))
    details = (Passage("red", "细节。"), Passage("leb", "leb 的话。"), Passage("ours", "我们的建议。"))
    assert text.sections == (
        Section("", "", 0, (Passage("", "开头。"),)),
        Section("steps", "步骤", 2, steps),
        Section("红卡细节", "红卡细节", 3, details, ("red",)),
        Section("if-it-did-not-work", "If it did not work?", 2, (Passage("", "code 和 图 粗体。"),)),
    )
    assert text.sections[1].text == "都要登录。 红卡的话。"


def test_the_blocks_hold_all_the_text_that_the_sections_hold(text: Text) -> None:
    of_blocks = " ".join(block.text for block in text.blocks)
    of_sections = " ".join(f"{section.heading} {section.text}".strip() for section in text.sections)
    assert of_blocks == of_sections


ANCHORS = {
    "## a {#x}": ["x"],
    "## 步骤 {#steps}\n\n## Steps {#steps}": ["steps", "steps-2"],
    "## 续费\n\n## 续费\n\n## 续费": ["续费", "续费-2", "续费-3"],
    "## a {#a-2}\n\n## a\n\n## a": ["a-2", "a", "a-3"],
    "## a\n\n## a\n\n## a {#a-2}": ["a", "a-2", "a-2-2"],
    "## 怎么续费？（红卡）": ["怎么续费-红卡"],
    "## **粗** `c` [l](home) {#x}": ["x"],
    "## a {#b} c": ["a-b-c"],
    "## a {#}": ["a"],
    "## a {#ä}": ["a-ä"],
    "## !!!": ["section"],
    "# 一级\n\n# 又一级": ["一级", "又一级"],
    "a\n===\n\nb\n---": ["a", "b"],
}


@pytest.mark.parametrize("body", ANCHORS)
def test_headings_have_anchors_of_their_own(body: str) -> None:
    assert [section.anchor for section in article("x\n\n" + body).text.sections if section.anchor] == ANCHORS[body]
    assert [part.split('"')[0] for part in html(article("x\n\n" + body).text).split(' id="')[1:]] == ANCHORS[body]


def test_anchors_across_blocks_do_not_collide() -> None:
    text = article("::: red\n## 步骤\n:::\n\n::: leb\n## 步骤\n:::\n").text
    assert [section.anchor for section in text.sections] == ["步骤", "步骤-2"]
    assert [section.cards for section in text.sections] == [("red",), ("leb",)]


HEADINGS = {
    ("", "# 标题\n\n文"): ("标题", ["文"]),
    ("", "# 标题 {#a}\n\n文"): ("标题", ["文"]),
    ("title: 标题", "# 标题\n\n文"): ("标题", ["文"]),
    ("title: 别的", "# 标题\n\n文"): ("别的", ["标题 文"]),
    ("title: 别的", "文\n\n# 别的"): ("别的", ["文 别的"]),
    ("", "标题\n===\n"): ("标题", []),
    ("", "# **红卡** `x`\n"): ("红卡 x", []),
}


@pytest.mark.parametrize(("front", "body"), HEADINGS)
def test_a_top_heading_is_the_title_once(front: str, body: str) -> None:
    file, problems = read(f"---\n{front}\n---\n{body}" if front else body)
    assert file is not None, problems
    assert (file.text.title, [block.text for block in file.text.blocks]) == HEADINGS[front, body]
    assert "<h1" not in html(file.text)


LINKS = {
    "[a](home)": Link("article", "home", "", 4),
    "[a](home#steps)": Link("article", "home", "steps", 4),
    "[a](home/#steps)": Link("article", "home", "steps", 4),
    "[a](../pay/home.md#%E6%AD%A5)": Link("article", "home", "步", 4),
    "[a](怎么 续费.md)".replace(" ", "%20"): Link("article", id_from_name("怎么 续费"), "", 4),
    "[a](Renew%20Red.md)": Link("article", "renew-red", "", 4),
    "[a](/home)": Link("article", "home", "", 4),
    "[a](#steps)": Link("fragment", "", "steps", 4),
    "[a](bill.pdf)": Link("file", "zh/pay/bill.pdf", "", 4),
    "[a](../../logo.png)": Link("file", "logo.png", "", 4),
    "[a](../../../../etc/x.png)": Link("file", "../../etc/x.png", "", 4),
    "![图](shot.png)": Link("file", "zh/pay/shot.png", "", 4, True, "图"),
    "![图](home)": Link("file", "zh/pay/home", "", 4, True, "图"),
    "[a](https://example.org/a?b#c)": Link("external", "https://example.org/a?b#c", "", 4),
    "<https://example.org>": Link("external", "https://example.org", "", 4),
    "[a](//example.org/x)": Link("external", "//example.org/x", "", 4),
    "[a](mailto:a@example.org)": Link("external", "mailto:a@example.org", "", 4),
    "[a][r]\n\n[r]: home": Link("article", "home", "", 4),
}


@pytest.mark.parametrize("body", LINKS)
def test_a_link_is_what_it_looks_like(body: str) -> None:
    assert article(body).text.links == (LINKS[body],)


def test_links_know_their_line_inside_blocks_and_tables() -> None:
    text = article("\n::: red\n\n[a](a)\n:::\n\n| t |\n|---|\n| [b](b) |\n").text
    assert [(link.target, link.line) for link in text.links] == [("a", 7), ("b", 12)]


STRAY = {
    "::: pink\na\n:::": "4: card-block: block 'pink' is unknown; use one of red, leb, ours",
    "::: red\na": "4: card-block: is not closed; end it with a line ':::'",
    "a\n\n:::\n": "6: card-block: closes no block; drop the line",
    "::: red\na\n:::\n:::\n": "7: card-block: closes no block; drop the line",
    "- a\n\n  ::: red\n  b\n  :::\n": "6: card-block: stands inside a block, list or quote; blocks cannot be nested",
    "> ::: red\n> b\n> :::\n": "4: card-block: stands inside a block, list or quote; blocks cannot be nested",
    ":::: red\n::: leb\na\n:::\n::::\n": "5: card-block: stands inside a block, list or quote; blocks cannot be nested",
}


@pytest.mark.parametrize("body", STRAY)
def test_a_block_that_is_not_as_it_should_be_is_named(body: str) -> None:
    assert read(f"---\ntitle: 题\n---\n{body}") == (None, [STRAY[body]])


@pytest.mark.parametrize("body", ["```\n:::\n```", "`:::`", "a ::: b", "    :::", ":: red", "::::", "[:::](home)"])
def test_colons_that_are_no_block_are_left_alone(body: str) -> None:
    expected = [] if body != "::::" else ["4: card-block: closes no block; drop the line"]
    assert read(f"---\ntitle: 题\n---\n{body}")[1] == expected


ALLOWED = {
    "a": {"href", "rel", "title"}, "img": {"src", "alt", "title"}, "code": {"class"}, "ol": {"start"},
    "th": {"style"}, "td": {"style"}, **{f"h{level}": {"id"} for level in range(2, 7)},
    **{tag: set() for tag in ("p", "em", "strong", "ul", "li", "pre", "blockquote", "hr", "br")},
    **{tag: set() for tag in ("table", "thead", "tbody", "tr")},
}  # fmt: skip
STYLES = {"text-align:left", "text-align:center", "text-align:right"}
OWN_SCHEMES = {"article", "file"}


class Harmless(HTMLParser):
    """Fails on any tag, attribute or address that articles cannot have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ALLOWED[tag], (tag, name)
            assert name != "style" or value in STYLES
            assert name != "rel" or value == "noopener noreferrer"
            if name in ("href", "src"):
                self._address(value or "")

    def _address(self, address: str) -> None:
        scheme, colon, _ = address.partition(":")
        local = not colon or any(mark in scheme for mark in "/?#")
        assert local or scheme.lower() in SCHEMES | OWN_SCHEMES, address
        assert not local or address.startswith(("#", "?", "//")), address
        assert not any(character < " " or "\x7f" <= character < "\xa0" for character in address), address

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def html(text: Text) -> str:
    return "".join(block.html for block in text.blocks)


def assert_harmless(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        parser = Harmless(convert_charrefs=True)
        parser.feed(block.html)
        parser.close()


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- --><iframe src=javascript:alert(1)>",
    "<![CDATA[<b>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](< javascript:alert(1)>)",
    "[x](\x01javascript:alert(1))".replace("\x01", "&#1;"),
    "[x](javascript&NewLine;:alert(1))",
    "[x](%6A%61vascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](data:image/gif;base64,R0lGOD)",
    "[x](file:///etc/passwd)",
    "[x](article:home)",
    "[x](ftp://example.org/a)",
    "[x](blob:https://example.org/1)",
    "[x](view-source:https://example.org)",
    "[x](intent://x#Intent;end)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](home "t\\" onmouseover=alert(1) x=\\"")',
    "[x](home%22onmouseover=alert(1))",
    '![a" onerror="alert(1)](x.png "t\\" onload=\\"alert(1)")',
    "![<script>](x.png)",
    '[x](<home" onclick="alert(1)>)',
    "[x](//evil.example/a)",
    "[x](\\\\evil.example/a)",
    "## <script>alert(1)</script>",
    '## x {#a"onclick=alert(1)}',
    '```" onclick=alert(1)\nx\n```',
    "```<script>\nx\n```",
    "`<b>`",
    "| <script> |\n|:-:|\n| ![x](javascript:alert(1)) |",
    "::: red\n<script>alert(1)</script>\n:::",
    "&lt;script&gt; &#60;script&#62;",
    "[x](http://[bad) [y](http://a℀b/) [z](http://user:pass@example.org:99999/)",
    "[x](%00) [y](%) [z](%ff) [w](#%00)",
    "1234567890) a\n1. b\n",
    "[\u202excod.exe](home)",
]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "# {}", "**{}**", "[{}](home)"])
def test_html_and_scripts_come_out_harmless(body: str, around: str) -> None:
    file, problems = read("---\ntitle: 题\n---\n" + around.format(body))
    assert file is not None or problems
    if file is not None:
        assert_harmless(file.text.blocks)


def test_raw_html_is_shown_as_text() -> None:
    text = article("<b>一</b> <script>二</script>\n\n<div>\n三\n</div>").text
    assert html(text).count("<") == 4
    assert text.blocks[0].text == "<b>一</b> <script>二</script> <div> 三 </div>"


PIECES = [
    *HOSTILE,
    *string.punctuation,
    "\n",
    "\n\n",
    "  ",
    "\t",
    "续",
    "a",
    "1. ",
    "::: red\n",
    ":::\n",
    "](",
    "![",
    "{#a}",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_is_written_is_read_and_harmless(body: str) -> None:
    file, problems = read("---\ntitle: 题\n---\n" + body)
    assert file is not None or problems
    if file is not None:
        assert_harmless(file.text.blocks)
        assert len({s.anchor for s in file.text.sections if s.anchor}) == sum(
            bool(s.anchor) for s in file.text.sections
        )


@given(st.text(max_size=40))
def test_any_heading_makes_an_anchor_without_spaces_or_quotes(heading: str) -> None:
    anchor = anchor_from_heading(heading)
    assert anchor
    assert not set(anchor) & set(' \t\n"<>&#%')
