"""``asked.<lang>.tsv``: what customers have typed, a line each, with the ids of what they ask for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from esim_help.content.decode import check_ids
from esim_help.errors import Problem
from esim_help.model.article import Article
from esim_help.model.centre import Asked
from esim_help.model.fact import Unknown
from esim_help.model.lang import LANGS

NAME = re.compile(r"asked\.([^.]+)\.tsv")
HEADER = "query"
"""What the first line begins with where it names the columns, as in the files that ``evaluate`` reads."""
ADVICE = "needs what a customer typed, a tab and an id; then, if need be, a tab and the id of an unknown or a fact"


def read_asked(text: str, path: str, lang: str) -> tuple[list[Asked], list[Problem]]:
    """The lines of one file, in its order; blank lines and those that begin with ``#`` are passed over."""
    if lang not in LANGS:
        return [], [Problem(path, 1, "value", f"{lang!r} is no language; name it asked.{LANGS[0]}.tsv, for example")]
    lines: list[Asked] = []
    problems: list[Problem] = []
    for number, row in enumerate(text.split("\n"), 1):
        words, *ids = (cell.strip() for cell in row.split("\t"))
        if not row.strip() or row.startswith("#") or (number == 1 and words == HEADER):
            continue
        if words and all(ids) and len(ids) in (1, 2):
            lines.append(Asked(words, lang, ids[0], path, number, *ids[1:]))
        else:
            problems.append(Problem(path, number, "tsv", ADVICE))
    return lines, problems


def of_articles(
    lines: Sequence[Asked], articles: Sequence[Article], unknowns: Sequence[Unknown], drafts: Collection[str]
) -> tuple[tuple[Asked, ...], list[Problem]]:
    """The lines that ask for articles, those of former ids under the present one; a problem for each wrong id.

    What a line is about is an unknown that the article lists, or a fact that it cites.
    """
    ids = {name: article.id for article in articles for name in (*article.aliases, article.id)}
    open_questions = {unknown.id for unknown in unknowns}
    known = {*ids, *drafts, *open_questions}
    wrong = (line for line in lines if line.id not in known)
    found = [p for line in wrong for p in check_ids(line.path, line.line, "article", [line.id], sorted(known))]
    ours = tuple(replace(line, id=ids[line.id]) for line in lines if line.id in ids)
    found += [_says_too_much(line) for line in lines if line.about and line.id in open_questions]
    return ours, [*found, *_not_of_articles(ours, {article.id: _told_by(article) for article in articles})]


def _says_too_much(line: Asked) -> Problem:
    message = f"{line.id} is an unknown and says what the line is about; leave {line.about!r} out"
    return Problem(line.path, line.line, "not-in-article", message)


def _told_by(article: Article) -> frozenset[str]:
    cited = (text.cited_facts for text in article.texts.values())
    return frozenset().union(article.unknowns, *cited)


def _not_of_articles(lines: Iterable[Asked], told: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for line in lines:
        if line.about and line.about not in told[line.id]:
            message = (
                f"{line.id} neither lists {line.about!r} as an unknown nor cites it as a fact; "
                "add it to the article, or leave it out here"
            )
            yield Problem(line.path, line.line, "not-in-article", message)


def with_asked(unknowns: Iterable[Unknown], lines: Iterable[Asked]) -> tuple[Unknown, ...]:
    """The unknowns, with what ``lines`` add to the ways customers ask each."""
    added: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        added.setdefault((line.id, line.lang), []).append(line.words)

    def asked(unknown: Unknown, lang: str) -> tuple[str, ...]:
        return (*unknown.asked.get(lang, ()), *added.get((unknown.id, lang), ()))

    return tuple(replace(unknown, asked={lang: asked(unknown, lang) for lang in LANGS}) for unknown in unknowns)
