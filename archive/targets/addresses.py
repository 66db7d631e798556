"""Addresses of servers: which can be used, which lead to the same one, and which lead over a line that others can read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from archive.errors import Rejected
from archive.targets.secrets import place

_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/+")
# Of an address, after its scheme: before the host, after what is no port, or within one step of the path.
_CREDENTIALS = re.compile(r"(?s)[^/]*@|[^/@:\[]*:(?![0-9]*(?:/|\Z))[^@]*@|(?:[^@]*/)?[^/@]*:[^/@]*@")
_PAIR = re.compile(r"[^/@:]+:[^/@]*@")


def usable(base: str, secrets: Iterable[str]) -> str:
    """The address, without a slash at its end. Raises Rejected E0620, which shows no user and password that stood in it.

    They would end up in journals and receipts.
    """
    where = place(re.sub(r"(?s)(?<=//).*@", "", base), secrets)
    try:
        parts = urlsplit(base)
        scheme, host, _ = server_of(base)
    except ValueError:
        scheme = host = ""
    if scheme not in _PORTS or not host:
        raise Rejected("E0620", where, "an address begins with http:// or https:// and names a host")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise Rejected("E0620", where, "an address holds neither user nor password, and no ? or #")
    return base.rstrip("/")


def holds_credentials(location: str, *, address: bool) -> bool:
    """Whether a user, and perhaps a password, stands in the location of a target; a name with @ below the host is none.

    Of what is to be a folder (not `address`) a scheme or `user:password@` at its beginning tells; a folder's name may hold an @.
    """
    scheme = _SCHEME.match(location)
    if not scheme and not address:
        return _PAIR.match(location) is not None
    return _CREDENTIALS.match(location, scheme.end() if scheme else 0) is not None


def shown(spec: str) -> str:
    """A target's name or address as a message may show it: nothing of a user, a password, a query or a fragment."""
    hidden = re.sub(r"(?s)^((?:[a-z0-9]+:)?[A-Za-z][A-Za-z0-9+.-]*://|).*@", r"\1…@", spec)
    return re.sub(r"(?s)([?#]).*", r"\1…", hidden)


def whole(base: str, path: str) -> str:
    """The address of `path` under `base`, or `path` itself where it is an address already."""
    if re.match(r"(?i)[a-z][a-z0-9+.-]*://", path):
        return path
    return f"{base}{'' if path[:1] in {'', '/', '?'} else '/'}{path}"


def server_of(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, the same for addresses of one server. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(scheme)


def path_of(url: str) -> str:
    """The path of an address that a server gave; empty of what is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def overheard(url: str) -> bool:
    """Whether what is sent to this address leaves this machine, and can be read on its way."""
    return urlsplit(url).scheme == "http" and not here(url)


def here(url: str) -> bool:
    """Whether the address is this machine's own, by the name alone."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


def led_to(url: str, location: str) -> str:
    """Where a redirect leads. Raises ValueError for what is no address."""
    onward = urljoin(url, location)
    server_of(onward)
    return onward


def downgrades(url: str, onward: str) -> bool:
    """Whether it leads from an encrypted line to one that is not, or to no line at all."""
    return urlsplit(onward).scheme.lower() not in {"https", urlsplit(url).scheme.lower()}
