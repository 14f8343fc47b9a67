"""The index on disk, in Whoosh: a plain schema, writer and reader. The one module that imports ``whoosh``.

It is a cache. Every build goes into a fresh folder, is verified by checksum, and is switched in by replacing one small
pointer file; the build before it is kept for readers that have just opened it. Whatever cannot be opened is rebuilt.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import shutil
import tempfile
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # whoosh 2.7.4 was written before Python warned of its escape sequences
    from whoosh import fields, formats
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

from esim_help.errors import EsimHelpError
from esim_help.index.document import HitText, OpenUnknown
from esim_help.index.index import FORMAT, Found, Header, Index, header_from_json, header_json
from esim_help.index.tables import Tables, tables_from_json, tables_json

POINTER = "current"
MANIFEST = "manifest.json"
HEADER = "header.json"
TABLES = "tables.json"
LOCK = "lock"


class StoreError(EsimHelpError):
    """The stored index is missing, damaged or foreign; building it again is the cure."""


class ImpactField(fields.FieldType):  # type: ignore[misc]
    """A field whose postings carry our impact as their frequency, so that ``scoring.Frequency()`` would give our score."""

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
    """An :class:`~esim_help.index.index.IndexReader` over one stored build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.header: Header = header_from_json(_read_json(folder / HEADER))
        self._index = FileIndex(FileStorage(str(folder)), schema=schema(), indexname="MAIN")
        self._reader = self._index.reader()
        self._tables: Tables | None = None
        self._known: dict[str, Sequence[tuple[int, int]]] = {}

    @property
    def tables(self) -> Tables:
        if self._tables is None:
            self._tables = tables_from_json(_read_json(self._folder / TABLES))
        return self._tables

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
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
        return _found_from_json(json.loads(self._reader.stored_fields(ordinal)["document"]))


class Store:
    """The builds of one index below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> WhooshReader:
        """The current build; raises StoreError when there is none that can be trusted."""
        try:
            build = self._current()
            _verify(build)
            return WhooshReader(build)
        except StoreError:
            raise
        except Exception as error:
            raise StoreError(f"the index in {self.folder} cannot be opened ({type(error).__name__}: {error})") from error

    def facts(self) -> Mapping[str, Any]:
        """What :meth:`save` was told of the current build; raises StoreError when there is none."""
        try:
            facts: Mapping[str, Any] = _read_json(self._current() / MANIFEST)["facts"]
            return facts
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"no index in {self.folder}") from error

    def save(self, index: Index, facts: Mapping[str, Any]) -> None:
        """Writes ``index`` as a new build and switches to it; ``facts`` is remembered with it. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        build = Path(tempfile.mkdtemp(prefix="build-", dir=self.folder))
        _write(build, index)
        manifest = {"format": FORMAT, "facts": dict(facts), "files": {p.name: _checksum(p) for p in sorted(build.iterdir())}}
        _write_synced(build / MANIFEST, json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode())
        _sync_folder(build)
        before = self._pointed()
        pointer = build / POINTER
        _write_synced(pointer, build.name.encode())
        os.replace(pointer, self.folder / POINTER)
        _sync_folder(self.folder)
        self._sweep({build.name, before})

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Held by whoever builds, so that others wait for the build instead of repeating it. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _pointed(self) -> str:
        try:
            return (self.folder / POINTER).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _current(self) -> Path:
        name = self._pointed()
        if not name.startswith("build-") or "/" in name:
            raise StoreError(f"no index in {self.folder}")
        return self.folder / name

    def _sweep(self, kept: set[str]) -> None:
        for path in self.folder.glob("build-*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _write(build: Path, index: Index) -> None:
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
            writer.add_document(terms=impacts, document=json.dumps(_found_json(found), ensure_ascii=False))
        writer.commit(optimize=True)
    for name, content in ((HEADER, header_json(index.header)), (TABLES, tables_json(index.tables))):
        (build / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    for path in build.iterdir():
        _sync(path)


def _codec() -> W3Codec:
    """Whoosh's own codec without what we never read: field lengths, and compression that costs more than it saves."""
    codec = W3Codec(compression=0)
    codec.length_stats = False
    return codec


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of tuples that live until the end: the cyclic collector finds nothing among them and takes a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _verify(build: Path) -> None:
    """Raises StoreError unless every file is there and whole; only then may whoosh unpickle anything."""
    manifest = _read_json(build / MANIFEST)
    if manifest["format"] != FORMAT:
        raise StoreError(f"the index in {build} has another format")
    for name, checksum in manifest["files"].items():
        if _checksum(build / name) != checksum:
            raise StoreError(f"{build / name} is damaged")


def _checksum(path: Path) -> str:
    content = path.read_bytes()
    return f"{len(content)}-{zlib.crc32(content):08x}"


def _read_json(path: Path) -> Any:
    return json.loads(path.read_bytes())


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


_sync_folder = _sync


def _found_json(found: Found) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "id": found.id,
        "cards": found.cards,
        "texts": {
            lang: [text.title, text.answer, text.url, text.sections, [[u.id, u.question, u.instead, u.phrases] for u in text.unknowns]]
            for lang, text in found.texts.items()
        },
    }


def _found_from_json(content: Mapping[str, Any]) -> Found:
    return Found(
        content["kind"],
        content["id"],
        tuple(content["cards"]),
        {
            lang: HitText(
                title,
                answer,
                url,
                tuple((anchor, heading, words) for anchor, heading, words in sections),
                tuple(OpenUnknown(name, question, instead, tuple(phrases)) for name, question, instead, phrases in unknowns),
            )
            for lang, (title, answer, url, sections, unknowns) in content["texts"].items()
        },
    )
