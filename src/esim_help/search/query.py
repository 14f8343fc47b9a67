"""What a query is once it is understood: groups of terms, each a typed one with what it may also mean."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Origin = Literal["typed", "inflected", "synonym", "typo", "pinyin", "homophone", "prefix"]


@cache
def limits() -> dict[str, Any]:
    """``limits.json``: the numbers that both engines share. Weights are tenths."""
    text = resources.files(__package__).joinpath("limits.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@dataclass(frozen=True, slots=True)
class Alternative:
    """One reading of a typed term: terms that must all be there, where they come from, and a weight in tenths."""

    terms: tuple[str, ...]
    origin: Origin
    weight: int


@dataclass(frozen=True, slots=True)
class Group:
    """A typed term at its first place in the query, and its alternatives, the strongest first.

    ``information`` is what knowing the term tells, in thousandths of a nat.
    """

    typed: str
    start: int
    end: int
    information: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood. ``card`` is the one it names or was asked for; ``lang`` the language hits are shown in."""

    text: str
    lang: str
    card: str
    groups: tuple[Group, ...]
    named: tuple[int, ...] = ()
    """Numbers of the header's named things that the query names."""
