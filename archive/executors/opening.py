"""Which executor a name means."""

from __future__ import annotations

import os
import re

from archive.errors import SettingsError
from archive.executors.local import Processes, Serial
from archive.executors.protocol import Executor

_NUMBER = re.compile("[1-9][0-9]{0,5}")
FEW = 150  # below this many small documents one process is faster than starting others


def open_executor(spec: str | None, *, many: bool) -> Executor:
    """The executor that `spec` names: `serial`, `processes`, `processes:N`, `dask` or `dask:ADDRESS`.

    Without one, processes for many items. Raises SettingsError E0503 for another name.
    """
    kind, colon, rest = (spec or ("processes" if many else "serial")).partition(":")
    match kind, colon, rest:
        case "serial", "", _:
            return Serial()
        case "processes", "", _:
            return Processes(processors())
        case "processes", ":", number if _NUMBER.fullmatch(number):
            return Processes(int(number))
        case ("dask", "", _) | ("dask", ":", str()) if not colon or rest:
            from archive.executors.dask import Dask

            return Dask(rest or None)
        case _:
            wanted = "serial, processes, processes:N, dask, dask:ADDRESS"
            raise SettingsError("E0503", "--executor", f"{spec!r} is none of {wanted}")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
