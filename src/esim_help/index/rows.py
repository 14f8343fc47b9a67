"""A table as lines of which only those that are asked for are decoded: opening a large table costs nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

V = TypeVar("V")


def rows_bytes(rows: Mapping[str, Any]) -> bytes:
    """The lines of a table: a key, a tab and a row, both as JSON, sorted by the key; a line break ends each."""
    return b"".join(b"%s\t%s\n" % line for line in sorted((_json(key), _json(row)) for key, row in rows.items()))


class Rows(Mapping[str, V]):
    """A table over its lines. ``decode`` makes the rows that JSON gives what they were.

    >>> table = Rows(rows_bytes({"续": [1], "renew": [2, 3]}), dict)
    >>> table["renew"], list(table), "x" in table
    ([2, 3], ['renew', '续'], False)
    """

    def __init__(self, lines: bytes, decode: Callable[[Mapping[str, Any]], Mapping[str, V]]) -> None:
        self._lines = lines
        self._decode = decode

    def __getitem__(self, key: str) -> V:
        wanted = _json(key)
        low, high = 0, len(self._lines)
        while low < high:
            start = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._lines.index(b"\n", start)
            found, _, row = self._lines[start:end].partition(b"\t")
            if found == wanted:
                return self._decode({key: json.loads(row)})[key]
            low, high = (end + 1, high) if found < wanted else (low, start)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (json.loads(line.partition(b"\t")[0]) for line in self._lines.splitlines())

    def __len__(self) -> int:
        return self._lines.count(b"\n")


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
