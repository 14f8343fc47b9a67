"""Fills the generated parts of docs/: what stands between ``<!-- table:NAME -->`` and ``<!-- end -->``.

Run by ``make docs``. ``--check`` writes nothing and exits 1 when a document is out of date. A block whose name is not
made here is somebody else's and stays as it is; ``tools/measure_thresholds.py`` makes those that take a while.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from esim_help.analysis import characters, function_words
from esim_help.cli.main import COMMANDS, main
from esim_help.index import asked, completions, impacts, make_tables
from esim_help.search import latin, spelling
from esim_help.search.query import limits

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- table:([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = 100  # columns that a line of example JSON may take up

LIMITS = {
    "query_code_points": ("Q1", "code points of a query that are read"),
    "unseen_tenths.character": ("Q6", "what a Han character that no article has tells, in tenths of `information[0]`"),
    "unseen_tenths.pair": ("Q6", "the same of a Han pair"),
    "unseen_tenths.word": ("Q6", "the same of a Latin word"),
    "unseen_tenths.foreign": ("Q6", "the same of any but a number where no article is in its language"),
    "uncovered_tenths": ("R5", "most that what is not found counts against a document, in tenths of `information[0]`"),
    "elsewhere_tenths": ("R5", "what a word of another trade counts against a document, in tenths of `information[0]`"),
    "card_tenths": ("R5", "what naming a card counts for a document, in tenths of `information[0]`"),
    "nothing_below.plain_zh": (
        "O2",
        "least confidence that is an answer, per mille, in a centre that lists no questions: to Chinese, if it has any",
    ),
    "nothing_below.plain_en": ("O2", "the same to what else is asked"),
    "nothing_below.rich": ("O2", "the same to both in a centre that lists many; between them it rises evenly"),
    "nothing_below.rich_from": ("O2", "how many listed questions an article and language are many, here and in E10"),
    "mended_common_part": ("E10", "words are common when one document in this many has them"),
    "together.within": ("T1", "places that two units asked together are apart at most"),
    "together.latin_tenths": ("T4", "what the impact of two words counts, in tenths"),
    "together.han_tenths": ("T4", "what the impact of two Han characters counts, in tenths"),
    "together.shared_tenths": ("T3", "what a question that several documents share counts, in tenths"),
    "together.nearest_tenths": ("T5", "what the nearest question counts, in tenths of what it shares with the query"),
    "together.nearest_from": ("T5", "how many listed questions an article and language are many"),
    "titles.among": ("R6", "documents whose titles are looked at"),
    "titles.tenths": ("R6", "what the likeness of a title counts, in tenths of what the query's words tell"),
    "things.among": ("O3", "nearest questions of each sort that are compared"),
    "things.tenths": ("O3", "how near those must be that mean a thing of other cards, in tenths of the nearest others"),
    "things.beside_tenths": ("O3", "how much better the first document is where a thing is just mentioned, in tenths"),
    "unstated.tenths": ("O4", "how near an unknown must be, in tenths of the nearest question that has an answer"),
    "unstated.stated_tenths": ("O4", "the same where the query names a thing of which something is stated"),
    "unstated.units_added": ("O4", "units that every question is taken to be longer: short ones are near by accident"),
    "unstated.behind": ("O4", "per mille of what its words tell that a section must have beyond the question"),
    "snippet_code_points.zh": ("S3", "code points of a snippet for a Chinese question"),
    "snippet_code_points.en": ("S3", "code points of a snippet for an English question"),
}
WEIGHTS = {
    "typed": ("Q5", "the term as it was typed"),
    "synonym": ("E5", "what a phrase also means; also the factor for a synonym of a guess (E1)"),
    "related": ("E5", "the same where it is no more than related"),
    "typo": ("E2", "a word one edit away"),
    "typo2": ("E2", "a word two edits away"),
    "joined": ("E6", "words run together or apart"),
    "pinyin": ("E4", "a pair whose syllables were typed"),
    "initials": ("E4", "a pair whose initials were typed"),
    "homophone": ("E3", "a pair with the same syllables and one character the same"),
    "homophone2": ("E3", "a pair with the same syllables, both characters others"),
    "near_homophone": ("E3", "a pair whose syllables sound nearly the same"),
    "prefix": ("E7", "a word that begins with the one being typed"),
}
CONSTANTS = (
    ("I3", "`K1`", impacts.K1, "how soon more of a term stops counting"),
    ("I3", "`B`", impacts.B, "how much a long field is held against its article"),
    ("I5", "`SCALE`", impacts.SCALE, "impact of one unit of the formula"),
    ("A8", "`TENTHS`", function_words.TENTHS, "share of its rarity that a function word counts, in tenths"),
    ("I6", "`LARGE`", impacts.LARGE, "documents from which on common characters are left out of running text"),
    ("I6", "`COMMON`", impacts.COMMON, "a character is common when more than one document in this many has it"),
    (
        "E4",
        "`WORD_LIKE`",
        make_tables.WORD_LIKE,
        "documents whose naming fields must have a pair for it to be taken for a word",
    ),
    ("I10", "`SHOWN`", completions.SHOWN, "completions of a text at most"),
    ("I10", "`WHOLE`", completions.WHOLE, "places up to which a row of completions is kept whole"),
    ("I12", "`MOST`", asked.MOST, "places of a unit in what is asked from which on more are none"),
    ("E5", "`STRONGEST`", make_tables.STRONGEST, "documents that the meanings of a synonym count in"),
    ("E4", "`FEW`", make_tables.FEW, "pairs kept for two initials"),
    ("E7", "`PREFIX_FROM`", spelling.PREFIX_FROM, "letters from which on an unfinished word may become a longer one"),
    ("E11", "`NEAR_WORDS`", latin.NEAR_WORDS, "near words that may stand in the place of an unknown one"),
    (
        "E11",
        "`LEAST_CUT`",
        latin.LEAST_CUT,
        "letters that a word has, or pinyin, which was run together with the other",
    ),
    ("E2", "`ONE_EDIT_FROM`", spelling.ONE_EDIT_FROM, "letters from which on one edit is allowed"),
    ("E2", "`TWO_EDITS_FROM`", spelling.TWO_EDITS_FROM, "letters from which on two edits are allowed"),
    ("E4", "`MAX_SEGMENTATIONS`", spelling.MAX_SEGMENTATIONS, "ways to cut a run into syllables that are followed"),
    ("E4", "`MAX_INITIALS`", spelling.MAX_INITIALS, "letters up to which a word may be initials"),
)

PROJECT = {
    "esim-help.toml": """title = "Tiny help centre"
languages = ["en"]
base_url = "https://help.example.com"
support = "contact"
[cards.blue]
name = "Blue Card"
words = ["blue"]
[cards.green]
name = "Green Card"
words = ["green"]
[desk.teams]
tier-2 = "Tier 2"
""",
    "content/en/plan/renew.md": """---
title: Renew your card
answer: Sign in, open the renewal page, choose a plan and pay.
cards: [blue, green]
questions: [how do I renew my card, my plan runs out tomorrow]
unknowns: [U1]
---

## How to renew {#steps}

1. Sign in and open the renewal page.
2. Choose a plan, pay, and keep the receipt.

If the payment fails, see [refunds](refund).
""",
    "content/en/pay/gift-card.md": """---
title: Pay with a gift card
answer: For Blue Card, type the gift card's number on the payment page.
cards: [blue]
questions: [how do I use a gift card]
facts: [F1]
---

Type the number on the back of the gift card.
""",
    "content/en/pay/pay-green.md": """---
title: Ways to pay for Green Card
answer: Pay by bank card on the payment page.
cards: [green]
questions: [how can I pay for my green card]
---

Open the payment page and type the number of your bank card.
""",
    "content/en/help/contact.md": "---\ntitle: Contact support\nanswer: Send us a message.\n---\n",
    "content/facts.yaml": """
facts:
  - {id: F1, cards: [blue], strength: firm, names: [gift card], says: Blue Card takes gift cards.}
unknowns:
  - id: U1
    question: How long does a renewal take to show?
    asked: {en: [how many hours until the renewal shows]}
    instead: Look at the payment record, and contact support if it has not changed.
""",
    "content/agent/scripts/renew.yaml": """
title: How to renew
situation: The customer asks how to renew
article: renew
questions: {en: [how do I renew, my plan expired]}
placeholders:
  customer.name: {type: name, default: there}
  agent.name: {type: name, trusted: true}
  link.article: {type: link}
escalation: {when: The renewal page shows an error twice, team: tier-2}
texts:
  en:
    chat: |
      Hi {{customer.name}}, this is {{agent.name}}. The steps are here: {{link.article}}
""",
    "questions.txt": "do you sell umbrellas\n\n",
    "labelled.tsv": """query	ids	outcome
how do I renew	renew	answered
do you sell umbrellas		nothing
gift card number	renew	answered
""",
}
"""The tiny project that the examples are made with. Its dead link is what ``check`` reports."""

EXAMPLES = {
    "json-answered": "search --json -n 1 'how do I renew'",
    "json-unstated": "search --json -n 1 'how many hours until my renewal shows'",
    "json-other-card": "search --json -n 1 'can I pay green with a gift card'",
    "json-corrected": "search --json -n 1 'gfit card'",
    "json-completions": "search --json --typing 'how do I'",
    "json-nothing": "search --json 'do you sell umbrellas'",
    "json-explain": "search --json --explain -n 1 'card renewals'",
    "json-batch": "search --batch questions.txt",
    "json-check": "check --json",
    "json-evaluate": "evaluate --json labelled.tsv",
    "json-reply": "reply --json --set agent.name=Lin 'my plan expired'",
    "json-missing": "reply --json renew",
}


def run(arguments: Sequence[str]) -> tuple[str, int]:
    """What ``esim-help`` prints on standard output in 80 columns, and its exit code."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    before, sys.argv = sys.argv, ["esim-help", *arguments]
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            main()
    except SystemExit as end:
        said.flush()
        return said.buffer.getvalue().decode().rstrip(), int(end.code or 0)
    finally:
        sys.argv = before
    raise AssertionError("main() exits")


def pretty(value: Any, indent: str = "") -> str:
    """JSON with one entry a line, except where a whole object or list fits on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        entries = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {pretty(entry, inner)}" for key, entry in value.items()
        ]
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + pretty(entry, inner) for entry in value) + f"\n{indent}]"


def example(command: str) -> str:
    """A command, what it prints and how it ends, as a console block. The time a search took is always shown as 1 ms."""
    said, code = run(shlex.split(command))
    said = re.sub(r'"took_ms": \d+', '"took_ms": 1', said)
    lines = [json.loads(line) for line in said.splitlines()]
    return f"```console\n$ esim-help {command}\n" + "\n".join(map(pretty, lines)) + f"\n```\n\nExit code {code}.\n"


@contextlib.contextmanager
def tiny_project() -> Iterator[None]:
    """Stands in a folder that holds :data:`PROJECT`."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for path, content in PROJECT.items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(content, encoding="utf-8")
        yield


def examples() -> dict[str, str]:
    """Every example by the name of its block."""
    with tiny_project():
        return {name: example(command) for name, command in EXAMPLES.items()}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def help_pages() -> str:
    """The ``--help`` of the program and of every command, each under its heading."""
    pages = [("esim-help", []), *((f"esim-help {name}", [name]) for name in COMMANDS)]
    return "\n".join(f"## {title}\n\n```text\n{run([*arguments, '--help'])[0]}\n```\n" for title, arguments in pages)


def flattened(content: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """``{"a": {"b": 1}}`` as ``("a.b", 1)``."""
    for key, value in content.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{above}{key}.")
        else:
            yield above + key, value


def described(content: Mapping[str, Any], descriptions: Mapping[str, tuple[str, str]], head: Sequence[str]) -> str:
    """A table of numbers, each with its clause and what it is; exits when one has no description yet."""
    undescribed = sorted(set(content) - set(descriptions))
    if undescribed:
        sys.exit(f"tools/make_docs.py: say what {', '.join(undescribed)} of limits.json means, in LIMITS or WEIGHTS")
    return table(head, ((f"`{key}`", value, *descriptions[key]) for key, value in content.items()))


def _ranges(rows: Iterable[Sequence[int]]) -> str:
    return ", ".join(f"{low:04X}–{high:04X}" if high > low else f"{low:04X}" for low, high in rows)


def analysis_tables() -> dict[str, str]:
    """The numbers and ranges of docs/search.md, as the code has them."""
    own = {key: value for key, value in limits().items() if key != "weights"}
    ranges = [(name, _ranges(characters.tables()[name])) for name in ("han", "latin", "ignored")]
    return {
        "characters": table(("class", "code points, after folding where it folds"), ranges),
        "fields": table(
            ("field", "weight"), ((f"`{field}`", weight) for field, weight in impacts.FIELD_WEIGHTS.items())
        ),
        "limits": described(dict(flattened(own)), LIMITS, ("number", "value", "clause", "what it is")),
        "weights": described(limits()["weights"], WEIGHTS, ("weight", "tenths", "clause", "given to")),
        "constants": table(("clause", "constant", "value", "what it is"), CONSTANTS),
    }


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """``text`` with the blocks that are made here written anew."""
    return BLOCK.sub(lambda found: found[1] + blocks[found[2]] + found[3] if found[2] in blocks else found[0], text)


def update(blocks: Mapping[str, str], write: bool) -> list[str]:
    """The documents below docs/ that are not as they should be, written anew when asked."""
    stale = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if (new := filled(text, blocks)) != text:
            stale.append(path.relative_to(ROOT).as_posix())
            if write:
                path.write_text(new, encoding="utf-8")
    return stale


def make(options: Sequence[str]) -> int:
    """Runs the tool; the exit code says whether everything is as it should be."""
    os.environ.update(COLUMNS="80", NO_COLOR="1")
    blocks = {"commands": help_pages(), **analysis_tables(), **examples()}
    checking = "--check" in options
    stale = update(blocks, write=not checking)
    if stale:
        print(*stale, "out of date: run make docs" if checking else "written anew")
    return 1 if checking and stale else 0


if __name__ == "__main__":
    sys.exit(make(sys.argv[1:]))
