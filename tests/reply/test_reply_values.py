"""What may fill a placeholder, type by type."""

from __future__ import annotations

from typing import get_args

import pytest
from reply_samples import BARE, SETTINGS, blank, reply, script

from esim_help.model.script import PlaceholderType
from esim_help.reply.invalid import InvalidValue
from esim_help.reply.values import READERS

RIGHT = [
    ("text", "  a, b: {c}  ", "a, b: {c}"),
    ("text", "x" * 300, "x" * 300),
    ("text", "错误：余额不足 🙂 ❤\ufe0f", "错误：余额不足 🙂 ❤\ufe0f"),
    # two dates whose sixteen digits pass the Luhn check
    ("text", "2026-11-22 2026-11-18", "2026-11-22 2026-11-18"),
    ("text", "4111 1111 1111 1112", "4111 1111 1111 1112"),
    ("name", "王女士", "王女士"),
    ("name", "O'Neil–Ångström", "O'Neil–Ångström"),
    ("name", "\U00031350", "\U00031350"),
    ("amount", "20", "20"),
    ("amount", "19.90", "19.90"),
    ("amount", "１９.９", "19.9"),
    ("currency", "usd", "USD"),
    ("currency", "CNY", "CNY"),
    ("date", "2026-11-22", "2026-11-22"),
    ("date", "2024-02-29", "2024-02-29"),
    ("datetime", "2026-11-22 09:05", "2026-11-22 09:05"),
    ("card", "leb", "leb"),
    ("card", "red", "Red Card"),
    ("choice", "monthly", "monthly"),
    ("last4", "0123", "0123"),
    ("last4", "０１２３", "0123"),
    ("reference", "AB-12_3/x.y#9", "AB-12_3/x.y#9"),
    ("link", "https://help.example.test/a", "https://help.example.test/a"),
    ("link", "https://PAY.example.test", "https://PAY.example.test"),
]
WRONG = [
    *[(type, value, "is empty") for type in get_args(PlaceholderType) for value in ("", " ", "\u3000", "\u0301")],
    *[(type, "a\nb", "line break (U+000A)") for type in get_args(PlaceholderType)],
    ("text", "x" * 301, "has 301 characters; at most 300"),
    ("name", "x" * 61, "has 61 characters; at most 60"),
    ("name", "a\tb", "U+0009"),
    ("name", "Ann\n", "U+000A"),
    ("name", "a\u2028b", "a line break (U+2028)"),
    ("name", "a\x85b", "U+0085"),
    ("name", "a\u200bb", "invisible or direction-changing character (U+200B)"),
    ("name", "\ufeffa", "U+FEFF"),
    ("name", "a\u202eb", "U+202E"),
    ("name", "a\u2066b", "U+2066"),
    ("name", "a\u00adb", "U+00AD"),
    ("name", "\u3164", "shows as nothing (U+3164)"),
    ("name", "\u2800", "U+2800"),
    ("name", "a\U000e0041", "U+E0041"),
    ("name", "a\ufffe", "U+FFFE"),
    ("name", "a\ue000", "private-use"),
    ("name", "a\udc80", "a byte that is not text"),
    ("text", "{{agent.name}}", "holds '{{'"),
    ("text", "}}", "holds '}}'"),
    ("text", "::: red", "holds ':::'"),
    *[
        (type, value, "payment card number")
        for type, value in [
            ("text", "my card is 4111111111111111 ok"),
            ("text", "4111 1111 1111 1111"),
            ("text", "4111-1111-1111-1111"),
            ("text", "4111 – 1111 – 1111 – 1111"),
            ("text", "４１１１１１１１１１１１１１１１"),
            ("text", "20 4111 1111 1111 1111 20"),
            ("text", "378282246310005"),
            ("text", "4222222222222"),
            ("text", "6304000000000000000"),
            ("name", "4111111111111111"),
            ("reference", "4111-1111-1111-1111"),
            ("amount", "4111111111111111"),
            ("last4", "4111111111111111"),
            ("link", "https://help.example.test/4111111111111111"),
        ]
    ],
    *[
        ("amount", value, "is not an amount")
        for value in ("1,234.50", "19.999", "-5", "5 USD", "$5", ".5", "1e3", "٥", "1234567890")
    ],
    *[("currency", value, "is not a currency") for value in ("US", "USDT", "元", "U$D", "ＵＳ１")],
    *[
        ("date", value, "is not a real date")
        for value in ("2026-02-30", "22.11.2026", "2026-11-22 10:00", "20261122", "today", "2026-W01-1")
    ],
    *[
        ("datetime", value, "is not a real date and time")
        for value in ("2026-11-22", "2026-11-22T10:00", "2026-11-22 24:00", "2026-11-22 10:00:00", "2026-13-01 10:00")
    ],
    *[("card", value, "use one of red, leb") for value in ("blue", "红卡", "RED")],
    ("choice", "weekly", "use one of daily, monthly"),
    *[("last4", value, "is not four digits") for value in ("123", "12345", "12a4", "٠١٢٣")],
    *[("reference", value, "is not a reference") for value in ("a b", "单号1", "x" * 65, "a{b", "<b>")],
    *[
        ("link", value, "is no link to base_url or channels.hosts")
        for value in (
            "http://help.example.test/",
            "https://evil.test/",
            "https://help.example.test.evil.test/",
            "https://help.example.test@evil.test/",
            "https://evil.test\\@help.example.test/",
            "https://user@help.example.test/",
            "https://help.example.test:8443/",
            "https://sub.help.example.test/",
            "https://[help.example.test/",
            "//help.example.test/",
            "help.example.test",
            "https://help.example.test/a b",
            "https://help.example.test/<b>",
            "javascript:alert(1)",
            "https://hеlp.example.test/",
        )
    ],
    ("link", "https://help.example.test/" + "x" * 500, "at most 500"),
]


def only(type: PlaceholderType):
    # A `card` of another name, so that its type is what is tested.
    return script("<{{x}}>", blank("x", type, choices=("daily", "monthly") if type == "choice" else ()))


def test_every_type_has_a_reader():
    assert set(READERS) == set(get_args(PlaceholderType))
    assert {type for type, _, _ in RIGHT} == set(READERS)


@pytest.mark.parametrize(("type", "value", "stands"), RIGHT)
def test_a_value_that_fits_stands_in_the_text(type, value, stands):
    assert reply(only(type), {"x": value}).text == f"<{stands}>"


@pytest.mark.parametrize(("type", "value", "why"), WRONG)
def test_a_value_that_does_not_fit_is_refused_with_what_would_be_right(type, value, why):
    with pytest.raises(InvalidValue) as error:
        reply(only(type), {"x": value})
    assert why in str(error.value)
    assert error.value.exit_code == 2
    assert error.value.faults[0].name == "x"


def test_all_wrong_values_are_in_one_message_even_beside_missing_ones():
    one = script("{{a}} {{d}} {{m}}", blank("a", "amount"), blank("d", "date"), blank("m"))
    with pytest.raises(InvalidValue) as error:
        reply(one, {"a": "1,234.50", "d": "tomorrow"})
    assert [fault.name for fault in error.value.faults] == ["a", "d"]
    assert "a: '1,234.50' is not an amount; write digits" in str(error.value)
    assert "d: 'tomorrow' is not a real date; write YYYY-MM-DD" in str(error.value)


def test_a_wrong_value_is_refused_also_where_the_text_does_not_use_it():
    with pytest.raises(InvalidValue):
        reply(script("Body", blank("a", "amount")), {"a": "lots"})


def test_a_wrong_value_from_the_customer_is_refused_too():
    with pytest.raises(InvalidValue):
        reply(only("amount"), from_customer={"x": "lots"})


@pytest.mark.parametrize(
    "value", ["4111 1111 1111 1111", "４１１１１１１１-11111111", "4111\n111111111111", "4111,1111,1111,1111x"]
)
def test_no_message_repeats_a_long_number(value):
    with pytest.raises(InvalidValue) as error:
        reply(only("amount"), {"x": value})
    given = error.value.faults[0].given
    assert sum(character.isdigit() for character in given) == 4
    assert given in str(error.value)


def test_a_card_that_is_not_the_scripts_is_refused():
    with pytest.raises(InvalidValue, match=r"card: 'leb' is no card of this script; use one of red$"):
        reply(script("Body", cards=("red",)), {"card": "leb"})


def test_the_name_card_is_a_card_whatever_the_script_declares():
    with pytest.raises(InvalidValue, match="use one of red, leb"):
        reply(script("{{card}}", blank("card", "text")), {"card": "anything"})


def test_while_no_host_is_set_the_agent_vouches_for_a_link():
    link = "https://help.example.test/zh/a/"
    assert reply(script("{{link.article}}"), {"link.article": link}, settings=BARE).text == link
    with pytest.raises(InvalidValue, match="no link; write https:// and a host"):
        reply(script("{{link.article}}"), {"link.article": "http://help.example.test/"}, settings=BARE)


def test_values_that_make_a_mark_only_together_are_refused():
    with pytest.raises(InvalidValue, match="together with what stands beside it"):
        reply(script("{{a}}{{b}}", blank("a"), blank("b")), {"a": "x{", "b": "{y"})
    with pytest.raises(InvalidValue, match="a: '::'"):
        reply(script("Time: {{a}}:", blank("a")), {"a": "::"})
    assert reply(script("{{a}}", blank("a")), {"a": "{y}"}, settings=SETTINGS).text == "{y}"
