"""Values that cannot stand in a reply: all the wrong ones of a call in one error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from esim_help.errors import EsimHelpError

SHOWN_LENGTH = 40
SECRET_DIGITS = 13
"""From this many digits on, a message shows the last four only: the value may be a payment card number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong value: the placeholder, the value as a message may show it, and what would be right."""

    name: str
    given: str
    right: str

    def __str__(self) -> str:
        return f"{self.name}: {self.given} {self.right}"


class InvalidValue(EsimHelpError):
    """Values do not fit their placeholders; ``faults`` says which, all of them."""

    exit_code = 2

    def __init__(self, script: str, faults: Iterable[Fault]) -> None:
        self.script = script
        self.faults = tuple(faults)
        wrong = "".join(f"\n  {fault}" for fault in self.faults)
        super().__init__(f"the reply {script!r} cannot be written with these values:{wrong}")


def shown(value: str) -> str:
    """``value`` for a message: quoted, hidden characters spelled out, cut short, a long number masked.

    >>> shown("4111 1111 1111 1111")
    "'•••• •••• •••• 1111'"
    """
    digits = len(re.findall(r"\d", value))
    if digits >= SECRET_DIGITS:
        value = re.sub(r"\d", "•", value, count=digits - 4)
    return repr(value if len(value) <= SHOWN_LENGTH else value[:SHOWN_LENGTH] + "…")
