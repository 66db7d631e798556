"""What stands at the top of a letter: when and where it was written, who is written to and who writes, in four languages."""

from __future__ import annotations

import pytest

from archive.outline import Role
from archive.outline.dates import dated, dated_above
from archive.outline.names import address_like
from archive.outline.rules import claimed
from archive.outline.wrapping import sheet_of

BODY = (
    "The barn is up again, and the cows are under a roof before the snow, which is more than I had hoped for."
)


def roles(*lines: str, between: str = "\n\n") -> list[tuple[Role, str]]:
    """What the rules claim of a text of these lines, before they are weighed: each run of lines of one claim."""
    sheet = sheet_of(between.join(lines) + "\n")
    claims, _ = claimed(sheet)
    found: list[tuple[Role, str]] = []
    for index, claim in enumerate(claims):
        if claim is None:
            found.append((Role.PARAGRAPH, sheet.units[index].text))
        elif claim.first == index:
            run = sheet.units[claim.first : claim.last + 1]
            found.append((claim.role, "\n".join(unit.text for unit in run)))
    return found


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Basel den 29. Ianuarii 1718.", "29. Ianuarii 1718"),
        ("Schloss Ried, d. 16. Martii 1776", "16. Martii 1776"),
        ("den 6. Septembris 1719", "6. Septembris 1719"),
        ("Belgrad den lezten Maii 1719", "lezten Maii 1719"),
        ("A Francfort ce 30 IXbre 1714", "30 IXbre 1714"),
        ("Falmouth 9th month 26th 1794", "9th month 26th 1794"),
        ("Monthly Meeting, the 9th of the 9th month,", "9th of the 9th month"),
        ("Philad. 6th of 3d mo 1801", "6th of 3d mo 1801"),
        ("Mill Cross HouseFebruary 9th 1821.", "February 9th 1821"),
        ("Upton House Jany12th 1819.", "Jany12th 1819"),
        ("Livorno14.3.1944", "14.3.1944"),
        ("Meisenheim, 4.9.", "4.9."),
        ("Perugia 31 luglio 1714", "31 luglio 1714"),
        (
            "Escript à Suzanne le xiie jour de novembre mil vc xxxvii.",
            "le xiie jour de novembre mil vc xxxvii",
        ),
        ("Done at Washington this 5th day of May 1902", "this 5th day of May 1902"),
    ],
)
def test_days_are_told_in_latin_by_number_and_without_a_blank(line, date):
    """Months of Latin letters, the numbered months of the Quakers, and days whose blank was lost date a letter."""
    found = dated_above(line)
    assert found is not None
    assert line[slice(*found.date)] == date


@pytest.mark.parametrize(
    "line",
    [
        "Auß Prag vom 24. October 1615.",
        "Séance du 17 janvier 1839",
        "der Gesammtsitzung am 24. November 1849",
        "Filed May 14, 1862",
        "Delivered Sunday, April 16, 1865",
        "Tagesprogramm, 8.1.1971",
        "“Geneva, March 18th, 1790.",
        "F/21/2475",
        "Ruf R20-5-20.",
        "I waited 6 months 2 days",
    ],
)
def test_what_was_done_on_a_day_dates_no_letter(line):
    """A meeting, a filing, news of a day, a quoted letter and a shelf mark are no datelines."""
    assert dated(line) is None
    assert dated_above(line) is None


def test_a_postscript_below_the_date_begins_no_letter():
    """The date at the foot is of the letter that it ends, though a postscript of long paragraphs follows."""
    found = roles(
        "Dear Anna,", BODY, "Yours truly,", "John Prew", "Farmington, 6 Sept. 1819", "P.S. " + BODY, BODY
    )
    assert (Role.DATELINE, "Farmington, 6 Sept. 1819") in found
    assert [role for role, _ in found[-2:]] == [Role.POSTSCRIPT, Role.POSTSCRIPT]


@pytest.mark.parametrize(
    "line",
    [
        "Alserstr. 8",
        "Böhmersweg 7.",
        "17 quai Voltaire",
        "c/o Mrs. Prew",
        "AUSTRIA",
        "Berlin SW 68",
        "Postlagernd",
    ],
)
def test_streets_quays_and_countries_are_of_an_address(line):
    """A street in one word with its number, a quay, a country by itself and who keeps the mail are postal."""
    assert address_like(line)


@pytest.mark.parametrize("line", ["Où ne croît ni gazon", "que se va", "during 5 days", "Spring 1870"])
def test_small_words_are_no_points_of_the_compass(line):
    """`ne` and `se` in small letters are no quarters of a town, and what ends as a street is none without a number at its end."""
    assert not address_like(line)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("To Samuel Prew", Role.HEADING),
        ("To Mrs. Prew", Role.ADDRESS),
        ("To John Prew, Esq., Clerk of the Court", Role.ADDRESS),
        ("À Monsieur de Prew", Role.ADDRESS),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_bare_name_above_a_letter_is_its_title(line, role, between):
    """Who is written to with no title of courtesy is named by an editor, with or without blank lines; with one, by who wrote."""
    found = roles(
        line, "London, February 3, 1756", "Dear Sir,", BODY, "Yours truly,", "J. W.", between=between
    )
    assert found[0] == (role, line)


def test_what_leads_up_to_a_letter_is_no_address():
    """A sentence above a salutation that ends in a colon is the text's own."""
    told = "On my return I found the following letter from my father:—"
    found = roles("CHAPTER VII.", told, "My dear Ned,", BODY, "Your father,", "Alphonse Prew")
    assert (Role.PARAGRAPH, told) in found


@pytest.mark.parametrize(
    ("line", "role"),
    [("GRACE CATHEDRAL,", Role.DATELINE), ("SERMON", Role.HEADING), ("12 Mill Street", Role.DATELINE)],
)
def test_above_a_date_with_its_place_only_a_seat_or_street_is_of_it(line, role):
    """Where the date names its town, the line above it belongs to it if it is a house or a street."""
    found = roles(line, "Topeka, Kans., January 7, 1941.", "Dear Sir:", BODY, "Yours truly,", "Ann Prew")
    assert found[0] == (role, line)


OUTSIDES = [
    ("A Monsieur", "Monsieur Prew", "licentié en droit", "à", "Basle"),
    ("Comtesse L. de La Prew", "Hôtel de Bains", "Var"),
    ("Des Herrn", "Rathes und Professors", "von Prew Hochwohlgebohren", "in", "Berlin"),
    ("Ann Evans,", "wife of Joshua Evans,", "New Town,", "New Jersey"),
    ("Address: To Thomas Prew Esq. / Thetford",),
    ("[Adresse: Au Reverend Pere Le Pere Prew à Paris]",),
]


@pytest.mark.parametrize("outside", OUTSIDES, ids=lambda lines: lines[0])
def test_whoever_is_written_to_begins_the_outside(outside):
    """Below the name, who is called as the salutation calls, a title of rank, the dative or a label begin the address."""
    found = roles("Dear Friend Ann Evans,", BODY, "Yours truly,\nCharity Prew", "\n".join(outside))
    assert found[-1] == (Role.ADDRESS, "\n".join(outside))


def test_the_outside_alone_shows_a_letter():
    """Below prose without a close "A Monsieur" over "Monsieur Prew" is an address."""
    outside = "A Monsieur\nMonsieur Prew\nà Basle"
    assert roles(BODY, BODY, outside)[-1] == (Role.ADDRESS, outside)


@pytest.mark.parametrize(
    "foot",
    [
        ("Address: 'To / Mr Prew'.", "Postmark: missing. Charge: 3."),
        ("Ew. Königlichen Hoheit", "unterthänigster Diener", "Ferdinand Prew"),
    ],
    ids=lambda lines: lines[0],
)
def test_what_an_editor_says_of_a_letter_and_a_close_are_no_outside(foot):
    """An address among other labelled notes is an editor's, and rank above the name of who serves is the close."""
    found = roles("Hochgeehrter Herr,", BODY, *foot)
    assert Role.ADDRESS not in [role for role, _ in found]


@pytest.mark.parametrize(
    "top",
    [("Sr Wohlgeboren", "Herrn Prof. Prew", "zu", "Berlin"), ("Herrn Prof. Prew,", "Wohlgeboren")],
    ids=lambda lines: lines[0],
)
def test_the_dative_at_the_top_begins_an_address(top):
    """Nobody is greeted in the dative: above prose it is the outside of a letter, though nothing else shows one."""
    assert roles("\n".join(top), BODY, BODY)[0] == (Role.ADDRESS, "\n".join(top))


def test_a_country_at_the_end_of_capitals_is_a_letterhead():
    """Lines in capitals that end in a country are no headings."""
    head = "KIRCHSTEIN (WESTBAHN)\nHINTERHOLZ 6\nN.-Ö., AUSTRIA"
    found = roles(head, "June 4th, 1961", "Dear Anna:", BODY, "love", "John")
    assert found[0] == (Role.LETTERHEAD, head)


GERMAN_LETTER = """Verein der Hafenfreunde
Torstraße 49
10119 Streslau
{between}An den
Minister der Häfen
Herrn Dr. Thomas Berger
Hafenweg 140
10557 Streslau

Streslau, den 12. März 2019

Sehr geehrter Herr Minister,

wir wenden uns heute an Sie, weil die Lage der Häfen in unserem Land immer schwieriger wird, und wir bitten Sie zu handeln.

Mit freundlichen Grüßen

Frank Lehmann
"""


def test_who_is_written_to_above_the_date_is_no_letterhead():
    """The sender stands in the letterhead, the minister in the address."""
    told = [(role, text.split("\n")[0]) for role, text in roles(GERMAN_LETTER.format(between="\n"))]
    assert told[:3] == [
        (Role.LETTERHEAD, "Verein der Hafenfreunde"),
        (Role.ADDRESS, "An den"),
        (Role.DATELINE, "Streslau, den 12. März 2019"),
    ]


@pytest.mark.parametrize(
    "whom",
    [
        "À l'attention de Madame la Préfète",
        "A la atención del señor Ministro",
        "For the attention of the Harbour Master",
    ],
)
@pytest.mark.parametrize("street", ["", "\n12 rue du Port\n75008 Paris"])
def test_at_whose_attention_is_an_address(whom, street):
    """Though the date stands below it."""
    content = f"{whom}{street}\n\nParis, le 4 juin 2015\n\nMadame la Préfète,\n\nNous avons l'honneur de vous saisir de la situation de notre port, dont les quais ont été fermés sans motif.\n\nClaire Dubois\n"
    assert roles(content)[0] == (Role.ADDRESS, whom + street)


@pytest.mark.parametrize(
    "title",
    [
        "Offener Brief zum Schutz der Häfen",
        "Carta abierta a la señora Ministra",
        "Lettre ouverte à M. le Préfet",
        "Open letter to the Harbour Master:",
    ],
)
@pytest.mark.parametrize(
    "below", ["", "12.3.2019\n\n", "Streslau, 12. März 2019\n\nSehr geehrte Frau Wolf,\n\n"]
)
def test_a_line_that_calls_the_text_an_open_letter_is_its_title(title, below):
    """Whatever mark it ends with, and whether a salutation follows or not."""
    content = f"{title}\n\n{below}Wir wenden uns heute an Sie, weil die Lage der Häfen in unserem Land immer schwieriger wird, und wir bitten Sie zu handeln.\n\nMit freundlichen Grüßen\n\nAnna Becker\n"
    assert roles(content)[0] == (Role.HEADING, title)
