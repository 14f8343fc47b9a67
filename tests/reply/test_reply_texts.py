"""What a reply says: channels, languages, the e-mail's frame, card blocks, blanks filled with nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reply_samples import BARE, FRAME, SETTINGS, blank, reply, script

from esim_help.errors import ContentError, ProjectError, UsageError
from esim_help.model.settings import Desk
from esim_help.reply.reply import reply_json

BLOCKS = "Sign in.\n\n::: red\nSee the balance.\n:::\n\n::: leb\nSee the plan.\n:::\n\nDone?"
CHANNELS = {"chat": "chat words", "phone": "spoken words"}


@pytest.mark.parametrize(
    ("texts", "channel", "said"),
    [
        (CHANNELS, "chat", "chat words"),
        (CHANNELS, "phone", "spoken words"),
        ({"chat": "chat words"}, "phone", "chat words"),
        ({"chat": "chat words", "phone": "\n"}, "phone", "chat words"),
    ],
)
def test_a_channel_says_its_own_words_or_those_of_chat(texts, channel, said):
    assert reply(script(texts), channel=channel).text == said


@pytest.mark.parametrize(
    ("lang", "settings", "given", "whole"),
    [
        ("en", SETTINGS, FRAME, "Hello customer,\n\nBody\n\nCase number: C-7\nAnn\nSupport desk"),
        ("zh", SETTINGS, FRAME, "尊敬的客户：\n\nBody\n\n编号：C-7\nAnn\n客服组"),
        ("zh", SETTINGS, {**FRAME, "customer.name": "王女士"}, "尊敬的王女士：\n\nBody\n\n编号：C-7\nAnn\n客服组"),
        ("en", BARE, {**FRAME, "desk.name": "Desk 2"}, "Hello customer,\n\nBody\n\nCase number: C-7\nAnn\nDesk 2"),
        (
            "en",
            replace(
                SETTINGS, desk=Desk({}, {}, {"en": "Hi,\n"}, {"en": "#{{ case.id }}"}, {"zh": "此致", "en": "Bye"})
            ),
            {"case.id": "9"},
            "Hi,\n\nBody\n\n#9\nBye",
        ),
        (
            "en",
            replace(SETTINGS, desk=Desk({"zh": "组"}, salutation={"zh": "喂"})),
            FRAME,
            "Hello customer,\n\nBody\n\nCase number: C-7\nAnn\n组",
        ),
    ],
    ids=[
        "ours",
        "ours in Chinese",
        "named",
        "desk named by hand",
        "the desk's own",
        "the desk's own in another language only",
    ],
)
def test_an_email_stands_between_salutation_and_signature(lang, settings, given, whole):
    assert reply(script({"chat": "chat", "email": "Body\n"}), given, lang, "email", settings).text == whole


def test_an_email_without_its_own_words_frames_those_of_chat():
    assert "\n\nchat words\n\n" in reply(script(CHANNELS), FRAME, channel="email").text


def test_the_frame_uses_the_default_that_the_script_declares():
    one = script("Body", blank("customer.name", "name", {"zh": "您", "en": "there"}))
    assert reply(one, FRAME, channel="email").text.startswith("Hello there,\n")


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ({"signature": {"en": "{{desk.phone}}"}}, "desk.signature has an unknown {{desk.phone}}"),
        ({"case_line": {"en": "{{case.id"}}, "desk.case_line holds '{{'"),
        ({"salutation": {"en": "::: red\nHi\n:::"}}, "desk.salutation holds ':::'"),
    ],
)
def test_a_frame_that_cannot_be_filled_is_the_settings_fault(part, wrong):
    with pytest.raises(ProjectError, match=r"esim-help\.toml: ") as error:
        reply(script("Body"), FRAME, channel="email", settings=replace(SETTINGS, desk=Desk(**part)))
    assert wrong in str(error.value)


@pytest.mark.parametrize(
    ("text", "card", "said"),
    [
        (BLOCKS, "red", "Sign in.\n\nSee the balance.\n\nDone?"),
        (BLOCKS, "leb", "Sign in.\n\nSee the plan.\n\nDone?"),
        ("::: red R12 R14\n\nA\n\n:::\nB", "red", "A\n\nB"),
        ("::: red\nA\n:::\n\nB", "leb", "B"),
        ("B\n\n::: red\nA\n:::", "leb", "B"),
        ("B\n:::red\nA\n:::\nC", "leb", "B\nC"),
        ("B\n\n\nC", "leb", "B\n\n\nC"),
        ("B\n::: red\n1\n\n\n2\n:::", "red", "B\n1\n\n\n2"),
        ("{{card}}:\n::: red\nA {{card}}\n:::", "leb", "leb:"),
    ],
)
def test_only_the_blocks_of_the_card_are_kept_and_leave_no_gap(text, card, said):
    assert reply(script(text, blank("card", "card")), {"card": card}).text == said


def test_a_script_for_one_card_needs_none_to_be_given():
    one = script("{{card}}\n::: red\nA\n:::\n::: leb\nB\n:::", cards=("red",))
    assert reply(one, lang="zh").text == "红卡\nA"
    assert reply(one).used == {"card": "Red Card"}


def test_a_default_that_names_a_card_chooses_its_blocks():
    one = script(BLOCKS, blank("card", "card", {"zh": "红卡", "en": "Red Card"}))
    assert "balance" in reply(one).text
    assert "plan" in reply(one, {"card": " leb "}).text


def test_a_card_for_which_the_script_says_nothing_is_an_error():
    with pytest.raises(ContentError, match="says nothing for card 'leb'"):
        reply(script("::: red\nA\n:::"), {"card": "leb"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi {{x}}, sign in.", "Hi, sign in."),
        ("Paid {{x}} today", "Paid today"),
        ("Paid ({{x}}) today", "Paid () today"),
        ("( {{x}} )", "()"),
        ("{{x}} Hello", "Hello"),
        ("Thanks {{x}}\nBye", "Thanks\nBye"),
        ("{{x}}好，请登录", "好，请登录"),
        ("用 {{x}} ，付款", "用，付款"),
        ("a {{x}} {{x}} b", "a b"),
        ("a{{x}}b", "a b".replace(" ", "")),
        ("two  spaces {{x}} stay  there", "two  spaces stay  there"),
        ("one\n\n{{x}}\n\ntwo", "one\n\ntwo"),
        ("one\n{{x}} {{x}}\ntwo", "one\ntwo"),
        ("one\n\n{{x}}", "one"),
    ],
)
def test_a_blank_filled_with_nothing_leaves_no_space_behind(text, said):
    assert reply(script(text, blank("x", default=""))).text == said


def test_spaces_around_a_given_value_stay_as_the_writer_set_them():
    assert reply(script("a  {{x}} , b", blank("x")), {"x": " v "}).text == "a  v , b"


@pytest.mark.parametrize("text", ["{{x}} and {{", "x}} {{x}}", "see ::: here {{x}}", "{{{{x}}}}"])
def test_a_text_with_half_a_blank_is_the_writers_fault(text):
    with pytest.raises(ContentError, match=r"sample\.yaml:1: placeholder: the text in 'en' holds"):
        reply(script(text, blank("x")), {"x": "v"})


def test_an_undeclared_blank_is_the_writers_fault():
    with pytest.raises(ContentError, match=r"\{\{y\}\} is not declared"):
        reply(script("{{y}}"))


@pytest.mark.parametrize("default", ["{{agent.name}}", "}}", "::: red"])
def test_a_default_may_hold_no_placeholder(default):
    with pytest.raises(ContentError, match="default of 'x'"):
        reply(script("{{x}}", blank("x", default=default)))


def test_a_setting_that_would_look_like_a_blank_is_the_settings_fault():
    with pytest.raises(ProjectError, match=r"fills desk\.name"):
        reply(script("Body"), FRAME, channel="email", settings=replace(SETTINGS, desk=Desk({"en": "{{desk}}"})))


def test_a_language_that_the_script_lacks_is_named_with_those_it_has():
    with pytest.raises(UsageError, match="'sample' is not written in 'en'; use one of zh"):
        reply(script("", texts={"zh": {"chat": "好"}}))


def test_the_object_of_reply_json_has_these_keys():
    one = script("{{x}}, {{card}}, {{x}}", blank("x", "amount"), blank("card", "card"))
    assert reply_json(reply(one, {"card": "red", "x": "5"}, "zh")) == {
        "script": "sample",
        "lang": "zh",
        "channel": "chat",
        "text": "5, 红卡, 5",
        "used": {"x": "5", "card": "红卡"},
        "article": "renew-red",
        "escalation": {"when": "超时", "team": "tier-2"},
    }
