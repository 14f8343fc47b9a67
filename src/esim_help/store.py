"""The index on disk, in Whoosh: a plain schema, writer and reader. The one module that imports ``whoosh``.

It is a cache. Every build goes into a fresh folder, is verified by checksum, and is switched in by replacing one small
pointer file; the build before it is kept for readers that have just opened it. Whatever cannot be opened is rebuilt.

A build's folder holds Whoosh's own files, the header, the words, the tables and the weighings, and a manifest of all of
them. A file that the manifest does not list makes the build foreign.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import shutil
import time
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # whoosh 2.7.4 was written before Python warned of its escape sequences
    from whoosh import fields, formats
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

from esim_help.errors import EsimHelpError
from esim_help.index.index import (
    FORMAT,
    Found,
    Header,
    Index,
    found_from_json,
    found_json,
    header_from_json,
    header_json,
)
from esim_help.index.rows import Rows, rows_bytes
from esim_help.index.tables import Tables, tables_from_json, tables_json

if TYPE_CHECKING:
    from esim_help.index.weighing import Weighing

POINTER = "current"
MANIFEST = "manifest.json"
HEADER = "header.json"
WORDS = "words.json"
WEIGHINGS = "weighings"
TABLES = tuple(name for name in tables_json(Tables()) if name != "words")
OURS = frozenset({HEADER, WORDS, WEIGHINGS, *TABLES})
LOCK = "lock"
CHUNK = 1 << 18


class StoreError(EsimHelpError):
    """The stored index is missing, damaged or foreign; building it again is the cure."""


class OtherContent(StoreError):
    """The stored index is of other content. ``project`` says whose."""

    def __init__(self, folder: Path, project: str) -> None:
        self.project = project
        super().__init__(f"the index in {folder} is of another project ({project})")


class ImpactField(fields.FieldType):  # type: ignore[misc]
    """A field whose postings carry our impact as their frequency: ``scoring.Frequency()`` would give our score."""

    def __init__(self) -> None:
        self.format = formats.Frequency()
        self.scorable, self.stored, self.unique, self.vector, self.spelling = False, False, False, None, False
        self.analyzer = None
        self.multitoken_query = "default"

    def index(self, value: Sequence[tuple[str, int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """One posting a term: (term, frequency, weight, value), frequency and weight being the impact."""
        return ((term.encode("utf-8", "surrogatepass"), impact, float(impact), b"") for term, impact in value)


def schema() -> fields.Schema:
    """Impacts by term, and the document as JSON."""
    return fields.Schema(terms=ImpactField(), document=fields.STORED)


class WhooshReader:
    """An :class:`~esim_help.index.index.IndexReader` over one stored build; it outlives the build's folder."""

    def __init__(self, build: Path, files: Mapping[str, bytes]) -> None:
        self.header: Header = header_from_json(json.loads(files[HEADER]))
        self._files = files
        self._reader = FileIndex(FileStorage(str(build)), schema=schema(), indexname="MAIN").reader()
        self._known: dict[str, Sequence[tuple[int, int]]] = {}

    @cached_property
    def tables(self) -> Tables:
        """What a query may look up besides postings; its rows are decoded when they are asked for."""
        empty = tables_json(Tables())

        def rows(name: str) -> Rows[Any]:
            return Rows(self._files[name], lambda row: getattr(tables_from_json({**empty, name: row}), name))

        return Tables(words=tuple(json.loads(self._files[WORDS])), **{name: rows(name) for name in TABLES})

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """(ordinal, impact) of the documents that have ``term``, ascending; read once."""
        if term not in self._known:
            self._known[term] = tuple(self._read(term))
        return self._known[term]

    def _read(self, term: str) -> Iterator[tuple[int, int]]:
        key = term.encode("utf-8", "surrogatepass")
        if ("terms", key) not in self._reader:
            return
        matcher = self._reader.postings("terms", key)
        while matcher.is_active():
            yield matcher.id(), int(matcher.weight())
            matcher.next()

    def found(self, ordinal: int) -> Found:
        """The document with that ordinal."""
        return found_from_json(json.loads(self._reader.stored_fields(ordinal)["document"]))

    def weighing(self, ordinal: int) -> Weighing:
        """How the fields of that document were weighed; only its row is decoded."""
        from esim_help.index.weighing import weighing_from_json  # only explanations need it

        rows = Rows(self._files[WEIGHINGS], lambda row: {key: weighing_from_json(row[key]) for key in row})
        return rows[str(ordinal)]


class Store:
    """The builds of one index below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def begun(self) -> bool:
        """Whether anything was ever stored here."""
        return (self.folder / POINTER).exists() or any(self.folder.glob("build-*"))

    def open(self, digest: str) -> WhooshReader:
        """The current build, if it is of content with that digest. Raises OtherContent, or StoreError for damage."""
        while True:
            name = self._pointed()
            try:
                return self._opened(name, digest)
            except StoreError:
                # A build that was replaced twice while it was being opened is gone: the newest one is asked for.
                if self._pointed() == name:
                    raise

    def _opened(self, name: str, digest: str) -> WhooshReader:
        if not name.startswith("build-") or "/" in name:
            raise StoreError(f"{self.folder} does not say which index is current")
        build = self.folder / name
        try:
            manifest = _manifest(build)
            if manifest["digest"] != digest:
                raise OtherContent(self.folder, manifest["project"])
            return WhooshReader(build, _verified_files(build, manifest["files"]))
        except StoreError:
            raise
        except Exception as error:
            raise StoreError(f"the index in {build} cannot be opened ({type(error).__name__}: {error})") from error

    def save(self, index: Index, digest: str, project: str) -> None:
        """Writes ``index`` as a new build and switches to it. Raises OSError.

        ``digest`` is that of the content and the engine it was made of; ``project`` is only for telling whose it is.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        build = self.folder / f"build-{time.time_ns():x}-{os.getpid()}"
        build.mkdir()
        _write(build, index)
        files = {path.name: _checksum(path) for path in sorted(build.iterdir())}
        manifest = {"format": FORMAT, "digest": digest, "project": project, "files": files}
        _write_synced(build / MANIFEST, json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode())
        _sync(build)
        before = self._pointed()
        self._point_to(build.name)
        self._sweep({build.name, before})

    def _point_to(self, name: str) -> None:
        pointer = self.folder / f"{POINTER}.new"
        _write_synced(pointer, name.encode())
        os.replace(pointer, self.folder / POINTER)
        _sync(self.folder)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Held by whoever builds, so that others wait for the build instead of repeating it. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as file:
            # Not flock: workers that a build forks would share it, and keep it after the build was killed.
            fcntl.lockf(file, fcntl.LOCK_EX)
            yield

    def _pointed(self) -> str:
        try:
            return (self.folder / POINTER).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _sweep(self, kept: set[str]) -> None:
        for path in self.folder.glob("build-*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _write(build: Path, index: Index) -> None:
    from esim_help.index.weighing import weighing_json

    storage = FileStorage(str(build))
    with warnings.catch_warnings(), _without_collector():
        warnings.simplefilter("ignore")
        whoosh_index = storage.create_index(schema(), indexname="MAIN")
        writer = whoosh_index.writer(limitmb=512, codec=_codec())
        by_ordinal: list[list[tuple[str, int]]] = [[] for _ in index.documents]
        for term, postings in index.terms.items():
            for ordinal, impact in postings:
                by_ordinal[ordinal].append((term, impact))
        for found, impacts in zip(index.documents, by_ordinal, strict=True):
            writer.add_document(terms=impacts, document=json.dumps(found_json(found), ensure_ascii=False))
        writer.commit(optimize=True)
    tables = tables_json(index.tables)
    for name, content in ((HEADER, header_json(index.header)), (WORDS, tables["words"])):
        (build / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    for name in TABLES:
        (build / name).write_bytes(rows_bytes(tables[name]))
    weighings = {str(ordinal): weighing_json(weighing) for ordinal, weighing in enumerate(index.weighings)}
    (build / WEIGHINGS).write_bytes(rows_bytes(weighings))
    for path in build.iterdir():
        _sync(path)


def _codec() -> W3Codec:
    """Whoosh's own codec without what we never read: field lengths, and compression that costs more than it saves."""
    codec = W3Codec(compression=0)
    codec.length_stats = False
    return codec


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of tuples live until the end: the cyclic collector finds nothing there and takes a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _manifest(build: Path) -> dict[str, Any]:
    manifest = json.loads((build / MANIFEST).read_bytes())
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise StoreError(f"the index in {build} has another format")
    return manifest


def _verified_files(build: Path, checksums: Mapping[str, str]) -> dict[str, bytes]:
    """Our own files. Raises StoreError unless the build is exactly what was written: only then may whoosh unpickle."""
    names = set(os.listdir(build)) - {MANIFEST}
    for name in sorted(names ^ set(checksums)):
        raise StoreError(f"{build / name} is {'missing' if name in checksums else 'no file of ours'}")
    for name, checksum in checksums.items():
        if _checksum(build / name) != checksum:
            raise StoreError(f"{build / name} is damaged")
    return {name: (build / name).read_bytes() for name in OURS}


def _checksum(path: Path) -> str:
    size = crc = 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            size, crc = size + len(chunk), zlib.crc32(chunk, crc)
    return f"{size}-{crc:08x}"


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
