"""What stands around an e-mail: the desk's salutation, case line and signature, or ours where it has none."""

from __future__ import annotations

from collections.abc import Mapping

from esim_help.content.script_file import PLACEHOLDER
from esim_help.errors import ProjectError, one_of
from esim_help.model.lang import Localized
from esim_help.model.script import Placeholder
from esim_help.model.settings import SETTINGS_NAME, Settings
from esim_help.reply.values import MARKS

SALUTATION: Localized = {"zh": "尊敬的{{customer.name}}：", "en": "Hello {{customer.name}},"}
CASE_LINE: Localized = {"zh": "编号：{{case.id}}", "en": "Case number: {{case.id}}"}
SIGNATURE: Localized = {"zh": "{{agent.name}}\n{{desk.name}}", "en": "{{agent.name}}\n{{desk.name}}"}

BUILT_IN: Mapping[str, Placeholder] = {
    placeholder.name: placeholder
    for placeholder in (
        Placeholder("customer.name", "name", {"zh": "客户", "en": "customer"}),
        Placeholder("case.id", "reference"),
        Placeholder("agent.name", "name", trusted=True),
        Placeholder("desk.name", "text", trusted=True),
        Placeholder("site.official_url", "link", trusted=True),
        Placeholder("link.article", "link"),
        Placeholder("card", "card"),
    )
}
"""Placeholders that exist without being declared; a script that declares one decides its type and default."""


def as_email(body: str, settings: Settings, lang: str) -> str:
    """``body`` between the frame's parts in ``lang``, placeholders still open; raises ProjectError for a bad frame."""
    desk = settings.desk
    salutation = _part("salutation", desk.salutation, SALUTATION, lang)
    case_line = _part("case_line", desk.case_line, CASE_LINE, lang)
    signature = _part("signature", desk.signature, SIGNATURE, lang)
    return f"{salutation}\n\n{body}\n\n{case_line}\n{signature}"


def _part(key: str, own: Localized, ours: Localized, lang: str) -> str:
    text = (own.get(lang) or ours[lang]).strip("\n")
    for name in PLACEHOLDER.findall(text):
        if name not in BUILT_IN:
            raise ProjectError(f"{SETTINGS_NAME}: desk.{key} has an unknown {{{{{name}}}}}; {one_of(BUILT_IN)}")
    if mark := next((mark for mark in MARKS if mark in PLACEHOLDER.sub("", text)), ""):
        raise ProjectError(f"{SETTINGS_NAME}: desk.{key} holds {mark!r} that belongs to no placeholder; take it out")
    return text
