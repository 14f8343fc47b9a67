"""Scores: whole numbers added up. Clauses R1–R5 and T4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from esim_help.index.index import Header, IndexReader
from esim_help.search.query import Alternative, Group, Query, limits, postings_of
from esim_help.search.together import nearest_questions


class Ranked(NamedTuple):
    """One document's place: ``covered`` is how much of the query's information it holds, in thousandths of a nat."""

    ordinal: int
    score: int
    covered: int
    other_card: bool
    title: int = 0
    """The points in its score for its title."""
    together: int = 0
    """How much the pairs of its words tell that customers have asked together of the document."""
    nearest: int = 0
    """What the document's nearest question shares with the query tells."""


class Contribution(NamedTuple):
    """What one group adds to one document: ``points`` by its best alternative; its strongest covers at ``weight``."""

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
                best[ordinal] = Contribution(points, alternative.covers or alternative.weight, alternative)
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
    together: dict[int, int] = {}
    for pair in query.together:
        for ordinal, impact in pair.impacts.items():
            if ordinal in scores:
                scores[ordinal] += impact * pair.weight // 10
                together[ordinal] = together.get(ordinal, 0) + pair.information
    nearest = nearest_questions(query.near, reader.header)
    found = [
        Ranked(
            ordinal,
            score + nearest.get(ordinal, 0) * limits()["together"]["nearest_tenths"] // 10,
            covered[ordinal],
            is_other_card(reader.header, ordinal, query.card),
            together=together.get(ordinal, 0),
            nearest=nearest.get(ordinal, 0),
        )
        for ordinal, score in scores.items()
        if reader.header.kinds[ordinal] == kind
    ]
    return in_order(found)


def in_order(found: Iterable[Ranked]) -> list[Ranked]:
    """By (of another card?, −score, id)."""
    return sorted(found, key=lambda ranked: (ranked.other_card, -ranked.score, ranked.ordinal))


def is_other_card(header: Header, ordinal: int, card: str) -> bool:
    """Whether the document is about cards, and ``card`` is none of them."""
    cards = header.cards[ordinal]
    return bool(card and cards and card not in cards)


class Confidence(NamedTuple):
    """How sure an outcome is, in thousandths of a nat. ``best`` covers ``covered``; the rest counts against it.

    ``uncovered`` is all that is missing, ``counted`` what of it counts, ``elsewhere`` what words of other trades count.
    A card that is named counts ``card`` beside what is covered, and a title like the query ``title``. Of what the pairs
    of words tell, ``pairs``, the article has been asked ``together``.
    """

    best: Ranked | None
    covered: int
    uncovered: int
    counted: int
    elsewhere: int
    card: int
    title: int
    pairs: int
    together: int

    @property
    def per_mille(self) -> int:
        """Two thirds what is covered of what counts, one third what is asked together of all pairs, where there are."""
        covered = self.covered + self.card + self.title
        of_words = 2000 * covered // (covered + self.counted + self.elsewhere) if covered else 0
        return (of_words + 1000 * self.together // self.pairs) // 3 if self.pairs else of_words // 2


def confidence(query: Query, ranked: Sequence[Ranked], header: Header) -> int:
    """How sure it is, per mille, that the first document is about what was asked, or the best scored one."""
    return confidence_in_parts(query, ranked, header).per_mille


def confidence_in_parts(query: Query, ranked: Sequence[Ranked], header: Header) -> Confidence:
    """What a confidence is made of.

    Two thirds come from how much of the query's information it covers. What it does not cover counts up to a limit
    only: a long question has many words of its own, and a few telling ones that are found are worth the same in it as
    in a short one. A card that is named counts as covered beside; words of other trades count against, without a limit.
    One third comes from how much of what the query's pairs of words tell has been asked together of it.
    """
    scored = max(ranked, key=lambda r: (r.score, -r.ordinal), default=None)
    best = max(ranked[0], scored, key=lambda r: r.covered) if scored else None
    covered = best.covered if best else 0
    uncovered = sum(group.information for group in query.groups) - covered
    unseen = header.information[0]
    return Confidence(
        best,
        covered,
        uncovered,
        counted=min(uncovered, unseen * limits()["uncovered_tenths"] // 10),
        elsewhere=query.elsewhere * unseen * limits()["elsewhere_tenths"] // 10,
        card=unseen * limits()["card_tenths"] // 10 if query.names_card and covered else 0,
        title=ranked[0].title if ranked else 0,
        pairs=sum(pair.information for pair in query.together),
        together=max(ranked[0].together, scored.together) if scored else 0,
    )
