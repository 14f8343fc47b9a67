"""What no value may hold: characters a reader cannot see, and numbers that look like a payment card's."""

from __future__ import annotations

import re
import unicodedata

_BLANK_LOOKING = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0E),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),
)
"""Letters, marks and symbols drawn as nothing (Unicode's default-ignorable ones and two fillers), and noncharacters."""

_HIDDEN_CATEGORIES = {
    "Cc": "a control character or line break",
    "Cf": "an invisible or direction-changing character",
    "Cs": "a byte that is not text",
    "Co": "a private-use character",
    "Zl": "a line break",
    "Zp": "a line break",
}
_SEEN = ("L", "N", "P", "S", "Cn")
"""Unassigned code points (Cn) are seen: rare characters of names may be younger than this Python's Unicode tables."""
_WIDE_TO_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_DIGIT_GROUPS = re.compile(r"\d+(?:[\s\-‐-―−﹘﹣－]{1,3}\d+)*")
_CARD_NUMBER_DIGITS = range(13, 20)


def narrow(text: str) -> str:
    """Full-width ASCII as plain ASCII.

    >>> narrow("１２３４")
    '1234'
    """
    return text.translate(_WIDE_TO_NARROW)


def hidden_character(text: str) -> str:
    """A phrase that names the first character a reader could not see; empty when there is none.

    >>> hidden_character("ab\\u200bc")
    'an invisible or direction-changing character (U+200B)'
    """
    for character in text:
        code = ord(character)
        kind = _HIDDEN_CATEGORIES.get(unicodedata.category(character), "")
        if not kind and (code & 0xFFFE == 0xFFFE or any(first <= code <= last for first, last in _BLANK_LOOKING)):
            kind = "a character that shows as nothing"
        if kind:
            return f"{kind} (U+{code:04X})"
    return ""


def visible(text: str) -> bool:
    """Whether anything of ``text`` can be seen."""
    return any(unicodedata.category(character).startswith(_SEEN) for character in text)


def looks_like_card_number(text: str) -> bool:
    """Whether 13 to 19 digits, alone or in groups between spaces or dashes, pass the Luhn check. A date is no group.

    >>> looks_like_card_number("card 4111-1111 1111-1111, thanks"), looks_like_card_number("4111 1111 1111 1112")
    (True, False)
    """
    return any(_holds_card_number(run[0]) for run in _DIGIT_GROUPS.finditer(_DATE.sub("/", text)))


def _holds_card_number(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    for start in range(len(groups)):
        digits = ""
        for group in groups[start:]:
            digits += group
            if len(digits) >= _CARD_NUMBER_DIGITS.stop:
                break
            if len(digits) in _CARD_NUMBER_DIGITS and _luhn(digits):
                return True
    return False


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[::-2])) % 10 == 0
