"""``esim-help.toml``: the project's settings. ``title`` is enough; an unknown key is an error naming the known ones."""

from __future__ import annotations

import re
import tomllib
from typing import TypeVar
from urllib.parse import urlsplit

from esim_help.content.decode import AN_ID, ID_PATTERN, MAX_DAYS, Fields, decode_fields, localized
from esim_help.content.shapes import TextOrTexts
from esim_help.content.yaml_document import YamlDocument
from esim_help.errors import Problem, one_of
from esim_help.model.lang import LANGS
from esim_help.model.passage import OUR_ADVICE
from esim_help.model.settings import DEFAULT_REVIEW_DAYS, SETTINGS_NAME, Card, Channels, Desk, Settings


class CardFields(Fields, frozen=True, kw_only=True):
    """``[cards.<id>]``."""

    name: TextOrTexts
    words: list[str] = []


class ChannelsFields(Fields, frozen=True, kw_only=True):
    """``[channels]``."""

    hosts: list[str] = []
    official_url: str = ""


class DeskFields(Fields, frozen=True, kw_only=True):
    """``[desk]``."""

    name: TextOrTexts = ""
    teams: dict[str, TextOrTexts] = {}
    salutation: TextOrTexts = ""
    case_line: TextOrTexts = ""
    signature: TextOrTexts = ""


class ReviewFields(Fields, frozen=True, kw_only=True):
    """``[review]``."""

    every: int = DEFAULT_REVIEW_DAYS


class SettingsFile(Fields, frozen=True, kw_only=True):
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


Table = TypeVar("Table", ChannelsFields, DeskFields, ReviewFields)


def read_settings(text: str) -> tuple[Settings | None, list[Problem]]:
    """The settings in ``text``; ``None`` when they cannot be used, and every problem found either way."""
    try:
        value = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        last = len(text.splitlines()) if "end of document" in str(error) else 1
        return None, [Problem(SETTINGS_NAME, int(place[1]) if place else last, "toml", str(error))]
    document = YamlDocument(SETTINGS_NAME, value, _lines(text))
    file, problems = decode_fields(document, SettingsFile)
    if file is None:
        return None, problems
    channels, channel_problems = _table(document, ChannelsFields, "channels")
    desk, desk_problems = _table(document, DeskFields, "desk")
    review, review_problems = _table(document, ReviewFields, "review")
    cards, card_problems = _cards(document, file)
    problems += channel_problems + desk_problems + review_problems + card_problems
    problems += _own_problems(file, document, channels, review)
    if problems or channels is None or desk is None or review is None:
        return None, problems
    return _settings(file, cards, channels, desk, review), []


def _table(document: YamlDocument, shape: type[Table], name: str) -> tuple[Table | None, list[Problem]]:
    return decode_fields(document, shape, (name,)) if isinstance(document.value.get(name), dict) else (shape(), [])


def _cards(document: YamlDocument, file: SettingsFile) -> tuple[tuple[Card, ...], list[Problem]]:
    cards: list[Card] = []
    problems: list[Problem] = []
    for card_id in file.cards:
        fields, found = decode_fields(document, CardFields, ("cards", card_id))
        problems += found
        line = document.line(("cards", card_id))
        if not ID_PATTERN.fullmatch(card_id):
            problems.append(Problem(SETTINGS_NAME, line, "id", f"card {card_id!r} {AN_ID}"))
        if card_id == OUR_ADVICE:
            problems.append(
                Problem(SETTINGS_NAME, line, "id", f"card {card_id!r} is reserved for blocks of our advice")
            )
        if fields is not None:
            cards.append(Card(card_id, localized(fields.name), tuple(fields.words)))
    return tuple(cards), problems


def _settings(
    file: SettingsFile, cards: tuple[Card, ...], channels: ChannelsFields, desk: DeskFields, review: ReviewFields
) -> Settings:
    return Settings(
        title=localized(file.title),
        description=localized(file.description),
        languages=file.languages,
        default_language=file.default_language or file.languages[0],
        base_url=file.base_url.rstrip("/"),
        support=file.support,
        popular=tuple(file.popular),
        cards=cards,
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


def _own_problems(
    file: SettingsFile, document: YamlDocument, channels: ChannelsFields | None, review: ReviewFields | None
) -> list[Problem]:
    found: list[Problem] = []

    def problem(place: tuple[str, ...], message: str) -> None:
        found.append(Problem(SETTINGS_NAME, document.line(place), "value", message))

    for lang in file.languages:
        if lang not in LANGS:
            problem(("languages",), f"language {lang!r} is unknown; {one_of(LANGS)}")
    if not file.languages or len(set(file.languages)) < len(file.languages):
        problem(("languages",), "'languages' names no language, or one twice; use zh, en or both")
    elif file.default_language and file.default_language not in file.languages:
        problem(("default_language",), f"'default_language' is {file.default_language!r}; {one_of(file.languages)}")
    if not localized(file.title):
        problem(("title",), "'title' is empty")
    if review is not None and not 0 < review.every <= MAX_DAYS:
        problem(("review", "every"), f"'every' is {review.every}; write days, such as 180")
    for place, address in (
        (("base_url",), file.base_url),
        (("channels", "official_url"), channels.official_url if channels else ""),
    ):
        if address and not _is_web_address(address):
            problem(place, f"{address!r} is not a web address; write it with https://")
    return found


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


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
