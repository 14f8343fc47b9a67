"""Two decision trees as a writer writes them, and how they are read."""

from __future__ import annotations

from pathlib import Path

from esim_help.content.tree_file import read_tree
from esim_help.content.yaml_document import read_yaml
from esim_help.errors import Problem
from esim_help.model.tree import Tree

BY_CARD = """\
title: {zh: 支付失败, en: Payment failed}
article: payment-failed
cards: [red, leb]
start: taken
nodes:
  - id: taken
    question: {zh: 钱扣了吗？, en: Was money taken?}
    hint: {zh: 先别再付。, en: Do not pay again yet.}
    answers:
      - {text: {zh: 扣了, en: "Yes"}, to: balance}
      - {text: {zh: 没扣, en: "No"}, to: funds}
  - id: balance
    question: {zh: 余额加上了吗？, en: Has the balance gone up?}
    cards: [red]
    otherwise: funds
    answers:
      - {text: {zh: 加上了, en: "Yes"}, to: paid}
      - {text: {zh: 没有, en: "No"}, to: support}
  - id: funds
    question: {zh: 卡里的钱够吗？, en: Is there enough money?}
    cards: [leb]
    otherwise: support
    answers:
      - {text: {zh: 够, en: "Yes"}, to: support}
      - {text: {zh: 不够, en: "No"}, to: paid}
ends:
  - id: paid
    kind: fix
    text: {zh: 好了。, en: Done.}
  - id: support
    kind: contact
    text: {zh: 联系客服。, en: Contact support.}
    ready: [{zh: 付款时间, en: time of payment}, {zh: 收据, en: receipt}]
"""

FOR_ALL = """\
title: {zh: 手机丢了, en: Lost phone}
cards: [red, leb]
start: stolen
nodes:
  - id: stolen
    question: {zh: 是被偷的吗？, en: Was it stolen?}
    answers:
      - {text: {zh: 是, en: "Yes"}, to: call}
      - {text: {zh: 不是, en: "No"}, to: call}
ends:
  - id: call
    kind: contact
    text: {zh: 联系客服。, en: Contact support.}
"""


def tree_of(source: str) -> Tree:
    """The tree of one file; a faulty one fails the test."""
    document = read_yaml(source, "content/trees/t.yaml")
    assert not isinstance(document, Problem)
    tree, problems = read_tree(document, "t", ("red", "leb"))
    assert tree is not None, problems
    return tree


def our_trees(root: Path) -> list[str]:
    """The ids of our own trees."""
    found = sorted(path.stem for path in (root / "content" / "trees").glob("*.yaml"))
    assert found
    return found
