"""A Dask scheduler and workers, each a process of its own, on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Cluster:
    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def cluster(workers: int, *, nanny: bool = False, failures: int | None = None, logs: Path):
    """A scheduler and this many workers of one thread; `failures` is how many workers a task may cost the scheduler."""
    port = _free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if failures is not None:
        environment["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = str(failures)
    with ExitStack() as stack:
        log = stack.enter_context((logs / "dask.log").open("wb"))

        def begun(*command):
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=logs,
            )
            stack.callback(_ended, process)
            return process

        begun(
            "dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-dashboard",
            "--dashboard-address",
            "127.0.0.1:0",
            "--no-show",
        )
        address = f"tcp://127.0.0.1:{port}"
        options = (
            "--nworkers",
            "1",
            "--nthreads",
            "1",
            "--no-dashboard",
            "--nanny" if nanny else "--no-nanny",
        )
        yield Cluster(address, tuple(begun("dask_worker", address, *options) for _ in range(workers)))


def _ended(process):
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
