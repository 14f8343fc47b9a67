"""All sources to one :class:`~esim_help.model.centre.Centre`. What is public is decided here, once, for everyone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from esim_help.content import asked_file
from esim_help.content.article_file import ArticleFile, read_article
from esim_help.content.decode import check_ids
from esim_help.content.facts_file import read_facts
from esim_help.content.list_files import read_categories, read_notices, read_synonyms
from esim_help.content.names import id_from_name
from esim_help.content.script_file import read_script
from esim_help.content.source import Source, source_text
from esim_help.content.tree_file import read_tree
from esim_help.content.yaml_document import YamlDocument, read_yaml
from esim_help.errors import Problem
from esim_help.model.article import Article
from esim_help.model.centre import Asked, Category, Centre
from esim_help.model.lang import LANGS, same_in_every_language
from esim_help.model.script import Script
from esim_help.model.settings import Settings
from esim_help.model.tree import Tree

T = TypeVar("T")
Named = TypeVar("Named", Script, Tree)
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
    gathering = _Gathering(sorted(sources, key=lambda source: source.path))
    cards = settings.card_ids
    read_files = _without_duplicates(_articles_read(gathering, settings, read), gathering)
    files = [file for file in read_files if not file.draft]
    articles = _articles(files, settings, gathering.problems)
    fact_sources, facts, open_questions = gathering.list_file("facts", lambda d: read_facts(d, cards)) or ((), (), ())
    categories = gathering.list_file("categories", read_categories) or _categories_from_folders(files)
    category_ids = tuple(category.id for category in categories)
    notices = gathering.list_file("notices", lambda d: read_notices(d, cards, category_ids)) or ()
    synonyms = gathering.list_file("synonyms", read_synonyms) or ()
    lines = _asked(gathering)
    unknowns = asked_file.with_asked(open_questions, lines)
    drafts = {file.id for file in read_files if file.draft}
    asked, found = asked_file.of_articles(lines, articles, unknowns, drafts)
    gathering.problems += found
    trees = gathering.folder(("trees",), lambda d, name: read_tree(d, name, cards))
    scripts = gathering.folder(("agent", "scripts"), lambda d, name: read_script(d, name, settings))
    gathering.problems += _reference_problems(articles, files, category_ids, settings)
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
        asked=asked,
    )
    return Loaded(centre, tuple(sorted(set(gathering.problems))), tuple(sorted(gathering.left_out)))


class _Gathering:
    """The sources on the way to a centre; what is wrong with them gathers here."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self.left_out: list[str] = []

    def list_file(self, stem: str, reader: Callable[[YamlDocument], tuple[T, list[Problem]]]) -> T | None:
        """What ``<stem>.yaml`` at the top says; ``None`` when it is not there or is no YAML."""
        names = (f"{stem}.yaml", f"{stem}.yml")
        source = next((s for s in self.sources if not s.folder and s.name in names), None)
        document = self._document(source) if source else None
        if document is None:
            return None
        value, found = reader(document)
        self.problems += found
        return value

    def folder(
        self, folder: tuple[str, ...], reader: Callable[[YamlDocument, str], tuple[Named | None, list[Problem]]]
    ) -> list[Named]:
        """What each YAML file in ``folder`` says."""
        read: dict[str, Named] = {}
        for source in self.sources:
            if source.folder != folder or not source.name.endswith((".yaml", ".yml")):
                continue
            document = self._document(source)
            if document is None:
                continue
            value, found = reader(document, id_from_name(source.name.rsplit(".", 1)[0]))
            self.problems += found
            if value is None:
                self.left_out.append(source.path)
            elif value.id in read:
                message = f"id {value.id!r} is already used by {read[value.id].path}"
                self.refuse(Problem(source.path, 1, "duplicate-id", message))
            else:
                read[value.id] = value
        return list(read.values())

    def refuse(self, problem: Problem) -> None:
        """Leaves a file out because of ``problem``."""
        self.problems.append(problem)
        self.left_out.append(problem.path)

    def text(self, source: Source) -> str | None:
        """The text of a file, if it can be read."""
        text = source_text(source)
        if isinstance(text, Problem):
            self.refuse(text)
            return None
        return text

    def _document(self, source: Source) -> YamlDocument | None:
        text = self.text(source)
        if text is None:
            return None
        document = read_yaml(text, source.path)
        if isinstance(document, YamlDocument):
            return document
        self.refuse(document)
        return None


def _articles_read(gathering: _Gathering, settings: Settings, read: ReadArticle) -> Iterator[ArticleFile]:
    """Every article that can be used, in a language of the settings."""
    for source in gathering.sources:
        if not source.name.endswith(".md"):
            continue
        file, found = read(source, settings.card_ids)
        gathering.problems += found
        if file is None:
            gathering.left_out.append(source.path)
        elif file.text.lang in settings.languages:
            yield file
        elif file.text.lang not in source.folder[:2]:  # guessed from the title, not said by the folder
            yield replace(file, text=replace(file.text, lang=settings.default_language))


def _asked(gathering: _Gathering) -> list[Asked]:
    """What customers typed, in the order of the files."""
    lines: list[Asked] = []
    for source in gathering.sources:
        named = asked_file.NAME.fullmatch(source.name)
        text = gathering.text(source) if named and not source.folder else None
        if named and text is not None:
            read, found = asked_file.read_asked(text, source.path, named[1])
            lines += read
            gathering.problems += found
    return lines


def _without_duplicates(files: Iterable[ArticleFile], gathering: _Gathering) -> list[ArticleFile]:
    first: dict[tuple[str, str], ArticleFile] = {}
    for file in files:
        earlier = first.setdefault((file.id, file.text.lang), file)
        if earlier is not file:
            used = f"id {file.id!r} is already used in {file.text.lang} by {earlier.text.path}"
            line = file.text.lines.get("id", 1)
            gathering.refuse(Problem(file.text.path, line, "duplicate-id", f"{used}; give one of them another id"))
    return list(first.values())


def _articles(files: list[ArticleFile], settings: Settings, problems: list[Problem]) -> tuple[Article, ...]:
    by_id: defaultdict[str, list[ArticleFile]] = defaultdict(list)
    for file in files:
        by_id[file.id].append(file)
    articles = []
    for article_id in sorted(by_id):
        texts = sorted(by_id[article_id], key=lambda file: LANGS.index(file.text.lang))
        lead = texts[0]
        for other in texts[1:]:
            problems += _contradictions(lead, other, settings.card_ids)
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


def _contradictions(lead: ArticleFile, other: ArticleFile, card_ids: tuple[str, ...]) -> list[Problem]:
    """An article is one thing: its translations must agree on everything but the words."""
    own_cards, other_cards = (card_ids if file.cards is None else file.cards for file in (lead, other))
    compared: tuple[tuple[str, object, object], ...] = (
        ("category", lead.category, other.category),
        ("cards", tuple(sorted(own_cards)), tuple(sorted(other_cards))),
        ("type", lead.type, other.type),
        ("audience", lead.audience, other.audience),
    )
    path, lines = other.text.path, other.text.lines
    return [
        Problem(
            path,
            lines.get(key, 1),
            "translation",
            f"{key} {_shown(theirs)} differs from {_shown(ours)} in {lead.text.path}",
        )
        for key, ours, theirs in compared
        if ours != theirs
    ]


def _shown(value: object) -> str:
    if not value:
        return "(none)"
    return ", ".join(value) if isinstance(value, tuple) else repr(value)


def _categories_from_folders(files: list[ArticleFile]) -> tuple[Category, ...]:
    names = {file.category: file.category_name for file in files if file.category}
    return tuple(Category(name, same_in_every_language(names[name]), {}) for name in sorted(names))


def _reference_problems(
    articles: tuple[Article, ...], files: list[ArticleFile], category_ids: tuple[str, ...], settings: Settings
) -> list[Problem]:
    """Names that lead nowhere. They are reported; the text that holds them is still shown."""
    problems: list[Problem] = []
    owners = {article.id: article.id for article in articles}
    for file in files:
        path, lines = file.text.path, file.text.lines
        category = [file.category] if file.category else []
        problems += check_ids(path, lines.get("category", 1), "category", category, category_ids)
        problems += check_ids(path, lines.get("cards", 1), "card", file.cards or (), settings.card_ids)
        for alias in file.aliases:
            owner = owners.setdefault(alias, file.id)
            if owner != file.id or alias == file.id:
                message = f"alias {alias!r} is already a name of the article {owner!r}"
                problems.append(Problem(path, lines.get("aliases", 1), "duplicate-id", message))
    return problems
