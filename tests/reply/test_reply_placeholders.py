"""Which blanks a reply has, who may fill them, and what is said when one stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reply_samples import BARE, FRAME, SETTINGS, blank, reply, script

from esim_help.errors import MissingPlaceholders, UsageError
from esim_help.model.settings import Channels
from esim_help.reply.placeholders import placeholders_for

BY_CARD = "{{b}}\n::: red\n{{r}} {{a}}\n:::\n::: leb\n{{a}} {{l}}\n:::\n{{z}} {{b}}"
BLANKS = [blank(name) for name in ("a", "b", "l", "r", "z")]
EMAIL = {"chat": "{{b}}", "email": "{{z}} {{a}}"}


@pytest.mark.parametrize(
    ("text", "channel", "card", "names"),
    [
        ("{{z}} {{a}} {{z}}", "chat", "", "z a"),
        ("none", "chat", "", ""),
        ("none", "email", "", "customer.name case.id agent.name desk.name"),
        (EMAIL, "chat", "", "b"),
        (EMAIL, "phone", "", "b"),
        (EMAIL, "email", "", "customer.name z a case.id agent.name desk.name"),
        (BY_CARD, "chat", "red", "b card r a z"),
        (BY_CARD, "chat", "leb", "b card a l z"),
        (BY_CARD, "chat", "", "b card a z"),
        ("{{b}} {{card}}", "chat", "red", "b card"),
    ],
)
def test_a_text_needs_its_own_placeholders_in_its_own_order(text, channel, card, names):
    found = placeholders_for(script(text, *BLANKS), SETTINGS, "en", channel, card)
    assert [placeholder.name for placeholder in found] == names.split()


def test_what_the_script_declares_goes_before_what_is_built_in():
    own = blank("case.id", "last4")
    found = placeholders_for(script("x", own), SETTINGS, "en", "email", "")
    assert own in found


@pytest.mark.parametrize(
    ("text", "channel", "given", "names"),
    [
        ("{{z}} {{a}} {{z}}", "chat", {}, "z a"),
        ("{{z}} {{a}} {{z}}", "chat", {"z": "1"}, "a"),
        (BY_CARD, "chat", {}, "b card a z"),
        (BY_CARD, "chat", {"card": "leb"}, "b a l z"),
        (EMAIL, "email", {}, "z a case.id agent.name"),
        ("{{card}}", "chat", {}, "card"),
    ],
)
def test_what_nothing_fills_is_named_in_the_order_of_the_text(text, channel, given, names):
    with pytest.raises(MissingPlaceholders) as error:
        reply(script(text, *BLANKS), given, channel=channel)
    assert error.value.names == tuple(names.split())
    assert error.value.exit_code == 3


def test_blocks_need_a_card_even_where_its_name_has_a_default():
    with pytest.raises(MissingPlaceholders, match="--set card="):
        reply(script("{{card}}\n::: red\nA\n:::", blank("card", "card", "your card")))
    assert reply(script("{{card}}", blank("card", "card", "your card"))).text == "your card"


def test_a_default_of_another_language_only_is_no_default():
    one = script("{{x}}", blank("x", default={"zh": "您"}))
    assert reply(one, lang="zh").text == "您"
    with pytest.raises(MissingPlaceholders):
        reply(one, lang="en")


@pytest.mark.parametrize(
    ("name", "settings", "filled"),
    [
        ("link.article", SETTINGS, "https://help.example.test/kb/en/renew-red/"),
        ("link.article", replace(SETTINGS, base_url="https://h.example.test/"), "https://h.example.test/en/renew-red/"),
        ("link.article", BARE, None),
        ("site.official_url", SETTINGS, "https://official.example.test/"),
        ("site.official_url", BARE, None),
        ("desk.name", SETTINGS, "Support desk"),
        ("desk.name", BARE, None),
    ],
)
def test_the_settings_fill_what_they_know_and_the_rest_is_missing(name, settings, filled):
    one = script(f"{{{{{name}}}}}")
    if filled is None:
        with pytest.raises(MissingPlaceholders, match=name):
            reply(one, settings=settings)
    else:
        assert reply(one, settings=settings).text == filled


def test_a_script_without_an_article_has_no_link_to_it():
    with pytest.raises(MissingPlaceholders):
        reply(script("{{link.article}}", article=""))


def test_the_agent_goes_before_the_settings_and_the_settings_before_the_customer():
    one = script("{{link.article}} {{x}}", blank("x", default="default"))
    link = "https://pay.example.test/x"
    assert reply(one, {"link.article": link}).text == f"{link} default"
    customer = {"link.article": link, "x": "theirs"}
    assert reply(one, from_customer=customer).text == "https://help.example.test/kb/en/renew-red/ theirs"
    assert reply(one, {"x": "ours"}, from_customer=customer).used["x"] == "ours"


@pytest.mark.parametrize("name", ["agent.name", "secret"])
def test_the_customers_words_never_fill_a_trusted_placeholder(name):
    one = script("{{secret}}", blank("secret", default="kept", trusted=True))
    with pytest.raises(UsageError, match=rf"may not fill {name}"):
        reply(one, from_customer={name: "theirs"})
    assert reply(one, {name: "ours"}).text in ("ours", "kept")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"amonut": "5"}, "'amonut' (did you mean amount?)"),
        ({"qqqq": "5"}, "'qqqq'. It takes amount, customer.name,"),
        ({"q": "5", "case.ids": "5"}, "'q'; 'case.ids' (did you mean case.id?)"),
    ],
)
def test_an_unknown_name_is_refused_with_the_names_there_are(given, said):
    with pytest.raises(UsageError) as error:
        reply(script("{{amount}}", blank("amount", "amount")), given)
    assert said in str(error.value)


def test_what_the_frame_needs_may_be_given_on_every_channel():
    assert reply(script("Body"), {**FRAME, "card": "red"}).used == {}


def test_hosts_are_the_centres_own_and_the_channels():
    one = script("{{l}}", blank("l", "link"))
    only = replace(BARE, channels=Channels(("Pay.example.test",)))
    assert (
        reply(one, {"l": "https://pay.example.test/a?b=1#c"}, settings=only).text == "https://pay.example.test/a?b=1#c"
    )
