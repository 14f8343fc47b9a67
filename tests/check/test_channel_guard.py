"""A promoted handle is refused however it is written, and our own words are not taken for one.

The disguises that still get through are listed in ``docs/check-rules.md``, and are no more than that. Another set of
disguises is another file and another line in ``SETS``.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from documented import missed_of, said_of

from esim_help.check.channels import check_channels
from esim_help.check.contacts import contacts
from esim_help.check.disguise import is_disguised
from esim_help.check.passages import Passage, passages
from esim_help.content.loader import load_centre
from esim_help.model.centre import Centre
from esim_help.model.fact import Fact
from esim_help.model.settings import Settings
from esim_help.reading import read_project_settings, read_sources

ROOT = Path(__file__).parents[2]
SETS: Mapping[str, int] = {"disguised": 53, "disguised_apart": 40, "disguised_fresh": 38}
"""File to how many are refused at least. Aimed at are all of them."""


def lines(name: str) -> list[str]:
    """The texts of a file, which are its entries or stand in them."""
    entries: list[str | dict[str, str]] = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8"))
    listed = [entry if isinstance(entry, str) else entry["text"] for entry in entries]
    assert len(set(listed)) == len(listed) > 0
    return listed


WITH_A_FACT = Centre(Settings({"en": "Help"}), facts=(Fact("F1", (), {"en": "Sign in."}, "firm"),))


def refused(text: str) -> bool:
    """In the words of an article, alone and in the middle of a sentence."""
    said = [Passage("plain", "a.md", 1, "zh", words) for words in (text, f"有问题请找 {text} ，谢谢。")]
    return all(any(check_channels([passage], WITH_A_FACT)) for passage in said)


def test_every_file_of_disguises_is_run() -> None:
    assert sorted(SETS) == sorted(file.stem for file in Path(__file__).parent.glob("disguised*.yaml"))


@pytest.mark.parametrize("name", SETS)
def test_there_are_forty_variants_or_more_and_no_fewer_are_refused_than_before(name: str) -> None:
    said, missed = lines(name), missed_of(name)
    assert len(said) >= 40
    assert len(said) - len(missed) >= SETS[name]
    assert f"{len(said) - len(missed)} of {len(said)}" in said_of(name)


@pytest.mark.parametrize(
    ("text", "listed_as_missed"),
    [(text, number in missed_of(name)) for name in SETS for number, text in enumerate(lines(name), start=1)],
)
def test_a_promoted_handle_is_refused_however_it_is_written(text: str, listed_as_missed: bool) -> None:
    assert refused(text) is not listed_as_missed


@pytest.mark.parametrize("text", lines("harmless"))
def test_what_only_looks_like_a_contact_is_not_refused(text: str) -> None:
    assert contacts(text) == []
    assert not is_disguised(text)


@pytest.fixture(scope="module")
def ours() -> Centre:
    settings, _ = read_project_settings(ROOT)
    return load_centre(read_sources(ROOT, "agent")[0], settings).centre


def test_our_pages_scripts_and_questions_raise_no_false_alarm(ours: Centre) -> None:
    assert list(map(str, check_channels(tuple(passages(ours)), ours))) == []


def test_a_text_of_many_dots_and_digits_is_read_in_good_time() -> None:
    started = time.process_time()
    for part in ("a.", "1 ", "@", "微信", "a-", "t . ", "点 ", "a@", "(", "加 ", "一"):
        contacts(part * 10_000)
    assert time.process_time() - started < 5
