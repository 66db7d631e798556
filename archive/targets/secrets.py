"""Keeping secrets out of what people read: messages, tracebacks, logs, receipts."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus, urlsplit

from archive.errors import Rejected

_HIDDEN = "…"
_SHORT = 4
_LENGTH = 300
_BEARERS = frozenset(
    {"authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token", "x-csrf-token", "x-xsrf-token"}
)  # fmt: skip


def basic(user: str, password: str) -> dict[str, str]:
    """The header of a user and a password (RFC 7617), in UTF-8."""
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def bearers(headers: Mapping[str, str]) -> Iterator[str]:
    """What in these headers opens doors: the values of those that carry credentials, whole and in their parts."""
    for name, value in headers.items():
        if name.lower() in _BEARERS:
            parts = (
                [part.rpartition("=")[2] for part in value.split(";")]
                if "cookie" in name.lower()
                else value.split()[1:]
            )
            yield from (part.strip() for part in (value, *parts) if len(part.strip()) >= _SHORT)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets, in whatever way a server or a library may have written them.

    Where a secret is too short to be told from other words, nothing is left of the text.
    """
    spelled = {form for secret in secrets if secret for form in _forms(secret)}
    if any(len(form) < _SHORT for form in spelled):
        return _HIDDEN
    for form in sorted(spelled, key=len, reverse=True):
        text = text.replace(form, _HIDDEN)
    return text


def place(url: str, secrets: Iterable[str]) -> str:
    """The address as messages and receipts name it: without user, query and fragment, which may open doors."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _HIDDEN
    host = parts.netloc.rpartition("@")[2]
    return redacted(f"{parts.scheme}://{host}{parts.path}" if host else parts.path, secrets)


def words(data: bytes, secrets: Iterable[str]) -> str:
    """What a server said, as a person reads it: one line, no mark-up, no control characters, no secret, not too long."""
    text = data[: 64 * 1024].decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        text = html.unescape(re.sub(r"(?is)<(style|script).*?</\1>|<[^>]*>", " ", text))
    text = redacted(text, secrets)
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _LENGTH else f"{line[:_LENGTH]}{_HIDDEN}"


def checked(headers: Mapping[str, str], where: str) -> dict[str, str]:
    """The headers, each fit to be sent. Raises Rejected E0620, which names the header and not its value."""
    for name, value in headers.items():
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or not re.fullmatch(
            r"[\t\x20-\x7e\x80-\xff]*", value
        ):
            raise Rejected("E0620", where, f"the header {name!r} would hold what no header may")
    return dict(headers)


def _forms(secret: str) -> set[str]:
    plain = {secret, secret.strip()}
    return {
        form
        for text in plain
        if text
        for form in (
            text,
            quote(text, safe=""),
            quote(text),
            quote_plus(text),
            json.dumps(text)[1:-1],
            repr(text)[1:-1],
            html.escape(text),
            b64encode(text.encode("utf-8", "surrogateescape")).decode(),
        )
    }
