"""The reply: a script's text for one customer, ready to send. It is complete, or it is not made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from esim_help.content.script_file import PLACEHOLDER
from esim_help.errors import MissingPlaceholders, UsageError
from esim_help.model.lang import pick
from esim_help.model.script import Channel, Escalation, Placeholder, Script
from esim_help.model.settings import Settings
from esim_help.reply.gaps import HOLE, close_holes
from esim_help.reply.invalid import Fault, InvalidValue, shown
from esim_help.reply.placeholders import (
    automatic_values,
    chosen_card,
    default_value,
    known_placeholders,
    placeholders_for,
)
from esim_help.reply.template import has_card_blocks, script_text, template_for
from esim_help.reply.values import MARKS, WrongValue, read_value, trimmed

NOTHING: Mapping[str, str] = MappingProxyType({})
_MARK_CHARACTERS = "".join(MARKS)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply. ``used`` is each placeholder of the text, in order, and what stands in its place."""

    script: str
    lang: str
    channel: str
    text: str
    used: Mapping[str, str]
    article: str
    escalation: Escalation


def write_reply(
    script: Script,
    settings: Settings,
    *,
    lang: str,
    channel: Channel,
    given: Mapping[str, str],
    from_customer: Mapping[str, str] = NOTHING,
) -> Reply:
    """The reply to send. ``given`` is the agent's word; ``from_customer`` was taken from the customer's own.

    What fills a blank, the first that has something: ``given``, the settings, ``from_customer``, the default.
    Raises UsageError (unknown name, a trusted one from the customer, no such language), InvalidValue (all wrong values
    at once), MissingPlaceholders (all that nothing fills), ContentError and ProjectError (a text that cannot be sent).
    """
    known = known_placeholders(script, settings)
    _refuse_unknown(script, known, [*given, *from_customer])
    _refuse_trusted(known, from_customer)
    said = {**from_customer, **given}
    values = _read(script, known, said, settings, lang)
    card = chosen_card(known["card"], settings, trimmed(said.get("card", "")))
    automatic = automatic_values(script, settings, lang, card)
    values |= {name: value for name, value in automatic.items() if name not in given}
    filled = _filled(script, settings, lang, channel, card, values)
    template = template_for(script, settings, lang, channel, card)
    used = {name: filled[name] for name in PLACEHOLDER.findall(template)}
    text = _fill(script, template, used, said)
    return Reply(script.id, lang, channel, text, used, script.article, script.escalation)


def reply_json(reply: Reply) -> dict[str, object]:
    """The object of ``reply --json``; ``escalation.when`` is in the reply's language, ``escalation.team`` an id."""
    return {
        "script": reply.script,
        "lang": reply.lang,
        "channel": reply.channel,
        "text": reply.text,
        "used": dict(reply.used),
        "article": reply.article,
        "escalation": {"when": pick(reply.escalation.when, reply.lang), "team": reply.escalation.team},
    }


def _refuse_unknown(script: Script, known: Mapping[str, Placeholder], names: Iterable[str]) -> None:
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        said = "; ".join(f"{name!r}{_meant(name, known)}" for name in unknown)
        raise UsageError(f"the script {script.id!r} has no placeholder {said}. It takes {', '.join(known)}")


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, known, 1)
    return f" (did you mean {close[0]}?)" if close else ""


def _refuse_trusted(known: Mapping[str, Placeholder], from_customer: Iterable[str]) -> None:
    trusted = [name for name in from_customer if known[name].trusted]
    if trusted:
        raise UsageError(f"the customer's words may not fill {', '.join(trusted)}; the agent gives it with --set")


def _read(
    script: Script, known: Mapping[str, Placeholder], said: Mapping[str, str], settings: Settings, lang: str
) -> dict[str, str]:
    values: dict[str, str] = {}
    faults: list[Fault] = []
    for name, value in said.items():
        try:
            values[name] = read_value(value, known[name], settings, lang)
        except WrongValue as wrong:
            faults.append(Fault(name, shown(value), str(wrong)))
    if faults:
        raise InvalidValue(script.id, faults)
    return values


def _filled(
    script: Script, settings: Settings, lang: str, channel: Channel, card: str, values: Mapping[str, str]
) -> dict[str, str]:
    """Every placeholder of the text with what stands in its place; raises MissingPlaceholders."""
    used: dict[str, str] = {}
    missing: list[str] = []
    shown_card_only = not has_card_blocks(script_text(script, lang, channel))
    for placeholder in placeholders_for(script, settings, lang, channel, card):
        value = values.get(placeholder.name)
        if value is None and (placeholder.name != "card" or shown_card_only):
            value = default_value(script, placeholder, lang)
        if value is None:
            missing.append(placeholder.name)
        else:
            used[placeholder.name] = value
    if missing:
        raise MissingPlaceholders(script.id, missing)
    return used


def _fill(script: Script, template: str, used: Mapping[str, str], said: Mapping[str, str]) -> str:
    """The template with every blank filled, in one pass, so that no value is read as a template."""
    text = close_holes(PLACEHOLDER.sub(lambda blank: used[blank[1]] or HOLE, template))
    left = [mark for mark in MARKS if mark in text]
    if left:
        # Each value was sound alone: two of them, or one and the text beside it, make the mark together.
        edges = [name for name, value in said.items() if name in used and _at_edge(trimmed(value))]
        if edges:
            right = (
                f"makes {' and '.join(left)} together with what stands beside it; change its first or last character"
            )
            raise InvalidValue(script.id, [Fault(name, shown(said[name]), right) for name in edges])
    assert not left, f"the reply {script.id!r} holds {left}"
    return text


def _at_edge(value: str) -> bool:
    return value[:1] in _MARK_CHARACTERS or value[-1:] in _MARK_CHARACTERS
