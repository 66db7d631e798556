"""What the second reading is learned from, and the table that it is written to."""

from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from archive.outline import Role
from archive.outline.weights import ROLES, TABLE, weights
from benchmarks.tei.gold import Document, Run
from benchmarks.tei.learn import OWN, lessons, written
from benchmarks.tei.lessons import Lesson, lesson_of, looks_of, right, shares

TEXT = "Bonn, 3. Mai 1871\n\nLieber Karl!\n\nDein Brief kam gestern, und wir haben ihn alle gelesen und uns gefreut.\n\nDein Emil\n"
WITHOUT = [name for name in ("numpy", "scipy") if importlib.util.find_spec(name) is None]


def of_kinds(*kinds: tuple[str, str]) -> Document:
    """A document in which these words have these kinds."""
    runs = tuple(Run(TEXT.index(words), TEXT.index(words) + len(words), kind) for words, kind in kinds)
    return Document("one", "de", TEXT, runs, ())


def told(lesson: Lesson) -> list[Role | None]:
    return [None if line.told is None else ROLES[line.told] for line in lesson.lines]


def test_the_table_that_ships_is_as_the_learner_writes_it():
    """Read and written again it is the same, line for line, so that a table learned anew can be compared."""
    assert written(weights()) == TABLE.read_text(encoding="utf-8")


def test_a_lesson_says_what_the_editor_takes_each_line_for():
    """Where the editor tells only that it is of the opener, the line is what it looks like; where nothing, nothing is learned."""
    lesson = lesson_of("f", "e", of_kinds(("Bonn, 3. Mai 1871", "opener"), ("Dein Emil", "closer")))
    assert told(lesson) == [Role.DATELINE, None, None, Role.CLOSING]
    assert ROLES[lesson.lines[3].read] is Role.SIGNATURE


def test_a_lesson_has_no_word_of_the_text():
    """Only looks are learned from, so that nothing of an edition is in the table."""
    lesson = lesson_of("f", "e", of_kinds(("Dein Emil", "closer")))
    looks = " ".join(look for line in lesson.lines for _, seen in line.said for look in seen)
    assert looks
    assert not [word for word in ("Bonn", "Lieber", "Karl", "Brief", "Emil") if word in looks]


def test_a_look_must_be_met_in_several_families():
    """What siblings alone have is no general sign."""
    lesson = lesson_of("f", "e", of_kinds(("Dein Emil", "closer")))
    assert list(looks_of([lesson, replace(lesson, edition="g")], 1))
    assert not list(looks_of([lesson, replace(lesson, edition="g")], 2))
    assert list(looks_of([lesson, replace(lesson, family="g")], 2)) == list(looks_of([lesson], 1))


def test_no_edition_counts_more_than_its_share():
    """However many texts it has."""
    lesson = lesson_of("f", "e", of_kinds(("Dein Emil", "closer"), ("Lieber Karl!", "salute")))
    assert shares([lesson], 100) == {"e": 1.0}
    assert shares([lesson] * 100, 100) == {"e": 0.5}


def test_our_own_documents_teach_in_every_layout():
    """And the table that ships reads them as they are marked."""
    taught = list(lessons(OWN))
    assert len(taught) > 100
    lines, before, after = map(sum, zip(*(right(weights(), lesson) for lesson in taught), strict=True))
    assert before <= after
    assert after >= 0.99 * lines


@pytest.mark.skipif(
    bool(WITHOUT), reason=f"{', '.join(WITHOUT)}, by which weights are learned, is not installed"
)
def test_the_custom_of_editors_is_learned():
    """Where all editions take a name with its pronoun for the close, so does the second reading that they teach, every time alike."""
    from benchmarks.tei.learner import learn

    kinds = ("Bonn, 3. Mai 1871", "dateline"), ("Lieber Karl!", "salute"), ("Dein Emil", "closer")
    taught = [lesson_of(edition, edition, of_kinds(*kinds)) for edition in "abcdef" for _ in range(150)]
    lesson = lesson_of("g", "g", of_kinds(*kinds))
    assert ROLES[lesson.lines[3].read] is Role.SIGNATURE
    learned = learn(taught, 600, 1, "none")
    assert right(learned, lesson) == (3, 2, 3)
    assert learn(taught, 600, 1, "none") == learned
