"""Forked children that publish and are stopped, or fail, at a chosen operation."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from two_versions import Site, bring

from esim_help.errors import OutputError

CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}


class Ended(NamedTuple):
    killed: bool
    status: int
    said: str


def in_child(action: Callable[[], object]) -> Ended:
    """Runs ``action`` in a forked child: status 0, 2 for an OutputError with its sentence, 1 for anything else."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Newer Pythons warn of threads, which a test runner may have; the child uses none.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        status, said = 1, ""
        try:
            action()
            status = 0
        except OutputError as error:
            status, said = 2, str(error)
        except BaseException:
            said = traceback.format_exc()
        finally:
            os.write(writing, said.encode()[:60_000])
            os._exit(status)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, ended = os.waitpid(child, 0)
    return Ended(os.WIFSIGNALED(ended), os.waitstatus_to_exitcode(ended), said)


def at_operation(number: int, then: Callable[[], object]) -> None:
    """From now on, ``then`` is called just before the operation of that number that changes files."""
    count = 0

    def seen(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in CHANGING:
            count += 1
            if count == number:
                then()

    sys.addaudithook(seen)


def at_line(number: int, then: Callable[[], object]) -> None:
    """From now on, ``then`` is called just before the line of that number that runs in the publishing code."""
    count = 0

    def seen(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        if "publish" not in frame.f_code.co_filename and "pathlib" not in frame.f_code.co_filename:
            return None
        if event == "line":
            count += 1
            if count == number:
                then()
        return seen

    sys.settrace(seen)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_in_the_next_write() -> None:
    """The next file is cut after ten bytes, and that is the end."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


def killed_at(
    number: int,
    out: Path,
    site: Site,
    place: Callable[[int, Callable[[], object]], None],
    die: Callable[[], object] = die,
) -> bool:
    """Publishes in a child that kills itself there; False when it was done before it came so far."""

    def action() -> None:
        place(number, die)
        bring(out, site)

    ended = in_child(action)
    assert ended.killed or ended.status == 0, ended.said
    return ended.killed
