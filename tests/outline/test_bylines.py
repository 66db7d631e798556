"""Who wrote: told by a word, by a newspaper's source, or by a name alone below a title; with articles of our own."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.bylines import CONTRIBUTOR, SOURCE
from archive.outline.writers import initials, may_be_person, person, persons, resolved, with_body
from archive.text import normalize

PROSE = (
    "The river had risen in the night, and by the morning the meadow below the mill was one sheet of brown water, "
    "on which the hurdles and the hen house of the widow came slowly down towards the bridge. Nobody had slept."
)
DEUTSCH = (
    "Der Fluss war in der Nacht gestiegen, und am Morgen lag die Wiese unter der Mühle als eine einzige braune Fläche da, "
    "auf der die Hürden und der Hühnerstall der Witwe langsam auf die Brücke zutrieben. Niemand hatte geschlafen."
)


def block_of(line: str, *, title: str = "The Flood at the Lower Mill", text: str = PROSE, gap: str = "\n\n"):
    """The block that a line between a title and a text is."""
    content = gap.join((title, line, text, text)) + "\n"
    start = content.index(line, len(title))
    outline = outline_of(normalize(content.encode()))
    return next(block for block in outline.blocks if block.start <= start < block.end)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "line",
    [
        "By Hannah Weston",
        "BY HANNAH WESTON.",
        "(By Mrs. J. T. Weston.)",
        "By an Old Traveler.",
        'BY "PENELOPE."',
        "By the Author of The Lower Ford",
        "By Hannah Weston, Assistant Editor of the Millers' Gazette",
        "By Hannah Weston with Robert Ames",
        "By HANNAH WESTON of the Lower Mill Company",
        "—by Robert Ames",
        "As told to Hannah Weston",
        "Par une Dame de la Cour",
        "Par M. de Montreuil",
        "Por Lucía Montes de la Vega",
        "Von Johanna Mühlbach",
        "Von einem Offizier",
        "Reporteros: Lucía Montes y Andrés Vega",
        "Autorin: Johanna Mühlbach",
        "HANNAH WESTON",
        "Hannah Weston",
        "(Hannah J. Weston.)",
        "Hannah Weston and Robert Ames",
        "Johanna Mühlbach",
        "Adèle J. Montreuil",
        "Lucía Montes",
        "R. G. H.",
        "R. G. [Robert Grainger].",
        "Hannah Weston University of the Lower Ford",
        "Máire ní Bhriain, University of Ballymore",
        "Robert Ames, Editor",
        'Robert Ames ("The Miller")',
    ],
)
def test_who_wrote_stands_below_the_title(line, gap):
    """With a word or without one, with blank lines or without."""
    assert block_of(line, gap=gap).role is Role.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "Illustrations by Robert Ames",
        "Photographs by Robert Ames",
        "Translated by Hannah Weston",
        "Ed. by Hannah Weston",
        "Ilustraciones de Lucía Montes",
        "Traducción de Andrés Vega",
        "Traduit de l'anglais par Adèle Montreuil",
        "Mit Zeichnungen von Johanna Mühlbach",
        "Herausgegeben von Johanna Mühlbach",
    ],
)
def test_who_drew_or_translated_is_told_apart(line):
    """It is a byline, but not the author's."""
    block = block_of(line)
    assert (block.role, block.rule) == (Role.BYLINE, CONTRIBUTOR)


@pytest.mark.parametrize(
    "line",
    [
        "[From the Ford Weekly Times.]",
        "From the Ford Gazette",
        "FROM THE SPECTATOR",
        "(From our own Correspondent.)",
        "[FROM OUR REGULAR CORRESPONDENT.]",
        "[Special Correspondence of the Ford Times.]",
        "Special Cable Dispatch to the World.",
        "(De nuestro corresponsal.)",
        "(De notre correspondant particulier.)",
        "(Von unserem Korrespondenten.)",
        "(Agencia EFE)",
        "EFE / Reuters",
        "Associated Press",
        "Redacción",
        "La Rédaction",
    ],
)
def test_a_newspapers_source_is_a_byline(line):
    """A correspondent, an agency, another newspaper."""
    assert block_of(line).role is Role.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "Great Damage Done",
        "The Bridge Is Gone",
        "Mills and Bridges",
        "New York",
        "From Washington",
        "From London to Paris",
        "Part Second",
        "Letter from the Lower Mill",
        "Presidential Address",
        "H. M. S. Swallow Damaged.",
        "By the way, nobody slept.",
        "By whom were they seen?",
        "Monday Evening",
    ],
)
def test_other_lines_below_a_title_are_no_bylines(line):
    """Subtitles, places, talk."""
    assert block_of(line).role is not Role.BYLINE


@pytest.mark.parametrize(
    "line", ["Von Menschen und Tieren", "Von Wien nach Prag", "Große Schäden", "Sehr geehrter Herr"]
)
def test_german_lines_below_a_title_are_no_bylines(line):
    """`Von` begins titles too, and every noun has a capital."""
    assert block_of(line, title="Das Hochwasser an der Mühle", text=DEUTSCH).role is not Role.BYLINE


@pytest.mark.parametrize("title", ["Chapter II", "CHAPTER XII.", "III.", "Kapitel 4"])
def test_a_name_below_a_number_is_the_chapters_title(title):
    """Persons are titles of chapters."""
    assert block_of("Hannah Weston", title=title).role is not Role.BYLINE


def test_names_at_the_heads_of_entries_are_no_bylines():
    """A dictionary of persons has each name above its text, and no title above the name."""
    names = ["Hannah Weston", "Robert Ames", "Lucy Grainger", "George T. Miller"]
    content = "\n\n".join(line for name in names for line in (name, PROSE, PROSE)) + "\n"
    assert not outline_of(normalize(content.encode())).of(Role.BYLINE)


def test_names_listed_far_below_are_no_bylines():
    """Who was present stands name below name."""
    names = ["Hannah Weston", "Robert Ames", "Lucy Grainger", "George T. Miller", "Walter Brook"]
    content = f"Minutes of the Mill Board\n\n{PROSE}\n\n{PROSE}\n\nPresent were\n"
    content += "\n".join(names) + "\n\n" + PROSE + "\n"
    assert not outline_of(normalize(content.encode())).of(Role.BYLINE)


def test_a_name_at_the_foot_is_a_signature():
    """Editors call it `signed` in most editions."""
    content = f"The Flood at the Lower Mill\n\n{PROSE}\n\n{PROSE}\n\nHANNAH J. WESTON.\n"
    assert not outline_of(normalize(content.encode())).of(Role.BYLINE)


def test_a_name_below_each_of_several_titles_is_a_byline():
    """A journal of many pieces has the writer of each below its title, far from the top too."""
    names = ["Hannah Weston", "R. G. [Robert Grainger].", "Robert Ames", "Lucy Grainger", "George T. Miller"]
    titles = ["The Flood", "On Mills", "The Widow's House", "Of Bridges and Fords", "What Remains"]
    pairs = zip(titles, names, strict=True)
    content = "\n\n".join(line for pair in pairs for line in (*pair, PROSE, PROSE)) + "\n"
    found = outline_of(normalize(content.encode())).of(Role.BYLINE)
    assert [content[block.start : block.end] for block in found] == names


def test_a_letter_has_no_byline_of_a_name_alone():
    """Whom it is to stands above its salutation."""
    content = f"The Lower Mill\n\nHannah Weston\n\nDear Hannah,\n\n{PROSE}\n\nYours truly,\n\nRobert Ames\n"
    assert not outline_of(normalize(content.encode())).of(Role.BYLINE)


def test_only_the_name_is_the_name():
    """Neither the word before it, nor the university after it, nor brackets."""
    for line, name in (
        ("By Hannah Weston", "Hannah Weston"),
        ("Hannah Weston University of the Lower Ford", "Hannah Weston"),
        ("(Hannah J. Weston.)", "Hannah J. Weston"),
    ):
        block = block_of(line)
        (part,) = block.part(Role.NAME)
        content = f"The Flood at the Lower Mill\n\n{line}"
        assert content[part.start : part.end] == name


def test_a_source_is_told_apart():
    """No person is named by it."""
    assert block_of("(Agencia EFE)").rule == SOURCE


@pytest.mark.parametrize(
    ("text", "surely", "maybe"),
    [
        ("Hannah Weston", True, True),
        ("HANNAH WESTON", True, False),
        ("Thorvald Weston", False, True),
        ("T. H. Weston", True, True),
        ("Wilfred von der Heide", True, True),
        ("NO. XIX.", False, False),
        ("I. Hannah Weston", False, True),
        ("Hannah’s Mill", False, False),
        ("Henry IV", False, False),
        ("Weston", False, False),
        ("The Weston", False, False),
    ],
)
def test_a_name_is_a_persons_by_its_given_name_or_initial(text, surely, maybe):
    """Capitals alone make no name."""
    assert (person(text), may_be_person(text)) == (surely, maybe)


def test_several_persons_need_one_that_is_sure():
    """And none that is none."""
    assert persons("Thorvald Weston, Hannah Ames, and Knut Brook")
    assert not persons("Hannah Weston and the Mill")
    assert not persons("Love and Death")


def test_initials_are_two_or_more():
    """One letter is a number."""
    assert initials("R. G.")
    assert initials("(A. V.)")
    assert not initials("A.")
    assert not initials("Rob. G.")


def test_a_byname_is_resolved_in_brackets():
    """The name in full stands in them."""
    assert resolved("Zanoni [A. Zanoni].")
    assert not resolved("Zanoni [extract].")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hannah Weston University of the Lower Ford", "Hannah Weston"),
        ("Hannah WestonUniversity of the Lower Ford", "Hannah Weston"),
        ("Hannah Weston (Ford College)", "Hannah Weston"),
        ("The University of the Lower Ford", ""),
        ("Hannah Weston went to the University.", ""),
    ],
)
def test_a_university_may_stand_behind_the_name(text, name):
    """The name ends before it."""
    assert text[: with_body(text)] == name
