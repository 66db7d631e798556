"""Trying again what may pass: how often, how long between, and when no more."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from archive.errors import DepositError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient we are, in seconds.

    `tries` in all; the wait before the second is up to `first`, then up to twice as long each time, never over `longest`.
    No try begins later than `patience` after the first. `connect` is what a connection may take; `read` what a server may
    be silent; the head of its answer may take half as long again. Reading an answer may take `patience`, and a second more for
    each `slowest` bytes.
    """

    tries: int = 5
    first: float = 0.5
    longest: float = 60.0
    patience: float = 300.0
    connect: float = 10.0
    read: float = 120.0
    slowest: float = 1000.0


@dataclass(frozen=True, slots=True)
class Pace:
    """The clock, the waiting and the dice, so that a test brings its own. `chance` gives numbers from 0 to 1."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Passing(Exception):
    """What failed and may pass: `error` is raised if it does not; `after` is how long the server asked to be left alone."""

    def __init__(self, error: DepositError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after


def repeated(work: Callable[[], T], policy: Policy, pace: Pace) -> T:
    """What `work` gives, tried again as long as it raises Passing and the policy allows; else the last one's error.

    A server that asks for a longer wait than is left, or than `longest`, is not asked again: sooner would be a nuisance.
    """
    begun = pace.clock()
    tried = 0
    while True:
        tried += 1
        try:
            return work()
        except Passing as passing:
            error, after = passing.error, passing.after
        wait = after if after is not None else _backoff(tried, policy, pace)
        left = begun + policy.patience - pace.clock()
        if tried >= policy.tries or wait > min(policy.longest, left):
            raise _counted(error, tried)
        pace.sleep(wait)


def _backoff(tried: int, policy: Policy, pace: Pace) -> float:
    """Between half and the whole of a time that doubles: many clients that failed together do not come back together."""
    whole = min(policy.longest, policy.first * 2.0 ** min(tried - 1, 30))
    return whole * (0.5 + 0.5 * pace.chance())


def _counted(error: DepositError, tried: int) -> DepositError:
    if tried == 1:
        return error
    return type(error)(error.code, error.where, f"{error.detail} ({tried} times)", error.causes)
