"""Reads a project's files. An edge: the one place that opens content, settings and theme files.

Files are read in sorted order; a symlink that leaves the project is never followed. ``agent/`` is opened only for agents.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from esim_help.content.source import MAX_BYTES, Source
from esim_help.errors import ContentError, Problem, ProjectError
from esim_help.model.article import Audience
from esim_help.model.settings import SETTINGS_NAME, Settings

CONTENT_FOLDER = "content"
THEME_FOLDER = "theme"
_SUFFIXES = (".md", ".yaml", ".yml")
_FILE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf")
_NOT_CONTENT = frozenset({"site", "theme", "node_modules"})


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds the settings."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_NAME).is_file():
            return folder
    raise ProjectError(f"no {SETTINGS_NAME} in {start} or any folder above; run 'esim-help init DIR', or name one with --project DIR")


def read_project_settings(project: Path) -> tuple[Settings, bytes]:
    """The settings and the bytes they were read from; raises ContentError with every problem in them."""
    from esim_help.content.settings_file import read_settings

    path = project / SETTINGS_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ProjectError(f"no {SETTINGS_NAME} in {project}; run 'esim-help init {project}'") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError([Problem(SETTINGS_NAME, 1, "encoding", "is not UTF-8; save the file as UTF-8")]) from None
    settings, problems = read_settings(text)
    if settings is None:
        raise ContentError(problems)
    return settings, raw


def content_root(project: Path) -> Path:
    """``content/``, or the project itself where there is none."""
    folder = project / CONTENT_FOLDER
    return folder if folder.is_dir() else project


def content_paths(project: Path, audience: Audience, suffixes: tuple[str, ...] = _SUFFIXES) -> Iterator[Path]:
    """The content files of ``audience``, sorted; symlinks out of the tree are passed over here and reported by ``read_sources``."""
    root = content_root(project)
    bare = root == project

    def below(folder: Path, top: bool) -> Iterator[Path]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith(".") or top and (bare and (entry.name in _NOT_CONTENT or entry.name.upper().startswith("README"))):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not (top and entry.name == "agent" and audience == "customer"):
                    yield from below(folder / entry.name, False)
            elif entry.name.lower().endswith(suffixes):
                yield folder / entry.name

    yield from below(root, True)


def read_sources(project: Path, audience: Audience) -> tuple[list[Source], list[Problem]]:
    """Every content file of ``audience`` as bytes, and a problem for each that cannot be read."""
    root, real_project = content_root(project), project.resolve()
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in content_paths(project, audience):
        shown = _shown(path, project)
        if path.is_symlink() and not path.resolve().is_relative_to(real_project):
            problems.append(Problem(shown, 1, "symlink", "is a symlink out of the project; copy the file in"))
            continue
        try:
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
                if len(raw) > MAX_BYTES:
                    problems.append(Problem(shown, 1, "size", f"is {os.fstat(file.fileno()).st_size:,} bytes; at most {MAX_BYTES:,} are read"))
                    continue
        except OSError as error:
            problems.append(Problem(shown, 1, "unreadable", f"cannot be read: {error.strerror}"))
            continue
        sources.append(Source(shown, tuple(_shown(path.parent, root).split("/")) if path.parent != root else (), path.name, raw))
    return sources, problems


def read_linked_files(project: Path) -> dict[str, bytes]:
    """Images and documents beside the articles, by their path below the content folder; agents' files are left out."""
    root, real_project = content_root(project), project.resolve()
    return {
        _shown(path, root): path.read_bytes()
        for path in content_paths(project, "customer", _FILE_SUFFIXES)
        if path.resolve().is_relative_to(real_project)
    }


def read_theme(project: Path) -> dict[str, bytes]:
    """The project's own theme files, by their path below ``theme/``: each overrides one of the shipped theme."""
    folder = project / THEME_FOLDER
    return {_shown(path, folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _shown(path: Path, base: Path) -> str:
    """``path`` below ``base``; a name that is not valid UTF-8 is shown with replacement characters."""
    return path.relative_to(base).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
