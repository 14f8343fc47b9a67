"""Makes the tables that a query looks up besides postings, when an index is built; no search needs this module."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from heapq import nsmallest
from itertools import chain, pairwise
from typing import TypeVar

from esim_help.analysis.characters import SKIPPED, fold, runs
from esim_help.analysis.function_words import is_function_term
from esim_help.analysis.tokens import units
from esim_help.index.completions import make_completions
from esim_help.index.document import Document, Field, all_texts
from esim_help.index.tables import (
    Named,
    Phrase,
    Places,
    Postings,
    Synonym,
    Tables,
    blur,
    living_readings,
    phrase_of,
    phrase_terms,
    readings,
    weakest,
    without_determiners,
)
from esim_help.index.word_lists import listed_stems
from esim_help.model.centre import SynonymRule

Entry = TypeVar("Entry")

NAMING_FIELDS: tuple[Field, ...] = ("title", "headings", "questions", "asked", "keywords")
"""The fields whose words are worth guessing at."""

WORD_LIKE = 3
"""A pair in the naming fields of this many documents is taken for a word rather than for the seam of two."""
FEW = 4
"""Two initials stand for so many words that only the likeliest are worth guessing at."""

HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")

STRONGEST = 20
"""What a phrase also means counts in this many documents at most: those where it is strongest."""


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
    listed = {pair for phrase in phrases for pair in han_pairs(phrase)}
    naming = Counter(pair for document in documents for pair in _naming_pairs([document], NAMING_FIELDS))
    words = (
        listed
        | _naming_pairs(documents, ("keywords",))
        | {pair for pair, times in naming.items() if times >= WORD_LIKE}
    )
    whole = {"".join(phrase) for phrase in phrases if len(phrase) == 2} & listed
    return Tables(
        homophones=_homophones(sorted(whole | naming.keys())),
        initials=_initials(
            sorted(words, key=lambda pair: (pair not in whole, pair not in listed, -naming[pair], pair))
        ),
        words=tuple(sorted(filter(_is_word, {*latin, *_listed_words(rules, phrases)}))),
        synonyms=synonyms,
        elsewhere=_by_rarest(sorted({*elsewhere}), lambda phrase: phrase),
        named=_by_rarest(named, lambda thing: thing.phrase),
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
        for first, second in living_readings(pair):
            if len(row := found[first[0] + second[0]]) < FEW:
                row[pair] = None
    return {letters: tuple(found[letters]) for letters in sorted(found)}


def _is_word(unit: str) -> bool:
    return unit.isascii() and unit.isalpha() and len(unit) > 1


def han_pairs(phrase: Phrase) -> list[str]:
    """The Han pairs of a phrase."""
    return [a + b for a, b in pairwise(phrase) if not (a[0].isascii() or b[0].isascii())]


@cache
def listed_phrase(wording: str) -> Phrase:
    """The units of a wording that may stand in the shipped lists, whose stems are known."""
    if HAN_ONLY.fullmatch(wording) and wording == fold(wording):
        return tuple(wording)
    stems = listed_stems()
    words = wording.split(" ")
    if all(word in stems for word in words):
        return tuple(stems[word] for word in words)
    return phrase_of(wording)


def _synonyms(rules: Sequence[SynonymRule], terms: Postings) -> dict[str, tuple[Synonym, ...]]:
    same = _meanings(((rule.words, rule.means or rule.words) for rule in rules), terms)
    near = _meanings(((rule.words, rule.related) for rule in rules), terms)
    meanings = {(source, False): targets for source, targets in same.items()}
    meanings |= {(source, True): targets - same.get(source, frozenset()) for source, targets in near.items()}
    found = {source: tuple(sorted(targets)) for source, targets in sorted(meanings.items()) if targets}
    places = {
        meaning: _strongest(weakest([terms[term] for term in phrase_terms(meaning)]))
        for meaning in set(chain.from_iterable(found.values()))
    }
    together = {means: _together([places[meaning] for meaning in means]) for means in set(found.values())}
    return _by_rarest(
        [Synonym(phrase, means, together[means], related) for (phrase, related), means in found.items()],
        lambda synonym: synonym.phrase,
    )


def _meanings(
    leading: Iterable[tuple[Sequence[str], Sequence[str]]], terms: Collection[str]
) -> dict[Phrase, frozenset[Phrase]]:
    """Of (words, what they lead to), what each word leads to that the index holds."""
    meanings: defaultdict[Phrase, set[Phrase]] = defaultdict(set)
    for words, means in leading:
        targets = {target for target in map(listed_phrase, means) if target and _in_index(target, terms)}
        for source in filter(None, map(_source, words)) if targets else ():
            meanings[source] |= targets - {source}
    return {source: frozenset(targets) for source, targets in meanings.items()}


def _source(wording: str) -> Phrase:
    """The units of a wording that leads somewhere: without determiners where two telling ones are left."""
    phrase = listed_phrase(wording)
    bare = without_determiners(phrase)
    if bare == phrase:
        return phrase
    return bare if sum(not is_function_term(unit) for unit in bare) > 1 else phrase


def _together(rows: Iterable[Sequence[tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """Several rows of postings as one, the strongest of them."""
    impacts: dict[int, int] = {}
    for row in rows:
        for ordinal, impact in row:
            if impact > impacts.get(ordinal, 0):
                impacts[ordinal] = impact
    return tuple(_strongest(sorted(impacts.items())))


def _strongest(row: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The few strongest of a row of postings, of equals the first; ascending by ordinal.

    What is not among the strongest of its own row is not among those of several, so each row may be cut first.
    """
    if len(row) <= STRONGEST:
        return row
    return sorted(nsmallest(STRONGEST, row, key=lambda posting: (-posting[1], posting[0])))


def _by_rarest(entries: Iterable[Entry], phrase: Callable[[Entry], Phrase]) -> dict[str, tuple[Entry, ...]]:
    """Entries by that term of their phrase which the fewest of the phrases have, of equals the first."""
    terms = [(entry, phrase_terms(phrase(entry))) for entry in entries if phrase(entry)]
    times = Counter(chain.from_iterable(of_phrase for _, of_phrase in terms))
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry, of_phrase in terms:
        found[min(of_phrase, key=times.__getitem__)].append(entry)
    return {term: tuple(found[term]) for term in sorted(found)}


def _listed_words(rules: Iterable[SynonymRule], phrases: Collection[Phrase]) -> set[str]:
    """The whole Latin words of listed wordings that lead somewhere."""
    latin = (word for rule in rules for word in rule.words if not HAN_ONLY.fullmatch(word))
    return {word for wording in latin if listed_phrase(wording) in phrases for word in _words_of(wording)}


def _words_of(wording: str) -> list[str]:
    words = wording.split(" ")
    return words if all(word in listed_stems() for word in words) else [unit.term for unit in units(wording)]


def _in_index(phrase: Phrase, terms: Collection[str]) -> bool:
    return all(term in terms for term in phrase_terms(phrase))
