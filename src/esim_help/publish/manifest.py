"""The manifest: which files and folders of the output folder are ours. A value and its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from esim_help.publish.paths import is_below

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Path → hexadecimal SHA-256 of what we wrote there; ``folders`` are those that we made, sorted."""

    assets: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def files(self) -> dict[str, str]:
        """Assets and pages together."""
        return {**self.assets, **self.pages}


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as JSON, one file a line, sorted: equal manifests have equal bytes."""
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"


def read_manifest(raw: bytes) -> Manifest:
    """The manifest in ``raw``; raises ValueError with the reason. A path that leads out of the folder is refused.

    >>> read_manifest(manifest_bytes(Manifest(pages={"404.html": "00"}))).pages
    {'404.html': '00'}
    """
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    if manifest.format != FORMAT:
        raise ValueError(f"format {manifest.format} is not known to this version of esim-help")
    if wrong := next((path for path in (*manifest.files, *manifest.folders) if not is_below(path)), None):
        raise ValueError(f"{wrong!r} is not a path below the folder")
    return manifest
