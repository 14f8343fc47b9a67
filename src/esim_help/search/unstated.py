"""Whether a query asks for what has no answer: is it nearer to an unknown than to what has one. Clause O4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from esim_help.analysis.function_words import share
from esim_help.index.index import IndexReader
from esim_help.search.query import Query, limits
from esim_help.search.together import both_near, by_question


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
            near[number] += share(key, reader.header.information[len(reader.postings(key))])
    for pair in query.together:
        one, other = (places[word] for word in pair.words)
        for number in both_near(one, other):
            near[number] += pair.information
    return near
