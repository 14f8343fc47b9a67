"""Rule ``hedge``: a wording is never firmer than its fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from esim_help.check.grounds import Ground, Grounds, methods
from esim_help.check.likeness import TO_SUPPORT, Likeness, terms_of
from esim_help.check.passages import STATEMENTS, Passage
from esim_help.check.quantities import quantities
from esim_help.check.sentences import (
    clauses,
    is_instruction,
    is_label,
    is_pointer,
    is_question,
    is_set_aside,
    says_not_stated,
    sentences,
)
from esim_help.check.support import leaves_open
from esim_help.check.vocabulary import CLOSING, DUTY, HEDGE, MUST, THE_GUIDE, THRESHOLD
from esim_help.errors import Problem
from esim_help.model.fact import Fact

RESTATES = 0.2
"""A sentence this like a hedged fact, and less like any other fact cited there, restates it;"""
RESTATES_ALOUD = 0.4
"""in a script, where much is said that states nothing, it must be this like;"""
REPEATS = 0.4
"""an instruction holds this much of the fact: 选一种续费方式 is no claim."""
CLAUSE_RESTATES = 0.35
"""A clause this like a hedged fact restates it."""
FEWEST = 4
"""Terms of a sentence: fewer state nothing."""
SUPPORTS = 0.2
"""A fact this like a sentence may be what its duty rests on."""


def check_hedges(said: Sequence[Passage], grounds: Grounds) -> Iterator[Problem]:
    """Problems of statements that drop the hedge of a fact they rest on."""
    spoken = [passage for passage in said if passage.kind in STATEMENTS]
    facts = {fact.id: fact for fact in grounds.facts}
    likeness = Likeness(grounds.facts)
    found: set[tuple[str, int]] = set()
    for passage in spoken:
        cited = [facts[name] for name in sorted(passage.cited) if name in facts]
        named = list(_named_without_hedge(passage, grounds.of(passage)))
        for problem in (*_duties(passage, cited, likeness), *(named or _restated(passage, cited, likeness))):
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
    """A card block that cites a hedged fact and states anything holds a hedge."""
    in_blocks = [passage for passage in said if passage.kind == "card"]
    for (path, line, _), of_block in groupby(in_blocks, key=lambda p: (p.path, p.line, p.block)):
        block = list(of_block)
        hedged = [ground.id for ground in grounds.of(block[0]) if ground.hedged]
        if hedged and any(map(_states, block)) and not any(is_hedged(passage.text) for passage in block):
            message = f"{', '.join(hedged)} is hedged, and the block has no hedge; keep normally, may, for example …"
            yield Problem(path, line, "hedge", message)


def _states(passage: Passage) -> bool:
    return any(not leaves_open(sentence) and not _only_waits(sentence) for sentence in sentences(passage.text))


def _restated(passage: Passage, cited: Sequence[Fact], likeness: Likeness) -> Iterator[Problem]:
    """A sentence that restates a hedged fact keeps its hedge, and closes no list that the fact leaves open."""
    if passage.kind in ("ours", "title") or all(fact.strength == "firm" for fact in cited):
        return
    for sentence in sentences(passage.text):
        if _states_nothing(sentence):
            continue
        fact = _restates(sentence, passage, cited, likeness)
        if fact is None or fact.strength not in ("hedged", "advice"):
            continue
        if not is_hedged(sentence, passage.lead):
            message = f"says {fact.id} without its hedge; keep normally, may, for example …: {sentence!r}"
            yield Problem(passage.path, passage.line, "hedge", message)
        elif clause := _clause_without(sentence, passage, cited, likeness):
            message = f"{clause!r} needs a hedge of its own: the one in the sentence is another fact's: {sentence!r}"
            yield Problem(passage.path, passage.line, "hedge", message)
        elif (closing := CLOSING.search(sentence)) and not THE_GUIDE.search(sentence):
            message = f"{closing[0]!r} closes what {fact.id} leaves open: {sentence!r}"
            yield Problem(passage.path, passage.line, "hedge", message)


def _states_nothing(sentence: str) -> bool:
    if says_not_stated(sentence) or is_question(sentence) or is_label(sentence):
        return True
    return is_pointer(sentence) or _only_waits(sentence)


def _restates(sentence: str, passage: Passage, cited: Sequence[Fact], likeness: Likeness) -> Fact | None:
    """The fact among those cited that the sentence restates."""
    words = terms_of(sentence) - TO_SUPPORT
    near, fact = likeness.closest(words, passage.lang, cited)
    if (
        fact is None
        or len(words) < FEWEST
        or near < (RESTATES_ALOUD if passage.kind in ("script", "tree") else RESTATES)
    ):
        return None
    repeats = not is_instruction(sentence) or likeness.covered(words, fact.id, passage.lang) >= REPEATS
    return fact if repeats else None


def _clause_without(sentence: str, passage: Passage, cited: Sequence[Fact], likeness: Likeness) -> str:
    """The first clause that restates a hedged fact before any hedge, when what is hedged later restates another."""
    if is_hedged("", passage.lead):
        return ""
    parts = clauses(sentence)
    words = [terms_of(part) for part in parts]
    near = [likeness.closest(own if len(own) >= FEWEST else frozenset(), passage.lang, cited) for own in words]
    facts = [fact if fact and alike >= CLAUSE_RESTATES else None for alike, fact in near]
    for number, (part, fact) in enumerate(zip(parts, facts, strict=True)):
        if is_hedged(part):
            return ""
        later = [facts[n] for n in range(number + 1, len(parts)) if is_hedged(parts[n])]
        if fact and fact.strength == "hedged" and later and not {None, fact.id} & {f.id if f else None for f in later}:
            return part.strip()
    return ""


def _only_waits(sentence: str) -> bool:
    """Whether its numbers are thresholds, which promise nothing."""
    found = [quantity for quantity in quantities(sentence) if quantity.unit]
    return bool(found) and all(THRESHOLD.search(sentence[: quantity.start]) for quantity in found)


def _duties(passage: Passage, cited: Sequence[Fact], likeness: Likeness) -> Iterator[Problem]:
    """A duty is one in a fact that the sentence restates; of advice none is made."""
    if passage.kind in ("ours", "title") or passage.internal:
        return
    for sentence in sentences(passage.text):
        duty = MUST.search(sentence)
        if duty is None or leaves_open(sentence) or is_set_aside(sentence, duty.start()):
            continue
        words = terms_of(sentence)
        firm = [fact for fact in cited if fact.strength == "firm" and any(map(DUTY.search, fact.says.values()))]
        if not any(likeness.between(words, fact.id, passage.lang) >= SUPPORTS for fact in firm):
            message = f"{duty[0]!r} makes a duty that no fact cited here states: {sentence!r}"
            yield Problem(passage.path, passage.line, "hedge", message)
