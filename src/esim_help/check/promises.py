"""Rules ``promise``, ``advertising`` and ``secret``: what a text never says, whatever it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from esim_help.check.passages import STATEMENTS, Passage
from esim_help.check.sentences import (
    denies,
    is_instruction,
    is_label,
    is_question,
    is_set_aside,
    says_not_stated,
    sentences,
)
from esim_help.check.vocabulary import ABSOLUTE, ADVERTISING, LAST_FOUR, OUR_VOICE, PROMISE, REFUSED, SECRET, TELL
from esim_help.errors import Problem

_CLAUSE = re.compile(r"[，,；;：:—]|\bbut\b|\band then\b|但是?|不过")
_REPORTED = re.compile(r"[“\"「][^”\"」]*$")


def check_promises(said: Sequence[Passage]) -> Iterator[Problem]:
    """Problems of words that promise, advertise, or ask for what nobody should give."""
    for passage in said:
        if passage.kind not in (*STATEMENTS, "advice"):
            continue
        for sentence in sentences(passage.text):
            yield from _promises(passage, sentence)
            yield from _secrets(passage, sentence)


def _promises(passage: Passage, sentence: str) -> Iterator[Problem]:
    for match in PROMISE.finditer(sentence):
        if not _disclaimed(sentence, match.start()):
            message = f"{match[0]!r} promises what no guide does; say what is stated, or that it is not: {sentence!r}"
            yield Problem(passage.path, passage.line, "promise", message)
    absolute = ABSOLUTE.search(sentence)
    if absolute and passage.kind != "advice" and not _is_ours_to_say(sentence, absolute.start(), passage.lead):
        message = f"{absolute[0]!r} leaves no exception, which no guide says; say what is stated: {sentence!r}"
        yield Problem(passage.path, passage.line, "promise", message)
    for match in ADVERTISING.finditer(sentence):
        if not denies(sentence[: match.start()]):
            message = f"{match[0]!r} advertises; leave it out: {sentence!r}"
            yield Problem(passage.path, passage.line, "advertising", message, "warning")


def _is_ours_to_say(sentence: str, at: int, lead: str) -> bool:
    """Whether the sentence asks, leaves open, or tells the reader what to do, which may have no exception."""
    if is_question(sentence) or says_not_stated(sentence) or is_instruction(sentence) or is_label(sentence):
        return True
    return OUR_VOICE.search(sentence) is not None or is_set_aside(sentence, at, lead)


def _disclaimed(sentence: str, at: int) -> bool:
    """Whether the words at ``at`` are denied, asked, left open or someone else's."""
    if says_not_stated(sentence) or is_question(sentence) or _REPORTED.search(sentence[:at]):
        return True
    before = _CLAUSE.split(sentence[:at])[-1]
    return denies(before)


def _secrets(passage: Passage, sentence: str) -> Iterator[Problem]:
    if REFUSED.search(passage.lead) or LAST_FOUR.search(sentence):
        return
    for clause in _CLAUSE.split(sentence):
        secret, told = SECRET.search(clause), TELL.search(clause)
        if secret and told and not REFUSED.search(clause):
            message = f"asks for {secret[0]!r}; nobody is asked for a card number, CVV, password or code: {sentence!r}"
            yield Problem(passage.path, passage.line, "secret", message)
