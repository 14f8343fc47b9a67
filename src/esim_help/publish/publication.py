"""From a site's files to the output folder: checks, staging, and the plan carried out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from esim_help.errors import OutputError
from esim_help.publish.execution import Removed, carry_out
from esim_help.publish.folder import open_folder
from esim_help.publish.ground import (
    Kind,
    file_bytes,
    folder_kinds,
    manifest_of,
    refuse_foreign,
    refuse_strange,
    sha256,
)
from esim_help.publish.lock import locked
from esim_help.publish.manifest import Manifest
from esim_help.publish.paths import STAGING, check_site, folder_of, folders_of
from esim_help.publish.plan import Move, Plan, plan_changes
from esim_help.publish.staging import discard, refuse_strange_staging, seal, sealed_plan, stage

WAIT = 10.0
"""Seconds to wait for another build of the same folder."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were right already, and were deleted.

    ``kept`` are files of ours that the site no longer has, left in place because somebody edited them since.
    """

    written: int
    unchanged: int
    deleted: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Staged:
    """What was compared with the folder so far, and what is staged because it differs."""

    hashes: dict[str, str] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)


def _silent(sentence: str) -> None:
    """Says nothing."""


def publish(
    out: Path,
    assets: Mapping[str, bytes],
    pages: Iterable[tuple[str, bytes]],
    *,
    page_paths: Collection[str],
    project: Path | None = None,
    say: Say = _silent,
    wait: float = WAIT,
) -> Published:
    """Makes ``out`` hold exactly this site, beside what others put there.

    The names of ``assets`` hold a hash of their content. ``pages`` are taken one after the other and not kept; their
    paths must be exactly ``page_paths``, so that everything is checked before the first is made. Within new and within
    changed pages their order is kept. An exception of ``pages`` leaves the site as it was. ``project`` is the folder
    that must not be written to; ``say`` is given sentences for the terminal while it works. Raises OutputError.
    """
    check_site(assets, page_paths)
    root = open_folder(out, project)
    with locked(root, say, wait):
        before, kinds = _survey(root, (*assets, *page_paths), say)
        try:
            staged = _stage_all(root, kinds, assets, pages, page_paths)
            plan = _seal(root, before, staged, assets, kinds)
        except BaseException:
            # What cannot be cleaned now is cleaned by the next build; the first reason is the one to report.
            with suppress(OSError, OutputError):
                discard(root)
            raise
        removed = carry_out(root, plan) if plan else Removed(0, ())
    _tell_kept(root, removed, say)
    return Published(len(staged.moves), len(staged.hashes) - len(staged.moves), removed.deleted, removed.kept)


def _survey(root: Path, paths: Collection[str], say: Say) -> tuple[Manifest, dict[str, Kind]]:
    """What is ours and what stands at the folders of ``paths``, once no obstacle was found."""
    try:
        _recover(root, say)
        before, kinds = manifest_of(root), folder_kinds(root, paths)
        refuse_strange(root, kinds)
        refuse_foreign(root, before, paths)
    except OSError as error:
        raise OutputError(f"{error.filename or root} cannot be used: {error.strerror}") from None
    return before, kinds


def _recover(root: Path, say: Say) -> None:
    """Finishes the build that was interrupted after it was sealed, or discards one that was not."""
    if not os.path.lexists(root / STAGING):
        return
    refuse_strange_staging(root)
    plan = sealed_plan(root)
    if plan is None:
        discard(root)
        return
    say(f"finishing the build of {root} that was interrupted")
    _tell_kept(root, carry_out(root, plan), say)


def _stage_all(
    root: Path,
    kinds: Mapping[str, Kind],
    assets: Mapping[str, bytes],
    pages: Iterable[tuple[str, bytes]],
    page_paths: Collection[str],
) -> _Staged:
    staged = _Staged()
    for path in sorted(assets):
        _compare(root, kinds, staged, path, assets[path])
    expected = set(page_paths)
    for path, content in pages:
        if path not in expected:
            raise ValueError(f"a page that was not announced, or comes twice: {path!r}")
        expected.remove(path)
        _compare(root, kinds, staged, path, content)
    if expected:
        raise ValueError(f"a page that was announced did not come: {min(expected)!r}")
    return staged


def _compare(root: Path, kinds: Mapping[str, Kind], staged: _Staged, path: str, content: bytes) -> None:
    staged.hashes[path] = sha256(content)
    target = root / path
    folder_there = kinds[folder_of(path)] == "folder"
    if folder_there and file_bytes(target, len(content)) == content:
        return
    name = str(len(staged.moves))
    stage(root, name, content)
    staged.moves.append(Move(name, path, fresh=not (folder_there and os.path.lexists(target))))


def _seal(
    root: Path, before: Manifest, staged: _Staged, assets: Collection[str], kinds: Mapping[str, Kind]
) -> Plan | None:
    """The sealed plan; None when nothing is to be done."""
    make = [folder for folder, kind in kinds.items() if kind == "missing"]
    after = Manifest(
        assets={path: digest for path, digest in staged.hashes.items() if path in assets},
        pages={path: digest for path, digest in staged.hashes.items() if path not in assets},
        folders=tuple(sorted({*make, *set(before.folders).intersection(folders_of(staged.hashes))})),
    )
    if after == before and not staged.moves:
        return None
    plan = plan_changes(before, after, staged.moves, make)
    _refuse_unwritable(root, plan)
    seal(root, plan, after)
    return plan


def _refuse_unwritable(root: Path, plan: Plan) -> None:
    """Found out now, while nothing has changed, rather than in the middle of the changes."""
    for folder in sorted({folder_of(path) for path in plan.paths} | {folder_of(path) for path in plan.make}):
        place = root / folder
        if os.path.isdir(place) and not os.path.islink(place) and not os.access(place, os.W_OK | os.X_OK):
            raise OutputError(f"{place} cannot be written by this user; the site that was there is untouched")


def _tell_kept(root: Path, removed: Removed, say: Say) -> None:
    for path in removed.kept:
        say(f"{root / path} is no longer part of the site but was edited by somebody; it is left in place")
