"""Every rule fires on its planted fault and is silent on the twin that has none.

A folder of ``data/rules`` is a rule: ``invalid/`` and ``valid/`` are laid over ``data/centre``, ``expected.yaml`` is
what ``check`` says of the first. What cannot lie in a repository (a file too large, a link out of it) is made here.
"""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from content_samples import SAMPLES, files_below, problems_of

from esim_help.check.catalogue import RULES
from esim_help.content.source import MAX_BYTES
from esim_help.errors import ContentError
from esim_help.evaluation import read_questions
from esim_help.reading import read_sources

RULE = re.compile(r"[a-z]+(?:-[a-z]+)*")
SOURCE = Path(__file__).parents[2] / "src"
CENTRE = files_below(SAMPLES / "centre")
FOLDERS = sorted((SAMPLES / "rules").iterdir())


def test_the_centre_that_faults_are_planted_in_has_none() -> None:
    assert problems_of(CENTRE) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_planted_fault_is_reported_and_nothing_else_is(folder: Path) -> None:
    expected = yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))
    found = problems_of(CENTRE | files_below(folder / "invalid"))
    assert list(map(str, found)) == expected
    assert folder.name in {problem.rule for problem in found}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_twin_without_the_fault_has_no_problem(folder: Path) -> None:
    assert list(map(str, problems_of(CENTRE | files_below(folder / "valid")))) == []


def large(path: Path, size: int) -> None:
    path.write_text("# T\n" + "a" * (size - 4), encoding="utf-8")


def linked(path: Path, target: str) -> None:
    (path.parent / "inside.md").write_text("# Inside", encoding="utf-8")
    path.symlink_to(target)


Make = Callable[[Path], object]
MADE: dict[str, tuple[Make, Make, str]] = {
    "size": (
        lambda path: large(path, MAX_BYTES + 1),
        lambda path: large(path, MAX_BYTES),
        f"content/a.md:1: size: is {MAX_BYTES + 1:,} bytes; at most {MAX_BYTES:,} are read",
    ),
    "symlink": (
        lambda path: linked(path, "/etc/hostname"),
        lambda path: linked(path, "inside.md"),
        "content/a.md:1: symlink: is a symlink out of the project; copy the file in",
    ),
    "unreadable": (
        lambda path: path.symlink_to(path.name),
        lambda path: path.write_text("# T", encoding="utf-8"),
        f"content/a.md:1: unreadable: cannot be read: {os.strerror(errno.ELOOP)}",
    ),
}


@pytest.mark.parametrize("rule", sorted(MADE))
def test_what_cannot_be_opened_is_reported(rule: str, tmp_path: Path) -> None:
    invalid, valid, expected = MADE[rule]
    for name, make in (("invalid", invalid), ("valid", valid)):
        (tmp_path / name / "content").mkdir(parents=True)
        make(tmp_path / name / "content" / "a.md")
    assert list(map(str, read_sources(tmp_path / "invalid", "customer")[1])) == [expected]
    assert read_sources(tmp_path / "valid", "customer")[1] == []


def test_a_line_of_questions_without_a_tab_is_reported() -> None:
    assert read_questions("how\thome\n", "questions.tsv")
    with pytest.raises(ContentError, match=r"questions\.tsv:2: tsv: needs a tab"):
        read_questions("how\thome\nwhy\n", "questions.tsv")


def test_every_rule_has_its_planted_fault() -> None:
    of_wording = yaml.safe_load((Path(__file__).parents[1] / "check" / "cases.yaml").read_text("utf-8"))["rules"]
    assert {*(folder.name for folder in FOLDERS), *MADE, *of_wording, "tsv"} == set(RULES)


def rules_in(module: Path) -> set[str]:
    """The rules that a module names: third of ``Problem``, third of a call that ends in a message, ``unknown-…``."""
    named: set[str] = set()
    for call in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
        match call.func:
            case ast.Name(id="Problem") if len(texts) > 2 and isinstance(texts[2], str):
                named.add(texts[2])
            case ast.Name(id="check_ids" | "_unknown_names") if isinstance(texts[2], str):
                named.add(f"unknown-{texts[2]}")
            case ast.Name(id="problem" | "_Refused" | "content_error") if isinstance(texts[1], str):
                named.add(texts[1])
    return set(filter(RULE.fullmatch, named))


def test_every_rule_that_the_code_names_is_in_the_catalogue_and_the_other_way_round() -> None:
    named = {rule for module in SOURCE.rglob("*.py") for rule in rules_in(module)}
    by_a_variable = {"missing-key", "unknown-key"}
    assert named - set(RULES) == set()
    assert set(RULES) - named - by_a_variable == set()
