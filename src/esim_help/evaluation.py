"""How good search is on a set of questions: accuracy@1, recall@3, MRR@10 and the outcomes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from esim_help.errors import ContentError, Problem

DEPTH = 10
OUTCOMES = ("answered", "unstated", "other_card", "nothing")


@dataclass(frozen=True, slots=True)
class Question:
    """One labelled question: any of ``accepted`` may come first; empty ``outcome`` means that any is right."""

    text: str
    accepted: tuple[str, ...]
    outcome: str
    line: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what came of it: ids in order, and the outcome."""

    question: Question
    ids: tuple[str, ...]
    outcome: str

    @property
    def rank(self) -> int | None:
        """The place of the first accepted article, from 1; ``None`` when it is not among the first ten."""
        return next((place for place, name in enumerate(self.ids[:DEPTH], 1) if name in self.question.accepted), None)


Ask = Callable[[str], tuple[Sequence[str], str]]
"""A question's text to (ids in order, outcome)."""


def read_questions(text: str, path: str) -> list[Question]:
    """The questions of a TSV: query, accepted ids joined by ``|``, optionally the outcome. Raises ContentError.

    Lines that begin with ``#``, blank lines and a first line ``query`` … are passed over.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    for number, row in enumerate(text.splitlines(), 1):
        cells = row.split("\t")
        if not row.strip() or row.startswith("#") or (number == 1 and cells[0] == "query"):
            continue
        outcome = cells[2].strip() if len(cells) > 2 else ""
        if len(cells) < 2:
            problems.append(Problem(path, number, "tsv", "needs a tab between the query and the accepted ids"))
        elif outcome and outcome not in OUTCOMES:
            problems.append(
                Problem(path, number, "tsv", f"outcome {outcome!r} is unknown; use one of {', '.join(OUTCOMES)}")
            )
        else:
            accepted = tuple(filter(None, (name.strip() for name in cells[1].split("|"))))
            questions.append(Question(cells[0], accepted, outcome, number))
    if problems:
        raise ContentError(problems)
    if not questions:
        raise ContentError([Problem(path, 1, "tsv", "holds no question")])
    return questions


def ask_all(questions: Iterable[Question], ask: Ask) -> list[Asked]:
    """Every question asked."""
    return [Asked(question, tuple(ids), outcome) for question in questions for ids, outcome in (ask(question.text),)]


def per_mille(part: float, whole: int) -> float:
    """A share as a percentage with one decimal."""
    return round(100 * part / whole, 1) if whole else 0.0


def report(asked: Sequence[Asked]) -> dict[str, Any]:
    """The measures as ``evaluate --json`` prints them: percentages of the questions that have an accepted article."""
    labelled = [one for one in asked if one.question.accepted]
    ranks = [one.rank for one in labelled]
    judged = [one for one in asked if one.question.outcome]
    confusion = Counter((one.question.outcome, one.outcome) for one in judged)
    return {
        "questions": len(asked),
        "labelled": len(labelled),
        "accuracy_at_1": per_mille(sum(rank == 1 for rank in ranks), len(ranks)),
        "recall_at_3": per_mille(sum(rank is not None and rank <= 3 for rank in ranks), len(ranks)),
        "mrr_at_10": per_mille(sum(1 / rank for rank in ranks if rank), len(ranks)),
        "outcome_right": per_mille(sum(one.question.outcome == one.outcome for one in judged), len(judged)),
        "outcomes": {f"{wanted} → {got}": times for (wanted, got), times in sorted(confusion.items())},
        "failures": [_failure(one) for one in asked if _failed(one)],
    }


def _failed(one: Asked) -> bool:
    wrong_first = bool(one.question.accepted) and one.rank != 1
    return wrong_first or (bool(one.question.outcome) and one.question.outcome != one.outcome)


def _failure(one: Asked) -> dict[str, Any]:
    return {
        "line": one.question.line,
        "query": one.question.text,
        "accepted": list(one.question.accepted),
        "rank": one.rank,
        "first": list(one.ids[:3]),
        "outcome": one.outcome,
        "wanted_outcome": one.question.outcome,
    }
