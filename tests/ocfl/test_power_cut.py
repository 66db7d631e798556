"""Power cuts, on an ext4 of its own, shut down without its journal being flushed: what was said to be stored is there."""

import os
import shutil

import pytest

from archive.ocfl.reading import find, open_root
from archive.ocfl.roots import judge_root
from tests.faults.test_power_cut import Disk
from tests.ocfl.test_killed import assert_whole, calls, injected, prepared, run  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path):
    if os.geteuid() != 0 or not all(map(shutil.which, ("mkfs.ext4", "mount", "umount"))):
        pytest.skip("a power cut needs root, mount and mkfs.ext4")
    made = Disk(tmp_path)
    made.format()
    yield made
    made.unmount()


def laid(prepared, disk, mode):  # noqa: F811
    root = prepared(disk.root, mode)
    os.sync()
    return root


def found(root):
    return {finding.code for judged in judge_root(root) for finding in judged.findings}


@pytest.mark.parametrize("mode", ["new", "version", "both"])
@pytest.mark.parametrize("durability", ["batch", "each"])
def test_what_was_told_is_there_after_a_power_cut(mode, durability, prepared, disk):  # noqa: F811
    """Power goes in the moment in which the writer has told: every object and version is there, whole."""
    root = laid(prepared, disk, mode)
    assert run(root, mode, durability).returncode == 0
    disk.cut()
    assert found(root) <= {
        "F1016"
    }  # what was cleared of the workspace may be there again; the next writer clears it
    assert run(root, "recover").stdout == ""
    assert_whole(root, mode)


@pytest.mark.parametrize("mode", ["version", "both"])
def test_killed_and_cut(mode, calls, prepared, disk):  # noqa: F811
    """Killed and cut at any rename or sync: the older version is whole, nothing that is seen is damaged, and a rerun completes."""
    for call in [call for call in calls[mode] if call.name in {"renameat2", "rename", "syncfs", "fsync"}]:
        root = laid(prepared, disk, mode)
        injected(root, mode, call, "signal=KILL")
        disk.cut()
        assert found(root) <= {"F0046", "F0060", "F1016"}, call
        assert run(root, mode).returncode == 0, call
        disk.cut()
        assert found(root) <= {"F1016"}, call
        assert run(root, "recover").stdout == ""
        assert_whole(root, mode)


def test_without_durability_a_power_cut_is_seen(prepared, disk):  # noqa: F811
    """The try can fail: with `none` the object is gone, though it was told to be stored."""
    root = laid(prepared, disk, "both")
    shutil.rmtree(root)
    os.sync()
    assert run(root, "new", "none").returncode == 0
    disk.cut()
    assert (
        not root.exists()
        or not (root / "0=ocfl_1.1").exists()
        or find(open_root(root), "urn:example:1") is None
    )
