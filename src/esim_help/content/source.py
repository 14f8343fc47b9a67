"""A file of the content as bytes, and its text once it has been found fit to read."""

from __future__ import annotations

from dataclasses import dataclass

from esim_help.errors import Problem

MAX_BYTES = 2_000_000
"""A content file larger than this is refused: it is a mistake, not an article."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: ``path`` is posix and relative to the project, ``folder`` the path below the content folder without the name."""

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
    for number, line_text in enumerate(text.split("\n"), 1):
        control = next((c for c in line_text if c < " " and c != "\t" or c == "\x7f"), None)
        if control is not None:
            return Problem(source.path, number, "control-character", f"holds the control character U+{ord(control):04X}; remove it")
    if not text.strip():
        return Problem(source.path, 1, "empty", "is empty; give it at least a title")
    return text
