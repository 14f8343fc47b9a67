"""The rules that look at more than one file: what customers are led to is there and is theirs."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from esim_help.check.rules import RULES_OF_A_CENTRE, check_centre
from esim_help.content.loader import load_centre
from esim_help.content.settings_file import read_settings
from esim_help.content.source import Source

INSIDE = {"content/agent/zh/desk/inside.md": "# 内部\n\n[公开](home)\n"}
HOME = {"content/zh/pay/home.md": "# 首页\n\n## 步骤 {#steps}\n"}


def check(files: Mapping[str, str], settings: str = "title = 'Help'", linked: tuple[str, ...] = ()) -> list[str]:
    read, problems = read_settings(settings)
    assert read is not None, problems
    sources = [
        Source(path, tuple(path.split("/")[1:-1]), path.split("/")[-1], text.encode()) for path, text in files.items()
    ]
    loaded = load_centre(sources, read)
    assert loaded.problems == ()
    return list(map(str, check_centre(loaded.centre, linked)))


LINES = {
    "[a](inside)": ["dead-link: article 'inside' is internal: customers never see it"],
    "[a](home#steps)": [],
    "[a](home#step)": ["dead-link: anchor 'step' is not in home; it has steps"],
    "[a](old)": [],
    "[a](#here)": ["dead-link: anchor 'here' is not in this article; it has none"],
    "[a](#)": [],
    "![a](a.png)": [],
    "![a](b.png)": ["dead-link: file 'zh/pay/b.png' is not in the content folder"],
    "[a](../../../x.png)": ["dead-link: file '../x.png' is not in the content folder"],
    "[a](https://ok.example/x)": [],
    "[a](HTTPS://OK.example:443/x)": [],
    "[a](https://own.example)": [],
    "[a](https://official.example)": [],
    "[a](https://sub.ok.example)": ["outside-host: 'sub.ok.example' is not one of our hosts; list it in the settings, "
                                    "channels.hosts, or drop the link"],
    "[a](//short.example/x)": ["outside-host: 'short.example' is not one of our hosts; list it in the settings, "
                               "channels.hosts, or drop the link"],
    "[a](https://ok.example@evil.example)": ["outside-host: 'evil.example' is not one of our hosts; list it in the "
                                             "settings, channels.hosts, or drop the link"],
    "[a](mailto:help@ok.example)": [],
    "![a](https://ok.example/a.png)": ["outside-host: image on 'ok.example': a page loads nothing from elsewhere; copy "
                                       "it into the content folder"],
}  # fmt: skip
SETTINGS = """
title = "Help"
base_url = "https://own.example"
[channels]
hosts = ["OK.example"]
official_url = "https://official.example/x"
"""


@pytest.mark.parametrize("line", LINES)
def test_a_link_leads_somewhere_that_customers_may_go(line: str) -> None:
    home = {"content/zh/pay/home.md": "---\ntitle: 首页\naliases: [old]\n---\n## 步骤 {#steps}\n"}
    files = {**INSIDE, **home, "content/zh/pay/a.md": f"# 题\n\n{line}\n"}
    assert check(files, SETTINGS, ("zh/pay/a.png",)) == [f"content/zh/pay/a.md:3: {problem}" for problem in LINES[line]]


def test_agents_may_be_led_anywhere() -> None:
    assert check({**INSIDE, **HOME, "content/agent/zh/desk/b.md": "# 二\n\n[内](inside) [外](home#steps)\n"}) == []


@pytest.mark.parametrize("named", ["support = 'inside'", "popular = ['home', 'inside']"])
def test_the_settings_lead_customers_to_public_articles_only(named: str) -> None:
    assert check({**INSIDE, **HOME}, f"title = 'Help'\n{named}") == [
        "esim-help.toml:1: unknown-article: article 'inside' is unknown; use one of home"
    ]


def test_related_articles_are_the_readers_own() -> None:
    front = "---\ntitle: 题\nrelated: [inside, home]\n---\n"
    assert check({**INSIDE, **HOME, "content/zh/pay/a.md": front}) == [
        "content/zh/pay/a.md:3: unknown-article: article 'inside' is unknown; use one of a, home"
    ]
    assert check({**INSIDE, **HOME, "content/agent/zh/pay/a.md": front}) == []


def test_a_tree_is_shown_by_a_public_article() -> None:
    tree = "title: T\narticle: inside\nstart: a\nnodes: [{id: a, question: q, answers: [{text: t, to: z}]}]\n"
    assert check({**INSIDE, **HOME, "content/trees/t.yaml": tree + "ends: [{id: z, kind: fix, text: t}]"}) == [
        "content/trees/t.yaml:1: unknown-article: article 'inside' is unknown; use one of home"
    ]


def test_a_tree_asks_nobody_what_is_not_stated_of_their_card() -> None:
    cards = "title = 'H'\n[cards.red]\nname = 'r'\n[cards.leb]\nname = 'l'\n"
    facts = {"content/facts.yaml": "facts: [{id: R1, cards: [red], strength: firm, says: x}]"}
    tree = (
        "title: T\nstart: a\nnodes:\n- {id: a, %sfacts: [R1], question: q, answers: [{text: t, to: z}]}\n"
        "ends: [{id: z, kind: fix, text: t, facts: [R9]}]"
    )
    unknown = "content/trees/t.yaml:1: unknown-fact: fact 'R9' is not in facts.yaml, which has 1 of them"
    assert check({**facts, "content/trees/t.yaml": tree % "cards: [red], otherwise: z, "}, cards) == [unknown]
    wide = "content/trees/t.yaml:1: fact-card: node 'a' rests on R1, which is not stated of leb; narrow its 'cards'"
    assert check({**facts, "content/trees/t.yaml": tree % ""}, cards) == [wide, unknown]


def test_a_centre_in_one_language_needs_no_translation() -> None:
    assert check(HOME) == []
    assert check({**HOME, "content/en/pay/b.md": "# B"}) == [
        "content/en/pay/b.md:1: missing-translation: b has no text in zh",
        "content/zh/pay/home.md:1: missing-translation: home has no text in en",
    ]


def test_of_many_choices_a_message_names_the_nearest() -> None:
    files = {f"content/zh/pay/article-{number}.md": "# 题" for number in range(100)}
    (problem,) = check({**files, "content/zh/pay/home.md": "# 首页\n\n[a](article-9x)\n"})
    assert "the nearest of 101 are article-9" in problem
    assert len(problem) < 200


def test_a_thousand_articles_with_ten_links_each_are_checked_in_good_time() -> None:
    links = "\n".join(f"[l](a{number}#s)" for number in range(10))
    files = {f"content/zh/pay/a{number}.md": f"# 题\n\n## s\n\n{links}\n" for number in range(1000)}
    read, _ = read_settings("title = 'Help'")
    assert read is not None
    sources = [Source(path, ("zh", "pay"), path.split("/")[-1], text.encode()) for path, text in files.items()]
    centre = load_centre(sources, read).centre
    started = time.process_time()
    assert check_centre(centre) == []
    assert time.process_time() - started < 2


def test_every_rule_of_a_centre_is_run() -> None:
    assert len(set(RULES_OF_A_CENTRE)) == len(RULES_OF_A_CENTRE) > 5
