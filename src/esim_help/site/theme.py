"""The theme: templates, styles, scripts, icons and interface words, as one mapping from name to bytes.

It is read from the package, its scripts and styles as ``tools/make_minified.py`` has written them; a project overlays
files one by one. Files of words are overlaid word by word.
The project's own files arrive as values: nothing here reads the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from esim_help.errors import ProjectError

Theme = Mapping[str, bytes]
"""Name (``templates/article.html``, ``css/style.css``, ``js/ui.js``, ``words/zh.json``) to bytes, by name."""

Words = Mapping[str, str]
"""Name to text of the interface in one language; ``{name}`` in a text is a blank."""

FOLDERS = ("templates", "css", "js", "icons", "words")
MINIFIED = frozenset({"css", "js"})
"""Of which folders the files are shipped without comments and long names."""


def load_theme(overrides: Mapping[str, bytes] | None = None) -> Theme:
    """The shipped theme with the project's files over it; names outside a theme's folders are passed over."""
    shipped = {f"{folder}/{name}": content for folder in FOLDERS for name, content in _shipped(folder)}
    for name, content in (overrides or {}).items():
        if name.startswith(tuple(f"{folder}/" for folder in FOLDERS)):
            shipped[name] = _overlaid(name, shipped.get(name), content)
    return dict(sorted(shipped.items()))


def _shipped(folder: str) -> Iterator[tuple[str, bytes]]:
    theme = files("esim_help") / "theme"
    for entry in (theme / "minified" / folder if folder in MINIFIED else theme / folder).iterdir():
        if _ships(entry):
            yield entry.name, entry.read_bytes()


def _ships(entry: Traversable) -> bool:
    return entry.is_file() and not entry.name.startswith(("__", "."))


def _overlaid(name: str, shipped: bytes | None, own: bytes) -> bytes:
    if shipped is None or not name.startswith("words/"):
        return own
    return json.dumps({**_words(name, shipped), **_words(name, own)}, ensure_ascii=False).encode()


def _words(name: str, content: bytes) -> dict[str, str]:
    try:
        words = json.loads(content)
    except ValueError as error:
        raise ProjectError(f"theme/{name}: not JSON ({error})") from error
    if not isinstance(words, dict) or not all(isinstance(text, str) for text in words.values()):
        raise ProjectError(f"theme/{name}: must be one object from word names to texts")
    return words


def words_of(theme: Theme, lang: str) -> Words:
    """The interface's words in ``lang``."""
    name = f"words/{lang}.json"
    return _words(name, theme[name])


def filled(text: str, **blanks: object) -> str:
    """``text`` with each ``{name}`` replaced; braces that name no blank stay.

    >>> filled("{n} of {m}", n=3)
    '3 of {m}'
    """
    for name, value in blanks.items():
        text = text.replace("{" + name + "}", str(value))
    return text
