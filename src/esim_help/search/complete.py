"""How a text that is being typed may go on: titles and questions that it is the beginning of. Clause Q10."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from esim_help.analysis.tokens import units
from esim_help.index.completions import SHOWN, Completion, Completions, line
from esim_help.index.index import IndexReader
from esim_help.search.query import Query


class Suggestion(NamedTuple):
    """A title or question as a completion, the id of its article, and its language."""

    text: str
    id: str
    lang: str


def completions(query: Query, reader: IndexReader) -> tuple[Suggestion, ...]:
    """The first few in the query's language; where it has none, in another."""
    typed = line(query.row)
    for lang in (query.lang, *reader.header.languages):
        if found := tuple(_going_on(typed, _row(lang, typed, reader))):
            return tuple(Suggestion(*phrase, lang) for phrase in found[:SHOWN])
    return ()


def _row(lang: str, typed: str, reader: IndexReader) -> Completions:
    """The row of the longest beginning that is kept of ``typed``."""
    rows, none = reader.tables.completions, Completions(0, ())
    row = rows.get(lang + typed[:2], none)
    while 0 < row.more <= len(typed):
        row = rows.get(lang + typed[: row.more], none)
    return row


def _going_on(typed: str, row: Completions) -> Iterator[Completion]:
    """Those phrases of a row that have ``typed`` at one of their units and are not just that."""
    for phrase in row.phrases:
        lines = _lines(phrase.text)
        if lines[0] != typed and any(rest.startswith(typed) for rest in lines):
            yield phrase


def _lines(text: str) -> Sequence[str]:
    row = units(text)
    return [line(row[at:]) for at in range(len(row))]
