"""Scores: whole numbers added up. Clauses R1–R5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from esim_help.index.index import Header, IndexReader
from esim_help.search.query import Alternative, Group, Query, limits, postings_of


class Ranked(NamedTuple):
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
        for ordinal, impact in postings_of(alternative, reader):
            points = impact * alternative.weight // 10
            known = best.get(ordinal)
            if points and known is None:
                best[ordinal] = Contribution(points, alternative.weight, alternative)
            elif known is not None and points > known.points:
                best[ordinal] = Contribution(points, known.weight, alternative)
    return best


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


class Confidence(NamedTuple):
    """How sure an outcome is, in thousandths of a nat. ``best`` covers ``covered``; the rest counts against it.

    ``uncovered`` is all that is missing, ``counted`` what of it counts, ``elsewhere`` what words of other trades count.
    """

    best: Ranked | None
    covered: int
    uncovered: int
    counted: int
    elsewhere: int

    @property
    def per_mille(self) -> int:
        """What is covered of what counts."""
        return 1000 * self.covered // (self.covered + self.counted + self.elsewhere) if self.covered else 0


def confidence(query: Query, ranked: Sequence[Ranked], header: Header) -> int:
    """Per mille of the query's information that the first document covers, or the best scored one of another card."""
    return confidence_in_parts(query, ranked, header).per_mille


def confidence_in_parts(query: Query, ranked: Sequence[Ranked], header: Header) -> Confidence:
    """What a confidence is made of.

    What it does not cover counts up to a limit only: a long question has many words of its own, and a few telling ones
    that are found are worth the same in it as in a short one. Words of other trades count beside, without a limit.
    """
    scored = max(ranked, key=lambda r: (r.score, -r.ordinal), default=None)
    best = max(ranked[0], scored, key=lambda r: r.covered) if scored else None
    covered = best.covered if best else 0
    uncovered = sum(group.information for group in query.groups) - covered
    unseen = header.information[0]
    counted = min(uncovered, unseen * limits()["uncovered_tenths"] // 10)
    elsewhere = query.elsewhere * unseen * limits()["elsewhere_tenths"] // 10
    return Confidence(best, covered, uncovered, counted, elsewhere)
