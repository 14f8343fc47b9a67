"""``build``, ``show``, ``check``, ``evaluate`` and ``init``: what they print, write and exit with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from esim_help.cli.main import COMMANDS
from small_project import Ran, call, lay, tree

Command = Callable[..., Ran]

BROKEN = "content/zh/pay/broken.md"
NOT_CLOSED = "---\ntitle: [坏\n---\n坏。\n"
UNKNOWN_KEY = "---\ntitle: 好\ncolour: red\n---\n好。\n"


# build


def test_build_renders_the_site_and_stores_the_index(do: Command, project: Path) -> None:
    ran = do("build")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"{project / 'site'}: ")
    assert ran.err.endswith("0 unchanged, 0 deleted (no problems)\n")
    site = tree(project / "site")
    assert {"index.html", "404.html", "zh/renew-red/index.html", "en/refund/index.html"} <= site.keys()
    assert any(path.startswith("search/") for path in site)
    assert not [path for path, content in site.items() if b"agent-escalation" in content]


def test_a_second_build_writes_nothing(do: Command, project: Path) -> None:
    do("build")
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    ran = do("build")
    assert ran.code == 0
    assert "0 files written" in ran.err
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")} == before


def test_out_names_another_folder(do: Command, project: Path, tmp_path: Path) -> None:
    assert do("build", "--out", str(tmp_path / "网站" / "public")).code == 0
    assert (tmp_path / "网站" / "public" / "index.html").exists()
    assert not (project / "site").exists()


def test_check_says_what_is_out_of_date_and_writes_nothing(do: Command, project: Path) -> None:
    fresh = do("build", "--check")
    assert fresh.code == 1
    assert fresh.out.splitlines()
    assert not (project / "site").exists()
    do("build")
    site = project / "site"
    assert do("build", "--check") == Ran(0, "", f"{site} is up to date\n")
    lay(project, {"content/zh/help/new.md": "---\ntitle: 新的\ncategory: help\n---\n新。\n"})
    before = tree(site)
    stale = do("build", "--check")
    assert (stale.code, stale.err) == (1, f"{site} is out of date\n")
    assert any("zh/new/index.html" in line for line in stale.out.splitlines())
    assert tree(site) == before


def test_one_bad_article_is_left_out_and_the_exit_code_says_so(do: Command, project: Path) -> None:
    lay(project, {BROKEN: NOT_CLOSED})
    ran = do("build")
    assert ran.code == 5
    assert f"{BROKEN}:" in ran.err
    assert "1 error)" in ran.err
    assert (project / "site" / "zh" / "renew-red" / "index.html").exists()
    assert not (project / "site" / "zh" / "broken").exists()
    assert do("build", "--check").code == 5
    assert do("search", "红卡怎么续费").code == 0


@pytest.mark.parametrize("content", [NOT_CLOSED, UNKNOWN_KEY], ids=["an error", "a warning"])
def test_strict_refuses_to_build_where_there_is_a_problem(content: str, do: Command, project: Path) -> None:
    lay(project, {BROKEN: content})
    ran = do("build", "--strict")
    assert (ran.code, ran.out) == (5, "")
    assert BROKEN in ran.err
    assert not (project / "site").exists()


def test_a_warning_is_told_and_the_build_is_fine(do: Command, project: Path) -> None:
    lay(project, {BROKEN: UNKNOWN_KEY})
    ran = do("build")
    assert ran.code == 0
    assert "warning: " in ran.err
    assert "1 warning)" in ran.err


@pytest.mark.parametrize("out", ["content", ".", "..", "strange"])
def test_a_folder_that_must_not_be_written_to_is_refused(
    out: str, do: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(project, {"strange/thing.txt": "not ours"})
    monkeypatch.chdir(project)
    before = tree(project / "content") | tree(project / "strange")
    ran = do("build", "--out", str(project / out))
    assert ran.code == 2
    assert ran.err.startswith("esim-help: ")
    assert tree(project / "content") | tree(project / "strange") == before


# show


def test_show_prints_an_article(ask: Command) -> None:
    ran = ask("show", "renew-red")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:4] == ["红卡怎么续费", "[红卡]", "", "  登录官网，选付款方式，确认支付。"]
    assert "1. 登录官网。" in ran.out.splitlines()


def test_show_says_what_is_not_stated(ask: Command) -> None:
    assert (
        "? Not stated in our source guide: How long does a refund take?\n  Please contact support.\n"
        in ask("show", "--lang", "en", "refund").out
    )


def test_show_in_a_language_the_article_lacks_shows_the_one_it_has(ask: Command) -> None:
    assert ask("show", "--lang", "en", "contact").out.startswith("联系客服\n")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("renew-rad", "no article 'renew-rad'; did you mean renew-red?"),
        ("zzzzz", "no article 'zzzzz'; use one of contact, payment-failed, refund, renew-red"),
        ("agent-escalation", "no article 'agent-escalation'; "),
        ("../../etc/passwd", "no article '../../etc/passwd'; "),
    ],
)
def test_an_id_that_is_none_is_met_with_a_suggestion(name: str, says: str, ask: Command) -> None:
    ran = ask("show", name)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_agents_may_read_internal_articles(ask: Command) -> None:
    assert ask("show", "--audience", "agent", "agent-escalation").out.startswith("升级处理的条件\n")


# check


def complete(project: Path) -> Path:
    """A project whose articles are all in both languages, so that nothing is to be said of it."""
    for path in ("help/contact.md", "agent/agent-escalation.md"):
        inner = "agent/" if path.startswith("agent/") else ""
        text = (project / "content" / f"{inner}zh" / path).read_text(encoding="utf-8")
        lay(project, {f"content/{inner}en/{path}": text.replace("title: ", "title: Of ")})
    return project


def test_check_of_good_content_says_so(do: Command, project: Path) -> None:
    complete(project)
    assert do("check") == Ran(0, "", "5 articles, 1 scripts: no problems\n")
    assert do("check", "--strict").code == 0
    assert do("check", "--json").out == "[]\n"


def test_check_prints_each_problem_with_its_place(do: Command, project: Path) -> None:
    lay(complete(project), {BROKEN: NOT_CLOSED, "content/zh/pay/odd.md": UNKNOWN_KEY})
    ran = do("check")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"{BROKEN}:")
    assert any(line.startswith("content/zh/pay/odd.md:3: unknown-key: warning: ") for line in lines)
    assert re.search(r": 1 error, \d warnings?\n$", ran.err)


def test_check_takes_warnings_as_errors_when_it_is_strict(do: Command, project: Path) -> None:
    lay(complete(project), {"content/zh/pay/odd.md": UNKNOWN_KEY})
    assert do("check").code == 0
    assert do("check", "--strict").code == 1


def test_the_json_of_check_is_a_list_of_problems(do: Command, project: Path) -> None:
    lay(project, {"content/zh/pay/odd.md": "---\ntitle: 好\ntype: novel\n---\n好。\n"})
    ran = do("check", "--json")
    assert (ran.code, ran.err) == (1, "")
    problem = next(problem for problem in json.loads(ran.out) if problem["path"] == "content/zh/pay/odd.md")
    assert list(problem) == ["path", "line", "rule", "severity", "message", "choices"]
    assert (problem["line"], problem["severity"]) == (3, "error")
    assert problem["choices"] == ["how-to", "reference", "explanation", "troubleshooting"]
    assert json.loads(call("--project", str(project), "check", "--json").out) == json.loads(ran.out)


def test_settings_that_cannot_be_used_exit_5(do: Command, project: Path) -> None:
    lay(project, {"esim-help.toml": 'title = "x"\nshape = "round"\n'})
    for command in (["check"], ["build"], ["search", "续费"], ["show", "contact"], ["reply", "renew-red"]):
        ran = do(*command)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err.startswith("esim-help: esim-help.toml:2: ")
        assert "shape" in ran.err


# evaluate

QUESTIONS = """\
query\taccepted\toutcome
# a comment

红卡怎么续费\trenew-red\tanswered
payment declined\tpayment-failed|contact\t
退款要等几天\trefund\tunstated
今晚吃什么\t\tnothing
续费\tcontact\tanswered
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    (tmp_path / "questions.tsv").write_text(QUESTIONS, encoding="utf-8")
    return tmp_path / "questions.tsv"


def test_evaluate_measures(ask: Command, questions: Path) -> None:
    measured = json.loads(ask("evaluate", "--json", str(questions)).out)
    assert list(measured) == [
        "questions",
        "labelled",
        "accuracy_at_1",
        "recall_at_3",
        "mrr_at_10",
        "outcome_right",
        "outcomes",
        "failures",
    ]
    assert (measured["questions"], measured["labelled"]) == (5, 4)
    assert (measured["accuracy_at_1"], measured["outcome_right"]) == (75.0, 100.0)
    assert measured["outcomes"] == {
        "answered → answered": 2,
        "nothing → nothing": 1,
        "unstated → unstated": 1,
    }
    assert [list(failure) for failure in measured["failures"]] == [
        ["line", "query", "accepted", "rank", "first", "outcome", "wanted_outcome"]
    ]
    assert (measured["failures"][0]["line"], measured["failures"][0]["query"]) == (8, "续费")


def test_evaluate_prints_a_table_and_what_failed(ask: Command, questions: Path) -> None:
    ran = ask("evaluate", str(questions))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "questions    5 (4 with an accepted article)"
    assert lines[1] == "accuracy@1    75.0 %"
    assert "1 failed:" in lines
    assert lines[-1].startswith("  8: 续费 — wanted contact, got renew-red")


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        ("no tab here\n", 5, ":1: tsv: needs a tab"),
        ("续费\trenew-red\tmaybe\n", 5, ":1: tsv: outcome 'maybe' is unknown; use one of answered, "),
        ("# nothing\n\n", 5, ":1: tsv: holds no question"),
        (b"\xff\xfe\n", 2, "is not UTF-8 (byte 0)"),
        (None, 2, "cannot be read: No such file or directory"),
    ],
)
def test_a_malformed_question_file_is_met_with_a_sentence(
    content: str | bytes | None, code: int, says: str, ask: Command, tmp_path: Path
) -> None:
    if content is not None:
        lay(tmp_path, {"questions.tsv": content})
    ran = ask("evaluate", str(tmp_path / "questions.tsv"))
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


# init


def test_init_lays_down_a_centre_that_builds_searches_and_checks_at_once(tmp_path: Path) -> None:
    centre = tmp_path / "我的 help"
    ran = call("init", str(centre))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"A new help centre is in {centre}.\n")
    assert (centre / ".gitignore").exists()
    assert call("--project", str(centre), "build", "--strict").code == 0
    assert call("--project", str(centre), "check", "--strict").code == 0
    assert call("--project", str(centre), "search", "怎么续费").code == 0
    assert call("--project", str(centre), "search", "how do i renew").code == 0


@pytest.mark.parametrize("there", ["esim-help.toml", "content/zh/renew/renew.md"])
def test_init_replaces_no_file(there: str, tmp_path: Path) -> None:
    lay(tmp_path, {there: "mine", "other.txt": "mine too"})
    before = tree(tmp_path)
    ran = call("init", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"esim-help: {tmp_path} already has {there}; name a new or empty folder\n"
    assert tree(tmp_path) == before


def test_init_keeps_what_is_there_beside(tmp_path: Path) -> None:
    lay(tmp_path, {"README.md": "mine"})
    assert call("init", str(tmp_path)).code == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("place", ["/proc/help", "taken/inside"])
def test_init_where_nothing_can_be_written_says_so(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"taken": "a file"})
    ran = call("init", place)
    assert ran.code == 2
    assert "cannot be written: " in ran.err


# the group


@pytest.mark.parametrize("asking", ["-h", "--help"])
def test_help_names_every_command(asking: str) -> None:
    ran = call(asking)
    assert (ran.code, ran.err) == (0, "")
    for command, sentence in COMMANDS.items():
        assert f"  {command} " in ran.out
        assert sentence in ran.out
        assert call(command, asking).out.startswith(f"Usage: esim-help {command} ")


def test_version_says_the_version() -> None:
    from esim_help import __version__

    assert call("--version").out == f"esim-help, version {__version__}\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("serach", "No such command 'serach'; did you mean 'search'?"),
        ("biuld", "did you mean 'build'?"),
        ("qqq", f"No such command 'qqq'; use one of {', '.join(COMMANDS)}"),
    ],
)
def test_an_unknown_command_is_met_with_a_suggestion(name: str, says: str) -> None:
    ran = call(name)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_no_command_at_all_shows_the_help() -> None:
    ran = call()
    assert ran.code == 2
    assert "Commands:" in ran.out + ran.err


def test_the_project_is_the_nearest_folder_with_settings(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "content" / "zh" / "pay")
    assert call("search", "红卡怎么续费").out.startswith("1. 红卡怎么续费")


def test_without_a_project_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["search", "x"], ["build"], ["check"], ["show", "x"], ["reply", "x"], ["serve"]):
        ran = call(*command)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err == (
            f"esim-help: no esim-help.toml in {tmp_path} or any folder above;"
            " run 'esim-help init DIR', or name one with --project DIR\n"
        )


@pytest.mark.parametrize("command", [["search", "x"], ["build"], ["check"], ["serve"]])
def test_a_project_that_is_none_is_named(command: list[str], tmp_path: Path) -> None:
    ran = call("--project", str(tmp_path / "none"), *command)
    assert (ran.code, ran.out) == (5, "")
    assert f"no esim-help.toml in {tmp_path / 'none'}" in ran.err


def test_a_project_that_is_a_file_is_a_wrong_call(tmp_path: Path) -> None:
    lay(tmp_path, {"file": "x"})
    assert call("--project", str(tmp_path / "file"), "search", "x").code == 2
