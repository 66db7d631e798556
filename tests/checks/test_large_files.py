"""Several large files of one bag, which are read side by side."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from archive.bag import digests
from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag

LENGTH = 9 << 20


def bag_of(root: Path, names: tuple[str, ...]) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    lines = {"sha256": "", "sha512": ""}
    for number, name in enumerate(names):
        data = bytes([number + 1]) * LENGTH
        (root / "data" / name).write_bytes(data)
        for algorithm in lines:
            lines[algorithm] += f"{hashlib.new(algorithm, data).hexdigest()}  data/{name}\n"
    for algorithm, manifest in lines.items():
        (root / f"manifest-{algorithm}.txt").write_text(manifest)
    return root


@pytest.mark.parametrize("cores", [1, 2])
def test_each_large_file_that_differs_is_named_in_order(
    cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On any number of cores: the files that were spoiled, with the digests they have."""
    monkeypatch.setattr(digests, "cores", lambda: cores)
    monkeypatch.setattr("archive.checks.integrity.cores", lambda: cores)
    root = bag_of(tmp_path / "bag", ("d.bin", "b.bin", "a.bin", "c.bin"))
    for name in ("d.bin", "b.bin"):
        with (root / "data" / name).open("r+b") as file:
            file.seek(LENGTH // 2)
            file.write(b"\0")
    with open_bag(root) as bag:
        found = [finding for finding in judge_bag(bag, level=Level.BAG).findings if finding.code == "B0312"]
    assert [finding.where for finding in found] == ["data/b.bin", "data/d.bin"]
    for finding in found:
        now = (root / finding.where).read_bytes()
        assert finding.found == f"{hashlib.sha256(now).hexdigest()}; {hashlib.sha512(now).hexdigest()}"
