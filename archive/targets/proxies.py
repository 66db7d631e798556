"""Whether a server is asked directly, or through a proxy that the environment names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from archive.errors import Rejected
from archive.targets.addresses import here, server_of
from archive.targets.secrets import place


def proxy_for(url: str, environ: Mapping[str, str] | None = None) -> str | None:
    """The address of the proxy through which `url` is asked, None where it is asked directly.

    HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in small letters first, as other programs have them; what stays on this machine goes through
    none. Raises Rejected E0620 for an address that is none of a proxy over HTTP.
    """
    environ = os.environ if environ is None else environ
    parts = urlsplit(url)
    named = _said(environ, f"{parts.scheme}_proxy")
    if not named or here(url) or _left_out(url, _said(environ, "no_proxy")):
        return None
    address = named if "://" in named else f"http://{named}"
    try:
        proxy = urlsplit(address)
        well = proxy.scheme in {"http", "https"} and bool(proxy.hostname) and proxy.port != 0
    except ValueError:
        well = False
    if not well:
        name = f"{parts.scheme}_proxy".upper()
        raise Rejected("E0620", name, "a proxy's address begins with http:// or https:// and names a host")
    return address


def credentials(proxy: str) -> str | None:
    """The `user:password` that stands in a proxy's address, None where there is none."""
    parts = urlsplit(proxy)
    return f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None


def shown(proxy: str) -> str:
    """The proxy's address without them."""
    return place(proxy, ())


def _left_out(url: str, names: str) -> bool:
    """Whether a list of hosts (`example.org, .example.net, host:8080`, or `*`) has this one's, or a domain that it lies in."""
    _, host, port = server_of(url)
    listed = [name.strip().lower().lstrip(".") for name in names.split(",")]
    return any(
        name == "*" or name in {host, f"{host}:{port}"} or host.endswith(f".{name}")
        for name in listed
        if name
    )


def _said(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name) or environ.get(name.upper()) or ""
