"""What is taken out of a text leaves no trace: no doubled blank line, no doubled space, no space before a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable

HOLE = "\0"
"""Stands where a placeholder was filled with nothing."""

_HOLES = re.compile(rf" *{HOLE}[ {HOLE}]*")
_NO_SPACE_AFTER = "\n([（【「『“‘《〈"
_NO_SPACE_BEFORE = "\n,.;:!?)]，。；：！？、）】」』”’》〉…%"


def join_lines(lines: Iterable[str | None]) -> str:
    """The lines without those that are ``None``; where one was, two blank lines never meet and none stands at an end.

    >>> join_lines(["one", "", None, "", "two", "", None])
    'one\\n\\ntwo'
    """
    kept: list[str] = []
    seam = False
    for line in lines:
        if line is None:
            seam = True
        elif line.strip() or not seam or (kept and kept[-1].strip()):
            kept.append(line)
            seam = False
    while seam and kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept)


def close_holes(text: str) -> str:
    """``text`` without its holes and the spaces that only a hole needed; a line of nothing but holes goes whole.

    >>> close_holes("Hi \\0, sign in \\0 now.")
    'Hi, sign in now.'
    """
    if HOLE not in text:
        return text
    return _HOLES.sub(_gap, join_lines(None if _empty(line) else line for line in text.split("\n")))


def _empty(line: str) -> bool:
    return HOLE in line and not line.replace(HOLE, "").strip()


def _gap(match: re.Match[str]) -> str:
    # At either end of the text the neighbour is empty, and an empty string is in every string.
    left = match.string[: match.start()][-1:]
    right = match.string[match.end() :][:1]
    return "" if " " not in match[0] or left in _NO_SPACE_AFTER or right in _NO_SPACE_BEFORE else " "
