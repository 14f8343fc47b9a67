"""What ``esim-help.toml`` says about a project. ``title`` alone is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from esim_help.model.lang import LANGS, Localized
from esim_help.model.project import SETTINGS_NAME as SETTINGS_NAME

DEFAULT_REVIEW_DAYS = 180


@dataclass(frozen=True, slots=True)
class Card:
    """A product. ``words`` are what customers call it, for recognising it in a query."""

    id: str
    name: Localized
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channels:
    """Where a text may point to: everything else is refused."""

    hosts: tuple[str, ...] = ()
    official_url: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The support desk: its name, its teams, and what stands around an e-mail."""

    name: Localized = field(default_factory=dict)
    teams: Mapping[str, Localized] = field(default_factory=dict)
    salutation: Localized = field(default_factory=dict)
    case_line: Localized = field(default_factory=dict)
    signature: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole of the settings, defaults filled in."""

    title: Localized
    description: Localized = field(default_factory=dict)
    languages: tuple[str, ...] = LANGS
    default_language: str = "zh"
    base_url: str = ""
    support: str = ""
    """The id of the article that leads to support; shown when nothing is found."""
    popular: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    channels: Channels = field(default_factory=Channels)
    desk: Desk = field(default_factory=Desk)
    synonyms: bool = True
    """Whether the shipped support-domain synonyms apply."""
    review_every: int = DEFAULT_REVIEW_DAYS

    @property
    def card_ids(self) -> tuple[str, ...]:
        """The ids of the cards, in the order of the settings."""
        return tuple(card.id for card in self.cards)
