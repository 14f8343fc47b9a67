"""Makes a help centre of any size: ``python bench/make_centre.py DIR [--articles 1000] [--kilobytes 9.5]``.

The sentences are this project's own, shuffled and mixed with made-up words (Zipf-distributed, so that the vocabulary
grows as in real text). The same arguments give the same centre.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
HAN = (
    "续费余额套餐支付失败到账流量有效期充值账户登录密码客服网络漫游手机号码短信通知退款发票收据"
    "银行转账礼品卡优惠价格国家地区设备安装激活扣款重复订单时间方式步骤检查联系官网页面信息"
)
LETTERS = "etaoinshrdlucmfwypvbgk"


def sentences(lang: str) -> list[str]:
    """The plain sentences of our own articles in a language."""
    found: list[str] = []
    for path in sorted((ROOT / "content" / lang).rglob("*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[2]
        plain = re.sub(r"[*_`#>]|\[([^\]]*)\]\([^)]*\)|\{#[^}]*\}|^:::.*$", r"\1", body, flags=re.MULTILINE)
        found += [part.strip() for part in re.split(r"(?<=[。.?？!])\s*|\n+", plain) if len(part.strip()) > 8]
    return found


def made_up(random_: random.Random, lang: str) -> str:
    """A word nobody wrote, rarely the same twice: low numbers are frequent, as in real text."""
    number = int(random_.paretovariate(0.7)) % 40_000
    own = random.Random(number * 2 + (lang == "zh"))
    if lang == "zh":
        return "".join(own.choice(HAN) if own.random() < 0.6 else chr(own.randrange(0x4E00, 0x9000)) for _ in range(2))
    return "".join(own.choice(LETTERS) for _ in range(own.randrange(4, 10)))


def article(number: int, lang: str, size: int, known: list[str]) -> str:
    """One article of about ``size`` bytes."""
    random_ = random.Random(number)
    word = lambda: made_up(random_, lang)  # noqa: E731 - one line, used below only
    title = f"{word()}{'怎么' if lang == 'zh' else ' '}{word()}{'' if lang == 'zh' else ' '}{word()} {number}"
    lines = [
        "---",
        f"title: {title}",
        f"answer: {json.dumps(random_.choice(known)[:60], ensure_ascii=False)}",
        "questions:",
    ]
    lines += [
        f"  - {json.dumps(f'{word()} {word()} {random_.choice(known)[:24]}', ensure_ascii=False)}" for _ in range(5)
    ]
    lines += ["---", ""]
    written = 0
    while written < size:
        lines += [f"## {word()} {word()}", ""]
        for _ in range(6):
            paragraph = " ".join(f"{random_.choice(known)} {word()} {word()}" for _ in range(4))
            lines += [paragraph, ""]
            written += len(paragraph.encode())
        lines += [f"{step}. **{word()}** {random_.choice(known)}" for step in range(1, 5)] + [""]
    return "\n".join(lines)


def make_centre(folder: Path, articles: int, kilobytes: float) -> None:
    """Writes the centre: half of the articles in Chinese, half in English."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "esim-help.toml").write_text('title = "Bench"\n', encoding="utf-8")
    known = {lang: sentences(lang) for lang in ("zh", "en")}
    for number in range(articles):
        lang = "zh" if number % 2 == 0 else "en"
        target = folder / "content" / lang / f"topic-{number % 20}" / f"article-{number:04}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(article(number, lang, int(kilobytes * 1000), known[lang]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kilobytes", type=float, default=9.5)
    options = parser.parse_args()
    make_centre(options.folder, options.articles, options.kilobytes)
