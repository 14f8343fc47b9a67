"""From text to a :class:`Query`: which terms, which card, and what each term may also mean. Parts Q and E."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from esim_help.analysis.characters import has_han
from esim_help.analysis.function_words import TENTHS, is_function_term, share
from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import Unit, units
from esim_help.index.index import IndexReader
from esim_help.index.tables import Named, Phrase, Synonym, phrase_terms, without_determiners
from esim_help.model.lang import LANGS
from esim_help.search import homophones, latin
from esim_help.search.alternatives import of_synonym, of_terms
from esim_help.search.homophones import pairs_of, slips
from esim_help.search.latin import joined, parts, prefixed, typos
from esim_help.search.query import Alternative, Group, Query, limits, postings_of
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
    typed = units(text)
    unfinished = typed[-1] if typing and typed and typed[-1].end == len(text) else None
    trade = sorted(_trade_words(keys_of(typed), reader), key=lambda word: (word[0], -len(word[1])))
    row = typed if as_typed else _put_right(typed, trade, unfinished, reader)
    keys = keys_of(row)
    groups = tuple(_groups(row, unfinished, reader, as_typed))
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
        elsewhere=_apart(trade),
        keys=tuple(meant),
        together=together,
        near=nearness(meant, together, reader),
        row=tuple(row),
        asks=bool(unfinished or together) or _tells(keys),
        mended=frozenset(one.start for one in {*row} - {*typed}),
    )


def _tells(keys: Sequence[str]) -> bool:
    """Whether a row of keys has one that is neither a word of grammar nor a character of one."""
    near = zip(["", *keys], keys, [*keys[1:], ""], strict=False)
    return any(not _is_grammar(before, key, after) for before, key, after in near)


def _is_grammar(before: str, key: str, after: str) -> bool:
    return is_function_term(key) or (not key.isascii() and any(map(is_function_term, (before + key, key + after))))


def _put_right(
    typed: Sequence[Unit], trade: Iterable[tuple[int, Phrase]], unfinished: Unit | None, reader: IndexReader
) -> list[Unit]:
    """The units of a text with those put right that are surely slips; words of other trades are none."""
    known = frozenset(chain.from_iterable(phrase_terms(phrase) for _, phrase in trade))
    return homophones.put_right(list(latin.put_right(typed, known, unfinished, reader)), known, reader)


def keys_of(row: Sequence[Unit]) -> list[str]:
    """The units of a text as the index knows them: single Han characters and stems."""
    return [unit.term if unit.han else stem(unit.term) for unit in row]


def occurs(keys: Sequence[str], phrase: Phrase) -> bool:
    """Whether the units of ``phrase`` stand in a row of keys."""
    return any(stands_at(keys, phrase, at) for at in range(len(keys)))


def stands_at(keys: Sequence[str], phrase: Phrase, at: int) -> bool:
    """Whether the units of ``phrase`` stand in a row of keys from a place on."""
    return keys[at] == phrase[0] and tuple(keys[at : at + len(phrase)]) == phrase


def _groups(row: Sequence[Unit], unfinished: Unit | None, reader: IndexReader, as_typed: bool) -> Iterator[Group]:
    """One group a distinct term, in order of its first place."""
    for reading in _readings_of(row, unfinished, reader, as_typed):
        start, end = row[reading.first].start, row[reading.last].end
        alternatives = _strongest(reading.alternatives, reader)
        yield Group(reading.typed, start, end, _information(reading.typed, alternatives, reader), alternatives)


def _readings_of(
    row: Sequence[Unit], unfinished: Unit | None, reader: IndexReader, as_typed: bool
) -> Iterator[Reading]:
    """Every distinct term at its first place, and what else it may mean."""
    chinese = any(unit.han for unit in row) or len(row) == 1
    typed = list(_typed_terms(row, reader))
    also = _synonyms(keys_of(row), reader)
    alike = {} if as_typed else slips([term[:3] for term in typed], also, reader)
    seen: set[str] = set()
    for term in typed:
        if term.term in seen:
            continue
        seen.add(term.term)
        present = bool(reader.postings(term.term))
        alternatives = [of_terms((term.term,), "typed", limits()["weights"]["typed"])] if present else []
        alternatives += also.get(term.term, []) + alike.get(term.term, [])
        if term.word and not as_typed:
            alternatives += joined(row, term.first, reader)
        if term.word and row[term.first] == unfinished:
            alternatives += prefixed(term.word, reader)
        if term.word and not present and not as_typed:
            made_of = parts(term.word, reader, whole=bool(alternatives), chinese=chinese)
            if made_of and not alternatives:
                fresh = [(part, more) for part, more in dict(made_of).items() if part == term.term or part not in seen]
                yield from (Reading(part, term.first, term.last, more) for part, more in fresh)
                seen.update(part for part, _ in fresh)
                continue
            alternatives += [] if made_of else typos(term.word, reader)
        yield Reading(term.term, term.first, term.last, alternatives)


def _seams(
    row: Sequence[Unit], understood: Sequence[Placed], groups: Sequence[Group], reader: IndexReader
) -> Iterator[Group]:
    """The pairs that a word in pinyin makes with its neighbours, as it is understood."""
    sounded = {unit.start for unit in row if not unit.han}
    seen = {group.typed for group in groups}
    for one, other in itertools.pairwise(understood):
        pair = one.key + other.key
        han = not (one.key.isascii() or other.key.isascii())
        seam = han and one.start != other.start and not sounded.isdisjoint((one.start, other.start))
        if seam and pair not in seen and reader.postings(pair):
            seen.add(pair)
            alternatives = (of_terms((pair,), "pinyin", limits()["weights"]["pinyin"]),)
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
    unseen: int = limits()["unseen_tenths"][_kind(typed, reader)]
    return told[0] * unseen * (TENTHS if is_function_term(typed) else 10) // 100


def _kind(term: str, reader: IndexReader) -> str:
    """What sort a term is that no document has; foreign is one of a language in which no document is."""
    if not term[0].isdigit() and ("en" if term[0].isascii() else "zh") not in reader.header.languages:
        return "foreign"
    return "word" if term[0].isascii() else "character" if len(term) == 1 else "pair"


def _typed_terms(row: Sequence[Unit], reader: IndexReader) -> Iterator[TypedTerm]:
    """The terms of the text, in order."""
    pairs = pairs_of(row, reader)
    for at, unit in enumerate(row):
        yield TypedTerm(unit.term, at, at) if unit.han else TypedTerm(stem(unit.term), at, at, unit.term)
        if at in pairs:
            yield TypedTerm(pairs[at], at, at + 1)


def _synonyms(keys: Sequence[str], reader: IndexReader) -> dict[str, list[Alternative]]:
    """For each term and character of a phrase that means something else too, those meanings."""
    found: dict[str, list[Alternative]] = {}
    for synonym in _synonyms_standing(keys, reader):
        for term in dict.fromkeys((*phrase_terms(synonym.phrase), *synonym.phrase)):
            found.setdefault(term, []).append(of_synonym(synonym, "synonym"))
    return found


def _synonyms_standing(keys: Sequence[str], reader: IndexReader) -> Iterable[Synonym]:
    """Those whose phrase stands in a row of keys, whatever determiners stand between its words."""
    rows = (keys, without_determiners(keys))
    standing = (_standing(row, reader.tables.synonyms_of, lambda synonym: synonym.phrase) for row in rows)
    return dict.fromkeys(synonym for _, synonym in itertools.chain(*standing))


def _standing(
    keys: Sequence[str], kept: Callable[[str], Iterable[Entry]], phrase_in: Callable[[Entry], Phrase]
) -> Iterator[tuple[int, Entry]]:
    """Of the entries ``kept`` by a term, those whose phrase stands in a row of keys, each with its place."""
    for at, (key, after) in enumerate(itertools.pairwise([*keys, "."])):
        for term in (key,) if key.isascii() or after.isascii() else (key, key + after):
            for entry in kept(term):
                phrase = phrase_in(entry)
                start = at - _place_of(term, phrase)
                if start >= 0 and stands_at(keys, phrase, start):
                    yield start, entry


def _place_of(term: str, phrase: Phrase) -> int:
    """Where a phrase first has one of its terms."""
    return next(at for at, unit in enumerate(phrase) if term in (unit, "".join(phrase[at : at + 2])))


def _named(keys: Sequence[str], reader: IndexReader) -> tuple[Named, ...]:
    """The things that a row of keys names, in order of their phrases."""
    return tuple(sorted({thing for _, thing in _standing(keys, reader.tables.named_of, lambda thing: thing.phrase)}))


def _trade_words(keys: Sequence[str], reader: IndexReader) -> Iterator[tuple[int, Phrase]]:
    """The words of other trades in a row of keys, each with its place."""
    return _standing(keys, reader.tables.elsewhere_of, lambda phrase: phrase)


def _apart(words: Iterable[tuple[int, Phrase]]) -> int:
    """How many of some words, in order of their places and the longer first, do not overlap one before."""
    count = end = 0
    for start, phrase in words:
        if start >= end:
            count, end = count + 1, start + len(phrase)
    return count
