"""A good deposit that a test may spoil: a copy of a committed bag, its manifests made anew after the change."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag
from archive.findings import errors

ROOT = Path(__file__).parent.parent.parent
GOOD = ROOT / "bags/000_0fa32ea925ec3b8d"
NAME = GOOD.name


class Deposit:
    """One bag in a folder of its own."""

    def __init__(self, root):
        self.root = root

    def change(self, path, old, new, count=1):
        """Replaces words of a payload file; they must be there."""
        file = self.root / path
        data = file.read_bytes()
        old, new = (text.encode() if isinstance(text, str) else text for text in (old, new))
        assert old in data
        file.write_bytes(data.replace(old, new, count))

    def substitute(self, path, pattern, new):
        """Replaces what a pattern matches, once; it must match."""
        file = self.root / path
        text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
        assert count
        file.write_text(text, encoding="utf-8")

    def manifest(self):
        """Makes manifests, Oxum and tag manifests agree with what is there now."""
        payload = sorted(path for path in (self.root / "data").rglob("*") if path.is_file())
        sizes = [path.stat().st_size for path in payload]
        info = (self.root / "bag-info.txt").read_text(encoding="utf-8")
        info = re.sub(r"Payload-Oxum: .*", f"Payload-Oxum: {sum(sizes)}.{len(sizes)}", info)
        (self.root / "bag-info.txt").write_text(info, encoding="utf-8")
        for algorithm in ("sha256", "sha512"):
            self._write(f"manifest-{algorithm}.txt", payload, algorithm)
        tags = [
            self.root / name
            for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")
        ]
        for algorithm in ("sha256", "sha512"):
            self._write(f"tagmanifest-{algorithm}.txt", tags, algorithm)

    def codes(self):
        """The codes of all errors at level deposit, the manifests made to agree first."""
        self.manifest()
        with open_bag(self.root) as bag:
            judged = judge_bag(bag, level=Level.DEPOSIT)
        return {finding.code for finding in errors(judged.findings)}

    def _write(self, name, files, algorithm):
        lines = [
            f"{hashlib.new(algorithm, path.read_bytes()).hexdigest()}  {path.relative_to(self.root)}\n"
            for path in files
        ]
        (self.root / name).write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def deposit(tmp_path):
    root = tmp_path / NAME
    shutil.copytree(GOOD, root)
    return Deposit(root)
