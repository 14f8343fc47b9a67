"""The words that the rules of wording look for, in both languages: data, declared once."""

from __future__ import annotations

import re
from collections.abc import Mapping

PAYMENT_METHODS: Mapping[str, str] = {
    "credit card": r"信用卡|credit cards?",
    "debit card": r"借记卡|储蓄卡|debit cards?",
    "prepaid card": r"预付卡|prepaid cards?",
    "Alipay": r"支付宝|ali ?pay",
    "WeChat Pay": r"微信(?!号|群|好友|联系|客服|公众号|小程序)|wechat(?: ?pay)?(?! (?:id|group|account|contact"
    r"|stranger|friend))",
    "PayPal": r"pay ?pal|贝宝",
    "Apple Pay": r"apple ?pay|苹果支付",
    "Google Pay": r"google (?:pay|wallet)|googlepay|谷歌(?:支付|钱包)",
    "Samsung Pay": r"samsung (?:pay|wallet)|三星(?:支付|钱包)",
    "LINE Pay": r"\bline ?pay\b|街口(?:支付)?",
    "UnionPay": r"银联|云闪付|union ?pay",
    "card networks": r"\bvisa\b|万事达|master ?card|american express|\bamex\b|美国运通|\bjcb\b",
    "bank transfer": r"银行(?:卡)?(?:转账|汇款)|网银(?:转账|支付|付款)|电汇|(?:bank|wire) transfers?|bank wires?",
    "gift card": r"礼品卡|礼物卡|gift ?cards?|gift vouchers?",
    "cash": r"现金|\bcash\b",
    "cheque": r"支票|\bcheques?\b",
    "cryptocurrency": r"加密货币|虚拟货币|比特币|泰达币|\busdt\b|\bbitcoins?\b|\bcrypto(?:currenc(?:y|ies))?\b",
    "instalments": r"花呗|分期付款|先用后付|\binstal?lments?\b|\bklarna\b|pay later",
    "other wallets": r"京东支付|八达通|\boctopus\b|\bstripe\b|\bvenmo\b|\brevolut\b|\bcash app\b|\bzelle\b",
}
METHOD = re.compile(
    "|".join(f"(?P<m{number}>{pattern})" for number, pattern in enumerate(PAYMENT_METHODS.values())), re.IGNORECASE
)
PAYMENT_PAGE = re.compile(r"付款页|支付页|payment page", re.IGNORECASE)
AFFIRMED = re.compile(
    r"可以|能用|可用|支持|接受|不行|不支持|\b(?:can|may|accepts?|accepted|works?|supports?|supported)\b", re.IGNORECASE
)

HEDGES: Mapping[str, str] = {
    "zh": r"通常|一般|可能|也许|或许|例如|比如|譬如|诸如|(?<!不)等(?=[。，；、）)”\s]|等|方式|几|$)|建议|常见"
    r"|部分|有些|有的|大多|往往|未必|不一定|大概|（如|一类|这类",
    "en": r"\b(?:normally|usually|typically|generally|often|may|might|could|such as|for example|for instance"
    r"|e\.g|and so on|and the like"
    r"|common(?:ly)?|some|suggests?|suggested|recommends?|advises?|likely|perhaps|probably|tends? to"
    r"|not always|sometimes|among others)\b",
}
HEDGE = re.compile("|".join(HEDGES.values()), re.IGNORECASE)
"""In either language: an English page quotes Chinese names, a Chinese one English words."""

MUST = re.compile(
    r"必须|必需|务必|一定[要得]|非得|(?:也|还|都|就|要|才|，|^)得(?=[先把用有在去换交付填写])|须(?=[先在用持提要])|强制|硬性"
    r"|\b(?:must|have to|has to|(?:are|is|be) (?:required|obliged|mandatory|compulsory|necessary)"
    r"|required to|mandatory|compulsory"
    r"|obligatory)\b|(?<!no )(?<!not )(?<!n't )\bneeds? to\b",
    re.IGNORECASE,
)
DUTY = re.compile(
    rf"{MUST.pattern}|应|要(?=[先用准安小设确核])|\b(?:should|first)\b|\bhas to\b|take care", re.IGNORECASE
)
"""What states a duty in a fact, where it may be said more softly."""
CLOSING = re.compile(
    r"只[有能收用限]|仅(?!供)|别无|除此之外|就这[几两三四]|[一二两三四五六]种(?:[。，；]|$)|每[种个款张次]|所有|一律|都会|总会|每次"
    r"|\b(?:only|nothing else|no other|no others|all|every|always|each time|everyone|none but|solely|exclusively)\b",
    re.IGNORECASE,
)
"""What makes all of some."""
OUR_VOICE = re.compile(
    r"指南|我们|本站|本帮助中心|\bguides?\b|\bwe\b|\bour\b|this help centre|[你您]的银行|\byour bank\b", re.IGNORECASE
)
THE_GUIDE = re.compile(r"指南|清单|\bguides?\b|\blist\b", re.IGNORECASE)
THRESHOLD = re.compile(
    r"(?:超过|满|多于|过了|等满|等了|more than|over|longer than|past|after|等)\s*(?:这|the|those)?\s*$", re.IGNORECASE
)
"""What stands before a quantity that is waited for, and so promises nothing."""

PROMISES: tuple[str, ...] = (
    r"保证|担保|包(?:退|赔|换|过|到账)|承诺",
    r"(?<!不)一定(?:会|能|可以|成功|到|有)|必定|必然会|肯定(?:会|能|可以)|绝对|百分之?百|百分百"
    r"|100\s?[%％]|万无一失|零风险|无风险",
    r"(?:马上|立即|立刻|即刻|即时|实时|瞬间|秒|当场)(?:会|就能?|可|能)?(?:到账|入账|生效|恢复|退款|退回"
    r"|开通|到|更新|收到|激活)|秒(?:到|充|退|回)",
    r"(?:退款|退费)(?:会|将)|(?:会|将|可以|能|可)(?:被|为您|给您|自动|全额|原路|立即)*(?:退款|退回|退还"
    r"|返还|赔偿|补偿)|全额退款|原路(?:退回|返回)"
    r"|(?:退|返|补)(?:回|到|还|给)[^，。；]{0,8}(?:余额|账户|卡|钱包|你|您)|还给[你您]|回到(?:你的?|您的?)?(?:余额|账户|卡|钱包)|即可退|就能退",
    r"\b(?:com\w+|came|goes|go|paid|put|credited|returned|sent) (?:straight |right )?back (?:to|into"
    r"|onto) (?:your|the|their) (?:\w+ )?"
    r"(?:balance|account|card|wallet|bank)|\byou(?:\'ll| will| can| should| may)? (?:get|receive"
    r"|have) (?:(?:it|all|the|your|that|this) ?)(?:\w+ ){0,2}back\b"
    r"|\b(?:we|they|support|who) (?:will |can |then )?(?:returns?|gives? back|pays? back|refunds?"
    r"|reimburses?|credits?)\b|\bcompensat(?:es?|ion for)\b",
    r"必(?:有|会|达|能)|不用担心|无需担心|大可放心|没有?任何风险|不会有(?:任何)?(?:问题|损失)"
    r"|\bdon't worry\b|\bno need to worry\b|\bnothing to worry\b|\byou won't (?:lose|miss|be charged|need)\b",
    r"全天候|全年无休|二十四小时(?:在线|服务)|24\s?小时(?:在线|服务|客服)|随叫随到",
    r"(?:不会|绝不)(?:丢失|失败|中断|出错|收费|扣款)",
    r"\bguarantee[ds]?\b|\bpromise[ds]?\b|\bassured?\b|\brest assured\b|\bfor sure\b|\bdefinitely\b"
    r"|\bcertainly\b|\bwithout fail\b|\brisk[- ]free\b|100\s?percent",
    r"\b(?:instant(?:ly)?|immediate(?:ly)?|at once|right away|straight away|in real time|in no time)\b[^.;:]{0,30}"
    r"\b(?:credit(?:ed)?|arriv\w+|show\w*|appear\w*|available|restor\w+|activ\w+|effect\w*|refund\w*"
    r"|added|updated|works?|online)\b",
    r"\b(?:credit(?:ed|s)?|arriv(?:e|es|ed)|shows?(?: up)?|appears?|available|restored|activ(?:e|ated)"
    r"|takes? effect|starts?|refunded|added|works?)\b"
    r"[^.;:,]{0,15}\b(?:instantly|immediately|at once|right away|straight away|in real time|in no time)\b",
    r"\b(?:will|shall|'ll)(?: \w+){0,2} (?:be )?(?:refund(?:ed)?|reimburse[d]?|compensate[d]?"
    r"|returned to|credited back|restored)\b|\bfull refund\b|\bmoney[- ]back\b",
    r"\bwill always\b|\bnever fails?\b|\balways (?:works?|arrives?|succeeds?)\b|\baround the clock\b"
    r"|\bround[- ]the[- ]clock\b|\b24/7\b",
    r"\byou will not (?:lose|be charged|pay)\b|\byou(?:'ll| will) never\b",
)
PROMISE = re.compile("|".join(PROMISES), re.IGNORECASE)

ABSOLUTE = re.compile(
    r"只要[^，。]*[，]?[^，。]{0,12}就|凡是?|从不|从来不|总是|每次都|一律|永远|(?:所有|任何|每)[^，。]{1,12}都|不管[^。]*都"
    r"|\balways\b|\bnever\b|\bevery\b|\beach time\b|\bno matter\b|\bas long as\b|\bwhenever\b",
    re.IGNORECASE,
)
"""What leaves no exception; said of what the reader does, it is advice."""

ADVERTISING = re.compile(
    r"首选|第一品牌|最(?:优惠|便宜|划算|好用|稳定|快|佳)|超值|优质|极速|飞快|畅享|畅游|尊享|无忧"
    r"|放心使用|轻松(?:搞定|续费)|一键搞定|性价比|广受好评|深受|值得信赖|无缝|限时|抢购|立减"
    r"|\b(?:best|cheapest|fastest|leading|world-class|award-winning|unbeatable|amazing|hassle-free"
    r"|seamless(?:ly)?|effortless(?:ly)?|blazing|lightning-fast|premium"
    r"|widely praised|highly rated|number one|no\. ?1|great value|limited[- ]time|exclusive offer"
    r"|worry[- ]free|simply|most popular|trusted by)\b",
    re.IGNORECASE,
)

SECRET = re.compile(
    r"(?<!礼品)(?:银行)?卡号|信用卡号|CVV|CVC|安全码|密码|验证码|校验码|动态码|口令|\bPIN\b"
    r"|\b(?:(?:bank|credit|debit)[- ])?card numbers?\b|\bsecurity codes?\b|\bpass(?:words?|codes?)\b"
    r"|\bone[- ]time (?:codes?|passwords?)\b|\b(?:verification|sms) codes?\b|\bOTPs?\b",
    re.IGNORECASE,
)
TELL = re.compile(
    r"(?:发(?:给|送|来|过来|一下|我)|告诉|告知|提供|报(?:给|一下|出|上)|念(?:给|一下|出)?|说(?:给|一下"
    r"|出)|给(?:我|客服)|回复|交给|核对一下您的|问(?:客人|对方)要|索要|要(?:到|来))"
    r"|\b(?:send|tell|give|share|provide|reply with|read (?:me|out)|let me have|confirm"
    r"|ask (?:the customer |them |you )?for|need|say)\b(?! (?:them|him|her)\b)",
    re.IGNORECASE,
)
LAST_FOUR = re.compile(r"后四位|最后四位|末四位|last four|last 4", re.IGNORECASE)
REFUSED = re.compile(
    r"[不没未无别勿莫]|切忌|拒绝|骗|遮|打码|当作假|\b(?:not|never|no|nobody|none|nothing|neither|nor"
    r"|without|cannot|fake|refuse|avoid|cover|leave out|asks (?:you )?for)\b|n't\b",
    re.IGNORECASE,
)
