"""Cuts an index into shards and documents, all JSON; the folder is named by its content's hash. Clauses B1–B7, X5."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from esim_help.analysis.characters import traditional
from esim_help.analysis.function_words import TENTHS, function_terms, is_function_term
from esim_help.index.document import HitText
from esim_help.index.index import FORMAT, Found, Index
from esim_help.index.tables import Phrase, Places, Tables, sounds
from esim_help.index.weighing import Weighing, weighing_json
from esim_help.search.query import limits

SHARD_BYTES = 1000
"""Uncompressed size that shards are cut to; well under 1 KB on the wire."""
LEAST_SHARDS = 8
CHOICES = 16
"""Numbers of shards that are tried: some cut two large entries into one shard."""
CHARACTER_SHARDS = 32
FIRST_POSITION = ord("@")
TWO_LATIN = re.compile(r"(?<=[a-z0-9])\0(?=[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Bundle:
    """``files`` by their path below the bundle's folder; ``version`` names the folder."""

    version: str
    files: Mapping[str, bytes]


def export_bundle(index: Index) -> Bundle:
    """The bundle of an index that holds articles only."""
    entries: dict[str, dict[str, Any]] = {
        "t": {term: _flat(postings) for term, postings in index.terms.items()},
        "s": _synonym_entries(index.tables),
        "e": {unit: _written(phrases) for unit, phrases in index.tables.elsewhere.items()},
        "n": {unit: [(_written([t.phrase]), *t[1:]) for t in things] for unit, things in index.tables.named.items()},
        "f": dict.fromkeys(function_terms(), ()),
        "a": {term: _places(row) for term, row in index.tables.asked.items()},
    }
    shards = _most_even(_shards_for(entries), entries)
    parts = [_cut(part, shards, _place_in(name)) for name, part in entries.items()]
    sounds_alike = _sharded(dict(index.tables.homophones) | {f"={k}": v for k, v in index.tables.initials.items()})
    completions = _completions(index.tables)
    files: dict[str, bytes] = {
        "manifest.json": _bytes(_manifest(index, shards, len(sounds_alike), len(completions))),
        "words.json": _bytes(index.tables.words),
    }
    for n in range(shards):
        shard = {name: part[n] for name, part in zip(entries, parts, strict=True)}
        files[f"t/{n}.json"] = _bytes({**shard, "f": list(shard["f"])})
    files |= {f"h/{n}.json": _bytes(shard) for n, shard in enumerate(sounds_alike)}
    files |= {f"c/{n}.json": shard for n, shard in enumerate(_characters())}
    files |= {f"q/{n}.json": _bytes(shard) for n, shard in enumerate(completions)}
    for ordinal, found in enumerate(index.documents):
        for lang, text in found.texts.items():
            files[f"d/{ordinal}.{lang}.json"] = _bytes(_document(found, text))
        files[f"a/{ordinal}.json"] = _bytes(found.asked)
        files[f"x/{ordinal}.json"] = _bytes(_weighing(index.weighing(ordinal), found))
    return Bundle(_version(files), files)


def _place(key: str) -> int:
    """What the shard of a term goes by: how it begins, so that what an unfinished word may become shares one."""
    return _spread(key[: 3 if key.isascii() else 2])


def _spread(key: str) -> int:
    """What the shard of a key goes by where nothing is looked up by how it begins: all its code points."""
    total = 0
    for character in key:
        total = (total * 31 + ord(character)) % 1_000_003
    return total


def _manifest(index: Index, shards: int, sound_shards: int, completion_shards: int) -> dict[str, Any]:
    header = index.header
    return {
        "format": FORMAT,
        "cards": [list(cards) for cards in header.cards],
        "texts": [list(found.texts) for found in index.documents],
        "languages": list(header.languages),
        "information": list(header.information),
        "card_words": [[list(phrase), card] for phrase, card in header.card_words],
        "support": header.support,
        "questions": header.questions,
        "asked": list(header.asked),
        "unknowns": list(header.unknowns),
        "things": list(header.things),
        "notices": list(header.notices),
        "shards": shards,
        "sound_shards": sound_shards,
        "completion_shards": completion_shards,
        "character_shards": CHARACTER_SHARDS,
        "function_tenths": TENTHS,
        "limits": limits(),
    }


def _flat(postings: Any) -> list[int]:
    """(number, value) pairs as one list, each number as the step from the one before."""
    flat: list[int] = []
    before = 0
    for number, value in postings:
        flat += (number - before, value)
        before = number
    return flat


def _places(row: Places) -> str:
    """A unit's places as one text: the step from the question before, where it is not 1, and the position as a letter.

    >>> _places({4: (0, 2), 5: (1,)})
    '4@0BA'
    """
    written: list[str] = []
    before = 0
    for number, positions in row.items():
        for position in positions:
            step = number - before
            written.append(f"{'' if step == 1 else step}{chr(FIRST_POSITION + position)}")
            before = number
    return "".join(written)


def _document(found: Found, text: HitText) -> dict[str, Any]:
    titles = [(found.texts[lang].title, information) for lang, information in found.titles.items()]
    words = "".join(
        [
            *(title for title, _ in titles),
            *(section.heading for section in text.sections),
            *(passage.text for section in text.sections for passage in section.passages),
        ]
    )
    return {
        "id": found.id,
        "cards": list(found.cards),
        "title": text.title,
        "answer": text.answer,
        "titles": titles,
        "url": text.url,
        "sections": [[s.anchor, s.heading, [list(passage) for passage in s.passages]] for s in text.sections],
        "unknowns": [[*u[:4], *filter(None, [u.answer])] for u in text.unknowns],
        "folding": _folding(words),
    }


def _weighing(weighing: Weighing, found: Found) -> dict[str, Any]:
    """``folding`` is of what the documents' own does not cover."""
    shown = (words for text in found.texts.values() for words in (text.title, text.answer))
    return {**weighing_json(weighing), "folding": _folding("".join([*shown, *(f.words for f in weighing.fields)]))}


def _folding(words: str) -> dict[str, str]:
    """The traditional characters in ``words`` and what each folds to."""
    table = traditional()
    return {character: table[character] for character in sorted(set(words)) if character in table}


def _completions(tables: Tables) -> list[dict[str, Any]]:
    """The beginnings of titles and questions, spread evenly over shards, with the folding of what they begin."""
    rows = tables.completions
    shards: list[dict[str, Any]] = [{"r": {}, "f": {}} for _ in range(_shards_for(rows))]
    for key in sorted(rows):
        shard = shards[_spread(key) % len(shards)]
        shard["r"][key] = rows[key]
        shard["f"] |= _folding("".join(phrase.text for phrase in rows[key].phrases))
    return shards


def _synonym_entries(tables: Tables) -> dict[str, Any]:
    return {
        unit: [
            [_written(map(_marked, [each.phrase, *each.meanings])), _flat(each.postings), *[1] * each.related]
            for each in entries
        ]
        for unit, entries in tables.synonyms.items()
    }


def _marked(phrase: Phrase) -> Phrase:
    """A phrase with a mark before each word of grammar: a browser need not load what tells so."""
    return tuple(f"~{unit}" if unit.isascii() and is_function_term(unit) else unit for unit in phrase)


def _written(phrases: Iterable[Phrase]) -> str:
    """Phrases as one text: a bar between them, a space between two Latin units.

    >>> _written([("充", "值"), ("top", "up"), ("卡", "pin")])
    '充值|top up|卡pin'
    """
    return "|".join(TWO_LATIN.sub(" ", "\0".join(phrase)).replace("\0", "") for phrase in phrases)


def _sharded(entries: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The entries in as many shards as their size asks for; keys of sounds (with a space or ``=``) spread evenly."""
    return _cut(entries, _shards_for(entries), _spread)


def _shards_for(entries: Mapping[str, Any]) -> int:
    return max(LEAST_SHARDS, -(-len(_bytes(entries)) // SHARD_BYTES))


def _most_even(least: int, entries: Mapping[str, Mapping[str, Any]]) -> int:
    """Of the numbers of shards from ``least`` on, the one whose shards are fetched for the fewest bytes on average.

    What a bucket weighs is its square: the more it holds, the more look-ups it is fetched for.
    """
    weights: Counter[int] = Counter()
    for name, part in entries.items():
        for key, entry in part.items():
            weights[_place_in(name)(key)] += len(key) + 4 * len(entry)

    def cost(shards: int) -> int:
        sums: Counter[int] = Counter()
        for place, weight in weights.items():
            sums[place % shards] += weight
        return sum(weight * weight for weight in sums.values())

    return min(range(least, least + CHOICES), key=cost)


def _place_in(part: str) -> Callable[[str], int]:
    return _spread if part == "a" else _place


def _cut(entries: Mapping[str, Any], shards: int, place: Callable[[str], int]) -> list[dict[str, Any]]:
    filled: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for key in sorted(entries):
        filled[place(key) % shards][key] = entries[key]
    return [filled[n] for n in range(shards)]


@cache
def _characters() -> tuple[bytes, ...]:
    """What is known of single characters in any centre: ``f`` folds, ``y`` sounds, by code point modulo the shards."""
    shards: list[dict[str, dict[str, str]]] = [{"f": {}, "y": {}} for _ in range(CHARACTER_SHARDS)]
    for character, folded in sorted(traditional().items()):
        shards[ord(character) % CHARACTER_SHARDS]["f"][character] = folded
    for character, syllables in sounds().items():
        shards[ord(character) % CHARACTER_SHARDS]["y"][character] = " ".join(syllables)
    return tuple(map(_bytes, shards))


def _bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=list).encode()


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode())
        digest.update(files[path])
    return digest.hexdigest()
