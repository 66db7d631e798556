"""Validation as whoever may not write, and as whoever may not even read: the same findings, nothing changed, nothing hidden."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.checks.rfc8493 import judge
from archive.errors import BagError
from tests.bags.build import good, lay, seal
from tests.checks.test_hostile import snapshot

ROOT = Path(__file__).parent.parent.parent
NOBODY = 65534


def validated(*bags):
    done = subprocess.run(
        [sys.executable, "-m", "archive", "validate", *map(str, bags), "--format", "json"],
        cwd="/", env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout)


def only_root():
    if os.geteuid() != 0:
        pytest.skip("mounting, and becoming another user, need root")


@pytest.fixture
def bags(tmp_path):
    """One of our bags, one with a flipped byte, and a zip."""
    folder = tmp_path / "bags"
    shutil.copytree(ROOT / "bags/000_0fa32ea925ec3b8d", folder / "whole")
    shutil.copytree(ROOT / "bags/001_cdbfdec7be30a8e5", folder / "spoiled")
    text = folder / "spoiled/data/original/001_cdbfdec7be30a8e5.txt"
    text.write_bytes(text.read_bytes().replace(b"e", b"E", 1))
    shutil.make_archive(str(folder / "packed"), "zip", ROOT / "bags", "002_69302d3d23369df3")
    return folder


def test_on_a_file_system_that_is_read_only(bags, tmp_path):
    """The findings are those of a disk that can be written, and every name, mode and time is as it was."""
    only_root()
    wanted = {row["bag"]: row["findings"] for row in validated(bags)["bags"]}
    before = snapshot(bags)
    done = subprocess.run(
        ["mount", "--bind", str(bags), str(bags)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(bags)], check=True)
        with pytest.raises(OSError, match="Read-only"):
            (bags / "new").touch()
        found = validated(bags)
    finally:
        subprocess.run(["umount", str(bags)], check=True)
    assert {row["bag"]: row["findings"] for row in found["bags"]} == wanted
    assert any(row["valid"] for row in found["bags"])
    assert not all(row["valid"] for row in found["bags"])
    assert snapshot(bags) == before


@contextmanager
def nobody(*folders):
    """Within, this process has the rights of a user who owns nothing; the folders above are opened to all."""
    only_root()
    for folder in {above for path in folders for above in path.parents if above != Path("/")}:
        folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("path", ["data/a.txt", "manifest-sha512.txt", "bagit.txt", "data/sub"])
def test_what_this_user_may_not_read_is_told(path, tmp_path):
    """A file or a folder without read permission is an error with its place, for a user whom permissions bind."""
    bag = lay(tmp_path / "bag", seal(good()))
    with open_bag(bag) as opened:
        assert judge(opened).findings == ()
    (bag / path).chmod(0)
    with nobody(bag), open_bag(bag) as opened:
        found = judge(opened).findings
    assert "B0310" in {finding.code for finding in found if finding.where.startswith(path)}


def test_of_a_folder_that_cannot_be_listed_nothing_is_said_that_nobody_knows(tmp_path):
    """It is not called empty, and of the files that it should hold it is told why they are not found."""
    bag = lay(tmp_path / "bag", seal(good()))
    (bag / "data/sub").chmod(0)
    with nobody(bag), open_bag(bag) as opened:
        found = {(finding.code, finding.where): finding.found for finding in judge(opened).findings}
    assert ("B0609", "data/sub") not in found
    assert found["B0310", "data/sub"] == "Permission denied"
    assert found["B0301", "data/sub/b.txt"] == "its folder cannot be listed"


def test_a_bag_that_this_user_may_not_open(tmp_path):
    """A bag whose folder cannot be listed could not be looked at: an error, and not a verdict."""
    bag = lay(tmp_path / "bag", seal(good()))
    bag.chmod(0)
    with nobody(bag), pytest.raises(BagError) as refused, open_bag(bag):
        pass
    assert refused.value.code == "E0422"
