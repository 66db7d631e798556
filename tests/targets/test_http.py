"""Requests against a server that misbehaves: what is tried again, what is not, how long, and what is said of it."""

import base64
import json
import logging
import time
import traceback
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import DepositError, Rejected, Unavailable
from archive.fixity import measure
from archive.targets.http import Session, Stream
from archive.targets.parcel import Item
from archive.targets.retrying import Pace, Passing, Policy, repeated
from archive.targets.secrets import basic, place, redacted, words
from tests.targets.wire import Fault, Said, drop_answer, drop_in_upload, flip, proxy, says, serving

SECRET = "s3cret/träger+42"
QUICK = Policy(tries=3, first=0.001, longest=60, patience=300, connect=2, read=1)
DATA = bytes(range(256)) * 1024


class Time:
    """A clock that only waiting moves."""

    def __init__(self):
        self.now = 0.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def pace(self):
        return Pace(clock=lambda: self.now, sleep=self.sleep, chance=lambda: 1.0)


class Server:
    """Gives its answers one after the other, the last for ever; remembers what came."""

    def __init__(self, *answers):
        self.answers, self.requests, self.bodies = list(answers), [], []

    def __call__(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            return answer(request)
        self.bodies.append(request.body)
        return answer


def item(data=DATA, name="data/a.bin", source=None):
    return Item(
        name,
        measure([data]),
        "application/octet-stream",
        source or (lambda: iter([data[:1000], data[1000:]])),
    )


def session(base, *, policy=QUICK, at=None, **options):
    return Session(base, policy=policy, pace=(at or Time()).pace(), **options)


OK = Said(200, (), b"well")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_busy_server_is_asked_again_whatever_was_asked(status, method):
    """429 and 503 say that nothing was done, so that even a POST is repeated."""
    server = Server(Said(status), Said(status), OK)
    with serving(server) as base:
        assert session(base).ask(method, "/x").data == b"well"
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_that_lost_its_server_is_asked_again_for_what_may_be_repeated(status):
    """502 and 504 leave open what was done: a PUT is sent again, a POST is not, unless it is said to be safe."""
    for method, safe, times in (("PUT", None, 2), ("POST", None, 1), ("POST", True, 2), ("PUT", False, 1)):
        server = Server(Said(status), OK)
        with serving(server) as base:
            if times == 2:
                session(base).ask(method, "/x", body=b"b", safe_to_repeat=safe)
            else:
                with pytest.raises(Unavailable, match="E0634"):
                    session(base).ask(method, "/x", body=b"b", safe_to_repeat=safe)
        assert len(server.requests) == times


REFUSALS = {
    400: (Rejected, "E0625"), 401: (Rejected, "E0621"), 403: (Rejected, "E0621"), 404: (Rejected, "E0624"),
    409: (Rejected, "E0622"), 410: (Rejected, "E0624"), 412: (Rejected, "E0622"), 413: (Rejected, "E0623"),
    418: (Rejected, "E0625"), 423: (Rejected, "E0622"), 500: (Unavailable, "E0634"), 501: (Unavailable, "E0634"),
    507: (Unavailable, "E0634"), 204: (Rejected, "E0629"), 302: (Rejected, "E0628"),
}  # fmt: skip


@pytest.mark.parametrize("status", REFUSALS)
def test_a_no_is_not_asked_again(status):
    """Each status that will not pass ends the request at once, with its own code and the server's words."""
    kind, code = REFUSALS[status]
    server = Server(Said(status, (("Location", "/y"),), b"<html><p>no &amp;   never\x07</p></html>"))
    with serving(server) as base, pytest.raises(kind) as refused:
        session(base).ask("POST", "/x", body=b"b")
    assert refused.value.code == code
    assert refused.value.where == f"{base}/x"
    assert f"POST: {status}" in refused.value.detail
    assert status in {204, 302} or "no & never" in refused.value.detail
    assert len(server.requests) == 1


def test_refused_credentials_name_the_variable():
    """Whoever reads a 401 learns which variable to look at."""
    with serving(Server(Said(401))) as base, pytest.raises(Rejected) as refused:
        session(base, variable="VAULT_TOKEN", headers={"Authorization": f"Bearer {base}"}).ask("GET", "/")
    assert "VAULT_TOKEN" in refused.value.detail


DATE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = ("Retry-After", format_datetime(DATE.replace(second=12), usegmt=True))


@pytest.mark.parametrize(
    "headers, waited",
    [
        ([("Retry-After", "7")], 7),
        ([("Retry-After", "0")], 0),
        ([LATER, ("Date", format_datetime(DATE, usegmt=True))], 7),
        ([LATER], 0.001),
        ([("Retry-After", "soon")], 0.001),
        ([("Retry-After", "-5")], 0.001),
    ],
)
def test_a_server_that_asks_for_a_wait_gets_it(headers, waited):
    """Retry-After is obeyed in seconds and as a date by the server's own clock; what is neither is passed over."""
    at, server = Time(), Server(Said(503, tuple(headers)), OK)
    with serving(server) as base:
        session(base, at=at).ask("GET", "/")
    assert at.slept == [waited]


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone():
    """Longer than we wait is Unavailable at once: asked sooner, it would only be disturbed."""
    at, server = Time(), Server(Said(429, (("Retry-After", "3600"),)), OK)
    with serving(server) as base, pytest.raises(Unavailable) as left:
        session(base, at=at).ask("GET", "/")
    assert (left.value.code, at.slept, len(server.requests)) == ("E0633", [], 1)


def test_the_tries_are_counted_and_told():
    """After the last try the error says how many there were."""
    server = Server(Said(503))
    with serving(server) as base, pytest.raises(Unavailable) as left:
        session(base).ask("GET", "/")
    assert (left.value.code, len(server.requests)) == ("E0633", 3)
    assert left.value.detail.endswith("(3 times)")


@given(
    tries=st.integers(1, 12),
    first=st.floats(0.01, 10),
    longest=st.floats(0.01, 60),
    patience=st.floats(0.1, 100),
    chance=st.floats(0, 1),
    asked=st.lists(st.one_of(st.none(), st.floats(0, 200)), min_size=12, max_size=12),
)
@settings(deadline=None)
def test_waiting_is_bounded(tries, first, longest, patience, chance, asked):
    """Whatever the server asks, no more tries are made than allowed, no wait is over the longest, and all end in time."""
    at, begun = Time(), []
    policy = Policy(tries=tries, first=first, longest=longest, patience=patience)

    def work():
        begun.append(at.now)
        raise Passing(Unavailable("E0633", "x", "busy"), asked[len(begun) - 1])

    with pytest.raises(Unavailable):
        repeated(work, policy, Pace(lambda: at.now, at.sleep, lambda: chance))
    assert len(begun) <= tries
    assert max(at.slept, default=0) <= longest
    assert begun[-1] <= patience


def test_nobody_listens():
    """A refused connection is tried again, for a POST too, and then E0630."""
    with serving(Server(OK)) as base:
        pass
    at = Time()
    with pytest.raises(Unavailable) as nobody:
        session(base, at=at).ask("POST", "/x", body=b"b")
    assert (nobody.value.code, len(at.slept)) == ("E0630", 2)
    assert "refused" in nobody.value.detail


def test_no_such_host():
    """A host that no name server knows is E0630."""
    with pytest.raises(Unavailable) as nobody:
        session("http://no-such-host.invalid", policy=Policy(tries=1)).ask("GET", "/")
    assert (nobody.value.code, nobody.value.detail) == ("E0630", "GET: no such host")


@pytest.mark.parametrize("method, times", [("PUT", 3), ("POST", 1)])
def test_a_connection_dropped_without_an_answer(method, times):
    """A PUT is sent again, whole; a POST may have been carried out, and is not."""
    server = Server(lambda request: None)
    with serving(server) as base, pytest.raises(Unavailable) as broken:
        session(base).ask(method, "/x", body=item())
    assert (broken.value.code, len(server.requests)) == ("E0631", times)


def test_a_connection_dropped_in_the_upload_is_begun_anew():
    """What the server gets in the end is the whole file."""
    server = Server(lambda request: request.some(70_000) and None, OK)
    with serving(server) as base:
        session(base).ask("PUT", "/x", body=item(DATA * 64))
    assert server.bodies == [DATA * 64]


def test_silence():
    """A server that says nothing is waited for as long as the policy says, each time."""
    begun = time.monotonic()
    quick = Policy(tries=2, first=0.001, read=0.2)
    with serving(lambda request: time.sleep(3)) as base, pytest.raises(Unavailable) as silent:
        session(base, policy=quick).ask("GET", "/x")
    assert silent.value.code == "E0631"
    assert "silence for 0.2 s" in silent.value.detail
    assert time.monotonic() - begun < 2


def test_an_answer_that_drips():
    """A head that comes byte by byte may take no longer than silence may, although it is never silent for long."""
    begun = time.monotonic()
    quick = Policy(tries=1, read=0.3)
    with (
        serving(Server(Said(200, (), b"x" * 100, drip=0.05))) as base,
        pytest.raises(Unavailable) as dripping,
    ):
        session(base, policy=quick).ask("GET", "/x")
    assert dripping.value.code == "E0631"
    assert time.monotonic() - begun < 2


def test_a_body_that_drips():
    """A body slower than the policy's slowest is given up, although it is never silent for long."""
    ticks = iter(range(10_000))
    pace = Pace(clock=lambda: next(ticks) * 1.0, sleep=lambda _: None, chance=lambda: 1.0)
    policy = Policy(tries=1, patience=2, slowest=1e9)
    with serving(Server(Said(200, (), DATA * 16))) as base, pytest.raises(Unavailable) as dripping:
        Session(base, policy=policy, pace=pace).ask("GET", "/x", limit=1 << 30)
    assert dripping.value.code == "E0632"


def test_an_answer_shorter_than_it_announces():
    """A short answer is an error, never a short result; it is asked for again."""
    server = Server(Said(200, (), b"whole", cut=3), Said(200, (), b"whole"))
    with serving(server) as base:
        assert session(base).ask("GET", "/x").data == b"whole"
    with serving(Server(Said(200, (), b"whole", cut=3))) as base, pytest.raises(Unavailable) as short:
        session(base).ask("GET", "/x")
    assert short.value.code == "E0632"
    assert "3 bytes came, 2 were still to come" in short.value.detail


def test_an_answer_to_a_post_that_is_cut_is_not_asked_for_again():
    """The server has done it already."""
    server = Server(Said(201, (), b"whole", cut=3))
    with serving(server) as base, pytest.raises(Unavailable):
        session(base).ask("POST", "/x", body=b"", expect=(201,))
    assert len(server.requests) == 1


def test_an_answer_without_end():
    """No more of an answer is read than its limit."""
    with serving(Server(Said(200, (), DATA))) as base, pytest.raises(Rejected) as endless:
        session(base).ask("GET", "/x", limit=1000)
    assert endless.value.code == "E0626"


def test_a_no_of_any_length_is_still_that_no():
    """A long or broken error page does not hide its status."""
    for page in (Said(400, (), DATA * 8), Said(400, (), b"no because", cut=3)):
        with serving(Server(page)) as base, pytest.raises(Rejected) as refused:
            session(base).ask("GET", "/x")
        assert refused.value.code == "E0625"
        assert len(refused.value.detail) < 400


def test_an_answer_before_the_upload_was_read():
    """A 413 that comes before the body was taken is understood; a 200 that does is not believed."""
    with serving(lambda request: Said(413)) as base, pytest.raises(Rejected) as large:
        session(base).ask("PUT", "/x", body=item(DATA * 256))
    assert large.value.code == "E0623"
    with serving(lambda request: Said(200)) as base, pytest.raises(Unavailable) as early:
        session(base).ask("PUT", "/x", body=item(DATA * 256))
    assert early.value.code == "E0631"


def test_a_server_that_is_slow_in_taking_an_upload():
    """It may be as long as it may be silent, and not only as long as a connection may take; beyond that is E0631."""
    piece = bytes(1 << 20)
    body = Stream(64 << 20, lambda: (piece for _ in range(64)))

    def after(seconds):
        def slow(request):
            time.sleep(seconds)
            assert len(request.body) == body.size
            return Said(201)

        return slow

    policy = replace(QUICK, tries=1, connect=0.3)
    with serving(after(1.0)) as base:
        said = Session(base, policy=replace(policy, read=20.0)).ask("PUT", "/x", body=body, expect=(201,))
        assert said.status == 201
    with serving(after(3.0)) as base, pytest.raises(Unavailable) as refused:
        Session(base, policy=replace(policy, read=0.5)).ask("PUT", "/x", body=body, expect=(201,))
    assert refused.value.code == "E0631"


def test_an_upload_is_streamed_with_its_length():
    """The length is announced, and no more than one piece is in memory at a time."""
    sizes = []

    def source():
        for _ in range(64):
            sizes.append(len(DATA))
            yield DATA

    server = Server(OK)
    with serving(server) as base:
        session(base).ask("PUT", "/x", body=Stream(64 * len(DATA), source))
    (request,) = server.requests
    assert request.header("content-length") == str(64 * len(DATA))
    assert request.header("transfer-encoding") is None
    assert server.bodies == [DATA * 64]


@pytest.mark.parametrize("body", [b"", b"x", DATA])
def test_bodies_of_every_kind_arrive(body):
    """Bytes, items and streams, empty ones too, come as they are."""
    for sent in (body, item(body), Stream(len(body), lambda: iter([body]))):
        server = Server(OK)
        with serving(server) as base:
            session(base).ask("PUT", "/x", body=sent)
        assert server.bodies == [body]
        assert server.requests[0].header("content-length") == str(len(body))


@pytest.mark.parametrize(
    "sent", [DATA[:-1], DATA + b"x", b"\1" + DATA[1:], b""], ids=["short", "long", "other", "empty"]
)
def test_a_file_that_changed_is_never_sent_whole(sent):
    """E0604, and the server never sees a complete request, nor a byte after its end."""
    got = []

    def answer(request):
        got.append(request.body)  # raises where the client went away
        return OK

    with serving(answer) as base, pytest.raises(Rejected) as changed:
        session(base).ask("PUT", "/x", body=item(source=lambda: iter([sent[:9], sent[9:]])))
    assert changed.value.code == "E0604"
    assert got == []


def test_a_stream_of_another_size_is_refused():
    """What is longer or shorter than announced ends the request."""
    for size in (2, 4):
        with serving(Server(OK)) as base, pytest.raises(Rejected) as changed:
            session(base).ask("PUT", "/x", body=Stream(size, lambda: iter([b"abc"])))
        assert changed.value.code == "E0604"


class TestDownload:
    def test_it_gives_the_bytes(self):
        """Whole, in chunks."""
        with serving(Server(Said(200, (), DATA))) as base:
            assert b"".join(session(base).download("/x")) == DATA

    @pytest.mark.parametrize("status", [404, 410])
    def test_nothing_there_is_none(self, status):
        """That nothing is there is an answer, and known before the first byte is asked for."""
        with serving(Server(Said(status, (), b"gone"))) as base:
            assert session(base).download("/x") is None

    def test_a_break_is_mended(self):
        """Broken off and begun again, the bytes are the whole, each once."""
        server = Server(Said(200, (), DATA, cut=100_000), Said(200, (), DATA, cut=50), Said(200, (), DATA))
        with serving(server) as base:
            assert b"".join(session(base).download("/x")) == DATA
        assert len(server.requests) == 3

    def test_breaks_without_end_are_an_error(self):
        """A download that never comes whole is E0632, after as many tries as there are."""
        server = Server(Said(200, (), DATA, cut=100))
        with serving(server) as base, pytest.raises(Unavailable) as short:
            b"".join(session(base).download("/x"))
        assert (short.value.code, len(server.requests)) == ("E0632", 3)

    def test_a_second_answer_that_is_shorter_is_an_error(self):
        """A file that shrank between two tries is never taken for the whole."""
        server = Server(Said(200, (), DATA, cut=100_000), Said(200, (), DATA[:10]))
        with serving(server) as base, pytest.raises(Unavailable) as short:
            b"".join(session(base).download("/x"))
        assert short.value.code == "E0632"

    def test_gone_at_the_second_try(self):
        """Its error page is not taken for the rest of the file."""
        server = Server(Said(200, (), DATA, cut=100_000), Said(404, (), DATA))
        with serving(server) as base, pytest.raises(Unavailable) as short:
            b"".join(session(base).download("/x"))
        assert short.value.code == "E0632"

    def test_a_coding_that_was_not_asked_for(self):
        """Compressed bytes are not taken for the file's."""
        with (
            serving(Server(Said(200, (("Content-Encoding", "gzip"),), DATA))) as base,
            pytest.raises(Rejected) as coded,
        ):
            b"".join(session(base).download("/x"))
        assert coded.value.code == "E0629"

    def test_left_half_way(self):
        """A download that is not read to its end does not spoil the next request."""
        with serving(Server(Said(200, (), DATA))) as base:
            one = session(base)
            chunks = one.download("/x")
            next(chunks)
            chunks.close()
            assert one.ask("GET", "/y").data == DATA


class TestElsewhere:
    """Redirects, and addresses that a server gives."""

    def moved(self, to, status=302):
        return Server(Said(status, (("Location", to),)), OK)

    def test_a_get_is_followed_on_the_same_server(self):
        """With its credentials."""
        server = self.moved("/y")
        with serving(server) as base:
            assert session(base, headers=basic("u", SECRET)).ask("GET", "/x").data == b"well"
        assert [request.path for request in server.requests] == ["/x", "/y"]
        assert all(request.header("authorization") for request in server.requests)

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_credentials_never_go_to_another_server(self, status):
        """A download is followed there without them, nor any header that the session or the request had."""
        other = Server(Said(200, (), DATA))
        with serving(other) as elsewhere, serving(self.moved(f"{elsewhere}/y?signed", status)) as base:
            one = session(base, headers=basic("u", SECRET), secrets=[SECRET])
            assert b"".join(one.download("/x", headers={"X-API-Key": SECRET, "Accept": "*/*"})) == DATA
        (request,) = other.requests
        assert (request.path, request.header("accept")) == ("/y?signed", "*/*")
        assert SECRET not in str(request.headers)
        assert not {"authorization", "x-api-key", "cookie"} & {name.lower() for name, _ in request.headers}

    @pytest.mark.parametrize("to", ["http://[", "//[::1", "http://x:port/", "http://x:99999/"])
    def test_a_redirect_to_no_address_is_told(self, to):
        """It is E0628, asked once, for a question and a download."""
        for asked in (lambda one: one.ask("GET", "/x"), lambda one: one.download("/x")):
            server = self.moved(to)
            with serving(server) as base, pytest.raises(Rejected) as refused:
                asked(session(base))
            assert (refused.value.code, len(server.requests)) == ("E0628", 1)

    def test_a_put_is_not_followed(self):
        """What changes something is sent where it was meant to go, or nowhere."""
        server = self.moved("/y")
        with serving(server) as base, pytest.raises(Rejected) as refused:
            session(base).ask("PUT", "/x", body=b"b")
        assert (refused.value.code, len(server.requests)) == ("E0628", 1)

    def test_a_circle_ends(self):
        """More redirects than a few are an error."""
        with serving(Server(Said(302, (("Location", "/x"),)))) as base, pytest.raises(Rejected) as refused:
            session(base).ask("GET", "/x")
        assert refused.value.code == "E0628"

    @pytest.mark.parametrize("to", ["ftp://elsewhere.invalid/x", "file:///etc/passwd"])
    def test_no_other_protocol(self, to):
        """A redirect to what is not HTTP is refused."""
        with serving(self.moved(to)) as base, pytest.raises(Rejected) as refused:
            session(base).ask("GET", "/x")
        assert refused.value.code == "E0628"

    def test_an_address_of_another_server_is_not_asked(self):
        """A Location or link that a server gives is taken only if it leads back to that server."""
        one = session("http://a.example/rest")
        assert one.url("http://A.example:80/rest/x") == "http://A.example:80/rest/x"
        for url in (
            "http://b.example/rest",
            "https://a.example/rest",
            "http://a.example:81/",
            "http://a.example@b.example/",
        ):
            with pytest.raises(Rejected) as refused:
                one.url(url)
            assert refused.value.code == "E0628"
        assert one.url(".b.example/x") == "http://a.example/rest/.b.example/x"


@pytest.mark.parametrize(
    "base",
    [f"http://u:{SECRET}@a.example/", "ftp://a.example", "a.example/rest", "http://", "http://a.example/?x=1",
     "http://a.example/#x", "http://[::1", "http://a.example:port/", ""],
)  # fmt: skip
def test_an_address_that_cannot_be_used(base):
    """E0620, and a password that stood in it is not repeated."""
    with pytest.raises(Rejected) as refused:
        Session(base)
    assert refused.value.code == "E0620"
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("value", [f"{SECRET}\r\nX: y", f"{SECRET}\n", "\0", "語"])
def test_a_header_that_no_header_may_be(value):
    """E0620 names the header, never the value."""
    with pytest.raises(Rejected) as refused:
        Session("http://a.example", headers={"X-Token": value})
    assert refused.value.code == "E0620"
    assert "X-Token" in refused.value.detail
    assert SECRET not in everything(refused.value)


def everything(error):
    """All that a careless program might print of an error."""
    lines = traceback.format_exception(error)
    chain, one = [], error
    while one is not None:
        chain += [repr(one), str(one), repr(one.args)]
        one = one.__cause__ or one.__context__
    return "\n".join([*lines, *chain])


SPELLED = [
    SECRET,
    "s3cret%2Ftr%C3%A4ger%2B42",
    "tr\\u00e4ger",
    base64.b64encode(f"user:{SECRET}".encode()).decode(),
    "pl4nted",
    "of-this-request",
]


def wicked(request):
    """Echoes all it was sent, in each spelling, in headers and body."""
    echo = json.dumps(
        {
            "you": dict(request.headers),
            "path": request.path,
            "said": SECRET,
            "body": request.body.decode("utf-8", "replace"),
        }
    )
    return f"{echo} {SPELLED}".encode()


BREAKS = {
    "refused": lambda request: Said(400, (), wicked(request)),
    "credentials": lambda request: Said(401, (), wicked(request)),
    "failed": lambda request: Said(500, (), b"<p>" + wicked(request)),
    "busy": lambda request: Said(503, (), wicked(request)),
    "moved": lambda request: Said(302, (("Location", f"http://u:{SPELLED[1]}@b.example/{SPELLED[1]}?k={SPELLED[1]}"),)),
    "dropped": lambda request: None,
    "cut": lambda request: Said(200, (), wicked(request), cut=40),
    "unexpected": lambda request: Said(206, (), wicked(request)),
    "no HTTP": lambda request: Said(99, (), wicked(request)),
}  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("how", BREAKS)
def test_a_secret_is_in_no_message(how, method, caplog):
    """Planted in the address, headers and body, and echoed by the server, it is in no message, traceback, repr or log."""
    caplog.set_level(logging.INFO)
    with serving(BREAKS[how]) as base:
        headers = {**basic("user", SECRET), "X-Api-Key": "pl4nted"}
        one = session(base, headers=headers, secrets=[SECRET])
        with pytest.raises(DepositError) as refused:
            one.ask(
                method, f"/{SPELLED[1]}?key={SPELLED[1]}", body=SECRET.encode() if method == "PUT" else None,
                headers={"Cookie": f"session={SPELLED[1]}; other=pl4nted", "X-Auth-Token": "of-this-request"},
            )  # fmt: skip
        shown = everything(refused.value) + repr(one) + one.where(f"/{SPELLED[1]}") + caplog.text
    assert [form for form in SPELLED if form in shown] == []


def test_a_secret_is_not_in_the_repr_of_an_answer():
    """A token that a server gives stands in no repr."""
    with serving(Server(Said(200, (("Set-Cookie", f"t={SPELLED[1]}"),), SECRET.encode()))) as base:
        answer = session(base).ask("GET", "/")
    assert SECRET not in repr(answer)
    assert SPELLED[1] not in repr(answer)
    assert answer.every("set-cookie") == (f"t={SPELLED[1]}",)


def test_a_token_given_later_is_as_secret():
    """What `given` adds goes with each request, is not told, and leaves the first session as it was."""
    server = Server(lambda request: Said(400, (), str(request.headers).encode()))
    with serving(server) as base:
        first = session(base)
        second = first.given({"Authorization": "Bearer pl4nted-token"})
        with pytest.raises(Rejected) as refused:
            second.ask("GET", "/x")
        with pytest.raises(Rejected):
            first.ask("GET", "/x")
    assert "pl4nted" not in everything(refused.value)
    assert [request.header("authorization") for request in server.requests] == ["Bearer pl4nted-token", None]


@given(st.text(st.characters(exclude_characters="…"), min_size=1), st.text(), st.text())
@settings(deadline=None)
def test_no_secret_outlives_redaction(secret, before, after):
    """Whatever stands around it, a secret does not stand in what is left."""
    shown = redacted(before + secret + after, [secret])
    assert secret not in shown


def test_a_short_secret_takes_the_whole_text_with_it():
    """Where a secret cannot be told from other words, nothing of them is shown."""
    assert redacted("the key is ab", ["ab"]) == "…"
    assert place("http://a.example/x?token=1", []) == "http://a.example/x"


def test_the_words_of_a_server_are_one_line():
    """Mark-up, scripts, line breaks and control characters are left out; what is long is cut."""
    page = b"<html><style>p{}</style><script>alert(1)</script><h1>Bad\x1b[31m</h1>\r\n<p>&lt;really&gt;</p></html>"
    assert words(page, []) == "Bad [31m <really>"
    assert len(words(b"x" * 5000, [])) == 301


def test_json_that_is_none():
    """E0629, without the answer's words."""
    with (
        serving(Server(Said(200, (), f"<html>{SECRET}".encode()))) as base,
        pytest.raises(Rejected) as refused,
    ):
        session(base).ask("GET", "/").json()
    assert refused.value.code == "E0629"
    assert SECRET not in everything(refused.value)


def test_a_certificate_that_nobody_vouches_for(tls):
    """E0627 at once: no credentials are sent, nothing is tried again."""
    at = Time()
    with pytest.raises(Rejected) as refused:
        session(f"https://localhost:{tls}", at=at, headers=basic("u", SECRET)).ask("GET", "/")
    assert (refused.value.code, at.slept) == ("E0627", [])
    assert "self-signed certificate" in refused.value.detail


def test_a_house_with_an_authority_of_its_own(tls, certificate, monkeypatch):
    """SSL_CERT_FILE names certificates to trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    assert session(f"https://localhost:{tls}").ask("GET", "/").data == b"well"


def test_a_certificate_of_another_host(tls, certificate, monkeypatch):
    """A certificate must name the host that was asked."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with pytest.raises(Rejected) as refused:
        session(f"https://127.0.0.1:{tls}").ask("GET", "/")
    assert refused.value.code == "E0627"


def test_the_wire_does_what_it_says():
    """The proxy passes all on but what a fault happens to, and says which that was."""
    server = Server(OK)
    faults = (
        Fault(flip(), "PUT", "/b"),
        Fault(says(503), "GET"),
        Fault(drop_answer(), "PUT", "/c"),
        Fault(drop_in_upload(), "PUT", "/d"),
    )
    with serving(server) as base, proxy(f"{base}/top", *faults) as wire:
        one = session(wire.base)
        for path in "abcd":
            one.ask("PUT", f"/{path}", body=b"A" * 20_000)
        assert one.ask("GET", "/a").data == b"well"
    assert server.bodies == [b"A" * 20_000, b"@" + b"A" * 19_999, *[b"A" * 20_000] * 3, b""]
    assert wire.met == [("PUT", "/top/b"), ("PUT", "/top/c"), ("PUT", "/top/d"), ("GET", "/top/a")]
    assert server.requests[0].header("host") == wire.base.removesuffix("/top").removeprefix("http://")
