"""``esim-help check``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from esim_help.cli.options import json_option
from esim_help.cli.problems import count, problem_json, problem_line
from esim_help.cli.terminal import json_line

PROBLEMS_FOUND = 1


@click.command()
@json_option
@click.option("--strict", is_flag=True, help="Take warnings as errors.")
@click.pass_obj
def command(project: Path | None, as_json: bool, strict: bool) -> int:
    """Report every problem in the content.

    Prints path:line: rule: message, all of them in one run. Exits 1 when there
    is an error (or, with --strict, a warning), 5 when the settings cannot be used.
    """
    from esim_help.check.rules import check_centre
    from esim_help.workspace import Workspace

    workspace = Workspace.find(project)
    loaded = workspace.load("agent")
    found = check_centre(loaded.centre, workspace.linked_files(), today=date.today())
    problems = sorted({*loaded.problems, *found})
    if as_json:
        click.echo(json_line([problem_json(problem) for problem in problems]))
    else:
        for problem in problems:
            click.echo(problem_line(problem))
        articles, scripts = len(loaded.centre.articles), len(loaded.centre.scripts)
        click.echo(f"{articles} articles, {scripts} scripts: {count(problems)}", err=True)
    failing = [problem for problem in problems if strict or problem.severity == "error"]
    return PROBLEMS_FOUND if failing else 0
