"""``esim-help build`` killed at any of its file operations: what is served is whole, and the next build is right."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import jinja2
import pytest

from esim_help.search.search import search
from esim_help.workspace import CACHE_FOLDER, Workspace
from small_project import SMALL, call, lay, tree

KILLS = 100
CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
REFERRED = re.compile(r'\b(?:href|src)="([^"#]*)[^"]*"')
ROOT_AND_SEARCH = re.compile(r'data-root="([^"]*)" data-search="([^"]+)"')

RENEW = "content/zh/pay/renew-red.md"
OLD = {
    **{path: text for path, text in SMALL.items() if not path.startswith("content/en/")},
    "esim-help.toml": 'languages = ["zh"]\n' + SMALL["esim-help.toml"],
}
NEW = {
    RENEW: SMALL[RENEW].replace("红卡怎么续费", "红卡怎样续费", 1),
    "content/zh/help/added.md": "---\ntitle: 新加的\ncategory: help\nrelated: [contact]\n---\n[新的](renew-red)。\n",
}
REMOVED = "content/zh/pay/refund.md"
TITLES = {"红卡怎么续费", "红卡怎样续费"}

Tree = Mapping[str, bytes]


class Versions(NamedTuple):
    """A project built as it was and edited since; and what a build of each version makes."""

    project: Path
    old: Tree
    new: Tree


def edit(project: Path) -> None:
    lay(project, NEW)
    (project / REMOVED).unlink()


@pytest.fixture(scope="module", autouse=True)
def _fast() -> Iterator[None]:
    """Hundreds of builds: what is the same in all is done once or not at all, and nothing waits for the disk."""
    compiled, compiling = {}, jinja2.Environment.compile

    def once(environment: jinja2.Environment, *source: Any) -> Any:
        if source not in compiled:
            compiled[source] = compiling(environment, *source)
        return compiled[source]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jinja2.Environment, "compile", once)
        patched.setattr("esim_help.index.word_lists.words_from_elsewhere", tuple, raising=False)
        patched.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    folder = tmp_path_factory.mktemp("versions")
    fresh = lay(folder / "fresh", OLD)
    edit(fresh)
    project = lay(folder / "project", OLD)
    for place in (fresh, project):
        assert call("--project", str(place), "build").code == 0
    edit(project)
    versions = Versions(project, tree(project / "site"), tree(fresh / "site"))
    assert versions.old.keys() - versions.new.keys()
    assert versions.new.keys() - versions.old.keys()
    return versions


def build(project: Path) -> None:
    ran = call("--project", str(project), "build")
    assert ran.code == 0, ran.err


def in_child(action: Callable[[], object]) -> int:
    """How a forked process that runs ``action`` ended: 0, or minus the signal that killed it."""
    with warnings.catch_warnings():
        # Newer Pythons warn of threads, which a test runner may have; the child uses none.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        gc.disable()  # it would touch, and so copy, all that the child shares with this process
        status = 1
        try:
            action()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def before_operation(project: Path, then: Callable[[int, str], object]) -> None:
    """From now on, ``then`` is told of each operation that changes files of the project, before it happens."""
    base, count = os.fspath(project), 0

    def seen(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in CHANGING) and os.fspath(arguments[0]).startswith(base):
            count += 1
            then(count, os.fspath(arguments[0]))

    sys.addaudithook(seen)


def operations(project: Path) -> list[str]:
    """The paths of all operations of a build that runs to its end."""
    noted = project.parent / "operations"

    def action() -> None:
        paths: list[str] = []
        before_operation(project, lambda _, path: paths.append(os.path.relpath(path, project)))
        build(project)
        noted.write_text("\n".join(paths), encoding="utf-8")

    assert in_child(action) == 0
    return noted.read_text(encoding="utf-8").splitlines()


def killed_before(number: int, project: Path) -> None:
    def action() -> None:
        before_operation(project, lambda count, _: count == number and os.kill(os.getpid(), signal.SIGKILL))
        build(project)

    assert in_child(action) == -signal.SIGKILL


def broken(site: Tree, *versions: Tree) -> list[str]:
    """What a reader would find wrong: torn or foreign files, references that lead nowhere.

    Pages that are all being deleted may lead to one another until the last is gone: nobody can delete two at once.
    """
    leaving = {path for path in versions[0] if path.endswith(".html") and path not in versions[-1]}
    served = {path: content for path, content in site.items() if not path.startswith(".")}
    torn = [path for path, content in served.items() if content not in [version.get(path) for version in versions]]
    dead = [
        f"{path} -> {target}"
        for path, content in served.items()
        if path.endswith(".html")
        for target in referred(path, content.decode())
        if target not in served and not (path in leaving and target in leaving)
    ]
    return torn + dead


def referred(path: str, page: str) -> set[str]:
    """The files that a page refers to: those it is made of, those it leads to, and the search bundle's manifest."""
    root, bundle = ROOT_AND_SEARCH.findall(page)[0]
    links = [*REFERRED.findall(page), f"{root}{bundle}manifest.json"]
    found = {unquote(urljoin(f"/{path}", link)).lstrip("/") for link in links if not urlsplit(link).scheme}
    return {f"{target}index.html" if target == "" or target.endswith("/") else target for target in found}


def copied(project: Path, to: Path) -> Path:
    """A copy that shares its files: a build replaces files and writes into none."""
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(project, to, copy_function=os.link)


def answers(project: Path) -> bool:
    """Whether a search answers, as it does however the index was left."""
    said: list[str] = []
    outcome = search(Workspace(project, said.append).reader(), "红卡续费")
    return outcome.hits[0].title in TITLES and len(said) <= 1


def test_a_whole_site_refers_to_nothing_that_is_not_there(versions: Versions) -> None:
    for site in (versions.old, versions.new):
        assert len(site) > 50
        assert broken(site, site) == []
    page = "zh/renew-red/index.html"
    found = referred(page, versions.old[page].decode())
    assert any(target.startswith("assets/style.") for target in found)
    assert any(re.fullmatch(r"search/\w+/manifest\.json", target) for target in found)
    assert broken({page: versions.old[page]}, versions.old)
    assert broken({**versions.new, page: versions.new[page][:-1]}, versions.new) == [page]


def test_a_build_killed_anywhere_leaves_a_whole_site_a_search_that_answers_and_nothing_for_the_next_build_to_trip_over(
    versions: Versions, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    paths = operations(copied(versions.project, project))
    assert len(paths) > KILLS
    touched = {path.split("/")[0] for path in paths} | {"/".join(path.split("/")[:2]) for path in paths}
    assert {"site", CACHE_FOLDER, f"{CACHE_FOLDER}/index"} <= touched
    for number in sorted({1 + at * (len(paths) - 1) // (KILLS - 1) for at in range(KILLS)}):
        copied(versions.project, project)
        killed_before(number, project)
        where = f"killed before operation {number}, on {paths[number - 1]}"
        assert broken(tree(project / "site"), versions.old, versions.new) == [], where
        assert answers(project), where
        build(project)
        assert tree(project / "site") == versions.new, where
        assert answers(project), where


def test_a_first_build_killed_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    fresh, project = lay(tmp_path / "fresh", OLD), tmp_path / "project"
    build(fresh)
    whole = tree(fresh / "site")
    paths = operations(lay(project, OLD))
    for number in range(1, len(paths), len(paths) // 12):
        shutil.rmtree(project)
        lay(project, OLD)
        killed_before(number, project)
        where = f"killed before operation {number}, on {paths[number - 1]}"
        # New pages may lead to one another before all of them are there; never to a file they are made of.
        site = tree(project / "site")
        assert [wrong for wrong in broken(site, whole) if not wrong.endswith(".html")] == [], where
        assert answers(project), where
        build(project)
        assert tree(project / "site") == whole, where
