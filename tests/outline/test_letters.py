"""What stands above and below letters, told by its words or by its place: one row a case."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.closings import own_signature
from archive.outline.dates import dated, dated_above, postmarked
from archive.outline.names import address_like, addressed, kin_like, signature_like
from archive.outline.salutations import greeting, salutation_line
from archive.outline.signers import in_office
from archive.text.text import Decoding, Found, Text

BODY = (
    "The barn is up again, and the cows are under a roof before the snow, which is more than I had hoped for."
)
MORE = "If the road holds I will come in on Saturday for the seed, and we can settle then about the colt and the saw."


def blocks(*lines: str) -> list[tuple[Role, str]]:
    """Each block of a text of these lines, a blank line between them."""
    content = "\n\n".join(lines) + "\n"
    found = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ())).blocks
    return [(block.role, content[block.start : block.end].strip()) for block in found]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Camden Dec: 9", "Dec: 9"),
        ("Camden— Dec: 1 '91", "Dec: 1 '91"),
        ("Bad Fusch 24ten VII.", "24ten VII."),
        ("De Genève, ce 28 d'avril 1545.", "28 d'avril 1545"),
        ("De Genève, ce XXIX de septembre 1541.", "XXIX de septembre 1541"),
        ("Ce 14 octobre (1543).", "14 octobre (1543"),
        ("Chihuahua, julio 5 de 1924", "julio 5 de 1924"),
        ("Dresden, den 15ten Sptbr. 23.", "15ten Sptbr. 23"),
        ("Wien Jänner 902", "Jänner 902"),
        ("Berlin, Frühling 1819", "Frühling 1819"),
    ],
)
def test_a_dateline_may_spell_its_month_as_its_time_did(line, date):
    """Months cut short, years of two figures with their mark, Roman figures and seasons are dates."""
    found = dated(line)
    assert found is not None
    assert line[slice(*found.date)] == date


@pytest.mark.parametrize(
    "line",
    [
        "Office of the Matron, HOME FOR THE AGED, Dover, Ont., 6 Dec 1888",
        "Home for Sailors, Dover, 6 Dec 1888",
    ],
)
def test_a_house_in_capitals_is_for_whom_it_is_for(line):
    """What a day is meant for is told in small letters; in the capitals of a letterhead it is part of the house's name."""
    assert dated(line) is not None or dated_above(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "1827",
        "Sat. morn 6 am",
        "Camden Sat: early P M Jan 24 '91",
        "Medical Superintendent's Office. INSANE ASYLUM LONDON ONTARIO 6 Feb 1891",
        "Czortków 19ten",
    ],
)
def test_half_a_date_is_one_only_above_a_letter(line):
    """A year alone, a day cut short, or an office named at length is a dateline where a letter begins and nowhere else."""
    assert dated(line) is None
    assert dated_above(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Ave. 16 de Septiembre 1201",
        "5 de Mayo No. 23",
        "Schnabel an Otto Brandt, 6. 2. 1930",
        "Mr. Hale to Mr. Porter, March 9, 1862",
        "COLUMBIA, MO. FEB 22 530PM 1962",
    ],
)
def test_streets_headings_and_postmarks_are_no_datelines(line):
    """A street named after a day, the heading of a letter in a book, and a stamp of the post are no datelines."""
    assert dated(line) is None
    assert dated_above(line) is None


def test_a_postmark_is_known_by_its_hour():
    """Capitals with a day are a postmark only if they give the hour."""
    assert postmarked("COLUMBIA, MO. FEB 22 530PM 1962")
    assert not postmarked("MONTICELLO, APR. 21. 1803.")


@pytest.mark.parametrize(
    "line", ["Querida madre", "Kind Friend", "Friend Walter", "Inolvidable hija", "Dear son"]
)
def test_a_greeting_needs_no_mark_above_prose(line):
    """A salutation without comma or colon is one below the date, right above the letter."""
    assert greeting(line)
    assert blocks("Keene, Feb. 18, 1908", line, BODY)[1] == (Role.SALUTATION, line)


def test_a_greeting_without_a_mark_is_none_in_the_middle_of_a_text():
    """Where no letter begins, two words with a capital are no salutation."""
    assert (Role.SALUTATION, "Kind Friend") not in blocks("The visitors", BODY, "Kind Friend", MORE)


@pytest.mark.parametrize("line", ["— J.G.N.", "su hija Elena", "tu hermano", "W. W.", "Your loving mother"])
def test_initials_and_kin_sign_a_letter(line):
    """Initials without blanks between them, and a word of kinship, may be how somebody signs."""
    assert signature_like(line)


@pytest.mark.parametrize(
    "line", ["su mejor caballo", "our daughter came home on Friday", "mother of pearl and ivory"]
)
def test_other_words_of_kinship_do_not(line):
    """A phrase in which kinship is only mentioned is no signature."""
    assert not kin_like(line)


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("Dein treuer Onkel Karl", True),
        ("Ihre C. Kalb", True),
        ("Ihr ganz ergebener", False),
        ("Dein Haus", True),
    ],
)
def test_a_pronoun_with_a_name_is_a_signature(line, own):
    """The pronoun, the adjectives between and the name are one signature; without a name they are a close."""
    assert own_signature(line) is own


@pytest.mark.parametrize(
    "close",
    [
        "With all the old affection,",
        "The same old affection -",
        "Endless love,",
        "Gr. u. Kuß",
        "Sin más por ahora reciba muchos saludos de todos y un abrazo de",
        "Seien Sie herzlich gegrüßt!",
    ],
)
def test_a_phrase_above_the_name_is_the_close(close):
    """What stands between the last sentence of a letter and the name below it is its close, whatever its words."""
    found = blocks("Dear Mott,", BODY, MORE, close, "John N.")
    assert found[-2:] == [(Role.CLOSING, close), (Role.SIGNATURE, "John N.")]


def test_a_close_may_begin_lines_above_the_one_that_is_known():
    """Short lines without an end, above a close and below a sentence, belong to it."""
    found = blocks(
        "Dear Mott,", BODY, MORE, "Hoping to hear from you soon I remain", "Yours truly,", "John Neal"
    )
    assert [role for role, _ in found[-3:]] == [Role.CLOSING, Role.CLOSING, Role.SIGNATURE]


def test_a_sentence_above_the_name_is_none():
    """A short sentence that greets nobody stays a paragraph."""
    assert blocks("Dear Mott,", BODY, MORE, "The road is dry.", "John N.")[-2][0] is Role.PARAGRAPH


def test_the_date_between_letter_and_close_is_a_dateline():
    """As French letters have it."""
    found = blocks(
        "Monsieur,", BODY, "De Genève, ce 19 de janvier 1551.", "Votre très humble serviteur,", "Jean Perret"
    )
    assert [role for role, _ in found[-3:]] == [Role.DATELINE, Role.CLOSING, Role.SIGNATURE]


def test_prose_below_the_name_is_a_postscript():
    """It needs no mark, if somebody has signed above it."""
    assert blocks("Dear Mott,", BODY, MORE, "As ever yours,", "John N.", MORE)[-1] == (Role.POSTSCRIPT, MORE)


@pytest.mark.parametrize(
    "line", ["PS bring back my saw, it is not yours.", "P. S. Bring it back.", "N.B. Bring it."]
)
def test_a_postscript_may_leave_out_its_stops(line):
    """Two letters are mark enough below a signature."""
    assert blocks("Dear Mott,", BODY, MORE, "As ever yours,", "John N.", line)[-1] == (Role.POSTSCRIPT, line)


def test_an_envelope_is_no_signature():
    """Lines that name one person as people are addressed, and a place, are an address, though they stand below the name."""
    envelope = "Mr. Edward Lane,\n214 Walnut Street,\nKeene, New Hampshire"
    found = blocks("Dear Ned,", BODY, MORE, "As ever yours,", "John N.", envelope)
    assert found[-2:] == [(Role.SIGNATURE, "John N."), (Role.ADDRESS, envelope)]


def test_what_a_letter_encloses_does_not_hide_its_close():
    """A close with its comma and a name below it end the letter, however much follows."""
    found = blocks("Dear Mott,", BODY, "Sincerely,", "Nancy Prew", *[f"{BODY} ({n})" for n in range(20)])
    assert found[2:4] == [(Role.CLOSING, "Sincerely,"), (Role.SIGNATURE, "Nancy Prew")]


def test_a_list_is_not_signed_by_its_entries():
    """Many short lines under little prose are no signature, though a mark of a postscript stands among them."""
    entries = [f"Station {n}, Mr. Brown {n}" for n in range(300)]
    found = blocks("Dear friends,", BODY, "N. B.", *entries)
    assert sum(role is Role.SIGNATURE for role, _ in found) < 10


@pytest.mark.parametrize(
    "line", ["Columbia, Mo.", "Rt. 2 Box 114", "El Paso, Texas", "#4", "Lincoln, Nebraska"]
)
def test_towns_with_their_state_are_of_an_address(line):
    """A state at the end of a line, cut short or not, and the number of a route or box are signs of an address."""
    assert address_like(line)


def test_ihr_begins_a_title_only_before_one():
    """ "Ihr" is a title's first word before the title, and else a close's."""
    assert addressed("Ihrer Exzellenz der Frau Gräfin")
    assert not addressed("Ihr ganz ergebener")


def test_each_title_above_an_article_is_a_heading():
    """Though it ends with a full stop; a short sentence with small words of its own is none."""
    text = [BODY + " " + MORE] * 6
    assert [role for role, _ in blocks("Ein Gespräch mit dem Baumeister.", "Die Brücke.", *text)[:2]] == [
        Role.HEADING,
        Role.HEADING,
    ]
    assert blocks("It was raining again that morning.", *text)[0][0] is Role.PARAGRAPH


def test_numbered_paragraphs_are_no_list():
    """Long paragraphs that their writer numbered stay paragraphs; short entries are items."""
    long = [f"{n}. {BODY} {MORE}" for n in (1, 2, 3)]
    assert {role for role, _ in blocks(BODY, *long)} == {Role.PARAGRAPH}
    short = [f"{n}. a saw" for n in (1, 2, 3)]
    assert [role for role, _ in blocks(BODY, *short)][1:] == [Role.LIST_ITEM] * 3


def test_sentences_below_a_colon_are_items_only_where_somebody_demands():
    """ "as follows:" announces sentences of a text as often as a list."""
    sentences = ["The road is dry at last.", "The mill is shut for good.", "The colt is well again."]
    assert [role for role, _ in blocks("What was written there was as follows:", *sentences)][1:] == [
        Role.PARAGRAPH
    ] * 3
    demanded = [role for role, _ in blocks("We demand:", *sentences)]
    assert demanded[1:] == [Role.LIST_ITEM] * 3


def test_a_short_line_inside_a_letter_is_no_heading():
    """Between salutation and close nothing short is taken for a heading."""
    found = blocks("Dear Mott,", BODY, "Late afternoon", MORE, "Yours truly,", "John Neal")
    assert found[2] == (Role.PARAGRAPH, "Late afternoon")


@pytest.mark.parametrize(
    ("line", "greets"),
    [
        ("Hochwohlgeborener Herr. Hochgebietender Herr Kriegsrat. Gnädiger Herr.", True),
        ("Hochgeborene Reichsgräfin", True),
        ("Allerdurchlauchtigster Großmächtigster König Allergnädigster König und Herr", True),
        ("Hoch Edler und Hochgelahrter mein Insonders Hochgeehrter Herr und hoher Patron", True),
        ("Hochachtungsvoll, Ihr Herr Nachbar", False),
        ("Hochwürden ist gestern abgereist, und die Frau Gräfin auch.", False),
        (
            "Hochgeborene Reichsgräfin und Frau, als ich vor drei Jahren in Dresden bei Ihrem Bruder zu Gast",
            False,
        ),
    ],
)
def test_a_row_of_titles_is_a_salutation(line, greets):
    """With full stops between them, and without the mark that ends other salutations; a sentence is none."""
    assert salutation_line(line) is greets


@pytest.mark.parametrize(
    ("lines", "listed"),
    [
        (["meine Eltern grüßen herzlich", "und ich bin in alter Freundschaft", "Ihre Dorothea"], False),
        (["Im Namen des Rates", "Der Präsident:", "Moser", "Der Schreiber:", "Keller", "Der Weibel:"], False),
        (["Ann Lee", "Peter Marsh", "Ruth Ames"], True),
    ],
)
def test_signatories_are_names_line_by_line(lines, listed):
    """What still belongs to the close, and who signs in which office, is no list of them."""
    content = f"Dear friends,\n\n{BODY}\n\n{MORE}\n\nLeb wohl," + "\n\n" + "\n".join(lines) + "\n"
    found = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ())).blocks
    signatories = [part for block in found for part in block.part(Role.SIGNATORY)]
    assert bool(signatories) is listed


CALLED = [
    ("HARRY,", True),
    ("Eminenza Reverendissima,", True),
    ("Herr General-Musikdirector!", True),
    # A heading has no such mark at its end; a sentence of the letter calls nobody; a year is of no greeting.
    ("The Harbor", False),
    ("We were at sea and had no bread!", False),
    ("Harbor Court, 1812,", False),
]


@pytest.mark.parametrize(("line", "called"), CALLED)
def test_who_is_called_right_above_a_letter_is_its_salutation(line, called):
    """A short line that ends in a comma or an exclamation is one, above prose that a close and a name end."""
    prose = (
        "I have not written since the storm, for there was nobody to carry a letter and nothing to put in it."
    )
    (first, _), *_ = blocks(line, "", prose, "", "Your obedient servant,", "J. Wren")
    assert (first is Role.SALUTATION) == called


@pytest.mark.parametrize(
    "rank", ["Lieut. U. S. A.", "Capt. 21st Inf.", "1st Lieut. Co. B", "Maj. Comdg.", "Brig. Gen."]
)
def test_a_rank_below_a_name_is_an_office(rank):
    """And no address of somebody else."""
    content = f"Dear Sir,\n\nI have the honor to report that the company arrived here yesterday in good order, and that the horses are fair.\n\nVery respectfully,\n\nJ. W. Grey\n{rank}\n"
    found = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ())).blocks
    assert found[-1].role is Role.SIGNATURE
    assert [content[part.start : part.end] for part in found[-1].part(Role.OFFICE)] == [rank]


@pytest.mark.parametrize("name", ["Capt. John Stone,", "Gen. Almond"])
def test_a_rank_with_a_name_is_no_office(name):
    """Who is written to has one."""
    assert not in_office(name)


def test_who_is_named_at_the_very_foot_is_written_to():
    """And no second letter begins there."""
    told = blocks(
        "Monsieur le Président,",
        BODY,
        MORE,
        "Veuillez agréer, Monsieur le Président, l'expression de mes sentiments distingués.",
        "Paul Valmont",
        "Monsieur le Président N. BUTLER,\nColumbia University,\nNew York",
    )
    assert [text for role, text in told if role is Role.SALUTATION] == ["Monsieur le Président,"]
    assert told[-1][0] is Role.ADDRESS


@pytest.mark.parametrize("credit", ["Foto: Michael Kapp/dpa", "Photo: Jane Roe/afp"])
def test_an_agency_may_be_written_small_in_a_credit(credit):
    """Behind the name of who took the picture."""
    assert (Role.CAPTION, credit) in blocks(BODY, MORE, credit)
