"""A saved file is on screen in under a second; what cannot be read keeps what was there, and says so."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_preview import Event, Running

from esim_help.preview.live_site import LiveSite
from esim_help.preview.server import LET_GO_S
from esim_help.workspace import Workspace
from small_project import SETTINGS, SMALL, lay

RENEW = "content/zh/pay/renew-red.md"
AT_MOST_S = 1.0


def changed(events: Iterator[Event]) -> Event:
    """The next change; what comes before it is passed over."""
    return next(event for event in events if event.name == "change")


def test_an_edit_is_on_screen_in_under_a_second_and_open_pages_are_told(preview: Running) -> None:
    waited = []
    with preview.open_page() as one, preview.open_page() as other:
        before = next(one).state["generation"]
        for number in range(3):
            saved = preview.write(RENEW, SMALL[RENEW].replace("红卡怎么续费", f"第 {number} 版", 1))
            event = changed(one)
            waited.append(event.at - saved)
            assert event.state == {"generation": before + 1 + number, "trouble": []}
            assert f"第 {number} 版" in preview.get("/zh/renew-red/").body.decode()
        assert next(other).name == "state"
        assert changed(other).state["generation"] == before + 1
        preview.write(RENEW, SMALL[RENEW])
        changed(one)
    assert min(waited) < AT_MOST_S
    assert preview.says(f"{RENEW} changed\n")


def test_the_search_of_a_page_is_that_of_its_content(preview: Running) -> None:
    with preview.open_page() as events:
        next(events)
        preview.write("content/zh/help/banana.md", "---\ntitle: 香蕉\ncategory: help\n---\n香蕉。\n")
        changed(events)
        bundle = re.findall(r'data-search="([^"]+)"', preview.get("/zh/").body.decode())[0]
        files = [preview.get(f"/{bundle}d/{n}.zh.json") for n in range(6)]
        assert any("香蕉" in file.body.decode() for file in files if file.status == 200)
        (preview.project / "content/zh/help/banana.md").unlink()
        changed(events)
    assert preview.get("/zh/banana/").status == 404


def test_settings_that_are_broken_keep_the_site_and_are_told(preview: Running) -> None:
    with preview.open_page() as events:
        before = next(events).state["generation"]
        preview.replace("esim-help.toml", "title = [")
        broken = changed(events).state
        assert broken["generation"] == before
        assert broken["trouble"][0].startswith("esim-help.toml:")
        assert "小帮助中心" in preview.get("/zh/").body.decode()
        preview.replace("esim-help.toml", SETTINGS.replace("小帮助中心", "新名字", 1))
        mended = changed(events).state
        assert mended == {"generation": before + 1, "trouble": []}
        assert "新名字" in preview.get("/zh/").body.decode()
        preview.replace("esim-help.toml", SETTINGS)
        changed(events)


def test_a_faulty_article_is_told_and_the_others_stay(preview: Running) -> None:
    with preview.open_page() as events:
        next(events)
        preview.write(RENEW, "---\ntitle: [\n---\n")
        trouble = changed(events).state["trouble"]
        assert len(trouble) >= 1
        assert trouble[0].startswith(f"{RENEW}:")
        assert preview.get("/zh/refund/").status == 200
        preview.write(RENEW, SMALL[RENEW])
        assert changed(events).state["trouble"] == []


def test_what_cannot_change_the_site_is_no_change(preview: Running) -> None:
    with preview.open_page() as events:
        before = next(events).state["generation"]
        for path in ("site/index.html", ".esim-help/x", "content/zh/.hidden.md", "content/zh/backup.md~", "notes.txt"):
            preview.write(path, "x")
        time.sleep(0.3)
        preview.write(RENEW, SMALL[RENEW] + "\n")
        assert changed(events).state["generation"] == before + 1
        preview.write(RENEW, SMALL[RENEW])
        changed(events)
    assert preview.says(f"{RENEW} changed\n")
    assert not [line for line in preview.said if "hidden" in line or "backup" in line or "notes" in line]


def test_it_stops_at_once_though_pages_are_open_and_leaves_no_process(project: Path) -> None:
    preview = Running(project)
    with preview.open_page() as events:
        next(events)
        started = time.monotonic()
        assert preview.stop(signal.SIGINT) == ""
        assert time.monotonic() - started < LET_GO_S / 2
    assert preview.gone
    assert preview.said == []


def test_a_project_without_a_content_folder_is_watched_too(tmp_path: Path) -> None:
    preview = Running(lay(tmp_path, {"esim-help.toml": 'title = "x"\n', "a.md": "# 一\n"}))
    with preview.open_page() as events:
        next(events)
        preview.write("b.md", "# 二\n")
        changed(events)
        assert preview.get("/zh/b/").status == 200
        preview.write("site/index.md", "# 三\n")
        preview.write(".hidden.md", "# 四\n")
        time.sleep(0.3)
    preview.stop()
    assert preview.said == ["b.md changed\n"]


def test_a_template_that_cannot_be_rendered_is_told_in_a_sentence(project: Path) -> None:
    lay(project, {"theme/templates/article.html": "{% broken %}"})
    preview = Running(project)
    answer = preview.get("/zh/renew-red/")
    assert answer.status == 500
    assert answer.body.decode().startswith("theme/templates/article.html:1: ")
    assert preview.get("/zh/").status == 200
    preview.stop()


# The site behind it, without a server


def test_the_site_is_read_again_when_it_is_told_to(project: Path) -> None:
    site = LiveSite(Workspace(project))
    first = site.current.number
    lay(project, {RENEW: SMALL[RENEW].replace("红卡怎么续费", "新题目", 1)})
    assert "新题目" not in (site.answer("zh/renew-red/") or b"").decode()
    site.refresh()
    assert site.current.number == first + 1
    assert "新题目" in (site.answer("zh/renew-red/") or b"").decode()


def test_a_later_preview_counts_on_from_an_earlier_one(project: Path) -> None:
    earlier = LiveSite(Workspace(project)).current.number
    time.sleep(0.002)
    assert LiveSite(Workspace(project)).current.number > earlier


def test_files_that_vanish_while_they_are_read_keep_the_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = LiveSite(Workspace(project))
    before = site.current

    def gone(_: Workspace) -> dict[str, bytes]:
        raise FileNotFoundError(2, "No such file or directory", "image.png")

    monkeypatch.setattr(Workspace, "linked_files", gone)
    site.refresh()
    assert site.current is before
    assert "image.png" in site.trouble[0]


def test_the_bundle_is_made_when_it_is_first_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import esim_help.index.index as index

    built = []
    build = index.build_index
    monkeypatch.setattr(index, "build_index", lambda *given: built.append(given) or build(*given))
    site = LiveSite(Workspace(project))
    assert site.answer("zh/")
    assert built == []
    for _ in range(2):
        assert site.answer(f"{site.current.search}manifest.json")
    assert len(built) == 1
