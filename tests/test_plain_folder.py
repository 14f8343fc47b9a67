"""A plain folder of Markdown is a project: a hundred files with nothing but a title, and one line of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from esim_help.building import Building
from esim_help.check.rules import check_centre
from esim_help.search.search import search
from esim_help.workspace import Workspace

CHINESE = ("续费", "余额", "套餐", "流量", "付款", "密码", "漫游", "发票", "退款", "短信")
ENGLISH = (
    "renewal",
    "balance",
    "plan",
    "roaming",
    "refund",
    "invoice",
    "password",
    "activation",
    "hotspot",
    "coverage",
)
ASKED_IN_CHINESE = ("怎么查{}", "{}失败怎么办", "{}要多少钱", "什么时候{}", "{}的规则说明")
ASKED_IN_ENGLISH = (
    "How do I check my {}",
    "{} failed, what now",
    "What does {} cost",
    "When is {} due",
    "Rules for {}",
)
SETTINGS = 'title = "Plain help"\n'


def titles() -> list[str]:
    """A hundred different titles, half of them Chinese."""
    chinese = [asked.format(word) for asked in ASKED_IN_CHINESE for word in CHINESE]
    english = [asked.format(word).capitalize() for asked in ASKED_IN_ENGLISH for word in ENGLISH]
    return chinese + english


def file_name(number: int, title: str) -> str:
    """Named as people name files: by the title, with spaces, by a number; some in a folder."""
    folder = ("", "付款 和 账单/", "Getting started/", "guide/")[number % 4]
    name = (title, f"article {number}", f"{number:03}_faq", title.replace(" ", "-"))[number // 4 % 4]
    return f"{folder}{name}.md"


@pytest.fixture(params=["", "content/"], ids=["the project's own folder", "a content folder"], scope="module")
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "esim-help.toml").write_text(SETTINGS, encoding="utf-8")
    for number, title in enumerate(titles()):
        path = folder / f"{request.param}{file_name(number, title)}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def building(project: Path) -> Building:
    built = Building(Workspace(project))
    built.publish(project.parent / "out" / project.name)
    return built


def test_the_titles_are_a_hundred_and_different() -> None:
    assert len(set(titles())) == 100
    assert len({file_name(number, title) for number, title in enumerate(titles())}) == 100


def test_every_file_is_an_article_without_a_problem(building: Building) -> None:
    centre = building.loaded.centre
    assert building.problems == ()
    assert sorted(text.title for article in centre.articles for text in article.texts.values()) == sorted(titles())
    assert sum(list(article.texts) == ["zh"] for article in centre.articles) == 50
    assert {problem.severity for problem in check_centre(centre)} <= {"warning"}


def test_every_article_has_its_page(building: Building, project: Path) -> None:
    out = project.parent / "out" / project.name
    for article in building.loaded.centre.articles:
        (lang,) = article.texts
        page = (out / lang / article.id / "index.html").read_text(encoding="utf-8")
        assert article.texts[lang].title in page


def test_the_same_folder_gives_the_same_ids(building: Building, project: Path) -> None:
    again = Building(Workspace(project)).loaded.centre
    assert [article.id for article in again.articles] == [article.id for article in building.loaded.centre.articles]


def test_every_article_is_the_first_hit_of_its_own_title(building: Building) -> None:
    by_title = {
        text.title: article.id for article in building.loaded.centre.articles for text in article.texts.values()
    }
    missed = []
    for title, wanted in by_title.items():
        hits = search(building.index, title).hits
        if not hits or hits[0].id != wanted:
            missed.append(f"{title} → {[hit.title for hit in hits[:3]]}")
    assert not missed, f"{100 - len(missed)} of 100 found first; not:\n" + "\n".join(missed)
