"""A project with a stored index, asked as a fresh process would ask it."""

from __future__ import annotations

from pathlib import Path

from esim_help.search.search import search
from esim_help.workspace import Workspace
from small_project import lay


class Centre:
    """A project with what it said, asked as a fresh process would ask it."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.said: list[str] = []

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.project, self.said.append)

    def ask(self, text: str = "红卡怎么续费", audience: str = "customer") -> list[str]:
        outcome = search(self.workspace.reader(audience), text)  # type: ignore[arg-type]
        return [hit.id for hit in outcome.hits]

    def title(self, text: str = "红卡怎么续费") -> str:
        return search(self.workspace.reader(), text).hits[0].title

    @property
    def index(self) -> Path:
        return self.project / ".esim-help" / "index" / "customer"

    @property
    def build(self) -> Path:
        """The current build's folder."""
        return self.index / (self.index / "current").read_text(encoding="utf-8")

    @property
    def builds(self) -> list[Path]:
        return sorted(self.index.glob("build-*"))

    def write(self, path: str, content: str) -> None:
        lay(self.project, {path: content})

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.project / path).read_text(encoding="utf-8")
        assert old in text
        (self.project / path).write_text(text.replace(old, new), encoding="utf-8")
