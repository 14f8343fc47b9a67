"""A small centre whose one unknown is listed by an article and a script, before and after it was answered."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))
from facts_samples import ANSWER, OPEN, SCRIPT, edited

from small_project import SMALL, Ran, call, lay

Ask = Callable[..., Ran]


@pytest.fixture(scope="session")
def still_open(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The centre as long as nobody knows: to read only."""
    files = {**SMALL, "content/agent/scripts/refund.yaml": SCRIPT}
    return lay(tmp_path_factory.mktemp("open") / "project", files)


@pytest.fixture(scope="session")
def answered(still_open: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The centre after the one edit: to read only."""
    project = shutil.copytree(still_open, tmp_path_factory.mktemp("answered") / "project")
    edited(project, OPEN, ANSWER)
    return project


@pytest.fixture
def project(still_open: Path, tmp_path: Path) -> Path:
    """A centre of one's own."""
    return shutil.copytree(still_open, tmp_path / "project")


@pytest.fixture(scope="session")
def ask() -> Callable[[Path], Ask]:
    """A command on a project."""
    return lambda project: lambda *arguments: call("--project", str(project), *arguments)
