"""What many pages show, built once: who is in the centre, and how each language's pages list it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from esim_help.model.article import Article
from esim_help.model.centre import Category, Centre
from esim_help.model.fact import Unknown
from esim_help.model.settings import Settings
from esim_help.model.tree import Tree
from esim_help.site.addresses import article_path, topic_path
from esim_help.site.phrase import Phrase, phrase, spoken

POPULAR_WITHOUT_CATEGORIES = 6


@dataclass(frozen=True, slots=True)
class Badge:
    """A card as a page shows it. ``index`` is its place in the settings, which its colour follows."""

    id: str
    index: int
    name: Phrase


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list. ``shown_for`` are the indexes of its cards, empty when it is for every reader."""

    id: str
    path: str
    title: Phrase
    answer: Phrase
    badges: tuple[Badge, ...]
    shown_for: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A category and its articles; one without a ``path`` is the rest, which has no page of its own."""

    id: str
    path: str
    title: Phrase
    description: Phrase
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles as one language's pages list them; ``entries`` also knows former ids."""

    lang: str
    badges: tuple[Badge, ...]
    entries: Mapping[str, Entry]
    topics: tuple[Topic, ...]
    uncategorised: tuple[Entry, ...]
    popular: tuple[Entry, ...]
    support: Entry | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The centre with its look-ups; ``languages`` are those of the settings that some article is written in."""

    centre: Centre
    languages: tuple[str, ...]
    default_language: str
    articles: Mapping[str, Article]
    unknowns: Mapping[str, Unknown]
    trees: Mapping[str, Tree]
    shelves: Mapping[str, Shelf]

    @property
    def settings(self) -> Settings:
        """The project's settings."""
        return self.centre.settings


def catalogue_of(centre: Centre) -> Catalogue:
    """Everything that pages look up, in one pass over the centre."""
    languages = _languages(centre)
    return Catalogue(
        centre=centre,
        languages=languages,
        default_language=next((code for code in languages if code == centre.settings.default_language), languages[0]),
        articles=_by_every_id(centre.articles),
        unknowns={unknown.id: unknown for unknown in centre.unknowns},
        trees={tree.article: tree for tree in reversed(centre.trees)},
        shelves={lang: _shelf(centre, lang) for lang in languages},
    )


def _languages(centre: Centre) -> tuple[str, ...]:
    written = {lang for article in centre.articles for lang in article.texts}
    return tuple(code for code in centre.settings.languages if code in written) or (centre.settings.default_language,)


def _by_every_id(articles: Iterable[Article]) -> dict[str, Article]:
    articles = tuple(articles)
    former = {alias: article for article in articles for alias in article.aliases}
    return former | {article.id: article for article in articles}


def _shelf(centre: Centre, lang: str) -> Shelf:
    badges = card_badges(centre.settings, lang)
    entries = {article.id: _entry(article, badges, lang) for article in centre.articles}
    topics = _topics(centre, entries, lang)
    grouped = {entry.id for topic in topics for entry in topic.entries}
    every_id = {name: entries[article.id] for name, article in _by_every_id(centre.articles).items()}
    return Shelf(
        lang=lang,
        badges=badges,
        entries=every_id,
        topics=topics,
        uncategorised=tuple(entry for entry in entries.values() if entry.id not in grouped),
        popular=_popular(centre.settings, every_id, topics),
        support=every_id.get(centre.settings.support),
    )


def card_badges(settings: Settings, lang: str) -> tuple[Badge, ...]:
    """The cards that pages tell apart: none when there is only one."""
    if len(settings.cards) < 2:
        return ()
    return tuple(Badge(card.id, i, phrase(card.name, lang)) for i, card in enumerate(settings.cards))


def badges_named(badges: tuple[Badge, ...], cards: Iterable[str]) -> tuple[Badge, ...]:
    """Those of ``badges`` whose card is among ``cards``."""
    named = frozenset(cards)
    return tuple(badge for badge in badges if badge.id in named)


def indexes(badges: tuple[Badge, ...], of: tuple[Badge, ...]) -> str:
    """The card indexes an element is shown for, as its ``data-for``: empty when it is for every card (or for none)."""
    return "" if len(badges) == len(of) else " ".join(str(badge.index) for badge in badges)


def _entry(article: Article, badges: tuple[Badge, ...], lang: str) -> Entry:
    text = article.text(lang)
    own = badges_named(badges, article.cards)
    return Entry(
        id=article.id,
        path=article_path(text.lang, article.id),
        title=spoken(text.title, text.lang, lang),
        answer=spoken(text.answer, text.lang, lang),
        badges=own if len(own) < len(badges) else (),
        shown_for=indexes(own, badges),
    )


def _topics(centre: Centre, entries: Mapping[str, Entry], lang: str) -> tuple[Topic, ...]:
    grouped: dict[str, list[Entry]] = {category.id: [] for category in centre.categories}
    for article in _popular_first(centre):
        if article.category in grouped:
            grouped[article.category].append(entries[article.id])
    return tuple(_topic(category, grouped[category.id], lang) for category in centre.categories if grouped[category.id])


def _popular_first(centre: Centre) -> list[Article]:
    rank = {name: place for place, name in enumerate(centre.settings.popular)}
    return sorted(centre.articles, key=lambda article: (rank.get(article.id, len(rank)), article.id))


def _topic(category: Category, entries: Iterable[Entry], lang: str) -> Topic:
    return Topic(
        id=category.id,
        path=topic_path(lang, category.id),
        title=phrase(category.title, lang) or spoken(category.id, lang, lang),
        description=phrase(category.description, lang),
        entries=tuple(entries),
    )


def _popular(settings: Settings, entries: Mapping[str, Entry], topics: tuple[Topic, ...]) -> tuple[Entry, ...]:
    chosen = [entries[name] for name in settings.popular if name in entries]
    if chosen:
        return tuple(dict.fromkeys(chosen))
    if topics:
        return tuple(topic.entries[0] for topic in topics)
    return tuple(dict.fromkeys(entries.values()))[:POPULAR_WITHOUT_CATEGORIES]
