"""The index as one value, and the face that every index shows to a search, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from esim_help.index.document import Document, HitText, documents
from esim_help.index.impacts import count_fields, information, postings
from esim_help.index.tables import Phrase, Tables, make_tables, phrase_of
from esim_help.model.centre import Centre, SynonymRule

FORMAT = 1
"""Version of everything derived from content: raise it when the analysis, the impacts or a stored shape changes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is stored of a document for showing it."""

    kind: str
    id: str
    cards: tuple[str, ...]
    texts: Mapping[str, HitText]


@dataclass(frozen=True, slots=True)
class Header:
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
    named: tuple[tuple[Phrase, tuple[str, ...], tuple[int, ...]], ...]
    """(a thing some facts name, the cards they are about, ordinals of the articles that cite them)."""
    support: int | None
    """Ordinal of the article that leads to support."""


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


@dataclass(frozen=True, slots=True)
class Index:
    """The whole index in memory."""

    header: Header
    tables: Tables
    terms: Mapping[str, Sequence[tuple[int, int]]]
    documents: tuple[Found, ...]

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """(ordinal, impact) of the documents that have ``term``, ascending."""
        return self.terms.get(term, ())

    def found(self, ordinal: int) -> Found:
        """The document with that ordinal."""
        return self.documents[ordinal]


def build_index(centre: Centre, synonyms: Iterable[SynonymRule] = ()) -> Index:
    """The index of everything in ``centre``; ``synonyms`` come before the centre's own."""
    entries = documents(centre)
    counted = [count_fields(entry) for entry in entries]
    terms = postings(counted)
    latin = frozenset().union(*(counts.words for fields in counted for counts in fields.values()))
    header = Header(
        kinds=tuple(entry.kind for entry in entries),
        cards=tuple(entry.cards for entry in entries),
        languages=tuple(lang for lang in centre.settings.languages if any(lang in entry.texts for entry in entries)),
        information=information(len(entries)),
        card_words=tuple(
            sorted(
                {
                    (phrase_of(word), card.id)
                    for card in centre.settings.cards
                    for word in (*card.words, *card.name.values())
                }
            )
        ),
        card_names={card.id: dict(card.name) for card in centre.settings.cards},
        named=tuple(_named(centre, entries)),
        support=next(
            (at for at, e in enumerate(entries) if e.kind == "article" and e.id == centre.settings.support), None
        ),
    )
    found = tuple(Found(entry.kind, entry.id, entry.cards, entry.texts) for entry in entries)
    return Index(header, make_tables(terms, latin, entries, (*synonyms, *centre.synonyms)), terms, found)


def _named(centre: Centre, entries: Sequence[Document]) -> Iterator[tuple[Phrase, tuple[str, ...], tuple[int, ...]]]:
    ordinals = {entry.id: at for at, entry in enumerate(entries) if entry.kind == "article"}
    citing = {
        fact.id: [
            ordinals[a.id] for a in centre.articles if any(fact.id in text.cited_facts for text in a.texts.values())
        ]
        for fact in centre.facts
        if fact.names
    }
    names: dict[Phrase, tuple[set[str], set[int]]] = {}
    for fact in centre.facts:
        for name in fact.names:
            cards, cited = names.setdefault(phrase_of(name), (set(), set()))
            cards.update(fact.cards)
            cited.update(citing[fact.id])
    for phrase in sorted(names):
        cards, cited = names[phrase]
        yield phrase, tuple(c for c in centre.settings.card_ids if c in cards), tuple(sorted(cited))


def header_json(header: Header) -> dict[str, Any]:
    """The header as JSON keeps it."""
    return {
        "kinds": list(header.kinds),
        "cards": [list(cards) for cards in header.cards],
        "languages": list(header.languages),
        "information": list(header.information),
        "card_words": [[list(phrase), card] for phrase, card in header.card_words],
        "card_names": {card: dict(names) for card, names in header.card_names.items()},
        "named": [[list(phrase), list(cards), list(ordinals)] for phrase, cards, ordinals in header.named],
        "support": header.support,
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
        named=tuple((tuple(phrase), tuple(cards), tuple(ordinals)) for phrase, cards, ordinals in content["named"]),
        support=content["support"],
    )
