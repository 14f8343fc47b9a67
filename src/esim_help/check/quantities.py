"""Numbers, durations, amounts of money and names of currencies in a text, in figures or in words. Pure reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Quantity(NamedTuple):
    """``value`` is a number as text, ``few`` for a vague one, empty for a currency by itself; ``unit`` may be empty."""

    value: str
    unit: str
    start: int
    end: int


_UNITS = {
    "second": r"秒钟?|seconds?|secs?",
    "minute": r"分钟|minutes?|mins?",
    "hour": r"个?小时|个?钟头|hours?|hrs?|h",
    "working day": r"个?工作日|(?:business|working) days?",
    "day": r"天|日(?!期|常|语)|days?",
    "week": r"个?星期|周|个?礼拜|weeks?",
    "month": r"个?月|months?",
    "year": r"年(?!度|级)|years?",
    "percent": r"[%％‰]|个百分点|成(?![功为就])|折|percent|per cent",
    "country": r"多?个?国家|countries",
    "data": r"[GMgm][Bb]?(?![A-Za-z])|兆",
    "CNY": r"元|块钱|人民币|yuan|RMB|CNY",
    "USD": r"美元|美金|刀(?![具口])|dollars?|bucks|USD",
    "EUR": r"欧元|euros?|EUR",
    "GBP": r"英镑|pounds|GBP",
    "HKD": r"港币|港元|HKD",
    "JPY": r"日元|円|yen|JPY",
    "TWD": r"新台币|TWD",
}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY"}
_CURRENCY_ALONE = re.compile(
    r"人民币|美元|美金|欧元|英镑|港币|港元|日元|新台币|\b(?:US )?dollars?\b|\beuros?\b|\byuan\b|\bRMB\b"
    r"|\b(?:USD|EUR|GBP|CNY|HKD|JPY|TWD)\b|[$€£¥￥](?!\s?\d)",
    re.IGNORECASE,
)
_HAN_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "thousand": 1000}
_UNIT = "|".join(f"(?P<u{number}>{pattern})" for number, pattern in enumerate(_UNITS.values()))
_FIGURES = r"\d[\d,，]*(?:\.\d+)?"
_HAN = (
    r"(?<![第同哪某这那每几数好])(?:(?:[零〇一二两三四五六七八九十百千万]+个?)?半|[零〇一二两三四五六七八九十百千万]+)"
)
_WORD = rf"\b(?:{'|'.join(_WORDS)})\b"
_SOME = (
    r"\b(?:within|in|after|under|takes?|about|every|for|by|over|last(?:s|ed)?|until|(?:up to|at most|less than|wait) )"
    r" ?(?P<some>half an?|an?|(?:just )?a few|several|a couple of|some)\b"
    r"(?=[\s-]?(?:sec|min|h|(?:business |working )?day|week|month|year))"
    r"|\b(?P<half>half an?|an? half)\b(?=[\s-](?:min|h|day|week|month|year))"
    r"|\b(?P<one>an?)\b(?= (?:min\w+|hour|day|week|month|year) (?:later|after|ago|before|at most|or so|or two|from))"
    r"|(?<=\bwithin )(?P<the>the)\b(?= (?:min\w+|hour|day|week|month))"
)
_RANGE = r"(?:\s?(?:[-–—~～至到、]|or|to)\s?)"
_WITH_UNIT = re.compile(
    rf"(?:(?P<low>{_FIGURES}|{_HAN}|{_WORD}){_RANGE})?(?:(?P<high>{_FIGURES}|{_HAN}|{_WORD})|{_SOME})"
    rf"[多余几]?[\s-]?(?:{_UNIT})(?![A-Za-z])",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?P<few>[几数]|若干)(?P<unit>秒钟?|分钟|个?小时|天|个?工作日|周)(?:之?内|以内|后|就|便|即可|左右)"
    r"|\bwithin (?P<bare>seconds|minutes|hours|days)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"(?P<sign>[$€£¥￥])\s?(?P<value>{_FIGURES})")
_BARE = re.compile(rf"(?<![A-Za-z\d_.#/-])(?P<value>{_FIGURES})(?![A-Za-z_-])|(?<=/)(?P<second>\d+)(?![A-Za-z\d])")
_TEXT_PARTS = (
    r"(?:steps?|chinese|characters?|digits?|letters?|things?|items?|questions?|lines?|words?"
    r"|pages?|guides?|of|only|or|and|to)\b"
)
_THREE_OR_MORE = "|".join(word for word, number in _WORDS.items() if number > 2)
_COUNTED = re.compile(
    r"(?<![第同哪某这那每几数好上])(?P<han>[三四五六七八九十百千万]+)(?=[次台部张封款档倍条]|种(?!情况|办法|做法|方法))"
    rf"|\b(?P<word>{_THREE_OR_MORE})(?=\s(?!{_TEXT_PARTS}|(?:\w+ )?ones\b)[a-z])",
    re.IGNORECASE,
)
"""Three or more of something; one and two are said of too many things that are no claim."""
_ROUND_THE_CLOCK = re.compile(r"24\s?[/×x*]\s?7|7\s?[/×x*]\s?24", re.IGNORECASE)


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in order.

    >>> [(q.value, q.unit) for q in quantities("通常在 24 小时内，一到三个工作日")]
    [('24', 'hour'), ('1', 'working day'), ('3', 'working day')]
    >>> [(q.value, q.unit) for q in quantities("最迟半小时，一个半月；locked for an hour, half a day")]
    [('0.5', 'hour'), ('1.5', 'month'), ('1', 'hour'), ('0.5', 'day')]
    >>> [(q.value, q.unit) for q in quantities("$5 within a few minutes, six months, 50")]
    [('5', 'USD'), ('few', 'minute'), ('6', 'month'), ('50', '')]
    """
    found: list[Quantity] = []
    taken = [False] * len(text)
    for quantity in _candidates(text):
        if not any(taken[quantity.start : quantity.end]):
            found.append(quantity)
            if quantity.value:
                taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
    return sorted(_split_ranges(found), key=lambda quantity: quantity.start)


def _candidates(text: str) -> Iterator[Quantity]:
    for match in _ROUND_THE_CLOCK.finditer(text):
        yield Quantity("24/7", "", match.start(), match.end())
    for match in _SIGNED.finditer(text):
        yield Quantity(_number(match["value"]), _SIGNS[match["sign"]], match.start(), match.end())
    for match in _WITH_UNIT.finditer(text):
        value = (
            _number(match["high"])
            if match["high"]
            else _some(match["some"] or match["half"] or match["one"] or match["the"])
        )
        low = f"{_number(match['low'])}~" if match["low"] else ""
        yield Quantity(low + value, _unit(match), match.start(), match.end())
    for match in _VAGUE.finditer(text):
        unit = match["unit"] or match["bare"]
        yield Quantity("few", _unit_named(unit), match.start(), match.end())
    for match in _BARE.finditer(text):
        yield Quantity(_number(match["value"] or match["second"]), "", match.start(), match.end())
    for match in _COUNTED.finditer(text):
        yield Quantity(_number(match["han"] or match["word"]), "", match.start(), match.end())
    for match in _CURRENCY_ALONE.finditer(text):
        yield Quantity("", _unit_named(match[0]), match.start(), match.end())


def _split_ranges(found: list[Quantity]) -> Iterator[Quantity]:
    for quantity in found:
        for value in quantity.value.split("~"):
            yield quantity._replace(value=value)


def _unit(match: re.Match[str]) -> str:
    return next(name for number, name in enumerate(_UNITS) if match[f"u{number}"])


def _unit_named(words: str) -> str:
    if words in _SIGNS:
        return _SIGNS[words]
    words = words.removeprefix("US ")
    return next(name for name, pattern in _UNITS.items() if re.fullmatch(pattern, words, re.IGNORECASE))


def _some(words: str) -> str:
    return {"a": "1", "the": "1", "an": "1", "half an": "0.5", "half a": "0.5", "a half": "0.5"}.get(
        words.lower(), "few"
    )


def _number(words: str) -> str:
    """A number in figures, in Han or in English words, as figures.

    >>> _number("1,200"), _number("一百五十"), _number("二十四"), _number("Six")
    ('1200', '150', '24', '6')
    """
    if words[0].isdigit():
        return words.replace(",", "").replace("，", "")
    if words.endswith("半"):
        whole = words.rstrip("个半")
        return f"{_number(whole)}.5" if whole else "0.5"
    if words.lower() in _WORDS:
        return str(_WORDS[words.lower()])
    total, digit = 0, 0
    for character in words:
        if character in _HAN_SCALES:
            total += (digit or 1) * _HAN_SCALES[character]
            digit = 0
        else:
            digit = _HAN_DIGITS[character]
    return str(total + digit)
