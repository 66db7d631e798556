"""Serialized bags, read where they lie: good ones of every kind, and archives that lie, lead out, or blow up."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.bag.bag import Limits
from archive.bag.reader import open_bag
from archive.checks.rfc8493 import Verdict, judge
from archive.errors import BagError
from archive.findings import Finding
from tests.bags.build import A, Files, Hard, Link, good, seal

Named = dict[str, object]


def members(top: str = "bag/", files: Files | None = None) -> Named:
    return {top + path: data for path, data in (files or seal(good())).items()}


def tar_bytes(named: Named, *, shape: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=shape) as archive:
        for name, data in named.items():
            info = tarfile.TarInfo(name)
            if isinstance(data, bytes):
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
                continue
            info.type = {Link: tarfile.SYMTYPE, Hard: tarfile.LNKTYPE}.get(type(data), tarfile.FIFOTYPE)
            info.linkname = getattr(data, "target", "")
            archive.addfile(info)
    return buffer.getvalue()


def zip_bytes(named: Named, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in named.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = (0o120777 if isinstance(data, Link) else 0o100644) << 16
            archive.writestr(info, data.target if isinstance(data, Link) else data)
    return buffer.getvalue()


def zstd(data: bytes) -> bytes:
    try:
        return bytes(importlib.import_module("compression.zstd").compress(data))
    except ImportError:
        return bytes(importlib.import_module("zstandard").compress(data))


def verdict(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> Verdict:
    path = tmp_path / name
    path.write_bytes(data)
    with open_bag(path, **({"limits": limits} if limits else {})) as bag:
        return judge(bag)


def codes(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> set[str]:
    return {finding.code for finding in verdict(tmp_path, name, data, limits).findings}


PACKED: dict[str, Callable[[Named], bytes]] = {
    "bag.zip": zip_bytes,
    "bag.tar": tar_bytes,
    "bag.tar.gz": lambda named: gzip.compress(tar_bytes(named)),
    "bag.tgz": lambda named: gzip.compress(tar_bytes(named)),
    "bag.tar.bz2": lambda named: bz2.compress(tar_bytes(named)),
    "bag.tar.zst": lambda named: zstd(tar_bytes(named)),
}


@pytest.mark.parametrize("name", PACKED)
def test_a_good_serialized_bag_has_no_finding(name: str, tmp_path: Path) -> None:
    """Every kind of archive is read, its files counted and digested."""
    found = verdict(tmp_path, name, PACKED[name](members()))
    assert found.findings == ()
    assert (found.files, found.payload_size) == (5, 11)


@pytest.mark.parametrize("name", PACKED)
def test_an_altered_file_is_found_in_each_kind(name: str, tmp_path: Path) -> None:
    """B0312 is told of a serialized bag as of a directory."""
    altered = members()
    altered["bag/data/a.txt"] = b"ALPHA\n"
    assert codes(tmp_path, name, PACKED[name](altered)) == {"B0312"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_other_methods_of_zip_are_read(method: int, tmp_path: Path) -> None:
    """Stored and bzip2 members are unpacked as deflated ones are."""
    assert codes(tmp_path, "bag.zip", zip_bytes(members(), method)) == set()


@pytest.mark.parametrize("shape", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_each_dialect_of_tar_is_read(shape: int, tmp_path: Path) -> None:
    """A long name, which each dialect writes in its own way, is found."""
    files = good()
    long = "data/" + "/".join(["d" * 40] * 3) + "/x.txt"
    from tests.bags.build import add

    add(files, long, b"x")
    assert codes(tmp_path, "bag.tar", tar_bytes(members(files=seal(files)), shape=shape)) == set()


def with_dot(named: Named) -> Named:
    return {"./" + name: data for name, data in named.items()}


def test_names_that_begin_with_a_dot_and_a_slash_are_plain(tmp_path: Path) -> None:
    """`tar -cf bag.tar ./bag` is no fault."""
    assert codes(tmp_path, "bag.tar", tar_bytes(with_dot(members()))) == set()


BOTH = [("bag.zip", zip_bytes), ("bag.tar", tar_bytes)]


@pytest.mark.parametrize(("name", "pack"), BOTH)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m: {name.removeprefix("bag/"): data for name, data in m.items()}, {"B0701"}),
        (lambda m: m | {"other/x.txt": b""}, {"B0701"}),
        (lambda m: m | {"README": b""}, {"B0701"}),
        (lambda m: {name.replace("bag/", "sack/", 1): data for name, data in m.items()}, {"B0702"}),
        (lambda m: m | {"/etc/passwd": b""}, {"B0704"}),
        (lambda m: m | {"bag/../../x": b""}, {"B0704"}),
        (lambda m: m | {"C:\\x": b""}, {"B0704"}),
        (lambda m: m | {"bag/data/l": Link("../../x")}, {"B0801"}),
        (lambda m: m | {"bag/data/l": Link("/etc/passwd")}, {"B0801"}),
        (lambda m: m | {"bag/data/a.txt/x": b""}, {"B0703", "B0303"}),
    ],
)
def test_what_an_archive_may_not_hold(
    name: str,
    pack: Callable[[Named], bytes],
    change: Callable[[Named], Named],
    expected: set[str],
    tmp_path: Path,
) -> None:
    """One top directory, named as the file; no member that leads out."""
    assert codes(tmp_path, name, pack(change(members()))) == expected


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("name", "pack"), BOTH)
def test_a_second_member_of_one_name_is_told(
    name: str, pack: Callable[[Named], bytes], tmp_path: Path
) -> None:
    """B0703, for programs keep now the first, now the last."""

    class Twice(dict):  # type: ignore[type-arg]
        def items(self):  # type: ignore[no-untyped-def]
            return [*super().items(), ("bag/data/a.txt", A)]

    assert codes(tmp_path, name, pack(Twice(members()))) == {"B0703"}


def test_links_and_devices_of_a_tar(tmp_path: Path) -> None:
    """A pipe is B0802; a hard link to a file of the bag is a link in it, one to elsewhere leads out."""
    assert codes(tmp_path, "bag.tar", tar_bytes(members() | {"bag/data/p": object()})) == {"B0802"}
    linked = members() | {"bag/data/a.txt": Hard("bag/data/sub/b.txt")}
    assert codes(tmp_path, "bag.tar", tar_bytes(linked)) >= {"B0312", "B0803"}
    assert codes(tmp_path, "bag.tar", tar_bytes(members() | {"bag/data/h": Hard("/etc/passwd")})) == {"B0801"}
    assert codes(tmp_path, "bag.tar", tar_bytes(members() | {"bag/data/h": Hard("../x")})) == {"B0801"}


def test_an_encrypted_member_is_told_and_not_read(tmp_path: Path) -> None:
    """B0706 with B0310, since its digest cannot be verified."""
    data = bytearray(zip_bytes(members(), zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(signature)
        data[at + offset] |= 1
    assert codes(tmp_path, "bag.zip", bytes(data)) >= {"B0706"}


def test_an_unknown_method_is_told(tmp_path: Path) -> None:
    """B0707, and nothing is guessed."""
    data = bytearray(zip_bytes(members(), zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        data[data.index(signature) + offset] = 9
    assert codes(tmp_path, "bag.zip", bytes(data)) >= {"B0707"}


def central(data: bytearray) -> int:
    return data.index(b"PK\1\2")


@pytest.mark.parametrize(
    ("signature", "offset", "value"),
    [
        (b"PK\3\4", 30, b"B"),  # the name
        (b"PK\3\4", 14, b"\0\0\0\1"),  # the CRC
        (b"PK\3\4", 18, struct.pack("<I", 3)),  # packed size
        (b"PK\3\4", 22, struct.pack("<I", 3)),  # size
        (b"PK\3\4", 8, b"\x08"),  # the method
        (b"PK\1\2", 42, struct.pack("<I", 9)),  # where the member lies
    ],
)
def test_a_zip_that_contradicts_itself_is_told(
    signature: bytes, offset: int, value: bytes, tmp_path: Path
) -> None:
    """B0708 wherever the directory and a member's own header differ."""
    data = bytearray(zip_bytes(members(), zipfile.ZIP_STORED))
    at = data.index(signature) + offset
    data[at : at + len(value)] = value
    assert "B0708" in codes(tmp_path, "bag.zip", bytes(data))


@pytest.mark.parametrize("name", PACKED)
def test_a_truncated_archive_is_invalid_and_never_a_traceback(name: str, tmp_path: Path) -> None:
    """At whatever byte it is cut, something is told: a finding, or that it is no archive."""
    whole = PACKED[name](members())
    step = max(1, len(whole) // 150)
    for cut in range(0, len(whole) - 1, step):
        if name == "bag.tar" and not whole[cut:].strip(b"\0"):
            break  # the padding of zeros at the end may be cut: B0714 or nothing
        try:
            found = verdict(tmp_path, name, whole[:cut])
        except BagError as error:
            if error.code != "E0421":
                raise
        else:
            assert found.findings != (), cut


@pytest.mark.parametrize("name", [name for name in PACKED if name != "bag.tar"])
def test_trailing_bytes_are_told(name: str, tmp_path: Path) -> None:
    """B0710 or B0709: what lies after the end belongs to no bag."""
    found = codes(tmp_path, name, PACKED[name](members()) + b"more")
    assert found
    assert found <= {"B0709", "B0710"}


def test_trailing_bytes_of_a_tar_are_told(tmp_path: Path) -> None:
    """B0710: a second archive behind the first, which some programs read."""
    assert codes(tmp_path, "bag.tar", tar_bytes(members()) * 2) == {"B0710"}
    assert codes(tmp_path, "bag.tar", tar_bytes(members()) + b"\0" * 4096) == set()


def test_a_tar_without_its_end_is_told(tmp_path: Path) -> None:
    """B0714: cut at the border of a member, nothing else would show it."""
    data = tar_bytes(members()).rstrip(b"\0")
    data += b"\0" * (-len(data) % 512)
    assert codes(tmp_path, "bag.tar", data) == {"B0714"}


def test_bytes_before_and_between_members_are_told(tmp_path: Path) -> None:
    """B0710 for a program before the archive."""
    assert codes(tmp_path, "bag.zip", b"PK\3\4" + b"#" * 96 + zip_bytes(members())) >= {"B0710"}


SMALL = Limits(calm=1 << 12, ratio=20)


@pytest.mark.parametrize("name", [name for name in PACKED if name != "bag.tar"])
def test_a_bomb_is_told_and_not_read_to_its_end(name: str, tmp_path: Path) -> None:
    """B0711 as soon as far more comes out than went in."""
    bomb = members() | {"bag/data/zeros": b"\0" * (1 << 22)}
    assert "B0711" in codes(tmp_path, name, PACKED[name](bomb), SMALL)


def test_a_member_that_is_longer_than_it_says_is_not_read_on(tmp_path: Path) -> None:
    """Deflated zeros behind a header that tells six bytes: the file cannot be read, and little is unpacked."""
    data = bytearray(zip_bytes(members() | {"bag/data/a.txt": b"\0" * (1 << 22)}))
    name = b"bag/data/a.txt"
    local = data.index(name) - 30
    there = data.rindex(name) - 46
    data[local + 22 : local + 26] = data[there + 24 : there + 28] = struct.pack("<I", 6)
    found = verdict(tmp_path, "bag.zip", bytes(data)).findings
    assert {finding.code for finding in found} == {"B0310"}


def test_what_is_no_archive_is_an_error(tmp_path: Path) -> None:
    """E0421 for a file that is neither, E0420 for none."""
    for name, data in (("notes.txt", b"hello"), ("bag.zip", b"hello"), ("bag.tar.gz", b"hello")):
        with pytest.raises(BagError) as caught:
            verdict(tmp_path, name, data)
        assert caught.value.code == "E0421"
    with pytest.raises(BagError) as caught:
        open_bag(tmp_path / "nothing")
    assert caught.value.code == "E0420"


def test_a_zip_with_unmarked_names_is_read_with_a_warning(tmp_path: Path) -> None:
    """B0713: UTF-8 bytes without the flag are taken for what they are."""
    from tests.bags.build import add

    files = good()
    add(files, "data/\u00e9.txt", b"x")
    data = bytearray(zip_bytes(members(files=seal(files))))
    for signature, offset in ((b"PK\3\4", 7), (b"PK\1\2", 9)):
        name_at = {b"PK\3\4": 30, b"PK\1\2": 46}[signature]
        at = (
            data.index("bag/data/\u00e9.txt".encode())
            if offset == 7
            else data.rindex("bag/data/\u00e9.txt".encode())
        )
        data[at - name_at + offset] &= ~8
    assert codes(tmp_path, "bag.zip", bytes(data)) == {"B0713"}


@pytest.mark.parametrize(
    ("named", "packed", "expected"),
    [
        ("bag.tar", "bag.zip", {"B0715"}),
        ("bag.zip", "bag.tar", {"B0715"}),
        ("bag.tar", "bag.tar.gz", {"B0715"}),
        ("bag.tar.gz", "bag.tar", {"B0715"}),
        ("bag", "bag.zip", {"B0715"}),
        ("bag.TGZ", "bag.tar.gz", set()),
        ("bag.Zip", "bag.zip", set()),
    ],
)
def test_a_name_that_says_another_format(named: str, packed: str, expected: set[str], tmp_path: Path) -> None:
    """It is B0715, a warning: the bag is read as what it is."""
    assert codes(tmp_path, named, PACKED[packed](members())) == expected


def test_names_in_a_field_of_info_zip(tmp_path: Path) -> None:
    """A name that only the Unicode Path field tells is that name; where the field is of another name, it is not."""
    from tests.bags.build import add

    files = good()
    add(files, "data/caf\u00e9.txt", b"x")

    def packed(crc_of: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as out:
            for path, data in members(files=seal(files)).items():
                assert isinstance(data, bytes)
                plain = path.encode("ascii", "replace")
                info = zipfile.ZipInfo(plain.decode())
                if plain != path.encode():
                    name = path.encode()
                    crc = zlib.crc32(plain if crc_of == b"" else crc_of)
                    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, crc) + name
                out.writestr(info, data)
        return buffer.getvalue()

    assert codes(tmp_path, "bag.zip", packed(b"")) == set()
    assert "B0301" in codes(tmp_path, "bag.zip", packed(b"another"))


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [(8, 2, {"B0708"}), (10, 9, {"B0708"}), (4, 1, {"B0709"}), (10, 0xFFFF, set())],
)
def test_what_the_end_of_a_zip_counts(place: int, value: int, expected: set[str], tmp_path: Path) -> None:
    """Another number of members is B0708, a part of several zip files B0709; 0xFFFF refers to zip64."""
    data = bytearray(zip_bytes(members()))
    at = data.rindex(b"PK\5\6") + place
    data[at : at + 2] = value.to_bytes(2, "little")
    assert codes(tmp_path, "bag.zip", bytes(data)) == expected


def test_findings_of_an_archive_stand_in_one_order(tmp_path: Path) -> None:
    """The same archive gives the same findings, sorted by code and place."""
    data = tar_bytes(members() | {"bag/../x": b"", "other": b"", "bag/data/more": b""})
    found = verdict(tmp_path, "bag.tar", data).findings
    assert list(found) == sorted(found, key=lambda finding: (finding.code, finding.where))
    assert found == verdict(tmp_path, "bag.tar", data).findings
    assert all(isinstance(finding, Finding) for finding in found)


def header(name: bytes, size: int = 0, kind: bytes = b"0") -> bytes:
    """One header of a tar, by hand."""
    block = bytearray(512)
    block[: len(name)] = name
    block[100:108], block[124:136], block[156:157] = b"0000644\0", b"%011o\0" % size, kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def with_more(more: bytes) -> bytes:
    """The good tar with these blocks before its end."""
    data = tar_bytes(members()).rstrip(b"\0")
    return data + b"\0" * (-len(data) % 512) + more + b"\0" * 1024


def extended(body: bytes, kind: bytes = b"x") -> bytes:
    return header(b"extended", len(body), kind) + body + b"\0" * (-len(body) % 512)


@pytest.mark.parametrize(
    ("place", "value"), [(124, b"zzzzzzzzzzz\0"), (148, b"999999\0 "), (148, b"\xff" * 8), (329, b"\1")]
)
def test_a_header_that_cannot_be_read_is_not_the_end(place: int, value: bytes, tmp_path: Path) -> None:
    """B0709: what comes after it would be passed over, and with it a file that is not listed."""
    broken = bytearray(header(b"bag/data/more"))
    broken[place : place + len(value)] = value
    assert codes(tmp_path, "bag.tar", with_more(bytes(broken))) == {"B0709"}
    assert codes(tmp_path, "bag.tar.gz", gzip.compress(with_more(bytes(broken)))) == {"B0709"}


@pytest.mark.parametrize(
    "data", [b"\0" * 512, b"\0" * 1024, b"\0" * 10240, header(b"./", kind=b"5") + b"\0" * 1024]
)
def test_an_archive_of_nothing_is_no_bag(data: bytes, tmp_path: Path) -> None:
    """B0701 at least, whatever else is wrong with its end."""
    assert "B0701" in codes(tmp_path, "bag.tar", data)


def test_a_file_without_a_name_is_told(tmp_path: Path) -> None:
    """B0704: it would be unpacked nowhere, or anywhere."""
    assert codes(tmp_path, "bag.tar", with_more(extended(b"11 path=./\n") + header(b"bag/data/x"))) == {
        "B0704"
    }


def test_a_member_in_too_many_folders_is_told(tmp_path: Path) -> None:
    """B0806: a path of a hundred thousand folders is no path, and none of them is made up."""
    path = b"bag/" + b"d/" * 100_000 + b"x"
    record = b" path=" + path + b"\n"
    record = str(len(record) + 6).encode() + record
    found = verdict(tmp_path, "bag.tar", with_more(extended(record) + header(b"bag/data/x")))
    assert [finding.code for finding in found.findings] == ["B0806"]


@pytest.mark.parametrize("size", [2_000, 60_000, 1 << 20])
def test_a_number_of_any_length_in_a_header_is_refused(size: int, tmp_path: Path) -> None:
    """B0709 at once: some releases of the library take the square of its length over it."""
    assert codes(tmp_path, "bag.tar", with_more(extended(b"9" * size))) == {"B0709"}


def test_a_zip_whose_comment_is_cut_is_told(tmp_path: Path) -> None:
    """B0709: the end of the file is missing, though nothing of the bag."""
    data = zip_bytes(members())
    assert codes(tmp_path, "bag.zip", data[:-2] + b"\5\0") == {"B0709"}
    assert codes(tmp_path, "bag.zip", data[:-2] + b"\5\0hello") == set()
