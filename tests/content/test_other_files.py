"""Facts, lists, trees and scripts: what is wrong is named where it stands, and the rest of the file is still used."""

from __future__ import annotations

import time

import pytest
from content_samples import load

SETTINGS = """
title = "Help"
[cards.red]
name = "Red"
[cards.leb]
name = "leb"
[desk.teams]
t = "T"
"""
FACT = "{id: R1, strength: firm, says: x}"
NODE = "{id: a, question: q, answers: [{text: y, to: z}]}"
END = "{id: z, kind: fix, text: t}"
TREE = f"title: T\nstart: a\nnodes: [{NODE}]\nends: [{END}]\n"
SCRIPT = "title: T\nsituation: s\ntexts:\n  zh:\n    chat: 你好\n"

WRONG = {
    ("facts.yaml", "facts:\n- {id: R1, strength: firm}"): "2: missing-key: 'says' is required",
    ("facts.yaml", "facts:\n- {id: R1, strength: sure, says: x}"): (
        "2: value: 'strength' is 'sure'; use one of firm, hedged, advice, promo"
    ),
    ("facts.yaml", "facts:\n- id: R1\n  strength: firm\n  says:\n    zh: x\n    ch: y"): (
        "6: value: 'ch' in 'says' is unknown; use one of zh, en"
    ),
    ("facts.yaml", "facts:\n- id: R1\n  strength: firm\n  says:\n    zh: x\n    en: 5"): (
        "6: type: 'says.en' must be text, found the number 5 (put it in quotes if it is text)"
    ),
    ("facts.yaml", "facts:\n- id: R1\n  strength: firm\n  says: {5: x}"): (
        "4: type: 'says' must be text, found a mapping"
    ),
    ("facts.yaml", "unknowns:\n- id: N1\n  question: q\n  asked:\n    zh: [a]\n    en:\n    - a\n    - 5"): (
        "8: type: 'asked.en.2' must be text, found the number 5 (put it in quotes if it is text)"
    ),
    ("facts.yaml", "facts: 5"): "1: type: 'facts' must be a list, found the number 5 (put it in quotes if it is text)",
    ("facts.yaml", "facts: [5]"): (
        "1: type: expected a mapping of keys to values, found the number 5 (put it in quotes if it is text)"
    ),
    ("facts.yaml", f"facts:\n- {FACT}\n- {FACT}"): "3: duplicate-id: 'R1' is already defined in line 2",
    ("facts.yaml", "fact: []"): "1: unknown-key: 'fact' is not a key here; use one of sources, facts, unknowns",
    ("categories.yaml", "- {id: Pay, title: x}"): (
        "1: id: id 'Pay' is not an id; use at most 100 lower-case letters, digits and single hyphens"
    ),
    ("categories.yaml", "- {id: pay, title: x}\n- {id: pay, title: y}"): (
        "2: duplicate-id: 'pay' is already defined in line 1"
    ),
    ("categories.yaml", "id: pay"): "1: type: expected a list, found a mapping",
    ("notices.yaml", "- {id: n, from: 2026-01-01, until: 2026-01-02, text: x, categories: [nope]}"): (
        "1: unknown-category: category 'nope' is unknown; none is defined"
    ),
    ("notices.yaml", "- {id: n, from: today, until: 2026-01-02, text: x}"): (
        "1: type: 'from' must be a date, YYYY-MM-DD, found text"
    ),
    ("synonyms.yaml", "- [a, b]\n- a"): "2: type: expected a list of words, or {from: [...], to: [...]}",
    ("synonyms.yaml", "- {from: [a]}"): "1: missing-key: 'to' is required",
    ("synonyms.yaml", "a: b"): "1: type: expected a list of word lists",
    ("trees/t.yaml", TREE.replace(", to: z", "")): "3: missing-key: 'to' is required",
    ("trees/t.yaml", TREE.replace("to: z", "to: z, go: z")): "3: unknown-key: 'go' is not a key here",
    ("trees/t.yaml", TREE.replace("{text: y,", "{text: {fr: y},")): (
        "3: value: 'fr' in 'answers.1.text' is unknown; use one of zh, en"
    ),
    ("trees/t.yaml", TREE.replace("kind: fix", "kind: fixed")): "4: value: 'kind' is 'fixed'; use one of fix, contact",
    ("trees/t.yaml", TREE.replace("start: a", "start: b")): "2: tree: start 'b' is not a node; use one of a",
    ("trees/t.yaml", TREE.replace("to: z", "to: y")): (
        "3: tree: node 'a' leads to 'y', which is neither a node nor an end"
    ),
    ("trees/t.yaml", TREE.replace("to: z}]}", "to: z}]}, {id: b, question: q, answers: []}")
     .replace("to: z}]", "to: z}, {text: n, to: b}]")): (
        "3: tree: node 'b' has no answers: it is a dead end"
    ),
    ("trees/t.yaml", TREE.replace("ends: [", f"ends: [{END}, ")): "4: tree: 'z' names two nodes or ends",
    ("trees/t.yaml", TREE.replace("ends: [", "ends: [{id: y, kind: fix, text: t}, ")): (
        "4: tree: 'y' cannot be reached from the start"
    ),
    ("trees/t.yaml", TREE.replace("{id: a,", "{id: a, cards: [red],")): (
        "3: tree: node 'a' is asked only of red; say where the others go on: 'otherwise'"
    ),
    ("trees/t.yaml", TREE.replace("{id: a,", "{id: a, otherwise: z, cards: [pink],")): (
        "3: unknown-card: card 'pink' is unknown; use one of red, leb"
    ),
    ("trees/t.yaml", "id: Ä\n" + TREE): (
        "1: id: id 'Ä' is not an id; use at most 100 lower-case letters, digits and single hyphens"
    ),
    ("agent/scripts/s.yaml", "title: T\ntexts: {}"): "2: missing-key: 'texts' is in no language",
    ("agent/scripts/s.yaml", SCRIPT.replace("chat", "fax")): (
        "5: value: 'fax' in 'texts.zh' is unknown; use one of chat, email, phone"
    ),
    ("agent/scripts/s.yaml", SCRIPT.replace("zh:", "de:")): "4: value: 'de' in 'texts' is unknown; use one of zh, en",
    ("agent/scripts/s.yaml", SCRIPT.replace("chat", "email")): (
        "4: missing-key: 'chat' is required: it is the base of the other channels"
    ),
    ("agent/scripts/s.yaml", SCRIPT + "escalation: {whom: t}"): "6: unknown-key: 'whom' is not a key here",
    ("agent/scripts/s.yaml", SCRIPT + "placeholders:\n  a: {type: word}"): (
        "7: value: 'type' is 'word'; use one of text, name, amount, currency, date, datetime, card, choice, last4, "
        "reference, link"
    ),
    ("agent/scripts/s.yaml", SCRIPT + "placeholders:\n  A b: {type: text}"): (
        "7: placeholder: 'A b' is not a placeholder name; use lower-case words joined by dots"
    ),
    ("agent/scripts/s.yaml", SCRIPT.replace("你好", "'{{A b}}'")): "5: placeholder: {{A b}} is not a placeholder name",
    ("agent/scripts/s.yaml", SCRIPT.replace("你好", "|\n      ::: red\n      a\n      ::: leb\n      b\n      :::")
     + "placeholders: {card: {type: card}}"): (
        "8: card-block: blocks cannot be nested; close the one before with ':::'"
    ),
    ("agent/scripts/s.yaml", SCRIPT.replace("你好", "|\n      a\n      :::") + "placeholders: {card: {type: card}}"): (
        "7: card-block: closes no block"
    ),
    ("agent/scripts/s.yaml", SCRIPT.replace("你好", "|\n      ::: red") + "placeholders: {card: {type: card}}"): (
        "5: card-block: is not closed; end it with a line ':::'"
    ),
    ("agent/scripts/s.yaml", SCRIPT.replace("你好", "|\n      ::: red\n      a\n      :::")): (
        "5: placeholder: has card blocks; declare the placeholder card: {type: card}"
    ),
    ("agent/scripts/s.yaml", SCRIPT + "review_every: soon"): (
        "6: value: 'review_every' is 'soon'; write days, such as 180d"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), WRONG, ids=map(str, range(len(WRONG))))
def test_what_is_wrong_is_named(name: str, text: str) -> None:
    problems = load({f"content/{name}": text}, SETTINGS).problems
    assert [str(problem).removeprefix(f"content/{name}:") for problem in problems] == [WRONG[name, text]]


def test_an_entry_that_cannot_be_used_is_left_out_alone() -> None:
    centre = load(
        {"content/facts.yaml": f"facts:\n- {FACT}\n- {{id: R2}}\nunknowns:\n- {{id: N1, question: q}}"}
    ).centre
    assert ([fact.id for fact in centre.facts], [unknown.id for unknown in centre.unknowns]) == (["R1"], ["N1"])


def test_all_problems_of_all_files_are_reported_in_one_run() -> None:
    files = {f"content/{number:02}.md": "no title" for number in range(5)}
    one_each = {name: text for (name, text) in WRONG}
    loaded = load({**files, **{f"content/{name}": text for name, text in one_each.items()}}, SETTINGS)
    assert {problem.path for problem in loaded.problems} == {*files, *(f"content/{name}" for name in one_each)}


def test_two_files_with_one_id_are_named_and_the_first_is_kept() -> None:
    files = {"content/trees/a.yaml": "id: t\n" + TREE, "content/trees/b.yaml": "id: t\n" + TREE}
    loaded = load(files, SETTINGS)
    assert list(map(str, loaded.problems)) == [
        "content/trees/b.yaml:1: duplicate-id: id 't' is already used by content/trees/a.yaml"
    ]
    assert [tree.path for tree in loaded.centre.trees] == ["content/trees/a.yaml"]
    assert loaded.left_out == ("content/trees/b.yaml",)


def chain(length: int, last: str) -> str:
    names = [f"n{number}" for number in range(length)]
    nodes = [
        f"- {{id: {name}, question: q, answers: [{{text: y, to: {after}}}]}}"
        for name, after in zip(names, [*names[1:], last], strict=True)
    ]
    return "title: T\nstart: n0\nnodes:\n" + "\n".join(nodes) + f"\nends: [{END}]\n"


@pytest.mark.parametrize(("length", "last", "expected"), [
    (6, "z", []),
    (7, "z", ["4: tree: takes 7 questions to its farthest end; at most 6"]),
    (3000, "z", ["4: tree: takes 3000 questions to its farthest end; at most 6"]),
])  # fmt: skip
def test_a_tree_of_any_length_is_measured(length: int, last: str, expected: list[str]) -> None:
    started = time.process_time()
    problems = load({"content/trees/t.yaml": chain(length, last)}).problems
    assert [str(problem).removeprefix("content/trees/t.yaml:") for problem in problems] == expected
    assert time.process_time() - started < 3


def test_a_circle_is_shown() -> None:
    (problem,) = load({"content/trees/t.yaml": chain(4, "n1")}).problems
    assert problem.message == "goes in a circle: n1 → n2 → n3 → n1"


def test_spaces_without_end_after_an_open_brace_take_no_time() -> None:
    started = time.process_time()
    load({"content/agent/scripts/s.yaml": SCRIPT.replace("你好", f'"{{{{{" " * 100_000}a"')})
    assert time.process_time() - started < 2
