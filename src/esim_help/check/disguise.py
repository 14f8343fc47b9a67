"""Undoes what contacts are disguised with: width, invisible characters, look-alikes, spelled-out signs, spaces.

Pure; knows nothing of what a contact is.
"""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнԛԝпгѡυαεοικνρτχωβѵɡɑɩᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijsdhlkmtbhqwnrwuaeoikvptxwbvgaiabcdefghijklmnoprstuvwyz",
)
"""Cyrillic, Greek, phonetic and small-capital letters that look Latin, in lower case."""
_SIGNS = str.maketrans("﹫＠∕⁄⧸．｡․٫", "@@///....")
_TLD = r"(?:com|net|org|cn|me|io|cc|tv|ly|gg|im|top|xyz|vip|co)"
_MIDDLE_DOT = re.compile(rf"(?<=[a-z0-9])\s?[。·•∙⋅‧・]\s?(?={_TLD}\b)")
_DOTS = re.compile(
    r"\s{0,3}[\[({<（【「]\s{0,3}(?:\.|dot|点|點|小数点)\s{0,3}[\])}>）】」]\s{0,3}|\s{1,3}dot\s{1,3}"
    r"|(?<=[a-z0-9_-])\s{0,3}[点點]\s{0,3}(?=[a-z0-9])"
)
_ATS = re.compile(
    r"\s{0,3}[\[({<（【「]\s{0,3}(?:@|at|艾特|圈a)\s{0,3}[\])}>）】」]\s{0,3}|(?:艾特"
    r"|圈a)\s{0,3}(?=[a-z0-9_])"
)
_SLASHES = re.compile(
    r"\s{0,3}[\[({<（【]\s{0,3}(?:/|slash|斜杠)\s{0,3}[\])}>）】]\s{0,3}"
    r"|(?<=[a-z0-9])\s{0,3}斜杠\s{0,3}(?=[a-z0-9])|\s{1,3}slash\s{1,3}"
)
_LONE_DOT = re.compile(rf"(?<=[a-z0-9_])(?:\s{{1,3}}\.\s{{0,3}}|\.\s{{1,3}}(?={_TLD}\s{{0,3}}/))(?=[a-z0-9])")
_AROUND_SIGNS = re.compile(r"(?<=[a-z0-9_])\s{0,3}([/@])\s{0,3}(?=[a-z0-9_])|@\s{1,3}(?=[a-z0-9_])")
SPACED = re.compile(
    r"(?<![a-z0-9])[a-z0-9_@](?P<gap>[ \-*~|,+]{1,2})(?:[a-z0-9_@./:](?P=gap)){3,}[a-z0-9_](?![a-z0-9])"
)
"""Five or more single characters with the same gap between them."""


def fold_disguise(text: str) -> str:
    """``text`` in plain lower-case characters: width, styles, accents, invisible characters and look-alikes undone.

    >>> fold_disguise("ｔ．ｍе/Ｋa\u200bka")
    't.me/kaka'
    """
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """Character to what it folds to, worked out when it is first met: ``translate`` is fast on what it finds."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = "".join(map(_plain, unicodedata.normalize("NFKD", chr(code).translate(_SIGNS))))
        return plain


def _plain(character: str) -> str:
    """One decomposed character in plain lower case; empty when nobody sees it."""
    unseen = unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc") and character != "\n"
    return "" if unseen else character.casefold().translate(_LOOK_ALIKES).translate(_SIGNS)


_PLAIN = _Plain()


def undisguise(text: str) -> str:
    """The folded text with spelled-out signs and spaced letters put together.

    >>> undisguise("t [dot] me slash k a k a _ 8")
    't.me/kaka_8'
    """
    folded = SPACED.sub(lambda match: match[0].replace(match["gap"], ""), fold_disguise(text))
    folded = _SLASHES.sub("/", _ATS.sub("@", _DOTS.sub(".", _MIDDLE_DOT.sub(".", folded))))
    return _AROUND_SIGNS.sub(lambda match: match[1] or "@", _LONE_DOT.sub(".", folded))


def is_disguised(text: str) -> bool:
    """Whether a word mixes Latin with look-alike letters, or holds invisible characters or spaced letters.

    >>> is_disguised("tеlegram"), is_disguised("te\u200blegram"), is_disguised("Telegram 群")
    (True, True, False)
    """
    alike = any(
        any(ord(c) in _LOOK_ALIKES for c in word) and _LATIN.search(word) for word in _WORD.findall(text.casefold())
    )
    return alike or _INVISIBLE.search(text) is not None


_WORD = re.compile(r"[^\W\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]")
_UNSEEN = "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
_INVISIBLE = re.compile(rf"(?<=[\w@./]){_UNSEEN}|{_UNSEEN}(?=[\w@./])")
