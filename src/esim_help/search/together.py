"""Words of a query that customers have asked together: pairs of them in what is asked. Clauses T1–T5 and Q11."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from esim_help.analysis.function_words import is_function_term
from esim_help.analysis.tokens import Unit
from esim_help.index.index import Header, IndexReader, UnknownAsked
from esim_help.index.tables import Places
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
    asked_of = owners(reader.header)
    numbered = {key: reader.tables.asked.get(key, {}) for key in {unit.key for unit in row}}
    seen: set[frozenset[str]] = set()
    for one, other in _near(row):
        words = frozenset((one.key, other.key))
        if words not in seen:
            seen.add(words)
            asked = tuple(both_near(numbered[one.key], numbered[other.key]))
            impacts = _impacts(Counter(asked_of[number] for number in asked), reader.header) if asked else {}
            yield Together(
                words=(one.key, other.key),
                start=one.start,
                end=other.end,
                information=reader.header.information[len(impacts)],
                weight=limits()["together"]["latin_tenths" if one.key.isascii() else "han_tenths"],
                impacts=impacts,
                questions=asked,
            )


def nearness(keys: Iterable[str], pairs: Iterable[Together], reader: IndexReader) -> Mapping[int, int]:
    """For each question that shares something with a query, what they share tells. Clause T5."""
    near: defaultdict[int, int] = defaultdict(int)
    for key, told in words_told(keys, reader).items():
        for number in reader.tables.asked.get(key, ()):
            near[number] += told
    for pair in pairs:
        for number in pair.questions:
            near[number] += pair.information
    return near


def words_told(keys: Iterable[str], reader: IndexReader) -> Mapping[str, int]:
    """What knowing each of some units tells, function words left out."""
    told = (key for key in dict.fromkeys(keys) if not is_function_term(key))
    return {key: reader.header.information[len(reader.postings(key))] for key in told}


def nearest_questions(near: Mapping[int, int], header: Header) -> Mapping[int, int]:
    """Per ordinal, what its nearest question shares; of one that several documents are asked, a part.

    In a centre that lists few questions the nearest one is near by accident: it counts as much less.
    """
    asked_of = owners(header)
    limit = limits()["together"]
    part, many = limit["shared_tenths"], limit["nearest_from"]
    listed = min(header.questions, many)
    if not listed:
        return {}
    nearest: dict[int, int] = {}
    for number, told in near.items():
        ordinals = asked_of[number]
        points = told if len(ordinals) == 1 else told * part // 10
        for ordinal in ordinals:
            if points > nearest.get(ordinal, 0):
                nearest[ordinal] = points
    return {ordinal: points * listed // many for ordinal, points in nearest.items()}


def owners(header: Header) -> Sequence[tuple[int, ...]]:
    """Per question, the ordinals of the documents it is asked of."""
    return _numbered(header.asked, header.unknowns)


@lru_cache(maxsize=4)
def _numbered(asked: tuple[int, ...], unknowns: tuple[UnknownAsked, ...]) -> Sequence[tuple[int, ...]]:
    owners = [(ordinal,) for ordinal, count in enumerate(asked) for _ in range(count)]
    return owners + [ordinals for _, ordinals, count in unknowns for _ in range(count)]


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


def both_near(one: Places, other: Places) -> Iterator[int]:
    """The questions in which two units stand near each other, in either order."""
    within = limits()["together"]["within"]
    for number in one.keys() & other.keys():
        first, second = one[number], other[number]
        if len(first) == len(second) == 1:
            near = abs(first[0] - second[0]) <= within
        else:
            near = any(abs(a - b) <= within for a in first for b in second)
        if near:
            yield number


def _impacts(times: Mapping[tuple[int, ...], int], header: Header) -> dict[int, int]:
    """An impact grows with the questions of a document that have both, soon less and less.

    What is asked of one document tells more of it than what is asked of several.
    """
    own: dict[int, int] = {}
    shared: dict[int, int] = {}
    for owners, n in times.items():
        counts = shared if len(owners) > 1 else own
        for ordinal in owners:
            counts[ordinal] = counts.get(ordinal, 0) + n
    impacts = dict(_in_tenths(own, 10, header))
    for ordinal, impact in _in_tenths(shared, limits()["together"]["shared_tenths"], header):
        impacts[ordinal] = impacts.get(ordinal, 0) + impact
    return impacts


def _in_tenths(times: Mapping[int, int], tenths: int, header: Header) -> Iterator[tuple[int, int]]:
    information = header.information[len(times)]
    for ordinal, n in times.items():
        yield ordinal, information * n // (n + 1) * tenths // 10
