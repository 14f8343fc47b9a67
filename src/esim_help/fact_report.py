"""What rests on which fact, and what each open question would unlock. Pure: a centre in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from esim_help.model.article import Article, Block, Text
from esim_help.model.centre import Centre
from esim_help.model.fact import Fact, Unknown
from esim_help.model.lang import LANGS, pick


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact with the ids of what cites it."""

    fact: Fact
    articles: tuple[str, ...]
    scripts: tuple[str, ...]
    trees: tuple[str, ...]

    @property
    def used(self) -> bool:
        """Whether anything cites it."""
        return bool(self.articles or self.scripts or self.trees)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An unknown that waits for its answer, with the ids of the articles and scripts that list it."""

    unknown: Unknown
    articles: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """The facts that one part of a text cites, in its order. ``card`` is empty outside card blocks."""

    line: int
    card: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a text rests on: its front matter's facts first, then block by block, then the unknowns that it lists."""

    text: Text
    parts: tuple[Cited, ...]
    unknowns: tuple[Unknown, ...]


def cited_facts(centre: Centre) -> tuple[CitedFact, ...]:
    """Every fact, in the centre's order, with what cites it."""
    articles = {article.id: _of_article(article) for article in centre.articles}
    scripts = {script.id: frozenset(script.facts) for script in centre.scripts}
    trees = {tree.id: tree.cited_facts for tree in centre.trees}
    return tuple(
        CitedFact(fact, _with(fact.id, articles), _with(fact.id, scripts), _with(fact.id, trees))
        for fact in centre.facts
    )


def _of_article(article: Article) -> frozenset[str]:
    return frozenset().union(*(text.cited_facts for text in article.texts.values()))


def _with(name: str, citing: dict[str, frozenset[str]]) -> tuple[str, ...]:
    return tuple(sorted(where for where, cited in citing.items() if name in cited))


def unused_facts(centre: Centre) -> tuple[CitedFact, ...]:
    """The facts that no article, script or tree cites."""
    return tuple(cited for cited in cited_facts(centre) if not cited.used)


def open_questions(centre: Centre) -> tuple[OpenQuestion, ...]:
    """The open unknowns, those that unlock most first, then by id."""
    articles = {article.id: frozenset(article.unknowns) for article in centre.articles}
    scripts = {script.id: frozenset(script.unknowns) for script in centre.scripts}
    found = (
        OpenQuestion(unknown, _with(unknown.id, articles), _with(unknown.id, scripts))
        for unknown in centre.unknowns
        if unknown.open
    )
    return tuple(sorted(found, key=lambda one: (-len(one.articles) - len(one.scripts), one.unknown.id)))


def article_facts(centre: Centre, article: Article, lang: str) -> ArticleFacts:
    """What the article's text in ``lang`` (else its first) rests on; parts that cite nothing are left out."""
    text = article.text(lang)
    known = {fact.id: fact for fact in centre.facts}
    front = Cited(text.lines.get("facts", 1), "", _known(text.facts, known))
    blocks = (Cited(block.line, block.card, _known(block.facts, known)) for block in _citing(text.blocks))
    parts = tuple(part for part in (front, *blocks) if part.facts)
    return ArticleFacts(text, parts, centre.unknowns_named(article.unknowns))


def _citing(blocks: Iterable[Block]) -> Iterable[Block]:
    return (block for block in blocks if block.facts)


def _known(names: Iterable[str], known: dict[str, Fact]) -> tuple[Fact, ...]:
    return tuple(known[name] for name in names if name in known)


def fact_json(fact: Fact, lang: str) -> dict[str, Any]:
    """One fact as ``facts --json`` prints it; ``says`` in ``lang``."""
    return {
        "id": fact.id,
        "cards": list(fact.cards),
        "strength": fact.strength,
        "says": pick(fact.says, lang),
        "source": fact.source,
        "line": fact.line,
        "changed": fact.changed.isoformat() if fact.changed else None,
    }


def cited_json(cited: CitedFact, lang: str) -> dict[str, Any]:
    """One fact with what cites it."""
    where = {"articles": list(cited.articles), "scripts": list(cited.scripts), "trees": list(cited.trees)}
    return {**fact_json(cited.fact, lang), **where}


def question_json(one: OpenQuestion) -> dict[str, Any]:
    """One open question, in every language it has."""
    return {
        "id": one.unknown.id,
        "cards": list(one.unknown.cards),
        "question": {lang: one.unknown.question[lang] for lang in LANGS if one.unknown.question.get(lang)},
        "articles": list(one.articles),
        "scripts": list(one.scripts),
    }


def article_json(article: Article, found: ArticleFacts) -> dict[str, Any]:
    """What a text rests on; ``unknowns`` are ids."""
    lang = found.text.lang
    return {
        "article": article.id,
        "lang": lang,
        "path": found.text.path,
        "parts": [
            {"line": part.line, "card": part.card, "facts": [fact_json(fact, lang) for fact in part.facts]}
            for part in found.parts
        ],
        "unknowns": [unknown.id for unknown in found.unknowns],
    }
