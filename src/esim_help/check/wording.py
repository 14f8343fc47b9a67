"""The rules about words, run together: the passages of a centre are cut once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from esim_help.check.channels import check_channels
from esim_help.check.grounding import check_grounding
from esim_help.check.grounds import grounds_of
from esim_help.check.hedges import check_hedges
from esim_help.check.passages import STATEMENTS, Passage, passages
from esim_help.check.promises import check_promises
from esim_help.check.screens import check_screens
from esim_help.check.support import check_support
from esim_help.check.topics import check_topics, topics_of
from esim_help.errors import Problem
from esim_help.model.centre import Centre

_LEFT_OVER = re.compile(
    r"\{\{[^{}]*\}?\}?|\}\}|\bTODO\b|\bTBD\b|\bFIXME\b|[Ll]orem ipsum|待补充|待定稿|占位|【(?:填"
    r"|待)[^】]*】|\bX{3,}\b"
)


def check_wording(centre: Centre) -> Iterator[Problem]:
    """Problems of what a centre says. What must rest on facts is checked where a centre keeps facts."""
    said = tuple(passages(centre))
    yield from check_channels(said, centre)
    yield from _left_over(said)
    if centre.facts:
        grounds = grounds_of(centre)
        yield from check_support(said, grounds, centre.settings.cards)
        yield from check_screens(said, grounds, _titles(centre))
        yield from check_topics(said, grounds, topics_of(centre.unknowns))
        yield from check_hedges(said, grounds)
        yield from check_grounding(said, grounds, centre.settings.cards)
        yield from check_promises(said)


def _titles(centre: Centre) -> frozenset[str]:
    """What our own things are called, with and without what follows a colon: they may be quoted as screens are."""
    titles = [text.title for article in centre.articles for text in article.texts.values()]
    for named in (*(script.title for script in centre.scripts), *(tree.title for tree in centre.trees)):
        titles += named.values()
    return frozenset(part for title in titles for part in (title, re.split(r"[：:]", title)[0].strip()))


def _left_over(said: Sequence[Passage]) -> Iterator[Problem]:
    for passage in said:
        if passage.kind in (*STATEMENTS, "advice", "label") and (left := _LEFT_OVER.search(passage.text)):
            message = f"{left[0]!r} is left over; a blank is filled in scripts only, and nothing unfinished is shown"
            yield Problem(passage.path, passage.line, "placeholder", message)
