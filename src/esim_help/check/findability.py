"""Rule ``question-rank``: an article is found by the questions it lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from esim_help.errors import Problem
from esim_help.index.index import Index, build_index
from esim_help.model.centre import Asked, Centre
from esim_help.search.rank import confidence, rank
from esim_help.search.search import least, search
from esim_help.search.understand import understand

HITS = 3


def check_ranks(centre: Centre) -> Iterator[Problem]:
    """Questions of public articles whose own article is not among the first hits, asked as a customer would."""
    public = tuple(article for article in centre.articles if article.audience == "customer")
    asked = list(centre.public_questions())
    if not asked:
        return
    index = build_index(replace(centre, articles=public, scripts=()))
    ordinals = {found.id: ordinal for ordinal, found in enumerate(index.documents)}
    for question in asked:
        own = ordinals[question.id]
        if own not in (found := _found(question.words, question.lang, own, index)):
            yield _problem(question, [index.documents[ordinal].id for ordinal in found])


def _found(question: str, lang: str, own: int, index: Index) -> list[int]:
    """Ordinals of the first hits, and of the article that a notice about the other card leads to.

    The whole search is asked only when the ranks do not settle it: it cuts snippets, which takes most of its time.
    """
    query = understand(question, index, lang)
    ranked = rank(query, index, "article")
    first = [entry.ordinal for entry in ranked[:HITS]]
    if (own in first or not query.card) and confidence(query, ranked, index.header) >= least(query, index.header):
        return first
    outcome = search(index, question, lang=lang, limit=HITS)
    shown = [hit.id for hit in outcome.hits] + ([outcome.other.id] if outcome.other else [])
    return [entry.ordinal for entry in ranked if index.documents[entry.ordinal].id in shown]


def _problem(question: Asked, instead: Sequence[str]) -> Problem:
    found = f"finds {', '.join(instead)}" if instead else "finds nothing"
    message = f"{question.words!r} {found}; word it as customers do, or give the article its words as keywords"
    return Problem(question.path, question.line, "question-rank", message, "warning")
