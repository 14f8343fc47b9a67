"""Whether a query asks for what has no answer: is it nearer to an unknown than to what has one. Clause O4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain

from esim_help.analysis.function_words import share
from esim_help.index.index import Header, IndexReader
from esim_help.search.query import Query, limits
from esim_help.search.together import both_near


def unknown_asked(query: Query, ordinal: int, stated: bool, reader: IndexReader) -> str:
    """The id of the unknown of a document that the query asks for, open or answered; empty when it asks for none.

    A single word names a topic and asks for nothing yet. An unknown must be nearer when the query names a thing of which
    something is ``stated``.
    """
    asked = reader.found(ordinal).asked
    if len(asked) < 2 or not query.together:
        return ""
    numbers = [_numbers(name, ordinal, reader.header) for name, _ in asked]
    near = _nearness(query, frozenset(chain.from_iterable(numbers)), reader)
    (_, answered), *unknowns = (
        (name, _nearest(near, of_this, lengths)) for of_this, (name, lengths) in zip(numbers, asked, strict=True)
    )
    name, nearest = max(unknowns, key=lambda each: each[1])
    tenths = limits()["unstated"]["stated_tenths" if stated else "tenths"]
    return name if nearest and nearest * 10 >= answered * tenths else ""


def _numbers(unknown: str, ordinal: int, header: Header) -> list[int]:
    """The questions that ask for an unknown of whatever document, or for what the document has an answer to."""
    if not unknown:
        first = sum(header.asked[:ordinal])
        return list(range(first, first + header.asked[ordinal]))
    ends = accumulate((count for *_, count in header.unknowns), initial=sum(header.asked))
    ranges = (range(end, end + count) for end, (name, _, count) in zip(ends, header.unknowns, strict=False) if name == unknown)
    return list(chain.from_iterable(ranges))


def _nearest(near: Mapping[int, int], numbers: Sequence[int], lengths: Sequence[int]) -> int:
    """How near the nearest of some questions is: what it shares with the query, for its length."""
    added = limits()["unstated"]["units_added"]
    asked = zip(numbers, lengths, strict=True)
    return max((1000 * near.get(number, 0) // (length + added) for number, length in asked), default=0)


def _nearness(query: Query, numbers: frozenset[int], reader: IndexReader) -> Mapping[int, int]:
    """For each of some questions that shares something with the query, what they share tells."""
    places = {
        key: {number: at for number, at in reader.tables.asked.get(key, {}).items() if number in numbers}
        for key in dict.fromkeys(query.keys)
    }
    near: defaultdict[int, int] = defaultdict(int)
    for key, questions in places.items():
        for number in questions:
            near[number] += share(key, reader.header.information[len(reader.postings(key))])
    for pair in query.together:
        one, other = (places[word] for word in pair.words)
        for number in both_near(one, other):
            near[number] += pair.information
    return near
