"""Words of a query that customers have asked together: pairs of them in titles and listed questions. Clauses T1–T4."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from esim_help.analysis.tokens import Unit
from esim_help.index.index import IndexReader
from esim_help.search.query import Alternative, Group, Together, limits

GUESSES = frozenset({"typo", "homophone", "pinyin"})
"""The origins that stand for what was meant; a prefix may still become many words, and a synonym is not a slip."""


def pairs_together(keys: Sequence[str], reader: IndexReader) -> list[Together]:
    """Every two units that stand near each other in a query, once, in order of their first place.

    Two neighbouring Han characters are a term already, and a Han character and a word are not paired.
    """
    ends = list(accumulate(reader.header.asked))
    numbered = {key: _by_question(key, reader) for key in set(keys)}
    return [
        _together(*pair, [bisect_right(ends, number) for number in _questions_with(*pair, numbered)], reader)
        for pair in dict.fromkeys(_near(keys))
    ]


def as_understood(row: Sequence[Unit], keys: Sequence[str], groups: Sequence[Group]) -> list[str]:
    """The units of a query as keys, with the likeliest guess in the place of each slip."""
    places = {unit.start: at for at, unit in enumerate(row)}
    guessed: dict[int, list[str]] = {}
    for group in groups:
        if not group.alternatives or group.alternatives[0].origin not in GUESSES:
            continue
        at = places[group.start]
        units = _units_of(group.alternatives[0])
        if not row[at].han:
            so_far = guessed.setdefault(at, [])
            so_far += units[1:] if so_far[-1:] == units[:1] else units
        elif len(group.typed) > 1 and at not in guessed and at + 1 not in guessed:
            guessed |= {at: units, at + 1: []}
    return [unit for at, key in enumerate(keys) for unit in guessed.get(at, [key])]


def _units_of(alternative: Alternative) -> list[str]:
    return [unit for term in alternative.meanings[0] for unit in ([term] if term.isascii() else term)]


def _near(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    within = limits()["together"]["within"]
    for at, key in enumerate(keys):
        han = not key.isascii()
        for other in keys[at + 1 + han : at + 1 + within]:
            if key != other and key.isascii() == other.isascii():
                yield (key, other) if key < other else (other, key)


def _by_question(key: str, reader: IndexReader) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, position in reader.tables.asked.get(key, ()):
        found[number].append(position)
    return found


def _questions_with(first: str, second: str, numbered: Mapping[str, Mapping[int, list[int]]]) -> Iterator[int]:
    """The questions in which the two stand near each other, in either order."""
    within = limits()["together"]["within"]
    one, other = numbered[first], numbered[second]
    for number in one.keys() & other.keys():
        if any(abs(a - b) <= within for a in one[number] for b in other[number]):
            yield number


def _together(first: str, second: str, ordinals: Sequence[int], reader: IndexReader) -> Together:
    """Points grow with the questions of a document that have both, soon less and less."""
    weights = limits()["together"]
    tenths = weights["latin_tenths" if first.isascii() else "han_tenths"]
    times = Counter(ordinals)
    information = reader.header.information[len(times)]
    points = {ordinal: information * tenths * n // (10 * (n + 1)) for ordinal, n in times.items()}
    return Together(first, second, information, points)
