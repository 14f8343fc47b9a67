"""Whether a query of one card names or means a thing that only the guides of other cards state. Clause O3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from esim_help.index.index import Header, IndexReader, ThingAsked
from esim_help.index.tables import Phrase
from esim_help.search.query import Query, limits
from esim_help.search.rank import Ranked
from esim_help.search.together import nearness, owners
from esim_help.search.understand import stands_at


class Thing(NamedTuple):
    """A thing that only the guides of some cards state, and the ordinals of the documents that tell of it."""

    cards: tuple[str, ...]
    ordinals: tuple[int, ...]


def thing_named(query: Query, ranked: Sequence[Ranked], header: Header) -> Thing | None:
    """The first thing that the query names and that only facts of other cards name, unless it is asked beside it."""
    if not query.card:
        return None
    others = (Thing(cards, ordinals) for _, cards, ordinals in query.named if cards and query.card not in cards)
    return next((thing for thing in others if not _is_beside(thing, ranked, header)), None)


def _is_beside(thing: Thing, ranked: Sequence[Ranked], header: Header) -> bool:
    """Whether the first document, which does not tell of a thing, is so much better that the thing is just mentioned.

    Money that did not arrive, or a swindle, is one trouble for every card, whatever it was paid with.
    """
    best = best_telling(thing, ranked)
    if not best or ranked[0].ordinal in thing.ordinals:
        return False
    cards = header.cards[ranked[0].ordinal]
    for_its_cards = not cards or not {*cards}.isdisjoint(thing.cards)
    return for_its_cards and bool(ranked[0].score * 10 >= best.score * limits()["things"]["beside_tenths"])


def best_telling(thing: Thing, ranked: Sequence[Ranked]) -> Ranked | None:
    """The best document that tells of a thing, of whatever card, of equals that of lower ordinal."""
    telling = (each for each in ranked if each.ordinal in thing.ordinals)
    return min(telling, key=lambda each: (-each.score, each.ordinal), default=None)


def thing_meant(query: Query, reader: IndexReader) -> Thing | None:
    """The thing of other cards that a query with a card is nearest to; none where what else customers ask is nearer.

    A few questions of each sort are compared: a single one is near by accident.
    """
    limit = limits()["things"]
    cards_of = _of_other_cards(reader.header.things, query.card)
    near = _nearness_beside_cards(query, reader) if query.card and cards_of else {}
    meant = {number: told for number, told in near.items() if number in cards_of}
    others = nlargest(limit["among"], (told for number, told in near.items() if number not in meant))
    nearest = nlargest(limit["among"], meant, key=lambda number: (meant[number], -number))
    if not nearest or sum(meant[number] for number in nearest) * 10 <= sum(others) * limit["tenths"]:
        return None
    asked_of = owners(reader.header)
    return Thing(cards_of[nearest[0]], tuple(sorted({ordinal for number in nearest for ordinal in asked_of[number]})))


def _nearness_beside_cards(query: Query, reader: IndexReader) -> Mapping[int, int]:
    """What each question shares with a query, the words left out that name its card."""
    if not query.names_card:
        return query.near
    keys = _without(query.keys, [phrase for phrase, _ in reader.header.card_words])
    pairs = [pair for pair in query.together if {*pair.words} <= {*keys}]
    return nearness(keys, pairs, reader)


def _without(keys: Sequence[str], phrases: Sequence[Phrase]) -> list[str]:
    """A row of keys without the phrases that stand in it."""
    taken = {
        at + k
        for phrase in phrases
        for at in range(len(keys))
        if stands_at(keys, phrase, at)
        for k in range(len(phrase))
    }
    return [key for at, key in enumerate(keys) if at not in taken]


@lru_cache(maxsize=8)
def _of_other_cards(things: tuple[ThingAsked, ...], card: str) -> Mapping[int, tuple[str, ...]]:
    """The cards of each question that means a thing of other cards than this, by its number."""
    others = (thing for thing in things if card not in thing[0])
    return {number: cards for cards, first, count in others for number in range(first, first + count)}
