"""Carries out a sealed plan. Each of its steps may have happened already, so that it can be repeated after a kill."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from esim_help.errors import OutputError
from esim_help.publish.ground import file_bytes, folder_kinds, refuse_strange, sha256
from esim_help.publish.paths import MANIFEST, STAGING, folder_of
from esim_help.publish.plan import Move, Plan, Removal
from esim_help.publish.staging import MANIFEST_STAGED, discard

_LEAVE_IT = (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR)
"""Why a folder stays: somebody else's files are in it, it is gone already, or something else took its place."""


@dataclass(frozen=True, slots=True)
class Removed:
    """``deleted`` counts the files removed; ``kept`` are those left in place because somebody edited them."""

    deleted: int
    kept: tuple[str, ...]


def carry_out(root: Path, plan: Plan) -> Removed:
    """Brings the folder to where the plan leads. Raises OutputError; the plan then waits for the next build."""
    try:
        return _carry_out(root, plan)
    except OSError as error:
        raise OutputError(
            f"{error.filename2 or error.filename or root} cannot be changed: {error.strerror};"
            f" every page of {root} is whole, but not all of it is new yet: remove the cause and build again"
        ) from None


def _carry_out(root: Path, plan: Plan) -> Removed:
    refuse_strange(root, folder_kinds(root, (move.path for move in plan.moves)))
    for folder in plan.make:
        (root / folder).mkdir(exist_ok=True)
    for move in plan.moves:
        _move(root, move)
    removed = _remove_all(root, plan.removals)
    for folder in plan.emptied:
        _remove_empty(root / folder)
    with suppress(FileNotFoundError):
        os.replace(root / STAGING / MANIFEST_STAGED, root / MANIFEST)
    discard(root)
    return removed


def _move(root: Path, move: Move) -> None:
    staged, target = root / STAGING / move.staged, root / move.path
    if move.fresh and os.path.lexists(target) and staged.exists():
        raise OutputError(f"{target} was put there by somebody else during the build; move it away and build again")
    with suppress(FileNotFoundError):
        os.replace(staged, target)


def _remove_all(root: Path, removals: tuple[Removal, ...]) -> Removed:
    kinds = folder_kinds(root, (removal.path for removal in removals))
    there = [
        removal
        for removal in removals
        if kinds[folder_of(removal.path)] == "folder" and os.path.lexists(root / removal.path)
    ]
    kept = tuple(removal.path for removal in there if not _remove(root, removal))
    return Removed(len(there) - len(kept), kept)


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in _LEAVE_IT:
            raise


def _remove(root: Path, removal: Removal) -> bool:
    path = root / removal.path
    content = file_bytes(path)
    if content is None or sha256(content) != removal.sha256:
        return False
    path.unlink()
    return True
