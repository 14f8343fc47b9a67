"""Whatever is wrong with the stored index: one line is said, the answer is right, and the next search is silent."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from stored_centre import Centre

from small_project import SMALL

Damage = Callable[[Centre], object]


class Writes:
    """A pickle of it writes a file when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.path,)


def ran(centre: Centre) -> Path:
    return centre.project / "the-pickle-ran"


def manifest(centre: Centre, **changed: object) -> None:
    path = centre.build / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changed), encoding="utf-8")


def flip(path: Path, at: int, bit: int = 1) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= bit
    path.write_bytes(content)


def evil_toc(centre: Centre, name: str) -> None:
    (centre.build / name).write_bytes(pickle.dumps(Writes(ran(centre))))


def with_checksum(centre: Centre, name: str, content: bytes) -> None:
    """As an attacker would who knows our checksums, but not which content the index is of."""
    (centre.build / name).write_bytes(content)
    files = json.loads((centre.build / "manifest.json").read_bytes())["files"]
    manifest(centre, files=files | {name: f"{len(content)}-{zlib.crc32(content):08x}"}, digest="a guess")


def half_written(centre: Centre) -> None:
    """As a kill in the middle of the very first build leaves it: no pointer, and some of the files."""
    (centre.index / "current").unlink()
    (centre.builds[0] / "manifest.json").unlink()


def pointer(text: str | bytes) -> Damage:
    content = text if isinstance(text, bytes) else text.encode()
    return lambda centre: (centre.index / "current").write_bytes(content)


DAMAGES: dict[str, Damage] = {
    "the pointer is missing": lambda c: (c.index / "current").unlink(),
    "the pointer is empty": pointer(""),
    "the pointer is garbage": pointer(b"\xff\x00\xfe garbage"),
    "the pointer holds a NUL": pointer(b"build-\x00"),
    "the pointer is an absolute path": lambda c: pointer(str(c.build))(c),
    "the pointer leads up": pointer("../customer/build-1"),
    "the pointer leads up behind a right beginning": pointer("build-/../../agent"),
    "the pointer names no build": pointer("build-none"),
    "the manifest is missing": lambda c: (c.build / "manifest.json").unlink(),
    "the manifest is no JSON": lambda c: (c.build / "manifest.json").write_bytes(b"{"),
    "the manifest is a list": lambda c: (c.build / "manifest.json").write_bytes(b"[]"),
    "the manifest is nested without end": lambda c: (c.build / "manifest.json").write_bytes(b"[" * 100_000),
    "the manifest has no files": lambda c: manifest(c, files=None),
    "the manifest has a strange digest": lambda c: manifest(c, digest=[1], project=None),
    "the manifest names files elsewhere": lambda c: manifest(c, files={"../../../esim-help.toml": "1-0"}),
    "the format is another": lambda c: manifest(c, format=99),
    "the build is empty": lambda c: [path.unlink() for path in c.build.iterdir()],
    "the build is gone": lambda c: shutil.rmtree(c.build),
    "the build is half written": lambda c: half_written(c),
    "a file was added": lambda c: (c.build / "stray").write_bytes(b""),
    "a table of contents was added that whoosh would prefer": lambda c: evil_toc(c, "_MAIN_999.toc"),
    "the table of contents is a foreign pickle": lambda c: evil_toc(c, "_MAIN_1.toc"),
}
FILES = ("*.seg", "*.toc", "header.json", "words.json", "homophones", "initials", "synonyms", "completions")


def each_file(kind: str, damage: Callable[[Path], object]) -> dict[str, Damage]:
    return {f"{name} {kind}": lambda c, name=name: damage(next(c.build.glob(name))) for name in FILES}  # type: ignore[misc]


DAMAGES |= each_file("is cut short", lambda path: path.write_bytes(path.read_bytes()[:-1]))
DAMAGES |= each_file("is empty", lambda path: path.write_bytes(b""))
DAMAGES |= each_file("has a flipped bit at its start", lambda path: flip(path, 0))
DAMAGES |= each_file("has a flipped bit at its end", lambda path: flip(path, -1, 0x80))
DAMAGES |= each_file("is deleted", lambda path: path.unlink())
DAMAGES |= each_file("is a folder", lambda path: (path.unlink(), path.mkdir()))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_index_is_told_of_and_built_anew(damage: Damage, centre: Centre) -> None:
    right = centre.ask()
    damage(centre)
    assert centre.ask() == right
    assert len(centre.said) == 1
    assert centre.said[0].endswith("; rebuilding it")
    assert str(centre.index) in centre.said[0]
    assert not ran(centre).exists()
    assert centre.ask() == right
    assert len(centre.said) == 1


@pytest.mark.parametrize("noted", [True, False], ids=["its times are noted", "its times are not noted"])
def test_it_is_told_of_once_whether_the_times_of_the_content_were_noted_or_not(noted: bool, centre: Centre) -> None:
    if noted:
        import time

        time.sleep(0.06)
        centre.ask()
    assert (centre.index.parent / "customer.stamp").exists() == noted
    flip(next(centre.build.glob("*.seg")), 100)
    assert centre.ask()[0] == "renew-red"
    assert len(centre.said) == 1


@pytest.mark.parametrize("name", ["_MAIN_1.toc", "header.json"])
def test_a_file_with_a_right_checksum_in_an_index_of_other_content_is_not_opened(name: str, centre: Centre) -> None:
    with_checksum(centre, name, pickle.dumps(Writes(ran(centre))))
    assert centre.ask()[0] == "renew-red"
    assert not ran(centre).exists()


def test_the_index_of_another_project_is_told_of_and_built_anew(new_centre: Callable[[str], Centre]) -> None:
    ours, other = new_centre("ours"), new_centre("other")
    other.write("content/zh/pay/renew-red.md", SMALL["content/zh/pay/renew-red.md"].replace("红卡怎么续费", "别家"))
    assert other.title() == "别家"
    ours.ask()
    shutil.rmtree(ours.project / ".esim-help")
    shutil.copytree(other.project / ".esim-help", ours.project / ".esim-help")
    assert ours.title() == "红卡怎么续费"
    assert ours.said == [f"the index in {ours.index} is of another project ({other.project}); rebuilding it"]
    assert ours.title() == "红卡怎么续费"
    assert len(ours.said) == 1


def test_a_project_that_was_moved_keeps_its_index(centre: Centre) -> None:
    before = centre.build.name
    moved = Centre(centre.project.rename(centre.project.with_name("moved")))
    assert moved.ask()[0] == "renew-red"
    assert moved.said == []
    assert moved.build.name == before


def a_file(project: Path) -> None:
    (project / ".esim-help").write_bytes(b"not a folder")


def a_link_to_where_nothing_can_be_written(project: Path) -> None:
    (project / ".esim-help").symlink_to("/proc/self")


def a_link_to_nowhere(project: Path) -> None:
    (project / ".esim-help").symlink_to(project / "nowhere" / "at" / "all")


def an_index_that_is_a_file(project: Path) -> None:
    (project / ".esim-help").mkdir()
    (project / ".esim-help" / "index").write_bytes(b"")


def a_pointer_that_is_a_folder(project: Path) -> None:
    (project / ".esim-help" / "index" / "customer" / "current" / "x").mkdir(parents=True)


@pytest.mark.parametrize(
    "spoil",
    [
        a_file,
        a_link_to_where_nothing_can_be_written,
        a_link_to_nowhere,
        an_index_that_is_a_file,
        a_pointer_that_is_a_folder,
    ],
)
def test_where_the_cache_cannot_be_written_the_answer_comes_from_memory(
    spoil: Callable[[Path], None], new_centre: Callable[[str], Centre]
) -> None:
    centre = new_centre("project")
    spoil(centre.project)
    for _ in range(2):
        assert centre.ask()[0] == "renew-red"
    centre.replace("content/zh/pay/renew-red.md", "红卡怎么续费", "红卡怎样续费")
    assert centre.title() == "红卡怎样续费"


def test_a_disk_that_fills_up_while_the_index_is_written_is_no_failure(
    new_centre: Callable[[str], Centre], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    centre = new_centre("project")
    monkeypatch.setattr("esim_help.store._write_synced", full)
    assert centre.ask()[0] == "renew-red"
    monkeypatch.undo()
    assert centre.ask()[0] == "renew-red"
    assert len(centre.builds) == 1


def test_the_cache_keeps_itself_out_of_git(centre: Centre) -> None:
    assert (centre.project / ".esim-help" / ".gitignore").read_text(encoding="utf-8") == "*\n"
