"""What customers typed: lines that search knows and no page shows, each filed under an article or an unknown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from content_samples import load

from esim_help.content.loader import Loaded
from esim_help.index.index import Index, build_index
from esim_help.search.search import search
from small_project import SMALL, call, lay

SETTINGS = 'title = "Help"\nsupport = "contact"\n'
FACTS = "unknowns:\n- {id: N1, question: {en: How long does a refund take?}, instead: {en: Wait.}}\n"
REFUND = "---\ntitle: Refunds\nunknowns: [N1]\naliases: [money-back]\n---\nAsk the desk for the form.\n"
RENEW = "---\ntitle: Renewal\n---\nSign in and pay.\n"
CENTRE = {
    "facts.yaml": FACTS,
    "en/refund.md": REFUND,
    "en/renew.md": RENEW,
    "en/draft.md": "---\ndraft: true\n---\n# D\n",
}
TYPED = """query\tid\tabout
# from the chats of last week

gimme my cash\trefund
when do i see the cash again\trefund\tN1
put another month on the line\trenew
my dosh please\tmoney-back
not ready yet\tdraft
"""


def loaded(typed: str, name: str = "asked.en.tsv") -> Loaded:
    return load(below({**CENTRE, name: typed}), SETTINGS)


def below(files: Mapping[str, str]) -> dict[str, str]:
    return {f"content/{path}": text for path, text in files.items()}


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(loaded(TYPED).centre)


def test_every_line_is_kept_with_its_place_and_under_the_present_id() -> None:
    found = loaded(TYPED)
    assert found.problems == ()
    assert [(line.words, line.id, line.about, line.line) for line in found.centre.asked] == [
        ("gimme my cash", "refund", "", 4),
        ("when do i see the cash again", "refund", "N1", 5),
        ("put another month on the line", "renew", "", 6),
        ("my dosh please", "refund", "", 7),
    ]


@pytest.mark.parametrize(
    ("text", "outcome", "first"),
    [
        ("gimme my cash now", "answered", "refund"),
        ("when do i see that cash again", "unstated", "refund"),
        ("another month on my line", "answered", "renew"),
    ],
)
def test_what_was_typed_finds_its_article_and_says_whether_it_is_open(
    text: str, outcome: str, first: str, index: Index
) -> None:
    found = search(index, text)
    assert (found.kind, found.hits[0].id) == (outcome, first)


def test_a_line_of_an_unknown_counts_for_every_article_that_lists_it() -> None:
    also = {"en/late.md": "---\ntitle: Late money\nunknowns: [N1]\n---\nBe patient.\n"}
    typed = {"asked.en.tsv": "when does the dosh arrive\tN1\n"}
    centre = load(below({**CENTRE, **also, **typed}), SETTINGS).centre
    assert [unknown.asked["en"] for unknown in centre.unknowns] == [("when does the dosh arrive",)]
    assert {hit.id for hit in search(build_index(centre), "when does the dosh arrive").hits} >= {"refund", "late"}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("no tab here", "1: tsv: needs what a customer typed, a tab and an id"),
        ("a\trefund\n\trefund", "2: tsv: needs what a customer typed, a tab and an id"),
        ("a\trefund\tN1\tmore", "1: tsv: needs what a customer typed, a tab and an id"),
        (
            "a\trefunds",
            "1: unknown-article: article 'refunds' is unknown; use one of N1, draft, money-back, refund, renew",
        ),
        (
            "a\trenew\tN1",
            "1: not-in-article: renew neither lists 'N1' as an unknown nor cites it as a fact; add it to the article",
        ),
        ("a\tN1\tN1", "1: not-in-article: N1 is an unknown and says what the line is about; leave 'N1' out"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_are_kept(typed: str, problem: str) -> None:
    found = loaded(typed + "\ngimme my cash\trefund")
    assert next(str(one) for one in found.problems if one.path.endswith(".tsv")).startswith(
        f"content/asked.en.tsv:{problem}"
    )
    assert "gimme my cash" in {line.words for line in found.centre.asked}


def test_a_language_that_there_is_not_is_named() -> None:
    (problem,) = loaded(TYPED, "asked.fr.tsv").problems
    assert str(problem) == "content/asked.fr.tsv:1: value: 'fr' is no language; name it asked.zh.tsv, for example"


def test_other_tables_in_the_content_folder_are_none_of_its_business() -> None:
    assert loaded("no tab here", "prices.tsv").problems == ()
    assert loaded("no tab here", "en/asked.en.tsv").problems == ()


def test_no_page_and_no_completion_shows_what_was_typed(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {**SMALL, "content/asked.en.tsv": "zzgimme my cash\trefund\n"})
    assert call("--project", str(project), "build").code == 0
    shown = [path for path in (project / "site").rglob("*") if path.is_file() and b"zzgimme" in path.read_bytes()]
    kinds = {path.relative_to(project / "site" / "search").parts[1] for path in shown}
    assert kinds == {"words.json", "x"}


def test_what_is_wrong_with_a_line_is_told_where_it_stands(tmp_path: Path) -> None:
    typed = "payment declined\trefund\n"
    project = lay(tmp_path / "project", {**SMALL, "content/asked.en.tsv": typed})
    ran = call("--project", str(project), "check")
    assert "content/asked.en.tsv:1: same-question: " in ran.out
