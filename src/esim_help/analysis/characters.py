"""What each character is and what it folds to: the tables, loaded once. See docs/search.md, clauses A2–A5."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

IGNORED = "\u00ad"
"""Stands in folded text for every character that is skipped without ending a run."""

_APOSTROPHE = "'"


@cache
def tables() -> dict[str, Any]:
    """``characters.json``: ranges of Han, Latin and ignored characters, and the folding of Latin letters."""
    content: dict[str, Any] = _read("characters.json")
    return content


@cache
def traditional() -> dict[str, str]:
    """``traditional.json``: each character that folds to a simplified one."""
    table = _read("traditional.json")
    return dict(zip(table["from"], table["to"], strict=True))


@cache
def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(name).read_bytes())


class _Folding(dict[int, int | str]):
    """Characters that fold to another; one that stays is noted: ``translate`` is slow on what it does not find."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


@cache
def _folding() -> _Folding:
    folding = _Folding()
    for table in (tables()["fold"], _read("traditional.json")):
        folding.update(str.maketrans(table["from"], table["to"]))
    folding.update({code: IGNORED for low, high in tables()["ignored"] for code in range(low, high + 1)})
    return folding


def fold(text: str) -> str:
    """``text`` with width, case, accents and traditional characters folded, code point by code point: the same length.

    >>> fold("續費 ＡＢＣ é")
    '续费 abc e'
    """
    return text.translate(_folding())


def _character_class(ranges: list[list[int]]) -> str:
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


@cache
def runs() -> re.Pattern[str]:
    """Matches one run of folded text: group 1 a Han run, else a Latin run. Ignored characters stay inside a run."""
    han, latin = _character_class(tables()["han"]), _character_class(tables()["latin"])
    return re.compile(f"([{han}]+(?:{IGNORED}+[{han}]+)*)|[{latin}]+(?:[{IGNORED}{_APOSTROPHE}]+[{latin}]+)*")


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in ``text``."""
    return any(run[1] for run in runs().finditer(text))


SKIPPED = re.compile(f"[{IGNORED}{_APOSTROPHE}]")
"""What may stand inside a run without being part of a term."""
