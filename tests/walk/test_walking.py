"""A tree for one card, as a walk, as nested lists and as an agent reads it on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from walk_samples import BY_CARD, FOR_ALL, our_trees, tree_of

from esim_help.model.tree import End, Node, Tree
from esim_help.walking import asks_by_card, nested_list, phone_reading, place, tree_for, tree_json, written_out

FAILED, LOST = tree_of(BY_CARD), tree_of(FOR_ALL)


def test_a_tree_asks_by_card_when_a_node_names_one() -> None:
    assert asks_by_card(FAILED)
    assert not asks_by_card(LOST)
    assert not asks_by_card(tree_for(FAILED, "red"))


@pytest.mark.parametrize(
    ("card", "nodes"), [("red", ["taken", "balance"]), ("leb", ["taken", "funds"]), ("", ["taken"])]
)
def test_a_card_is_asked_only_what_is_asked_of_it(card: str, nodes: list[str]) -> None:
    assert [node.id for node in tree_for(FAILED, card).nodes] == nodes


@pytest.mark.parametrize(
    ("card", "path", "name"),
    [
        ("red", (), "taken"),
        ("red", (1,), "balance"),
        ("red", (1, 1), "paid"),
        ("red", (2,), "support"),
        ("leb", (1,), "funds"),
        ("leb", (2, 2), "paid"),
    ],
)
def test_replies_lead_where_the_writer_said(card: str, path: tuple[int, ...], name: str) -> None:
    assert place(tree_for(FAILED, card), path).id == name


@pytest.mark.parametrize("path", [(0,), (3,), (1, 1, 1), (-1,)])
def test_a_reply_that_is_not_there_leads_nowhere(path: tuple[int, ...]) -> None:
    with pytest.raises(LookupError):
        place(tree_for(FAILED, "red"), path)


def test_the_nested_list_for_a_card() -> None:
    assert list(nested_list(tree_for(FAILED, "red"), "en")) == [
        "Was money taken?",
        "Do not pay again yet.",
        "1 Yes",
        "   Has the balance gone up?",
        "   1.1 Yes",
        "      What to do: Done.",
        "   1.2 No",
        "      Contact support: Contact support.",
        "      Have ready:",
        "      - time of payment",
        "      - receipt",
        "2 No",
        "   → same as 1.2: Contact support.",
    ]


def test_the_phone_reading_has_one_place_a_line_with_its_path() -> None:
    assert phone_reading(tree_for(FAILED, "leb"), "zh").split("\n") == [
        "0 [问] 先别再付。 钱扣了吗？（扣了 / 没扣）",
        "1 答“扣了” → [问] 卡里的钱够吗？（够 / 不够）",
        "1.1 答“够” → [联系客服] 联系客服。 请准备好：付款时间；收据。",
        "1.2 答“不够” → [可以这样做] 好了。",
        "2 答“没扣” → 同 1",
    ]


def test_the_phone_reading_in_english() -> None:
    assert phone_reading(LOST, "en").split("\n") == [
        "0 [Ask] Was it stolen? (Yes / No)",
        "1 if “Yes” → [Contact support] Contact support.",
        "2 if “No” → same as 1",
    ]


def test_the_json_is_the_tree_as_it_is_written() -> None:
    found = tree_json(FAILED, "en")
    assert list(found) == ["id", "lang", "title", "article", "cards", "start", "nodes", "ends"]
    assert found["nodes"][1] == {
        "id": "balance",
        "question": "Has the balance gone up?",
        "hint": "",
        "cards": ["red"],
        "otherwise": "funds",
        "facts": [],
        "answers": [{"text": "Yes", "to": "paid"}, {"text": "No", "to": "support"}],
    }
    assert found["ends"][1]["ready"] == ["time of payment", "receipt"]


# our own trees


def ours(root: Path) -> Iterator[tuple[Tree, str]]:
    for name in our_trees(root):
        tree = tree_of((root / "content" / "trees" / f"{name}.yaml").read_text(encoding="utf-8"))
        yield from ((tree_for(tree, card), card) for card in tree.cards)


def ends_of(tree: Tree, path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    here = place(tree, path)
    if isinstance(here, End):
        yield path
    else:
        for number in range(1, len(here.answers) + 1):
            yield from ends_of(tree, (*path, number))


def test_every_walk_through_our_trees_ends_after_at_most_six_questions(root: Path) -> None:
    for tree, _ in ours(root):
        assert all(0 < len(path) <= 6 for path in ends_of(tree))


def test_a_card_never_meets_a_fact_of_the_other_alone(root: Path) -> None:
    other = {"red": "L", "leb": "R"}
    for tree, card in ours(root):
        cited = {name for here in (*tree.nodes, *tree.ends) for name in here.facts}
        assert not {name for name in cited if name.startswith(other[card])}


def test_every_place_of_our_trees_is_written_once_in_full_and_every_way_to_it_too(root: Path) -> None:
    for (tree, _), lang in product(ours(root), ("zh", "en")):
        lines = written_out(tree, lang)
        assert sum(line.kind != "see" for line in lines) == len(tree.nodes) + len(tree.ends)
        replies = sum(len(here.answers) for here in tree.nodes if isinstance(here, Node))
        assert len(lines) == 1 + replies
        whole = {line.path: line for line in lines if line.kind != "see"}
        assert all(whole[line.see].text == line.text for line in lines if line.kind == "see")
        assert all(line.text and (line.reply or not line.path) for line in lines)
