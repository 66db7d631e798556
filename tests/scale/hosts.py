"""Hosts of their own on this machine: network namespaces, each with a cable to a hub that can be pulled out. Nothing leads out of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "10.77.0.1"  # the hub's, from every host
SCHEDULER = f"tcp://{ADDRESS}:8786"
LOST_AFTER = "13s"  # without an answer, before the scheduler gives a worker up; 30 s if nobody says otherwise


class NoHosts(Exception):
    """Why namespaces cannot be had here."""


@dataclass(frozen=True)
class Host:
    """A namespace, and what its cable is called at the hub."""

    name: str
    cable: str


@dataclass(frozen=True)
class Network:
    hub: str
    hosts: tuple[Host, ...]

    def begun(self, place: str, *command: str, log: Path, **more: str) -> subprocess.Popen[bytes]:
        """A process on the host `place`."""
        with log.open("ab") as stream:
            return subprocess.Popen(
                ["ip", "netns", "exec", place, *command],
                stdout=stream,
                stderr=stream,
                start_new_session=True,
                cwd=log.parent,
                env={**os.environ, "PYTHONPATH": str(ROOT), **more},
            )

    def pull(self, host: Host) -> None:
        """Takes the cable out: nothing comes through any more, and nobody is told."""
        _ip("-n", self.hub, "link", "set", host.cable, "down")


@contextmanager
def network(count: int) -> Iterator[Network]:
    """A hub and this many hosts around it. Raises NoHosts."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        raise NoHosts("network namespaces need root and ip(8)")
    stem = f"archive{os.getpid()}"
    with ExitStack() as stack:

        def made(name: str) -> str:
            _ip("netns", "add", name)
            stack.callback(subprocess.run, ["ip", "netns", "del", name], check=False, capture_output=True)
            _ip("-n", name, "link", "set", "lo", "up")
            return name

        hub = made(f"{stem}-hub")
        _ip("-n", hub, "addr", "add", f"{ADDRESS}/32", "dev", "lo")
        hosts = []
        for number in range(1, count + 1):
            name, cable, net = made(f"{stem}-{number}"), f"cable{number}", f"10.77.{number}"
            _ip("-n", hub, "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
            _ip("-n", hub, "addr", "add", f"{net}.1/30", "dev", cable)
            _ip("-n", name, "addr", "add", f"{net}.2/30", "dev", "eth0")
            _ip("-n", hub, "link", "set", cable, "up")
            _ip("-n", name, "link", "set", "eth0", "up")
            _ip("-n", name, "route", "add", f"{ADDRESS}/32", "via", f"{net}.1")
            hosts.append(Host(name, cable))
        yield Network(hub, tuple(hosts))


@contextmanager
def dask_on(found: Network, logs: Path) -> Iterator[tuple[subprocess.Popen[bytes], ...]]:
    """A scheduler at the hub and a worker of one thread on each host."""
    log = logs / "dask.log"
    patience = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": LOST_AFTER}
    with ExitStack() as stack:

        def begun(place: str, *words: str) -> subprocess.Popen[bytes]:
            process = found.begun(
                place, sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:], log=log, **patience
            )
            stack.callback(_ended, process)
            return process

        begun(
            found.hub, "dask_scheduler", "--host", ADDRESS, "--port", "8786", "--no-dashboard", "--no-show",
            "--dashboard-address", "127.0.0.1:0",
        )  # fmt: skip
        options = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny")
        workers = tuple(begun(host.name, "dask_worker", SCHEDULER, *options) for host in found.hosts)
        deadline = time.monotonic() + 60
        while log.read_text().count("Registered to:") < len(workers):
            if time.monotonic() > deadline or any(worker.poll() is not None for worker in workers):
                raise AssertionError(f"the workers did not come: {log.read_text()[-2000:]}")
            time.sleep(0.2)
        yield workers


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoHosts(f"ip {' '.join(words)}: {done.stderr.strip()}")


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
