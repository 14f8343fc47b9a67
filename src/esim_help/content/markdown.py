"""Markdown to safe HTML blocks, searchable sections and links. The one module that imports ``markdown_it``.

Raw HTML is escaped, never passed through. Links to articles and local files stay symbolic (``article:``, ``file:``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from esim_help.content.names import anchor_from_heading, id_from_name
from esim_help.errors import Problem, one_of
from esim_help.model.article import Block, BlockKind, Link, Section
from esim_help.model.passage import OUR_ADVICE, Passage

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead outside the centre; one to anything else stays text."""

_MARK = re.compile(r":{3,}\s*")
_SCHEME = re.compile(r"([^/?#:]*):")
_EXPLICIT_ANCHOR = re.compile(r"\{#([A-Za-z0-9_-]+)\}\s*$")
_WITH_BLOCKS_INSIDE = frozenset({"blockquote_open", "list_item_open", "container_block_open"})


@dataclass(frozen=True, slots=True)
class Body:
    """What a text's Markdown says."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    heading: str
    """The text of a ``#`` heading that opens the body; empty when there is none."""


def read_markdown(
    markdown: str, path: str, folder: tuple[str, ...], first_line: int, card_ids: Sequence[str], title: str
) -> tuple[Body, list[Problem]]:
    """The body of an article whose Markdown starts at line ``first_line`` of ``path``, and every problem in it.

    ``folder`` resolves relative links. A ``#`` heading that opens the body is dropped when it repeats ``title``,
    or when there is no title: it is the title then.
    """
    tokens = _engine().parse(markdown + "\n")  # the container plug-in looks one character past a blank last line
    problems = list(_shape_problems(tokens, markdown.split("\n"), path, first_line, card_ids))
    heading = _opening_heading(tokens)
    if heading and (not title or heading == title):
        tokens = tokens[3:]
    _demote_top_headings(tokens)
    _give_anchors(tokens)
    links = tuple(_resolve_links(tokens, folder, first_line))
    blocks: list[Block] = []
    sections = _Sections()
    for words, line, inner in _top_level_blocks(tokens):
        texts = [_token_text(token) for token in inner]
        block = _block(words, first_line + line, inner, texts)
        if block.html.strip():
            blocks.append(block)
            sections.add(inner, texts, block)
    return Body(tuple(blocks), sections.finished(), links, heading), problems


class _Engine(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        scheme = _SCHEME.match(url)
        return scheme is None or scheme[1].lower() in SCHEMES


@cache
def _engine() -> MarkdownIt:
    engine = _Engine("commonmark", {"html": False}).enable(["table"])
    return engine.use(container_plugin, name="block", validate=lambda params, *_: bool(params.strip()))


def _block(words: Sequence[str], line: int, inner: Sequence[Token], texts: Sequence[str]) -> Block:
    """``words`` are those of the ``:::`` line; none outside blocks."""
    html = _engine().renderer.render(inner, _engine().options, {})
    kind: BlockKind = "ours" if words[:1] == [OUR_ADVICE] else "card" if words else "plain"
    card = words[0] if kind == "card" else ""
    return Block(kind, html, " ".join(filter(None, texts)), line, card, tuple(words[1:]) if kind == "card" else ())


def _opening_heading(tokens: Sequence[Token]) -> str:
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return _EXPLICIT_ANCHOR.sub("", _token_text(tokens[1])).rstrip()
    return ""


def _demote_top_headings(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"


def _give_anchors(tokens: Sequence[Token]) -> None:
    used: set[str] = set()
    times: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        anchor = _take_explicit_anchor(inline) or anchor_from_heading(_token_text(inline))
        number = times.get(anchor, 0) + 1
        unique = anchor if number == 1 else f"{anchor}-{number}"
        while unique in used:
            number += 1
            unique = f"{anchor}-{number}"
        times[anchor] = number
        used.add(unique)
        opening.attrSet("id", unique)


def _take_explicit_anchor(inline: Token) -> str:
    last = next((child for child in reversed(inline.children or []) if child.type == "text"), None)
    match = _EXPLICIT_ANCHOR.search(last.content) if last else None
    if last is None or match is None:
        return ""
    last.content = last.content[: match.start()].rstrip()
    return match[1]


def _resolve_links(tokens: Sequence[Token], folder: tuple[str, ...], first_line: int) -> Iterator[Link]:
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        for child in token.children or ():
            name = {"link_open": "href", "image": "src"}.get(child.type)
            if name is None:
                continue
            image = child.type == "image"
            link = _classify(str(child.attrGet(name) or ""), folder, line, image=image, alt=_token_text(child))
            if link.kind == "article":
                child.attrSet(name, f"article:{link.target}" + (f"#{link.anchor}" if link.anchor else ""))
            elif link.kind == "file":
                child.attrSet(name, f"file:{link.target}")
            elif link.kind == "external" and not image:
                child.attrSet("rel", "noopener noreferrer")
            yield link


def _classify(address: str, folder: tuple[str, ...], line: int, *, image: bool, alt: str) -> Link:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return Link("external", address, "", line, image, alt)
    target, anchor = _decoded(parts.path), _decoded(parts.fragment)
    if not target:
        return Link("fragment", "", anchor, line, image, alt)
    if not image and (target.endswith(".md") or "." not in posixpath.basename(target)):
        name = posixpath.basename(target.rstrip("/"))
        return Link("article", id_from_name(name.removesuffix(".md")) if name.endswith(".md") else name, anchor, line)
    return Link("file", posixpath.normpath(posixpath.join(*folder, target)), anchor, line, image, alt)


def _decoded(part: str) -> str:
    """Percent-decoded, unless that would bring in control characters."""
    decoded = unquote(part)
    return decoded if decoded.isprintable() else part


def _top_level_blocks(tokens: Sequence[Token]) -> Iterator[tuple[list[str], int, list[Token]]]:
    """Runs of tokens that belong together: (words of the ``:::`` line, line, tokens inside)."""
    plain: list[Token] = []
    block: list[Token] = []
    opening: Token | None = None
    for token in tokens:
        if token.level == 0 and token.type == "container_block_open":
            if plain:
                yield [], _line(plain), plain
            plain, opening = [], token
        elif opening is not None and token.level == 0 and token.type == "container_block_close":
            yield opening.info.split(), _line([opening]), block
            block, opening = [], None
        else:
            (plain if opening is None else block).append(token)
    if plain:
        yield [], _line(plain), plain


def _line(tokens: Sequence[Token]) -> int:
    return next((token.map[0] for token in tokens if token.map), 0)


def _shape_problems(
    tokens: Sequence[Token], source: Sequence[str], path: str, first_line: int, card_ids: Sequence[str]
) -> Iterator[Problem]:
    """What is wrong with blocks, and with what stands too deep to be read."""
    choices = (*card_ids, OUR_ADVICE)
    deepest = _engine().options.maxNesting - 1
    for token in tokens:
        first, end = token.map or (0, 0)
        at = first_line + first
        if token.type == "container_block_open":
            name = token.info.split()[0]
            if name not in choices:
                yield Problem(path, at, "card-block", f"block {name!r} is unknown; {one_of(choices)}", choices=choices)
            if token.level:
                yield Problem(path, at, "card-block", "stands inside a block, list or quote; blocks cannot be nested")
            elif end >= len(source) or not _MARK.fullmatch(source[end].strip()):
                yield Problem(path, at, "card-block", "is not closed; end it with a line ':::'")
        elif token.type == "inline" and ":::" in token.content:
            for number, line in enumerate(token.content.split("\n")):
                if _MARK.fullmatch(line):
                    yield Problem(path, at + number, "card-block", "closes no block; drop the line")
        if token.level >= deepest and token.type in _WITH_BLOCKS_INSIDE:
            yield Problem(
                path, at, "nesting", "lists and quotes stand too deep in each other to be read; at most ten lists"
            )


class _Sections:
    """Collects plain text under the heading it stands below."""

    def __init__(self) -> None:
        self._done: list[Section] = []
        self._heading: tuple[str, str, int] = ("", "", 0)
        self._passages: list[Passage] = []
        self._card = ""

    def add(self, tokens: Sequence[Token], texts: Sequence[str], block: Block) -> None:
        """Takes the tokens of one block with the text of each."""
        said: list[str] = []
        name = OUR_ADVICE if block.kind == "ours" else block.card
        in_heading = False
        for token, text in zip(tokens, texts, strict=True):
            if token.type == "heading_open":
                self._take(name, said)
                self._finish()
                self._heading = (str(token.attrGet("id") or ""), "", int(token.tag[1]))
                in_heading = True
            elif token.type == "heading_close":
                in_heading = False
            elif in_heading:
                anchor, _, level = self._heading
                self._heading = (anchor, text, level)
                self._card = block.card
            elif text:
                said.append(text)
        self._take(name, said)

    def _take(self, block: str, said: list[str]) -> None:
        if said:
            self._passages.append(Passage(block, " ".join(said)))
        said.clear()

    def _finish(self) -> None:
        anchor, heading, level = self._heading
        if heading or self._passages:
            cards = (self._card,) if self._card else ()
            self._done.append(Section(anchor, heading, level, tuple(self._passages), cards))
        self._passages, self._card = [], ""

    def finished(self) -> tuple[Section, ...]:
        self._finish()
        return tuple(self._done)


def _token_text(token: Token) -> str:
    """The text a reader sees of one token, on one line."""
    if token.children:
        return " ".join("".join(map(_child_text, token.children)).split())
    if token.type in ("fence", "code_block", "inline"):
        return " ".join(token.content.split())
    return ""


def _child_text(child: Token) -> str:
    if child.type in ("text", "code_inline", "text_special"):
        return child.content
    if child.type in ("softbreak", "hardbreak"):
        return " "
    return _token_text(child) if child.type == "image" else ""
