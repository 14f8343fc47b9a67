"""How like a title is to a query: what tells the article about a thing from those that speak of it too. Clause R6."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from esim_help.index.index import Found, IndexReader
from esim_help.search.query import Group, Query, limits
from esim_help.search.rank import Ranked, in_order
from esim_help.search.snippet import terms_of


def with_titles(query: Query, ranked: Sequence[Ranked], reader: IndexReader) -> list[Ranked]:
    """The ranking, its first few in the order they have once their titles are looked at."""
    among = limits()["titles"]["among"]
    first = [_with_title(r, title_points(query, reader.found(r.ordinal))) for r in ranked[:among]]
    return in_order(first) + list(ranked[among:])


def _with_title(ranked: Ranked, points: int) -> Ranked:
    return ranked._replace(score=ranked.score + points, title=points)


def title_points(query: Query, found: Found) -> int:
    """The likeness of the title that is most like the query, in any language."""
    groups = [group for group in query.groups if is_word(group.typed)]
    wanted = frozenset(chain.from_iterable(m for g in groups for a in g.alternatives for m in a.meanings))
    asked = sum(group.information for group in groups)
    return max(
        (
            _likeness(asked, information, _shared(groups, terms_of(found.texts[lang].title, wanted)))
            for lang, information in found.titles.items()
        ),
        default=0,
    )


def is_word(term: str) -> bool:
    """Whether a term is more than a single Han character."""
    return len(term) > 1 or term.isascii()


def _shared(groups: Sequence[Group], terms: frozenset[str]) -> int:
    """What of the groups a title with these terms says, each at the greatest weight of what it says."""
    return sum(
        group.information * max((a.weight for a in group.alternatives if _stands(a.meanings, terms)), default=0) // 10
        for group in groups
    )


def _stands(meanings: Sequence[Sequence[str]], terms: frozenset[str]) -> bool:
    return any(terms.issuperset(meaning) for meaning in meanings)


def _likeness(asked: int, said: int, shared: int) -> int:
    """What is shared of all that is asked or said (Jaccard's coefficient), in points of what is asked."""
    return asked * shared // max(asked + said - shared, 1) * limits()["titles"]["tenths"] // 10 if shared else 0
