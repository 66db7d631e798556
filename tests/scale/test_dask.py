"""Work shared out by a real Dask scheduler to real workers: the same results, and a lost worker costs nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from archive.errors import ArchiveError, SettingsError
from archive.executors import Serial, open_executor
from archive.outcome import Done
from archive.workflows.package import PackageOrder, open_package
from archive.workflows.results import Status
from tests.scale.cluster import ROOT, cluster
from tests.scale.work import die_at, die_once, double, lost, slowly

pytest.importorskip("distributed", reason="the extra `dask` is not installed")

from archive.executors.dask import Dask, at_one_version
from archive.version import VERSION

servers = pytest.mark.servers


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A scheduler with two workers that no test kills."""
    with cluster(2, logs=tmp_path_factory.mktemp("dask")) as found:
        yield found


@servers
@pytest.mark.parametrize("batch", [1, 3, 100])
def test_results_come_in_the_order_of_the_items(pair, batch):
    """No batch size changes what comes back."""
    found = list(Dask(pair.address).run(double, range(10), batch=batch, lost=lost))
    assert found == list(Serial().run(double, range(10), batch=batch, lost=lost))


@servers
def test_items_are_drawn_as_they_are_needed(pair):
    """An endless source can be worked on: no more than two batches a thread are ever under way."""
    drawn = []

    def endless():
        for number in range(10**9):
            drawn.append(number)
            yield number

    results = Dask(pair.address).run(double, endless(), batch=2, lost=lost)
    assert [next(results) for _ in range(4)] == [0, 2, 4, 6]
    results.close()
    assert len(drawn) <= 2 * (2 * 2 + 2)


@servers
def test_a_lost_worker_costs_its_batch_only_and_that_is_done_elsewhere(tmp_path):
    """A worker killed at its work is not missed: another one takes its batch, and every result comes."""
    with cluster(2, logs=tmp_path) as found:
        work = partial(die_once, str(tmp_path / "dead"))
        assert list(Dask(found.address).run(work, range(12), batch=3, lost=lost)) == list(range(0, 24, 2))
        assert sum(worker.poll() is not None for worker in found.workers) == 1


@servers
def test_the_item_that_kills_every_worker_is_known_by_name(tmp_path):
    """Of a batch that no worker survives, only the one item is lost, with E0502."""
    with cluster(2, nanny=True, failures=0, logs=tmp_path) as found:
        results = list(Dask(found.address).run(partial(die_at, 5), range(12), batch=3, lost=lost))
        assert results == [0, 2, 4, 6, 8, "E0502", 12, 14, 16, 18, 20, 22]


@servers
def test_a_cluster_of_this_machine_needs_no_address():
    """`dask` alone starts workers here; a killing item is told there too."""
    results = list(Dask().run(partial(die_at, 5), range(8), batch=4, lost=lost))
    assert results == [0, 2, 4, 6, 8, "E0502", 12, 14]


@servers
def test_workers_that_are_all_lost_end_the_run(tmp_path):
    """When no worker is left and none comes, the run ends with E0507 and does not wait for ever."""
    with cluster(1, logs=tmp_path) as found:
        results = Dask(found.address, patience=3).run(slowly, range(100), batch=1, lost=lost)
        assert next(results) == 0
        os.killpg(found.workers[0].pid, signal.SIGKILL)
        with pytest.raises(ArchiveError) as caught:
            list(results)
        assert caught.value.code == "E0507"


@servers
def test_an_address_where_nobody_answers():
    """No scheduler is E0505, within the patience that was asked for."""
    begun = time.monotonic()
    with pytest.raises(SettingsError) as caught:
        list(Dask("tcp://127.0.0.1:9", patience=1).run(double, range(4), batch=2, lost=lost))
    assert caught.value.code == "E0505"
    assert time.monotonic() - begun < 20


@servers
def test_a_worker_without_our_program(pair):
    """What a worker cannot import is E0506, not a traceback."""
    namespace = {"__name__": "nowhere"}
    exec("def work(numbers):\n    import no_such_module_of_ours\n", namespace)
    with pytest.raises(SettingsError) as caught:
        list(Dask(pair.address).run(namespace["work"], range(4), batch=2, lost=lost))
    assert caught.value.code == "E0506"


def test_a_worker_of_another_version_is_refused():
    """Bags of one run come from one version: a worker of another says so and does nothing."""
    with pytest.raises(SettingsError) as caught:
        at_one_version("0.0.0", double, [1])
    assert caught.value.code == "E0506"


def test_a_worker_of_many_threads_works_at_one_batch_at_a_time():
    """Two batches given to one process at once are done one after the other."""
    at_work = []

    def watched(numbers):
        at_work.append(1)
        time.sleep(0.05)
        assert len(at_work) == 1
        at_work.pop()
        return double(numbers)

    results = []
    threads = [
        threading.Thread(target=lambda: results.append(at_one_version(VERSION, watched, [1])))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[2]] * 3


def test_the_import_stays_out_of_start_up():
    """Neither the command line nor another executor loads Dask."""
    script = (
        "import sys; from archive.executors import open_executor; open_executor('processes:2', many=True); "
        "import archive.cli.package; raise SystemExit('distributed' in sys.modules or 'dask' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    "spec, address",
    [("dask", None), ("dask:tcp://10.0.0.1:8786", "tcp://10.0.0.1:8786"), ("dask:h:1", "h:1")],
)
def test_a_name_opens_dask(spec, address):
    """What stands after the first colon is the scheduler's address, colons and all."""
    assert open_executor(spec, many=False) == Dask(address)


# --- the same bags ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(30):
        text = f"{texts[number % len(texts)]}\n\nCopy {number}.\n"
        (folder / f"s{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def tree(root: Path):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def packaged(seeds, out, executor, batch=64):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    order = PackageOrder(seeds, out, now, opened_at=now, executor=executor, batch=batch)
    with open_package(order) as run:
        outcomes = list(run.outcomes)
    assert [outcome.value.status for outcome in outcomes if isinstance(outcome, Done)] == [
        Status.PACKAGED
    ] * 30
    return tree(out)


@pytest.fixture(scope="module")
def expected(seeds, tmp_path_factory):
    return packaged(seeds, tmp_path_factory.mktemp("serial") / "bags", "serial")


@pytest.mark.parametrize(
    "executor, batch", [("serial", 1), ("serial", 7), ("processes:2", 1), ("processes:2", 11)]
)
def test_neither_processes_nor_batches_change_a_byte(seeds, expected, tmp_path, executor, batch):
    """The same bags come from one process and from several, however the seeds are grouped."""
    assert packaged(seeds, tmp_path / "bags", executor, batch) == expected


@servers
@pytest.mark.parametrize("batch", [1, 8, 64])
def test_dask_makes_the_same_bytes(pair, seeds, expected, tmp_path, batch):
    """The same bags come from Dask's workers, however the seeds are grouped."""
    assert packaged(seeds, tmp_path / "bags", f"dask:{pair.address}", batch) == expected


@servers
def test_a_worker_killed_amid_its_batch_leaves_no_trace(seeds, expected, tmp_path):
    """Its half written bag is in nobody's way: another worker makes the batch, every bag is whole, no litter stays."""
    with cluster(2, logs=tmp_path) as found:
        killer = threading.Thread(target=_kill_when_staging, args=(found.workers[0], tmp_path / "bags"))
        killer.start()
        out = tmp_path / "bags"
        now = datetime(2026, 1, 1, tzinfo=UTC)
        order = PackageOrder(seeds, out, now, opened_at=now, executor=f"dask:{found.address}", batch=15)
        with open_package(order) as run:
            outcomes = list(run.outcomes)
        killer.join()
        assert found.workers[0].poll() is not None, "the worker was not killed at its work"
    assert all(isinstance(outcome, Done) for outcome in outcomes), outcomes
    assert tree(out) == expected


def _kill_when_staging(worker, out):
    """Kills the worker once both have bags in staging: some of them half written."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if len(list(out.glob(".archive-staging/*/s*"))) >= 4:
            os.killpg(worker.pid, signal.SIGKILL)
            return
        time.sleep(0.005)


@servers
def test_an_interrupt_from_the_keyboard(seeds, tmp_path):
    """Ctrl-C with workers started here is 130, without a traceback of anybody's, and no litter."""
    out = tmp_path / "bags"
    command = [
        sys.executable,
        "-m",
        "archive",
        "package",
        str(seeds),
        "--out",
        str(out),
        "--executor",
        "dask",
    ]
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while not list(out.glob(".archive-staging/*/s*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in said
    assert not (out / ".archive-staging").exists()
