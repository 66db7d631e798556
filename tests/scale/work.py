"""What workers are given to do; a module of its own, for they import it by its name."""

import os
import signal
import time
from pathlib import Path


def double(numbers):
    return [2 * number for number in numbers]


def die_at(number, numbers):
    if number in numbers:
        os._exit(9)
    return double(numbers)


def die_once(flag, numbers):
    """Kills the first worker that comes here, and no other."""
    try:
        Path(flag).touch(exist_ok=False)
        os.kill(os.getpid(), signal.SIGKILL)
    except FileExistsError:
        pass
    return double(numbers)


def slowly(numbers):
    time.sleep(0.3)
    return double(numbers)


def lost(number, error):
    return error.code
