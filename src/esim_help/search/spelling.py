"""Slips of the keyboard: edit distance, pinyin, words run together. Pure; clauses E2, E4, E6."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from esim_help.index.tables import syllables

PREFIX_FROM = 3
ONE_EDIT_FROM = 3
TWO_EDITS_FROM = 8
MAX_SEGMENTATIONS = 8
MAX_INITIALS = 4
LONGEST_SYLLABLE = 6


def edits_allowed(word: str) -> int:
    """How many edits a Latin word may be away: 1 from three letters on, 2 from eight."""
    return 2 if len(word) >= TWO_EDITS_FROM else 1 if len(word) >= ONE_EDIT_FROM else 0


def distance(a: str, b: str, most: int) -> int:
    """Edits from ``a`` to ``b``, a swap of neighbours counting as one; ``most + 1`` when there are more than ``most``.

    Source: optimal string alignment distance, Boytsov 2011, "Indexing methods for approximate dictionary searching".

    >>> distance("paymnet", "payment", 2), distance("balence", "balance", 2), distance("a", "abcd", 2)
    (1, 1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


def near_words(word: str, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """(word of the index, edits) within what ``word``'s length allows; three letters may lack one, no more.

    >>> list(near_words("cird", ("bird", "card", "care", "crd", "third")))
    [('bird', 1), ('card', 1), ('crd', 1)]
    """
    most = edits_allowed(word)
    least = len(word) + 1 if len(word) == ONE_EDIT_FROM else len(word) - most
    if not most or not word.isalpha():
        return
    letters = _letters(word)
    for candidate, others in _with_letters(words):
        # An edit takes away at most one letter and brings at most one.
        if least <= len(candidate) <= len(word) + most and (letters ^ others).bit_count() <= 2 * most:
            edits = distance(word, candidate, most)
            if 0 < edits <= most:
                yield candidate, edits


def _letters(word: str) -> int:
    """The set of the letters of a word, a bit a letter."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=4)
def _with_letters(words: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((word, _letters(word)) for word in words)


def segmentations(run: str) -> list[tuple[str, ...]]:
    """The ways to cut a Latin run into pinyin syllables, fewest syllables first, at most eight of them.

    >>> segmentations("xufei"), segmentations("paid")
    ([('xu', 'fei')], [])
    >>> segmentations("fangan")
    [('fan', 'gan'), ('fang', 'an')]
    """
    known = syllables()
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(run) + 1):
        found = [
            (*way, run[start:end])
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
            if run[start:end] in known
            for way in ways[start]
        ]
        ways.append(sorted(found, key=lambda way: (len(way), way))[:MAX_SEGMENTATIONS])
    return ways[-1] if run else []


def splits(word: str, words: Collection[str]) -> list[tuple[str, str]]:
    """The ways to cut a run-together word into two of ``words`` of at least two letters, the most even first.

    >>> splits("topup", {"top", "up"})
    [('top', 'up')]
    """
    cuts = sorted(range(2, len(word) - 1), key=lambda at: (abs(len(word) - 2 * at), at))
    return [(word[:at], word[at:]) for at in cuts if word[:at] in words and word[at:] in words]
