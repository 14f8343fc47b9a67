"""``agent/scripts/<id>.yaml``: one scripted answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from esim_help.content.decode import check_days, check_ids, check_own_id, days, decode_fields, localized
from esim_help.content.shapes import PlaceholderFields, ScriptFile
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem, Severity
from esim_help.model.script import Escalation, Placeholder, Script
from esim_help.model.settings import Settings

PLACEHOLDER = re.compile(r"\{\{\s{0,9}([^{}]*?)\s{0,9}\}\}")  # bounded: an open brace before a megabyte of spaces
PLACEHOLDER_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
LOOSE_BRACES = re.compile(r"\{\{|\}\}")
CARD_BLOCK = re.compile(r"^::: *([a-z0-9-]*)[^\n]*$", re.MULTILINE)


def read_script(document: YamlDocument, default_id: str, settings: Settings) -> tuple[Script | None, list[Problem]]:
    """The script in ``document``; ``None`` when it cannot be used, and every problem found either way."""
    file, problems = decode_fields(document, ScriptFile)
    if file is None:
        return None, problems
    placeholders: list[Placeholder] = []
    for name in file.placeholders:
        fields, found = decode_fields(document, PlaceholderFields, ("placeholders", name))
        problems += found
        if fields is not None:
            placeholders.append(_placeholder(name, fields))
    cards = tuple(file.cards) if file.cards is not None else settings.card_ids
    problems += check_own_id(document, file.id or default_id)
    problems += check_ids(document.path, document.line(("cards",)), "card", cards, settings.card_ids)
    problems += _placeholder_problems(document, file, placeholders)
    problems += _block_problems(document, file, settings.card_ids)
    problems += _missing_texts(document, file)
    problems += check_days(document, "review_every", file.review_every)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return _script(document.path, file.id or default_id, file, cards, placeholders), problems


def _script(
    path: str, script_id: str, file: ScriptFile, cards: tuple[str, ...], placeholders: list[Placeholder]
) -> Script:
    return Script(
        id=script_id,
        path=path,
        title=localized(file.title),
        situation=localized(file.situation),
        texts={
            lang: {channel: text.strip("\n") for channel, text in channels.items()}
            for lang, channels in sorted(file.texts.items())
        },
        cards=cards,
        article=file.article,
        facts=tuple(file.facts),
        unknowns=tuple(file.unknowns),
        questions={lang: tuple(asked) for lang, asked in sorted(file.questions.items())},
        placeholders=tuple(placeholders),
        escalation=Escalation(localized(file.escalation.when), file.escalation.team or ""),
        owner=file.owner,
        reviewed=file.reviewed,
        review_every=days(file.review_every),
    )


def _missing_texts(document: YamlDocument, file: ScriptFile) -> list[Problem]:
    if not file.texts:
        return [Problem(document.path, document.line(("texts",)), "missing-key", "'texts' is in no language")]
    message = "'chat' is required: it is the base of the other channels"
    return [
        Problem(document.path, document.line(("texts", lang)), "missing-key", message)
        for lang, channels in file.texts.items()
        if not channels.get("chat", "").strip()
    ]


def _placeholder(name: str, fields: PlaceholderFields) -> Placeholder:
    default = None if fields.default is None else localized(fields.default)
    return Placeholder(name, fields.type, default, fields.trusted, tuple(fields.choices), localized(fields.label))


def _texts(document: YamlDocument, file: ScriptFile) -> Iterator[tuple[int, str]]:
    """Every text with the line of its key."""
    for lang, channels in file.texts.items():
        for channel, text in channels.items():
            yield document.line(("texts", lang, channel)), text


def _placeholder_problems(document: YamlDocument, file: ScriptFile, declared: list[Placeholder]) -> list[Problem]:
    """Every ``{{name}}`` is declared, every declared one is used, and both are spelled as names."""
    found: list[Problem] = []
    names = tuple(sorted(placeholder.name for placeholder in declared))
    used: set[str] = set()

    def problem(line: int, message: str, severity: Severity = "error") -> None:
        found.append(Problem(document.path, line, "placeholder", message, severity, names))

    for line, text in _texts(document, file):
        used.update(PLACEHOLDER.findall(text))
        for name in sorted(set(PLACEHOLDER.findall(text)) - set(file.placeholders)):
            undeclared = "is not declared; declare it under placeholders"
            why = undeclared if PLACEHOLDER_NAME.fullmatch(name) else "is not a placeholder name"
            problem(line, f"{{{{{name}}}}} {why}")
        if LOOSE_BRACES.search(PLACEHOLDER.sub("", text)):
            problem(line, "holds '{{' or '}}' without its partner")
        if CARD_BLOCK.search(text):
            used.add("card")
            if "card" not in names:
                problem(line, "has card blocks; declare the placeholder card: {type: card}")
    for placeholder in declared:
        line = document.line(("placeholders", placeholder.name))
        if not PLACEHOLDER_NAME.fullmatch(placeholder.name):
            problem(line, f"{placeholder.name!r} is not a placeholder name; use lower-case words joined by dots")
        elif placeholder.name not in used:
            problem(line, f"{placeholder.name!r} is declared and not used", "warning")
        if placeholder.type == "choice" and not placeholder.choices:
            problem(line, f"{placeholder.name!r} is a choice; list its 'choices'")
    return found


def _block_problems(document: YamlDocument, file: ScriptFile, card_ids: tuple[str, ...]) -> list[Problem]:
    found: list[Problem] = []
    for first, text in _texts(document, file):
        inside = False
        for match in CARD_BLOCK.finditer(text):
            line = first + 1 + text.count("\n", 0, match.start())
            name = match[1]
            if bool(name) == inside:
                message = "blocks cannot be nested; close the one before with ':::'" if name else "closes no block"
                found.append(Problem(document.path, line, "card-block", message))
            elif name:
                found += check_ids(document.path, line, "card", [name], card_ids)
            inside = bool(name)
        if inside:
            found.append(Problem(document.path, first, "card-block", "is not closed; end it with a line ':::'"))
    return found
