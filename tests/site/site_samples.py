"""Centres to render: one with everything in it, one plain folder of Markdown; and a reader of the output."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from html.parser import HTMLParser

from esim_help.model.article import Article, Block, Section, Text
from esim_help.model.centre import Category, Centre, Notice
from esim_help.model.fact import Unknown
from esim_help.model.settings import Card, Settings
from esim_help.model.tree import Answer, End, Node, Tree

DAY = datetime.date(2026, 11, 22)
HOSTILE = "\"><script>alert(1)</script>{{ 7*7 }}&amp;'</title>"
Pages = Mapping[str, str]


def text(lang: str, title: str, answer: str = "", *html: str | Block, **more: object) -> Text:
    blocks = tuple(block if isinstance(block, Block) else Block("plain", block, "", 1) for block in html)
    return Text(lang, f"{lang}/x.md", title, answer, blocks=blocks, **{"reviewed": DAY, **more})  # type: ignore[arg-type]


def article(id: str, *texts: Text, **more: object) -> Article:
    return Article(id, {one.lang: one for one in texts}, **{"cards": ("red", "leb"), **more})  # type: ignore[arg-type]


def card_block(card: str, html: str) -> Block:
    return Block("card", html, "", 1, card)


def sections(*headings: str) -> tuple[Section, ...]:
    return tuple(Section(f"s{n}", heading, 2, ()) for n, heading in enumerate(headings, 1))


RENEW = article(
    "renew-red",
    text(
        "zh",
        "红卡怎么续费",
        "登录官网或 App，选好续费方式，付款并确认。",
        '<h2 id="s1">步骤</h2><ol><li>登录，打开<strong>我的账户</strong>。</li></ol>',
        '<p>失败了看<a href="article:payment-failed#s1">这里</a>，或看<a href="article:broken">坏掉的文章</a>。</p>',
        Block("ours", "<p>先截图。</p>", "", 1),
        sections=sections("步骤", "怎么知道成功了", "没成功怎么办"),
        questions=("红卡怎么续费", "怎么给红卡充值"),
    ),
    text(
        "en",
        "Renew a 红卡 (Red Card) eSIM",
        "Sign in, choose how to renew, pay and confirm.",
        "<p>Open <strong>我的账户</strong> (My account).</p>",
        questions=("How do I renew my red card?", "Can I top up online?"),
    ),
    cards=("red",),
    category="renew",
    related=("payment-failed", "only-zh", "nowhere"),
    unknowns=("N08", "N09", "N99"),
    aliases=("renew-old",),
)
PAYMENT = article(
    "payment-failed",
    text(
        "zh",
        "支付失败怎么办",
        "先核对信息和余额，再试一次。",
        '<p><img src="file:zh/pay/screen.png" alt="付款页" /></p><p><img src="file:gone.png" alt="没有" /></p>',
        card_block("red", '<h2 id="s1">核对</h2><p>核对银行卡有效期。</p>'),
        card_block("leb", "<p>确认钱包里有足够的钱。</p>"),
        questions=("付款一直失败",),
    ),
    text(
        "en", "Payment failed", "Check the details and your funds, then try once more.", questions=("payment declined",)
    ),
    category="pay",
    unknowns=("N08",),
)
ONLY_ZH = article("only-zh", text("zh", "只有中文", "这篇只有中文。", questions=("只有中文吗",)), category="renew")
CONTACT = article("contact", text("zh", "怎么联系客服"), text("en", "How to reach support"), category="")
TREE = Tree(
    "pay",
    "trees/pay.yaml",
    {"zh": "一步步查", "en": "Step by step"},
    "message",
    (
        Node("message", {"zh": "有报错吗？", "en": "Is there an error?"}, (
            Answer({"zh": "有", "en": "Yes"}, "funds"), Answer({"zh": "没有", "en": "No"}, "retry")), {}),
        Node("funds", {"zh": "余额够吗？", "en": "Enough money?"}, (
            Answer({"zh": "够", "en": "Yes"}, "support"), Answer({"zh": "不够", "en": "No"}, "retry")),
            {"zh": "看钱包。", "en": "Look at the wallet."}, cards=("leb",), otherwise="support"),
    ),
    (
        End("retry", "fix", {"zh": "再试一次。", "en": "Try again."}),
        End("support", "contact", {"zh": "联系客服。", "en": "Contact support."}, ({"zh": "付款时间", "en": "Time"},)),
    ),
    article="payment-failed",
)  # fmt: skip
UNKNOWNS = (
    Unknown(
        "N08",
        ("red", "leb"),
        {"zh": "多久到账？", "en": "How long does it take?"},
        {"zh": "先看收据。", "en": "Look at the receipt."},
    ),
    Unknown(
        "N09",
        ("red",),
        {"zh": "能退款吗？", "en": "Is there a refund?"},
        {},
        answer={"zh": "七天内可以。", "en": "Within seven days."},
        source="运营商邮件",
        answered=DAY,
        author="Li",
    ),
)


def full_centre(**changes: object) -> Centre:
    settings = {
        "title": {"zh": "eSIM 帮助中心", "en": "eSIM Help Centre"},
        "description": {"zh": "续费和付款", "en": "Renewal and payment"},
        "support": "contact",
        "popular": ("renew-red", "payment-failed"),
        "cards": (Card("red", {"zh": "红卡", "en": "Red Card"}), Card("leb", {"zh": "leb 卡", "en": "leb"})),
        **changes,
    }
    return Centre(
        settings=Settings(**settings),  # type: ignore[arg-type]
        categories=(
            Category("renew", {"zh": "续费", "en": "Renewal"}, {"zh": "怎么续", "en": "How to renew"}),
            Category("pay", {"zh": "付款", "en": "Payment"}, {}),
            Category("empty", {"zh": "空的", "en": "Empty"}, {}),
        ),
        articles=(CONTACT, ONLY_ZH, PAYMENT, RENEW),
        trees=(TREE,),
        unknowns=UNKNOWNS,
        notices=(
            Notice(
                "slow",
                DAY,
                DAY + datetime.timedelta(days=2),
                {"zh": "付款较慢", "en": "Payments are slow"},
                ("red",),
                ("pay",),
            ),
        ),
    )


def plain_centre(count: int = 3) -> Centre:
    articles = (
        article(f"a-{n:04}", text("zh", f"文章 {n}", "", f"<p>正文 {n}</p>", reviewed=None), cards=())
        for n in range(count)
    )
    return Centre(settings=Settings(title={"zh": "帮助", "en": "帮助"}), articles=tuple(articles))


class Elements(HTMLParser):
    """Every start tag of a document with its attributes, and its visible text by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.found if name in attributes]

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]
