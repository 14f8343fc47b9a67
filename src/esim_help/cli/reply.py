"""``esim-help reply``."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from esim_help.analysis.characters import has_han
from esim_help.cli.options import card_option, json_option, known_card, lang_option, today_option, words_given
from esim_help.cli.terminal import json_line, lines_out, safe, styled
from esim_help.errors import MissingPlaceholders, UsageError
from esim_help.model.lang import pick
from esim_help.model.script import CHANNELS

if TYPE_CHECKING:
    from esim_help.model.centre import Centre
    from esim_help.model.fact import Unknown
    from esim_help.model.script import Script
    from esim_help.workspace import Workspace

NOTHING_FOUND = 1
OTHERS = 3
CLIPBOARDS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)


@click.command()
@click.argument("query", nargs=-1, required=True)
@lang_option
@click.option(
    "--channel", type=click.Choice(CHANNELS), default="chat", show_default=True, help="Where the reply is said."
)
@card_option
@click.option(
    "--set", "settings", metavar="KEY=VALUE", multiple=True, help="Fill a placeholder; may be given many times."
)
@click.option("--copy", is_flag=True, help="Also put the reply on the clipboard.")
@today_option
@json_option
@click.pass_obj
def command(
    project: Path | None,
    query: tuple[str, ...],
    lang: str | None,
    channel: str,
    card: str | None,
    settings: tuple[str, ...],
    copy: bool,
    today: str,
    as_json: bool,
) -> int:
    """Write a scripted answer, blanks filled.

    QUERY is a script's id or the customer's words; - reads them from standard
    input. A reply with a blank in it is never printed: exits 3 and names what
    is missing. Exits 1 when no script fits.
    """
    from esim_help.reply.known import informed, known_json
    from esim_help.reply.reply import reply_json, write_reply
    from esim_help.workspace import Workspace

    workspace = Workspace.find(project)
    centre = workspace.load("agent").centre
    words = words_given(query)
    given = _given(settings, known_card(card, centre.settings.card_ids))
    script, others = _script_for(words, centre, workspace, given.get("card"))
    if script is None:
        click.echo(f"no script fits {safe(words)!r}; the closest articles: esim-help search {safe(words)}", err=True)
        return NOTHING_FOUND
    shown = lang or (_language_of(words, centre) if words != script.id else centre.settings.default_language)
    known = _known(script, centre, given.get("card"))
    script = informed(script, known, centre.settings)
    try:
        reply = write_reply(script, centre.settings, lang=shown, channel=channel, given=given)  # type: ignore[arg-type]
    except MissingPlaceholders as missing:
        if as_json:
            names = list(missing.names)
            click.echo(json_line({"script": script.id, "lang": shown, "channel": channel, "missing": names}))
        raise
    if as_json:
        click.echo(json_line({**reply_json(reply), "known": [known_json(unknown, shown) for unknown in known]}))
    else:
        lines_out(map(safe, reply.text.split("\n")))
    _talk([*_warnings(script, centre, known, given.get("card"), shown, today), *_around(script, others, shown)])
    if copy:
        _copy(reply.text)
    return 0


def _given(settings: tuple[str, ...], card: str | None) -> dict[str, str]:
    given: dict[str, str] = {"card": card} if card else {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"--set {setting!r} is not KEY=VALUE; write it as --set agent.name=Li")
        if given.get(key.strip(), value) != value:
            raise UsageError(f"--set {key.strip()} is given twice, as {given[key.strip()]!r} and {value!r}")
        given[key.strip()] = value
    return given


def _script_for(words: str, centre: Centre, workspace: Workspace, card: str | None) -> tuple[Script | None, list[str]]:
    """The script with that id, else the one whose questions the words fit best, with the ids of the next ones."""
    from esim_help.search.search import search

    scripts = {script.id: script for script in centre.scripts}
    if words in scripts:
        return scripts[words], []
    outcome = search(workspace.reader("agent"), words, card=card, limit=1 + OTHERS, kind="script")
    found = [hit.id for hit in outcome.hits if hit.id in scripts]
    return (scripts[found[0]], found[1:]) if found else (None, [])


def _language_of(words: str, centre: Centre) -> str:
    """The customer's language, where the centre speaks it."""
    lang = "zh" if has_han(words) else "en"
    return lang if lang in centre.settings.languages else centre.settings.default_language


def _known(script: Script, centre: Centre, card: str | None) -> list[Unknown]:
    """What the script's words call open and has been answered since, for the customer's card."""
    listed = centre.unknowns_named(script.unknowns)
    return [one for one in listed if not one.open and (card is None or not one.cards or card in one.cards)]


def _warnings(
    script: Script, centre: Centre, known: list[Unknown], card: str | None, lang: str, today: str
) -> Iterator[str]:
    """What the agent must know before sending: incidents that last, and answers that are newer than the script."""
    from esim_help.index.notices import kept_notices, notices_beside

    cards = [card] if card else script.cards
    for notice in notices_beside(kept_notices(centre), [script.article], cards, today):
        yield f"notice until {notice.last}: {pick(notice.texts, lang)}"
    for unknown in known:
        source = ", ".join(filter(None, [unknown.source, str(unknown.answered or "")]))
        yield f"{unknown.id} is now known: {pick(unknown.question, lang)} {pick(unknown.answer, lang)} ({source})"


def _around(script: Script, others: list[str], lang: str) -> list[str]:
    """What the agent should know and the customer should not: which script, when to escalate, what else fits."""
    talk = [f"script: {script.id}"]
    if script.escalation.when.get(lang):
        team = f" → {script.escalation.team}" if script.escalation.team else ""
        talk.append(f"escalate: {script.escalation.when[lang]}{team}")
    if others:
        talk.append(f"also: {', '.join(others)}")
    return talk


def _talk(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(styled(safe(line), dim=True) if sys.stderr.isatty() else safe(line), err=True)


def _copy(text: str) -> None:
    """Puts ``text`` on the clipboard: by a clipboard program, else by the terminal itself (OSC 52)."""
    if any(_copied_by(program, text) for program in CLIPBOARDS if shutil.which(program[0])):
        click.echo("copied", err=True)
    elif sys.stderr.isatty():
        click.echo(f"\033]52;c;{base64.b64encode(text.encode()).decode()}\a", err=True, nl=False)
        click.echo("copied, if your terminal allows it", err=True)
    else:
        raise UsageError(
            "--copy needs a clipboard program (wl-copy, xclip, xsel or pbcopy) or a terminal;"
            " the reply was printed all the same"
        )


def _copied_by(program: tuple[str, ...], text: str) -> bool:
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(program, input=text.encode(), check=False, timeout=5, stdout=quiet, stderr=quiet)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
