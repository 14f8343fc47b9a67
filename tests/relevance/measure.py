"""Measures search on the labelled sets, clean and damaged.

``python tests/relevance/measure.py [dev|second|third|test] [--record]``. ``dev`` is for tuning; so are ``second``,
which another hand wrote from the titles and the facts, and ``third``, from the titles alone, without outcomes. ``test``
was written apart from the tuning, from the titles alone: look at its figures, never at its questions. ``--record``
writes the test figures down; ``test_relevance.py`` fails when they fall below by more than a margin.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parent)]

import damage  # noqa: E402 - the module beside this one

from esim_help.evaluation import Asked, Question, ask_all, read_questions, report  # noqa: E402
from esim_help.index.index import IndexReader, build_index  # noqa: E402
from esim_help.search.search import search  # noqa: E402
from esim_help.workspace import Workspace  # noqa: E402

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parent.parent
RECORDED = FOLDER / "recorded.json"
DEPTH = 10


class Row(NamedTuple):
    """One line of the table; percentages."""

    questions: str
    damage: str
    n: int
    accuracy_at_1: float
    recall_at_3: float
    mrr_at_10: float
    outcome_right: float


def our_index() -> IndexReader:
    """The index of this project's own content."""
    return build_index(Workspace(PROJECT).load("customer").centre)


def questions(name: str) -> list[Question]:
    """The questions of one file."""
    return read_questions((FOLDER / name).read_text(encoding="utf-8"), name)


def ask(reader: IndexReader, asked: Sequence[Question]) -> list[Asked]:
    """Every question with its ids and outcome."""

    def one(text: str) -> tuple[list[str], str]:
        outcome = search(reader, text, limit=DEPTH)
        return [hit.id for hit in outcome.hits], outcome.kind

    return ask_all(asked, one)


def row(name: str, kind: str, reader: IndexReader, asked: Sequence[Question]) -> Row:
    """The figures of some questions."""
    got = report(ask(reader, asked))
    keys = ("accuracy_at_1", "recall_at_3", "mrr_at_10", "outcome_right")
    return Row(name, kind, len(asked), *(got[key] for key in keys))


def rows(which: str, reader: IndexReader) -> Iterator[Row]:
    """The whole table for ``dev`` or ``test``."""
    for lang in ("zh", "en"):
        clean = questions(f"{which}.{lang}.tsv")
        yield row(lang, "clean", reader, clean)
        for kind, slip in slips(lang, clean).items():
            yield row(
                lang, kind, reader, [with_text(question, slip(question.text) or question.text) for question in clean]
            )
    for name in ("unstated", "other_card") if (FOLDER / f"{which}.unstated.tsv").exists() else ():
        yield row(name, "clean", reader, questions(f"{which}.{name}.tsv"))


def with_text(question: Question, text: str) -> Question:
    """The same question in other words."""
    return Question(text, question.accepted, question.outcome, question.line)


def slips(lang: str, clean: Sequence[Question]) -> dict[str, Callable[[str], str | None]]:
    """The kinds of damage that a language can suffer."""
    if lang == "en":
        return {"typo": damage.typo, "spaces": damage.spaces}
    pinyin = damage.pinyin_for(question.text for question in clean)
    return {"homophone": damage.homophone, "pinyin": pinyin, "traditional": damage.traditional, "spaces": damage.spaces}


def outside(which: str, reader: IndexReader) -> dict[str, float]:
    """The share of out-of-domain questions that are answered all the same, far and near; percentages."""
    lines = (FOLDER / f"{which}.outside.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    shares = {}
    for kind in ("far", "near"):
        texts = [cell[0] for cell in cells if cell[3].strip() == kind]
        answered = sum(search(reader, text).kind != "nothing" for text in texts)
        shares[kind] = round(100 * answered / len(texts), 1)
    return shares


def kept(which: str, reader: IndexReader) -> float:
    """The share of answerable questions that keep an answer, in per cent."""
    asked = [q for name in ("zh", "en", "unstated") for q in questions(f"{which}.{name}.tsv")]
    return round(100 * sum(search(reader, q.text).kind != "nothing" for q in asked) / len(asked), 1)


def figures(which: str, reader: IndexReader) -> dict[str, dict[str, float]]:
    """Everything that is recorded: ``set/damage`` to its figures, and the outside shares."""
    table = {
        f"{r.questions}/{r.damage}": {key: getattr(r, key) for key in Row._fields[3:]} for r in rows(which, reader)
    }
    asked_outside = (FOLDER / f"{which}.outside.tsv").exists()
    return table | ({"outside": {**outside(which, reader), "kept": kept(which, reader)}} if asked_outside else {})


def _print(table: dict[str, dict[str, float]]) -> None:
    print(f"{'set':<18}{'accuracy@1':>12}{'recall@3':>10}{'MRR@10':>8}{'outcome':>9}")
    for name, got in table.items():
        if name == "outside":
            print(f"answered though outside: far {got['far']} %, near {got['near']} %; answerable kept {got['kept']} %")
        else:
            print(
                f"{name:<18}"
                + "".join(f"{got[key]:>{width}.1f}" for key, width in zip(got, (12, 10, 8, 9), strict=True))
            )


if __name__ == "__main__":
    which = next((word for word in sys.argv[1:] if word in ("dev", "second", "third", "test")), "dev")
    measured = figures(which, our_index())
    _print(measured)
    if "--record" in sys.argv and which == "test":
        RECORDED.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
