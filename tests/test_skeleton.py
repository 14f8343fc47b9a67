"""The project around the code: what it promises a newcomer, its locks, its layers, its documents."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import esim_help

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("run", "dev", "build")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = frozenset(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "site" / "README.md"])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
MODULES = sorted((ROOT / "src").rglob("*.py"))
BANNED = frozenset({"utils", "helper", "manager", "data", "info", "process", "handle", "boost"})
FOREIGN = frozenset({"handle_data", "handle_starttag", "handle_endtag"})
"""Methods that the standard library's HTMLParser calls by these names."""
HEAVY = ("whoosh", "jinja2", "markdown_it", "yaml", "msgspec", "rich", "starlette", "uvicorn", "watchfiles", "opencc")


def name_of(requirement: str) -> str:
    """The distribution's normalized name."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~ \[;]", requirement, maxsplit=1)[0]).lower()


def pinned(lock: str) -> frozenset[str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return frozenset(name_of(name) for name in re.findall(r"^(\S+)==", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_path(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert not re.findall(r"://|\bfile:/|--(?:index|extra-index|find-links|trusted-host)|(?:^|\s)/\w", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_release_has_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    releases = re.findall(r"^\S+==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(releases) == len(pinned(lock)) > 0


def test_the_locks_pin_every_dependency() -> None:
    run = {name_of(r) for r in PROJECT["project"]["dependencies"]}
    dev = {name_of(r) for r in PROJECT["project"]["optional-dependencies"]["dev"]}
    assert run <= pinned("run")
    assert run | dev <= pinned("dev")


def test_running_needs_nothing_that_only_development_does() -> None:
    assert not {"opencc", "pypinyin", "pytest", "playwright"} & pinned("run")


def test_every_target_says_in_one_line_what_it_does() -> None:
    helped = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE))
    assert helped == TARGETS
    assert {"all", "test", "help"} <= TARGETS


def made_targets() -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for target in re.findall(r"(?:`|\$ )make ([a-z]+)\b", document.read_text(encoding="utf-8")):
            yield document.relative_to(ROOT).as_posix(), target


@pytest.mark.parametrize(("document", "target"), sorted(set(made_targets())))
def test_a_target_that_a_document_names_exists(document: str, target: str) -> None:
    assert target in TARGETS


def local_links() -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"`[^`\n]*`", "", text)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in link and not link.startswith("#"):
                yield document.relative_to(ROOT).as_posix(), link.partition("#")[0]


@pytest.mark.parametrize(("document", "link"), sorted(set(local_links())))
def test_a_link_between_documents_leads_somewhere(document: str, link: str) -> None:
    assert (ROOT / document).parent.joinpath(link).exists()


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_fits_on_forty_lines_and_is_listed(decision: Path) -> None:
    lines = decision.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 40
    assert lines[0].startswith(f"# {decision.stem[:4]} · ")
    assert f"({decision.name})" in (decision.parent / "README.md").read_text(encoding="utf-8")


def test_both_readmes_open_with_the_same_two_commands() -> None:
    for name in ("README.md", "README.zh.md"):
        first = (ROOT / name).read_text(encoding="utf-8").split("```")[1]
        assert re.findall(r"^\$ ([a-z ]+?)  ", first, re.MULTILINE) == ["make", "make test"]


def test_the_command_says_the_version_of_the_package() -> None:
    said = subprocess.run([sys.executable, "-m", "esim_help", "--version"], capture_output=True, text=True, check=True)
    assert esim_help.__version__ in said.stdout


WHAT_HELP_LOADS = """
import atexit, sys
import esim_help.cli
sys.argv = ["esim-help", "--help"]
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
esim_help.cli.main()
"""


def test_help_loads_nothing_heavy() -> None:
    said = subprocess.run([sys.executable, "-c", WHAT_HELP_LOADS], capture_output=True, text=True, check=True)
    assert "search" in said.stdout
    assert "click" in said.stderr.split()
    assert not set(HEAVY) & set(said.stderr.split())


def test_the_console_script_leads_to_the_command_line() -> None:
    assert PROJECT["project"]["scripts"] == {"esim-help": "esim_help.cli:main"}


def identifiers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_no_name_is_a_banned_word(module: Path) -> None:
    names = set(identifiers(ast.parse(module.read_text(encoding="utf-8")))) - FOREIGN
    assert not {name for name in names if BANNED & set(name.lower().split("_"))}
    assert module.stem not in BANNED


@pytest.mark.parametrize("tool", ["make_tables.py", "make_syllables.py", "make_stems.py", "make_minified.py"])
def test_the_tables_are_what_their_tool_writes(tool: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    written = tmp_path / "src" / "esim_help"
    (written / "analysis").mkdir(parents=True)
    subprocess.run([sys.executable, tmp_path / "tools" / tool], check=True)
    tables = sorted(path for path in written.rglob("*") if path.is_file())
    assert tables
    for table in tables:
        assert table.read_bytes() == (ROOT / table.relative_to(tmp_path)).read_bytes(), f"run make tables: {table.name}"
