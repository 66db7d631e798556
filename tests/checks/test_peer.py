"""bagit-python as second opinion: silent where it agrees, one finding with its words and the known reason where not."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.checks.peer import second_opinion
from archive.checks.rfc8493 import judge
from tests.bags.build import add, good, lay, seal


def test_both_accept_a_good_bag(tmp_path: Path) -> None:
    """No finding where the peer agrees."""
    assert second_opinion(lay(tmp_path / "bag", seal(good()))) == ()


def test_an_encoded_percent_sign_is_the_known_reason(tmp_path: Path) -> None:
    """The peer does not decode `%25`: O0101 says so, and names no place of this machine."""
    files = good()
    add(files, "data/100%.txt", b"x", written="data/100%25.txt")
    root = lay(tmp_path / "bag", seal(files))
    with open_bag(root) as bag:
        assert judge(bag).findings == ()
    (finding,) = second_opinion(root)
    assert finding.code == "O0101"
    assert "does not decode a percent sign" in (finding.found or "")
    assert str(tmp_path) not in (finding.found or "")


@pytest.mark.parametrize("name", ["who\u2028.txt", "x.txt "])
def test_other_reasons_are_named_or_the_peer_agrees(name: str, tmp_path: Path) -> None:
    """Whatever the peer says of a bag without an error of ours is a value, never a traceback."""
    files = good()
    add(files, f"data/{name}", b"x")
    for finding in second_opinion(lay(tmp_path / "bag", seal(files))):
        assert finding.code == "O0101"


def test_the_peer_changes_neither_directory_nor_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The working directory, the logger and the standard streams are as they were."""
    root = lay(tmp_path / "bag", seal(good()))
    (root / "data/a.txt").write_bytes(b"ALPHA\n")
    monkeypatch.chdir(tmp_path)
    before = logging.getLogger("bagit").disabled
    assert [finding.code for finding in second_opinion(root)] == ["O0101"]
    assert Path.cwd() == tmp_path
    assert logging.getLogger("bagit").disabled is before
    assert capfd.readouterr() == ("", "")


def test_a_serialized_bag_is_not_given_to_the_peer(tmp_path: Path) -> None:
    """It cannot read one."""
    (tmp_path / "bag.zip").write_bytes(b"PK")
    assert second_opinion(tmp_path / "bag.zip") == ()
