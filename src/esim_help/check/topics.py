"""Rules ``unsupported`` and ``unstated``: what a closed list or an open unknown names is said on a fact only.

A topic is a thing that a guide either speaks of or does not: a way to send a notice, a time, a price word, a part of a
screen, whatever the unknowns name. A text may ask about it or leave it open; to say it, a fact cited there must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from esim_help.check.closed_lists import CLOSED_LISTS
from esim_help.check.grounds import Grounds
from esim_help.check.passages import STATEMENTS, Passage
from esim_help.check.sentences import is_label, is_question, is_set_aside, says_not_stated, sentences
from esim_help.errors import Problem
from esim_help.model.fact import Unknown

_GAP = r"[^，。；：！？,;:.!?]{0,24}?"
_APART = r"[\s-]?"
_PART = re.compile(r"[A-Za-z]+|[^A-Za-z\s…|-]+")


@dataclass(frozen=True)
class Topic:
    """A thing that is said on a fact only. ``cards`` are those it is open for, if not all."""

    source: str
    """The closed list and the place in it, or the unknown that leaves it open."""
    words: str
    """As a pattern."""
    is_open: bool = False
    """Whether an unknown names it."""
    cards: frozenset[str] = frozenset()
    supposable: bool = True
    """Whether it may be supposed: 如果没有自动续费 may be said, 如果第二天没到账 names a time."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first looked for: most names never are."""
        return re.compile(self.words, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topics:
    """The closed lists with one pattern that finds them all; the names by the characters they open with."""

    listed: tuple[Topic, ...]
    pattern: re.Pattern[str]
    named: Mapping[str, tuple[Topic, ...]]

    def found(self, sentence: str) -> Iterator[tuple[re.Match[str], Topic]]:
        """Every topic in a sentence, with its place."""
        for match in self.pattern.finditer(sentence):
            yield match, self.listed[int((match.lastgroup or "t0")[1:])]
        for at in range(len(sentence) - 1):
            opening = sentence[at : at + 2].lower()
            for topic in (*self.named.get(opening[0], ()), *self.named.get(opening, ())):
                if named := topic.pattern.match(sentence, at):
                    yield named, topic


def topics_of(unknowns: Iterable[Unknown]) -> Topics:
    """The closed lists, and what the open unknowns name."""
    listed = tuple(
        Topic(f"{kind}: {name}", pattern, supposable=kind != "a time")
        for kind, names in CLOSED_LISTS.items()
        for name, pattern in names.items()
    )
    together = "|".join(f"(?P<t{number}>{topic.words})" for number, topic in enumerate(listed))
    named: dict[str, list[Topic]] = {}
    for unknown in unknowns:
        for name in unknown.names if unknown.open else ():
            topic = Topic(unknown.id, name_pattern(name), True, frozenset(unknown.cards))
            for opening in sorted(_openings(name)):
                named.setdefault(opening, []).append(topic)
    by_opening = {opening: tuple(topics) for opening, topics in named.items()}
    return Topics(listed, re.compile(together, re.IGNORECASE), by_opening)


def _openings(name: str) -> set[str]:
    """The one or two characters that each wording of a name opens with: where to look for it.

    >>> sorted(_openings("找回密码|recover…password|3-D Secure"))
    ['3', 're', '找回']
    """
    first = (_PART.search(wording) for wording in name.split("|"))
    return {part[0][:2].lower() for part in first if part}


def name_pattern(name: str) -> str:
    """A name as a pattern: English words in any form, ``…`` for a few words of the same clause, ``|`` between wordings.

    >>> [bool(re.search(name_pattern("keep…number"), words)) for words in ("keeping your number", "keep it, number")]
    [True, False]
    >>> bool(re.search(name_pattern("号码…收回"), "号码会被收回"))
    True
    """
    wordings = (wording for wording in name.split("|") if _PART.search(wording))
    return "|".join(_GAP.join(map(_phrase, wording.split("…"))) for wording in wordings)


def _phrase(words: str) -> str:
    parts = _PART.findall(words)
    if not parts:
        return ""
    pattern = _APART.join(_word(part) if part.isascii() else re.escape(part) for part in parts)
    return (r"(?<![A-Za-z])" if parts[0].isascii() else "") + pattern + (r"(?![A-Za-z])" if parts[-1].isascii() else "")


def _word(word: str) -> str:
    """An English word with the endings it may take; short ones and abbreviations as they are."""
    if not word.isalpha() or len(word) < 4 or word.isupper():
        return re.escape(word)
    if word.endswith("y"):
        return rf"{word[:-1]}(?:y|ies|ied|ying|ys)"
    stem = word.removesuffix("e")
    return rf"{stem}{stem[-1]}?(?:e|es|s|ed|d|ing|n)?"


def check_topics(said: Sequence[Passage], grounds: Grounds, topics: Topics) -> Iterator[Problem]:
    """Problems of sentences that assert what no fact cited there speaks of."""
    for passage in said:
        if passage.kind in STATEMENTS and passage.kind != "title" and not passage.internal:
            texts = [text for ground in (*grounds.of(passage), grounds.always) for text in ground.texts]
            for sentence in sentences(passage.text):
                yield from _asserted(sentence, passage, texts, topics)


def _asserted(sentence: str, passage: Passage, texts: Sequence[str], topics: Topics) -> Iterator[Problem]:
    """At most one problem: the first topic of the sentence that none of the ``texts`` speaks of."""
    for match, topic in topics.found(sentence):
        if topic.cards and topic.cards.isdisjoint(passage.cards):
            continue
        if is_question(sentence) or says_not_stated(sentence) or is_label(sentence):
            return
        if is_set_aside(sentence, match.start(), passage.lead, topic.supposable):
            continue
        if not any(map(topic.pattern.search, texts)):
            yield _problem(passage, match[0], topic, sentence)
            return


def _problem(passage: Passage, words: str, topic: Topic, sentence: str) -> Problem:
    if topic.is_open:
        message = f"{words!r} is left open by {topic.source}; ask, or say that it is not stated: {sentence!r}"
        return Problem(passage.path, passage.line, "unstated", message)
    what = "is in no fact cited here; cite the fact that says so, or leave it out"
    return Problem(passage.path, passage.line, "unsupported", f"{words!r} ({topic.source}) {what}: {sentence!r}")
