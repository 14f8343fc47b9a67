"""The index as one value, and the face that every index shows to a search, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from esim_help.analysis.function_words import share
from esim_help.index.document import Document, HitSection, HitText, HitUnknown, documents
from esim_help.index.notices import KeptNotice, kept_notices
from esim_help.index.tables import Named, Phrase, Postings, Tables, phrase_of, phrase_terms
from esim_help.model.passage import Passage

if TYPE_CHECKING:
    from esim_help.index.asked import Asked, Concern
    from esim_help.index.weighing import Weighing
    from esim_help.model.centre import Centre

FORMAT = 6
"""Version of everything derived from content: raise it when the analysis, the impacts or a stored shape changes."""


UnknownAsked = tuple[str, tuple[int, ...], int]
"""An unknown, the ordinals of the documents of which it is asked, and how many questions ask for it there."""

ThingAsked = tuple[tuple[str, ...], int, int]
"""Cards whose guides alone state a thing, the number of the first question that means it, and how many do so."""


class Found(NamedTuple):
    """What is stored of a document for showing it."""

    kind: str
    id: str
    cards: tuple[str, ...]
    texts: Mapping[str, HitText]
    titles: Mapping[str, int]
    """Per language, what the words of the title tell, in thousandths of a nat."""
    asked: tuple[Asked, ...]
    """Its questions, by what they ask for."""


class Header(NamedTuple):
    """What a search must know before it reads a posting."""

    kinds: tuple[str, ...]
    """Per ordinal, what kind of thing it is."""
    cards: tuple[tuple[str, ...], ...]
    """Per ordinal, the cards it is about; empty for all."""
    languages: tuple[str, ...]
    information: tuple[int, ...]
    """Per document frequency, thousandths of a nat; index 0 stands for a term that was never seen."""
    card_words: tuple[tuple[Phrase, str], ...]
    """(what a customer may call it, card id)."""
    card_names: Mapping[str, Mapping[str, str]]
    support: int | None
    """Ordinal of the article that leads to support."""
    questions: int
    """How many questions an article lists in a language, on average, rounded down."""
    asked: tuple[int, ...] = ()
    """Per ordinal, how many questions it answers (I11): they are numbered through, then those of the unknowns."""
    unknowns: tuple[UnknownAsked, ...] = ()
    things: tuple[ThingAsked, ...] = ()
    notices: tuple[KeptNotice, ...] = ()
    """Dated incidents, past and to come: whoever shows them knows the day."""


class IndexReader(Protocol):
    """What a search asks of an index. Terms and impacts are exactly those of :mod:`esim_help.index.impacts`."""

    @property
    def header(self) -> Header:
        """What a search must know first."""

    @property
    def tables(self) -> Tables:
        """What a query may look up besides postings."""

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """(ordinal, impact) of the documents that have ``term``, ascending; empty when none has."""

    def found(self, ordinal: int) -> Found:
        """The document with that ordinal."""

    def weighing(self, ordinal: int) -> Weighing:
        """How the fields of that document were weighed; only explanations ask for it."""


@dataclass(frozen=True, slots=True)
class Index:
    """The whole index in memory."""

    header: Header
    tables: Tables
    terms: Mapping[str, Sequence[tuple[int, int]]]
    documents: tuple[Found, ...]
    weighings: tuple[Weighing, ...]

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """(ordinal, impact) of the documents that have ``term``, ascending."""
        return self.terms.get(term, ())

    def found(self, ordinal: int) -> Found:
        """The document with that ordinal."""
        return self.documents[ordinal]

    def weighing(self, ordinal: int) -> Weighing:
        """How the fields of that document were weighed."""
        return self.weighings[ordinal]


def build_index(centre: Centre) -> Index:
    """The index of everything in ``centre``."""
    from esim_help.index.asked import TYPED_FIELDS, concerns, covers, lengths_of, places_asked
    from esim_help.index.impacts import count_fields, postings, statistics  # a search needs none of these
    from esim_help.index.make_tables import listed_phrase, make_tables
    from esim_help.index.weighing import weighings
    from esim_help.index.word_lists import shipped_synonyms, words_from_elsewhere

    entries = documents(centre)
    counted = [count_fields(entry) for entry in entries]
    known = statistics(counted)
    asked = concerns(entries)
    terms = postings(known)
    latin = frozenset().union(*(counts.words for fields in counted for counts in fields.values()))
    header = _header(centre, entries, asked)
    found = tuple(
        Found(
            entry.kind,
            entry.id,
            entry.cards,
            entry.texts,
            _titles(entry, terms, header.information),
            lengths_of(at, entry, asked),
        )
        for at, entry in enumerate(entries)
    )
    rules = (*(shipped_synonyms() if centre.settings.synonyms else ()), *centre.synonyms)
    written = frozenset().union(
        *(c.terms for fields in counted for (f, _), c in fields.items() if f not in TYPED_FIELDS)
    )
    places = places_asked(asked)
    elsewhere = [
        phrase for word in words_from_elsewhere() if not covers(phrase := listed_phrase(word), written, places)
    ]
    tables = make_tables(terms, latin, entries, rules, elsewhere, _named(centre, entries), places)
    return Index(header, tables, terms, found, tuple(weighings(entries, known)))


def _header(centre: Centre, entries: Sequence[Document], asked: Sequence[Concern]) -> Header:
    """What a search must know of the documents before it reads a posting."""
    from esim_help.index.impacts import information  # a search needs it not

    return Header(
        kinds=tuple(entry.kind for entry in entries),
        cards=tuple(entry.cards for entry in entries),
        languages=tuple(lang for lang in centre.settings.languages if any(lang in entry.texts for entry in entries)),
        information=information(len(entries)),
        card_words=_card_words(centre),
        card_names={card.id: dict(card.name) for card in centre.settings.cards},
        support=next(
            (at for at, e in enumerate(entries) if e.kind == "article" and e.id == centre.settings.support), None
        ),
        questions=_questions_listed(centre),
        asked=tuple(len(concern.questions) for concern in asked[: len(entries)]),
        unknowns=tuple((c.unknown, c.ordinals, len(c.questions)) for c in asked[len(entries) :]),
        things=tuple(_things(asked[: len(entries)])),
        notices=kept_notices(centre),
    )


def _things(answered: Iterable[Concern]) -> Iterator[ThingAsked]:
    end = 0
    for concern in answered:
        end += len(concern.questions)
        first = end - sum(count for _, count in concern.things)
        for cards, count in concern.things:
            yield cards, first, count
            first += count


def _card_words(centre: Centre) -> tuple[tuple[Phrase, str], ...]:
    cards = centre.settings.cards
    words = ((word, card.id) for card in cards for word in (*card.words, *card.name.values()))
    return tuple(sorted({(phrase, card) for word, card in words if (phrase := phrase_of(word))}))


def _titles(entry: Document, terms: Postings, information: Sequence[int]) -> dict[str, int]:
    """What the pairs and stems of each title tell, a function word a share of it. Clause I13."""
    return {
        lang: sum(_told(term, len(terms.get(term, ())), information) for term in phrase_terms(phrase_of(text.title)))
        for lang, text in entry.texts.items()
    }


def _told(term: str, df: int, information: Sequence[int]) -> int:
    return share(term, information[df]) if df else 0


def _questions_listed(centre: Centre) -> int:
    texts = [text for article in centre.articles for text in article.texts.values()]
    return (sum(len(text.questions) for text in texts) + len(centre.asked)) // len(texts) if texts else 0


def _named(centre: Centre, entries: Sequence[Document]) -> Iterator[Named]:
    ordinals = {entry.id: at for at, entry in enumerate(entries) if entry.kind == "article"}
    citing = {
        fact.id: [
            ordinals[a.id] for a in centre.articles if any(fact.id in text.cited_facts for text in a.texts.values())
        ]
        for fact in centre.facts
        if fact.names or fact.called
    }
    names: dict[Phrase, tuple[set[str], set[int]]] = {}
    for fact in centre.facts:
        for name in (*fact.names, *fact.called):
            cards, cited = names.setdefault(phrase_of(name), (set(), set()))
            cards.update(fact.cards)
            cited.update(citing[fact.id])
    for phrase in sorted(filter(None, names)):
        cards, cited = names[phrase]
        yield Named(phrase, tuple(c for c in centre.settings.card_ids if c in cards), tuple(sorted(cited)))


def header_json(header: Header) -> dict[str, Any]:
    """The header as JSON keeps it."""
    return {
        "kinds": list(header.kinds),
        "cards": [list(cards) for cards in header.cards],
        "languages": list(header.languages),
        "information": list(header.information),
        "card_words": [[list(phrase), card] for phrase, card in header.card_words],
        "card_names": {card: dict(names) for card, names in header.card_names.items()},
        "support": header.support,
        "questions": header.questions,
        "asked": list(header.asked),
        "unknowns": list(header.unknowns),
        "things": list(header.things),
        "notices": list(header.notices),
    }


def header_from_json(content: Mapping[str, Any]) -> Header:
    """The inverse of :func:`header_json`."""
    return Header(
        kinds=tuple(content["kinds"]),
        cards=tuple(map(tuple, content["cards"])),
        languages=tuple(content["languages"]),
        information=tuple(content["information"]),
        card_words=tuple((tuple(phrase), card) for phrase, card in content["card_words"]),
        card_names=content["card_names"],
        support=content["support"],
        questions=content["questions"],
        asked=tuple(content["asked"]),
        unknowns=tuple((name, tuple(ordinals), count) for name, ordinals, count in content["unknowns"]),
        things=tuple((tuple(cards), first, count) for cards, first, count in content["things"]),
        notices=tuple(_notice_from_json(*fields) for fields in content["notices"]),
    )


def _notice_from_json(
    first: str, last: str, cards: list[str], texts: dict[str, str], articles: list[str] | None
) -> KeptNotice:
    return KeptNotice(first, last, tuple(cards), texts, None if articles is None else tuple(articles))


def found_json(found: Found) -> dict[str, Any]:
    """What is stored of a document, as JSON keeps it; a text in the order of its fields."""
    return {
        "kind": found.kind,
        "id": found.id,
        "cards": found.cards,
        "texts": dict(found.texts),
        "titles": dict(found.titles),
        "asked": list(found.asked),
    }


def found_from_json(content: Mapping[str, Any]) -> Found:
    """The inverse of :func:`found_json`."""
    asked = tuple((name, tuple(lengths)) for name, lengths in content["asked"])
    texts = {lang: _text_from_json(*fields) for lang, fields in content["texts"].items()}
    return Found(content["kind"], content["id"], tuple(content["cards"]), texts, content["titles"], asked)


def _text_from_json(title: str, answer: str, url: str, sections: list[Any], unknowns: list[Any]) -> HitText:
    listed = tuple(HitUnknown(name, q, instead, tuple(cards), answer) for name, q, instead, cards, answer in unknowns)
    return HitText(title, answer, url, tuple(_section_from_json(*section) for section in sections), listed)


def _section_from_json(anchor: str, heading: str, passages: list[Any]) -> HitSection:
    return HitSection(anchor, heading, tuple(Passage(*passage) for passage in passages))
