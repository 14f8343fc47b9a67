"""Cuts text into tokens: Han runs into characters and overlapping pairs, Latin runs into stems. Clauses A5–A7."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from esim_help.analysis.characters import IGNORED, SKIPPED, fold, runs
from esim_help.analysis.stem import stem

_SEAM = "\n"
"""Stands between two runs, so that no pair reaches across."""


class Token(NamedTuple):
    """A term at a place: ``text[start:end]`` of the original text, in code points."""

    term: str
    start: int
    end: int


class Unit(NamedTuple):
    """One Han character or one whole Latin word, folded but not stemmed, at its place. ``run`` numbers the runs."""

    term: str
    start: int
    end: int
    han: bool
    run: int


def units(text: str) -> list[Unit]:
    """The characters and words of ``text`` in order.

    >>> [u.term for u in units("leb 卡怎么Renew")]
    ['leb', '卡', '怎', '么', 'renew']
    """
    found: list[Unit] = []
    for number, match in enumerate(runs().finditer(fold(text))):
        start, run = match.start(), match[0]
        if match[1] is None:
            found.append(Unit(SKIPPED.sub("", run), start, match.end(), False, number))
        else:
            found += [Unit(c, start + at, start + at + 1, True, number) for at, c in enumerate(run) if c != IGNORED]
    return found


def tokens(text: str) -> list[Token]:
    """Every term of ``text`` with its place, sorted by start; a character comes before the pair it opens.

    >>> [tuple(t) for t in tokens("查余额")]
    [('查', 0, 1), ('查余', 0, 2), ('余', 1, 2), ('余额', 1, 3), ('额', 2, 3)]
    """
    return list(_tokens(units(text)))


def tokens_among(text: str, wanted: frozenset[str]) -> list[Token]:
    """Those of :func:`tokens` that are wanted; fast, since no stem changes a word's first letter.

    >>> [tuple(t) for t in tokens_among("Payments, 查余额", frozenset({"payment", "余额"}))]
    [('payment', 0, 8), ('余额', 11, 13)]
    """
    return [token for token in _tokens(units(text), _firsts(wanted)) if token.term in wanted]


@lru_cache(maxsize=4)
def _firsts(terms: frozenset[str]) -> frozenset[str]:
    """Their first letters: one query looks for the same terms in many texts."""
    return frozenset(term[0] for term in terms)


def _tokens(row: list[Unit], firsts: Collection[str] | None = None) -> Iterator[Token]:
    for at, unit in enumerate(row):
        if firsts is not None and unit.term[0] not in firsts:
            continue
        if not unit.han:
            yield Token(stem(unit.term), unit.start, unit.end)
            continue
        yield Token(unit.term, unit.start, unit.end)
        if at + 1 < len(row) and row[at + 1].run == unit.run:
            yield Token(unit.term + row[at + 1].term, unit.start, row[at + 1].end)


class Counts(NamedTuple):
    """How often each term occurs in a text, and the whole Latin words in it."""

    terms: Counter[str]
    words: frozenset[str]


def count(text: str) -> Counts:
    """The counts of :func:`tokens`, without places and faster.

    >>> count("余额 余额").terms == Counter({"余": 2, "额": 2, "余额": 2})
    True
    >>> count("Payments paid").words == {"payments", "paid"}
    True
    """
    han: list[str] = []
    latin: Counter[str] = Counter()
    folded = fold(text)
    for match in runs().finditer(folded):
        run = match[0]
        if IGNORED in run or "'" in run:
            run = SKIPPED.sub("", run)
        if match.lastindex:
            han.append(run)
        else:
            latin[run] += 1
    row = _SEAM.join(han)
    terms = Counter(row)
    terms.update(map(str.__add__, row, row[1:]))
    for term in [term for term in terms if _SEAM in term]:
        del terms[term]
    for word, times in latin.items():
        terms[stem(word)] += times
    return Counts(terms, frozenset(latin))
