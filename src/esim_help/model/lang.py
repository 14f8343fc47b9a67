"""Languages, and text that exists in several of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
HTML_LANG: Mapping[str, str] = {"zh": "zh-Hans", "en": "en"}
LANG_NAMES: Mapping[str, str] = {"zh": "中文", "en": "English"}

Localized = Mapping[str, str]
"""One text in one or more languages: language code to text."""


def pick(texts: Localized, lang: str) -> str:
    """The text in ``lang``, else in the first language that has one, else the empty string.

    >>> pick({"zh": "续费", "en": "Renewal"}, "en")
    'Renewal'
    >>> pick({"zh": "续费"}, "en")
    '续费'
    """
    return texts.get(lang) or next((texts[code] for code in LANGS if texts.get(code)), "")


def same_in_every_language(text: str) -> Localized:
    """A plain string stands for every language."""
    return {lang: text for lang in LANGS}
