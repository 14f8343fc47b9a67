"""The keys that content files may hold, declared once. The content guide's tables are tested against these."""

from __future__ import annotations

import datetime

from esim_help.content.decode import Fields
from esim_help.model.article import ArticleType, Audience
from esim_help.model.fact import Strength
from esim_help.model.lang import Lang
from esim_help.model.script import Channel, PlaceholderType
from esim_help.model.tree import EndKind

TextOrTexts = str | dict[Lang, str]
Lists = dict[Lang, list[str]]


class FrontMatter(Fields, frozen=True, kw_only=True):
    """The front matter of an article."""

    id: str | None = None
    title: str | None = None
    answer: str = ""
    category: str | None = None
    cards: list[str] | None = None
    type: ArticleType = "reference"
    questions: list[str] = []
    keywords: list[str] = []
    facts: list[str] = []
    unknowns: list[str] = []
    related: list[str] = []
    aliases: list[str] = []
    owner: str = ""
    reviewed: datetime.date | None = None
    review_every: str | int | None = None
    updated: datetime.date | None = None
    draft: bool = False
    audience: Audience | None = None


class CategoryFields(Fields, frozen=True, kw_only=True):
    """One entry of ``categories.yaml``."""

    id: str
    title: TextOrTexts
    description: TextOrTexts = ""


class NoticeFields(Fields, frozen=True, kw_only=True, rename={"first": "from", "last": "until"}):
    """One entry of ``notices.yaml``."""

    id: str
    first: datetime.date
    last: datetime.date
    text: TextOrTexts
    cards: list[str] = []
    categories: list[str] = []


class SourceFields(Fields, frozen=True, kw_only=True):
    """One entry of ``sources`` in ``facts.yaml``."""

    id: str
    title: TextOrTexts
    file: str = ""


class FactFields(Fields, frozen=True, kw_only=True):
    """One entry of ``facts`` in ``facts.yaml``."""

    id: str
    cards: list[str] = []
    source: str = ""
    line: str | int = ""
    kind: str = ""
    strength: Strength
    screen: str = ""
    names: list[str] = []
    called: list[str] = []
    says: TextOrTexts
    changed: datetime.date | None = None


class UnknownFields(Fields, frozen=True, kw_only=True):
    """One entry of ``unknowns`` in ``facts.yaml``."""

    id: str
    cards: list[str] = []
    question: TextOrTexts
    names: list[str] = []
    asked: Lists = {}
    instead: TextOrTexts = ""
    answer: TextOrTexts = ""
    source: str = ""
    answered: datetime.date | None = None
    author: str = ""


class FactsFile(Fields, frozen=True, kw_only=True):
    """The keys of ``facts.yaml``; the lists are decoded item by item."""

    sources: list[object] = []
    facts: list[object] = []
    unknowns: list[object] = []


class AnswerFields(Fields, frozen=True, kw_only=True):
    """One answer of a tree's node."""

    text: TextOrTexts
    to: str


class NodeFields(Fields, frozen=True, kw_only=True):
    """One node of a tree."""

    id: str
    question: TextOrTexts
    hint: TextOrTexts = ""
    cards: list[str] = []
    otherwise: str = ""
    facts: list[str] = []
    answers: list[AnswerFields]


class EndFields(Fields, frozen=True, kw_only=True):
    """One end of a tree."""

    id: str
    kind: EndKind
    text: TextOrTexts
    ready: list[TextOrTexts] = []
    facts: list[str] = []


class TreeFile(Fields, frozen=True, kw_only=True):
    """The keys of ``trees/<id>.yaml``; nodes and ends are decoded one by one."""

    id: str | None = None
    title: TextOrTexts
    article: str = ""
    cards: list[str] = []
    start: str
    nodes: list[object]
    ends: list[object]


class PlaceholderFields(Fields, frozen=True, kw_only=True):
    """What a placeholder declares."""

    type: PlaceholderType
    default: TextOrTexts | None = None
    trusted: bool = False
    choices: list[str] = []
    label: TextOrTexts = ""


class EscalationFields(Fields, frozen=True, kw_only=True):
    """When a case goes to another team."""

    when: TextOrTexts = ""
    team: str | None = ""


class ScriptFile(Fields, frozen=True, kw_only=True):
    """The keys of ``agent/scripts/<id>.yaml``; placeholders are decoded one by one."""

    id: str | None = None
    title: TextOrTexts
    situation: TextOrTexts = ""
    cards: list[str] | None = None
    article: str = ""
    facts: list[str] = []
    unknowns: list[str] = []
    questions: Lists = {}
    placeholders: dict[str, object] = {}
    escalation: EscalationFields = EscalationFields()
    texts: dict[Lang, dict[Channel, str]]
    owner: str = ""
    reviewed: datetime.date | None = None
    review_every: str | int | None = None


class SynonymArrow(Fields, frozen=True, kw_only=True, rename={"words": "from", "means": "to"}):
    """A one-way entry of ``synonyms.yaml``; a symmetric one is a plain list of words."""

    words: list[str]
    means: list[str]
    related: list[str] = []
