"""Zip files made header by header: what a member says of itself, against what the directory says of it."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from archive.bag.zip_packing import unpacked
from tests.checks.test_archives import codes, members, tar_bytes, verdict, zip_bytes

LARGE = 0xFFFFFFFF
A = b"alpha\n"
CRC = zlib.crc32(A)


@dataclass(frozen=True)
class Told:
    """One member; what its own header says is what the directory says, where nothing else is given."""

    name: bytes
    data: bytes = b""
    flags: int = 0
    own_flags: int | None = None
    method: int = 0
    sizes: tuple[int, int, int] | None = None  # CRC, packed, whole: its own header's
    extra: bytes = b""
    own_extra: bytes = b""
    mode: int = 0o100644
    system: int = 3
    dos: int = 0
    after: bytes = b""


def packed(*more: Told, change: Told | None = None) -> bytes:
    """Our bag, with `change` in place of the member of its name, and with `more` at its end."""
    files = [Told(name.encode(), data) for name, data in members().items() if isinstance(data, bytes)]
    files = [change if change and one.name == change.name else one for one in files]
    out, directory = b"", b""
    for one in (*files, *more):
        right = (zlib.crc32(one.data), len(one.data), len(one.data))
        how = struct.pack("<5H", 20, one.flags, one.method, 0, 33)
        own_flags = one.flags if one.own_flags is None else one.own_flags
        own = struct.pack("<5H", 20, own_flags, one.method, 0, 33)
        sizes = struct.pack("<3I2H", *right, len(one.name), len(one.extra))
        attributes = one.mode << 16 | one.dos
        place = struct.pack("<3H2I", 0, 0, 0, attributes, len(out))
        directory += b"PK\1\2" + struct.pack("<H", one.system << 8 | 20) + how + sizes + place
        directory += one.name + one.extra
        told = struct.pack("<3I2H", *(one.sizes or right), len(one.name), len(one.own_extra))
        out += b"PK\3\4" + own + told + one.name + one.own_extra + one.data + one.after
    count = len(files) + len(more)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(out), 0)
    return out + directory + end


MEMBER = Told(b"bag/data/a.txt", A)
LATER = replace(MEMBER, flags=8, sizes=(0, 0, 0))
ZIP64 = replace(MEMBER, sizes=(CRC, LARGE, LARGE))


def path_field(plain: bytes, told: bytes) -> bytes:
    return struct.pack("<HHBI", 0x7075, 5 + len(told), 1, zlib.crc32(plain)) + told


SOUND = {
    "plain": MEMBER,
    "descriptor": replace(LATER, after=struct.pack("<4s3I", b"PK\7\x08", CRC, 6, 6)),
    "without a signature": replace(LATER, after=struct.pack("<3I", CRC, 6, 6)),
    "of ZIP64": replace(LATER, after=struct.pack("<4sIQQ", b"PK\7\x08", CRC, 6, 6)),
    "of ZIP64, without a signature": replace(LATER, after=struct.pack("<IQQ", CRC, 6, 6)),
    "announced, and left out": LATER,
    "sizes in ZIP64": replace(ZIP64, own_extra=struct.pack("<HHQQ", 1, 16, 6, 6)),
    "one size in ZIP64": replace(MEMBER, sizes=(CRC, LARGE, 6), own_extra=struct.pack("<HHQ", 1, 8, 6)),
    "behind another field": replace(ZIP64, own_extra=b"\xca\xfe\0\0" + struct.pack("<HHQQ", 1, 16, 6, 6)),
    "a name of Info-ZIP's": replace(MEMBER, extra=path_field(MEMBER.name, MEMBER.name)),
    "one for another name": replace(MEMBER, extra=path_field(b"x", b"bag/data/z.txt")),
}
LYING = {
    "descriptor with another CRC": (
        replace(LATER, after=struct.pack("<4s3I", b"PK\7\x08", 1, 6, 6)),
        "B0708",
    ),
    "descriptor with another size": (replace(LATER, after=struct.pack("<3I", CRC, 6, 7)), "B0708"),
    "descriptor of ZIP64": (
        replace(LATER, after=struct.pack("<4sIQQ", b"PK\7\x08", CRC, 6, 1 << 40)),
        "B0708",
    ),
    "no descriptor announced": (replace(MEMBER, after=struct.pack("<3I", CRC, 6, 6)), "B0710"),
    "no descriptor": (replace(LATER, after=b"twenty-one bytes long"), "B0710"),
    "one byte between": (replace(MEMBER, after=b"x"), "B0710"),
    "sizes in no ZIP64": (ZIP64, "B0708"),
    "half of ZIP64": (replace(ZIP64, own_extra=struct.pack("<HHQ", 1, 8, 6)), "B0708"),
    "another size in ZIP64": (replace(ZIP64, own_extra=struct.pack("<HHQQ", 1, 16, 7, 6)), "B0708"),
    "a field beyond the header": (replace(MEMBER, own_extra=b"\xca\xfe\x09\0four"), "B0708"),
    "encrypted by its own header": (replace(MEMBER, own_flags=1), "B0708"),
}


@pytest.mark.parametrize("name", SOUND)
def test_each_way_to_tell_the_sizes_of_a_member_is_read(name: str, tmp_path: Path) -> None:
    """Before the bytes or after them, in 32 bits or in 64: what agrees is right."""
    assert codes(tmp_path, "bag.zip", packed(change=SOUND[name])) == set()


@pytest.mark.parametrize("name", LYING)
def test_what_a_member_says_otherwise_is_told(name: str, tmp_path: Path) -> None:
    """Programs that read a zip from its beginning see what the others do not."""
    change, code = LYING[name]
    assert codes(tmp_path, "bag.zip", packed(change=change)) == {code}


@pytest.mark.parametrize(
    ("place", "value"),
    [(12, 1), (12, -46), (-2, 1)],
    ids=["the directory is longer", "shorter", "the comment of the last record is longer"],
)
def test_a_directory_of_another_size_is_told(place: int, value: int, tmp_path: Path) -> None:
    """What the directory's end, or its last record, says of its length is what there is."""
    data = bytearray(packed())
    at = data.rfind(b"PK\5\6") + 12 if place > 0 else data.rfind(b"PK\1\2") + 32
    data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] + value)
    assert codes(tmp_path, "bag.zip", bytes(data)) & {"B0708", "B0709"}


def test_a_member_of_another_part_is_told(tmp_path: Path) -> None:
    """A record that names another disk is one of an archive in parts."""
    data = bytearray(packed())
    at = data.rfind(b"PK\1\2") + 34
    data[at : at + 2] = b"\1\0"
    assert codes(tmp_path, "bag.zip", bytes(data)) == {"B0709"}


@pytest.mark.parametrize(("flag", "code"), [(0x20, "B0707"), (0x2000, "B0706"), (0x40, "B0706")])
def test_a_member_whose_bytes_are_no_content_is_told(flag: int, code: str, tmp_path: Path) -> None:
    """A patch, or what is encrypted in whatever way, is not read."""
    assert code in codes(tmp_path, "bag.zip", packed(change=replace(MEMBER, flags=flag)))


def test_two_names_of_one_member_are_told(tmp_path: Path) -> None:
    """A field that names a member otherwise, where its own name could have been that, shows each program another bag."""
    other = replace(MEMBER, extra=path_field(MEMBER.name, b"bag/data/sub/../../z"))
    assert "B0708" in codes(tmp_path, "bag.zip", packed(change=other))


def test_a_folder_with_bytes_is_told(tmp_path: Path) -> None:
    """Bytes of a folder are unpacked by nobody: they hide."""
    folder = Told(b"bag/data/sub/", mode=0o40755)
    assert codes(tmp_path, "bag.zip", packed(folder)) == set()
    assert codes(tmp_path, "bag.zip", packed(replace(folder, data=b"hidden"))) == {"B0710"}


def test_a_folder_is_known_by_its_attribute_too(tmp_path: Path) -> None:
    """Old programs write no slash behind it; an empty folder is a warning, an unlisted file would be an error."""
    folder = Told(b"bag/data/old", mode=0, system=0, dos=0x10)
    assert codes(tmp_path, "bag.zip", packed(folder)) == {"B0609"}
    assert codes(tmp_path, "bag.zip", packed(replace(folder, dos=0x20))) == {"B0303"}


def test_a_link_made_by_macos_is_a_link(tmp_path: Path) -> None:
    """Archives of macOS bear Unix modes under a system number of their own."""
    link = Told(b"bag/data/l", b"/etc/passwd", mode=0o120777, system=19)
    assert codes(tmp_path, "bag.zip", packed(link)) == {"B0801"}


@pytest.mark.parametrize(("method", "flags", "code"), [(9, 0, "B0707"), (26995, 0, "B0707"), (0, 1, "B0706")])
def test_a_link_that_cannot_be_read_is_told(method: int, flags: int, code: str, tmp_path: Path) -> None:
    """Where a link leads stands in its bytes: packed in an unknown way, or encrypted, it leads nowhere."""
    link = Told(b"bag/data/l", b"a.txt", mode=0o120777, method=method, flags=flags)
    assert codes(tmp_path, "bag.zip", packed(link)) == {code, "B0801"}


@pytest.mark.parametrize("name", [b"bag/data\\..\\..\\x", b"bag/data/..\\x", b"bag/..\\..\\x"])
def test_a_name_that_climbs_by_backslashes_is_told(name: bytes, tmp_path: Path) -> None:
    """On Windows such a member is written outside, whatever its other slashes."""
    assert codes(tmp_path, "bag.zip", packed(Told(name, b"x"))) == {"B0704"}


def test_bytes_before_a_zip_are_told_whatever_they_are(tmp_path: Path) -> None:
    """A self-extracting archive is read, and its program is no part of the bag; without a directory it is no zip."""
    assert codes(tmp_path, "bag.zip", b"MZ" + bytes(500) + packed()) == {"B0710"}


@pytest.mark.parametrize("named", ["outer.zip", "outer.tar"])
def test_a_bag_one_folder_too_deep_is_told_and_read(named: str, tmp_path: Path) -> None:
    """The bag beneath is judged as the bag; one within a payload, or one of two, is not taken for it."""
    make = zip_bytes if named.endswith("zip") else tar_bytes
    deep = members("outer/bag/")
    assert codes(tmp_path, named, make(deep)) == {"B0701"}
    deep["outer/bag/data/a.txt"] = b"ALPHA\n"
    found = verdict(tmp_path, named, make(deep))
    assert {finding.code for finding in found.findings} == {"B0701", "B0312"}
    for tops in (("outer/bag/", "outer/other/"), ("outer/data/bag/",)):
        several = {path: data for top in tops for path, data in members(top).items()}
        assert "B0101" in codes(tmp_path, named, make(several))


def lzma_member(data: bytes) -> bytes:
    """As zip packs it: version, size of the properties, properties, LZMA."""
    how = {"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "lc": 3, "lp": 0, "pb": 2}
    begin = b"\x13\0\5\0\x5d" + struct.pack("<I", 1 << 16)
    return begin + lzma.compress(data, lzma.FORMAT_RAW, filters=[how])


@pytest.mark.parametrize("size", [0, 1, 300, 600_000])
def test_lzma_is_read(size: int, tmp_path: Path) -> None:
    """What Python and 7-Zip pack by LZMA is unpacked, in pieces."""
    data = (b"some lines of text\n" * (size // 19 + 1))[:size]
    place = tmp_path / "member"
    place.write_bytes(b"before" + lzma_member(data))
    with place.open("rb") as file:
        chunks = list(unpacked(file.fileno(), 6, place.stat().st_size - 6, zipfile.ZIP_LZMA))
    assert b"".join(chunks) == data
    assert max(map(len, chunks), default=0) <= 1 << 18


def test_a_bag_packed_by_lzma_is_read(tmp_path: Path) -> None:
    """As by any other method that the standard library has."""
    assert codes(tmp_path, "bag.zip", zip_bytes(members(), zipfile.ZIP_LZMA)) == set()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x13\0\5",
        b"\x13\0\5\0\xff" + bytes(9),
        b"\x13\0\6\0\x5d" + bytes(20),
        b"\x13\0\5\0\x5d" + b"\xff" * 20,
    ],
)
def test_lzma_that_is_none_is_a_damaged_member(data: bytes, tmp_path: Path) -> None:
    """Neither settings that there are none of, nor a dictionary of 4 GiB, nor no bytes at all."""
    change = replace(MEMBER, data=data, method=zipfile.ZIP_LZMA)
    assert codes(tmp_path, "bag.zip", packed(change=change)) & {"B0310", "B0312"}


def test_fields_without_number_cost_no_more_than_their_length(tmp_path: Path) -> None:
    """A member may have 64 KiB of empty extra fields."""
    field = b"\xca\xfe\0\0" * 16_000
    assert codes(tmp_path, "bag.zip", packed(change=replace(MEMBER, extra=field, own_extra=field))) == set()


def test_what_python_writes_agrees(tmp_path: Path) -> None:
    """A zip that was written where nobody could seek back, with sizes in 64 bits, is sound."""

    class Forward(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Forward()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members().items():
            with archive.open(name, "w", force_zip64=name.endswith("a.txt")) as member:
                member.write(data if isinstance(data, bytes) else b"")
    assert codes(tmp_path, "bag.zip", out.getvalue()) == set()
