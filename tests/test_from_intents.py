"""``bench/from_intents.py``: a labelled data set becomes a project that builds and can be measured."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from small_project import SOURCE, call, lay, tree

PROGRAM = SOURCE.parent / "bench" / "from_intents.py"
TRAIN = """\
text,category
where is my parcel,parcel_late
"my parcel is late, again",parcel_late
the parcel has not come,parcel_late
"a parcel that says ""delivered"" is not here",parcel_late
how do I send the shoes back,return_an_item?
can I return a coat,return_an_item?
- is a return free,return_an_item?
#1 question: opening hours,index
when do you open,index
"""
TEST = """\
text,category
Where is  my parcel,parcel_late
"parcel delivered, not here",parcel_late
return the coat,return_an_item?
#opening hours,index
"""
CHINESE_TRAIN = (
    'text\tcategory\n包裹怎么还没到\t包裹迟到\n包裹"丢"了吗\t包裹迟到\n鞋子怎么退货\t退货\n退货要钱吗\t退货\n'
)
CHINESE_TEST = "text\tcategory\n我的包裹还没有到\t包裹迟到\n想退货\t退货\n"


@cache
def program() -> ModuleType:
    spec = spec_from_file_location("from_intents", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["from_intents"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Converted(NamedTuple):
    """What a run of the program said, and the folder that it was to write."""

    code: int
    said: str
    err: str
    out: Path


def arguments(folder: Path) -> list[str]:
    return [str(folder / name) for name in ("train.csv", "test.csv", "out")]


def run(folder: Path, *options: str) -> Converted:
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as err:
        code = program().main([*arguments(folder), *options])
    return Converted(code, said.getvalue(), err.getvalue(), folder / "out")


def convert(folder: Path, *options: str, train: str | bytes = TRAIN, test: str | bytes = TEST) -> Converted:
    return run(lay(folder, {"train.csv": train, "test.csv": test}), *options)


def measured(project: Path, questions: str) -> dict[str, object]:
    assert call("--project", str(project), "build", "--strict").code == 0
    got: dict[str, object] = json.loads(
        call("--project", str(project), "evaluate", "--json", str(project / questions)).out
    )
    return got


def front(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_data_set_becomes_a_project_that_builds_and_can_be_measured(tmp_path: Path) -> None:
    ran = convert(tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.said.splitlines() == [
        "3 articles in en, 8 listed questions (3 articles have fewer than 5), 4 to ask",
        f"esim-help --project {ran.out} evaluate {ran.out / 'test.en.tsv'}",
    ]
    assert sorted(tree(ran.out)) == [
        "content/en/index-intent.md",
        "content/en/parcel-late.md",
        "content/en/return-an-item.md",
        "esim-help.toml",
        "test.en.tsv",
    ]
    got = measured(ran.out, "test.en.tsv")
    assert (got["questions"], got["labelled"], got["accuracy_at_1"]) == (4, 4, 100.0)


def test_it_is_a_program(tmp_path: Path) -> None:
    lay(tmp_path, {"train.csv": TRAIN, "test.csv": "text,category\nlost,nowhere\n"})
    command = [sys.executable, str(PROGRAM), *arguments(tmp_path)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={"PYTHONPATH": str(SOURCE)}, check=False)
    unknown = "intents: category 'nowhere' is not in the training file"
    assert (ran.returncode, ran.stdout, ran.stderr) == (5, "", f"{tmp_path / 'test.csv'}:2: {unknown}\n")


def test_chinese_is_recognised_in_a_tsv_whose_quotation_marks_are_text(tmp_path: Path) -> None:
    ran = convert(tmp_path, train=CHINESE_TRAIN, test=CHINESE_TEST)
    assert (ran.code, ran.err) == (0, "")
    assert ran.said.startswith("2 articles in zh, 4 listed questions (2 articles have fewer than 5), 2 to ask\n")
    (parcel,) = [
        path for path in (ran.out / "content" / "zh").iterdir() if "title: 包裹迟到" in path.read_text(encoding="utf-8")
    ]
    assert sorted(front(parcel)[3:5]) == ['- 包裹"丢"了吗', "- 包裹怎么还没到"]
    got = measured(ran.out, "test.zh.tsv")
    assert (got["labelled"], got["accuracy_at_1"]) == (2, 100.0)


def test_a_language_can_be_named(tmp_path: Path) -> None:
    ran = convert(tmp_path, "--lang", "zh")
    assert {path for path in tree(ran.out) if path.startswith(("content/en", "test.en"))} == set()
    assert measured(ran.out, "test.zh.tsv")["labelled"] == 4


def test_the_title_is_the_category_in_words(tmp_path: Path) -> None:
    out = convert(tmp_path).out
    titles = [front(path)[1] for path in sorted((out / "content" / "en").iterdir())]
    assert titles == ["title: Index", "title: Parcel late", "title: Return an item?"]


def test_what_is_asked_is_never_listed(tmp_path: Path) -> None:
    out = convert(tmp_path).out
    assert "where is my parcel" not in (out / "content/en/parcel-late.md").read_text(encoding="utf-8")


def test_a_question_like_a_comment_is_asked_all_the_same(tmp_path: Path) -> None:
    assert " #opening hours\tindex-intent" in front(convert(tmp_path).out / "test.en.tsv")


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_an_article_lists_as_many_as_are_wanted_and_more_include_fewer(tmp_path: Path, number: int) -> None:
    several = {n: convert(tmp_path / str(n), "--listed", str(n)).out for n in (number, number + 1)}
    fewer, more = (set(front(out / "content/en/parcel-late.md")[3:-1]) for out in several.values())
    assert len(fewer) == number
    assert fewer <= more


def test_the_order_of_the_rows_decides_nothing(tmp_path: Path) -> None:
    header, *rows = TRAIN.splitlines(keepends=True)
    one = convert(tmp_path / "one", "--listed", "2").out
    other = convert(tmp_path / "other", "--listed", "2", train="".join([header, *reversed(rows)])).out
    assert tree(one) == tree(other)


def test_a_byte_order_mark_crlf_and_further_columns_are_passed_over(tmp_path: Path) -> None:
    header, *rows = TRAIN.splitlines()
    wider = "\r\n".join(["\ufeffnumber," + header, "", *(f"7,{row}" for row in rows)])
    assert tree(convert(tmp_path / "wider", train=wider).out) == tree(convert(tmp_path / "plain").out)


FAULTS = {
    "empty": ("", 5, "train.csv:1: intents: needs a first line with the columns 'text' and 'category'; it is empty"),
    "column": (
        "text,label\na,b\n",
        5,
        "train.csv:1: intents: needs a first line with the columns 'text' and 'category'; ",
    ),
    "only a header": ("text,category\n", 5, "train.csv:1: intents: holds no question"),
    "no text": (TRAIN + " ,index\n", 5, "train.csv:11: intents: text must not be empty"),
    "no category": (TRAIN + "lost\n", 5, "train.csv:11: intents: category must not be empty"),
    "comma": (TRAIN + "late, again,index\n", 5, "train.csv:11: intents: has more cells than the header; quote a text"),
    "quotation mark": (TRAIN + '"late,index\n', 5, "train.csv:11: intents: unexpected end of data"),
    "same id": (TRAIN + "late,Parcel late\n", 5, "has the id 'parcel-late', and so has 'Parcel late'; rename one"),
    "unknown": ("text,category\nlate,parcel_late\n", 5, "test.csv:4: intents: category 'return_an_item?' is not in "),
    "not UTF-8": (b"text,category\n\xff,index\n", 2, "train.csv is not UTF-8 (byte 14)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_data_set_is_met_with_a_sentence_and_nothing_is_written(tmp_path: Path, fault: str) -> None:
    train, code, says = FAULTS[fault]
    ran = convert(tmp_path, train=train)
    assert (ran.code, ran.said, ran.out.exists()) == (code, "", False)
    assert says in ran.err


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    ran = convert(tmp_path, test=TEST + "lost,\nlost,nowhere\n,index\n")
    assert [line.rpartition("test.csv:")[2].partition(":")[0] for line in ran.err.splitlines()] == ["6", "8"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = run(lay(tmp_path, {"train.csv": TRAIN}))
    assert (ran.code, ran.err) == (2, f"{tmp_path / 'test.csv'} cannot be read: No such file or directory\n")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, {"out/mine.md": "mine"})
    ran = convert(tmp_path)
    assert (ran.code, ran.err) == (2, f"{ran.out} is not empty; name a new folder\n")
    assert sorted(tree(ran.out)) == ["mine.md"]
