"""How the engine behaves on a page: what it fetches and when, what it survives, and what it may not be made of."""

from __future__ import annotations

import gzip
import random
import re
import string
from pathlib import Path
from typing import Any

import pytest
from engine_page import ENGINE, EXPLAIN, SUGGEST, Engine, OpenEngine
from playwright.sync_api import Error

from esim_help.analysis.characters import IGNORED, fold, has_han
from esim_help.analysis.stem import stem
from esim_help.index.index import Index
from esim_help.index.tables import syllables
from test_vectors import small_index

MOST_BYTES = 11_400
DICTIONARY = Path("/usr/share/dict/american-english")
SHIPPED = "".join(script.read_text(encoding="utf-8") for script in (ENGINE, SUGGEST, EXPLAIN))
ENDINGS = "s es ed eed ing ly edly ingly ness ational ization fulness ousli logi logist ement ies y yed e ll"
FORBIDDEN = r"innerHTML eval( new~Function ?. ?? (?< \p{ \w \b NFKC NFKD Intl. hasOwn( .at( replaceAll import~ http:"
SEARCH = "async ([text, options]) => await esimHelp.search(text, options)"


@pytest.fixture
def fresh(open_engine: OpenEngine) -> Engine:
    return open_engine(small_index())


def _bundle_requests(engine: Engine) -> list[str]:
    return [path for path in engine.served.requests if path.startswith("search/")]


def test_nothing_is_fetched_before_the_first_question(fresh: Engine) -> None:
    assert fresh.run("async () => typeof esimHelp.search", None) == "function"
    fresh.page.wait_for_timeout(100)
    assert _bundle_requests(fresh) == []


def test_no_file_is_fetched_twice(fresh: Engine) -> None:
    questions: list[tuple[str, dict[str, Any]]] = [
        ("红卡续费", {}),
        ("續費", {}),
        ("xufei", {}),
        ("paymnet", {}),
        ("续废", {}),
    ]
    fresh.search(questions * 2)
    fresh.run(
        "async (texts) => Promise.all(texts.map((text) => esimHelp.search(text)))", ["礼品卡", "礼品卡", "gift card"]
    )
    requests = _bundle_requests(fresh)
    assert len(requests) == len(set(requests))


def test_a_plain_question_needs_no_tables_of_sounds_or_words(fresh: Engine) -> None:
    fresh.search([("续费", {})])
    kinds = {path.split("/")[2] for path in _bundle_requests(fresh)}
    assert kinds == {"manifest.json", "t", "d", "a"}


def test_only_an_explanation_loads_what_explanations_need(fresh: Engine) -> None:
    def explaining() -> set[str]:
        return {path for path in fresh.served.requests if path == "explain.js" or path.startswith("search/v1/x/")}

    plain = fresh.run(SEARCH, ["续费", {"limit": 2}])
    assert explaining() == set()
    assert "explanation" not in plain
    explained = fresh.run(SEARCH, ["续费", {"limit": 2, "explain": True}])
    assert len(explaining()) == 1 + len(explained["hits"])
    del explained["explanation"]
    for hit in explained["hits"]:
        assert sum(each["points"] for each in hit.pop("explanation")) == hit["score"]
    assert {**explained, "took_ms": 0} == {**plain, "took_ms": 0}


def test_an_explanation_without_its_script_rejects_and_the_next_one_tries_again(fresh: Engine) -> None:
    fresh.served.failing.add("explain.js")
    with pytest.raises(Error, match=r"search cannot load explain\.js"):
        fresh.run(SEARCH, ["续费", {"explain": True}])
    assert fresh.run(SEARCH, ["续费", {}])["outcome"] == "answered"
    fresh.served.failing.clear()
    assert fresh.run(SEARCH, ["续费", {"explain": True}])["hits"][0]["explanation"]


def test_questions_asked_at_once_get_the_answers_of_questions_asked_in_turn(
    fresh: Engine, open_engine: OpenEngine
) -> None:
    texts = ["红卡续费", "xufei", "paymnet refused", "續費", "gift card leb", "天气"]
    at_once = fresh.run("async (texts) => Promise.all(texts.map((text) => esimHelp.search(text)))", texts)
    in_turn = open_engine(small_index()).search([(text, {}) for text in texts])
    assert [{**one, "took_ms": 0} for one in at_once] == [{**one, "took_ms": 0} for one in in_turn]


def test_completions_are_fetched_while_typing_only_and_what_the_first_characters_need(fresh: Engine) -> None:
    fresh.search([("红卡怎么续费", {})])
    assert not [path for path in fresh.served.requests if path.startswith(("search/v1/q/", "suggest"))]
    fresh.search([("红卡怎么续", {"typing": True})])
    fetched = [path for path in _bundle_requests(fresh) if path.startswith("search/v1/q/")]
    assert 0 < len(fetched) <= 2


@pytest.mark.parametrize("kind", ["manifest.json", "t/", "d/"])
def test_a_failed_fetch_rejects_and_the_next_question_tries_again(fresh: Engine, kind: str) -> None:
    served = fresh.served
    served.failing.update(path for path in served.files if path.startswith(f"search/v1/{kind}"))
    with pytest.raises(Error, match=rf"search cannot load {kind}.*HTTP 503"):
        fresh.run(SEARCH, ["续费", {}])
    served.failing.clear()
    assert fresh.run(SEARCH, ["续费", {}])["outcome"] == "answered"


def test_no_network_rejects_with_a_sentence(fresh: Engine) -> None:
    fresh.page.context.set_offline(True)
    with pytest.raises(Error, match=r"search cannot load manifest\.json"):
        fresh.run(SEARCH, ["续费", {}])
    fresh.page.context.set_offline(False)
    assert fresh.run(SEARCH, ["续费", {}])["outcome"] == "answered"


def test_another_edition_may_bring_its_own_files(fresh: Engine) -> None:
    files = {
        path[len("search/v1/") :]: content.decode()
        for path, content in fresh.served.files.items()
        if path.startswith("search/")
    }
    fresh.run("async (files) => { esimHelp.files = async (path) => JSON.parse(files[path]); }", files)
    assert fresh.run(SEARCH, ["红卡续费", {}])["hits"][0]["id"] == "renew-red"
    assert _bundle_requests(fresh) == []


def test_what_is_no_text_is_read_as_text(fresh: Engine) -> None:
    answers = fresh.run(
        "async (texts) => Promise.all([...texts, undefined].map((text) => esimHelp.search(text, undefined)))",
        [None, 5, [], {}],
    )
    assert [answer["query"] for answer in answers] == ["null", "5", "", "[object Object]", "undefined"]


def test_fifty_thousand_spaces_and_a_pasted_book_take_no_time(fresh: Engine) -> None:
    fresh.search([("续费", {}), ("renew", {})])
    for answer in fresh.search([(" " * 50_000, {}), ("续费" * 500_000, {}), ("renew " * 100_000, {})]):
        assert answer["took_ms"] < 1_000


def test_every_character_folds_as_the_tables_of_python_say(fresh: Engine) -> None:
    """Of characters that are not Han: those fold by the bundle, which the other tests ask about."""
    script = """async () => {
      const found = {};
      for (let code = 0; code < 0x110000; code += 1) {
        const character = String.fromCodePoint(code);
        const folded = esimHelp.engine.fold(character);
        if (folded !== character && /^[a-z0-9'\\u00ad]$/.test(folded)) found[code] = folded;
      }
      return found;
    }"""
    found = {int(code): folded for code, folded in fresh.run(script, None).items()}
    plain = frozenset(string.ascii_lowercase + string.digits + "'" + IGNORED)
    characters = (chr(code) for code in range(0x110000))
    expected = {ord(c): fold(c) for c in characters if not has_han(c) and fold(c) != c and fold(c) in plain}
    assert found == expected


def test_han_characters_are_those_of_python(fresh: Engine) -> None:
    script = """async () => {
      const tokens = (text) => esimHelp.engine.tokens(text, (character) => character);
      return Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => {
        const character = String.fromCodePoint(code);
        const same = esimHelp.engine.fold(character) === character;
        return same && !/^[a-z0-9]$/.test(character) && tokens([character, 'a']).length === 2;
      });
    }"""
    assert fresh.run(script, None) == [code for code in range(0x110000) if has_han(chr(code))]


def test_the_syllables_are_those_of_python(fresh: Engine) -> None:
    assert fresh.run("async () => Array.from(esimHelp.engine.SYLLABLES).sort()", None) == sorted(syllables())


def _mutated(words: list[str], number: int) -> set[str]:
    chance = random.Random(11)
    endings = ENDINGS.split()
    found: set[str] = set()
    while len(found) < number:
        word = chance.choice(words)
        at = chance.randint(0, len(word))
        letter = chance.choice(string.ascii_lowercase + "aeiouyyyssee")
        changed = (word[:at] + letter + word[at:], word[:at] + word[at + 1 :], letter + word[:4])
        word = chance.choice((*changed, word + chance.choice(endings)))
        found.add(re.sub("[^a-z]", "", word))
    return found - {""}


def test_stems_are_those_of_python_for_every_word_of_ours_and_of_debian(fresh: Engine, our_index: Index) -> None:
    listed = {re.sub("[^a-z]", "", line.lower()) for line in DICTIONARY.read_text(encoding="utf-8").splitlines()} - {""}
    words = sorted({*our_index.tables.words, *listed, *_mutated(sorted(listed), 20_000)})
    assert len(words) > 80_000
    found = fresh.run("async (words) => words.map(esimHelp.engine.stem)", words)
    assert [(word, theirs) for word, theirs in zip(words, found, strict=True) if theirs != stem(word)] == []


def test_the_engine_is_small() -> None:
    assert len(gzip.compress(ENGINE.read_bytes(), 9)) <= MOST_BYTES


@pytest.mark.parametrize("forbidden", FORBIDDEN.split())
def test_the_engine_keeps_to_what_old_phones_know(forbidden: str) -> None:
    assert forbidden.replace("~", " ") not in SHIPPED
