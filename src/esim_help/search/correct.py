"""What was searched for instead of what was typed: the guesses that the first hit was found by. Clause O7."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from esim_help.analysis.function_words import is_function_term
from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import Unit
from esim_help.index.index import IndexReader
from esim_help.search.latin import cuts
from esim_help.search.query import Group, Query, postings_of
from esim_help.search.spelling import segmentations


class Corrected(NamedTuple):
    """The text that was searched for, and each (stretch as typed, what stands in its place)."""

    text: str
    replaced: tuple[tuple[str, str], ...]


class Stretch(NamedTuple):
    """Units ``first`` to before ``last`` of a text, and what they were taken for."""

    first: int
    last: int
    surface: str


Taken = Mapping[str, str]
"""Typed term or sound to what it was taken for, in the words of the index."""


def corrected(query: Query, ordinal: int, reader: IndexReader) -> Corrected | None:
    """The query's text as it found a document; none when nothing had to be guessed for that."""
    taken = {group.typed: surface for group in query.groups if (surface := taken_for(group, ordinal, reader))}
    text, replaced, end = "", [], 0
    for first, last, surface in _stretches(query, taken, reader):
        start, after = query.row[first].start, query.row[last - 1].end
        text += query.text[end:start] + surface
        replaced.append((query.text[start:after], surface))
        end = after
    return Corrected(text + query.text[end:], tuple(replaced)) if replaced else None


def taken_for(group: Group, ordinal: int, reader: IndexReader) -> str:
    """What a group of guesses alone was taken for: the strongest that the document has, of these the commonest."""
    if not all(alternative.surface for alternative in group.alternatives):
        return ""
    there = [a for a in group.alternatives if any(found == ordinal for found, _ in postings_of(a, reader))]
    best = max(there, key=lambda a: (a.weight, _frequency(a.surface, reader)), default=None)
    return best.surface if best else ""


def _frequency(surface: str, reader: IndexReader) -> int:
    return len(reader.postings(stem(surface)))


def _stretches(query: Query, taken: Taken, reader: IndexReader) -> Iterator[Stretch]:
    """What was corrected, in the order of the text; no two overlap."""
    row = query.row
    at = 0
    while at < len(row):
        found = _mended(query, at, reader)
        found = found or (_slip(row, at, taken, reader) if row[at].han else _word(query, at, taken, reader))
        if found:
            yield found
        at = found.last if found else at + 1


def _mended(query: Query, at: int, reader: IndexReader) -> Stretch | None:
    """A word that was put right, or a character, with the neighbour that it makes the commoner word with."""
    row = query.row
    if not row[at].han:
        last = at + 1
        while last < len(row) and row[last].start == row[last - 1].end and not row[last].han:
            last += 1
        words = " ".join(unit.term for unit in row[at:last])
        return Stretch(at, last, words) if row[at].start in query.mended else None
    before, here, after = (_frequency(_at(row, place), reader) for place in (at - 1, at, at + 1))
    if row[at].start in query.mended:
        last = at + 1 + (here > before)
    elif here and here >= after and row[at + 1].start in query.mended:
        last = at + 2
    else:
        return None
    return Stretch(at, last, "".join(unit.term for unit in row[at:last]))


def _slip(row: Sequence[Unit], at: int, taken: Taken, reader: IndexReader) -> Stretch | None:
    """Characters taken for others: pairs go on while they agree on the character that they share."""
    surface = ""
    while pair := _pair(row, at + max(len(surface) - 1, 0), taken, reader):
        if surface and surface[-1] != pair[0]:
            break
        surface += pair[1:] if surface else pair
    return Stretch(at, at + len(surface), surface) if surface else None


def _pair(row: Sequence[Unit], at: int, taken: Taken, reader: IndexReader) -> str:
    """What the pair at a place was taken for, unless it merely bridges two words.

    That is so when a character that changes belongs to a pair of the index, or becomes a word of grammar.
    """
    surface = taken.get(_at(row, at), "")
    for place, character in enumerate(surface, at):
        if character != row[place].term:
            held = any(reader.postings(pair) for pair in (_at(row, place - 1), _at(row, place)) if pair)
            if held or is_function_term(character):
                return ""
    return "" if surface and is_function_term(surface) else surface


def _at(row: Sequence[Unit], at: int) -> str:
    """The pair of characters at a place of the row; empty when there is none."""
    both = row[at : at + 2] if at >= 0 else ()
    return both[0].term + both[1].term if len(both) == 2 and both[0].han and both[0].run == both[1].run else ""


def _word(query: Query, at: int, taken: Taken, reader: IndexReader) -> Stretch | None:
    """A Latin word taken for another, for two, for one together with the next, or for characters by their sound."""
    row = query.row
    word = row[at].term
    surface = taken.get(stem(word), "")
    together = at + 1 < len(row) and surface == word + row[at + 1].term
    if (at and surface == row[at - 1].term + word) or (together and row[at + 1].start in query.mended):
        return None
    if all(stem(word) != group.typed for group in query.groups):
        surface = _apart(word, taken, reader) or _sounded(word, taken, reader)
    return Stretch(at, at + 1 + together, surface) if surface else None


def _apart(word: str, taken: Taken, reader: IndexReader) -> str:
    found = cuts(word, reader)[:1]
    return " ".join(found[0]) if found and any(stem(piece) in taken for piece in found[0]) else ""


def _sounded(word: str, taken: Taken, reader: IndexReader) -> str:
    """The characters that a word's syllables or letters were taken for, in the way whose pairs are commonest."""
    ways = [[f"{first} {second}" for first, second in pairwise(way)] for way in segmentations(word)]
    ways.append([first + second for first, second in pairwise(word)])
    pairs = [[taken.get(sound, "") for sound in way] for way in ways]
    best = max(pairs, key=lambda way: sum(_frequency(pair, reader) for pair in way if pair) if _chained(way) else 0)
    return _chained(best)


def _chained(pairs: Sequence[str]) -> str:
    """Pairs, some of them unknown, as one text; empty unless all characters are known and neighbours agree.

    >>> _chained(["余额", "", "不足"]), _chained(["余额", "月不"]), _chained(["余额", ""])
    ('余额不足', '', '')
    """
    text = [""] * (len(pairs) + 1)
    for at, pair in enumerate(pairs):
        for place, character in enumerate(pair, at):
            if text[place] not in ("", character):
                return ""
            text[place] = character
    return "".join(text) if all(text) else ""
