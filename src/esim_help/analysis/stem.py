"""English stems: Snowball's English algorithm, as implemented by ``snowballstemmer``. Clause A6."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from importlib import import_module, util
from typing import Protocol


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@cache
def _stemmer() -> _Stemmer:
    """The English module alone: the package itself imports some thirty languages, a tenth of a search's whole time."""
    name = "snowballstemmer"
    if name in sys.modules or (found := util.find_spec(name)) is None:
        return _english(name)
    sys.modules[name] = util.module_from_spec(found)  # knows where its modules are, and was not executed
    try:
        return _english(name)
    finally:
        del sys.modules[name]


def _english(package: str) -> _Stemmer:
    stemmer: _Stemmer = import_module(f"{package}.english_stemmer").EnglishStemmer()
    return stemmer


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded Latin word; a word with a digit in it is its own stem.

    >>> stem("renewing"), stem("payments"), stem("5g")
    ('renew', 'payment', '5g')
    """
    return str(_stemmer().stemWord(word)) if word.isalpha() else word
