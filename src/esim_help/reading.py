"""Reads a project's files. An edge: the one place that opens content, settings and theme files.

Files are read in sorted order. A symlink to a folder, or out of the project, is never followed; what is no plain file
is never opened. ``agent/`` is opened only for agents, by whatever name.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from esim_help.content.source import MAX_BYTES, Source
from esim_help.errors import ContentError, Problem, ProjectError
from esim_help.model.project import SETTINGS_NAME

if TYPE_CHECKING:
    from esim_help.model.article import Audience
    from esim_help.model.settings import Settings

CONTENT_FOLDER = "content"
AGENT_FOLDER = "agent"
THEME_FOLDER = "theme"
_SUFFIXES = (".md", ".yaml", ".yml", ".tsv")
_FILE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf")
_NOT_CONTENT = frozenset({"site", "theme", "node_modules"})


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds the settings."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_NAME).is_file():
            return folder
    raise ProjectError(
        f"no {SETTINGS_NAME} in {start} or any folder above; run 'esim-help init DIR', or name one with --project DIR"
    )


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
    """The content files of ``audience``, sorted; which of them may be read, ``read_sources`` says."""
    for path, is_file in _entries(project, audience):
        if is_file and path.name.lower().endswith(suffixes):
            yield path


def _entries(project: Path, audience: Audience) -> Iterator[tuple[Path, bool]]:
    """Below the content folder, sorted: (a file, true), or (a folder that is not entered, false)."""
    root = content_root(project)

    def below(folder: Path) -> Iterator[tuple[Path, bool]]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder, False
            return
        at_top = folder == root
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith(".") or (at_top and _is_no_content(entry.name, audience, root == project)):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from below(path)
            else:
                yield path, not (entry.is_symlink() and path.is_dir())

    if root.is_symlink():
        yield root, False
    else:
        yield from below(root)


def _is_no_content(name: str, audience: Audience, bare: bool) -> bool:
    """Whether something at the top is passed over; ``bare`` says that the project's own folder is the content."""
    if name == AGENT_FOLDER and audience == "customer":
        return True
    return bare and (name in _NOT_CONTENT or name.upper().startswith("README"))


def read_sources(project: Path, audience: Audience) -> tuple[list[Source], list[Problem]]:
    """Every content file of ``audience`` as bytes, and a problem for each that cannot be read."""
    root = content_root(project)
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, is_file in _entries(project, audience):
        if is_file and not path.name.lower().endswith(_SUFFIXES):
            continue
        problem = _why_closed(path, project, audience)
        raw = b"" if problem else _read(path, project)
        if isinstance(raw, Problem) or problem:
            problems.append(problem or raw)  # type: ignore[arg-type]
            continue
        name = path.stem + path.suffix.lower()
        sources.append(Source(_shown(path, project), path.parent.relative_to(root).parts, name, raw))
    return sources, problems


def _why_closed(path: Path, project: Path, audience: Audience) -> Problem | None:
    """Why ``path`` is not to be opened, if it is not."""
    shown = _shown(path, project)
    if shown != path.relative_to(project).as_posix():
        return Problem(shown, 1, "encoding", "has a name that is not UTF-8; rename it")
    if path.is_symlink() and not _is_below(path, project):
        return Problem(shown, 1, "symlink", "is a symlink out of the project; copy the file in")
    if path.is_symlink() and audience == "customer" and _is_below(path, content_root(project) / AGENT_FOLDER):
        return Problem(shown, 1, "symlink", "is a symlink into agent/, which customers never see; copy the file")
    if path.is_symlink() and path.is_dir():
        return Problem(shown, 1, "symlink", "is a symlink to a folder, which is not followed; copy the folder")
    try:
        kind = path.stat().st_mode
    except OSError as error:
        return Problem(shown, 1, "unreadable", f"cannot be read: {error.strerror}")
    if stat.S_ISREG(kind):
        return None
    why = "the folder cannot be opened" if stat.S_ISDIR(kind) else "it is not a plain file"
    return Problem(shown, 1, "unreadable", f"cannot be read: {why}")


def _is_below(path: Path, folder: Path) -> bool:
    """Whether ``path`` is there once every symlink, circles included, has been followed as far as it goes."""
    real = os.path.realpath(folder)
    return os.path.commonpath([os.path.realpath(path), real]) == real


def _read(path: Path, project: Path) -> bytes | Problem:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        return Problem(_shown(path, project), 1, "unreadable", f"cannot be read: {error.strerror}")
    if len(raw) > MAX_BYTES:
        return Problem(_shown(path, project), 1, "size", f"is {size:,} bytes; at most {MAX_BYTES:,} are read")
    return raw


def read_linked_files(project: Path) -> dict[str, bytes]:
    """Images and documents beside the articles, by their path below the content folder.

    Agents' files are left out, and those that cannot be read: links to them lead nowhere.
    """
    root = content_root(project)
    found: dict[str, bytes] = {}
    for path in content_paths(project, "customer", _FILE_SUFFIXES):
        if _why_closed(path, project, "customer") is None:
            with contextlib.suppress(OSError):
                found[_shown(path, root)] = path.read_bytes()
    return found


def read_theme(project: Path) -> dict[str, bytes]:
    """The project's own theme files, by their path below ``theme/``: each overrides one of the shipped theme."""
    folder = project / THEME_FOLDER
    return {_shown(path, folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _shown(path: Path, base: Path) -> str:
    """``path`` below ``base``; a name that is not valid UTF-8 is shown with replacement characters."""
    return path.relative_to(base).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
