"""What a query needs beyond postings to be understood: sounds, spellings, synonyms. Restricted to what the index holds.

The same tables serve both engines, so that both see the same expansions. See docs/search.md, part E.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from esim_help import analysis
from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import units
from esim_help.index.completions import Completion, Completions

if TYPE_CHECKING:
    pass

Entry = TypeVar("Entry")

Postings = Mapping[str, Sequence[tuple[int, int]]]
"""Term to (ordinal, impact), ascending by ordinal."""

Phrase = tuple[str, ...]
"""Units in a row: single Han characters and stems of Latin words."""

Places = Mapping[int, Sequence[int]]
"""The number of a question to the positions of a unit in it; both ascending."""


class Synonym(NamedTuple):
    """A phrase, what it also means, and where: postings of its meanings as of one term, ascending by ordinal.

    A document's impact is the largest over the meanings of the smallest over a meaning's terms. ``related`` ones are no
    more than that to the phrase.
    """

    phrase: Phrase
    meanings: tuple[Phrase, ...]
    postings: tuple[tuple[int, int], ...]
    related: bool = False


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
    """A term of a phrase, one that few have, to the phrases whose meaning stands in the index."""
    elsewhere: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """A term of a phrase, one that few have, to the words of other trades that the centre does not cover."""
    named: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    """A term of a phrase, one that few have, to the things that facts name so."""
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
        """The phrases kept by a term, with what they also mean."""
        return self.synonyms.get(term, ())

    def elsewhere_of(self, term: str) -> tuple[Phrase, ...]:
        """The words of other trades kept by a term."""
        return self.elsewhere.get(term, ())

    def named_of(self, term: str) -> tuple[Named, ...]:
        """The things kept by a term."""
        return self.named.get(term, ())

    def homophones_of(self, first: str, second: str) -> Mapping[str, tuple[str, ...]]:
        """Readings that sound like two syllables or nearly so, and the pairs read so."""
        return self.homophones.get(f"{blur(first)} {blur(second)}", {})


@lru_cache(maxsize=4)
def _set_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


@cache
def syllables() -> Mapping[str, str]:
    """Each toneless syllable and the characters that can be read so."""
    return {syllable: "".join(characters) for syllable, characters in _syllables().items()}


@cache
def sounds() -> Mapping[str, tuple[str, ...]]:
    """Each character's toneless syllables, sorted."""
    return _by_character(syllables())


@cache
def living_sounds() -> Mapping[str, tuple[str, ...]]:
    """Each character's toneless syllables that are in use, sorted: 能 is read ``neng``, and can be read ``nai``."""
    return _by_character({syllable: living for syllable, (living, _) in _syllables().items()})


def readings(pair: str) -> list[tuple[str, str]]:
    """Every way two characters can be read; empty when one has no known sound.

    >>> readings("续费")
    [('xu', 'fei')]
    """
    return _read(pair, sounds())


def living_readings(pair: str) -> list[tuple[str, str]]:
    """Every way two characters are read in use.

    >>> living_readings("能不")
    [('neng', 'bu')]
    """
    return _read(pair, living_sounds())


@cache
def _syllables() -> Mapping[str, tuple[str, str]]:
    """``syllables.json``: the characters that are read as a syllable, and behind a bar those that seldom are."""
    table: dict[str, str] = json.loads(Path(analysis.__file__).with_name("syllables.json").read_bytes())
    parts = {syllable: characters.partition("|") for syllable, characters in table.items()}
    return {syllable: (living, seldom) for syllable, (living, _, seldom) in parts.items()}


def _by_character(table: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for syllable, characters in sorted(table.items()):
        for character in characters:
            found[character].append(syllable)
    return {character: tuple(found[character]) for character in sorted(found)}


def _read(pair: str, table: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return list(product(table.get(pair[0], ()), table.get(pair[1], ())))


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


def phrase_of(text: str) -> Phrase:
    """The units of a synonym, a card's name or any other listed wording.

    >>> phrase_of("充值"), phrase_of("Gift cards")
    (('充', '值'), ('gift', 'card'))
    """
    return tuple(unit.term if unit.han else stem(unit.term) for unit in units(text))


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


DETERMINERS = frozenset(
    ["a", "an", "the", "my", "your", "our", "his", "her", "their", "this", "that", "these", "those"]
)
"""What may stand between the words of an English phrase."""


def without_determiners(keys: Iterable[str]) -> Phrase:
    """Units without the English ones that say whose or which.

    >>> without_determiners(("add", "my", "kid"))
    ('add', 'kid')
    """
    return tuple(key for key in keys if key not in DETERMINERS)


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
                Synonym(tuple(phrase), tuple(map(tuple, means)), tuple(map(tuple, row)), related)
                for phrase, means, row, related in entries
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
