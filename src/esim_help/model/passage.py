"""Plain text and the block that it stands in. Apart from the article: a search need not load what a writer writes."""

from __future__ import annotations

from typing import NamedTuple

OUR_ADVICE = "ours"
"""What a block says in place of a card: no card has that id."""


class Passage(NamedTuple):
    """Text that stands in one block: a card's, by the card's id, that of our advice, or none, where it is empty."""

    block: str
    text: str
