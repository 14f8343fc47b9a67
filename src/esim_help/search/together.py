"""Words of a query that customers have asked together: pairs of them in what is asked. Clauses T1–T3 and Q11."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from esim_help.analysis.tokens import Unit
from esim_help.index.index import IndexReader
from esim_help.search.query import Group, Together, limits

GUESSES = frozenset({"typo", "homophone", "pinyin"})
"""The origins that stand for what was meant; a prefix may still become many words, and a synonym is not a slip."""


class Placed(NamedTuple):
    """A unit of a query as it is understood, and where it was typed."""

    key: str
    start: int
    end: int


def pairs_together(row: Sequence[Placed], reader: IndexReader) -> Iterator[Together]:
    """Every two units that stand near each other in a query, once, in order of their first place.

    Two neighbouring Han characters are a term already, and a Han character and a word are not paired.
    """
    ends = list(accumulate(reader.header.asked))
    numbered = {key: by_question(key, reader) for key in {unit.key for unit in row}}
    seen: set[frozenset[str]] = set()
    for one, other in _near(row):
        words = frozenset((one.key, other.key))
        if words not in seen:
            seen.add(words)
            times = Counter(bisect_right(ends, number) for number in both_near(numbered[one.key], numbered[other.key]))
            yield _together(one, other, times, reader)


def as_understood(row: Sequence[Unit], keys: Sequence[str], groups: Sequence[Group]) -> list[Placed]:
    """The units of a query, with the likeliest guess in the place of each slip."""
    places = {unit.start: at for at, unit in enumerate(row)}
    guessed: dict[int, list[str]] = {}
    for group in groups:
        if not group.alternatives or group.alternatives[0].origin not in GUESSES:
            continue
        at = places[group.start]
        terms = group.alternatives[0].meanings[0]
        if not row[at].han:
            guessed[at] = _units_of(terms, guessed.get(at, []))
        elif len(group.typed) > 1 and at not in guessed and at + 1 not in guessed:
            guessed |= {at: _units_of(terms, []), at + 1: []}
    return [
        Placed(key, row[at].start, row[at].end) for at in range(len(row)) for key in guessed.get(at, keys[at : at + 1])
    ]


def _units_of(terms: Sequence[str], before: Sequence[str]) -> list[str]:
    """The units of some terms after those ``before``: words in a row, and pairs that join into one run.

    >>> _units_of(["余额", "额不", "不足"], []), _units_of(["续费"], ["充", "值"]), _units_of(["up"], ["top"])
    (['余', '额', '不', '足'], ['充', '值'], ['top', 'up'])
    """
    units = list(before)
    for term in terms:
        if term.isascii() or not units:
            units += [term] if term.isascii() else term
        elif units[-1] == term[0]:
            units += term[1:]
    return units


def _near(row: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    within = limits()["together"]["within"]
    for at, one in enumerate(row):
        han = not one.key.isascii()
        for other in row[at + 1 + han : at + 1 + within]:
            if one.key != other.key and one.key.isascii() == other.key.isascii():
                yield one, other


def by_question(key: str, reader: IndexReader) -> Mapping[int, list[int]]:
    """The questions that a unit stands in, and its positions there."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, position in reader.tables.asked.get(key, ()):
        found[number].append(position)
    return found


def both_near(one: Mapping[int, list[int]], other: Mapping[int, list[int]]) -> Iterator[int]:
    """The questions in which two units stand near each other, in either order."""
    within = limits()["together"]["within"]
    for number in one.keys() & other.keys():
        if any(abs(a - b) <= within for a in one[number] for b in other[number]):
            yield number


def _together(one: Placed, other: Placed, times: Mapping[int, int], reader: IndexReader) -> Together:
    """An impact grows with the questions of a document that have both, soon less and less."""
    weights = limits()["together"]
    weight = weights["latin_tenths" if one.key.isascii() else "han_tenths"]
    information = reader.header.information[len(times)]
    impacts = {ordinal: information * n // (n + 1) for ordinal, n in times.items()}
    return Together((one.key, other.key), one.start, other.end, information, weight, impacts)
