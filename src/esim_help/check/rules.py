"""The rules that look at more than one file: references, facts, translations, links."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from esim_help.check.changed_facts import check_changed_facts
from esim_help.check.findability import check_ranks
from esim_help.check.hosts import allowed_hosts, host_of
from esim_help.check.upkeep import check_form, check_questions, check_reviews, check_unknowns
from esim_help.check.wording import check_wording
from esim_help.content.decode import check_ids
from esim_help.errors import Problem
from esim_help.model.article import Article, Link, Text
from esim_help.model.centre import Centre
from esim_help.model.settings import SETTINGS_NAME

Rule = Callable[[Centre], Iterator[Problem]]


def check_centre(
    centre: Centre, linked_files: Collection[str] = (), today: datetime.date | None = None
) -> list[Problem]:
    """Every problem that the rules find in a whole centre.

    ``linked_files`` are the paths texts may refer to; without ``today`` no review is overdue.
    """
    found = [problem for rule in RULES_OF_A_CENTRE for problem in rule(centre)]
    overdue = check_reviews(centre, today) if today else ()
    return sorted({*found, *_dead_links(centre, linked_files), *overdue})


def _texts(centre: Centre) -> Iterator[tuple[Article, Text]]:
    for article in centre.articles:
        for text in article.texts.values():
            yield article, text


def _article_names(articles: Iterable[Article]) -> list[str]:
    return sorted({name for article in articles for name in (article.id, *article.aliases)})


def _public_names(centre: Centre) -> list[str]:
    return _article_names(article for article in centre.articles if article.audience == "customer")


def _cited_ids(centre: Centre) -> Iterator[Problem]:
    facts = {fact.id for fact in centre.facts}
    unknowns = {unknown.id for unknown in centre.unknowns}
    all_names, public_names = _article_names(centre.articles), _public_names(centre)
    for article, text in _texts(centre):
        line = text.lines.get
        names = public_names if article.audience == "customer" else all_names
        yield from _unknown_names(text.path, line("facts", 1), "fact", text.facts, facts)
        yield from _unknown_names(text.path, line("unknowns", 1), "unknown", text.unknowns, unknowns)
        if "related" in text.lines:
            yield from check_ids(text.path, line("related", 1), "article", article.related, names)
        for block in text.blocks:
            yield from _unknown_names(text.path, block.line, "fact", block.facts, facts)


def _unknown_names(path: str, line: int, what: str, given: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    """As ``check_ids``, without listing dozens of choices."""
    for name in given:
        if name not in known:
            yield Problem(
                path, line, f"unknown-{what}", f"{what} {name!r} is not in facts.yaml, which has {len(known)} of them"
            )


def _facts_of_their_cards(centre: Centre) -> Iterator[Problem]:
    cards_of = {fact.id: fact.cards for fact in centre.facts}
    for article, text in _texts(centre):
        for name in text.facts:
            if missing := _cards_without(name, article.cards, cards_of):
                mark = f"::: {' '.join(cards_of[name][:1])} {name}"
                message = f"{name} is not stated of {missing}; cite it in a card block '{mark}'"
                yield Problem(text.path, text.lines.get("facts", 1), "fact-card", message)
        for block in text.blocks:
            for name in block.facts:
                if _cards_without(name, (block.card,), cards_of):
                    message = f"{name} is stated of {', '.join(cards_of[name])}, not of {block.card}"
                    yield Problem(text.path, block.line, "fact-card", message)


def _cards_without(fact: str, cards: Iterable[str], cards_of: Mapping[str, tuple[str, ...]]) -> str:
    """Those of ``cards`` that a known fact is not stated of, as a message lists them."""
    return ", ".join(card for card in cards if fact in cards_of and card not in cards_of[fact])


def _same_facts(centre: Centre) -> Iterator[Problem]:
    for article in centre.articles:
        first, *others = article.texts.values()
        for other in others:
            yield from _difference("facts", first, other, first.cited_facts, other.cited_facts)
            yield from _difference("unknowns", first, other, frozenset(first.unknowns), frozenset(other.unknowns))


def _difference(what: str, first: Text, other: Text, mine: frozenset[str], theirs: frozenset[str]) -> Iterator[Problem]:
    if mine != theirs:
        message = f"{what} differ from {first.path}: {', '.join(sorted(mine ^ theirs))}"
        yield Problem(other.path, other.lines.get(what, 1), "same-facts", message)


def _translations(centre: Centre) -> Iterator[Problem]:
    used = {lang for article in centre.articles for lang in article.texts}
    wanted = [lang for lang in centre.settings.languages if lang in used]
    for article in centre.articles:
        for lang in wanted:
            if lang not in article.texts:
                text = next(iter(article.texts.values()))
                yield Problem(text.path, 1, "missing-translation", f"{article.id} has no text in {lang}", "warning")


def _scripts(centre: Centre) -> Iterator[Problem]:
    names = _article_names(centre.articles)
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
    names = _public_names(centre)
    cards_of = {fact.id: fact.cards for fact in centre.facts}
    for tree in centre.trees:
        if tree.article:
            yield from check_ids(tree.path, 1, "article", [tree.article], names)
        for cited in (*(node.facts for node in tree.nodes), *(end.facts for end in tree.ends)):
            yield from _unknown_names(tree.path, 1, "fact", cited, cards_of)
        for node in tree.nodes:
            for name in node.facts:
                if missing := _cards_without(name, node.cards or tree.cards, cards_of):
                    message = f"node {node.id!r} rests on {name}, which is not stated of {missing}; narrow its 'cards'"
                    yield Problem(tree.path, 1, "fact-card", message)


def _settings(centre: Centre) -> Iterator[Problem]:
    names = _public_names(centre)
    named = [*centre.settings.popular, *([centre.settings.support] if centre.settings.support else [])]
    yield from check_ids(SETTINGS_NAME, 1, "article", named, names)


def _outside_hosts(centre: Centre) -> Iterator[Problem]:
    allowed = allowed_hosts(centre.settings)
    for _, text in _texts(centre):
        for link in text.links:
            host = host_of(link.target) if link.kind == "external" else ""
            if host and link.image:
                message = f"image on {host!r}: a page loads nothing from elsewhere; copy it into the content folder"
                yield Problem(text.path, link.line, "outside-host", message)
            elif host and host not in allowed:
                message = f"{host!r} is not one of our hosts; list it in the settings, channels.hosts, or drop the link"
                yield Problem(text.path, link.line, "outside-host", message, choices=tuple(sorted(allowed)))


RULES_OF_A_CENTRE: tuple[Rule, ...] = (
    _cited_ids,
    _facts_of_their_cards,
    _same_facts,
    _translations,
    _scripts,
    _trees,
    _settings,
    _outside_hosts,
    check_wording,
    check_form,
    check_questions,
    check_unknowns,
    check_ranks,
    check_changed_facts,
)


def _dead_links(centre: Centre, linked_files: Collection[str]) -> Iterator[Problem]:
    named = {alias: article for article in centre.articles for alias in article.aliases}
    named |= {article.id: article for article in centre.articles}
    names = sorted(named)
    for article, text in _texts(centre):
        for link in text.links:
            target = named.get(link.target) if link.kind == "article" else None
            if link.kind == "article" and target is None:
                yield from check_ids(text.path, link.line, "article", [link.target], names)
            elif target and target.audience == "agent" != article.audience:
                message = f"article {link.target!r} is internal: customers never see it"
                yield Problem(text.path, link.line, "dead-link", message)
            elif link.kind == "file" and link.target not in linked_files:
                message = f"file {link.target!r} is not in the content folder"
                yield Problem(text.path, link.line, "dead-link", message)
            elif link.kind in ("article", "fragment") and link.anchor:
                yield from _dead_anchor(text.path, link, target.text(text.lang) if target else text)


def _dead_anchor(path: str, link: Link, target: Text) -> Iterator[Problem]:
    anchors = [section.anchor for section in target.sections if section.anchor]
    if link.anchor not in anchors:
        where = link.target or "this article"
        message = f"anchor {link.anchor!r} is not in {where}; it has {', '.join(anchors) or 'none'}"
        yield Problem(path, link.line, "dead-link", message)
