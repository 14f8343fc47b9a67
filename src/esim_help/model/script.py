"""A scripted answer for agents: languages and channels inside, placeholders declared once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from esim_help.model.lang import Localized

Channel = Literal["chat", "email", "phone"]
CHANNELS: tuple[Channel, ...] = ("chat", "email", "phone")
PlaceholderType = Literal[
    "text", "name", "amount", "currency", "date", "datetime", "card", "choice", "last4", "reference", "link"
]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A blank in a script. With a ``default`` it is optional; customers' words never fill a ``trusted`` one."""

    name: str
    type: PlaceholderType
    default: Localized | None = None
    trusted: bool = False
    choices: tuple[str, ...] = ()
    label: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Escalation:
    """When a case goes to someone else, and to which of the desk's teams."""

    when: Localized = field(default_factory=dict)
    team: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """One situation. ``texts`` is language → channel → text; ``chat`` is the base of the others."""

    id: str
    path: str
    title: Localized
    situation: Localized
    texts: Mapping[str, Mapping[str, str]]
    cards: tuple[str, ...] = ()
    article: str = ""
    facts: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    placeholders: tuple[Placeholder, ...] = ()
    escalation: Escalation = field(default_factory=Escalation)
    owner: str = ""
    reviewed: datetime.date | None = None
    review_every: int | None = None
