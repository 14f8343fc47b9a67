"""The ``esim-help`` command: its group, and how mistakes and interruptions end it."""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path

import click

from esim_help import __version__
from esim_help.cli.terminal import safe
from esim_help.errors import EsimHelpError

COMMANDS = {
    "build": "Render the site and the index.",
    "search": "Find articles for a question.",
    "show": "Read an article in the terminal.",
    "walk": "Go through a decision tree, one question at a time.",
    "reply": "Write a scripted answer, blanks filled.",
    "check": "Report every problem in the content.",
    "facts": "List what is stated, where it is cited, what is open.",
    "evaluate": "Measure search on a set of questions.",
    "serve": "Preview the site while you write.",
    "init": "Start a new help centre.",
}
"""Each command and its one-line help; its module is imported when it runs."""

FAILED = 2
INTERRUPTED = 130


class LazyGroup(click.Group):
    """Imports a command's module when it is needed and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"esim_help.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list for the help, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a name that is none gets a suggestion."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_such_command(args[0]), ctx)
        return super().resolve_command(ctx, args)


def _no_such_command(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(COMMANDS)}"
    return f"No such command {name!r}; {hint}"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option(
    "--project",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The project's folder; default: the nearest one with esim-help.toml.",
)
@click.version_option(__version__, prog_name="esim-help")
@click.pass_context
def group(ctx: click.Context, project: Path | None) -> None:
    """A help centre from a folder of Markdown: a site, a search, scripted answers.

    \b
    Try:  esim-help search 红卡怎么续费
          esim-help serve --open
    """
    ctx.obj = project


def main() -> None:
    """Runs the command line; a mistake of the user's is a sentence and an exit code, a bug keeps its traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still shows the rest
    sys.exit(_run())


def _run() -> int:
    try:
        code = group.main(standalone_mode=False, prog_name="esim-help")
        return code if isinstance(code, int) else 0
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help'.\n", err=True)
        click.echo(f"Error: {safe(error.format_message())}", err=True)
        return error.exit_code
    except EsimHelpError as error:
        _complain(str(error))
        return error.exit_code
    except OSError as error:
        if error.filename is None:
            raise
        _complain(f"{error.filename}: {error.strerror}")
        return FAILED
    except SystemExit:
        return 0  # how click ends when whoever reads our output has had enough, as head has


def _complain(sentences: str) -> None:
    for number, line in enumerate(sentences.splitlines()):
        click.echo(safe(line) if number else f"esim-help: {safe(line)}", err=True)
