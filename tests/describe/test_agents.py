"""Creators and contributors: who wrote, who signed, to whom, and who only took the photograph."""

from __future__ import annotations

import pytest

from archive.describe.addressees import addressee
from archive.describe.agents import agents
from archive.describe.fields import head_fields
from archive.describe.names import Kind
from archive.describe.reading import read
from archive.describe.signers import signed
from archive.outline.blocks import Block, Genre, Outline, Part, Role
from archive.text.text import Decoding, Found, Text
from tests.describe.build import BY, CAP, LI, SIG, A, Blocks, C, D, F, H, P, S, reading_of

OPEN = [(P, "We, the undersigned organizations, thank you."), (C, "Sincerely,")]
CASES: list[tuple[str, Genre, Blocks, list[tuple[str, str, str]]]] = [
    (
        "joint letter",
        Genre.OPEN_LETTER,
        [(S, "Dear Sir:"), *OPEN, (SIG, "AFL-CIO\nAlianza Americas\n\nOxfam America")],
        [
            ("creator", "AFL-CIO", "sgn"),
            ("creator", "Alianza Americas", "sgn"),
            ("creator", "Oxfam America", "sgn"),
        ],
    ),
    (
        "a body's officers",
        Genre.STATEMENT,
        [
            (P, "The Relief Society makes the following demands on the government:"),
            (LI, "Open the roads."),
            (SIG, "Clara Barton and Jane Addams,\nco-directors of the Relief Society"),
        ],
        [
            ("creator", "Relief Society", "aut"),
            ("contributor", "Clara Barton", "sgn"),
            ("contributor", "Jane Addams", "sgn"),
        ],
    ),
    (
        "an office is no body's deed",
        Genre.LETTER,
        [(S, "Dear Sir:"), (P, "I write to you."), (SIG, "Clara Barton\nPresident of the Relief Society")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "address above",
        Genre.LETTER,
        [
            (D, "December 20, 2017"),
            (
                A,
                "The Honorable Luis Almagro\nSecretary General\nOrganization of American States\n200 17th Street NW",
            ),
            (S, "Dear Secretary General Almagro:"),
            (P, "Thank you."),
        ],
        [("contributor", "Luis Almagro", "rcp")],
    ),
    (
        "salutation",
        Genre.LETTER,
        [(S, "Dear Clara Barton:"), (P, "Thank you.")],
        [("contributor", "Clara Barton", "rcp")],
    ),
    (
        "form of address and surname",
        Genre.LETTER,
        [(S, "Dear Mr. Darcy:"), (P, "Thank you.")],
        [("contributor", "Mr. Darcy", "rcp")],
    ),
    (
        "name alone above a nameless greeting",
        Genre.LETTER,
        [(S, "Mr. L. H. Darcy,"), (S, "Dear Sir:"), (P, "Thank you.")],
        [("contributor", "L. H. Darcy", "rcp")],
    ),
    (
        "to whom above a nameless greeting",
        Genre.LETTER,
        [(H, "Shepherd House"), (H, "To Dr Darcy"), (S, "Dear Sir"), (P, "Thank you.")],
        [("contributor", "Dr Darcy", "rcp")],
    ),
    (
        "before whom it was sworn",
        Genre.LETTER,
        [
            (P, "I ask you to hear me."),
            (SIG, "Clara Barton"),
            (P, "Sworn to and subscribed before me this eighth day of May."),
            (C, "(Signed by)"),
            (SIG, "Ida B. Wells"),
        ],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "where who signed serves",
        Genre.STATEMENT,
        [(P, "The river rose."), (SIG, "Clara Barton"), (SIG, "University of Mary")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "an initial that is a form of address in French",
        Genre.LETTER,
        [(P, "The river rose."), (C, "Ever yours"), (SIG, "M. R. Harrow")],
        [("creator", "M. R. Harrow", "aut")],
    ),
    (
        "a poet",
        Genre.VERSE,
        [(H, "The harbor"), (P, "The river rose\nAnd rose again."), (SIG, "Clara Barton")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "lines below verses",
        Genre.VERSE,
        [(H, "The harbor"), (P, "The river rose."), (SIG, "Clara Barton"), (SIG, "Mary Wells")],
        [],
    ),
    (
        "where it was printed",
        Genre.STATEMENT,
        [(P, "The river rose."), (SIG, "PRINTED AT THE MORNING STAR OFFICE.")],
        [],
    ),
    ("surname alone", Genre.LETTER, [(S, "Dear Darcy:"), (P, "Thank you.")], []),
    ("no letter", Genre.PROSE, [(S, "Dear Mr. Darcy:"), (P, "Thank you.")], []),
    ("an office", Genre.LETTER, [(S, "Sehr geehrter Herr Ministerialdirektor!"), (P, "Dank.")], []),
    ("an office in English", Genre.LETTER, [(S, "Dear Mr. President:"), (P, "Thank you.")], []),
    ("friends", Genre.LETTER, [(S, "Dear Friends:"), (P, "Thank you.")], []),
    (
        "another's address",
        Genre.LETTER,
        [(A, "Clara Barton\n12 High Road"), (S, "Dear Mr. Darcy:"), (P, "Thank you.")],
        [("contributor", "Mr. Darcy", "rcp")],
    ),
    (
        "byline",
        Genre.ARTICLE,
        [(H, "A fire in the docks"), (BY, "By Nellie Bly, Staff Writer"), (P, "It burned.")],
        [("creator", "Nellie Bly", "aut")],
    ),
    (
        "Spanish byline",
        Genre.ARTICLE,
        [(H, "Un incendio"), (BY, "Por Rubén Darío"), (P, "Ardió.")],
        [("creator", "Rubén Darío", "aut")],
    ),
    (
        "a byline before an agency",
        Genre.ARTICLE,
        [(H, "Un incendio"), (BY, "Por Rubén Darío / AFP"), (P, "Ardió.")],
        [("creator", "Rubén Darío", "aut")],
    ),
    (
        "no byline: therefore",
        Genre.PROSE,
        [(H, "DECRETO"), (P, "Considerando."), (BY, "POR TANTO,"), (P, "DECRETA:")],
        [],
    ),
    (
        "capitals of a byline",
        Genre.ARTICLE,
        [(H, "A fire"), (BY, "By CLARA BARTON"), (P, "It burned.")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "a speech of an officer",
        Genre.SPEECH,
        [(H, "Statement of Senator Clara Barton\nOn the harbor"), (P, "I rise.")],
        [("creator", "Clara Barton", "spk")],
    ),
    (
        "who is interviewed",
        Genre.INTERVIEW,
        [(H, "Entrevista con el padre Rubén Darío, director de la radio"), (P, "¿Qué pasó?")],
        [("contributor", "Rubén Darío", "ive")],
    ),
    (
        "an excellency",
        Genre.LETTER,
        [
            (A, "H.E. Mr Luis Almagro\nPresident of the Republic\nDover"),
            (S, "Your Excellency,"),
            (P, "I write to you."),
            (C, "Yours sincerely,"),
            (SIG, "Clara Barton"),
        ],
        [("creator", "Clara Barton", "aut"), ("contributor", "Luis Almagro", "rcp")],
    ),
    (
        "a cable's surname",
        Genre.LETTER,
        [(P, "Classified By: Ambassador Clara Barton"), (P, "1. (C) Summary."), (SIG, "BARTON")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "many who sign, of whom some bear given names that many bear",
        Genre.PROSE,
        [
            (P, "Que sea independiente."),
            (SIG, "Gabino Gaínza\nJosé Matías Delgado\nJosé Francisco Barrundia"),
        ],
        [
            ("creator", "Gabino Gaínza", "aut"),
            ("creator", "José Matías Delgado", "aut"),
            ("creator", "José Francisco Barrundia", "aut"),
        ],
    ),
    (
        "a name below a headline of whom the text tells",
        Genre.ARTICLE,
        [(H, "The mayor waits"), (BY, "Clara Barton"), (P, "Mayor Clara Barton waited."), (P, "It rained.")],
        [],
    ),
    (
        "a name below a headline with a note on its bearer",
        Genre.ARTICLE,
        [(H, "We wait"), (BY, "Clara Barton"), (P, "We waited."), (P, "Clara Barton is a nurse.")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "an office in the salutation",
        Genre.LETTER,
        [(S, "Dear President Clara Barton,"), (P, "We write to you.")],
        [("contributor", "Clara Barton", "rcp")],
    ),
    (
        "the post that sends a cable",
        Genre.PLAIN,
        [(P, "O 061512Z JUL 09\nFM AMEMBASSY DOVER\nTO SECSTATE WASHDC IMMEDIATE"), (P, "1. (C) Summary.")],
        [("creator", "AMEMBASSY DOVER", "aut")],
    ),
    ("picture's byline", Genre.ARTICLE, [(BY, "By Dorothea Lange/FSA"), (P, "It burned.")], []),
    (
        "many bylines",
        Genre.ARTICLE,
        [
            (BY, "By Nellie Bly"),
            (P, "x"),
            (BY, "By Ida Wells"),
            (P, "y"),
            (BY, "By Ida Tarbell"),
            (P, "z"),
            (BY, "By Jane Croly"),
        ],
        [],
    ),
    (
        "foot",
        Genre.ARTICLE,
        [
            *[(P, f"Line {number} of it.") for number in range(6)],
            (P, "(Reporting by Nellie Bly; Editing by Ida Wells)"),
        ],
        [("creator", "Nellie Bly", "aut")],
    ),
    (
        "photo credit",
        Genre.ARTICLE,
        [(CAP, "Ana Rivera addresses a group at Modern Times Books. Photo James Christopher"), (P, "Text.")],
        [("contributor", "James Christopher", "pht")],
    ),
    (
        "photo by",
        Genre.ARTICLE,
        [(CAP, "A march. (Photo by Dorothea Lange)"), (P, "Text.")],
        [("contributor", "Dorothea Lange", "pht")],
    ),
    ("photo agency", Genre.ARTICLE, [(CAP, "A march. Photo: Silver Screen Collection"), (P, "Text.")], []),
    ("photo finish", Genre.ARTICLE, [(P, "It was a Photo Finish Line"), (P, "Text.")], []),
    (
        "memo",
        Genre.PLAIN,
        [
            (F, "To: Harry Hopkins"),
            (F, "From: Franklin D. Roosevelt"),
            (F, "Subject: Ships"),
            (P, "Send a list."),
        ],
        [("creator", "Franklin D. Roosevelt", "aut"), ("contributor", "Harry Hopkins", "rcp")],
    ),
    (
        "book head",
        Genre.PROSE,
        [
            (P, "Title: Pinocchio\nAuthor: Carlo Collodi\nTranslator: Carol Della Chiesa"),
            (P, "Once upon a time."),
        ],
        [("creator", "Carlo Collodi", "aut"), ("contributor", "Carol Della Chiesa", "trl")],
    ),
    (
        "speech",
        Genre.SPEECH,
        [(H, "Remarks by Frederick Douglass at Rochester"), (P, "Friends.")],
        [("creator", "Frederick Douglass", "spk")],
    ),
    (
        "declaration of a place",
        Genre.STATEMENT,
        [(H, "Declaración de San Pedro Sula"), (P, "Reunidos en la ciudad de San Pedro Sula, declaramos.")],
        [],
    ),
    (
        "several letters",
        Genre.LETTER,
        [
            (S, "Dear Clara Barton:"),
            (P, "x"),
            (SIG, "Jane Addams"),
            (S, "Dear Ida Wells:"),
            (P, "y"),
            (SIG, "Nellie Bly"),
        ],
        [],
    ),
    ("one colon", Genre.PROSE, [(P, "From: here to there it is a mile."), (P, "Walk.")], []),
    (
        "contacts",
        Genre.LETTER,
        [(S, "Dear Sir:"), (P, "x"), (SIG, "Clara Barton\nTel. 555 1234\nc.barton@example.org")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "addressee below with Esq.",
        Genre.LETTER,
        [(S, "My dear Sir,"), (P, "x"), (SIG, "Clara Barton"), (SIG, "Frederick Douglass Esq. Rochester.")],
        [("creator", "Clara Barton", "aut"), ("contributor", "Frederick Douglass", "rcp")],
    ),
    (
        "addressee below who is greeted",
        Genre.LETTER,
        [(S, "Dear Frederick:"), (P, "x"), (SIG, "Clara Barton\n\nFrederick Douglass")],
        [("creator", "Clara Barton", "aut"), ("contributor", "Frederick Douglass", "rcp")],
    ),
    (
        "addressee above",
        Genre.LETTER,
        [(P, "Frederick Douglass,"), (S, "My dear Friend,"), (P, "x"), (SIG, "Clara Barton")],
        [("creator", "Clara Barton", "aut"), ("contributor", "Frederick Douglass", "rcp")],
    ),
    (
        "another above",
        Genre.LETTER,
        [(P, "Ida Wells,"), (S, "Dear Mr. Douglass,"), (P, "x"), (SIG, "Clara Barton")],
        [("creator", "Clara Barton", "aut"), ("contributor", "Mr. Douglass", "rcp")],
    ),
    (
        "another name of the signer",
        Genre.LETTER,
        [(S, "Dear all:"), (P, "x"), (SIG, "Clara Barton\n“The Angel Woman”")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "reporters abroad",
        Genre.ARTICLE,
        [
            *[(P, f"Line {number} of it.") for number in range(6)],
            (P, "(Reporting by Nellie Bly in London and Ida Wells in Lima; Editing by Jane Addams)"),
        ],
        [("creator", "Nellie Bly", "aut"), ("creator", "Ida Wells", "aut")],
    ),
    (
        "a list of books",
        Genre.PROSE,
        [(P, "Two books."), (SIG, "Clara Barton"), (P, "It is a long book. " * 20)],
        [],
    ),
    (
        "a writ and its officer",
        Genre.PLAIN,
        [(P, "Summon the said John Roe."), (SIG, "Non Est H. Roe Marshal")],
        [],
    ),
    (
        "unknown below what is no letter",
        Genre.PLAIN,
        [(P, "Rain fell."), (SIG, "Tuva Lindqvist")],
        [],
    ),
    (
        "addressee below in German",
        Genre.LETTER,
        [(S, "Sehr geehrte Frau Hofrätin!"), (P, "x"), (SIG, "Clara Barton\n\nFrau Berta Zuckerkandl, Wien")],
        [("creator", "Clara Barton", "aut"), ("contributor", "Berta Zuckerkandl", "rcp")],
    ),
    (
        "a typist's name below the hand's",
        Genre.LETTER,
        [(S, "Dear all:"), (P, "x"), (SIG, "Jno. Roe\nJOHN Q. ROE\nCurator")],
        [("creator", "Jno. Roe", "aut")],
    ),
    (
        "yours by a given name",
        Genre.LETTER,
        [(S, "Lieber Hans!"), (P, "x"), (SIG, "Dein Paul")],
        [],
    ),
    (
        "yours by the whole name",
        Genre.LETTER,
        [(S, "Lieber Hans!"), (P, "x"), (SIG, "Ihr Paul Lindqvist")],
        [("creator", "Paul Lindqvist", "aut")],
    ),
    (
        "a shouted town",
        Genre.LETTER,
        [(S, "Dear all:"), (P, "x"), (SIG, "NEW-YORK")],
        [],
    ),
    (
        "initials sign",
        Genre.LETTER,
        [(S, "Dear all:"), (P, "x"), (SIG, "AFL-CIO")],
        [("creator", "AFL-CIO", "aut")],
    ),
    (
        "two signers",
        Genre.LETTER,
        [(S, "Dear friends:"), (P, "x"), (SIG, "Clara Barton\n\nFrederick Douglass")],
        [("creator", "Clara Barton", "aut"), ("creator", "Frederick Douglass", "aut")],
    ),
    (
        "kisses and hours",
        Genre.LETTER,
        [(S, "Dear all:"), (P, "x"), (SIG, "Clara Barton\nXXXX\nFri. A.M.")],
        [("creator", "Clara Barton", "aut")],
    ),
    (
        "nobody",
        Genre.ARTICLE,
        [(P, "“We work,” said Porfirio Quintano. “We go on,” said Carolina Dutton.")],
        [],
    ),
]


@pytest.mark.parametrize(
    ("genre", "blocks", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_agents(genre: Genre, blocks: Blocks, expected: list[tuple[str, str, str]]) -> None:
    """Exactly these are named, each with its property and role; who is only quoted or greeted is not."""
    reading = reading_of(blocks, genre)
    fields = head_fields(reading)
    found = agents(reading, fields, addressee(reading, fields))
    assert [(statement.property, statement.value, statement.role) for statement in found] == expected


def test_the_note_says_person_or_body_and_what_the_address_says() -> None:
    """An addressee's office and body stand in the note, and their words in the evidence."""
    reading = reading_of(CASES[3][2], Genre.LETTER)
    to = agents(reading, (), addressee(reading, ()))[0]
    assert to.note == "personal name; Secretary General, Organization of American States"
    assert [evidence.quote for evidence in to.evidence] == [
        "Luis Almagro",
        "Secretary General",
        "Organization of American States",
    ]


def test_below_a_heading_of_bodies_each_entry_is_a_body() -> None:
    """A person above the heading signs too; a country after a body's name is no part of it."""
    text = "Ana Rivera, Director\nOrganizations:\nAmigos Verdes, Spain\nEntrepueblos (Portugal)\nCarta, Sur"
    content = f"We thank you.\n\n{text}\n"
    at = content.index(text)
    parts = []
    for line in text.splitlines():
        start = content.index(line, at)
        parts.append(Part(Role.SIGNATORY, start, start + len(line), "test/hand"))
    blocks = (
        Block(Role.PARAGRAPH, 0, at - 2, "test/hand"),
        Block(Role.SIGNATURE, at, at + len(text), "test/hand", parts=tuple(parts)),
    )
    reading = read(
        Text(content, Decoding("utf-8", Found.STRICT), ()), Outline(Genre.OPEN_LETTER, "test/hand", blocks)
    )
    assert [(name.value, name.kind) for name, _ in signed(reading).names] == [
        ("Ana Rivera", Kind.PERSON),
        ("Amigos Verdes", Kind.BODY),
        ("Entrepueblos", Kind.BODY),
        ("Carta, Sur", Kind.BODY),
    ]


@pytest.mark.parametrize(
    ("signed_as", "expected"), [("D. F. Harrow", ["D. F. Harrow"]), ("Harrow", []), ("Sohn Georg", [])]
)
def test_who_signs_on_the_line_of_the_close_is_the_creator(signed_as: str, expected: list[str]) -> None:
    """A letter without a signature of its own has that which its close holds, if it is more than a word."""
    close = f"Yours truly, {signed_as}"
    content = f"We thank you.\n\n{close}\n"
    at = content.index(signed_as)
    part = Part(Role.SIGNATURE, at, at + len(signed_as), "test/hand")
    blocks = (
        Block(Role.PARAGRAPH, 0, 13, "test/hand"),
        Block(Role.CLOSING, 15, 15 + len(close), "test/hand", parts=(part,)),
    )
    text = Text(content, Decoding("utf-8", Found.STRICT), ())
    reading = read(text, Outline(Genre.LETTER, "test/hand", blocks))
    assert [name.value for name, _ in signed(reading).names] == expected


def test_an_office_below_a_name_in_a_list_signs_nothing() -> None:
    """It is its bearer's, and a list of bodies and persons has both."""
    content = (
        "Dear Sir:\n\nThe undersigned organizations and individuals thank you.\n\nSincerely,\n\n"
        "Clara Barton\nDirector, Relief Society\n\nJane Addams\nDean of Letters\n\nIda Wells\nProfessor of Law\n"
    )
    entries = content[content.index("Clara") :].splitlines()
    start = content.index("Clara")
    end = len(content) - 1
    parts = tuple(
        Part(Role.SIGNATORY, content.index(entry), content.index(entry) + len(entry), "t/t")
        for entry in entries
        if entry
    )
    paragraph = content.index("The undersigned")
    blocks = (
        Block(Role.PARAGRAPH, paragraph, content.index("Sincerely") - 2, "t/t"),
        Block(Role.SIGNATURE, start, end, "t/t", parts=parts),
    )
    text = Text(content, Decoding("utf-8", Found.STRICT), ())
    told = signed(read(text, Outline(Genre.OPEN_LETTER, "t/t", blocks)))
    assert [(name.value, office) for name, office in told.names] == [
        ("Clara Barton", "Director, Relief Society"),
        ("Jane Addams", "Dean of Letters"),
        ("Ida Wells", "Professor of Law"),
    ]
