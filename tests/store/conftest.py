"""A small project to store an index of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from stored_centre import Centre

from small_project import lay


@pytest.fixture
def new_centre(tmp_path: Path) -> Callable[[str], Centre]:
    return lambda name: Centre(lay(tmp_path / name))


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small centre whose index is stored: to copy."""
    made = Centre(lay(tmp_path_factory.mktemp("stored") / "project"))
    made.ask()
    assert made.said == []
    return made.project


@pytest.fixture
def centre(stored: Path, tmp_path: Path) -> Centre:
    """A small centre of one's own, whose index is stored."""
    return Centre(shutil.copytree(stored, tmp_path / "project"))
