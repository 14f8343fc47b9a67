"""Small centres for the tests of the reader: on disk as folders of ``data/``, or from a mapping of paths to texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from esim_help.check.rules import check_centre
from esim_help.content.article_file import ArticleFile, read_article
from esim_help.content.loader import Loaded, load_centre
from esim_help.content.settings_file import read_settings
from esim_help.content.source import Source
from esim_help.errors import Problem
from esim_help.model.settings import SETTINGS_NAME, Settings

SAMPLES = Path(__file__).parent / "data"
CARDS = ("red", "leb")


def files_below(folder: Path) -> dict[str, bytes]:
    """Path to bytes of every file in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def source(path: str, raw: bytes | str) -> Source:
    """A source whose content folder is ``content/``."""
    folders = path.split("/")[1:-1]
    return Source(path, tuple(folders), path.split("/")[-1], raw.encode() if isinstance(raw, str) else raw)


def settings_of(text: str) -> Settings:
    """The settings in a text that has no fault."""
    settings, problems = read_settings(text)
    assert settings is not None, problems
    return settings


def load(files: Mapping[str, bytes | str], settings: str = "title = 'Help'") -> Loaded:
    """The centre that the files below ``content/`` make."""
    sources = [source(path, raw) for path, raw in files.items() if path.startswith("content/")]
    return load_centre(sources, settings_of(settings))


def problems_of(files: Mapping[str, bytes]) -> list[Problem]:
    """Everything that is wrong with a whole centre, its settings included."""
    settings, problems = read_settings(files[SETTINGS_NAME].decode())
    if settings is None:
        return problems
    loaded = load(files, files[SETTINGS_NAME].decode())
    linked = [path.removeprefix("content/") for path in files if not path.endswith((".md", ".yaml", ".toml"))]
    return sorted({*loaded.problems, *check_centre(loaded.centre, linked)})


def read(text: str | bytes, path: str = "content/zh/pay/a.md") -> tuple[ArticleFile | None, list[str]]:
    """One article and what is wrong with it, in words without the path."""
    file, problems = read_article(source(path, text), CARDS)
    return file, [str(problem).removeprefix(f"{path}:") for problem in problems]


def article(body: str, front: str = "title: 题", path: str = "content/zh/pay/a.md") -> ArticleFile:
    """One article without a fault."""
    file, problems = read(f"---\n{front}\n---\n{body}", path)
    assert file is not None, problems
    assert not problems
    return file
