"""Options that several commands share, and the texts they are given."""

from __future__ import annotations

import datetime
import difflib
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

import click

from esim_help.errors import UsageError, one_of
from esim_help.model.lang import LANGS

if TYPE_CHECKING:
    from esim_help.model.article import Article
    from esim_help.model.centre import Centre

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

lang_option: Decorator = click.option(
    "--lang", type=click.Choice(LANGS), help="Language of the answer; default: the question's."
)
json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
card_option: Decorator = click.option("--card", metavar="CARD", help="The customer's card, such as red or leb.")
audience_option: Decorator = click.option(
    "--audience",
    type=click.Choice(["customer", "agent"]),
    default="customer",
    show_default=True,
    help="Agents also find internal articles.",
)
today_option: Decorator = click.option(
    "--today",
    metavar="YYYY-MM-DD",
    callback=lambda _context, _option, given: day_of(given),
    help="The day that notices go by; default: today.",
)


def day_of(given: str | None) -> str:
    """``given`` as a day such as 2026-11-22, today when there is none; raises UsageError when it is no day."""
    if given is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.datetime.strptime(given, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise UsageError(f"--today {given!r} is not a day; write it as 2026-11-22") from None


def words_given(words: tuple[str, ...]) -> str:
    """The arguments as one text; ``-`` alone is standard input. What is not UTF-8 becomes replacement characters."""
    if words == ("-",):
        return standard_input().read().decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
    return clean(" ".join(words))


def clean(text: str) -> str:
    """``text`` without lone surrogates, which no terminal can print."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def standard_input() -> IO[bytes]:
    """Standard input as bytes; raises UsageError when there is none."""
    if sys.stdin is None:
        raise UsageError("- reads standard input, but it is closed; pipe the text in")
    return sys.stdin.buffer


def known_card(card: str | None, known: tuple[str, ...]) -> str | None:
    """``card`` when it is one of the centre's; raises UsageError naming them otherwise."""
    if card is None or card in known:
        return card
    if not known:
        raise UsageError("--card: this help centre has no cards")
    raise UsageError(f"--card {card!r} is unknown; use one of {', '.join(known)}")


def known_article(centre: Centre, article_id: str) -> Article:
    """The article with that id or former id; raises UsageError naming the nearest."""
    article = centre.article(article_id)
    if article is not None:
        return article
    ids = [known.id for known in centre.articles]
    near = difflib.get_close_matches(article_id, ids, 3)
    raise UsageError(f"no article {article_id!r}; " + (f"did you mean {' or '.join(near)}?" if near else one_of(ids)))
