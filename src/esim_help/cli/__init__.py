"""The command line: arguments in, text out. Imports nothing heavy before a command runs; ``click`` stays in here."""

from esim_help.cli.main import main

__all__ = ["main"]
