"""Whether a query asks for what has no answer: is it nearer to an unknown than to what has one. Clause O4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from esim_help.analysis.function_words import TENTHS, is_function_term
from esim_help.index.index import IndexReader
from esim_help.search.query import Query, limits
from esim_help.search.together import are_near, by_question


def unknown_asked(query: Query, ordinal: int, reader: IndexReader) -> str:
    """The id of the unknown of a document that the query asks for, open or answered; empty when it asks for none.

    A single word names a topic and asks for nothing yet.
    """
    asked = reader.found(ordinal).asked
    if len(asked) < 2 or not query.together:
        return ""
    near = _nearness(query, ordinal, reader)
    number = sum(reader.header.asked[:ordinal])
    best: list[tuple[str, int]] = []
    for name, lengths in asked:
        added = limits()["unstated"]["units_added"]
        nearest = max((1000 * near.get(number + at, 0) // (n + added) for at, n in enumerate(lengths)), default=0)
        best.append((name, nearest))
        number += len(lengths)
    (_, answered), *unknowns = best
    name, nearest = max(unknowns, key=lambda each: each[1])
    return name if nearest and nearest * 10 >= answered * limits()["unstated"]["tenths"] else ""


def _nearness(query: Query, ordinal: int, reader: IndexReader) -> Mapping[int, int]:
    """For each question of a document that shares something with the query, what they share tells."""
    first = sum(reader.header.asked[:ordinal])
    last = first + reader.header.asked[ordinal]
    places = {
        key: {number: at for number, at in by_question(key, reader).items() if first <= number < last}
        for key in dict.fromkeys(query.keys)
    }
    near: defaultdict[int, int] = defaultdict(int)
    for key, questions in places.items():
        for number in questions:
            near[number] += _told(key, reader)
    for pair in query.together:
        one, other = (places[word] for word in pair.words)
        for number in _shared(one, other):
            near[number] += pair.information
    return near


def _shared(one: Mapping[int, list[int]], other: Mapping[int, list[int]]) -> Iterator[int]:
    return (number for number in one.keys() & other.keys() if are_near(one[number], other[number]))


def _told(key: str, reader: IndexReader) -> int:
    """What a single unit tells, a function word a share of it."""
    told = reader.header.information[len(reader.postings(key))]
    return told * TENTHS // 10 if is_function_term(key) else told
