"""Roots and objects opened: found, listed, read and exported, and hostile ones refused with a code."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.errors import OcflError
from archive.ocfl.exporting import export
from archive.ocfl.reading import Reader, find, held_at, identifiers, open_root
from archive.ocfl.roots import judge_root
from archive.ocfl.workspace import make_root
from archive.ocfl.writing import add
from tests.ocfl.making import PLACE, Made, addition, tree


@pytest.fixture
def root(tmp_path):
    return make_root(tmp_path / "store")


def code(function, *args):
    with pytest.raises(OcflError) as refused:
        list(function(*args))
    return refused.value.code


@contextmanager
def nobody(path):
    """Within, this process has the rights of a user who owns nothing; the folders above are opened to all."""
    if os.geteuid() != 0:
        pytest.skip("becoming another user needs root")
    for folder in path.parents:
        if folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("change", ["0=ocfl_1.1", "folder", "ocfl_layout.json", "config"])
def test_a_root_that_cannot_be_opened(root, tmp_path, change):
    """Without declaration, without a folder, with a layout or parameters that cannot be taken: E0701."""
    if change == "0=ocfl_1.1":
        (root.path / change).unlink()
    elif change == "folder":
        assert code(open_root, tmp_path / "nowhere") == "E0701"
        (root.path / "0=ocfl_1.1").rename(root.path / "x")
    elif change == "config":
        next(root.path.glob("extensions/*/config.json")).write_bytes(b'{"tupleSize": "3"}')
    else:
        (root.path / change).write_bytes(b"{}")
    assert code(open_root, root.path) == "E0701"


def test_nobody_is_found(root):
    """An identifier that the root does not hold gives None; one that can have no place is E0702."""
    assert find(root, "urn:none") is None
    assert code(find, root, "\ud800") == "E0702"


def test_what_is_found(root):
    """Identifier, versions, and the bytes of a path at a version."""
    Made().write(root.path / PLACE)
    held = find(root, "urn:example:1")
    assert (held.place, held.inventory.head, held.doubts) == (PLACE, "v2", ())
    assert list(identifiers(root)) == [(PLACE, "urn:example:1")]
    with Reader(root, held) as reader:
        assert b"".join(reader.chunks("b.txt")) == b"two\n"
        assert b"".join(reader.chunks("a.txt", "v1")) == b"one\n"
        assert code(reader.chunks, "a.txt") == "E0711"
    assert code(held.inventory.state, "v3") == "E0711"


@pytest.mark.parametrize(
    "path",
    [
        "../../../../../../etc/passwd",
        "/etc/passwd",
        "v1/content/../../../x",
        "v1/content/link/x",
        "v1/content/../a.txt",
    ],
)
def test_a_path_that_leaves_the_object(root, path, tmp_path):
    """However an inventory spells it, nothing outside is read: E0704 when it is opened, or when the link would be followed."""
    made = Made()
    digest = next(iter(made.root["manifest"]))
    made.root["manifest"][digest] = [path]
    made.write(root.path / PLACE)
    (root.path / PLACE / "v1/content/link").symlink_to(tmp_path)
    (tmp_path / "x").write_bytes(b"one\n")

    def read():
        held = find(root, "urn:example:1")
        with Reader(root, held) as reader:
            return list(reader.chunks("a.txt", "v1"))

    assert code(read) == "E0704"


def test_a_logical_path_that_leaves_the_target(root, tmp_path):
    """An inventory with such a path is refused as a whole: nothing is exported."""
    made = Made()
    state = made.state()
    digest = next(iter(state))
    state[digest] = ["../../escaped.txt"]
    made.write(root.path / PLACE)
    assert code(find, root, "urn:example:1") == "E0704"


def test_an_object_that_is_a_link(root, tmp_path):
    """A link in an object's place is not followed."""
    Made().write(tmp_path / "elsewhere")
    (root.path / PLACE).parent.mkdir(parents=True)
    (root.path / PLACE).symlink_to(tmp_path / "elsewhere")
    assert code(find, root, "urn:example:1") == "E0704"


@pytest.mark.parametrize("name", ["inventory.json", "inventory.json.sha512"])
def test_an_inventory_that_is_missing_or_another(root, name):
    """Without inventory or sidecar, or with one that does not fit, an object is E0704."""
    Made().write(root.path / PLACE)
    (root.path / PLACE / name).write_bytes(b"{}")
    assert code(held_at, root, PLACE) == "E0704"
    (root.path / PLACE / name).unlink()
    assert code(held_at, root, PLACE) == "E0704"


@pytest.mark.parametrize("name", ["inventory.json", "inventory.json.sha512", "", ".."])
def test_an_inventory_that_may_not_be_read(root, name):
    """The system's no is E0717 with its reason, whether it is of the file, its folder or one above: nothing is said of the object."""
    Made().write(root.path / PLACE)
    (root.path / PLACE / name).chmod(0)
    with nobody(root.path), pytest.raises(OcflError) as refused:
        find(root, "urn:example:1")
    assert refused.value.code == "E0717"
    assert "Permission denied" in refused.value.detail


def test_content_that_may_not_be_read(root, tmp_path):
    """It is E0717 when it is read or exported: that is no fault of the inventory."""
    Made().write(root.path / PLACE)
    (root.path / PLACE / "v1/content/sub/b.txt").chmod(0)
    with nobody(root.path):
        held = find(root, "urn:example:1")
        with Reader(root, held) as reader:
            assert code(reader.chunks, "b.txt") == "E0717"


def test_a_folder_of_a_searched_root_that_may_not_be_listed(tmp_path):
    """An object that is not found might lie there: E0717, and not the answer that there is none."""
    (tmp_path / "store/a").mkdir(parents=True)
    (tmp_path / "store/0=ocfl_1.1").write_bytes(b"ocfl_1.1\n")
    Made().write(tmp_path / "store/x/y")
    (tmp_path / "store/a").chmod(0)
    root = open_root(tmp_path / "store")
    with nobody(tmp_path / "store"):
        assert find(root, "urn:example:1").place == "x/y"
        assert code(find, root, "urn:none") == "E0717"


def test_a_root_without_a_layout_is_searched(tmp_path):
    """An object is found wherever it lies, though another cannot be read; if it is not found that other might have been it: E0704."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store/0=ocfl_1.1").write_bytes(b"ocfl_1.1\n")
    Made().write(tmp_path / "store/x/y")
    Made(identifier="urn:broken").write(tmp_path / "store/a/b")
    root = open_root(tmp_path / "store")
    assert find(root, "urn:none") is None
    (tmp_path / "store/a/b/inventory.json").write_bytes(b"{")
    assert find(root, "urn:example:1").place == "x/y"
    assert code(find, root, "urn:none") == "E0704"


def test_extensions_that_are_a_link(root, tmp_path):
    """The workspace would lie elsewhere: such a root is not opened, and E090 for the validator, once."""
    (root.path / "extensions").rename(tmp_path / "elsewhere")
    (root.path / "extensions").symlink_to(tmp_path / "elsewhere")
    assert code(open_root, root.path) == "E0701"
    found = [finding for judged in judge_root(root.path) for finding in judged.findings]
    assert [(finding.code, finding.where) for finding in found] == [("F0090", "extensions")]


def test_a_name_that_is_not_utf_8(root):
    """It is told in a form that can be printed."""
    Made().write(root.path / PLACE)
    (root.path / PLACE / "v1/content/\udcff").write_bytes(b"")
    (root.path / "\udcfe").mkdir()
    wheres = [finding.where for judged in judge_root(root.path) for finding in judged.findings]
    assert len(wheres) >= 2
    assert all(where.encode() for where in wheres)


def test_harmless_faults_do_not_keep_an_object_from_being_read(root):
    """A time without a zone leaves no doubt about the content: it is read, and the doubt is told."""
    made = Made()
    made.root["versions"]["v2"]["created"] = "2026-01-02"
    made.v2 = made.root
    made.write(root.path / PLACE)
    held = find(root, "urn:example:1")
    assert [one.code for one in held.doubts] == ["F0049"]


def test_damaged_content_is_not_exported(root, tmp_path):
    """One other byte is E0714, a missing file E0704; neither leaves anything at the target."""
    Made().write(root.path / PLACE)
    held = find(root, "urn:example:1")
    content = root.path / PLACE / "v1/content/sub/b.txt"
    content.write_bytes(b"tw0\n")
    assert code(export, root, held, tmp_path / "out") == "E0714"
    content.unlink()
    assert code(export, root, held, tmp_path / "out") == "E0704"
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / ".archive-staging").exists()


def test_an_export_replaces_nothing(root, tmp_path):
    """What stands at the target stays: E0713."""
    list(add(root, [addition({"a": b"1"})]))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_bytes(b"mine")
    assert code(export, root, find(root, "urn:example:1"), tmp_path / "out") == "E0713"
    assert tree(tmp_path / "out") == {"mine.txt": b"mine"}
