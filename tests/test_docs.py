"""The documentation says what the code does: generated parts are current, all is explained, nothing leads nowhere."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import esim_help.errors
from esim_help.cli.main import COMMANDS, group
from esim_help.search.query import limits

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "esim_help"
OPENING = ("README.md", "README.zh.md", "CONTRIBUTING.md")
DOCUMENTS = sorted([*(ROOT / name for name in OPENING), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
MODULES = sorted([*SOURCE.rglob("*.py"), *(SOURCE / "theme" / "js").rglob("*.js")])
SPECIFIED = ("analysis", "index", "search", "bundle")
MADE = frozenset({"site", "dist", "node_modules", "__pycache__"})
"""Folders that git ignores."""
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|rubygems|crates|jsdelivr|unpkg)\.(?:org|com|io|net)\b")
MACHINE = re.compile(r"(?<![\w./:~-])/(?:work|root|home|Users|tmp/s)/\w|[A-Z]:\\Users")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def doc(name: str) -> str:
    return read(ROOT / "docs" / name)


def test_generated_parts_are_what_make_docs_writes() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "make_docs.py"), "--check"]
    checked = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def options() -> Iterator[tuple[str, str]]:
    """(command, option) of the whole command line; an empty option stands for the command itself."""
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        yield name, ""
        for parameter in command.params:
            yield from ((name, option) for option in parameter.opts if option.startswith("-"))
    yield from (("", option) for parameter in group.params for option in parameter.opts)


@pytest.mark.parametrize(("command", "option"), sorted(set(options())))
def test_every_command_and_option_is_documented(command: str, option: str) -> None:
    page = doc("cli.md").partition(f"\n## esim-help {command}".rstrip() + "\n")[2].partition("\n## ")[0]
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])" if option else "Usage: ", page)


def exit_codes() -> Iterator[tuple[str, int]]:
    for name, thing in vars(esim_help.errors).items():
        if isinstance(thing, type) and issubclass(thing, esim_help.errors.EsimHelpError):
            yield name, thing.exit_code
    for command in COMMANDS:
        for name, value in vars(importlib.import_module(f"esim_help.cli.{command}")).items():
            if isinstance(value, int) and name in ("NOTHING_FOUND", "PROBLEMS_FOUND", "OUT_OF_DATE", "INVALID_CONTENT"):
                yield f"{command}.{name}", value


@pytest.mark.parametrize(("name", "code"), sorted(exit_codes()))
def test_every_exit_code_is_documented(name: str, code: int) -> None:
    assert f"\n| {code} |" in doc("cli.md")


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if key.replace("_", "").isalnum())
        value = list(value.values())
    if isinstance(value, list):
        for entry in value:
            yield from keys(entry)


def example_keys() -> set[str]:
    printed = re.findall(r"^```console\n\$ [^\n]*\n(.*?)^```", doc("json.md"), re.DOTALL | re.MULTILINE)
    decoder = json.JSONDecoder()
    found: set[str] = set()
    for text in printed:
        at = 0
        while text[at:].strip():
            value, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
            found.update(keys(value))
    return found


@pytest.mark.parametrize("key", sorted(example_keys()))
def test_every_key_of_the_json_is_explained(key: str) -> None:
    assert f"`{key}`" in FENCED.sub("", doc("json.md"))


def test_the_examples_show_every_outcome() -> None:
    for outcome in ("answered", "unstated", "other_card", "nothing"):
        assert f'"outcome": "{outcome}"' in doc("json.md")


def clauses() -> list[str]:
    return re.findall(r"^\*\*([A-Z]\d+) ", doc("search.md"), re.MULTILINE)


def test_clauses_are_numbered_without_a_gap() -> None:
    by_part: dict[str, list[int]] = {}
    for clause in clauses():
        by_part.setdefault(clause[0], []).append(int(clause[1:]))
    assert list(by_part) == list("AIQETRSOXBV")
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_part.values())


def clauses_named() -> Iterator[tuple[str, str]]:
    for path in MODULES:
        for mention in re.findall(r"[Cc]lauses? ((?:[A-Z]\d+[–, ]*(?:and )?)+)", read(path)):
            yield from ((shown(path), clause) for clause in re.findall(r"[A-Z]\d+", mention))
    for clause in re.findall(r"\b([AIQETRSOXBV]\d{1,2})\b", FENCED.sub("", doc("search.md"))):
        yield "docs/search.md", clause


@pytest.mark.parametrize(("place", "clause"), sorted(set(clauses_named())))
def test_a_clause_that_is_named_exists(place: str, clause: str) -> None:
    assert clause in clauses()


@pytest.mark.parametrize("package", SPECIFIED)
def test_each_part_of_the_search_says_which_clauses_it_executes(package: str) -> None:
    assert any(
        re.search(r"[Cc]lauses? [A-Z]\d|docs/search\.md", read(path)) for path in (SOURCE / package).glob("*.py")
    )


def test_every_number_of_the_limits_stands_in_the_specification() -> None:
    named = {key for key in limits() if isinstance(limits()[key], int)} | limits()["weights"].keys()
    assert {key for key in named if f"| `{key}` |" not in doc("search.md")} == set()


def anchors(text: str) -> set[str]:
    """The anchors that a forge gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[str, str]]:
    for path in DOCUMENTS:
        text = re.sub(r"`[^`\n]*`", "", FENCED.sub("", read(path)))
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in link:
                yield shown(path), link


@pytest.mark.parametrize(("place", "link"), sorted(set(links())))
def test_a_relative_link_leads_to_a_file_and_a_heading(place: str, link: str) -> None:
    name, _, anchor = link.partition("#")
    target = (ROOT / place).parent / name if name else ROOT / place
    assert target.is_file()
    assert not anchor or anchor in anchors(read(target))


def project_files(folder: Path = ROOT) -> Iterator[Path]:
    """The project's files, without hidden folders and what is made."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in MADE and (not path.name.startswith(".") or path.name == ".ci"):
            yield from project_files(path)
        elif path.is_file():
            yield path


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    found = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", "ignore")
        for number, line in enumerate(text.splitlines(), 1):
            if REGISTRY.search(line) or MACHINE.search(line) or str(ROOT) in line:
                found.append(f"{shown(path)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_short_and_says_what_why_and_at_what_cost(decision: Path) -> None:
    text = read(decision)
    assert len(text.splitlines()) <= 40
    assert all(f"**{part}" in text for part in ("Decided.", "Why.", "Costs."))


def test_the_changes_have_a_place_for_what_is_not_released() -> None:
    assert re.search(r"^## \[?Unreleased\]?$", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
