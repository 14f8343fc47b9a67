"""The word lists that ship with the engine: what means the same in a support desk, and what belongs to other trades.

What may stand in them: docs/synonyms.md, docs/elsewhere.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from esim_help.model.centre import SynonymRule


@cache
def shipped_synonyms() -> tuple[SynonymRule, ...]:
    """Every rule of ``synonyms.json``, in the file's order."""
    rules = json.loads(Path(__file__).with_name("synonyms.json").read_bytes())
    return tuple(
        SynonymRule(tuple(rule["words"]), tuple(rule.get("means", ())), tuple(rule.get("related", ())))
        for rule in rules
    )


@cache
def words_from_elsewhere() -> tuple[str, ...]:
    """The words of ``elsewhere.json``: each by itself makes it plain that a question is about something else."""
    lists = json.loads(Path(__file__).with_name("elsewhere.json").read_bytes())
    return tuple(word for words in lists.values() for word in words)


def listed_wordings() -> Iterator[str]:
    """Every wording of the lists."""
    for rule in shipped_synonyms():
        yield from (*rule.words, *rule.means, *rule.related)
    yield from words_from_elsewhere()


@cache
def listed_stems() -> Mapping[str, str]:
    """``stems.json``: each Latin word of the lists, and its stem."""
    stems: dict[str, str] = json.loads(Path(__file__).with_name("stems.json").read_bytes())
    return stems
