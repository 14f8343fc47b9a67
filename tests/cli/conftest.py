"""A small project to give commands to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from small_project import Ran, call, lay

Command = Callable[..., Ran]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its index stored: to read only, or to copy."""
    project = lay(tmp_path_factory.mktemp("shared") / "project")
    assert call("--project", str(project), "search", "续费").code == 0
    return project


@pytest.fixture
def ask(shared: Path) -> Command:
    """A command on the shared project."""
    return lambda *arguments, **more: call("--project", str(shared), *arguments, **more)


@pytest.fixture
def project(shared: Path, tmp_path: Path) -> Path:
    """A project of one's own."""
    return shutil.copytree(shared, tmp_path / "project")


@pytest.fixture
def do(project: Path) -> Command:
    """A command on one's own project."""
    return lambda *arguments, **more: call("--project", str(project), *arguments, **more)
