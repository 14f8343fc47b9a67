"""``agent/scripts/<id>.yaml``: one scripted answer."""

from __future__ import annotations

import re

from esim_help.content.decode import check_ids, days, decode_fields, localized
from esim_help.content.shapes import PlaceholderFields, ScriptFile
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem
from esim_help.model.script import Escalation, Placeholder, Script
from esim_help.model.settings import Settings

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
PLACEHOLDER_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
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
    problems += check_ids(document.path, document.line(("cards",)), "card", cards, settings.card_ids)
    problems += _placeholder_problems(document, file, placeholders)
    problems += _block_problems(document, file, settings.card_ids)
    problems += [
        Problem(document.path, document.line(("texts", lang)), "missing-key", "'chat' is required: it is the base of the other channels")
        for lang, channels in file.texts.items()
        if not channels.get("chat", "").strip()
    ]
    try:
        review_every = days(file.review_every)
    except ValueError:
        review_every = None
        problems.append(Problem(document.path, document.line(("review_every",)), "value", f"'review_every' is {file.review_every!r}; write days, such as 180d"))
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    script = Script(
        id=file.id or default_id,
        path=document.path,
        title=localized(file.title),
        situation=localized(file.situation),
        texts={lang: {channel: text.strip("\n") for channel, text in channels.items()} for lang, channels in sorted(file.texts.items())},
        cards=cards,
        article=file.article,
        facts=tuple(file.facts),
        unknowns=tuple(file.unknowns),
        questions={lang: tuple(asked) for lang, asked in sorted(file.questions.items())},
        placeholders=tuple(placeholders),
        escalation=Escalation(localized(file.escalation.when), file.escalation.team or ""),
        owner=file.owner,
        reviewed=file.reviewed,
        review_every=review_every,
    )
    return script, problems


def _placeholder(name: str, fields: PlaceholderFields) -> Placeholder:
    default = None if fields.default is None else localized(fields.default)
    return Placeholder(name, fields.type, default, fields.trusted, tuple(fields.choices), localized(fields.label))


def _placeholder_problems(document: YamlDocument, file: ScriptFile, declared: list[Placeholder]) -> list[Problem]:
    """Every ``{{name}}`` is declared, every declared one is used, and both are spelled as names."""
    found: list[Problem] = []
    names = {placeholder.name for placeholder in declared}
    used: set[str] = set()
    for lang, channels in file.texts.items():
        for channel, text in channels.items():
            line = document.line(("texts", lang, channel))
            used.update(names_in := PLACEHOLDER.findall(text))
            for name in sorted(set(names_in) - set(file.placeholders)):
                message = f"{{{{{name}}}}} is not declared; declare it under placeholders" if PLACEHOLDER_NAME.fullmatch(name) else f"{{{{{name}}}}} is not a placeholder name"
                found.append(Problem(document.path, line, "placeholder", message, choices=tuple(sorted(names))))
            if re.search(r"\{\{|\}\}", PLACEHOLDER.sub("", text)):
                found.append(Problem(document.path, line, "placeholder", "holds '{{' or '}}' without its partner"))
            if CARD_BLOCK.search(text):
                used.add("card")
                if "card" not in names:
                    found.append(Problem(document.path, line, "placeholder", "has card blocks; declare the placeholder card: {type: card}"))
    for placeholder in declared:
        line = document.line(("placeholders", placeholder.name))
        if placeholder.name not in used:
            found.append(Problem(document.path, line, "placeholder", f"{placeholder.name!r} is declared and not used", "warning"))
        if placeholder.type == "choice" and not placeholder.choices:
            found.append(Problem(document.path, line, "placeholder", f"{placeholder.name!r} is a choice; list its 'choices'"))
    return found


def _block_problems(document: YamlDocument, file: ScriptFile, card_ids: tuple[str, ...]) -> list[Problem]:
    found: list[Problem] = []
    for lang, channels in file.texts.items():
        for channel, text in channels.items():
            inside = False
            for match in CARD_BLOCK.finditer(text):
                line = document.line(("texts", lang, channel)) + 1 + text.count("\n", 0, match.start())
                name = match[1]
                if bool(name) == inside:
                    found.append(Problem(document.path, line, "card-block", "blocks cannot be nested; close the one before with ':::'" if name else "closes no block"))
                elif name:
                    found += check_ids(document.path, line, "card", [name], card_ids)
                inside = bool(name)
            if inside:
                found.append(Problem(document.path, document.line(("texts", lang, channel)), "card-block", "is not closed; end it with a line ':::'"))
    return found
