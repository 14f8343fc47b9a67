"""Each kind of page of the site, rendered: a site and what the page is about in, bytes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from esim_help.model.article import Article, Text
from esim_help.model.fact import Unknown
from esim_help.model.lang import HTML_LANG, pick
from esim_help.site.addresses import NOT_FOUND, Place, article_path, base_path, home_path, questions_path, topics_path
from esim_help.site.body import Addresses, contents_list, placed_blocks
from esim_help.site.catalogue import Badge, Entry, Topic, badges_named, indexes
from esim_help.site.metadata import address, article_json_ld, description_of, home_json_ld
from esim_help.site.phrase import Phrase, phrase, spoken
from esim_help.site.questions import question_groups
from esim_help.site.shell import Site, Subject, readable_date, shell
from esim_help.site.theme import Words, filled
from esim_help.site.tree_view import TreeView, tree_view


@dataclass(frozen=True, slots=True)
class PlacedUnknown:
    """A question the sources leave open, with what to do instead; or its answer, once there is one."""

    question: Phrase
    instead: Phrase
    answer: Phrase
    origin: Phrase
    badges: tuple[Badge, ...]
    shown_for: str


def render_home(site: Site, lang: str, path: str) -> bytes:
    """The home of a language, standing at ``path`` (its own, or the site's root)."""
    catalogue = site.catalogue
    subject = Subject(
        paths={code: home_path(code) for code in catalogue.languages},
        description=pick(catalogue.settings.description, lang),
        json_ld=home_json_ld(catalogue.settings, lang),
        kind="home",
    )
    values = shell(site, lang, Place(path), subject)
    return site.templates.render("home.html", {**values, "intro": phrase(catalogue.settings.description, lang)})


def render_topics(site: Site, lang: str) -> bytes:
    """All topics with their articles, the uncategorised last."""
    words = site.words[lang]
    subject = Subject({code: topics_path(code) for code in site.catalogue.languages}, words["topics"], category="")
    values = shell(site, lang, Place(topics_path(lang)), subject)
    return site.templates.render("topics.html", {**values, "topics": _all_topics(site, lang)})


def _all_topics(site: Site, lang: str) -> tuple[Topic, ...]:
    shelf = site.shelf(lang)
    if not shelf.uncategorised:
        return shelf.topics
    rest = spoken(site.words[lang]["other_topics"] if shelf.topics else "", lang, lang)
    return (*shelf.topics, Topic("", "", rest, Phrase(), shelf.uncategorised))


def render_topic(site: Site, lang: str, topic: Topic) -> bytes:
    """One category and its articles."""
    paths = {code: f"{code}{topic.path.removeprefix(lang)}" for code in site.catalogue.languages}
    subject = Subject(paths, topic.title.text, topic.description.text, category=topic.id)
    values = shell(site, lang, Place(topic.path), subject)
    return site.templates.render("topic.html", {**values, "topic": topic})


def render_questions(site: Site, lang: str) -> bytes:
    """Every question customers ask."""
    words = site.words[lang]
    subject = Subject(
        {code: questions_path(code) for code in site.catalogue.languages}, words["questions"], category=""
    )
    values = shell(site, lang, Place(questions_path(lang)), subject)
    groups = question_groups(site.catalogue, lang, words["other_topics"])
    return site.templates.render("questions.html", {**values, "groups": groups})


def render_not_found(site: Site) -> bytes:
    """The page for addresses that lead nowhere: in every language, and right at whatever depth it is shown."""
    catalogue, lang = site.catalogue, site.catalogue.default_language
    place = Place(NOT_FOUND, base_path(catalogue.settings.base_url))
    subject = Subject({}, site.words[lang]["not_found"], category="", kind="not-found")
    sections = [(code, HTML_LANG[code], site.words[code], site.shelf(code).support) for code in catalogue.languages]
    return site.templates.render("not_found.html", {**shell(site, lang, place, subject), "sections": sections})


def render_alias(site: Site, lang: str, alias: str, article: Article) -> bytes:
    """A former address, which leads on to the article's present one."""
    place = Place(article_path(lang, alias))
    target = article_path(lang, article.id)
    base_url = site.catalogue.settings.base_url
    return site.templates.render(
        "alias.html",
        {
            "html_lang": HTML_LANG[lang],
            "w": site.words[lang],
            "title": article.text(lang).title,
            "target": place.to(target),
            "canonical": address(target, place, base_url) if base_url else "",
        },
    )


def render_article(site: Site, lang: str, article: Article) -> bytes:
    """One article in one of the languages it is written in."""
    text, words, shelf = article.texts[lang], site.words[lang], site.shelf(lang)
    place = Place(article_path(lang, article.id))
    unknowns = [site.catalogue.unknowns[name] for name in article.unknowns if name in site.catalogue.unknowns]
    own = badges_named(shelf.badges, article.cards)
    values = {
        "title": spoken(text.title, lang, lang),
        "answer": spoken(text.answer, lang, lang),
        "topic": next((topic for topic in shelf.topics if topic.id == article.category), None),
        "own_badges": own,
        "only_for": indexes(own, shelf.badges),
        "mismatch": filled(words["mismatch"], cards=words["list_comma"].join(badge.name.text for badge in own)),
        "blocks": placed_blocks(article, text, Addresses(place, shelf, site.assets.files, words)),
        "contents": contents_list(article, text, shelf.badges),
        "tree": _tree(site, lang, article),
        "open_unknowns": _placed_unknowns(site, lang, article, (one for one in unknowns if one.open)),
        "answered_unknowns": _placed_unknowns(site, lang, article, (one for one in unknowns if not one.open)),
        "related": _related(shelf.entries, article),
        "support": shelf.support if shelf.support and shelf.support.id != article.id else None,
        "reviewed": _dated(text, words),
    }
    return site.templates.render(
        "article.html", {**shell(site, lang, place, _subject(article, text, unknowns)), **values}
    )


def _subject(article: Article, text: Text, unknowns: Iterable[Unknown]) -> Subject:
    return Subject(
        paths={code: article_path(code, article.id) for code in article.texts},
        title=text.title,
        description=description_of(text),
        json_ld=article_json_ld(article, text, (one for one in unknowns if not one.open)),
        category=article.category,
        kind="article",
    )


def _tree(site: Site, lang: str, article: Article) -> TreeView | None:
    tree = site.catalogue.trees.get(article.id)
    return tree_view(tree, site.shelf(lang).badges, lang) if tree else None


def _related(entries: Mapping[str, Entry], article: Article) -> tuple[Entry, ...]:
    found = (entries[name] for name in article.related if name in entries)
    return tuple(dict.fromkeys(entry for entry in found if entry.id != article.id))


def _dated(text: Text, words: Words) -> tuple[str, str, str] | None:
    """What the date at the end is, the date for machines, the date for people."""
    date = text.reviewed or text.updated
    if date is None:
        return None
    return words["reviewed" if text.reviewed else "updated"], date.isoformat(), readable_date(date, words)


def _placed_unknowns(site: Site, lang: str, article: Article, unknowns: Iterable[Unknown]) -> tuple[PlacedUnknown, ...]:
    badges = site.shelf(lang).badges
    return tuple(_placed_unknown(unknown, article, badges, lang, site.words[lang]) for unknown in unknowns)


def _placed_unknown(
    unknown: Unknown, article: Article, badges: tuple[Badge, ...], lang: str, words: Words
) -> PlacedUnknown:
    narrower = unknown.cards and not set(article.cards) <= set(unknown.cards)
    own = badges_named(badges, unknown.cards) if narrower else ()
    date = readable_date(unknown.answered, words) if unknown.answered else ""
    origin = filled(words["answer_origin"], source=unknown.source, date=date) if unknown.source else date
    return PlacedUnknown(
        question=phrase(unknown.question, lang),
        instead=phrase(unknown.instead, lang),
        answer=phrase(unknown.answer, lang),
        origin=spoken(origin, lang, lang),
        badges=own,
        shown_for=indexes(own, badges) if own else "",
    )
