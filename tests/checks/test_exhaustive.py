"""Every byte of a small bag, flipped, deleted, doubled: each change is found and its file named, or is proved harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bag.bag import Bag, Entry, Kind
from archive.bag.fetching import parse_fetch
from archive.bag.info import parse_info
from archive.bag.manifests import parse_manifest
from archive.bag.names import Names
from archive.bag.parsing import KNOWN, decode, parse_declaration
from archive.bag.reader import open_bag
from archive.checks.rfc8493 import Verdict, judge
from archive.errors import BagError
from archive.findings import Finding, errors, register
from tests.bags.build import Files, add, good, lay, seal
from tests.checks.test_archives import PACKED, members


@dataclass
class Shelf:
    """A Container over a dict: a real one, for a hundred thousand bags that never touch the disk."""

    files: dict[str, bytes]
    found: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folders = {
            "/".join(path.split("/")[:depth])
            for path in self.files
            for depth in range(1, path.count("/") + 1)
        }
        rows = [Entry(path, Kind.FILE, len(data)) for path, data in self.files.items()]
        rows += [Entry(folder, Kind.DIRECTORY) for folder in folders if folder not in self.files]
        self.found = {entry.path: entry for entry in sorted(rows)}

    def entries(self) -> dict[str, Entry]:
        return self.found

    def whole(self, path: str, *, once: bool = False) -> bytes | None:
        if path not in self.files:
            raise BagError("E0405", path, "not there")
        return self.files[path]

    def chunks(self, path: str) -> Iterator[bytes]:
        yield self.files[path]

    def sweep(self, paths: Iterator[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        yield from ((path, self.chunks(path)) for path in paths)

    def seen(self) -> tuple[Finding, ...]:
        return ()

    def close(self) -> None: ...


def verdict(files: Files) -> Verdict:
    shelf = Shelf(files)
    with Bag("bag", "bag", shelf, shelf.entries()) as bag:
        return judge(bag)


def golden() -> Files:
    files = good(("sha256", "sha512"))
    add(files, "data/100%.txt", b"\0\xff", written="data/100%25.txt")
    files["fetch.txt"] = b"https://example.org/a.txt 6 data/a.txt\n"
    return seal(files)


GOLDEN = golden()


def variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    for at in range(len(data)):
        for bit in range(8):
            yield f"bit {bit} of {at}", data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
        yield f"without {at}", data[:at] + data[at + 1 :]
        for byte in b"\0\n\r a/%\xff":
            yield f"{byte:#x} before {at}", data[:at] + bytes([byte]) + data[at:]
        if at and data[at] != data[at - 1]:
            yield (
                f"{at} and the one before swapped",
                data[: at - 1] + bytes([data[at], data[at - 1]]) + data[at + 1 :],
            )
    yield "one more", data + b"\n"
    yield "nothing", b""


def harmless(name: str, changed: bytes) -> bool:
    """A tag manifest that says the same: the case of a digest's letters, blanks between the parts, another line end."""
    if not name.startswith("tagmanifest-"):
        return False

    def said(data: bytes) -> list[tuple[bytes, bytes]]:
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
        return [(line[: line.find(b" ")].lower(), line[line.find(b" ") :].lstrip(b" \t")) for line in lines]

    here, there = said(changed), said(GOLDEN[name])
    return sorted(here) == sorted(there) or (
        # What SHOULD be listed may be left out: that is a warning, and is told.
        bool(here)
        and set(here) < set(there)
        and {path for _, path in here} >= {b"manifest-sha256.txt", b"manifest-sha512.txt"}
    )


def test_the_golden_bag_is_good() -> None:
    """What the changes start from has no finding."""
    assert verdict(GOLDEN).findings == ()


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_every_change_of_a_byte_is_found_and_its_file_named(name: str) -> None:
    """Each flip, deletion, insertion and swap at each place is an error that names the file, or says the same as before."""
    data = GOLDEN[name]
    assert isinstance(data, bytes)
    for what, changed in variants(data):
        if changed == data:
            continue
        findings = verdict(GOLDEN | {name: changed}).findings
        if not errors(findings):
            assert harmless(name, changed), (what, findings)
            continue
        told = " ".join(f"{f.where} {f.expected} {f.found}" for f in findings)
        assert name in told, (what, findings)


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_every_file_taken_away_or_renamed_is_found(name: str) -> None:
    """Without a file, or with it under another name, the bag is not valid; but for a tag manifest, which is optional."""
    less = {path: data for path, data in GOLDEN.items() if path != name}
    if name.startswith("tagmanifest-"):
        assert {f.code for f in verdict(less).findings} == {"B0235"}
        return
    assert errors(verdict(less).findings)
    for other in (name + "x", name.upper(), name[:-1], "data/" + name):
        assert errors(verdict(less | {other: GOLDEN[name]}).findings), other


def slips(name: str) -> Iterator[str]:
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + "u" + name[at + 1 :]
        yield name[:at] + "_" + name[at:]
        yield name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    yield name + "x"


@pytest.mark.parametrize("name", ["tagmanifest-sha512.txt", "manifest-sha512.txt"])
def test_a_slip_in_the_name_of_a_manifest_is_found(name: str) -> None:
    """One letter less, another, one more, or two exchanged, at each place: the file that bears the name is named."""
    files = seal(good(("sha512",)))
    content = files.pop(name)
    for other in sorted(set(slips(name)) - {name}):
        findings = verdict(files | {other: content}).findings
        assert any(other in finding.where for finding in findings), other


def test_every_two_files_exchanged_are_found() -> None:
    """Contents that change places are found, with both names."""
    names = [name for name in sorted(GOLDEN) if not name.startswith("tagmanifest-")]
    for one in names:
        for other in names:
            if one < other and GOLDEN[one] != GOLDEN[other]:
                findings = verdict(GOLDEN | {one: GOLDEN[other], other: GOLDEN[one]}).findings
                told = " ".join(f"{f.where} {f.found}" for f in errors(findings))
                assert one in told, (one, other)
                assert other in told, (one, other)


TEXT = st.text(
    st.sampled_from("ab/.%25 0AaDdé\u0301~*\\:\t\n\r\0-\u2028\x85#") | st.characters(), max_size=200
)
LINES = st.lists(
    st.sampled_from(
        [
            "a" * 128 + "  data/a",
            "data/a",
            "\\" + "0" * 128 + " *data/b",
            "https://e.org/ - data/a",
            "A: b",
            " c",
            "%",
            "",
        ]
    )
    | TEXT
).map("\n".join)
NAMES = Names({"data/a", "data/b%", "data/e\u0301", "bagit.txt", "data/x\\y"})


@given(data=st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
@settings(deadline=None, max_examples=300, derandomize=True)
def test_any_declaration_is_read_without_a_traceback(data: bytes) -> None:
    """Any bytes give a version whose rules exist, a codec that decodes, and findings of the register."""
    declaration, faults = parse_declaration(data)
    assert declaration.version in KNOWN
    assert decode(data, declaration.codec, "x")[0] is not None
    assert {fault.code for fault in faults} <= set(register())


@given(
    text=LINES,
    version=st.sampled_from(KNOWN),
    tag=st.booleans(),
    algorithm=st.sampled_from(["sha512", "frob"]),
)
@settings(deadline=None, max_examples=500, derandomize=True)
def test_any_manifest_is_read_without_a_traceback(
    text: str, version: tuple[int, int], tag: bool, algorithm: str
) -> None:
    """No path that is taken leads out, and each line gives an entry or a fault."""
    manifest, faults = parse_manifest("m", algorithm, text, NAMES, tag=tag, version=version)
    for path in manifest.digests:
        assert path.startswith("data/") is not tag
        assert not path.startswith("/")
        assert ".." not in path.split("/")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").count("\n") + 1 if text else 0
    assert len(manifest.digests) + len({fault.where for fault in faults}) >= lines
    assert {fault.code for fault in faults} <= set(register())


@given(text=LINES, version=st.sampled_from(KNOWN))
@settings(deadline=None, max_examples=300, derandomize=True)
def test_any_bag_info_and_fetch_is_read_without_a_traceback(text: str, version: tuple[int, int]) -> None:
    """Fields have labels, fetched paths lie under data/."""
    fields, faults = parse_info(text, "bag-info.txt", version=version)
    assert all(field.label for field in fields)
    lines, more = parse_fetch(text, "fetch.txt", NAMES, version=version)
    assert all(line.path.startswith("data/") and ".." not in line.path.split("/") for line in lines)
    assert {fault.code for fault in (*faults, *more)} <= set(register())


@given(
    name=st.sampled_from(sorted(GOLDEN)),
    at=st.floats(0, 1),
    piece=st.binary(max_size=30)
    | st.sampled_from([b"\n", b"\r", b"data/", b"../", b"%0A", b"\xff\xfe", b"UTF-16"]),
    cut=st.integers(0, 40),
    other=st.dictionaries(
        st.text(
            st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20
        ).filter(lambda path: not {"", ".", ".."} & set(path.split("/")) and "bagit.txt" not in path),
        st.binary(max_size=20),
        max_size=3,
    ),
)
@settings(deadline=None, max_examples=400, derandomize=True)
def test_any_altered_bag_is_judged_without_a_traceback(
    name: str, at: float, piece: bytes, cut: int, other: dict[str, bytes]
) -> None:
    """Whatever stands in a bag, findings are of the register, in order, and the same each time."""
    data = GOLDEN[name]
    assert isinstance(data, bytes)
    place = int(at * len(data))
    files = {
        path: content
        for path, content in other.items()
        if not any(known.startswith(path + "/") or path.startswith(known + "/") for known in GOLDEN)
    }
    files = {
        path: content
        for path, content in files.items()
        if not any(path.startswith(more + "/") for more in files)
    }
    bag = GOLDEN | files | {name: data[:place] + piece + data[place + cut :]}
    first = verdict(bag)
    assert {finding.code for finding in first.findings} <= set(register())
    assert first.findings == verdict(bag).findings


@pytest.mark.parametrize("name", PACKED)
@given(data=st.data())
@settings(deadline=None, max_examples=120, derandomize=True)
def test_any_altered_archive_is_judged_without_a_traceback(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Bytes of an archive overwritten anywhere give findings, or an error of ours."""
    whole = bytearray(PACKED[name](members()))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=8))
        whole[at : at + len(piece)] = piece
    path = Path(tmp_path_factory.getbasetemp()) / f"fuzz-{name}"
    path.write_bytes(whole)
    try:
        with open_bag(path) as bag:
            judge(bag)
    except BagError as error:
        if error.code not in register():
            raise


def test_a_bag_laid_on_disk_is_judged_as_the_one_in_memory(tmp_path: Path) -> None:
    """The shelf of these tests is no other world: the same findings come from a directory."""
    bad = GOLDEN | {"data/a.txt": b"x", "data/more": b"", "notes.txt": b""}
    with open_bag(lay(tmp_path / "bag", bad)) as bag:
        assert judge(bag).findings == verdict(bad).findings
