"""Work counted in calls of functions, which a busy machine counts the same."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many functions the work calls, Python's and its libraries'."""
    events: Counter[str] = Counter()

    def count(_: FrameType, event: str, __: object) -> None:
        events[event] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return events["call"] + events["c_call"]
