"""A project as commands use it: its content, and an index that is never stale. An edge: reading, caches and the store.

``search`` on an index that is up to date imports neither the parsers nor the settings: it looks at file times only.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esim_help.errors import ProjectError
from esim_help.model.project import SETTINGS_NAME
from esim_help.reading import (
    content_paths,
    find_project,
    read_linked_files,
    read_project_settings,
    read_sources,
    read_theme,
)
from esim_help.store import OtherContent, Store, StoreError, WhooshReader

if TYPE_CHECKING:
    from esim_help.content.loader import Loaded
    from esim_help.content.source import Source
    from esim_help.errors import Problem
    from esim_help.index.index import Index, IndexReader
    from esim_help.model.article import Audience
    from esim_help.model.settings import Settings

CACHE_FOLDER = ".esim-help"
ENGINE_FOLDERS = ("analysis", "content", "index", "model")
RACY_NS = 50_000_000
"""A file that changed this shortly before it was read may change again within one tick of its clock."""

Say = Callable[[str], None]


def to_stderr(message: str) -> None:
    """Talk goes to stderr."""
    print(message, file=sys.stderr)


@dataclass(frozen=True)
class Snapshot:
    """The bytes of a project at one moment, so that what is made of them and their digest always agree."""

    audience: Audience
    settings: Settings
    raw_settings: bytes
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    """What could not be read."""

    @cached_property
    def digest(self) -> str:
        """A hash of every byte that the index depends on, the engine's own files included."""
        digest = hashlib.blake2b(f"{engine_stamp()}\0".encode() + self.raw_settings, digest_size=16)
        for source in self.sources:
            digest.update(f"\0{source.path}\0{len(source.raw)}\0".encode())
            digest.update(source.raw)
        return digest.hexdigest()


@dataclass(frozen=True)
class Workspace:
    """One project. ``say`` gets the sentences a user should read while something is being rebuilt."""

    project: Path
    say: Say = to_stderr

    @classmethod
    def find(cls, folder: Path | None = None, say: Say = to_stderr) -> Workspace:
        """The project in ``folder``, or around the current folder; raises ProjectError."""
        return cls(folder if folder is not None else find_project(_current_folder()), say)

    @property
    def cache(self) -> Path:
        """Where everything lives that can be made again."""
        return self.project / CACHE_FOLDER

    def read(self, audience: Audience = "customer") -> Snapshot:
        """The project's bytes as they are now; raises ProjectError or ContentError for settings that cannot be used."""
        settings, raw = read_project_settings(self.project)
        sources, problems = read_sources(self.project, audience)
        return Snapshot(audience, settings, raw, tuple(sources), tuple(problems))

    def load(self, audience: Audience = "customer") -> Loaded:
        """The project's content as it is now."""
        return self.loaded(self.read(audience))

    def loaded(self, snapshot: Snapshot) -> Loaded:
        """The content of a snapshot, articles taken from the cache where their bytes are the same."""
        from esim_help.article_cache import ArticleCache
        from esim_help.content.loader import Loaded, load_centre

        sources, settings = snapshot.sources, snapshot.settings
        articles = ArticleCache(self.cache / "articles.msgpack", engine_stamp())
        loaded = load_centre(sources, settings, articles.read_all(sources, settings.card_ids))
        self._try_writing(articles.save)
        left_out = sorted({*loaded.left_out, *(problem.path for problem in snapshot.problems)})
        return Loaded(loaded.centre, tuple(sorted({*loaded.problems, *snapshot.problems})), tuple(left_out))

    def linked_files(self) -> dict[str, bytes]:
        """Images and documents beside the articles."""
        return read_linked_files(self.project)

    def theme_files(self) -> dict[str, bytes]:
        """The project's own theme files."""
        return read_theme(self.project)

    def reader(self, audience: Audience = "customer") -> IndexReader:
        """An index of the content as it is now: the stored one when it still is, else a new one."""
        store = self._store(audience)
        stamp = self._stamp(audience)
        remembered, _, digest = self._remembered(audience).partition(" ")
        if stamp is not None and stamp == remembered:
            with suppress(StoreError):
                return store.open(digest)
        return self._fresh_reader(store, audience)

    def save_index(self, index: Index, snapshot: Snapshot) -> None:
        """Stores the index of a snapshot; where the cache cannot be written, does nothing."""
        store = self._store(snapshot.audience)

        def save() -> None:
            with store.lock():
                if self._open_if_same(store, snapshot) is None:
                    store.save(index, snapshot.digest, self._name)

        self._try_writing(save)

    def index_of(self, snapshot: Snapshot) -> Index:
        """The index of a snapshot, in memory."""
        from esim_help.index.index import build_index

        centre = self.loaded(snapshot).centre
        return build_index(centre)

    def _store(self, audience: Audience) -> Store:
        return Store(self.cache / "index" / audience)

    def _fresh_reader(self, store: Store, audience: Audience) -> IndexReader:
        started, stamp, snapshot = time.time_ns(), self._stamp(audience), self.read(audience)
        try:
            with store.lock():
                reader = self._open_if_same(store, snapshot) or self._rebuilt(store, snapshot)
        except OSError:
            return self.index_of(snapshot)
        self._remember(snapshot, stamp, started)
        return reader

    def _open_if_same(self, store: Store, snapshot: Snapshot) -> WhooshReader | None:
        """The stored index if it is the snapshot's. One that is damaged or of another project is told of."""
        try:
            return store.open(snapshot.digest)
        except OtherContent as other:
            if other.project != self._name:
                self.say(f"{other}; rebuilding it")
        except StoreError as error:
            if store.begun:
                self.say(f"{error}; rebuilding it")
        return None

    def _rebuilt(self, store: Store, snapshot: Snapshot) -> IndexReader:
        index = self.index_of(snapshot)
        try:
            store.save(index, snapshot.digest, self._name)
            return store.open(snapshot.digest)
        except (OSError, StoreError):
            return index

    @property
    def _name(self) -> str:
        return os.fspath(self.project.resolve())

    def _stamp(self, audience: Audience) -> str | None:
        """A hash of names, sizes and times of everything the index depends on; ``None`` when they cannot be told."""
        try:
            parts = [engine_stamp(), *(_file_stamp(path) for path in self._depends_on(audience))]
        except OSError:
            return None
        return hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def _depends_on(self, audience: Audience) -> Iterable[Path]:
        yield self.project / SETTINGS_NAME
        yield from content_paths(self.project, audience)

    def _stamp_path(self, audience: Audience) -> Path:
        return self.cache / "index" / f"{audience}.stamp"

    def _remembered(self, audience: Audience) -> str:
        """The stamp at which the content last had a digest, and that digest."""
        try:
            return self._stamp_path(audience).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _remember(self, snapshot: Snapshot, stamp: str | None, started: int) -> None:
        """Notes the stamp of a snapshot, unless a file changed so lately that its times prove nothing."""
        audience = snapshot.audience

        def write() -> None:
            newest = max((path.stat().st_ctime_ns for path in self._depends_on(audience)), default=0)
            if stamp is not None and stamp == self._stamp(audience) and newest <= started - RACY_NS:
                _replace(self._stamp_path(audience), f"{stamp} {snapshot.digest}")

        self._try_writing(write)

    def _try_writing(self, write: Callable[[], Any]) -> None:
        """Runs ``write``; a cache that cannot be written is done without."""
        try:
            self.cache.mkdir(exist_ok=True)
            if not (self.cache / ".gitignore").exists():
                (self.cache / ".gitignore").write_text("*\n", encoding="utf-8")
            write()
        except OSError:
            pass


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise ProjectError("the current folder is gone; go to another, or name a project with --project DIR") from None


def engine_stamp() -> str:
    """Names, sizes and times of the engine's own files that an index depends on: an upgrade makes a new index."""
    package = os.path.dirname(__file__)
    entries = [entry for folder in ENGINE_FOLDERS for entry in os.scandir(os.path.join(package, folder))]
    files = [entry.path for entry in entries if entry.name.endswith((".py", ".json", ".yaml"))]
    return "\n".join(map(_file_stamp, sorted([*files, os.path.join(package, "store.py")])))


def _file_stamp(path: str | Path) -> str:
    status = os.stat(path)
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0{status.st_ino}"


def _replace(path: Path, content: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(content, encoding="utf-8")
    os.replace(temporary, path)
