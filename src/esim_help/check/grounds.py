"""What a passage may rest on: the facts it cites, unknowns that have been answered since, and the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from esim_help.check.passages import Passage
from esim_help.check.quantities import Quantity, quantities
from esim_help.check.vocabulary import METHOD, PAYMENT_METHODS
from esim_help.model.centre import Centre
from esim_help.model.fact import Fact
from esim_help.model.settings import Card, Settings

_METHODS = tuple(PAYMENT_METHODS)


@dataclass(frozen=True)
class Ground:
    """One thing that may be rested on, with what it names."""

    id: str
    texts: tuple[str, ...]
    hedged: bool = False
    cards: tuple[str, ...] = ()
    screen: str = ""

    @cached_property
    def quantities(self) -> frozenset[tuple[str, str]]:
        """(value, unit) of every quantity it states."""
        return frozenset((q.value, q.unit) for text in self.texts for q in quantities(text))

    @cached_property
    def methods(self) -> frozenset[str]:
        """The payment methods it names."""
        return frozenset(name for text in self.texts for name, _ in methods(text))

    def states(self, quantity: Quantity) -> bool:
        """Whether it states the quantity; a number without a unit may be any of its numbers."""
        if quantity.unit:
            return (quantity.value, quantity.unit) in self.quantities
        return any(value == quantity.value for value, _ in self.quantities)


@dataclass(frozen=True)
class Grounds:
    """Everything in a centre that may be rested on."""

    by_id: Mapping[str, Ground]
    always: Ground
    """The settings, which any passage may repeat."""
    facts: tuple[Fact, ...] = field(default=())

    def of(self, passage: Passage) -> list[Ground]:
        """What the passage rests on."""
        return [self.by_id[name] for name in sorted(passage.cited) if name in self.by_id]


def grounds_of(centre: Centre) -> Grounds:
    """The grounds of a centre: an unknown is one only when it has been answered."""
    named = {
        fact.id: Ground(fact.id, (*fact.says.values(), *fact.names), fact.strength == "hedged", fact.cards, fact.screen)
        for fact in centre.facts
    }
    for unknown in centre.unknowns:
        if not unknown.open:
            named[unknown.id] = Ground(unknown.id, tuple(unknown.answer.values()), False, unknown.cards)
    return Grounds(named, Ground("settings", tuple(_settings_texts(centre.settings))), centre.facts)


def _settings_texts(settings: Settings) -> Iterator[str]:
    desk = settings.desk
    localized = (settings.title, settings.description, desk.name, desk.salutation, desk.case_line, desk.signature)
    for texts in (*localized, *desk.teams.values(), *(card.name for card in settings.cards)):
        yield from texts.values()


def methods(text: str) -> list[tuple[str, int]]:
    """(payment method, where) for every one that a text names.

    >>> methods("信用卡或 PayPal")
    [('credit card', 0), ('PayPal', 5)]
    """
    return [(_METHODS[int((match.lastgroup or "m0")[1:])], match.start()) for match in METHOD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that facts name, and the cards they are about."""

    text: str
    cards: frozenset[str]
    pattern: re.Pattern[str]


def names_of(facts: Iterable[Fact]) -> list[Name]:
    """Every thing that facts name, the longest first; screens are not among them, for they may be ordinary words."""
    cards: dict[str, set[str]] = {}
    known = tuple(facts)
    for fact in known:
        for name in fact.names:
            cards.setdefault(name.lower(), set()).update(fact.cards)
    for fact in known:
        cards.pop(fact.screen.lower(), None)
    return [
        Name(name, frozenset(cards[name]), re.compile(_whole(name), re.IGNORECASE))
        for name in sorted(cards, key=lambda name: (-len(name), name))
    ]


def words_of_others(card: str, cards: Iterable[Card]) -> list[str]:
    """What the cards but ``card`` are called, in lower case."""
    return [word.lower() for other in cards if other.id != card for word in (*other.words, *other.name.values())]


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words, which are in lower case, stands in the text."""
    folded = text.lower()
    return any(word in folded for word in words)


def _whole(name: str) -> str:
    return rf"\b{re.escape(name)}s?\b" if name.isascii() else re.escape(name)
