"""How things look in a terminal: colour only on one, wide characters measured, lines that fit."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator

import click

GREATEST_WIDTH = 100


def width() -> int:
    """Columns to write in: the terminal's, at most 100; 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, GREATEST_WIDTH)


def coloured() -> bool:
    """Whether colour is welcome on standard output: a terminal, no ``NO_COLOR``, not ``TERM=dumb``."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


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
    """``text`` without control characters, so that content cannot steer the terminal."""
    return "".join(c if c >= " " and c != "\x7f" and not "\x80" <= c <= "\x9f" else " " for c in text)


NEVER_FIRST = frozenset("，。、；：？！）》」』”’…,.;:?!)")


def wrapped(text: str, indent: str = "", most: int | None = None) -> Iterator[str]:
    """``text`` in lines of at most ``most`` columns, each after ``indent``; breaks at spaces and between wide characters.

    >>> list(wrapped("续费 please", most=9))
    ['续费', 'please']
    """
    room = max((most or width()) - columns(indent), 10)
    line, used = "", 0
    for piece in _pieces(safe(text)):
        size = columns(piece)
        if used + size > room and line and piece not in NEVER_FIRST:
            yield indent + line.rstrip()
            line, used = "", 0
            piece = piece.lstrip()
            size = columns(piece)
        line, used = line + piece, used + size
    if line.strip():
        yield indent + line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Words with the spaces before them, and single wide characters: what must not be cut."""
    piece = ""
    for character in text:
        if _columns_of(character) == 2:
            if piece:
                yield piece
            piece = ""
            yield character
        elif character == " " and piece.strip():
            yield piece
            piece = character
        else:
            piece += character
    if piece:
        yield piece


def lines_out(lines: Iterable[str]) -> None:
    """Prints lines on standard output."""
    for line in lines:
        click.echo(line)
