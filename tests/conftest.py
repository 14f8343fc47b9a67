"""What every test stands on: a steady Hypothesis, and an environment that says nothing."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from esim_help.index.index import Index

ROOT = Path(__file__).parent.parent
SPEAKING = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PAGER", "COLUMNS", "LINES", "SOURCE_DATE_EPOCH")

# A job in the background starts with interrupts ignored, and so would every command that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Doctests are looked for in every module; a conftest is loaded by its folder already, under a name that others share.
collect_ignore_glob = ["conftest.py", "*/conftest.py"]

# The same examples on every machine and every run, and no folder of them left behind.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a developer's shell exports changes what a command prints."""
    for name in SPEAKING:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder: to read, never to write."""
    return ROOT


@pytest.fixture(scope="session")
def our_index(root: Path) -> Index:
    """The customers' index of our own content."""
    from test_vectors import index_of  # a test module, whose assertions are rewritten when it is collected

    return index_of(root)
