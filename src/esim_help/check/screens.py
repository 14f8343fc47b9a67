"""Rule ``unsupported`` for names on a screen: what a reader is told to tap or open is quoted in a fact cited there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from esim_help.check.grounds import Ground, Grounds, methods
from esim_help.check.passages import BLANK, STATEMENTS, Passage
from esim_help.check.sentences import CLAUSE_END
from esim_help.errors import Problem

_DO = (
    r"(?:点击?|点选|点按|按下?|长按|轻触|打开|进入|进到|前往|选择?|切换到|切到|找到|勾选|勾上|启用|开启"
    r"|关闭|关掉|展开|去|进)"
)
_DO_EN = (
    r"\b(?:tap|taps|tapping|click|clicking|press|pressing|hit|open|opening|select|choose|pick|go to|visit"
    r"|find|under|on|in|inside|swipe to"
    r"|scroll to|navigate to|head to|turn on|switch on|switch off|turn off|toggle|enable|disable|tick|use)"
)
_ACTION = re.compile(
    rf"{_DO}[^，。；：！？“”「」\"]{{0,8}}[“「\"'‘《【\s]*$|{_DO_EN}(?: on| the| your| a| an| to)*[“‘\"'\s]*$",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:说|写(?:着|的)?|叫|称|显示|提示|问|指|转到|所谓|标题|回复|搜)(?:是|为|作|成)?[：:]?[“「\"'‘\s]*$"
    r"|\b(?:say|says|said|saying|called|reads?|asks?|named|as|such as|shows?|means?)\b[:,]?[“‘\"'\s]*$",
    re.IGNORECASE,
)
_SCREEN = re.compile(
    r"^[”」’》】\"'\s]*(?:\([^)]*\)|（[^）]*）)?\s*(?:这个|这一|的)?(?:页面|页|按钮|按键|菜单|选项|标签|栏目|栏|入口|界面|图标|开关|里|中(?!文)|下面?|处)"
    r"|^[”’\"'\s]*(?:\([^)]*\))?\s*(?:page|button|menu|tab|screen|option|link|section|icon|area|panel|switch|tile)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"「([^」]{1,30})」|“([^”]{1,30})”|\"([^\"]{1,30})\"|‘([^’]{1,30})’|《([^》]{1,30})》|【([^】]{1,30})】"
    r"|(?<![A-Za-z])'([A-Z][^']{1,30})'(?![A-Za-z])"
)
_TITLED = re.compile(
    r"\b(?i:tap|taps|click|press|hit|open|opens|select|choose|pick|go to|visit|under|enter|swipe to"
    r"|scroll to|navigate to"
    r"|head to|find|toggle|tick)(?: on| the| your)* (?P<name>[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|and|of|to|my|&))*)"
)
_TAPPED = re.compile(
    r"(?:点击|点按|点选|轻触|(?<![一二两三四五六七八九十几\d优缺特地重观早晚快慢起终])点)(?:一下|上面的?|下方的?|底部的?|顶部的?|右边的?|左边的?)?"
    r"(?P<name>(?!开|进|名|数|子|击|这|那|此|链接|邮件|网址|它|了|过|群|别人|陌生|任何|里面|下面|完|不|一|到|在|出|按|选|餐|时|我们|后|前|哪|什么|几|半|钟|整|分|至)[\u4e00-\u9fff]{2,8}?)"
    r"(?=$|[，。；、：）”再就即]|按钮|图标|，|然后|进|查|里|后)"
)
_ORDINARY = frozenset(
    {
        "wi-fi",
        "app",
        "esim",
        "sim",
        "english",
        "chinese",
        "red",
        "leb",
        "i",
        "qr",
        "id",
        "it",
        "if",
        "step",
        "android",
        "pay",
    }
)
"""Capitalised words that name no screen."""


def check_screens(said: Sequence[Passage], grounds: Grounds, titles: Collection[str] = ()) -> Iterator[Problem]:
    """Problems of names on a screen that no fact cited there quotes; ``titles`` may be quoted anywhere."""
    screens = sorted({fact.screen for fact in grounds.facts if fact.screen})
    for passage in said:
        if passage.kind in STATEMENTS:
            yield from _unquoted(passage, [*grounds.of(passage), grounds.always], screens, titles)


def _unquoted(
    passage: Passage, rests_on: Sequence[Ground], screens: Sequence[str], titles: Collection[str]
) -> Iterator[Problem]:
    known = {ground.screen for ground in rests_on if ground.screen}
    for words in _on_screen(passage, screens):
        if words not in known and not _is_ours(words, rests_on, titles):
            quoted = ", ".join(sorted(known)) or "none"
            message = f"screen name {words!r} is in no fact cited here, which quote {quoted}; describe the page instead"
            yield Problem(passage.path, passage.line, "unsupported", message)


def _is_ours(words: str, rests_on: Sequence[Ground], titles: Collection[str]) -> bool:
    """Whether the words are a title of ours, a blank, a way to pay, or stand so in a fact."""
    if BLANK in words or methods(words) or words.lower().split(" ")[0] in _ORDINARY:
        return True
    if any(title.startswith(words) or words.startswith(title) for title in titles):
        return True
    return words.isascii() and any(words in text for ground in rests_on for text in ground.texts)


def _on_screen(passage: Passage, screens: Sequence[str]) -> Iterator[str]:
    """What the passage names on a screen: bold, quoted, called like one, or in capitals behind a verb of tapping."""
    text = passage.text
    for words, start, end in _marked(passage, screens):
        clause = CLAUSE_END.split(text[max(0, start - 24) : start])[-1]
        if _SCREEN.search(text[end : end + 40]) or (_ACTION.search(clause) and not _REPORTS.search(clause)):
            yield words
    yield from (match["name"] for match in _TITLED.finditer(text))
    yield from (match["name"] for match in _TAPPED.finditer(text))


def _marked(passage: Passage, screens: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(words, start, end) of what is bold, in quotation marks (included in the range), or called like a screen."""
    for start, end in passage.bold:
        yield passage.text[start:end].strip(), start, end
    for match in _QUOTED.finditer(passage.text):
        yield next(filter(None, match.groups())).strip(), match.start(), match.end()
    for screen in screens:
        at = passage.text.find(screen)
        if at >= 0:
            yield screen, at, at + len(screen)
