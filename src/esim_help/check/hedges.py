"""Rule ``hedge``: a wording is never firmer than its fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from esim_help.analysis.tokens import tokens
from esim_help.check.grounds import Ground, Grounds, methods
from esim_help.check.passages import STATEMENTS, Passage
from esim_help.check.quantities import quantities
from esim_help.check.sentences import is_question, says_not_stated, sentences
from esim_help.check.support import leaves_open
from esim_help.check.vocabulary import HEDGE, MUST, THRESHOLD
from esim_help.errors import Problem
from esim_help.model.fact import Fact

ALIKE = 0.5
"""A sentence states a fact when this part of its terms are the fact's,"""
MUCH = 0.35
"""and they are this part of the fact's."""


def check_hedges(said: Sequence[Passage], grounds: Grounds) -> Iterator[Problem]:
    """Problems of statements that drop the hedge of a fact they rest on."""
    spoken = [passage for passage in said if passage.kind in STATEMENTS]
    facts = {fact.id: fact for fact in grounds.facts}
    terms: dict[tuple[str, str], frozenset[str]] = {}
    found: set[tuple[str, int]] = set()
    for passage in spoken:
        named = list(_named_without_hedge(passage, grounds.of(passage)))
        for problem in named or _restated(passage, facts, terms):
            found.add((problem.path, problem.line))
            yield problem
    for problem in _blocks(spoken, grounds):
        if (problem.path, problem.line) not in found:
            yield problem


def _named_without_hedge(passage: Passage, rests_on: Sequence[Ground]) -> Iterator[Problem]:
    """What only hedged facts name stands in a sentence with a hedge."""
    for sentence in sentences(passage.text):
        if is_hedged(sentence, passage.lead) or leaves_open(sentence):
            continue
        for words, by in _only_hedged(sentence, rests_on):
            message = f"{words!r} rests on {by}, which is hedged; keep normally, may, for example …: {sentence!r}"
            yield Problem(passage.path, passage.line, "hedge", message)
            break


def is_hedged(sentence: str, lead: str = "") -> bool:
    """Whether the sentence, or the line that introduces its list, holds a hedge.

    >>> is_hedged("客服通常在 24 小时内回复。"), is_hedged("You will hear back.")
    (True, False)
    """
    return HEDGE.search(f"{lead} {sentence}") is not None


def _only_hedged(sentence: str, rests_on: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """(words, fact) of what the sentence names and no firm fact does."""
    for quantity in quantities(sentence):
        stating = [ground for ground in rests_on if ground.states(quantity)]
        if stating and all(g.hedged for g in stating) and not THRESHOLD.search(sentence[: quantity.start]):
            yield sentence[quantity.start : quantity.end], stating[0].id
    for method, _ in methods(sentence):
        naming = [ground for ground in rests_on if method in ground.methods]
        if naming and all(ground.hedged for ground in naming):
            yield method, naming[0].id


def _blocks(said: Sequence[Passage], grounds: Grounds) -> Iterator[Problem]:
    """A card block that cites a hedged fact holds a hedge."""
    in_blocks = [passage for passage in said if passage.kind == "card"]
    for (path, line, _), of_block in groupby(in_blocks, key=lambda p: (p.path, p.line, p.block)):
        block = list(of_block)
        hedged = [ground.id for ground in grounds.of(block[0]) if ground.hedged]
        if hedged and not any(is_hedged(passage.text) for passage in block):
            message = f"{', '.join(hedged)} is hedged, and the block has no hedge; keep normally, may, for example …"
            yield Problem(path, line, "hedge", message)


def _restated(
    passage: Passage, facts: Mapping[str, Fact], terms: dict[tuple[str, str], frozenset[str]]
) -> Iterator[Problem]:
    """A sentence that restates a hedged fact has its hedge; one that restates advice makes no duty of it."""
    cited = [facts[name] for name in sorted(passage.cited) if name in facts]
    if passage.kind in ("ours", "title") or all(fact.strength == "firm" for fact in cited):
        return
    for sentence in sentences(passage.text):
        if says_not_stated(sentence) or is_question(sentence):
            continue
        fact = _closest(_terms(sentence), passage.lang, cited, terms)
        if fact and fact.strength == "hedged" and not is_hedged(sentence, passage.lead):
            message = f"says {fact.id} without its hedge; keep normally, may, for example …: {sentence!r}"
            yield Problem(passage.path, passage.line, "hedge", message)
        elif fact and fact.strength in ("hedged", "advice") and MUST.search(sentence):
            yield Problem(passage.path, passage.line, "hedge", f"makes a duty of {fact.id}: {sentence!r}")


def _closest(
    words: frozenset[str], lang: str, facts: Sequence[Fact], terms: dict[tuple[str, str], frozenset[str]]
) -> Fact | None:
    """The fact that a sentence of those terms restates; ``terms`` remembers those of facts."""
    best, most = None, ALIKE
    for fact in facts:
        key = (fact.id, lang)
        if key not in terms:
            terms[key] = _terms(fact.says.get(lang, ""))
        shared = len(words & terms[key])
        alike = shared / len(words) if shared >= max(3, MUCH * len(terms[key])) else 0.0
        if alike >= most:
            best, most = fact, alike
    return best


def _terms(text: str) -> frozenset[str]:
    """Pairs of Han characters and Latin stems: single characters and short words tell nothing."""
    return frozenset(token.term for token in tokens(text) if len(token.term) > (1 if token.term[0] > "\u3000" else 3))
