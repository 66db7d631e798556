"""Dask on hosts of their own, one of them cut off in the midst of a run: it costs its batch only, and the bags are the same."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime

import pytest

from archive.workflows.package import PackageOrder, open_package
from tests.scale.hosts import SCHEDULER, NoHosts, dask_on, network

pytest.importorskip("distributed", reason="the extra `dask` is not installed")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SEEDS = 640  # ten batches


def tree(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".")
    }


@pytest.mark.servers
def test_a_host_that_is_cut_off_costs_its_batch_only(tmp_path):
    """Two hosts, a shared path, and the cable of one pulled out after the first batch: every bag, once, to the byte as in one process."""
    seeds, out, alone = tmp_path / "seeds", tmp_path / "bags", tmp_path / "alone"
    seeds.mkdir()
    for number in range(SEEDS):
        (seeds / f"s{number:03}.txt").write_text(
            f"Letter {number}\n\nDear Anna,\n\nAll is well.\n", encoding="utf-8"
        )
    with open_package(PackageOrder(seeds, alone, NOW, opened_at=NOW, executor="serial")) as run:
        assert len(list(run.outcomes)) == SEEDS
    told, said = tmp_path / "told", tmp_path / "said"
    try:
        with network(2) as found, dask_on(found, tmp_path) as workers:
            command = [
                sys.executable, "-m", "archive", "package", str(seeds), "--out", str(out), "--opened-at", "2026-01-01",
                "--format", "jsonl", "--executor", f"dask:{SCHEDULER}",
            ]  # fmt: skip
            run = found.begun(
                found.hub, "sh", "-c", f'exec "$@" > {told} 2> {said}', "sh", *command, log=tmp_path / "log"
            )
            try:
                _wait(lambda: told.exists() and told.read_bytes().count(b"\n") > 0, run)
                found.pull(found.hosts[0])
                lived = [worker.poll() for worker in workers]
                before = told.read_bytes().count(b"\n")
                assert run.wait(timeout=180) in (0, 1), said.read_text()
            finally:
                run.kill()
                run.wait()
            assert before < SEEDS - 64, "the run was over before the cable was out"
            assert lived == [None, None], "a worker had ended before the cable was out"
            log = (tmp_path / "dask.log").read_text()
    except NoHosts as reason:
        pytest.skip(str(reason))
    rows = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    statuses = [row["status"] for row in rows if "seed" in row]
    assert len(statuses) == SEEDS
    assert set(statuses) <= {"packaged", "unchanged"}
    assert statuses.count("unchanged") <= 2 * 64, (
        "more than what was under way at the lost host was there already"
    )
    assert "Remove worker" in log, "the scheduler never missed it"
    assert tree(out) == tree(alone)
    assert not (out / ".archive-staging").exists()


def _wait(true, process):
    deadline = time.monotonic() + 120
    while not true():
        assert process.poll() is None, "the run is over"
        assert time.monotonic() < deadline
        time.sleep(0.02)
