"""On what and in what state a run was made: without it no figure means anything."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from archive.version import VERSION


def conditions(work: Path, scale: str, repeats: int, peers: dict[str, str]) -> dict[str, str]:
    """The conditions of a run, in words. No name of a host, a user or a folder is among them."""
    return {
        "scale": scale,
        "repetitions": str(repeats),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "archive": VERSION,
        "peers": ", ".join(f"{name} {version}" for name, version in peers.items()) or "none installed",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "processor": f"{_cores()} × {_processor()}",
        "system": f"{platform.system()} {platform.release()}",
        "file system": _file_system(work),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        found = re.search(
            r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE
        )
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def _file_system(work: Path) -> str:
    """The kind of the file system that `work` lies on."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    mounts = [(line.split()[1], line.split()[2]) for line in lines]
    above = {str(path) for path in (work.resolve(), *work.resolve().parents)}
    return max(((len(place), kind) for place, kind in mounts if place in above), default=(0, "unknown"))[1]
