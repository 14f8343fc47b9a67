"""What a Latin word may mean besides itself: a slip, two words in one, pinyin, initials. See part E."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from esim_help.analysis.function_words import is_function_term
from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import Unit
from esim_help.index.index import IndexReader
from esim_help.search.alternatives import meanings_of, of_terms
from esim_help.search.query import Alternative, limits
from esim_help.search.spelling import MAX_INITIALS, PREFIX_FROM, near_words, segmentations, splits
from esim_help.search.together import both_near

NEAR_WORDS = 3
"""Near words that are worth asking after."""
LEAST_CUT = 3
"""Letters of a word, or of pinyin, that stand apart from what they were run together with."""


class Meant(NamedTuple):
    """What an unknown word may be, a word or two, and how well it fits what customers ask with the words beside it.

    ``fits`` grows with every doubling of the ``questions``.
    """

    fits: int
    whole: bool
    questions: int
    documents: int
    words: tuple[str, ...]


def put_right(
    row: Sequence[Unit], known: Collection[str], unfinished: Unit | None, reader: IndexReader
) -> Iterator[Unit]:
    """A row with the words put right that were surely mistyped, or run together: two units in the place of one.

    ``known`` are stems of words although the index lacks them.
    """
    for at, unit in enumerate(row):
        words = () if unit.han or unit is unfinished or _is_known(unit.term, known, reader) else _meant(row, at, reader)
        if len(words) < 2:
            yield unit._replace(term=words[0]) if words else unit
        elif unit.end - unit.start == len(unit.term):
            seam = unit.start + len(words[0])
            yield from (unit._replace(term=words[0], end=seam), unit._replace(term=words[1], start=seam))
        else:
            yield unit


def _is_known(word: str, known: Collection[str], reader: IndexReader) -> bool:
    """Whether a word stands in the index, in some form, or means something that does."""
    stemmed = stem(word)
    listed = stemmed in known or word in reader.tables.word_set or reader.tables.synonyms_of(stemmed)
    return bool(listed or reader.postings(stemmed) or is_function_term(stemmed))


def _meant(row: Sequence[Unit], at: int, reader: IndexReader) -> tuple[str, ...]:
    """What an unknown word surely is: what is asked together with a word beside it, or the only thing it may be."""
    word = row[at].term
    if not word.isalpha() or joined(row, at, reader):
        return ()
    beside = [stem(row[k].term) if 0 <= k < len(row) and not row[k].han else "" for k in (at - 1, at + 1)]
    tried = [_fitting((near,), edits, beside, reader) for near, edits in _likeliest(word, reader)]
    tried += [_fitting(cut, 1, beside, reader) for cut in cuts(word, reader)]
    found = [each for each in tried if each.documents or len(each.words) == 1]
    best = max(found, default=None)
    only = len(found) == 1 and found[0].whole and not _sounds(word)
    if best and (best.fits > 0 or only):
        return best.words
    return _beside_pinyin(word, reader) if any(unit.han for unit in row) else ()


def _beside_pinyin(word: str, reader: IndexReader) -> tuple[str, ...]:
    """A word of the index and pinyin run together (``lebxufei``): the longest such word, of equals the first."""
    if _sounds(word):
        return ()
    cuts = [(word[:at], word[at:]) for at in range(LEAST_CUT, len(word) - LEAST_CUT + 1)]
    known = reader.tables.word_set
    found = [(len(one), (one, other)) for one, other in cuts if one in known and _sounds(other)]
    found += [(len(other), (one, other)) for one, other in cuts if other in known and _sounds(one)]
    return max(found, key=lambda each: each[0], default=(0, ()))[1]


def _sounds(word: str) -> bool:
    """Whether a word can be read as pinyin of two syllables or more."""
    return any(len(way) > 1 for way in segmentations(word))


def _likeliest(word: str, reader: IndexReader) -> list[tuple[str, int]]:
    """The few nearest words, of each stem one: of equally near ones those that most documents have."""
    commonest = sorted(
        near_words(word, reader.tables.words), key=lambda each: (-len(reader.postings(stem(each[0]))), each)
    )
    found: dict[str, tuple[str, int]] = {}
    for other, edits in sorted(commonest, key=lambda each: each[1]):
        found.setdefault(stem(other), (other, edits))
    return list(found.values())[:NEAR_WORDS]


def cuts(word: str, reader: IndexReader) -> list[tuple[str, str]]:
    """The ways to cut a word into two of the index; what sounds like pinyin is not cut for a word of grammar."""
    sounds = _sounds(word)
    found = splits(word, reader.tables.word_set)
    return [cut for cut in found if not (sounds and any(is_function_term(stem(piece)) for piece in cut))]


def _fitting(words: tuple[str, ...], edits: int, beside: Sequence[str], reader: IndexReader) -> Meant:
    asked = reader.tables.asked
    stems = [stem(word) for word in words]
    before, after = beside
    often = [
        sum(1 for _ in both_near(asked.get(one, {}), asked.get(other, {})))
        for one, other in itertools.pairwise([before, *stems, after])
    ]
    documents = min(len(reader.postings(each)) for each in stems)
    fits = sum(map(int.bit_length, often)) - 2 * (edits - 1)
    return Meant(fits, len(words) == 1, sum(often), documents, words)


def parts(word: str, reader: IndexReader, *, whole: bool, chinese: bool) -> list[tuple[str, list[Alternative]]]:
    """What an unknown Latin word may be made of: two words run together, else pinyin, else initials.

    A word that means something as a ``whole`` is neither pinyin nor initials, and initials stand in ``chinese`` ones.
    """
    found = list(_split(word, reader))
    if not found and not whole:
        found = list(_pinyin(word, reader))
    if not found and not whole and chinese:
        found = list(_abbreviation(word, reader))
    return found


def joined(row: Sequence[Unit], at: int, reader: IndexReader) -> list[Alternative]:
    """``wi fi`` where the index says ``wifi``: the word at a place joined with the one after or before it."""
    weight = limits()["weights"]["joined"]
    partners = ((at, at + 1), (at - 1, at))
    both = [
        row[a].term + row[b].term for a, b in partners if a >= 0 and b < len(row) and not row[a].han and not row[b].han
    ]
    return [of_terms((stem(word),), "typo", weight, word) for word in both if reader.postings(stem(word))]


def prefixed(word: str, reader: IndexReader) -> list[Alternative]:
    """The longer words of the index that an unfinished word may become."""
    weight = limits()["weights"]["prefix"]
    longer = reader.tables.words_from(word) if len(word) >= PREFIX_FROM else ()
    return [a for other in longer if other != word for a in meanings_of((stem(other),), "prefix", weight, reader)]


def typos(word: str, reader: IndexReader) -> list[Alternative]:
    """The words of the index that a word which is none of them is a slip of the keyboard away from."""
    if word in reader.tables.word_set:
        return []
    weights = limits()["weights"]
    by_edits = {1: weights["typo"], 2: weights["typo2"]}
    found: list[Alternative] = []
    for near, edits in near_words(word, reader.tables.words):
        found += meanings_of((stem(near),), "typo", by_edits[edits], reader, near)
    return found


def _split(word: str, reader: IndexReader) -> Iterator[tuple[str, list[Alternative]]]:
    """(word, what it may mean) for each of two words of the index that were run together (``topup``)."""
    weight = limits()["weights"]["joined"]
    for part in cuts(word, reader)[:1]:
        for piece in part:
            yield stem(piece), list(meanings_of((stem(piece),), "typo", weight, reader, piece))


def _pinyin(word: str, reader: IndexReader) -> Iterator[tuple[str, list[Alternative]]]:
    """(two syllables, the pairs they may stand for) all along a run that can be read as pinyin."""
    weight = limits()["weights"]["pinyin"]
    ways = [way for way in segmentations(word) if len(way) > 1]
    sounded: dict[str, list[Alternative]] = {}
    for way in ways:
        for first, second in itertools.pairwise(way):
            pairs = reader.tables.homophones_of(first, second).get(f"{first} {second}", ())
            more = [a for pair in pairs for a in meanings_of(tuple(pair), "pinyin", weight, reader, pair)]
            if more:
                sounded.setdefault(f"{first} {second}", more)
    yield from sounded.items()


def _abbreviation(word: str, reader: IndexReader) -> Iterator[tuple[str, list[Alternative]]]:
    """(two letters, the pairs they may be the initials of) all along a short run of letters."""
    weight = limits()["weights"]["initials"]
    short = 2 <= len(word) <= MAX_INITIALS and not _sounds(word)
    chain = dict(_initials_chain(word, reader)) if short else {}
    for letters, pairs in chain.items():
        likely = pairs if len(chain) > 1 else _listed(pairs, reader) or pairs
        more = [a for pair in likely for a in meanings_of(tuple(pair), "pinyin", weight, reader, pair)]
        if more:
            yield letters, more


def _listed(pairs: Iterable[str], reader: IndexReader) -> list[str]:
    """Those of some pairs that are words by themselves, not parts of longer ones, as far as synonyms tell."""
    return [pair for pair in pairs if any(s.phrase == tuple(pair) for s in reader.tables.synonyms_of(pair))]


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
