"""A decision tree as nested steps, so that it works without scripts.

A node that several paths reach is written out on each of them; past ``WRITTEN_OUT`` steps it becomes a link to where it
first stands, and so does a node that leads to itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from esim_help.model.tree import Answer, End, Node, Tree
from esim_help.site.catalogue import Badge, badges_named, indexes
from esim_help.site.phrase import Phrase, phrase

WRITTEN_OUT = 64


@dataclass(frozen=True, slots=True)
class TreeChoice:
    """One reply to a question, and what comes then."""

    text: Phrase
    then: TreeStep | None


@dataclass(frozen=True, slots=True)
class TreeStep:
    """A question with its choices, an end, or (``see``) a link to a step that stands elsewhere.

    ``otherwise`` is the step for the readers of the other cards, when the question is asked of ``badges`` only.
    """

    kind: str
    text: Phrase
    anchor: str = ""
    hint: Phrase = field(default_factory=Phrase)
    choices: tuple[TreeChoice, ...] = ()
    ready: tuple[Phrase, ...] = ()
    badges: tuple[Badge, ...] = ()
    shown_for: str = ""
    otherwise: TreeStep | None = None
    otherwise_for: str = ""


@dataclass(frozen=True, slots=True)
class TreeView:
    """A tree as an article shows it."""

    title: Phrase
    first: TreeStep


def tree_view(tree: Tree, badges: tuple[Badge, ...], lang: str) -> TreeView | None:
    """The tree in ``lang``; none when its start is missing."""
    first = _Unfolding(tree, badges, lang).step(tree.start, ())
    return TreeView(phrase(tree.title, lang), first) if first else None


class _Unfolding:
    """Writes out one tree; ``_stands`` remembers the anchors of the nodes written so far."""

    def __init__(self, tree: Tree, badges: tuple[Badge, ...], lang: str) -> None:
        self._tree, self._badges, self._lang = tree, badges, lang
        self._nodes: Mapping[str, Node] = {node.id: node for node in tree.nodes}
        self._ends: Mapping[str, End] = {end.id: end for end in tree.ends}
        self._stands: dict[str, str] = {}
        self._written = 0

    def step(self, target: str, way: tuple[str, ...]) -> TreeStep | None:
        if target in self._ends:
            return self._end(self._ends[target])
        node = self._nodes.get(target)
        if node is None:
            return None
        if target in way or (target in self._stands and self._written >= WRITTEN_OUT):
            return TreeStep("see", phrase(node.question, self._lang), anchor=self._stands[target])
        return self._question(node, (*way, target))

    def _question(self, node: Node, way: tuple[str, ...]) -> TreeStep:
        self._written += 1
        first = node.id not in self._stands
        anchor = self._stands.setdefault(node.id, f"tree-{self._tree.id}-{node.id}")
        asked = badges_named(self._badges, node.cards)
        others = tuple(badge for badge in self._badges if badge not in asked)
        return TreeStep(
            "question",
            phrase(node.question, self._lang),
            anchor=anchor if first else "",
            hint=phrase(node.hint, self._lang),
            choices=tuple(self._choice(answer, way) for answer in node.answers),
            badges=asked,
            shown_for=indexes(asked, self._badges),
            otherwise=self.step(node.otherwise, way) if node.otherwise else None,
            otherwise_for=indexes(others, self._badges) if asked else "",
        )

    def _choice(self, answer: Answer, way: tuple[str, ...]) -> TreeChoice:
        return TreeChoice(phrase(answer.text, self._lang), self.step(answer.to, way))

    def _end(self, end: End) -> TreeStep:
        ready = tuple(phrase(thing, self._lang) for thing in end.ready)
        return TreeStep(end.kind, phrase(end.text, self._lang), ready=ready)
