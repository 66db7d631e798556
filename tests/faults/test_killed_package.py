"""`archive package` killed at any moment: what stands is whole, and running it again completes the work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.bag.reader import bags_in, open_bag
from archive.checks import Level, judge_bag

ROOT = Path(__file__).parent.parent.parent
SEEDS = 150  # more than one batch
DELAYS = (0.3, 0.8, 1.2, 1.6, 2.2)


def start(seeds, out, executor):
    return subprocess.Popen(
        [
            sys.executable, "-m", "archive", "package", seeds, "--out", out, "--quiet",
            "--opened-at", "2026-01-01", "--executor", executor, "--second-opinion", "none",
        ],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(SEEDS):
        (folder / f"s{number:03}.txt").write_text(
            f"{texts[number % 5]}\n\nCopy {number}.\n", encoding="utf-8"
        )
    return folder


@pytest.mark.parametrize("executor", ["serial", "processes:2"])
def test_a_kill_leaves_whole_bags_and_the_next_run_completes(seeds, tmp_path, executor):
    """After each of several SIGKILLs every visible bag is valid BagIt; the last run makes all, and litter is gone."""
    out = tmp_path / "bags"
    for delay in DELAYS:
        run = start(seeds, out, executor)
        time.sleep(delay)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        for path in (
            bags_in(out) if out.exists() and any(not p.name.startswith(".") for p in out.iterdir()) else ()
        ):
            with open_bag(path) as bag:
                assert judge_bag(bag, level=Level.BAG).valid, path
    assert (
        start(seeds, out, executor).wait() == 1
    )  # the bags stand, and a person has still to describe the texts
    assert len(list(out.iterdir())) == SEEDS


def test_an_interrupt_ends_with_its_status_and_leaves_no_litter(seeds, tmp_path):
    """Ctrl-C is 130, on standard error one line, and the output holds whole bags and nothing else."""
    out = tmp_path / "bags"
    run = subprocess.Popen(
        [
            sys.executable, "-m", "archive", "package", seeds, "--out", out, "--opened-at", "2026-01-01",
            "--executor", "processes:2", "--second-opinion", "none", "--format", "jsonl",
        ],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )  # fmt: skip
    assert run.stdout.readline()  # a first bag stands
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in said
    assert not (out / ".archive-staging").exists()
    for path in bags_in(out):
        with open_bag(path) as bag:
            assert judge_bag(bag, level=Level.BAG).valid, path
