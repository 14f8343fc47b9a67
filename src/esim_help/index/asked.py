"""What customers ask: for what, of which articles, and where each word stands in it. Clauses I11 and I12."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from esim_help.index.document import ANSWERED_ID, Document, Field, unknown_phrases
from esim_help.index.tables import Phrase, Places, phrase_of, phrase_terms

MOST = 5_000
"""A word that stands in more places than this is asked with everything, and is not kept."""


TYPED_FIELDS: frozenset[Field] = frozenset({"asked", "unknowns"})
"""The fields that hold what customers say, not what a centre says of itself."""


class Concern(NamedTuple):
    """Questions that ask for the same: what ``ordinals``, one or several, answer, or an unknown of theirs.

    ``things`` are the cards whose guides alone state what the last of the questions mean, and how many these are.
    """

    unknown: str
    ordinals: tuple[int, ...]
    questions: tuple[Phrase, ...]
    things: tuple[tuple[tuple[str, ...], int], ...] = ()


def concerns(documents: Sequence[Document]) -> list[Concern]:
    """Per document what it answers; then per unknown, by id, what is asked of any document, and of each document."""
    found = [_answered(at, entry) for at, entry in enumerate(documents)]
    listing: defaultdict[str, list[int]] = defaultdict(list)
    known = {}
    for at, entry in enumerate(documents):
        for unknown in entry.unknowns:
            listing[unknown.id].append(at)
            known[unknown.id] = unknown
    for name in sorted(listing):
        langs = sorted({lang for at in listing[name] for lang in documents[at].texts})
        shared = tuple(phrase_of(words) for lang in langs for words in unknown_phrases(known[name], lang))
        found.append(Concern(name, tuple(listing[name]), shared))
        found += [Concern(name, (at,), own) for at in listing[name] if (own := _asked(documents[at], name))]
    return found


def _answered(ordinal: int, document: Document) -> Concern:
    things = sorted(document.things.items())
    meant = tuple(phrase_of(words) for _, asked in things for words in asked)
    counts = tuple((cards, len(asked)) for (cards, _), asked in things)
    return Concern(ANSWERED_ID, (ordinal,), (*_asked(document, ANSWERED_ID), *meant), counts)


def _asked(document: Document, unknown: str) -> tuple[Phrase, ...]:
    langs = sorted(document.texts)
    return tuple(phrase_of(words) for lang in langs for words in document.asks.get((unknown, lang), ()))


Asked = tuple[str, tuple[int, ...]]
"""An unknown's id, or nothing for what has an answer, and how many units each question has that asks for it."""


def lengths_of(ordinal: int, document: Document, every: Sequence[Concern]) -> tuple[Asked, ...]:
    """How long the questions are that a document answers, and those of each of its unknowns, whoever is asked them."""
    asked = [(ANSWERED_ID, [every[ordinal]])]
    asked += [(known.id, [concern for concern in every if concern.unknown == known.id]) for known in document.unknowns]
    return tuple((name, tuple(len(q) for concern in found for q in concern.questions)) for name, found in asked)


def places_asked(every: Iterable[Concern]) -> Mapping[str, Places]:
    """Each single Han character and stem to its places; sorted by term. Questions are numbered through."""
    places: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, question in enumerate(_questions(every)):
        for position, key in enumerate(question):
            places[key][number].append(position)
    return {term: dict(places[term]) for term in sorted(places) if sum(map(len, places[term].values())) <= MOST}


def _questions(every: Iterable[Concern]) -> Iterator[Phrase]:
    for concern in every:
        yield from concern.questions


def covers(phrase: Phrase, written: Collection[str], places: Mapping[str, Places]) -> bool:
    """Whether a centre speaks of a thing: its terms are ``written`` there, or a question holds the phrase."""
    return all(term in written for term in phrase_terms(phrase)) or _is_asked(phrase, places)


def _is_asked(phrase: Phrase, places: Mapping[str, Places]) -> bool:
    rows: list[Places] = [places.get(unit, {}) for unit in phrase]
    numbers = set.intersection(*(set(row) for row in rows)) if all(rows) else set()
    return any(all(at + k in row[number] for k, row in enumerate(rows)) for number in numbers for at in rows[0][number])
