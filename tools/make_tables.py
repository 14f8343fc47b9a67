"""Writes the character tables of the analysis from OpenCC and Unicode. Run by ``make tables``, never at run time.

characters.json  code-point ranges of Han, Latin and ignored characters, and the folding of Latin letters
traditional.json traditional to simplified, one character to one (source: OpenCC's t2s, Apache-2.0)
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import opencc

FOLDER = Path(__file__).parent.parent / "src" / "esim_help" / "analysis"

HAN = [(0x3005, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]
LATIN = [(0x30, 0x39), (0x61, 0x7A)]
IGNORED = [
    (0xAD, 0xAD),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
]
VARIANTS = {"帐": "账", "妳": "你"}
"""Spellings of one word that both stand in simplified text."""
APOSTROPHES = "\u2018\u2019\u02bc\uff07\u00b4`"
ACCENTED = [(0xC0, 0x24F), (0x1E00, 0x1EFF)]
WITHOUT_DECOMPOSITION = {
    "ß": "s",
    "æ": "a",
    "Æ": "a",
    "œ": "o",
    "Œ": "o",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "Đ": "d",
    "ł": "l",
    "Ł": "l",
    "ı": "i",
}


def latin_folding() -> dict[str, str]:
    """Capital, accented and full-width letters and digits to plain ones."""
    folding = {chr(code): chr(code + 32) for code in range(0x41, 0x5B)}
    folding |= {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
    for low, high in ACCENTED:
        for code in range(low, high + 1):
            base = WITHOUT_DECOMPOSITION.get(chr(code), unicodedata.normalize("NFD", chr(code))[0]).lower()
            if base in "abcdefghijklmnopqrstuvwxyz":
                folding[chr(code)] = base
    folding |= dict.fromkeys(APOSTROPHES, "'")
    return folding


def simplified() -> dict[str, str]:
    """Every Han character that folds to another one, to the end of the chain."""
    convert = opencc.OpenCC("t2s").convert
    folding: dict[str, str] = {}
    for low, high in HAN:
        for code in range(low, high + 1):
            character = chr(code)
            target = unicodedata.normalize("NFC", character)
            for _ in range(3):
                target = convert(target)
            if len(target) == 1 and target != character:
                folding[character] = VARIANTS.get(target, target)
    folding |= VARIANTS
    assert not set(folding.values()) & set(folding)
    return folding


def write(name: str, content: object) -> None:
    """One table, in one form whatever the machine."""
    (FOLDER / name).write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def pairs(folding: dict[str, str]) -> dict[str, str]:
    """Two strings of the same length, sorted by what is folded."""
    return {"from": "".join(sorted(folding)), "to": "".join(folding[c] for c in sorted(folding))}


if __name__ == "__main__":
    write("characters.json", {"fold": pairs(latin_folding()), "han": HAN, "ignored": IGNORED, "latin": LATIN})
    write("traditional.json", pairs(simplified()))
