"""What the second reading of letters is learned from, and the table that it is written to."""

from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from archive.outline import Role
from archive.outline.frame_weights import ROLES, weights
from benchmarks.tei.courses import learn, right, shares, written
from benchmarks.tei.gold import Document, Run
from benchmarks.tei.learn import COURSE, lessons

TEXT = "Bonn, 3. Mai 1871\n\nLieber Karl!\n\nDein Brief kam gestern, und wir haben ihn alle gelesen und uns gefreut.\n\nDein Emil\n"


def of_kinds(*kinds: tuple[str, str]) -> Document:
    """A document in which these words have these kinds."""
    runs = tuple(Run(TEXT.index(words), TEXT.index(words) + len(words), kind) for words, kind in kinds)
    return Document("one", "de", TEXT, runs, ())


def test_the_table_that_ships_is_as_the_learner_writes_it():
    """Read and written again it is the same, line for line, so that a table learned anew can be compared."""
    table = COURSE.table.read_text(encoding="utf-8")
    assert written(weights()) == table


def test_a_lesson_says_what_the_editor_takes_each_line_for():
    """Where the editor does not tell, or tells only that it is of the opener, the line is what it looks like."""
    (lesson,) = lessons("f", "e", of_kinds(("Bonn, 3. Mai 1871", "opener"), ("Dein Emil", "closer")))
    told = [ROLES[number] for number in lesson.told]
    assert told == [Role.DATELINE, Role.SALUTATION, Role.PARAGRAPH, Role.CLOSING]
    assert ROLES[lesson.read[3]] is Role.SIGNATURE


def test_a_lesson_has_no_word_of_the_text():
    """Only looks are learned from, so that nothing of an edition is in the table."""
    (lesson,) = lessons("f", "e", of_kinds(("Dein Emil", "closer")))
    looks = " ".join(look for line in lesson.said for _, seen in line for look in seen)
    assert not [word for word in ("Bonn", "Lieber", "Karl", "Brief", "Emil") if word in looks]


@pytest.mark.skipif(
    importlib.util.find_spec("pycrfsuite") is None, reason="python-crfsuite, which learns, is not installed"
)
def test_the_custom_of_editors_is_learned():
    """Where all editions take a name with its pronoun for the close, so does the second reading that they teach."""
    closed = of_kinds(("Bonn, 3. Mai 1871", "dateline"), ("Lieber Karl!", "salute"), ("Dein Emil", "closer"))
    taught = [lesson for edition in "abc" for _ in range(10) for lesson in lessons(edition, edition, closed)]
    (lesson,) = lessons("d", "d", closed)
    assert ROLES[lesson.read[3]] is Role.SIGNATURE
    assert right(COURSE, learn(COURSE, taught), lesson) == (4, 3, 4)


def test_no_edition_teaches_more_than_its_share():
    """Nor does the order in which texts are found decide which of them teach."""
    taught = [
        replace(lesson, document=str(n)) for n in range(200) for lesson in lessons("f", "e", of_kinds())
    ]
    heard = list(shares(COURSE, taught, 500))
    assert 500 <= sum(len(lesson.read) for lesson in heard) < 520
    assert list(shares(COURSE, taught[::-1], 500)) == heard
