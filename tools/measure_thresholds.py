"""Fills the tables of docs/search.md that show what the two thresholds of an outcome trade for what.

Asks every question of tests/relevance/dev.* once for each value, so it takes about a minute; run it after tuning. The
questions of test.* are for judging and are not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from esim_help.content.loader import load_centre
from esim_help.index.index import Index, build_index
from esim_help.reading import read_project_settings, read_sources
from esim_help.search.query import limits
from esim_help.search.search import search
from make_docs import ROOT, table, update

NOTHING_BELOW = range(250, 550, 50)
UNSTATED = range(6, 12)
SETS = {
    "outside our subject": (("outside",), "nothing"),
    "answered, zh": (("zh",), "answered"),
    "answered, en": (("en",), "answered"),
    "unstated": (("unstated", "zh", "en"), "unstated"),
}
"""Heading to the files of questions, and the outcome that those which count are labelled with."""


def our_index() -> Index:
    """The customers' index of this repository's content."""
    centre = load_centre(read_sources(ROOT, "customer")[0], read_project_settings(ROOT)[0]).centre
    return build_index(centre)


def questions(name: str, outcome: str) -> list[str]:
    """The development questions of one file that have that outcome as their label."""
    lines = (ROOT / "tests" / "relevance" / f"dev.{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line]
    return [row[0] for row in rows if row[2] == outcome]


def moved(within: str, key: str, values: Iterable[int], measure: Callable[[], Sequence[str]]) -> list[list[str]]:
    """A row for each value of a limit, the one in use in bold."""
    numbers = limits()[within]
    used = numbers[key]
    rows = []
    for value in sorted({*values, used}):
        numbers[key] = value
        rows.append([f"**{value}**" if value == used else str(value), *measure()])
    numbers[key] = used
    return rows


def measured_tables() -> dict[str, str]:
    """Both tables: the share of each set that ends in the outcome that the threshold decides."""
    index = our_index()
    asked = {
        heading: [text for name in names for text in questions(name, outcome)]
        for heading, (names, outcome) in SETS.items()
    }

    def shares(kind: str, headings: Iterable[str]) -> list[str]:
        ended = [[search(index, text, limit=1).kind for text in asked[heading]] for heading in headings]
        return [f"{100 * sum(one == kind for one in kinds) / len(kinds):.0f} %" for kinds in ended]

    def measured(within: str, key: str, values: Iterable[int], kind: str, headings: Sequence[str]) -> str:
        rows = moved(within, key, values, lambda: shares(kind, headings))
        return table((f"`{within}.{key}`", *headings), rows)

    return {
        "measured-nothing": measured("nothing_below", "rich", NOTHING_BELOW, "nothing", tuple(SETS)),
        "measured-unstated": measured("unstated", "tenths", UNSTATED, "unstated", tuple(SETS)[:0:-1]),
    }


if __name__ == "__main__":
    print(*update(measured_tables(), write=True), "written anew")
