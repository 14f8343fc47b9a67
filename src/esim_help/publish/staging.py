"""The staging folder inside the output folder: new files under numbers, the new manifest, and the plan that seals them.

Only names of this scheme are ever made or removed in it. With a plan it is a build to finish, without one to discard.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from esim_help.errors import OutputError
from esim_help.publish.manifest import Manifest, manifest_bytes
from esim_help.publish.paths import STAGING
from esim_help.publish.plan import Plan, plan_bytes, read_plan

MANIFEST_STAGED = "manifest"
_PLAN = "plan"
_UNSEALED = "plan.part"
_OUR_NAMES = re.compile(r"[0-9]+|manifest|plan|plan\.part")


def stage(root: Path, name: str, content: bytes) -> None:
    """Writes one file into the staging folder, making that first. An error leaves the site as it was."""
    file = root / STAGING / name
    with _untouched(root):
        try:
            file.write_bytes(content)
        except FileNotFoundError:
            file.parent.mkdir()
            file.write_bytes(content)


@contextmanager
def _untouched(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{root} cannot be written: {error.strerror}; the site that was there is untouched") from None


def seal(root: Path, plan: Plan, manifest: Manifest) -> None:
    """Decides the build: from here on it will be finished, by us or by the next."""
    stage(root, MANIFEST_STAGED, manifest_bytes(manifest))
    stage(root, _UNSEALED, plan_bytes(plan))
    with _untouched(root):
        os.replace(root / STAGING / _UNSEALED, root / STAGING / _PLAN)


def sealed_plan(root: Path) -> Plan | None:
    """The plan of a build that was decided and not finished."""
    path = root / STAGING / _PLAN
    try:
        return read_plan(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise OutputError(
            f"{path}, the plan of an interrupted build, cannot be read ({error}); empty {root} yourself and build again"
        ) from None


def discard(root: Path) -> None:
    """Removes the staging folder, the plan first. Raises OutputError when something in it is not ours."""
    folder = root / STAGING
    if not os.path.lexists(folder):
        return
    refuse_strange_staging(root)
    names = sorted(os.listdir(folder), key=lambda name: (name != _PLAN, name))
    for name in names:
        (folder / name).unlink()
    folder.rmdir()


def refuse_strange_staging(root: Path) -> None:
    """Raises OutputError when what stands at the staging folder's place is not what we leave there."""
    folder = root / STAGING
    if folder.is_symlink() or not folder.is_dir():
        raise OutputError(f"{folder} is needed as a folder for building; move away what stands there")
    for name in sorted(os.listdir(folder)):
        if not _OUR_NAMES.fullmatch(name) or os.path.isdir(folder / name):
            raise OutputError(f"{folder / name} was not written by esim-help; move it away")
