"""Which blanks a reply has, and what fills them when nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from esim_help.errors import ProjectError
from esim_help.model.lang import pick
from esim_help.model.script import Channel, Placeholder, Script
from esim_help.model.settings import SETTINGS_NAME, Settings
from esim_help.reply.frame import BUILT_IN, as_email
from esim_help.reply.template import content_error, has_card_blocks, names_in, script_text
from esim_help.reply.values import MARKS


def known_placeholders(script: Script, settings: Settings) -> dict[str, Placeholder]:
    """Every placeholder that may be given: the script's own, then the built-in ones it does not declare."""
    known = {placeholder.name: placeholder for placeholder in script.placeholders}
    known |= {name: placeholder for name, placeholder in BUILT_IN.items() if name not in known}
    # Blocks are chosen by `card`, so it is a card of this script whatever the script declares.
    known["card"] = replace(known["card"], type="card", choices=script.cards or settings.card_ids)
    return known


def placeholders_for(
    script: Script, settings: Settings, lang: str, channel: Channel, card: str
) -> tuple[Placeholder, ...]:
    """The placeholders that this text needs, in order, an e-mail's frame included, with or without a default.

    With no ``card`` where the text depends on it: those that it needs whichever card it is, ``card`` among them.
    """
    known = known_placeholders(script, settings)
    card = chosen_card(known["card"], settings, card)
    text = script_text(script, lang, channel)
    if channel == "email":
        text = as_email(text, settings, lang)
    cards = known["card"].choices if has_card_blocks(text) and not card else (card,)
    first, *others = [names_in(text, card) for card in cards] or [names_in(text, "")]
    names = [name for name in first if all(name in other for other in others)]
    for name in names:
        if name not in known:
            raise content_error(script, "placeholder", f"{{{{{name}}}}} is not declared; declare it under placeholders")
    return tuple(known[name] for name in names)


def chosen_card(placeholder: Placeholder, settings: Settings, given: str) -> str:
    """The id of the card that was given, else of the script's only one, else of the one its default names; or none."""
    if given or len(placeholder.choices) == 1:
        return given or placeholder.choices[0]
    named = set((placeholder.default or {}).values())
    cards = (card for card in settings.cards if card.id in placeholder.choices)
    return next((card.id for card in cards if named & {card.id, *card.name.values()}), "")


def automatic_values(script: Script, settings: Settings, lang: str, card: str) -> Mapping[str, str]:
    """What the settings fill; where a setting is empty the placeholder is left out. Raises ProjectError."""
    values = {
        "card": next((pick(one.name, lang) for one in settings.cards if one.id == card), ""),
        "desk.name": pick(settings.desk.name, lang),
        "site.official_url": settings.channels.official_url,
    }
    if settings.base_url and script.article:
        values["link.article"] = f"{settings.base_url.rstrip('/')}/{lang}/{script.article}/"
    for name, value in values.items():
        if any(mark in value for mark in MARKS):
            raise ProjectError(f"{SETTINGS_NAME}: {value!r}, which fills {name}, may hold none of {' '.join(MARKS)}")
    return {name: value for name, value in values.items() if value}


def default_value(script: Script, placeholder: Placeholder, lang: str) -> str | None:
    """What is said when nothing is given; ``None`` when something must be.

    A default that some other language has and this one has not is none: its words would be in the wrong language.
    """
    default = placeholder.default
    if default is None or (default and lang not in default):
        return None
    text = default.get(lang, "")
    if any(mark in text for mark in MARKS):
        raise content_error(script, "placeholder", f"the default of {placeholder.name!r} may hold no {{{{…}}}}")
    return text
