"""A text on a page that knows which parts of it are in another language than the page.

On an English page every Han run is such a part (screen names, card names); Latin words in Chinese are not marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from esim_help.model.lang import HTML_LANG, LANGS, Localized

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{_HAN}](?:[{_HAN}\u3001-\u3003\uff0c\u00b7]*[{_HAN}])?")
_TAG_OR_HAN_RUN = re.compile(f"<[^>]*>|({_HAN_RUN.pattern})")
_NO_HAN = re.compile(f"[^{_HAN}]*\\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a phrase; ``lang`` is its HTML language where it differs from the page's, else empty."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as a page in a given language shows it: its runs, in order."""

    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The whole of it, for places that hold no markup."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)


def spoken(text: str, lang: str, page_lang: str) -> Phrase:
    """A text in ``lang`` on a page in ``page_lang``.

    >>> spoken("Renew a 红卡 eSIM", "en", "en").runs[1]
    Run(text='红卡', lang='zh-Hans')
    """
    if not text:
        return Phrase()
    if lang != page_lang:
        return Phrase((Run(text, HTML_LANG[lang]),))
    if lang == "zh" or _NO_HAN.match(text):
        return Phrase((Run(text),))
    return Phrase(tuple(_runs(text)))


def _runs(text: str) -> list[Run]:
    runs, end = [], 0
    for han in _HAN_RUN.finditer(text):
        runs += [Run(text[end : han.start()]), Run(han[0], HTML_LANG["zh"])]
        end = han.end()
    return [run for run in [*runs, Run(text[end:])] if run.text]


def phrase(texts: Localized, page_lang: str) -> Phrase:
    """The text for a page in ``page_lang``, in another language where it has no other."""
    lang = next((code for code in (page_lang, *LANGS) if texts.get(code)), page_lang)
    return spoken(texts.get(lang, ""), lang, page_lang)


def mark_han(html: str) -> str:
    """Wrap each Han run of the text in safe English ``html`` in a span of its language; tags are left alone.

    >>> mark_han('<b title="红">我的账户</b>')
    '<b title="红"><span lang="zh-Hans">我的账户</span></b>'
    """
    return _TAG_OR_HAN_RUN.sub(lambda m: f'<span lang="zh-Hans">{m[1]}</span>' if m[1] else m[0], html)
