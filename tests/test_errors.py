"""Errors come from workers, so each must survive the way between processes."""

import pickle

import pytest

import archive.errors
from archive.errors import ArchiveError

CHILDREN = [
    value
    for value in vars(archive.errors).values()
    if isinstance(value, type) and issubclass(value, ArchiveError)
]


@pytest.mark.parametrize("kind", CHILDREN)
def test_an_error_pickles_whole(kind):
    """Class, code, place, detail and causes are the same on the other side."""
    error = kind("E0101", "a.txt", "gone", (("line 3", "no such term"),))
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.code, back.where, back.detail, back.causes) == (
        kind,
        error.code,
        error.where,
        error.detail,
        error.causes,
    )


def test_an_error_says_all_its_causes():
    """The message holds every cause, each on a line."""
    error = ArchiveError("E0301", "metadata.csv", "2 wrong cells", (("row 2", "one"), ("row 3", "two")))
    assert str(error).splitlines() == ["E0301 metadata.csv: 2 wrong cells", "  row 2: one", "  row 3: two"]
