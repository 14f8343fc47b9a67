"""A table as lines of which only those that are asked for are decoded: opening a large table costs nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

V = TypeVar("V")

FEW = 50
"""Rows that are looked for in the lines one by one; a search of a short question asks for fewer."""


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
        self._asked = 0
        self._decoded: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        if key not in self._decoded:
            self._asked += 1
            row = self._found(_json(key)) if self._asked <= FEW else self._rows.get(_json(key))
            if row is None:
                raise KeyError(key)
            self._decoded[key] = self._decode({key: json.loads(row)})[key]
        return self._decoded[key]

    @cached_property
    def _rows(self) -> Mapping[bytes, bytes]:
        """Every line at hand, once so many were asked for that looking for each one costs more."""
        cut = (line.partition(b"\t") for line in self._lines.splitlines())
        return {key: row for key, _, row in cut}

    def _found(self, wanted: bytes) -> bytes | None:
        low, high = 0, len(self._lines)
        while low < high:
            start = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._lines.index(b"\n", start)
            found, _, row = self._lines[start:end].partition(b"\t")
            if found == wanted:
                return row
            low, high = (end + 1, high) if found < wanted else (low, start)
        return None

    def __iter__(self) -> Iterator[str]:
        return (json.loads(line.partition(b"\t")[0]) for line in self._lines.splitlines())

    def __len__(self) -> int:
        return self._lines.count(b"\n")


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
