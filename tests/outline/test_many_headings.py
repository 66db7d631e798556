"""Headings that are known by being many: they count, say where news is from, or end with a full stop; with sentences of our own."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.outline.rules import claimed
from archive.outline.wrapping import sheet_of
from archive.text import normalize
from tests.tei.counting import calls

PROSE = (
    "The river had risen in the night, and by the morning the meadow below the mill was one sheet of brown water, "
    "on which the hurdles and the hen house of the widow came slowly down towards the bridge and past it."
)
LAWS = (
    "Ley .ij. de commo el molinero deue guardar la puente & quien gela deue pagar.",
    "Ley .iij. por quales razones puede la biuda demandar la barca.",
    "Ley primera que cosa es molino.",
)


def told(content: str) -> dict[str, tuple[Role, str]]:
    """What the rules claim each line of a text as, and the rule; lines that none claims are left out."""
    sheet = sheet_of(content)
    claims, _ = claimed(sheet)
    return {
        unit.text: (claim.role, claim.rule) for unit, claim in zip(sheet.units, claims, strict=True) if claim
    }


def headings(content: str) -> list[str]:
    return [words for words, (role, _) in told(content).items() if role is Role.HEADING]


def above_prose(lines, gap: str = "\n\n") -> str:
    return gap.join(f"{line}{gap}{PROSE}{gap}{PROSE}" for line in lines) + "\n"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "lines",
    [
        ("[1]", "[2]", "[3]", "[4]"),
        ("2.", "3.", "4."),
        ("§ 1.", "§ 2.", "§ 3."),
        ("Observation 1. The mill", "Observation 2. The barge", "Observation 3. The widow"),
        LAWS,
    ],
)
def test_lines_that_count_up_above_prose_are_headings(lines, gap):
    """With a word before the number, a mark, or nothing; laws with all that they say of themselves."""
    assert headings(above_prose(lines, gap)) == list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("Fig. 1. The mill", "Fig. 2. The barge", "Fig. 3. The widow"),
        ("[7]", "[9]", "[12]"),
        ("14.", "15.", "16."),
    ],
)
def test_pictures_pages_and_days_are_no_headings(lines):
    """What is under a picture, numbers that skip, and the days of a diary head no part."""
    assert not set(lines) & set(headings(f"{PROSE}\n\n{above_prose(lines)}"))


@pytest.mark.parametrize(
    "line", ["§ 2. — État civil de la famille.", "§ 1ᵉʳ. — État du sol.", "[IV. Der Eid der Boten]"]
)
def test_a_number_stands_behind_its_sign_or_in_brackets(line):
    """The sign of a paragraph is no letter, an ordinal may be raised, and an editor's title is in brackets."""
    assert line in headings(f"{PROSE}\n\n{line}\n\n{PROSE}\n")


def test_laws_right_below_each_other_are_a_table_of_contents():
    """Nothing is said under any of them."""
    laws = (*LAWS, LAWS[0].replace("ij", "iiij"))
    found = told(f"{PROSE}\n\n" + "\n".join(laws) + f"\n\n{PROSE}\n")
    assert found == dict.fromkeys(laws, (Role.LIST_ITEM, "lists/contents"))


def test_dots_between_a_book_and_its_writer_make_a_list():
    """Capitals do not make headings of them."""
    rows = [
        f"{book} . . . . . . J. G. WESTON." for book in ("THE MILL", "THE BARGE", "THE FORD", "THE WIDOW")
    ]
    found = told("\n".join(rows) + f"\n\n{PROSE}\n")
    assert [found[row][0] for row in rows] == [Role.LIST_ITEM] * 4


@pytest.mark.parametrize(
    "lines",
    [
        ("Auß Wien vom 26. diß.", "Auß Prag/ vom 2. Octob. Anno 1615.", "Auß Venedig vom 20. Dito."),
        ("From Vienna, March 3.", "From Venice, March 9.", "From the Hague, April 1."),
        ("De Viena, a 3 de marzo.", "De Venecia, a 9 de marzo.", "De La Haya, a 1 de abril."),
        ("De Vienne, le 3 mars.", "De Venise, le 9 mars.", "De La Haye, le 1 avril."),
    ],
)
def test_where_news_is_from_heads_it(lines):
    """In a newspaper that has three such lines; in a letter a place and day are its date."""
    found = told(above_prose(lines))
    assert [found[line] for line in lines] == [(Role.HEADING, "headings/dated")] * len(lines)
    letter = told(f"{lines[0]}\n\nDear Sir,\n\n{PROSE}\n\nYours truly,\n\nJane Weston\n")
    assert letter[lines[0]][1] != "headings/dated"


@pytest.mark.parametrize(
    "line",
    [
        "Séance du 6 avril 1807",
        "Sitzung vom 4. Mai 1873",
        "Acta de la sesión del 30 de abril de 1804",
        "Meeting of the Bridge Committee on 4 May 1873",
    ],
)
def test_when_a_meeting_was_heads_its_minutes(line):
    """At the top of a text, and not where a text goes on to tell of another."""
    assert told(f"{line}\n\n{PROSE}\n\n{PROSE}\n")[line] == (Role.HEADING, "headings/meeting")
    below = told(3 * f"{PROSE}\n\n" + f"{line}\n\n{PROSE}\n")
    assert (Role.HEADING, "headings/meeting") not in below.values()


TITLES = (
    "New livelihoods.",
    "Letter from the mill.",
    "Who pays?",
    "General news.",
    "The education of our daughters.",
)


def test_short_lines_without_a_verb_are_titles_though_they_end_with_a_full_stop():
    """Where a text has four; one may stand right above another."""
    content = above_prose(TITLES).replace("General news.\n", "News.\n\nGeneral news.\n")
    assert [line for line in (*TITLES, "News.") if line not in headings(content)] == []


def test_titles_may_end_with_the_year_that_they_tell_of():
    """Behind a comma, which no other such title has."""
    titles = (
        "Relations Resumed, 1913.",
        "Legation Closed, 1941.",
        "Recognition, 1920.",
        "Treaty of Trade, 1925–27.",
    )
    assert [title for title in titles if title not in headings(above_prose(titles))] == []


def test_what_people_say_between_paragraphs_is_no_title():
    """A line with a verb or a pronoun is talk, and where most are such the others are too."""
    said = (
        "He smiled.",
        "No answer.",
        "She was gone.",
        "I do not know.",
        "Silence.",
        "They went home.",
        "Nothing.",
    )
    assert headings(above_prose(said)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Weston’s Journal vol. 38 no. 1068 p. 2 January 5, 1861",
        "W",
        "The",
        "In the spring of that year the widow sold the barge and the",
    ],
)
def test_what_runs_on_or_cites_is_no_heading(line):
    """Where a text was printed, the great letter of a page, its catchword, and a line whose next word is wanting."""
    assert line not in headings(f"{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}\n")


def test_titles_below_a_letter_to_the_editor_are_titles():
    """Three short lines below a salutation are a newspaper's, for a letter has no titles."""
    titles = ("Political News", "The Sugar Mill at the Ford", "Letter from Venice")
    letter = f"Dear Editor!\n\n{PROSE}\n\n{PROSE}\n\n"
    found = headings(letter + above_prose(titles) + "\nYours truly,\n\nJane Weston\n")
    assert set(titles) <= set(found)


def test_many_lines_cost_no_more_than_their_number():
    """Ten times the lines are read in about ten times the calls."""

    def cost(times: int) -> int:
        text = normalize(
            (above_prose(("[1]", "Ley .ij. que cosa es.", "News.", "De Viena, a 3.")) * times).encode()
        )
        return calls(lambda: outline_of(text))

    assert cost(200) < 12 * cost(20)


@pytest.mark.parametrize(
    "items",
    [
        ("¶ El primero: guardar la puente.", "¶ El segundo: pagar la barca.", "¶ El tercero: callar."),
        ("The first: the bridge.", "The second: the barge.", "The third: the widow."),
        ("Der erste: die Brücke.", "Der zweite: der Kahn.", "Der dritte: die Witwe."),
        ("Le premier: le pont.", "Le deuxième: la barque.", "Le troisième: la veuve."),
    ],
)
def test_the_first_the_second_and_the_third_are_items(items):
    """An ordinal with its article and a colon is a marker."""
    found = told(f"{PROSE}\n\n" + "\n".join(items) + f"\n\n{PROSE}\n")
    assert [found[item][0] for item in items] == [Role.LIST_ITEM] * 3


def test_a_chapter_may_say_at_length_what_it_is_about():
    """On the line of its number, or on the one below; above more prose than that."""
    subject = (
        "De cómo en este tiempo salió el molinero de la puente a la ciudad de la provincia de los molinos, y de lo que "
        "le sucedió con la viuda en el camino, hasta que llegaron al vado y hallaron la barca"
    )
    long = f"{PROSE} {PROSE}"
    assert headings(f"CHAPITRE XII. {subject}.\n\n{long}\n\n{PROSE}\n") == [f"CHAPITRE XII. {subject}."]
    assert headings(f"Capítulo XII\n\n{subject}\n\n{long}\n\n{PROSE}\n") == ["Capítulo XII", subject]
