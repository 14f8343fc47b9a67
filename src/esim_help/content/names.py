"""How file names become ids, headings become anchors, and titles tell their language."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from esim_help.analysis.characters import has_han

RESERVED_IDS = frozenset({"agent", "assets", "questions", "search", "topics", "404", "index"})
"""Ids that would collide with the site's own addresses."""

MAX_ID = 100
"""Characters of an id: it is a folder of the site, and file systems stop at 255 bytes."""

_NOT_ID = re.compile(r"[^a-z0-9]+")
_NOT_ANCHOR = re.compile(r"[\s!-,./:-@\[-^`{-~\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u2010-\u2027]+")


def id_from_name(name: str) -> str:
    """A stable id for a file or folder name without its ending.

    Lower-case ASCII words are kept; a name with any other character, or a very long one, gets eight hexadecimal digits
    of its hash.

    >>> id_from_name("renew-red"), id_from_name("Payment Failed")
    ('renew-red', 'payment-failed')
    >>> id_from_name("续费 faq")
    'faq-07d7a936'
    """
    normal = unicodedata.normalize("NFC", name)
    words = _NOT_ID.sub("-", normal.lower()).strip("-")
    if words and normal.isascii() and len(words) <= MAX_ID:
        return words
    digest = hashlib.blake2b(normal.encode(), digest_size=4).hexdigest()
    return f"{words[: MAX_ID - 9].strip('-') or 'article'}-{digest}"


def lang_of_title(title: str) -> str:
    """``zh`` when the title has a Chinese character, else ``en``.

    >>> lang_of_title("怎么续费"), lang_of_title("Renewal")
    ('zh', 'en')
    """
    return "zh" if has_han(title) else "en"


def anchor_from_heading(heading: str) -> str:
    """An anchor made from a heading's words; letters of any script stay.

    >>> anchor_from_heading("If it did not work?"), anchor_from_heading("怎么续费？")
    ('if-it-did-not-work', '怎么续费')
    """
    return _NOT_ANCHOR.sub("-", heading.strip().lower()).strip("-") or "section"
