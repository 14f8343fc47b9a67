"""The support-domain synonyms that ship with the engine. What may stand in ``synonyms.json``: docs/synonyms.md."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from esim_help.model.centre import SynonymRule


@cache
def shipped_synonyms() -> tuple[SynonymRule, ...]:
    """Every rule of the shipped list, in the file's order."""
    text = resources.files(__package__).joinpath("synonyms.json").read_text(encoding="utf-8")
    rules = json.loads(text)
    return tuple(SynonymRule(tuple(rule["words"]), tuple(rule.get("means", ()))) for rule in rules)
