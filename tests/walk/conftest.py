"""A small centre with two trees: one asks by card, one does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from walk_samples import BY_CARD, FOR_ALL

from small_project import SMALL, lay


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To read only."""
    trees = {"content/trees/failed.yaml": BY_CARD, "content/trees/lost.yaml": FOR_ALL}
    return lay(tmp_path_factory.mktemp("walk") / "project", {**SMALL, **trees})
