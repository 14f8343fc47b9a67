"""Files with content-hashed names: the theme's own and the images of articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from esim_help.site.theme import Theme

FOLDER = "assets/"
EARLY, SUGGEST, EXPLAIN = "js/early.js", "js/suggest.js", "js/explain.js"


def hashed_path(name: str, content: bytes) -> str:
    """``assets/<stem>.<8 hex digits>.<ending>``; of the stem only lower-case ASCII letters, digits and hyphens stay.

    >>> hashed_path("css/style.css", b"")
    'assets/style.e3b0c442.css'
    """
    file = PurePosixPath(name)
    stem = re.sub("[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "file"
    ending = re.sub("[^a-z0-9.]", "", file.suffix.lower())
    return f"{FOLDER}{stem}.{hashlib.sha256(content).hexdigest()[:8]}{ending}"


@dataclass(frozen=True, slots=True)
class Assets:
    """What the pages refer to, as paths. ``early`` runs before the page is painted, ``scripts`` after it was read.

    ``suggest`` and ``explain`` are loaded by the search engine: when there is something to suggest, and when somebody
    asks it to explain itself.
    """

    styles: tuple[str, ...]
    early: str
    scripts: tuple[str, ...]
    suggest: str
    explain: str
    icon: str
    files: Mapping[str, str]
    """Content path of a local file → path of its asset."""
    contents: Mapping[str, bytes]
    """Path → bytes, all of them."""


def gather_assets(theme: Theme, files: Mapping[str, bytes]) -> Assets:
    """The assets of a site, in the order they load: ``style.css`` first, the search engine before the interface."""
    published = {name: content for name, content in theme.items() if name.startswith(("css/", "js/", "icons/"))}
    paths = _hashed_paths(published)
    images = _hashed_paths(files)
    return Assets(
        styles=_paths(paths, sorted(_named(published, "css/"), key=lambda name: (name != "css/style.css", name))),
        early=paths[EARLY],
        scripts=_paths(paths, sorted(_named(published, "js/"), key=_script_order)),
        suggest=paths[SUGGEST],
        explain=paths[EXPLAIN],
        icon=paths["icons/icon.svg"],
        files=images,
        contents={
            **{images[name]: content for name, content in sorted(files.items())},
            **{paths[name]: content for name, content in published.items()},
        },
    )


def _hashed_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashed_path(name, content) for name, content in sorted(files.items())}


def _named(published: Iterable[str], folder: str) -> list[str]:
    return [name for name in published if name.startswith(folder) and name not in (EARLY, SUGGEST, EXPLAIN)]


def _script_order(name: str) -> tuple[int, str]:
    return (0 if name.startswith("js/search") else 1 if name == "js/ui.js" else 2, name)


def _paths(paths: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(paths[name] for name in names)
