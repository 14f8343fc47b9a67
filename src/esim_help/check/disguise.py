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
_NAMED_LETTER = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |SCRIPT )?|(?:NEGATIVE )?(?:CIRCLED"
    r"|SQUARED) LATIN CAPITAL LETTER "
    r"|REGIONAL INDICATOR SYMBOL LETTER |TAG LATIN SMALL LETTER )([A-Z])(?: WITH [A-Z ]+)?"
)
"""Names of characters that are letters with a hook or a stroke, or in a circle, a square or a flag."""
_SIGNS = str.maketrans("﹫＠∕⁄⧸．｡․٫‚➕＋", "@@///.....加+")
HAN_FIGURES = dict(zip("零〇一二三四五六七八九幺两壹贰貳叁參肆伍陆陸柒捌玖", "0012345678912122334566789", strict=True))
"""Han digits, the formal ones included."""
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖"
_HAN_TAIL = re.compile(
    rf"[{_FORMAL}](?<=[a-z0-9_-].)[{_FORMAL}]{{0,11}}"
    rf"|[{''.join(HAN_FIGURES)}](?<=[a-z0-9_-].)[{''.join(HAN_FIGURES)}]{{1,11}}(?![\u4e00-\u9fff])"
)
"""Han digits that close a Latin name: ``king八八``; not those that count something, ``App 三五天``."""
_FIGURES = {
    **{
        word: str(number)
        for number, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
    },
    **{"oh": "0", "nought": "0", "hundred": "00", "thousand": "000"},
}
_TENS = {
    word: str(ten)
    for ten, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_FIGURE = rf"(?:(?:(?:double|triple)[ -])?(?:{'|'.join(_FIGURES)})|{'|'.join(_TENS)})"
_SPELLED = re.compile(
    rf"(?=[defnostz])(?:(?<=[a-z]_){_FIGURE}(?:[\s,-]{{1,3}}{_FIGURE})*|\b{_FIGURE}(?:[\s,-]{{1,3}}{_FIGURE})+)\b"
)
"""Two English figures or more in a row, or one behind an underscore."""
_ONE_FIGURE = re.compile(rf"(?:(?P<times>double|triple)[ -])?(?P<word>{'|'.join([*_TENS, *_FIGURES])})")
_SIGN_WORDS = ("下划", "下横", "底线", "score", "划线", "横", "减号", "连字符", "dash", "hyphen", "minus")
"""One of them stands in every spelled-out underscore or dash."""
_UNDERSCORES = re.compile(r"(?<=[a-z0-9])[\s-]{0,3}(?:下划线|下横线|底线|\bunder ?score\b)[\s-]{0,3}(?=[a-z0-9])")
_DASHES = re.compile(
    r"(?<=[a-z0-9])(?:\s{0,3}(?:中划线|横杠|横线|减号|连字符)\s{0,3}|\s{1,3}(?:dash|hyphen|minus)\s{1,3})(?=[a-z0-9])"
)
_PERCENT = re.compile(r"%([2-7][0-9a-f])")
_TLD = r"(?:com|net|org|cn|me|io|cc|tv|ly|gg|im|top|xyz|vip|co)"
_MIDDLE_DOT = re.compile(rf"(?<=[a-z0-9])\s?[。·•∙⋅‧・]\s?(?={_TLD}\b)|(?<=[a-z0-9]),(?={_TLD}/)")
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
_DOTTED = re.compile(r"(?<![a-z0-9.])[a-z](?:[.·/][a-z0-9_]){4,}(?![a-z0-9])")
"""Five or more single characters with the same gap between them."""


def fold_disguise(text: str) -> str:
    """``text`` in plain lower-case characters: width, styles, accents, invisible characters and look-alikes undone.

    >>> fold_disguise("ｔ．ｍе/Ｋa\u200bka")
    't.me/kaka'
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """Character to what it folds to, worked out when it is first met: ``translate`` is fast on what it finds."""

    def __missing__(self, code: int) -> str:
        letter = _NAMED_LETTER.fullmatch(unicodedata.name(chr(code), "")) if code > 0x7F else None
        self[code] = plain = letter[1].lower() if letter else "".join(map(_plain, _decomposed(chr(code))))
        return plain


def _decomposed(character: str) -> str:
    """A character in its parts; a figure in any dress as a figure."""
    figure = unicodedata.digit(character, None)
    return str(figure) if figure is not None else unicodedata.normalize("NFKD", character.translate(_SIGNS))


def _plain(character: str) -> str:
    """One decomposed character in plain lower case; empty when nobody sees it, or when it is a picture."""
    unseen = unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc", "So", "Sk") and character not in "\n^`"
    return "" if unseen else character.casefold().translate(_LOOK_ALIKES).translate(_SIGNS)


_PLAIN = _Plain()


def undisguise(text: str) -> str:
    """The folded text with spelled-out signs and figures, and spaced letters, put together.

    >>> undisguise("t [dot] me slash k a k a _ 8")
    't.me/kaka_8'
    >>> undisguise("king underscore eight eight，king八八")
    'king_88,king88'
    """
    folded = fold_disguise(text)
    if "%" in folded:
        folded = _PERCENT.sub(lambda match: chr(int(match[1], 16)), folded)
    folded = SPACED.sub(lambda match: match[0].replace(match["gap"], ""), folded)
    folded = _DOTTED.sub(lambda match: re.sub("[.·/]", "", match[0]), folded)
    folded = _SPELLED.sub(lambda match: _figures(match[0]), folded)
    if any(word in folded for word in _SIGN_WORDS):
        folded = _DASHES.sub("-", _UNDERSCORES.sub("_", folded))
    folded = _HAN_TAIL.sub(lambda match: "".join(map(HAN_FIGURES.__getitem__, match[0])), folded)
    folded = _SLASHES.sub("/", _ATS.sub("@", _DOTS.sub(".", _MIDDLE_DOT.sub(".", folded))))
    return _AROUND_SIGNS.sub(lambda match: match[1] or "@", _LONE_DOT.sub(".", folded))


def _figures(words: str) -> str:
    """English figures as digits.

    >>> _figures("four double zero seventy seven")
    '40077'
    """
    digits = ""
    for one in _ONE_FIGURE.finditer(words):
        if ten := _TENS.get(one["word"]):
            ends = _UNIT_FOLLOWS.match(words, one.end())
            digits += ten if ends else f"{ten}0"
        else:
            digits += _FIGURES[one["word"]] * {"double": 2, "triple": 3}.get(one["times"] or "", 1)
    return digits


_UNIT_FOLLOWS = re.compile(r"[\s-](?:one|two|three|four|five|six|seven|eight|nine)\b")


def is_disguised(text: str) -> bool:
    """Whether a word mixes Latin with look-alike letters, or holds invisible characters or spaced letters.

    >>> is_disguised("tеlegram"), is_disguised("te\u200blegram"), is_disguised("Telegram 群")
    (True, True, False)
    """
    if text.isascii():
        return False
    if _INVISIBLE.search(text) or _STYLED.search(text):
        return True
    folded = text.casefold()
    if not _ALIKE.search(folded):
        return False
    return any(_ALIKE.search(word) and _LATIN.search(word) for word in _WORD.findall(folded))


_WORD = re.compile(r"[^\W\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]")
_ALIKE = re.compile(f"[{''.join(map(chr, _LOOK_ALIKES))}]")
_UNSEEN = "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
_INVISIBLE = re.compile(rf"(?<=[\w@./]){_UNSEEN}|{_UNSEEN}(?=[\w@./])")
_PICTURE = "[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?"
_STYLED = re.compile(
    "[\U0001d400-\U0001d7ff\U0001f130-\U0001f189\u24b6-\u24e9]"
    rf"|{_PICTURE}(?:(?<=[A-Za-z].)|(?<=[A-Za-z].\ufe0f))[A-Za-z\u4e00-\u9fff](?![A-Za-z]{{2}})"
    rf"|{_PICTURE}(?:(?<=[\u4e00-\u9fff].)|(?<=[\u4e00-\u9fff].\ufe0f))[A-Za-z](?![A-Za-z])"
)
"""Letters in mathematical, boxed or circled dress, and letters with a picture between them."""
