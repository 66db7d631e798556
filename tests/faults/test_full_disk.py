"""The whole line on a disk that fills up: what stands is whole, the rest has its code, and with room again all is made."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest

from archive.bag.finished import NAME
from archive.bag.reader import bags_in, open_bag
from archive.checks import Level, Opinion, judge_bag
from archive.errors import BagError
from archive.outcome import Done
from archive.workflows.package import PackageOrder, open_package
from tests.faults.test_world import mounted

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SEEDS = 12


def packaged(seeds, out):
    order = PackageOrder(
        seeds, out, NOW, opened_at=NOW, executor="serial", remember=0, batch=4, second_opinion=Opinion.NONE
    )
    with open_package(order) as run:
        return list(run.outcomes)


def told(seeds, out):
    """The codes of the seeds that failed; that of the run for each where it could not begin."""
    try:
        return [outcome.error.code for outcome in packaged(seeds, out) if not isinstance(outcome, Done)]
    except BagError as error:
        return [error.code] * SEEDS


def tree(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def visible(out):
    return [path for path in out.iterdir() if not path.name.startswith(".")] if out.exists() else []


@pytest.mark.parametrize(
    "options",
    [
        "size=4k",
        "size=60k",
        "size=200k",
        "size=500k",
        "size=900k",
        "nr_inodes=8",
        "nr_inodes=40",
        "nr_inodes=160",
    ],
)
def test_a_disk_that_is_full_under_the_whole_line(tmp_path, options):
    """Bags that found room stand whole, the others are E0406, E0410 or E0413 each or E0404 for all; then all are as one run makes them."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(SEEDS):
        (seeds / f"s{number:02}.txt").write_text(
            f"Letter {number}\n\nDear Anna,\n\nAll is well.\n", encoding="utf-8"
        )
    packaged(seeds, tmp_path / "whole")
    with mounted(tmp_path / "disk", options) as disk:
        out = disk / "bags"
        codes = told(seeds, out)
        assert codes, "there was room for all"
        assert set(codes) <= {"E0406", "E0410", "E0413"} or codes == ["E0404"] * SEEDS
        assert len(visible(out)) == SEEDS - len(codes)
        for path in bags_in(out) if visible(out) else ():
            with open_bag(path) as bag:
                assert judge_bag(bag, level=Level.BAG).valid, path
        subprocess.run(["mount", "-o", "remount,size=8m,nr_inodes=2k", str(disk)], check=True)
        assert all(isinstance(outcome, Done) for outcome in packaged(seeds, out))
        assert all(isinstance(outcome, Done) for outcome in packaged(seeds, out))
        found, wanted = tree(out), tree(tmp_path / "whole")
        found.pop(NAME)
        wanted.pop(NAME)
        assert found == wanted
