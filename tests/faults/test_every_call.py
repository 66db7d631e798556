"""The commands killed, interrupted and failed at their system calls: nothing is lost, and running again comes to the same.

A sample in every run; many more with `-m slow`. All of them, with counts for docs/reliability.md: `python -m tests.faults.every_call`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.errors import Rejected
from archive.findings import Finding
from archive.targets.parcel import parcel_of
from tests.faults import commands, every_call

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ("package", "validate", "deposit", "audit")
ERRORS = ("EIO", "ENOSPC", "EACCES", "EMFILE")


def tried(folder, names, *faults, step, others):
    """The counts of each command, after none of the tries came to a loss."""
    options = ["--fault", *faults, "--step", str(step), "--others", str(others), "--folder", str(folder)]
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.faults.every_call", *names, *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=600,
    )
    if done.returncode == every_call.CANNOT:
        pytest.skip(f"strace cannot be used here: {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["command"], row["fault"]) for row in told] == list(product(names, faults))
    assert all(row["tried"] for row in told), told
    return told


def test_killed_at_a_sample_of_calls(tmp_path):
    """SIGKILL here and there in each command: whole bags, an untouched source, and the next run completes, to the same bytes."""
    told = tried(tmp_path, COMMANDS, "kill", step=25, others=0)
    assert {how for row in told for how in row["ended"]} == {"killed"}


def test_failed_at_a_sample_of_calls(tmp_path):
    """An error of the system here and there: an exit status and codes, no traceback, and nothing lost."""
    tried(tmp_path, ("package", "deposit"), *ERRORS, step=60, others=0)


def test_interrupted_at_a_sample_of_calls(tmp_path):
    """Ctrl-C here and there is 130, or came too late; there is no litter, and the next run completes."""
    told = tried(tmp_path, ("package", "deposit"), "interrupt", step=40, others=0)
    assert {how for row in told for how in row["ended"]} <= {"status 130", "status 0", "status 1"}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_many_calls(tmp_path, name):
    """SIGKILL at every third call that changes something, and some of the rest."""
    tried(tmp_path, (name,), "kill", step=3, others=100)


@pytest.mark.slow
def test_failed_at_many_calls(tmp_path):
    """Each error, and Ctrl-C, at every tenth call that may give it."""
    tried(tmp_path, COMMANDS, *ERRORS, "interrupt", step=10, others=10)


@pytest.fixture
def bag(tmp_path):
    commands.COMMANDS[1].prepare(tmp_path)
    with open_bag(tmp_path / "bags/letter0") as opened:
        yield opened


def test_a_loss_is_seen(tmp_path):
    """The judgement of what is left can fail: a bag that is cut, a seed that is touched, litter after an interrupt."""
    command = commands.COMMANDS[0]
    template, state = tmp_path / "template", tmp_path / "state"
    for folder in (template, state):
        folder.mkdir()
        command.prepare(folder)
    command.check(template, state, litter=False)
    (state / "bags/.archive-staging").mkdir()
    with pytest.raises(AssertionError, match="litter"):
        command.check(template, state, litter=False)
    command.check(template, state, litter=True)
    cut = state / "bags/letter2/data/original/letter2.txt"
    whole = cut.read_bytes()
    cut.write_bytes(whole[:-1])
    with pytest.raises(AssertionError, match="letter2"):
        command.check(template, state, litter=True)
    cut.write_bytes(whole)
    (state / "seeds/letter1.txt").write_bytes(b"")
    with pytest.raises(AssertionError, match="seeds was touched"):
        command.check(template, state, litter=True)


class Unlisted:
    """A container of which one folder could not be listed."""

    def __init__(self, container):
        self._container = container

    def seen(self):
        return (Finding("B0310", "data", "a folder that can be listed", "Too many open files"),)

    def __getattr__(self, name):
        return getattr(self._container, name)


def test_a_bag_whose_folder_cannot_be_listed_is_not_sent(bag):
    """A bag of which something could not be seen when it was to be sent is E0604, and never an object without those files."""
    assert len(parcel_of(bag).files) == 14
    with pytest.raises(Rejected) as refused:
        parcel_of(replace(bag, container=Unlisted(bag.container)))
    assert (refused.value.code, refused.value.where) == ("E0604", "data")


def test_a_bag_that_has_lost_a_file_is_not_sent(bag):
    """A file that a manifest names and that is gone when the bag is to be sent is E0604."""
    entries = {path: entry for path, entry in bag.entries.items() if not path.startswith("data/tei/")}
    with pytest.raises(Rejected) as refused:
        parcel_of(replace(bag, entries=entries))
    assert (refused.value.code, refused.value.where) == ("E0604", "data/tei/letter0.tei.xml")


def test_a_tag_file_that_cannot_be_read_is_not_taken_for_one_that_is_not_there(bag, tmp_path):
    """A bag-info.txt that cannot be read when the bag is to be sent is E0604: without it the object would have another maker."""
    with open_bag(tmp_path / "bags/letter0") as again:
        (tmp_path / "bags/letter0/bag-info.txt").unlink()
        with pytest.raises(Rejected) as refused:
            parcel_of(again)
    assert (refused.value.code, refused.value.where) == ("E0604", "bag-info.txt")
