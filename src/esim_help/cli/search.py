"""``esim-help search``."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from esim_help.cli.options import (
    audience_option,
    card_option,
    json_option,
    known_card,
    lang_option,
    standard_input,
    today_option,
    words_given,
)
from esim_help.cli.terminal import json_line, lines_out, safe, styled, wrapped
from esim_help.errors import UsageError

if TYPE_CHECKING:
    from esim_help.index.index import IndexReader
    from esim_help.search.search import Hit, Outcome

NOTHING_FOUND = 1


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--batch",
    metavar="FILE",
    help="Ask one question a line of FILE (- for standard input); print one JSON object a line.",
)
@lang_option
@card_option
@audience_option
@click.option("-n", "limit", type=click.IntRange(1, 100), default=5, show_default=True, help="At most this many hits.")
@click.option("--typing", is_flag=True, help="Take the last word as unfinished; suggest how the question may go on.")
@click.option("--as-typed", is_flag=True, help="Do not take a word for another that it resembles.")
@click.option("--explain", is_flag=True, help="Say where every point of a score comes from, and why it is an answer.")
@today_option
@json_option
@click.pass_obj
def command(
    project: Path | None,
    query: tuple[str, ...],
    batch: str | None,
    lang: str | None,
    card: str | None,
    audience: str,
    limit: int,
    typing: bool,
    as_typed: bool,
    explain: bool,
    today: str,
    as_json: bool,
) -> int:
    """Find articles for a question.

    QUERY is the customer's words; - reads them from standard input.
    Exits 1 when nothing is found.
    """
    if bool(query) == bool(batch):
        raise UsageError("give either a question or --batch FILE, such as: esim-help search 红卡怎么续费")
    if not batch:
        gc.disable()  # one search makes little garbage: the collector would only walk what is imported
    from esim_help.search.search import search
    from esim_help.workspace import Workspace

    reader = Workspace.find(project).reader(audience)  # type: ignore[arg-type]
    card = known_card(card, tuple(reader.header.card_names))

    def ask(text: str) -> tuple[Outcome, int]:
        started = time.perf_counter()
        outcome = search(reader, text, lang=lang, card=card, limit=limit, typing=typing, as_typed=as_typed)
        return outcome, round((time.perf_counter() - started) * 1000)

    if batch:
        for text in _questions(batch):
            click.echo(_json(*ask(text), reader, explain))
        return 0
    outcome, took_ms = ask(words_given(query))
    if as_json:
        click.echo(_json(outcome, took_ms, reader, explain))
    else:
        lines_out(_notice_lines(outcome, reader, today))
        lines_out(_outcome_lines(outcome, reader))
        lines_out(_why_lines(outcome, reader) if explain else ())
    return 0 if outcome.hits else NOTHING_FOUND


def _json(outcome: Outcome, took_ms: int, reader: IndexReader, explained: bool) -> str:
    if explained:
        from esim_help.search.explain import explained_json

        return json_line(explained_json(outcome, took_ms, reader))
    from esim_help.search.search import outcome_json

    return json_line(outcome_json(outcome, took_ms))


def _why_lines(outcome: Outcome, reader: IndexReader) -> Iterator[str]:
    from esim_help.cli.explanation import explanation_lines
    from esim_help.search.explain import explain

    return explanation_lines(outcome, explain(outcome, reader))


def _questions(batch: str) -> Iterator[str]:
    """One question a line, blank lines included."""
    try:
        with standard_input() if batch == "-" else Path(batch).open("rb") as source:
            for line in source:
                yield line.decode("utf-8", "replace").rstrip("\r\n")
    except OSError as error:
        raise UsageError(f"--batch {batch}: {error.strerror}") from None


WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "nothing": "没有找到相关内容。",
        "support": "需要人工帮助：",
        "unstated": "我们依据的指南没有写：",
        "other_card": "这是另一张卡的指南里提到的：",
        "known": "已经有答案：",
        "ours": "我们的建议",
        "corrected": "已按“{text}”搜索，而不是“{typed}”；要照原样搜索，请加 --as-typed",
    },
    "en": {
        "nothing": "Nothing was found.",
        "support": "To reach a person:",
        "unstated": "Our source guide does not state:",
        "other_card": "This is named in the guide of the other card:",
        "known": "Answered since: ",
        "ours": "Our advice",
        "corrected": "Searched for “{text}” instead of “{typed}”; to search as typed, add --as-typed",
    },
}


def _notice_lines(outcome: Outcome, reader: IndexReader, today: str) -> Iterator[str]:
    """The dated incidents that concern what was found."""
    from esim_help.index.notices import notices_beside
    from esim_help.model.lang import pick

    query = outcome.query
    cards = [query.card] if query.card else []
    for notice in notices_beside(reader.header.notices, [hit.id for hit in outcome.hits], cards, today):
        yield from (styled(line, bold=True) for line in wrapped(f"! {pick(notice.texts, query.lang)}"))
        yield ""


def _outcome_lines(outcome: Outcome, reader: IndexReader) -> Iterator[str]:
    words = WORDS[outcome.query.lang]
    if outcome.completions:
        yield from (safe(f"… {completion.text}") for completion in outcome.completions)
        yield ""
    if outcome.corrected:
        yield from wrapped(words["corrected"].format(text=outcome.corrected.text, typed=outcome.query.text))
        yield ""
    if outcome.kind == "nothing":
        yield words["nothing"]
        if outcome.support:
            yield from wrapped(f"{words['support']} {outcome.support.title} {outcome.support.url}")
        return
    if outcome.unknown:
        yield from wrapped(f"! {words['unstated']} {outcome.unknown.question}")
        yield from wrapped(outcome.unknown.instead, "  ")
        yield ""
    if outcome.known:
        yield from wrapped(words["known"] + outcome.known.question)
        yield from wrapped(outcome.known.answer, "  ")
        yield ""
    if outcome.other_card:
        name = reader.header.card_names[outcome.other_card].get(outcome.query.lang, outcome.other_card)
        article = f" {outcome.other.title} {outcome.other.url}" if outcome.other else ""
        yield from wrapped(f"! {words['other_card']} {name}{article}")
        yield ""
    for number, hit in enumerate(outcome.hits, 1):
        yield from _hit_lines(number, hit, reader)


def _hit_lines(number: int, hit: Hit, reader: IndexReader) -> Iterator[str]:
    cards = [_card_name(card, hit.lang, reader) for card in hit.cards]
    badge = f"  [{' · '.join(cards)}]" if cards and len(cards) < len(reader.header.card_names) else ""
    lead = f"{number}. "
    indent = " " * len(lead)
    for at, line in enumerate(wrapped(f"{hit.title}{badge}", indent)):
        yield styled(line if at else lead + line[len(lead) :], bold=True)
    if hit.answer:
        yield from wrapped(hit.answer, indent)
    elif hit.place and hit.place.snippet:
        yield from wrapped(_whose(hit.place.snippet.block, hit.lang, reader) + hit.place.snippet.text, indent)
    anchor = f"#{hit.place.anchor}" if hit.place and hit.place.anchor else ""
    if hit.url:
        yield indent + styled(safe(hit.url + anchor), dim=True)
    yield ""


def _whose(block: str, lang: str, reader: IndexReader) -> str:
    """The card of which alone a snippet is true, or that it is our advice."""
    from esim_help.model.passage import OUR_ADVICE

    if not block:
        return ""
    return f"[{WORDS[lang]['ours'] if block == OUR_ADVICE else _card_name(block, lang, reader)}] "


def _card_name(card: str, lang: str, reader: IndexReader) -> str:
    return reader.header.card_names.get(card, {}).get(lang, card)
