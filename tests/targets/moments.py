"""The moments at which a deposit is broken off: before and after each step, and at each note."""

from datetime import UTC, datetime

STEPS = ("find", "preflight", "stage", "note", "commit", "read_back")
CLOCK = lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)  # noqa: E731


class Killed(BaseException):
    """Nothing of the program's own catches this: what follows it never happens, as after SIGKILL."""


def moments():
    """`before stage`, `after stage`, …: each names a step, and on which side of it the run ends."""
    return [f"{side} {step}" for step in STEPS for side in ("before", "after")]


class Watched:
    """A target that is broken off at one moment; else the one it wraps."""

    def __init__(self, target, moment, end=None):
        self._target, self._moment = target, moment
        self._end = end or self._raise

    def __getattr__(self, name):
        value = getattr(self._target, name)
        if name not in STEPS:
            return value

        def step(*args):
            self._at(f"before {name}")
            result = value(*args)
            self._at(f"after {name}")
            return result

        return step

    def stage(self, parcel, found, note):
        def noted(ticket):
            self._at("before note")
            note(ticket)
            self._at("after note")

        self._at("before stage")
        ticket = self._target.stage(parcel, found, noted)
        self._at("after stage")
        return ticket

    def read_back(self, holding, places):
        self._at("before read_back")
        yield from self._target.read_back(holding, places)
        self._at("after read_back")

    def _at(self, moment):
        if moment == self._moment:
            self._end(moment)

    def _raise(self, moment):
        raise Killed(moment)
