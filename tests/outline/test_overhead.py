"""What stands above letters, laws and releases, as people lay them out."""

from __future__ import annotations

import pytest

from archive.outline import outline_of
from archive.outline.blocks import Genre, Role
from archive.outline.dates import dated, dated_above, news_dateline
from archive.outline.salutations import salutation_line
from archive.text import normalize

_TEXT = "Ich bestätige den Eingang Ihres Schreibens und erkläre mich mit den darin gestellten Bedingungen einverstanden."


def roles(text):
    """Each line with its role, in order."""
    content = normalize(text.encode()).content
    return [
        (line.strip(), block.role)
        for block in outline_of(normalize(text.encode())).blocks
        for line in content[block.start : block.end].split("\n")
    ]


def of(text, role):
    """The lines of a role."""
    return [line for line, its in roles(text) if its is role]


def test_a_letterhead_stands_together_over_blank_lines():
    """Where blank lines part each line above a letter, the lines round a street are one letterhead."""
    head = ["Dr. Heinrich Wolff", "Rechtsanwalt", "Goethestraße 14", "Frankfurt am Main"]
    to_whom = ["An den", "Verlag S. Fischer", "Bülowstraße 90", "Berlin W 57"]
    lines = [*head, "Frankfurt, den 5. November 1931", *to_whom, "Sehr geehrte Herren!", _TEXT, "Wolff"]
    text = "\n\n".join(lines) + "\n"
    assert (of(text, Role.LETTERHEAD), of(text, Role.ADDRESS)) == (head, to_whom)


def test_the_title_of_a_letter_is_of_no_letterhead():
    """A line that says from whom to whom a letter is stays a heading above a street and a town."""
    lines = [
        "An Gustav Frey",
        "Goethestraße 14",
        "Frankfurt am Main",
        "den 5. November 1931",
        "Lieber Frey!",
        _TEXT,
    ]
    assert "An Gustav Frey" not in of("\n\n".join(lines) + "\n", Role.LETTERHEAD)


def test_a_name_in_capitals_below_a_title_is_of_the_address():
    """ "Señor", a name, an office and "E. S. D." below the date are one address."""
    lines = "Señor\nIVÁN LUQUE PARDO\nPresidente de la República\nE. S. D."
    text = f"Carta abierta al Presidente\nBogotá, 10 de mayo de 2021\n{lines}\nRespetado señor Presidente:\nLe solicitamos detener de inmediato el uso de la fuerza contra quienes protestan.\nAtentamente,\nAna Ruiz\n"
    assert of(text, Role.ADDRESS) == lines.split("\n")


@pytest.mark.parametrize("line", ["Excmo. Señor:", "Ilmo. Sr.:", "Muy Ilustre Señor:"])
def test_spaniards_are_greeted_by_their_honours(line):
    """A form of honour with its mark at the end is a salutation."""
    assert salutation_line(line)


def test_a_greeting_below_who_is_written_to_needs_no_mark():
    """ "Honoured Sir", right below "To the Secretary …" and above prose, is a salutation."""
    text = "14 Chapel Row\nPreston\n2nd February 1863\nTo the Secretary of the Relief Committee\nHonoured Sir\nI beg to lay before you the state of my family, who are seven in number and without work.\nI remain, Sir, your humble servant\nEllen Shaw\n"
    assert of(text, Role.SALUTATION) == ["Honoured Sir"]


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("À Grignan, ce mercredi 12e juillet 1690", "À Grignan", "mercredi 12e juillet 1690"),
        ("Paris, le 2e mai 1701", "Paris", "2e mai 1701"),
    ],
)
def test_french_days_end_with_e(line, place, date):
    """An ordinal with "e" is a day."""
    found = dated(line)
    assert found is not None
    assert found.place is not None
    assert (line[slice(*found.place)], line[slice(*found.date)]) == (place, date)


@pytest.mark.parametrize(
    "line",
    [
        "Endorsed: Fenwick, 11 Feb. 1798. Rec’d 20 April.",
        "Defensores HN @DefensoresHN · Dec 1, 2017",
        "Domingo Dulce.",
    ],
)
def test_no_dateline(line):
    """What a clerk wrote on a letter, a message's head and a person called Domingo are no datelines."""
    assert dated(line) is None


def test_an_agency_may_say_the_land_in_brackets():
    """ "Temuco (Chile), 9 jun (EFE).-" opens a story."""
    line = "Temuco (Chile), 9 jun (EFE).- Tres dirigentes fueron detenidos hoy."
    assert news_dateline(line) == (0, len("Temuco (Chile), 9 jun (EFE).-"))


_STORY = "The coalition today filed suit against the board, and argues that exemptions granted in February violate the public trust."


def test_a_release_below_a_letterhead_has_its_headline_and_what_stands_below_it():
    """The line that says when it may be used may stand below a letterhead; two lines above the prose are headings."""
    text = f"Coalition for Fair Water\n418 Larkin Street, Suite 200\nSan Francisco, CA 94102\nwww.example.org\n\nFOR IMMEDIATE RELEASE\nMarch 18, 2014\n\nContact: Maria Quill, (415) 555-0182\n\nCoalition Sues State Over Drought Rules\nGroups say rules leave towns dry\n\n{_STORY}\n\n###\n"
    assert of(text, Role.HEADING) == [
        "Coalition Sues State Over Drought Rules",
        "Groups say rules leave towns dry",
    ]
    assert "FOR IMMEDIATE RELEASE" in of(text, Role.BOILERPLATE)
    assert of(text, Role.TRAILER) == ["###"]


def test_who_read_a_story_at_an_agency_does_not_sign():
    """The letters of a desk at the end are boilerplate."""
    text = f"Thousands march in the capital\n\n{_STORY}\n\n{_STORY}\n\nad/mrb/jhd\n"
    assert of(text, Role.BOILERPLATE) == ["ad/mrb/jhd"]


@pytest.mark.parametrize("line", ["POR TANTO,", "By Land, Sea"])
def test_no_byline(line):
    """A clause that begins with "Por" and a title with "By" name no writer."""
    text = (
        f"A title of the text\n\n{line}\n\n{_STORY}\n"
        if line.isupper()
        else f"{line}\n\n{_STORY}\n\n{_STORY}\n"
    )
    assert of(text, Role.BYLINE) == []


def test_who_posted_a_page_and_when_is_a_byline():
    """ "Posted by … on …" is no dateline."""
    text = f"A title of the text\nPosted by Laura Quill on June 9, 2015\n{_STORY}\n{_STORY}\n"
    assert of(text, Role.BYLINE) == ["Posted by Laura Quill on June 9, 2015"]


def test_an_article_of_a_law_is_no_heading_where_it_states_something():
    """A whole sentence behind "ARTÍCULO 1.-" is the law, and a title of few words is a heading."""
    law = "ARTÍCULO 1.- Declárase monumento nacional la iglesia de la villa, en el departamento del sur."
    text = f"DECRETO NÚMERO 14\n{law}\nARTÍCULO 2.- El Instituto velará por su conservación, y dará cuenta de ella cada año al Congreso Nacional.\n"
    assert law not in of(text, Role.HEADING)


def test_the_day_on_which_a_law_was_passed_is_no_signature():
    """ "Passed April 6, 1896." above the clerk's name is a dateline."""
    text = f"AN ORDINANCE\n\n{_STORY}\n\nSec. 2. This ordinance shall take effect on the first day of May next, and not before.\n\nPassed April 6, 1896.\nJAMES QUILL, Clerk.\n"
    assert of(text, Role.DATELINE) == ["Passed April 6, 1896."]
    assert of(text, Role.SIGNATURE) == ["JAMES QUILL, Clerk."]


_LETTER = "My dear Mother,\n\nWe have been four days in the mud, and are back where we started, and the whole army laughs at itself.\n\nYour affectionate son\nCharles Ward\n"


@pytest.mark.parametrize("line", ["Direct to the 12th Regiment", "Please write to me at the camp"])
def test_where_an_answer_goes_is_no_signature(line):
    """A line below the name that says where to write is a postscript."""
    assert line not in of(_LETTER + line + "\n", Role.SIGNATURE)


def test_copies_need_no_colon():
    """ "c.c." with a name below the signature is a field."""
    assert of(_LETTER + "c.c. Office of the Clerk of the Board\n", Role.FIELD) == [
        "c.c. Office of the Clerk of the Board"
    ]


def test_a_close_stands_above_a_list_below_which_a_note_stands():
    """The note that affiliations identify does not hide the close."""
    signers = "\n".join(
        f"{name}, Professor of History, Hill College" for name in ("Ann Roe", "Ben Coe", "Cy Doe", "Di Poe")
    )
    text = f"Open Letter to the Members of Congress\n\nDear Members,\n\n{_STORY}\n\nRespectfully,\n\n{signers}\n\n(Affiliations are listed for identification only.)\n"
    assert of(text, Role.CLOSING) == ["Respectfully,"]


def test_three_sign_with_a_trade_that_is_no_office():
    """Names with a word behind a comma, right below a close, are a list of signatories."""
    signers = ["Hélène Vasseur, archiviste", "Paul Roche, bibliothécaire", "Nadia Belka, enseignante"]
    text = (
        "Lettre ouverte à la Ministre\n\nMadame la Ministre,\n\nNous vous écrivons pour vous demander de renoncer à la fermeture du dépôt de la ville.\n\nVeuillez agréer, Madame la Ministre, l’expression de notre haute considération.\n\n"
        + "\n".join(signers)
        + "\n"
    )
    assert of(text, Role.SIGNATURE) == signers


@pytest.mark.parametrize(
    "items",
    [
        ["(a) Any worker may be a member.", "(b) Members shall:", "(i) pay dues each month;", "(ii) attend the assembly;", "(c) Members may resign by letter to the board, which answers within a month of its receipt."],
        ["1. Reject the decision of the council to call elections before the year is over;", "2. Urge the government to present a new calendar; and", "3. Agree to remain in session."],
        ["– einen sofortigen Stopp,", "– ein Recht zu bleiben,", "– faire Verfahren."],
        ["PRIMERO: Nuestro rechazo a la concesión de los ríos del valle y de la montaña.", "SEGUNDO: Nuestra solidaridad con los campesinos del valle.", "TERCERO: Nuestra decisión de convocar a un paro."],
    ],
)  # fmt: skip
def test_clauses_below_a_colon_are_a_list(items):
    """Nested letters, clauses with semicolons, dashes before small letters and ordinals below a colon are items, every one."""
    lead = "The governments of the group, who met in the capital on Tuesday and will meet again, say this:"
    assert of("\n".join(["Statement of the Group", lead, *items]) + "\n", Role.LIST_ITEM) == items


def test_dashes_before_small_letters_are_no_list_without_a_colon():
    """A clause that goes on behind a dash is none."""
    text = f"{_STORY}\n– and yet he came,\n– and yet he stayed,\n– and she with him.\n"
    assert of(text, Role.LIST_ITEM) == []


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [("1865,", "", "1865"), ("Lima, 1904.", "Lima", "1904."), ("Lima, 1904", "Lima", "1904")],
)
def test_a_year_stands_within_its_line(line, place, date):
    """A year with a comma behind it is the year, and one behind a place is told from the place."""
    found = dated_above(line)
    assert found is not None
    assert (line[slice(*(found.place or (0, 0)))], line[slice(*found.date)]) == (place, date)


def test_a_release_is_a_statement():
    """What says when it may be used is one, whatever its headline is."""
    text = f"FOR IMMEDIATE RELEASE\nMarch 18, 2014\n\nCoalition Sues State Over Drought Rules\n\n{_STORY}\n\n{_STORY}\n"
    assert outline_of(normalize(text.encode())).genre is Genre.STATEMENT
