"""What a server answered, and what it means where it was not what was hoped for (RFC 9110 §15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

from archive.errors import DepositError, Rejected, Unavailable
from archive.targets.secrets import place, words

MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
LOST = frozenset({502, 504})
"""A gateway answers these; whether its server did what it was asked is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: `headers` in its order, `data` whole. Neither stands in its repr, for both may open doors."""

    status: int
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    data: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """The first value of this header; names know no case."""
        return next(iter(self.every(name)), None)

    def every(self, name: str) -> tuple[str, ...]:
        """All values of this header, as of Link and Set-Cookie."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    def json(self) -> Any:
        """The data as JSON. Raises Rejected E0629 if it is none."""
        import json

        try:
            return json.loads(self.data)
        except (ValueError, RecursionError):
            pass
        raise Rejected("E0629", "the server's answer", "no JSON, where JSON was to be expected")


def refusal(method: str, where: str, answer: Answer, secrets: Iterable[str], variable: str) -> DepositError:
    """The error that an answer means, with the server's own words; for 401 and 403 with the variable to look at."""
    hidden = tuple(secrets)
    said = words(answer.data, hidden)
    detail = f"{method}: {answer.status}{f', {said}' if said else ''}"
    match answer.status:
        case 401 | 403:
            named = f"; the credentials come from {variable}" if variable else ""
            return Rejected("E0621", where, f"{detail}{named}")
        case 409 | 412 | 423:
            return Rejected("E0622", where, detail)
        case 413:
            return Rejected("E0623", where, detail)
        case 404 | 410:
            return Rejected("E0624", where, detail)
        case status if status in BUSY:
            return Unavailable("E0633", where, detail)
        case status if status >= 500:
            return Unavailable("E0634", where, detail)
        case status if status >= 400:
            return Rejected("E0625", where, detail)
        case status if status in MOVED:
            onward = place(answer.header("location") or "nowhere", hidden)
            return Rejected("E0628", where, f"{method}: {status} to {onward}")
    return Rejected("E0629", where, detail)


def asked_wait(answer: Answer) -> float | None:
    """Seconds that the server asks to be left alone, by its own clock (RFC 9110 §10.2.3); None if it does not."""
    asked = (answer.header("retry-after") or "").strip()
    if asked.isascii() and asked.isdecimal():
        return float(asked[:9])
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(answer.header("date") or "")
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
