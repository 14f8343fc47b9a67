"""What a writer writes: an article, its text in each language, and the parts of a text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from esim_help.model.passage import Passage

Audience = Literal["customer", "agent"]
ArticleType = Literal["how-to", "reference", "explanation", "troubleshooting"]
BlockKind = Literal["plain", "card", "ours"]
LinkKind = Literal["article", "fragment", "external", "file"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image in a text. ``target`` is an article id, an address or a file; ``line`` counts in the source."""

    kind: LinkKind
    target: str
    anchor: str
    line: int
    image: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading. The text before the first heading has none."""

    anchor: str
    heading: str
    level: int
    passages: tuple[Passage, ...]
    cards: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All its plain text."""
        return " ".join(passage.text for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the body that is shown to the same readers.

    ``html`` is safe HTML in which a link to an article reads ``href="article:ID#anchor"`` and a local file
    ``src="file:PATH"``: whoever places the page turns them into addresses.
    """

    kind: BlockKind
    html: str
    text: str
    line: int
    card: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """An article in one language, as its file says it."""

    lang: str
    path: str
    title: str
    answer: str = ""
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    updated: datetime.date | None = None
    reviewed: datetime.date | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each front-matter key stands in the source, for messages."""

    @property
    def cited_facts(self) -> frozenset[str]:
        """Every fact the text rests on, in front matter and in card blocks."""
        return frozenset(self.facts).union(*(block.facts for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Article:
    """The thing that is ranked and linked: one subject, in one or more languages."""

    id: str
    texts: Mapping[str, Text]
    audience: Audience = "customer"
    category: str = ""
    cards: tuple[str, ...] = ()
    type: ArticleType = "reference"
    unknowns: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    owner: str = ""
    review_every: int | None = None

    def text(self, lang: str) -> Text:
        """The text in ``lang``, else in the first language it has."""
        return self.texts.get(lang) or next(iter(self.texts.values()))
