"""Rule ``question-rank``: an article is found by the questions it lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from esim_help.errors import Problem
from esim_help.index.index import Index, build_index
from esim_help.model.article import Text
from esim_help.model.centre import Centre
from esim_help.search.query import limits
from esim_help.search.rank import confidence, rank
from esim_help.search.search import search
from esim_help.search.understand import understand

HITS = 3


def check_ranks(centre: Centre) -> Iterator[Problem]:
    """Questions of public articles whose own article is not among the first hits, asked as a customer would."""
    public = tuple(article for article in centre.articles if article.audience == "customer")
    if not any(text.questions for article in public for text in article.texts.values()):
        return
    index = build_index(replace(centre, articles=public, scripts=()))
    ordinals = {found.id: ordinal for ordinal, found in enumerate(index.documents)}
    for article in public:
        for text in article.texts.values():
            for question in text.questions:
                if not _is_found(question, text.lang, ordinals[article.id], index):
                    yield _problem(question, text, index)


def _is_found(question: str, lang: str, ordinal: int, index: Index) -> bool:
    """Whether the article is among the first hits, or is the one that a notice about the other card leads to.

    The whole search is asked only when the ranks do not settle it: it cuts snippets, which takes most of its time.
    """
    query = understand(question, index, lang)
    ranked = rank(query, index, "article")
    first = ordinal in [entry.ordinal for entry in ranked[:HITS]]
    if first and confidence(query, ranked, index.header) >= _surely_answered():
        return True
    outcome = search(index, question, lang=lang, limit=HITS)
    own = index.documents[ordinal].id
    return own in [hit.id for hit in outcome.hits] or (outcome.other is not None and outcome.other.id == own)


def _surely_answered() -> int:
    least = limits()["nothing_below"]
    return max(int(least["plain"]), int(least["rich"]))


def _problem(question: str, text: Text, index: Index) -> Problem:
    hits = search(index, question, lang=text.lang, limit=HITS).hits
    instead = f"finds {', '.join(hit.id for hit in hits)}" if hits else "finds nothing"
    message = f"{question!r} {instead}; word it as customers do, or give the article its words as keywords"
    return Problem(text.path, text.lines.get("questions", 1), "question-rank", message, "warning")
