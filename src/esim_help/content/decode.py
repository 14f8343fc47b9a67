"""From loose YAML values to typed ones, one key at a time, so that one run reports every wrong key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from esim_help.content.names import MAX_ID
from esim_help.content.wrong_value import Place, kind_of, value_at, wrong_value
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem, Severity, one_of
from esim_help.model.lang import LANGS, Localized, same_in_every_language

T = TypeVar("T", bound=msgspec.Struct)

ID_PATTERN = re.compile(rf"(?=.{{1,{MAX_ID}}}$)[a-z0-9]+(?:-[a-z0-9]+)*")
AN_ID = f"is not an id; use at most {MAX_ID} lower-case letters, digits and single hyphens"
MAX_DAYS = 36_500
MANY = 12
"""More choices than this are not all listed in a message."""


class Fields(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Base of the shapes in ``shapes``: every attribute is a key that the file may hold."""


def decode_fields(
    document: YamlDocument, shape: type[T], place: Place = (), *, unknown: Severity = "error"
) -> tuple[T | None, list[Problem]]:
    """The mapping at ``place`` as ``shape``, and every problem in it.

    ``None`` when a required key is missing or wrong. ``unknown`` is the severity of a key that ``shape`` does not have.
    """
    value = value_at(document.value, place)
    line = document.line(place)
    value = {} if value is None else value
    if not isinstance(value, Mapping):
        message = f"expected a mapping of keys to values, found {kind_of(value)}"
        return None, [Problem(document.path, line, "type", message)]
    keys = _keys(shape)
    problems: list[Problem] = []
    good: dict[str, Any] = {}
    for key, given in value.items():
        if key not in keys:
            message = f"{key!r} is not a key here; {one_of(keys)}"
            at = document.line((*place, str(key)))
            problems.append(Problem(document.path, at, "unknown-key", message, unknown, tuple(keys)))
        elif given is not None:
            name, hint, _ = keys[key]
            try:
                good[name] = msgspec.convert(given, hint, strict=True)
            except msgspec.ValidationError as error:
                problems.append(wrong_value(document, (*place, key), given, hint, str(error)))
    missing = [key for key, (name, _, required) in keys.items() if required and name not in good]
    absent = [key for key in missing if value.get(key) is None]
    problems += [Problem(document.path, line, "missing-key", f"{key!r} is required") for key in absent]
    return (None if missing else shape(**good)), problems


@cache
def _keys(shape: type[msgspec.Struct]) -> Mapping[str, tuple[str, Any, bool]]:
    """Key in the file to (attribute, its type, whether it is required)."""
    hints = get_type_hints(shape)
    return {
        field.encode_name: (field.name, hints[field.name], field.required) for field in msgspec.structs.fields(shape)
    }


def decode_list(document: YamlDocument, shape: type[T], place: Place = ()) -> tuple[list[tuple[T, int]], list[Problem]]:
    """The list of mappings at ``place``, each item with its line, and every problem in it.

    Items that cannot be used are left out.
    """
    value = value_at(document.value, place)
    if value is None:
        return [], []
    if not isinstance(value, list):
        return [], [Problem(document.path, document.line(place), "type", f"expected a list, found {kind_of(value)}")]
    items: list[tuple[T, int]] = []
    problems: list[Problem] = []
    for number in range(len(value)):
        item, found = decode_fields(document, shape, (*place, number))
        problems += found
        if item is not None:
            items.append((item, document.line((*place, number))))
    return items, problems


def localized(value: str | Mapping[Any, str] | None) -> Localized:
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
        Problem(path, line, f"unknown-{what}", f"{what} {name!r} is unknown; {_advice(name, choices)}", choices=choices)
        for name in given
        if name not in choices
    ]


def _advice(name: str, choices: tuple[str, ...]) -> str:
    if len(choices) <= MANY:
        return one_of(choices)
    near = get_close_matches(name, choices, cutoff=0.5)
    return f"the nearest of {len(choices)} are {', '.join(near)}" if near else f"it is none of {len(choices)}"


def check_own_id(document: YamlDocument, name: str) -> list[Problem]:
    """A problem when the document's ``id``, or what its file name makes of it, is not one."""
    if ID_PATTERN.fullmatch(name):
        return []
    return [Problem(document.path, document.line(("id",)), "id", f"id {name!r} {AN_ID}")]


def check_unique(path: str, named: Iterable[tuple[str, int]]) -> list[Problem]:
    """A problem for each id, given with its line, that was there before."""
    seen: dict[str, int] = {}
    found = []
    for name, line in named:
        if name in seen:
            found.append(Problem(path, line, "duplicate-id", f"{name!r} is already defined in line {seen[name]}"))
        seen.setdefault(name, line)
    return found


def days(value: str | int | None) -> int | None:
    """``180d`` or ``180`` as a number of days; ``None`` when absent; raises ValueError otherwise.

    >>> days("90d")
    90
    """
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]{1,5})d?", str(value).strip())
    if match is None or not 0 < int(match[1]) <= MAX_DAYS:
        raise ValueError(value)
    return int(match[1])


def check_days(document: YamlDocument, key: str, value: str | int | None) -> list[Problem]:
    """A problem when :func:`days` cannot read what ``key`` says."""
    try:
        days(value)
    except ValueError:
        message = f"{key!r} is {value!r}; write days, such as 180d"
        return [Problem(document.path, document.line((key,)), "value", message)]
    return []
