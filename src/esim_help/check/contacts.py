"""Finds contacts in a text: handles, addresses, telephone, card and account numbers, invitations. Pure reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from esim_help.check.disguise import HAN_FIGURES, fold_disguise, undisguise
from esim_help.check.platforms import BREAK, PLATFORM, SLANG

ContactKind = Literal[
    "handle", "chat account", "host", "short link", "e-mail address", "telephone number", "card number", "IBAN",
    "account name", "invitation",
]  # fmt: skip


class Contact(NamedTuple):
    """What was found, in its plain form; ``host`` is that of an address."""

    kind: ContactKind
    text: str
    host: str = ""


SHORTENERS = frozenset(
    [
        "bit.ly",
        "t.cn",
        "tinyurl.com",
        "goo.gl",
        "is.gd",
        "v.gd",
        "ow.ly",
        "dwz.cn",
        "dwz.mk",
        "url.cn",
        "suo.im",
        "suo.nz",
        "mrw.so",
        "t.co",
        "wa.me",
        "lin.ee",
        "m.me",
        "t.me",
        "telegra.ph",
        "telegram.me",
        "telegram.dog",
        "cutt.ly",
        "rb.gy",
        "s.id",
        "j.mp",
        "buff.ly",
        "shorturl.at",
        "rebrand.ly",
        "reurl.cc",
        "lihi.cc",
        "pse.is",
        "qr.io",
        "linktr.ee",
        "u.wechat.com",
        "weixin.qq.com",
        "work.weixin.qq.com",
        "line.me",
        "discord.gg",
        "chat.whatsapp.com",
    ]
)
_TLDS = (
    "com|net|org|cn|me|io|app|co|info|biz|top|xyz|vip|shop|site|online|link|ly|cc|tv|im|hk|tw|jp|kr|sg|my|uk|de|fr|eu|us|ca|au|ru"
    "|gg|gl|gd|ee|id|at|nz|in|ai|dev|cloud|store|tech|pro|mobi|asia|club|fun|live|chat|support|help|page|dog|ph|la|to|so|mk|be|ws|be|es|it|nl"
    "|example|wang|ltd|group|ren|ink|one|icu|work|world|news|email|services|digital|network|center|host|website|space|press|buzz|cyou|sbs"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_EMAIL = re.compile(rf"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{{0,63}}@({_LABEL}(?:\.{_LABEL}){{1,6}})")
_URL = re.compile(rf"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)({_LABEL}(?:\.{_LABEL}){{0,6}})")
_HOST = re.compile(
    rf"(?<![\w@.-])((?:{_LABEL}\.){{1,6}}(?:{_TLDS}|[a-z]{{2,10}}(?=/[a-z0-9])))(?![a-z0-9_-]|\.[a-z0-9])"
)
_DEEP = re.compile(
    r"\b(?:t\.?me|wa\.?me)/[a-z0-9_+]+|\b(?:tg|weixin|wechat|whatsapp|line|viber|skype|mqq|alipays?)://\S*"
)
_AT_NAME = re.compile(r"(?<![a-z0-9._%+/-])@[a-z0-9_][a-z0-9_.-]{2,}")
_A_PLATFORM = re.compile(PLATFORM)
_NAME = r"[a-z0-9][a-z0-9_.-]{3,31}"
_TELLING = r"(?=[a-z0-9_.-]{0,31}[0-9_])[a-z0-9][a-z0-9_.-]{4,31}"
_CLOSED = r"(?=\s{0,3}(?:$|[，。,;!)】」”\"]|[\u4e00-\u9fff]))"
_OPENING = r"\s{0,3}[“\"「'@(（]?\s{0,3}"
_CHAT = re.compile(
    rf"{PLATFORM}{BREAK}(?:客服|官方|联系)?(?:账?号码?|帐号|群|频道|搜索?|加|找|好友)(?:是|为)?[:=.]?{_OPENING}({_NAME})"
    rf"|{PLATFORM}\s{{0,3}}(?:id|account|channel|group|handle|number"
    rf"|user(?:name)?)?\s{{0,3}}(?:is\b)?\s{{0,3}}[:=-]{_OPENING}({_NAME}){_CLOSED}"
    rf"|{PLATFORM}\s{{0,3}}(?:id|account|channel|group|handle|number"
    rf"|user(?:name)?)?\s{{0,3}}(?:is\b)?{_OPENING}({_TELLING})"
    rf"|(?<![a-z0-9_.-])({_TELLING})\s{{0,3}}(?:on|via|[(（]|在)\s{{0,3}}{PLATFORM}"
    rf"|(?:{PLATFORM}\s{{0,3}}(?:id|handle|user ?name|hao)|\bline ?id)\s{{0,3}}(?:is\b|[:=])?\s{{0,3}}"
    r"(?!not|never|named|given|listed|stated|shown|and\b|are\b|was\b|for\b|that\b|you|the\b|any)([a-z0-9][a-z0-9_.-]{2,31})"
    rf"|(?<![a-z])([a-z]{{2,20}} \d{{2,12}})\s{{0,3}}(?:on|via|at)\s{{0,3}}(?:the )?{PLATFORM}"
    rf"|{PLATFORM}[^。.!?]{{0,16}}?[:：]{_OPENING}({_TELLING})"
    rf"|{PLATFORM}\s{{0,3}}(?:id|account|number|号码?)?\s{{0,3}}[:=]?\s{{0,3}}(\+?\d[\d ()-]{{6,24}}\d)"
)
_GROUP_NAME = re.compile(
    rf"{PLATFORM}\s{{0,3}}(?:交流群|群|频道|客服)(?:名称?"
    rf"|名字)?\s{{0,3}}[:：]\s{{0,3}}[“「\"]?([^\s，。”」\"]{{2,20}})"
)
_FOLLOWED = re.compile(
    rf"(?:公{BREAK}[众z]?{BREAK}号|小程序|视频号|服务号|企业号|店铺|网店|微店|粉丝群|福利群)\s{{0,3}}(?:是|叫|名)?[:：「“【\"]\s{{0,3}}"
    r"[「“【\"]?([^\s，。」”】\"]{2,20})"
)
_LURE = re.compile(
    rf"(?:加|添加|关注|搜索?|联系|私信|私聊|滴滴|dd|add|follow|dm|pm|message|contact|reach (?:us|me)"
    rf"|find (?:us|me)|write to|ping|text)\s{{0,3}}(?:客服|我们?|小编|us|me|our support|on|at"
    rf"|:)*\s{{0,3}}"
    rf"{_OPENING}({_TELLING})"
)
_INVITED = re.compile(
    rf"{SLANG}|(?:长按|识别)[^，。；]{{0,6}}码"
    r"|(?:find|add|reach|look for|look up|search for|hit) (?:us|me) (?:under|as|by|on|at|via|with|up)\b|"
    rf"(?:加|添加|私信|私聊)(?:我们?|客服|小编|官方)?(?:的)?\s{{0,3}}{PLATFORM}|(?:加入|进入?|拉(?:你"
    rf"|您)(?:进|入))(?:我们的?|官方|客服)*\s{{0,3}}{PLATFORM}?\s{{0,3}}(?:交流|客服|福利)?群"
    rf"|扫(?:描|一?下)?(?:下方|下面|上面|图中|这个|此)?(?:的)?(?:二维)?码(?:加|添加|关注|进群|入群|联系)"
    rf"|(?:join|add|follow|message) (?:us|me|our)(?: \w+)? (?:on |in )?{PLATFORM}"
    r"|scan (?:the|this|our) (?:qr )?code to (?:add|join|follow|contact|chat)"
)
_DIGITS = re.compile(r"(?<![a-z]{2})(?<![\d._])\+?\(?\d(?:[\s().-]{0,3}\d){6,30}(?![a-z\d_])")
_HAN_DIGITS = re.compile(rf"[{''.join(HAN_FIGURES)}][\s,-]?(?:[{''.join(HAN_FIGURES)}][\s,-]?){{6,30}}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_HAN_FIGURES = str.maketrans(HAN_FIGURES)
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+")
_TOKEN = re.compile(r"(?<![a-z0-9_@/%?&=.#-])(?=[a-z.#-]*[\d_])[a-z0-9][a-z0-9._#-]{4,40}(?![a-z0-9@])")
_PRODUCTS = frozenset(
    [
        "iphone",
        "ipad",
        "android",
        "windows",
        "galaxy",
        "pixel",
        "mate",
        "redmi",
        "reno",
        "covid",
        "office",
        "version",
        "firmware",
        "tier",
        "step",
        "part",
        "page",
        "figure",
        "bluetooth",
        "wi",
        "wifi",
        "topic",
        "article",
        "chapter",
        "section",
        "item",
        "group",
        "level",
        "room",
        "gate",
        "zone",
    ]
)
"""What is written with a number and is no account."""


def contacts(text: str) -> list[Contact]:
    """Every contact in a text, obfuscated ones in their plain form; each once.

    >>> contacts("s [dot] id / kaka，or write to a (at) b.example")
    [Contact(kind='e-mail address', text='a@b.example', host='b.example'), \
Contact(kind='short link', text='s.id', host='s.id')]
    >>> contacts("联系客服。红卡和 leb 的微信付款")
    []
    """
    found: dict[Contact, None] = {}
    for plain in dict.fromkeys((fold_disguise(text), undisguise(text))):
        for contact in _all(plain):
            found.setdefault(contact)
    mailed = {contact.host for contact in found if contact.kind == "e-mail address"}
    return [contact for contact in found if contact.kind != "host" or contact.host not in mailed]


def _all(plain: str) -> Iterator[Contact]:
    mails = list(_EMAIL.finditer(plain))
    yield from (Contact("e-mail address", match[0], match[1]) for match in mails)
    rest = _EMAIL.sub(" ", plain)
    yield from (Contact("chat account", match[0]) for match in _DEEP.finditer(rest))
    hosts = dict.fromkeys(match[1] for pattern in (_URL, _HOST) for match in pattern.finditer(rest))
    for host in hosts:
        bare = host.removeprefix("www.")
        yield Contact("short link" if bare in SHORTENERS else "host", bare, bare)
    yield from (Contact("handle", match[0]) for match in _AT_NAME.finditer(rest))
    yield from (Contact("account name", name) for name in _accounts(rest))
    yield from _chats(rest)
    yield from _numbers(rest)


def _chats(plain: str) -> Iterator[Contact]:
    if _A_PLATFORM.search(plain):
        for match in _CHAT.finditer(plain):
            yield Contact("chat account", next(filter(None, match.groups())))
        yield from (Contact("chat account", match[1]) for match in _GROUP_NAME.finditer(plain))
    yield from (Contact("chat account", match[1]) for match in _FOLLOWED.finditer(plain))
    yield from (Contact("chat account", match[1]) for match in _LURE.finditer(plain))
    yield from (Contact("invitation", match[0]) for match in _INVITED.finditer(plain))


def _accounts(plain: str) -> Iterator[str]:
    """Words that only an account is called: letters with an underscore, or with two figures or more."""
    if not any(is_account(match[0]) for match in _TOKEN.finditer(plain)):
        return
    for match in _TOKEN.finditer(_HOST.sub(" ", _ADDRESS.sub(" ", plain))):
        if is_account(match[0]):
            yield match[0].strip("._-#")


def is_account(name: str) -> bool:
    """Whether a word is shaped like the name of an account.

    >>> [is_account(name) for name in ("king_88", "king88", "k1ng888", "e-mail", "iphone15", "sm-dp", "5g")]
    [True, True, False, False, False, False, False]
    """
    name = name.strip("._-#")
    letters, figures = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    if re.split(r"[\d._#-]", name)[0] in _PRODUCTS or letters < 3:
        return False
    return "_" in name or (letters >= 4 and figures >= 2 and name[0].isalpha())


def _numbers(plain: str) -> Iterator[Contact]:
    for match in _IBAN.finditer(plain):
        if _is_iban(match[0].replace(" ", "")):
            yield Contact("IBAN", match[0])
    plain = _DATE.sub(" ", plain)
    spoken = (match[0].translate(_HAN_FIGURES) for match in _HAN_DIGITS.finditer(plain))
    for words in (*(match[0] for match in _DIGITS.finditer(plain)), *spoken):
        digits = "".join(filter(str.isdigit, words))
        yield Contact(
            "card number" if 13 <= len(digits) <= 19 and _passes_luhn(digits) else "telephone number", words.strip()
        )


def _passes_luhn(digits: str) -> bool:
    """Whether the last digit of a card number is right.

    >>> _passes_luhn("4111111111111111"), _passes_luhn("4111111111111112")
    (True, False)
    """
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_iban(code: str) -> bool:
    """Whether the two check digits are right (ISO 13616).

    >>> _is_iban("de89370400440532013000"), _is_iban("de89370400440532013001")
    (True, False)
    """
    moved = code[4:] + code[:4]
    return len(code) >= 15 and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1
