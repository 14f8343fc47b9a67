"""The names of files below the output folder: relative, with ``/`` between their parts. Only strings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

MANIFEST = ".esim-help.json"
STAGING = ".esim-help.new"

_OURS = ".esim-help"
_LONGEST_NAME = 255
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


def is_below(path: str) -> bool:
    """Whether ``path`` names a file below the folder, under a name that is neither ours nor impossible.

    >>> [is_below(path) for path in ("zh/续费/index.html", "../x", "/x", "a//b", ".esim-help.json")]
    [True, False, False, False, False]
    """
    parts = path.split("/")
    return (
        not any(part in ("", ".", "..") or len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in parts)
        and not _NOT_IN_A_NAME.search(path)
        and not path.startswith(_OURS)
    )


def folder_of(path: str) -> str:
    """The folder a file lies in; the output folder itself is the empty string.

    >>> folder_of("zh/contact/index.html"), folder_of("404.html")
    ('zh/contact', '')
    """
    return path.rpartition("/")[0]


def folders_of(paths: Iterable[str]) -> list[str]:
    """Every folder that the files lie in, at any depth, a folder before those in it.

    >>> folders_of(["zh/topics/pay/index.html", "404.html"])
    ['zh', 'zh/topics', 'zh/topics/pay']
    """
    found: set[str] = set()
    for path in paths:
        while (path := folder_of(path)) and path not in found:
            found.add(path)
    return sorted(found)


def check_site(assets: Collection[str], pages: Collection[str]) -> None:
    """Raises ValueError when the paths cannot be those of one site: that is a bug of whoever made them."""
    paths = {*assets, *pages}
    if wrong := sorted(path for path in paths if not is_below(path)):
        raise ValueError(f"not a path below the output folder: {wrong[0]!r}")
    if len(paths) != len(assets) + len(pages):
        raise ValueError("a path is given twice")
    if both := paths.intersection(folders_of(paths)):
        raise ValueError(f"both a file and a folder: {min(both)!r}")
