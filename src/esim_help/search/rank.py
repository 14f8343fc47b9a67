"""Scores: whole numbers added up. Clauses R1–R5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from esim_help.index.index import Header, IndexReader
from esim_help.search.query import Alternative, Group, Query, limits


@dataclass(frozen=True, slots=True)
class Ranked:
    """One document's place: ``covered`` is how much of the query's information it holds, in thousandths of a nat."""

    ordinal: int
    score: int
    covered: int
    other_card: bool


class Contribution(NamedTuple):
    """What one group adds to one document: ``points`` by its best alternative, ``weight`` of its strongest one."""

    points: int
    weight: int
    alternative: Alternative


def contributions(group: Group, reader: IndexReader) -> Mapping[int, Contribution]:
    """Per ordinal the largest contribution of the group's alternatives; the earlier alternative wins a tie."""
    best: dict[int, Contribution] = {}
    for alternative in group.alternatives:
        for ordinal, impact in _weakest(alternative.terms, reader):
            points = impact * alternative.weight // 10
            known = best.get(ordinal)
            if points and known is None:
                best[ordinal] = Contribution(points, alternative.weight, alternative)
            elif known is not None and points > known.points:
                best[ordinal] = Contribution(points, known.weight, alternative)
    return best


def _weakest(terms: tuple[str, ...], reader: IndexReader) -> list[tuple[int, int]]:
    """Postings of several terms as of one: only documents with all of them, at the smallest impact."""
    first, *others = (reader.postings(term) for term in terms)
    if not others:
        return list(first)
    together = dict(first)
    for postings in others:
        impacts = dict(postings)
        together = {
            ordinal: min(impact, impacts[ordinal]) for ordinal, impact in together.items() if ordinal in impacts
        }
    return sorted(together.items())


def rank(query: Query, reader: IndexReader, kind: str) -> list[Ranked]:
    """Every document of ``kind`` with a score, in order: (of another card?, −score, id)."""
    scores: dict[int, int] = {}
    covered: dict[int, int] = {}
    for group in query.groups:
        for ordinal, added in contributions(group, reader).items():
            scores[ordinal] = scores.get(ordinal, 0) + added.points
            covered[ordinal] = covered.get(ordinal, 0) + group.information * added.weight // 10
    found = [
        Ranked(ordinal, score, covered[ordinal], is_other_card(reader.header, ordinal, query.card))
        for ordinal, score in scores.items()
        if reader.header.kinds[ordinal] == kind
    ]
    return sorted(found, key=lambda ranked: (ranked.other_card, -ranked.score, ranked.ordinal))


def is_other_card(header: Header, ordinal: int, card: str) -> bool:
    """Whether the document is about cards, and ``card`` is none of them."""
    cards = header.cards[ordinal]
    return bool(card and cards and card not in cards)


def confidence(query: Query, ranked: Sequence[Ranked], header: Header) -> int:
    """Per mille of the query's information that the first document covers, or the best scored one of another card.

    What it does not cover counts up to a limit only: a long question has many words of its own, and a few telling ones
    that are found are worth the same in it as in a short one.
    """
    if not ranked:
        return 0
    covered = max(ranked[0].covered, max(ranked, key=lambda r: (r.score, -r.ordinal)).covered)
    uncovered = sum(group.information for group in query.groups) - covered
    limit: int = header.information[0] * limits()["uncovered_tenths"] // 10
    return 1000 * covered // (covered + min(uncovered, limit)) if covered else 0
