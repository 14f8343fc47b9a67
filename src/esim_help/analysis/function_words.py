"""Words that carry grammar rather than a subject: they count a little, so that they never decide. Clause A8."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

TENTHS = 2
"""What a function word counts, in tenths of what its rarity alone would give it."""


@cache
def function_terms() -> frozenset[str]:
    """The terms of ``function_words.json``; of a Chinese word of several characters only its pairs."""
    return frozenset().union(*(_terms_of(word) for word in _words()))


def is_function_term(term: str) -> bool:
    """Whether ``term`` is one of :func:`function_terms`; cheaper for the few terms of a query.

    >>> is_function_term("怎么"), is_function_term("renew")
    (True, False)
    """
    return term in _terms_with(term[0])


def share(term: str, information: int) -> int:
    """What knowing ``term`` tells: ``information``, of a function word ``TENTHS`` tenths of it.

    >>> share("renew", 1000), share("怎么", 1000)
    (1000, 200)
    """
    return information * TENTHS // 10 if is_function_term(term) else information


@cache
def _terms_with(character: str) -> frozenset[str]:
    """The terms of the words that ``character`` stands in; no folding or stemming changes a word's first letter."""
    found = (word for word in _words() if character in word and (word[0] == character or not character.isascii()))
    return frozenset().union(*map(_terms_of, found))


@cache
def _words() -> tuple[str, ...]:
    content = json.loads(Path(__file__).with_name("function_words.json").read_bytes())
    return tuple(word for words in content.values() for word in words.split())


def _terms_of(word: str) -> list[str]:
    from esim_help.analysis.tokens import tokens

    terms = [token.term for token in tokens(word)]
    return terms if len(terms) == 1 else [term for term in terms if len(term) == 2 or term.isascii()]
