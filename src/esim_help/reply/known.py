"""What has been learnt since a script was written: the answers to the unknowns that its words call open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from esim_help.model.fact import Unknown
from esim_help.model.lang import Localized, pick
from esim_help.model.script import Script
from esim_help.model.settings import Settings
from esim_help.reply.template import has_card_blocks
from esim_help.reply.values import MARKS

UPDATE: Localized = {"zh": "更新：{question}{answer}", "en": "Update: {question} {answer}"}


def informed(script: Script, unknowns: Iterable[Unknown], settings: Settings) -> Script:
    """``script`` with each answered one of ``unknowns`` said at the end of every text of the answer's languages.

    The words above it stay: what the guide does not state it still does not. An answer for some of the script's cards
    stands in a block of each, or behind their names where the text has no blocks.
    """
    answered = [unknown for unknown in unknowns if not unknown.open]
    texts = {
        lang: {channel: _with(text, answered, script, settings, lang) for channel, text in channels.items()}
        for lang, channels in script.texts.items()
    }
    return replace(script, texts=texts) if answered else script


def _with(text: str, answered: Iterable[Unknown], script: Script, settings: Settings, lang: str) -> str:
    if not text.strip():
        return text  # a channel without words of its own says those of chat
    blocks = has_card_blocks(text)
    parts = [_update(unknown, script, settings, lang, blocks=blocks) for unknown in answered]
    return "\n".join([text.rstrip("\n"), *filter(None, parts)])


def _update(unknown: Unknown, script: Script, settings: Settings, lang: str, *, blocks: bool) -> str:
    """The sentence, or nothing where the answer is not in that language or could be taken for a template."""
    question, answer = (" ".join(texts.get(lang, "").split()) for texts in (unknown.question, unknown.answer))
    if not question or not answer or any(mark in question + answer for mark in MARKS):
        return ""
    said = UPDATE[lang].format(question=question, answer=answer)
    if set(script.cards) <= set(unknown.cards):
        return said
    cards = [card for card in script.cards if card in unknown.cards]
    if blocks:
        return "\n".join(f"::: {card}\n{said}\n:::" for card in cards)
    names = {card.id: pick(card.name, lang) for card in settings.cards}
    return f"{' · '.join(names.get(card, card) for card in cards)} – {said}" if cards else ""


def known_json(unknown: Unknown, lang: str) -> Mapping[str, Any]:
    """One object of ``known`` in ``reply --json``."""
    return {
        "id": unknown.id,
        "question": pick(unknown.question, lang),
        "answer": pick(unknown.answer, lang),
        "source": unknown.source,
        "answered": unknown.answered.isoformat() if unknown.answered else None,
    }
