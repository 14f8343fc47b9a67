"""No value, however hostile, yields a reply with a blank or an expanded placeholder."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reply_samples import SETTINGS, blank, reply, script

from esim_help.errors import EsimHelpError, MissingPlaceholders
from esim_help.model.script import CHANNELS, PlaceholderType
from esim_help.reply.values import MARKS

TYPES = get_args(PlaceholderType)
NAMES = [f"p.{type}" for type in TYPES]
SECRET = "never-said"
PIECES = st.sampled_from(
    [
        "{",
        "}",
        ":",
        "{{",
        "}}",
        ":::",
        "{{secret}}",
        "{{ secret }}",
        "secret",
        "\n",
        "\0",
        " ",
        "::: red",
        "\u200b",
        "\\1",
        "$&",
        "%s",
    ]
)
HOSTILE = st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=6).map("".join))
FITTING = {
    "p.amount": "20",
    "p.currency": "USD",
    "p.date": "2026-11-22",
    "p.datetime": "2026-11-22 10:00",
    "p.card": "red",
    "p.choice": "daily",
    "p.last4": "0123",
    "p.reference": "R-1",
    "p.link": "https://help.example.test/",
}
TEXT = (
    "{{card}}{{customer.name}} {{p.text}}{{p.name}}: {{empty}}, {"
    + " ".join(f"{{{{{n}}}}}" for n in NAMES)
    + "}\n::: red\n{{p.text}}\n:::\nEnd"
)
SCRIPT = script(
    TEXT,
    *[blank(f"p.{type}", type, choices=("daily",) if type == "choice" else ()) for type in TYPES],
    blank("empty", default=""),
    blank("secret", default=SECRET),
    blank("card", "card"),
)


@settings(max_examples=300, deadline=None)
@given(
    values=st.fixed_dictionaries(
        {name: HOSTILE for name in ("p.text", "p.name", "customer.name")},
        optional={
            **{name: st.just(value) | HOSTILE for name, value in FITTING.items()},
            "case.id": HOSTILE,
            "agent.name": HOSTILE,
            "card": st.sampled_from(["red", "leb"]) | HOSTILE,
        },
    ),
    channel=st.sampled_from(CHANNELS),
    lang=st.sampled_from(["zh", "en"]),
)
def test_hostile_values_are_refused_or_stand_literally(values, channel, lang):
    try:
        written = reply(SCRIPT, values, lang, channel)
    except EsimHelpError:
        return
    assert_sound(written, values)


@settings(max_examples=300, deadline=None)
@given(first=HOSTILE, second=HOSTILE)
def test_two_hostile_values_side_by_side_are_refused_or_stand_literally(first, second):
    one = script(
        "[{{a}}{{b}}{{empty}}]", blank("a"), blank("b"), blank("empty", default=""), blank("secret", default=SECRET)
    )
    try:
        written = reply(one, {"a": first, "b": second})
    except EsimHelpError:
        return
    assert_sound(written, {"a": first, "b": second})
    assert written.text == f"[{written.used['a']}{written.used['b']}]"


@settings(max_examples=100, deadline=None)
@given(
    value=st.text(
        alphabet=st.characters(categories=["L", "N", "P", "S"], exclude_characters="{}:\u3164\u115f\u1160\uffa0\u2800"),
        min_size=1,
        max_size=12,
    )
)
def test_ordinary_words_are_always_taken(value):
    assert reply(script("<{{a}}>", blank("a")), {"a": value}).text == f"<{value}>"


def assert_sound(written, values):
    assert not any(mark in written.text for mark in MARKS)
    assert SECRET not in written.text
    assert "\0" not in written.text
    for name, stands in written.used.items():
        assert stands.strip() or name == "empty"
        if name in ("p.text", "p.name", "customer.name", "a", "b"):
            assert stands in values[name]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "p.card"])
def test_a_script_with_one_value_left_out_names_it(name):
    whole = {"card": "leb", "p.text": "t", "p.name": "n", **FITTING}
    assert reply(SCRIPT, whole).text
    with pytest.raises(MissingPlaceholders) as error:
        reply(SCRIPT, {key: value for key, value in whole.items() if key != name}, settings=SETTINGS)
    assert error.value.names == (name,)
