"""What newsrooms and press offices write round a text: bylines, credits, questions, numbered titles, and the lines of a release."""

from __future__ import annotations

import pytest

from archive.outline import Role, outline_of
from archive.text import normalize

PROSE = (
    "The council said on Monday that the bridge over the river would stay closed until the summer, because the engineers "
    "had found cracks in two of its piers. Nobody was hurt when the road was shut."
)
TITLE = "Bridge to stay closed until summer"


def told(*lines: str, gap: str = "\n\n") -> list[tuple[str, str]]:
    """The role of each block but the paragraphs of prose, and its words."""
    content = gap.join(lines) + "\n"
    return [
        (block.role.value, content[block.start : block.end])
        for block in outline_of(normalize(content.encode())).blocks
        if content[block.start : block.end] != PROSE
    ]


def parts(*lines: str) -> list[tuple[str, str]]:
    content = "\n\n".join(lines) + "\n"
    blocks = outline_of(normalize(content.encode())).blocks
    return [(part.role.value, content[part.start : part.end]) for block in blocks for part in block.parts]


@pytest.mark.parametrize(
    ("line", "names", "day"),
    [
        ("Par Claire Dumont et Luc Perrin (Calais, envoyés spéciaux)", ["Claire Dumont", "Luc Perrin"], None),
        ("Par Claire Dumont (Calais, correspondante)", ["Claire Dumont"], None),
        ("Por Lucía Ferrer / Ciudad de México", ["Lucía Ferrer"], None),
        ("Von Anna Weber, Berlin", ["Anna Weber"], None),
        ("Von Anna Weber und Jonas Kraft, Berlin/Hamburg", ["Anna Weber", "Jonas Kraft"], None),
        ("By Sarah Coleman and Tom Reyes, Dayton", ["Sarah Coleman", "Tom Reyes"], None),
        (
            "By Sarah Coleman, Tom Reyes and Ana Ruiz, Dayton",
            ["Sarah Coleman", "Tom Reyes", "Ana Ruiz"],
            None,
        ),
        ("By Sarah Coleman | Staff writer", ["Sarah Coleman"], None),
        ("Interview by Sarah Coleman | March 12, 2019", ["Sarah Coleman"], "March 12, 2019"),
        ("By Sarah Coleman, March 12, 2019", ["Sarah Coleman"], "March 12, 2019"),
        ("Texto: Lucía Ferrer | Fotos: Pedro Salas", ["Lucía Ferrer"], None),
        ("Texto: Lucía Ferrer", ["Lucía Ferrer"], None),
        ("NATALIA ARREGUI", ["NATALIA ARREGUI"], None),
        ("NATALIA ARREGUI | MADRID", ["NATALIA ARREGUI"], None),
    ],
)
def test_a_byline_may_say_where_from_and_when(line, names, day):
    """It is one byline, each who wrote is a name of it, the place beside them is not, and the day is its date."""
    assert told(TITLE, line, PROSE, PROSE) == [("heading", TITLE), ("byline", line)]
    found = parts(TITLE, line, PROSE, PROSE)
    assert [words for role, words in found if role == "name"] == names
    assert [words for role, words in found if role == "date"] == ([day] if day else [])


@pytest.mark.parametrize(
    "line",
    [
        "Von Menschen und Tieren, Berlin",
        "Por la paz / Por la vida",
        "CLIMATE CHANGE | EUROPE",
    ],
)
def test_a_word_of_bylines_above_what_is_no_name_makes_none(line):
    """Whom nobody could be called is nobody who wrote."""
    assert all(role != "byline" for role, _ in told(TITLE, line, PROSE, PROSE))


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 12 mars 2019 à 18h20, modifié le 13 mars 2019 à 07h05",
        "Updated: March 12, 2019",
        "Published March 12, 2019 at 6:20 p.m. EDT",
        "Veröffentlicht am 12. März 2019 um 18:20 Uhr",
        "Publicado el 12 de marzo de 2019",
    ],
)
def test_the_day_of_publication_is_a_dateline(line):
    """It heads nothing, and its first day is a date."""
    assert ("dateline", line) in told(TITLE, "By Sarah Coleman", line, PROSE, PROSE)


def test_a_sentence_about_a_publication_is_no_dateline():
    line = "Published on March 12, 2019 by the council without a word of warning"
    assert ("dateline", line) not in told(TITLE, line, PROSE, PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Jonas Kraft/dpa",
        "Photo: Tom Reyes/AFP",
        "Crédito: Pedro Salas",
        "Crédit photo : Luc Perrin",
        "(Foto: dpa)",
        "Fotografía: Pedro Salas",
        "Photo credit: Tom Reyes",
    ],
)
@pytest.mark.parametrize("foot", [False, True])
def test_who_took_a_picture_signs_and_heads_nothing(line, foot):
    lines = (TITLE, PROSE, PROSE, line) if foot else (TITLE, line, PROSE, PROSE)
    assert ("caption", line) in told(*lines)


def test_who_owns_a_picture_signs_nothing():
    assert ("boilerplate", "© Tom Reyes") in told(TITLE, PROSE, PROSE, "© Tom Reyes")


QUESTIONS = {
    "en": ("When does the new library open?", "Can I keep my old card?", "Is there parking?"),
    "fr": ("Quand la bibliothèque ouvre-t-elle ?", "Puis-je garder ma carte ?", "Où se garer ?"),
    "es": ("¿Cuándo abre la biblioteca?", "¿Puedo conservar mi carné?", "¿Hay aparcamiento?"),
    "de": ("Wann öffnet die Bücherei?", "Gilt mein alter Ausweis noch?", "Gibt es Parkplätze?"),
}


@pytest.mark.parametrize("questions", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("answer", [PROSE, "It opens on Monday at nine, and closes at six in the evening."])
def test_three_questions_above_their_answers_are_headings(questions, answer):
    lines = [line for question in questions for line in (question, answer)]
    found = told("Moving to the library", *lines)
    assert [words for role, words in found if role == "heading"] == ["Moving to the library", *questions]


def test_fewer_questions_or_those_of_a_story_head_nothing():
    """Two are too few, one in many paragraphs is asked in passing, and talk is talk."""
    first, second, third = QUESTIONS["en"]
    texts = [
        [first, PROSE, second, PROSE],
        [line for question in (first, second, third) for line in (question, *[PROSE] * 8)],
        [line for question in (first, second, third) for line in (f"“{question}”", "“No,” he said.")],
        [line for question in (first, second, third) for line in (question, "Yes.")],
    ]
    for lines in texts:
        assert all(role != "heading" or words == "A walk" for role, words in told("A walk", PROSE, *lines))


def test_short_titles_that_count_are_headings_above_the_shortest_sentence():
    lines = [
        "1. Apologies",
        "None were received.",
        "2. Bridge",
        PROSE,
        "3. Adjournment",
        "The meeting closed at nine.",
    ]
    found = told(
        "Minutes of the Parish Council", "Date: 12 March 2019", "Present: A. Coleman, T. Reyes", *lines
    )
    assert [words for role, words in found if role == "heading"] == [
        "Minutes of the Parish Council",
        "1. Apologies",
        "2. Bridge",
        "3. Adjournment",
    ]


def test_numbered_paragraphs_are_no_headings():
    """A paragraph that its writer numbered is prose."""
    numbered = [f"{number}. {PROSE}" for number in (1, 2, 3)]
    assert [role for role, _ in told(TITLE, PROSE, *numbered)].count("heading") == 1


@pytest.mark.parametrize("end", ["-30-", "ENDS", "- ENDS -", "– END –", "***FIN***"])
def test_a_release_ends_with_a_sign_that_heads_nothing(end):
    found = told("Press release", TITLE, PROSE, PROSE, end, "Notes to editors:", PROSE)
    assert found == [
        ("heading", "Press release"),
        ("heading", TITLE),
        ("trailer", end),
        ("heading", "Notes to editors:"),
    ]


@pytest.mark.parametrize(
    "title", ["Notes to editors", "Nota a los medios", "Notes aux rédactions", "Hinweis an die Redaktionen:"]
)
def test_what_is_told_to_editors_stands_under_its_heading(title):
    assert ("heading", title) in told(TITLE, PROSE, title, PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "PARA PUBLICACIÓN INMEDIATA",
        "Pour diffusion immédiate",
        "EMBARGOED UNTIL 12 March 2019, 00:01",
    ],
)
def test_when_a_release_may_be_used_is_no_title(line):
    assert told(line, TITLE, PROSE, PROSE) == [("boilerplate", line), ("heading", TITLE)]


@pytest.mark.parametrize(
    ("called", "dated"),
    [
        ("Pressemitteilung Nr. 12/2020", "Berlin, 12. März 2020"),
        ("Communiqué", "Paris, le 12 mars 2019"),
        ("COMUNICADO DE PRENSA", "Madrid, 12 de marzo de 2019"),
        ("Press release", "12 March 2019"),
    ],
)
def test_the_title_of_a_release_stands_below_its_date(called, dated):
    """It greets nobody."""
    assert told(called, dated, TITLE, PROSE, PROSE) == [
        ("heading", called),
        ("dateline", dated),
        ("heading", TITLE),
    ]


def test_the_first_line_of_a_broken_paragraph_is_no_title_of_a_release():
    broken = "The farmers of the valley condemn the eviction by force\nof the people of the hill, which was done on 24 June 2011."
    assert all(
        words == "Press release" for role, words in told("Press release", broken, PROSE) if role == "heading"
    )


@pytest.mark.parametrize(
    "line",
    ["Contacto de prensa: Pedro Salas, +34 600 000 000", "Ansprechpartner: Anna Weber, Tel. 030 1234567"],
)
def test_whom_to_ask_is_boilerplate(line):
    assert ("boilerplate", line) in told("Press release", TITLE, PROSE, PROSE, line)


def test_whom_to_ask_stands_below_its_word_at_the_top_too():
    content = (
        f"FOR IMMEDIATE RELEASE\n\nContact:\nAna Rivera\n+1 415 555 0199\nana@example.org\n\n{TITLE}\n\n{PROSE}\n\n"
        + f"{PROSE}\n\n" * 6
    )
    blocks = outline_of(normalize(content.encode())).blocks
    added = [content[block.start : block.end] for block in blocks if block.role is Role.BOILERPLATE]
    assert added == ["FOR IMMEDIATE RELEASE", "Contact:", "Ana Rivera", "+1 415 555 0199", "ana@example.org"]
