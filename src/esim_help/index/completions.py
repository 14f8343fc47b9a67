"""Which titles and questions a text may be the beginning of: rows by beginnings, each of them small. Clause I10."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from esim_help.analysis.tokens import Unit, units
from esim_help.index.document import Document, Field
from esim_help.model.lang import LANGS

SHOWN = 5
"""Most completions of a text."""
WHOLE = 24
"""A beginning that more phrases share is cut to the first few of them, and has longer beginnings."""


class Completion(NamedTuple):
    """A title or question, and the id of its article."""

    text: str
    id: str


class Completions(NamedTuple):
    """What begins so, the best first. ``more``: from how many characters on a longer beginning is kept; 0 for never."""

    more: int
    phrases: tuple[Completion, ...]


class Spot(NamedTuple):
    """A place that a phrase may be found at, in the order of ranking: the line from there on is ``rest``."""

    is_question: bool
    is_inside: bool
    length: int
    phrase: Completion
    rest: str


def line(row: Sequence[Unit]) -> str:
    """The units of a text in a row, a space beside each word.

    >>> line(units("Renew 红 卡， today!"))
    'renew 红卡 today'
    """
    text = ""
    for unit in row:
        text += unit.term if not text or (unit.han and text[-1] > "z") else f" {unit.term}"
    return text


def make_completions(documents: Sequence[Document]) -> dict[str, Completions]:
    """The rows of every article's titles and questions, by language and beginning (``zh续费``)."""
    rows: dict[str, Completions] = {}
    for lang in LANGS:
        spots = sorted(_spots(documents, lang))
        for beginning, found in _by_beginning(spots, 1).items():
            rows[lang + beginning] = Completions(0, _phrases(found)[:SHOWN])
        for beginning, found in _by_beginning(spots, 2).items():
            _grow(rows, lang, beginning, found)
    return rows


def _grow(rows: dict[str, Completions], lang: str, beginning: str, spots: Sequence[Spot]) -> None:
    """The row of one beginning, and those of the longer ones that it needs."""
    if len(spots) <= WHOLE:
        rows[lang + beginning] = Completions(0, _phrases(spots))
        return
    more = _shared([spot.rest for spot in spots]) + 1
    rows[lang + beginning] = Completions(more, _phrases(spots)[:SHOWN])
    for longer, found in _by_beginning(spots, more).items():
        _grow(rows, lang, longer, found)


def _by_beginning(spots: Sequence[Spot], length: int) -> Mapping[str, list[Spot]]:
    found: defaultdict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        if len(spot.rest) >= length:
            found[spot.rest[:length]].append(spot)
    return found


def _shared(lines: Sequence[str]) -> int:
    """How many characters all the lines begin with."""
    low, high = min(lines), max(lines)
    return next((at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))


def _phrases(spots: Sequence[Spot]) -> tuple[Completion, ...]:
    return tuple(dict.fromkeys(spot.phrase for spot in spots))


def _spots(documents: Sequence[Document], lang: str) -> Iterator[Spot]:
    """A title can be found from each of its words and characters on, a question from its start."""
    known: set[str] = set()
    fields: tuple[Field, ...] = ("title", "questions")
    for is_question, field in enumerate(fields):
        for document in documents:
            for text in document.fields.get((field, lang), "").split("\n") if document.kind == "article" else ():
                row = units(text)
                if (whole := line(row)) and whole not in known:
                    known.add(whole)
                    phrase = Completion(text, document.id)
                    for at in range(1 if is_question else len(row)):
                        yield Spot(bool(is_question), at > 0, len(text), phrase, line(row[at:]))
