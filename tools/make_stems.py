"""Writes the stems of the words of the shipped lists, ``index/stems.json``. Run by ``make tables``, never at run time.

Stemming them took a third of the time in which a small centre is built.
"""

from __future__ import annotations

import json
from pathlib import Path

from esim_help.analysis.stem import stem
from esim_help.analysis.tokens import units
from esim_help.index.word_lists import listed_wordings

TABLE = Path(__file__).parent.parent / "src" / "esim_help" / "index" / "stems.json"


def stems() -> dict[str, str]:
    """Each Latin word of the lists, and its stem."""
    return {unit.term: stem(unit.term) for wording in listed_wordings() for unit in units(wording) if not unit.han}


if __name__ == "__main__":
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(json.dumps(stems(), indent=0, sort_keys=True) + "\n", encoding="utf-8")
