"""``esim-help init``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from esim_help.errors import OutputError

RENAMED = {"gitignore": ".gitignore"}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> int:
    """Start a new help centre in DIR that builds at once.

    DIR is made when it is not there; a file that is there already is never
    replaced.
    """
    files = dict(_files(resources.files("esim_help.starter"), ()))
    existing = [path for path in files if (folder / path).exists()]
    if existing:
        raise OutputError(f"{folder} already has {', '.join(map(str, sorted(existing)))}; name a new or empty folder")
    for path, content in files.items():
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror}") from None
    click.echo(f"A new help centre is in {folder}.\n\n  cd {folder}\n  esim-help serve --open")
    return 0


def _files(folder: Traversable, above: tuple[str, ...]) -> Iterator[tuple[Path, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("__"):
            continue
        place = (*above, RENAMED.get(entry.name, entry.name))
        if entry.is_dir():
            yield from _files(entry, place)
        else:
            yield Path(*place), entry.read_bytes()
