"""What a page says to machines: description, structured answers, addresses in other languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from esim_help.model.article import Article, Text
from esim_help.model.fact import Unknown
from esim_help.model.lang import HTML_LANG, pick
from esim_help.model.settings import Settings
from esim_help.site.addresses import Place, with_slash

DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language (``x-default``: for everyone else)."""

    lang: str
    address: str


def description_of(text: Text) -> str:
    """The short answer, else the beginning of the body."""
    if text.answer:
        return text.answer
    plain = " ".join(" ".join(block.text for block in text.blocks).split())
    return plain if len(plain) <= DESCRIPTION_LENGTH else plain[: DESCRIPTION_LENGTH - 1] + "…"


def alternates(paths: Mapping[str, str], default: str, place: Place, base_url: str) -> tuple[Alternate, ...]:
    """Where a page stands in each language; none when it stands in one only. ``paths`` is language → path."""
    if len(paths) < 2:
        return ()
    listed = [Alternate(HTML_LANG[lang], address(path, place, base_url)) for lang, path in paths.items()]
    if default in paths:
        listed.append(Alternate("x-default", address(paths[default], place, base_url)))
    return tuple(listed)


def address(path: str, place: Place, base_url: str) -> str:
    """The full address of a page where the site's is known, else a relative one."""
    return with_slash(base_url) + Place("").to(path).removeprefix("./") if base_url else place.to(path)


def article_json_ld(article: Article, text: Text, answered: Iterable[Unknown]) -> str:
    """The article's question and short answer, and every unknown that has been answered; safe inside ``<script>``."""
    questions = [(text.title, text.answer)] if text.answer else []
    questions += [(pick(known.question, text.lang), pick(known.answer, text.lang)) for known in answered]
    dates = {"dateModified": (text.updated or text.reviewed), "inLanguage": HTML_LANG[text.lang]}
    about = {"@context": "https://schema.org"} | {key: str(value) for key, value in dates.items() if value}
    if not questions:
        return script_json({**about, "@type": "Article", "headline": text.title})
    return script_json({**about, "@type": "FAQPage", "name": text.title, "mainEntity": _questions(questions)})


def _questions(questions: Iterable[tuple[str, str]]) -> list[object]:
    return [
        {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for asked, answer in questions
    ]


def home_json_ld(settings: Settings, lang: str) -> str:
    """The site's name."""
    site = {"@context": "https://schema.org", "@type": "WebSite", "name": pick(settings.title, lang)}
    return script_json({**site, "inLanguage": HTML_LANG[lang]})


def script_json(value: object) -> str:
    r"""JSON that can stand in a ``<script>`` element: no character of it can end the element.

    >>> script_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
