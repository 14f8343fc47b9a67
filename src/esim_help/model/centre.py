"""The whole of a help centre's content, as one value."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from esim_help.model.article import Article
from esim_help.model.fact import Fact, FactSource, Unknown
from esim_help.model.lang import Localized
from esim_help.model.script import Script
from esim_help.model.settings import Settings
from esim_help.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Category:
    """A topic that articles are grouped under."""

    id: str
    title: Localized
    description: Localized


@dataclass(frozen=True, slots=True)
class Notice:
    """A dated incident; shown from ``first`` to ``last``, both included. Empty ``cards`` or ``categories`` mean all."""

    id: str
    first: datetime.date
    last: datetime.date
    text: Localized
    cards: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Centre:
    """Everything that was read, every tuple sorted by id except ``categories``, which keep the writer's order.

    ``articles`` is decided once, by the loader: no draft is in it, and agents' articles only when they were asked for.
    """

    settings: Settings
    categories: tuple[Category, ...] = ()
    articles: tuple[Article, ...] = ()
    scripts: tuple[Script, ...] = ()
    trees: tuple[Tree, ...] = ()
    facts: tuple[Fact, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    sources: tuple[FactSource, ...] = ()
    notices: tuple[Notice, ...] = ()
    synonyms: tuple[SynonymRule, ...] = ()
    asked: tuple[Asked, ...] = ()
    """What customers typed, in the order of its files: an index knows it, no page shows it."""

    def article(self, article_id: str) -> Article | None:
        """The article with that id or former id, if there is one."""
        return next((a for a in self.articles if a.id == article_id or article_id in a.aliases), None)

    def public_questions(self) -> Iterator[Asked]:
        """The listed questions of customers' articles, then what customers typed who asked for these."""
        public = {article.id: article for article in self.articles if article.audience == "customer"}
        for article in public.values():
            for text in article.texts.values():
                line = text.lines.get("questions", 1)
                yield from (Asked(words, text.lang, article.id, text.path, line) for words in text.questions)
        yield from (line for line in self.asked if line.id in public)

    def unknowns_named(self, ids: Iterable[str]) -> tuple[Unknown, ...]:
        """The unknowns with those ids, in that order; ids that name none are passed over."""
        by_id = {unknown.id: unknown for unknown in self.unknowns}
        return tuple(by_id[i] for i in ids if i in by_id)

    def tree_of(self, article_id: str) -> Tree | None:
        """The decision tree that the article shows."""
        return next((tree for tree in self.trees if tree.article == article_id), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a customer who asks for an article, and the line they stand in.

    ``about`` is the id of the unknown they ask for, where the article leaves that open; or of the fact that states the
    thing they mean; empty when neither is told.
    """

    words: str
    lang: str
    id: str
    path: str
    line: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Words that mean the same. Symmetric among ``words``; with ``means``, the words lead to it and not back.

    To what is ``related`` they lead too, for less: it answers where nothing nearer does.
    """

    words: tuple[str, ...]
    means: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
