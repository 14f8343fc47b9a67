"""``esim-help serve``."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from esim_help.cli.terminal import safe


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1; 0 for any free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.pass_obj
def command(project: Path | None, port: int, open_browser: bool) -> int:
    """Preview the site while you write.

    Serves on 127.0.0.1 only. A saved file is on screen in under a second;
    problems are shown on the page and here. Nothing is written to site/.
    """
    from esim_help.preview.live_site import LiveSite
    from esim_help.preview.server import serve
    from esim_help.workspace import Workspace

    found = Workspace.find(project).project.resolve()
    site = LiveSite(Workspace(found))
    for trouble in site.trouble:
        _say(trouble)
    serve(site, found, port, _say, webbrowser.open if open_browser else None)
    return 0


def _say(line: str) -> None:
    click.echo(safe(line), err=True)
