"""Cuts text into tokens: Han runs into single characters and overlapping pairs, Latin runs into stems. Clauses A1–A7."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from esim_help.analysis.characters import IGNORED, SKIPPED, fold, runs
from esim_help.analysis.stem import stem


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


def _tokens(row: list[Unit]) -> Iterator[Token]:
    for at, unit in enumerate(row):
        if not unit.han:
            yield Token(stem(unit.term), unit.start, unit.end)
            continue
        yield Token(unit.term, unit.start, unit.end)
        if at + 1 < len(row) and row[at + 1].run == unit.run:
            yield Token(unit.term + row[at + 1].term, unit.start, row[at + 1].end)


def count_terms(text: str) -> Counter[str]:
    """How often each term occurs in ``text``: the counts of :func:`tokens`, without places and faster.

    >>> count_terms("余额 余额") == Counter({"余": 2, "额": 2, "余额": 2})
    True
    """
    counts: Counter[str] = Counter()
    words: list[str] = []
    for match in runs().finditer(fold(text)):
        run = SKIPPED.sub("", match[0])
        if match[1] is None:
            words.append(run)
        else:
            counts.update(run)
            counts.update(map(str.__add__, run, run[1:]))
    for word, times in Counter(words).items():
        counts[stem(word)] += times
    return counts
