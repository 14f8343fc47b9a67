"""Our own safe HTML as lines for a terminal: headings, paragraphs, lists, tables, code."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from esim_help.cli.terminal import safe, styled, wrapped

_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote"})


def lines_of_html(html: str, indent: str = "") -> Iterator[str]:
    """The text of ``html`` in wrapped lines, each after ``indent``."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    blank = False
    for kind, prefix, text in reader.blocks:
        if kind in ("p", "heading") and blank:
            yield indent.rstrip()
        if kind == "code":
            yield from (f"{indent}    {safe(line)}" for line in text.rstrip("\n").split("\n"))
        else:
            lead = indent + " " * len(prefix)
            for at, line in enumerate(wrapped(text, lead)):
                shown = indent + prefix + line[len(lead) :] if at == 0 else line
                yield styled(shown, bold=True) if kind == "heading" else shown
        blank = True


class _Reader(HTMLParser):
    """Collects (kind, prefix, text) a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str, str]] = []
        self._lists: list[int | None] = []
        self._text: list[str] = []
        self._prefix = ""
        self._kind = "p"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            self.finish()
            start = dict(attrs).get("start")
            self._lists.append(None if tag == "ul" else int(start) if start and start.isdigit() else 1)
        elif tag == "li":
            self.finish()
            self._open_item()
        elif tag == "pre":
            self.finish()
            self._kind = "code"
        elif tag == "br":
            self._text.append(" ")
        elif tag in ("td", "th") and self._text:
            self._text.append("  |  ")
        elif tag == "img":
            self._text.append(dict(attrs).get("alt") or "")
        elif tag in _BLOCKS and not (tag == "p" and self._prefix):
            self.finish()
            self._kind = "heading" if tag[0] == "h" else "p" if tag == "p" else "item"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "pre":
            self.finish()
        elif tag in ("ol", "ul"):
            self.finish()
            if self._lists:
                self._lists.pop()

    def handle_data(self, text: str) -> None:
        self._text.append(text if self._kind == "code" else text.replace("\n", " "))

    def _open_item(self) -> None:
        depth = "  " * max(len(self._lists) - 1, 0)
        number = self._lists[-1] if self._lists else None
        self._prefix = f"{depth}{number}. " if number is not None else f"{depth}- "
        if number is not None:
            self._lists[-1] = number + 1
        self._kind = "item"

    def finish(self) -> None:
        """Ends the block that is being collected."""
        text = "".join(self._text)
        if text.strip():
            self.blocks.append((self._kind, self._prefix, text if self._kind == "code" else text.strip()))
            self._prefix = ""
        self._text, self._kind = [], "p"
