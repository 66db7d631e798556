"""Names, dates and quotations in running text: one row a case."""

from __future__ import annotations

import pytest

from archive.outline.blocks import Block, Genre, Outline, Role
from archive.tei import names
from archive.tei.entity import Thing
from archive.tei.inline import apart
from archive.tei.quotations import Speakers, quotations
from archive.tei.spans import Span, write
from tests.tei.making import outline, record, stated


def test_a_date_is_read_where_a_name_is_guessed():
    """A name that a date crosses is left out; one in a date or beside it stays."""
    dated = (Span(10, 20, "date"), Span(30, 40, "date"))
    names = [
        Span(0, 5, "a"),
        Span(8, 12, "b"),
        Span(12, 15, "c"),
        Span(18, 22, "d"),
        Span(25, 29, "e"),
        Span(28, 42, "f"),
    ]
    assert [span.name for span in apart(names, dated)] == ["a", "c", "e", "f"]


def seen(content: str, *statements, made: Outline | None = None) -> list[tuple[str, str, str]]:
    found = names.mentions(content, made or Outline(Genre.PLAIN, "t/t", ()), record(*statements))
    return [(content[m.start : m.end], m.entity.thing.name, m.entity.name) for m in found]


NAMES = {
    "a title": ("President Manuel Zelaya fell.", [("Manuel Zelaya", "PERSON", "Manuel Zelaya")]),
    "a surname after the full name": (
        "Dr. Ana Gil came. Gil left.",
        [("Ana Gil", "PERSON", "Ana Gil"), ("Gil", "PERSON", "Ana Gil")],
    ),
    "two of one surname are not told apart": (
        "Dr. Ana Gil and Dr. Eva Gil came. Gil left.",
        [("Ana Gil", "PERSON", "Ana Gil"), ("Eva Gil", "PERSON", "Eva Gil")],
    ),
    "another person of the same surname": (
        "Dr. Ana Gil met Zoraida Gil.",
        [("Ana Gil", "PERSON", "Ana Gil")],
    ),
    "an initial": (
        "Mr. Andrew Eliot came. A. Eliot signed, and said A. Eliot.",
        [
            ("Andrew Eliot", "PERSON", "Andrew Eliot"),
            ("A. Eliot", "PERSON", "Andrew Eliot"),
            ("A. Eliot", "PERSON", "Andrew Eliot"),
        ],
    ),
    "an office of a body": ("Presidente del Patronato", []),
    "said": ("“Yes,” said Zora Quin.", [("Zora Quin", "PERSON", "Zora Quin")]),
    "a possessive is nobody": ("said Los Necios’ man", []),
    "an abbreviation": (
        "the Washington Office on Latin America (WOLA). WOLA said",
        [
            ("Washington Office on Latin America", "BODY", "Washington Office on Latin America"),
            ("WOLA", "BODY", "Washington Office on Latin America"),
            ("WOLA", "BODY", "Washington Office on Latin America"),
        ],
    ),
    "initials": (
        "The Organization of American States met. The OAS left.",
        [
            ("Organization of American States", "BODY", "Organization of American States"),
            ("OAS", "BODY", "Organization of American States"),
        ],
    ),
    "an abbreviation that does not fit": ("We Went Home (FAQ).", []),
    "a country": ("In Honduras, not in Chad.", [("Honduras", "PLACE", "Honduras")]),
    "a body that begins with a country": (
        "the Honduras Solidarity Network",
        [("Honduras Solidarity Network", "BODY", "Honduras Solidarity Network")],
    ),
    "a sentence's first word is no name": ("The President said so. Then Congress met.", []),
}


@pytest.mark.parametrize("case", NAMES.values(), ids=NAMES)
def test_names_are_found_and_linked(case):
    """What is named, where, and as what; and nothing else."""
    content, wanted = case
    assert seen(content) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("The Liberal Reform Union (LRU) met.", ["Liberal Reform Union", "LRU"]),
        ("Yours,\nLiberal Reform Union (LRU)\n", ["Liberal Reform Union (LRU)"]),
        ("Liberal Reform Union (LRU)", ["Liberal Reform Union (LRU)"]),
    ],
)
def test_a_name_and_its_abbreviation_are_two_names_in_prose_and_one_in_a_signature(content, wanted):
    """The record has both in one value; a line that holds nothing else is kept as it is signed."""
    found = seen(content, stated("creator", "Liberal Reform Union (LRU)"))
    assert found == [(words, "BODY", "Liberal Reform Union (LRU)") for words in wanted]


def test_a_name_is_of_the_kind_that_the_description_says():
    """As of a body that is called as a person may be."""
    told = stated("creator", "Radio Progreso", note="corporate name")
    assert seen("Radio Progreso", told) == [("Radio Progreso", "BODY", "Radio Progreso")]
    assert seen("Radio Progreso", stated("creator", "Radio Progreso"))[0][1] == "PERSON"


def test_a_record_of_several_names_or_of_things_names_nobody():
    """An addressee of many with their offices is no body, and a subject without an authority no person for its capitals."""
    assert seen(
        "Ana Quist, Hill Council; Bo Gil", stated("contributor", "Ana Quist, Hill Council; Bo Gil")
    ) == [
        ("Ana Quist", "PERSON", "Ana Quist"),
        ("Hill Council", "BODY", "Hill Council"),
    ]
    assert seen("Blocks Ohio Law", stated("subject", "Blocks Ohio Law")) == []


def test_the_record_names_its_creator():
    """A name of the record in its authority form is found as people say it, and its surname."""
    found = seen("Teresa Gutiérrez wrote. Gutierrez signed.", stated("creator", "Gutiérrez, Teresa, 1950-"))
    assert [words for words, _, _ in found] == ["Teresa Gutiérrez", "Gutierrez"]


def test_a_place_of_the_record_is_a_place():
    """A spatial statement makes a place of a name that we do not know."""
    assert seen("In Olancho.", stated("spatial", "Olancho")) == [("Olancho", "PLACE", "Olancho")]


def test_a_name_that_the_outline_saw_is_a_name():
    """A signature's name counts in the whole text."""
    content = "Zora Quin came.\nZora Quin\n"
    made = outline(content, (Role.SIGNATURE, "Zora Quin\n"))
    assert seen(content, made=made) == []
    block = made.blocks[0]
    parted = Outline(
        made.genre, "t/t", (type(block)(block.role, 16, 25, "t/t", parts=(_part(Role.NAME, 16, 25),)),)
    )
    assert len(seen(content, made=parted)) == 2


def _part(role: Role, start: int, end: int):
    from archive.outline.blocks import Part

    return Part(role, start, end, "t/t")


QUOTED = [
    ("He called it “fair” now.", "He called it <q>“fair”</q> now."),
    ("“I go,” said Ana.", '<said who="#ana" direct="true">“I go,”</said> said Ana.'),
    ("Ana said: “I go.”", 'Ana said: <said who="#ana" direct="true">“I go.”</said>'),
    (
        "“I go,” said Ana. “Now.”",
        '<said who="#ana" direct="true" xml:id="d-q0" next="#d-q18">“I go,”</said> said Ana. '
        '<said who="#ana" direct="true" xml:id="d-q18" prev="#d-q0">“Now.”</said>',
    ),
    (
        "«Voy», dijo Ana. «Ya», agregó.",
        '<said who="#ana" direct="true" xml:id="d-q0" next="#d-q17">«Voy»</said>, dijo Ana. '
        '<said who="#ana" direct="true" xml:id="d-q17" prev="#d-q0">«Ya»</said>, agregó.',
    ),
    ("«Voy», dijo Ana.", '<said who="#ana" direct="true">«Voy»</said>, dijo Ana.'),
    ('"I go," said Bob.', '<said direct="true">"I go,"</said> said Bob.'),
    ("“I go,” said Ana", '<said who="#ana" direct="true">“I go,”</said> said Ana'),
    ("“I go, said Ana", "“I go, said Ana"),
    (
        "They read “The Creed,” meant as a vow, said Ana.",
        "They read <q>“The Creed,”</q> meant as a vow, said Ana.",
    ),
    ("It is called “Views,” and Ana said so.", "It is called <q>“Views,”</q> and Ana said so."),
    (
        "It is like “Leaves.” No man of the States said so.",
        "It is like <q>“Leaves.”</q> No man of the States said so.",
    ),
    ("They met in the States, “alone,” near Ana.", "They met in the States, <q>“alone,”</q> near Ana."),
    ("(the notes, “One,” by Ana)", "(the notes, <q>“One,”</q> by Ana)"),
    ("“I go,” says Ben; but Ana came.", '<said direct="true">“I go,”</said> says Ben; but Ana came.'),
    ("“I go,” says Ben, who met Ana.", '<said direct="true">“I go,”</said> says Ben, who met Ana.'),
    (
        "“I go,” said Ana of “Views,” then “No.”",
        '<said who="#ana" direct="true">“I go,”</said> said Ana of <q>“Views,”</q> then <q>“No.”</q>',
    ),
    (
        "He wrote to Ana, in which he said, “I go.”",
        'He wrote to Ana, in which he said, <said direct="true">“I go.”</said>',
    ),
    ("“Dock.” http://x.org/states/fl", "<q>“Dock.”</q> http://x.org/states/fl"),
    ("to be “civil,” but Ana is told so", "to be <q>“civil,”</q> but Ana is told so"),
    ("Ana said that Bob, Cy, “Di,” came", "Ana said that Bob, Cy, <q>“Di,”</q> came"),
    ("“So it is.” Ana said that they went.", "<q>“So it is.”</q> Ana said that they went."),
    ("«Voy», relató Ana.", '<said who="#ana" direct="true">«Voy»</said>, relató Ana.'),
    ("Ana lo dijo así: «Voy».", 'Ana lo dijo así: <said who="#ana" direct="true">«Voy»</said>.'),
    ('„Ja", so Ana.', '<said who="#ana" direct="true">„Ja"</said>, so Ana.'),
    ("« Oui », a lancé Ana.", '<said who="#ana" direct="true">« Oui »</said>, a lancé Ana.'),
    ("“I go,” cried Ana.", '<said who="#ana" direct="true">“I go,”</said> cried Ana.'),
    (
        "Ana said that “I shall go home.”",
        'Ana said that <said who="#ana" direct="true">“I shall go home.”</said>',
    ),
    ("Ana said that “odd” things were so.", "Ana said that <q>“odd”</q> things were so."),
    ("Ana likes to say, “I go.”", 'Ana likes to say, <said who="#ana" direct="true">“I go.”</said>'),
    ("Selon Ana, juge, « je vais ».", 'Selon Ana, juge, <said who="#ana" direct="true">« je vais »</said>.'),
    (
        "«Voy», advirtió. «Ya», dijo Ana.",
        '<said who="#ana" direct="true" xml:id="d-q0" next="#d-q17">«Voy»</said>, advirtió. '
        '<said who="#ana" direct="true" xml:id="d-q17" prev="#d-q0">«Ya»</said>, dijo Ana.',
    ),
    ("„Ja“, warnte Ana.", '<said who="#ana" direct="true">„Ja“</said>, warnte Ana.'),
    ("” odd “", "” odd “"),
    ('Ditto “” and «» and "" say nothing.', 'Ditto “” and «» and "" say nothing.'),
    (
        "“I go,” said Ana. Ben was silent. “No.”",
        '<said who="#ana" direct="true">“I go,”</said> said Ana. Ben was silent. <q>“No.”</q>',
    ),
]


@pytest.mark.parametrize(("content", "wanted"), QUOTED)
def test_quotations_have_their_speakers(content, wanted):
    """Words that somebody says are said, others between marks are q, and an open mark is left alone."""
    at = content.find("Ana")
    speakers = Speakers((at,), (at + 3,), ("#ana",), "d") if at >= 0 else Speakers((), (), (), "d")
    assert write(content, quotations(content, 0, len(content), speakers)) == wanted


def test_an_xml_id_says_who_and_is_one_of_its_kind():
    """Equal surnames are numbered; no id begins with a digit."""
    found = names.mentions("Dr. Ana Gil and Dr. Eva Gil.", Outline(Genre.PLAIN, "t/t", ()), record())
    known = names.identities((mention.entity for mention in found), "d0")
    assert list(known.values()) == ["d0-n-gil", "d0-n-gil-2"]
    assert all(mention.entity.thing is Thing.PERSON for mention in found)


def test_the_initials_of_an_interview_are_who_spoke_in_full():
    """A title alone with a surname is no full name, and initials elsewhere are nobody's."""
    content = "Tom Adel: Why?\nDR. GIL: So.\nTA: Why?\nMr. B. left.\n"
    labels = [(0, 9), (15, 23), (28, 31)]
    blocks = tuple(
        Block(
            Role.PARAGRAPH, start, content.index("\n", start), "t/t", parts=(_part(Role.SPEAKER, start, end),)
        )
        for start, end in labels
    )
    made = Outline(Genre.INTERVIEW, "t/t", blocks)
    assert seen(content, made=made) == [
        ("Tom Adel", "PERSON", "Tom Adel"),
        ("TA", "PERSON", "Tom Adel"),
    ]
    assert seen(content, made=Outline(Genre.PROSE, "t/t", blocks)) == [("Tom Adel", "PERSON", "Tom Adel")]
