"""The bags that every target is tried with: one of ours, the same seed described otherwise, and anybody's; and a server by TLS."""

import http.server
import shutil
import ssl
import subprocess
import threading
from pathlib import Path

import pytest

import archive
from tests.targets.bags import foreign_bag

ROOT = Path(__file__).parent.parent.parent
SEED = "000_0fa32ea925ec3b8d"


@pytest.fixture(scope="session")
def bag():
    """A committed bag of ours."""
    return ROOT / "bags" / SEED


@pytest.fixture(scope="session")
def changed_bag(tmp_path_factory):
    """The bag of the same seed, its sidecar's title changed: the same identifier, another key."""
    top = tmp_path_factory.mktemp("changed")
    seeds = top / "seeds"
    seeds.mkdir()
    for path in (ROOT / "seeds").iterdir():
        if path.name.startswith(SEED) or path.name == "collection.yaml":
            shutil.copy(path, seeds)
    sidecar = seeds / f"{SEED}.yaml"
    text = sidecar.read_text(encoding="utf-8")
    assert "statement on electoral fraud in Honduras" in text
    sidecar.write_text(
        text.replace("statement on electoral fraud", "statement about electoral fraud", 1), encoding="utf-8"
    )
    outcomes = list(archive.package(seeds, top / "bags", executor="serial"))
    assert [type(outcome) for outcome in outcomes] == [archive.Done]
    return top / "bags" / SEED


@pytest.fixture(scope="session")
def plain_bag(tmp_path_factory):
    """A valid bag that another program could have made: sha256 only, subfolders, an empty file, a name with blanks."""
    return foreign_bag(tmp_path_factory.mktemp("plain") / "plain-bag")


@pytest.fixture
def certificate(tmp_path):
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")
    return tmp_path


@pytest.fixture
def tls(certificate):
    """The port of a server with a certificate that nobody vouches for."""

    class Quiet(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"well")

        def log_message(self, *args):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """A client that hangs up in the handshake is what is expected here."""

    server = Server(("127.0.0.1", 0), Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
