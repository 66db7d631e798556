"""Titles that are broken over lines or end with a full stop, and verses that stand apart: with sentences of our own."""

from __future__ import annotations

import pytest

from archive.outline import Genre, Role, outline_of
from archive.outline.names import name_like
from archive.text import normalize

PROSE = (
    "The river had risen in the night, and by the morning the meadow below the mill was one sheet of brown water, "
    "on which the hurdles and the hen house of the widow came slowly down towards the bridge."
)
BROKEN = "\n".join((PROSE[:66], PROSE[67:133], PROSE[134:]))


def roles(content: str) -> list[tuple[str, Role]]:
    outline = outline_of(normalize(content.encode()))
    return [(content[block.start : block.end], block.role) for block in outline.blocks]


@pytest.mark.parametrize(
    "title",
    [
        "The Miller of the Lower Ford Speaks of His Years at the Bridge, of the\nFlood and of What Became of the Widow",
        "Capítulo XII: De cómo el molinero perdió la barca, y de lo que le dijo la\nviuda cuando llegó la noche",
    ],
)
def test_a_title_broken_over_two_lines_is_a_heading(title):
    """Two lines between blank ones that end as no sentence does, above prose."""
    assert (title, Role.HEADING) in roles(f"{BROKEN}\n\n{title}\n\n{BROKEN}\n\n{BROKEN}\n")


@pytest.mark.parametrize(
    "words",
    [
        "The miller turned to the widow, who had not spoken a word since the\nmorning: “Will you come?”",
        "He knew it well. She had said that the barge would be there before the\nnight was over, and it was",
    ],
)
def test_two_lines_that_speak_are_no_heading(words):
    """Talk, and a paragraph of several sentences whose end is lost, stay paragraphs."""
    assert (words, Role.HEADING) not in roles(f"{BROKEN}\n\n{words}\n\n{BROKEN}\n\n{BROKEN}\n")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_title_of_a_newspaper_may_end_with_a_full_stop(gap):
    """Every longer word has a capital, with blank lines and without them."""
    title = "Bridge Washed Away by the Flood."
    assert (title, Role.HEADING) in roles(gap.join((PROSE, title, PROSE, PROSE)) + "\n")


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was washed away.",
        "Good Night, Mr. Weston.",
        "Señorita Moreno.",
        "“Washed Away by the Flood.”",
    ],
)
def test_a_sentence_or_a_name_with_a_full_stop_is_no_title(line):
    """Small words make a sentence, commas and marks make talk, and a name alone may be who spoke."""
    assert (line, Role.HEADING) not in roles(f"{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}\n")


VERSES = (
    "The water took the willow tree,",
    "The water took the stile,",
    "And all the hay of Lammas week",
    "Went down it mile on mile;",
    "But when it reached the miller’s door",
    "It rested for a while.",
)


def test_verses_with_blank_lines_between_are_verses():
    """Even lines that run on are a poem though each stands by itself."""
    found = roles("\n\n".join((PROSE, *VERSES, PROSE)) + "\n")
    assert [words for words, role in found if role is Role.VERSE] == list(VERSES)


def test_verses_that_somebody_says_are_verses():
    """A quotation mark before each line does not make it talk, where the lines run on."""
    said = tuple(f"« {line}" for line in VERSES)
    found = roles("\n\n".join((PROSE, *said, PROSE)) + "\n")
    assert [role for words, role in found if words in said] == [Role.VERSE] * len(said)


def test_short_paragraphs_are_no_verses():
    """Whole sentences, talk, and a row of titles stay what they are."""
    talk = (
        "“Is the bridge gone?” he asked.",
        "“It is gone.”",
        "“And the mill?”",
        "“The mill stands.”",
        "“Good.”",
        "He went in.",
    )
    assert all(role is not Role.VERSE for _, role in roles("\n\n".join((PROSE, *talk, PROSE)) + "\n"))


def test_what_follows_a_question_put_with_a_colon_is_no_list():
    """A verb that also demands does not announce items where they ask."""
    lines = (
        "Elle s’approcha et demanda, cette fois :",
        "Pourquoi êtes-vous venu",
        "Que voulez-vous ?",
        "Qui vous envoie ?",
        PROSE,
    )
    assert all(role is not Role.LIST_ITEM for _, role in roles("\n".join((PROSE, *lines)) + "\n"))


@pytest.mark.parametrize(
    "line",
    [
        "[BY OUR SPECIAL CORRESPONDENT.]",
        "Par notre envoyé spécial à Lyon, Jean Martin",
        "De nuestro corresponsal en Lima",
        "Von unserem Korrespondenten",
        "Special to the Valley Herald.",
    ],
)
def test_who_wrote_for_the_paper_is_a_byline(line):
    """A correspondent of ours needs no name."""
    assert (line, Role.BYLINE) in roles(f"Bridge washed away\n\n{line}\n\n{PROSE}\n\n{PROSE}\n")


def test_our_correspondent_within_the_text_is_no_byline():
    """A sentence may begin with the same words."""
    line = "By our correspondent in Lima we hear that the harvest was good, and that the port is open to ships of every flag again."
    assert (line, Role.BYLINE) not in roles(f"{PROSE}\n\n{line}\n\n{PROSE}\n")


def test_published_is_no_place():
    """What happened on the day is not where."""
    outline = outline_of(normalize(f"Bridge washed away\n\nPublished May 3, 2011\n\n{PROSE}\n".encode()))
    (line,) = outline.of(Role.DATELINE)
    assert [part.role for part in line.parts] == [Role.DATE]


def test_remarks_with_a_date_are_a_speech():
    """A date and a salutation to many do not make remarks a letter."""
    content = f"Remarks at the Opening of the Bridge\n\nMay 4, 1921\n\nMr. Mayor, ladies and gentlemen:\n\n{PROSE}\n\n{PROSE}\n"
    assert outline_of(normalize(content.encode())).genre is Genre.SPEECH


def test_a_name_in_brackets_above_prose_is_a_heading():
    """An editor's title in brackets heads what follows; a remark within the text does not."""
    content = f"{PROSE}\n\n[The Widow]\n\n{PROSE}\n\n{PROSE}\n"
    assert ("[The Widow]", Role.HEADING) in roles(content)
    remark = "[Laughter, and cries of shame]"
    assert (remark, Role.HEADING) not in roles(f"{PROSE}\n\n{remark}\n\n{PROSE}\n\n{PROSE}\n")


def test_the_number_of_a_chapter_is_no_verse():
    """A number above short lines is not the first of them."""
    lines = (
        "IX",
        "Six weeks went by without a word",
        "And then at last he came to them,",
        "Who said to her that night:",
        "He would not come again.",
    )
    assert ("IX", Role.HEADING) in roles("\n".join((*lines, PROSE)) + "\n")


@pytest.mark.parametrize(
    ("line", "name"), [("XLIII", False), ("IX", False), ("Li Xi", True), ("C. L. Vi", True)]
)
def test_a_number_is_no_name(line, name):
    """Roman numerals of several letters name nobody."""
    assert name_like(line) is name


@pytest.mark.parametrize(
    "deck",
    [
        "Thrilling Rescue of Seven Children From the Upper Rooms of the Mill.",
        "Widow's Hen House Found Floating Below the Bridge; Miller Tells of His Night Upon the Roof.",
    ],
)
def test_a_headline_below_a_headline_may_end_as_a_sentence_does(deck):
    """Every longer word has a capital, and the story stands below."""
    found = roles(f"RIVER BREAKS ITS BANKS\n{deck}\n{PROSE}\n{PROSE}\n")
    assert (deck, Role.HEADING) in found
    assert (PROSE, Role.PARAGRAPH) in found


def test_a_dateline_below_a_headline_is_none():
    """A place, a date and a dash open the story, however many capitals they have."""
    story = "LONG FORD, Ohio, April 3.—The River Rose. " + PROSE
    assert (story, Role.HEADING) not in roles(f"RIVER BREAKS ITS BANKS\n{story}\n{PROSE}\n")


@pytest.mark.parametrize("number", ["II.", "CHAPTER II"])
def test_what_a_part_is_about_stands_below_its_number(number):
    """A line without an end between a number and prose is a heading, small letters or not."""
    line = "Support of the widow Weston out of the fund for the poor of the parish"
    assert (line, Role.HEADING) in roles(f"{PROSE}\n{number}\n{line}\n{PROSE}\n{PROSE}\n")


def test_the_first_line_may_end_with_a_full_stop():
    """A short first line above a long paragraph, or above verse, is the title."""
    assert roles(f"News From the Ford.\n{PROSE}\n{PROSE}\n")[0] == ("News From the Ford.", Role.HEADING)


def test_a_section_of_a_law_is_no_heading():
    """ "Section 4. All acts …" states something."""
    law = "Section 4. All acts or parts of acts in conflict are hereby repealed."
    assert (law, Role.HEADING) not in roles(f"{PROSE}\n\n{law}\n\n{PROSE}\n")


@pytest.mark.parametrize(
    "words", ["End of the Second Act.", "FIN DE LA PRIMERA PARTE.", "Ende des ersten Aufzugs.", "FINIS."]
)
def test_what_says_that_a_part_ends_is_a_trailer_anywhere(words):
    """Not only at the end of the text."""
    assert (words, Role.TRAILER) in roles("\n\n".join((PROSE, words, *[PROSE] * 8)) + "\n")


def test_entries_below_a_line_with_a_colon_are_a_list():
    """Names in a row, without a mark, in the midst of a text that is no letter."""
    names = [
        "Martha Weston, Long Ford",
        "Jacob Miller, Upper Ford",
        "Anna Hill, Dayton",
        "John Ford, Springfield",
    ]
    found = dict(roles("\n".join((PROSE, "Members present:", *names)) + f"\n\n{PROSE}\n\n{PROSE}\n"))
    assert all(found[name] is Role.LIST_ITEM for name in names)
    assert found[PROSE] is Role.PARAGRAPH


@pytest.mark.parametrize("byline", ["(By JOHN WESTON.)", "By John Weston"])
def test_a_long_headline_in_capitals_and_a_byline_in_brackets(byline):
    """Capitals broken over two lines head the story, though they end with a full stop; the byline may stand in brackets."""
    head = (
        "SEVEN CHILDREN TAKEN FROM THE UPPER ROOMS OF THE MILL AS THE\nRIVER BREAKS ITS BANKS ABOVE THE TOWN."
    )
    found = roles(f"{head}\n\n{byline}\n\n{BROKEN}\n\n{BROKEN}\n\n{BROKEN}\n")
    assert found[0] == (head, Role.HEADING)
    assert found[1] == (byline, Role.BYLINE)


@pytest.mark.parametrize(
    "line",
    [
        "Scene septiesme.",
        "Escena Undécima",
        "Cuadro Segundo",
        "Intermede II.",
        "IIme LETTRE.",
        "Prima scena",
        "Première partie",
    ],
)
def test_parts_are_counted_in_old_spelling_and_before_their_name(line):
    """Each heads what stands below it, be it a line of talk."""
    content = f"{line}\n\n— Qui va là ?\n\n— Un ami.\n"
    assert roles(content)[0] == (line, Role.HEADING)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The flood", Role.HEADING),
        ("The flood of 1871", Role.HEADING),
        ("00003", Role.PARAGRAPH),
        ("22", Role.PARAGRAPH),
    ],
)
def test_a_number_alone_between_paragraphs_is_no_heading(line, role):
    """It is the number of a page or a leaf, where no other line counts with it."""
    text = f"{PROSE}\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}\n"
    assert (line, role) in roles(text)
