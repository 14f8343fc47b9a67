"""Parsed articles kept between runs, keyed by a hash of their bytes: a page that has not changed is not parsed again.

The file is a hash of what follows, and the articles in MessagePack; one that is damaged counts as empty.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from esim_help.content.article_file import ArticleFile, read_article
from esim_help.content.source import Source
from esim_help.errors import Problem

Read = tuple[ArticleFile | None, list[Problem]]
ReadArticle = Callable[[Source, tuple[str, ...]], Read]
HASH_BYTES = 16
WORTH_WORKERS = 150
"""From this many unknown articles on, starting worker processes pays."""


class ArticleCache:
    """Reads articles, remembering what it read last time. ``stamp`` names the engine: others' entries do not count."""

    def __init__(self, path: Path, stamp: str) -> None:
        self._path = path
        self._stamp = stamp
        self._known = _read_known(path)
        self._saved = frozenset(self._known)
        self._used: dict[str, Read] = {}

    def read_all(self, sources: Iterable[Source], card_ids: tuple[str, ...]) -> ReadArticle:
        """Reads every Markdown source, on all processors where that pays, and answers from memory afterwards."""
        by_key = {self._key(source, card_ids): source for source in sources if source.name.endswith(".md")}
        missing = [key for key in by_key if key not in self._known]
        for key, read in zip(missing, _read_each([by_key[key] for key in missing], card_ids), strict=True):
            self._known[key] = read
        self._used = {key: self._known[key] for key in by_key}
        by_path = {source.path: key for key, source in by_key.items()}
        return lambda source, _: self._used[by_path[source.path]]

    def save(self) -> None:
        """Writes what this run used, if anything is new; raises OSError."""
        if self._used.keys() == self._saved:
            return
        content = msgspec.msgpack.encode(self._used)
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        temporary.write_bytes(_hash(content) + content)
        os.replace(temporary, self._path)

    def _key(self, source: Source, card_ids: tuple[str, ...]) -> str:
        about = "\0".join((self._stamp, source.path, *card_ids)).encode("utf-8", "surrogateescape")
        return hashlib.blake2b(
            source.raw, digest_size=16, key=hashlib.blake2b(about, digest_size=32).digest()
        ).hexdigest()


def _read_known(path: Path) -> dict[str, Read]:
    try:
        content = path.read_bytes()
        if _hash(content[HASH_BYTES:]) != content[:HASH_BYTES]:
            return {}
        return msgspec.msgpack.decode(memoryview(content)[HASH_BYTES:], type=dict[str, Read])
    except (OSError, msgspec.MsgspecError):
        return {}


def _hash(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=HASH_BYTES).digest()


def _read_each(sources: list[Source], card_ids: tuple[str, ...]) -> list[Read]:
    workers = os.cpu_count() or 1
    if len(sources) < WORTH_WORKERS or workers == 1:
        return [read_article(source, card_ids) for source in sources]
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        return list(pool.map(read_article, sources, [card_ids] * len(sources), chunksize=16))
