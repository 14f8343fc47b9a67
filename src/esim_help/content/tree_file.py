"""``trees/<id>.yaml``: one decision tree, and the proof that it leads everywhere and nowhere in circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import starmap

from esim_help.content.decode import check_ids, check_own_id, decode_fields, decode_list, localized
from esim_help.content.shapes import EndFields, NodeFields, TreeFile
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem, one_of
from esim_help.model.tree import Answer, End, Node, Tree

MAX_QUESTIONS = 6


def read_tree(document: YamlDocument, default_id: str, card_ids: tuple[str, ...]) -> tuple[Tree | None, list[Problem]]:
    """The tree in ``document``; ``None`` when it cannot be walked, and every problem found either way."""
    file, problems = decode_fields(document, TreeFile)
    if file is None:
        return None, problems
    nodes, more = decode_list(document, NodeFields, ("nodes",))
    ends, end_problems = decode_list(document, EndFields, ("ends",))
    problems += more + end_problems
    if problems:
        return None, problems
    tree = Tree(
        id=file.id or default_id,
        path=document.path,
        title=localized(file.title),
        start=file.start,
        nodes=tuple(_node(item) for item, _ in nodes),
        ends=tuple(
            End(e.id, e.kind, localized(e.text), tuple(map(localized, e.ready)), tuple(e.facts)) for e, _ in ends
        ),
        article=file.article,
        cards=tuple(file.cards) or card_ids,
    )
    lines = {node.id: line for node, line in nodes} | {end.id: line for end, line in ends}
    problems += list(_shape_problems(tree, lines, document))
    problems += check_ids(document.path, document.line(("cards",)), "card", file.cards, card_ids)
    for node, line in nodes:
        problems += check_ids(document.path, line, "card", node.cards, card_ids)
    problems += check_own_id(document, tree.id)
    return (None if problems else tree), problems


def _node(item: NodeFields) -> Node:
    answers = tuple(Answer(localized(answer.text), answer.to) for answer in item.answers)
    return Node(
        item.id,
        localized(item.question),
        answers,
        localized(item.hint),
        tuple(item.cards),
        item.otherwise,
        tuple(item.facts),
    )


def _exits(node: Node) -> tuple[str, ...]:
    return (*(answer.to for answer in node.answers), *((node.otherwise,) if node.otherwise else ()))


def _shape_problems(tree: Tree, lines: dict[str, int], document: YamlDocument) -> Iterator[Problem]:
    def problem(name: str, message: str) -> Problem:
        return Problem(document.path, lines.get(name, 1), "tree", message)

    names = [*(node.id for node in tree.nodes), *(end.id for end in tree.ends)]
    nodes = {node.id: node for node in tree.nodes}
    for name in sorted(name for name, times in Counter(names).items() if times > 1):
        yield problem(name, f"{name!r} names two nodes or ends")
    loose = [(node.id, message) for node in tree.nodes for message in _node_faults(node, tree.cards, frozenset(names))]
    yield from starmap(problem, loose)
    if tree.start not in nodes:
        message = f"start {tree.start!r} is not a node; {one_of(nodes)}"
        yield Problem(document.path, document.line(("start",)), "tree", message)
    elif not {target for node in tree.nodes for target in _exits(node)} <= set(names):
        return
    elif circle := _cycle(nodes, tree.start):
        yield problem(circle[0], "goes in a circle: " + " → ".join(circle))
    else:
        reached, depth = _walk(nodes, tree.start)
        for name in names:
            if name not in reached:
                yield problem(name, f"{name!r} cannot be reached from the start")
        if depth > MAX_QUESTIONS:
            yield problem(tree.start, f"takes {depth} questions to its farthest end; at most {MAX_QUESTIONS}")


def _node_faults(node: Node, cards: tuple[str, ...], names: frozenset[str]) -> Iterator[str]:
    """What is wrong with one node by itself."""
    for target in _exits(node):
        if target not in names:
            yield f"node {node.id!r} leads to {target!r}, which is neither a node nor an end"
    if not node.answers:
        yield f"node {node.id!r} has no answers: it is a dead end"
    if node.cards and set(cards) - set(node.cards) and not node.otherwise:
        only = ", ".join(node.cards)
        yield f"node {node.id!r} is asked only of {only}; say where the others go on: 'otherwise'"


def _cycle(nodes: dict[str, Node], start: str) -> list[str]:
    """The names along a circle, the first repeated at the end; empty when there is none."""
    done: set[str] = set()
    trail = {start: iter(_exits(nodes[start]))}
    while trail:
        name, exits = next(reversed(trail.items()))
        target = next(exits, None)
        if target is None:
            done.add(name)
            del trail[name]
        elif target in trail:
            names = list(trail)
            return [*names[names.index(target) :], target]
        elif target in nodes and target not in done:
            trail[target] = iter(_exits(nodes[target]))
    return []


def _walk(nodes: dict[str, Node], start: str) -> tuple[set[str], int]:
    """(every name that can be reached, the most questions on any path) of a tree without circles."""
    depths: dict[str, int] = {}
    waiting = [start]
    while waiting:
        name = waiting[-1]
        exits = _exits(nodes[name]) if name in nodes else ()
        unknown = [target for target in exits if target not in depths]
        if unknown and name not in depths:
            waiting += unknown
            continue
        depths[name] = 1 + max((depths[target] for target in exits), default=0) if name in nodes else 0
        waiting.pop()
    return set(depths), depths[start]
