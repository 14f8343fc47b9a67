"""Damages a question the way people do, one slip a question, always the same one for the same question.

Each function returns the damaged text, or ``None`` when the question has nothing that can be damaged so.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

import opencc
from pypinyin import Style, lazy_pinyin

from esim_help.index.tables import sounds, syllables

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMON_FROM, COMMON_TO = "啊".encode("gb2312"), "座".encode("gb2312")
"""The first level of GB 2312: its 3,755 commonest characters."""


def dice(text: str, kind: str) -> random.Random:
    """Chance that is the same on every machine."""
    return random.Random(zlib.crc32(f"{kind}\0{text}".encode()))


def typo(text: str) -> str | None:
    """One letter of a word of four letters or more left out, doubled by another, replaced or swapped with the next."""
    words = [match for match in re.finditer(r"[A-Za-z]{4,}", text)]
    if not words:
        return None
    chance = dice(text, "typo")
    word = chance.choice(words)
    at = chance.randrange(word.start(), word.end() - 1)
    slip = chance.randrange(4)
    letter = chance.choice(LETTERS)
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[:at] + letter + text[at:]
    if slip == 2:
        return text[:at] + letter + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def homophone(text: str) -> str | None:
    """One character replaced by a common one that sounds the same."""
    places = [(at, others) for at, c in enumerate(text) if (others := _sound_alikes(c))]
    if not places:
        return None
    chance = dice(text, "homophone")
    at, others = chance.choice(places)
    return text[:at] + chance.choice(others) + text[at + 1 :]


@cache
def _sound_alikes(character: str) -> str:
    if not is_han(character) or character not in sounds():
        return ""
    reading = lazy_pinyin(character, style=Style.NORMAL)[0].replace("ü", "v")
    return "".join(c for c in syllables().get(reading, "") if c != character and _common(c))


def _common(character: str) -> bool:
    return COMMON_FROM <= character.encode("gb2312", "ignore") <= COMMON_TO


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff"


def pinyin_for(questions: Iterable[str]) -> Callable[[str], str | None]:
    """Replaces one word of two characters by its pinyin; a word is a pair that several of the questions have."""
    pairs = Counter(pair for text in questions for pair in {text[i : i + 2] for i in range(len(text) - 1)})

    def pinyin(text: str) -> str | None:
        places = [i for i in range(len(text) - 1) if all(map(is_han, text[i : i + 2])) and pairs[text[i : i + 2]] >= 3]
        if not places:
            return None
        at = dice(text, "pinyin").choice(places)
        return text[:at] + "".join(lazy_pinyin(text[at : at + 2], style=Style.NORMAL)) + text[at + 2 :]

    return pinyin


def traditional(text: str) -> str | None:
    """The text in traditional characters."""
    written = _to_traditional().convert(text)
    return str(written) if written != text else None


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def spaces(text: str) -> str | None:
    """A space lost between two Latin words, or one put between two Chinese characters."""
    chance = dice(text, "spaces")
    gaps = [match.start() for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", text)]
    if gaps:
        at = chance.choice(gaps)
        return text[:at] + text[at + 1 :]
    seams = [at for at in range(1, len(text)) if is_han(text[at - 1]) and is_han(text[at])]
    if not seams:
        return None
    at = chance.choice(seams)
    return f"{text[:at]} {text[at:]}"
