"""How the output folder differs from the site that a build would write. Reads only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from esim_help.errors import OutputError
from esim_help.publish.ground import file_bytes, folder_kinds, manifest_of, sha256
from esim_help.publish.manifest import Manifest
from esim_help.publish.paths import MANIFEST, STAGING, check_site, folder_of

_BUILD = "run 'esim-help build'"


def difference(out: Path, files: Mapping[str, bytes]) -> list[str]:
    """Sentences on what is missing, changed or left over in ``out``; none when it is up to date.

    ``files`` are the whole site, assets and pages. Raises OutputError when the folder is not ours or cannot be read.
    """
    check_site((), files)
    if not out.is_dir():
        return [f"{out} does not exist; {_BUILD}"]
    if os.path.lexists(out / STAGING):
        return [f"{out} holds an unfinished build; {_BUILD}"]
    try:
        return _differences(out, manifest_of(out), files)
    except OSError as error:
        raise OutputError(f"{error.filename or out} cannot be read: {error.strerror}") from None


def _differences(out: Path, manifest: Manifest, files: Mapping[str, bytes]) -> list[str]:
    found = [*_outdated(out, files), *_left_over(out, manifest, files)]
    if not found and {path: sha256(content) for path, content in files.items()} != manifest.files:
        found = [f"{MANIFEST} does not list what stands there; {_BUILD}"]
    return found


def _outdated(out: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    kinds = folder_kinds(out, files)
    for path, content in sorted(files.items()):
        if kinds[folder_of(path)] != "folder" or not os.path.lexists(out / path):
            yield f"{path} is missing"
        elif file_bytes(out / path, len(content)) != content:
            yield f"{path} is out of date"


def _left_over(out: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[str]:
    gone = [path for path in sorted(manifest.files) if path not in files]
    kinds = folder_kinds(out, gone)
    for path in gone:
        if kinds[folder_of(path)] == "folder" and os.path.lexists(out / path):
            yield f"{path} is left over"
