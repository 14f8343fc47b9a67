"""What stands in the output folder now. Reads only; follows no symlink below the folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from esim_help.errors import OutputError
from esim_help.publish.manifest import Manifest, read_manifest
from esim_help.publish.paths import MANIFEST, folder_of, folders_of

Kind = Literal["missing", "folder", "strange"]

MAY_LIE_THERE = frozenset({"README", "README.md", ".gitignore", ".nojekyll", "CNAME"})
"""What a folder may hold before its first build; builds keep all of it."""

# A FIFO would block an ordinary open, and a symlink must not be followed.
_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def file_bytes(path: Path, size: int | None = None) -> bytes | None:
    """The bytes of a regular file; None for anything else, for what cannot be read, and for any other ``size``."""
    try:
        with open(os.open(path, _READING), "rb", buffering=0) as file:
            found = os.fstat(file.fileno())
            fits = stat.S_ISREG(found.st_mode) and size in (None, found.st_size)
            return file.read() if fits else None
    except OSError:
        return None


def sha256(content: bytes) -> str:
    """The hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def folder_kinds(root: Path, paths: Iterable[str]) -> dict[str, Kind]:
    """What stands at the files' folders. A link, a file or a mounted disk is strange, and so is all below it."""
    device = root.stat().st_dev
    kinds: dict[str, Kind] = {"": "folder"}
    for folder in folders_of(paths):
        above = kinds[folder_of(folder)]
        kinds[folder] = _kind(root / folder, device) if above == "folder" else above
    return kinds


def _kind(path: Path, device: int) -> Kind:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return "missing"
    return "folder" if stat.S_ISDIR(found.st_mode) and found.st_dev == device else "strange"


def refuse_strange(root: Path, kinds: dict[str, Kind]) -> None:
    """Raises OutputError when a file cannot be brought into its folder without leaving ``root``."""
    strange = [folder for folder, kind in kinds.items() if kind == "strange"]
    if strange:
        raise OutputError(
            f"{root / strange[0]} is needed as a folder, but a file, a link or another disk stands there; move it away"
        )


def manifest_of(root: Path) -> Manifest:
    """What is ours in the folder; nothing, in an empty one. Raises OutputError when the folder is not ours."""
    path = root / MANIFEST
    if not os.path.lexists(path):
        refuse_not_ours(root)
        return Manifest()
    try:
        return read_manifest(file_bytes(path) or b"")
    except ValueError as error:
        raise OutputError(
            f"{path} cannot be read ({error}), so nobody knows which files esim-help wrote;"
            f" restore it, or empty {root} yourself and build again"
        ) from None


def refuse_not_ours(root: Path) -> None:
    """Raises OutputError when a folder without a manifest holds anything that a first build would lie among."""
    foreign = sorted(set(os.listdir(root)) - MAY_LIE_THERE)
    if foreign:
        raise OutputError(
            f"{root} is not empty and was not written by esim-help (it holds {_some(foreign)});"
            " name a new or empty folder with --out, or empty this one yourself"
        )


def refuse_foreign(root: Path, before: Manifest, paths: Iterable[str]) -> None:
    """Raises OutputError naming the files that we did not write and that stand where the site needs a place."""
    ours = before.files
    if folders := sorted(path for path in paths if (root / path).is_dir()):
        raise OutputError(f"{root / folders[0]} is a folder where the site needs a file; move it away and build again")
    if foreign := sorted(path for path in paths if path not in ours and os.path.lexists(root / path)):
        raise OutputError(
            f"{root} holds what esim-help did not write, where the site needs a place: {_some(foreign)};"
            " move it away or rename it, and build again"
        )


def _some(names: list[str], shown: int = 5) -> str:
    """The first names, and how many more there are.

    >>> _some(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more
