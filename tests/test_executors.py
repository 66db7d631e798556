"""The same results in the same order, wherever the work is done; a lost worker costs its own item."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from archive.errors import SettingsError
from archive.executors import Processes, Serial, open_executor


def double(numbers):
    return [2 * number for number in numbers]


def die_at(number, numbers):
    if number in numbers:
        os._exit(9)
    return double(numbers)


def blocked(numbers):
    return [signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()) for _ in numbers]


def hold(folder, numbers):
    """Work that is never done: as long as the worker lives it holds the lock of a file."""
    part = Path(folder) / f"{os.getpid()}.part"
    with part.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        part.rename(part.with_suffix(".lock"))
        time.sleep(600)
    return numbers


def lost(number, error):
    return error.code


@pytest.mark.parametrize("batch", [1, 3, 100])
@pytest.mark.parametrize("executor", [Serial(), Processes(2)])
def test_results_come_in_the_order_of_the_items(executor, batch):
    """No executor and no batch size changes what comes back."""
    assert list(executor.run(double, range(10), batch=batch, lost=lost)) == list(range(0, 20, 2))


def test_no_items_give_no_results():
    """An empty collection is no error."""
    assert list(Processes(2).run(double, [], batch=4, lost=lost)) == []


def test_a_worker_that_dies_costs_one_item():
    """The item that kills its worker is named; every other one has its result."""
    results = list(Processes(2).run(partial(die_at, 5), range(12), batch=3, lost=lost))
    assert results == [0, 2, 4, 6, 8, "E0502", 12, 14, 16, 18, 20, 22]


def test_a_worker_is_deaf_to_an_interrupt_from_the_first():
    """Ctrl-C, which reaches the whole group, is answered by the parent alone, also while a worker is being set up, and tells of it."""
    assert list(Processes(2).run(blocked, range(6), batch=1, lost=lost)) == [True] * 6
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def until(told, seconds=60):
    """Waits until something is so; fails where it never is."""
    end = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < end
        time.sleep(0.05)


def let_go(lock):
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_no_worker_outlives_a_parent_that_was_killed(tmp_path):
    """A kill, a time limit or a terminal that is closed leaves no process behind, in the midst of work or waiting for it."""
    script = (
        "import sys; from functools import partial; from archive.executors import Processes; from tests.test_executors import hold, lost\n"
        "if __name__ == '__main__': list(Processes(2).run(partial(hold, sys.argv[1]), range(2), batch=1, lost=lost))"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", script, tmp_path], cwd=root) as parent:
        until(lambda: len(list(tmp_path.glob("*.lock"))) == 2)
        locks = list(tmp_path.glob("*.lock"))
        assert not any(map(let_go, locks))
        parent.kill()
    until(lambda: all(map(let_go, locks)))


def test_a_script_is_not_run_again_by_its_workers(tmp_path):
    """One that does not ask for its `__name__` works in processes as it does in one, and is run once."""
    script = tmp_path / "script.py"
    script.write_text(
        "print('run')\n"
        "from archive.executors import Processes\n"
        "from tests.test_executors import double, lost\n"
        "print(list(Processes(2).run(double, range(4), batch=1, lost=lost)))\n"
    )
    root = Path(__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.splitlines() == ["run", "[0, 2, 4, 6]"], ran.stderr


def test_items_are_drawn_as_they_are_needed():
    """An endless source can be worked on: only a bounded number of batches is ever under way."""
    drawn = []

    def endless():
        for number in range(10**9):
            drawn.append(number)
            yield number

    results = Processes(1).run(double, endless(), batch=2, lost=lost)
    assert [next(results) for _ in range(4)] == [0, 2, 4, 6]
    results.close()
    assert len(drawn) < 30


@pytest.mark.parametrize(
    "spec, many, expected",
    [
        ("serial", True, Serial()),
        (None, False, Serial()),
        ("processes:3", False, Processes(3)),
    ],
)
def test_a_name_opens_its_executor(spec, many, expected):
    """What the command line names is what works."""
    assert open_executor(spec, many=many) == expected


@pytest.mark.parametrize(
    "spec", ["threads", "processes:0", "processes:x", "processes:٣", "processes:" + "9" * 5000, "serial:2"]
)
def test_another_name_is_refused(spec):
    """A name that means nothing is E0503, not a guess."""
    with pytest.raises(SettingsError) as caught:
        open_executor(spec, many=False)
    assert caught.value.code == "E0503"
