"""An output of many folders: found, judged, resumed, and never mixed with the flat one."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.bag.reader import bags_in, open_bag
from archive.bag.serial import Serialization
from archive.bag.store import Arrangement
from archive.checks import Level, judge_bag
from archive.outcome import Done, Failed
from archive.workflows.package import PackageOrder, open_package
from tests.scale.cluster import ROOT

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SEEDS = {f"letter-{number}.txt": f"Letter {number}\n\nDear Anna,\n\nAll is well.\n" for number in range(6)}


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in SEEDS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def packaged(seeds, out, arrangement, **more):
    order = PackageOrder(seeds, out, NOW, opened_at=NOW, arrangement=arrangement, **more)
    with open_package(order) as run:
        return list(run.outcomes)


def statuses(outcomes):
    return {
        outcome.value.status.value if isinstance(outcome, Done) else outcome.error.code
        for outcome in outcomes
    }


@pytest.mark.parametrize("serialization", [Serialization.NONE, Serialization.ZIP])
def test_bags_in_pairs_are_found_judged_and_resumed(seeds, tmp_path, serialization):
    """The report names where each bag stands; a search finds all of them; a second run changes nothing."""
    out = tmp_path / "bags"
    outcomes = packaged(seeds, out, Arrangement.PAIRS, serialization=serialization)
    assert statuses(outcomes) == {"packaged"}
    assert sorted(Path(outcome.value.bag) for outcome in outcomes) == sorted(bags_in(out))
    for path in bags_in(out):
        assert len(path.relative_to(out).parts) == 3
        with open_bag(path) as bag:
            assert judge_bag(bag, level=Level.BAG).valid
    assert statuses(packaged(seeds, out, Arrangement.PAIRS, serialization=serialization)) == {"unchanged"}


def test_pairs_hold_the_same_bags_as_a_flat_folder(seeds, tmp_path):
    """The layout says where a bag stands and changes nothing in it."""
    found = {}
    for arrangement in Arrangement:
        out = tmp_path / arrangement.value
        packaged(seeds, out, arrangement)
        found[arrangement] = {
            (bag.name, str(path.relative_to(bag))): path.read_bytes()
            for bag in bags_in(out)
            for path in bag.rglob("*")
            if path.is_file()
        }
    assert found[Arrangement.FLAT] == found[Arrangement.PAIRS]
    assert len({bag for bag, _ in found[Arrangement.FLAT]}) == len(SEEDS)


@pytest.mark.parametrize("first, second", [("flat", "pairs"), ("pairs", "flat")])
def test_an_output_has_one_layout(seeds, tmp_path, first, second):
    """A bag that stands in the other layout is not made twice: E0415 tells where it is."""
    out = tmp_path / "bags"
    packaged(seeds, out, Arrangement(first))
    again = packaged(seeds, out, Arrangement(second))
    assert statuses(again) == {"E0415"}
    assert all((out / outcome.error.detail).is_dir() for outcome in again if isinstance(outcome, Failed))


@pytest.mark.parametrize("arrangement", Arrangement)
def test_a_finished_bag_is_read_for_its_tag_files_only(seeds, tmp_path, arrangement, monkeypatch):
    """A second run opens no payload file of a bag that stands, when the accession's time is given."""
    out = tmp_path / "bags"
    packaged(seeds, out, arrangement)
    opened = []
    real = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *args, **more: opened.append(str(path)) or real(path, *args, **more)
    )
    assert statuses(packaged(seeds, out, arrangement)) == {"unchanged"}
    assert opened
    assert not [path for path in opened if "data/" in path and str(out) in path]


def test_two_runs_of_the_same_at_once(seeds, tmp_path):
    """Whichever of two runs names a bag first, the other finds it made as it would have made it: neither is told of a fault."""
    out = tmp_path / "bags"
    script = (
        "import sys; from pathlib import Path; from tests.scale.test_layout import packaged, statuses, Arrangement; "
        "outcomes = packaged(Path(sys.argv[1]), Path(sys.argv[2]), Arrangement.PAIRS); "
        "print(*(outcome.value.status.value if hasattr(outcome, 'value') else outcome.error for outcome in outcomes))"
    )
    command = [sys.executable, "-c", script, str(seeds), str(out)]
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    told = [word for process in pair for word in process.communicate(timeout=120)[0].split()]
    assert sorted(told) == ["packaged"] * len(SEEDS) + ["unchanged"] * len(SEEDS)
