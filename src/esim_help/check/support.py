"""Rules ``unsupported`` and ``other-card``: what a text names, a fact cited there names too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esim_help.check.grounds import Ground, Grounds, Name, mentions, methods, names_of, words_of_others
from esim_help.check.passages import STATEMENTS, Passage
from esim_help.check.quantities import quantities
from esim_help.check.sentences import is_question, is_reported, says_not_stated, sentences
from esim_help.check.vocabulary import AFFIRMED, PAYMENT_PAGE
from esim_help.errors import Problem
from esim_help.model.settings import Card


def check_support(said: Sequence[Passage], grounds: Grounds, cards: Sequence[Card]) -> Iterator[Problem]:
    """Problems of statements that name what nothing cited there names."""
    names = names_of(grounds.facts)
    for passage in said:
        if passage.kind not in STATEMENTS:
            continue
        rests_on = grounds.of(passage)
        yield from _quantities(passage, [*rests_on, grounds.always])
        yield from _methods(passage, rests_on)
        yield from _names_of_other_cards(passage, names, cards)


def _quantities(passage: Passage, rests_on: Sequence[Ground]) -> Iterator[Problem]:
    for sentence in sentences(passage.text):
        for quantity in quantities(sentence):
            if any(ground.states(quantity) for ground in rests_on) or is_reported(sentence[: quantity.start]):
                continue
            words = sentence[quantity.start : quantity.end].strip()
            where = f"in no fact cited here{_cited(passage)}"
            message = f"{words!r} is {where}; cite the fact that states it, or leave it out: {sentence!r}"
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


def _names_of_other_cards(passage: Passage, names: Sequence[Name], cards: Sequence[Card]) -> Iterator[Problem]:
    """A thing named for the other card only, in words for one card."""
    if len(passage.cards) != 1 or len(cards) < 2:
        return
    (card,) = passage.cards
    other_words = words_of_others(card, cards)
    for sentence in sentences(passage.text):
        if leaves_open(sentence) or mentions(sentence, other_words) or mentions(passage.lead, other_words):
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


def _cited(passage: Passage) -> str:
    facts = sorted(passage.cited)
    return f" ({', '.join(facts)})" if 0 < len(facts) <= 8 else ""
