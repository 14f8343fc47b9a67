"""Which section answers best, and which stretch of it to show. Works on ranges of the original text. Clauses S1–S4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from esim_help.analysis.function_words import is_function_term
from esim_help.analysis.tokens import Token, tokens_among
from esim_help.index.document import ANSWERED, HitSection, HitText, HitUnknown
from esim_help.model.passage import Passage
from esim_help.search.query import Group, Query, limits

ELLIPSIS = "…"
ENDING = " \n,.;:!?)，。；：！？、）"


class Snippet(NamedTuple):
    """A stretch of text and the ranges in it to mark, in code points.

    ``block`` is that of the passage it is taken from, where the hit does not say as much.
    """

    text: str
    highlights: tuple[tuple[int, int], ...]
    block: str = ""


class Place(NamedTuple):
    """The section of a hit that answers best."""

    anchor: str
    heading: str
    snippet: Snippet | None


def term_values(groups: Iterable[Group]) -> Mapping[str, int]:
    """What finding each term in a text is worth: its group's information at the alternative's weight.

    Function words and single letters are worth nothing, since they would be marked all over a text; a meaning must have
    its own though.
    """
    values: dict[str, int] = {}
    for group in groups:
        for alternative in () if is_function_term(group.typed) else group.alternatives:
            worth = group.information * alternative.weight // 10
            for term in chain.from_iterable(alternative.meanings):
                tells = not term.isascii() or (len(term) > 1 and not is_function_term(term))
                values[term] = max(values.get(term, 0), worth if tells else 0)
    return values


def coverage(groups: Iterable[Group], terms: frozenset[str]) -> int:
    """How much of the query's information a text with these terms holds, in thousandths of a nat."""
    return sum(
        group.information
        for group in groups
        if any(terms.issuperset(meaning) for alternative in group.alternatives for meaning in alternative.meanings)
    )


def terms_of(text: str, wanted: frozenset[str]) -> frozenset[str]:
    """Those of the ``wanted`` terms that a text has."""
    return frozenset(token.term for token in tokens_among(text, wanted))


def sections_for(text: HitText, cards: Sequence[str], card: str | None) -> tuple[HitSection, ...]:
    """The sections of a hit about ``cards`` with what concerns ``card``: a passage of another card's does not.

    Everything does where there is no card, or the hit is not about it.
    """
    others = frozenset(cards) - {card} if card in cards else frozenset()
    return tuple(s._replace(passages=tuple(p for p in s.passages if p.block not in others)) for s in text.sections)


def section_terms(section: HitSection, wanted: frozenset[str]) -> frozenset[str]:
    """Those of the ``wanted`` terms that a section's heading and passages have."""
    return terms_of("\n".join([section.heading, *(passage.text for passage in section.passages)]), wanted)


def best_place(query: Query, values: Mapping[str, int], text: HitText, cards: Sequence[str]) -> Place | None:
    """The first of the sections that cover the query best; none when no section has any of its terms.

    ``values`` are the query's :func:`term_values`; ``cards`` are those that the hit is about.
    """
    wanted = frozenset(values)
    best, most = None, 0
    for section in sections_for(text, cards, query.card):
        covered = coverage(query.groups, section_terms(section, wanted))
        if covered > most:
            best, most = section, covered
    if best is None:
        return None
    return Place(best.anchor, best.heading, _best_snippet(best.passages, values, query.lang, cards))


def _best_snippet(
    passages: Iterable[Passage], values: Mapping[str, int], lang: str, cards: Sequence[str]
) -> Snippet | None:
    """From the first of the passages whose best stretch is worth the most; none when all are worth nothing."""
    marked = frozenset(term for term, worth in values.items() if worth)
    best, most = None, 0
    for passage in passages:
        found = tokens_among(passage.text, marked)
        first, worth = _best_start(found, values, limits()["snippet_code_points"][lang])
        if worth > most:
            best, most = (passage, found, first), worth
    if best is None:
        return None
    passage, found, first = best
    snippet = _cut(passage.text, found, first, limits()["snippet_code_points"][lang])
    return snippet._replace(block="" if tuple(cards) == (passage.block,) else passage.block)


def answer_place(query: Query, unknown: HitUnknown) -> Place:
    """Where a page shows an unknown that has been answered, and the beginning of its answer."""
    length = limits()["snippet_code_points"][query.lang]
    end = _word_end(unknown.answer, min(len(unknown.answer), length))
    after = ELLIPSIS if end < len(unknown.answer) else ""
    return Place(ANSWERED, unknown.question, Snippet(unknown.answer[:end] + after, ()))


def _cut(text: str, found: Sequence[Token], first: int, length: int) -> Snippet:
    """The stretch of at most ``length`` code points, whole words, about the token of number ``first`` and on."""
    start = _word_start(text, max(0, min(found[first].start - length // 6, len(text) - length)))
    end = _word_end(text, min(len(text), start + length))
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    inside = [(token.start, token.end) for token in found if token.start >= start and token.end <= end]
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in _merged(inside))
    return Snippet(before + text[start:end] + after, marks)


def _best_start(found: Sequence[Token], values: Mapping[str, int], length: int) -> tuple[int, int]:
    """The number of the first token of the window whose distinct terms are worth the most, and what they are worth."""
    reach = length - length // 6
    inside: dict[str, int] = {}
    worth = best = first = last = 0
    for number, token in enumerate(found):
        while last < len(found) and found[last].end <= token.start + reach:
            term = found[last].term
            inside[term] = inside.get(term, 0) + 1
            worth += values[term] if inside[term] == 1 else 0
            last += 1
        if worth > best:
            best, first = worth, number
        if last > number:
            inside[token.term] -= 1
            worth -= values[token.term] if not inside[token.term] else 0
        else:
            last = number + 1
    return first, best


def _word_start(text: str, at: int) -> int:
    """``at``, or behind the Latin word it would cut, and behind marks that end what stands before."""
    while 0 < at < len(text) and _latin(text[at - 1]) and _latin(text[at]):
        at += 1
    while 0 < at < len(text) and text[at] in ENDING:
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    """``at``, or the start of the Latin word it would cut."""
    while 0 < at < len(text) and _latin(text[at - 1]) and _latin(text[at]):
        at -= 1
    return at


def _latin(character: str) -> bool:
    return "a" <= character <= "z" or "A" <= character <= "Z" or "0" <= character <= "9"


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
