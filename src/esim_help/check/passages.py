"""Everything a centre says, cut into passages: who reads it, what it rests on, where it stands. No rule lives here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from esim_help.check.markup import Run, runs_of
from esim_help.model.article import Article, Block, Text
from esim_help.model.centre import Centre
from esim_help.model.lang import Localized
from esim_help.model.script import Script
from esim_help.model.settings import SETTINGS_NAME
from esim_help.model.tree import Tree

Kind = Literal["title", "answer", "plain", "card", "ours", "script", "tree", "advice", "label", "asked"]
"""``advice``: what to do instead of an unknown, and notices; ``label``: a name; ``asked``: customers' words."""

FACTS_PATH = "content/facts.yaml"
STATEMENTS: tuple[Kind, ...] = ("title", "answer", "plain", "card", "ours", "script", "tree")
"""The kinds whose words must rest on facts."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item, cell or line. ``lead`` introduces the list it is in; ``bold`` are ranges of ``text``.

    ``cited`` are the ids it may rest on: facts, and unknowns that may have been answered.
    ``cards`` are those it is read for.
    """

    kind: Kind
    path: str
    line: int
    lang: str
    text: str
    cited: frozenset[str] = frozenset()
    cards: tuple[str, ...] = ()
    lead: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    block: int = 0
    """Numbers the blocks of a text, so that the passages of one can be put together."""
    around: frozenset[str] = frozenset()
    """Every fact that the article cites, wherever it does."""
    internal: bool = False
    """Only agents read it: it says what our own desk does."""


def passages(centre: Centre) -> Iterator[Passage]:
    """Every passage of the centre, in the order of its files."""
    cards_of = {fact.id: fact.cards for fact in centre.facts}
    for article in centre.articles:
        about = frozenset(name for name, cards in cards_of.items() if not set(article.cards).isdisjoint(cards))
        for text in article.texts.values():
            yield from _of_text(article, text, about)
    for script in centre.scripts:
        yield from _of_script(script, cards_of)
    for tree in centre.trees:
        yield from _of_tree(tree)
    yield from _of_lists(centre)


def _of_text(article: Article, text: Text, about: frozenset[str]) -> Iterator[Passage]:
    unknowns = frozenset(text.unknowns)
    everything = text.cited_facts | unknowns
    internal = article.audience == "agent"

    def front(kind: Kind, key: str, words: str) -> Passage:
        return Passage(
            kind, text.path, text.lines.get(key, 1), text.lang, words, everything, article.cards, internal=internal
        )

    yield front("title", "title", text.title)
    if text.answer:
        yield front("answer", "answer", text.answer)
    for key, asked in (("questions", text.questions), ("keywords", text.keywords)):
        yield from (front("asked", key, words) for words in asked)
    for number, block in enumerate(text.blocks):
        own = {"plain": frozenset(text.facts), "card": frozenset(block.facts), "ours": about}[block.kind]
        for run in runs_of(block.html):
            yield _of_run(article, text, block, number, run, own | unknowns, text.cited_facts)


def _of_run(
    article: Article, text: Text, block: Block, number: int, run: Run, cited: frozenset[str], around: frozenset[str]
) -> Passage:
    cards = (block.card,) if block.card else article.cards
    kind: Kind = block.kind
    internal = article.audience == "agent"
    return Passage(
        kind, text.path, block.line, text.lang, run.text, cited, cards, run.lead, run.bold, number, around, internal
    )


_MARK = re.compile(r"^::: *([a-z0-9-]*)")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)、]|[-*•])\s+")
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
BLANK = "…"
"""Stands in a passage where a script has a placeholder: what will be filled in is not checked."""


def _of_script(script: Script, cards_of: Mapping[str, tuple[str, ...]]) -> Iterator[Passage]:
    for lang, channels in script.texts.items():
        for text in channels.values():
            yield from _of_script_text(script, lang, text, cards_of)
    labels = [script.title, script.situation, script.escalation.when]
    for placeholder in script.placeholders:
        labels += [placeholder.default or {}, placeholder.label, *({"": choice} for choice in placeholder.choices)]
    yield from _listed("label", script.path, labels)
    yield from _listed("asked", script.path, _asked(script.questions))


def _listed(kind: Kind, path: str, texts: Iterable[Localized]) -> Iterator[Passage]:
    """Words that have no line of their own."""
    for text in texts:
        yield from (Passage(kind, path, 1, lang, words) for lang, words in text.items() if words)


def _asked(questions: Mapping[str, Iterable[str]]) -> Iterator[Localized]:
    for lang, listed in questions.items():
        yield from ({lang: words} for words in listed)


def _of_script_text(script: Script, lang: str, text: str, cards_of: Mapping[str, tuple[str, ...]]) -> Iterator[Passage]:
    cards, cited, lead = script.cards, frozenset(script.facts), ""
    for line in text.split("\n"):
        if mark := _MARK.match(line):
            cards = (mark[1],) if mark[1] else script.cards
            cited = frozenset(name for name in script.facts if not mark[1] or mark[1] in cards_of.get(name, ()))
        elif line.strip():
            words = PLACEHOLDER.sub(BLANK, line).strip()
            numbered = _NUMBERED.match(words)
            said = words[numbered.end() :] if numbered else words
            rests_on = cited | set(script.unknowns)
            yield Passage("script", script.path, 1, lang, said, rests_on, cards, lead if numbered else "")
            lead = lead if numbered else words if words.endswith((":", "：")) else ""


def _of_tree(tree: Tree) -> Iterator[Passage]:
    yield from _listed("label", tree.path, [tree.title])
    for node in tree.nodes:
        for words in (node.question, node.hint, *(answer.text for answer in node.answers)):
            yield from _in_tree(tree, words, node.facts, node.cards or tree.cards)
    for end in tree.ends:
        for words in (end.text, *end.ready):
            yield from _in_tree(tree, words, end.facts, tree.cards)


def _in_tree(tree: Tree, words: Localized, facts: tuple[str, ...], cards: tuple[str, ...]) -> Iterator[Passage]:
    for lang, text in words.items():
        if text:
            yield Passage("tree", tree.path, 1, lang, text, frozenset(facts), cards)


def _of_lists(centre: Centre) -> Iterator[Passage]:
    """What the lists of the content folder and the settings say."""
    yield from (Passage("asked", line.path, line.line, line.lang, line.words) for line in centre.asked)
    for unknown in centre.unknowns:
        yield from _listed("advice", FACTS_PATH, [unknown.instead])
        yield from _listed("label", FACTS_PATH, [unknown.question])
        yield from _listed("asked", FACTS_PATH, _asked(unknown.asked))
    for fact in centre.facts:
        yield from _listed("label", FACTS_PATH, [fact.says, *({"": name} for name in (*fact.names, *fact.called))])
    yield from _listed("advice", "content/notices.yaml", (notice.text for notice in centre.notices))
    for category in centre.categories:
        yield from _listed("label", "content/categories.yaml", [category.title, category.description])
    settings, desk = centre.settings, centre.settings.desk
    named = [settings.title, settings.description, desk.name, desk.salutation, desk.case_line, desk.signature]
    yield from _listed("label", SETTINGS_NAME, named)
