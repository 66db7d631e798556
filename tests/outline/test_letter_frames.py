"""Frames of letters as people wrote them: odd datelines, closes on one line with the name, outsides, cards, postscripts without marks."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.closings import closing_line, name_after_close
from archive.outline.dates import dated, timed
from archive.outline.joined import joined_opener
from archive.outline.names import address_like, signature_like
from archive.text import normalize
from archive.text.text import Decoding, Found, Text

BODY = (
    "The barn is up again, and the cows are under a roof before the snow, which is more than I had hoped for."
)
MORE = "If the road holds I will come in on Saturday for the seed, and we can settle then about the colt and the saw."


def blocks(*lines: str, between: str = "\n\n") -> list[tuple[Role, str]]:
    """Each block of a text of these lines."""
    content = between.join(lines) + "\n"
    found = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ())).blocks
    return [(block.role, content[block.start : block.end].strip()) for block in found]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ever yours J.N.P.", "J.N.P."),
        ("Most truly & gratefully yours J. N. Prew.", "J. N. Prew"),
        ("--Always my kind friend very sincerely your's", ""),
        ("affectionately Ned", "Ned"),
        ("As ever, lovingly", ""),
        ("Good bye dear Sir.", ""),
        ("God keep you, daughter", ""),
        ("Que Dios te bendiga", ""),
        ("Lebe nun recht wohl!", ""),
        ("With all kind thoughts,", ""),
    ],
)
def test_a_close_may_name_any_devotion(line, name):
    """Adverbs, "yours" however it is spelt and farewells close a letter; the name may stand on the same line."""
    assert closing_line(line)
    start = name_after_close(line)
    assert (line[start:].strip(" .") if start > 0 else "") == name.strip(" .")


@pytest.mark.parametrize(
    "line", ["The family is sincerely missed", "I keep your saw, and yours is lost too."]
)
def test_a_sentence_with_such_words_is_none(line):
    """The words close a letter only where the line begins with them."""
    assert not closing_line(line)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("31, Agosto,–1959", "31, Agosto,–1959"),
        ("Jan,-26,- 1960", "Jan,-26,- 1960"),
        ("27, may—1960", "27, may—1960"),
        ("Heidelberg 29 Julius 1844", "29 Julius 1844"),
        ("Feb. 3, 1960", "Feb. 3, 1960"),
    ],
)
def test_odd_marks_part_the_numbers_of_a_date(line, date):
    """Commas, full stops and dashes between day, month and year are taken together."""
    found = dated(line)
    assert found is not None
    assert line[slice(*found.date)] == date


def test_an_hour_alone_is_part_of_a_dateline():
    """It is an hour if nothing else is said."""
    assert timed("7:45 P.M.")
    assert not timed("7 cows at 8 o'clock")
    assert not timed("12")


@pytest.mark.parametrize("place", ["Camp 14", "ft Keene", "431 Cedar st."])
def test_a_line_above_the_date_is_its_place(place):
    """A short line right above the date of a letter is its place, though it bears no sign of one."""
    found = blocks(place, "May 3, 1908", "Dear Mott,", BODY, "Yours truly,", "John Neal")
    assert [role for role, _ in found[:2]] == [Role.DATELINE, Role.DATELINE]


def test_capitals_and_titles_above_the_date_stay_headings():
    """They head the letter in a book."""
    assert blocks("TO JOHN NEAL", "May 3, 1908", "Dear Sir,", BODY, "Yours truly,", "A. Mott")[0] == (
        Role.HEADING,
        "TO JOHN NEAL",
    )


def test_who_is_written_to_stands_above_a_letter():
    """In a text of one letter; among several it is the heading of each."""
    letter = ("To Miss Ann Mott", "May 3, 1908", "Dear Ann,", BODY, "Yours truly,", "John Neal")
    assert blocks(*letter)[0] == (Role.ADDRESS, "To Miss Ann Mott")
    assert blocks(*letter, *letter)[0] == (Role.HEADING, "To Miss Ann Mott")


@pytest.mark.parametrize(
    "outside",
    [
        "To\nSir John Neal\nKeene",
        "To Miss Ann Mott\nKeene Lane\nExeter",
        "A. Mott Esqr\nKeene Lane\nExeter",
        "Sr. Hochwohlgeboren\ndes Herrn Rathes und\nProfessors Neumann\nin\nBerlin",
        "à Madame Mott\nà Lyon",
        "Herrn Professor Neumann\nin Berlin",
    ],
)
@pytest.mark.parametrize("added", [(), (MORE,)])
def test_the_outside_of_a_letter_is_an_address(outside, added):
    """Below the name, or the postscript below that, and whatever its lines look like."""
    found = blocks("Dear Mott,", BODY, MORE, "Most truly yours", "J. N. Prew.", *added, outside)
    assert found[-1] == (Role.ADDRESS, outside)
    assert found[4] == (Role.SIGNATURE, "J. N. Prew.")


def test_enclosures_are_not_on_the_outside():
    """A line that counts what is enclosed ends a letter as well, but is no address."""
    found = blocks("Mon cher Mott,", BODY, "Bien à vous,", "J. Prew", "à Monsieur Mott\nà Lyon", "1 annexe.")
    assert (Role.ADDRESS, "1 annexe.") not in found


@pytest.mark.parametrize("added", ["The saw is still with you", "no news of the colt has come—", MORE])
def test_a_name_alone_signs_above_a_postscript(added):
    """Where the letter has greeted, a name below a whole sentence signs it, however short what follows."""
    found = blocks("Dear Mott,", BODY, MORE, "Paul.", added)
    assert found[-2:] == [(Role.SIGNATURE, "Paul."), (Role.POSTSCRIPT, added)]


def test_what_is_no_letter_is_not_signed_in_the_middle():
    """In a chapter a name alone between paragraphs is no signature."""
    found = blocks(BODY, MORE, "Paul.", BODY, MORE)
    assert (Role.SIGNATURE, "Paul.") not in found


def test_a_name_and_a_close_on_one_line_may_have_a_postscript_below():
    """The name on the line of the close is name enough."""
    found = blocks("Dear Mott,", BODY, MORE, "Ever yours J.N.P.", MORE)
    assert found[-2:] == [(Role.CLOSING, "Ever yours J.N.P."), (Role.POSTSCRIPT, MORE)]


def test_a_card_that_only_greets_has_a_text():
    """The greeting is all that the card says: its paragraph, and not its close."""
    found = blocks("Wien, 3. Mai 1908", "Die herzlichsten Grüße von hier!", "Ihr", "Paul")
    assert [role for role, _ in found] == [
        Role.DATELINE,
        Role.PARAGRAPH,
        Role.CLOSING,
        Role.SIGNATURE,
    ]


def test_a_title_within_a_close_begins_no_letter():
    """ "I am, dear Sir, yours truly", over three lines."""
    found = blocks("Dear Sir,", BODY, MORE, "Believe me to be", "dear Sir", "yours truly,", "J. N. Prew")
    assert [role for role, _ in found].count(Role.SALUTATION) == 1
    assert found[-1] == (Role.SIGNATURE, "J. N. Prew")


@pytest.mark.parametrize("line", ["Mr. Prew—", "Mrs. Ann Mott", "Sra. Rivas"])
def test_a_title_and_a_name_may_greet(line):
    """Below the date and right above the letter."""
    assert blocks("Keene, Feb. 18, 1908", line, BODY)[1] == (Role.SALUTATION, line)


def test_town_and_year_below_a_letter_are_of_its_dateline():
    """Though each has a line of its own beside the day."""
    found = blocks(
        "Lieber Freund,", BODY, MORE, "Ihr treuer", "Paul T.\nDresden\nden 6ten Decbr.\n1825.", between="\n\n"
    )
    assert [text for role, text in found if role is Role.DATELINE] == ["Dresden", "den 6ten Decbr.", "1825."]


def test_a_year_alone_between_day_and_close_is_of_the_dateline():
    """As where the day stands above the close."""
    found = blocks("Lieber Freund,", BODY, "Berlin, den 22ten Novbr.", "1796.", "Ihr ergebener", "Paul")
    assert [role for role, _ in found[-4:]] == [
        Role.DATELINE,
        Role.DATELINE,
        Role.CLOSING,
        Role.SIGNATURE,
    ]


def test_a_name_on_the_last_line_of_a_broken_paragraph_signs():
    """It would have fitted on the line above, had it gone on."""
    text = (
        "Keene, Feb. 18, 1908\n\nDear Mott,\n\nThe barn is up again, and the cows are under a roof before the snow,\n"
        "which is more than I had hoped for. If the road holds I will come in on\nSaturday for the seed.\n\n"
        "Give my regards to your brother, and to all who ask after me in the\nvalley, from one who loves you and does not forget you\nNancy Prew\n"
    )
    found = outline_of(Text(text, Decoding("utf-8", Found.STRICT), ())).blocks
    assert [text[part.start : part.end] for part in found[-1].part(Role.SIGNATURE)] == ["Nancy Prew"]


def test_a_name_that_would_not_have_fitted_goes_on():
    """Then it is the end of a sentence, broken at the width."""
    text = (
        "Keene, Feb. 18, 1908\n\nDear Mott,\n\nThe barn is up again, and the cows are under a roof before the snow,\n"
        "which is more than I had hoped for. If the road holds I will come in on\nSaturday for the seed.\n\n"
        "Give my regards to your brother, and to all who ask after me there, and\nabove all to the one who has been kind to me for years, the good old\nNancy Prew\n"
    )
    found = outline_of(Text(text, Decoding("utf-8", Found.STRICT), ())).blocks
    assert not found[-1].part(Role.SIGNATURE)


@pytest.mark.parametrize("line", ["1018 N. Cedar St.", "Keene, NH 03431", "8001 Zürich", "5835 Vine St,"])
def test_streets_with_a_number_and_towns_with_a_code_are_addresses(line):
    """A number before a street cut short, a state's two letters and a postal code are signs of an address."""
    assert address_like(line)


@pytest.mark.parametrize("line", ["1864 in the snow", "12 cows", "He had 8001 sheep."])
def test_other_numbers_are_no_address(line):
    """A number alone is none."""
    assert not address_like(line)


@pytest.mark.parametrize("line", ["J.N.P", "J.N.J.", "Helmina v Prew"])
def test_initials_need_no_last_stop(line):
    """Initials may lack the last full stop, and "v" stands for "von"."""
    assert signature_like(line)


@pytest.mark.parametrize(
    ("line", "greets"),
    [
        ("Nohant, 24 février 1848. Mon cher enfant,", "Mon cher enfant,"),
        ("Kaufbeuren, den 7. Februar 1908. Liebe Mutter!", "Liebe Mutter!"),
        ("Lima, 3 de mayo de 1871. Muy señor mío:", "Muy señor mío:"),
        ("Black Castle, May 5th, 1825. Dear Sir,", "Dear Sir,"),
        ("Black Castle, May 5th, 1825.", ""),
        ("On May 5th, 1825 we came to Dear Island,", ""),
        ("Dear Sir,", ""),
    ],
)
def test_a_salutation_is_found_behind_the_date(line, greets):
    """The salutation on the line of place and date begins where it does, and a line without one has none."""
    found = joined_opener(line)
    assert (line[found.salute :] if found else "") == greets


def test_date_and_salutation_on_one_line_open_a_letter():
    """They are a dateline with its place and date, and a salutation on its line."""
    outline = outline_of(
        normalize(b"Lima, 3 May 1871. Dear Sir,\n\nWe have your letter of the first.\n\nYours,\nA. B.\n")
    )
    (line,) = outline.of(Role.DATELINE)
    content = "Lima, 3 May 1871. Dear Sir,"
    assert [(part.role, content[part.start : part.end]) for part in line.parts] == [
        (Role.PLACE, "Lima"),
        (Role.DATE, "3 May 1871"),
        (Role.SALUTATION, "Dear Sir,"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("God bless you RS.", "RS."),
        ("Mit herzlichem Gruß dein Karl", "Karl"),
        ("Ihr treuer Knecht Schlieben", "Schlieben"),
        ("Mit freundlichem Gruß und nochmaligem Dank Ihr Karl Barth", "Karl Barth"),
        ("Good bye dear Sir", ""),
        ("Yours truly", ""),
    ],
)
def test_a_name_ends_a_close_without_a_comma(text, name):
    """The name begins behind the last word of the close, be that a noun or not."""
    at = name_after_close(text)
    assert (text[at:] if at >= 0 else "") == name


@pytest.mark.parametrize(
    ("last", "role", "name"),
    [
        (
            "Adieu, mille respects à M. Genisseau. Je finis. ALPHONSE DE LAMARTINE.",
            Role.CLOSING,
            "ALPHONSE DE LAMARTINE.",
        ),
        (
            "We have had no news from the mill since the first of the month. P.-J. PROUDHON.",
            Role.PARAGRAPH,
            "P.-J. PROUDHON.",
        ),
        ("We have had no news from the mill since the first. See the GENERAL ACT.", Role.PARAGRAPH, ""),
    ],
)
def test_a_name_ends_the_last_paragraph_of_a_letter(last, role, name):
    """It is a signature, and what is above it a close only if it begins as one."""
    content = f"Mon cher ami,\n\nJ'ai reçu ta lettre hier au soir.\n\n{last}\n"
    block = outline_of(normalize(content.encode())).blocks[-1]
    assert block.role is role
    assert "".join(content[part.start : part.end] for part in block.part(Role.SIGNATURE)) == name


@pytest.mark.parametrize(
    "lines",
    [
        ("I am, with great respect,", "Your Excellency's", "most obedt. and very hble. servt."),
        ("I have the honour to be,", "My Lord,", "Your Lordship's", "most obedient humble servant,"),
        ("Believe me to be,", "Dear Sir,", "Yours most faithfully,"),
        ("Je suis,", "de Votre Excellence,", "le très humble serviteur,"),
        ("Ich habe die Ehre mit Hochachtung zu verharren", "Ew. Hochwohlgebohrnen", "gehorsamster Diener"),
        ("S. S. S.",),
    ],
)
def test_a_close_over_several_lines_is_one(lines):
    """Whoever is addressed within a close is no signature, and no second letter begins there."""
    found = blocks("Lima, 3 May 1871.", "Dear Sir,", BODY, "\n".join([*lines, "J. Smith"]))
    assert found[3:] == [(Role.CLOSING, "\n".join(lines)), (Role.SIGNATURE, "J. Smith")]


@pytest.mark.parametrize(
    ("last", "role"),
    [
        (
            "Adieu, mon cher ami; dites bien des choses à votre frère, et venez. Je n'ai plus de papier.",
            Role.CLOSING,
        ),
        (
            "Farewell, and let me hear how the colt does. I shall be at the mill till Monday week.",
            Role.CLOSING,
        ),
        (
            "Meine Frau mit mir empfehlen sich zur ferneren Gnade und ich ersterbe mit allem Respekt Ew. Hochgeboren untertänigster Diener",
            Role.CLOSING,
        ),
        (
            "My love to all at the mill. I wish that I could be there with you when the saw comes.",
            Role.CLOSING,
        ),
        (
            "The saw has come to the mill, and they will set it up there on Monday if the river lets them.",
            Role.PARAGRAPH,
        ),
        (f"Farewell. {BODY * 6}", Role.PARAGRAPH),
    ],
)
def test_a_last_paragraph_is_a_close(last, role):
    """It is one where it begins with a farewell, says whose servant the writer is, or is short and warm; and is not too long."""
    assert blocks("Lima, 3 May 1871.", "Dear Sir,", BODY, last, "J. Smith")[3] == (role, last)


def test_verses_below_the_date_are_no_address():
    """Lines of small letters between date and letter stay as they are, and names and streets are an address."""
    verses = "Non, tu ne me plais jamais tant,\nQue lorsque au vaisseau de l'ami\nAdressant un adieu touchant,\nTu vas au bord tout endormi,\nEt livres ta barque au zéphir\nSans te souvenir de partir."
    street = "Mr. John Smith\n14 Walnut Street\nKeene, New Hampshire"
    for lines, role in ((verses, False), (street, True)):
        found = blocks("Lima, 3 May 1871.", lines, "Mon cher ami,", BODY, "Yours,", "A. B.")
        assert ((Role.ADDRESS, lines) in found) is role


def test_a_label_above_its_line_is_a_heading():
    """ "SUBJECT" alone says what the next line is."""
    found = blocks("Rome, June 17, 1955", "SUBJECT", "The road to the mill", BODY, MORE)
    assert (Role.HEADING, "SUBJECT") in found


def test_a_salutation_stands_on_two_lines():
    """A row of courtly words above the title is of the salutation."""
    found = blocks(
        "Detmold, den 4. Januar 1857.", "Hochgeehrtester", "Verehrter Herr General-Musikdirector!", BODY
    )
    assert [role for role, _ in found[1:3]] == [Role.SALUTATION] * 2


@pytest.mark.parametrize("name", ["D. F. Harrow", "D. Harrow", "D. A. B. Harrow"])
def test_an_initial_is_no_form_of_address(name):
    """A D with its stop is German for "Deine" only if it is small; in capitals it begins the name of who signs."""
    outline = outline_of(
        normalize(f"Dear Sir,\n\n{MORE}\n\n{MORE}\n\nYours respectfully,\n\n{name}\n".encode())
    )
    assert [block.role.value for block in outline.blocks[-2:]] == ["closing", "signature"]


def test_a_postscript_without_a_mark_is_no_longer_than_a_page():
    """What goes on for long below a signature is another text, however long the letter is."""
    letter = ["My dear Anne,", *[MORE] * 30, "Your affectionate brother,", "John"]
    assert blocks(*letter, MORE)[-1][0] is Role.POSTSCRIPT
    assert Role.POSTSCRIPT not in dict(blocks(*letter, *[MORE] * 8))
