"""A value of the wrong type or choice, as a problem: what msgspec says of it, in our words and with its very line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem, one_of

Place = tuple[str | int, ...]

_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[(?:(\d+)|\.\.\.)\]")
_GOT = re.compile(r"got `(\w+)`")
_EXPECTED_TYPES = re.compile(r"Expected `([^`]+)`")
_FOREIGN = re.compile(r"Invalid enum value '(.*)'", re.DOTALL)
_NAMED_FIELD = re.compile(r"^Object (missing required|contains unknown) field `(.*)`")
_NAMES_OF_TYPES = {
    str: "str", int: "int", float: "float", bool: "bool", list: "array", dict: "object", type(None): "null",
    datetime.date: "date", datetime.datetime: "datetime",
}  # fmt: skip
_EXPECTED = {
    "str": "text", "int": "a whole number", "bool": "true or false", "array": "a list", "object": "a mapping",
    "date": "a date, YYYY-MM-DD", "float": "a number",
}  # fmt: skip


def wrong_value(document: YamlDocument, place: Place, given: Any, hint: Any, message: str) -> Problem:
    """What msgspec's ``message`` says of the key at ``place``, in our words and with the line of the very value."""
    says, at = message.rsplit(" - at `", 1) if " - at `" in message else (message, "")
    steps = [int(number) if number else name or ... for name, number in _STEP.findall(at.rpartition("$")[2])]
    found = _find(given, steps, lambda value: _fits(says, value, at.startswith("key`")))
    where = found if found is not None else ()
    wrong = value_at(given, where)
    if name := _NAMED_FIELD.search(says):
        message = f"{name[2]!r} is required" if name[1] == "missing required" else f"{name[2]!r} is not a key here"
        rule = "missing-key" if name[1] == "missing required" else "unknown-key"
        return Problem(document.path, document.line((*place, *where)), rule, message)
    key = ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in (*place[-1:], *where))
    if foreign := _FOREIGN.match(says):
        literals = _literals(hint)
        choices = literals[min(steps.count(...), len(literals) - 1)]
        if not isinstance(wrong, Mapping):
            message = f"{key!r} is {foreign[1]!r}; {one_of(choices)}"
        else:
            where = (*where, foreign[1])
            message = f"{foreign[1]!r} in {key!r} is unknown; {one_of(choices)}"
        return Problem(document.path, document.line((*place, *where)), "value", message, choices=choices)
    message = f"{key!r} must be {_wanted(says)}, found {kind_of(wrong)}"
    return Problem(document.path, document.line((*place, *where)), "type", message)


def value_at(value: Any, place: Iterable[str | int]) -> Any:
    """The value there, of a document or of a part; raises what indexing raises."""
    for step in place:
        value = value[step]
    return value


def kind_of(value: object) -> str:
    """What a value is, as a message says it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"{str(value).lower()} (put it in quotes if it is text)"
        case str():
            return "text"
        case int() | float():
            return f"the number {value} (put it in quotes if it is text)"
        case datetime.date():
            return f"the date {value} (put it in quotes if it is text)"
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return type(value).__name__


def _find(given: Any, steps: Sequence[Any], fits: Callable[[Any], bool]) -> Place | None:
    """The way to the value that ``fits`` along ``steps``, of which ``...`` is any key; ``None`` when there is none."""
    if not steps:
        return () if fits(given) else None
    for step in given if steps[0] is ... and isinstance(given, Mapping) else steps[:1]:
        try:
            deeper = _find(given[step], steps[1:], fits)
        except (KeyError, IndexError, TypeError):
            continue
        if deeper is not None:
            return (step, *deeper)
    return None


def _fits(says: str, value: Any, of_key: bool) -> bool:
    """Whether ``value`` is one of which msgspec says that."""
    if name := _NAMED_FIELD.search(says):
        return isinstance(value, Mapping) and (name[2] in value) == (name[1] == "contains unknown")
    if foreign := _FOREIGN.match(says):
        return foreign[1] in value if of_key and isinstance(value, Mapping) else bool(value == foreign[1])
    got = _GOT.search(says)
    if of_key:
        return isinstance(value, Mapping) and any(not isinstance(key, str) for key in value)
    return got is None or got[1] == _NAMES_OF_TYPES.get(type(value))


def _literals(hint: Any) -> list[tuple[str, ...]]:
    """Every set of choices in a type, outermost first."""
    if get_origin(hint) is Literal:
        return [tuple(map(str, get_args(hint)))]
    inside = get_type_hints(hint).values() if isinstance(hint, msgspec.StructMeta) else get_args(hint)
    return [choices for inner in inside for choices in _literals(inner)]


def _wanted(says: str) -> str:
    expected = _EXPECTED_TYPES.search(says)
    kinds = [kind.strip() for kind in expected[1].split("|")] if expected else ["date"] if "RFC3339" in says else []
    return " or ".join(_EXPECTED.get(kind, kind) for kind in kinds if kind != "null") or "another value"
