"""Sentences, and what they are: a question, a sentence that says a thing is not stated, a sentence that denies."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？!?\n]+|\.(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\be\.g|\bi\.e|\betc|\bvs)\.?$", re.IGNORECASE)

QUESTION = re.compile(
    r"[？?]\s*[”\"」）)]*$|吗[。”]?$|能不能|能否|可不可以|是不是|是否|会不会|有没有|要不要|\bwhether\b", re.IGNORECASE
)
NOT_STATED = re.compile(
    r"(?:没有?|未|并没)(?:人)?(?:写|提|列|说|点名|注明|给出|规定|明确|包括)|不(?:能|可以?)确认"
    r"|无法(?:确认|证实)|不清楚|不知道|不确定"
    r"|\bnot (?:\w+ )?(?:named|listed|mentioned|stated|said|given|described|complete)\b"
    r"|\bneither (?:of (?:our|the) )?(?:\w+ )?guides?\b"
    r"|\b(?:in|by) neither\b|\bsay neither\b|\b(?:does|do|did)(?: not|n't) (?:\w+ )?(?:name|mention|list"
    r"|say|state|describe|give|tell|define)\b"
    r"|\b(?:names?|gives?|states?|lists?|mentions?|contains?) (?:no|none|nothing)\b|\bcan(?:not"
    r"|'t) (?:confirm|say)\b|\bsays? nothing\b"
    r"|\b(?:says?|goes) (?:it )?no (?:more|further)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"[不没未无非别勿莫]|切忌|拒绝|骗|假冒|\b(?:not|never|no|nobody|none|nothing|neither|nor|without"
    r"|cannot|fake|refuse|avoid|leave out)\b|n't\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a passage, with their closing mark.

    >>> list(sentences("先登录。能查吗？ Pay by card, e.g. a debit card. Done"))
    ['先登录。', '能查吗？', 'Pay by card, e.g. a debit card.', 'Done']
    """
    start = 0
    for end in _END.finditer(text):
        if end[0] == "." and _ABBREVIATION.search(text, start, end.end()):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if rest := text[start:].strip():
        yield rest


def is_question(sentence: str) -> bool:
    """Whether the sentence asks, or says that something is asked.

    >>> is_question("能不能用，请看付款页。"), is_question("可以用。")
    (True, False)
    """
    return QUESTION.search(sentence) is not None


def says_not_stated(sentence: str) -> bool:
    """Whether the sentence says that something is left open.

    >>> says_not_stated("leb 的指南没有提到。"), says_not_stated("不支持 PayPal。")
    (True, False)
    """
    return NOT_STATED.search(sentence) is not None


def denies(words: str) -> bool:
    """Whether the words hold a negation.

    >>> denies("我们不能保证"), denies("a promise")
    (True, False)
    """
    return _DENIED.search(words) is not None
