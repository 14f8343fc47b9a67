"""``facts.yaml``: sources, facts and unknowns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from esim_help.content.decode import check_ids, check_unique, decode_fields, decode_list, localized
from esim_help.content.shapes import FactFields, FactsFile, SourceFields, UnknownFields
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem
from esim_help.model.fact import Fact, FactSource, Unknown

Entry = TypeVar("Entry", SourceFields, FactFields, UnknownFields)
FactBook = tuple[tuple[FactSource, ...], tuple[Fact, ...], tuple[Unknown, ...]]


def read_facts(document: YamlDocument, card_ids: tuple[str, ...]) -> tuple[FactBook, list[Problem]]:
    """Sources, facts and unknowns, sorted by id, without the entries that cannot be used."""
    file, problems = decode_fields(document, FactsFile)
    if file is None:
        return ((), (), ()), problems
    sources, source_problems = decode_list(document, SourceFields, ("sources",)) if file.sources else ([], [])
    facts, fact_problems = decode_list(document, FactFields, ("facts",)) if file.facts else ([], [])
    unknowns, unknown_problems = decode_list(document, UnknownFields, ("unknowns",)) if file.unknowns else ([], [])
    problems += source_problems + fact_problems + unknown_problems
    source_ids = [source.id for source, _ in sources]
    for fact, line in facts:
        problems += check_ids(document.path, line, "card", fact.cards, card_ids)
        problems += check_ids(document.path, line, "source", filter(None, [fact.source]), source_ids)
    for unknown, line in unknowns:
        problems += check_ids(document.path, line, "card", unknown.cards, card_ids)
        if localized(unknown.answer) and not (unknown.source and unknown.answered and unknown.author):
            message = f"{unknown.id} has an answer; say its 'source', 'answered' (date) and 'author' too"
            problems.append(Problem(document.path, line, "unknown-answer", message))
    named = [(item.id, line) for items in (sources, facts, unknowns) for item, line in items]
    problems += check_unique(document.path, sorted(named, key=lambda pair: pair[1]))
    book = (
        tuple(FactSource(item.id, localized(item.title), item.file) for item, _ in _by_id(sources)),
        tuple(_fact(item, card_ids) for item, _ in _by_id(facts)),
        tuple(_unknown(item, card_ids) for item, _ in _by_id(unknowns)),
    )
    return book, problems


def _by_id(items: Iterable[tuple[Entry, int]]) -> list[tuple[Entry, int]]:
    return sorted({item.id: (item, line) for item, line in items}.values(), key=lambda pair: pair[0].id)


def _fact(item: FactFields, card_ids: tuple[str, ...]) -> Fact:
    return Fact(
        item.id,
        tuple(item.cards) or card_ids,
        localized(item.says),
        item.strength,
        item.source,
        str(item.line),
        item.kind,
        item.screen,
        tuple(item.names),
        tuple(item.called),
        item.changed,
    )


def _unknown(item: UnknownFields, card_ids: tuple[str, ...]) -> Unknown:
    return Unknown(
        id=item.id,
        cards=tuple(item.cards) or card_ids,
        question=localized(item.question),
        instead=localized(item.instead),
        names=tuple(item.names),
        asked={lang: tuple(asked) for lang, asked in sorted(item.asked.items())},
        answer=localized(item.answer),
        source=item.source,
        answered=item.answered,
        author=item.author,
    )
