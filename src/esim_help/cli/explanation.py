"""What ``esim-help search --explain`` adds for people: why each hit has its points, and why there is an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from esim_help.cli.terminal import columns, fitted, hanging, styled, width, wrapped

if TYPE_CHECKING:
    from esim_help.search.explain import Account, Asked, Explanation, Share, Terms, Tried
    from esim_help.search.search import Outcome

WIDEST, NARROWEST = 24, 20
"""Columns that a cell takes up at most, and that the last one has at least."""
MOST_LISTED = 4
"""Alternatives of a word, and meanings of an alternative, that are listed; JSON has all."""

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "points": "{score} 分",
        "another": "{points}，是另一张卡的，排在后面",
        "scoring": "每个词的得分 = 分量 × 权重，加起来就是总分。"
        "分量：这个词在文章里有多重要，后面按所在的字段分开列出。权重：有多确定是这个意思。",
        "sure": "把握 {confidence}，满分 1000，到 {least} 才算有答案",
        "parts": "{article} 覆盖了问题的信息 {covered}，点名的卡计入 {card}，标题计入 {title}；"
        "没覆盖 {uncovered}，计入 {counted}；"
        "别的行业的词计入 {elsewhere}。",
        "pairs": "成对的词共 {pairs}，一起问过这篇的有 {together}。"
        "三分之二 {counts} ÷ {whole}，三分之一 {together} ÷ {pairs}，合 {confidence}‰",
        "no_pairs": "{counts} ÷ {whole}，合 {confidence}‰",
        "each": "每个词：带多少信息，覆盖了多少，试过哪些读法（在几篇文章里）",
        "unread": "没有读法",
        "more": "另 {number} 个",
        "typed": "原词",
        "inflected": "词形变化",
        "synonym": "同义词",
        "typo": "拼写",
        "pinyin": "拼音",
        "homophone": "同音",
        "prefix": "未打完",
        "together": "一起问过",
        "title": "标题",
        "question": "最近的问法",
        "questions": "问法",
        "asked": "客户原话",
        "keywords": "关键词",
        "answer": "短答",
        "headings": "小标题",
        "body": "正文",
        "unknowns": "未写明",
    },
    "en": {
        "points": "{score} points",
        "another": "{points}, of another card, so behind",
        "scoring": "A word's points are impact × weight, added up. Impact: how much it counts in the article, told "
        "by the fields it stands in. Weight: how surely it is meant.",
        "sure": "Confidence {confidence} of 1000; an answer from {least} on",
        "parts": "{article} covers {covered} of what the question tells, a card that is named counts {card}, "
        "its title {title}; {uncovered} is not covered and counts {counted}; "
        "words of other trades count {elsewhere}. ",
        "pairs": "Its pairs of words tell {pairs}, of which {together} was asked together of the article. "
        "Two thirds of {counts} ÷ {whole} and one third of {together} ÷ {pairs} make {confidence}‰",
        "no_pairs": "{counts} ÷ {whole} makes {confidence}‰",
        "each": "Each word: what it tells, how much of that is covered, the readings tried (in how many articles)",
        "unread": "no reading",
        "more": "{number} more",
    },
}
"""Sentences and labels by the language of the question; in English, origins and fields are called by their names."""


def explanation_lines(outcome: Outcome, explanation: Explanation) -> Iterator[str]:
    """The account of an outcome, in lines that fit."""
    words = WORDS[outcome.query.lang]
    if not outcome.hits:
        yield ""
    else:
        yield from wrapped(words["scoring"])
        yield ""
    for number, (hit, accounts) in enumerate(zip(outcome.hits, explanation.hits, strict=True), 1):
        points = words["points"].format(score=hit.score)
        if outcome.query.card and hit.cards and outcome.query.card not in hit.cards:
            points = words["another"].format(points=points)
        yield from _bold(hanging(f"{number}. ", f"{hit.title} — {points}"))
        yield from _account_lines(accounts, outcome.query.text, words)
        yield ""
    yield from _confidence_lines(outcome, explanation, words)


def _bold(lines: Iterable[str]) -> Iterator[str]:
    return (styled(line, bold=True) for line in lines)


def _account_lines(accounts: Sequence[Account], text: str, words: dict[str, str]) -> Iterator[str]:
    """One row each, the greatest first: points, what was typed, what it counted as, impact × weight, fields."""
    rows = [
        (
            str(account.points),
            text[account.start : account.end],
            _reading(account, words),
            f"{account.impact} × {_tenths(account.weight)}",
            _fields(account.shares, words),
        )
        for account in sorted(accounts, key=lambda account: -account.points)
    ]
    yield from _table(rows, right=(0, 3))


def _reading(account: Account, words: dict[str, str]) -> str:
    label = words.get(account.origin, account.origin)
    return label if account.origin in ("typed", "together") else f"{label} {_said(account.terms)}".rstrip()


def _said(terms: Terms) -> str:
    return " + ".join(terms)


def _tenths(weight: int) -> str:
    return f"{weight // 10}.{weight % 10}"


def _fields(shares: Sequence[Share], words: dict[str, str]) -> str:
    """``zh title 12, body 3; en title 4``."""
    told = (share for share in shares if share.impact)
    return "; ".join(
        f"{lang} ".lstrip() + ", ".join(f"{words.get(share.field, share.field)} {share.impact}" for share in of_lang)
        for lang, of_lang in groupby(told, key=lambda share: share.lang)
    )


def _confidence_lines(outcome: Outcome, explanation: Explanation, words: dict[str, str]) -> Iterator[str]:
    confidence = outcome.confidence
    yield from _bold(wrapped(words["sure"].format(confidence=confidence, least=explanation.least)))
    if explanation.article:
        sure = explanation.sure
        values = {**sure._asdict(), "article": explanation.article}
        counts = sure.covered + sure.card + sure.title
        whole = counts + sure.counted + sure.elsewhere
        sentences = words["parts"] + words["pairs" if sure.pairs else "no_pairs"]
        yield from wrapped(sentences.format(**values, counts=counts, whole=whole, confidence=confidence), "   ")
    if explanation.asked:
        yield ""
        yield from wrapped(words["each"])
        text = outcome.query.text
        rows = [
            (
                str(asked.group.information),
                str(asked.covered),
                text[asked.group.start : asked.group.end],
                _readings(asked, words),
            )
            for asked in explanation.asked
        ]
        yield from _table(rows, right=(0, 1))


def _readings(asked: Asked, words: dict[str, str]) -> str:
    told = [_tried(tried, words) for tried in asked.tried]
    return _listed(told, "; ", words) or words["unread"]


def _tried(tried: Tried, words: dict[str, str]) -> str:
    meanings = _listed([_said(meaning) for meaning in tried.meanings], " / ", words)
    return f"{words.get(tried.origin, tried.origin)} {meanings} × {_tenths(tried.weight)} ({tried.documents})"


def _listed(told: Sequence[str], between: str, words: dict[str, str]) -> str:
    left_out = len(told) - MOST_LISTED
    more = [words["more"].format(number=left_out)] if left_out > 0 else []
    return between.join([*told[:MOST_LISTED], *more])


def _table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...]) -> Iterator[str]:
    """Rows in aligned columns, the ``right`` ones flush right; the last column is wrapped below itself."""
    widest = [min(max(map(columns, column)), WIDEST) for column in zip(*rows, strict=True)]
    for *cells, last in rows:
        lead = "   " + "".join(
            fitted(cell, room, right=at in right) + "  "
            for at, (cell, room) in enumerate(zip(cells, widest, strict=False))
        )
        if columns(lead) > width() - NARROWEST:
            yield from wrapped(lead.strip(), "   ")
            yield from wrapped(last, "      ")
        else:
            yield from hanging(lead, last)
