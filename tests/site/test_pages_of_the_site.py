"""What a reader finds on each page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from site_samples import DAY, HOSTILE, Elements, article, card_block, full_centre, plain_centre, text

from esim_help.model.centre import Category, Centre, Notice
from esim_help.model.fact import Unknown
from esim_help.model.settings import Card, Settings
from esim_help.model.tree import Answer, End, Node, Tree
from esim_help.site.questions import first_letter

Pages = Mapping[str, str]
Render = Callable[..., Pages]


def words_of(html: str) -> str:
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", html))


def test_the_site_has_the_pages_of_both_languages(pages: Pages) -> None:
    for path in ("", "topics/", "topics/renew/", "topics/pay/", "questions/", "contact/", "renew-red/", "renew-old/"):
        assert f"zh/{path}index.html" in pages
        assert f"en/{path}index.html" in pages
    assert {"index.html", "404.html", "zh/only-zh/index.html"} <= pages.keys()
    assert "en/only-zh/index.html" not in pages
    assert "zh/topics/empty/index.html" not in pages


def test_the_root_is_the_home_of_the_default_language(pages: Pages, rendered: Render) -> None:
    assert 'data-lang="zh"' in pages["index.html"]
    assert 'data-lang="en"' in rendered(full_centre(default_language="en"))["index.html"]


def test_a_home_leads_with_search_then_cards_then_topics_then_popular_answers(pages: Pages) -> None:
    html = pages["zh/index.html"]
    places = [html.index(part) for part in ('role="search"', 'name="card"', "按主题查找", "大家常问", "登录官网或 App")]
    assert places == sorted(places)


def test_without_popular_articles_the_home_shows_the_first_of_each_topic(rendered: Render) -> None:
    home = rendered(full_centre(popular=("nowhere",)))["zh/index.html"]
    assert "支付失败怎么办" in home
    assert "只有中文" in home


def test_the_popular_articles_of_a_topic_come_first(pages: Pages) -> None:
    html = pages["zh/topics/renew/index.html"]
    assert html.index("红卡怎么续费") < html.index("只有中文")


def test_an_article_shows_its_answer_before_its_body(pages: Pages) -> None:
    html = pages["zh/renew-red/index.html"]
    places = [html.index(part) for part in ("<h1>红卡怎么续费</h1>", 'class="answer"', 'class="contents"', 'id="s1"')]
    assert places == sorted(places)
    assert "<title>红卡怎么续费 · eSIM 帮助中心</title>" in html
    assert '<meta name="description" content="登录官网或 App，选好续费方式，付款并确认。">' in html
    assert '最近核对：<time datetime="2026-11-22">2026年11月22日</time>' in html
    assert '<time datetime="2026-11-22">22 November 2026</time>' in pages["en/renew-red/index.html"]


def test_a_contents_list_stands_where_there_are_three_sections(pages: Pages) -> None:
    assert '<a href="#s3">没成功怎么办</a>' in pages["zh/renew-red/index.html"]
    assert 'class="contents"' not in pages["zh/payment-failed/index.html"]


def test_card_blocks_are_labelled_where_an_article_is_about_several_cards(pages: Pages) -> None:
    html = pages["zh/payment-failed/index.html"]
    assert '<div class="card-block" data-card-index="0" data-for="0" role="group" aria-label="红卡">' in html
    assert '<div class="card-block" data-card-index="1" data-for="1" role="group" aria-label="leb 卡">' in html


def test_the_only_card_of_an_article_is_not_hidden_from_readers_of_another(rendered: Render) -> None:
    one = article("one", text("zh", "一", "", card_block("red", "<p>红的</p>")), cards=("red",))
    html = rendered(replace(full_centre(), articles=(one,)))["zh/one/index.html"]
    assert "card-block" not in html
    assert "<p>红的</p>" in html
    assert '<p class="mismatch" data-not-for="0">这篇文章讲的是红卡，不是你选的卡。</p>' in html


def test_our_advice_is_labelled(pages: Pages) -> None:
    assert '<p class="label">我们的建议</p>' in pages["zh/renew-red/index.html"]


def test_what_is_not_stated_is_shown_with_what_to_do_instead(pages: Pages) -> None:
    box = words_of(pages["zh/renew-red/index.html"].split('class="unstated"')[1].split("</section>")[0])
    assert "多久到账？" in box
    assert "可以这样做：先看收据。" in box
    assert "退款" not in box


def test_an_answered_unknown_shows_its_answer_source_and_date_apart(pages: Pages) -> None:
    box = pages["en/renew-red/index.html"].split('class="known"')[1].split("</section>")[0]
    assert "Within seven days." in box
    assert "How long" not in box
    assert 'Source: <span lang="zh-Hans">运营商邮件</span> 22 November 2026' in box


def test_an_unknown_of_one_card_is_marked_in_an_article_about_both(rendered: Render) -> None:
    unknown = Unknown("N1", ("leb",), {"zh": "leb 呢？"}, {})
    one = article("one", text("zh", "一"), unknowns=("N1",))
    html = rendered(replace(full_centre(), articles=(one,), unknowns=(unknown,)))["zh/one/index.html"]
    assert '<div data-for="1"><dt>leb 呢？ <span class="badge" data-card-index="1">' in html
    assert "<dd>" not in html


def test_a_tree_is_nested_details_and_ends_in_a_fix_or_in_support(pages: Pages) -> None:
    html = pages["zh/payment-failed/index.html"]
    tree = html.split('<section class="tree"')[1].split("</section>")[0]
    assert tree.count("<details>") == tree.count("</details>") == 4
    assert 'class="end fix"' in tree
    assert 'class="end contact"' in tree
    assert "<li>付款时间</li>" in tree
    assert 'data-for="1"' in tree
    assert '<div data-for="0">' in tree


def test_a_tree_that_leads_back_to_itself_is_cut_with_a_link(rendered: Render) -> None:
    nodes = (Node("a", {"zh": "甲？"}, (Answer({"zh": "是"}, "a"), Answer({"zh": "否"}, "nowhere")), {}),)
    tree = Tree("t", "t.yaml", {"zh": "树"}, "a", nodes, (), article="one")
    html = rendered(replace(full_centre(), articles=(article("one", text("zh", "一")),), trees=(tree,)))
    assert '<a href="#tree-t-a">甲？</a>' in html["zh/one/index.html"]


def test_a_tree_with_a_million_paths_stays_small(rendered: Render) -> None:
    def node(n: int) -> Node:
        return Node(f"n{n}", {"zh": f"第 {n} 问？"}, tuple(Answer({"zh": str(k)}, f"n{n + 1}") for k in range(4)), {})

    end = End("n10", "fix", {"zh": "好了"})
    tree = Tree("t", "t.yaml", {"zh": "树"}, "n0", tuple(map(node, range(10))), (end,), article="one")
    html = rendered(replace(full_centre(), articles=(article("one", text("zh", "一")),), trees=(tree,)))
    assert len(html["zh/one/index.html"]) < 100_000


def test_related_articles_that_exist_are_listed(pages: Pages) -> None:
    related = pages["zh/renew-red/index.html"].split('id="ui-related"')[1]
    assert '<a href="../payment-failed/">支付失败怎么办</a>' in related
    assert "nowhere" not in related


def test_every_article_but_the_support_one_offers_support(pages: Pages) -> None:
    assert 'class="support"' in pages["zh/renew-red/index.html"]
    assert 'class="support"' not in pages["zh/contact/index.html"]


def test_an_article_in_one_language_is_listed_in_the_other_and_says_so(pages: Pages) -> None:
    listed = pages["en/topics/renew/index.html"]
    assert (
        '<a class="tile" href="../../../zh/only-zh/"><span class="tile-title"><span lang="zh-Hans">只有中文' in listed
    )
    own = pages["zh/only-zh/index.html"]
    assert '<p class="only-in" lang="en">This article is only in Chinese so far.</p>' in own
    assert '<a class="switch" lang="en" hreflang="en" href="../../en/">English</a>' in own


def test_the_language_switch_leads_to_the_same_article(pages: Pages) -> None:
    switch = '<a class="switch" lang="en" hreflang="en" href="../../en/renew-red/" data-keep-anchor>English</a>'
    assert switch in pages["zh/renew-red/index.html"]


def test_a_notice_waits_hidden_for_its_dates_and_states_them_without_scripts(pages: Pages) -> None:
    html = pages["zh/payment-failed/index.html"]
    assert '<div class="notice" hidden data-first="2026-11-22" data-last="2026-11-24" data-cards="red"' in html
    assert "<b>2026年11月22日至2026年11月24日</b> 付款较慢" in html
    assert "付款较慢" not in pages["zh/renew-red/index.html"]
    assert "付款较慢" in pages["zh/index.html"]


def test_chinese_questions_stand_by_topic_and_english_ones_by_letter(pages: Pages) -> None:
    chinese, english = pages["zh/questions/index.html"], pages["en/questions/index.html"]
    assert chinese.index("<h2>续费</h2>") < chinese.index("怎么给红卡充值") < chinese.index("<h2>付款</h2>")
    assert english.index("<h2>C</h2>") < english.index("Can I top up online?") < english.index("<h2>H</h2>")
    assert '<a href="../renew-red/">怎么给红卡充值</a>' in chinese
    assert "<h2>其他</h2>" in chinese
    assert "怎么联系客服" in chinese


@pytest.mark.parametrize(
    ("asked", "letter"), [("  “Why", "W"), ("éSIM", "E"), ("3 days", "#"), ("红卡", "#"), ("", "#")]
)
def test_a_question_is_listed_under_its_first_letter(asked: str, letter: str) -> None:
    assert first_letter(asked) == letter


def test_all_topics_lists_the_uncategorised_last(pages: Pages) -> None:
    html = pages["zh/topics/index.html"]
    assert html.index("<h2>其他</h2>") < html.index('<a href="../contact/">怎么联系客服</a>')


def test_404_speaks_every_language(pages: Pages) -> None:
    html = pages["404.html"]
    assert '<section lang="zh-Hans">' in html
    assert '<section lang="en">' in html
    assert "找不到这个页面" in html
    assert "We cannot find this page" in html


def test_structured_answers_hold_the_short_answer_and_learnt_ones(pages: Pages) -> None:
    html = pages["zh/renew-red/index.html"]
    stated = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert stated["@type"] == "FAQPage"
    assert stated["inLanguage"] == "zh-Hans"
    answers = {one["name"]: one["acceptedAnswer"]["text"] for one in stated["mainEntity"]}
    assert answers == {"红卡怎么续费": "登录官网或 App，选好续费方式，付款并确认。", "能退款吗？": "七天内可以。"}


def test_a_plain_folder_has_no_trace_of_what_it_does_not_use(rendered: Render) -> None:
    plain = rendered(plain_centre())
    assert set(plain) == {
        "404.html", "index.html", "zh/index.html", "zh/topics/index.html", "zh/questions/index.html",
        "zh/a-0000/index.html", "zh/a-0001/index.html", "zh/a-0002/index.html",
    }  # fmt: skip
    absent = ('class="cards', 'class="badge', 'class="answer"', 'class="unstated"', 'class="support"', "data-card-ids")
    absent += (
        'class="contents"',
        'class="switch"',
        "hreflang",
        "按主题查找",
        'id="ui-related"',
        "最近",
        'class="notice"',
    )
    assert not [(path, part) for path, html in plain.items() for part in absent if part in html]
    assert not [path for path, html in plain.items() if re.search(r"<(ul|ol|p|h2|dl|section)[^>]*>\s*</\1>", html)]
    assert all(f"文章 {n}" in plain["zh/index.html"] for n in range(3))


def test_one_card_alone_is_not_told_apart(rendered: Render) -> None:
    html = "".join(rendered(full_centre(cards=(Card("red", {"zh": "红卡"}),))).values())
    assert 'name="card"' not in html
    assert 'class="badge"' not in html
    assert 'class="card-block"' not in html


def hostile_centre() -> Centre:
    everywhere = {"zh": HOSTILE, "en": HOSTILE}
    node = Node("n", everywhere, (Answer(everywhere, "e"),), everywhere)
    texts = (text(lang, HOSTILE, HOSTILE, "<p>body</p>", questions=(HOSTILE,)) for lang in ("zh", "en"))
    return Centre(
        Settings(everywhere, everywhere, support="one", cards=(Card("a", everywhere), Card("b", everywhere))),
        categories=(Category("c", everywhere, everywhere),),
        articles=(article("one", *texts, category="c", cards=("a",), unknowns=("N1", "N2")),),
        unknowns=(
            Unknown("N1", (), everywhere, everywhere),
            Unknown("N2", (), everywhere, {}, answer=everywhere, source=HOSTILE, answered=DAY, author=HOSTILE),
        ),
        trees=(Tree("t", "", everywhere, "n", (node,), (End("e", "fix", everywhere, (everywhere,)),), article="one"),),
        notices=(Notice("n", DAY, DAY, everywhere),),
    )


def test_hostile_titles_answers_and_settings_stay_text(rendered: Render) -> None:
    for path, html in rendered(hostile_centre()).items():
        assert "<script>" not in html, path
        assert "49" not in words_of(html), path
        scripts = [one for one in Elements(html).named("script") if "src" not in one]
        assert all(one == {"type": "application/ld+json"} for one in scripts), path
        assert html.count("</title>") == 1, path
        assert words_of(html).count("alert(1)") or path == "404.html"
    article_html = rendered(hostile_centre())["zh/one/index.html"]
    stated = json.loads(article_html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert stated["name"] == HOSTILE
