"""YAML with line numbers: one strict reader for front matter and for every YAML file.

Refuses what a content file never needs and what can hurt: aliases (the "billion laughs"), duplicate keys, tags,
control characters, and nesting that would overrun the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from esim_help.content.source import CONTROL_CHARACTER, control_message
from esim_help.errors import Problem

MAX_DEPTH = 20
"""Deeper than any content file; the parsers below us recurse, in C too."""

MAX_BITS = 64

_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAY_ALIAS = re.compile(r"(?:^|[\s\[{,])[&*]", re.MULTILINE)
_MAY_BE_DEEP = re.compile(r"^[ \t?-]{60}", re.MULTILINE)
_MANY_BRACKETS = 100
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map")
)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A parsed document: its value, and the line of every key and item in it."""

    path: str
    value: Any
    lines: dict[Path, int] = field(default_factory=dict)
    first_line: int = 1

    def line(self, where: Sequence[str | int]) -> int:
        """The line of that key or item, or of the nearest thing around it."""
        place = tuple(where)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, self.first_line)


class _Loader(_BaseLoader):  # type: ignore[misc]
    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep)
            if isinstance(value, int) and value.bit_length() > MAX_BITS:
                raise ValueError("the number is too large")
            return value
        except (ValueError, TypeError) as error:
            raise _Refused(node.start_mark.line, "yaml", f"{node.value!r} cannot be read: {error}") from None


class _Refused(Exception):
    def __init__(self, line: int, rule: str, message: str) -> None:
        self.line, self.rule, self.message = line, rule, message


def read_yaml(text: str, path: str, first_line: int = 1) -> YamlDocument | Problem:
    """The document in ``text``, whose first line is line ``first_line`` of ``path``; or what is wrong with it."""
    try:
        if _MAY_ALIAS.search(text) or _MAY_BE_DEEP.search(text) or text.count("[") + text.count("{") > _MANY_BRACKETS:
            _refuse_traps(text)
        return _built(text, path, first_line)
    except _Refused as refused:
        return Problem(path, first_line + refused.line, refused.rule, refused.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        advice = "quote a value that holds ': ' or starts with a special character"
        return Problem(path, line, "yaml", f"{error.problem or 'cannot be read'}; {advice}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(path, first_line, "yaml", f"cannot be read: {str(error).splitlines()[0]}")


def _built(text: str, path: str, first_line: int) -> YamlDocument:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlDocument(path, None, {}, first_line)
        lines = {place: line + first_line for place, line in _walk(node, ())}
        return YamlDocument(path, loader.construct_document(node), lines, first_line)
    finally:
        loader.dispose()


def _refuse_traps(text: str) -> None:
    """Looks at the events of a text that may hold a trap, before anything is built from it."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_BaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors and aliases (& and *) are not supported; write the value out"
            raise _Refused(event.start_mark.line, "yaml", message)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _too_deep(event.start_mark.line)


def _too_deep(line: int) -> _Refused:
    return _Refused(line, "yaml", f"nests deeper than {MAX_DEPTH} levels")


def _walk(node: yaml.Node, place: Path) -> Iterator[tuple[Path, int]]:
    if node.tag not in _PLAIN_TAGS:
        raise _Refused(node.start_mark.line, "yaml", f"the tag {node.tag} is not supported; write a plain value")
    if len(place) > MAX_DEPTH:
        raise _too_deep(node.start_mark.line)
    if isinstance(node, yaml.ScalarNode) and (control := CONTROL_CHARACTER.search(node.value)):
        raise _Refused(node.start_mark.line, "control-character", control_message(control[0]))
    yield place, node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in seen:
                raise _Refused(key.start_mark.line, "duplicate-key", f"{name!r} is given twice; keep one")
            seen.add(name)
            for deeper, line in _walk(value, (*place, name)):
                yield deeper, (key.start_mark.line if deeper == (*place, name) else line)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _walk(value, (*place, number))
