"""What ``docs/check-rules.md`` says of the planted sets: which entries of each get through."""

from __future__ import annotations

import re
from pathlib import Path

DOCUMENT = (Path(__file__).parents[2] / "docs" / "check-rules.md").read_text("utf-8")


def missed_of(name: str) -> list[int]:
    """Numbers in the table of what is missed of a set; none when it has no table."""
    table = re.search(rf"<!-- table:missed-{name} -->\n(.*?)<!-- end -->", DOCUMENT, re.DOTALL)
    return [int(number) for number in re.findall(r"^\| (\d+) \|", table[1], re.MULTILINE)] if table else []


def said_of(name: str) -> str:
    """The paragraph that opens with the file of a set."""
    paragraph = re.search(rf"(?m)^`tests/check/{name}\.yaml`(?:.+\n)+", DOCUMENT)
    assert paragraph is not None, f"docs/check-rules.md has no paragraph on {name}.yaml"
    return paragraph[0]
