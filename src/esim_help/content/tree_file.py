"""``trees/<id>.yaml``: one decision tree, and the proof that it leads everywhere and nowhere in circles."""

from __future__ import annotations

from collections.abc import Iterator

from esim_help.content.decode import check_ids, decode_fields, decode_list, localized
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
        ends=tuple(End(e.id, e.kind, localized(e.text), tuple(map(localized, e.ready)), tuple(e.facts)) for e, _ in ends),
        article=file.article,
        cards=tuple(file.cards) or card_ids,
    )
    lines = {item.id: line for item, line in [*nodes, *ends]}
    problems += list(_shape_problems(tree, lines, document))
    problems += check_ids(document.path, document.line(("cards",)), "card", file.cards, card_ids)
    return (None if problems else tree), problems


def _node(item: NodeFields) -> Node:
    answers = tuple(Answer(localized(answer.text), answer.to) for answer in item.answers)
    return Node(item.id, localized(item.question), answers, localized(item.hint), tuple(item.cards), item.otherwise, tuple(item.facts))


def _exits(node: Node) -> tuple[str, ...]:
    return (*(answer.to for answer in node.answers), *((node.otherwise,) if node.otherwise else ()))


def _shape_problems(tree: Tree, lines: dict[str, int], document: YamlDocument) -> Iterator[Problem]:
    def problem(name: str, message: str) -> Problem:
        return Problem(document.path, lines.get(name, 1), "tree", message)

    names = [part.id for part in (*tree.nodes, *tree.ends)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield problem(name, f"{name!r} names two nodes or ends")
    nodes = {node.id: node for node in tree.nodes}
    if tree.start not in nodes:
        yield Problem(document.path, document.line(("start",)), "tree", f"start {tree.start!r} is not a node; {one_of(nodes)}")
        return
    dangling = False
    for node in tree.nodes:
        for target in _exits(node):
            if target not in names:
                dangling = True
                yield problem(node.id, f"node {node.id!r} leads to {target!r}, which is neither a node nor an end")
        if not node.answers:
            yield problem(node.id, f"node {node.id!r} has no answers: it is a dead end")
        if node.cards and set(tree.cards) - set(node.cards) and not node.otherwise:
            yield problem(node.id, f"node {node.id!r} is asked only of {', '.join(node.cards)}; say where the others go on: 'otherwise'")
    if dangling:
        return
    cycle = _cycle(nodes, tree.start)
    if cycle:
        yield problem(cycle[0], "goes in a circle: " + " → ".join(cycle))
        return
    reached, depth = _walk(nodes, tree.start)
    for name in names:
        if name not in reached:
            yield problem(name, f"{name!r} cannot be reached from the start")
    if depth > MAX_QUESTIONS:
        yield problem(tree.start, f"takes {depth} questions to its farthest end; at most {MAX_QUESTIONS}")


def _cycle(nodes: dict[str, Node], start: str) -> list[str]:
    """The names along a circle, the first repeated at the end; empty when there is none."""
    done: set[str] = set()
    stack: list[tuple[str, Iterator[str]]] = [(start, iter(_exits(nodes[start])))]
    while stack:
        target = next(stack[-1][1], None)
        if target is None:
            done.add(stack.pop()[0])
            continue
        trail = [name for name, _ in stack]
        if target in trail:
            return [*trail[trail.index(target) :], target]
        if target in nodes and target not in done:
            stack.append((target, iter(_exits(nodes[target]))))
    return []


def _walk(nodes: dict[str, Node], start: str) -> tuple[set[str], int]:
    """(every name that can be reached, the most questions on any path) of a tree without circles."""
    depths: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in nodes:
            depths[name] = 0
        elif name not in depths:
            depths[name] = 1 + max(map(depth, _exits(nodes[name])), default=0)
        return depths[name]

    deepest = depth(start)
    return set(depths), deepest
