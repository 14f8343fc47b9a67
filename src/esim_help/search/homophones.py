"""Characters taken for others that sound alike: slips of who types by sound. Clauses E3 and E10."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from esim_help.analysis.function_words import is_function_term
from esim_help.analysis.tokens import Unit
from esim_help.index.index import IndexReader
from esim_help.index.tables import blur, readings
from esim_help.search.alternatives import meanings_of
from esim_help.search.query import Alternative, limits


class Mend(NamedTuple):
    """A character that may be meant at a place: it makes ``words`` with its neighbours, found in ``documents``."""

    words: int
    documents: int
    at: int
    character: str


def put_right(row: Sequence[Unit], known: Collection[str], reader: IndexReader) -> list[Unit]:
    """A row with the characters put right that were surely taken for others.

    ``known`` are pairs that are words although the index lacks them.
    """
    characters: dict[int, str] = {}
    likeliest = sorted(
        _mends(row, known, reader), key=lambda mend: (-mend.words, -mend.documents, mend.at, mend.character)
    )
    for _, _, at, character in likeliest:
        if characters.keys().isdisjoint(range(at - 1, at + 2)):
            characters[at] = character
    return [unit._replace(term=characters.get(at, unit.term)) for at, unit in enumerate(row)]


def _mends(row: Sequence[Unit], known: Collection[str], reader: IndexReader) -> Iterator[Mend]:
    """The characters that may be meant at the places that no word holds.

    One must make words with both its neighbours, or one that many documents have: the more, the more of customers'
    questions a centre lists, since where it lists none any word is one of its titles or of the subject.
    """
    pairs = pairs_of(row, reader)
    alike = {
        at: others
        for at, pair in pairs.items()
        if not (pair in known or reader.postings(pair) or pair in (others := _read_alike(pair, reader)))
    }
    many = limits()["nothing_below"]["rich_from"]
    listed = min(reader.header.questions, many)
    words: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for at, others in alike.items():
        for other in others:
            for place in (0, 1):
                if other[1 - place] == pairs[at][1 - place]:
                    words[at + place, other[place]].append(other)
    for (at, character), made in words.items():
        documents = sum(len(reader.postings(word)) for word in made)
        common = documents * limits()["mended_common_part"] * many >= len(reader.header.cards) * listed
        free = pairs.keys() & {at - 1, at} <= alike.keys() and not is_function_term(row[at].term)
        if free and (len(made) > 1 or common):
            yield Mend(len(made), documents, at, character)


def pairs_of(row: Sequence[Unit], reader: IndexReader) -> dict[int, str]:
    """Each two Han characters in a row, by the place of the first, and across white space where the index has them."""
    together = {at: (a.term + b.term, a.run == b.run) for at, (a, b) in enumerate(pairwise(row)) if a.han and b.han}
    return {at: pair for at, (pair, joined) in together.items() if joined or reader.postings(pair)}


def _read_alike(pair: str, reader: IndexReader) -> set[str]:
    """The words that have the syllables of a pair."""
    return {
        other
        for first, second in readings(pair)
        for other in reader.tables.homophones_of(first, second).get(f"{first} {second}", ())
    }


def slips(
    typed: Sequence[tuple[str, int, int]], known: Collection[str], reader: IndexReader
) -> dict[str, list[Alternative]]:
    """For each pair that is no word of the index, the words that sound alike; its characters in no word get them too.

    ``typed`` are terms with their first and last place. A missing pair that merely bridges two pairs that the index
    holds, or one and a word of grammar, is no slip. A pair of a word that has synonyms is as good as held.
    """
    pairs = [term for term in typed if term[1] < term[2]]
    held = [(first, last) for pair, first, last in pairs if pair in known or reader.postings(pair)]
    starts, ends = {first for first, _ in held}, {last for _, last in held}
    found: dict[str, list[Alternative]] = {}
    for pair, first, last in pairs:
        bridges = first in ends and (last in starts or is_function_term(pair[1]))
        if not reader.postings(pair) and not bridges:
            alike = _homophones(pair, reader)
            found[pair] = alike
            for character, at in zip(pair, (first, last), strict=True):
                if at not in ends | starts or not reader.postings(character):
                    found.setdefault(character, []).extend(alike)
    return found


def _homophones(pair: str, reader: IndexReader) -> list[Alternative]:
    weights = limits()["weights"]
    found: list[Alternative] = []
    said = {f"{first} {second}" for first, second in readings(pair)}
    for first, second in sorted({(blur(a), blur(b)) for a, b in readings(pair)}):
        for reading, pairs in reader.tables.homophones.get(f"{first} {second}", {}).items():
            for other in pairs:
                slip = "homophone" if pair[0] == other[0] or pair[1] == other[1] else "homophone2"
                weight = weights[slip if reading in said else "near_homophone"]
                found += meanings_of(tuple(other), "homophone", weight, reader, other)
    return found
