"""What an index knows of an article or a script: the words it is found by, and the text its hit is shown with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from esim_help.model.lang import LANGS, pick
from esim_help.model.passage import Passage

if TYPE_CHECKING:
    from esim_help.model.article import Article
    from esim_help.model.centre import Asked, Centre
    from esim_help.model.fact import Unknown
    from esim_help.model.script import Script

T = TypeVar("T")
Kind = Literal["article", "script"]
KINDS: tuple[Kind, ...] = ("article", "script")
Field = Literal["title", "questions", "asked", "keywords", "answer", "headings", "body", "unknowns"]
FIELDS: tuple[Field, ...] = ("title", "questions", "asked", "keywords", "answer", "headings", "body", "unknowns")
FieldTexts = Mapping[tuple[Field, str], str]
"""(field, language) to text; parts that do not follow each other are joined by line breaks."""
ANSWERED = "ui-answered"
"""The anchor at which a page shows the unknowns that have been answered."""
ANSWERED_ID = ""
"""Stands for the id of an unknown where a question has its answer in the article."""


class HitUnknown(NamedTuple):
    """An unknown of an article, in one language.

    ``answer`` is empty as long as it is open. The ``question`` of an answered one begins with the ``cards`` it is about
    when the article has more.
    """

    id: str
    question: str
    instead: str
    cards: tuple[str, ...] = ()
    answer: str = ""


class HitSection(NamedTuple):
    """A part of a text that can be linked: its anchor, its heading and what stands under it."""

    anchor: str
    heading: str
    passages: tuple[Passage, ...]


class HitText(NamedTuple):
    """What a hit shows in one language. The opening section has no anchor.

    An answered unknown is a section too: its question and its answer.
    """

    title: str
    answer: str
    url: str
    sections: tuple[HitSection, ...]
    unknowns: tuple[HitUnknown, ...] = ()


class Document(NamedTuple):
    """One thing that can be found.

    ``asks`` is what customers ask it, titles included, by (the unknown that they ask for, empty where there is an
    answer; language). ``unknowns`` are its unknowns with the ways customers ask them of any article. ``things`` is
    what else customers ask it, who mean a thing that only the guides of some cards state, by (these cards; language).
    """

    kind: Kind
    id: str
    cards: tuple[str, ...]
    texts: Mapping[str, HitText]
    fields: FieldTexts
    asks: Mapping[tuple[str, str], tuple[str, ...]]
    unknowns: tuple[Unknown, ...] = ()
    things: Mapping[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

    @property
    def sort_key(self) -> tuple[str, str]:
        """The order of ordinals, and so of ties."""
        return (self.kind, self.id)


def documents(centre: Centre) -> list[Document]:
    """Every article and script of the centre, sorted."""
    asked: defaultdict[tuple[str, str], list[Asked]] = defaultdict(list)
    for line in centre.asked:
        asked[line.id, line.lang].append(line)
    every = centre.settings.card_ids
    of_some_cards = {f.id: tuple(c for c in every if c in f.cards) for f in centre.facts if set(f.cards) < set(every)}
    found = [_of_article(article, centre, asked, of_some_cards) for article in centre.articles] + [
        _of_script(script) for script in centre.scripts
    ]
    return sorted(found, key=lambda document: document.sort_key)


def _of_article(
    article: Article,
    centre: Centre,
    asked: Mapping[tuple[str, str], Sequence[Asked]],
    of_some_cards: Mapping[str, tuple[str, ...]],
) -> Document:
    listed = centre.unknowns_named(article.unknowns)
    fields: dict[tuple[Field, str], str] = {}
    texts: dict[str, HitText] = {}
    asks: dict[tuple[str, str], list[str]] = {}
    things: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for lang, text in article.texts.items():
        unknowns = tuple(_hit_unknown(unknown, article, centre, lang) for unknown in listed)
        answers = (_answered(unknown, article) for unknown in unknowns if unknown.answer)
        public = article.audience == "customer"
        texts[lang] = HitText(
            title=text.title,
            answer=text.answer,
            url=f"/{lang}/{article.id}/" if public else "",
            sections=(*(HitSection(s.anchor, s.heading, s.passages) for s in text.sections), *answers),
            unknowns=unknowns,
        )
        lines = asked.get((article.id, lang), ())
        asks[ANSWERED_ID, lang] = [*text.questions, text.title]
        for line in lines:
            if line.about in of_some_cards:
                things.setdefault((of_some_cards[line.about], lang), []).append(line.words)
            else:
                about = line.about if line.about in article.unknowns else ANSWERED_ID
                asks.setdefault((about, lang), []).append(line.words)
        unshown: dict[Field, Iterable[str]] = {
            "questions": text.questions,
            "asked": (line.words for line in lines),
            "keywords": text.keywords,
            "unknowns": chain.from_iterable(unknown_phrases(unknown, lang) for unknown in listed),
        }
        found_by = fields_of(texts[lang]) | {field: "\n".join(lines) for field, lines in unshown.items()}
        fields |= {(field, lang): found_by[field] for field in FIELDS if found_by.get(field)}
    return Document("article", article.id, article.cards, texts, fields, _fixed(asks), listed, _fixed(things))


def fields_of(shown: HitText) -> dict[Field, str]:
    """What an article is found by in one language, as far as its hit shows it."""
    fields: dict[Field, str] = {
        "title": shown.title,
        "answer": shown.answer,
        "headings": "\n".join(section.heading for section in shown.sections if section.anchor != ANSWERED),
        "body": "\n".join(passage.text for section in shown.sections for passage in section.passages),
    }
    return {field: words for field, words in fields.items() if words}


def _hit_unknown(unknown: Unknown, article: Article, centre: Centre, lang: str) -> HitUnknown:
    question = unknown.question.get(lang, "")
    instead = unknown.instead.get(lang, "")
    if unknown.open:
        return HitUnknown(unknown.id, question, instead, unknown.cards)
    label = "" if set(article.cards) <= set(unknown.cards) else _names_of(unknown.cards, centre, lang)
    shown = label + pick(unknown.question, lang)
    return HitUnknown(unknown.id, shown, instead, unknown.cards, pick(unknown.answer, lang))


def _answered(unknown: HitUnknown, article: Article) -> HitSection:
    """An unknown of one of the article's cards stands in that card's block, as it were."""
    block = unknown.cards[0] if len(unknown.cards) == 1 and set(article.cards) > set(unknown.cards) else ""
    return HitSection(ANSWERED, unknown.question, (Passage(block, unknown.answer),))


def unknown_phrases(unknown: Unknown, lang: str) -> tuple[str, ...]:
    """Its question and the ways customers ask it."""
    return tuple(filter(None, (unknown.question.get(lang, ""), *unknown.asked.get(lang, ()))))


def _names_of(cards: Iterable[str], centre: Centre, lang: str) -> str:
    """The names of ``cards``, as they stand before what is true of these alone."""
    comma, colon = ("、", "：") if lang == "zh" else (", ", ": ")
    names = {card.id: pick(card.name, lang) for card in centre.settings.cards}
    return comma.join(names.get(card, card) for card in cards) + colon


def _fixed(asked: Mapping[T, Iterable[str]]) -> dict[T, tuple[str, ...]]:
    return {what: tuple(filter(None, words)) for what, words in asked.items()}


def _of_script(script: Script) -> Document:
    langs: list[str] = [lang for lang in LANGS if script.texts.get(lang)]
    texts = {lang: HitText(script.title.get(lang, script.id), script.situation.get(lang, ""), "", ()) for lang in langs}
    fields: dict[tuple[Field, str], str] = {}
    asks: dict[tuple[str, str], list[str]] = {}
    for lang in langs:
        questions = script.questions.get(lang, ())
        asks[ANSWERED_ID, lang] = [*questions, script.title.get(lang, "")]
        fields |= {
            ("title", lang): script.title.get(lang, ""),
            ("questions", lang): "\n".join(questions),
            ("answer", lang): script.situation.get(lang, ""),
        }
    said = {place: words for place, words in fields.items() if words}
    return Document("script", script.id, script.cards, texts, said, _fixed(asks))


def all_texts(found: Iterable[Document], fields: Iterable[Field]) -> Iterator[str]:
    """The texts of those fields in every language, in order."""
    wanted = frozenset(fields)
    for document in found:
        for (field, _), words in document.fields.items():
            if field in wanted:
                yield words
