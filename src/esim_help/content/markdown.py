"""Markdown to safe HTML blocks, searchable sections and links. The one module that imports ``markdown_it``.

Raw HTML is escaped, never passed through. Links to articles and local files stay symbolic (``article:``, ``file:``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from esim_help.content.names import anchor_from_heading
from esim_help.errors import Problem, one_of
from esim_help.model.article import Block, Link, Section

OUR_ADVICE = "ours"
_MARK = ":::"
_EXPLICIT_ANCHOR = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*$")


@dataclass(frozen=True, slots=True)
class Body:
    """What a text's Markdown says."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    heading: str
    """The text of a ``#`` heading that opens the body; empty when there is none."""


def read_markdown(markdown: str, path: str, folder: tuple[str, ...], first_line: int, card_ids: Sequence[str], title: str) -> tuple[Body, list[Problem]]:
    """The body of an article whose Markdown starts at line ``first_line`` of ``path``; ``folder`` resolves relative links.

    A ``#`` heading that opens the body is dropped when it repeats ``title``, or when there is no title: it is the title then.
    """
    tokens = _engine().parse(markdown)
    problems: list[Problem] = []
    heading = _opening_heading(tokens)
    if heading and (not title or heading == title):
        tokens = tokens[3:]
    _demote_top_headings(tokens)
    _give_anchors(tokens)
    links = list(_resolve_links(tokens, folder, first_line))
    blocks: list[Block] = []
    sections = _Sections()
    source = markdown.split("\n")
    for kind, words, line, inner in _top_level_blocks(tokens):
        card = words[0] if kind == "card" and words else ""
        if kind == "card":
            problems += _block_problems(words, inner, source, path, line, first_line, card_ids)
        if kind == "card" and card == OUR_ADVICE:
            kind, card = "ours", ""
        html = _engine().renderer.render(inner, _engine().options, {})
        text = " ".join(filter(None, map(_token_text, inner)))
        if html.strip():
            blocks.append(Block(kind, html, text, first_line + line, card, tuple(words[1:]) if kind == "card" else ()))  # type: ignore[arg-type]
            sections.add(inner, card)
    return Body(tuple(blocks), sections.finished(), tuple(links), heading), problems


@cache
def _engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    return engine.use(container_plugin, name="block", validate=lambda params, *_: bool(params.strip()))


def _opening_heading(tokens: Sequence[Token]) -> str:
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return _EXPLICIT_ANCHOR.sub("", _token_text(tokens[1]))
    return ""


def _demote_top_headings(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"


def _give_anchors(tokens: Sequence[Token]) -> None:
    used: set[str] = set()
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        anchor = _take_explicit_anchor(inline) or anchor_from_heading(_token_text(inline))
        unique, number = anchor, 1
        while unique in used:
            number += 1
            unique = f"{anchor}-{number}"
        used.add(unique)
        opening.attrSet("id", unique)


def _take_explicit_anchor(inline: Token) -> str:
    last = next((child for child in reversed(inline.children or []) if child.type == "text"), None)
    match = _EXPLICIT_ANCHOR.search(last.content) if last else None
    if last is None or match is None:
        return ""
    last.content = last.content[: match.start()]
    return match[1]


def _resolve_links(tokens: Sequence[Token], folder: tuple[str, ...], first_line: int) -> Iterator[Link]:
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        for child in token.children or ():
            name = {"link_open": "href", "image": "src"}.get(child.type)
            if name is None:
                continue
            link = _classify(str(child.attrGet(name) or ""), folder, line, image=child.type == "image", alt=_token_text(child))
            if link.kind == "article":
                child.attrSet(name, f"article:{link.target}" + (f"#{link.anchor}" if link.anchor else ""))
            elif link.kind == "file":
                child.attrSet(name, f"file:{link.target}")
            elif link.kind == "external":
                child.attrSet("rel", "noopener noreferrer")
            yield link


def _classify(address: str, folder: tuple[str, ...], line: int, *, image: bool, alt: str) -> Link:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return Link("external", address, "", line, image, alt)
    target, anchor = unquote(parts.path), unquote(parts.fragment)
    if not target:
        return Link("fragment", "", anchor, line, image, alt)
    if not image and (target.endswith(".md") or "." not in posixpath.basename(target)):
        return Link("article", posixpath.basename(target.rstrip("/")).removesuffix(".md"), anchor, line)
    return Link("file", posixpath.normpath(posixpath.join(*folder, target)), anchor, line, image, alt)


def _top_level_blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, list[str], int, list[Token]]]:
    """Runs of tokens that belong together: (kind, words of the ``:::`` line, line, tokens inside)."""
    plain: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type != "container_block_open":
            plain.append(token)
            at += 1
            continue
        if plain:
            yield "plain", [], _line(plain), plain
            plain = []
        close = next(i for i in range(at + 1, len(tokens)) if tokens[i].type == "container_block_close" and tokens[i].level == token.level)
        yield "card", token.info.split(), (token.map or [0])[0], list(tokens[at + 1 : close])
        at = close + 1
    if plain:
        yield "plain", [], _line(plain), plain


def _line(tokens: Sequence[Token]) -> int:
    return next((token.map[0] for token in tokens if token.map), 0)


def _block_problems(words: list[str], inner: Sequence[Token], source: list[str], path: str, line: int, first_line: int, card_ids: Sequence[str]) -> Iterator[Problem]:
    at = first_line + line
    choices = (*card_ids, OUR_ADVICE)
    if words[0] not in choices:
        yield Problem(path, at, "card-block", f"block {words[0]!r} is unknown; {one_of(choices)}", choices=choices)
    if any(token.type == "container_block_open" for token in inner):
        yield Problem(path, at, "card-block", "blocks cannot be nested; close this one with ':::' first")
    if not any(text.strip().startswith(_MARK) and not text.strip().strip(":") for text in source[line + 1 :]):
        yield Problem(path, at, "card-block", "is not closed; end it with a line ':::'")


class _Sections:
    """Collects plain text under the heading it stands below."""

    def __init__(self) -> None:
        self._done: list[Section] = []
        self._heading: tuple[str, str, int] = ("", "", 0)
        self._text: list[str] = []
        self._card = ""

    def add(self, tokens: Sequence[Token], card: str) -> None:
        in_heading = False
        for token in tokens:
            if token.type == "heading_open":
                self._finish()
                self._heading = (str(token.attrGet("id") or ""), "", int(token.tag[1]))
                in_heading = True
            elif token.type == "heading_close":
                in_heading = False
            elif in_heading:
                anchor, _, level = self._heading
                self._heading = (anchor, _token_text(token), level)
                self._card = card
            elif text := _token_text(token):
                self._text.append(text)

    def _finish(self) -> None:
        anchor, heading, level = self._heading
        text = " ".join(self._text)
        if heading or text:
            self._done.append(Section(anchor, heading, level, text, (self._card,) if self._card else ()))
        self._text, self._card = [], ""

    def finished(self) -> tuple[Section, ...]:
        self._finish()
        return tuple(self._done)


def _token_text(token: Token) -> str:
    """The text a reader sees of one token, on one line."""
    if token.children:
        parts = (child.content if child.type in ("text", "code_inline", "text_special") else _token_text(child) if child.type == "image" else " " if child.type in ("softbreak", "hardbreak") else "" for child in token.children)
        return re.sub(r"\s+", " ", "".join(parts)).strip()
    if token.type in ("fence", "code_block", "inline"):
        return re.sub(r"\s+", " ", token.content).strip()
    return ""
