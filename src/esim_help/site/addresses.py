"""Where every page stands, and how one leads to another. Only strings: no page is read or written here.

A *path* is relative to the site's root and ends in ``/`` for a page that is a folder's ``index.html``.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

NOT_FOUND = "404.html"


def home_path(lang: str) -> str:
    """The home of a language."""
    return f"{lang}/"


def article_path(lang: str, article_id: str) -> str:
    """An article in a language."""
    return f"{lang}/{article_id}/"


def topics_path(lang: str) -> str:
    """The list of all topics."""
    return f"{lang}/topics/"


def topic_path(lang: str, category_id: str) -> str:
    """The articles of one category."""
    return f"{lang}/topics/{category_id}/"


def questions_path(lang: str) -> str:
    """The list of all questions."""
    return f"{lang}/questions/"


def file_of(path: str) -> str:
    """The file that holds a page.

    >>> file_of("zh/contact/"), file_of(""), file_of("404.html")
    ('zh/contact/index.html', 'index.html', '404.html')
    """
    return f"{path}index.html" if path.endswith("/") or not path else path


def relative(source: str, target: str) -> str:
    """How the page at ``source`` writes the address of ``target``; both are paths, not quoted.

    >>> relative("zh/renew-red/", "zh/renew-leb/"), relative("", "zh/"), relative("zh/", "zh/")
    ('../renew-leb/', 'zh/', './')
    """
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"


def with_slash(base_url: str) -> str:
    """``base_url`` as something that paths are appended to; the empty string stays empty."""
    return base_url and base_url.rstrip("/") + "/"


def base_path(base_url: str) -> str:
    """The path under which the site is served: ``/`` without a ``base_url``.

    >>> base_path("https://help.example/docs"), base_path("")
    ('/docs/', '/')
    """
    return urlsplit(with_slash(base_url)).path or "/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands. With ``base`` its links are root-absolute under that path: it may be shown at any depth."""

    path: str
    base: str = ""

    def to(self, target: str) -> str:
        """The address of the page or asset at the path ``target``, as this page writes it."""
        address = self.base + target if self.base else relative(self.path, target)
        return quote(address, safe="/")

    @property
    def root(self) -> str:
        """The site's root, as this page writes it; always ends in ``/``."""
        return self.base or relative(self.path, "")
