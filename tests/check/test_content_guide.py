"""The content guide's tables say exactly what the shapes of the files and the catalogue of rules say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from esim_help.check.catalogue import RULES
from esim_help.content import settings_file, shapes
from esim_help.content.decode import Fields
from esim_help.content.markdown import SCHEMES
from esim_help.content.names import MAX_ID, RESERVED_IDS
from esim_help.content.source import MAX_BYTES
from esim_help.content.yaml_document import MAX_DEPTH
from esim_help.model.article import ArticleType
from esim_help.model.script import PlaceholderType

GUIDE = (Path(__file__).parents[2] / "docs" / "content-guide.md").read_text(encoding="utf-8")
TABLES: Mapping[str, type[Fields]] = {
    "front-matter": shapes.FrontMatter,
    "script": shapes.ScriptFile,
    "placeholder": shapes.PlaceholderFields,
    "category": shapes.CategoryFields,
    "notice": shapes.NoticeFields,
    "synonym": shapes.SynonymArrow,
    "source": shapes.SourceFields,
    "fact": shapes.FactFields,
    "unknown": shapes.UnknownFields,
    "tree": shapes.TreeFile,
    "node": shapes.NodeFields,
    "end": shapes.EndFields,
}
SHOWN_ELSEWHERE = {shapes.FactsFile, shapes.AnswerFields, shapes.EscalationFields}
"""Shapes of two or three keys, said in a sentence or a row."""
SETTINGS: Mapping[str, type[Fields]] = {
    "cards.<id>": settings_file.CardFields,
    "channels": settings_file.ChannelsFields,
    "desk": settings_file.DeskFields,
    "review": settings_file.ReviewFields,
}


def table(name: str) -> dict[str, str]:
    """First cell, without its quotes, to the rest of its row."""
    body = re.search(rf"<!-- table:{name} -->\n(.*?)<!-- end -->", GUIDE, re.DOTALL)
    assert body is not None, f"the guide has no table {name}"
    rows = body[1].splitlines()[2:]
    cells = {key: row for row in rows for key in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert cells
    return cells


def keys(shape: type[Fields]) -> Mapping[str, bool]:
    """Key in the file to whether it is required."""
    return {field.encode_name: field.required for field in msgspec.structs.fields(shape)}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_names_every_key_and_no_other(name: str) -> None:
    assert sorted(table(name)) == sorted(keys(TABLES[name]))


@pytest.mark.parametrize("name", sorted({*TABLES} - {"front-matter", "script", "placeholder"}))
def test_a_table_says_which_keys_are_required(name: str) -> None:
    said = {key: "| required" in row for key, row in table(name).items()}
    assert said == keys(TABLES[name])


def test_the_settings_table_names_every_key_of_every_table_and_no_other() -> None:
    inner = {f"{name}.{key}" for name, shape in SETTINGS.items() for key in keys(shape)}
    assert sorted(table("settings")) == sorted({*keys(settings_file.SettingsFile), *inner})


def test_every_shape_has_its_table() -> None:
    shown = {*TABLES.values(), *SETTINGS.values(), settings_file.SettingsFile, *SHOWN_ELSEWHERE}
    declared = {
        thing
        for module in (shapes, settings_file)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Fields) and thing is not Fields
    }
    assert declared == shown


def test_the_rules_table_is_the_catalogue() -> None:
    said = {rule: row.split(" | ", 1)[1].removesuffix(" |") for rule, row in table("rules").items() if rule in RULES}
    assert said == dict(RULES)
    assert list(RULES) == sorted(RULES)


def test_the_types_of_articles_and_of_placeholders_are_all_named() -> None:
    assert re.findall(r"`([^`]+)`", table("front-matter")["type"].split("|")[2]) == list(get_args(ArticleType))
    types = re.search(r"<!-- table:placeholder-types -->\n(.*?)<!-- end -->", GUIDE, re.DOTALL)
    assert types is not None
    assert re.findall(r"^\| `([^`]+)`", types[1], re.MULTILINE) == list(get_args(PlaceholderType))


@pytest.mark.parametrize("limit", [f"{MAX_BYTES:,} bytes", f"at most {MAX_ID} characters", f"deeper than {MAX_DEPTH}"])
def test_the_guide_names_the_limits_that_the_reader_has(limit: str) -> None:
    assert limit in GUIDE


def test_the_guide_names_the_reserved_ids_and_the_schemes_of_links() -> None:
    assert {f"`{name}`" for name in (*RESERVED_IDS, *SCHEMES)} <= set(re.findall(r"`[^`\n]+`", GUIDE))
