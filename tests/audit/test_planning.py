"""Which copies are read, in which order, and which are left."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cli.audit import budget, moment, share, while_
from archive.workflows.copies import Kept, Unit
from archive.workflows.planning import NO_BUDGET, Budget, late, plan

STAMPS = st.none() | st.integers(0, 30).map(lambda day: f"2026-01-{day + 1:02}T00:00:00Z")
UNITS = st.lists(
    st.builds(Unit, st.sampled_from(Kept), st.sampled_from(("a", "b")), st.text("xyz", max_size=3), size=st.none() | st.integers(0, 50), checked_at=STAMPS),
    max_size=20,
    unique_by=lambda one: (one.place, one.name),
)  # fmt: skip
SHARES = st.fractions(0, 1)


def unit(name, day=None, size=10):
    return Unit(Kept.BAG, "bags:/b", name, size=size, checked_at=day and f"2026-01-{day:02}T00:00:00Z")


def planned(units, share=Fraction(1), budget=NO_BUDGET, since=None):
    made = plan(units, share=share, budget=budget, since=since)
    return [one.name for one in made.due], [one.name for one in made.rest], [one.name for one in made.large]


ROWS = [
    ("never before oldest before newest", {}, (["c", "b", "a"], [], [])),
    ("a share is rounded up", {"share": Fraction(1, 3)}, (["c"], ["b", "a"], [])),
    ("a little is one", {"share": Fraction(1, 1000)}, (["c"], ["b", "a"], [])),
    ("no share is none", {"share": Fraction(0)}, ([], ["c", "b", "a"], [])),
    ("what was checked since is left", {"since": "2026-01-03T00:00:00Z"}, (["c", "b"], ["a"], [])),
    ("at that very time is since", {"since": "2026-01-02T00:00:00Z"}, (["c"], ["b", "a"], [])),
    ("a share is of all, also of those left", {"since": "2026-01-03T00:00:00Z", "share": Fraction(2, 3)}, (["c", "b"], ["a"], [])),
    ("bytes", {"budget": Budget(size=20)}, (["c", "b"], ["a"], [])),
    ("less than one", {"budget": Budget(size=9)}, ([], [], ["c", "b", "a"])),
]  # fmt: skip


@pytest.mark.parametrize("options, expected", [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_plan(options, expected):
    """As written by hand."""
    assert planned([unit("a", 5), unit("b", 2), unit("c")], **options) == expected


def test_one_that_is_too_large_keeps_no_other_out():
    """It is set aside, and told; the order of the rest is kept, and nothing is read past the first that has no room."""
    units = [unit("huge", size=1000), unit("a", 1, 30), unit("b", 2, 60), unit("c", 3, 20), unit("d", 4, 10)]
    assert planned(units, budget=Budget(size=100)) == (["a", "b"], ["c", "d"], ["huge"])


@settings(deadline=None)
@given(UNITS, SHARES, st.none() | st.integers(0, 100), STAMPS)
def test_every_copy_is_somewhere_once(units, portion, size, since):
    """Nothing is lost or doubled; the due are the oldest of what may be read, within share and budget."""
    made = plan(units, share=portion, budget=Budget(size=size), since=since)
    assert sorted(map(repr, (*made.due, *made.rest, *made.large))) == sorted(map(repr, units))
    assert len(made.due) + len(made.large) <= ceil(portion * len(units))
    assert [one.checked_at or "" for one in made.due] == sorted(one.checked_at or "" for one in made.due)
    if size is not None:
        assert sum(one.size or 0 for one in made.due) <= size
    if since is not None:
        assert all(one.checked_at is None or one.checked_at < since for one in made.due)


@settings(deadline=None)
@given(UNITS, SHARES)
def test_the_order_of_the_asking_is_of_no_account(units, portion):
    """The same copies give the same plan."""
    assert plan(units, share=portion, budget=NO_BUDGET, since=None) == plan(
        reversed(units), share=portion, budget=NO_BUDGET, since=None
    )


def test_late_is_older_than_it_should_be():
    """One never checked is not late: it is never checked."""
    now = datetime(2027, 1, 2, tzinfo=UTC)
    assert late(unit("a", 1), now, timedelta(days=365))
    assert not late(unit("a", 2), now, timedelta(days=365))
    assert not late(unit("a"), now, timedelta(days=1))


@pytest.mark.parametrize(
    "read, text, value",
    [
        (share, "0.1", Fraction(1, 10)), (share, "1/3", Fraction(1, 3)), (share, "10%", Fraction(1, 10)), (share, "0", Fraction(0)), (share, "100%", Fraction(1)),
        (budget, "2h", timedelta(hours=2)), (budget, "90s", timedelta(seconds=90)), (budget, "1.5d", timedelta(hours=36)),
        (budget, "10GiB", 10 << 30), (budget, "500MB", 500_000_000), (budget, "1.5kB", 1500),
        (while_, "365d", timedelta(days=365)), (while_, "4w", timedelta(weeks=4)), (moment, "30d", timedelta(days=30)),
        (moment, "2026-01-02", datetime(2026, 1, 2, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_amounts_are_read(read, text, value):
    """As a person writes them."""
    assert read(text) == value


@pytest.mark.parametrize(
    "read, text",
    [
        (share, "2"), (share, "-0.1"), (share, "1/0"), (share, "half"), (share, "nan"), (share, ""), (budget, "10"), (budget, "10 apples"), (budget, "-1h"),
        (while_, "1y"), (while_, "999999999w"), (while_, ""), (moment, "yesterday"), (moment, "2026-01-02T03:04"),
    ],
)  # fmt: skip
def test_other_amounts_are_usage(read, text):
    """ArgumentTypeError, which argparse tells as usage."""
    import argparse

    with pytest.raises(argparse.ArgumentTypeError):
        read(text)
