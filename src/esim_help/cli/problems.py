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
    place = styled(safe(f"{problem.path}:{problem.line}"), bold=True)
    return f"{place}: {styled(problem.rule, fg=COLOURS[problem.severity])}: {mark}{safe(problem.message)}"


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
    severities = [problem.severity for problem in problems]
    counted = ((kind, severities.count(kind)) for kind in ("error", "warning"))
    return ", ".join(f"{times} {kind}{'s' if times > 1 else ''}" for kind, times in counted if times) or "no problems"
