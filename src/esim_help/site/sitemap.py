"""What crawlers are told, when the site's address is known: the sitemap and ``robots.txt``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from esim_help.site.addresses import Place, article_path, home_path, questions_path, topics_path
from esim_help.site.metadata import Alternate, address, alternates
from esim_help.site.shell import Site

_ROOT = Place("")


@dataclass(frozen=True, slots=True)
class SitemapLine:
    """One page: its address, when its text last changed (ISO date or empty), and itself in other languages."""

    address: str
    changed: str
    alternates: tuple[Alternate, ...]


def render_sitemap(site: Site) -> bytes:
    """Every page that is not an alias, as ``sitemap.xml``."""
    return site.templates.render("sitemap.xml", {"lines": tuple(_lines(site))})


def render_robots(site: Site) -> bytes:
    """``robots.txt``: everything may be read; where the sitemap is."""
    where = address("sitemap.xml", _ROOT, site.catalogue.settings.base_url)
    return f"User-agent: *\nAllow: /\n\nSitemap: {where}\n".encode()


def _lines(site: Site) -> Iterator[SitemapLine]:
    languages = site.catalogue.languages
    for path_in in (home_path, topics_path, questions_path):
        yield from _line(site, {lang: path_in(lang) for lang in languages})
    for topic in site.shelf(languages[0]).topics:
        yield from _line(site, {lang: f"{lang}{topic.path.removeprefix(languages[0])}" for lang in languages})
    for article in site.catalogue.centre.articles:
        texts = {lang: article.texts[lang] for lang in languages if lang in article.texts}
        dates = {lang: text.updated or text.reviewed for lang, text in texts.items()}
        yield from _line(site, {lang: article_path(lang, article.id) for lang in texts}, dates)


def _line(
    site: Site, paths: Mapping[str, str], dates: Mapping[str, datetime.date | None] | None = None
) -> Iterator[SitemapLine]:
    base_url = site.catalogue.settings.base_url
    others = alternates(paths, site.catalogue.default_language, _ROOT, base_url)
    for lang, path in paths.items():
        date = (dates or {}).get(lang)
        yield SitemapLine(address(path, _ROOT, base_url), date.isoformat() if date else "", others)
