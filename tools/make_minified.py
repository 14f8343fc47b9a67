"""Writes ``theme/minified/``: the theme's scripts and styles without comments and long names, as the site ships them.

Run it with ``make tables`` after every change of ``theme/js`` or ``theme/css``. See docs/decisions/0011.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import minify

WRITTEN = Path(__file__).parent.parent / "src" / "esim_help" / "theme" / "minified"
MEDIA_TYPES = {"js": "application/javascript", "css": "text/css"}
SYNTAX = 2017
"""The year of ECMAScript that every browser of our readers knows; the sources keep to it too."""


def main() -> None:
    """Writes them all."""
    minify.config({"js-version": SYNTAX})
    for folder, media_type in MEDIA_TYPES.items():
        (WRITTEN / folder).mkdir(parents=True, exist_ok=True)
        for source in (files("esim_help") / "theme" / folder).iterdir():
            if source.name.endswith(f".{folder}"):
                text = minify.string(media_type, source.read_text(encoding="utf-8"))
                (WRITTEN / folder / source.name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
