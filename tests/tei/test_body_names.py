"""What looks like a body's name and is none, or begins and ends elsewhere: one row a case."""

import pytest

from archive.outline.blocks import Genre, Outline
from archive.tei import names
from archive.tei.abbreviated_bodies import of_abbreviations
from archive.tei.entity import Thing
from tests.tei.making import record


def seen(content: str) -> list[str]:
    found = names.mentions(content, Outline(Genre.PLAIN, "t/t", ()), record())
    return [content[m.start : m.end] for m in found if m.entity.thing is Thing.BODY]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("the Harbour Parliament on Tuesday met", ["Harbour Parliament"]),
        ("the Harbour Council for March", ["Harbour Council"]),
        ("the Harbour Council on Fisheries met", ["Harbour Council on Fisheries"]),
        ("from the West Bank to", []),
        ("the Harbour West Bank", ["Harbour West Bank"]),
        (
            "the Office of the Ruritanian Upper Commissioner for Harbour Rights (OUCHR)",
            ["Office of the Ruritanian Upper Commissioner for Harbour Rights", "OUCHR"],
        ),
        ("the Circuit Court for Prince Otto's County", ["Circuit Court"]),
        ("the Harbour Council of Churches Monday met", ["Harbour Council of Churches"]),
        ("printed by Streslau University Press", ["Streslau University Press"]),
        ("at the University of Streslau Press", ["University of Streslau Press"]),
        ("the Court of the District of Streslau", ["Court of the District of Streslau"]),
        ("the College of Ada and Mary", ["College of Ada and Mary"]),
        ("Courtesy Harbour Society", ["Harbour Society"]),
        (
            "the Department of the Polish Ministry of Harbours",
            ["Department of the Polish Ministry of Harbours"],
        ),
        (
            "the North Harbour Department of Archives and History",
            ["North Harbour Department of Archives and History"],
        ),
        ("to All Department Heads", []),
        ("at the Great Dinner Party", []),
        ("under Harbour Trade Assistance (HTA)", []),
        (
            "ante la Comisión Interamericana de Derechos Humanos hoy",
            ["Comisión Interamericana de Derechos Humanos"],
        ),
        (
            "el Tribunal Supremo Electoral, y la Policía Nacional",
            ["Tribunal Supremo Electoral", "Policía Nacional"],
        ),
        (
            "del Consejo Cívico de Organizaciones Populares (COCOP)",
            ["Consejo Cívico de Organizaciones Populares", "COCOP"],
        ),
        ("el Comité de Familiares en Honduras (COFAH)", ["Comité de Familiares en Honduras", "COFAH"]),
        (
            "del Equipo de Reflexión, Investigación y Comunicación (ERIC)",
            ["Equipo de Reflexión, Investigación y Comunicación", "ERIC"],
        ),
        ("of Weapons of Mass Destruction (WMD), and Harbour Air Management (HAM)", []),
        ("Following Harbour Senate votes, Vane Urges Harbour Council", ["Harbour Senate", "Harbour Council"]),
        ("director of the Institute for the Study of Labour at", ["Institute for the Study of Labour"]),
        ("the Department of Commerce's Harbour Office", ["Department of Commerce", "Harbour Office"]),
        ("at Quist Hill Air Force Base", []),
        (
            "La Fédération internationale des ligues des droits de l'Homme (FIDH) et la FIDH",
            ["Fédération internationale des ligues des droits de l'Homme", "FIDH", "FIDH"],
        ),
        (
            "la Organización mundial contra la tortura (OMCT)",
            ["Organización mundial contra la tortura", "OMCT"],
        ),
        ("La Fédération aime les oiseaux de mer (ODM)", []),
        ("25 Great College Street", []),
        ("the Office of Northern and Southern Affairs", ["Office of Northern and Southern Affairs"]),
        ("Paul Quist University of Streslau", ["University of Streslau"]),
        ("Paul Ada Vane Streslau University", []),
        ("the Harbour Markup Language (HML)", []),
        ("by the Los Altos Film Association", ["Los Altos Film Association"]),
        ("Los Altos Film Association", ["Altos Film Association"]),
        ("Harbour and Customs Enforcement (HCE)", ["Harbour and Customs Enforcement", "HCE"]),
        ("the World Organisation Against Torture (OMCT)", ["World Organisation Against Torture", "OMCT"]),
        ("Call the Legal Harbour Network, Inc. (CLHN)", ["Legal Harbour Network", "CLHN"]),
        (
            "L'Organisation des Havres (ODH) et l'Organisation des Havres",
            ["Organisation des Havres", "ODH", "Organisation des Havres"],
        ),
        (
            "el Comisionado nacional (CN); la Comisión nacional de derechos humanos (CONADEH)",
            ["Comisión nacional de derechos humanos", "CONADEH"],
        ),
        ("the Ruritanian Embassy in Streslau", ["Ruritanian Embassy"]),
        ("the Latin American and Caribbean Harbour Center", []),
        ("the EU in Brussels", ["EU"]),
        ("So be it\nHill Harbour Coalition Sues Harbour Department Over Loss\nEnd", []),
        ("So be it\nLetter Written to the Harbour Department About Great Loss\nEnd", ["Harbour Department"]),
        (
            "So be it\nAda Quist, Advisory Coordinator Here, Hill Harbour Council\nEnd",
            ["Hill Harbour Council"],
        ),
        (
            "El Instituto Hondureño de Antropología e Historia velará por él.",
            ["Instituto Hondureño de Antropología e Historia"],
        ),
    ],
)
def test_a_body_begins_and_ends_where_its_name_does(content, wanted):
    """A day is when it met, a river's bank keeps no money, and `Los` is an article only where it may begin the sentence."""
    assert seen(content) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("According to the Inter-American Commission on Human Rights (IACHR), so.", "Inter-American Commission on Human Rights"),
        ("The Afro-Harbour League (AHL) met.", "Afro-Harbour League"),
        ("According to the Harbour League (HL), so.", "Harbour League"),
    ],
)  # fmt: skip
def test_a_word_with_a_hyphen_has_two_letters_of_an_abbreviation(content, wanted):
    """What leads up to a body is no part of its name, though it begins with a letter of the abbreviation."""
    assert [entity.name for entity in of_abbreviations(content)] == [wanted]
