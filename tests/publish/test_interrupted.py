"""A build may be killed, or fail, at any moment: readers meet a whole site, and the next build brings the new one."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from children import at_line, at_operation, die, die_in_the_next_write, in_child, killed_at
from two_versions import NEW, OLD, Site, bring, broken, served, site_of, tree

from esim_help.errors import OutputError
from esim_help.publish import difference, publish
from esim_help.publish.paths import STAGING
from esim_help.publish.plan import Move, Plan, Removal, plan_bytes
from esim_help.publish.staging import discard, sealed_plan, stage

Tree = dict[str, bytes | None]
MEMORY = Path("/dev/shm")


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has that: ten thousands of small files take a busy disk a minute."""
    in_memory = MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=in_memory) as folder:
        yield Path(folder) / "site"


def finish(out: Path, site: Site, fresh: Tree) -> None:
    bring(out, site)
    assert tree(out) == fresh
    assert difference(out, site) == []


def test_a_build_killed_at_any_file_operation_leaves_a_whole_site_that_the_next_build_brings_up_to_date(
    out: Path, fresh_new: Tree
) -> None:
    for number in count(1):
        bring(out, OLD)
        killed = killed_at(number, out, NEW, at_operation)
        assert broken(out, OLD, NEW) == [], f"killed before operation {number}"
        finish(out, NEW, fresh_new)
        if not killed:
            break
    assert number > 100


def test_a_first_build_killed_at_any_file_operation_is_finished_by_the_next(out: Path, fresh_new: Tree) -> None:
    for number in count(1):
        killed = killed_at(number, out, NEW, at_operation)
        # New pages may lead to one another before all of them are there; never to a file they are made of.
        assert [wrong for wrong in broken(out, NEW) if not wrong.endswith(".html")] == []
        finish(out, NEW, fresh_new)
        shutil.rmtree(out)
        if not killed:
            break
    assert number > 100


@pytest.mark.parametrize("first", [3, 38, 44, 47, 60, 90, 108])
def test_the_build_that_finishes_a_killed_one_may_be_killed_itself(first: int, out: Path, fresh_new: Tree) -> None:
    for second in (1, 9, 40, 70):
        bring(out, OLD)
        assert killed_at(first, out, NEW, at_operation)
        killed_at(second, out, NEW, at_operation)
        assert broken(out, OLD, NEW) == []
        finish(out, NEW, fresh_new)


def test_a_build_killed_between_any_two_lines_of_code_leaves_a_whole_site(out: Path, fresh_new: Tree) -> None:
    for number in count(40, 797):
        bring(out, OLD)
        killed = killed_at(number, out, NEW, at_line)
        assert broken(out, OLD, NEW) == [], f"killed before line {number}"
        finish(out, NEW, fresh_new)
        if not killed:
            break
    assert number > 40 + 797 * 8


def test_a_build_killed_in_the_middle_of_writing_a_file_never_happened(out: Path, fresh_new: Tree) -> None:
    for number in count(1):
        bring(out, OLD)
        killed = killed_at(number, out, NEW, at_operation, die_in_the_next_write)
        if not killed:
            break
        assert served(out) == OLD
        finish(out, NEW, fresh_new)
    assert number > 35


def test_a_killed_build_may_be_followed_by_one_of_yet_another_site(out: Path, tmp_path: Path) -> None:
    third = site_of(3, kept=5, own=2)
    bring(tmp_path / "fresh", third)
    for number in range(3, 110, 11):
        bring(out, OLD)
        assert killed_at(number, out, NEW, at_operation)
        finish(out, third, tree(tmp_path / "fresh"))


def no_space() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_operation_that_fails_is_an_error_that_leaves_a_whole_site(out: Path, fresh_new: Tree) -> None:
    for number in count(1, 3):
        bring(out, OLD)
        ended = in_child(failing_at(number, out))
        assert ended.status in (0, 2), ended.said
        assert broken(out, OLD, NEW) == [], f"operation {number} failed"
        if "untouched" in ended.said:
            assert served(out) == OLD
        finish(out, NEW, fresh_new)
        if ended.status == 0:
            break
    assert number > 100


def failing_at(number: int, out: Path) -> Callable[[], object]:
    def action() -> None:
        at_operation(number, no_space)
        bring(out, NEW)

    return action


def test_a_disk_that_is_full_while_staging_leaves_the_old_site_and_nothing_else(out: Path) -> None:
    bring(out, OLD)
    before = tree(out)

    def action() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        bring(out, {**NEW, "zh/long/index.html": b"x" * 5000})

    ended = in_child(action)
    assert ended.status == 2
    assert ended.said == f"{out} cannot be written: File too large; the site that was there is untouched"
    assert tree(out) == before


def test_an_exception_while_pages_are_made_is_passed_on_and_leaves_the_old_site(out: Path) -> None:
    bring(out, OLD)
    before = tree(out)

    def pages() -> object:
        yield "index.html", b"new"
        raise OSError("the template is gone")

    with pytest.raises(OSError, match="the template is gone"):
        publish(out, {}, pages(), page_paths=["index.html", "404.html"])  # type: ignore[arg-type]
    assert tree(out) == before


def test_a_half_staged_build_is_discarded(out: Path) -> None:
    bring(out, OLD)
    before = tree(out)
    (out / STAGING).mkdir()
    for name in ("0", "17", "manifest", "plan.part"):
        (out / STAGING / name).write_bytes(b"<html> 2\n[ass")
    assert difference(out, OLD) == [f"{out} holds an unfinished build; run 'esim-help build'"]
    bring(out, OLD)
    assert tree(out) == before


def stop_after_the_seal(out: Path) -> None:
    """A build of the new version that was decided and of which nothing was moved yet."""
    bring(out, OLD)
    for number in count(30):
        killed_at(number, out, NEW, at_operation)
        if sealed_plan(out):
            break
        bring(out, OLD)
    assert served(out) == OLD


def test_a_decided_build_that_is_abandoned_and_killed_meanwhile_is_not_half_finished_later(out: Path) -> None:
    stop_after_the_seal(out)

    def abandon() -> None:
        at_operation(3, die)
        discard(out)

    assert in_child(abandon).killed
    assert sealed_plan(out) is None
    bring(out, OLD)
    assert served(out) == OLD


def test_finishing_a_build_does_not_write_through_a_link_that_came_meanwhile(out: Path, tmp_path: Path) -> None:
    stop_after_the_seal(out)
    shutil.move(out / "zh", tmp_path / "zh")
    (out / "zh").symlink_to(tmp_path / "zh")
    before = tree(tmp_path / "zh")
    with pytest.raises(OutputError, match="zh is needed as a folder, but a file, a link or another disk stands there"):
        bring(out, NEW)
    assert tree(tmp_path / "zh") == before


@pytest.mark.parametrize(
    "plan",
    [
        Plan(make=("../made",), moves=(), removals=(), emptied=()),
        Plan(make=(), moves=(Move("0", "../moved", fresh=True),), removals=(), emptied=()),
        Plan(make=(), moves=(Move("../index.html", "moved", fresh=True),), removals=(), emptied=()),
        Plan(make=(), moves=(), removals=(Removal("/etc/passwd", ""),), emptied=()),
        Plan(make=(), moves=(), removals=(), emptied=("..",)),
        Plan(make=(), moves=(), removals=(), emptied=(), format=2),
    ],
)
def test_a_plan_that_leads_out_of_the_folder_is_not_carried_out(plan: Plan, out: Path) -> None:
    bring(out, OLD)
    stage(out, "plan", plan_bytes(plan))
    before = tree(out)
    with pytest.raises(OutputError, match=r"the plan of an interrupted build, cannot be read"):
        bring(out, NEW)
    assert tree(out) == before


def test_the_terminal_is_told_that_an_interrupted_build_is_finished(out: Path) -> None:
    bring(out, OLD)
    killed_at(90, out, NEW, at_operation)
    said: list[str] = []
    bring(out, NEW, say=said.append)
    assert said == [f"finishing the build of {out} that was interrupted"]
