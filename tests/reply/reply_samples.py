"""Small scripts and settings to write replies from, and a short way to write one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from esim_help.model.lang import LANGS
from esim_help.model.script import Channel, Escalation, Placeholder, PlaceholderType, Script
from esim_help.model.settings import Card, Channels, Desk, Settings
from esim_help.reply.reply import Reply, write_reply

BARE = Settings(
    {"zh": "中心", "en": "Centre"},
    cards=(Card("red", {"zh": "红卡", "en": "Red Card"}), Card("leb", {"zh": "leb 卡", "en": "leb"})),
)
SETTINGS = replace(
    BARE,
    base_url="https://help.example.test/kb",
    channels=Channels(("pay.example.test",), "https://official.example.test/"),
    desk=Desk({"zh": "客服组", "en": "Support desk"}),
)
FRAME = {"case.id": "C-7", "agent.name": "Ann"}


def blank(
    name: str, type: PlaceholderType = "text", default: str | dict[str, str] | None = None, **more: object
) -> Placeholder:
    """A placeholder; a plain default stands for every language, and an empty one for nothing, as the reader has it."""
    texts = {lang: default for lang in LANGS} if isinstance(default, str) and default else default or None
    return Placeholder(name, type, {} if default == "" else texts, **more)  # type: ignore[arg-type]


def script(text: str | Mapping[str, str], *placeholders: Placeholder, **more: object) -> Script:
    """A script that says ``text`` in both languages: a chat text, or one for each channel."""
    channels = {"chat": text} if isinstance(text, str) else text
    return Script(
        "sample",
        "content/agent/scripts/sample.yaml",
        {},
        {},
        **{  # type: ignore[arg-type]
            "texts": {lang: channels for lang in LANGS},
            "placeholders": placeholders,
            "cards": ("red", "leb"),
            "article": "renew-red",
            "escalation": Escalation({"zh": "超时", "en": "Overdue"}, "tier-2"),
            **more,
        },
    )


def reply(
    one: Script,
    given: Mapping[str, str] | None = None,
    lang: str = "en",
    channel: Channel = "chat",
    settings: Settings = SETTINGS,
    **more: Mapping[str, str],
) -> Reply:
    """The reply of ``one`` with ``given``."""
    return write_reply(one, settings, lang=lang, channel=channel, given=given or {}, **more)
