"""Every rule a problem can name, with what it asks. The content guide's table is tested against this."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "answer-length": "a short answer has at most 70 characters with any Chinese in it, 160 otherwise",
    "audience": "`audience` does not contradict the folder",
    "card-block": "a block names a card of the settings or `ours`, is closed, and is not nested",
    "control-character": "no control characters",
    "dead-link": "a link leads to an article, an anchor or a file that is there",
    "duplicate-id": "an id is used once a language",
    "duplicate-key": "a key is given once",
    "empty": "a file holds something",
    "encoding": "a file is UTF-8",
    "fact-card": "a cited fact is true of the block's card, or of every card of the article",
    "front-matter": "front matter is closed",
    "id": "an id is lower-case letters, digits and hyphens, and not reserved",
    "missing-key": "required keys are there",
    "missing-translation": "an article exists in every language of the settings (where a centre has more than one)",
    "notice": "a notice ends after it begins",
    "placeholder": "placeholders are declared once, used, and well-formed",
    "same-facts": "the translations of an article cite the same facts and unknowns",
    "size": "a content file has at most 2,000,000 bytes",
    "symlink": "a symlink does not leave the project",
    "toml": "the settings are TOML",
    "translation": "the translations of an article agree on category, cards, type and audience",
    "tree": "every node of a decision tree is reached, none goes in a circle or nowhere, six questions at most",
    "type": "a value has the type its key asks for",
    "unknown-answer": "an unknown that has an answer says where, when and by whom it was learnt",
    "unknown-article": "an article that is named exists",
    "unknown-card": "a card that is named is in the settings",
    "unknown-category": "a category that is named exists",
    "unknown-fact": "a fact that is cited is in `facts.yaml`",
    "unknown-key": "a key is known",
    "unknown-source": "a source that is named is in `facts.yaml`",
    "unknown-team": "a team that is named is in the settings",
    "unknown-unknown": "an unknown that is named is in `facts.yaml`",
    "unreadable": "a file can be read",
    "value": "a value is one of the valid choices",
    "yaml": "YAML is well-formed, without aliases and tags",
}
