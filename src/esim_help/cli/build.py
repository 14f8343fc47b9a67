"""``esim-help build``."""

from __future__ import annotations

from pathlib import Path

import click

from esim_help.cli.problems import count, problem_line
from esim_help.errors import ContentError

OUT_OF_DATE = 1
INVALID_CONTENT = 5


@click.command()
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; default: site/ in the project.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when the folder is out of date.")
@click.option("--strict", is_flag=True, help="Refuse to build when there is any problem.")
@click.pass_obj
def command(project: Path | None, out: Path | None, only_check: bool, strict: bool) -> int:
    """Render the site and the index.

    A faulty article is reported and left out; the rest is built and the exit
    code is 5. With --strict nothing is written then.
    """
    from esim_help.building import Building
    from esim_help.workspace import Workspace

    workspace = Workspace.find(project)
    building = Building(workspace)
    folder = out if out is not None else workspace.project / "site"
    errors = [problem for problem in building.problems if problem.severity == "error"]
    if strict and building.problems:
        raise ContentError(building.problems)
    for problem in building.problems:
        click.echo(problem_line(problem), err=True)
    if only_check:
        differences = building.differences(folder)
        for difference in differences:
            click.echo(difference)
        click.echo(f"{folder} is {'out of date' if differences else 'up to date'}", err=True)
        return OUT_OF_DATE if differences else INVALID_CONTENT if errors else 0
    published = building.publish(folder)
    click.echo(
        f"{folder}: {building.pages} pages, {published.written} files written, "
        f"{published.unchanged} unchanged, {published.deleted} deleted ({count(building.problems)})",
        err=True,
    )
    return INVALID_CONTENT if errors else 0
