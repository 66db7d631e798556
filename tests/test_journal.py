"""The journal: what it remembers, what a kill leaves of it, and who may write it."""

import os
import resource

import pytest

from archive.errors import DepositError
from archive.journal import NAME, Entry, Journal, State, reached
from archive.targets.protocol import Ticket

PLANNED = Entry("2026-01-02T00:00:00Z", "folder:x", "urn:x:1", "ab", "a", State.PLANNED)
TICKET = Ticket("ref", (("draft", "7"),))


def test_the_last_state_is_remembered(tmp_path):
    """Another process finds the last state of each bag at each target, with its ticket."""
    with Journal(tmp_path) as journal:
        journal.add(PLANNED, reached(PLANNED, State.STAGED, "2026-01-02T00:00:01Z", TICKET))
    with Journal(tmp_path) as journal:
        last = journal.last("folder:x", "ab")
        assert (last.state, last.ticket) == (State.STAGED, TICKET)
        assert journal.last("folder:y", "ab") is None
        assert journal.open_entries("folder:x", "urn:x:1") == (last,)
        assert journal.open_entries("folder:x", "urn:x:2") == ()


@pytest.mark.parametrize("kept", range(1, 60, 7))
def test_a_line_cut_short_was_never_acted_upon(tmp_path, kept):
    """Whatever part of the last line a kill left, the one before it stands, and the next is added after it."""
    with Journal(tmp_path) as journal:
        journal.add(PLANNED)
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole + whole[:kept])
    with Journal(tmp_path) as journal:
        assert journal.last("folder:x", "ab") == PLANNED
        journal.add(reached(PLANNED, State.STAGED, "2026-01-02T00:00:01Z", TICKET))
    assert (tmp_path / NAME).read_bytes().startswith(whole)
    with Journal(tmp_path) as journal:
        assert journal.last("folder:x", "ab").state is State.STAGED


@pytest.mark.parametrize("line", [
        b"{}\n", b"[]\n", b"no JSON\n", b"\xff\n", b'{"state": "done"}\n',
        b'{"at": "", "target": [], "identifier": "", "key": "", "bag": "", "state": "planned"}\n',
        b'{"at": 1, "target": "", "identifier": "", "key": "", "bag": "", "state": "planned"}\n',
        b'{"at": "", "target": "", "identifier": "", "key": "", "bag": "", "state": "planned", "ticket": {"reference": 1, "details": {}}}\n',
        b'{"at": "", "target": "", "identifier": "", "key": "", "bag": "", "state": "flying"}\n',
    ],
)  # fmt: skip
def test_a_line_that_no_deposit_wrote(tmp_path, line):
    """It is E0609 with its number, and nothing of the file is changed."""
    with Journal(tmp_path) as journal:
        journal.add(PLANNED)
    whole = (tmp_path / NAME).read_bytes() + line
    (tmp_path / NAME).write_bytes(whole)
    with pytest.raises(DepositError) as refused:
        Journal(tmp_path)
    assert refused.value.code == "E0609"
    assert refused.value.where.endswith(f"{NAME}:2")
    assert (tmp_path / NAME).read_bytes() == whole


def test_only_one_deposit_at_once(tmp_path):
    """While one has the journal, another is refused with E0608; afterwards it may have it."""
    with Journal(tmp_path):
        with pytest.raises(DepositError) as refused:
            Journal(tmp_path)
        assert refused.value.code == "E0608"
    Journal(tmp_path).close()


def test_a_folder_that_cannot_be_made(tmp_path):
    """A file where the folder should be is E0609."""
    (tmp_path / "state").write_text("")
    with pytest.raises(DepositError) as refused:
        Journal(tmp_path / "state")
    assert refused.value.code == "E0609"


def test_a_link_is_not_followed(tmp_path):
    """A journal that is a link to another file is refused, and the other file is left alone."""
    (tmp_path / "other").write_text("mine")
    (tmp_path / NAME).symlink_to(tmp_path / "other")
    with pytest.raises(DepositError):
        Journal(tmp_path)
    assert (tmp_path / "other").read_text() == "mine"


def test_a_full_disk(tmp_path):
    """A state that cannot be written is E0609: nothing is done that the journal does not know."""
    journal = Journal(tmp_path)
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, journal._fd)
    os.close(full)
    with pytest.raises(DepositError) as refused:
        journal.add(PLANNED)
    assert refused.value.code == "E0609"
    assert journal.last("folder:x", "ab") is None
    journal.close()


def test_a_disk_that_fills_in_the_middle_of_a_line(tmp_path):
    """What was written of a state that failed is cut off: the next one is added whole, and the journal can be read."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal(tmp_path) as journal:
        journal.add(PLANNED)
        before = (tmp_path / NAME).read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 40, hard))
        try:
            with pytest.raises(DepositError) as refused:
                journal.add(reached(PLANNED, State.STAGED, "2026-01-02T00:00:01Z", TICKET))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert refused.value.code == "E0609"
        assert (tmp_path / NAME).read_bytes() == before
        assert journal.last("folder:x", "ab") == PLANNED
        journal.add(reached(PLANNED, State.PREFLIGHTED, "2026-01-02T00:00:02Z"))
    with Journal(tmp_path) as journal:
        assert journal.last("folder:x", "ab").state is State.PREFLIGHTED


def test_a_journal_that_cannot_be_mended_takes_nothing_more(tmp_path):
    """Where half a state could not be cut off again, no later one is added behind it."""
    journal = Journal(tmp_path)
    full = os.open("/dev/full", os.O_WRONLY)
    whole = os.dup(journal._fd)
    os.dup2(full, journal._fd)
    os.close(full)
    with pytest.raises(DepositError):
        journal.add(PLANNED)
    os.dup2(whole, journal._fd)
    os.close(whole)
    with pytest.raises(DepositError) as refused:
        journal.add(PLANNED)
    assert refused.value.code == "E0609"
    assert (tmp_path / NAME).read_bytes() == b""
    journal.close()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file(tmp_path, make):
    """A FIFO or a folder under the journal's name is E0609, and nobody waits for ever."""
    make(tmp_path / NAME)
    with pytest.raises(DepositError) as refused:
        Journal(tmp_path)
    assert refused.value.code == "E0609"


def test_a_line_without_end(tmp_path):
    """A line longer than any that a deposit writes is E0609, and is not read whole."""
    with (tmp_path / NAME).open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(DepositError) as refused:
        Journal(tmp_path)
    assert refused.value.code == "E0609"
    assert (tmp_path / NAME).stat().st_size == 1 << 30


def test_no_room_for_a_lock(tmp_path, monkeypatch):
    """A file system that gives no locks is E0609, told with its words."""
    import errno
    import fcntl

    def flock(fd, how):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(DepositError) as refused:
        Journal(tmp_path)
    assert (refused.value.code, refused.value.detail) == ("E0609", os.strerror(errno.ENOLCK))
