"""Writes the syllable table from pypinyin (MIT). Run by ``make tables``, never at run time.

syllables.json  toneless syllable to the characters that can be read so: those of GB 2312, all their readings
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).parent.parent / "src" / "esim_help" / "analysis" / "syllables.json"
FIRST, LAST = 0xB0A1, 0xF7FE


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


if __name__ == "__main__":
    table: defaultdict[str, str] = defaultdict(str)
    for character in characters():
        for reading in sorted(set(readings(character))):
            table[reading] += character
    TARGET.write_text(json.dumps(dict(sorted(table.items())), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
