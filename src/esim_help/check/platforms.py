"""What chat platforms are called, openly and in the slang of those who lure customers away. Data, and one pattern.

Every alternative opens with a plain character, which is what makes a search for hundreds of them quick.
"""

from __future__ import annotations

BREAK = r"[\W_]{0,3}"
"""What is put between two characters of a name to hide it."""

_LATIN = (
    "t[ -]?g",
    "whats[ -]?app",
    "viber",
    "skype",
    "discord",
    "snap(?:chat)?",
    "paper[ -]?plane",
    "blue bird",
    "green (?:chat )?app",
    "kakao(?: ?talk)?",
    "line ?(?:id|加|好友)",
    r"line(?<![a-z] line)(?=\s?:)",
    "signal (?:app|id|group)",
    r"v(?=\s?:)",
    "vx",
    f"w{BREAK}x",
    "we[ -]?chat",
    "wei ?xin",
    "zalo",
    "insta",
    r"ig(?=\s?:)",
    "fb",
    "instagram",
    "facebook",
    "twitter",
    "tiktok",
)
_HAN = (
    *(f"{sign}{BREAK}[信芯伈]" for sign in "微薇威维徽溦嶶v"),
    *(f"{sign}{BREAK}[报報]" for sign in "电電"),
    "飞机(?=号|群|：|:|搜|加|联)",
    "纸飞机",
    "卫星号",
    "加卫星",
    "加[薇威维徽溦]",
    "加v(?![a-z])",
    "绿泡泡",
    "绿色(?:聊天)?软件",
    "扣扣",
    "口口",
    "企鹅号?",
    r"裙号?(?=[\s:：\d])",
    "抖音",
    "小红书",
    "微博",
    f"公{BREAK}[众z]{BREAK}号",
)
_ANYWHERE = ("telegram", "te[1i|]egram", "t[e3]l[e3]gr[a4]m", f"q{BREAK}q")
"""Those that are found inside longer words as well."""


def _alone(word: str) -> str:
    """A Latin word that is no part of a longer one; what surrounds it may be Han."""
    return f"{word[0]}(?<![a-z0-9]{word[0]}){word[1:]}(?![a-z0-9])"


PLATFORM = f"(?:{'|'.join((*_HAN, *map(_alone, _LATIN), *_ANYWHERE))})"
SLANG = (
    "绿泡泡|绿色(?:聊天)?软件|小飞机|纸飞机|卫星号|加[薇威维徽溦]|加v(?![a-z])|薇信|徽信|溦信|v信|裙号|小企鹅|企鹅号"
    "|paper[ -]?plane|blue bird app|green (?:chat )?app"
)
"""Names that nobody honest uses."""
