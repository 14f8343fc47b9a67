"""One Markdown file to one :class:`~esim_help.model.article.Text` and what its front matter says of the article."""

from __future__ import annotations

from dataclasses import dataclass

from esim_help.analysis.characters import has_han
from esim_help.content.decode import AN_ID, ID_PATTERN, check_days, days, decode_fields
from esim_help.content.markdown import Body, read_markdown
from esim_help.content.names import RESERVED_IDS, id_from_name, lang_of_title
from esim_help.content.shapes import FrontMatter
from esim_help.content.source import Source, source_text
from esim_help.content.yaml_document import YamlDocument, read_yaml
from esim_help.errors import Problem, Severity
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
        return None, [document, *read_markdown(body, source.path, source.folder, body_line, card_ids, "")[1]]
    front, problems = decode_fields(document, FrontMatter, unknown="warning")
    title = one_line(front.title or "") if front else ""
    parsed, more = read_markdown(body, source.path, source.folder, body_line, card_ids, title)
    problems += more
    if front is None:
        return None, problems
    title = title or parsed.heading
    if not title and isinstance((document.value or {}).get("title"), str | None):
        message = "'title' is required: give it in front matter, or open with '# Title'"
        problems.append(Problem(source.path, 1, "missing-key", message))
    file = _article_file(source, front, title, parsed, document)
    problems += _own_problems(front, file, document)
    return (None if any(p.severity == "error" for p in problems) else file), problems


def _article_file(source: Source, front: FrontMatter, title: str, parsed: Body, document: YamlDocument) -> ArticleFile:
    lang, audience, folders = _place(source)
    category_name = front.category if front.category is not None else (folders[-1] if folders else "")
    return ArticleFile(
        id=front.id if front.id is not None else id_from_name(source.name.removesuffix(".md")),
        text=_text(source.path, lang or lang_of_title(title), front, title, parsed, document),
        audience=audience,
        category=id_from_name(category_name) if category_name else "",
        category_name=category_name,
        cards=tuple(front.cards) if front.cards is not None else None,
        type=front.type,
        related=tuple(front.related),
        aliases=tuple(front.aliases),
        owner=front.owner,
        review_every=None if check_days(document, "review_every", front.review_every) else days(front.review_every),
        draft=front.draft,
    )


def _text(path: str, lang: str, front: FrontMatter, title: str, parsed: Body, document: YamlDocument) -> Text:
    return Text(
        lang=lang,
        path=path,
        title=title,
        answer=one_line(front.answer),
        questions=tuple(filter(None, map(one_line, front.questions))),
        keywords=tuple(filter(None, map(one_line, front.keywords))),
        facts=tuple(front.facts),
        unknowns=tuple(front.unknowns),
        blocks=parsed.blocks,
        sections=parsed.sections,
        links=parsed.links,
        updated=front.updated,
        reviewed=front.reviewed,
        lines={str(place[0]): line for place, line in document.lines.items() if len(place) == 1},
    )


def one_line(text: str) -> str:
    """``text`` without the line ends that YAML may leave in it.

    >>> one_line("Renew \\n now\\n")
    'Renew now'
    """
    return " ".join(filter(None, map(str.strip, text.splitlines())))


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


def _own_problems(front: FrontMatter, file: ArticleFile, document: YamlDocument) -> list[Problem]:
    """What is wrong with the front matter by itself."""
    found: list[Problem] = []

    def problem(key: str, rule: str, message: str, severity: Severity = "error") -> None:
        found.append(Problem(document.path, document.line((key,)), rule, message, severity))

    for key, what, names in (("id", "id", (file.id,)), ("aliases", "alias", file.aliases)):
        for name in names:
            if not ID_PATTERN.fullmatch(name):
                problem(key, "id", f"{what} {name!r} {AN_ID}")
            elif name in RESERVED_IDS:
                problem(key, "id", f"{what} {name!r} is reserved; give another {what!r}")
    if front.audience not in (None, file.audience):
        message = f"audience {front.audience!r} contradicts the folder, which says {file.audience!r}"
        problem("audience", "audience", f"{message}; move the file or drop the key")
    answer = file.text.answer
    limit = ANSWER_LIMIT_ZH if has_han(answer) else ANSWER_LIMIT
    if len(answer) > limit:
        problem("answer", "answer-length", f"the answer has {len(answer)} characters; at most {limit}", "warning")
    return found + check_days(document, "review_every", front.review_every)
