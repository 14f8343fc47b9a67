"""The settings: a title is enough, and what is wrong is named with its line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_samples import settings_of

from esim_help.content.settings_file import read_settings
from esim_help.errors import ContentError, ProjectError
from esim_help.reading import find_project, read_project_settings

TITLE = 'title = "Help"\n'


def test_a_title_is_enough() -> None:
    settings = settings_of(TITLE)
    assert (settings.title, settings.languages, settings.default_language) == (
        {"zh": "Help", "en": "Help"},
        ("zh", "en"),
        "zh",
    )
    assert (settings.cards, settings.synonyms, settings.review_every) == ((), True, 180)


def test_every_setting_is_read() -> None:
    settings = settings_of("""
title = { zh = "帮助", en = "Help" }
description = "d"
languages = ["en", "zh"]
default_language = "zh"
base_url = "https://example.org/help/"
support = "contact"
popular = ["a", "b"]
synonyms = false
[cards.red]
name = { zh = "红卡", en = "Red" }
words = ["red"]
[cards.leb]
name = "leb"
[channels]
hosts = ["example.org"]
official_url = "https://example.org"
[desk]
name = "desk"
salutation = "hi"
case_line = "case"
signature = { en = "bye" }
[desk.teams]
tier-2 = "T2"
[review]
every = 90
""")
    assert (settings.languages, settings.default_language) == (("en", "zh"), "zh")
    assert settings.base_url == "https://example.org/help"
    assert (settings.support, settings.popular, settings.synonyms) == ("contact", ("a", "b"), False)
    assert [(card.id, card.name["en"], card.words) for card in settings.cards] == [
        ("red", "Red", ("red",)),
        ("leb", "leb", ()),
    ]
    assert (settings.channels.hosts, settings.channels.official_url) == (("example.org",), "https://example.org")
    assert (settings.desk.signature, settings.desk.teams["tier-2"]["zh"]) == ({"en": "bye"}, "T2")
    assert settings.review_every == 90


WRONG = {
    "": "1: missing-key: 'title' is required",
    "title = ''": "1: value: 'title' is empty",
    "title = 5": "1: type: 'title' must be text or a mapping, found the number 5 (put it in quotes if it is text)",
    "title = {fr = 'x'}": "1: value: 'fr' in 'title' is unknown; use one of zh, en",
    TITLE + "colour = 'red'": (
        "2: unknown-key: 'colour' is not a key here; use one of title, description, languages, default_language, "
        "base_url, support, popular, cards, channels, desk, synonyms, review"
    ),
    TITLE + "[channels]\nhost = []": "3: unknown-key: 'host' is not a key here; use one of hosts, official_url",
    TITLE + "[desk]\nteam = 'x'": (
        "3: unknown-key: 'team' is not a key here; use one of name, teams, salutation, case_line, signature"
    ),
    TITLE + "[desk.teams]\nt = 5": (
        "3: type: 'teams.t' must be text or a mapping, found the number 5 (put it in quotes if it is text)"
    ),
    TITLE + "channels = 'x'": "2: type: 'channels' must be a mapping, found text",
    TITLE + "languages = ['de']": "2: value: language 'de' is unknown; use one of zh, en",
    TITLE + "languages = []": "2: value: 'languages' names no language, or one twice; use zh, en or both",
    TITLE + "languages = ['zh', 'zh']": "2: value: 'languages' names no language, or one twice; use zh, en or both",
    TITLE + "languages = ['zh']\ndefault_language = 'en'": "3: value: 'default_language' is 'en'; use one of zh",
    TITLE + "base_url = 'example.org'": "2: value: 'example.org' is not a web address; write it with https://",
    TITLE + "base_url = 'http://[bad'": "2: value: 'http://[bad' is not a web address; write it with https://",
    TITLE + "[channels]\nofficial_url = 'javascript:x'": (
        "3: value: 'javascript:x' is not a web address; write it with https://"
    ),
    TITLE + "[cards.Red]\nname = 'x'": (
        "2: id: card 'Red' is not an id; use at most 100 lower-case letters, digits and single hyphens"
    ),
    TITLE + "[cards.ours]\nname = 'x'": "2: id: card 'ours' is reserved for blocks of our advice",
    TITLE + "[cards.red]\nwords = ['a']": "2: missing-key: 'name' is required",
    TITLE + "[review]\nevery = 0": "3: value: 'every' is 0; write days, such as 180",
    TITLE + "[review]\nevery = '90d'": "3: type: 'every' must be a whole number, found text",
    TITLE + "synonyms = 'no'": "2: type: 'synonyms' must be true or false, found text",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named(text: str) -> None:
    settings, problems = read_settings(text)
    assert settings is None
    assert [str(problem).removeprefix("esim-help.toml:") for problem in problems] == [WRONG[text]]


@pytest.mark.parametrize("text", ["title = 'b'", "a = [1", "a = 2026-13-01", "a", "a = 'b", "[a", "= 1", "a = 1 b = 2"])
def test_what_is_no_toml_is_named_where_it_stands(text: str) -> None:
    settings, (problem,) = read_settings(TITLE + text + "\n")
    assert settings is None
    assert (problem.line, problem.rule) == (2, "toml")


def test_all_problems_are_reported_at_once() -> None:
    text = "titel = 'x'\nlanguages = 5\n[desk]\nx = 1\n[cards.red]\n"
    assert [problem.rule for problem in read_settings(text)[1]] == ["unknown-key", "type", "missing-key"]
    text = TITLE + "base_url = 'x'\n[channels]\na = 1\n[desk]\nb = 2\n[cards.C]\nwords = 5\n"
    assert [problem.line for problem in read_settings(text)[1]] == [4, 6, 8, 7, 7, 2]


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a" + ".a" * 3000 + " = 1", "\x00", "[[cards]]"]
)
def test_toml_that_could_hurt_is_a_problem(text: str) -> None:
    settings, problems = read_settings(TITLE + text)
    assert settings is None
    assert problems


BYTES = {b"title = '\xff'": "encoding", b"": "missing-key", b"\xff\xfe": "encoding", b"title": "toml"}


@pytest.mark.parametrize("raw", BYTES)
def test_bytes_that_are_no_settings_are_named(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "esim-help.toml").write_bytes(raw)
    with pytest.raises(ContentError) as refused:
        read_project_settings(tmp_path)
    assert [problem.rule for problem in refused.value.problems] == [BYTES[raw]]


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbftitle = 'T'", b"title = 'T'\r\nsupport = 'a'\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "esim-help.toml").write_bytes(raw)
    assert read_project_settings(tmp_path) == (settings_of(raw.decode("utf-8-sig")), raw)


def test_a_project_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "content" / "zh").mkdir(parents=True)
    (tmp_path / "esim-help.toml").write_text(TITLE, encoding="utf-8")
    assert find_project(tmp_path / "content" / "zh") == tmp_path


def test_no_project_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"no esim-help.toml in .* or any folder above; run 'esim-help init DIR'"):
        find_project(tmp_path)
    with pytest.raises(ProjectError, match=r"run 'esim-help init"):
        read_project_settings(tmp_path)
    (tmp_path / "esim-help.toml").mkdir()
    with pytest.raises(ProjectError, match=r"cannot be read"):
        read_project_settings(tmp_path)
