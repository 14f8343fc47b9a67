"""How the fields of a document were weighed: what an explanation needs beyond postings and hits. Clauses X4 and X5.

Impacts are pooled over fields, so an index does not say which field a term stands in. Its texts do: those that a hit
shows are stored anyway, the others are kept here, together with what one occurrence of a term counted in each field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from esim_help.index.document import Document, Field
from esim_help.index.impacts import NAMING_FIELDS, FieldKey, Statistics, whole

UNSHOWN: frozenset[Field] = frozenset({"questions", "asked", "keywords", "unknowns"})
"""The fields that no hit shows."""


class WeighedField(NamedTuple):
    """``worth`` is what one occurrence of a term adds, in thousandths; ``words`` the text of a field not shown."""

    field: Field
    lang: str
    worth: int
    words: str = ""


class Weighing(NamedTuple):
    """The fields of one document, and its characters that count in :data:`NAMING_FIELDS` only."""

    fields: tuple[WeighedField, ...]
    named_only: str = ""

    def counts(self, term: str, field: Field) -> bool:
        """Whether ``term`` counts where it stands in ``field``."""
        return field in NAMING_FIELDS or len(term) > 1 or term not in self.named_only


def weighings(documents: Sequence[Document], known: Statistics) -> Iterator[Weighing]:
    """One of each document, in order."""
    for document, norms, terms in zip(documents, known.norms, known.terms, strict=True):
        named = {term for (field, _), counts in terms.items() if field in NAMING_FIELDS for term in counts}
        yield Weighing(tuple(_weighed(document, norms)), "".join(sorted(known.named_only & named)))


def _weighed(document: Document, norms: Mapping[FieldKey, float]) -> Iterator[WeighedField]:
    for (field, lang), words in document.fields.items():
        yield WeighedField(field, lang, max(whole(norms[field, lang]), 1), words if field in UNSHOWN else "")


def weighing_json(weighing: Weighing) -> dict[str, Any]:
    """A weighing as JSON keeps it."""
    return {"fields": [list(filter(None, field)) for field in weighing.fields], "named_only": weighing.named_only}


def weighing_from_json(content: Mapping[str, Any]) -> Weighing:
    """The inverse of :func:`weighing_json`."""
    return Weighing(tuple(WeighedField(*field) for field in content["fields"]), content["named_only"])
