"""A block's HTML back to runs of text: paragraphs, items, cells, what is bold in them, and the lists they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_RUNS = frozenset(
    {"p", "li", "td", "th", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "tr"}
)
"""Elements at whose edges a run of text ends."""
_LISTS = frozenset({"ul", "ol"})


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands together; ``lead`` is the line that introduces its list, ``bold`` are ranges of ``text``."""

    text: str
    lead: str = ""
    bold: tuple[tuple[int, int], ...] = ()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.steps: list[int] = []
        """Per numbered list, how many items it has."""
        self._text = ""
        self._bold: list[tuple[int, int]] = []
        self._opened = 0
        self._lists: list[tuple[str, str, int]] = []  # (element, lead, place in steps)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _RUNS:
            self.finish()
        if tag in _LISTS:
            self._lists.append((tag, self._lead(), len(self.steps)))
            self.steps += [0] if tag == "ol" else []
        elif tag == "li" and self._lists and self._lists[-1][0] == "ol":
            self.steps[self._lists[-1][2]] += 1
        elif tag == "strong":
            self._opened = len(self._text)
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _RUNS:
            self.finish()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "strong" and len(self._text) > self._opened:
            self._bold.append((self._opened, len(self._text)))

    def handle_data(self, words: str) -> None:
        joined = " ".join(words.split())
        before = " " if words[:1].isspace() and self._text and joined else ""
        self._text += before + joined + (" " if words[-1:].isspace() and joined else "")

    def finish(self) -> None:
        """Ends the run, if there is one."""
        if text := self._text.rstrip():
            lead = self._lists[-1][1] if self._lists else ""
            self.runs.append(Run(text, lead, tuple(self._bold)))
        self._text, self._bold = "", []

    def _lead(self) -> str:
        last = self.runs[-1].text if self.runs else ""
        return last if last.endswith((":", "：")) else ""


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader


def runs_of(html: str) -> tuple[Run, ...]:
    """The runs of text in safe HTML, in order.

    >>> [run.text for run in runs_of("<p>Open <strong>Home</strong></p><ul><li>one</li></ul>")]
    ['Open Home', 'one']
    >>> runs_of("<p>Open <strong>Home</strong></p>")[0].bold
    ((5, 9),)
    """
    return tuple(_read(html).runs)


def steps_of(html: str) -> tuple[int, ...]:
    """How many items each numbered list has.

    >>> steps_of("<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>")
    (2,)
    """
    return tuple(_read(html).steps)
