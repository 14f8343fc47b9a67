"""The preview answers every address of the site, as a web server would."""

from __future__ import annotations

import json
import re
import time

import pytest
from running_preview import Running


@pytest.mark.parametrize(
    ("path", "kind", "holds"),
    [
        ("/", "text/html; charset=utf-8", "小帮助中心"),
        ("/zh/", "text/html; charset=utf-8", "小帮助中心"),
        ("/zh/renew-red/", "text/html; charset=utf-8", "红卡怎么续费"),
        ("/zh/renew-red/index.html", "text/html; charset=utf-8", "红卡怎么续费"),
        ("/en/refund/", "text/html; charset=utf-8", "How to get a refund"),
        ("/_live/live.js", "text/javascript", "EventSource"),
    ],
)
def test_an_address_of_the_site_is_answered(path: str, kind: str, holds: str, preview: Running) -> None:
    answer = preview.get(path)
    assert (answer.status, answer.type.split(";")[0]) == (200, kind.split(";")[0])
    assert "charset=utf-8" in answer.type
    assert holds in answer.body.decode()
    assert answer.headers["cache-control"] == "no-store"


def test_all_that_a_page_is_made_of_is_there(preview: Running) -> None:
    page = preview.get("/zh/renew-red/").body.decode()
    assets = re.findall(r'"\.\./\.\./(assets/[^"]+)"', page)
    assert {asset.rsplit(".", 1)[1] for asset in assets} >= {"css", "js", "svg"}
    for asset in assets:
        assert preview.get(f"/{asset}").status == 200
    manifest = preview.get("/" + re.findall(r'data-search="([^"]+)"', page)[0] + "manifest.json")
    assert (manifest.status, manifest.type) == (200, "application/json; charset=utf-8")
    assert json.loads(manifest.body)["format"]


def test_a_page_listens_for_changes_of_what_it_shows(preview: Running) -> None:
    page = preview.get("/zh/").body.decode()
    shown = re.findall(r'<script src="/_live/live.js" data-generation="(\d+)" defer></script></body>', page)
    with preview.open_page() as events:
        assert next(events).state == {"generation": int(shown[0]), "trouble": []}


@pytest.mark.parametrize("path", ["/zh/nothing/", "/nope.css", "/search/x/manifest.json", "/../esim-help.toml", "/%00"])
def test_an_address_that_leads_nowhere_gets_the_site_s_own_page(path: str, preview: Running) -> None:
    answer = preview.get(path)
    assert (answer.status, answer.type) == (404, "text/html; charset=utf-8")
    assert b"</html>" in answer.body


def test_a_folder_without_its_slash_leads_to_the_folder(preview: Running) -> None:
    answer = preview.get("/zh/renew-red")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["location"] == "/zh/renew-red/"


def test_what_is_for_agents_is_not_served(preview: Running) -> None:
    assert preview.get("/zh/agent-escalation/").status == 404
    assert b"agent-escalation" not in preview.get("/zh/questions/").body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written_through_it(method: str, preview: Running) -> None:
    assert preview.get("/zh/", method).status == 405


def test_nothing_is_written_to_the_output_folder(preview: Running) -> None:
    preview.get("/zh/")
    time.sleep(0.05)
    assert not (preview.project / "site").exists()
