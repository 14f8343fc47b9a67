"""Two versions of a small site whose pages refer to hashed assets and to one another, and what a reader would see."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from esim_help.publish import Published, publish

Site = Mapping[str, bytes]
END = b"</html>\n"


def asset(name: str, version: int) -> tuple[str, bytes]:
    content = f"{name} in version {version}".encode()
    return f"assets/{name}.{hashlib.sha256(content).hexdigest()[:8]}.css", content


def page(version: int, *refers_to: str) -> bytes:
    return b"".join([b"<html> %d\n" % version, *(f"[{path}]\n".encode() for path in refers_to), END])


def page_at(name: str) -> str:
    return f"{name}/index.html"


def site_of(version: int, kept: int = 12, own: int = 6) -> Site:
    """Pages that stay and change, pages only this version has, one page that never changes; every page needs assets."""
    shared = [asset(f"part{n}", version) for n in range(6)]
    bundle = [(f"search/v{version}/{kind}/{n}.json", b"%d" % version) for kind in "td" for n in range(4)]
    refers = [path for path, _ in (*shared, *bundle)]
    mine = [page_at(f"zh/v{version}-文章-{n}") for n in range(own)]
    same = asset("same", 0)
    return {
        **dict([*shared, *bundle, same]),
        **{page_at(f"zh/article-{n}"): page(version, *refers, *mine) for n in range(kept)},
        **{path: page(version, *refers, page_at("about")) for path in mine},
        "index.html": page(version, *refers, page_at("zh/article-0")),
        page_at("about"): page(0, same[0]),
    }


OLD, NEW = site_of(1), site_of(2)


def bring(out: Path, site: Site, **more: Any) -> Published:
    assets = {path: content for path, content in site.items() if path.startswith(("assets/", "search/"))}
    pages = {path: content for path, content in site.items() if path not in assets}
    return publish(out, assets, iter(pages.items()), page_paths=pages.keys(), **more)


def tree(out: Path) -> dict[str, bytes | None]:
    """Every file and folder below ``out``, those of our own included; a folder has no bytes."""
    return {
        found.relative_to(out).as_posix(): found.read_bytes() if found.is_file() else None
        for found in sorted(out.rglob("*"))
    }


def served(out: Path) -> dict[str, bytes]:
    """What a web server would show of the site."""
    return {path: content for path, content in tree(out).items() if content is not None and path[0] != "."}


def broken(out: Path, *versions: Site) -> list[str]:
    """What a reader would find wrong: torn files, files of no version, references that lead nowhere."""
    now = served(out)
    torn = [path for path, content in now.items() if content not in [version.get(path) for version in versions]]
    dead = [
        f"{path} -> {target}"
        for path, content in now.items()
        for target in re.findall(r"\[(.*)\]", content.decode())
        if target not in now
    ]
    return torn + dead
