"""What stands around every page: its head, header, notices and footer, as values for the templates."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from esim_help.model.centre import Notice
from esim_help.model.lang import HTML_LANG, LANG_NAMES, pick
from esim_help.site.addresses import Place, home_path
from esim_help.site.assets import Assets
from esim_help.site.catalogue import Badge, Catalogue, Shelf, badges_named, indexes
from esim_help.site.metadata import address, alternates
from esim_help.site.phrase import Phrase, phrase
from esim_help.site.templates import Templates
from esim_help.site.theme import Words, filled

LIVE_WORDS = "live_"
"""Words whose names begin so are said by the interface's script."""
ALSO_LIVE = frozenset({"our_advice"})
"""Words that pages and the script share."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that pages are made from, apart from what they are about. ``search`` is the path of the bundle's folder."""

    catalogue: Catalogue
    templates: Templates
    assets: Assets
    words: Mapping[str, Words]
    notices: Mapping[str, tuple[PlacedNotice, ...]]
    live_words: Mapping[str, str]
    search: str

    def shelf(self, lang: str) -> Shelf:
        """The articles as ``lang`` lists them."""
        return self.catalogue.shelves[lang]


@dataclass(frozen=True, slots=True)
class PlacedNotice:
    """A notice in a language; ``span`` says its dates in words. ``cards`` and ``categories`` are ids, empty for all."""

    id: str
    text: Phrase
    first: str
    last: str
    span: str
    cards: str
    categories: tuple[str, ...]
    shown_for: str


@dataclass(frozen=True, slots=True)
class SwitchLink:
    """The way to another language; ``missing`` when the page does not exist there and the home is offered instead.

    ``only_in`` says in that language which one the page is in.
    """

    html_lang: str
    name: str
    path: str
    missing: bool
    only_in: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What one page is: where it stands in each language, and what its head says. ``title`` is empty on a home."""

    paths: Mapping[str, str]
    title: str = ""
    description: str = ""
    json_ld: str = ""
    category: str | None = None
    """The category whose notices are shown: ``None`` shows those of every category."""
    kind: str = "text"


def placed_notices(catalogue: Catalogue, lang: str, words: Words) -> tuple[PlacedNotice, ...]:
    """Every notice as pages in ``lang`` show it."""
    badges = catalogue.shelves[lang].badges
    return tuple(_placed(notice, badges, lang, words) for notice in catalogue.centre.notices)


def _placed(notice: Notice, badges: tuple[Badge, ...], lang: str, words: Words) -> PlacedNotice:
    own = badges_named(badges, notice.cards)
    first, last = readable_date(notice.first, words), readable_date(notice.last, words)
    return PlacedNotice(
        id=notice.id,
        text=phrase(notice.text, lang),
        first=notice.first.isoformat(),
        last=notice.last.isoformat(),
        span=first if notice.first == notice.last else filled(words["date_span"], first=first, last=last),
        cards=" ".join(notice.cards),
        categories=notice.categories,
        shown_for=indexes(own, badges) if own else "",
    )


def readable_date(date: datetime.date, words: Words) -> str:
    """A date as people write it in the language of ``words``."""
    month = words["months"].split()[date.month - 1]
    return filled(words["date"], year=date.year, month=month, day=date.day)


def live_words(words: Words) -> str:
    """The words of the interface's script, as JSON."""
    live = {
        name.removeprefix(LIVE_WORDS): text
        for name, text in words.items()
        if name.startswith(LIVE_WORDS) or name in ALSO_LIVE
    }
    return json.dumps(live, ensure_ascii=False, separators=(",", ":"))


def shell(site: Site, lang: str, place: Place, subject: Subject) -> dict[str, object]:
    """The values that every template is given."""
    settings = site.catalogue.settings
    shelf = site.shelf(lang)
    base_url = settings.base_url
    title = pick(settings.title, lang)
    return {
        "lang": lang,
        "html_lang": HTML_LANG[lang],
        "w": site.words[lang],
        "live_words": site.live_words[lang],
        "to": place.to,
        "root": place.root,
        "search": site.search,
        "assets": site.assets,
        "site_title": title,
        "kind": subject.kind,
        "head_title": f"{subject.title} · {title}" if subject.title else title,
        "description": subject.description,
        "canonical": address(subject.paths[lang], place, base_url) if base_url and subject.paths else "",
        "alternates": alternates(subject.paths, site.catalogue.default_language, place, base_url),
        "json_ld": subject.json_ld,
        "badges": shelf.badges,
        "card_ids": " ".join(badge.id for badge in shelf.badges),
        "switch": switch_links(site, lang, subject.paths),
        "notices": _notices(site.notices[lang], subject.category),
        "shelf": shelf,
    }


def switch_links(site: Site, lang: str, paths: Mapping[str, str]) -> tuple[SwitchLink, ...]:
    """The way to each other language of the site."""
    return tuple(_switch_link(code, lang, paths, site.words[code]) for code in site.catalogue.languages if code != lang)


def _switch_link(code: str, lang: str, paths: Mapping[str, str], words: Words) -> SwitchLink:
    return SwitchLink(
        html_lang=HTML_LANG[code],
        name=LANG_NAMES[code],
        path=paths.get(code, home_path(code)),
        missing=code not in paths,
        only_in=filled(words["only_in"], language=words[f"language_{lang}"]),
    )


def _notices(notices: tuple[PlacedNotice, ...], category: str | None) -> tuple[PlacedNotice, ...]:
    if category is None:
        return notices
    return tuple(notice for notice in notices if not notice.categories or category in notice.categories)
