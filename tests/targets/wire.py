"""A hostile wire: a small server that answers as it is told, and a proxy that spoils what passes to a real one.

with proxy(server.base, Fault(flip(), "PUT", nth=2)) as wire:
    target = open_target(wire.base, ...)        # the second PUT arrives with one bit changed
    ...
assert wire.met                                 # the fault did happen
"""

import http.client
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

_HOP = {
    "connection",
    "expect",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}


class Request:
    """What a client sends. The body is read when it is asked for; unread, it stays on the wire and the connection ends."""

    def __init__(self, stream, head: bytes, proceed: Callable[[], object] = lambda: None) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        self.method, self.path, _ = first.split(" ", 2)
        self.headers = [
            (name.strip(), value.strip())
            for name, _, value in (line.partition(":") for line in lines if line)
        ]
        self._stream, self._body, self._proceed = stream, None, proceed
        self.size = int(self.header("content-length") or 0)

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def read_whole(self) -> bool:
        return self._body is not None or (not self.size and self.header("transfer-encoding") is None)

    @property
    def body(self) -> bytes:
        """The whole body; ConnectionError if the client went away before it was sent."""
        if self._body is None:
            self._go_on()
            chunked = (self.header("transfer-encoding") or "").lower() == "chunked"
            self._body = b"".join(self._chunks()) if chunked else self._stream.read(self.size)
            if not chunked and len(self._body) != self.size:
                raise ConnectionError("the client went away")
        return self._body

    def some(self, size: int) -> bytes:
        """The first bytes of the body; the rest is left on the wire."""
        self._go_on()
        return self._stream.read(min(size, self.size))

    def _go_on(self) -> None:
        if (self.header("expect") or "").lower() == "100-continue":
            self._proceed()

    def _chunks(self):
        while size := int(self._stream.readline().split(b";")[0], 16):
            yield self._stream.read(size)
            self._stream.readline()
        self._stream.readline()


@dataclass(frozen=True)
class Said:
    """An answer. `cut` bytes of body are sent, then the connection ends; `drip` seconds pass between single bytes."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut: int | None = None
    drip: float = 0
    bare: bool = False  # no Content-Length: the body ends with the connection

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


Handler = Callable[[Request], Said | None]
"""Gives the answer; None ends the connection without one."""


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """The address of a server that answers by `handler`, one thread a connection, until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    open_now: set[socket.socket] = set()

    def connection(sock: socket.socket) -> None:
        with sock, suppress(OSError), sock.makefile("rb") as stream:
            while _one(sock, stream, handler):
                pass
        open_now.discard(sock)

    def accept() -> None:
        with suppress(OSError):
            while True:
                sock, _ = listener.accept()
                open_now.add(sock)
                threading.Thread(target=connection, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for sock in list(open_now):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _one(sock: socket.socket, stream, handler: Handler) -> bool:
    """Whether the connection serves on after one request and its answer."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline(65536)
        if not line:
            return False
        head += line
    request = Request(stream, head[:-4], lambda: sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n"))
    said = handler(request)
    if said is None:
        return False
    silent = request.method == "HEAD" or said.status in {204, 304}
    headers = [(name, value) for name, value in said.headers if name.lower() not in _HOP]
    if not said.bare and said.header("content-length") is None and not silent:
        headers.append(("Content-Length", str(len(said.body))))
    if not request.read_whole:
        headers.append(("Connection", "close"))
    lines = [
        f"HTTP/1.1 {said.status} {http.client.responses.get(said.status, 'Such')}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    data = "\r\n".join([*lines, "", ""]).encode("latin-1") + (b"" if silent else said.body[: said.cut])
    if said.drip:
        for byte in data:
            sock.sendall(bytes([byte]))
            time.sleep(said.drip)
    else:
        sock.sendall(data)
    return said.cut is None and not said.bare and request.read_whole


Forward = Callable[[Request, bytes], Said]
Act = Callable[[Request, Forward], Said | None]


@dataclass(frozen=True)
class Fault:
    """What happens to the `nth` request of this method and path (regular expressions), and to `times` in all."""

    act: Act
    method: str = ".*"
    path: str = ".*"
    nth: int = 1
    times: int = 1


@dataclass
class Wire:
    """`base` is where to send to; `seen` are all requests that came, `met` those that a fault happened to."""

    base: str = ""
    seen: list[tuple[str, str]] = field(default_factory=list)
    met: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def proxy(upstream: str, *faults: Fault) -> Iterator[Wire]:
    """A wire to `upstream` on which these faults happen. The Host header is kept, so the server names the wire's address."""
    parts = urlsplit(upstream)
    wire = Wire()
    counts = [0] * len(faults)
    lock = threading.Lock()

    def forward(request: Request, body: bytes) -> Said:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=120)
        try:
            connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers:
                if name.lower() not in _HOP | {"content-length"}:
                    connection.putheader(name, value)
            if body or request.header("content-length") is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            data = answer.read()
            headers = tuple((name, value) for name, value in answer.getheaders() if name.lower() not in _HOP)
            return Said(answer.status, headers, data)
        finally:
            connection.close()

    def handler(request: Request) -> Said | None:
        act: Act = untouched
        with lock:
            wire.seen.append((request.method, request.path))
            for number, fault in enumerate(faults):
                if re.fullmatch(fault.method, request.method) and re.search(fault.path, request.path):
                    counts[number] += 1
                    if fault.nth <= counts[number] < fault.nth + fault.times:
                        act = fault.act
                        wire.met.append((request.method, request.path))
                        break
        return act(request, forward)

    with serving(handler) as address:
        wire.base = address + parts.path
        yield wire


def untouched(request: Request, forward: Forward) -> Said:
    return forward(request, request.body)


def says(status: int, *headers: tuple[str, str], body: bytes = b"") -> Act:
    """The server never hears of it; this is answered instead."""

    def act(request: Request, forward: Forward) -> Said:
        _ = request.body
        return Said(status, headers, body)

    return act


def says_at_once(status: int, body: bytes = b"") -> Act:
    """Answered before the body was read."""
    return lambda request, forward: Said(status, (), body)


def flip(position: int = 0) -> Act:
    """One bit of the upload is changed on its way."""
    return lambda request, forward: forward(request, _flipped(request.body, position))


def shorten(by: int = 1) -> Act:
    """The upload arrives without its end, as if it had been sent so."""
    return lambda request, forward: forward(request, request.body[:-by])


def drop_in_upload(after: int = 10) -> Act:
    """The connection ends when this many bytes of the body came; the server hears nothing."""

    def act(request: Request, forward: Forward) -> None:
        request.some(after)

    return act


def drop_answer() -> Act:
    """The server does what it was asked, and the answer is lost."""

    def act(request: Request, forward: Forward) -> None:
        forward(request, request.body)

    return act


def flip_answer(position: int = 0) -> Act:
    """One bit of what the server gives is changed on its way."""

    def act(request: Request, forward: Forward) -> Said:
        said = forward(request, request.body)
        return replace(said, body=_flipped(said.body, position))

    return act


def cut_answer(after: int = 10) -> Act:
    """Of what the server gives, so many bytes come, and the connection ends."""
    return lambda request, forward: replace(forward(request, request.body), cut=after)


def lie(header: str, value: str) -> Act:
    """The server's answer with another value of this header."""

    def act(request: Request, forward: Forward) -> Said:
        said = forward(request, request.body)
        kept = tuple(pair for pair in said.headers if pair[0].lower() != header.lower())
        return replace(said, headers=(*kept, (header, value)))

    return act


def alter(change: Callable[[Request], None]) -> Act:
    """The request as `change` leaves it (its `headers` list, say), passed on."""

    def act(request: Request, forward: Forward) -> Said:
        change(request)
        return forward(request, request.body)

    return act


def delay(seconds: float) -> Act:
    """The server is asked only after a while."""

    def act(request: Request, forward: Forward) -> Said:
        time.sleep(seconds)
        return forward(request, request.body)

    return act


def first(do: Callable[[], object]) -> Act:
    """Something is done, such as killing a process; then the connection ends."""

    def act(request: Request, forward: Forward) -> None:
        do()

    return act


def _flipped(data: bytes, position: int) -> bytes:
    return data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
