"""The content of this very project: whole, honest, and found by the questions that its articles list."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from esim_help.check.rules import check_centre
from esim_help.content.article_file import ANSWER_LIMIT, ANSWER_LIMIT_ZH
from esim_help.content.loader import Loaded, load_centre
from esim_help.model.centre import Centre
from esim_help.reading import read_linked_files, read_project_settings, read_sources

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

FACTS = frozenset({
    *(f"R{number:02}" for number in range(1, 36)),
    *(f"L{number:02}" for number in (*range(1, 32), 34, 35)),
})  # fmt: skip
PROMOTION = frozenset({"R03", "R04", "R26", "R35", "L01", "L23", "L25", "L34"})
ADVICE = frozenset({"L13", "L28", "L29", "L30", "L31"})
UNKNOWNS = frozenset(f"N{number:02}" for number in range(1, 32))
ARTICLES = frozenset(
    [
        "renew-red", "renew-leb", "which-card", "if-not-renewed", "reactivate", "when-to-renew", "auto-renew",
        "confirm-renewal", "paid-not-showing", "balance-red", "usage-leb", "low-balance-reminder", "change-plan-red",
        "choose-plan-leb", "change-plan-leb", "pay-methods-red", "pay-methods-leb", "bank-transfer-red",
        "gift-card-red", "payment-failed", "charged-twice", "refund", "pay-safely", "fake-support", "receipt",
        "sign-in", "forgot-password", "update-details", "no-service-after-renewal", "set-up-esim",
        "new-or-lost-phone", "roaming-coverage", "contact", "voice-assistant-leb", "before-you-start", "offers-news",
        "prices", "about",
    ]
)  # fmt: skip
INTERNAL = frozenset({"agent-verify-and-safety", "agent-escalation"})
SCRIPTS = frozenset(
    [
        "renew-red", "renew-leb", "which-card", "not-renewed", "reactivate", "balance-red", "usage-leb",
        "no-reminder", "change-plan", "choose-plan-leb", "pay-methods", "bank-transfer", "payment-failed",
        "paid-not-showing", "charged-twice", "refund", "gift-card", "receipt", "password", "where-is-site",
        "update-details", "no-service", "device", "scam-report", "waiting", "holding", "closing",
    ]
)  # fmt: skip

QUESTIONS_AT_LEAST = 6

ADDRESS = re.compile(
    r"://|\bwww\.|[@＠]\s*\w|\bt\s*\.\s*me\b|\b\w+\.(?:com|net|org|cn|io|me|app|top|xyz|vip)\b"
    r"|\(at\)|\[at\]|点\s*com|\bdot\s+com\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\{\{[^}]*\}\}")
STATED_NUMBERS = re.compile(
    r"(?i)^\d\. "  # the steps of a script
    r"|\b24[ -]hours?\b|24 小时"  # R34
    r"|\btier[ -]2\b"  # a team of the settings
    r"|\b3-?D\b",  # the name of a bank's check, which N21 says is not stated
    re.MULTILINE,
)
LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}")
"""A telephone, card or account number. Shorter ones customers may mention in their questions; we state none of them."""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    settings, _ = read_project_settings(ROOT)
    sources, problems = read_sources(ROOT, "agent")
    assert problems == []
    return load_centre(sources, settings)


@pytest.fixture(scope="module")
def centre(loaded: Loaded) -> Centre:
    return loaded.centre


def test_nothing_is_wrong_with_it(loaded: Loaded) -> None:
    found = {*loaded.problems, *check_centre(loaded.centre, read_linked_files(ROOT))}
    assert not found, "\n".join(map(str, sorted(found)))
    assert loaded.left_out == ()


def test_reading_it_takes_well_under_a_second() -> None:
    settings, _ = read_project_settings(ROOT)
    started = time.process_time()
    load_centre(read_sources(ROOT, "agent")[0], settings)
    assert time.process_time() - started < 1


def test_every_fact_and_unknown_is_kept(centre: Centre) -> None:
    assert {fact.id for fact in centre.facts} == FACTS
    assert {unknown.id for unknown in centre.unknowns} == UNKNOWNS


def test_facts_are_kept_as_firm_and_for_the_card_that_they_were_stated(centre: Centre) -> None:
    assert {fact.id for fact in centre.facts if fact.strength == "promo"} == PROMOTION
    assert {fact.id for fact in centre.facts if fact.strength == "advice"} == ADVICE
    assert {fact.cards for fact in centre.facts if fact.id.startswith("R")} == {("red",)}
    assert {fact.cards for fact in centre.facts if fact.id.startswith("L")} == {("leb",)}


def test_the_lists_here_are_those_of_the_brief_where_it_is_at_hand() -> None:
    if not (SHARED / "facts.json").exists():
        return
    brief = json.loads((SHARED / "facts.json").read_text("utf-8"))
    content_map = json.loads((SHARED / "content-map.json").read_text("utf-8"))
    assert {fact["id"] for fact in brief["facts"]} == FACTS
    assert {unknown["id"] for unknown in brief["unknowns"]} == UNKNOWNS
    assert {article["id"] for article in content_map["articles"]} == ARTICLES | INTERNAL
    assert {script["id"] for script in content_map["scripts"]} == SCRIPTS


def test_every_article_and_script_of_the_content_map_is_there_in_both_languages(centre: Centre) -> None:
    assert {article.id for article in centre.articles if article.audience == "customer"} == ARTICLES
    assert {article.id for article in centre.articles if article.audience == "agent"} == INTERNAL
    assert {script.id for script in centre.scripts} == SCRIPTS
    assert {tuple(article.texts) for article in centre.articles} == {("zh", "en")}
    assert {tuple(sorted(script.texts)) for script in centre.scripts} == {("en", "zh")}


def test_every_fact_that_is_no_advertising_and_every_unknown_is_shown_somewhere(centre: Centre) -> None:
    texts = [text for article in centre.articles for text in article.texts.values()]
    cited = {name for text in texts for name in text.cited_facts}
    assert FACTS - PROMOTION - cited == set()
    assert UNKNOWNS - {name for text in texts for name in text.unknowns} == set()


def test_every_answer_is_one_text_message(centre: Centre) -> None:
    for article in centre.articles:
        for lang, limit in (("zh", ANSWER_LIMIT_ZH), ("en", ANSWER_LIMIT)):
            assert 10 <= len(article.texts[lang].answer) <= limit, f"{article.id} {lang}"


def test_every_article_lists_at_least_six_questions_a_language_and_none_twice(centre: Centre) -> None:
    for article in centre.articles:
        for lang, text in article.texts.items():
            asked = [question.casefold().strip("?？ ") for question in text.questions]
            assert len(set(asked)) == len(asked) >= QUESTIONS_AT_LEAST, f"{article.id} {lang}"


def test_a_question_is_listed_by_one_article_only(centre: Centre) -> None:
    owners: dict[str, str] = {}
    for article in centre.articles:
        for text in article.texts.values():
            for question in text.questions:
                assert owners.setdefault(question.casefold(), article.id) == article.id, question


def stated(centre: Centre) -> Iterator[tuple[str, str]]:
    """(where, words) of all that we say."""
    for article in centre.articles:
        for text in article.texts.values():
            for section in text.sections:
                yield text.path, f"{section.heading}\n{section.text}"
            yield text.path, f"{text.title}\n{text.answer}"
    for script in centre.scripts:
        for channels in script.texts.values():
            yield from ((script.path, PLACEHOLDER.sub("…", words)) for words in channels.values())
        for words in (*script.title.values(), *script.situation.values(), *script.escalation.when.values()):
            yield script.path, words
        for placeholder in script.placeholders:
            for words in (*placeholder.label.values(), *(placeholder.default or {}).values()):
                yield script.path, words
    for tree in centre.trees:
        for node in tree.nodes:
            answers = [words for answer in node.answers for words in answer.text.values()]
            yield from ((tree.path, words) for words in (*node.question.values(), *node.hint.values(), *answers))
        for end in tree.ends:
            ready = [words for item in end.ready for words in item.values()]
            yield from ((tree.path, words) for words in (*end.text.values(), *ready))
    for fact in centre.facts:
        yield from ((fact.id, words) for words in fact.says.values())
    for unknown in centre.unknowns:
        yield from ((unknown.id, words) for words in (*unknown.question.values(), *unknown.instead.values()))
    for category in centre.categories:
        yield from ((category.id, words) for words in (*category.title.values(), *category.description.values()))


def asked(centre: Centre) -> Iterator[tuple[str, str]]:
    """(where, words) of all that customers say."""
    for article in centre.articles:
        for text in article.texts.values():
            yield from ((text.path, words) for words in (*text.questions, *text.keywords))
    for script in centre.scripts:
        yield from ((script.path, words) for listed in script.questions.values() for words in listed)
    for unknown in centre.unknowns:
        yield from ((unknown.id, words) for listed in unknown.asked.values() for words in listed)


def test_we_state_no_number_that_no_fact_has(centre: Centre) -> None:
    found = [f"{where}: {words}" for where, words in stated(centre) if re.search(r"\d", STATED_NUMBERS.sub("", words))]
    assert not found, "\n".join(found)


def test_customers_mention_no_number_that_someone_could_call_or_pay_to(centre: Centre) -> None:
    found = [f"{where}: {words}" for where, words in asked(centre) if LONG_NUMBER.search(words)]
    assert not found, "\n".join(found)


def test_no_address_handle_or_host_is_in_any_file_of_the_content() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / "content").rglob("*"))
        if path.is_file()
        for match in ADDRESS.finditer(PLACEHOLDER.sub("…", path.read_text("utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "words",
    ["https://a.b", "www.a", "@seller", "＠seller", "t.me/x", "T . me", "x.com", "a(at)b", "a点com", "dot com"],
)
def test_an_address_is_seen_however_it_is_written(words: str) -> None:
    assert ADDRESS.search(f"联系 {words} 客服")


def test_no_article_leads_out_of_the_centre(centre: Centre) -> None:
    links = [link for article in centre.articles for text in article.texts.values() for link in text.links]
    assert {link.kind for link in links} == {"article"}
    assert not any(link.image for link in links)
