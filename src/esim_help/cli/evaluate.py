"""``esim-help evaluate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from esim_help.cli.options import audience_option, json_option, lang_option
from esim_help.cli.terminal import lines_out, wrapped
from esim_help.errors import UsageError

SHOWN_FAILURES = 50


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
    from esim_help.workspace import Workspace, as_json as in_json

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read as UTF-8 text: {getattr(error, 'strerror', None) or error}") from None
    questions = read_questions(text, str(file))
    reader = Workspace.find(project).reader(audience)  # type: ignore[arg-type]

    def ask(words: str) -> tuple[list[str], str]:
        outcome = search(reader, words, lang=lang, limit=DEPTH)
        return [hit.id for hit in outcome.hits], outcome.kind

    measured = report(ask_all(questions, ask))
    if as_json:
        click.echo(in_json(measured))
    else:
        lines_out(_report_lines(measured))
    return 0


def _report_lines(measured: dict[str, Any]) -> Iterator[str]:
    yield f"questions    {measured['questions']} ({measured['labelled']} with an accepted article)"
    for name, key in (("accuracy@1", "accuracy_at_1"), ("recall@3", "recall_at_3"), ("MRR@10", "mrr_at_10"), ("outcome", "outcome_right")):
        yield f"{name:<12} {measured[key]:5.1f} %"
    for pair, times in measured["outcomes"].items():
        yield f"  {pair:<24} {times:5}"
    failures = measured["failures"]
    if failures:
        yield f"{len(failures)} failed:"
    for failure in failures[:SHOWN_FAILURES]:
        wanted = "|".join(failure["accepted"]) or "(nothing)"
        yield from wrapped(f"  {failure['line']}: {failure['query']} — wanted {wanted}, got {', '.join(failure['first']) or failure['outcome']} [{failure['outcome']}]")
    if len(failures) > SHOWN_FAILURES:
        yield f"  … and {len(failures) - SHOWN_FAILURES} more; --json lists all"
