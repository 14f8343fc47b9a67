"""How long `esim-help search` takes from a cold process, beside a plain click + whoosh script on the same index.

Prints medians of CPU seconds (user and system), measured in turns on one processor, and their ratio. Asserts nothing.
usage: python bench/cold_start.py [--project DIR] [--rounds 40] [QUESTION …]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from esim_help.search.understand import understand
from esim_help.workspace import Workspace

HERE = Path(__file__).parent
QUESTIONS = ("红卡怎么续费", "payment declined", "續費")
COMPILED_ONCE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As in an installed program: modules are compiled by the first run, not by every one."""
MOST = 1.4
"""The ratio that we mean to keep (design, section 8)."""


def main() -> None:
    """Measures and prints."""
    asked = _arguments()
    workspace = Workspace(asked.project.resolve())
    reader = workspace.reader()
    index = workspace.cache / "index" / "customer"
    build = index / (index / "current").read_text(encoding="utf-8")
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for question in asked.questions or QUESTIONS:
        groups = understand(question, reader, None, None, False).groups
        meanings = {meaning for group in groups for each in group.alternatives for meaning in each.meanings}
        terms = sorted({term for meaning in meanings for term in meaning})
        commands = {
            "empty Python": ["-c", ""],
            "click + whoosh": [str(HERE / "plain_search.py"), str(build), *terms],
            "esim-help": ["-m", "esim_help", "--project", str(workspace.project), "search", question],
        }
        _print(question, len(terms), _measured(commands, asked.rounds))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--project", type=Path, default=HERE.parent)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("questions", nargs="*", metavar="QUESTION")
    return parser.parse_args()


def _measured(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """CPU seconds of each command: the median of ``rounds`` in which they take turns, after one that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, arguments in commands.items():
            spent = _cpu_seconds(arguments)
            if number:
                seconds[name].append(spent)
    return {name: median(each) for name, each in seconds.items()}


def _cpu_seconds(arguments: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=COMPILED_ONCE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _print(question: str, terms: int, measured: dict[str, float]) -> None:
    ratio = measured["esim-help"] / measured["click + whoosh"]
    shown = ", ".join(f"{name} {1000 * spent:.0f} ms" for name, spent in measured.items())
    print(f"{question} ({terms} terms): {shown}; ratio {ratio:.2f} (at most {MOST})", flush=True)


if __name__ == "__main__":
    main()
