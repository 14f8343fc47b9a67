"""Dated incidents as an index keeps them, so that a search shows them without reading the content again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from esim_help.model.article import Article
    from esim_help.model.centre import Centre, Notice


class KeptNotice(NamedTuple):
    """A notice; ``first`` and ``last`` are dates such as 2026-11-22, both included. Empty ``cards`` mean all.

    ``articles`` are the ids of those it stands beside; ``None`` means everywhere.
    """

    first: str
    last: str
    cards: tuple[str, ...]
    texts: Mapping[str, str]
    articles: tuple[str, ...] | None


def kept_notices(centre: Centre) -> tuple[KeptNotice, ...]:
    """Every notice of the centre, in its order."""
    return tuple(_kept(notice, centre.articles) for notice in centre.notices)


def _kept(notice: Notice, articles: Iterable[Article]) -> KeptNotice:
    beside = tuple(article.id for article in articles if article.category in notice.categories)
    everywhere = not notice.categories
    first, last = notice.first.isoformat(), notice.last.isoformat()
    return KeptNotice(first, last, notice.cards, dict(notice.text), None if everywhere else beside)


def notices_beside(
    notices: Iterable[KeptNotice], articles: Collection[str], cards: Collection[str], day: str
) -> tuple[KeptNotice, ...]:
    """The notices that last on ``day`` (2026-11-22) and concern one of ``articles`` and one of ``cards``.

    Without ``cards`` those of any card.

    >>> slow = KeptNotice("2026-11-22", "2026-11-24", ("red",), {"en": "Payments are slow"}, ("renew-red",))
    >>> [len(notices_beside([slow], ["renew-red"], [], day)) for day in ("2026-11-21", "2026-11-24", "2026-11-25")]
    [0, 1, 0]
    """
    return tuple(
        notice
        for notice in notices
        if notice.first <= day <= notice.last
        and (not cards or not notice.cards or not set(cards).isdisjoint(notice.cards))
        and (notice.articles is None or not set(articles).isdisjoint(notice.articles))
    )
