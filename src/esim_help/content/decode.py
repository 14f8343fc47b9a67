"""From loose YAML values to typed ones, one key at a time, so that one run reports every wrong key."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem, one_of
from esim_help.model.lang import LANGS, Localized, same_in_every_language

T = TypeVar("T")

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACE = re.compile(r"\$((?:\.[A-Za-z_]\w*|\[\.\.\.\]|\[\d+\])*)$")
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[(\d+)\]")
_EXPECTED = {
    "str": "text", "int": "a whole number", "bool": "true or false", "array": "a list", "object": "a mapping",
    "date": "a date, YYYY-MM-DD", "null": "nothing", "float": "a number",
}  # fmt: skip


class Fields(msgspec.Struct, kw_only=True, frozen=True):
    """Base of the shapes in ``shapes``: every attribute is a key that the file may hold."""


def decode_fields(document: YamlDocument, shape: type[T], place: tuple[str | int, ...] = (), *, unknown: str = "error") -> tuple[T | None, list[Problem]]:
    """The mapping at ``place`` as ``shape``, and every problem in it; ``None`` when a required key is missing or wrong.

    ``unknown`` is the severity of a key that ``shape`` does not have.
    """
    value = _at(document.value, place)
    line = document.line(place)
    if value is None:
        value = {}
    if not isinstance(value, Mapping):
        return None, [Problem(document.path, line, "type", f"expected a mapping of keys to values, found {_kind(value)}")]
    hints = get_type_hints(shape)
    keys = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    problems: list[Problem] = []
    good: dict[str, Any] = {}
    for key, given in value.items():
        if key not in keys:
            severity = "warning" if unknown == "warning" else "error"
            problems.append(Problem(document.path, document.line((*place, str(key))), "unknown-key", f"{key!r} is not a key here; {one_of(keys)}", severity, tuple(keys)))  # type: ignore[arg-type]
            continue
        if given is None:
            continue
        field = keys[key]
        try:
            good[field.name] = msgspec.convert(given, hints[field.name], strict=True)
        except msgspec.ValidationError as error:
            problems.append(_problem(document, (*place, key), given, hints[field.name], error))
    missing = [field.encode_name for field in keys.values() if field.required and field.name not in good]
    absent = [key for key in missing if not any(p.message.startswith(f"{key!r}") for p in problems)]
    problems += [Problem(document.path, line, "missing-key", f"{key!r} is required") for key in absent]
    return (None if missing else shape(**good)), problems


def decode_list(document: YamlDocument, shape: type[T], place: tuple[str | int, ...] = ()) -> tuple[list[tuple[T, int]], list[Problem]]:
    """The list of mappings at ``place``, each item with its line; items that cannot be used are left out and reported."""
    value = _at(document.value, place)
    if value is None:
        return [], []
    if not isinstance(value, list):
        return [], [Problem(document.path, document.line(place), "type", f"expected a list, found {_kind(value)}")]
    items: list[tuple[T, int]] = []
    problems: list[Problem] = []
    for number in range(len(value)):
        item, found = decode_fields(document, shape, (*place, number))
        problems += found
        if item is not None:
            items.append((item, document.line((*place, number))))
    return items, problems


def localized(value: str | Mapping[str, str] | None) -> Localized:
    """Language to text; a plain string stands for every language; empty texts are dropped."""
    if value is None:
        return {}
    if isinstance(value, str):
        return same_in_every_language(value) if value.strip() else {}
    return {lang: value[lang].strip() for lang in LANGS if value.get(lang, "").strip()}


def check_ids(path: str, line: int, what: str, given: Iterable[str], known: Iterable[str]) -> list[Problem]:
    """A problem for each of ``given`` that is not ``known``."""
    choices = tuple(known)
    return [
        Problem(path, line, f"unknown-{what}", f"{what} {name!r} is unknown; {one_of(choices)}", choices=choices)
        for name in given
        if name not in choices
    ]


def days(value: str | int | None) -> int | None:
    """``180d`` or ``180`` as a number of days; ``None`` when absent; raises ValueError otherwise.

    >>> days("90d")
    90
    """
    if value is None or isinstance(value, int):
        return value
    match = re.fullmatch(r"(\d{1,5})d?", value.strip())
    if match is None:
        raise ValueError(value)
    return int(match[1])


def _at(value: Any, place: Iterable[str | int]) -> Any:
    for step in place:
        value = value[step]
    return value


def _kind(value: object) -> str:
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


def _choices(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(map(str, get_args(hint)))
    if get_origin(hint) is Union or hasattr(hint, "__args__"):
        return next(filter(None, (_choices(arg) for arg in get_args(hint))), ())
    return ()


def _problem(document: YamlDocument, place: tuple[str | int, ...], given: Any, hint: Any, error: msgspec.ValidationError) -> Problem:
    message = str(error)
    steps: list[str | int] = []
    if " - at `" in message:
        inside = _PLACE.search(message.split(" - at `", 1)[1].rstrip("`"))
        steps = [name or int(number) for name, number in _STEP.findall(inside[1])] if inside else []
    try:
        wrong = _at(given, steps)
    except (KeyError, IndexError, TypeError):
        steps, wrong = [], given
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in [*place[-1:], *steps])
    line = document.line((*place, *steps))
    choices = _choices(hint)
    if choices and isinstance(wrong, str):
        return Problem(document.path, line, "value", f"{key!r} is {wrong!r}; {one_of(choices)}", choices=choices)
    expected = re.search(r"Expected `([^`]+)`", message)
    if expected:
        wanted = " or ".join(_EXPECTED.get(kind.strip(), kind.strip()) for kind in expected[1].split("|"))
        return Problem(document.path, line, "type", f"{key!r} must be {wanted}, found {_kind(wrong)}")
    return Problem(document.path, line, "value", f"{key!r}: {message.split(' - at ')[0]}")
