"""``esim-help.toml``: the project's settings. ``title`` alone is enough; an unknown key is an error naming the known ones."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import urlsplit

from esim_help.content.decode import ID_PATTERN, Fields, decode_fields, localized
from esim_help.content.shapes import TextOrTexts
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem
from esim_help.model.lang import LANGS
from esim_help.model.settings import DEFAULT_REVIEW_DAYS, SETTINGS_NAME, Card, Channels, Desk, Settings


class CardFields(Fields, kw_only=True):
    """``[cards.<id>]``."""

    name: TextOrTexts
    words: list[str] = []


class ChannelsFields(Fields, kw_only=True):
    """``[channels]``."""

    hosts: list[str] = []
    official_url: str = ""


class DeskFields(Fields, kw_only=True):
    """``[desk]``."""

    name: TextOrTexts = ""
    teams: dict[str, TextOrTexts] = {}
    salutation: TextOrTexts = ""
    case_line: TextOrTexts = ""
    signature: TextOrTexts = ""


class ReviewFields(Fields, kw_only=True):
    """``[review]``."""

    every: int = DEFAULT_REVIEW_DAYS


class SettingsFile(Fields, kw_only=True):
    """The keys of ``esim-help.toml``."""

    title: TextOrTexts
    description: TextOrTexts = ""
    languages: tuple[str, ...] = LANGS
    default_language: str = ""
    base_url: str = ""
    support: str = ""
    popular: list[str] = []
    cards: dict[str, object] = {}
    channels: dict[str, object] = {}
    desk: dict[str, object] = {}
    synonyms: bool = True
    review: dict[str, object] = {}


def read_settings(text: str) -> tuple[Settings | None, list[Problem]]:
    """The settings in ``text``; ``None`` when they cannot be used, and every problem found either way."""
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return None, [Problem(SETTINGS_NAME, int(line[1]) if line else 1, "toml", str(error))]
    document = YamlDocument(SETTINGS_NAME, value, _lines(text))
    file, problems = decode_fields(document, SettingsFile)
    if file is None:
        return None, problems
    channels, more = decode_fields(document, ChannelsFields, ("channels",)) if file.channels else (ChannelsFields(), [])
    desk, desk_problems = decode_fields(document, DeskFields, ("desk",)) if file.desk else (DeskFields(), [])
    review, review_problems = decode_fields(document, ReviewFields, ("review",)) if file.review else (ReviewFields(), [])
    problems += more + desk_problems + review_problems
    cards: list[Card] = []
    for card_id in file.cards:
        fields, found = decode_fields(document, CardFields, ("cards", card_id))
        problems += found
        if not ID_PATTERN.fullmatch(card_id):
            problems.append(Problem(SETTINGS_NAME, document.line(("cards", card_id)), "id", f"card {card_id!r} is not an id; use lower-case letters, digits and hyphens"))
        if fields is not None:
            cards.append(Card(card_id, localized(fields.name), tuple(fields.words)))
    problems += _own_problems(file, document, channels)
    if problems or channels is None or desk is None or review is None:
        return None, problems
    settings = Settings(
        title=localized(file.title),
        description=localized(file.description),
        languages=tuple(file.languages),
        default_language=file.default_language or file.languages[0],
        base_url=file.base_url.rstrip("/"),
        support=file.support,
        popular=tuple(file.popular),
        cards=tuple(cards),
        channels=Channels(tuple(channels.hosts), channels.official_url),
        desk=Desk(
            localized(desk.name),
            {team: localized(name) for team, name in desk.teams.items()},
            localized(desk.salutation),
            localized(desk.case_line),
            localized(desk.signature),
        ),
        synonyms=file.synonyms,
        review_every=review.every,
    )
    return settings, problems


def _own_problems(file: SettingsFile, document: YamlDocument, channels: ChannelsFields | None) -> list[Problem]:
    found: list[Problem] = []

    def problem(key: str, message: str) -> None:
        found.append(Problem(SETTINGS_NAME, document.line((key,)), "value", message))

    for lang in (*file.languages, *filter(None, [file.default_language])):
        if lang not in LANGS:
            problem("languages", f"language {lang!r} is unknown; use one of {', '.join(LANGS)}")
    if not file.languages:
        problem("languages", "names no language; use zh, en or both")
    if not localized(file.title):
        problem("title", "'title' is empty")
    for key, address in (("base_url", file.base_url), ("channels", channels.official_url if channels else "")):
        if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname):
            problem(key, f"{address!r} is not a web address; write it with https://")
    return found


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Where each key stands: enough for messages, since ``tomllib`` keeps no positions."""
    lines: dict[tuple[str | int, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([A-Za-z0-9_.\-]+)\]", line):
            table = tuple(header[1].split("."))
            lines.setdefault(table, number)
        elif key := re.match(r"\s*([A-Za-z0-9_\-]+)\s*=", line):
            lines.setdefault((*table, key[1]), number)
    return lines
