"""Our own content, built twice as differently as can be, gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from esim_help.workspace import CACHE_FOLDER
from small_project import environment, lay, tree


class Way(NamedTuple):
    """How one build differs from another."""

    seed: str
    zone: str
    locale: str
    umask: int
    folder: str
    reverse: bool
    again: bool = False
    """Whether it builds a second time, from the caches of the first."""


WAYS = (
    Way("0", "UTC", "C", 0o022, "first", reverse=False),
    Way("1", "Asia/Shanghai", "C.UTF-8", 0o077, "第二 folder", reverse=True),
    Way("4294967295", "America/St_Johns", "POSIX", 0o002, "third/deep/down", reverse=True, again=True),
)


def files_of(root: Path) -> Mapping[str, bytes]:
    content = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.*")}
    return content | {"esim-help.toml": (root / "esim-help.toml").read_bytes()}


def built(root: Path, base: Path, way: Way) -> dict[str, bytes]:
    """The output folder of a build in a process of its own."""
    files = sorted(files_of(root).items(), reverse=way.reverse)
    project = lay(base / way.folder, dict(files))
    settings = environment(PYTHONHASHSEED=way.seed, TZ=way.zone, LC_ALL=way.locale, LANG=way.locale)
    command = [sys.executable, "-m", "esim_help", "build"]
    if way.reverse:
        command[3:3] = ["--project", os.path.relpath(project, base)]
    for _ in range(1 + way.again):
        subprocess.run(command, env=settings, cwd=base if way.reverse else project, umask=way.umask, check=True)
    return tree(project / "site")


@pytest.fixture(scope="module")
def sites(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    base = tmp_path_factory.mktemp("builds")
    return [built(root, base, way) for way in WAYS]


def test_a_build_is_the_same_whatever_seed_zone_locale_folder_umask_and_order(sites: list[dict[str, bytes]]) -> None:
    first, *others = sites
    assert len(first) > 100
    for site in others:
        assert sorted(site) == sorted(first)
        assert [path for path in first if site[path] != first[path]] == []


def test_no_output_names_the_machine_it_was_built_on(sites: list[dict[str, bytes]], root: Path) -> None:
    assert [path for path, content in sites[0].items() if b"first/" in content or str(root).encode() in content] == []


def test_the_cache_is_no_part_of_the_output(sites: list[dict[str, bytes]]) -> None:
    assert not [path for path in sites[0] if CACHE_FOLDER in path.split("/")]
