"""What a guide either speaks of or does not, kind by kind: a text speaks of it on a fact only. Data, no code."""

from __future__ import annotations

from collections.abc import Mapping

SENT_BY: Mapping[str, str] = {
    "text message": r"短信|\bsms\b|\btext messages?\b|\bby text\b|\btexts? you\b|\btexted\b",
    "e-mail": r"(?:发|寄|收到|会收|能收|通知|告诉|告知|提醒|送|附)[^，。；、和或]{0,12}(?<!这封)邮件"
    r"|邮件[^，。；]{0,10}(?:发|寄|通知|告诉|告知|提醒|送|附|里有)"
    r"|(?:发|寄|送)[^，。；]{0,8}邮箱|邮箱[^，。；]{0,6}(?:收到|会有|就有)|\b(?:by|via|in an) e-?mail\b"
    r"|\be-?mailed\b|\be-?mails (?:you|it)\b"
    r"|\b(?:sends?|sent|receives?|get|gets|arrives?|reach(?:es)?|comes?"
    r"|goes)\b[^.,;:]{0,30}(?<!this )\b(?:e-?mail|inbox)\b"
    r"|\be-?mail\b[^.,;:]{0,20}\b(?:arrives?|is sent|confirms|reaches|comes|tells|contains|follows)\b",
    "push notification": r"推送|弹窗|弹出|站内信|\bpush(?:es|ed)?\b(?: notifications?| messages?)|\bpop-?ups?\b"
    r"|\bin-app (?:message|notification|alert|banner)s?\b",
    "telephone call": r"打电话|电话通知|来电|回电|\b(?:phone|telephone) calls?\b|\bcalls? you\b|\bby (?:tele)?phone\b"
    r"|\bover the phone\b|\bdial\b|拨打|拨号",
    "letter": r"寄(?:信|到|给|出|达)|信件|纸质|邮寄|快递|\bby post\b|\bmailed\b|\bcourier\b|\bparcel\b|\bin the post\b",
}
PRICE_WORDS: Mapping[str, str] = {
    "free of charge": r"免费|免手续费|不(?:另|额外|再|会)?(?:收|加收|扣)(?:任何|你)?(?:费|钱|手续费|额外)"
    r"|不(?:用|需要?|必)(?:另外?|额外|再)?(?:加|付|交|掏|花)(?:钱|费)"
    r"|不要钱|不花钱|零手续费|零费用|(?<!-)\bfree\b(?! to|-form|ly)|\bfor nothing\b"
    r"|\b(?:no|without|zero) (?:any )?(?:extra |additional |hidden |further |processing )?(?:fees?|charges?|costs?)\b"
    r"|\bcosts? nothing\b",
    "discount": r"打\S?折|[\d一二三四五六七八九]折|折扣|优惠|减免|立减|满减|返现|返利|赠送|附赠|白送|半价"
    r"|便宜|省钱|\bdiscounts?\b"
    r"|\b(?:half[- ]price|cheaper|cheapest|cashback|bonus|coupons?|promo(?:tion)? codes?|special offers?)\b",
    "dearer": r"涨价|加价|更贵|翻倍|双倍|两倍|\bdouble the\b|\btwice (?:the|as)\b|\bmore expensive\b"
    r"|\bprice (?:rise|increase)s?\b",
}
TIMES: Mapping[str, str] = {
    "same day": r"当[天日晚]|同一天|同日|\bsame[- ]day\b|\bthe same (?:day|evening|morning|afternoon"
    r"|night)\b|\bby tonight\b",
    "next day": r"次日|隔[天日]|翌日|第二天|明[天日早晚]|过夜|\bovernight\b|\btomorrow\b"
    r"|\b(?:next|following) (?:\w+ )?(?:day|morning|evening|working|business)\b",
    "next period": r"下(?:个)?(?:周|月|星期|礼拜|季度)|\b(?:next|following) (?:\w+ )?(?:week|month|year"
    r"|quarter|period|cycle)\b",
    "soon": r"很快|不久(?:就|会)|随即|片刻|\b(?:shortly|promptly|before long|in a moment|in moments"
    r"|on the spot|as quickly as|quickly)\b",
    "weekday": r"(?<!每)(?:周|星期|礼拜)[一二三四五六日天](?![次个回])|周末|工作日|节假日|法定假|双休"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\bweekends?\b|\bweekdays?\b|\b(?:public |bank )?holidays\b",
    "time of day": r"(?:早上?|上午|中午|下午|晚上?|凌晨|夜里)\s?[零一二两三四五六七八九十\d]{1,3}\s?[点时]"
    r"|\d{1,2}\s?点(?:半|钟|整|到)|[零一二两三四五六七八九十]{1,3}点(?:半|钟|整|到)"
    r"|零点|午夜|半夜|深夜|夜间|\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b|\b\w+ o'clock\b|\bmidnight\b|\bnoon\b"
    r"|\b(?:at|by|until) night\b|\bday and night\b|\bin the (?:morning|evening|afternoon)\b|\bdaytime\b",
}
SCREEN_PARTS: Mapping[str, str] = {
    "button": r"按钮|按键|\bbuttons?\b",
    "icon": r"图标|头像|\bicons?\b|齿轮|三个点|三道杠",
    "menu": r"菜单|下拉|侧边栏|侧栏|\bmenus?\b|\bdrop-?down\b|\bside ?bar\b",
    "tab": r"选项卡|标签页|底部栏|\btabs?\b(?! on)",
    "place on a screen": r"[右左][上下]角|屏幕(?:上方|下方|顶部|底部|中间)|页面?(?:上方|下方|顶部|底部"
    r"|最下面|最上面)|\b(?:top|bottom|upper|lower)[- ](?:right|left)\b"
    r"|\b(?:top|bottom) of the (?:screen|page)\b|\bcorner\b",
    "home screen": r"(?<!护照)首页|主页|主界面|\bhome ?(?:screen|page)\b",
    "switch": r"开关(?!机|一|飞)|\btoggles?\b|\bslider\b",
    "path": r"\S\s*(?:>|＞|›|»|→|->)\s*\S",
}
CLOSED_LISTS: Mapping[str, Mapping[str, str]] = {
    "a way to send": SENT_BY,
    "a price": PRICE_WORDS,
    "a time": TIMES,
    "a part of a screen": SCREEN_PARTS,
}
