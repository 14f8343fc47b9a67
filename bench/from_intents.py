"""Makes a project and its question set of a labelled data set: ``python bench/from_intents.py TRAIN TEST OUT``.

TRAIN and TEST have the columns ``text`` and ``category``, as BANKING77 has. A category of TRAIN becomes an article: its
name as title, some of its questions as listed ones. A question of TEST becomes a line for ``esim-help evaluate``.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from esim_help.content.names import RESERVED_IDS, id_from_name, lang_of_title
from esim_help.errors import ContentError, EsimHelpError, OutputError, Problem, UsageError

COLUMNS = ("text", "category")
LISTED = 5


class Commas(csv.excel):
    """A CSV in which a quotation mark that is never closed is a fault."""

    strict = True


class Tabs(csv.excel_tab):
    """A TSV in which quotation marks belong to the text."""

    quoting = csv.QUOTE_NONE


class Labelled(NamedTuple):
    """One question of a data set, on one line, and where it stood."""

    text: str
    category: str
    path: str
    line: int

    def problem(self, message: str) -> Problem:
        """A fault of this row."""
        return Problem(self.path, self.line, "intents", message)


class Converted(NamedTuple):
    """What is written: the listed questions of every category by its id, and the lines for ``evaluate``."""

    lang: str
    titles: Mapping[str, str]
    listed: Mapping[str, Sequence[str]]
    asked: Sequence[tuple[str, str]]

    @property
    def questions_name(self) -> str:
        """The file of the question set."""
        return f"test.{self.lang}.tsv"


def read_labelled(path: Path) -> list[Labelled]:
    """The rows of a CSV, or of a TSV when its header has a tab. Raises EsimHelpError with every fault of the file.

    In a TSV quotation marks belong to the text. Further columns are passed over, and so are empty lines.
    """
    rows: list[Labelled] = []
    problems: list[Problem] = []
    try:
        for cells, line in _cells(path):
            given = {name: " ".join((cells.get(name) or "").split()) for name in COLUMNS}
            row = Labelled(**given, path=str(path), line=line)
            empty = [name for name in COLUMNS if not given[name]]
            if None in cells:
                problems.append(row.problem("has more cells than the header; quote a text that holds a comma"))
            elif empty:
                problems.append(row.problem(f"{' and '.join(empty)} must not be empty"))
            else:
                rows.append(row)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if problems:
        raise ContentError(problems)
    if not rows:
        raise ContentError([Problem(str(path), 1, "intents", "holds no question")])
    return rows


def _cells(path: Path) -> Iterator[tuple[dict[str, str | None], int]]:
    """(cells by column, line of the file) of each row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = Tabs if "\t" in file.readline() else Commas
        file.seek(0)
        reader = csv.DictReader(file, dialect=dialect)
        try:
            header = reader.fieldnames or ()
            missing = [repr(name) for name in COLUMNS if name not in header]
            if missing:
                has = f"it has {', '.join(map(repr, header))}" if header else "it is empty"
                message = f"needs a first line with the columns 'text' and 'category'; {has}"
                raise ContentError([Problem(str(path), 1, "intents", message)])
            for cells in reader:
                yield cells, reader.line_num
        except csv.Error as error:
            message = f"{error}; is a quotation mark in a text not doubled, or not closed?"
            raise ContentError([Problem(str(path), reader.line_num + 1, "intents", message)]) from error


def convert(train: Sequence[Labelled], test: Sequence[Labelled], listed: int, lang: str | None = None) -> Converted:
    """The project of a data set. Without ``lang`` it is the language of most training questions.

    A training question that is asked in the test as well is never listed.
    """
    first = {row.category: row for row in reversed(train)}
    ids = {category: article_id(category) for category in sorted(first)}
    owners = {name: category for category, name in reversed(ids.items())}
    problems = [
        first[category].problem(f"category {category!r} has the id {name!r}, and so has {owners[name]!r}; rename one")
        for category, name in ids.items()
        if owners[name] != category
    ]
    unknown = "category {!r} is not in the training file"
    problems += [row.problem(unknown.format(row.category)) for row in test if row.category not in ids]
    if problems:
        raise ContentError(problems)
    asked = {row.text.casefold() for row in test}
    free: dict[str, list[str]] = {name: [] for name in ids.values()}
    for row in train:
        if row.text.casefold() not in asked:
            free[ids[row.category]].append(row.text)
    return Converted(
        lang or _language(row.text for row in train),
        {name: title_of(category) for category, name in ids.items()},
        {name: chosen(texts, listed) for name, texts in free.items()},
        [(row.text, ids[row.category]) for row in test],
    )


def article_id(category: str) -> str:
    """The id of a category's article: its name as a file would have it, unless the site needs that for itself."""
    name = id_from_name(category)
    return f"{name}-intent" if name in RESERVED_IDS else name


def title_of(category: str) -> str:
    """The name of a category as words: ``card_arrival`` is ``Card arrival``."""
    words = " ".join(category.replace("_", " ").split()) or category
    return words[0].upper() + words[1:]


def chosen(texts: Iterable[str], number: int) -> list[str]:
    """At most ``number`` of the texts: those of the least checksums, so that more of them include the fewer.

    The order of the file, which is often by length or by author, decides nothing.
    """
    return sorted(dict.fromkeys(texts), key=lambda text: (zlib.crc32(text.encode()), text))[:number]


def _language(texts: Iterable[str]) -> str:
    langs = [lang_of_title(text) for text in texts]
    return "zh" if langs.count("zh") * 2 > len(langs) else "en"


def write(made: Converted, folder: Path) -> None:
    """Writes the project into a folder that is new or empty. Raises OutputError."""
    try:
        articles = folder / "content" / made.lang
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty; name a new folder")
        articles.mkdir(parents=True)
        (folder / "esim-help.toml").write_text('title = "Intents"\n', encoding="utf-8")
        for name, title in made.titles.items():
            (articles / f"{name}.md").write_text(_article(title, made.listed[name]), encoding="utf-8")
        questions = "".join(f"{_cell(text)}\t{name}\n" for text, name in made.asked)
        (folder / made.questions_name).write_text(f"query\tids\n{questions}", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}") from error


def _article(title: str, questions: Sequence[str]) -> str:
    front = {"title": title, "questions": list(questions)}
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=sys.maxsize)}---\n"


def _cell(text: str) -> str:
    """The text as a cell that ``evaluate`` does not take for a comment."""
    return f" {text}" if text.startswith("#") else text


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("train", type=Path, metavar="TRAIN", help="CSV or TSV with the columns text and category")
    parser.add_argument("test", type=Path, metavar="TEST", help="the same, of questions that are to be asked")
    parser.add_argument("out", type=Path, metavar="OUT", help="a new or empty folder")
    parser.add_argument("--listed", type=int, default=LISTED, help="questions that an article lists (default: 5)")
    parser.add_argument("--lang", choices=("zh", "en"), help="default: that of most questions in TRAIN")
    options = parser.parse_args(given)
    if options.listed < 0:
        parser.error("--listed must be 0 or more")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Converts, and says what was made; the exit code."""
    options = _arguments(arguments)
    try:
        made = convert(read_labelled(options.train), read_labelled(options.test), options.listed, options.lang)
        write(made, options.out)
    except EsimHelpError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    listed = sum(map(len, made.listed.values()))
    fewer = sum(len(questions) < options.listed for questions in made.listed.values())
    short = f" ({fewer} articles have fewer than {options.listed})" if fewer else ""
    print(f"{len(made.titles)} articles in {made.lang}, {listed} listed questions{short}, {len(made.asked)} to ask")
    print(f"esim-help --project {options.out} evaluate {options.out / made.questions_name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
