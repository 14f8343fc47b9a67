"""Walking a decision tree: for one card, one question at a time, or written out as lines. Pure.

Paths are the numbers of the replies given: ``()`` is the first question, ``(2, 1)`` the second reply, then the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from esim_help.model.lang import pick
from esim_help.model.tree import Answer, End, Node, Tree

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A place of a tree: a question, an end, or (``see``) the path at which the same place was written before.

    ``reply`` is what leads here, empty at the start. ``replies`` are those to a question; ``ready`` is what to have at
    hand.
    """

    kind: Literal["question", "fix", "contact", "see"]
    path: Path
    reply: str
    text: str
    hint: str = ""
    replies: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    see: Path = ()


WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "fix": "可以这样做",
        "contact": "联系客服",
        "ready": "请准备好",
        "see": "同",
        "question": "问",
        "if": "答“{}”",
        "replies": "（{}）",
        "colon": "：",
        "list": "；",
        "stop": "。",
    },
    "en": {
        "fix": "What to do",
        "contact": "Contact support",
        "ready": "Have ready",
        "see": "same as",
        "question": "Ask",
        "if": "if “{}”",
        "replies": " ({})",
        "colon": ": ",
        "list": "; ",
        "stop": ".",
    },
}


def asks_by_card(tree: Tree) -> bool:
    """Whether what is asked depends on the card."""
    return len(tree.cards) > 1 and any(node.cards for node in tree.nodes)


def tree_for(tree: Tree, card: str) -> Tree:
    """The tree as the holder of ``card`` walks it: only the nodes asked of them, none of which names cards."""
    nodes = {node.id: node for node in tree.nodes}

    def resolved(target: str) -> str:
        while target in nodes and nodes[target].cards and card not in nodes[target].cards and nodes[target].otherwise:
            target = nodes[target].otherwise
        return target

    def asked(node: Node) -> Node:
        answers = tuple(Answer(answer.text, resolved(answer.to)) for answer in node.answers)
        return replace(node, answers=answers, cards=(), otherwise="")

    walked = replace(
        tree,
        start=resolved(tree.start),
        nodes=tuple(map(asked, tree.nodes)),
        cards=(card,) if card else (),
    )
    reached = _reached(walked)
    return replace(
        walked,
        nodes=tuple(node for node in walked.nodes if node.id in reached),
        ends=tuple(end for end in walked.ends if end.id in reached),
    )


def _reached(tree: Tree) -> frozenset[str]:
    nodes = {node.id: node for node in tree.nodes}
    reached, waiting = {tree.start}, [tree.start]
    while waiting:
        node = nodes.get(waiting.pop())
        fresh = {answer.to for answer in node.answers} - reached if node else set()
        reached |= fresh
        waiting += sorted(fresh)
    return frozenset(reached)


def _places(tree: Tree) -> dict[str, Node | End]:
    nodes = {node.id: node for node in tree.nodes}
    return {**nodes, **{end.id: end for end in tree.ends}}


def place(tree: Tree, path: Path) -> Node | End:
    """Where the replies of ``path`` lead in a tree without card nodes; raises LookupError for one that is not there."""
    places = _places(tree)
    here = places[tree.start]
    for number in path:
        if isinstance(here, End) or not 1 <= number <= len(here.answers):
            raise LookupError(path)
        here = places[here.answers[number - 1].to]
    return here


def written_out(tree: Tree, lang: str) -> tuple[Line, ...]:
    """Every place of a tree without card nodes, depth first, each once in full."""
    places = _places(tree)
    stands: dict[str, Path] = {}

    def lines(target: str, path: Path, reply: str) -> Iterator[Line]:
        here = places[target]
        if target in stands:
            yield Line("see", path, reply, _text_of(here, lang), see=stands[target])
            return
        stands[target] = path
        yield _line(here, path, reply, lang)
        for number, answer in enumerate(here.answers if isinstance(here, Node) else (), 1):
            yield from lines(answer.to, (*path, number), pick(answer.text, lang))

    return tuple(lines(tree.start, (), ""))


def _text_of(here: Node | End, lang: str) -> str:
    return pick(here.text if isinstance(here, End) else here.question, lang)


def _line(here: Node | End, path: Path, reply: str, lang: str) -> Line:
    text = _text_of(here, lang)
    if isinstance(here, End):
        return Line(here.kind, path, reply, text, ready=tuple(pick(thing, lang) for thing in here.ready))
    replies = tuple(pick(answer.text, lang) for answer in here.answers)
    return Line("question", path, reply, text, pick(here.hint, lang), replies)


def numbered(path: Path) -> str:
    """A path as it is written: ``2.1``, and ``0`` for the first question."""
    return ".".join(map(str, path)) or "0"


def nested_list(tree: Tree, lang: str) -> Iterator[str]:
    """A tree without card nodes as nested lists: a line for each reply, under it what it leads to."""
    words = WORDS[lang]
    for line in written_out(tree, lang):
        if line.reply:
            yield f"{'   ' * (len(line.path) - 1)}{numbered(line.path)} {line.reply}"
        indent = "   " * len(line.path)
        if line.kind == "see":
            yield f"{indent}→ {words['see']} {numbered(line.see)}{words['colon']}{line.text}"
            continue
        label = "" if line.kind == "question" else f"{words[line.kind]}{words['colon']}"
        yield f"{indent}{label}{line.text}"
        yield from (f"{indent}{hint}" for hint in filter(None, [line.hint]))
        yield from (f"{indent}{words['ready']}{words['colon'].rstrip()}" for _ in line.ready[:1])
        yield from (f"{indent}- {thing}" for thing in line.ready)


def phone_reading(tree: Tree, lang: str) -> str:
    """A tree without card nodes for an agent on the phone: one place a line, with its path and what to say there."""
    return "\n".join(_spoken(line, WORDS[lang]) for line in written_out(tree, lang))


def _spoken(line: Line, words: Mapping[str, str]) -> str:
    lead = f"{numbered(line.path)} {words['if'].format(line.reply)} → " if line.path else "0 "
    if line.kind == "see":
        return f"{lead}{words['see']} {numbered(line.see)}"
    said = [line.hint, line.text]
    if line.ready:
        said.append(f"{words['ready']}{words['colon']}{words['list'].join(line.ready)}{words['stop']}")
    replies = words["replies"].format(" / ".join(line.replies)) if line.replies else ""
    return f"{lead}[{words[line.kind]}] {' '.join(filter(None, said))}{replies}"


def tree_json(tree: Tree, lang: str) -> dict[str, Any]:
    """The tree as ``walk --json`` prints it, its texts in ``lang``."""
    return {
        "id": tree.id,
        "lang": lang,
        "title": pick(tree.title, lang),
        "article": tree.article,
        "cards": list(tree.cards),
        "start": tree.start,
        "nodes": [_node_json(node, lang) for node in tree.nodes],
        "ends": [
            {
                "id": end.id,
                "kind": end.kind,
                "text": pick(end.text, lang),
                "ready": [pick(thing, lang) for thing in end.ready],
                "facts": list(end.facts),
            }
            for end in tree.ends
        ],
    }


def _node_json(node: Node, lang: str) -> dict[str, Any]:
    return {
        "id": node.id,
        "question": pick(node.question, lang),
        "hint": pick(node.hint, lang),
        "cards": list(node.cards),
        "otherwise": node.otherwise,
        "facts": list(node.facts),
        "answers": [{"text": pick(answer.text, lang), "to": answer.to} for answer in node.answers],
    }
