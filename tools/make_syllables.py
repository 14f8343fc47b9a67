"""Writes the syllable table from pypinyin (MIT). Run by ``make tables``, never at run time.

syllables.json  toneless syllable to the characters of GB 2312 that are read so, and behind a bar those that seldom are

A reading lives when it is the first that pypinyin gives, or that of one in a hundred of its phrases with the character
and of two at least: 还 is read hai and huan, and not fu.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict

TARGET = Path(__file__).parent.parent / "src" / "esim_help" / "analysis" / "syllables.json"
FIRST, LAST = 0xB0A1, 0xF7FE
ONE_IN = 100
LEAST = 2


def characters() -> list[str]:
    """The characters of GB 2312 in code-point order."""
    codes = (bytes(divmod(code, 256)) for code in range(FIRST, LAST + 1) if code % 256 >= 0xA1 and code % 256 <= 0xFE)
    decoded = (code.decode("gb2312", "ignore") for code in codes)
    return sorted(c for c in decoded if c)


def readings(character: str) -> list[str]:
    """The toneless readings of a character, ü written v, without those of one letter that are no syllables."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
    return [
        reading.replace("ü", "v")
        for reading in found
        if reading.isascii() and reading.isalpha() and reading not in ("m", "n", "ng", "hm", "hng")
    ]


def phrase_readings() -> Mapping[str, Counter[str]]:
    """How many of pypinyin's phrases have a character in each of its toneless readings."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, sounds in phrases_dict.items():
        for character, (sound, *_) in zip(phrase, sounds, strict=False):
            found[character][to_normal(sound, v_to_u=False).replace("ü", "v")] += 1
    return found


def living(character: str, times: Counter[str]) -> set[str]:
    """Those of a character's readings that are in use."""
    found = readings(character)
    least = max(LEAST, times.total() / ONE_IN)
    return {*found[:1], *(reading for reading in found if times[reading] >= least)}


if __name__ == "__main__":
    in_phrases = phrase_readings()
    table: defaultdict[str, list[str]] = defaultdict(lambda: ["", ""])
    for character in characters():
        in_use = living(character, in_phrases[character])
        for reading in set(readings(character)):
            table[reading][reading not in in_use] += character
    written = {syllable: f"{usual}|{seldom}" if seldom else usual for syllable, (usual, seldom) in table.items()}
    TARGET.write_text(json.dumps(dict(sorted(written.items())), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
