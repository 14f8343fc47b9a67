"""Folders to publish into."""

from __future__ import annotations

from pathlib import Path

import pytest
from two_versions import NEW, bring, tree


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture(scope="session")
def fresh_new(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | None]:
    """The folder of a first build of the new version: manifest, folders and all."""
    folder = tmp_path_factory.mktemp("fresh") / "site"
    bring(folder, NEW)
    return tree(folder)
