"""One Markdown file to one :class:`~esim_help.model.article.Text` and what its front matter says of the article."""

from __future__ import annotations

from dataclasses import dataclass

from esim_help.analysis.characters import has_han
from esim_help.content.decode import ID_PATTERN, days, decode_fields
from esim_help.content.markdown import read_markdown
from esim_help.content.names import RESERVED_IDS, id_from_name, lang_of_title
from esim_help.content.shapes import FrontMatter
from esim_help.content.source import Source, source_text
from esim_help.content.yaml_document import YamlDocument, read_yaml
from esim_help.errors import Problem
from esim_help.model.article import ArticleType, Audience, Text
from esim_help.model.lang import LANGS

FENCE = "---"
ANSWER_LIMIT_ZH = 70
ANSWER_LIMIT = 160
"""Characters of a short answer: one text message, in the two alphabets of GSM 03.38 (UCS-2 and 7-bit)."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """One file, read: the text and its claims about the article it belongs to."""

    id: str
    text: Text
    audience: Audience
    category: str
    category_name: str
    cards: tuple[str, ...] | None
    type: ArticleType
    related: tuple[str, ...]
    aliases: tuple[str, ...]
    owner: str
    review_every: int | None
    draft: bool


def read_article(source: Source, card_ids: tuple[str, ...]) -> tuple[ArticleFile | None, list[Problem]]:
    """The article in ``source``; ``None`` when it cannot be used, and every problem found either way."""
    text = source_text(source)
    if isinstance(text, Problem):
        return None, [text]
    document, body, body_line = _split(text, source.path)
    if isinstance(document, Problem):
        return None, [document]
    front, problems = decode_fields(document, FrontMatter, unknown="warning")
    if front is None:
        return None, problems
    lang, audience, folders = _place(source)
    title = (front.title or "").strip()
    parsed, more = read_markdown(body, source.path, source.folder, body_line, card_ids, title)
    problems += more
    title = title or parsed.heading
    if not title:
        return None, [*problems, Problem(source.path, 1, "missing-key", "'title' is required: give it in front matter, or open with '# Title'")]
    category_name = front.category if front.category is not None else (folders[-1] if folders else "")
    article_id = front.id if front.id is not None else id_from_name(source.name.removesuffix(".md"))
    problems += _own_problems(front, article_id, audience, document)
    if any(p.severity == "error" for p in problems):
        return None, problems
    result = ArticleFile(
        id=article_id,
        text=Text(
            lang=lang or lang_of_title(title),
            path=source.path,
            title=title,
            answer=front.answer.strip(),
            questions=tuple(q.strip() for q in front.questions),
            keywords=tuple(front.keywords),
            facts=tuple(front.facts),
            unknowns=tuple(front.unknowns),
            blocks=parsed.blocks,
            sections=parsed.sections,
            links=parsed.links,
            updated=front.updated,
            reviewed=front.reviewed,
            lines={str(place[0]): line for place, line in document.lines.items() if len(place) == 1},
        ),
        audience=audience,
        category=id_from_name(category_name) if category_name else "",
        category_name=category_name,
        cards=tuple(front.cards) if front.cards is not None else None,
        type=front.type,
        related=tuple(front.related),
        aliases=tuple(front.aliases),
        owner=front.owner,
        review_every=days(front.review_every),
        draft=front.draft,
    )
    return result, problems


def _split(text: str, path: str) -> tuple[YamlDocument | Problem, str, int]:
    """(front matter, body, line of the body's first line). A file without a fence is all body."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return YamlDocument(path, {}), text, 1
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return Problem(path, 1, "front-matter", f"is not closed; end it with a line '{FENCE}'"), "", 1
    return read_yaml("\n".join(lines[1:end]), path, 2), "\n".join(lines[end + 1 :]), end + 2


def _place(source: Source) -> tuple[str, Audience, tuple[str, ...]]:
    """(language or "", audience, folders that name the category)."""
    folders = source.folder
    audience: Audience = "customer"
    if folders[:1] == ("agent",):
        audience, folders = "agent", folders[1:]
    if folders and folders[0] in LANGS:
        return folders[0], audience, folders[1:]
    return "", audience, folders


def _own_problems(front: FrontMatter, article_id: str, audience: Audience, document: YamlDocument) -> list[Problem]:
    """What is wrong with the front matter by itself."""
    found: list[Problem] = []

    def problem(key: str, rule: str, message: str) -> None:
        found.append(Problem(document.path, document.line((key,)), rule, message))

    for key, names in (("id", (article_id,)), ("aliases", front.aliases)):
        for name in names:
            if not ID_PATTERN.fullmatch(name):
                problem(key, "id", f"{key} {name!r} is not an id; use lower-case letters, digits and hyphens")
            elif name in RESERVED_IDS:
                problem(key, "id", f"{key} {name!r} is reserved; choose another")
    if front.audience not in (None, audience):
        problem("audience", "audience", f"audience {front.audience!r} contradicts the folder, which says {audience!r}; move the file or drop the key")
    try:
        days(front.review_every)
    except ValueError:
        problem("review_every", "value", f"'review_every' is {front.review_every!r}; write days, such as 180d")
    limit = ANSWER_LIMIT_ZH if has_han(front.answer) else ANSWER_LIMIT
    if len(front.answer.strip()) > limit:
        found.append(Problem(document.path, document.line(("answer",)), "answer-length", f"the answer has {len(front.answer.strip())} characters; at most {limit}", "warning"))
    return found
