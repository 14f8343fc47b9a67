"""The scripts of this project: each can be written, and none is ever written with a blank in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from esim_help.content.names import id_from_name
from esim_help.content.script_file import read_script
from esim_help.content.settings_file import read_settings
from esim_help.content.yaml_document import YamlDocument, read_yaml
from esim_help.errors import MissingPlaceholders
from esim_help.model.script import CHANNELS, Script
from esim_help.model.settings import Channels, Settings
from esim_help.reply.placeholders import placeholders_for
from esim_help.reply.reply import write_reply
from esim_help.reply.values import MARKS

PROJECT = Path(__file__).parents[2]
FITTING = {
    "text": "words",
    "name": "Ann",
    "amount": "20",
    "currency": "USD",
    "date": "2026-11-22",
    "datetime": "2026-11-22 10:00",
    "last4": "0123",
    "reference": "R-1",
    "link": "https://help.example.test/",
}


def project_settings() -> Settings:
    read, problems = read_settings((PROJECT / "esim-help.toml").read_text("utf-8"))
    assert read is not None, problems
    return read


def project_scripts(settings: Settings) -> list[Script]:
    scripts = []
    for path in sorted((PROJECT / "content/agent/scripts").glob("*.yaml")):
        document = read_yaml(path.read_text("utf-8"), path.name)
        assert isinstance(document, YamlDocument), document
        one, problems = read_script(document, id_from_name(path.stem), settings)
        assert one is not None, problems
        scripts.append(one)
    return scripts


SETTINGS = project_settings()
# The project itself may not have an address yet; links are given by hand to a host that is allowed.
REACHABLE = replace(SETTINGS, channels=Channels(("help.example.test",)))
SCRIPTS = project_scripts(SETTINGS)
WAYS = [
    (one, lang, channel, card)
    for one in SCRIPTS
    for lang in sorted(one.texts)
    for channel in CHANNELS
    for card in one.cards or ("",)
]


def test_there_are_scripts():
    assert SCRIPTS


@pytest.mark.parametrize("one", SCRIPTS, ids=[one.id for one in SCRIPTS])
def test_a_real_script_is_whole_once_its_placeholders_are_given(one):
    for lang, channel, card in [way[1:] for way in WAYS if way[0] is one]:
        needed = placeholders_for(one, REACHABLE, lang, channel, card)
        values = {p.name: p.choices[0] if p.type == "choice" else FITTING.get(p.type, card) for p in needed}
        written = write_reply(one, REACHABLE, lang=lang, channel=channel, given=values)
        assert_whole(written.text)


@pytest.mark.parametrize("settings", [SETTINGS, REACHABLE], ids=["as they are", "with a host"])
@pytest.mark.parametrize("one", SCRIPTS, ids=[one.id for one in SCRIPTS])
def test_a_real_script_with_nothing_given_is_whole_or_names_what_is_missing(one, settings):
    for lang, channel, card in [way[1:] for way in WAYS if way[0] is one]:
        for given in ({}, {"card": card} if card else {}):
            needed = [p.name for p in placeholders_for(one, settings, lang, channel, given.get("card", ""))]
            text, missing = written_or_missing(one, settings, lang, channel, given)
            assert bool(text) is not bool(missing)
            assert missing == [name for name in needed if name in missing]
            if text:
                assert_whole(text)


def written_or_missing(one, settings, lang, channel, given):
    try:
        return write_reply(one, settings, lang=lang, channel=channel, given=given).text, []
    except MissingPlaceholders as error:
        return "", list(error.names)


def assert_whole(text: str) -> None:
    assert text.strip()
    assert text == text.strip("\n")
    assert not any(mark in text for mark in (*MARKS, "\0", "\n\n\n", " \n"))
