"""The body of an article as a page shows it: its blocks, with every address written for that page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from esim_help.model.article import Article, Block, Section, Text
from esim_help.site.addresses import Place
from esim_help.site.catalogue import Badge, Shelf, badges_named, indexes
from esim_help.site.phrase import Phrase, mark_han, spoken
from esim_help.site.theme import Words

CONTENTS_FROM = 3
"""An article with fewer headings of the second level has no contents list."""

_LINK = re.compile(r'<a href="(article|file):([^"#]*)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img src="file:([^"]*)"([^>]*?)\s*/?>')
_ALT = re.compile(r'alt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block ready for its page: safe ``html``, the card it is labelled with, the cards whose readers see it."""

    kind: str
    html: str
    badge: Badge | None = None
    shown_for: str = ""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents list."""

    anchor: str
    heading: Phrase
    shown_for: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """How links in a body are resolved on one page; ``files`` maps content paths to asset paths."""

    place: Place
    shelf: Shelf
    files: Mapping[str, str]
    words: Words

    def placed(self, html: str) -> str:
        """``html`` with each ``article:`` and ``file:`` address replaced by one relative to the page.

        What leads nowhere becomes its text and a short notice.
        """
        if ":" not in html:
            return html
        return _IMAGE.sub(self._image, _LINK.sub(self._link, html))

    def _link(self, link: re.Match[str]) -> str:
        kind, target, anchor, rest, text = link.groups(default="")
        path = self._article(target) if kind == "article" else self._file(target)
        if path is None:
            return text + self._notice("link_gone")
        return f'<a href="{self.place.to(path)}{anchor}"{rest}>{text}</a>'

    def _image(self, image: re.Match[str]) -> str:
        path = self._file(image[1])
        if path is None:
            alt = _ALT.search(image[2])
            return (alt[1] if alt else "") + self._notice("image_gone")
        return f'<img src="{self.place.to(path)}"{image[2]} loading="lazy">'

    def _article(self, target: str) -> str | None:
        entry = self.shelf.entries.get(target)
        return entry.path if entry else None

    def _file(self, target: str) -> str | None:
        name = unescape(target)
        return self.files.get(name) or self.files.get(unquote(name))

    def _notice(self, word: str) -> str:
        return f'<span class="gone">{escape(self.words[word])}</span>'


def placed_blocks(article: Article, text: Text, addresses: Addresses) -> tuple[PlacedBlock, ...]:
    """The blocks of a text, in order."""
    return tuple(_placed(block, article, text.lang, addresses) for block in text.blocks if block.html)


def _placed(block: Block, article: Article, lang: str, addresses: Addresses) -> PlacedBlock:
    html = addresses.placed(block.html)
    if lang != "zh":
        html = mark_han(html)
    badge = _label(block.card, article, addresses.shelf.badges) if block.kind == "card" else None
    if badge is None:
        return PlacedBlock("plain" if block.kind == "card" else block.kind, html)
    return PlacedBlock("card", html, badge, str(badge.index))


def _label(card: str, article: Article, badges: tuple[Badge, ...]) -> Badge | None:
    """The card that a block is labelled with: none in an article that is about that card alone."""
    if article.cards == (card,):
        return None
    return next((badge for badge in badges if badge.id == card), None)


def contents_list(article: Article, text: Text, badges: tuple[Badge, ...]) -> tuple[ContentsLine, ...]:
    """The headings of the second level, when there are enough of them to need a list."""
    headings = tuple(section for section in text.sections if section.level == 2 and section.anchor)
    if len(headings) < CONTENTS_FROM:
        return ()
    return tuple(_contents_lines(headings, article, text.lang, badges))


def _contents_lines(
    headings: Iterable[Section], article: Article, lang: str, badges: tuple[Badge, ...]
) -> Iterable[ContentsLine]:
    for section in headings:
        narrower = section.cards and set(section.cards) < set(article.cards)
        shown_for = indexes(badges_named(badges, section.cards), badges) if narrower else ""
        yield ContentsLine(section.anchor, spoken(section.heading, lang, lang), shown_for)
