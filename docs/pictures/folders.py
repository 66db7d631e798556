# ruff: noqa: INP001 - a folder of scripts
"""The folders of which the pictures are made: bags of the seeds, good ones and some that something happened to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


@contextmanager
def empty() -> Iterator[Path]:
    """An empty folder with a copy of `seeds/`, so that no path of this machine is in a picture."""
    with TemporaryDirectory() as place:
        shutil.copytree(ROOT / "seeds", Path(place) / "seeds")
        yield Path(place)


def archive(folder: Path, *args: str) -> None:
    """The command run in the folder. It must not fail, but bags may have findings."""
    command = [sys.executable, "-m", "archive", *args, "--quiet"]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=False)  # noqa: S603 - a command of ours
    if done.returncode not in {0, 1, 3}:
        raise SystemExit(f"{' '.join(args)}: exit status {done.returncode}")


def vendor(bags: Path, place: Path) -> None:
    """A good bag and two faulty ones, as they might come back from somebody who worked on them."""
    good, changed, moved = sorted(bags.iterdir())[:3]
    shutil.copytree(good, place / "box-16")
    shutil.copytree(changed, place / "box-17")
    original = next((place / "box-17/data/original").iterdir())
    original.write_bytes(original.read_bytes() + b"Seen.\n")
    shutil.copytree(moved, place / "box-18")
    (place / "box-18/data/metadata/oai_dc.xml").unlink()
    (place / "box-18/data/Thumbs.db").write_bytes(b"thumbnails\n")


def mixed(folder: Path) -> None:
    """`collection/`: the bags of the seeds, of the same texts as if nobody had described them, of the vendor, and no bag."""
    archive(folder, "package", "--out", "collection/described")
    (folder / "texts").mkdir()
    for seed in sorted((folder / "seeds").glob("*.txt"))[:3]:
        shutil.copy(seed, folder / "texts")
    archive(folder, "package", "texts", "--out", "collection/undescribed", "--opened-at", "2026-01-01")
    vendor(folder / "collection/described", folder / "collection/vendor")
    (folder / "collection/vendor/box-19.zip").write_bytes(b"PK\x03\x04 and no more")
