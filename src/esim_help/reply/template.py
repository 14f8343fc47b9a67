"""A script's text for one language, channel and card, its placeholders still open."""

from __future__ import annotations

from esim_help.content.script_file import CARD_BLOCK, PLACEHOLDER
from esim_help.errors import ContentError, Problem, UsageError, one_of
from esim_help.model.script import Channel, Script
from esim_help.model.settings import Settings
from esim_help.reply.frame import as_email
from esim_help.reply.gaps import join_lines
from esim_help.reply.values import MARKS


def script_text(script: Script, lang: str, channel: Channel) -> str:
    """What the script says there, ``chat`` where the channel has no words of its own; raises UsageError."""
    texts = script.texts.get(lang)
    if texts is None:
        raise UsageError(f"the script {script.id!r} is not written in {lang!r}; {one_of(script.texts)}")
    return texts.get(channel, "").strip("\n") or texts["chat"].strip("\n")


def template_for(script: Script, settings: Settings, lang: str, channel: Channel, card: str) -> str:
    """The text with ``card``'s blocks only, an e-mail's frame around it; raises ContentError when it cannot be sent."""
    body = for_card(script_text(script, lang, channel), card)
    if not body.strip():
        raise content_error(script, "card-block", f"the text in {lang!r} says nothing for card {card!r}")
    if mark := next((mark for mark in MARKS if mark in PLACEHOLDER.sub("", body)), ""):
        raise content_error(script, "placeholder", f"the text in {lang!r} holds {mark!r} without its partner")
    return as_email(body, settings, lang) if channel == "email" else body


def content_error(script: Script, rule: str, message: str) -> ContentError:
    """The error for a script that cannot be used."""
    return ContentError([Problem(script.path, 1, rule, message)])


def for_card(text: str, card: str) -> str:
    """``text`` with the blocks of ``card`` and without the others' and every marker.

    >>> for_card("Open:\\n::: red\\nBalance\\n:::\\n::: leb\\nPlan\\n:::\\nDone?", "red")
    'Open:\\nBalance\\nDone?'
    """
    block = ""
    lines: list[str | None] = []
    for line in text.split("\n"):
        if marker := CARD_BLOCK.match(line):
            block = marker[1]
            lines.append(None)
        else:
            lines.append(line if block in ("", card) else None)
    return join_lines(lines)


def has_card_blocks(text: str) -> bool:
    """Whether what ``text`` says depends on the card."""
    return CARD_BLOCK.search(text) is not None


def names_in(text: str, card: str) -> tuple[str, ...]:
    """The placeholders of ``text`` for ``card``, in the order they first appear; ``card`` where the first block is.

    >>> names_in("{{b}}\\n::: red\\n{{a}}\\n:::", "leb")
    ('b', 'card')
    """
    if first := CARD_BLOCK.search(text):
        text = text[: first.start()] + "{{card}}\n" + text[first.start() :]
    return tuple(dict.fromkeys(PLACEHOLDER.findall(for_card(text, card))))
