"""English stems: Snowball's English algorithm, as implemented by ``snowballstemmer``. Clause A6."""

from __future__ import annotations

from functools import cache, lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer


@cache
def _stemmer() -> EnglishStemmer:
    return EnglishStemmer()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded Latin word; a word with a digit in it is its own stem.

    >>> stem("renewing"), stem("payments"), stem("5g")
    ('renew', 'payment', '5g')
    """
    return str(_stemmer().stemWord(word)) if word.isalpha() else word
