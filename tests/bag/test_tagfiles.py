"""The tag files that we write, byte by byte (RFC 8493 §2.1, §2.2)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bag.tagfiles import bag_size, info_lines, manifest_lines, render, with_sizes
from archive.errors import BagError
from archive.fixity import Algorithm, Fixity, measure
from archive.paths import BagPath
from archive.sip import File, Sip

SHA256, SHA512, MD5 = Algorithm.SHA256, Algorithm.SHA512, Algorithm.MD5
HELLO_256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
EMPTY_256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def file(path, data, algorithms=(SHA256, SHA512)):
    return File(BagPath(path), data, measure((data,), algorithms))


def sip(*payload, name="000_seed", info=(("Source-Organization", "A House"),)):
    return Sip(name, payload or (file("data/a.txt", b"hello"),), tuple(info))


def written(*arguments, **keywords):
    return {str(f.path): f.data for f in render(*arguments, **keywords)}


def test_a_bag_of_two_files_is_these_very_bytes():
    """Every tag file of a small bag is as written here by hand."""
    made = written(sip(file("data/b/c.txt", b""), file("data/a.txt", b"hello")), (SHA256,))
    info = b"Source-Organization: A House\nBag-Size: 5 B\nPayload-Oxum: 5.2\n"
    declaration = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    manifest = f"{HELLO_256}  data/a.txt\n{EMPTY_256}  data/b/c.txt\n".encode()
    digests = [hashlib.sha256(data).hexdigest() for data in (info, declaration, manifest)]
    names = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    assert made == {
        "bag-info.txt": info,
        "bagit.txt": declaration,
        "data/a.txt": b"hello",
        "data/b/c.txt": b"",
        "manifest-sha256.txt": manifest,
        "tagmanifest-sha256.txt": "".join(
            f"{d}  {n}\n" for d, n in zip(digests, names, strict=True)
        ).encode(),
    }


def test_each_algorithm_gets_both_manifests_and_no_tag_manifest_lists_another():
    """Every tag manifest lists bagit.txt, bag-info.txt and all payload manifests, and nothing else."""
    made = written(sip(), (SHA512, SHA256))
    for algorithm in (SHA256, SHA512):
        lines = made[f"tagmanifest-{algorithm}.txt"].decode().splitlines()
        assert [line.split("  ")[1] for line in lines] == [
            "bag-info.txt",
            "bagit.txt",
            "manifest-sha256.txt",
            "manifest-sha512.txt",
        ]


def test_an_algorithm_that_the_payload_was_not_measured_with_is_measured():
    """A payload file without an md5 of its own gets the right one in manifest-md5.txt."""
    assert written(sip(), (MD5,))["manifest-md5.txt"] == b"5d41402abc4b2a76b9719d911017c592  data/a.txt\n"


def test_the_payloads_own_digests_are_used():
    """A digest that came with the file is written as it came: nothing is read twice."""
    known = File(BagPath("data/a.txt"), b"hello", Fixity(5, ((SHA256, "0" * 64),)))
    assert written(sip(known), (SHA256,))["manifest-sha256.txt"] == b"0" * 64 + b"  data/a.txt\n"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1049, "1.0 kB"),
        (1050, "1.1 kB"),
        (31_249, "31.2 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (2 * 1024**3, "2.1 GB"),
        (5 * 10**12, "5.0 TB"),
        (999_950 * 10**12, "1.0 EB"),
        (10**22, "10000.0 EB"),
    ],
)
def test_bag_size(size, said):
    """Sizes are said in powers of a thousand, with one decimal, halves rounded up."""
    assert bag_size(size) == said


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (["Bagging-Date", "Bag-Software-Agent"], ["Bagging-Date", "+", "Bag-Software-Agent"]),
        (["Contact-Name", "BagIt-Profile-Identifier"], ["Contact-Name", "+", "BagIt-Profile-Identifier"]),
        (
            ["Bagging-Date", "Note", "Bag-Software-Agent"],
            ["Bagging-Date", "+", "Note", "Bag-Software-Agent"],
        ),
        (["Contact-Name"], ["Contact-Name", "+"]),
        ([], ["+"]),
    ],
)
def test_the_place_of_the_sizes(labels, order):
    """Bag-Size and Payload-Oxum stand after Bagging-Date, else before the software and the profile, else last."""
    got = [
        label for label, _ in with_sizes([(label, "x") for label in labels], [file("data/a.txt", b"hello")])
    ]
    at = order.index("+")
    assert got == [*order[:at], "Bag-Size", "Payload-Oxum", *order[at + 1 :]]


def test_labels_repeat_in_their_order():
    """A repeated label is written as often as given, in place, and non-ASCII values are UTF-8."""
    assert info_lines([("B", "ä"), ("A", "x: y"), ("B", "ä")]) == "B: ä\nA: x: y\nB: ä\n".encode()


def test_a_long_value_is_folded_at_blanks():
    """No line is longer than 79 characters, and the words are the same (RFC 8493 §2.2.2)."""
    value = "word " * 999 + "end"
    lines = info_lines([("External-Description", value)]).decode().splitlines()
    assert max(map(len, lines)) <= 79
    assert all(line.startswith("  ") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == f"External-Description: {value}"


@pytest.mark.parametrize("first", ["x" * 60, "x" * 79, "a"])
def test_the_first_word_stays_with_its_label(first):
    """A label is never left alone on its line, where its blank would be lost (RFC 8493 §2.2.2)."""
    lines = info_lines([("Internal-Sender-Identifier", f"{first} and more")]).decode()
    assert lines.startswith(f"Internal-Sender-Identifier: {first}")


def test_a_word_that_is_longer_than_a_line_is_kept_whole():
    """An identifier is never broken."""
    word = "x" * 200
    assert info_lines([("External-Identifier", word)]).count(word.encode()) == 1


@pytest.mark.parametrize(
    "value",
    ["a\nb", "a\rb", "a\u2028b", "a\x85b", "a\vb", "a\x1eb", "", " a", "a ", "\t", "a\ud800"],
)
def test_a_value_that_would_not_read_back_is_e0402(value):
    """Line breaks, as any reader sees them, outer white space, emptiness and lone surrogates are refused."""
    with pytest.raises(BagError) as caught:
        info_lines([("Label", value)])
    assert caught.value.code == "E0402"


@pytest.mark.parametrize("label", ["", "A:B", " A", "A B", "1A", "A\n"])
def test_a_label_that_is_no_name_is_e0402(label):
    """A label is an XML name without colon."""
    with pytest.raises(BagError) as caught:
        info_lines([(label, "x")])
    assert caught.value.code == "E0402"


@pytest.mark.parametrize("label", ["Bag-Size", "Payload-Oxum"])
def test_a_size_that_was_given_is_e0402(label):
    """Nobody may say the sizes but the program, so that Payload-Oxum stands once."""
    with pytest.raises(BagError) as caught:
        render(sip(info=[(label, "5.1")]), (SHA256,))
    assert caught.value.code == "E0402"


@pytest.mark.parametrize(
    ("name", "paths", "code"),
    [
        ("bad name", ["data/a"], "E0401"),
        (".hidden", ["data/a"], "E0401"),
        ("n", ["a.txt"], "E0403"),
        ("n", ["data"], "E0403"),
        ("n", ["data/a", "data/a"], "E0403"),
        ("n", ["data/a.txt", "data/A.TXT"], "E0403"),
        ("n", ["data/a", "data/a/b"], "E0403"),
        ("n", ["data/A", "data/a.b", "data/a/b"], "E0403"),
    ],
)
def test_a_package_that_can_be_no_bag(name, paths, code):
    """A name or paths that could not stand in one bag on every system are refused before anything is written."""
    with pytest.raises(BagError) as caught:
        render(sip(*(file(path, b"x") for path in paths), name=name), (SHA256,))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("package", "algorithms"),
    [
        (sip(), ()),
        (Sip("n", (), ()), (SHA256,)),
        (sip(File(BagPath("data/a"), b"hello", Fixity(4, ()))), (SHA256,)),
    ],
    ids=["no-algorithm", "no-payload", "wrong-size"],
)
def test_a_package_that_contradicts_itself_is_e0403(package, algorithms):
    """No algorithm, no payload, or a fixity of another size ends the package."""
    with pytest.raises(BagError) as caught:
        render(package, algorithms)
    assert caught.value.code == "E0403"


_PARTS = st.lists(st.from_regex(r"[a-z0-9_]{1,6}(\.[a-z]{1,3})?", fullmatch=True), min_size=1, max_size=3)
_PAYLOADS = st.dictionaries(
    _PARTS.map(lambda parts: "data/" + "/x".join(parts) + ".f"), st.binary(max_size=40), min_size=1
)


@settings(deadline=None, derandomize=True)
@given(_PAYLOADS, st.randoms(use_true_random=False))
def test_the_order_of_the_payload_does_not_matter(payload, random):
    """Any order of the payload and of the algorithms gives the same bag, sorted by path, listing every file once."""
    files = [file(path, data) for path, data in payload.items()]
    shuffled = random.sample(files, len(files))
    made = render(sip(*files), (SHA256, SHA512))
    assert made == render(sip(*shuffled), (SHA256, SHA512))
    assert [f.path for f in made] == sorted({f.path for f in made})
    listed = manifest_lines(shuffled, SHA256).decode()
    assert listed == "".join(
        f"{hashlib.sha256(payload[path]).hexdigest()}  {path}\n" for path in sorted(payload)
    )


@settings(deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**19))
def test_bag_size_is_near(size):
    """What is said differs from the size by less than six parts in a hundred, and is never a thousand of a unit."""
    number, unit = bag_size(size).split(" ")
    power = ("B", "kB", "MB", "GB", "TB", "PB", "EB").index(unit)
    assert abs(float(number) * 1000**power - size) <= 0.051 * 1000**power
    assert float(number) < 1000 or unit == "EB"
