"""Servers that are asked through a proxy, as the environment has it."""

import base64
import traceback

import pytest

from archive.errors import DepositError, Rejected, Unavailable
from archive.targets.http import Pace, Policy, Session
from archive.targets.proxies import proxy_for
from tests.targets.wire import Said, serving

VARIABLES = ("http_proxy", "https_proxy", "no_proxy", "all_proxy")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """None that this machine may have."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def session(base):
    return Session(base, policy=Policy(tries=2, first=0.0), pace=Pace(sleep=lambda seconds: None))


@pytest.mark.parametrize(
    ("url", "environ", "expected"),
    [
        ("https://a.example/x", {}, None),
        ("https://a.example/x", {"HTTPS_PROXY": "http://p:1"}, "http://p:1"),
        ("https://a.example/x", {"HTTP_PROXY": "http://p:1"}, None),
        ("http://a.example/x", {"HTTP_PROXY": "p:1"}, "http://p:1"),
        ("http://a.example/x", {"HTTP_PROXY": "http://big", "http_proxy": "http://small"}, "http://small"),
        ("https://a.example/x", {"https_proxy": "http://p:1", "NO_PROXY": "b.example, .example"}, None),
        ("https://a.example/x", {"https_proxy": "http://p:1", "no_proxy": "ample"}, "http://p:1"),
        ("https://a.example:8443/x", {"https_proxy": "http://p:1", "no_proxy": "a.example:8443"}, None),
        ("https://a.example/x", {"https_proxy": "http://p:1", "no_proxy": "*"}, None),
        ("https://a.example/x", {"https_proxy": "http://p:1", "no_proxy": ", ,"}, "http://p:1"),
        ("http://localhost:80/x", {"http_proxy": "http://p:1"}, None),
        ("http://127.0.0.1:80/x", {"http_proxy": "http://p:1"}, None),
        ("http://[::1]:80/x", {"http_proxy": "http://p:1"}, None),
    ],
)
def test_which_proxy(url, environ, expected):
    """The variables mean what they mean to other programs; this machine is asked by none."""
    assert proxy_for(url, environ) == expected


@pytest.mark.parametrize(
    "address", ["socks5://p:1", "http://", "http://[", "http://p:port", "http://u:pl4nted@/"]
)
def test_an_address_that_is_none_of_a_proxy(address):
    """It is E0620 by the variable's name, and nothing of a user or a password is shown."""
    with pytest.raises(Rejected) as refused:
        proxy_for("https://a.example", {"HTTPS_PROXY": address})
    assert (refused.value.code, refused.value.where) == ("E0620", "HTTPS_PROXY")
    assert "pl4nted" not in everything(refused.value)


def test_a_server_is_asked_through_it(monkeypatch):
    """The proxy gets the whole address, its own password, and the body; the server's credentials go on with the request."""
    seen = []

    def proxy(request):
        seen.append(
            (
                request.method,
                request.path,
                request.body,
                request.header("proxy-authorization"),
                request.header("x-key"),
            )
        )
        return Said(200, (), b"well")

    with serving(proxy) as base:
        monkeypatch.setenv("HTTP_PROXY", base.replace("http://", "http://user:pl4nt%65d@"))
        one = session("http://repository.example/rest").given({"X-Key": "k"})
        assert one.ask("PUT", "/a b".replace(" ", "%20"), body=b"bytes").data == b"well"
        assert b"".join(one.download("/c")) == b"well"
        one.close()
    known = "Basic " + base64.b64encode(b"user:pl4nted").decode()
    assert seen == [
        ("PUT", "http://repository.example/rest/a%20b", b"bytes", known, "k"),
        ("GET", "http://repository.example/rest/c", b"", known, "k"),
    ]


def test_an_encrypted_line_is_asked_for_before_anything_is_sent(monkeypatch):
    """A proxy that says no to it is Unavailable E0630 in its words, and saw neither path nor credentials."""
    seen = []

    def proxy(request):
        seen.append((request.method, request.path, request.header("authorization")))
        return Said(407)

    with serving(proxy) as base:
        monkeypatch.setenv("HTTPS_PROXY", base.replace("http://", "http://user:pl4nted@"))
        with pytest.raises(Unavailable) as refused:
            session("https://repository.example/rest").given({"Authorization": "Bearer t0ken"}).ask(
                "POST", "/x", body=b"b"
            )
    assert (refused.value.code, "407" in refused.value.detail) == ("E0630", True)
    assert seen == [("CONNECT", "repository.example:443", None)] * 2
    assert "pl4nted" not in everything(refused.value)


def test_a_proxy_at_which_nobody_listens(monkeypatch):
    """It is E0630, and said of the proxy; its password is not shown."""
    with serving(lambda request: None) as base:
        pass
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, base.replace("http://", "http://user:pl4nted@"))
    for url in ("http://repository.example", "https://repository.example"):
        with pytest.raises(DepositError) as refused:
            session(url).ask("GET", "/x")
        assert (refused.value.code, refused.value.detail) == (
            "E0630",
            "GET: the proxy: Connection refused (2 times)",
        )
        assert "pl4nted" not in everything(refused.value)


def everything(error):
    return "".join(traceback.format_exception(error)) + repr(error)
