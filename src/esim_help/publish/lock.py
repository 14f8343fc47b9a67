"""One builder at a time in an output folder: an advisory lock on the folder itself, so that no file is left by it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from esim_help.errors import OutputError

_EVERY = 0.05
"""Seconds between two tries."""

_held: set[int] = set()


def _close_held() -> None:
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


# A worker forked during a build would share the lock and keep it after the build was killed.
os.register_at_fork(after_in_child=_close_held)


@contextmanager
def locked(folder: Path, say: Callable[[str], None], wait: float) -> Iterator[None]:
    """Holds the lock. Waits up to ``wait`` seconds for another builder, having said so; then raises OutputError."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise OutputError(f"{folder} cannot be opened: {error.strerror}") from None
    _held.add(descriptor)
    try:
        _acquire(descriptor, folder, say, wait)
        if not folder.is_dir() or not os.path.samestat(os.fstat(descriptor), folder.stat()):
            raise OutputError(f"{folder} was replaced meanwhile; build again")
        yield
    finally:
        # A child forked above us has closed and forgotten its copy already.
        if descriptor in _held:
            _held.discard(descriptor)
            os.close(descriptor)


def _acquire(descriptor: int, folder: Path, say: Callable[[str], None], wait: float) -> None:
    until = time.monotonic() + wait
    waiting = False
    while not _try(descriptor, folder, say):
        if time.monotonic() >= until:
            raise OutputError(f"{_holder(descriptor)} is still building {folder} after {wait:g} s; try again later")
        if not waiting:
            say(f"{_holder(descriptor)} is building {folder}; waiting up to {wait:g} s for it")
            waiting = True
        time.sleep(_EVERY)


def _try(descriptor: int, folder: Path, say: Callable[[str], None]) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        say(f"{folder} cannot be locked on this file system ({error.strerror}); do not run two builds of it at once")
    return True


def _holder(descriptor: int) -> str:
    """Who has the lock, if the system tells: Linux lists ``1: FLOCK ADVISORY WRITE <pid> <major>:<minor>:<inode>``."""
    found = os.fstat(descriptor)
    mark = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    try:
        listed = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        listed = []
    for fields in map(str.split, listed):
        if len(fields) > 5 and fields[1] == "FLOCK" and fields[5] == mark:
            return f"process {fields[4]}"
    return "another process"
