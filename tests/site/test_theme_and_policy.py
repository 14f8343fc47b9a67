"""What holds for every page: the same bytes again, a strict policy, languages marked, a theme that can be replaced."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from site_samples import Elements, full_centre, plain_centre

from esim_help.errors import ProjectError
from esim_help.site.phrase import mark_han, spoken
from esim_help.site.plan import SitePlan, plan_site
from esim_help.site.theme import Theme, filled, load_theme, words_of

Pages = Mapping[str, str]
Render = Callable[..., Pages]
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
}  # fmt: skip
DIGEST = """
import hashlib
from site_samples import full_centre
from esim_help.site.plan import plan_site
from esim_help.site.theme import load_theme
digest = hashlib.sha256()
for file in plan_site(full_centre(), load_theme(), "search/x/").files():
    digest.update(file.path.encode() + file.content)
print(digest.hexdigest())
"""


def test_the_same_centre_gives_the_same_bytes_whatever_the_seed_and_the_place() -> None:
    digests = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Asia/Shanghai", "C.UTF-8"), ("77", "America/Lima", "zh_CN")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        run = [sys.executable, "-c", DIGEST]
        digests.add(
            subprocess.run(run, cwd=Path(__file__).parent, env=environment, capture_output=True, check=True).stdout
        )
    assert len(digests) == 1


def test_every_page_has_the_strict_policy(pages: Pages) -> None:
    for path, html in pages.items():
        policies = [
            one["content"] for one in Elements(html).named("meta") if one.get("http-equiv", "").startswith("Con")
        ]
        stated = dict(rule.strip().split(" ", 1) for rule in policies[0].split(";"))
        assert len(policies) == 1, path
        assert stated == (POLICY if "refresh" not in html else {"default-src": "'none'", "base-uri": "'none'"}), path


def test_no_page_has_an_inline_script_or_style(pages: Pages) -> None:
    for path, html in pages.items():
        for name, attributes in Elements(html).found:
            assert "style" not in {name, *attributes}, path
            assert not [key for key in attributes if key.startswith("on")], path
            assert name != "script" or "src" in attributes or attributes == {"type": "application/ld+json"}, path


def test_nothing_is_fetched_from_elsewhere(pages: Pages, theme: Theme) -> None:
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', "".join(pages.values()))
    styles = b"".join(content for name, content in theme.items() if name.endswith((".css", ".js")))
    assert not re.findall(rb"url\(|@import|@font-face|['\"(]https?://|innerHTML|insertAdjacentHTML|eval\(", styles)


def test_every_page_says_its_language_and_its_ids_are_single(pages: Pages) -> None:
    for path, html in pages.items():
        elements = Elements(html)
        assert elements.named("html")[0]["lang"] == ("en" if path.startswith("en/") else "zh-Hans")
        ids = elements.values("id")
        assert len(ids) == len(set(ids)), path


def test_chinese_words_on_an_english_page_are_marked(pages: Pages) -> None:
    html = pages["en/renew-red/index.html"]
    assert '<h1>Renew a <span lang="zh-Hans">红卡</span> (Red Card) eSIM</h1>' in html
    assert '<strong><span lang="zh-Hans">我的账户</span></strong>' in html
    body = re.sub(r'<a class="switch".*?</a>|<span lang="zh-Hans">.*?</span>|<[^>]*>', "", html.split("<body")[1])
    assert not re.findall("[\u4e00-\u9fff]", body)


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("plain &amp; simple", "plain &amp; simple"),
        ('<a title="红卡">x</a>', '<a title="红卡">x</a>'),
        ("see 账户、余额 now", 'see <span lang="zh-Hans">账户、余额</span> now'),
        ("（红）", '（<span lang="zh-Hans">红</span>）'),
    ],
)
def test_han_runs_of_safe_html_are_wrapped_and_tags_left_alone(html: str, marked: str) -> None:
    assert mark_han(html) == marked


def test_the_runs_of_a_phrase_join_to_its_text() -> None:
    for text in ("红卡", "a红b卡c", "", "eSIM"):
        for lang in ("zh", "en"):
            assert spoken(text, lang, "en").text == text


def test_assets_are_named_by_their_content(plan_of: Callable[..., SitePlan]) -> None:
    plan = plan_of(full_centre(), {"zh/图.PNG": b"1", "en/图.PNG": b"2"})
    assert all(re.fullmatch(r"assets/[a-z0-9-]+\.[0-9a-f]{8}\.[a-z]+", path) for path in plan.assets)
    assert [path.split(".")[-1] for path in plan.assets].count("png") == 2


def test_the_engine_loads_before_the_interface(theme: Theme) -> None:
    given = {**theme, "js/search.js": b"1", "js/search-tokens.js": b"0", "js/own.js": b"2"}
    page = plan_site(plain_centre(), given, "search/x/").pages["index.html"]().decode()
    names = [one["src"].split("/")[-1].split(".")[0] for one in Elements(page).named("script") if "src" in one]
    assert names == ["early", "search-tokens", "search", "ui", "own"]


def test_the_script_that_explains_is_named_and_loads_with_no_page(
    pages: Pages, plan_of: Callable[..., SitePlan]
) -> None:
    (published,) = (path for path in plan_of(full_centre()).assets if path.startswith("assets/explain."))
    for html in (html for html in pages.values() if "refresh" not in html):
        assert Elements(html).named("html")[0]["data-explain"] == published
        assert html.count(published) == 1


def test_a_project_replaces_theme_files_one_by_one_and_words_one_by_one() -> None:
    own = {
        "words/zh.json": '{"hero": "你好"}'.encode(),
        "templates/not_found.html": b"gone",
        "icons/icon.svg": b"<svg/>",
        "README.md": b"not of the theme",
    }
    theme = load_theme(own)
    assert words_of(theme, "zh")["hero"] == "你好"
    assert words_of(theme, "zh")["home"] == "首页"
    plan = plan_site(plain_centre(), theme, "search/x/")
    assert plan.pages["404.html"]() == b"gone"
    assert "<h1>你好</h1>" in plan.pages["index.html"]().decode()
    assert "README.md" not in theme


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("templates/home.html", b"line\n{% if %}", "theme/templates/home.html:2: "),
        ("templates/home.html", b"{{ nowhere }}", "theme/templates/home.html: 'nowhere' is undefined"),
        ("templates/home.html", b"\xff", "theme/templates/home.html: not UTF-8"),
        ("words/zh.json", b"{", "theme/words/zh.json: not JSON"),
        ("words/zh.json", b'{"home": 3}', "theme/words/zh.json: must be one object"),
    ],
)
def test_a_fault_in_a_project_s_theme_is_named(name: str, content: bytes, message: str) -> None:
    with pytest.raises(ProjectError, match=re.escape(message)):
        plan_site(plain_centre(), load_theme({name: content}), "search/x/").pages["index.html"]()


def test_both_languages_have_the_same_words_with_the_same_blanks(theme: Theme) -> None:
    zh, en = words_of(theme, "zh"), words_of(theme, "en")
    assert zh.keys() == en.keys()
    blanks = {name: sorted(re.findall(r"\{\w+\}", zh[name])) for name in zh}
    assert {name: sorted(re.findall(r"\{\w+\}", en[name])) for name in en} | {"date": 0} == blanks | {"date": 0}
    assert all(text.strip() for text in (*zh.values(), *en.values()))


def test_braces_that_name_no_blank_stay() -> None:
    assert filled("{a} {b} {", a="{b}", c=1) == "{b} {b} {"


def tokens(css: str, selector: str) -> dict[str, str]:
    block = css.split(selector + "{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *((fore, back) for fore in ("text", "quiet", "accent") for back in ("ground", "surface", "accent-soft")),
    *((fore, back) for fore in ("text", "quiet", "accent") for back in ("open-soft", "good-soft")),
    *((f"card-{card}", back) for card in "012n" for back in (f"card-{card}-soft", "surface", "ground")),
    ("on-accent", "accent"), ("good", "good-soft"), ("open", "open-soft"), ("text", "mark"),
]  # fmt: skip


@pytest.mark.parametrize("selector", [":root", ":root:not([data-theme=light])", ":root[data-theme=dark]"])
def test_text_and_controls_have_the_contrast_of_wcag_aa(theme: Theme, selector: str) -> None:
    colours = tokens(theme["css/style.css"].decode(), selector)
    faint = [(fore, back) for fore, back in TEXT_PAIRS if contrast(colours[fore], colours[back]) < 4.5]
    assert not faint
    assert all(contrast(colours["edge"], colours[back]) >= 3 for back in ("surface", "ground"))


def test_both_ways_to_dark_have_the_same_colours(theme: Theme) -> None:
    css = theme["css/style.css"].decode()
    assert tokens(css, ":root:not([data-theme=light])") == tokens(css, ":root[data-theme=dark]")


def test_the_interface_stays_small(theme: Theme, pages: Pages) -> None:
    def size(content: bytes) -> int:
        return len(gzip.compress(content, mtime=0))

    assert size(theme["js/ui.js"]) + size(theme["js/early.js"]) <= 6 * 1024
    assert size(theme["css/style.css"]) <= 7 * 1024
    assert size(pages["zh/payment-failed/index.html"].encode()) <= 6 * 1024


def test_a_list_page_costs_no_more_when_the_centre_grows(rendered: Render) -> None:
    small, large = rendered(plain_centre(10)), rendered(plain_centre(200))
    for path in ("zh/a-0001/index.html", "zh/index.html", "404.html"):
        assert abs(len(small[path]) - len(large[path])) < 200
