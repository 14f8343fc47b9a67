"""All sources to one :class:`~esim_help.model.centre.Centre`. What is public is decided here, once, for everyone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from esim_help.content.article_file import ArticleFile, read_article
from esim_help.content.decode import check_ids
from esim_help.content.facts_file import FactBook, read_facts
from esim_help.content.list_files import read_categories, read_notices, read_synonyms
from esim_help.content.names import id_from_name
from esim_help.content.script_file import read_script
from esim_help.content.source import Source, source_text
from esim_help.content.tree_file import read_tree
from esim_help.content.yaml_document import YamlDocument, read_yaml
from esim_help.errors import Problem
from esim_help.model.article import Article
from esim_help.model.centre import Category, Centre
from esim_help.model.lang import LANGS, same_in_every_language
from esim_help.model.settings import Settings

T = TypeVar("T")
ReadArticle = Callable[[Source, tuple[str, ...]], tuple[ArticleFile | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A centre, and every problem met on the way to it; what cannot be used was left out."""

    centre: Centre
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    """Paths of files that hold something and could not be used."""


def load_centre(sources: Iterable[Source], settings: Settings, read: ReadArticle = read_article) -> Loaded:
    """The centre that ``sources`` describe, whatever their order. ``read`` may be a cached :func:`read_article`."""
    ordered = sorted(sources, key=lambda source: source.path)
    named = {source.path: source for source in ordered}
    problems: list[Problem] = []
    left_out: list[str] = []

    files: list[ArticleFile] = []
    for source in ordered:
        if source.name.endswith(".md"):
            file, found = read(source, settings.card_ids)
            problems += found
            if file is not None and file.text.lang not in settings.languages:
                continue
            files.append(file) if file is not None else left_out.append(source.path)

    def yaml_file(name: str, reader: Callable[[YamlDocument], tuple[T, list[Problem]]], empty: T) -> T:
        source = next((s for s in ordered if not s.folder and s.name == name), None)
        if source is None:
            return empty
        document = _document(source)
        if isinstance(document, Problem):
            problems.append(document)
            left_out.append(source.path)
            return empty
        value, found = reader(document)
        problems.extend(found)
        return value

    cards = settings.card_ids
    no_facts: FactBook = ((), (), ())
    fact_sources, facts, unknowns = yaml_file("facts.yaml", lambda d: read_facts(d, cards), no_facts)
    categories = yaml_file("categories.yaml", read_categories, ())
    notices = yaml_file("notices.yaml", lambda d: read_notices(d, cards), ())
    synonyms = yaml_file("synonyms.yaml", read_synonyms, ())
    trees = _each(ordered, ("trees",), lambda d, name: read_tree(d, name, cards), problems, left_out)
    scripts = _each(ordered, ("agent", "scripts"), lambda d, name: read_script(d, name, settings), problems, left_out)

    kept = [file for file in _without_duplicates(files, problems, left_out) if not file.draft]
    articles = _articles(kept, settings, problems)
    categories = categories or _categories_from_folders(kept)
    problems += _reference_problems(articles, named, kept, categories, settings)
    centre = Centre(
        settings=settings,
        categories=categories,
        articles=articles,
        scripts=tuple(sorted(scripts, key=lambda script: script.id)),
        trees=tuple(sorted(trees, key=lambda tree: tree.id)),
        facts=facts,
        unknowns=unknowns,
        sources=fact_sources,
        notices=notices,
        synonyms=synonyms,
    )
    return Loaded(centre, tuple(sorted(set(problems))), tuple(sorted(left_out)))


def _document(source: Source) -> YamlDocument | Problem:
    text = source_text(source)
    return text if isinstance(text, Problem) else read_yaml(text, source.path)


def _each(sources: list[Source], folder: tuple[str, ...], reader: Callable[[YamlDocument, str], tuple[T | None, list[Problem]]], problems: list[Problem], left_out: list[str]) -> list[T]:
    read: dict[str, T] = {}
    for source in sources:
        if source.folder != folder or not source.name.endswith((".yaml", ".yml")):
            continue
        document = _document(source)
        value: T | None = None
        if isinstance(document, Problem):
            problems.append(document)
        else:
            value, found = reader(document, id_from_name(source.name.rsplit(".", 1)[0]))
            problems.extend(found)
        if value is None:
            left_out.append(source.path)
        elif (name := value.id) in read:  # type: ignore[attr-defined]
            problems.append(Problem(source.path, 1, "duplicate-id", f"id {name!r} is already used by {read[name].path}"))  # type: ignore[attr-defined]
            left_out.append(source.path)
        else:
            read[name] = value
    return list(read.values())


def _without_duplicates(files: list[ArticleFile], problems: list[Problem], left_out: list[str]) -> list[ArticleFile]:
    first: dict[tuple[str, str], ArticleFile] = {}
    for file in files:
        earlier = first.setdefault((file.id, file.text.lang), file)
        if earlier is not file:
            line = file.text.lines.get("id", 1)
            problems.append(Problem(file.text.path, line, "duplicate-id", f"id {file.id!r} is already used in {file.text.lang} by {earlier.text.path}; give one of them another id"))
            left_out.append(file.text.path)
    return list(first.values())


def _articles(files: list[ArticleFile], settings: Settings, problems: list[Problem]) -> tuple[Article, ...]:
    by_id: defaultdict[str, list[ArticleFile]] = defaultdict(list)
    for file in files:
        by_id[file.id].append(file)
    articles = []
    for article_id in sorted(by_id):
        texts = sorted(by_id[article_id], key=lambda file: LANGS.index(file.text.lang))  # type: ignore[arg-type]
        lead = texts[0]
        for other in texts[1:]:
            problems += _contradictions(lead, other)
        articles.append(
            Article(
                id=article_id,
                texts={file.text.lang: file.text for file in texts},
                audience=lead.audience,
                category=lead.category,
                cards=lead.cards if lead.cards is not None else settings.card_ids,
                type=lead.type,
                unknowns=tuple(dict.fromkeys(name for file in texts for name in file.text.unknowns)),
                related=lead.related or next((file.related for file in texts if file.related), ()),
                aliases=tuple(dict.fromkeys(alias for file in texts for alias in file.aliases)),
                owner=lead.owner,
                review_every=lead.review_every,
            )
        )
    return tuple(articles)


def _contradictions(lead: ArticleFile, other: ArticleFile) -> list[Problem]:
    """An article is one thing: its translations must agree on everything but the words."""
    compared: tuple[tuple[str, object, object], ...] = (
        ("category", lead.category, other.category),
        ("cards", lead.cards, other.cards),
        ("type", lead.type, other.type),
        ("audience", lead.audience, other.audience),
    )
    return [
        Problem(other.text.path, other.text.lines.get(key, 1), "translation", f"{key} {_shown(theirs)} differs from {_shown(ours)} in {lead.text.path}")
        for key, ours, theirs in compared
        if ours != theirs
    ]


def _shown(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else repr(value) if value else "(none)"


def _categories_from_folders(files: list[ArticleFile]) -> tuple[Category, ...]:
    names = {file.category: file.category_name for file in files if file.category}
    return tuple(Category(name, same_in_every_language(names[name]), {}) for name in sorted(names))


def _reference_problems(articles: tuple[Article, ...], named: Mapping[str, Source], files: list[ArticleFile], categories: tuple[Category, ...], settings: Settings) -> list[Problem]:
    """Names that lead nowhere. They are reported; the text that holds them is still shown."""
    problems: list[Problem] = []
    category_ids = [category.id for category in categories]
    taken = {article.id for article in articles}
    for file in files:
        text, lines = file.text, file.text.lines
        if file.category and file.category not in category_ids:
            problems += check_ids(text.path, lines.get("category", 1), "category", [file.category], category_ids)
        problems += check_ids(text.path, lines.get("cards", 1), "card", file.cards or (), settings.card_ids)
        for alias in file.aliases:
            if alias in taken:
                problems.append(Problem(text.path, lines.get("aliases", 1), "duplicate-id", f"alias {alias!r} is the id of an article"))
    return problems
