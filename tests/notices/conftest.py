"""A small centre with notices: for one card and topic, for everybody, and one that is long over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from notice_samples import CATEGORY, NOTICES

from small_project import SMALL, Ran, call, lay


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To read only."""
    categories = SMALL["content/categories.yaml"] + CATEGORY
    more = {"content/categories.yaml": categories, "content/notices.yaml": NOTICES}
    return lay(tmp_path_factory.mktemp("notices") / "project", {**SMALL, **more})


@pytest.fixture(scope="session")
def ask(project: Path) -> Callable[..., Ran]:
    """A command on it."""
    return lambda *arguments: call("--project", str(project), *arguments)
