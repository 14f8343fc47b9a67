"""Rule ``channel``: no text leads a reader to a contact that the settings do not name, however it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from esim_help.check.contacts import Contact, contacts
from esim_help.check.disguise import fold_disguise, is_disguised
from esim_help.check.hosts import allowed_hosts
from esim_help.check.passages import Passage
from esim_help.errors import Problem
from esim_help.model.article import Link
from esim_help.model.centre import Centre

_CODE_IMAGE = re.compile(
    r"qr|二维码|二維碼|扫码|掃碼|小程序码|群码|wechat|weixin|微信|telegram|电报|whatsapp|加群|barcode", re.IGNORECASE
)


def check_channels(said: Sequence[Passage], centre: Centre) -> Iterator[Problem]:
    """Problems of contacts in words, in links and in images."""
    hosts = allowed_hosts(centre.settings)
    known = fold_disguise("\n".join(answer for unknown in centre.unknowns for answer in unknown.answer.values()))
    stated = fold_disguise("\n".join(says for fact in centre.facts for says in fact.says.values()))
    for passage in said:
        for contact in contacts(passage.text):
            unkept = contact.kind == "telephone number" and not centre.facts
            if not unkept and not _is_allowed(contact, hosts, known, stated, passage.kind):
                yield _problem(passage.path, passage.line, contact)
        if is_disguised(passage.text):
            message = f"holds invisible or look-alike characters; type it again in plain ones: {passage.text[:60]!r}"
            yield Problem(passage.path, passage.line, "channel", message)
    yield from _links(centre, hosts, known)


def _is_allowed(contact: Contact, hosts: Collection[str], known: str, stated: str, kind: str) -> bool:
    """``known`` is what the operator has learnt and signed for: any contact. ``stated`` by facts: numbers and mail."""
    if contact.host in hosts or contact.text in known:
        return True
    if contact.kind in ("telephone number", "e-mail address") and contact.text in stated:
        return True
    return contact.kind in ("invitation", "account name") and kind == "asked"


def _problem(path: str, line: int, contact: Contact) -> Problem:
    where = "list its host in the settings, channels.hosts, or " if contact.host else ""
    message = f"{contact.kind} {contact.text!r} is no channel of ours; {where}take it out"
    return Problem(path, line, "channel", message)


def _links(centre: Centre, hosts: Collection[str], known: str) -> Iterator[Problem]:
    for article in centre.articles:
        for text in article.texts.values():
            for link in text.links:
                yield from _link(text.path, link, hosts, known)


def _link(path: str, link: Link, hosts: Collection[str], known: str) -> Iterator[Problem]:
    if link.image and _CODE_IMAGE.search(f"{link.target} {link.alt}"):
        message = f"image {link.target!r} looks like a code to scan; we send nobody to a chat or a payment by image"
        yield Problem(path, link.line, "channel", message)
    elif link.target.lower().startswith("tel:") and fold_disguise(link.target[4:]) not in known:
        yield _problem(path, link.line, Contact("telephone number", link.target[4:]))
    elif link.kind == "external":
        for contact in contacts(link.target):
            if contact.kind == "short link" and contact.host not in hosts:
                yield _problem(path, link.line, contact)
