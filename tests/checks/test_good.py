"""Good bags of all kinds, which must not be refused: no error, and only the warnings that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.checks.rfc8493 import judge
from archive.findings import Severity, severity
from tests.bags.build import DECLARATION, A, B, Files, add, digest, good, lay, line, recount, seal


def plain() -> Files:
    return seal(good())


def ended_by(end: bytes) -> Files:
    files = good()
    for path, data in list(files.items()):
        if not path.startswith("data/") and isinstance(data, bytes):
            files[path] = data.replace(b"\n", end)
    seal(files)
    tags = files["tagmanifest-sha512.txt"]
    assert isinstance(tags, bytes)
    return files | {"tagmanifest-sha512.txt": tags.replace(b"\n", end)}


def named(name: str, written: str | None = None) -> Files:
    files = good()
    add(files, f"data/{name}", b"x", written=None if written is None else f"data/{written}")
    return seal(files)


def with_info(text: str) -> Files:
    files = good()
    files["bag-info.txt"] = text.encode() + b"Payload-Oxum: 11.2\n"
    return seal(files)


def of(*algorithms: str) -> Files:
    return seal(good(algorithms))


def unsealed(**more: bytes) -> Files:
    return good() | {path.replace("_", "."): data for path, data in more.items()}


def in_latin_1() -> Files:
    """Of 0.97, every tag file in ISO-8859-1, a name with an accent among them."""
    files = good(version="0.97")
    add(files, "data/caf\u00e9.txt", b"x")
    files["bagit.txt"] = DECLARATION.replace(b"1.0", b"0.97").replace(b"UTF-8", b"ISO-8859-1")
    for path in ("manifest-sha512.txt", "bag-info.txt"):
        data = files[path]
        assert isinstance(data, bytes)
        files[path] = data.decode().encode("latin-1")
    return files


def parted() -> Files:
    """Of 0.97, two manifests of which each lists one of the files."""
    files = good((), version="0.97")
    files["manifest-md5.txt"] = line("data/a.txt", A, "md5")
    files["manifest-sha1.txt"] = line("data/sub/b.txt", B, "sha1")
    return seal(files)


def old() -> Files:
    files = good(version="0.93")
    files["package-info.txt"] = b"Packing-Date:2008-01-15\n"
    del files["bag-info.txt"]
    return seal(files)


def fetched() -> Files:
    files = good()
    files["fetch.txt"] = (
        b"ftp://example.org/a;type=i?x=%20 - data/a.txt\r\nhttps://[2001:db8::1]:8080/b 5 data/sub/b.txt\n"
    )
    return seal(files)


def of_nothing() -> Files:
    files = good()
    add(files, "data/none", b"")
    return seal(files)


def shouting() -> Files:
    files = good()
    files["manifest-sha512.txt"] = f"{digest('sha512', A).upper()}\tdata/a.txt\n".encode() + line(
        "data/sub/b.txt", B
    )
    return seal(files)


GOOD = {
    "plain": (plain(), ()),
    "carriage returns": (ended_by(b"\r"), ()),
    "CRLF": (ended_by(b"\r\n"), ()),
    "no tag manifest": (unsealed(), ()),
    "another tag file, not sealed": (unsealed(notes_md=b"anything \xff"), ()),
    "no bag-info.txt": ({path: data for path, data in good().items() if path != "bag-info.txt"}, ()),
    "empty bag-info.txt": (seal(good() | {"bag-info.txt": b""}), ()),
    "a lower-case encoding": (seal(good() | {"bagit.txt": DECLARATION.replace(b"UTF-8", b"utf-8")}), ()),
    "all algorithms": (of("sha256", "sha384", "sha512", "sha3256"), ()),
    "upper-case digits and a tab": (shouting(), ()),
    "a file of nothing": (of_nothing(), ()),
    "a bag in the bag": (named("bag/bagit.txt"), ()),
    "data in data": (named("data/manifest-md5.txt"), ()),
    "blanks in a name": (named("two  words .txt"), ()),
    "dots in a name": (named("..x...y"), ()),
    "hidden": (named(".hidden/.keep"), ()),
    "a tilde": (named("~root"), ()),
    "an asterisk": (named("*x"), ("B0603",)),
    "a backslash": (named("a\\b"), ("B0603",)),
    "a drive": (named("C:x"), ("B0603",)),
    "encoded as it must be": (named("a%0Ab\nc\rd%", "a%250Ab%0ac%0Dd%25"), ("B0606",)),
    "a line separator in a name": (named("a\u2028b"), ("B0606",)),
    "a next line in a name": (named("a\u0085b"), ("B0606",)),
    "a vertical tab in a name": (named("a\x0bb\x0cc\x1cd"), ("B0606",)),
    "a no-break space at the end of a name": (named("a\u00a0"), ()),
    "an emoji": (named("\U0001f600.txt"), ()),
    "folded values": (with_info("External-Description: one\n two\n\tthree\nX: y\n"), ()),
    "odd labels": (with_info("a label with blanks: 1\n\u00e9: 2\nURL: http://e.org/?a:b\nX:\ty\n"), ()),
    "a line separator in a value": (with_info("X: a\u2028b\n"), ()),
    "repeated labels": (with_info("Contact-Name: a\nCONTACT-NAME: b\nContact-Name: a\n"), ()),
    "fetch.txt with all files there": (fetched(), ()),
    "0.93": (old(), ()),
    "0.97 in ISO-8859-1": (in_latin_1(), ()),
    "0.97 in parts": (parted(), ()),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_bag_is_not_refused(name: str, tmp_path: Path) -> None:
    """No error, and no warning but the deserved one."""
    files, expected = GOOD[name]
    with open_bag(lay(tmp_path / "bag", dict(files))) as bag:
        findings = judge(bag).findings
    assert {finding.code for finding in findings} == set(expected)
    assert all(severity(finding) is not Severity.ERROR for finding in findings)


def test_a_bag_named_by_a_link_is_the_bag(tmp_path: Path) -> None:
    """What the user names may be a link: only links within a bag are not followed."""
    root = lay(tmp_path / "bag", seal(good()))
    (tmp_path / "link").symlink_to(root)
    with open_bag(tmp_path / "link") as bag:
        assert judge(bag).findings == ()


def test_an_empty_payload_is_allowed(tmp_path: Path) -> None:
    """A bag of nothing but its data folder is a bag."""
    files = good()
    del files["data/a.txt"], files["data/sub/b.txt"]
    files["manifest-sha512.txt"] = b""
    recount(files)
    (tmp_path / "bag/data").mkdir(parents=True)
    with open_bag(lay(tmp_path / "bag", seal(files))) as bag:
        assert {finding.code for finding in judge(bag).findings} == {"B0211"}
