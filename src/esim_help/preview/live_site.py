"""The site as it is now, rendered a page at a time when it is asked for; nothing is written to disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from esim_help.content.loader import Loaded
from esim_help.errors import EsimHelpError
from esim_help.site.plan import SitePlan, plan_site
from esim_help.site.theme import load_theme
from esim_help.workspace import Workspace


@dataclass(frozen=True)
class Generation:
    """The content at one moment. The search bundle is made when a browser first searches."""

    number: int
    loaded: Loaded
    plan: SitePlan

    @property
    def search(self) -> str:
        """The bundle's folder."""
        return _search_folder(self.number)

    @cached_property
    def bundle(self) -> Mapping[str, bytes]:
        """The bundle's files by their path in the site."""
        from esim_help.bundle.export import export_bundle
        from esim_help.index.index import build_index

        centre = self.loaded.centre
        bundle = export_bundle(build_index(centre))
        return {f"{self.search}{path}": content for path, content in bundle.files.items()}


class LiveSite:
    """Answers paths with bytes; :meth:`refresh` takes in what has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self.trouble: list[str] = []
        # Counted from the clock, so that a page left open by an earlier preview knows that it is of another one.
        self.current = self._read(time.time_ns() // 1_000_000)

    def _read(self, number: int) -> Generation:
        workspace = self._workspace
        loaded = workspace.load("customer")
        theme = load_theme(workspace.theme_files())
        plan = plan_site(loaded.centre, theme, _search_folder(number), workspace.linked_files())
        self.trouble = [str(problem) for problem in loaded.problems]
        return Generation(number, loaded, plan)

    def refresh(self) -> None:
        """Reads the project again. What cannot be read at all is told in ``trouble``, and the site before it stays."""
        try:
            self.current = self._read(self.current.number + 1)
        except (EsimHelpError, OSError) as error:
            self.trouble = str(error).splitlines()

    def answer(self, path: str) -> bytes | None:
        """The file at ``path`` (no leading slash; a folder means its index.html); ``None`` when there is none.

        Raises ProjectError for a template of the project's that cannot be rendered.
        """
        generation = self.current
        if path.startswith("search/"):
            with self._lock:
                return generation.bundle.get(path)
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        render = generation.plan.pages.get(name) or generation.plan.assets.get(name)
        if render is None:
            return None
        content = render()
        return _with_live_script(content, generation.number) if name.endswith(".html") else content

    def not_found(self) -> bytes:
        """The page for addresses that lead nowhere."""
        return self.answer("404.html") or b"not found"


def _search_folder(number: int) -> str:
    return f"search/live-{number}/"


def _with_live_script(page: bytes, number: int) -> bytes:
    script = f'<script src="/_live/live.js" data-generation="{number}" defer></script></body>'
    return page.replace(b"</body>", script.encode())
