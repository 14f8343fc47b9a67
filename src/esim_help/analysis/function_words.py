"""Words that carry grammar rather than a subject: they count a little, so that they never decide. Clause A8."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

TENTHS = 3
"""What a function word counts, in tenths of what its rarity alone would give it."""


@cache
def function_terms() -> frozenset[str]:
    """The terms of ``function_words.json``; of a Chinese word of several characters only its pairs."""
    from esim_help.analysis.tokens import tokens

    text = resources.files(__package__).joinpath("function_words.json").read_text(encoding="utf-8")
    found: set[str] = set()
    for words in json.loads(text).values():
        for word in words.split():
            terms = [token.term for token in tokens(word)]
            found.update(terms if len(terms) == 1 else [term for term in terms if len(term) == 2 or term.isascii()])
    return frozenset(found)
