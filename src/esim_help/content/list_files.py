"""The small YAML lists: categories, notices, synonyms."""

from __future__ import annotations

import msgspec

from esim_help.content.decode import AN_ID, ID_PATTERN, check_ids, check_unique, decode_fields, decode_list, localized
from esim_help.content.shapes import CategoryFields, NoticeFields, SynonymArrow
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem
from esim_help.model.centre import Category, Notice, SynonymRule


def read_categories(document: YamlDocument) -> tuple[tuple[Category, ...], list[Problem]]:
    """The categories in the writer's order."""
    items, problems = decode_list(document, CategoryFields)
    problems += [
        Problem(document.path, line, "id", f"id {item.id!r} {AN_ID}")
        for item, line in items
        if not ID_PATTERN.fullmatch(item.id)
    ]
    problems += check_unique(document.path, [(item.id, line) for item, line in items])
    first = {item.id: item for item, _ in reversed(items)}
    kept = [item for item, _ in items if first[item.id] is item]
    return tuple(Category(item.id, localized(item.title), localized(item.description)) for item in kept), problems


def read_notices(
    document: YamlDocument, card_ids: tuple[str, ...], category_ids: tuple[str, ...]
) -> tuple[tuple[Notice, ...], list[Problem]]:
    """The notices, sorted by id."""
    items, problems = decode_list(document, NoticeFields)
    problems += check_unique(document.path, [(item.id, line) for item, line in items])
    for item, line in items:
        problems += check_ids(document.path, line, "card", item.cards, card_ids)
        problems += check_ids(document.path, line, "category", item.categories, category_ids)
        if item.last < item.first:
            message = f"'until' ({item.last}) is before 'from' ({item.first})"
            problems.append(Problem(document.path, line, "notice", message))
    notices = (Notice(i.id, i.first, i.last, localized(i.text), tuple(i.cards), tuple(i.categories)) for i, _ in items)
    return tuple(sorted(notices, key=lambda notice: notice.id)), problems


def read_synonyms(document: YamlDocument) -> tuple[tuple[SynonymRule, ...], list[Problem]]:
    """The synonym rules in the file's order: a list of words, or ``{from: [...], to: [...]}``."""
    value = document.value
    if value is None:
        return (), []
    if not isinstance(value, list):
        return (), [Problem(document.path, document.first_line, "type", "expected a list of word lists")]
    rules: list[SynonymRule] = []
    problems: list[Problem] = []
    for number, item in enumerate(value):
        if isinstance(item, dict):
            arrow, found = decode_fields(document, SynonymArrow, (number,))
            problems += found
            if arrow is not None:
                rules.append(SynonymRule(tuple(arrow.words), tuple(arrow.means), tuple(arrow.related)))
            continue
        try:
            rules.append(SynonymRule(tuple(msgspec.convert(item, list[str]))))
        except msgspec.ValidationError:
            problems.append(
                Problem(
                    document.path,
                    document.line((number,)),
                    "type",
                    "expected a list of words, or {from: [...], to: [...]}",
                )
            )
    return tuple(rules), problems
