"""What a query needs beyond postings to be understood: sounds, spellings, synonyms. Restricted to what the index holds.

The same tables serve both engines, so that both see the same expansions. See docs/search.md, part E.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise, product, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from esim_help import analysis
from esim_help.analysis.characters import SKIPPED, fold, runs
from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import units
from esim_help.index.completions import Completion, Completions, make_completions
from esim_help.index.document import Document, Field, all_texts

if TYPE_CHECKING:
    from esim_help.model.centre import SynonymRule

Entry = TypeVar("Entry")

NAMING_FIELDS: tuple[Field, ...] = ("title", "headings", "questions", "asked", "keywords")
"""The fields whose words are worth guessing at."""

WORD_LIKE = 3
"""A pair in the naming fields of this many documents is taken for a word rather than for the seam of two."""
FEW = 4
"""Two initials stand for so many words that only the likeliest are worth guessing at."""

Postings = Mapping[str, Sequence[tuple[int, int]]]
"""Term to (ordinal, impact), ascending by ordinal."""

Phrase = tuple[str, ...]
"""Units in a row: single Han characters and stems of Latin words."""

Places = Mapping[int, Sequence[int]]
"""The number of a question to the positions of a unit in it; both ascending."""

STRONGEST = 20
"""What a phrase also means counts in this many documents at most: those where it is strongest."""


class Synonym(NamedTuple):
    """A phrase, what it also means, and where: postings of its meanings as of one term, ascending by ordinal.

    A document's impact is the largest over the meanings of the smallest over a meaning's terms.
    """

    phrase: Phrase
    meanings: tuple[Phrase, ...]
    postings: tuple[tuple[int, int], ...]


class Named(NamedTuple):
    """A thing that some facts name: the cards they are about, and the ordinals of the articles that cite them."""

    phrase: Phrase
    cards: tuple[str, ...]
    ordinals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything a query may look up besides postings."""

    homophones: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Two blurred syllables to the true readings that blur to them, and to the pairs that are read so."""
    initials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Two letters to the likeliest pairs whose syllables begin with them: listed synonyms first, then frequent ones."""
    words: tuple[str, ...] = ()
    """Whole Latin words of the index, sorted."""
    synonyms: Mapping[str, tuple[Synonym, ...]] = field(default_factory=dict)
    """First term of a phrase to the phrases whose meaning stands in the index."""
    elsewhere: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """First term of a phrase to the listed words of other trades that the centre does not cover."""
    named: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    """First term of a phrase to the things that facts name so."""
    asked: Mapping[str, Places] = field(default_factory=dict)
    """Where each single Han character and stem stands in what is asked (clause I12)."""
    completions: Mapping[str, Completions] = field(default_factory=dict)
    """A language and the beginning of a line to the titles and questions that go on from it."""

    @property
    def word_set(self) -> frozenset[str]:
        """``words`` for asking whether one is there."""
        return _set_of(self.words)

    def words_from(self, prefix: str) -> tuple[str, ...]:
        """The words that begin with ``prefix``, in order."""
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, prefix + "{")
        return self.words[first:last]

    def synonyms_of(self, term: str) -> tuple[Synonym, ...]:
        """The phrases whose first term is ``term``, with what they also mean."""
        return self.synonyms.get(term, ())

    def elsewhere_of(self, term: str) -> tuple[Phrase, ...]:
        """The words of other trades whose first term is ``term``."""
        return self.elsewhere.get(term, ())

    def named_of(self, term: str) -> tuple[Named, ...]:
        """The things whose first term is ``term``."""
        return self.named.get(term, ())

    def homophones_of(self, first: str, second: str) -> Mapping[str, tuple[str, ...]]:
        """Readings that sound like two syllables or nearly so, and the pairs read so."""
        return self.homophones.get(f"{blur(first)} {blur(second)}", {})


@lru_cache(maxsize=4)
def _set_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


@cache
def syllables() -> Mapping[str, str]:
    """``syllables.json``: each toneless syllable and the characters that can be read so."""
    table: dict[str, str] = json.loads(Path(analysis.__file__).with_name("syllables.json").read_bytes())
    return table


@cache
def sounds() -> Mapping[str, tuple[str, ...]]:
    """Each character's toneless syllables, sorted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for syllable, characters in sorted(syllables().items()):
        for character in characters:
            found[character].append(syllable)
    return {character: tuple(found[character]) for character in sorted(found)}


def make_tables(
    terms: Postings,
    latin: Collection[str],
    documents: Sequence[Document],
    rules: Iterable[SynonymRule],
    elsewhere: Iterable[Phrase],
    named: Iterable[Named],
    asked: Mapping[str, Places],
) -> Tables:
    """The tables for an index that holds ``terms``; ``latin`` are the whole Latin words of its texts."""
    rules = tuple(rules)
    synonyms = _synonyms(rules, terms)
    phrases = {synonym.phrase for entries in synonyms.values() for synonym in entries}
    listed = {pair for phrase in phrases for pair in pairs_of(phrase)}
    naming = Counter(pair for document in documents for pair in _naming_pairs([document], NAMING_FIELDS))
    words = (
        listed
        | _naming_pairs(documents, ("keywords",))
        | {pair for pair, times in naming.items() if times >= WORD_LIKE}
    )
    return Tables(
        homophones=_homophones(sorted(listed | naming.keys())),
        initials=_initials(sorted(words, key=lambda pair: (pair not in listed, -naming[pair], pair))),
        words=tuple(sorted(filter(_is_word, {*latin, *_listed_words(rules, phrases)}))),
        synonyms=synonyms,
        elsewhere=_by_first(sorted({*elsewhere}), lambda phrase: phrase),
        named=_by_first(named, lambda thing: thing.phrase),
        asked=asked,
        completions=make_completions(documents),
    )


def _naming_pairs(documents: Sequence[Document], fields: Iterable[Field]) -> set[str]:
    found: set[str] = set()
    for text in all_texts(documents, fields):
        for match in runs().finditer(fold(text)):
            if match[1] is not None:
                run = SKIPPED.sub("", match[0])
                found.update(map(str.__add__, run, run[1:]))
    return found


def readings(pair: str) -> list[tuple[str, str]]:
    """Every way two characters can be read; empty when one has no known sound.

    >>> readings("续费")
    [('xu', 'fei')]
    """
    return list(product(sounds().get(pair[0], ()), sounds().get(pair[1], ())))


def blur(syllable: str) -> str:
    """A syllable without the differences that many speakers do not make: zh/z, ch/c, sh/s, n/l, -ng/-n.

    >>> blur("zhang"), blur("nin")
    ('zan', 'lin')
    """
    start = (
        syllable.replace("h", "", 1)
        if syllable[:2] in ("zh", "ch", "sh")
        else "l" + syllable[1:]
        if syllable[0] == "n"
        else syllable
    )
    return start[:-1] if start.endswith("ng") else start


def _homophones(pairs: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    by_reading: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for pair in pairs:
        for reading in readings(pair):
            by_reading[reading].append(pair)
    found: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for first, second in sorted(by_reading):
        found[f"{blur(first)} {blur(second)}"][f"{first} {second}"] = tuple(by_reading[first, second])
    return {key: found[key] for key in sorted(found)}


def _initials(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The first few of ``words`` for each two letters."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for pair in words:
        for first, second in readings(pair):
            if len(row := found[first[0] + second[0]]) < FEW:
                row[pair] = None
    return {letters: tuple(found[letters]) for letters in sorted(found)}


def _is_word(unit: str) -> bool:
    return unit.isascii() and unit.isalpha() and len(unit) > 1


def pairs_of(phrase: Phrase) -> list[str]:
    """The Han pairs of a phrase."""
    return [a + b for a, b in pairwise(phrase) if not (a[0].isascii() or b[0].isascii())]


def phrase_of(text: str) -> Phrase:
    """The units of a synonym, a card's name or any other listed wording.

    >>> phrase_of("充值"), phrase_of("Gift cards")
    (('充', '值'), ('gift', 'card'))
    """
    return tuple(unit.term if unit.han else stem(unit.term) for unit in units(text))


def _synonyms(rules: Iterable[SynonymRule], terms: Postings) -> dict[str, tuple[Synonym, ...]]:
    meanings: defaultdict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for rule in rules:
        sources = [phrase_of(word) for word in rule.words]
        targets = [phrase_of(word) for word in rule.means] if rule.means else sources
        for source in sources:
            for target in targets:
                if source and target and source != target and _in_index(target, terms):
                    meanings[source][target] = None
    places = {
        meaning: weakest([terms[term] for term in phrase_terms(meaning)])
        for meaning in {meaning for means in meanings.values() for meaning in means}
    }
    by_first: defaultdict[str, list[Synonym]] = defaultdict(list)
    for phrase in sorted(meanings):
        means = tuple(sorted(meanings[phrase]))
        by_first[first_term(phrase)].append(Synonym(phrase, means, _together([places[meaning] for meaning in means])))
    return {first: tuple(by_first[first]) for first in sorted(by_first)}


def _together(rows: Iterable[Sequence[tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """Several rows of postings as one, the strongest of them."""
    impacts: dict[int, int] = {}
    for row in rows:
        for ordinal, impact in row:
            if impact > impacts.get(ordinal, 0):
                impacts[ordinal] = impact
    postings = sorted(impacts.items())
    if len(postings) <= STRONGEST:
        return tuple(postings)
    return tuple(sorted(sorted(postings, key=lambda posting: -posting[1])[:STRONGEST]))


def weakest(rows: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Postings of several terms as of one: only documents with all of them, at the smallest impact; ascending."""
    first, *others = rows
    if not others:
        return list(first)
    together = dict(first)
    for row in others:
        impacts = dict(row)
        together = {
            ordinal: min(impact, impacts[ordinal]) for ordinal, impact in together.items() if ordinal in impacts
        }
    return sorted(together.items())


def _by_first(entries: Iterable[Entry], phrase: Callable[[Entry], Phrase]) -> dict[str, tuple[Entry, ...]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if phrase(entry):
            found[first_term(phrase(entry))].append(entry)
    return {first: tuple(found[first]) for first in sorted(found)}


def _listed_words(rules: Iterable[SynonymRule], phrases: Collection[Phrase]) -> set[str]:
    """The whole Latin words of listed wordings that lead somewhere."""
    wordings = (word for rule in rules for word in rule.words if phrase_of(word) in phrases)
    return {unit.term for word in wordings for unit in units(word)}


def _in_index(phrase: Phrase, terms: Collection[str]) -> bool:
    return all(term in terms for term in phrase_terms(phrase))


def phrase_terms(phrase: Phrase) -> tuple[str, ...]:
    """The terms that stand for a phrase: its pairs and stems; a lone Han character for itself.

    >>> phrase_terms(("充", "值")), phrase_terms(("top", "up")), phrase_terms(("卡",))
    (('充值',), ('top', 'up'), ('卡',))
    """
    found: list[str] = []
    for at, unit in enumerate(phrase):
        if unit[0].isascii():
            found.append(unit)
        elif at + 1 < len(phrase) and not phrase[at + 1][0].isascii():
            found.append(unit + phrase[at + 1])
        elif at == 0 or phrase[at - 1][0].isascii():
            found.append(unit)
    return tuple(dict.fromkeys(found))


def first_term(phrase: Phrase) -> str:
    """The term that a phrase is looked up by.

    >>> first_term(("充", "值")), first_term(("top", "up")), first_term(("卡", "pin"))
    ('充值', 'top', '卡')
    """
    return phrase_terms(phrase[:2])[0]


def tables_json(tables: Tables) -> dict[str, Any]:
    """The tables as JSON keeps them."""
    return {
        "homophones": {
            key: {reading: list(pairs) for reading, pairs in row.items()} for key, row in tables.homophones.items()
        },
        "initials": {key: list(pairs) for key, pairs in tables.initials.items()},
        "words": list(tables.words),
        "synonyms": {first: [list(synonym) for synonym in entries] for first, entries in tables.synonyms.items()},
        "elsewhere": {first: list(phrases) for first, phrases in tables.elsewhere.items()},
        "named": {first: [list(thing) for thing in things] for first, things in tables.named.items()},
        "asked": {term: [[n, *at] for n, at in places.items()] for term, places in tables.asked.items()},
        "completions": {key: list(row) for key, row in tables.completions.items()},
    }


def tables_from_json(content: Mapping[str, Any]) -> Tables:
    """The inverse of :func:`tables_json`."""
    return Tables(
        homophones={key: {r: tuple(pairs) for r, pairs in row.items()} for key, row in content["homophones"].items()},
        initials={key: tuple(pairs) for key, pairs in content["initials"].items()},
        words=tuple(content["words"]),
        synonyms={
            first: tuple(
                Synonym(tuple(phrase), tuple(map(tuple, means)), tuple(map(tuple, row)))
                for phrase, means, row in entries
            )
            for first, entries in content["synonyms"].items()
        },
        elsewhere={first: tuple(map(tuple, phrases)) for first, phrases in content["elsewhere"].items()},
        named={
            first: tuple(Named(tuple(phrase), tuple(cards), tuple(ordinals)) for phrase, cards, ordinals in things)
            for first, things in content["named"].items()
        },
        asked={term: {n: at for n, *at in places} for term, places in content["asked"].items()},
        completions={
            key: Completions(more, tuple(starmap(Completion, phrases)))
            for key, (more, phrases) in content["completions"].items()
        },
    )
