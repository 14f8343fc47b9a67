"""What a query is once it is understood: groups of terms, each a typed one with what it may also mean."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from esim_help.index.tables import weakest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from esim_help.analysis.tokens import Unit
    from esim_help.index.index import IndexReader
    from esim_help.index.tables import Named

Origin = Literal["typed", "inflected", "synonym", "typo", "pinyin", "homophone", "prefix"]


@cache
def limits() -> dict[str, Any]:
    """``limits.json``: the numbers that both engines share. Weights are tenths."""
    content: dict[str, Any] = json.loads(Path(__file__).with_name("limits.json").read_bytes())
    return content


class Alternative(NamedTuple):
    """One reading of a typed term: meanings any of which will do, where they come from, and a weight in tenths.

    A meaning is terms that must all be there. ``postings`` are those of the meanings as of one term; without them there
    is one meaning, and its terms' postings are read. ``surface`` is what a guess takes the typed for, as it is written.
    ``covers`` is the weight at which it covers a query; without it, ``weight``.
    """

    meanings: tuple[tuple[str, ...], ...]
    origin: Origin
    weight: int
    postings: tuple[tuple[int, int], ...] | None = None
    surface: str = ""
    covers: int = 0


def postings_of(alternative: Alternative, reader: IndexReader) -> Sequence[tuple[int, int]]:
    """(ordinal, impact) of the documents that an alternative is found in, ascending."""
    if alternative.postings is not None:
        return alternative.postings
    (terms,) = alternative.meanings
    return weakest([reader.postings(term) for term in terms])


class Group(NamedTuple):
    """A typed term at its first place in the query, and its alternatives, the strongest first.

    ``information`` is what knowing the term tells, in thousandths of a nat.
    """

    typed: str
    start: int
    end: int
    information: int
    alternatives: tuple[Alternative, ...]


class Together(NamedTuple):
    """Two units of the query that stand near each other, and the impact each document has for them.

    ``information`` is what knowing the two tells, in thousandths of a nat; ``weight`` is in tenths.
    """

    words: tuple[str, str]
    start: int
    end: int
    information: int
    weight: int
    impacts: Mapping[int, int]
    questions: tuple[int, ...] = ()
    """The numbers of the questions (I11) that ask them together."""


class Query(NamedTuple):
    """A query understood. ``card`` is the one it names or was asked for; ``lang`` the language hits are shown in."""

    text: str
    lang: str
    card: str
    groups: tuple[Group, ...]
    names_card: bool = False
    """Whether its words name a card."""
    named: tuple[Named, ...] = ()
    """The things that it names, by their phrases."""
    elsewhere: int = 0
    """How many words of other trades it has."""
    keys: tuple[str, ...] = ()
    """Its single Han characters and stems as understood, in order."""
    together: tuple[Together, ...] = ()
    """Every two units of it, as understood, that stand near each other."""
    near: Mapping[int, int] = {}
    """For each question (I11) that shares something with it, what they share tells."""
    row: tuple[Unit, ...] = ()
    """Its units, those put right that were surely slips."""
    asks: bool = True
    """Whether it has a word that is none of grammar, one that is being typed, or several in company."""
    mended: frozenset[int] = frozenset()
    """Where these start."""
