"""The rules that look at more than one file: references, facts, translations, links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from esim_help.content.decode import check_ids
from esim_help.errors import Problem
from esim_help.model.article import Article, Text
from esim_help.model.centre import Centre
from esim_help.model.settings import SETTINGS_NAME

Rule = Callable[[Centre], Iterator[Problem]]


def check_centre(centre: Centre, linked_files: Collection[str] = ()) -> list[Problem]:
    """Every problem that the rules find in a whole centre; ``linked_files`` are the paths of files that texts may refer to."""
    found = [problem for rule in RULES_OF_A_CENTRE for problem in rule(centre)]
    return sorted({*found, *_dead_links(centre, linked_files)})


def _texts(centre: Centre) -> Iterator[tuple[Article, Text]]:
    for article in centre.articles:
        for text in article.texts.values():
            yield article, text


def _article_names(centre: Centre) -> list[str]:
    return sorted({name for article in centre.articles for name in (article.id, *article.aliases)})


def _cited_ids(centre: Centre) -> Iterator[Problem]:
    facts = {fact.id for fact in centre.facts}
    unknowns = {unknown.id for unknown in centre.unknowns}
    names = _article_names(centre)
    for article, text in _texts(centre):
        line = text.lines.get
        yield from _unknown_names(text.path, line("facts", 1), "fact", text.facts, facts)
        yield from _unknown_names(text.path, line("unknowns", 1), "unknown", text.unknowns, unknowns)
        yield from check_ids(text.path, line("related", 1), "article", article.related, names)
        for block in text.blocks:
            yield from _unknown_names(text.path, block.line, "fact", block.facts, facts)


def _unknown_names(path: str, line: int, what: str, given: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    """As ``check_ids``, without listing dozens of choices."""
    for name in given:
        if name not in known:
            yield Problem(path, line, f"unknown-{what}", f"{what} {name!r} is not in facts.yaml, which has {len(known)} of them")


def _facts_of_their_cards(centre: Centre) -> Iterator[Problem]:
    cards_of = {fact.id: fact.cards for fact in centre.facts}
    for article, text in _texts(centre):
        for name in text.facts:
            missing = [card for card in article.cards if name in cards_of and card not in cards_of[name]]
            if missing:
                message = f"{name} is not stated of {', '.join(missing)}; cite it in a card block '::: {' '.join(cards_of[name][:1])} {name}'"
                yield Problem(text.path, text.lines.get("facts", 1), "fact-card", message)
        for block in text.blocks:
            for name in block.facts:
                if name in cards_of and block.card not in cards_of[name]:
                    yield Problem(text.path, block.line, "fact-card", f"{name} is stated of {', '.join(cards_of[name])}, not of {block.card}")


def _same_facts(centre: Centre) -> Iterator[Problem]:
    for article in centre.articles:
        first, *others = article.texts.values()
        for other in others:
            for what, mine, theirs in (("facts", first.cited_facts, other.cited_facts), ("unknowns", frozenset(first.unknowns), frozenset(other.unknowns))):
                if mine != theirs:
                    names = ", ".join(sorted(mine ^ theirs))
                    yield Problem(other.path, other.lines.get(what, 1), "same-facts", f"{what} differ from {first.path}: {names}")


def _translations(centre: Centre) -> Iterator[Problem]:
    used = {lang for article in centre.articles for lang in article.texts}
    wanted = [lang for lang in centre.settings.languages if lang in used]
    for article in centre.articles:
        for lang in wanted:
            if lang not in article.texts:
                text = next(iter(article.texts.values()))
                yield Problem(text.path, 1, "missing-translation", f"{article.id} has no text in {lang}", "warning")


def _scripts(centre: Centre) -> Iterator[Problem]:
    names = _article_names(centre)
    facts = {fact.id for fact in centre.facts}
    unknowns = {unknown.id for unknown in centre.unknowns}
    teams = tuple(centre.settings.desk.teams)
    for script in centre.scripts:
        if script.article:
            yield from check_ids(script.path, 1, "article", [script.article], names)
        if script.escalation.team:
            yield from check_ids(script.path, 1, "team", [script.escalation.team], teams)
        yield from _unknown_names(script.path, 1, "fact", script.facts, facts)
        yield from _unknown_names(script.path, 1, "unknown", script.unknowns, unknowns)


def _trees(centre: Centre) -> Iterator[Problem]:
    names = _article_names(centre)
    facts = {fact.id for fact in centre.facts}
    cards_of = {fact.id: fact.cards for fact in centre.facts}
    for tree in centre.trees:
        if tree.article:
            yield from check_ids(tree.path, 1, "article", [tree.article], names)
        for part in (*tree.nodes, *tree.ends):
            yield from _unknown_names(tree.path, 1, "fact", part.facts, facts)
        for node in tree.nodes:
            for name in node.facts:
                missing = [card for card in (node.cards or tree.cards) if name in cards_of and card not in cards_of[name]]
                if missing:
                    yield Problem(tree.path, 1, "fact-card", f"node {node.id!r} rests on {name}, which is not stated of {', '.join(missing)}; narrow its 'cards'")


def _settings(centre: Centre) -> Iterator[Problem]:
    names = _article_names(centre)
    named = [*centre.settings.popular, *([centre.settings.support] if centre.settings.support else [])]
    yield from check_ids(SETTINGS_NAME, 1, "article", named, names)


RULES_OF_A_CENTRE: tuple[Rule, ...] = (
    _cited_ids,
    _facts_of_their_cards,
    _same_facts,
    _translations,
    _scripts,
    _trees,
    _settings,
)


def _dead_links(centre: Centre, linked_files: Collection[str]) -> Iterator[Problem]:
    names = _article_names(centre)
    for _, text in _texts(centre):
        for link in text.links:
            target = centre.article(link.target) if link.kind == "article" else None
            if link.kind == "article" and target is None:
                yield from check_ids(text.path, link.line, "article", [link.target], names)
            elif link.kind == "file" and link.target not in linked_files:
                yield Problem(text.path, link.line, "dead-link", f"file {link.target!r} is not in the content folder")
            anchors = _anchors(target.text(text.lang) if target else text)
            if link.kind in ("article", "fragment") and link.anchor and link.anchor not in anchors:
                yield Problem(text.path, link.line, "dead-link", f"anchor {link.anchor!r} is not in {link.target or 'this article'}; it has {', '.join(anchors) or 'none'}")


def _anchors(text: Text) -> list[str]:
    return [section.anchor for section in text.sections if section.anchor]
