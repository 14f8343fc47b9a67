"""The list of every question customers ask: A–Z in English, by topic in Chinese, each leading to its article."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from esim_help.model.article import Article
from esim_help.site.catalogue import Catalogue, Entry, Shelf
from esim_help.site.phrase import Phrase, spoken

OTHER_LETTERS = "#"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as customers ask it, and the article that answers it."""

    text: str
    phrase: Phrase
    entry: Entry


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions under one heading; a list that needs no headings is one group without a title."""

    anchor: str
    title: Phrase
    questions: tuple[Question, ...]


def question_groups(catalogue: Catalogue, lang: str, rest: str) -> tuple[QuestionGroup, ...]:
    """The questions of the texts in ``lang``; an article without questions is listed by its title.

    ``rest`` is the heading of what belongs to no topic.
    """
    shelf = catalogue.shelves[lang]
    questions = _questions(catalogue, shelf)
    return _by_letter(questions) if lang == "en" else _by_topic(questions, shelf, rest)


def _questions(catalogue: Catalogue, shelf: Shelf) -> list[Question]:
    written = (article for article in catalogue.centre.articles if shelf.lang in article.texts)
    found = [question for article in written for question in _questions_of(article, shelf)]
    return sorted(found, key=lambda question: (question.text.casefold(), question.text, question.entry.id))


def _questions_of(article: Article, shelf: Shelf) -> Iterable[Question]:
    text = article.texts[shelf.lang]
    for asked in dict.fromkeys(text.questions or (text.title,)):
        yield Question(asked, spoken(asked, shelf.lang, shelf.lang), shelf.entries[article.id])


def _by_topic(questions: list[Question], shelf: Shelf, rest: str) -> tuple[QuestionGroup, ...]:
    by_article: dict[str, list[Question]] = {}
    for question in questions:
        by_article.setdefault(question.entry.id, []).append(question)

    def of(entries: Iterable[Entry]) -> tuple[Question, ...]:
        return tuple(question for entry in entries for question in by_article.get(entry.id, ()))

    groups = [QuestionGroup(f"topic-{n}", topic.title, of(topic.entries)) for n, topic in enumerate(shelf.topics, 1)]
    title = spoken(rest if shelf.topics else "", shelf.lang, shelf.lang)
    groups.append(QuestionGroup("rest", title, of(shelf.uncategorised)))
    return tuple(group for group in groups if group.questions)


def _by_letter(questions: list[Question]) -> tuple[QuestionGroup, ...]:
    by_letter: dict[str, list[Question]] = {}
    for question in questions:
        by_letter.setdefault(first_letter(question.text), []).append(question)
    return tuple(_letter_group(letter, by_letter[letter]) for letter in sorted(by_letter))


def _letter_group(letter: str, questions: list[Question]) -> QuestionGroup:
    anchor = "other" if letter == OTHER_LETTERS else letter.lower()
    return QuestionGroup(anchor, spoken(letter, "en", "en"), tuple(questions))


def first_letter(text: str) -> str:
    """The capital Latin letter a text is listed under, ``#`` when it begins with none.

    >>> first_letter("\N{LEFT DOUBLE QUOTATION MARK}écran?"), first_letter("红卡"), first_letter("2 cards")
    ('E', '#', '#')
    """
    plain = (char for char in unicodedata.normalize("NFKD", text) if char.isalnum())
    first = next(plain, "").upper()
    return first if "A" <= first <= "Z" and len(first) == 1 else OTHER_LETTERS
