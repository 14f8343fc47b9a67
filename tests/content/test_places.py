"""Where a file lies says its language, its category and who may read it; what is not for customers is never opened."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path
from typing import Any

import pytest
from content_samples import load

from esim_help.model.article import Article
from esim_help.reading import content_root, read_linked_files, read_project_settings, read_sources
from esim_help.workspace import Workspace

CARDS = "title = 'Help'\n[cards.red]\nname = 'Red'\n[cards.leb]\nname = 'leb'\n"


def only(files: dict[str, str], settings: str = "title = 'Help'") -> Article:
    loaded = load(dict(files), settings)
    assert loaded.problems == ()
    (article,) = loaded.centre.articles
    return article


LANGUAGES = {
    ("content/zh/a.md", "# Renew"): "zh",
    ("content/en/a.md", "# 续费"): "en",
    ("content/a.md", "# 续费 eSIM"): "zh",
    ("content/a.md", "# Renew"): "en",
    ("content/pay/zh/a.md", "# Renew"): "en",
    ("content/agent/zh/a.md", "# Renew"): "zh",
    ("content/a.md", "---\ntitle: 12\u3007\n---\n"): "zh",
    ("content/a.md", "# ありがとう"): "en",
}


@pytest.mark.parametrize(("path", "text"), LANGUAGES)
def test_the_language_is_the_folders_or_else_the_titles(path: str, text: str) -> None:
    assert list(only({path: text}).texts) == [LANGUAGES[path, text]]


def test_a_title_never_puts_an_article_into_a_language_that_the_centre_does_not_have() -> None:
    chinese_only = "title = '帮助'\nlanguages = ['zh']"
    assert list(only({"content/faq.md": "# FAQ"}, chinese_only).texts) == ["zh"]
    assert load({"content/en/faq.md": "# FAQ"}, chinese_only).centre.articles == ()


CATEGORIES = {
    ("content/zh/pay/a.md", ""): ("pay", "pay"),
    ("content/zh/a.md", ""): ("", ""),
    ("content/a.md", ""): ("", ""),
    ("content/pay/a.md", ""): ("pay", "pay"),
    ("content/zh/pay/cards/a.md", ""): ("cards", "cards"),
    ("content/zh/pay/a.md", "category: use"): ("use", "use"),
    ("content/zh/pay/a.md", "category: ''"): ("", ""),
    ("content/zh/Paying Bills/a.md", ""): ("paying-bills", "Paying Bills"),
    ("content/agent/zh/desk/a.md", ""): ("desk", "desk"),
}


@pytest.mark.parametrize(("path", "front"), CATEGORIES)
def test_the_category_is_the_folder_unless_the_front_matter_names_one(path: str, front: str) -> None:
    loaded = load({path: f"---\ntitle: T\n{front}\n---\n"})
    assert loaded.problems == ()
    assert [(c.id, c.title["en"]) for c in loaded.centre.categories] == [CATEGORIES[path, front]] * bool(
        CATEGORIES[path, front][0]
    )
    assert loaded.centre.articles[0].category == CATEGORIES[path, front][0]


def test_a_chinese_folder_is_a_category_with_its_own_name() -> None:
    (category,) = load({"content/付款/a.md": "# 题"}).centre.categories
    assert (category.id, category.title["zh"]) == ("article-a95a6cf4", "付款")


def test_categories_without_a_file_are_in_alphabetical_order_and_with_one_in_its_own() -> None:
    files = {f"content/{name}/{name}.md": "# T" for name in ("b", "a", "c")}
    assert [category.id for category in load(files).centre.categories] == ["a", "b", "c"]
    listed = {**files, "content/categories.yaml": "[{id: c, title: C}, {id: a, title: A}, {id: b, title: B}]"}
    assert [category.id for category in load(listed).centre.categories] == ["c", "a", "b"]


def test_an_ending_of_three_letters_will_do() -> None:
    centre = load({"content/facts.yml": "unknowns: [{id: N1, question: q}]", "content/a.md": "# T"}).centre
    assert [unknown.id for unknown in centre.unknowns] == ["N1"]


def test_translations_are_one_article() -> None:
    article = only({
        "content/zh/pay/a.md": "---\ntitle: 题\nrelated: [a]\naliases: [old]\nunknowns: [N1]\n---\n",
        "content/en/pay/a.md": "---\ntitle: T\naliases: [older, old]\nunknowns: [N1, N2]\n---\n",
    })  # fmt: skip
    assert list(article.texts) == ["zh", "en"]
    assert (article.related, article.aliases, article.unknowns) == (("a",), ("old", "older"), ("N1", "N2"))


CONTRADICTIONS = {
    "category: use": "category 'use' differs from 'pay' in content/zh/pay/a.md",
    "cards: [red]": "cards red differs from leb, red in content/zh/pay/a.md",
    "cards: []": "cards (none) differs from leb, red in content/zh/pay/a.md",
    "type: how-to": "type 'how-to' differs from 'reference' in content/zh/pay/a.md",
}


@pytest.mark.parametrize("front", CONTRADICTIONS)
def test_translations_that_contradict_are_named_and_both_are_shown(front: str) -> None:
    files = {"content/zh/pay/a.md": "# 题", "content/en/pay/a.md": f"---\ntitle: T\n{front}\n---\n"}
    categories = {"content/categories.yaml": "[{id: pay, title: x}, {id: use, title: x}]"}
    loaded = load({**files, **categories}, CARDS)
    assert [str(problem) for problem in loaded.problems] == [
        f"content/en/pay/a.md:3: translation: {CONTRADICTIONS[front]}"
    ]
    assert list(loaded.centre.articles[0].texts) == ["zh", "en"]


@pytest.mark.parametrize("front", ["cards: [leb, red]", "type: reference", "category: pay"])
def test_saying_the_default_is_no_contradiction(front: str) -> None:
    only({"content/zh/pay/a.md": "# 题", "content/en/pay/a.md": f"---\ntitle: T\n{front}\n---\n"}, CARDS)


def test_an_article_is_internal_in_both_languages_or_in_none() -> None:
    loaded = load({"content/zh/pay/a.md": "# 题", "content/agent/en/pay/a.md": "# T"})
    assert list(map(str, loaded.problems)) == [
        "content/agent/en/pay/a.md:1: translation: audience 'agent' differs from 'customer' in content/zh/pay/a.md"
    ]


def test_cards_are_all_of_the_centres_unless_named() -> None:
    assert only({"content/a.md": "# T"}, CARDS).cards == ("red", "leb")
    assert only({"content/a.md": "---\ntitle: T\ncards: [leb]\n---\n"}, CARDS).cards == ("leb",)
    assert only({"content/a.md": "# T"}).cards == ()


ALIASES = {
    ("x", "y"): [],
    ("x", "x"): ["content/b.md:3: duplicate-id: alias 'x' is already a name of the article 'a'"],
    ("x", "a"): ["content/b.md:3: duplicate-id: alias 'a' is already a name of the article 'a'"],
    ("b", "y"): ["content/a.md:3: duplicate-id: alias 'b' is already a name of the article 'b'"],
    ("a", "y"): ["content/a.md:3: duplicate-id: alias 'a' is already a name of the article 'a'"],
}


@pytest.mark.parametrize(("first", "second"), ALIASES)
def test_a_name_belongs_to_one_article(first: str, second: str) -> None:
    loaded = load({
        "content/a.md": f"---\ntitle: A\naliases: [{first}]\n---\n",
        "content/b.md": f"---\ntitle: B\naliases: [{second}]\n---\n",
    })  # fmt: skip
    assert list(map(str, loaded.problems)) == ALIASES[first, second]


def test_a_draft_is_in_no_list() -> None:
    loaded = load({"content/a.md": "---\ntitle: T\ndraft: true\n---\n", "content/pay/b.md": "# T"})
    assert [article.id for article in loaded.centre.articles] == ["b"]
    assert (loaded.problems, loaded.left_out) == ((), ())


def test_a_draft_of_a_translation_leaves_the_other_alone() -> None:
    files = {"content/zh/a.md": "# 题", "content/en/a.md": "---\ntitle: T\ndraft: true\n---\n"}
    assert list(only(files).texts) == ["zh"]


def test_the_order_of_files_changes_nothing() -> None:
    files = {f"content/{lang}/{c}/{c}{n}.md": f"# {n}" for lang in ("zh", "en") for c in "ab" for n in range(3)}
    backwards = dict(reversed(files.items()))
    assert load(dict(files)) == load(dict(backwards))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    texts = {
        "esim-help.toml": "title = 'Help'",
        "content/zh/pay/home.md": "# 公开\n\n![图](shot.png)\n",
        "content/zh/pay/shot.png": "png",
        "content/agent/zh/desk/inside.md": "# 内部\n\n![图](inside.png)\n",
        "content/agent/zh/desk/inside.png": "png",
        "content/agent/scripts/pay.yaml": "title: T\nsituation: s\ntexts: {zh: {chat: 你好}}\n",
        "content/zh/agent/desk.md": "# 名叫 agent 的分类\n",
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The path of everything that is opened or listed from now on."""
    paths: list[str] = []
    for module, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "scandir"), (os, "listdir")):
        real = getattr(module, name)

        def watch(path: Any, *rest: Any, real: Any = real, **named: Any) -> Any:
            paths.append(str(path))
            return real(path, *rest, **named)

        monkeypatch.setattr(module, name, watch)
    return paths


def test_what_is_agents_is_never_opened_for_customers(project: Path, opened: list[str]) -> None:
    workspace = Workspace(project)
    loaded = workspace.load("customer")
    workspace.reader("customer")
    files = workspace.linked_files()
    assert [article.id for article in loaded.centre.articles] == ["desk", "home"]
    assert loaded.centre.scripts == ()
    assert list(files) == ["zh/pay/shot.png"]
    assert any(path.endswith("home.md") for path in opened)
    assert not [path for path in opened if path.startswith(str(project / "content" / "agent"))]


def test_agents_read_everything(project: Path) -> None:
    loaded = Workspace(project).load("agent")
    assert [(article.id, article.audience) for article in loaded.centre.articles] == [
        ("desk", "customer"),
        ("home", "customer"),
        ("inside", "agent"),
    ]
    assert [script.id for script in loaded.centre.scripts] == ["pay"]


def test_without_a_content_folder_the_projects_own_is_the_content(tmp_path: Path) -> None:
    passed_over = (
        "README.md",
        "readme.zh.md",
        ".hidden.md",
        ".git/x.md",
        "site/x.md",
        "theme/x.md",
        "node_modules/x.md",
    )
    for name in (*passed_over, "a.md", "pay/README.md", "pay/site/b.md", "agent/zh/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# T", encoding="utf-8")
    (tmp_path / "esim-help.toml").write_text("title = 'Help'", encoding="utf-8")
    assert content_root(tmp_path) == tmp_path
    assert [source.path for source in read_sources(tmp_path, "customer")[0]] == [
        "a.md",
        "pay/README.md",
        "pay/site/b.md",
    ]
    assert "agent/zh/c.md" in [source.path for source in read_sources(tmp_path, "agent")[0]]
    assert read_project_settings(tmp_path)[0].title["zh"] == "Help"
    assert read_linked_files(tmp_path) == {}
