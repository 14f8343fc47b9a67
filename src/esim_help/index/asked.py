"""Where words stand in what customers ask, so that words asked together can be told. Clauses I11 and I12."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from esim_help.index.document import Document
from esim_help.index.tables import Phrase, Places, phrase_of

MOST = 2_000
"""A word that stands in more places than this is asked with everything, and is not kept."""

Asked = tuple[str, tuple[int, ...]]
"""An unknown's id, or nothing for what has an answer, and how many units each question has that asks for it."""


Questions = Sequence[tuple[str, Sequence[Phrase]]]
"""The questions of a document, in units, by what they ask for."""


def lengths_of(questions: Questions) -> tuple[Asked, ...]:
    """What is asked of a document, as an index keeps it."""
    return tuple((name, tuple(map(len, asked))) for name, asked in questions)


def places_asked(documents: Iterable[Questions]) -> Mapping[str, Places]:
    """Each single Han character and stem to its places; sorted by term. Questions are numbered through."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    every = (question for questions in documents for _, asked in questions for question in asked)
    for number, question in enumerate(every):
        for position, key in enumerate(question):
            places[key].append((number, position))
    return {term: tuple(places[term]) for term in sorted(places) if len(places[term]) <= MOST}


def questions_of(document: Document) -> Questions:
    """Its titles and listed questions, then those that ask for each of its unknowns, in every language."""
    return list(_questions_of(document))


def _questions_of(document: Document) -> Iterator[tuple[str, list[Phrase]]]:
    fields = sorted(place for place in document.fields if place[0] in ("title", "questions"))
    yield "", [phrase_of(line) for place in fields for line in document.fields[place].split("\n")]
    langs = sorted(document.texts)
    for name in dict.fromkeys(unknown.id for lang in langs for unknown in document.texts[lang].unknowns):
        listed = [u for lang in langs for u in document.texts[lang].unknowns if u.id == name]
        yield name, [phrase_of(phrase) for unknown in listed for phrase in unknown.phrases]
