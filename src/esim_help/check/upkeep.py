"""Rules of form and upkeep: reviews, alternative text, steps, questions claimed twice, unknowns that nobody lists."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from esim_help.analysis.tokens import tokens
from esim_help.check.markup import steps_of
from esim_help.check.passages import FACTS_PATH
from esim_help.errors import Problem
from esim_help.model.centre import Asked, Centre

MOST_STEPS = 7


def check_reviews(centre: Centre, today: datetime.date) -> Iterator[Problem]:
    """Texts whose last review is longer ago than ``review_every`` of the article, script or settings."""
    default = centre.settings.review_every
    reviewed = [
        (text.path, text.lines.get("reviewed", 1), text.reviewed, article.review_every)
        for article in centre.articles
        for text in article.texts.values()
    ]
    reviewed += [(script.path, 1, script.reviewed, script.review_every) for script in centre.scripts]
    for path, line, last, every in reviewed:
        due = last + datetime.timedelta(days=every or default) if last else today
        if due < today:
            message = f"was due for review on {due}; hold it against its facts and set 'reviewed'"
            yield Problem(path, line, "overdue", message, "warning")


def check_form(centre: Centre) -> Iterator[Problem]:
    """Images without alternative text, and lists of more steps than a reader keeps in mind."""
    for article in centre.articles:
        for text in article.texts.values():
            for link in text.links:
                if link.image and not link.alt.strip():
                    message = f"image {link.target!r} has no alternative text; say in its brackets what it shows"
                    yield Problem(text.path, link.line, "alt-text", message)
            for block in text.blocks:
                for steps in steps_of(block.html) if "<ol" in block.html else ():
                    if steps > MOST_STEPS:
                        message = f"a list has {steps} steps; at most {MOST_STEPS}: split it under two headings"
                        yield Problem(text.path, block.line, "steps", message, "warning")


def check_questions(centre: Centre) -> Iterator[Problem]:
    """Questions that two articles claim: the same terms in the same order."""
    claimed: dict[tuple[str, ...], dict[str, Asked]] = defaultdict(dict)
    for question in centre.public_questions():
        key = tuple(token.term for token in tokens(question.words))
        claimed[key].setdefault(question.id, question)
    for owners in claimed.values():
        first, *others = owners.values()
        for other in others:
            message = f"{other.words!r} is a question of {first.id} too; keep it where its answer is"
            yield Problem(other.path, other.line, "same-question", message, "warning")


def check_unknowns(centre: Centre) -> Iterator[Problem]:
    """Unknowns that no article lists, once articles list any."""
    listed = {name for article in centre.articles for text in article.texts.values() for name in text.unknowns}
    unlisted = [unknown for unknown in centre.unknowns if unknown.id not in listed]
    if len(unlisted) < len(centre.unknowns):
        for unknown in unlisted:
            message = f"{unknown.id} is listed by no article, so nobody is told; add it to the 'unknowns' of one"
            yield Problem(FACTS_PATH, 1, "unlisted-unknown", message, "warning")
