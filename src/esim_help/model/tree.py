"""A decision tree: one question a node, every path ends in a fix or in contacting support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from esim_help.model.lang import Localized

EndKind = Literal["fix", "contact"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply to a node's question, and where it leads: a node or an end."""

    text: Localized
    to: str


@dataclass(frozen=True, slots=True)
class Node:
    """One question. Asked only of ``cards`` when given; the others go on at ``otherwise``."""

    id: str
    question: Localized
    answers: tuple[Answer, ...]
    hint: Localized
    cards: tuple[str, ...] = ()
    otherwise: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """Where a path ends; ``ready`` is what to have at hand when contacting support."""

    id: str
    kind: EndKind
    text: Localized
    ready: tuple[Localized, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole tree; ``article`` is the one that shows it."""

    id: str
    path: str
    title: Localized
    start: str
    nodes: tuple[Node, ...]
    ends: tuple[End, ...]
    article: str = ""
    cards: tuple[str, ...] = ()

    @property
    def cited_facts(self) -> frozenset[str]:
        """Every fact that a node or an end rests on."""
        return frozenset().union(*(node.facts for node in self.nodes), *(end.facts for end in self.ends))
