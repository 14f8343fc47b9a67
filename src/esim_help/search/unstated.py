"""Whether a query asks for what has no answer: is it nearer to an unknown than to what has one. Clause O4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from esim_help.index.document import HitSection, HitText
from esim_help.index.index import Header, IndexReader
from esim_help.search.query import Query, limits
from esim_help.search.snippet import section_terms, sections_for
from esim_help.search.together import words_told


class Nearest(NamedTuple):
    """Of the questions that ask for an unknown, or for what has an answer, the number of the nearest, and how near."""

    unknown: str
    number: int
    nearness: int


def unknown_asked(query: Query, ordinal: int, shown: HitText, stated: bool, reader: IndexReader) -> str:
    """The id of the unknown of a document that the query asks for, open or answered; empty when it asks for none.

    A single word names a topic and asks for nothing yet. An unknown must be of the query's card, and nearer when the
    query names a thing of which something is ``stated``; no section of the ``shown`` text may tell it.
    """
    ours = {unknown.id for unknown in shown.unknowns if not query.card or query.card in unknown.cards}
    asked = [each for each in reader.found(ordinal).asked if each[0] in ours or not each[0]]
    if len(asked) < 2 or not query.together:
        return ""
    answered, *unknowns = (
        _nearest(query.near, name, zip(_numbers(name, ordinal, reader.header), lengths, strict=True))
        for name, lengths in asked
    )
    nearest = max(unknowns, key=lambda each: each.nearness)
    tenths = limits()["unstated"]["stated_tenths" if stated else "tenths"]
    near = nearest.nearness and nearest.nearness * 10 >= answered.nearness * tenths
    sections = sections_for(shown, reader.header.cards[ordinal], query.card)
    return nearest.unknown if near and not _is_told(query, nearest.number, sections, reader) else ""


def _numbers(unknown: str, ordinal: int, header: Header) -> Iterator[int]:
    """The questions that ask for an unknown of whatever document, or for what the document has an answer to."""
    if not unknown:
        first = sum(header.asked[:ordinal])
        yield from range(first, first + header.asked[ordinal])
        return
    firsts = accumulate((count for *_, count in header.unknowns), initial=sum(header.asked))
    for first, (name, _, count) in zip(firsts, header.unknowns, strict=False):
        if name == unknown:
            yield from range(first, first + count)


def _nearest(near: Mapping[int, int], unknown: str, questions: Iterable[tuple[int, int]]) -> Nearest:
    """The nearest of questions, each with its length: what it shares with the query, for how long it is."""
    added = limits()["unstated"]["units_added"]
    found = (Nearest(unknown, number, 1000 * near.get(number, 0) // (length + added)) for number, length in questions)
    return max(found, key=lambda each: each.nearness, default=Nearest(unknown, -1, 0))


def _is_told(query: Query, number: int, sections: Iterable[HitSection], reader: IndexReader) -> bool:
    """Whether one of the sections has so much more of the words than a question that it must tell what is asked."""
    told = words_told(query.keys, reader)
    asked = sum(worth for key, worth in told.items() if number in reader.tables.asked.get(key, ()))
    wanted = frozenset(told)
    most = max((sum(told[term] for term in section_terms(section, wanted)) for section in sections), default=0)
    behind: int = limits()["unstated"]["behind"]
    return most - asked > sum(told.values()) * behind // 1000
