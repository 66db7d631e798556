"""The clauses that close letters by custom, and what stands beside them: forms of address, days told in words, clerks' notes."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.closings import closing_line, form_of_address, name_after_close
from archive.outline.courtesies import courteous
from archive.outline.postscripts import POSTSCRIPT
from archive.outline.rules import claimed
from archive.outline.salutations import salutation_line
from archive.outline.signatures import attested, given_at
from archive.outline.wrapping import sheet_of
from archive.text.text import Decoding, Found, Text

FRENCH = (
    "Le moulin de la Roche est debout, les meules sont posées depuis lundi et l'eau y vient aussi fort que l'an passé, "
    "de sorte que les gens du bourg y portent leur grain."
)
GERMAN = (
    "Die Mühle steht wieder, und das Korn der drei Dörfer ist unter Dach, ehe der Frost kam, was ich in diesem Jahre "
    "kaum noch zu hoffen gewagt hätte."
)
ENGLISH = (
    "The mill stands again, and the corn of three villages is under a roof before the frost, which is more than I had "
    "dared to hope for in such a year."
)


def blocks(*lines: str) -> list[tuple[Role, str]]:
    """Each block of a text of these lines, with blank lines between them."""
    content = "\n\n".join(lines) + "\n"
    found = outline_of(Text(content, Decoding("utf-8", Found.STRICT), ())).blocks
    return [(block.role, content[block.start : block.end].strip()) for block in found]


@pytest.mark.parametrize(
    "line",
    [
        "Priant Dieu, mon cousin, qu'il vous ait en sa sainte garde.",
        "Sur ce, je prie Dieu qu'il vous ait en sa sainte et digne garde.",
        "Nuestro Señor guarde la muy magnífica persona de vuestra merced",
        "Dios guarde á V. muchos años.",
        "And thus I commit you to God",
        "Hiemit Gott befohlen",
        "Vale et me ama.",
        "Mit der Bitte um Ihre fernere Gewogenheit verharre ich",
        "Genehmigen Sie den Ausdruck meiner ausgezeichneten Hochachtung",
        "Der ich mit aller Hochachtung verbleibe",
        "Womit ich die Ehre habe zu sein",
        "Es grüßt Dich herzlich",
        "Seid alle herzlich gegrüßt und geküßt",
        "Alles Liebe",
        "Je suis, Monsieur, avec une parfaite considération,",
        "J'ay l'honneur d'estre avec un profond respect",
        "Vôtre tres humble et tres obeissant Serviteur",
        "Bons baisers",
        "Une bonne poignée de main",
        "Yr. obt. Servt.",
        "Hoping this finds you well, I remain",
        "Thanking you in advance",
        "In the bonds of Christian love",
        "No more at present",
        "De Vd. afmo. amigo",
        "Saluda a Vd. atentamente",
        "Con los mejores deseos",
        "Esperando su pronta respuesta",
        "Besa las manos de Vuestra Merced",
        "Patria y Libertad",
    ],
)
def test_a_clause_of_custom_closes_a_letter(line):
    """Prayers, assurances, greetings and hopes close a letter, in each of four languages and of Latin's farewell."""
    assert courteous(line)
    assert closing_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Bis dahin zahlen wir die Miete auf ein Sperrkonto ein.",
        "Ich habe die Kisten gestern erhalten und alles in guter Ordnung gefunden.",
        "Indem ich die Rechnung prüfe, finde ich einen Fehler von drei Gulden.",
        "Hoping that he would come, she waited at the gate.",
        "Hoping to be home by May I sold the mule. The flood took the road.",
        "Vale la pena leer este libro.",
        "Quedo en la ciudad hasta el lunes.",
        "Je suis arrivé hier avec deux caisses de livres.",
        "The Lord Mayor will keep his word.",
        "Dios dirá.",
    ],
)
def test_a_sentence_that_begins_like_one_is_none(line):
    """A sentence that tells something closes no letter, though it begins with a word of such a clause."""
    assert not courteous(line)


def test_a_prayer_above_the_day_closes_an_old_letter():
    """The prayer is the close, the day that is told in numerals of old is the dateline, and both who sign below it sign."""
    assert blocks(
        "Monsr le bailli,",
        FRENCH,
        "Priant Dieu, Monsr le bailli, qu'il vous ait en sa sainte garde.",
        "Escript à Nerval le xixe jour de juillet mil vc xxxvii.",
        "Anthoine.",
        "Lorme.",
    ) == [
        (Role.SALUTATION, "Monsr le bailli,"),
        (Role.PARAGRAPH, FRENCH),
        (Role.CLOSING, "Priant Dieu, Monsr le bailli, qu'il vous ait en sa sainte garde."),
        (Role.DATELINE, "Escript à Nerval le xixe jour de juillet mil vc xxxvii."),
        (Role.SIGNATURE, "Anthoine."),
        (Role.SIGNATURE, "Lorme."),
    ]


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("Escript à Nerval le xixe jour de juillet mil vc xxxvii.", True),
        ("Given at our castle, the feast of Saint Luke", True),
        ("Geben zu Altenrode am Tag Sankt Veits", True),
        ("Donné à un pauvre, ce pain est à qui le mange.", False),
        ("Fait à noter, le pont est rompu. On passe au gué.", False),
    ],
)
def test_old_letters_say_where_they_were_given(line, given):
    """A line that begins with "given" and a place dates a letter, if it tells nothing else."""
    assert given_at(line) is given


@pytest.mark.parametrize(
    "line",
    [
        "Monsieur",
        "Ew. Hochedelgeboren",
        "Eüer durchleuchtigsten excellenzien und meiner hochgeehrtisten herren.",
        "M. HochEdelGebohren, Insonders HochzuEhrenden Herrn Professoris",
        "Your Excellency's",
    ],
)
def test_a_close_addresses_the_other(line):
    """Titles within a close are known in the spellings of three centuries."""
    assert form_of_address(line)


def test_a_form_of_address_within_a_close_belongs_to_it():
    """Between a sentence that leads up to it and whose servant the writer is, "Monsieur" is of the close."""
    leading = FRENCH + " Je suis au reste avec une estime infinie"
    found = blocks(
        "Monsieur,", leading, "Monsieur", "Votre très humble et très obéissant serviteur", "J. Lorme"
    )
    assert found[2:] == [
        (Role.CLOSING, "Monsieur"),
        (Role.CLOSING, "Votre très humble et très obéissant serviteur"),
        (Role.SIGNATURE, "J. Lorme"),
    ]


@pytest.mark.parametrize(
    ("line", "salutes"),
    [
        ("Hochlöblichster ksl. hof-kriegs-rath p. p.", True),
        ("Durchleüchtigster fürst. p.", True),
        ("Hochverehrter Magistrat,", True),
        ("Monsr le bailli,", True),
        ("Comtesse", True),
        ("Hochwasser im Rat der Stadt.", False),
        ("Comtesse de Lorme, rue des Tanneurs", False),
    ],
)
def test_boards_and_titles_are_saluted(line, salutes):
    """A board is saluted by its titles, shortened or not, and a lady by hers alone; floods and addresses are not."""
    assert salutation_line(line) is salutes


@pytest.mark.parametrize(
    "line", ["Your faithful Friend and Servant.", "Yours, with due Respect", "Herzlichen Gruß"]
)
def test_what_a_close_goes_on_with_is_no_name(line):
    """A noun of a close that is written large is not who signs."""
    assert name_after_close(line) <= 0


def test_who_is_written_to_below_the_name_does_not_sign():
    """A lady's name and town below who signs are the address."""
    assert blocks(
        "Comtesse", FRENCH, "Votre bien dévoué,", "Armand Lorme\nComtesse de Vaux\nSaint-Aubin\nCreuse"
    )[3:] == [(Role.SIGNATURE, "Armand Lorme"), (Role.ADDRESS, "Comtesse de Vaux\nSaint-Aubin\nCreuse")]


@pytest.mark.parametrize("mark", ["P.S. primum", "P. S. secundum.", "P.S. 2"])
def test_postscripts_are_counted(mark):
    """A mark alone on its line may be counted, in words or figures."""
    assert POSTSCRIPT.match(mark)


@pytest.mark.parametrize(
    "note",
    [
        "Source: holograph; county archives, box 4, folder 32, with the cover and both seals.",
        "[see physical note]",
        "Lettres du bailli pour le fait des moulins.",
    ],
)
def test_what_clerks_wrote_below_a_letter_is_no_postscript(note):
    """By the rules a note of the source, a remark in brackets or a docket below the name is no part of the letter."""
    lines = ("Dear Sir,", ENGLISH, "I remain, dear Sir, your obedient servant,", "Jonas Weller", note)
    claims, _ = claimed(sheet_of("\n\n".join(lines) + "\n"))
    assert [claim.role if claim else None for claim in claims[3:]] == [Role.SIGNATURE, None]


def test_a_german_close_of_a_whole_sentence_is_one():
    """An assurance of respect that fills a paragraph above the name closes the letter."""
    close = "Genehmigen Euer Hochwohlgeboren die Versicherung meiner vollkommensten Verehrung."
    assert blocks("Hochgeehrter Herr!", GERMAN, close, "J. Weller")[2:] == [
        (Role.CLOSING, close),
        (Role.SIGNATURE, "J. Weller"),
    ]


def test_a_date_below_a_close_begins_no_letter():
    """What stands below the name and the day, short as it is beside the text above, is a postscript without a mark."""
    added = "Mon frère vous fait mille compliments, et vous prie de lui garder le grain qui reste au moulin du bas."
    assert blocks(
        FRENCH,
        FRENCH,
        "Je suis votre très humble\net très obéissant serviteur",
        "J. Lorme",
        "Dijon, ce 30 novembre 1740",
        added,
    )[2:] == [
        (Role.CLOSING, "Je suis votre très humble\net très obéissant serviteur"),
        (Role.SIGNATURE, "J. Lorme"),
        (Role.DATELINE, "Dijon, ce 30 novembre 1740"),
        (Role.POSTSCRIPT, added),
    ]


def test_a_stop_that_is_left_of_a_line_does_not_part_the_foot():
    """A full stop alone between the name and the day is of the closer, and what stands below it is still read."""
    assert blocks(
        "Hochgeehrter Herr!", GERMAN, "Hochachtungsvoll", "J. Weller", ".", "Altenrode, den 3. Mai 1825"
    )[2:] == [
        (Role.CLOSING, "Hochachtungsvoll"),
        (Role.SIGNATURE, "J. Weller"),
        (Role.CLOSING, "."),
        (Role.DATELINE, "Altenrode, den 3. Mai 1825"),
    ]


def test_a_close_may_be_broken_at_a_width():
    """A clause of custom is one over several lines as well."""
    assert courteous(
        "Genehmigen Sie, verehrter Herr und Gönner, die\nVersicherung meiner aufrichtigsten\nHochachtung"
    )


def test_a_name_may_have_its_street_behind_it():
    """A name with a street on its line signs below the last paragraph, though no close parts them."""
    assert blocks("Cher Monsieur,", FRENCH, FRENCH + " Tout à vous.", "P. LORME, rue des Tanneurs, 16.")[
        -1
    ] == (
        Role.SIGNATURE,
        "P. LORME, rue des Tanneurs, 16.",
    )


def test_a_town_below_a_close_that_is_signed_is_the_place_of_the_day():
    """Where the name stands on the line of the close, the one word above the day is its place."""
    assert blocks(
        "Durchlauchtigster Fürst!",
        GERMAN,
        "Euer Durchlaucht\ngehorsamster Diener Johann Graf von Lorme",
        "Altenrode\nden 3. Juni 1720",
    )[-2:] == [(Role.DATELINE, "Altenrode"), (Role.DATELINE, "den 3. Juni 1720")]


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("(Signed) JOHN ROE, Her Majesty's Acting Consul.", True),
        ("(L.S.) John Roe, Lieutenant-Colonel.", True),
        ("C. v. Lorme m/p", True),
        ("Pa Roe, his x mark.", True),
        ("Leopold Weller als Zeuge. mp", True),
        ("(Signed in the presence of the chiefs.)", False),
        ("She left her mark", False),
    ],
)
def test_a_line_may_say_that_somebody_signs(line, signs):
    """A mark before or behind a name says that it signs; the word alone in a sentence does not."""
    assert attested(line) is signs


def test_a_treaty_is_signed_by_marks_and_offices():
    """The signatures below a treaty are its foot, whether they sign, seal or make their mark."""
    foot = ("(Signed) John Roe, Consul.", "ADAM WELLER, Trader.", "Pa Lorme, his x mark.")
    found = blocks(ENGLISH, ENGLISH, "\n".join(foot))
    assert all(role is Role.SIGNATURE for role, _ in found[2:])
