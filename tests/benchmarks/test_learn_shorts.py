"""What the second reading of short lines is learned from, and the table that it is written to."""

from __future__ import annotations

import importlib.util

import pytest

from archive.outline import Role
from archive.outline.short_weights import ROLES, weights
from benchmarks.tei.courses import learn, right, written
from benchmarks.tei.gold import Document, Run
from benchmarks.tei.learn_shorts import COURSE, lessons

PROSE = (
    "The ferry had been out of order since the flood, and whoever wished to cross had to walk as far as the old mill. "
    * 2
)
TEXT = f"The Ferry\n\n{PROSE}\n\nBread and salt\n\n{PROSE}\n"


def of_kinds(*kinds: tuple[str, str]) -> Document:
    """A document in which these words have these kinds."""
    runs = tuple(Run(TEXT.index(words), TEXT.index(words) + len(words), kind) for words, kind in kinds)
    return Document("one", "en", TEXT, runs, ())


def test_the_table_that_ships_is_as_the_learner_writes_it():
    """Read and written again it is the same, line for line, so that a table learned anew can be compared."""
    table = COURSE.table.read_text(encoding="utf-8")
    assert written(weights()) == table


def test_a_lesson_leaves_out_what_is_not_learned():
    """A line that the editor takes for an address is no lesson; one of which the editor says nothing is what the rules say."""
    told = {lesson.told for lesson in lessons("f", "e", of_kinds(("Bread and salt", "address")))}
    assert told == {(ROLES.index(Role.HEADING),)}
    both = [lesson.told[0] for lesson in lessons("f", "e", of_kinds(("Bread and salt", "p")))]
    assert both == [ROLES.index(Role.HEADING), ROLES.index(Role.PARAGRAPH)]


def test_a_lesson_has_no_word_of_the_text():
    """Only looks are learned from, so that nothing of an edition is in the table."""
    found = [
        look
        for lesson in lessons("f", "e", of_kinds())
        for line in lesson.said
        for _, seen in line
        for look in seen
    ]
    assert found
    assert not [word for word in ("Ferry", "Bread", "salt", "mill") if word in " ".join(found)]


@pytest.mark.skipif(
    importlib.util.find_spec("pycrfsuite") is None, reason="python-crfsuite, which learns, is not installed"
)
def test_the_custom_of_editors_is_learned():
    """Where all editions take a short line among paragraphs for one, so does the second reading that they teach."""
    kept = of_kinds(("The Ferry", "head"), ("Bread and salt", "p"))
    taught = [lesson for edition in "abcdef" for _ in range(10) for lesson in lessons(edition, edition, kept)]
    learned = learn(COURSE, taught)
    (again,) = {right(COURSE, learned, lesson) for lesson in taught if lesson.told == (0,)}
    assert again == (1, 0, 1)
