"""`archive schema`, as its users run it."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest


def test_nothing_was_added_yet(archive, tmp_path):
    """An empty list says that it is empty, and how to fill it."""
    ran = archive("schema", "list", env={"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert ran.status == 0
    assert "schema add" in ran.out


def test_add_without_a_schema(archive, tmp_path):
    """Nothing to add is a matter of usage."""
    ran = archive("schema", "add", env={"HOME": str(tmp_path)})
    assert (ran.status, ran.out) == (2, "")
    assert "FILE|URL" in ran.err


def test_an_address_that_is_none(archive, tmp_path):
    """It is refused with its code, and no traceback."""
    ran = archive("schema", "add", "http://[::1/tei_all.rng", env={"HOME": str(tmp_path)})
    assert ran.status == 4
    assert "E0620" in ran.err
    assert "Traceback" not in ran.err


GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0">
<start><element name="x"><empty/></element></start></grammar>"""


@contextmanager
def served(data):
    """The address of a server that answers every request with these bytes."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("name", ["..rng", ".hidden.rng", "a\nb.rng", "odd\udcff.rng", "tei all.rng"])
def test_what_was_added_is_listed_and_found_under_the_name_that_was_told(archive, tmp_path, name):
    """Whatever the file is called: no name is hidden, and none breaks a line."""
    env = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    (tmp_path / name).write_text(GRAMMAR)
    added = archive("schema", "add", name, env=env)
    assert (added.status, added.err) == (0, "")
    told = added.out.split("--tei-schema ")[1].rstrip("\n")
    listed = archive("schema", "list", env=env)
    assert listed.out.startswith(f"{told}  ")
    assert listed.out.count("\n") == 1
    found = archive("validate", "nothing", "--tei-schema", told, env=env)
    assert "E0418" not in found.err


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("tei_all.rng", "tei_all"),
        ("get/tei_all.rng?ref=next/main.rng", "tei_all"),
        ("TEI%20P5.rng", "TEI P5"),
        ("%2e%2e%2f%2e%2e%2fup.rng", "up"),
        ("", "schema"),
    ],
)
def test_a_schema_from_an_address_has_the_name_of_the_file_there(archive, tmp_path, address, name):
    """What is asked of the server is no part of the name, nor is the host, and no name leads out of the folder."""
    env = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with served(GRAMMAR.encode()) as base:
        added = archive("schema", "add", f"{base}/{address}", env=env)
    assert (added.status, added.err) == (0, "")
    assert [path.name for path in (tmp_path / "cache/archive/schemas").iterdir()] == [f"{name}.rng"]


def test_what_is_no_file_among_the_schemas_is_none(archive, tmp_path):
    """A folder or a link that leads nowhere, in the cache, is not listed, and hides none of the others."""
    env = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    (tmp_path / "mine.rng").write_text(GRAMMAR)
    assert archive("schema", "add", "mine.rng", env=env).status == 0
    folder = tmp_path / "cache/archive/schemas"
    (folder / "folder.rng").mkdir()
    (folder / "away.rng").symlink_to("nowhere")
    listed = archive("schema", "list", env=env)
    assert (listed.status, listed.out.split()[0], listed.out.count("\n")) == (0, "mine", 1)
    assert "E0418" in archive("validate", "nothing", "--tei-schema", "away", env=env).err
