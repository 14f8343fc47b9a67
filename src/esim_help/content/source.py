"""A file of the content as bytes, and its text once it has been found fit to read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from esim_help.errors import Problem

MAX_BYTES = 500_000
"""A content file larger than this is refused: it is a mistake, and reading it takes seconds."""

CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
"""U+0085 is left out: old editors write it for a line end."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: ``path`` is posix and relative to the project.

    ``folder`` is the path below the content folder without the name; the name's ending is in lower case.
    """

    path: str
    folder: tuple[str, ...]
    name: str
    raw: bytes


def source_text(source: Source) -> str | Problem:
    """The file's text with ``\\n`` line ends and no byte-order mark, or why it cannot be read.

    >>> source_text(Source("content/a.md", (), "a.md", b"a\\r\\nb"))
    'a\\nb'
    """
    if len(source.raw) > MAX_BYTES:
        return Problem(source.path, 1, "size", f"is {len(source.raw):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        text = source.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.raw.count(b"\n", 0, error.start) + 1
        return Problem(source.path, line, "encoding", "is not UTF-8; save the file as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := CONTROL_CHARACTER.search(text):
        line = text.count("\n", 0, control.start()) + 1
        return Problem(source.path, line, "control-character", control_message(control[0]))
    if not text.strip():
        return Problem(source.path, 1, "empty", "is empty; give it at least a title")
    return text


def control_message(character: str) -> str:
    """What to say of a control character."""
    return f"holds the control character U+{ord(character):04X}; remove it"
