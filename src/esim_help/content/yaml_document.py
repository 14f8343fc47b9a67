"""YAML with line numbers: one strict reader for front matter and for every YAML file.

Refuses what a content file never needs and what can hurt: aliases (the "billion laughs"), duplicate keys, tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from esim_help.errors import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAY_ALIAS = re.compile(r"(?:^|[\s\[{,])[&*]", re.MULTILINE)
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


class _Refused(Exception):
    def __init__(self, line: int, rule: str, message: str) -> None:
        self.line, self.rule, self.message = line, rule, message


def read_yaml(text: str, path: str, first_line: int = 1) -> YamlDocument | Problem:
    """The document in ``text``, whose first line is line ``first_line`` of the file ``path``; or what is wrong with it."""
    try:
        if _MAY_ALIAS.search(text):
            _refuse_aliases(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return YamlDocument(path, None, {}, first_line)
            lines = {place: line + first_line for place, line in _walk(node, ())}
            return YamlDocument(path, loader.construct_document(node), lines, first_line)
        finally:
            loader.dispose()
    except _Refused as refused:
        return Problem(path, first_line + refused.line, refused.rule, refused.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        return Problem(path, line, "yaml", f"{error.problem or 'cannot be read'}; quote a value that holds ': ' or starts with a special character")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(path, first_line, "yaml", f"cannot be read: {str(error).splitlines()[0]}")


def _refuse_aliases(text: str) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(event.start_mark.line, "yaml", "anchors and aliases (& and *) are not supported; write the value out")


def _walk(node: yaml.Node, place: Path) -> Iterator[tuple[Path, int]]:
    if node.tag not in _PLAIN_TAGS:
        raise _Refused(node.start_mark.line, "yaml", f"the tag {node.tag} is not supported; write a plain value")
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
