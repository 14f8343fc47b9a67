"""Every link leads to a page of the site, from wherever the site is served."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

import pytest
from site_samples import Elements, article, full_centre, plain_centre, text

from esim_help.model.centre import Category, Centre
from esim_help.model.settings import Settings
from esim_help.site.addresses import relative
from esim_help.site.plan import SitePlan

Render = Callable[..., Mapping[str, str]]


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("zh/renew-red/", "zh/renew-leb/", "../renew-leb/"),
        ("zh/renew-red/", "zh/", "../"),
        ("zh/renew-red/", "zh/renew-red/", "./"),
        ("zh/renew-red/", "assets/style.1.css", "../../assets/style.1.css"),
        ("zh/topics/pay/", "en/topics/pay/", "../../../en/topics/pay/"),
        ("zh/", "zh/", "./"),
        ("", "zh/contact/", "zh/contact/"),
        ("", "", "./"),
        ("zh/renew/", "", "../../"),
    ],
)
def test_a_page_writes_the_shortest_relative_address(source: str, target: str, written: str) -> None:
    assert relative(source, target) == written


def addresses(html: str) -> list[str]:
    elements = Elements(html)
    return [*elements.values("href"), *elements.values("src"), *elements.values("action")]


def target_of(path: str, address: str) -> str:
    """The file that an address on the page ``path`` opens, as a plain web server finds it."""
    parts = urlsplit(address)
    assert not (parts.scheme + parts.netloc), address
    there = posixpath.normpath(posixpath.join("/" + posixpath.dirname(path), unquote(parts.path)) or "/").lstrip("/")
    there = "" if there == "." else there
    return posixpath.join(there, "index.html") if parts.path.endswith("/") or not there else there


def chinese_folders() -> Centre:
    return Centre(
        settings=Settings(title={"zh": "帮助"}),
        categories=(Category("常见 问题", {"zh": "常见 问题"}, {}),),
        articles=(article("a", text("zh", "甲"), category="常见 问题", cards=()),),
    )


@pytest.mark.parametrize("centre", [full_centre(), plain_centre(), chinese_folders(), Centre(Settings({"zh": "空"}))])
def test_every_link_of_every_page_leads_to_a_file_of_the_site(centre: Centre, plan_of: Callable[..., SitePlan]) -> None:
    plan = plan_of(centre)
    files = plan.assets.keys() | plan.pages.keys()
    checked = 0
    for path, render in plan.pages.items():
        for address in addresses(render().decode()):
            if not address.startswith("#"):
                assert target_of(path, address) in files, f"{path}: {address}"
                checked += 1
    assert checked >= 50


def test_no_page_but_404_writes_a_root_absolute_address(pages: Mapping[str, str]) -> None:
    for path, html in pages.items():
        rooted = [address for address in addresses(html) if address.startswith("/")]
        assert bool(rooted) == (path == "404.html"), path


def test_404_links_under_the_path_of_the_base_url(rendered: Render) -> None:
    html = rendered(full_centre(base_url="https://help.example/docs"))["404.html"]
    assert all(address.startswith(("/docs/", "#")) for address in addresses(html))
    assert 'data-root="/docs/"' in html


def test_each_page_says_how_to_reach_the_root_and_the_bundle(pages: Mapping[str, str]) -> None:
    roots = {"index.html": "./", "zh/index.html": "../", "zh/renew-red/index.html": "../../"}
    roots |= {"zh/topics/pay/index.html": "../../../", "404.html": "/"}
    for path, root in roots.items():
        page = Elements(pages[path]).named("html")[0]
        assert (page["data-root"], page["data-search"]) == (root, "search/1a2b3c4d/")


def test_a_link_to_an_article_keeps_its_anchor(pages: Mapping[str, str]) -> None:
    assert '看<a href="../payment-failed/#s1">这里</a>' in pages["zh/renew-red/index.html"]


def test_a_link_to_an_article_that_was_left_out_becomes_its_text_and_a_notice(pages: Mapping[str, str]) -> None:
    assert '坏掉的文章<span class="gone">（此文章暂不可用）</span>' in pages["zh/renew-red/index.html"]
    assert "broken" not in pages["zh/renew-red/index.html"]


def test_a_link_by_a_former_id_leads_to_the_article(rendered: Render) -> None:
    one = article("one", text("zh", "一", "", '<a href="article:old" title="x">去</a>'), cards=())
    two = article("two", text("en", "Two"), cards=(), aliases=("old",))
    html = rendered(Centre(Settings({"zh": "帮助"}), articles=(one, two)))["zh/one/index.html"]
    assert '<a href="../../en/two/" title="x">去</a>' in html


def test_a_local_image_is_shown_under_its_hashed_name_and_a_missing_one_is_named(pages: Mapping[str, str]) -> None:
    html = pages["zh/payment-failed/index.html"]
    assert '<img src="../../assets/screen.8f8cbb7d.png" alt="付款页" loading="lazy">' in html
    assert '没有<span class="gone">（图片暂不可用）</span>' in html


def test_a_former_id_leads_on_to_the_article(pages: Mapping[str, str]) -> None:
    html = pages["en/renew-old/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../renew-red/">' in html
    assert '<a href="../renew-red/">' in html


def test_an_alias_never_takes_the_place_of_an_article(rendered: Render) -> None:
    one = article("one", text("zh", "一"), cards=())
    two = article("two", text("zh", "二"), cards=(), aliases=("one",))
    html = rendered(Centre(Settings({"zh": "帮助"}), articles=(one, two)))["zh/one/index.html"]
    assert "refresh" not in html


def test_sitemap_robots_and_canonical_stand_only_where_the_address_is_known(
    pages: Mapping[str, str], rendered: Render
) -> None:
    assert "sitemap.xml" not in pages
    assert "canonical" not in "".join(pages.values())
    known = rendered(full_centre(base_url="https://help.example/docs/"))
    assert "Sitemap: https://help.example/docs/sitemap.xml" in known["robots.txt"]
    assert "<loc>https://help.example/docs/zh/renew-red/</loc><lastmod>2026-11-22</lastmod>" in known["sitemap.xml"]
    assert "renew-old" not in known["sitemap.xml"]
    canonical = '<link rel="canonical" href="https://help.example/docs/zh/">'
    assert canonical in known["index.html"]
    assert canonical in known["zh/index.html"]
    assert 'hreflang="x-default" href="https://help.example/docs/zh/renew-red/"' in known["en/renew-red/index.html"]
