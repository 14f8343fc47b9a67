"""Every rule of wording and upkeep fires on its planted faults and on nothing else. The cases are ``cases.yaml``."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from esim_help.check.catalogue import RULES
from esim_help.check.rules import check_centre
from esim_help.content.loader import load_centre
from esim_help.content.settings_file import read_settings
from esim_help.content.source import Source
from esim_help.errors import Problem

DATA = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
TODAY = datetime.date(2026, 11, 22)
Case = str | dict[str, str]


def cases(kind: str) -> list[Any]:
    found = [
        pytest.param(rule, case, id=f"{rule}-{number}")
        for rule, both in DATA["rules"].items()
        for number, case in enumerate(both[kind], 1)
    ]
    assert found
    return found


def files_of(case: Case) -> dict[str, str]:
    files = dict(DATA["centre"])
    if isinstance(case, dict):
        return files | case
    lang = "zh" if re.search("[一-鿿]", case) else "en"
    return files | {f"content/{lang}/pay/a.md": f"---\ntitle: {'题' if lang == 'zh' else 'T'}\n---\n{case}\n"}


def check(files: dict[str, str], today: datetime.date | None = TODAY) -> list[Problem]:
    settings, problems = read_settings(files["esim-help.toml"])
    assert settings is not None, problems
    sources = [
        Source(path, tuple(path.split("/")[1:-1]), path.split("/")[-1], text.encode())
        for path, text in files.items()
        if path.startswith("content/")
    ]
    loaded = load_centre(sources, settings)
    assert loaded.problems == ()
    return [
        problem
        for problem in check_centre(loaded.centre, ["zh/pay/a.png", "en/pay/a.png", "zh/pay/code.png"], today)
        if problem.rule not in ("missing-translation", "outside-host", "fact-changed")
    ]


def test_the_centre_that_faults_are_planted_in_has_none() -> None:
    assert check(DATA["centre"]) == []


@pytest.mark.parametrize(("rule", "case"), cases("invalid"))
def test_a_planted_fault_is_reported(rule: str, case: Case) -> None:
    assert rule in {problem.rule for problem in check(files_of(case))}


@pytest.mark.parametrize(("rule", "case"), cases("valid"))
def test_its_twin_without_the_fault_is_not(rule: str, case: Case) -> None:
    assert list(map(str, check(files_of(case)))) == []


def test_every_rule_has_cases_of_both_kinds() -> None:
    assert all(both["invalid"] and both["valid"] for both in DATA["rules"].values())
    assert set(DATA["rules"]) < set(RULES)


def test_what_needs_an_eye_is_a_warning_and_what_is_surely_wrong_an_error() -> None:
    severities = {
        problem.rule: problem.severity
        for rule, both in DATA["rules"].items()
        for case in both["invalid"]
        for problem in check(files_of(case))
        if problem.rule == rule
    }
    warnings = {rule for rule, severity in severities.items() if severity == "warning"}
    assert warnings == {
        "advertising", "overdue", "question-rank", "same-question", "steps", "unlisted-unknown"
    }  # fmt: skip


def test_without_a_day_no_review_is_overdue() -> None:
    files = files_of({"content/zh/pay/a.md": "---\ntitle: 题\nreviewed: 2020-01-01\n---\n"})
    assert check(files, None) == []
    assert [problem.line for problem in check(files)] == [3]


def test_a_text_is_due_on_the_day_and_overdue_the_day_after() -> None:
    files = files_of({"content/zh/pay/a.md": "---\ntitle: 题\nreviewed: 2026-11-01\nreview_every: 7d\n---\n"})
    assert check(files, datetime.date(2026, 11, 8)) == []
    assert len(check(files, datetime.date(2026, 11, 9))) == 1


def test_a_problem_stands_at_the_line_of_its_block_or_key() -> None:
    text = "---\ntitle: 题\nanswer: 三天内到账。\n---\n\n先登录。\n\n::: red R2\n24 小时内回复。\n:::\n"
    found = check(files_of({"content/zh/pay/a.md": text}))
    assert [(problem.line, problem.rule) for problem in found] == [(3, "unsupported"), (8, "hedge")]


def test_a_centre_without_facts_may_name_prices_and_telephones_but_no_handles() -> None:
    body = "# T\n\nIt costs $5, guaranteed. Call 13800138000.\n\n@kaka_esim88\n"
    files = {"esim-help.toml": "title = 'Help'", "content/en/pay/a.md": body}
    assert [problem.rule for problem in check(files)] == ["channel"]


def test_a_blank_of_a_script_in_an_article_and_unfinished_words_are_left_over() -> None:
    for body in ("你好，{{customer.name}}。", "TODO 写完。", "待补充"):
        assert {problem.rule for problem in check(files_of(body))} == {"placeholder"}
    script = (
        "title: T\nplaceholders: {name: {type: name, default: {zh: '{{other}}'}}}\ntexts: {zh: {chat: '{{name}}好。'}}"
    )
    assert {problem.rule for problem in check(files_of({"content/agent/scripts/s.yaml": script}))} == {"placeholder"}
