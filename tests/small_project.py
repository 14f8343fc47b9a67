"""A small help centre on disk, and ways to ask it: by calling the command in this process, and by starting it."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

SOURCE = Path(__file__).parent.parent / "src"

SETTINGS = """\
title = { zh = "小帮助中心", en = "A small help centre" }
support = "contact"
synonyms = false

[cards.red]
name = { zh = "红卡", en = "Red Card" }
words = ["红卡", "red card"]

[cards.leb]
name = { zh = "leb 卡", en = "leb" }
words = ["leb"]

[desk]
name = { zh = "客服组", en = "the support desk" }
"""

SMALL: Mapping[str, str] = {
    "esim-help.toml": SETTINGS,
    "content/categories.yaml": """\
- id: pay
  title: {zh: 付款, en: Payment}
- id: help
  title: {zh: 帮助, en: Help}
- id: agent
  title: {zh: 客服, en: Agents}
""",
    "content/synonyms.yaml": "- [退款, 退钱]\n",
    "content/facts.yaml": """\
sources:
  - id: guide
    title: {zh: 指南, en: Guide}
facts:
  - id: R1
    cards: [red]
    source: guide
    strength: firm
    names: [银行转账, bank transfer]
    says: {zh: 红卡可以用银行转账付款。, en: The Red Card can be paid by bank transfer.}
unknowns:
  - id: N1
    cards: [red, leb]
    question: {zh: 退款多久到账？, en: How long does a refund take?}
    asked: {zh: [退款要等几天], en: [how many days until the refund arrives]}
    instead: {zh: 请联系客服。, en: Please contact support.}
""",
    "content/zh/pay/renew-red.md": """\
---
title: 红卡怎么续费
answer: 登录官网，选付款方式，确认支付。
category: pay
cards: [red]
questions: [红卡怎么充值, 红卡续费步骤]
facts: [R1]
---

续费分三步。

## 步骤 {#steps}

1. 登录官网。
2. 选付款方式，可以用银行转账。
3. 确认支付。
""",
    "content/en/pay/renew-red.md": """\
---
title: How to renew the Red Card
answer: Sign in, choose how to pay, and confirm the payment.
category: pay
cards: [red]
questions: [renew my red card, top up the red card]
facts: [R1]
---

Renewal takes three steps.

## Steps {#steps}

1. Sign in.
2. Choose how to pay, such as a bank transfer.
3. Confirm.
""",
    "content/zh/pay/payment-failed.md": """\
---
title: 支付失败怎么办
answer: 先核对信息和余额，再试一次。
category: pay
questions: [付款一直失败, 银行卡被拒了]
related: [contact]
---

先截图，再重试；还不行就[联系客服](contact)。
""",
    "content/en/pay/payment-failed.md": """\
---
title: What to do when a payment fails
answer: Check your details and balance, then try again.
category: pay
questions: [payment declined, my card was rejected]
related: [contact]
---

Take a screenshot, then try again, or [contact support](contact).
""",
    "content/zh/pay/refund.md": """\
---
title: 怎么退款
answer: 联系客服申请退款。
category: pay
questions: [我要退款, 能退钱吗]
unknowns: [N1]
---

把收据发给客服。
""",
    "content/en/pay/refund.md": """\
---
title: How to get a refund
answer: Ask support for a refund.
category: pay
questions: [i want my money back, can i get a refund]
unknowns: [N1]
---

Send the receipt to support.
""",
    "content/zh/help/contact.md": """\
---
title: 联系客服
answer: 用账户页面上的联系方式找客服。
category: help
questions: [客服电话是多少, 怎么找人工]
---

登录后打开账户页面。
""",
    "content/agent/zh/agent/agent-escalation.md": """\
---
title: 升级处理的条件
answer: 两次失败后升级给二线。
category: agent
questions: [什么时候升级给二线]
---

内部使用。
""",
    "content/agent/scripts/renew-red.yaml": """\
title: {zh: 红卡续费, en: Red Card renewal}
situation: {zh: 客人问红卡怎么续费, en: The customer asks how to renew the Red Card}
cards: [red]
article: renew-red
facts: [R1]
questions:
  zh: [红卡怎么续费, 我的红卡要到期了]
  en: [how do i renew my red card, my red card expires]
placeholders:
  customer.name: {type: name, default: {zh: 您, en: there}}
  amount: {type: amount}
  agent.name: {type: name, trusted: true}
escalation:
  when: {zh: 两次失败, en: after two failures}
texts:
  zh:
    chat: |
      {{customer.name}}好，请登录官网续费 {{amount}} 元。我是{{agent.name}}。
    phone: |
      请登录官网续费，金额是 {{amount}}。我是{{agent.name}}。
  en:
    chat: |
      Hi {{customer.name}}, sign in and renew with {{amount}}. This is {{agent.name}}.
""",
}


def lay(folder: Path, files: Mapping[str, str | bytes] = SMALL) -> Path:
    """Writes ``files`` below ``folder`` and returns it."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def call(*arguments: str, stdin: bytes = b"") -> Ran:
    """The command, called in this process."""
    from esim_help.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    code = 0
    with patch.multiple(sys, argv=["esim-help", *arguments], stdin=given, stdout=out, stderr=err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            gc.enable()
    return Ran(code, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def environment(**more: str) -> dict[str, str]:
    """What a started command sees: our source, warnings as errors would be, and nothing of the developer's shell."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8", **more}


def start(*arguments: str | bytes, cwd: Path | None = None, **more: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own; its streams are pipes."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "esim_help", *arguments]
    return subprocess.Popen(command, cwd=cwd, env=environment(**more), stdin=pipe, stdout=pipe, stderr=pipe)


def run(*arguments: str | bytes, stdin: bytes = b"", cwd: Path | None = None, **more: str) -> Ran:
    """The command as a process of its own, run to its end."""
    with start(*arguments, cwd=cwd, **more) as process:
        out, err = process.communicate(stdin, timeout=30)
    return Ran(process.returncode, out.decode(), err.decode())
