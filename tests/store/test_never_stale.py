"""A search after an edit sees the edit, whatever the clock says; and what did not change is not built again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from stored_centre import Centre

RENEW = "content/zh/pay/renew-red.md"


def settled(centre: Centre) -> None:
    """Waits until the files are old enough for their times to be believed, and has them noted."""
    time.sleep(0.06)
    centre.ask()
    assert (centre.index.parent / "customer.stamp").exists()


def test_an_edit_in_the_same_second_is_seen(centre: Centre) -> None:
    for number in range(12):
        centre.replace(RENEW, "title: ", f"title: {number % 10}")
        assert centre.title().startswith(str(number % 10))


def test_an_edit_that_keeps_size_and_time_is_seen(centre: Centre) -> None:
    settled(centre)
    path = centre.project / RENEW
    before = path.stat()
    centre.replace(RENEW, "红卡怎么续费", "红卡怎样续费")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert centre.title() == "红卡怎样续费"


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_seen(centre: Centre) -> None:
    settled(centre)
    path = centre.project / RENEW
    other = path.with_suffix(".new")
    other.write_text(path.read_text(encoding="utf-8").replace("红卡怎么续费", "红卡怎样续费"), encoding="utf-8")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    assert centre.title() == "红卡怎样续费"


def test_a_new_file_is_seen(centre: Centre) -> None:
    settled(centre)
    assert centre.ask("香蕉") == []
    centre.write("content/zh/help/banana.md", "---\ntitle: 香蕉\n---\n香蕉。\n")
    assert centre.ask("香蕉") == ["banana"]


def test_a_removed_file_is_gone(centre: Centre) -> None:
    settled(centre)
    for lang in ("zh", "en"):
        (centre.project / f"content/{lang}/pay/renew-red.md").unlink()
    assert "renew-red" not in centre.ask()


def test_a_renamed_file_has_its_new_id(centre: Centre) -> None:
    settled(centre)
    for lang in ("zh", "en"):
        folder = centre.project / f"content/{lang}/pay"
        (folder / "renew-red.md").rename(folder / "renew-it.md")
    assert centre.ask()[0] == "renew-it"


def test_changed_settings_are_seen(centre: Centre) -> None:
    settled(centre)
    assert centre.workspace.reader().header.card_names["red"]["zh"] == "红卡"
    centre.replace("esim-help.toml", 'zh = "红卡"', 'zh = "赤卡"')
    assert centre.workspace.reader().header.card_names["red"]["zh"] == "赤卡"


def test_an_engine_that_changed_makes_a_new_index(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(centre)
    before = centre.build
    monkeypatch.setattr("esim_help.workspace.engine_stamp", lambda: "another engine")
    assert centre.ask()[0] == "renew-red"
    assert centre.build != before


def test_the_engine_is_known_by_its_own_files() -> None:
    from esim_help.workspace import engine_stamp

    named = [line.split("\0")[0] for line in engine_stamp().splitlines()]
    assert any(name.endswith("index/impacts.py") for name in named)
    assert any(name.endswith("store.py") for name in named)
    assert any(name.endswith("analysis/traditional.json") for name in named)


@pytest.mark.parametrize("ask_again", [0.0, 0.06])
def test_what_did_not_change_is_not_built_again(ask_again: float, centre: Centre) -> None:
    before = centre.build
    for _ in range(3):
        time.sleep(ask_again)
        centre.ask()
    assert centre.build == before


def test_a_file_that_was_only_touched_changes_nothing(centre: Centre) -> None:
    settled(centre)
    before = centre.build
    (centre.project / RENEW).touch()
    assert centre.ask()[0] == "renew-red"
    assert centre.build == before


def test_an_agents_file_does_not_rebuild_the_customers_index(centre: Centre) -> None:
    settled(centre)
    before = centre.build
    assert centre.ask("什么时候升级给二线", "agent")[0] == "agent-escalation"
    centre.replace("content/agent/zh/agent/agent-escalation.md", "升级处理的条件", "什么情况要升级")
    assert centre.ask("什么时候升级给二线") != ["agent-escalation"]
    assert centre.build == before
    assert centre.ask("什么情况要升级", "agent")[0] == "agent-escalation"


def test_customers_never_find_what_is_for_agents(centre: Centre) -> None:
    assert "agent-escalation" not in centre.ask("什么时候升级给二线", "customer")


@pytest.mark.parametrize("searched", [True, False], ids=["and a search", "alone"])
def test_a_build_that_was_overtaken_by_an_edit_does_not_bring_back_the_old_content(
    searched: bool, centre: Centre
) -> None:
    from esim_help.building import Building

    late = Building(centre.workspace)
    assert late.pages
    assert late.index
    centre.replace(RENEW, "红卡怎么续费", "红卡怎样续费")
    time.sleep(0.06)
    assert not searched or centre.title() == "红卡怎样续费"
    late.publish(centre.project / "site")
    assert centre.title() == "红卡怎样续费"


def test_content_that_changes_while_it_is_indexed_is_noticed_by_the_next_search(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    from esim_help.workspace import Workspace

    loaded = Workspace.loaded

    def edited_meanwhile(self: Workspace, snapshot: object) -> object:
        centre.replace(RENEW, "title: B", "title: C")
        return loaded(self, snapshot)  # type: ignore[arg-type]

    centre.replace(RENEW, "title: ", "title: B")
    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "loaded", edited_meanwhile)
        assert centre.title().startswith("B")
    assert centre.title().startswith("C")
    centre.replace(RENEW, "title: C", "title: B")
    assert centre.title().startswith("B")


def test_an_article_that_did_not_change_is_not_parsed_again(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    import esim_help.article_cache as cache

    parsed: list[str] = []
    read = cache.read_article

    def counting(source: object, cards: tuple[str, ...]) -> object:
        parsed.append(source.path)  # type: ignore[attr-defined]
        return read(source, cards)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "read_article", counting)
    centre.replace(RENEW, "红卡怎么续费", "红卡怎样续费")
    assert centre.title() == "红卡怎样续费"
    assert parsed == [RENEW]


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b[:-1],
        lambda b: b"",
        lambda b: b[:40] + b"!" + b[41:],
        lambda b: b.replace("红".encode(), "黑".encode()),
        lambda b: b"\x81" * 99,
    ],
)
def test_a_damaged_cache_of_articles_counts_as_empty_and_is_written_anew(
    damage: Callable[[bytes], bytes], centre: Centre
) -> None:
    path = centre.project / ".esim-help" / "articles.msgpack"
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    centre.replace("esim-help.toml", "A small", "One small")
    assert centre.title() == "红卡怎么续费"
    assert path.read_bytes() == whole
