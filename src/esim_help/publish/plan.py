"""The plan of one build's changes, in the order they are carried out. A value, and its bytes: the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from esim_help.publish.manifest import FORMAT, Manifest
from esim_help.publish.paths import folders_of, is_below

_STAGED_NAME = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Move:
    """A staged file and where it goes; ``fresh`` when nothing stood there as the plan was made."""

    staged: str
    path: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """A file of ours that goes, if its bytes still have this hexadecimal SHA-256."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Folders to make, files to move in, files to remove, folders to remove once empty; each in its order."""

    make: tuple[str, ...]
    moves: tuple[Move, ...]
    removals: tuple[Removal, ...]
    emptied: tuple[str, ...]
    format: int = FORMAT

    @property
    def paths(self) -> list[str]:
        """Every file that is moved in or removed."""
        return [*(move.path for move in self.moves), *(removal.path for removal in self.removals)]


def plan_changes(before: Manifest, after: Manifest, moves: Iterable[Move], make: Iterable[str]) -> Plan:
    """The plan from one manifest to the next: assets before pages, new files before changed ones, else as given."""
    had, has = before.files, after.files
    used = set(folders_of(has))
    gone = [path for path in (*sorted(before.pages), *sorted(before.assets)) if path not in has]
    return Plan(
        make=tuple(make),
        moves=tuple(sorted(moves, key=lambda move: (move.path not in after.assets, not move.fresh))),
        removals=tuple(Removal(path, had[path]) for path in gone),
        emptied=tuple(folder for folder in sorted(before.folders, reverse=True) if folder not in used),
    )


def plan_bytes(plan: Plan) -> bytes:
    """The plan as JSON."""
    return msgspec.json.encode(plan)


def read_plan(raw: bytes) -> Plan:
    """The plan in ``raw``; raises ValueError with the reason."""
    try:
        plan = msgspec.json.decode(raw, type=Plan)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    if plan.format != FORMAT:
        raise ValueError(f"format {plan.format} is not known to this version of esim-help")
    if wrong := next((path for path in (*plan.paths, *plan.make, *plan.emptied) if not is_below(path)), None):
        raise ValueError(f"{wrong!r} is not a path below the folder")
    if wrong := next((move.staged for move in plan.moves if not _STAGED_NAME.fullmatch(move.staged)), None):
        raise ValueError(f"{wrong!r} is not the name of a staged file")
    return plan
