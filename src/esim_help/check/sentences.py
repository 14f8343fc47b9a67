"""Sentences, and what they are: a question, a sentence that says a thing is not stated, a sentence that denies."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？!?\n]+|\.(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\be\.g|\bi\.e|\betc|\bvs)\.?$", re.IGNORECASE)

QUESTION = re.compile(
    r"[？?]\s*[”\"」）)]*$|吗[。”]?$|能不能|能否|可不可以|是不是|是否|([\u4e00-\u9fff])不\1|会不会|有没有|要不要|\bwhether\b",
    re.IGNORECASE,
)
NOT_STATED = re.compile(
    r"(?:没有?|未|并没)(?:人)?(?:写|提|列|说|点名|注明|给出|规定|明确|包括)|不(?:能|可以?)确认|不是全部|列全"
    r"|无法(?:确认|证实)|不清楚|不知道|不确定"
    r"|\bnot (?:\w+ )?(?:named|listed|mentioned|stated|said|given|described|complete)\b"
    r"|\bneither (?:of (?:our|the) )?(?:\w+ )?guides?\b"
    r"|\b(?:in|by) neither\b|\bsay neither\b|\b(?:does|do|did)(?: not|n't) (?:\w+ )?(?:name|mention|list"
    r"|say|state|describe|give|tell|define)\b"
    r"|\b(?:names?|gives?|states?|lists?|mentions?|contains?) (?:no|none|nothing)\b|\bcan(?:not"
    r"|'t) (?:confirm|say)\b|\bsays? nothing\b"
    r"|\b(?:says?|goes) (?:it )?no (?:more|further)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"[不没未无非别勿莫]|切忌|拒绝|骗|假冒|\b(?:not|never|no|nobody|none|nothing|neither|nor|without"
    r"|cannot|fake|refuse|avoid|leave out)\b|n't\b",
    re.IGNORECASE,
)

CLAUSE_END = re.compile(r"[，,；;：:—]|\bbut\b|\band then\b|但是?|不过")
_ASIDE = re.compile(
    r"问(?!题)|咨询|看看|看(?:清|一下|有没有)|有没有|是不是|是否|找(?:找|一下|不到)|留意|确认|核实|核对|骗|假|冒充|不要(?!钱)|别(?!的|人|担心)|切勿|请勿|不提供|不承诺|不能.{0,4}承诺|需要的话|怎么|多少|哪|几(?=[次天个])"
    r"|要求|申请|只给你?自己|想[要让问知退]|不想|说[“「\"]"
    r"|\b(?:ask(?:s|ed|ing)?|scam\w*|fake|never|look (?:for|at|in|on)"
    r"|check|see (?:if|which|what|whether)|find out|would like|'d like|want(?:s|ed)?|which|what|how"
    r"|(?<!on )requests?|promise"
    r"|(?:for you|yours?) alone|to yourself)\b|\bdo not\b|\bdon't (?!worry)",
    re.IGNORECASE,
)
_LEADS_ASIDE = re.compile(
    r"问|准备|备好|不要|别|切勿|骗|假|有没有|是不是|看看|核对|\b(?:ask|never|do not|don't|scam|fake"
    r"|look for|check|whether|ready)\b",
    re.IGNORECASE,
)
"""Sets aside the list that the line introduces."""
_SUPPOSED = re.compile(
    r"如果|要是|假如|万一|若是?|有人|谁|对方|陌生|\b(?:if|whether|unless|anyone|someone|whoever|somebody)\b",
    re.IGNORECASE,
)
"""Sets aside what follows in its clause only."""
_INSTRUCTION = re.compile(
    r"^\W*(?:第.步[，,：: ]*)?(?:(?:请|也?可以|不妨|所以|先|再|然后|最后|也|就|之后|接着|登录后|付款[前后时])[，, ]*)*"
    r"(?:看|选|见|找|查|问|按|点|打开|登录|核对|填|换|联系|备份|记|带|等|试|别|不要|确认|输入|买|避免|保存|留|截图|准备|翻|照|拿|去|到|想|算|写|进入|用|回复|告诉)"
    r"|^\W*(?:step \w+[:,. ]*)?(?:(?:please|then|and|first|next|now|also|again|always|or|before \w+ \w+"
    r"|after \w+ \w+|once \w+ \w+ \w+ \w+),? )*"
    r"(?:see|choose|pick|look|sign|find|fill|read|ask|contact|check|go|open|turn|try|move|avoid|back|keep|take|compare|follow"
    r"|remind|enter|type|use|write|tell|reply|note|select|tap|press|search|confirm|do not|don't|never|make"
    r"|watch|count|wait|update)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:if|when|after|before|once|as soon as)\b[^,]*,\s*|^(?:如果|要是|还没|没有?|不|先)[^，]{1,16}[，,]"
    r"|^[^，。]{1,16}[，,](?=请|先|也|再|就|可以)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?<![看常罕意少])(?:参?见(?!到)|参照)|(?:先|可以|再|去)问|(?:^|[，,：:；]|先|请|卡)\W*(?:看|照)(?![到着])"
    r"|以[^，。]{1,16}为准|^\W*(?:please )?see\b"
    r"|[:：,] (?:see|follow)\b|^\W*follow\b|\bas in\b|\bpayment page shows\b|\bgo by\b",
    re.IGNORECASE,
)
_POINTER = re.compile(r"^\W*(?:请)?(?:看|见|参见|参照)|^\W*(?:please )?see\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?:对方|有人|谁|骗子)[^，。]{0,6}(?:说|要|让|催)|\b(?:anyone|someone|whoever|somebody)\b[^.]{0,20}"
    r"\b(?:says?|tells?|claims?|asks?|wants?)\b",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r"^(?:please )?(?:do not|don't|never)\b(?! worry)[^;:—]*$", re.IGNORECASE)
_TO_HAND = re.compile(r"(?:准备好?|带上|附上|写明|ready|bring|include)[^，。,.]{0,12}[:：][^:：]*$", re.IGNORECASE)
_END_MARK = re.compile(r"[。！？.!?…][”」）)\"']*$")
LONGEST_LABEL = 60
"""A run of text without a closing mark, no wider than this (a Han character counts for three), only names a thing."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a passage, with their closing mark.

    >>> list(sentences("先登录。能查吗？ Pay by card, e.g. a debit card. Done"))
    ['先登录。', '能查吗？', 'Pay by card, e.g. a debit card.', 'Done']
    """
    start = 0
    for end in _END.finditer(text):
        if end[0] == "." and _ABBREVIATION.search(text, start, end.end()):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if rest := text[start:].strip():
        yield rest


def is_question(sentence: str) -> bool:
    """Whether the sentence asks, or says that something is asked.

    >>> is_question("能不能用，请看付款页。"), is_question("可以用。")
    (True, False)
    """
    return QUESTION.search(sentence) is not None


def says_not_stated(sentence: str) -> bool:
    """Whether the sentence says that something is left open.

    >>> says_not_stated("leb 的指南没有提到。"), says_not_stated("不支持 PayPal。")
    (True, False)
    """
    return NOT_STATED.search(sentence) is not None


def denies(words: str) -> bool:
    """Whether the words hold a negation.

    >>> denies("我们不能保证"), denies("a promise")
    (True, False)
    """
    return _DENIED.search(words) is not None


def clause_around(sentence: str, at: int) -> str:
    """The clause of a sentence that the character at ``at`` stands in.

    >>> clause_around("先登录，看余额；再付款。", 5)
    '看余额'
    """
    start = max((end.end() for end in CLAUSE_END.finditer(sentence, 0, at)), default=0)
    end = CLAUSE_END.search(sentence, at)
    return sentence[start : end.start() if end else len(sentence)]


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence.

    >>> clauses("先登录，看余额；再付款。")
    ['先登录', '看余额', '再付款。']
    """
    return CLAUSE_END.split(sentence)


def is_instruction(sentence: str) -> bool:
    """Whether the sentence tells the reader to do something.

    >>> is_instruction("先看余额。"), is_instruction("Then choose one."), is_instruction("余额会变。")
    (True, True, False)
    """
    return _INSTRUCTION.search(_CONDITION.sub("", sentence)) is not None


def is_pointer(sentence: str) -> bool:
    """Whether the sentence sends the reader to another page.

    >>> is_pointer("步骤见红卡怎么查余额。"), is_pointer("See Home."), is_pointer("余额会变。")
    (True, True, False)
    """
    return _POINTS.search(sentence) is not None


def is_set_aside(sentence: str, at: int, lead: str = "", supposable: bool = True) -> bool:
    """Whether what stands at ``at`` is only asked after, supposed or warned of, in its clause or in the line before.

    What is not ``supposable`` is said even behind an ``if``.

    >>> is_set_aside("问客服要不要护照。", 6), is_set_aside("注册要护照。", 3)
    (True, False)
    """
    before = sentence[:at]
    if _FORBIDDEN.search(before) or _TO_HAND.search(before):
        return True
    if supposable and _SUPPOSED.search(CLAUSE_END.split(before)[-1]):
        return True
    clause = clause_around(sentence, at)
    return any(map(bool, (_POINTER.search(clause), _ASIDE.search(clause), _LEADS_ASIDE.search(lead))))


def is_reported(before: str) -> bool:
    """Whether what follows ``before`` is what somebody else says.

    >>> is_reported("对方说“"), is_reported("我们说“")
    (True, False)
    """
    return _REPORTED.search(before) is not None


def is_label(sentence: str) -> bool:
    """Whether the words only name a thing: a heading, a cell, a short item of a list.

    >>> is_label("Invoices"), is_label("Invoices are sent by e-mail.")
    (True, False)
    """
    width = sum(3 if character > "\u2e7f" else 1 for character in sentence)
    return width <= LONGEST_LABEL and _END_MARK.search(sentence) is None
