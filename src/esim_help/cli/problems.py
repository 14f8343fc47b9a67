"""How problems are told: on stderr while building, on stdout by ``check``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from esim_help.cli.terminal import safe, styled
from esim_help.errors import Problem

COLOURS = {"error": "red", "warning": "yellow"}


def problem_line(problem: Problem) -> str:
    """``path:line: rule: message``, warnings marked as such."""
    mark = "" if problem.severity == "error" else "warning: "
    return f"{styled(safe(f'{problem.path}:{problem.line}'), bold=True)}: {styled(problem.rule, fg=COLOURS[problem.severity])}: {mark}{safe(problem.message)}"


def problem_json(problem: Problem) -> Mapping[str, Any]:
    """One object of ``check --json``."""
    return {
        "path": problem.path,
        "line": problem.line,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "choices": list(problem.choices),
    }


def count(problems: Iterable[Problem]) -> str:
    """``2 errors, 1 warning``."""
    kinds = [problem.severity for problem in problems]
    return ", ".join(f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) != 1 else ''}" for kind in ("error", "warning") if kind in kinds) or "no problems"
