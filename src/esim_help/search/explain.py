"""Why a search came out as it did: every point of a score, and what the confidence is made of. Part X.

Pure, and loaded only when somebody asks: a search itself keeps none of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from esim_help.analysis.tokens import count, units
from esim_help.index.document import fields_of
from esim_help.search.query import Alternative, Group, Origin, Query, limits, postings_of
from esim_help.search.rank import Confidence, Contribution, Ranked, confidence_in_parts, contributions
from esim_help.search.search import Outcome, least, outcome_json, ranking

if TYPE_CHECKING:
    from esim_help.index.index import IndexReader
    from esim_help.index.weighing import Weighing

Terms = tuple[str, ...]
Added = tuple[Group, Mapping[int, Contribution]]
"""A group, and what it adds to each document."""


class Share(NamedTuple):
    """The part of an impact that one field brought in."""

    field: str
    lang: str
    impact: int


class Account(NamedTuple):
    """Where some of an article's points come from: ``points`` are the tenths of ``impact`` at ``weight``.

    It is for a group, for two words ``together``, or for the ``title``, which no range of the query stands for.
    ``terms`` is the meaning that counted in this article. ``shares`` are those of its weakest term and add up to
    ``impact``.
    """

    typed: str
    start: int
    end: int
    origin: Origin | Literal["together", "question", "title"]
    terms: Terms
    weight: int
    impact: int
    points: int
    shares: tuple[Share, ...]


class Tried(NamedTuple):
    """An alternative of a group, and how many documents it stands in."""

    origin: Origin
    weight: int
    meanings: tuple[Terms, ...]
    documents: int


class Asked(NamedTuple):
    """A group, and its term as it was ``typed``: ``covered`` is what the confidence counts of its information."""

    typed: str
    group: Group
    covered: int
    tried: tuple[Tried, ...]


class Explanation(NamedTuple):
    """The account of an outcome. ``article`` is the one whose coverage makes the confidence, empty without any.

    ``sure`` is what the confidence is made of, ``least`` the confidence from which on there is an answer. ``hits`` has
    the accounts of each hit, in the order of the query.
    """

    article: str
    sure: Confidence
    least: int
    asked: tuple[Asked, ...]
    hits: tuple[tuple[Account, ...], ...]


def explain(outcome: Outcome, reader: IndexReader, kind: str = "article") -> Explanation:
    """The account of an outcome of that reader."""
    query = outcome.query
    ranked = ranking(query, reader, kind)
    sure = confidence_in_parts(query, ranked, reader.header)
    added = [(group, contributions(group, reader)) for group in query.groups]
    best = sure.best.ordinal if sure.best else -1
    return Explanation(
        article=reader.found(best).id if sure.best else "",
        sure=sure,
        least=least(query, reader.header),
        asked=tuple(_asked(group, by_ordinal.get(best), query, reader) for group, by_ordinal in added),
        hits=tuple(tuple(_accounts(r, added, query, reader)) for r, _ in zip(ranked, outcome.hits, strict=False)),
    )


def _asked(group: Group, best: Contribution | None, query: Query, reader: IndexReader) -> Asked:
    covered = group.information * best.weight // 10 if best else 0
    tried = (
        Tried(_origin(one, group, query, reader), one.weight, one.meanings, len(postings_of(one, reader)))
        for one in group.alternatives
    )
    return Asked(_as_written(group, query), group, covered, tuple(tried))


def _origin(alternative: Alternative, group: Group, query: Query, reader: IndexReader) -> Origin:
    """Its origin; of a typed word ``inflected`` when only its stem is in the index, that of the slip when put right."""
    if alternative.origin == "typed" and _is_mended(group, query):
        return "typo" if group.typed.isascii() else "homophone"
    if alternative.origin != "typed" or not group.typed[0].isascii():
        return alternative.origin
    word = units(query.text[group.start : group.end])[0].term
    listed = len(word) == 1 or not word.isalpha() or word in reader.tables.word_set
    return "typed" if listed else "inflected"


def _as_written(group: Group, query: Query) -> str:
    """The typed term of a group before it was put right."""
    if not _is_mended(group, query):
        return group.typed
    return "".join(unit.term for unit in units(query.text[group.start : group.end]))


def _is_mended(group: Group, query: Query) -> bool:
    return not query.mended.isdisjoint(range(group.start, group.end))


def _accounts(ranked: Ranked, added: Iterable[Added], query: Query, reader: IndexReader) -> Iterator[Account]:
    """Where the points of a document come from."""
    ordinal = ranked.ordinal
    weighing = reader.weighing(ordinal)
    counts = _counts(ordinal, weighing, reader)
    for group, by_ordinal in added:
        if (best := by_ordinal.get(ordinal)) is not None:
            origin = _origin(best.alternative, group, query, reader)
            terms, weakest, impact = _strongest_meaning(best.alternative, ordinal, reader)
            shares = tuple(_shares(weakest, impact, weighing, counts))
            weight = best.alternative.weight
            typed = _as_written(group, query)
            yield Account(typed, group.start, group.end, origin, terms, weight, impact, best.points, shares)
    for pair in query.together:
        if impact := pair.impacts.get(ordinal, 0):
            share = Share("questions", "", impact)
            points = impact * pair.weight // 10
            typed = " ".join(pair.words)
            yield Account(typed, pair.start, pair.end, "together", pair.words, pair.weight, impact, points, (share,))
    weight = limits()["together"]["nearest_tenths"]
    if points := ranked.nearest * weight // 10:
        share = Share("questions", "", ranked.nearest)
        yield Account("", 0, 0, "question", (), weight, ranked.nearest, points, (share,))
    if points := ranked.title:
        yield Account("", 0, 0, "title", (), 10, points, points, (Share("title", "", points),))


def _strongest_meaning(alternative: Alternative, ordinal: int, reader: IndexReader) -> tuple[Terms, str, int]:
    """(terms, the weakest of them, its impact) of the meaning that counts most in a document, the first of equals."""
    found = []
    for terms in alternative.meanings:
        weakest = min(terms, key=lambda term: _impact(term, ordinal, reader))
        found.append((terms, weakest, _impact(weakest, ordinal, reader)))
    return max(found, key=lambda each: each[2])


def _impact(term: str, ordinal: int, reader: IndexReader) -> int:
    return dict(reader.postings(term)).get(ordinal, 0)


def _counts(ordinal: int, weighing: Weighing, reader: IndexReader) -> list[Counter[str]]:
    """How often each term occurs in each field of a document."""
    shown = {lang: fields_of(text) for lang, text in reader.found(ordinal).texts.items()}
    return [count(field.words or shown[field.lang][field.field]).terms for field in weighing.fields]


def _shares(term: str, impact: int, weighing: Weighing, counts: Iterable[Counter[str]]) -> Iterator[Share]:
    """``impact`` cut up over the fields that ``term`` counts in, so that the parts add up to it."""
    among = [
        (field, field.worth * occurring[term])
        for field, occurring in zip(weighing.fields, counts, strict=True)
        if occurring[term] and weighing.counts(term, field.field)
    ]
    sums = list(accumulate((frequency for _, frequency in among), initial=0))
    for (field, _), (before, after) in zip(among, pairwise(sums), strict=True):
        yield Share(field.field, field.lang, impact * after // sums[-1] - impact * before // sums[-1])


def explained_json(outcome: Outcome, took_ms: int, reader: IndexReader) -> dict[str, Any]:
    """The object of ``search --json`` with the account in it."""
    explanation = explain(outcome, reader)
    answer = outcome_json(outcome, took_ms)
    hits = [
        {**hit, "explanation": list(map(_account_json, accounts))}
        for hit, accounts in zip(answer["hits"], explanation.hits, strict=True)
    ]
    return {**answer, "hits": hits, "explanation": _explanation_json(explanation, outcome.query)}


def _explanation_json(explanation: Explanation, query: Query) -> dict[str, Any]:
    return {
        "card": query.card,
        "confidence": {
            "article": explanation.article,
            "covered": explanation.sure.covered,
            "uncovered": explanation.sure.uncovered,
            "counted": explanation.sure.counted,
            "elsewhere": explanation.sure.elsewhere,
            "card": explanation.sure.card,
            "title": explanation.sure.title,
            "pairs": explanation.sure.pairs,
            "together": explanation.sure.together,
            "least": explanation.least,
        },
        "groups": [
            {
                "typed": asked.typed,
                "at": [asked.group.start, asked.group.end],
                "information": asked.group.information,
                "covered": asked.covered,
                "alternatives": [_tried_json(tried) for tried in asked.tried],
            }
            for asked in explanation.asked
        ],
    }


def _tried_json(tried: Tried) -> dict[str, Any]:
    return {
        "origin": tried.origin,
        "weight": tried.weight,
        "meanings": list(map(list, tried.meanings)),
        "documents": tried.documents,
    }


def _account_json(account: Account) -> dict[str, Any]:
    return {
        "typed": account.typed,
        "at": [account.start, account.end],
        "origin": account.origin,
        "terms": list(account.terms),
        "weight": account.weight,
        "impact": account.impact,
        "points": account.points,
        "fields": [share._asdict() for share in account.shares],
    }
