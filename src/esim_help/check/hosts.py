"""The hosts that texts may lead to."""

from __future__ import annotations

from urllib.parse import urlsplit

from esim_help.model.settings import Settings


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Those of ``channels.hosts``, the centre's own and the official website's, in lower case."""
    own = (host_of(address) for address in (settings.base_url, settings.channels.official_url))
    return frozenset(host.lower() for host in (*settings.channels.hosts, *own) if host)


def host_of(address: str) -> str:
    """The host that a web or mail address names; empty when it names none.

    >>> host_of("https://example.org/x"), host_of("mailto:a@example.org"), host_of("tel:1")
    ('example.org', 'example.org', '')
    """
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme != "mailto" else parts.path.rpartition("@")[2].lower()
    except ValueError:
        return ""
