"""How things look in a terminal: colour only on one, wide characters measured, lines that fit."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator

import click

GREATEST_WIDTH = 100
CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
TURNS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that turn the direction of writing, and so could make a line read as another."""
UNSAFE: dict[int, str] = dict.fromkeys(CONTROLS, " ") | dict.fromkeys(TURNS, "")
IN_JSON = {ord(mark): f"\\u{ord(mark):04x}" for mark in map(chr, UNSAFE) if ord(mark) >= 0x7F}
NEVER_FIRST = frozenset("，。、；：？！）》」』”’…,.;:?!)")


def width() -> int:
    """Columns to write in: the terminal's, at most 100; 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, GREATEST_WIDTH)


def coloured() -> bool:
    """Whether colour is welcome on standard output: a terminal, no ``NO_COLOR``, not ``TERM=dumb``."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(text: str, **style: bool | str) -> str:
    """``text`` in a style where colour is welcome, plain elsewhere."""
    return click.style(text, **style) if coloured() and text else text  # type: ignore[arg-type]


def columns(text: str) -> int:
    """Columns that ``text`` takes up.

    >>> columns("红卡 leb")
    8
    """
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def safe(text: str) -> str:
    """``text`` without control characters and marks of direction: content cannot steer the terminal."""
    return text.translate(UNSAFE)


def json_line(content: object) -> str:
    """JSON in one line: characters as they are, but those that could steer the terminal as escapes.

    >>> json_line({"title": "续费\\x9b31m"})
    '{"title": "续费\\\\u009b31m"}'
    """
    return json.dumps(content, ensure_ascii=False).translate(IN_JSON)


def wrapped(text: str, indent: str = "", most: int | None = None) -> Iterator[str]:
    """``text`` in lines of at most ``most`` columns, each after ``indent``.

    Breaks at spaces and between wide characters, not before closing punctuation; a word longer than a line is cut.

    >>> list(wrapped("续费 please", most=10))
    ['续费', 'please']
    >>> list(wrapped("续费续费续。", most=10))
    ['续费续费', '续。']
    """
    room = max((most or width()) - columns(indent), 10)
    line = ""
    for piece in _pieces(safe(text)):
        if line and columns(line + piece) > room:
            yield indent + line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
        while columns(line) > room:
            cut = _fitting(line, room)
            yield indent + line[:cut]
            line = line[cut:]
    if line.strip():
        yield indent + line.rstrip()


def hanging(lead: str, text: str) -> Iterator[str]:
    """``text`` in lines that fit, the first after ``lead``, the others below its text.

    >>> list(hanging("1. ", "续费"))
    ['1. 续费']
    """
    indent = " " * columns(lead)
    for at, line in enumerate(wrapped(text, indent)):
        yield line if at else lead + line[len(indent) :]


def fitted(text: str, room: int, *, right: bool = False) -> str:
    """``text`` in exactly ``room`` columns: cut with an ellipsis, or filled with spaces, on the left if ``right``.

    >>> fitted("续费", 6), fitted("续费", 6, right=True), fitted("balance", 4)
    ('续费  ', '  续费', 'bal…')
    """
    text = safe(text)
    if columns(text) > room:
        text = text[: _fitting(text, room - 1)] + "…"
    blank = " " * (room - columns(text))
    return blank + text if right else text + blank


def _fitting(text: str, room: int) -> int:
    """How many characters of ``text`` fit into ``room`` columns."""
    used = 0
    for at, character in enumerate(text):
        used += _columns_of(character)
        if used > room:
            return at
    return len(text)


def _pieces(text: str) -> Iterator[str]:
    """What is not cut: words with the spaces before them, wide characters; each with the punctuation after it."""
    piece = ""
    for character in text:
        starts = character == " " or _columns_of(character) == 2 or (piece and _columns_of(piece[-1]) == 2)
        if starts and piece.strip() and character not in NEVER_FIRST:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def lines_out(lines: Iterable[str]) -> None:
    """Prints lines on standard output."""
    for line in lines:
        click.echo(line)
