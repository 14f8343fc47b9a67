"""``esim-help evaluate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from esim_help.cli.options import audience_option, json_option, lang_option
from esim_help.cli.terminal import json_line, lines_out, wrapped
from esim_help.errors import UsageError

SHOWN_FAILURES = 50
MEASURES = {
    "accuracy@1": "accuracy_at_1",
    "recall@3": "recall_at_3",
    "MRR@10": "mrr_at_10",
    "outcome": "outcome_right",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@lang_option
@audience_option
@json_option
@click.pass_obj
def command(project: Path | None, file: Path, lang: str | None, audience: str, as_json: bool) -> int:
    """Measure search on a set of questions.

    FILE is a TSV: query, accepted ids joined by |, and optionally the outcome
    (answered, unstated, other_card or nothing). Prints accuracy@1, recall@3,
    MRR@10, the outcomes, and what failed.
    """
    from esim_help.evaluation import DEPTH, ask_all, read_questions, report
    from esim_help.search.search import search
    from esim_help.workspace import Workspace

    questions = read_questions(_text_of(file), str(file))
    reader = Workspace.find(project).reader(audience)  # type: ignore[arg-type]

    def ask(words: str) -> tuple[list[str], str]:
        outcome = search(reader, words, lang=lang, limit=DEPTH)
        return [hit.id for hit in outcome.hits], outcome.kind

    measured = report(ask_all(questions, ask))
    if as_json:
        click.echo(json_line(measured))
    else:
        lines_out(_report_lines(measured))
    return 0


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 (byte {error.start}); save it as UTF-8") from None


def _report_lines(measured: dict[str, Any]) -> Iterator[str]:
    yield f"questions    {measured['questions']} ({measured['labelled']} with an accepted article)"
    for name, key in MEASURES.items():
        yield f"{name:<12} {measured[key]:5.1f} %"
    for pair, times in measured["outcomes"].items():
        yield f"  {pair:<24} {times:5}"
    failures = measured["failures"]
    if failures:
        yield f"{len(failures)} failed:"
    for failure in failures[:SHOWN_FAILURES]:
        wanted = "|".join(failure["accepted"]) or failure["wanted_outcome"]
        got = ", ".join([*failure["first"], f"[{failure['outcome']}]"])
        yield from wrapped(f"{failure['line']}: {failure['query']} — wanted {wanted}, got {got}", "  ")
    if len(failures) > SHOWN_FAILURES:
        yield f"  … and {len(failures) - SHOWN_FAILURES} more; --json lists all"
