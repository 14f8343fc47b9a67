"""The alternatives that a guess or a synonym makes of a phrase. Clauses E1 and E5."""

from __future__ import annotations

from collections.abc import Iterator

from esim_help.index.index import IndexReader
from esim_help.index.tables import Phrase, Synonym, phrase_terms
from esim_help.search.query import Alternative, Origin, limits


def of_terms(terms: tuple[str, ...], origin: Origin, weight: int, surface: str = "") -> Alternative:
    """One meaning: terms that must all be there."""
    return Alternative((terms,), origin, weight, None, surface)


def of_synonym(synonym: Synonym, origin: Origin, tenths: int = 10, surface: str = "") -> Alternative:
    """What a phrase also means, with postings of its own, at some tenths of its weight.

    What is related scores less, and answers as surely where nothing nearer does.
    """
    weights = limits()["weights"]
    covers = weights["synonym"] * tenths // 10
    weight = weights["related"] * tenths // 10 if synonym.related else covers
    return Alternative(tuple(map(phrase_terms, synonym.meanings)), origin, weight, synonym.postings, surface, covers)


def meanings_of(
    phrase: Phrase, origin: Origin, weight: int, reader: IndexReader, surface: str = ""
) -> Iterator[Alternative]:
    """A phrase of one term itself, where the index holds it, and what it also means."""
    terms = phrase_terms(phrase)
    if all(reader.postings(term) for term in terms):
        yield of_terms(terms, origin, weight, surface)
    for synonym in reader.tables.synonyms_of(terms[0]):
        if synonym.phrase == phrase:
            yield of_synonym(synonym, origin, weight, surface)
