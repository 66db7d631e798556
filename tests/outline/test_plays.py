"""Plays whose names stand on lines of their own; with scenes of our own."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.text import normalize

SCENE = (
    ("MARTA.", "The river rises still, and no one comes", "To take the children from the upper rooms."),
    ("JACOB.", "I called across, and nobody replied.", "The boat has gone down with the evening tide,"),
    (
        "MARTA, weeping.",
        "Then we must wait until the night is past,",
        "And pray the timbers of the house will last.",
    ),
    ("JACOB.", "They will not last. I heard the middle beam", "Cry out an hour ago above the stream."),
    ("THE MILLER.", "Who speaks of beams? I laid them there,", "And there they lie, whoever may despair."),
)


def roles(content: str) -> list[tuple[str, Role]]:
    outline = outline_of(normalize(content.encode()))
    return [(content[block.start : block.end], block.role) for block in outline.blocks]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_names_that_come_back_in_turn_are_speakers(gap):
    """In a play in capitals also who speaks but once; what stands below is verse, blank lines or none."""
    found = roles(gap.join(line for speech in SCENE for line in speech) + "\n")
    assert [words for words, role in found if role is Role.SPEAKER] == [speech[0] for speech in SCENE]
    verses = "\n".join(words for words, role in found if role is Role.VERSE)
    assert verses.split("\n") == [line for speech in SCENE for line in speech[1:]]


def test_the_speeches_of_a_prose_play_stay_prose():
    """Names in small letters, and long lines below them."""
    said = "I went down to the bridge this morning, and there was nobody there but the dog, who would not let me pass."
    content = "\n\n".join(line for _ in range(4) for line in ("Marta", said, "Jacob", said)) + "\n"
    kinds = [role for _, role in roles(content)]
    assert kinds == [Role.SPEAKER, Role.PARAGRAPH] * 8


@pytest.mark.parametrize(
    "lines",
    [
        ("John Miller", "4 Water Street", "Marta Miller", "Long Ford, Ohio"),
        ("Marta Miller", "Jacob Ford", "John Miller", "Anna Ford"),
    ],
)
def test_names_of_addresses_and_lists_do_not_speak(lines):
    """What stands below a name must be something said."""
    assert all(role is not Role.SPEAKER for _, role in roles("\n".join(lines * 5) + "\n"))


SAID = "I went down to the bridge this morning and there was nobody there but the miller and his dog."


def speakers(lines):
    return [words for words, role in roles("\n\n".join(lines) + "\n") if role is Role.SPEAKER]


@pytest.mark.parametrize(
    "names",
    [
        ("Marta.", "Jacob."),
        ("First Carter 1", "First Carter 2"),
        ("Marta.-", "Jacob.-"),
        ("1. Carter.", "2. Carter."),
    ],
)
def test_names_in_small_letters_speak_whatever_mark_follows_them(names):
    """The mark that most names end with is that of who speaks."""
    lines = [line for _ in range(4) for name in names for line in (name, SAID)]
    assert speakers(lines) == [*names] * 4


def test_an_answer_of_one_word_is_no_speaker():
    """What stands right below a name is said, though it is a name too."""
    lines = [line for _ in range(4) for line in ("Marta", SAID, "Jacob", SAID)]
    assert speakers([*lines, "Jacob", "Marta"]) == [*["Marta", "Jacob"] * 4, "Jacob"]


def test_acts_and_scenes_are_headings():
    """ "ACT II" among names in capitals is a heading."""
    lines = ["ACT I", *(line for _ in range(3) for line in ("MARTA", SAID, "JACOB", SAID)), "ACT II"]
    lines += [line for _ in range(3) for line in ("MARTA", SAID, "JACOB", SAID)]
    found = dict(roles("\n\n".join(lines) + "\n"))
    assert found["ACT I"] is found["ACT II"] is Role.HEADING
    assert speakers(lines) == ["MARTA", "JACOB"] * 6


def test_a_conversation_printed_in_a_novel_stays_paragraphs():
    """Names in capitals above prose speak only where something tells of a stage: an act, or what the players do."""
    talk = [line for _ in range(4) for line in ("MARTA.", SAID, "JACOB.", SAID)]
    assert speakers(talk) == []
    assert speakers(["THE FLOOD", "A comedy of one night", *talk]) == ["MARTA.", "JACOB."] * 4
    assert speakers(["SCENE I", *talk]) == ["MARTA.", "JACOB."] * 4
    assert (
        speakers([line.replace("JACOB.", "JACOB, laughing.") for line in talk])
        == ["MARTA.", "JACOB, laughing."] * 4
    )


def test_verse_and_prose_in_one_play_are_told_apart():
    """Verses are told over the names between them; a long speech stays a paragraph."""
    lines = [line for speech in SCENE for line in speech]
    prose = [
        line for _ in range(6) for line in ("MARTA, softly.", SAID + " " + SAID, "JACOB.", SAID + " " + SAID)
    ]
    found = dict(roles("\n".join(lines + prose) + "\n"))
    assert found[SAID + " " + SAID] is Role.PARAGRAPH
    assert sum(role is Role.VERSE for role in found.values()) >= 4
