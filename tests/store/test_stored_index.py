"""The stored index is the index: built once, switched in atomically, equal in everything to the one in memory."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from esim_help.index.index import Index, build_index
from esim_help.index.tables import Tables
from esim_help.store import OtherContent, Store, StoreError, WhooshReader
from esim_help.workspace import Workspace
from small_project import environment, lay

DIGEST = "a1"


@pytest.fixture(scope="session")
def index(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The agents' index of our own content, articles and scripts."""
    project = tmp_path_factory.mktemp("ours")
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.*")}
    lay(project, files | {"esim-help.toml": (root / "esim-help.toml").read_bytes()})
    return build_index(Workspace(project).load("agent").centre)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The customers' index of the small centre."""
    return build_index(Workspace(lay(tmp_path_factory.mktemp("small"))).load().centre)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "index")


@pytest.fixture(scope="session")
def reader(index: Index, tmp_path_factory: pytest.TempPathFactory) -> WhooshReader:
    store = Store(tmp_path_factory.mktemp("stored"))
    store.save(index, DIGEST, "here")
    return store.open(DIGEST)


def test_it_has_the_postings_of_every_term(index: Index, reader: WhooshReader) -> None:
    assert len(index.terms) > 5000
    wrong = [term for term, postings in index.terms.items() if tuple(reader.postings(term)) != tuple(postings)]
    assert wrong == []


@pytest.mark.parametrize("term", ["", "zzz", "红红红", "续 费", "\ud800", "\x00", "terms"])
def test_a_term_that_it_does_not_have_has_no_postings(term: str, index: Index, reader: WhooshReader) -> None:
    assert term not in index.terms
    assert tuple(reader.postings(term)) == ()


def test_it_has_every_document(index: Index, reader: WhooshReader) -> None:
    assert [reader.found(ordinal) for ordinal in range(len(index.documents))] == list(index.documents)


def test_it_has_the_header_and_every_row_of_the_tables(index: Index, reader: WhooshReader) -> None:
    assert reader.header == index.header
    assert reader.tables.words == index.tables.words
    tables = [field.name for field in dataclasses.fields(Tables) if field.name != "words"]
    assert {"homophones", "initials", "synonyms", "completions"} <= set(tables)
    for name in tables:
        stored, whole = getattr(reader.tables, name), getattr(index.tables, name)
        assert len(stored) == len(whole) > 0
        assert dict(stored) == dict(whole)
        for key in ("no such row", "", "\uffff", "!"):
            assert key not in stored


def test_an_index_of_other_content_is_not_opened(store: Store, small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(small, DIGEST, "there")
    monkeypatch.setattr("esim_help.store.WhooshReader", None)
    with pytest.raises(OtherContent) as refused:
        store.open("b2")
    assert str(refused.value) == f"the index in {store.folder} is of another project (there)"


def test_there_is_none_before_the_first_is_saved(store: Store) -> None:
    with pytest.raises(StoreError):
        store.open(DIGEST)


def test_the_build_before_is_kept_and_older_ones_are_swept(store: Store, small: Index) -> None:
    names = []
    for _ in range(4):
        store.save(small, DIGEST, "here")
        names.append((store.folder / "current").read_text(encoding="utf-8"))
        assert {path.name for path in store.folder.glob("build-*")} == set(names[-2:])
    assert len(set(names)) == 4


def test_a_build_that_was_left_half_made_is_swept_by_the_next(store: Store, small: Index) -> None:
    (store.folder / "build-half").mkdir(parents=True)
    (store.folder / "build-half" / "_MAIN_1.toc").write_bytes(b"half")
    store.save(small, DIGEST, "here")
    assert not (store.folder / "build-half").exists()


def test_a_reader_outlives_its_build(store: Store, small: Index) -> None:
    store.save(small, DIGEST, "here")
    reader = store.open(DIGEST)
    for _ in range(3):
        store.save(small, DIGEST, "here")
    term = next(iter(small.terms))
    assert tuple(reader.postings(term)) == tuple(small.terms[term])
    assert reader.found(0) == small.documents[0]
    assert dict(reader.tables.synonyms) == dict(small.tables.synonyms)


def test_a_build_that_vanishes_while_it_is_opened_is_replaced_by_the_newest(
    store: Store, small: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(small, DIGEST, "here")
    opened = Store._opened
    asked: list[str] = []

    def late(self: Store, name: str, digest: str) -> WhooshReader:
        asked.append(name)
        if len(asked) == 1:
            store.save(small, DIGEST, "here")
            store.save(small, DIGEST, "here")
        return opened(self, name, digest)

    monkeypatch.setattr(Store, "_opened", late)
    assert store.open(DIGEST).header == small.header
    assert len(asked) == 2
    assert asked[1] == (store.folder / "current").read_text(encoding="utf-8")


def test_only_one_builds_at_a_time(store: Store) -> None:
    waiting = "import sys, pathlib, esim_help.store as s\nwith s.Store(pathlib.Path(sys.argv[1])).lock(): print('mine')"
    with store.lock():
        other = subprocess.Popen(
            [sys.executable, "-c", waiting, str(store.folder)], env=environment(), stdout=subprocess.PIPE
        )
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.5)
    assert other.communicate(timeout=10)[0] == b"mine\n"
