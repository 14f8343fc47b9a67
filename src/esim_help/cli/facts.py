"""``esim-help facts``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from esim_help.cli.options import json_option, known_article, lang_option
from esim_help.cli.terminal import json_line, lines_out, styled, wrapped
from esim_help.errors import UsageError
from esim_help.model.lang import pick

if TYPE_CHECKING:
    from esim_help.fact_report import ArticleFacts, CitedFact, OpenQuestion
    from esim_help.model.article import Article
    from esim_help.model.centre import Centre
    from esim_help.model.fact import Fact

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "articles": "文章",
        "scripts": "话术",
        "trees": "排查步骤",
        "nothing": "没有地方引用",
        "changed": "改于",
        "all_cards": "卡片以外的正文",
        "line": "第 {} 行",
        "unknowns": "指南没有写",
        "unlocks": "有了答案可更新：",
    },
    "en": {
        "articles": "articles",
        "scripts": "scripts",
        "trees": "trees",
        "nothing": "cited nowhere",
        "changed": "changed",
        "all_cards": "text outside card blocks",
        "line": "line {}",
        "unknowns": "not stated",
        "unlocks": "an answer updates ",
    },
}


@click.command()
@click.option("--article", "article_id", metavar="ID", help="The facts that an article cites, block by block.")
@click.option("--unused", is_flag=True, help="The facts that no article, script or tree cites.")
@click.option("--open", "open_only", is_flag=True, help="The questions still to be asked, ready to send.")
@lang_option
@json_option
@click.pass_obj
def command(
    project: Path | None, article_id: str | None, unused: bool, open_only: bool, lang: str | None, as_json: bool
) -> int:
    """List what the centre states, and where it is cited.

    --open prints each question in every language, the ones that unlock most
    first. --lang defaults to the centre's.
    """
    if sum((article_id is not None, unused, open_only)) > 1:
        raise UsageError("--article, --unused and --open are three questions; ask one at a time")
    from esim_help.fact_report import cited_facts, cited_json, open_questions, question_json, unused_facts
    from esim_help.workspace import Workspace

    centre = Workspace.find(project).load("agent").centre
    shown = lang or centre.settings.default_language
    if article_id is not None:
        _print_article(known_article(centre, article_id), centre, shown, as_json)
    elif open_only:
        questions = open_questions(centre)
        if as_json:
            click.echo(json_line([question_json(one) for one in questions]))
        else:
            lines_out(_question_lines(questions, centre, shown))
            _count(len(questions), "open question")
    else:
        facts = unused_facts(centre) if unused else cited_facts(centre)
        if as_json:
            click.echo(json_line([cited_json(cited, shown) for cited in facts]))
        else:
            lines_out(_fact_lines(facts, centre, shown))
            _count(len(facts), "fact")
    return 0


def _count(number: int, noun: str) -> None:
    click.echo(f"{number} {noun}{'' if number == 1 else 's'}", err=True)


def _print_article(article: Article, centre: Centre, lang: str, as_json: bool) -> None:
    from esim_help.fact_report import article_facts, article_json

    found = article_facts(centre, article, lang)
    if as_json:
        click.echo(json_line(article_json(article, found)))
    else:
        lines_out(_article_lines(found, centre))


def _fact_lines(facts: Iterable[CitedFact], centre: Centre, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    for cited in facts:
        yield from _one_fact(cited.fact, centre, lang)
        places = ((words[kind], getattr(cited, kind)) for kind in ("articles", "scripts", "trees"))
        said = "; ".join(f"{kind} {', '.join(ids)}" for kind, ids in places if ids)
        yield from (styled(line, dim=True) for line in wrapped(said or words["nothing"], "     "))


def _one_fact(fact: Fact, centre: Centre, lang: str) -> Iterator[str]:
    changed = f"  {WORDS[lang]['changed']} {fact.changed}" if fact.changed else ""
    head = f"{fact.id}  {_cards(fact.cards, centre, lang)}  {fact.strength}{changed}"
    yield from (styled(line, bold=True) for line in wrapped(head))
    yield from wrapped(pick(fact.says, lang), "     ")


def _article_lines(found: ArticleFacts, centre: Centre) -> Iterator[str]:
    lang = found.text.lang
    words = WORDS[lang]
    yield from wrapped(f"{found.text.title}  ({found.text.path})")
    for part in found.parts:
        place = _cards([part.card], centre, lang) if part.card else words["all_cards"]
        yield ""
        yield from wrapped(f"— {place}, {words['line'].format(part.line)}")
        for fact in part.facts:
            yield from _one_fact(fact, centre, lang)
    if found.unknowns:
        yield ""
        yield from wrapped(f"— {words['unknowns']}")
        for unknown in found.unknowns:
            yield from wrapped(f"{unknown.id}  {pick(unknown.question, lang)}")


def _question_lines(questions: Iterable[OpenQuestion], centre: Centre, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    for one in questions:
        yield styled(f"{one.unknown.id}  {_cards(one.unknown.cards, centre, lang)}", bold=True)
        for question in dict.fromkeys(one.unknown.question.values()):
            yield from wrapped(question, "     ")
        places = ((words[kind], getattr(one, kind)) for kind in ("articles", "scripts"))
        said = "; ".join(f"{kind} {', '.join(ids)}" for kind, ids in places if ids)
        if said:
            yield from (styled(line, dim=True) for line in wrapped(words["unlocks"] + said, "     "))
        yield ""


def _cards(cards: Iterable[str], centre: Centre, lang: str) -> str:
    names = {card.id: pick(card.name, lang) for card in centre.settings.cards}
    return " · ".join(names.get(card, card) for card in cards)
