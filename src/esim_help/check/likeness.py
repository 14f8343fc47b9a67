"""How much of a fact a sentence restates, by the words they share. Pure; knows nothing of hedges."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from esim_help.analysis.tokens import tokens
from esim_help.model.fact import Fact

OF_SENTENCE, OF_FACT = 0.6, 0.4
"""Shares in the likeness: how much of the sentence is the fact's, and how much of the fact is in the sentence."""
UNHEARD = 0.6
"""What a word that no fact uses weighs, of the weight of a word that one fact uses."""


@dataclass(frozen=True)
class Likeness:
    """The words of facts, each weighing more the fewer facts use it."""

    facts: Sequence[Fact]

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], frozenset[str]]:
        return {(fact.id, lang): terms_of(says) for fact in self.facts for lang, says in fact.says.items()}

    @cached_property
    def _uses(self) -> Mapping[str, int]:
        return Counter(term for terms in self._terms.values() for term in terms)

    def _weight(self, terms: Iterable[str]) -> float:
        most = math.log(len(self.facts) + 1)
        return sum(most - math.log(self._uses[term] + 0.5) if term in self._uses else UNHEARD * most for term in terms)

    def between(self, words: frozenset[str], fact: str, lang: str) -> float:
        """From 0 to 1. ``words`` are the terms of a sentence in ``lang``."""
        own = self._terms.get((fact, lang), frozenset())
        shared = words & own
        if len(shared) < 2:
            return 0.0
        return OF_SENTENCE * self._weight(shared) / self._weight(words) + OF_FACT * self.covered(words, fact, lang)

    def covered(self, words: frozenset[str], fact: str, lang: str) -> float:
        """How much of the fact the words hold, from 0 to 1."""
        own = self._terms.get((fact, lang), frozenset())
        return self._weight(words & own) / self._weight(own) if own else 0.0

    def grounded(self, words: frozenset[str], facts: Iterable[str], lang: str) -> float:
        """How much of a sentence the facts hold together, from 0 to 1."""
        own = frozenset[str]().union(*(self._terms.get((fact, lang), frozenset()) for fact in facts))
        return self._weight(words & own) / self._weight(words) if words else 1.0

    def closest(self, words: frozenset[str], lang: str, facts: Iterable[Fact]) -> tuple[float, Fact | None]:
        """The likeness of the nearest of ``facts``, and that fact; none when nothing is shared."""
        best: tuple[float, Fact | None] = (0.0, None)
        for fact in facts:
            likeness = self.between(words, fact.id, lang)
            if likeness > best[0]:
                best = likeness, fact
        return best


def terms_of(text: str) -> frozenset[str]:
    """Pairs of Han characters and Latin stems of three letters or more: the rest tells nothing."""
    return frozenset(token.term for token in tokens(text) if len(token.term) > (1 if token.term[0] > "\u3000" else 2))


TO_SUPPORT = terms_of("联系客服 找客服 问客服 请客服 contact support ask support")
"""What every page may send its reader to: it restates nothing."""
