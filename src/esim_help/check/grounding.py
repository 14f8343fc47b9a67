"""Rule ``ungrounded``: a statement is made of the words of facts that are cited for it.

A card block names the facts it rests on; plain text rests on those of its article. A sentence that shares next to no
words with them rests on something else. It need not be false: it may belong in an ``ours`` block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esim_help.check.grounds import Grounds, mentions, words_of_others
from esim_help.check.likeness import TO_SUPPORT, Likeness, terms_of
from esim_help.check.passages import Passage
from esim_help.check.sentences import is_instruction, is_label, is_pointer, is_question, says_not_stated, sentences
from esim_help.check.vocabulary import OUR_VOICE
from esim_help.errors import Problem
from esim_help.model.settings import Card

LEAST_GROUND = 0.22
"""At least this part of the sentence, by weight, is made of the words of facts cited there."""
FEWEST = 7
"""Terms of a sentence: fewer cannot be held against anything."""
FEWEST_FACTS = 2
"""Facts of an article: one that cites fewer is about something else, such as this site."""
MOST_NAMED = 8
_WHAT_TO_DO = "cite the fact that says so, keep nearer to its words, or mark it as ours"


def check_grounding(said: Sequence[Passage], grounds: Grounds, cards: Sequence[Card]) -> Iterator[Problem]:
    """Problems of statements that none of the facts cited for them speaks of."""
    likeness = Likeness(grounds.facts)
    known = {fact.id for fact in grounds.facts}
    for passage in said:
        cited = sorted(_held_against(passage) & known)
        if not cited or passage.internal:
            continue
        others = (
            [word for card in passage.cards for word in words_of_others(card, cards)] if len(passage.cards) == 1 else []
        )
        for sentence in sentences(passage.text):
            words = terms_of(sentence) - TO_SUPPORT
            if len(words) < FEWEST or _says_no_fact(sentence) or mentions(sentence, others):
                continue
            if likeness.grounded(words, cited, passage.lang) < LEAST_GROUND:
                facts = ", ".join(cited) if len(cited) <= MOST_NAMED else "the facts cited here"
                message = f"shares next to no words with {facts}; {_WHAT_TO_DO}: {sentence!r}"
                yield Problem(passage.path, passage.line, "ungrounded", message)


def _held_against(passage: Passage) -> frozenset[str]:
    """The facts that the passage should be made of; none when it need not be."""
    if passage.kind == "card":
        return passage.cited
    return passage.around if passage.kind == "plain" and len(passage.around) >= FEWEST_FACTS else frozenset()


def _says_no_fact(sentence: str) -> bool:
    """Whether it asks, leaves open, tells the reader what to do or read, or is said to be ours or the guide's."""
    if is_question(sentence) or says_not_stated(sentence) or is_label(sentence) or is_pointer(sentence):
        return True
    return is_instruction(sentence) or OUR_VOICE.search(sentence) is not None
