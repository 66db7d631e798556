"""The only door to HTTP: requests that are tried again where that is safe, bounded in time and size, and silent about secrets.

TLS is verified against the system's certificates (OpenSSL's SSL_CERT_FILE and SSL_CERT_DIR name others). Nothing is asked of
another host than the base's, but that a download may be followed there, without credentials.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit

from archive.errors import DepositError, Rejected, Unavailable
from archive.targets.exchange import Body, Broken, Reply, Sending, Stream, exchange, pool
from archive.targets.retrying import Pace, Passing, Policy, repeated
from archive.targets.secrets import bearers, checked, place, words
from archive.version import VERSION

__all__ = ["LIMIT", "Answer", "Pace", "Policy", "Session", "Stream"]

LIMIT = 16 << 20
"""Bytes of an answer that is read whole; a file of any size is for `download`."""

_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND"})
_MOVED = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_BUSY = frozenset({429, 503})
_LOST = frozenset({502, 504})
_WORDS = 64 << 10


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


class Session:
    """Requests to one server. `headers` go with each; what of them carries credentials is secret, and so are `secrets`.

    `variable` names the environment variable that the credentials came from, for whoever has to mend them.
    May be used by several threads. Raises Rejected E0620 for an address that cannot be used.
    """

    __slots__ = ("_headers", "_pace", "_policy", "_pool", "_secrets", "_variable", "base")

    def __init__(
        self,
        base: str,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: Iterable[str] = (),
        variable: str = "",
        policy: Policy | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._secrets = tuple({*filter(None, secrets), *bearers(headers or {})})
        self.base = _usable(base, self._secrets)
        self._headers = checked(headers or {}, place(self.base, self._secrets))
        self._variable = variable
        self._policy = policy or Policy()
        self._pace = pace or Pace()
        self._pool = pool(self._policy)

    def __repr__(self) -> str:
        return f"Session({self.where()!r})"

    def given(self, headers: Mapping[str, str], secrets: Iterable[str] = ()) -> Session:
        """The same session with further headers, such as a token that the server gave; connections are shared."""
        other = object.__new__(Session)
        other.base, other._policy, other._pace, other._pool = self.base, self._policy, self._pace, self._pool
        other._variable = self._variable
        other._secrets = tuple({*self._secrets, *filter(None, secrets), *bearers(headers)})
        other._headers = {**self._headers, **checked(headers, place(self.base, other._secrets))}
        return other

    def where(self, path: str = "") -> str:
        """The address of `path` as messages name it: without query, and without any secret."""
        return place(self.url(path), self._secrets)

    def url(self, path: str) -> str:
        """The whole address of `path`, which is under the base, or itself an address of the same server.

        Raises Rejected E0628 for an address of another server: credentials would go there.
        """
        whole = re.match(r"(?i)[a-z][a-z0-9+.-]*://", path)
        url = path if whole else f"{self.base}{'' if path[:1] in {'', '/', '?'} else '/'}{path}"
        if _server(url) != _server(self.base):
            raise Rejected("E0628", place(self.base, self._secrets), place(url, self._secrets))
        return url

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Body | None = None,
        expect: Iterable[int] = (200,),
        safe_to_repeat: bool | None = None,
        limit: int = LIMIT,
    ) -> Answer:
        """The answer, whole, if its status is one of those expected.

        Tried again: 429 and 503 always, for they say that nothing was done; 502, 504, silence and broken connections where
        `safe_to_repeat` (by default: GET, HEAD, PUT, DELETE …). Redirects are followed for GET and HEAD on the same server only.
        Raises Rejected E0620–E0629, Unavailable E0630–E0634 as docs/codes.md tells; E0604 of an Item that changed.
        """
        repeat = method in _REPEATABLE if safe_to_repeat is None else safe_to_repeat
        expected = frozenset(expect)

        def once() -> Answer:
            with closing(self._open(method, path, headers or {}, body, repeat=repeat)) as reply:
                if reply.status not in expected:
                    self._refuse(method, path, reply, repeat=repeat)
                return self._answer(reply, path, limit, repeat=repeat)

        return repeated(once, self._policy, self._pace)

    def download(
        self, path: str, *, headers: Mapping[str, str] | None = None, absent: Iterable[int] = (404, 410)
    ) -> Iterator[bytes] | None:
        """The bytes at `path`, as they come; None if the server says that nothing is there.

        A download that breaks off is begun again, and what was already given is passed over: only a digest of the whole
        tells that both times gave the same. Raises as `ask`; E0632 when fewer bytes came than were announced.
        """
        gone = frozenset(absent)

        def begin() -> Reply:
            reply = self._open("GET", path, headers or {}, None, repeat=True)
            if reply.status != 200 and reply.status not in gone:
                with closing(reply):
                    self._refuse("GET", path, reply, repeat=True)
            return reply

        reply = repeated(begin, self._policy, self._pace)
        if reply.status in gone:
            reply.close()
            return None
        return self._chunks(reply, begin, path)

    def refusal(self, method: str, path: str, answer: Answer) -> DepositError:
        """The error that an answer means which was expected and is still no good, such as a 409 that will not pass."""
        said = words(answer.data, self._secrets)
        detail = f"{method}: {answer.status}{f', {said}' if said else ''}"
        where = self.where(path)
        if answer.status >= 500 and answer.status != 503:
            return Unavailable("E0634", where, detail)
        match answer.status:
            case 401 | 403:
                named = f"; the credentials come from {self._variable}" if self._variable else ""
                return Rejected("E0621", where, f"{detail}{named}")
            case 429 | 503:
                return Unavailable("E0633", where, detail)
            case 409 | 412 | 423:
                return Rejected("E0622", where, detail)
            case 413:
                return Rejected("E0623", where, detail)
            case 404 | 410:
                return Rejected("E0624", where, detail)
            case status if status in _MOVED:
                onward = place(answer.header("location") or "nowhere", self._secrets)
                return Rejected("E0628", where, f"{method}: {answer.status} to {onward}")
            case status if status >= 400:
                return Rejected("E0625", where, detail)
        return Rejected("E0629", where, detail)

    def close(self) -> None:
        self._pool.clear()

    def _open(
        self, method: str, path: str, headers: Mapping[str, str], body: Body | None, *, repeat: bool
    ) -> Reply:
        """An answer whose body is not read yet; redirects of GET and HEAD are followed, to other servers without credentials."""
        secret = (*self._secrets, *bearers(headers))
        own = {**self._headers, **checked(headers, self.where(path))}
        url = self.url(path)
        for _ in range(_HOPS):
            reply = self._send(method, url, own, body, secret, repeat=repeat)
            target = reply.header("location")
            if reply.status not in _MOVED or method not in {"GET", "HEAD"} or not target:
                return reply
            reply.close()
            onward = urljoin(url, target)
            if _server(onward) != _server(url):
                if urlsplit(onward).scheme not in {"https", urlsplit(url).scheme}:
                    raise Rejected("E0628", place(url, secret), f"moved to {place(onward, secret)}")
                own = {name: value for name, value in headers.items() if name.lower() in {"accept", "range"}}
            url = onward
        raise Rejected("E0628", place(url, secret), f"more than {_HOPS} redirects")

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: Body | None,
        secret: Iterable[str],
        *,
        repeat: bool,
    ) -> Reply:
        sending = Sending(body) if body is not None else None
        length = {"Content-Length": str(sending.size)} if sending else {}
        bare = {"User-Agent": f"archive/{VERSION}", "Accept-Encoding": "identity", **headers, **length}
        broken: Broken | None = None
        try:
            reply = exchange(self._pool, method, url, bare, sending, self._policy, self._pace)
        except Broken as error:
            broken = error
        if (
            broken is not None
        ):  # raised here, not above: no foreign error, with the address in it, is to hang on ours
            raise _failed(broken, place(url, secret), method, repeat=repeat)
        if sending and not sending.complete and reply.status < 300:
            reply.close()
            half = Broken("E0631", "an answer before all was sent")
            raise _failed(half, place(url, secret), method, repeat=repeat)
        return reply

    def _answer(
        self, reply: Reply, path: str, limit: int, *, cut: bool = False, repeat: bool = True
    ) -> Answer:
        """The whole answer; where `cut`, what there is of one that is too long or breaks off."""
        data = bytearray()
        broken: Broken | None = None
        try:
            for chunk in reply.chunks():
                data += chunk
                if len(data) > limit:
                    break
        except Broken as error:
            broken = error
        if broken is not None and not cut:
            raise _failed(broken, self.where(path), "reading", repeat=repeat)
        if len(data) > limit and not cut:
            raise Rejected("E0626", self.where(path), f"over {limit} bytes")
        return Answer(reply.status, reply.headers, bytes(data[:limit]))

    def _refuse(self, method: str, path: str, reply: Reply, *, repeat: bool) -> NoReturn:
        answer = self._answer(reply, path, _WORDS, cut=True)
        error = self.refusal(method, path, answer)
        if answer.status in _BUSY or (answer.status in _LOST and repeat):
            raise Passing(error, _after(answer))
        raise error

    def _chunks(self, reply: Reply, begin: Callable[[], Reply], path: str) -> Iterator[bytes]:
        given = 0
        for tried in range(1, self._policy.tries + 1):
            passed = 0
            broken: Broken | None = None
            with closing(reply):
                try:
                    for chunk in reply.chunks():
                        rest = chunk[max(0, given - passed) :]
                        passed += len(chunk)
                        given = max(given, passed)
                        if rest:
                            yield rest
                except Broken as error:
                    broken = error
            if broken is None and passed == given:
                return
            broken = broken or Broken("E0632", f"{passed} bytes, where {given} had come before")
            if tried == self._policy.tries or not broken.passing:
                raise _failed(broken, self.where(path), f"reading, {tried} times", repeat=False)
            reply = repeated(begin, self._policy, self._pace)
            if reply.status != 200:
                reply.close()
                raise Unavailable("E0632", self.where(path), f"{broken.detail}, then {reply.status}")


def _failed(broken: Broken, where: str, what: str, *, repeat: bool) -> Exception:
    if not broken.passing:
        return Rejected(broken.code, where, f"{what}: {broken.detail}")
    error = Unavailable(broken.code, where, f"{what}: {broken.detail}")
    return Passing(error) if repeat or not broken.sent else error


def _after(answer: Answer) -> float | None:
    """Seconds that the server asks to be left alone, by its own clock (RFC 9110 §10.2.3)."""
    asked = (answer.header("retry-after") or "").strip()
    if asked.isascii() and asked.isdecimal():
        return float(asked[:9])
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(answer.header("date") or "")
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _server(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or {"http": 80, "https": 443}.get(scheme)


def _usable(base: str, secrets: Iterable[str]) -> str:
    """The address, without a slash at its end. A user or a password in it would end up in journals and receipts."""
    where = place(re.sub(r"(?s)(?<=//).*@", "", base), secrets)
    try:
        parts = urlsplit(base)
        scheme, host, _ = _server(base)
    except ValueError:
        scheme = host = ""
    if scheme not in {"http", "https"} or not host:
        raise Rejected("E0620", where, "an address begins with http:// or https:// and names a host")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise Rejected("E0620", where, "an address holds neither user nor password, and no ? or #")
    return base.rstrip("/")
