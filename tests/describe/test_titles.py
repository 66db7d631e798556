"""Titles, abstracts and incipits."""

from __future__ import annotations

import pytest

from archive.describe.compose import derive, describe
from archive.outline import outline_of
from archive.outline.blocks import Block, Genre, Outline
from archive.record.model import Origin, Statement
from archive.text import normalize
from tests.describe.build import BY, LI, SIG, A, Blocks, D, F, H, P, S, a_seed, an_accession, reading_of

BODY = "Hondurans voted in Honduras. Honduras counted the votes, and the presidential election ended. A presidential election is a long day."


def derived(blocks: Blocks, genre: Genre, name: str) -> list[Statement]:
    return [
        statement
        for statement in derive(reading_of(blocks, genre), an_accession())
        if statement.property == name
    ]


FORMAL = [
    ("greeting", [(H, "Buenas noches a todos"), (P, "Text.")], None),
    ("to whom", [(H, "To Mr. Frederick Douglass, Rochester"), (P, "Text.")], None),
    ("a letter's number", [(H, "LETTRE N° 1.094."), (P, "Text.")], None),
    ("German greeting", [(H, "Hochgeachteter Herr u. Freund!"), (P, "Text.")], None),
    ("German address", [(H, "An den Privatdozenten Doe, Berlin"), (P, "Text.")], None),
    ("place and day", [(H, "Three Oaks Lane, Nov. 23rd 1821."), (P, "Text.")], None),
    (
        "house, place and day",
        [(H, "Matron's Office. HOME FOR THE AGED DOVER. ONTARIO Dover, Ont., 6 Dec 1888"), (P, "Text.")],
        None,
    ),
    ("continued", [(H, "—Continued from page 7"), (P, "Text.")], None),
    ("who printed it", [(H, "DOVER: PRINTED BY DOE & ROE. 1799."), (P, "Text.")], None),
    ("number of a letter in words", [(H, "LETTER the Thirty-first."), (P, "Text.")], None),
    ("number of an epistle", [(H, "Epître dixième."), (P, "Text.")], None),
    ("number of a paragraph", [(H, "PARAGRAPH 8."), (P, "Text.")], None),
    ("shelfmark", [(H, "C 102."), (P, "Text.")], None),
    ("place and weekday", [(H, "Port Said, Thursday."), (P, "Text.")], None),
    ("bracket left open", [(H, "Resolution of the council on the harbor (vom"), (P, "Text.")], None),
    (
        "chapter's number above its title",
        [(H, "CHAPTER NINE"), (H, "THE FALL OF THE HARBOR"), (P, "Text.")],
        "THE FALL OF THE HARBOR",
    ),
    (
        "title that speaks of a letter",
        [(H, "A letter on the thirty-first day"), (P, "Text.")],
        "A letter on the thirty-first day",
    ),
    (
        "what happened on a day",
        [(H, "Lunch at the harbor on 13 May 1968"), (P, "Text.")],
        "Lunch at the harbor on 13 May 1968",
    ),
    ("letterhead", [(H, "HARBOR HOUSE (WEST DOCK)"), (S, "Dear Clara Barton,"), (P, "Text.")], None),
    (
        "letter's own title",
        [(H, "OPEN LETTER ON THE HARBOR"), (S, "Dear Clara Barton,"), (P, "Text.")],
        "OPEN LETTER ON THE HARBOR",
    ),
    (
        "headline",
        [(H, "Women march on Versailles"), (BY, "By Nellie Bly"), (P, "x")],
        "Women march on Versailles",
    ),
    (
        "after the date",
        [(D, "March 3, 1913"), (H, "Women march on Versailles"), (P, "x")],
        "Women march on Versailles",
    ),
    (
        "two lines",
        [(H, "COMUNICADO DE LA\nCRUZ ROJA ESPAÑOLA"), (P, "x")],
        "COMUNICADO DE LA CRUZ ROJA ESPAÑOLA",
    ),
    ("markdown", [(H, "# The man-db manual pager suite"), (P, "x")], "The man-db manual pager suite"),
    (
        "subject",
        [(F, "From: Clara Barton"), (F, "Subject: Supplies for Great Britain"), (P, "x")],
        "Supplies for Great Britain",
    ),
    (
        "the word for its kind above the title",
        [(H, "Media Center"), (H, "Press Release"), (H, "Observers commend the voters of Dover"), (P, "x")],
        "Observers commend the voters of Dover",
    ),
    (
        "a site's name and motto",
        [(H, "HARBOR: Advocacy for ships"), (H, "HARBOR expresses concern over the dues"), (P, "x")],
        "HARBOR expresses concern over the dues",
    ),
    (
        "a trail of dashes",
        [
            (H, "Dover - Dover News - Harbor Productions - Breaking News"),
            (H, "The mayor waits for ships"),
            (P, "x"),
        ],
        "The mayor waits for ships",
    ),
    (
        "a petition",
        [(H, "PETITION: Open the harbor of Dover"), (P, "x")],
        "PETITION: Open the harbor of Dover",
    ),
    ("the word for its kind alone", [(H, "Press Release"), (P, "x")], None),
    (
        "a court above the case",
        [(H, "CORTE SUPREMA DE JUSTICIA"), (H, "CASO DOE Y OTROS VS. DOVER"), (P, "x")],
        "CASO DOE Y OTROS VS. DOVER",
    ),
    (
        "a body that does something",
        [(H, "HARBOR FOUNDATION OPENS THE SECOND GATE"), (H, "All ships welcome"), (P, "x")],
        "HARBOR FOUNDATION OPENS THE SECOND GATE",
    ),
    (
        "a trail of links above the title",
        [(H, "Harbor News > Views > Dover gets ready"), (H, "Dover gets ready for the vote"), (P, "x")],
        "Dover gets ready for the vote",
    ),
    (
        "a line that heads each of several entries",
        [(H, "No Picture"), (H, "Dover gets ready for the vote"), (P, "x"), (H, "No Picture"), (P, "y")],
        None,
    ),
    (
        "a title that begins with By",
        [(H, "By Land, Sea, and Air"), (P, "x")],
        "By Land, Sea, and Air",
    ),
    ("a byline", [(H, "By Clara Barton of the Tribune"), (P, "x")], None),
    ("section", [(H, "1. Introduction to it all"), (P, "x")], None),
    ("contents", [(H, "Table of Contents"), (P, "x")], None),
    ("one word", [(H, "Sports"), (P, "x")], None),
    ("spoken", [(H, "ANN COULTER: My name is Ann Coulter, good evening"), (P, "x")], None),
    ("person", [(H, "Ann Coulter"), (P, "x")], None),
    ("date", [(H, "Monday, December 20, 2017"), (P, "x")], None),
    ("furniture", [(H, "Terms of Use Privacy Policy"), (P, "x")], None),
    ("byline", [(H, "Stevie Martin | Staff Writer | 5 days ago"), (P, "x")], None),
    ("running head", [(H, "TAR(1)\t\tGNU TAR Manual\t\tTAR(1)"), (P, "x")], None),
    ("below text", [(P, "Something stands first."), (H, "Women march on Versailles")], None),
    (
        "sentence",
        [(H, "It was the best of times, it was the worst of times, it was the age."), (P, "x")],
        None,
    ),
    ("first sentence", [(P, "For sale: baby shoes, never worn.")], None),
]


@pytest.mark.parametrize(
    ("blocks", "expected"), [case[1:] for case in FORMAL], ids=[case[0] for case in FORMAL]
)
def test_a_formal_title_is_a_headline_and_nothing_else(blocks: Blocks, expected: str | None) -> None:
    """A first sentence, a section's name, a byline or a page's furniture is no title."""
    found = derived(blocks, Genre.PLAIN, "title")
    assert [statement.value for statement in found] == ([expected] if expected else [])
    assert all(statement.origin is Origin.TRANSCRIBED for statement in found)


DEVISED = [
    (
        Genre.OPEN_LETTER,
        [
            (D, "December 20, 2017"),
            (A, "The Honorable Luis Almagro\nSecretary General\nOrganization of American States"),
            (S, "Dear Secretary General Almagro:"),
            (P, "Thank you for all that you do."),
        ],
        "Letter to Luis Almagro, Secretary General, Organization of American States, 20 December 2017",
    ),
    (Genre.LETTER, [(S, "Dear Sir:"), (P, "I am well."), (SIG, "Clara Barton")], "Letter from Clara Barton"),
    (
        Genre.LETTER,
        [(S, "Dear Jane Addams:"), (P, BODY), (SIG, "Clara Barton\nNellie Bly\nIda Wells")],
        "Letter from three signatories to Jane Addams, on the presidential election in Honduras",
    ),
    (
        Genre.LETTER,
        [
            (S, "Dear Sir:"),
            (P, "We, the undersigned organizations, ask you."),
            (SIG, "Red Cross Society\nHarbor Workers Union\nSewing Club"),
        ],
        "Letter from three organizations",
    ),
    (Genre.LETTER, [(D, "March 3, 1913"), (S, "Dear Sir:"), (P, "I am well.")], None),
    (Genre.ARTICLE, [(P, BODY)], "News article on the presidential election in Honduras"),
    (Genre.PLAIN, [(P, BODY)], None),
    (Genre.ARTICLE, [(P, "A cat was rescued from a tree.")], None),
    (Genre.STATEMENT, [(P, BODY)], None),
]


@pytest.mark.parametrize(("genre", "blocks", "expected"), DEVISED)
def test_a_devised_title_rests_on_the_texts_words(genre: Genre, blocks: Blocks, expected: str | None) -> None:
    """Where nature, maker, addressee or topic is not known, no title is devised."""
    found = derived(blocks, genre, "title")
    assert [statement.value for statement in found] == ([expected] if expected else [])
    for statement in found:
        assert statement.origin is Origin.DEVISED
        assert statement.lang == "en"
        assert statement.evidence
        assert not statement.value.startswith("[")


def test_an_abstract_quotes_whole_sentences_and_says_whose_they_are() -> None:
    """What the text claims stands between quotation marks, after what the document is."""
    words = (
        "Mr. Smith says that the U.S. government has lost its way in Honduras since Nov. 26. It must leave."
    )
    found = derived([(P, words), (SIG, "Clara Barton\nMarch 3, 1913")], Genre.STATEMENT, "abstract")
    assert [statement.value for statement in found] == [
        "Statement by Clara Barton, dated 3 March 1913. It begins: “Mr. Smith says that the U.S. government has lost its way in "
        "Honduras since Nov. 26.”"
    ]
    assert found[0].evidence[0].quote.endswith("Nov. 26.")


def test_an_abstract_tells_the_points_that_a_text_announces() -> None:
    """A sentence that ends with a colon is quoted with the list below it; a list that nothing announces is not."""
    points = [(LI, "- Open the gates."), (LI, "- Pay the crews.")]
    words = "The harbor has been shut for a year, and its workers have had no pay for all that time."
    asked = [(P, words), (P, "So it is. We demand the following:"), *points, (SIG, "Clara Barton")]
    (told,) = derived(asked, Genre.STATEMENT, "abstract")
    assert told.value.endswith(
        "It goes on to say: “We demand the following: - Open the gates. - Pay the crews.”"
    )
    assert told.evidence[1].quote.startswith("We demand")
    (plain,) = derived([(P, words), *points, (SIG, "Clara Barton")], Genre.STATEMENT, "abstract")
    assert "goes on" not in plain.value


def test_a_heading_on_the_next_line_goes_on_with_the_title() -> None:
    """What stands below a blank line is another heading."""
    for between, expected in (
        ("\n", "Statement of Senator Doe On the Harbor of Dover"),
        ("\n\n", "Statement of Senator Doe"),
    ):
        first, second = "Statement of Senator Doe", "On the Harbor of Dover"
        content = f"{first}{between}{second}\n\n{BODY}\n"
        spans = [(content.index(words), len(words)) for words in (first, second)]
        blocks = tuple(Block(H, start, start + size, "test/hand", level=1) for start, size in spans)
        text = normalize(content.encode())
        record = describe(a_seed(text), text, Outline(Genre.PROSE, "test/hand", blocks), an_accession())
        assert record.value("title") == expected


ABOVE_PROSE = [
    ("below a post's day", [(D, "Monday, December 7, 2009")], "Dover votes: the count exposed"),
    ("below a trail", [(P, "Home » News » Dover")], "Historic letter on the rights of the people of Dover"),
    (
        "below the word for its kind",
        [(H, "Comunicado de prensa")],
        "El puerto anuncia que no enviará barcos a Dover",
    ),
    (
        "below the hour of its update",
        [(P, "Actualizado 03/12/2009 16:47")],
        "El puerto anuncia que no enviará barcos",
    ),
    (
        "below a letterhead",
        [(H, "Harbor Watch Foundation (HWF)"), (P, "1 West Dock, Dover"), (P, "Tel. 555-0100")],
        "Foundation condemns the raising of the harbor dues",
    ),
]
NO_TITLE = [
    ("a sentence", "The harbor of Dover is open to all ships."),
    ("two sentences", "The harbor is open to all. The ships are late"),
    ("a caption", "Clara Barton speaks at the harbor of Dover. Photo Nellie Bly"),
    ("a label", "Contact: Clara Barton at the harbor of Dover"),
    ("something said", "“The harbor of Dover is open to us all”"),
    ("a line that breaks off", "The harbor of Dover is open to all ships of the"),
    ("two words", "Harbor news"),
]


@pytest.mark.parametrize(
    ("above", "title"), [case[1:] for case in ABOVE_PROSE], ids=[case[0] for case in ABOVE_PROSE]
)
def test_a_line_above_the_prose_is_its_title(above: Blocks, title: str) -> None:
    """It is so whatever a page puts above it, though the outline takes it for a paragraph."""
    (found,) = derived([*above, (P, title), (P, BODY), (P, BODY)], Genre.PROSE, "title")
    assert found.value == title
    assert found.origin is Origin.TRANSCRIBED


@pytest.mark.parametrize("line", [case[1] for case in NO_TITLE], ids=[case[0] for case in NO_TITLE])
def test_not_every_line_above_the_prose_is_a_title(line: str) -> None:
    """A sentence, a caption, a label or a quotation heads nothing."""
    assert derived([(D, "Monday, December 7, 2009"), (P, line), (P, BODY)], Genre.PROSE, "title") == []


def test_a_line_above_lines_is_no_title() -> None:
    """Where no sentence follows, nobody knows what it is; nor where the text goes on with it in small letters."""
    assert (
        derived([(P, "Dover votes today"), (P, "Ships leave"), (P, "Cats sleep")], Genre.PROSE, "title") == []
    )
    assert derived([(P, "Dover votes today in the"), (P, BODY.lower())], Genre.PROSE, "title") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# Harborlight", "Harborlight"),
        ("Version 0.21 - July 2020", None),
        ("HARBOR(1) General CommandsHARBOR(1)", None),
    ],
)
def test_the_head_of_a_manual_or_a_release(line: str, expected: str | None) -> None:
    """A word alone is a title where it is marked as one; a release's number and a running head are none."""
    text = normalize(f"{line}\n\n### News\n\n#### Coming Soon\n\n{BODY}\n".encode())
    record = describe(a_seed(text), text, outline_of(text), an_accession())
    assert record.value("title") == expected


@pytest.mark.parametrize("genre", [Genre.PLAIN, Genre.PROSE, Genre.VERSE])
def test_a_text_of_no_known_genre_gets_no_abstract(genre: Genre) -> None:
    """An abstract needs to say what the document is."""
    assert derived([(P, BODY)], genre, "abstract") == []


def test_an_abstract_is_not_shorter_than_fifteen_words() -> None:
    """The deposit profile asks for 15 to 300 words."""
    assert derived([(P, "It rained.")], Genre.ARTICLE, "abstract") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "With the landmark election on Nov. 24 rapidly approaching, many rally.",
            "With the landmark election on Nov. 24 rapidly approaching",
        ),
        (
            "It rained and rained and rained all day long and all night long without an end to it at all.",
            "It rained and rained and rained all day long",
        ),
        ("It rained.", None),
    ],
)
def test_an_incipit_ends_at_a_pause(words: str, expected: str | None) -> None:
    """An incipit is exact words, and does not break off after an abbreviation or a small word."""
    found = derived([(P, words)], Genre.PLAIN, "alternative")
    assert [statement.value for statement in found] == ([expected] if expected else [])


def test_a_text_with_a_formal_title_has_no_incipit() -> None:
    """An incipit stands in for a title that is not there."""
    assert derived([(H, "Women march on Versailles"), (P, BODY)], Genre.ARTICLE, "alternative") == []
