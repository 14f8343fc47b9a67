"""A script, the edit that answers an unknown, and how it is made."""

from __future__ import annotations

from pathlib import Path

SCRIPT = """\
title: {zh: 退款, en: Refund}
cards: [red, leb]
article: refund
unknowns: [N1]
reviewed: 2026-11-01
questions: {zh: [我要退款], en: [i want a refund]}
texts:
  zh:
    chat: |
      退款多久到账，我们依据的指南没有写。
    phone: |
      要等多久，指南没有写。
  en:
    chat: |
      Our source guide does not say how long a refund takes.
"""
OPEN = "    instead: {zh: 请联系客服。, en: Please contact support.}\n"
ANSWER = (
    OPEN
    + """\
    answer: {zh: 一般 15 个工作日，退回原来的卡。, en: "Normally 15 weekdays, to the card you paid with."}
    source: 运营方邮件
    answered: 2026-11-25
    author: Lin
"""
)


def edited(project: Path, old: str, new: str) -> None:
    """One edit of ``facts.yaml``, and of nothing else."""
    path = project / "content" / "facts.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
