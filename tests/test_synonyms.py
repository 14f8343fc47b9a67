"""The shipped synonyms: well formed, and never a bridge between things that a customer must not confuse."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

import pytest

from esim_help.analysis.characters import fold
from esim_help.index.make_tables import listed_phrase
from esim_help.index.tables import phrase_of, phrase_terms
from esim_help.index.word_lists import listed_wordings, shipped_synonyms

Terms = tuple[str, ...]

LONGEST_PHRASE = 6
"""Units; Han phrases are words, English ones what a customer types without a breath."""

NEVER_THE_SAME = [
    # what happened to the money
    ("扣款", "退款"), ("charged twice", "refund"), ("扣款", "到账"), ("money taken", "payment received"),
    ("到账", "没到账"), ("payment received", "not credited"), ("收到", "没收到"), ("received", "not received"),
    ("付款成功", "支付失败"), ("payment successful", "payment failed"), ("支付失败", "重复扣款"), ("拒付", "退款"),
    ("declined", "refund"), ("没到账", "退款"), ("没到账", "支付失败"), ("充值", "退款"), ("充值", "提现"),
    ("top up", "withdraw"), ("余额", "费用"), ("balance", "price"), ("余额", "流量"), ("没收到", "没到账"),
    # what became of the line
    ("到期", "有效期"), ("expired", "valid until"), ("停机", "复机"), ("suspended", "reactivate"), ("停机", "续费"),
    ("cut off", "renew"), ("停机", "注销"), ("suspended", "close account"), ("停机", "没信号"), ("激活", "停机"),
    ("activate", "deactivated"), ("安装", "注销"), ("到期", "注销"), ("挂失", "停机"), ("丢失", "补卡"),
    ("续费", "自动续费"), ("renew", "autopay"), ("续费", "取消"), ("自动续费", "退订"), ("autopay", "unsubscribe"),
    ("续费", "不续费"), ("不续费", "自动续费"), ("流量", "流量用完"), ("没用完", "用完"), ("unused", "used up"),
    # one name of a way to pay for another
    ("支付宝", "微信"), ("alipay", "wechat"), ("支付宝", "银联"), ("alipay", "paypal"), ("信用卡", "借记卡"),
    ("credit card", "debit card"), ("苹果支付", "谷歌支付"), ("apple pay", "google pay"), ("apple pay", "samsung pay"),
    ("贝宝", "支付宝"), ("礼品卡", "信用卡"), ("gift card", "credit card"), ("转账", "信用卡"), ("比特币", "现金"),
    ("礼品卡", "优惠券"), ("gift card", "coupon"),
    # secrets
    ("验证码", "密码"), ("verification code", "password"), ("pin", "puk"), ("密码", "pin"), ("password", "pin"),
    ("验证码", "安全码"), ("verification code", "cvv"), ("验证码", "兑换码"), ("密码", "卡密"), ("puk", "验证码"),
    ("二维码", "验证码"),
    # plans, lines and what they do
    ("升级", "降级"), ("upgrade", "downgrade"), ("包月", "包年"), ("monthly", "yearly"), ("包天", "包月"),
    ("daily", "monthly"), ("预付费", "后付费"), ("prepaid", "postpaid"), ("esim", "sim"), ("esim", "实体卡"),
    ("esim", "physical sim"), ("换手机", "换套餐"), ("换号", "转网"), ("换号", "换手机"), ("换手机", "手机丢失"),
    ("漫游", "国际长途"), ("roaming", "international call"), ("网速慢", "没信号"), ("slow internet", "no signal"),
    ("免费", "收费"), ("便宜", "更贵"), ("cheap", "more expensive"), ("打电话", "短信"), ("语音信箱", "语音助手"),
    ("热点", "公共无线网"), ("hotspot", "public wifi"),
    # people
    ("登录", "退出登录"), ("log in", "log out"), ("登录", "注册"), ("log in", "sign up"), ("登录", "登不进去"),
    ("注册", "注销"), ("register", "close account"), ("官方", "假冒"), ("official", "fake"), ("客服", "诈骗"),
    ("customer service", "scam"), ("可信", "诈骗"), ("安全", "诈骗"), ("盗刷", "扣款"), ("身份证", "护照"),
    ("不想用了", "退款"), ("cancel everything", "refund"), ("手机被偷", "补卡"),
    ("phone stolen", "replacement sim"),
    ("农村", "没信号"), ("rural", "no signal"), ("卡顿", "没信号"), ("buffering", "no signal"), ("日本", "国际长途"),
    ("japan", "international call"), ("给孩子", "携号转网"), ("充话费", "自动续费"),
    ("locked out of my account", "pin"),
    ("锁定", "解锁"), ("locked", "unlock"), ("发票", "账单明细"),
]  # fmt: skip

TOO_GENERAL = [
    "钱", "卡", "网", "号", "码", "充", "退", "付", "交", "怎么", "如何", "怎样", "哪里", "什么", "可以", "为什么",
    "get", "got", "use", "used", "go", "went", "do", "make", "see", "take", "want", "need", "help", "card", "plan",
    "number", "service", "time", "credit", "charge", "left", "order", "change", "transfer", "rate", "code",
    "孩子", "wife", "电脑", "support",
]  # fmt: skip
"""Words that say too little to lead anywhere by themselves."""


def terms_of(word: str) -> Terms:
    return phrase_terms(phrase_of(word))


@cache
def links() -> Mapping[Terms, frozenset[Terms]]:
    """Every wording, as the engine sees it, to what it leads to."""
    found: defaultdict[Terms, set[Terms]] = defaultdict(set)
    for rule in shipped_synonyms():
        for word in rule.words:
            found[terms_of(word)].update(terms_of(other) for other in (*(rule.means or rule.words), *rule.related))
    return {word: frozenset(others - {word}) for word, others in found.items()}


def reached(word: Terms, hops: int) -> set[Terms]:
    found = {word}
    for _ in range(hops):
        found = found.union(*(links().get(known, ()) for known in found))
    return found


def words() -> Iterator[str]:
    for rule in shipped_synonyms():
        yield from rule.words
        yield from rule.means
        yield from rule.related


def lines() -> list[str]:
    text = resources.files("esim_help.index").joinpath("synonyms.json").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def test_an_entry_stands_on_a_line_of_its_own_and_has_no_other_keys() -> None:
    first, *entries, last = lines()
    assert (first, last) == ("[", "]")
    parsed = [json.loads(entry.strip().removesuffix(",")) for entry in entries]
    assert [e for e in parsed if "words" not in e or e.keys() - {"words", "means", "related"}] == []
    assert [e for e in parsed if not all(e.values())] == []
    assert len(parsed) == len(shipped_synonyms())


def test_the_list_covers_the_domain_and_no_more_than_was_read_through() -> None:
    assert 1_000 <= len(shipped_synonyms()) <= 1_250
    assert 10_000 <= len(set(words())) <= 14_000


@pytest.mark.parametrize("wording", ["充值", "top up", "续费 renew", "sim卡", "wi fi 密码"])
def test_a_listed_wording_has_the_units_of_any_text(wording: str) -> None:
    assert listed_phrase(wording) == phrase_of(wording)


def test_every_listed_wording_has_the_units_of_any_text() -> None:
    assert [wording for wording in listed_wordings() if listed_phrase(wording) != phrase_of(wording)] == []


def test_a_group_has_at_least_two_words_and_an_arrow_has_both_ends() -> None:
    assert [r for r in shipped_synonyms() if not r.words or (not r.means and len(r.words) < 2)] == []


def test_no_two_words_of_a_group_are_one_and_the_same_to_the_engine() -> None:
    repeated = []
    for rule in shipped_synonyms():
        for side in (rule.words, rule.means):
            counts = Counter(terms_of(word) for word in side)
            repeated += [word for word in side if counts[terms_of(word)] > 1]
    assert repeated == []


def test_no_word_of_an_arrow_means_itself() -> None:
    rules = shipped_synonyms()
    assert [w for r in rules for w in r.words if terms_of(w) in {terms_of(m) for m in r.means}] == []


def test_no_rule_is_given_twice() -> None:
    counts = Counter((frozenset(map(terms_of, r.words)), frozenset(map(terms_of, r.means))) for r in shipped_synonyms())
    assert [rule for rule, times in counts.items() if times > 1] == []


def test_every_word_is_folded_already_and_gives_units() -> None:
    assert [w for w in words() if w != fold(w) or w != w.strip() or not phrase_of(w)] == []


def test_a_phrase_is_short() -> None:
    assert [w for w in words() if len(phrase_of(w)) > LONGEST_PHRASE + 2 * (not w.isascii())] == []


def test_a_meaning_is_never_a_lone_chinese_character() -> None:
    assert [w for rule in shipped_synonyms() for w in rule.means or rule.words if len(w) == 1] == []


def test_a_lone_chinese_character_beside_a_latin_word_stands_only_where_all_say_it_so() -> None:
    """Its character is looked for by itself: ``sim卡`` would be found, weakly, wherever there is a ``卡``."""
    mixed = {w for w in words() if not w.isascii()}
    lone = {w for w in mixed if any(len(term) == 1 and not term.isascii() for term in terms_of(w))}
    assert lone <= {"pin码", "puk码", "几个g", "兆"}


@pytest.mark.parametrize("word", TOO_GENERAL)
def test_a_word_that_says_too_little_leads_nowhere(word: str) -> None:
    assert terms_of(word) not in links()


@pytest.mark.parametrize(("one", "other"), NEVER_THE_SAME)
def test_what_a_customer_must_not_confuse_is_not_linked_even_through_a_third_word(one: str, other: str) -> None:
    assert terms_of(other) not in reached(terms_of(one), hops=2)
    assert terms_of(one) not in reached(terms_of(other), hops=2)


def test_what_must_not_be_confused_is_in_the_list_at_all() -> None:
    """A pair of which the list knows neither word would guard nothing."""
    known = set(links()).union(*links().values())
    assert [pair for pair in NEVER_THE_SAME if not any(terms_of(word) in known for word in pair)] == []


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("充值", "续费"), ("续费", "top up"), ("top up", "缴费"), ("话费", "余额"), ("没到账", "not credited"),
        ("付不了", "payment failed"), ("退钱", "refund"), ("停机", "suspended"), ("没网", "no signal"),
        ("otp", "验证码"), ("登陆", "登录"), ("hotline", "客服"), ("换套餐", "change plan"), ("出国", "漫游"),
        ("挂失", "丢失"), ("puk", "puk码"), ("tethering", "热点"), ("携号转网", "number porting"),
        ("alipay", "支付宝"), ("wechat", "微信"), ("unionpay", "银联"), ("paypal", "贝宝"), ("credit card", "信用卡"),
        ("direct debit", "自动续费"), ("kyc", "实名认证"), ("scam", "诈骗"), ("报销", "invoice"), ("开通", "activate"),
        ("多少钱", "price"), ("voicemail", "语音信箱"), ("副卡", "family plan"), ("wire", "汇款"), ("储值", "充值"),
        ("简讯", "短信"), ("钱扣了没到账", "付款失败"), ("took my money but", "not arrived"), ("查话费", "余额"),
        ("data do i have", "usage"), ("left my phone", "lost"), ("手机被偷", "挂失"), ("日本", "漫游"),
        ("japan", "roaming"),
        ("vacation", "abroad"), ("很卡", "网速"), ("laggy", "slow"), ("农村", "覆盖"), ("rural", "coverage"),
        ("for my kids", "family plan"), ("cant log in", "password"), ("不想用了", "注销"), ("几点关门", "营业时间"),
        ("when do you close", "opening hours"), ("弄上去", "激活"), ("laptop", "hotspot"),
        ("snapped", "replacement sim"),
        ("charge me every month", "autopay"), ("还想用", "续订"), ("new iphone", "new phone"),
    ],
)  # fmt: skip
def test_the_words_of_a_customer_lead_to_the_words_of_an_article(word: str, means: str) -> None:
    assert terms_of(means) in links()[terms_of(word)]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("挂失", "丢失"), ("升级", "换套餐"), ("云闪付", "银联"), ("月租", "价格"), ("欠费", "停机"), ("gb", "流量"),
        ("日本", "漫游"), ("村里", "覆盖"), ("手机被偷", "挂失"), ("很卡", "slow"), ("laptop", "hotspot"),
        ("不想用了", "注销"),
        ("信用卡", "银行卡"), ("paid", "pay"), ("断网", "停机"), ("断网", "没信号"), ("登陆", "登录"),
    ],
)  # fmt: skip
def test_an_arrow_does_not_lead_back(narrow: str, wide: str) -> None:
    assert terms_of(wide) in links()[terms_of(narrow)]
    assert terms_of(narrow) not in links().get(terms_of(wide), frozenset())
