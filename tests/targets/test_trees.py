"""What JSON says, by name and by kind."""

import pytest

from archive.errors import Rejected
from archive.targets.trees import number, part, rows, text

TREE = {"a": {"b": [{"c": "word", "n": 3}], "none": None}, "written": "12", "truth": True}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (lambda: part(TREE, "a", "none"), {}),
        (lambda: part(TREE, "a", "not there", "below"), {}),
        (lambda: rows(TREE, "a", "b"), [{"c": "word", "n": 3}]),
        (lambda: rows(TREE, "a", "none"), []),
        (lambda: rows(TREE, "not there", "b"), []),
        (lambda: text(TREE["a"]["b"][0], "c"), "word"),
        (lambda: number(TREE["a"]["b"][0], "n"), 3),
        (lambda: number(TREE, "written"), 12),
    ],
)
def test_what_is_there_is_given_and_what_is_not_is_empty(asked, found):
    """Objects and lists that are not there, or null, are empty; numbers may be written as texts."""
    assert asked() == found


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (lambda: part([TREE]), "it is not an object"),
        (lambda: part(None), "it is not an object"),
        (lambda: part(TREE, "a", "b"), "a.b is not an object"),
        (lambda: part(TREE, "written", "below"), "written is not an object"),
        (lambda: rows(TREE, "a"), "a is not a list"),
        (lambda: rows({"a": ["word"]}, "a"), "a is not an object"),
        (lambda: text(TREE, "a"), "a is not a text"),
        (lambda: text(TREE, "not there"), "not there is not a text"),
        (lambda: number(TREE, "truth"), "truth is not a whole number"),
        (lambda: number({"n": "-1"}, "n"), "n is not a whole number"),
        (lambda: number({"n": "²"}, "n"), "n is not a whole number"),
    ],
)
def test_what_is_of_another_kind_is_told(asked, named):
    """Anything else is Rejected E0629 by its name, and what stood there is not shown."""
    with pytest.raises(Rejected) as refused:
        asked()
    assert (refused.value.code, refused.value.detail) == ("E0629", named)
