"""A preview that runs as a process of its own, and open pages that listen to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from running_preview import Running

from small_project import lay


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running preview of a small project, shared by the tests of a module: each leaves the project as it was."""
    running = Running(lay(tmp_path_factory.mktemp("preview") / "project"))
    yield running
    assert running.stop() == ""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay(tmp_path / "project")
