"""A table as lines of which only those that are asked for are decoded: opening a large table costs nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

V = TypeVar("V")


def rows_bytes(rows: Mapping[str, Any]) -> bytes:
    """The lines of a table: key, tab and row, both as JSON; a line break stands before each and after the last."""
    return b"".join(b"\n%s\t%s" % (_json(key), _json(row)) for key, row in rows.items()) + b"\n"


class Rows(Mapping[str, V]):
    """A table over its lines. ``decode`` makes the rows that JSON gives what they were.

    >>> table = Rows(rows_bytes({"续": [1], "renew": [2, 3]}), dict)
    >>> table["renew"], list(table), "x" in table
    ([2, 3], ['续', 'renew'], False)
    """

    def __init__(self, lines: bytes, decode: Callable[[Mapping[str, Any]], Mapping[str, V]]) -> None:
        self._lines = lines
        self._decode = decode

    def __getitem__(self, key: str) -> V:
        start = b"\n%s\t" % _json(key)
        at = self._lines.find(start)
        if at < 0:
            raise KeyError(key)
        end = self._lines.index(b"\n", at + 1)
        return self._decode({key: json.loads(self._lines[at + len(start) : end])})[key]

    def __iter__(self) -> Iterator[str]:
        return (json.loads(line.partition(b"\t")[0]) for line in self._lines.split(b"\n")[1:-1])

    def __len__(self) -> int:
        return self._lines.count(b"\n") - 1


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
