"""Two builds of one folder at the same time: one waits, says for whom, and nobody's site is mixed."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from children import in_child
from two_versions import NEW, OLD, bring, served, tree

from esim_help.errors import OutputError
from esim_help.publish.lock import locked


def silent(_: str) -> None: ...


def test_two_builders_that_take_turns_leave_one_of_the_two_sites(out: Path, tmp_path: Path) -> None:
    bring(out, OLD)
    children = []
    for first, second in ((OLD, NEW), (NEW, OLD)):
        if not (child := os.fork()):
            status = 1
            try:
                for _ in range(6):
                    bring(out, first)
                    bring(out, second)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    last = OLD if served(out) == OLD else NEW
    bring(tmp_path / "fresh", last)
    assert tree(out) == tree(tmp_path / "fresh")


def test_a_builder_that_must_wait_says_for_whom_and_gives_up_in_the_end(out: Path) -> None:
    bring(out, OLD)
    said: list[str] = []
    with locked(out, silent, 0), pytest.raises(OutputError) as refused:
        bring(out, NEW, say=said.append, wait=0.1)
    holder = f"process {os.getpid()}" if Path("/proc/locks").exists() else "another process"
    assert said == [f"{holder} is building {out}; waiting up to 0.1 s for it"]
    assert str(refused.value) == f"{holder} is still building {out} after 0.1 s; try again later"
    assert served(out) == OLD


def test_a_builder_that_waited_builds(out: Path) -> None:
    bring(out, OLD)
    reading, writing = os.pipe()
    if not (child := os.fork()):
        with locked(out, silent, 0):
            os.write(writing, b"x")
            time.sleep(0.2)
        os._exit(0)
    os.read(reading, 1)
    said: list[str] = []
    bring(out, NEW, say=said.append)
    os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    assert len(said) == 1
    assert served(out) == NEW


def test_the_lock_of_a_killed_builder_is_free_though_its_workers_live_on(out: Path) -> None:
    out.mkdir()
    reading, writing = os.pipe()

    def builder_with_a_worker() -> None:
        with locked(out, silent, 0):
            if not os.fork():
                os.write(writing, b"%d\n" % os.getpid())
                time.sleep(30)
                os._exit(0)
            time.sleep(0.05)
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        builder_with_a_worker()
    os.waitpid(child, 0)
    worker = int(os.read(reading, 20))
    try:
        with locked(out, silent, 0):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        os.close(reading)
        os.close(writing)


def test_a_lock_leaves_nothing_behind(out: Path) -> None:
    out.mkdir()
    with locked(out, silent, 0):
        assert tree(out) == {}
    assert in_child(lambda: locked(out, silent, 0).__enter__()).status == 0
