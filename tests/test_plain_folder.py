"""A plain folder of Markdown is a project: a hundred files with nothing but a title, and one line of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from esim_help.building import Building
from esim_help.check.rules import check_centre
from esim_help.index.index import build_index
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


@pytest.fixture(scope="module")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few everyday articles, one of which renews, and one of which adds credit."""
    folder = tmp_path_factory.mktemp("everyday")
    (folder / "esim-help.toml").write_text(SETTINGS, encoding="utf-8")
    for name, title, text in (
        ("renew", "Renew your plan 续费", "Open the app and renew for a month. 打开应用续费一个月。"),
        ("credit", "Adding credit 账户增值", "Add credit to the account by card. 用银行卡给账户增值。"),
        ("cancel", "Cancel the service 取消服务", "Cancel in the app. 在应用里取消服务。"),
        ("failed", "What if a payment fails 付款失败怎么办", "Try another card. 换一张卡再试。"),
    ):
        (folder / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("top up", "credit"),
        ("recharge", "credit"),
        ("充值", "credit"),
        ("renewing", "renew"),
        ("xf", "renew"),
        ("怎么xf", "renew"),
        ("怎么xufei", "renew"),
        ("续废怎么弄", "renew"),
    ],
)
def test_the_nearest_meaning_comes_first_and_words_of_grammar_decide_nothing(
    text: str, first: str, everyday: Path
) -> None:
    assert search(build_index(Workspace(everyday).load("customer").centre), text).hits[0].id == first


def test_what_is_related_answers_where_nothing_nearer_does(everyday: Path, tmp_path: Path) -> None:
    for path in everyday.iterdir():
        if path.is_file() and path.stem != "credit":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    assert search(build_index(Workspace(tmp_path).load("customer").centre), "top up").hits[0].id == "renew"
