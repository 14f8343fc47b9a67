"""One build of a project: content → index → bundle and pages → output folder, the Whoosh index stored beside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from esim_help.bundle.export import Bundle, export_bundle
from esim_help.content.loader import Loaded
from esim_help.errors import Problem
from esim_help.index.index import Index, build_index
from esim_help.publish import Published, difference, publish
from esim_help.site.plan import SitePlan, plan_site
from esim_help.site.theme import load_theme
from esim_help.workspace import Workspace

SEARCH_FOLDER = "search"

WORTH_FORKING = 300
"""From this many documents on, the index is stored in a process of its own."""


class Building:
    """Everything a build makes, each part made when it is first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._snapshot = workspace.read("customer")

    @cached_property
    def loaded(self) -> Loaded:
        """The public content."""
        return self._workspace.loaded(self._snapshot)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the content."""
        return self.loaded.problems

    @cached_property
    def index(self) -> Index:
        """The customers' index."""
        return build_index(self.loaded.centre)

    @cached_property
    def bundle(self) -> Bundle:
        """The index as the browser fetches it."""
        return export_bundle(self.index)

    @cached_property
    def plan(self) -> SitePlan:
        """The site's files."""
        theme = load_theme(self._workspace.theme_files())
        return plan_site(self.loaded.centre, theme, self._search_folder, self._workspace.linked_files())

    @property
    def _search_folder(self) -> str:
        return f"{SEARCH_FOLDER}/{self.bundle.version}/"

    @property
    def pages(self) -> int:
        """How many pages the site has."""
        return len(self.plan.pages)

    def assets(self) -> dict[str, bytes]:
        """Every file whose address changes with its content."""
        searched = {self._search_folder + path: content for path, content in self.bundle.files.items()}
        return {path: render() for path, render in self.plan.assets.items()} | searched

    def rendered(self) -> Iterator[tuple[str, bytes]]:
        """Every page, rendered as it is reached."""
        return ((path, render()) for path, render in self.plan.pages.items())

    def differences(self, out: Path) -> list[str]:
        """What in ``out`` is not as this build would leave it; empty when it is up to date. Writes nothing there."""
        return difference(out, self.assets() | dict(self.rendered()))

    def publish(self, out: Path) -> Published:
        """Brings ``out`` and the stored index up to date; raises OutputError."""
        with self._index_saved():
            return publish(
                out,
                self.assets(),
                self.rendered(),
                page_paths=tuple(self.plan.pages),
                project=self._workspace.project,
                say=self._workspace.say,
            )

    @contextmanager
    def _index_saved(self) -> Iterator[None]:
        """Stores the index: of a large centre meanwhile, in a process of its own, else afterwards."""
        if len(self.index.documents) < WORTH_FORKING:
            yield
            self._workspace.save_index(self.index, self._snapshot)
            return
        saving = get_context("fork").Process(target=self._workspace.save_index, args=(self.index, self._snapshot))
        saving.start()
        try:
            yield
        finally:
            saving.join()
