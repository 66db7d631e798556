"""The only door to HTTP: requests that are tried again where that is safe, bounded in time and size, and silent about secrets.

TLS is verified against the system's certificates (OpenSSL's SSL_CERT_FILE and SSL_CERT_DIR name others). A proxy that the environment
names is gone through. Nothing is asked of
another server than the base's, but that a GET or HEAD may be followed there, without credentials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from typing import NoReturn

from archive.errors import DepositError, Rejected, Unavailable
from archive.targets.addresses import downgrades, led_to, server_of, usable, whole
from archive.targets.answers import BUSY, LOST, MOVED, Answer, asked_wait, refusal
from archive.targets.exchange import Body, Broken, Lines, Reply, Sending, Stream, exchange
from archive.targets.retrying import Pace, Passing, Policy, repeated
from archive.targets.secrets import bearers, checked, place
from archive.version import VERSION

__all__ = ["LIMIT", "Answer", "Pace", "Policy", "Session", "Stream"]

LIMIT = 16 << 20
"""Bytes of an answer that is read whole; a file of any size is for `download`."""

_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND"})
_FOLLOWED = frozenset({"GET", "HEAD"})
_HARMLESS = frozenset({"accept", "range"})
_HOPS = 5
_WORDS = 64 << 10


class Session:
    """Requests to one server. `headers` go with each; what of them carries credentials is secret, and so are `secrets`.

    `variable` names the environment variable that the credentials came from, for whoever has to mend them.
    May be used by several threads. Raises Rejected E0620 for an address or a header that cannot be used.
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
        self.base = usable(base, self._secrets)
        self._headers = checked(headers or {}, place(self.base, self._secrets))
        self._variable = variable
        self._policy = policy or Policy()
        self._pace = pace or Pace()
        self._pool = Lines(self._policy)

    def __repr__(self) -> str:
        return f"Session({self.where()!r})"

    def given(self, headers: Mapping[str, str], secrets: Iterable[str] = ()) -> Session:
        """The same session with further headers, such as a token that the server gave; connections are shared."""
        other = object.__new__(Session)
        other.base, other._policy, other._pace, other._pool = self.base, self._policy, self._pace, self._pool
        other._variable = self._variable
        other._secrets = tuple({*self._secrets, *filter(None, secrets), *bearers(headers)})
        other._headers = {**self._headers, **checked(headers, other.where())}
        return other

    def where(self, path: str = "") -> str:
        """The address of `path` as messages name it: without query, and without any secret."""
        return place(self.url(path), self._secrets)

    def url(self, path: str) -> str:
        """The whole address of `path`, which is under the base, or itself an address of the same server.

        Raises Rejected E0628 for an address of another server: credentials would go there.
        """
        url = whole(self.base, path)
        if not _same(url, self.base):
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
        `safe_to_repeat` (by default: GET, HEAD, PUT, DELETE …). Redirects are followed for GET and HEAD only.
        Raises Rejected E0620–E0629, Unavailable E0630–E0634 as docs/codes.md tells; E0604 of an Item that changed.
        """
        if headers:
            own = self.given(headers)
            return own.ask(method, path, body=body, expect=expect, safe_to_repeat=safe_to_repeat, limit=limit)
        repeat = method in _REPEATABLE if safe_to_repeat is None else safe_to_repeat
        expected = frozenset(expect)

        def once() -> Answer:
            with closing(self._open(method, path, body, repeat=repeat)) as reply:
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
        if headers:
            return self.given(headers).download(path, absent=absent)
        gone = frozenset(absent)

        def begin() -> Reply:
            reply = self._open("GET", path, None, repeat=True)
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
        return refusal(method, self.where(path), answer, self._secrets, self._variable)

    def close(self) -> None:
        self._pool.clear()

    def _open(self, method: str, path: str, body: Body | None, *, repeat: bool) -> Reply:
        """An answer whose body is not read yet; redirects of GET and HEAD are followed, to other servers without credentials."""
        url, headers = self.url(path), self._headers
        for _ in range(_HOPS):
            reply = self._send(method, url, headers, body, repeat=repeat)
            target = reply.header("location")
            if reply.status not in MOVED or method not in _FOLLOWED or not target:
                return reply
            reply.close()
            try:
                onward = led_to(url, target)
            except ValueError:
                raise Rejected("E0628", place(url, self._secrets), "moved to what is no address") from None
            if downgrades(url, onward):
                raise Rejected("E0628", place(url, self._secrets), f"moved to {place(onward, self._secrets)}")
            if not _same(onward, url):
                headers = {name: value for name, value in headers.items() if name.lower() in _HARMLESS}
            url = onward
        raise Rejected("E0628", place(url, self._secrets), f"more than {_HOPS} redirects")

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: Body | None, *, repeat: bool
    ) -> Reply:
        sending = Sending(body) if body is not None else None
        length = {"Content-Length": str(sending.size)} if sending else {}
        full = {"User-Agent": f"archive/{VERSION}", "Accept-Encoding": "identity", **headers, **length}
        broken: Broken | None = None
        try:
            reply = exchange(self._pool.to(url), method, url, full, sending, self._policy, self._pace)
        except Broken as error:
            broken = error
        # Raised here, not above: no foreign error, with the address in it, is to hang on ours.
        if broken is not None:
            raise _failed(broken, place(url, self._secrets), method, repeat=repeat)
        if sending and not sending.complete and reply.status < 300:
            reply.close()
            half = Broken("E0631", "an answer before all was sent")
            raise _failed(half, place(url, self._secrets), method, repeat=repeat)
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
        if answer.status in BUSY or (answer.status in LOST and repeat):
            raise Passing(error, asked_wait(answer))
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


def _same(one: str, other: str) -> bool:
    try:
        return server_of(one) == server_of(other)
    except ValueError:
        return False
