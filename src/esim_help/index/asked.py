"""Where words stand in the titles and the listed questions, so that words asked together can be told. Clause I10."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from esim_help.index.document import Document, Field
from esim_help.index.tables import Places, phrase_of

ASKED_FIELDS: tuple[Field, ...] = ("title", "questions")
MOST = 2_000
"""A word that stands in more places than this is asked with everything, and is not kept."""


def questions_of(document: Document) -> list[str]:
    """The title and the listed questions of a document, in every language."""
    texts = (text for (field, _), text in sorted(document.fields.items()) if field in ASKED_FIELDS)
    return [line for text in texts for line in text.split("\n")]


def questions_asked(documents: Sequence[Document]) -> tuple[int, ...]:
    """How many questions each document has: they are numbered through, document by document."""
    return tuple(len(questions_of(document)) for document in documents)


def places_asked(documents: Sequence[Document]) -> Mapping[str, Places]:
    """Each single Han character and stem to its places; sorted by term."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    questions = (question for document in documents for question in questions_of(document))
    for number, question in enumerate(questions):
        for position, key in enumerate(phrase_of(question)):
            places[key].append((number, position))
    return {term: tuple(places[term]) for term in sorted(places) if len(places[term]) <= MOST}
