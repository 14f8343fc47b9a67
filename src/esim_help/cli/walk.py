"""``esim-help walk``."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from esim_help.cli.options import card_option, json_option, known_card, lang_option
from esim_help.cli.terminal import json_line, lines_out, safe, styled, wrapped
from esim_help.errors import UsageError, one_of
from esim_help.model.lang import pick
from esim_help.model.script import CHANNELS

if TYPE_CHECKING:
    from esim_help.model.centre import Centre
    from esim_help.model.tree import End, Node, Tree

BACK, QUIT = "b", "q"
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "card": "你用的是哪张卡？",
        "keys": "输入数字；b 上一步，q 退出",
        "again": "请输入 1 到 {}，或 b、q",
        "first": "这已经是第一步",
        "article": "全文：",
    },
    "en": {
        "card": "Which card do you have?",
        "keys": "type a number; b = back, q = quit",
        "again": "type 1 to {}, b or q",
        "first": "this is the first step",
        "article": "The whole article: ",
    },
}


@click.command()
@click.argument("tree_id", metavar="ID")
@card_option
@lang_option
@click.option("--print", "print_all", is_flag=True, help="Print the whole tree instead of asking.")
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    default="chat",
    show_default=True,
    help="phone prints one place a line, to read from.",
)
@json_option
@click.pass_obj
def command(
    project: Path | None,
    tree_id: str,
    card: str | None,
    lang: str | None,
    print_all: bool,
    channel: str,
    as_json: bool,
) -> int:
    """Go through a decision tree, one question at a time.

    ID is the tree's or its article's, such as payment-failed. Answer with a
    number; b goes back, q quits. Where there is no terminal, prints the whole
    tree as --print does. --lang defaults to the centre's.
    """
    from esim_help.walking import asks_by_card, tree_for, tree_json
    from esim_help.workspace import Workspace

    centre = Workspace.find(project).load().centre
    tree = _tree_named(tree_id, centre)
    card = _card_of(tree, known_card(card, centre.settings.card_ids))
    shown = lang or centre.settings.default_language
    if card:
        tree = tree_for(tree, card)
    if as_json:
        click.echo(json_line(tree_json(tree, shown)))
    elif print_all or channel == "phone" or not _on_a_terminal():
        lines_out(_printed(tree, centre, shown, channel))
    else:
        by_card = asks_by_card(tree)
        _Walk(centre, shown, tree).go(tree.cards if by_card else tree.cards[:1], asked=by_card)
    return 0


def _tree_named(name: str, centre: Centre) -> Tree:
    tree = next((tree for tree in centre.trees if tree.id == name), None) or centre.tree_of(name)
    if tree is not None:
        return tree
    ids = [known.id for known in centre.trees]
    near = difflib.get_close_matches(name, ids, 3)
    raise UsageError(f"no decision tree {name!r}; " + (f"did you mean {' or '.join(near)}?" if near else one_of(ids)))


def _card_of(tree: Tree, card: str | None) -> str | None:
    if card is None or not tree.cards or card in tree.cards:
        return card
    raise UsageError(f"the tree {tree.id!r} is not about {card!r}; {one_of(tree.cards)}")


def _on_a_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _names(cards: Sequence[str], centre: Centre, lang: str) -> list[str]:
    names = {card.id: pick(card.name, lang) for card in centre.settings.cards}
    return [names.get(card, card) for card in cards]


def _printed(tree: Tree, centre: Centre, lang: str, channel: str) -> Iterator[str]:
    """The whole tree: once for each card where what is asked depends on it."""
    from esim_help.walking import asks_by_card, nested_list, phone_reading, tree_for

    cards = tree.cards if asks_by_card(tree) else tree.cards[:1]
    yield safe(pick(tree.title, lang))
    for card, name in zip(cards or ("",), _names(cards, centre, lang) or [""], strict=True):
        walked = tree_for(tree, card)
        yield ""
        if len(cards) > 1:
            yield styled(safe(name), bold=True)
        if channel == "phone":
            yield from map(safe, phone_reading(walked, lang).split("\n"))
        else:
            yield from map(_list_line, nested_list(walked, lang))


def _list_line(line: str) -> str:
    """A line of a nested list, wrapped below its own beginning."""
    indent = " " * (len(line) - len(line.lstrip()))
    return "\n".join(wrapped(line.strip(), indent))


class _Walk:
    """One walk in the terminal: asks until an end is reached or the reader quits."""

    def __init__(self, centre: Centre, lang: str, tree: Tree) -> None:
        self._centre, self._lang, self._tree, self._words = centre, lang, tree, WORDS[lang]

    def go(self, cards: Sequence[str], *, asked: bool) -> None:
        """Walks the tree; asks for the card first when ``asked``."""
        from esim_help.walking import tree_for

        lines_out(styled(line, bold=True) for line in wrapped(pick(self._tree.title, self._lang)))
        while True:
            card = cards[0] if cards else ""
            if asked:
                number = self._choice(self._words["card"], "", _names(cards, self._centre, self._lang))
                if number is None:
                    return
                if number == 0:
                    click.echo(self._words["first"])
                    continue
                card = cards[number - 1]
            if self._walked(tree_for(self._tree, card), back_out=asked):
                return

    def _walked(self, tree: Tree, *, back_out: bool) -> bool:
        """Whether the walk is over; false when the reader goes back past the first question."""
        from esim_help.model.tree import End
        from esim_help.walking import place

        path: tuple[int, ...] = ()
        while not isinstance(here := place(tree, path), End):
            number = self._ask(here)
            if number is None:
                return True
            if number:
                path = (*path, number)
            elif path:
                path = path[:-1]
            elif back_out:
                return False
            else:
                click.echo(self._words["first"])
        lines_out(self._end_lines(here))
        return True

    def _ask(self, node: Node) -> int | None:
        lang = self._lang
        replies = [pick(answer.text, lang) for answer in node.answers]
        return self._choice(pick(node.question, lang), pick(node.hint, lang), replies)

    def _choice(self, question: str, hint: str, replies: Sequence[str]) -> int | None:
        """The number of the reply; 0 for back, ``None`` for quit."""
        click.echo()
        lines_out(styled(line, bold=True) for line in wrapped(question))
        lines_out(styled(line, dim=True) for line in wrapped(hint, "  "))
        for number, reply in enumerate(replies, 1):
            lines_out(wrapped(f"{number}. {reply}", "  "))
        said = self._words["keys"]
        while True:
            typed = _typed(f"{said} > ")
            if typed in (None, QUIT):
                return None
            if typed == BACK:
                return 0
            if typed and typed.isdecimal() and 1 <= int(typed) <= len(replies):
                return int(typed)
            said = self._words["again"].format(len(replies))

    def _end_lines(self, end: End) -> Iterator[str]:
        from esim_help.walking import WORDS as SAID

        lang, said = self._lang, SAID[self._lang]
        yield ""
        yield styled(said[end.kind], bold=True, fg="green" if end.kind == "fix" else "yellow")
        yield from wrapped(pick(end.text, lang), "  ")
        if end.ready:
            yield f"  {said['ready']}{said['colon'].rstrip()}"
        for thing in end.ready:
            yield from wrapped(f"- {pick(thing, lang)}", "  ")
        article = self._centre.article(self._tree.article)
        if article is not None:
            text = article.text(lang)
            yield ""
            yield styled(f"{self._words['article']}{safe(text.title)}  /{text.lang}/{article.id}/", dim=True)


def _typed(prompt: str) -> str | None:
    """What was typed, without the spaces around it and in lower case; ``None`` at the end of input."""
    try:
        return input(prompt).strip().lower()
    except EOFError:
        click.echo()
        return None
