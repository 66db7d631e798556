"""One HTTP exchange over urllib3: a request sent, an answer that begins; silence, breaks and half answers as one error."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Timer
from typing import TYPE_CHECKING, Any

from archive.errors import Rejected
from archive.targets.parcel import Item
from archive.targets.proxies import credentials, proxy_for, shown
from archive.targets.retrying import Pace, Policy

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

_PIECE = 64 << 10


@dataclass(frozen=True, slots=True)
class Stream:
    """A body that is no file of a bag, such as a form with a file in it: `size` bytes that `source` gives each time anew."""

    size: int
    source: Callable[[], Iterator[bytes]]


Body = bytes | Item | Stream


class Broken(Exception):
    """An exchange that failed: the code of the error it means, whether it may pass, and whether the server may have acted."""

    def __init__(self, code: str, detail: str, *, passing: bool = True, sent: bool = True) -> None:
        super().__init__(code, detail)
        self.code, self.detail, self.passing, self.sent = code, detail, passing, sent


class Sending:
    """A body on its way, in small pieces; `complete` when all was handed over. Never a byte more or less than its size."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self.complete = False
        match body:
            case bytes():
                self.size = len(body)
            case Item():
                self.size = body.fixity.size
            case Stream():
                self.size = body.size

    def __iter__(self) -> Iterator[bytes]:
        left = self.size
        for chunk in self._chunks():
            left -= len(chunk)
            if left < 0:  # the surplus would be read as the next request
                raise Rejected("E0604", self._name, f"over {self.size} bytes")
            view = memoryview(chunk)
            for start in range(0, len(chunk), _PIECE):
                yield bytes(view[start : start + _PIECE])
        if left:
            raise Rejected("E0604", self._name, f"{self.size - left} bytes of {self.size}")
        self.complete = True

    @property
    def _name(self) -> str:
        return self._body.place if isinstance(self._body, Item) else "the body of a request"

    def _chunks(self) -> Iterator[bytes]:
        match self._body:
            case bytes():
                return iter((self._body,))
            case Item():
                return self._body.chunks()
            case Stream():
                return self._body.source()


class Reply:
    """An answer whose body is still to come. To be closed; read to its end, its connection serves again."""

    def __init__(self, response: BaseHTTPResponse, policy: Policy, pace: Pace) -> None:
        self._response, self._policy, self._pace = response, policy, pace
        self.status = response.status
        self.headers = tuple(response.headers.iteritems())

    def header(self, name: str) -> str | None:
        return self._response.headers.get(name)

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes. Raises Broken if it ends early, stands still, or drips."""
        if (coding := self.header("content-encoding") or "identity").lower() != "identity":
            raise Broken("E0629", f"the answer is encoded as {coding[:20]!r}, unasked", passing=False)
        waited, size = 0.0, 0
        while True:
            asked = self._pace.clock()
            chunk = _guarded(
                partial(self._response.read1, _PIECE, decode_content=False), self._policy, "E0632"
            )
            waited += self._pace.clock() - asked
            if not chunk:
                self._response.release_conn()
                return
            size += len(chunk)
            if waited > self._policy.patience + size / self._policy.slowest:
                raise Broken("E0632", f"{size} bytes in {waited:.0f} s")
            yield chunk

    def close(self) -> None:
        """The connection is given back if the answer was read to its end, and cut if not."""
        self._response.close()


class Lines:
    """Connections kept open between requests, direct ones and those through proxies (see `proxies`)."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._pools: dict[str | None, PoolManager] = {}

    def to(self, url: str) -> PoolManager:
        """Those by which this address is asked. Raises Rejected E0620 where the environment names no proxy that can be used."""
        proxy = proxy_for(url)
        if proxy not in self._pools:
            self._pools.setdefault(proxy, pool(self._policy, proxy))
        return self._pools[proxy]

    def clear(self) -> None:
        for one in self._pools.values():
            one.clear()


def pool(policy: Policy, proxy: str | None = None) -> PoolManager:
    """Connections of one kind, TLS verified by the system's certificates.

    The head of an answer must come within half as long again as `policy.read`, however it drips: a socket's own timeout
    begins anew with each byte. A server may be as long in taking what it is sent: urllib3 would have it as quick as a connection.
    """
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, make_headers
    from urllib3.connection import HTTPConnection, HTTPSConnection

    def watched(connection: HTTPConnection, answer: Callable[[], Any]) -> Any:
        sock = connection.sock
        timer = Timer(policy.read * 1.5, partial(_cut, sock))
        timer.daemon = True
        timer.start()
        try:
            return answer()
        finally:
            timer.cancel()

    def patient(connection: HTTPConnection) -> None:
        if connection.sock is not None:
            connection.sock.settimeout(policy.read)

    class Plain(HTTPConnection):
        def send(self, data: Any) -> None:
            patient(self)
            super().send(data)

        def getresponse(self) -> Any:
            return watched(self, super().getresponse)

    class Secure(HTTPSConnection):
        def send(self, data: Any) -> None:
            patient(self)
            super().send(data)

        def getresponse(self) -> Any:
            return watched(self, super().getresponse)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    kept: dict[str, Any] = {
        "num_pools": 4, "maxsize": 4, "retries": False, "ssl_context": ssl.create_default_context()
    }  # fmt: skip
    if proxy is None:
        manager = PoolManager(**kept)
    else:
        opening = make_headers(proxy_basic_auth=known) if (known := credentials(proxy)) else {}
        manager = ProxyManager(shown(proxy), proxy_headers=opening, **kept)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


def exchange(
    connections: PoolManager,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: Sending | None,
    policy: Policy,
    pace: Pace,
) -> Reply:
    """The answer to one request, tried once. Raises Broken if none came; what the body's own source raises, as it is."""
    from urllib3 import Timeout

    request = partial(
        connections.urlopen,
        method,
        url,
        headers=dict(headers),
        body=body,
        redirect=False,
        retries=False,
        preload_content=False,
        decode_content=False,
        timeout=Timeout(connect=policy.connect, read=policy.read),
    )
    return Reply(_guarded(request, policy, "E0631"), policy, pace)


def _guarded(work: Callable[[], Any], policy: Policy, code: str) -> Any:
    """What `work` gives; every error of urllib3 and below it as Broken, in our own words: theirs hold the address."""
    from http.client import HTTPException

    from urllib3 import exceptions as theirs

    try:
        return work()
    except (theirs.LocationValueError, theirs.URLSchemeUnknown, UnicodeError):
        raise Broken("E0620", "no address that can be asked", passing=False, sent=False) from None
    except theirs.ProxyError as error:
        raise Broken("E0630", f"the proxy: {_of_proxy(error.original_error)}", sent=False) from None
    except theirs.ConnectTimeoutError as error:  # NewConnectionError is one too
        timed = not isinstance(error, theirs.NewConnectionError)
        reason = f"no connection within {policy.connect:g} s" if timed else _reason(error)
        raise Broken("E0630", reason, sent=False) from None
    except theirs.NewConnectionError as error:
        raise Broken("E0630", _reason(error), sent=False) from None
    except (theirs.SSLError, ssl.SSLError) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], ssl.SSLError) else error
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            raise Broken(code, "the TLS connection was cut") from None
        reason = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or "TLS failed"
        raise Broken("E0627", str(reason), passing=False, sent=False) from None
    except (theirs.TimeoutError, TimeoutError):
        raise Broken(code, f"silence for {policy.read:g} s") from None
    except (theirs.HTTPError, HTTPException, OSError) as error:
        raise Broken(code, _reason(error)) from None


def _reason(error: BaseException) -> str:
    """What the system says of it, where it says anything; else what kind of break it is."""
    from http.client import RemoteDisconnected

    from urllib3.exceptions import IncompleteRead, NameResolutionError, ProtocolError

    seen: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.append(one)
        waiting.extend(
            part for part in (one.__cause__, one.__context__, *one.args) if isinstance(part, BaseException)
        )
    if any(isinstance(one, NameResolutionError) for one in seen):
        return "no such host"
    for one in seen:
        if isinstance(one, IncompleteRead):
            return f"{one.partial} bytes came, {one.expected} were still to come"
        if isinstance(one, RemoteDisconnected):
            return "the connection was closed without an answer"
        if isinstance(one, OSError) and one.strerror:
            return one.strerror
    return "the connection broke off" if isinstance(error, ProtocolError) else "no answer that is HTTP"


def _of_proxy(error: Exception) -> str:
    """Why a proxy was of no use: what it answered, else what the system says."""
    said = str(error)
    return said if said.startswith("Tunnel connection failed") else _reason(error)


def _cut(sock: Any) -> None:
    import socket

    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
