"""From text to a :class:`Query`: which terms, which card, and what each term may also mean. Parts Q and E."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from esim_help.analysis.characters import has_han
from esim_help.analysis.function_words import TENTHS, is_function_term, share
from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import Unit, units
from esim_help.index.index import IndexReader
from esim_help.index.tables import Named, Phrase, Synonym, blur, first_term, phrase_terms, readings
from esim_help.model.lang import LANGS
from esim_help.search.query import Alternative, Group, Origin, Query, limits, postings_of
from esim_help.search.spelling import MAX_INITIALS, PREFIX_FROM, near_words, segmentations, splits
from esim_help.search.together import Placed, as_understood, nearness, pairs_together

Entry = TypeVar("Entry")


class TypedTerm(NamedTuple):
    """A term of the query: ``first`` and ``last`` number its units; ``word`` is the unstemmed Latin word."""

    term: str
    first: int
    last: int
    word: str = ""


class Reading(NamedTuple):
    """A typed term with its alternatives, before it is weighed."""

    typed: str
    first: int
    last: int
    alternatives: list[Alternative]


def understand(
    text: str,
    reader: IndexReader,
    lang: str | None = None,
    card: str | None = None,
    typing: bool = False,
    as_typed: bool = False,
) -> Query:
    """The query that ``text`` is. ``lang`` overrides what the text says; ``typing``: its last word is unfinished.

    ``as_typed``: no word is taken for another that it resembles.
    """
    text = text[: limits()["query_code_points"]]
    row = units(text)
    keys = [unit.term if unit.han else stem(unit.term) for unit in row]
    groups = tuple(_groups(text, row, keys, reader, typing, as_typed))
    understood = as_understood(row, keys, groups)
    groups += tuple(_seams(row, understood, groups, reader))
    meant = [unit.key for unit in understood]
    names_cards = sorted({named for phrase, named in reader.header.card_words if occurs(meant, phrase)})
    together = tuple(pairs_together(understood, reader))
    named_card = names_cards[0] if len(names_cards) == 1 else ""
    shown = lang if lang in LANGS else "zh" if has_han(text) else "en"
    return Query(
        text=text,
        lang=shown,
        card=named_card or (card or "" if not names_cards else ""),
        groups=groups,
        names_card=bool(names_cards),
        named=_named(meant, reader),
        elsewhere=_elsewhere(keys, reader),
        keys=tuple(meant),
        together=together,
        near=nearness(meant, together, reader),
    )


def occurs(keys: Sequence[str], phrase: Phrase) -> bool:
    """Whether the units of ``phrase`` stand in a row of keys."""
    first = phrase[0]
    return any(key == first and tuple(keys[at : at + len(phrase)]) == phrase for at, key in enumerate(keys))


def _groups(
    text: str, row: Sequence[Unit], keys: Sequence[str], reader: IndexReader, typing: bool, as_typed: bool
) -> Iterator[Group]:
    """One group a distinct term, in order of its first place."""
    for reading in _readings_of(text, row, keys, reader, typing, as_typed):
        start, end = row[reading.first].start, row[reading.last].end
        alternatives = _strongest(reading.alternatives, reader)
        yield Group(reading.typed, start, end, _information(reading.typed, alternatives, reader), alternatives)


def _readings_of(
    text: str, row: Sequence[Unit], keys: Sequence[str], reader: IndexReader, typing: bool, as_typed: bool
) -> Iterator[Reading]:
    """Every distinct term at its first place, and what else it may mean."""
    last_open = len(row) - 1 if typing and row and not row[-1].han and row[-1].end == len(text) else -1
    chinese = any(unit.han for unit in row) or len(row) == 1
    typed = list(_typed_terms(row, reader))
    also = _synonyms(keys, reader)
    alike = {} if as_typed else _slips(typed, also, reader)
    seen: set[str] = set()
    for term in typed:
        if term.term in seen:
            continue
        seen.add(term.term)
        present = bool(reader.postings(term.term))
        alternatives = [_of_terms((term.term,), "typed", limits()["weights"]["typed"])] if present else []
        alternatives += also.get(term.term, []) + alike.get(term.term, [])
        if term.word and not as_typed:
            alternatives += _joined(row, term, reader)
        if term.first == last_open:
            alternatives += _prefixed(term, reader)
        if term.word and not present and not as_typed:
            parts = _parts(term.word, reader, whole=bool(alternatives), chinese=chinese)
            if parts and not alternatives:
                fresh = [(part, more) for part, more in dict(parts).items() if part == term.term or part not in seen]
                yield from (Reading(part, term.first, term.last, more) for part, more in fresh)
                seen.update(part for part, _ in fresh)
                continue
            alternatives += [] if parts else _typos(term.word, reader)
        yield Reading(term.term, term.first, term.last, alternatives)


def _parts(word: str, reader: IndexReader, *, whole: bool, chinese: bool) -> list[tuple[str, list[Alternative]]]:
    """What an unknown Latin word may be made of: two words run together, else pinyin, else initials.

    A word that means something as a ``whole`` is neither pinyin nor initials, and initials stand in ``chinese`` ones.
    """
    found = list(_split(word, reader))
    if not found and not whole:
        found = list(_pinyin(word, reader))
    if not found and not whole and chinese:
        found = list(_abbreviation(word, reader))
    return found


def _seams(
    row: Sequence[Unit], understood: Sequence[Placed], groups: Sequence[Group], reader: IndexReader
) -> Iterator[Group]:
    """The pairs that a word in pinyin makes with its neighbours, as it is understood."""
    sounded = {unit.start for unit in row if not unit.han}
    seen = {group.typed for group in groups}
    for one, other in itertools.pairwise(understood):
        pair = one.key + other.key
        joined = one.start != other.start and not (one.key.isascii() or other.key.isascii())
        if joined and not sounded.isdisjoint((one.start, other.start)) and pair not in seen and reader.postings(pair):
            seen.add(pair)
            alternatives = (_of_terms((pair,), "pinyin", limits()["weights"]["pinyin"]),)
            yield Group(pair, one.start, other.end, _information(pair, alternatives, reader), alternatives)


def _strongest(alternatives: list[Alternative], reader: IndexReader) -> tuple[Alternative, ...]:
    """The alternatives, each once at its greatest weight, the strongest first, of equals those most documents have."""
    kept: dict[tuple[tuple[str, ...], ...], Alternative] = {}
    for alternative in alternatives:
        if alternative.meanings not in kept or alternative.weight > kept[alternative.meanings].weight:
            kept[alternative.meanings] = alternative
    return tuple(sorted(kept.values(), key=lambda a: (-a.weight, -len(postings_of(a, reader)), a.meanings)))


def _information(typed: str, alternatives: Sequence[Alternative], reader: IndexReader) -> int:
    """What knowing a term tells: by its rarity; of one never seen, by what it is taken for; function words, little."""
    told = reader.header.information
    df = len(reader.postings(typed)) or (len(postings_of(alternatives[0], reader)) if alternatives else 0)
    if df:
        return share(typed, told[df])
    kind = "word" if typed[0].isascii() else "character" if len(typed) == 1 else "pair"
    tenths: int = limits()["unseen_tenths"][kind] * (TENTHS if is_function_term(typed) else 10)
    return told[0] * tenths // 100


def _typed_terms(row: Sequence[Unit], reader: IndexReader) -> Iterator[TypedTerm]:
    """The terms of the text, and pairs across white space where the index holds them (``充 值``)."""
    for at, unit in enumerate(row):
        if not unit.han:
            yield TypedTerm(stem(unit.term), at, at, unit.term)
            continue
        yield TypedTerm(unit.term, at, at)
        if at + 1 < len(row) and row[at + 1].han:
            pair = unit.term + row[at + 1].term
            if row[at + 1].run == unit.run or reader.postings(pair):
                yield TypedTerm(pair, at, at + 1)


def _of_terms(terms: tuple[str, ...], origin: Origin, weight: int, surface: str = "") -> Alternative:
    return Alternative((terms,), origin, weight, None, surface)


def _of_synonym(synonym: Synonym, origin: Origin, weight: int, surface: str = "") -> Alternative:
    return Alternative(tuple(map(phrase_terms, synonym.meanings)), origin, weight, synonym.postings, surface)


def _synonyms(keys: Sequence[str], reader: IndexReader) -> dict[str, list[Alternative]]:
    """For each term and character of a phrase that means something else too, those meanings."""
    weight = limits()["weights"]["synonym"]
    found: dict[str, list[Alternative]] = {}
    for at in range(len(keys)):
        for synonym in _standing(keys, at, reader.tables.synonyms_of, lambda synonym: synonym.phrase):
            for term in dict.fromkeys((*phrase_terms(synonym.phrase), *synonym.phrase)):
                found.setdefault(term, []).append(_of_synonym(synonym, "synonym", weight))
    return found


def _first_terms(keys: Sequence[str], at: int) -> tuple[str, ...]:
    """The first terms of the phrases that may begin at a key: itself, and the pair it opens."""
    pair = keys[at : at + 2]
    return (keys[at],) if len(pair) < 2 or pair[0].isascii() or pair[1].isascii() else (pair[0], pair[0] + pair[1])


def _standing(
    keys: Sequence[str], at: int, listed: Callable[[str], Iterable[Entry]], phrase_in: Callable[[Entry], Phrase]
) -> Iterator[Entry]:
    """Of the entries ``listed`` by first term, those whose phrase stands at a place of a row of keys."""
    for entry in chain.from_iterable(map(listed, _first_terms(keys, at))):
        phrase = phrase_in(entry)
        if tuple(keys[at : at + len(phrase)]) == phrase:
            yield entry


def _named(keys: Sequence[str], reader: IndexReader) -> tuple[Named, ...]:
    """The things that a row of keys names, in order of their phrases."""
    places = range(len(keys))
    things = (_standing(keys, at, reader.tables.named_of, lambda thing: thing.phrase) for at in places)
    return tuple(sorted(set(chain.from_iterable(things))))


def _elsewhere(keys: Sequence[str], reader: IndexReader) -> int:
    """How many words of other trades a row of keys has; where two overlap, the first, then the longer."""
    count = at = 0
    while at < len(keys):
        sizes = [len(phrase) for phrase in _standing(keys, at, reader.tables.elsewhere_of, lambda phrase: phrase)]
        count += bool(sizes)
        at += max(sizes, default=1)
    return count


def _meanings(
    phrase: Phrase, origin: Origin, weight: int, reader: IndexReader, surface: str = ""
) -> Iterator[Alternative]:
    """The phrase itself where the index holds it, and what it also means."""
    terms = phrase_terms(phrase)
    if all(reader.postings(term) for term in terms):
        yield _of_terms(terms, origin, weight, surface)
    for synonym in reader.tables.synonyms_of(first_term(phrase)):
        if synonym.phrase == phrase:
            yield _of_synonym(synonym, origin, weight * limits()["weights"]["synonym"] // 10, surface)


def _joined(row: Sequence[Unit], term: TypedTerm, reader: IndexReader) -> list[Alternative]:
    """``wi fi`` where the index says ``wifi``: the word joined with the one after or before it."""
    weight = limits()["weights"]["joined"]
    partners = ((term.first, term.first + 1), (term.first - 1, term.first))
    joined = [
        row[a].term + row[b].term for a, b in partners if a >= 0 and b < len(row) and not row[a].han and not row[b].han
    ]
    return [_of_terms((stem(word),), "typo", weight, word) for word in joined if reader.postings(stem(word))]


def _prefixed(term: TypedTerm, reader: IndexReader) -> list[Alternative]:
    weight = limits()["weights"]["prefix"]
    if len(term.word) < PREFIX_FROM:
        return []
    words = reader.tables.words_from(term.word)
    return [a for word in words if word != term.word for a in _meanings((stem(word),), "prefix", weight, reader)]


def _typos(word: str, reader: IndexReader) -> list[Alternative]:
    weights = limits()["weights"]
    by_edits = {1: weights["typo"], 2: weights["typo2"]}
    found: list[Alternative] = []
    for near, edits in near_words(word, reader.tables.words):
        found += _meanings((stem(near),), "typo", by_edits[edits], reader, near)
    return found


def _split(word: str, reader: IndexReader) -> Iterator[tuple[str, list[Alternative]]]:
    """(word, what it may mean) for each of two words of the index that were run together (``topup``)."""
    weight = limits()["weights"]["joined"]
    for part in splits(word, reader.tables.word_set)[:1]:
        for piece in part:
            yield stem(piece), list(_meanings((stem(piece),), "typo", weight, reader, piece))


def _pinyin(word: str, reader: IndexReader) -> Iterator[tuple[str, list[Alternative]]]:
    """(two syllables, the pairs they may stand for) all along a run that can be read as pinyin."""
    weight = limits()["weights"]["pinyin"]
    ways = [way for way in segmentations(word) if len(way) > 1]
    sounded: dict[str, list[Alternative]] = {}
    for way in ways:
        for first, second in itertools.pairwise(way):
            pairs = reader.tables.homophones_of(first, second).get(f"{first} {second}", ())
            more = [a for pair in pairs for a in _meanings(tuple(pair), "pinyin", weight, reader, pair)]
            if more:
                sounded.setdefault(f"{first} {second}", more)
    yield from sounded.items()


def _abbreviation(word: str, reader: IndexReader) -> Iterator[tuple[str, list[Alternative]]]:
    """(two letters, the pairs they may be the initials of) all along a short run of letters."""
    weight = limits()["weights"]["initials"]
    short = 2 <= len(word) <= MAX_INITIALS and not any(len(way) > 1 for way in segmentations(word))
    for letters, likely in dict(_initials_chain(word, reader)).items() if short else ():
        more = [a for pair in likely for a in _meanings(tuple(pair), "pinyin", weight, reader, pair)]
        if more:
            yield letters, more


def _initials_chain(word: str, reader: IndexReader) -> list[tuple[str, list[str]]]:
    """For each two letters of ``word`` the pairs they may stand for, kept only where they join into one run."""
    steps = [(letters, list(reader.tables.initials.get(letters, ()))) for letters in map(str.__add__, word, word[1:])]
    for (_, before), (_, after) in itertools.pairwise(steps):
        ends = {pair[1] for pair in before}
        after[:] = [pair for pair in after if pair[0] in ends]
    for (_, before), (_, after) in reversed(list(itertools.pairwise(steps))):
        starts = {pair[0] for pair in after}
        before[:] = [pair for pair in before if pair[1] in starts]
    return steps if all(pairs for _, pairs in steps) else []


def _slips(typed: Sequence[TypedTerm], known: Collection[str], reader: IndexReader) -> dict[str, list[Alternative]]:
    """For each pair that is no word of the index, the words that sound alike; its characters in no word get them too.

    A missing pair that merely bridges two pairs that the index holds, or one and a word of grammar, is no slip. A pair
    of a word that has synonyms is as good as held.
    """
    pairs = [term for term in typed if term.first < term.last]
    held = [pair for pair in pairs if pair.term in known or reader.postings(pair.term)]
    ends, starts = {pair.last for pair in held}, {pair.first for pair in held}
    found: dict[str, list[Alternative]] = {}
    for pair in pairs:
        bridges = pair.first in ends and (pair.last in starts or is_function_term(pair.term[1]))
        if not reader.postings(pair.term) and not bridges:
            alike = _homophones(pair.term, reader)
            found[pair.term] = alike
            for character, at in zip(pair.term, (pair.first, pair.last), strict=True):
                if at not in ends | starts or not reader.postings(character):
                    found.setdefault(character, []).extend(alike)
    return found


def _homophones(pair: str, reader: IndexReader) -> list[Alternative]:
    weights = limits()["weights"]
    found: list[Alternative] = []
    said = {f"{first} {second}" for first, second in readings(pair)}
    for first, second in sorted({(blur(a), blur(b)) for a, b in readings(pair)}):
        for reading, pairs in reader.tables.homophones.get(f"{first} {second}", {}).items():
            for other in pairs:
                slip = "homophone" if pair[0] == other[0] or pair[1] == other[1] else "homophone2"
                weight = weights[slip if reading in said else "near_homophone"]
                found += _meanings(tuple(other), "homophone", weight, reader, other)
    return found
