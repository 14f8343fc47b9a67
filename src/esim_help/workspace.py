"""A project as commands use it: its content, and an index that is never stale. An edge: ties reading, caches and the store.

``search`` on an index that is up to date imports neither the parsers nor the settings: it looks at file times only.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esim_help.model.article import Audience
from esim_help.model.settings import SETTINGS_NAME
from esim_help.reading import content_paths, find_project, read_linked_files, read_project_settings, read_sources, read_theme
from esim_help.store import Store, StoreError

if TYPE_CHECKING:
    from esim_help.content.loader import Loaded
    from esim_help.index.index import Index, IndexReader
    from esim_help.model.settings import Settings

CACHE_FOLDER = ".esim-help"
RACY_NS = 50_000_000
"""A file changed this shortly before it was read may change again within one tick of its clock: its time proves nothing."""

Say = Callable[[str], None]


def to_stderr(message: str) -> None:
    """Talk goes to stderr."""
    print(message, file=sys.stderr)


@dataclass(frozen=True)
class Workspace:
    """One project. ``say`` gets the sentences a user should read while something is being rebuilt."""

    project: Path
    say: Say = to_stderr

    @classmethod
    def find(cls, folder: Path | None = None, say: Say = to_stderr) -> Workspace:
        """The project in ``folder``, or around the current folder; raises ProjectError."""
        return cls(folder if folder is not None else find_project(Path.cwd()), say)

    @cached_property
    def settings(self) -> Settings:
        """The project's settings; raises ProjectError or ContentError."""
        return read_project_settings(self.project)[0]

    @property
    def cache(self) -> Path:
        """Where everything lives that can be made again."""
        return self.project / CACHE_FOLDER

    def load(self, audience: Audience = "customer") -> Loaded:
        """The project's content as it is now, articles taken from the cache where their bytes are the same."""
        from esim_help.article_cache import ArticleCache
        from esim_help.content.loader import Loaded, load_centre

        sources, problems = read_sources(self.project, audience)
        articles = ArticleCache(self.cache / "articles.msgpack", engine_stamp())
        loaded = load_centre(sources, self.settings, articles.read_all(sources, self.settings.card_ids))
        self._try_writing(articles.save)
        left_out = sorted({*loaded.left_out, *(problem.path for problem in problems)})
        return Loaded(loaded.centre, tuple(sorted({*loaded.problems, *problems})), tuple(left_out))

    def linked_files(self) -> dict[str, bytes]:
        """Images and documents beside the articles."""
        return read_linked_files(self.project)

    def theme_files(self) -> dict[str, bytes]:
        """The project's own theme files."""
        return read_theme(self.project)

    def reader(self, audience: Audience = "customer") -> IndexReader:
        """An index of the content as it is now: the stored one when it still is, else a new one."""
        store = Store(self.cache / "index" / audience)
        stamp = self._stamp(audience)
        if stamp is not None and stamp == self._known_stamp(audience):
            try:
                return store.open()
            except StoreError as error:
                self._mention_damage(store, error)
        return self._fresh_reader(store, audience)

    def save_index(self, index: Index, audience: Audience, digest: str) -> None:
        """Stores an index that was built from content with this digest; where the cache cannot be written, does nothing."""
        store = Store(self.cache / "index" / audience)

        def save() -> None:
            with store.lock():
                if self._open_if_same(store, digest) is None:
                    store.save(index, {"digest": digest})

        self._try_writing(save)

    def digest(self, audience: Audience) -> str:
        """A hash of every byte that the index depends on."""
        sources, _ = read_sources(self.project, audience)
        _, settings = read_project_settings(self.project)
        digest = hashlib.blake2b(f"{engine_stamp()}\0".encode() + settings, digest_size=16)
        for source in sources:
            digest.update(f"\0{source.path}\0{len(source.raw)}\0".encode())
            digest.update(source.raw)
        return digest.hexdigest()

    def _fresh_reader(self, store: Store, audience: Audience) -> IndexReader:
        started = time.time_ns()
        stamp, digest = self._stamp(audience), self.digest(audience)
        try:
            with store.lock():
                reader = self._open_if_same(store, digest)
                if reader is None:
                    store.save(self.build_index(audience), {"digest": digest})
                    reader = store.open()
            self._remember_stamp(audience, stamp, started)
            return reader
        except (OSError, StoreError):
            return self.build_index(audience)

    def _open_if_same(self, store: Store, digest: str) -> IndexReader | None:
        try:
            if store.facts().get("digest") == digest:
                return store.open()
        except StoreError as error:
            self._mention_damage(store, error)
        return None

    def build_index(self, audience: Audience) -> Index:
        """The index of the content as it is now, in memory."""
        from esim_help.index.index import build_index
        from esim_help.index.synonyms import shipped_synonyms

        centre = self.load(audience).centre
        return build_index(centre, shipped_synonyms() if centre.settings.synonyms else ())

    def _mention_damage(self, store: Store, error: StoreError) -> None:
        if any(store.folder.glob("build-*")):
            self.say(f"{error}; rebuilding it")

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

    def _known_stamp(self, audience: Audience) -> str:
        try:
            return self._stamp_path(audience).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _remember_stamp(self, audience: Audience, stamp: str | None, started: int) -> None:
        newest = max((path.stat().st_ctime_ns for path in self._depends_on(audience)), default=0)
        if stamp is None or stamp != self._stamp(audience) or newest > started - RACY_NS:
            return
        self._try_writing(lambda: _replace(self._stamp_path(audience), stamp))

    def _try_writing(self, write: Callable[[], Any]) -> None:
        """Runs ``write``; a cache that cannot be written is done without."""
        try:
            self.cache.mkdir(exist_ok=True)
            if not (self.cache / ".gitignore").exists():
                (self.cache / ".gitignore").write_text("*\n", encoding="utf-8")
            write()
        except OSError:
            pass


def engine_stamp() -> str:
    """Names, sizes and times of the engine's own files that an index depends on: an upgrade makes a new index."""
    package = Path(__file__).parent
    folders = ("analysis", "content", "index", "model")
    files = sorted(path for name in folders for path in (package / name).iterdir() if path.suffix in (".py", ".json", ".yaml"))
    return "\n".join(map(_file_stamp, files))


def _file_stamp(path: Path) -> str:
    status = path.stat()
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0{status.st_ino}"


def _replace(path: Path, content: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(content, encoding="utf-8")
    os.replace(temporary, path)


def as_json(content: Any) -> str:
    """JSON as commands print it: one line, characters as they are."""
    return json.dumps(content, ensure_ascii=False)
