"""Which files of a project change while it is previewed. The one place that imports watchfiles."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from esim_help.model.project import SETTINGS_NAME
from esim_help.reading import CONTENT_FOLDER, THEME_FOLDER, content_root
from esim_help.workspace import CACHE_FOLDER

DEBOUNCE_MS = 100
STEP_MS = 20
OUTPUT_FOLDER = "site"

Told = Callable[[list[str]], Awaitable[None]]
"""Is given the paths that changed, relative to the project."""


async def watch(project: Path, stop: asyncio.Event, told: Told) -> None:
    """Tells of changes, one set after the other, until ``stop`` is set.

    The settings are watched through their folder, since editors replace a file rather than write into it.
    """
    one_at_a_time = asyncio.Lock()

    async def follow(folders: list[Path], matters: _Matters, recursive: bool) -> None:
        async for found in awatch(
            *folders,
            watch_filter=matters,
            stop_event=stop,
            recursive=recursive,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
        ):
            async with one_at_a_time:
                await told(sorted({matters.shown(path) for _, path in found}))

    if content_root(project) == project:
        await follow([project], _Matters(project), True)
        return
    inner = [folder for name in (CONTENT_FOLDER, THEME_FOLDER) if (folder := project / name).is_dir()]
    top = _Matters(project, only=(SETTINGS_NAME, CONTENT_FOLDER, THEME_FOLDER))
    await asyncio.gather(follow([project], top, False), follow(inner, _Matters(project), True))


class _Matters(DefaultFilter):
    """Passes files that can change the site: not our cache, not the output, not an editor's leavings."""

    def __init__(self, project: Path, only: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._project = project
        self._only = only

    def __call__(self, change: Change, path: str) -> bool:
        parts = self.shown(path).split("/")
        hidden = parts[0] in (CACHE_FOLDER, OUTPUT_FOLDER) or any(part.startswith(".") for part in parts)
        return super().__call__(change, path) and not hidden and (not self._only or parts[0] in self._only)

    def shown(self, path: str) -> str:
        """``path`` relative to the project."""
        return Path(path).relative_to(self._project).as_posix()
