"""Hostile bags are only bags: nothing outside is read, nothing waits, nothing is written, and memory stays bounded."""

from __future__ import annotations

import hashlib
import os
import socket
import tracemalloc
from pathlib import Path

import pytest

from archive.bag.bag import LIMITS, Bag, Entry, Kind, Limits
from archive.bag.reader import Directory, bags_in, open_bag
from archive.bag.reading import read_bag
from archive.checks.rfc8493 import judge, shown
from archive.errors import BagError
from archive.findings import Finding, register
from tests.bags.build import FIFO, FOLDER, A, B, Files, Link, add, good, lay, line, recount, seal


def found(tmp_path: Path, files: Files) -> set[str]:
    with open_bag(lay(tmp_path / "bag", files)) as bag:
        return {finding.code for finding in judge(bag).findings}


def snapshot(root: Path) -> list[tuple[str, int, int, int, str]]:
    rows = []
    for path in sorted([root, *root.rglob("*")]):
        status = path.lstat()
        content = (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
        )
        rows.append((str(path), status.st_mtime_ns, status.st_ctime_ns, status.st_mode, content))
    return rows


def test_nothing_is_written(tmp_path: Path) -> None:
    """Names, contents, modes and times of the tree are the same after a bag full of faults was judged."""
    files = seal(good())
    files |= {
        "data/more": b"",
        "fetch.txt": b"x",
        "data/l": Link("/etc/passwd"),
        "data/p": FIFO,
        "manifest-md5.txt": b"\xff",
    }
    root = lay(tmp_path / "bag", files)
    before = snapshot(root)
    with open_bag(root) as bag:
        assert judge(bag).findings
    assert snapshot(root) == before


def test_a_link_put_in_a_files_place_after_listing_is_not_followed(tmp_path: Path) -> None:
    """Between looking and reading a file may be swapped: what is opened is judged again, and links are refused."""
    root = lay(tmp_path / "bag", seal(good()))
    (tmp_path / "secret").write_bytes(A)
    with open_bag(root) as bag:
        (root / "data/a.txt").unlink()
        (root / "data/a.txt").symlink_to(tmp_path / "secret")
        assert [(f.code, f.where) for f in judge(bag).findings] == [("B0310", "data/a.txt")]


def test_a_folder_swapped_for_a_link_is_not_followed(tmp_path: Path) -> None:
    """The folders of a path are opened one from another, and none of them through a link."""
    root = lay(tmp_path / "bag", seal(good()))
    lay(tmp_path / "elsewhere", {"b.txt": B})
    directory = Directory(root, "bag")
    (root / "data/sub/b.txt").unlink()
    (root / "data/sub").rmdir()
    (root / "data/sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BagError) as caught:
        list(directory.chunks("data/sub/b.txt"))
    directory.close()
    assert caught.value.code == "E0405"


def test_a_pipe_put_in_a_files_place_does_not_hang(tmp_path: Path) -> None:
    """A pipe without a writer would make a plain open wait for ever."""
    root = lay(tmp_path / "bag", seal(good()))
    with open_bag(root) as bag:
        (root / "data/a.txt").unlink()
        os.mkfifo(root / "data/a.txt")
        assert {f.code for f in judge(bag).findings} == {"B0310"}


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "fetch.txt"]
)
def test_a_pipe_or_a_link_as_tag_file_is_told(name: str, tmp_path: Path) -> None:
    """No tag file is read through a pipe or out of the bag."""
    files = seal(good())
    files[name] = FIFO
    assert "B0802" in found(tmp_path / "a", files)
    files[name] = Link("/etc/passwd")
    assert "B0801" in found(tmp_path / "b", files)


def test_a_socket_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket is no payload."""
    root = lay(tmp_path / "bag", seal(good()))
    monkeypatch.chdir(root / "data")  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("s")
        with open_bag(root) as bag:
            assert {f.code for f in judge(bag).findings} == {"B0802"}


def test_a_name_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    """B0601, and where no manifest can list it B0303; both can be printed as UTF-8."""
    files = seal(good())
    files["data/caf\udce9.txt"] = b""
    with open_bag(lay(tmp_path / "bag", files)) as bag:
        findings = judge(bag).findings
    assert [(f.code, f.where) for f in findings] == [
        ("B0303", r"data/caf\xe9.txt"),
        ("B0601", r"data/caf\xe9.txt"),
    ]
    for finding in findings:
        str(finding).encode()


@pytest.mark.parametrize(
    ("name", "junk", "fault"),
    [
        ("manifest-sha512.txt", b"\n", "B0205"),
        ("tagmanifest-sha512.txt", b"../x\n", "B0205"),
        ("bag-info.txt", b"\n", "B0401"),
        ("bag-info.txt", b"A: \n", "B0405"),
        ("fetch.txt", b"x\n", "B0501"),
    ],
)
def test_what_is_all_faults_is_not_read_to_its_end(
    name: str, junk: bytes, fault: str, tmp_path: Path
) -> None:
    """B0807 after so many faults of one tag file, whatever it holds beyond; what such a manifest lists is not judged."""
    files = seal(good()) if name.startswith("tag") else good()
    files[name] = files.get(name, b"") + junk * 500
    with open_bag(lay(tmp_path / "bag", seal(files)), limits=Limits(faults=20)) as bag:
        codes = [f.code for f in judge(bag).findings]
    assert set(codes) == {fault, "B0807"}
    assert codes.count(fault) <= 22


def test_a_line_that_is_tolerated_does_not_count_as_such_a_fault(tmp_path: Path) -> None:
    """A manifest of any length by `md5sum *` is read to its end."""
    files = good()
    files["manifest-sha512.txt"] = files["manifest-sha512.txt"].replace(b"  ", b" *")  # type: ignore[union-attr]
    with open_bag(lay(tmp_path / "bag", seal(files)), limits=Limits(faults=1)) as bag:
        assert {f.code for f in judge(bag).findings} == {"B0213"}


def test_a_label_may_be_repeated_without_end(tmp_path: Path) -> None:
    """Two hundred thousand fields of one label take no longer than of many: this test would not end."""
    files = good()
    files["bag-info.txt"] = b"Payload-Oxum: 11.2\n" + b"a: b\n" * 200_000 + b"Bag-Size: 11 B\n" * 3_000
    with open_bag(lay(tmp_path / "bag", seal(files))) as bag:
        verdict = judge(bag)
    assert {f.code for f in verdict.findings} == {"B0410"}
    assert len(verdict.info) == 203_001


def test_a_path_too_long_for_the_system_is_a_fault(tmp_path: Path) -> None:
    """E0422, and not the system's own error, for what could never be opened."""
    path = tmp_path / ("x" * 5000)
    assert list(bags_in(path)) == [path]
    with pytest.raises(BagError) as caught:
        open_bag(path)
    assert caught.value.code == "E0422"


def test_limits_are_findings(tmp_path: Path) -> None:
    """B0804, B0805 and B0806 stand where a bag is larger than its reader was told to take."""
    root = lay(tmp_path / "bag", seal(good()))

    def codes(limits: Limits) -> set[str]:
        with open_bag(root, limits=limits) as bag:
            reading = read_bag(bag)
            return {f.code for f in (*reading.findings, *bag.container.seen())}

    assert codes(LIMITS) == set()
    assert codes(Limits(manifest=100)) == {"B0804"}
    assert codes(Limits(depth=1)) == {"B0806"}
    assert codes(Limits(entries=3)) == {"B0806"}
    (root / "manifest-sha512.txt").write_bytes(b"0" * 5000 + b"\n")
    assert codes(Limits(line=1000)) == {"B0805"}


def test_a_very_deep_folder_is_no_traceback(tmp_path: Path) -> None:
    """Folders within folders beyond the limit are B0806, and the rest of the bag is judged."""
    root = lay(tmp_path / "bag", seal(good()))
    fd = os.open(root / "data", os.O_RDONLY)
    for _ in range(400):
        os.mkdir("d", dir_fd=fd)
        below = os.open("d", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
    os.close(fd)
    with open_bag(root) as bag:
        codes = {f.code for f in judge(bag).findings}
    assert "B0806" in codes
    assert "B0312" not in codes


def test_many_folders_need_few_descriptors(tmp_path: Path) -> None:
    """A bag of more folders than a process may open files is read whole."""
    import resource

    files = good()
    for number in range(300):
        files[f"data/d{number}/x"] = b"x"
    files["manifest-sha512.txt"] = b"".join(
        line(path, data) for path, data in files.items() if path.startswith("data/")
    )
    recount(files)
    root = lay(tmp_path / "bag", seal(files))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(150, soft), hard))
    try:
        with open_bag(root) as bag:
            assert judge(bag).findings == ()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    """A file of 64 MiB costs no 8 MiB of memory."""
    files = good()
    root = lay(tmp_path / "bag", files)
    with (root / "data/a.txt").open("wb") as stream:
        stream.truncate(64 << 20)
    with open_bag(root) as bag:
        tracemalloc.start()
        codes = {f.code for f in judge(bag).findings}
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert codes == {"B0312"}
    assert peak < 8 << 20


def test_a_file_that_cannot_be_read_is_told() -> None:
    """B0310 with the system's reason, for each manifest once."""

    class Sick:
        def entries(self) -> dict[str, Entry]:
            return {path: Entry(path, Kind.FILE, len(data)) for path, data in sorted(files.items())} | {
                "data": Entry("data", Kind.DIRECTORY),
                "data/sub": Entry("data/sub", Kind.DIRECTORY),
            }

        def whole(self, path: str, *, once: bool = False) -> bytes | None:
            if path == "data/a.txt":
                raise BagError("E0405", path, "Input/output error")
            return files[path]  # type: ignore[return-value]

        def chunks(self, path: str):  # type: ignore[no-untyped-def]
            yield self.whole(path)

        def sweep(self, paths):  # type: ignore[no-untyped-def]
            yield from ((path, self.chunks(path)) for path in paths)

        def seen(self) -> tuple[Finding, ...]:
            return ()

        def close(self) -> None: ...

    files = seal(good(("sha256", "sha512")))
    sick = Sick()
    with Bag("bag", "bag", sick, dict(sorted(sick.entries().items()))) as bag:
        assert [(f.code, f.where, f.found) for f in judge(bag).findings] == [
            ("B0310", "data/a.txt", "Input/output error")
        ]


def test_an_empty_manifest_of_an_empty_payload_is_a_warning(tmp_path: Path) -> None:
    """B0211 alone: an empty payload is allowed."""
    files = good()
    del files["data/a.txt"], files["data/sub/b.txt"]
    files |= {"manifest-sha512.txt": b"", "data": FOLDER}
    recount(files)
    assert found(tmp_path, seal(files)) == {"B0211"}


@pytest.mark.parametrize(
    ("number", "expected"),
    [(b"0.97", {"B0211"}), (b"0.93", {"B0211", "B0126"}), (b"1.0", {"B0232", "B0233"})],
)
def test_an_empty_tag_manifest_is_told(number: bytes, expected: set[str], tmp_path: Path) -> None:
    """It protects nothing: a warning by the drafts, which ask for no line in it, and errors by the RFC, which does."""
    files = good()
    files["bagit.txt"] = files["bagit.txt"].replace(b"1.0", number)
    files["tagmanifest-sha512.txt"] = b""
    assert found(tmp_path, files) == expected


def test_a_manifest_that_differs_from_another_in_case_only_is_a_warning(tmp_path: Path) -> None:
    """RFC 8493 §6.1.1.3: B0124 and B0611; the well-named one is read. Alone, the misnamed one is B0203."""
    files = good()
    files["MANIFEST-sha512.txt"] = b""
    assert found(tmp_path, seal(files)) == {"B0124", "B0611"}


def test_fast_checks_no_digest(tmp_path: Path) -> None:
    """With `fast` an altered file of the same size passes, one of another size does not, and nothing is counted as read."""
    root = lay(tmp_path / "bag", seal(good()))
    (root / "data/a.txt").write_bytes(b"ALPHA\n")
    with open_bag(root) as bag:
        verdict = judge(bag, fast=True)
    assert (verdict.findings, verdict.files, verdict.fast) == ((), 0, True)
    (root / "data/a.txt").write_bytes(b"ALPHAALPHA\n")
    with open_bag(root) as bag:
        assert {f.code for f in judge(bag, fast=True).findings} == {"B0411"}


def test_one_cause_is_told_once(tmp_path: Path) -> None:
    """A missing file is one finding for two manifests and Payload-Oxum; an altered one is one for two algorithms."""
    files = seal(good(("sha256", "sha512")))
    del files["data/a.txt"]
    files["data/sub/b.txt"] = b"other and longer\n"
    with open_bag(lay(tmp_path / "bag", files)) as bag:
        findings = judge(bag).findings
    assert [(f.code, f.where) for f in findings] == [("B0301", "data/a.txt"), ("B0312", "data/sub/b.txt")]
    assert "manifest-sha256.txt, manifest-sha512.txt" in (findings[0].expected or "")
    assert (findings[1].expected or "").count("manifest-") == 2


def test_the_verdict_says_what_the_bag_says(tmp_path: Path) -> None:
    """Manifests, fields, Payload-Oxum and counts are given as read."""
    root = lay(tmp_path / "bag", seal(good(("sha256", "sha512"))))
    with open_bag(root, where="as named") as bag:
        verdict = judge(bag)
        assert (bag.where, bag.name) == ("as named", "bag")
    assert verdict.version == "1.0"
    assert list(verdict.manifests) == ["sha256", "sha512"]
    assert verdict.manifests["sha256"]["data/a.txt"] == hashlib.sha256(A).hexdigest()
    assert sorted(verdict.tag_manifests["sha512"]) == [
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
    ]
    assert verdict.info[0] == ("Source-Organization", "Example University")
    assert (verdict.oxum, verdict.payload_files, verdict.payload_size) == ("11.2", 2, 11)
    assert verdict.files == 6
    assert verdict.size == sum(
        path.stat().st_size for path in root.rglob("*") if path.is_file() and "tagmanifest" not in path.name
    )


def test_bags_in_finds_bags(tmp_path: Path) -> None:
    """Bag directories and serialized bags in order of name; hidden ones are passed over, and no bag at all is one fault."""
    lay(tmp_path / "bags/b", seal(good()))
    lay(tmp_path / "bags/a", {"data/x": b""})
    lay(tmp_path / "bags/deeper/c", {"manifest-md5.txt": b""})
    lay(tmp_path / "bags/.archive-staging/d", seal(good()))
    lay(tmp_path / "bags/plain", {"x.txt": b""})
    (tmp_path / "bags/z.tar.gz").write_bytes(b"")
    (tmp_path / "bags/z.txt").write_bytes(b"")
    (tmp_path / "bags/loop").symlink_to("loop")
    (tmp_path / "bags/dangling").symlink_to("nowhere")
    names = [str(path.relative_to(tmp_path / "bags")) for path in bags_in(tmp_path / "bags")]
    assert names == ["a", "b", "deeper/c", "z.tar.gz"]
    assert list(bags_in(tmp_path / "bags/plain")) == [tmp_path / "bags/plain"]
    assert list(bags_in(tmp_path / "nothing")) == [tmp_path / "nothing"]
    assert list(bags_in(tmp_path / "bags/b")) == [tmp_path / "bags/b"]


def test_bytes_read_once_are_remembered_within_bounds(tmp_path: Path) -> None:
    """Reading again after judging does not touch the disk, and a limit is kept."""
    files = good()
    add(files, "data/large", b"x" * (1 << 19))
    root = lay(tmp_path / "bag", seal(files))
    with open_bag(root) as bag:
        assert judge(bag).findings == ()
        (root / "data/a.txt").unlink()
        assert bag.read("data/a.txt") == A
        assert sum(map(len, bag.memo.values())) <= 1 << 20
        assert "data/large" not in bag.memo
        with pytest.raises(BagError) as caught:
            bag.read("data/large", limit=1000)
        assert caught.value.code == "E0426"
        with pytest.raises(BagError):
            bag.read("data/none")


def test_what_is_shown_can_be_printed() -> None:
    """Controls, surrogates and direction marks are escaped, and a long text is cut."""
    assert shown("a\x1b[31m\udce9\u202eb\n") == r"a\x1b[31m\xe9\u202eb\x0a"
    assert shown("caf\u00e9") == "caf\u00e9"
    assert len(shown("x" * 5000)) < 800


def test_errors_of_the_reader_stand_in_the_register() -> None:
    """Each code that open_bag can raise is explained."""
    assert {"E0405", "E0420", "E0421", "E0422", "E0423", "E0426"} <= set(register())
