"""What may fill a placeholder, type by type, and how it stands in the text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from esim_help.errors import one_of
from esim_help.model.lang import pick
from esim_help.model.script import Placeholder, PlaceholderType
from esim_help.model.settings import Settings
from esim_help.reply.characters import hidden_character, looks_like_card_number, narrow, visible

MARKS = ("{{", "}}", ":::")
"""What opens or closes a blank or a card block; none is ever left in a reply."""

LIMITS: Mapping[PlaceholderType, int] = {"text": 300, "name": 60, "link": 500}
_AMOUNT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
_REFERENCE = re.compile(r"[A-Za-z0-9\-_/.#]{1,64}")
_LINK = re.compile(r"https://[!#-;=?-\[\]_a-z~]+")

Reader = Callable[[str, Placeholder, Settings, str], str]


class WrongValue(ValueError):
    """A value does not fit; the message goes on after the value and says what would be right."""


def trimmed(value: str) -> str:
    """``value`` without the spaces around it; other white space is for :func:`read_value` to refuse."""
    return value.strip(" \u00a0\u3000")


def read_value(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    """How ``value`` stands in a text in ``lang``; raises :class:`WrongValue`."""
    value = trimmed(value)
    if fault := _fault_of_any_type(value, LIMITS.get(placeholder.type)):
        raise WrongValue(fault)
    return READERS[placeholder.type](value, placeholder, settings, lang)


def _fault_of_any_type(value: str, limit: int | None) -> str:
    if limit is not None and len(value) > limit:
        return f"has {len(value)} characters; at most {limit} fit"
    if hidden := hidden_character(value):
        return f"holds {hidden}; write it on one line, without it"
    if not visible(value):
        return "is empty; give a value, or leave it out"
    if looks_like_card_number(value):
        return "looks like a payment card number, which never goes into a reply; write its last four digits at most"
    mark = next((mark for mark in MARKS if mark in value), "")
    return f"holds {mark!r}, which marks a blank or a block; leave it out" if mark else ""


def _line(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    return value


def _amount(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    if not _AMOUNT.fullmatch(amount := narrow(value)):
        raise WrongValue("is not an amount; write digits with at most two decimals, such as 20 or 19.90, and no commas")
    return amount


def _currency(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", currency := narrow(value)):
        raise WrongValue("is not a currency; write three letters, such as USD")
    return currency.upper()


def _date(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    return _moment(value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date; write YYYY-MM-DD, such as 2026-11-22")


def _datetime(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    form = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"
    return _moment(value, form, "date and time; write YYYY-MM-DD HH:MM, such as 2026-11-22 14:30")


def _moment(value: str, form: str, right: str) -> str:
    moment = narrow(value)
    try:
        if re.fullmatch(form, moment) and datetime.datetime.fromisoformat(moment):
            return moment
    except ValueError:
        pass
    raise WrongValue(f"is not a real {right}")


def _card(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    allowed = placeholder.choices or settings.card_ids
    card = next((card for card in settings.cards if card.id == value and value in allowed), None)
    if card is None:
        raise WrongValue(f"is no card of this script; {one_of(allowed)}")
    return pick(card.name, lang)


def _choice(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    if value not in placeholder.choices:
        raise WrongValue(f"is not a choice; {one_of(placeholder.choices)}")
    return value


def _last4(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", digits := narrow(value)):
        raise WrongValue("is not four digits; write the last four only, such as 0123")
    return digits


def _reference(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    if not _REFERENCE.fullmatch(value):
        raise WrongValue("is not a reference; write at most 64 letters, digits and -_/.#")
    return value


def _link(value: str, placeholder: Placeholder, settings: Settings, lang: str) -> str:
    allowed = link_hosts(settings)
    # The whole authority is compared, so that no user name and no port can stand beside a host that is allowed.
    if not _LINK.fullmatch(value) or "@" in _authority(value) or (allowed and _authority(value) not in allowed):
        where = f"no link to base_url or channels.hosts; write https:// and a host: {one_of(allowed)}"
        raise WrongValue(f"is {where if allowed else 'no link; write https:// and a host'}")
    return value


def link_hosts(settings: Settings) -> tuple[str, ...]:
    """The hosts that a link given by hand may lead to: the centre's own, ``channels.hosts``; if none, any."""
    own = _authority(settings.base_url)
    return tuple(dict.fromkeys(filter(None, (own, *(host.lower() for host in settings.channels.hosts)))))


def _authority(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


READERS: Mapping[PlaceholderType, Reader] = {
    "text": _line,
    "name": _line,
    "amount": _amount,
    "currency": _currency,
    "date": _date,
    "datetime": _datetime,
    "card": _card,
    "choice": _choice,
    "last4": _last4,
    "reference": _reference,
    "link": _link,
}
