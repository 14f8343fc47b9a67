"""What cites a fact that changed, or lists an unknown that was answered, is flagged until a person has reviewed it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from esim_help.errors import Problem
from esim_help.model.article import Article, Text
from esim_help.model.centre import Centre
from esim_help.model.script import Script
from esim_help.model.tree import Tree


class _News(NamedTuple):
    """A day of news, and what happened."""

    day: datetime.date
    what: str


def check_changed_facts(centre: Centre) -> Iterator[Problem]:
    """A warning for each text, block, script and tree that was last reviewed before what it rests on changed.

    A text is judged by its own date, a tree by the earliest of the article that shows it. What was never reviewed is
    flagged; a review on the day of the change counts.
    """
    facts = {fact.id: _News(fact.changed, "changed") for fact in centre.facts if fact.changed}
    answered = {one.id: _News(one.answered, "was answered") for one in centre.unknowns if one.answered and not one.open}
    if facts or answered:
        for article in centre.articles:
            for text in article.texts.values():
                yield from _in_text(text, facts, answered)
        for script in centre.scripts:
            yield from _in_script(script, facts, answered)
        for tree in centre.trees:
            shown_by = centre.article(tree.article)
            if shown_by is not None:
                yield from _in_tree(tree, shown_by, facts)


def _in_text(text: Text, facts: Mapping[str, _News], answered: Mapping[str, _News]) -> Iterator[Problem]:
    at = text.lines.get
    yield from _stale(text.path, at("facts", 1), text.facts, facts, text.reviewed)
    yield from _stale(text.path, at("unknowns", 1), text.unknowns, answered, text.reviewed)
    for block in text.blocks:
        yield from _stale(text.path, block.line, block.facts, facts, text.reviewed)


def _in_script(script: Script, facts: Mapping[str, _News], answered: Mapping[str, _News]) -> Iterator[Problem]:
    yield from _stale(script.path, 1, script.facts, facts, script.reviewed)
    yield from _stale(script.path, 1, script.unknowns, answered, script.reviewed)


def _in_tree(tree: Tree, article: Article, facts: Mapping[str, _News]) -> Iterator[Problem]:
    dates = [text.reviewed for text in article.texts.values()]
    reviewed = min(filter(None, dates)) if all(dates) else None
    yield from _stale(tree.path, 1, sorted(tree.cited_facts), facts, reviewed, f"'reviewed' in {article.id}")


def _stale(
    path: str,
    line: int,
    cited: Iterable[str],
    news: Mapping[str, _News],
    reviewed: datetime.date | None,
    key: str = "'reviewed'",
) -> Iterator[Problem]:
    for name in cited:
        if name in news and (reviewed is None or reviewed < news[name].day):
            day, what = news[name]
            last = f"was last reviewed on {reviewed}" if reviewed else "was never reviewed"
            message = f"{name} {what} on {day}, this {last}; read it again and set {key}"
            yield Problem(path, line, "fact-changed", message, "warning")
