"""Processes that search while another rebuilds: nobody fails, nobody is told of damage, every answer is old or new."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable

from stored_centre import Centre

from small_project import SMALL

RENEW = "content/zh/pay/renew-red.md"
VERSIONS = tuple(SMALL[RENEW].replace("红卡怎么续费", title, 1) for title in ("红卡怎么续费", "红卡怎样续费"))
TITLES = {"红卡怎么续费", "红卡怎样续费"}
REBUILDS = 20


def child(action: Callable[[], object]) -> tuple[int, int]:
    """A forked process that runs ``action``; its id, and a pipe with its traceback, if any."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        return pid, reading
    status = 1
    try:
        action()
        status = 0
    except BaseException:
        os.write(writing, traceback.format_exc().encode()[:60_000])
    finally:
        os._exit(status)


def ending(pid: int, reading: int) -> tuple[int, str]:
    """How the process ended, and what it said."""
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    return os.waitpid(pid, 0)[1], said


def test_searches_never_fail_while_the_index_is_rebuilt(new_centre: Callable[[str], Centre]) -> None:
    centre = new_centre("project")
    done = centre.project / "done"

    def search_all_the_time() -> None:
        while not done.exists():
            assert centre.title("红卡续费") in TITLES
        assert centre.said == []
        assert centre.title("红卡续费") == "红卡怎么续费"

    searchers = [child(search_all_the_time) for _ in range(2)]
    try:
        for number in range(1, REBUILDS + 1):
            path = centre.project / RENEW
            new = path.with_name("renew-red.new")
            new.write_text(VERSIONS[number % 2], encoding="utf-8")
            new.replace(path)
            assert centre.title("红卡续费") == ("红卡怎么续费", "红卡怎样续费")[number % 2]
            time.sleep(0.005)
    finally:
        done.touch()
        ended = [ending(*searcher) for searcher in searchers]
    assert ended == [(0, "")] * 2
    assert centre.said == []
    assert len(centre.builds) == 2


def test_many_first_searches_at_once_build_the_index_once(new_centre: Callable[[str], Centre]) -> None:
    centre = new_centre("project")

    def first_search() -> None:
        assert centre.ask()[0] == "renew-red"
        assert centre.said == []

    searchers = [child(first_search) for _ in range(4)]
    ended = [ending(*searcher) for searcher in searchers]
    assert ended == [(0, "")] * 4
    assert len(centre.builds) == 1
