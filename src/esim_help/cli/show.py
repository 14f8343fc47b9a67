"""``esim-help show``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from esim_help.cli.options import audience_option, lang_option
from esim_help.cli.terminal import lines_out, styled, wrapped
from esim_help.errors import UsageError, one_of

if TYPE_CHECKING:
    from esim_help.model.article import Article, Block
    from esim_help.model.centre import Centre

LABELS = {
    "zh": {"ours": "我们的建议", "unstated": "我们依据的指南没有写", "reviewed": "上次核对", "answered": "已确认"},
    "en": {
        "ours": "Our advice",
        "unstated": "Not stated in our source guide",
        "reviewed": "Last reviewed",
        "answered": "Confirmed",
    },
}


@click.command()
@click.argument("article_id", metavar="ID")
@lang_option
@audience_option
@click.pass_obj
def command(project: Path | None, article_id: str, lang: str | None, audience: str) -> int:
    """Read an article in the terminal. ID is as in its address, such as renew-red."""
    from esim_help.workspace import Workspace

    centre = Workspace.find(project).load(audience).centre  # type: ignore[arg-type]
    article = centre.article(article_id)
    if article is None:
        ids = [known.id for known in centre.articles]
        near = difflib.get_close_matches(article_id, ids, 3)
        raise UsageError(
            f"no article {article_id!r}; " + (f"did you mean {' or '.join(near)}?" if near else one_of(ids))
        )
    lines_out(_article_lines(article, centre, lang or centre.settings.default_language))
    return 0


def _article_lines(article: Article, centre: Centre, lang: str) -> Iterator[str]:
    text = article.text(lang)
    labels = LABELS[text.lang]
    yield from (styled(line, bold=True) for line in wrapped(text.title))
    names = {card.id: card.name.get(text.lang, card.id) for card in centre.settings.cards}
    if article.cards and len(article.cards) < len(names):
        yield from wrapped("[" + " · ".join(names.get(card, card) for card in article.cards) + "]")
    if text.answer:
        yield ""
        yield from wrapped(text.answer, "  ")
    for block in text.blocks:
        yield from _block_lines(block, names, labels)
    for unknown in centre.unknowns_named(article.unknowns):
        label, words = (labels["unstated"], unknown.instead) if unknown.open else (labels["answered"], unknown.answer)
        yield ""
        yield from wrapped(f"? {label}: {unknown.question.get(text.lang, '')}")
        yield from wrapped(words.get(text.lang, ""), "  ")
    if text.reviewed:
        yield ""
        yield styled(f"{labels['reviewed']}: {text.reviewed.isoformat()}", dim=True)


def _block_lines(block: Block, names: dict[str, str], labels: dict[str, str]) -> Iterator[str]:
    from esim_help.cli.plain_text import lines_of_html

    label = labels["ours"] if block.kind == "ours" else names.get(block.card, block.card)
    indent = "" if block.kind == "plain" else "│ "
    yield ""
    if label:
        yield from (styled(line, bold=True) for line in wrapped(f"┌ {label}"))
    yield from lines_of_html(block.html, indent)
