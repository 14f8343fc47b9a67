"""Rules ``unsupported`` and ``other-card``: what a text names, a fact cited there names too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from esim_help.check.grounds import Ground, Grounds, Name, methods, names_of
from esim_help.check.passages import BLANK, STATEMENTS, Passage
from esim_help.check.quantities import Quantity, quantities
from esim_help.check.sentences import is_question, says_not_stated, sentences
from esim_help.check.vocabulary import AFFIRMED, PAYMENT_PAGE
from esim_help.errors import Problem
from esim_help.model.settings import Card

_ACTION = re.compile(
    r"(?:点击?|点选|按下?|轻触|打开|进入|进到|前往|选择?|切换到|找到|勾选)[“「\"'\s]*$"
    r"|\b(?:tap|click|press|hit|open|select|choose|pick|go to|visit|find|under|see|on)(?: on| the)?[“\"'\s]*$",
    re.IGNORECASE,
)
_SCREEN = re.compile(
    r"^[”」\"'\s]*(?:\([^)]*\)|（[^）]*）)?\s*(?:这个|这一)?(?:页面|页|按钮|菜单|选项卡|标签|栏目|入口|界面)"
    r"|^[”\"'\s]*(?:\([^)]*\))?\s*(?:page|button|menu|tab|screen|option|link|section)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"「([^」]{1,30})」|“([^”]{1,30})”|\"([^\"]{1,30})\"")


def check_support(
    said: Sequence[Passage], grounds: Grounds, cards: Sequence[Card], titles: Collection[str] = ()
) -> Iterator[Problem]:
    """Problems of statements that name what nothing cited there names; ``titles`` may be quoted anywhere."""
    names = names_of(grounds.facts)
    screens = sorted({fact.screen for fact in grounds.facts if fact.screen})
    for passage in said:
        if passage.kind not in STATEMENTS:
            continue
        rests_on = grounds.of(passage)
        yield from _quantities(passage, [*rests_on, grounds.always])
        yield from _methods(passage, rests_on)
        yield from _screens(passage, rests_on, screens, titles)
        yield from _names_of_other_cards(passage, names, cards)


def _quantities(passage: Passage, rests_on: Sequence[Ground]) -> Iterator[Problem]:
    for quantity in quantities(passage.text):
        if not any(ground.states(quantity) for ground in rests_on):
            words = passage.text[quantity.start : quantity.end].strip()
            where = f"in no fact cited here{_cited(passage)}"
            message = (
                f"{words!r} is {where}; cite the fact that states it, or leave it out: {_around(passage, quantity)}"
            )
            yield Problem(passage.path, passage.line, "unsupported", message)


def _methods(passage: Passage, rests_on: Sequence[Ground]) -> Iterator[Problem]:
    for sentence in sentences(passage.text):
        unnamed = [name for name, _ in methods(sentence) if not any(name in ground.methods for ground in rests_on)]
        if unnamed and not leaves_open(sentence):
            message = (
                f"{', '.join(dict.fromkeys(unnamed))}: no fact cited here names this way to pay; "
                f"say that the guide does not name it, and send the reader to the payment page: {sentence!r}"
            )
            yield Problem(passage.path, passage.line, "unsupported", message)


def leaves_open(sentence: str) -> bool:
    """Whether a sentence that names a thing says neither yes nor no.

    >>> leaves_open("支付宝：红卡的指南提到了，leb 的指南没有提到。"), leaves_open("目前不支持 PayPal。")
    (True, False)
    """
    if says_not_stated(sentence) or is_question(sentence):
        return True
    return PAYMENT_PAGE.search(sentence) is not None and AFFIRMED.search(sentence) is None


def _screens(
    passage: Passage, rests_on: Sequence[Ground], screens: Sequence[str], titles: Collection[str]
) -> Iterator[Problem]:
    known = {ground.screen for ground in rests_on}
    for words, start, end in _quoted(passage, screens):
        if words in known or words in titles or BLANK in words:
            continue
        before, after = passage.text[max(0, start - 16) : start], passage.text[end : end + 40]
        if _ACTION.search(before) or _SCREEN.search(after):
            quoted = ", ".join(sorted(filter(None, known))) or "none"
            message = f"screen name {words!r} is in no fact cited here, which quote {quoted}; describe the page instead"
            yield Problem(passage.path, passage.line, "unsupported", message)


def _quoted(passage: Passage, screens: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(words, start, end) of what is bold, in quotation marks (included in the range), or called like a screen."""
    for start, end in passage.bold:
        yield passage.text[start:end].strip(), start, end
    for match in _QUOTED.finditer(passage.text):
        yield (match[1] or match[2] or match[3]).strip(), match.start(), match.end()
    for screen in screens:
        at = passage.text.find(screen)
        if at >= 0:
            yield screen, at, at + len(screen)


def _names_of_other_cards(passage: Passage, names: Sequence[Name], cards: Sequence[Card]) -> Iterator[Problem]:
    """A thing named for the other card only, in words for one card."""
    if len(passage.cards) != 1 or len(cards) < 2:
        return
    (card,) = passage.cards
    other_words = [word.lower() for other in cards if other.id != card for word in (*other.words, *other.name.values())]
    for sentence in sentences(passage.text):
        if leaves_open(sentence) or _mentions(sentence, other_words) or _mentions(passage.lead, other_words):
            continue
        taken: set[int] = set()
        for name in names:
            for match in name.pattern.finditer(sentence):
                place = set(range(match.start(), match.end()))
                if card not in name.cards and not place & taken and not methods(match[0]):
                    listed = ", ".join(sorted(name.cards))
                    message = f"{match[0]!r} is named for {listed} only, and these words are for {card}: {sentence!r}"
                    yield Problem(passage.path, passage.line, "other-card", message)
                taken |= place


def _mentions(text: str, words: Collection[str]) -> bool:
    folded = text.lower()
    return any(word in folded for word in words)


def _cited(passage: Passage) -> str:
    facts = sorted(passage.cited)
    return f" ({', '.join(facts)})" if 0 < len(facts) <= 8 else ""


def _around(passage: Passage, quantity: Quantity) -> str:
    """The words around a quantity, quoted."""
    return repr(passage.text[max(0, quantity.start - 20) : quantity.end + 20].strip())
