"""A question to its outcome and hits: the one entry to searching. Clauses O1–O7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from esim_help.analysis.characters import has_han
from esim_help.index.document import HitUnknown
from esim_help.index.index import Found, Header, IndexReader
from esim_help.model.lang import LANGS
from esim_help.search.complete import Suggestion, completions
from esim_help.search.correct import Corrected, corrected
from esim_help.search.query import Query, limits
from esim_help.search.rank import Ranked, confidence, rank
from esim_help.search.snippet import Place, Snippet, answer_place, best_place, term_values
from esim_help.search.things import Thing, best_telling, thing_meant, thing_named
from esim_help.search.titles import with_titles
from esim_help.search.understand import understand
from esim_help.search.unstated import unknown_asked

OutcomeKind = Literal["answered", "unstated", "other_card", "nothing"]


class Hit(NamedTuple):
    """An article or script that was found, in the language it is shown in."""

    kind: str
    id: str
    lang: str
    title: str
    answer: str
    url: str
    place: Place | None
    score: int
    cards: tuple[str, ...]


class Link(NamedTuple):
    """A way on: an article by its address."""

    id: str
    title: str
    url: str


class Outcome(NamedTuple):
    """What became of a question. ``confidence`` is per mille; ``hits`` is empty when ``kind`` is ``nothing``.

    ``unknown`` goes with ``unstated``. ``known`` is one that has been answered: the first hit shows its answer.
    ``corrected`` is the text that was searched for, where it is not the query's; ``completions`` go on from the query.
    """

    query: Query
    kind: OutcomeKind
    confidence: int
    hits: tuple[Hit, ...]
    unknown: HitUnknown | None = None
    other_card: str = ""
    other: Link | None = None
    support: Link | None = None
    known: HitUnknown | None = None
    corrected: Corrected | None = None
    completions: tuple[Suggestion, ...] = ()


def search(
    reader: IndexReader,
    text: str,
    *,
    lang: str | None = None,
    card: str | None = None,
    limit: int = 5,
    typing: bool = False,
    as_typed: bool = False,
    kind: str = "article",
) -> Outcome:
    """The outcome of asking ``reader`` for ``text``; at most ``limit`` hits."""
    query = understand(text, reader, lang, card, typing, as_typed)
    ranked = ranking(query, reader, kind)
    outcome = _outcome(query, ranked, reader, limit)
    return outcome._replace(
        corrected=None if outcome.kind == "nothing" else corrected(query, ranked[0].ordinal, reader),
        completions=completions(query, reader) if typing else (),
    )


def ranking(query: Query, reader: IndexReader, kind: str) -> list[Ranked]:
    """Every document of ``kind`` that a query finds, in order."""
    return with_titles(query, rank(query, reader, kind), reader)


def _outcome(query: Query, ranked: list[Ranked], reader: IndexReader, limit: int) -> Outcome:
    sure = confidence(query, ranked, reader.header)
    thing = thing_named(query, ranked, reader.header)
    is_ours = sure >= least(query, reader.header) or (thing and query.names_card)
    if not ranked or not is_ours or not query.asks:
        return Outcome(query, "nothing", sure, (), support=_support(reader, query.lang))
    values = term_values(query.groups)
    hits = tuple(_hit(reader.found(r.ordinal), r, query, values) for r in ranked[: max(limit, 0)])
    if thing := thing or thing_meant(query, reader):
        other = _article_on(thing, query, ranked, reader)
        return Outcome(query, "other_card", sure, hits, other_card=thing.cards[0], other=other)
    unknown = _unknown(query, ranked[0], reader)
    if unknown and unknown.answer:
        first = tuple(hit._replace(place=answer_place(query, unknown)) for hit in hits[:1])
        return Outcome(query, "answered", sure, (*first, *hits[1:]), known=unknown)
    return Outcome(query, "unstated" if unknown else "answered", sure, hits, unknown=unknown)


def least(query: Query, header: Header) -> int:
    """The least confidence that is an answer: the more of customers' questions a centre lists, the more is asked.

    Where few are listed, Chinese must be surer: its characters are shared by accident.
    """
    below = limits()["nothing_below"]
    plain = below["plain_zh" if has_han(query.text) and "zh" in header.languages else "plain_en"]
    listed = min(header.questions, below["rich_from"])
    return int(plain + (below["rich"] - plain) * listed // below["rich_from"])


def _hit(found: Found, ranked: Ranked, query: Query, values: Mapping[str, int]) -> Hit:
    lang = _shown_lang(found, query.lang)
    text = found.texts[lang]
    return Hit(
        found.kind,
        found.id,
        lang,
        text.title,
        text.answer,
        text.url,
        best_place(query, values, text, found.cards),
        ranked.score,
        found.cards,
    )


def _shown_lang(found: Found, lang: str) -> str:
    return lang if lang in found.texts else next(code for code in LANGS if code in found.texts)


def _link(found: Found, lang: str) -> Link:
    text = found.texts[_shown_lang(found, lang)]
    return Link(found.id, text.title, text.url)


def _support(reader: IndexReader, lang: str) -> Link | None:
    ordinal = reader.header.support
    return None if ordinal is None else _link(reader.found(ordinal), lang)


def _article_on(thing: Thing, query: Query, ranked: list[Ranked], reader: IndexReader) -> Link | None:
    """The best article that tells of a thing."""
    best = best_telling(thing, ranked)
    return _link(reader.found(best.ordinal), query.lang) if best else None


def _is_stated(query: Query, best: Ranked) -> bool:
    """Whether the query names a thing that a fact of its card names and the best article cites."""
    return any(
        best.ordinal in ordinals and (not query.card or query.card in cards) for _, cards, ordinals in query.named
    )


def _unknown(query: Query, best: Ranked, reader: IndexReader) -> HitUnknown | None:
    """The unknown that the query asks the best article for, as it is shown."""
    found = reader.found(best.ordinal)
    shown = found.texts[_shown_lang(found, query.lang)]
    name = unknown_asked(query, best.ordinal, shown, _is_stated(query, best), reader)
    return next((unknown for unknown in shown.unknowns if unknown.id == name), None)


def outcome_json(outcome: Outcome, took_ms: int) -> dict[str, Any]:
    """The object that ``search --json`` prints and that ``window.esimHelp.search`` resolves to."""
    return {
        "query": outcome.query.text,
        "lang": outcome.query.lang,
        "outcome": outcome.kind,
        "confidence": outcome.confidence,
        "took_ms": took_ms,
        "hits": [hit_json(hit) for hit in outcome.hits],
        "unstated": _unknown_json(outcome.unknown),
        "other_card": {"card": outcome.other_card, "article": _link_json(outcome.other)}
        if outcome.other_card
        else None,
        "support": _link_json(outcome.support),
        "corrected": {"text": outcome.corrected.text, "replaced": [list(one) for one in outcome.corrected.replaced]}
        if outcome.corrected
        else None,
        "completions": [completion._asdict() for completion in outcome.completions],
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit of that object."""
    place = hit.place
    return {
        "kind": hit.kind,
        "id": hit.id,
        "lang": hit.lang,
        "title": hit.title,
        "answer": hit.answer,
        "url": hit.url,
        "section": {"anchor": place.anchor, "heading": place.heading} if place and place.anchor else None,
        "snippet": _snippet_json(place.snippet) if place and place.snippet else None,
        "score": hit.score,
        "cards": list(hit.cards),
    }


def _snippet_json(snippet: Snippet) -> dict[str, Any]:
    return {
        "text": snippet.text,
        "highlights": [list(r) for r in snippet.highlights],
        "block": snippet.block,
    }


def _unknown_json(unknown: HitUnknown | None) -> dict[str, str] | None:
    return {"id": unknown.id, "question": unknown.question, "instead": unknown.instead} if unknown else None


def _link_json(link: Link | None) -> dict[str, str] | None:
    return {"id": link.id, "title": link.title, "url": link.url} if link else None
