"""Serialized bags: the same bytes everywhere, and every common reader takes them (RFC 8493 §4)."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import subprocess
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bag import serial
from archive.bag.serial import Serialization, serialize
from archive.bag.tagfiles import render
from archive.fixity import Algorithm, Fixity, measure
from archive.paths import BagPath
from archive.sip import File, Sip

OPENED = datetime(2026, 11, 21, 10, 20, 31, tzinfo=UTC)
FILES = [kind for kind in Serialization if kind is not Serialization.NONE]
LONG = "data/" + "/".join(["a-part-of-some-length"] * 6) + "/end.txt"
LONGER = "data/" + "/".join(["b" * 90] * 4) + "/" + "c" * 100


def file(path, data):
    return File(BagPath(path), data, measure((data,), (Algorithm.SHA256,)))


def bag(*payload, name="000_seed"):
    payload = payload or (file("data/a.txt", b"hello"), file(LONG, b"x" * 513), file(LONGER, b""))
    return render(Sip(name, payload, (("Bagging-Date", "2026-11-21"),)), (Algorithm.SHA256,))


def written(files, kind, name="000_seed", opened_at=OPENED):
    return b"".join(serialize(files, name, kind, opened_at))


def unpacked(data, kind, folder):
    if kind is Serialization.ZIP:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            archive.extractall(folder)
    else:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as archive:
            archive.extractall(folder, filter="data")


@pytest.mark.parametrize("kind", FILES)
def test_what_is_unpacked_is_the_bag(kind, tmp_path):
    """Python's readers unpack one top folder, of the bag's name, that bagit-python finds valid; bytes and modes are ours."""
    files = bag()
    unpacked(written(files, kind), kind, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["000_seed"]
    found = {str(p.relative_to(tmp_path / "000_seed")): p for p in tmp_path.rglob("*") if p.is_file()}
    assert {path: p.read_bytes() for path, p in found.items()} == {str(f.path): f.data for f in files}
    bagit.Bag(str(tmp_path / "000_seed")).validate()


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        (Serialization.TAR, ["tar", "-xf"]),
        (Serialization.TAR_GZ, ["tar", "-xzf"]),
        (Serialization.ZIP, ["unzip", "-q"]),
    ],
)
def test_the_systems_own_tools_unpack_it(kind, command, tmp_path):
    """tar and unzip restore the files with their modes, whatever the umask would have."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    packed = tmp_path / f"000_seed{kind.suffix}"
    packed.write_bytes(written(bag(), kind))
    subprocess.run([*command, str(packed)], cwd=tmp_path, check=True)
    bagit.Bag(str(tmp_path / "000_seed")).validate()
    assert (tmp_path / "000_seed/data/a.txt").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "000_seed/data").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("kind", "digest"),
    [
        (Serialization.TAR, "da399ad28f20b6d46b15f48a8bfa52fcce1f67fc8b271e1f185e9adc8ba60846"),
        (Serialization.TAR_GZ, "ecabb5bc36cb3cbe33418a605d8757551b8e5e237d00d14a6d6243402b3d7cb7"),
        (Serialization.ZIP, "1205e1a89e1f14c8e98188b00da795e28f8bbb6ca56a28b76b514f5161872d21"),
    ],
)
def test_the_bytes_are_these(kind, digest):
    """The serialized bag has the digest that it had on another machine."""
    assert hashlib.sha256(written(bag(), kind)).hexdigest() == digest


@pytest.mark.parametrize("kind", FILES)
def test_no_order_and_no_zone_shows(kind):
    """The order of the files and the zone in which the time is given make no difference."""
    files = bag()
    east = OPENED.astimezone(timezone(timedelta(hours=9)))
    assert written(tuple(reversed(files)), kind, opened_at=east) == written(files, kind)


def test_tar_says_nothing_of_this_machine():
    """Owner, group, device and times are fixed; members come sorted, folders first; the archive is whole records."""
    data = written(bag(), Serialization.TAR)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = archive.getmembers()
    assert [m.name for m in members] == sorted(m.name for m in members)
    assert {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in members} == {
        (0, 0, "", "", OPENED.timestamp())
    }
    assert {(m.isdir(), m.mode) for m in members} == {(True, 0o755), (False, 0o644)}
    assert len(data) % 10240 == 0


def test_gzip_is_the_tar_in_stored_blocks():
    """The .tar.gz holds the .tar, with no name and no time, and five bytes more for each 65,535."""
    files = bag(file("data/a.bin", bytes(200_000)))
    packed, plain = written(files, Serialization.TAR_GZ), written(files, Serialization.TAR)
    assert gzip.decompress(packed) == plain
    assert packed[:10] == b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    assert len(packed) == len(plain) + 18 + 5 * (len(plain) // 65_535 + 1)


def test_zip_is_stored_and_from_unix():
    """Every zip member is stored, made on Unix, with UTF-8 names, the accession's time, and no extra field."""
    with zipfile.ZipFile(io.BytesIO(written(bag(), Serialization.ZIP))) as archive:
        infos = archive.infolist()
    assert {(i.compress_type, i.create_system, i.flag_bits, i.extra) for i in infos} == {(0, 3, 0x800, b"")}
    assert {i.date_time for i in infos} == {(2026, 11, 21, 10, 20, 30)}
    assert {(i.is_dir(), i.external_attr >> 16) for i in infos} == {(True, 0o40755), (False, 0o100644)}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(1969, 7, 20, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
        (datetime(1980, 1, 1, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
        (datetime(2107, 12, 31, 23, 59, 59, tzinfo=UTC), (2107, 12, 31, 23, 59, 58)),
        (datetime(2200, 1, 1, tzinfo=UTC), (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_times_that_a_zip_cannot_say(moment, said):
    """A time before 1980 or after 2107 becomes the nearest that zip can say; tar of before 1970 says 1970."""
    with zipfile.ZipFile(io.BytesIO(written(bag(), Serialization.ZIP, opened_at=moment))) as archive:
        assert {info.date_time for info in archive.infolist()} == {said}
    with tarfile.open(fileobj=io.BytesIO(written(bag(), Serialization.TAR, opened_at=moment))) as archive:
        assert {member.mtime for member in archive} == {max(0, moment.timestamp())}


def test_none_is_no_file():
    """A bag that is to be a folder cannot be serialized, and has no suffix."""
    with pytest.raises(ValueError, match="not serialized"):
        serialize(bag(), "000_seed", Serialization.NONE, OPENED)
    assert [kind.suffix for kind in Serialization] == ["", ".tar", ".tar.gz", ".zip"]


@pytest.mark.parametrize("length", range(95, 112))
def test_tar_paths_around_a_hundred(length):
    """Paths just under and over the hundred bytes of ustar's name field read back."""
    tail = "p" * (length - len("n/data/d/"))
    path = f"data/d/{tail[:60]}/{tail[61:]}" if len(tail) > 61 else f"data/d/{tail}"
    with tarfile.open(
        fileobj=io.BytesIO(written((file(path, b"x"),), Serialization.TAR, name="n"))
    ) as archive:
        assert f"n/{path}" in archive.getnames()


@pytest.mark.parametrize("value", ["p" * n for n in (1, 2, 85, 86, 87, 88, 89, 985, 986, 987, 988)])
def test_pax_records_count_themselves(value):
    """A pax record's length counts the digits of that length."""
    record = serial._pax_record("path", value)
    assert int(record.split(b" ")[0]) == len(record)


def test_zip64_by_number():
    """A zip of more than 65,535 members gets the ZIP64 end, and reads back."""
    payload = tuple(File(BagPath(f"data/{n:05}"), b"", measure((b"",), ())) for n in range(66_000))
    with zipfile.ZipFile(io.BytesIO(written(payload, Serialization.ZIP, name="n"))) as archive:
        names = archive.namelist()
    assert len(names) == 66_002
    assert names[-1] == "n/data/65999"


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_a_member_of_more_than_eight_gibibytes(kind, tmp_path):
    """Past four and eight GiB, the readers of zip and tar still find size and bytes, and what comes after."""
    size = 8 * 1024**3 + 5
    if shutil.disk_usage(tmp_path).free < 64 << 20:
        pytest.skip("no room for a sparse file")
    files = (
        File(BagPath("data/a.bin"), bytes(size), Fixity(size, ())),
        File(BagPath("data/b.txt"), b"after", Fixity(5, ())),
    )
    path = tmp_path / f"n{kind.suffix}"
    with path.open("wb") as out:
        for chunk in serialize(files, "n", kind, OPENED):
            if len(chunk) > 60_000 and chunk.count(0, 5) == len(chunk) - 5:
                out.write(chunk[:5])
                out.seek(len(chunk) - 5, io.SEEK_CUR)  # zeros: the file stays sparse
            else:
                out.write(chunk)
    if kind is Serialization.ZIP:
        with zipfile.ZipFile(path) as archive:
            assert archive.getinfo("n/data/a.bin").file_size == size
            assert archive.read("n/data/b.txt") == b"after"
    else:
        with tarfile.open(path) as archive:
            assert archive.getmember("n/data/a.bin").size == size
            assert archive.extractfile("n/data/b.txt").read() == b"after"


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.binary(max_size=2000), min_size=1))
def test_any_payload_reads_back(payload):
    """Whatever the bytes, what the readers of zip and tar give is what went in."""
    files = tuple(file(f"data/{name}.f", data) for name, data in payload.items())
    with zipfile.ZipFile(io.BytesIO(written(files, Serialization.ZIP, name="n"))) as archive:
        assert {n: archive.read(f"n/data/{n}.f") for n in payload} == payload
    with tarfile.open(fileobj=io.BytesIO(written(files, Serialization.TAR_GZ, name="n"))) as archive:
        assert {n: archive.extractfile(f"n/data/{n}.f").read() for n in payload} == payload
