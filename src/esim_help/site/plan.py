"""The plan of a site: every file it has, by path, and how to render each. Nothing is rendered until it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from esim_help.model.article import Article
from esim_help.model.centre import Centre
from esim_help.site.addresses import NOT_FOUND, article_path, file_of, home_path, questions_path, topics_path
from esim_help.site.assets import gather_assets
from esim_help.site.catalogue import catalogue_of
from esim_help.site.pages import (
    render_alias,
    render_article,
    render_home,
    render_not_found,
    render_questions,
    render_topic,
    render_topics,
)
from esim_help.site.shell import Site, live_words, placed_notices
from esim_help.site.sitemap import render_robots, render_sitemap
from esim_help.site.templates import Templates
from esim_help.site.theme import Theme, words_of

Render = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site; ``path`` is relative to the output folder, with ``/`` between its parts."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Path → what renders its bytes when called, sorted by path.

    The names of ``assets`` hold a hash of their content, so a file of that name is never different; those of ``pages``
    stay and their content changes.
    """

    assets: Mapping[str, Render]
    pages: Mapping[str, Render]

    def files(self) -> Iterator[OutputFile]:
        """Every file, assets first, each rendered as it is reached."""
        for path, render in (*self.assets.items(), *self.pages.items()):
            yield OutputFile(path, render())


def plan_site(centre: Centre, theme: Theme, search: str, files: Mapping[str, bytes] | None = None) -> SitePlan:
    """The plan of a centre's site.

    ``search`` is the path of the search bundle's folder, relative to the site's root and ending in ``/``; ``files`` are
    the local files that articles refer to, by content path.
    """
    site = site_of(centre, theme, search, files or {})
    pages = {file_of(path): render for path, render in _pages(site)}
    return SitePlan(
        assets={path: partial(bytes, content) for path, content in sorted(site.assets.contents.items())},
        pages=dict(sorted(pages.items())),
    )


def site_of(centre: Centre, theme: Theme, search: str, files: Mapping[str, bytes]) -> Site:
    """What the pages of a centre are made from."""
    catalogue = catalogue_of(centre)
    words = {lang: words_of(theme, lang) for lang in catalogue.languages}
    return Site(
        catalogue=catalogue,
        templates=Templates(theme),
        assets=gather_assets(theme, files),
        words=words,
        notices={lang: placed_notices(catalogue, lang, words[lang]) for lang in catalogue.languages},
        live_words={lang: live_words(words[lang]) for lang in catalogue.languages},
        search=search,
    )


def _pages(site: Site) -> Iterator[tuple[str, Render]]:
    """Every page with its path; where two claim one path, the later has it."""
    yield from _aliases(site)
    yield from _articles(site)
    for lang in site.catalogue.languages:
        yield from _lists(site, lang)
    yield "", partial(render_home, site, site.catalogue.default_language, "")
    yield NOT_FOUND, partial(render_not_found, site)
    if site.catalogue.settings.base_url:
        yield "sitemap.xml", partial(render_sitemap, site)
        yield "robots.txt", partial(render_robots, site)


def _articles(site: Site) -> Iterator[tuple[str, Render]]:
    for article, lang in _written(site):
        yield article_path(lang, article.id), partial(render_article, site, lang, article)


def _aliases(site: Site) -> Iterator[tuple[str, Render]]:
    for article, lang in _written(site):
        for alias in article.aliases:
            yield article_path(lang, alias), partial(render_alias, site, lang, alias, article)


def _written(site: Site) -> Iterator[tuple[Article, str]]:
    for article in site.catalogue.centre.articles:
        for lang in site.catalogue.languages:
            if lang in article.texts:
                yield article, lang


def _lists(site: Site, lang: str) -> Iterator[tuple[str, Render]]:
    yield home_path(lang), partial(render_home, site, lang, home_path(lang))
    yield topics_path(lang), partial(render_topics, site, lang)
    yield questions_path(lang), partial(render_questions, site, lang)
    for topic in site.shelf(lang).topics:
        yield topic.path, partial(render_topic, site, lang, topic)
