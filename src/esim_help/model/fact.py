"""What the source guides state, and what they leave open."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from esim_help.model.lang import Localized

Strength = Literal["firm", "hedged", "advice", "promo"]


@dataclass(frozen=True, slots=True)
class FactSource:
    """A document that facts are taken from."""

    id: str
    title: Localized
    file: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of a source, in our words; ``strength`` is how firmly the source says it."""

    id: str
    cards: tuple[str, ...]
    says: Localized
    strength: Strength
    source: str = ""
    line: str = ""
    kind: str = ""
    screen: str = ""
    names: tuple[str, ...] = ()
    """Things the fact names as customers write them, in any language: payment methods, screens, features."""
    called: tuple[str, ...] = ()
    """What else customers call these things: search knows it, no text may rest on it."""
    changed: datetime.date | None = None
    """When the statement last changed in meaning: what cites it must be reviewed again."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question that no source answers. With an ``answer`` (and its source, date and author) it is one no longer."""

    id: str
    cards: tuple[str, ...]
    question: Localized
    instead: Localized
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answer: Localized = field(default_factory=dict)
    source: str = ""
    answered: datetime.date | None = None
    author: str = ""
    names: tuple[str, ...] = ()
    """Things that nobody has stated, in any language; ``…`` in one stands for a few words of the same clause."""

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer."""
        return not any(self.answer.values())
