"""What can go wrong, split by whose fault it is. Lives at the bottom: imports nothing of the project.

A :class:`Problem` is a fault in the content: it is collected, never raised, so that one run reports all of them.
An :class:`EsimHelpError` is the user's mistake or the machine's condition: a sentence, never a traceback.
Anything else that is raised is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the content: where, which rule, and what would be right.

    ``path`` is relative to the project, ``line`` counts from 1; ``choices`` are the valid values where there are such.
    """

    path: str
    line: int
    rule: str
    message: str
    severity: Severity = "error"
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def one_of(choices: Iterable[str]) -> str:
    """The tail of a message that names the valid choices.

    >>> one_of(["red", "leb"])
    'use one of red, leb'
    >>> one_of([])
    'none is defined'
    """
    listed = ", ".join(choices)
    return f"use one of {listed}" if listed else "none is defined"


class EsimHelpError(Exception):
    """A mistake or a condition that a sentence explains; ``exit_code`` is the command's."""

    exit_code = 2


class UsageError(EsimHelpError):
    """The command was called wrongly."""


class ProjectError(EsimHelpError):
    """No project was found, or its settings cannot be used."""

    exit_code = 5


class ContentError(EsimHelpError):
    """The content cannot be used; ``problems`` says why, all of it."""

    exit_code = 5

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class OutputError(EsimHelpError):
    """The output folder cannot be written safely."""


class MissingPlaceholders(EsimHelpError):
    """A reply would have a blank in it; ``names`` are the placeholders that nothing fills."""

    exit_code = 3

    def __init__(self, script: str, names: Iterable[str]) -> None:
        self.script = script
        self.names = tuple(names)
        super().__init__(
            f"the reply {script!r} is not complete; give " + " ".join(f"--set {name}=…" for name in self.names)
        )
