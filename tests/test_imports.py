"""What a command loads, and which module knows which library."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_project import environment, lay, run

SOURCE = Path(__file__).parent.parent / "src"
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = {
    "jinja2",
    "opencc",
    "pypinyin",
    "markdown_it",
    "mdit_py_plugins",
    "yaml",
    "msgspec",
    "starlette",
    "uvicorn",
    "watchfiles",
    "rich",
}
NOT_TO_SEARCH = {
    "esim_help.content.loader",
    "esim_help.model.centre",
    "esim_help.model.settings",
    "esim_help.index.impacts",
    "esim_help.index.weighing",
    "esim_help.search.explain",
    "esim_help.cli.explanation",
    "esim_help.site",
    "esim_help.article_cache",
    "importlib.resources",
}
"""What only building needs, and what is slow to import for what it gives."""

LOADED = """
import atexit, sys
import esim_help.cli
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
esim_help.cli.main()
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    command = [sys.executable, "-c", LOADED, *arguments]
    ran = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert ran.stdout
    assert ran.returncode in (0, 1)
    return set(ran.stderr.split())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose index is stored, and whose times have been noted."""
    folder = lay(tmp_path_factory.mktemp("project"))
    for _ in range(2):
        time.sleep(0.06)
        assert run("--project", str(folder), "search", "红卡怎么续费").code == 0
    return folder


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert "click" in modules
    assert not modules & (HEAVY | NOT_TO_SEARCH | {"whoosh", "snowballstemmer"})
    assert {name for name in modules if name.startswith("esim_help")} <= {
        "esim_help",
        "esim_help.cli",
        "esim_help.cli.main",
        "esim_help.cli.terminal",
        "esim_help.errors",
    }


@pytest.mark.parametrize(
    "question", [["红卡怎么续费"], ["payment declined"], ["xf"], ["--json", "退款要等几天"], ["--typing", "pay"]]
)
def test_a_search_of_a_fresh_index_loads_no_parser(question: list[str], project: Path) -> None:
    modules = loaded("--project", str(project), "search", *question)
    assert "whoosh" in modules
    assert not modules & (HEAVY | NOT_TO_SEARCH)


def test_a_search_loads_one_language_of_the_stemmer(project: Path) -> None:
    modules = loaded("--project", str(project), "search", "payment declined")
    assert {name for name in modules if name.endswith("_stemmer")} == {"snowballstemmer.english_stemmer"}


def test_the_stemmer_s_package_can_still_be_imported_whole() -> None:
    from esim_help.analysis.stem import stem

    assert stem("payments") == "payment"
    import snowballstemmer

    assert snowballstemmer.stemmer("german").stemWord("zahlungen") == "zahlung"
    assert stem("renewing") == "renew"


def imported(module: Path) -> Iterator[str]:
    """The top-level packages that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.partition(".")[0]


HOMES = {
    "whoosh": {"store.py"},
    "jinja2": {"site/templates.py"},
    "markdown_it": {"content/markdown.py"},
    "mdit_py_plugins": {"content/markdown.py"},
    "watchfiles": {"preview/watching.py"},
    "starlette": {"preview/server.py"},
    "uvicorn": {"preview/server.py"},
}


@pytest.mark.parametrize(("library", "homes"), HOMES.items())
def test_one_module_knows_the_library(library: str, homes: set[str]) -> None:
    package = SOURCE / "esim_help"
    assert {path.relative_to(package).as_posix() for path in MODULES if library in imported(path)} == homes


def test_only_the_command_line_knows_click() -> None:
    package = SOURCE / "esim_help"
    knowing = {path.relative_to(package).parts[0] for path in MODULES if {"click", "rich"} & set(imported(path))}
    assert knowing == {"cli"}


def test_nothing_that_makes_tables_is_needed_to_run() -> None:
    assert not [path for path in MODULES if {"opencc", "pypinyin"} & set(imported(path))]
