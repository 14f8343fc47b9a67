"""BM25 once, in floating point, rounded to whole numbers. Clauses I3–I7.

Source of the formula: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with
term frequencies pooled over weighted fields before saturation (BM25F, ibid. section 3.5).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from esim_help.analysis.function_words import TENTHS, function_terms
from esim_help.analysis.tokens import Counts, count
from esim_help.index.document import Document, Field

K1 = 2.0
B = 0.3
SCALE = 1000
FIELD_WEIGHTS: Mapping[Field, float] = {
    "title": 3.0,
    "questions": 1.5,
    "asked": 1.5,
    "keywords": 4.0,
    "answer": 1.5,
    "headings": 1.5,
    "body": 0.5,
    "unknowns": 0.5,
}
LARGE = 1000
"""From this many documents on, a common Han character is indexed from :data:`NAMING_FIELDS` only."""
COMMON = 10
"""A character is common when more than one document in ``COMMON`` has it."""
NAMING_FIELDS: frozenset[Field] = frozenset({"title", "questions", "asked", "keywords"})

FieldKey = tuple[Field, str]
FieldCounts = Mapping[FieldKey, Counts]
Postings = dict[str, list[tuple[int, int]]]
"""Term to (ordinal, impact), ascending by ordinal; no impact is zero."""


def idf(df: int, n: int) -> float:
    """Inverse document frequency of a term that ``df`` of ``n`` documents have: ln(1 + (n − df + ½) / (df + ½))."""
    return math.log(1 + (n - df + 0.5) / (df + 0.5))


def whole(value: float) -> int:
    """The nearest whole number of thousandths, halves up."""
    return math.floor(SCALE * value + 0.5)


def information(n: int) -> tuple[int, ...]:
    """How much a term tells, in thousandths of a nat, by the number of documents that have it (index 0 to ``n``)."""
    return tuple(whole(idf(df, n)) for df in range(n + 1))


def count_fields(document: Document) -> FieldCounts:
    """The counts of each of a document's fields."""
    return {place: count(text) for place, text in document.fields.items()}


class Statistics(NamedTuple):
    """What is known once every document has been counted.

    ``norms`` are, per document and field, what one occurrence adds to a term's pooled frequency.
    """

    terms: list[dict[FieldKey, Counter[str]]]
    norms: list[dict[FieldKey, float]]
    containing: Counter[str]
    named_only: frozenset[str]


def statistics(counted: Sequence[FieldCounts]) -> Statistics:
    """The statistics of documents, in order."""
    counts = [{place: counts.terms for place, counts in fields.items()} for fields in counted]
    n = len(counts)
    containing = Counter(term for fields in counts for term in set().union(*fields.values()))
    named_only = _common_characters(containing, n) if n >= LARGE else frozenset()
    if named_only:
        containing = Counter(term for fields in counts for term in _terms(fields, named_only))
    return Statistics(counts, _norms(counts), containing, named_only)


def postings(known: Statistics) -> Postings:
    """Every term's impacts over documents, whose places are the ordinals; terms sorted."""
    n = len(known.terms)
    scales = {
        term: idf(df, n) * (K1 + 1) * (TENTHS / 10 if term in function_terms() else 1.0)
        for term, df in known.containing.items()
    }
    found: dict[str, list[tuple[int, int]]] = {term: [] for term in sorted(known.containing)}
    for ordinal, fields in enumerate(known.terms):
        for term, frequency in _pooled(fields, known.norms[ordinal], known.named_only).items():
            impact = whole(scales[term] * frequency / (frequency + K1))
            if impact:
                found[term].append((ordinal, impact))
    return {term: row for term, row in found.items() if row}


def _norms(counts: Iterable[Mapping[FieldKey, Counter[str]]]) -> list[dict[FieldKey, float]]:
    """For each document and field, weight / (1 − b + b · length / average length of that field in that language)."""
    lengths = [{place: terms.total() for place, terms in fields.items()} for fields in counts]
    totals: Counter[FieldKey] = Counter()
    having: Counter[FieldKey] = Counter()
    for row in lengths:
        totals.update(row)
        having.update(row.keys())
    return [
        {
            place: FIELD_WEIGHTS[place[0]] / (1 - B + B * length * having[place] / totals[place]) if length else 0.0
            for place, length in row.items()
        }
        for row in lengths
    ]


def _common_characters(containing: Mapping[str, int], n: int) -> frozenset[str]:
    return frozenset(
        term for term, df in containing.items() if len(term) == 1 and not term.isascii() and df * COMMON > n
    )


def _terms(fields: Mapping[FieldKey, Counter[str]], named_only: frozenset[str]) -> set[str]:
    naming: set[str] = set()
    others: set[str] = set()
    for (field, _), terms in fields.items():
        (naming if field in NAMING_FIELDS else others).update(terms)
    return naming | (others - named_only)


def _pooled(
    fields: Mapping[FieldKey, Counter[str]], norms: Mapping[FieldKey, float], named_only: frozenset[str]
) -> dict[str, float]:
    """Each term's weighted frequency, added up over fields in the order of the fields and languages."""
    frequencies: defaultdict[str, float] = defaultdict(float)
    for place in sorted(fields):
        norm = norms[place]
        skipped = named_only if place[0] not in NAMING_FIELDS else frozenset()
        for term, times in fields[place].items():
            if term not in skipped:
                frequencies[term] += norm * times
    return frequencies
