"""Which folder may be an output folder, told from its path and what stands there."""

from __future__ import annotations

import os
from pathlib import Path

from esim_help.errors import OutputError

_SOURCES = ("content", "theme", ".esim-help")
"""Folders of a project that are read as its source, or deleted at will."""


def open_folder(out: Path, project: Path | None) -> Path:
    """``out``, made if it was not there; raises OutputError when a site must not or cannot be written to it."""
    if ".." in out.parts:
        raise OutputError(f"{out} goes through '..'; write it without, as {_real(out)}")
    if out.is_symlink():
        raise OutputError(f"{out} is a symlink; name the folder it leads to")
    if project is not None:
        _refuse_inside_sources(out, project)
    if not os.path.lexists(out):
        _make(out)
    if not out.is_dir():
        raise OutputError(f"{out} is a file; name a folder with --out")
    if not os.access(out, os.R_OK | os.W_OK | os.X_OK):
        raise OutputError(f"{out} cannot be written by this user; name another folder with --out")
    return out


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out} cannot be made: {error.strerror}") from None


def _refuse_inside_sources(out: Path, project: Path) -> None:
    real, root = _real(out), _real(project)
    better = f"name a folder of its own, such as {project / 'site'}"
    if root.is_relative_to(real):
        raise OutputError(f"{out} is the project's own folder or holds it; {better}")
    for source in (project / name for name in _SOURCES):
        there = _real(source)
        if real.is_relative_to(there) or there.is_relative_to(real):
            raise OutputError(f"{out} and {source} overlap; {better}")


def _real(path: Path) -> Path:
    # Not Path.resolve: that raises on a loop of links.
    return Path(os.path.realpath(path))
