"""Who speaks in a statement that nobody signs."""

from __future__ import annotations

import pytest

from archive.describe.agents import agents
from archive.outline.blocks import Genre
from tests.describe.build import LI, SIG, Blocks, H, P, reading_of

WE = "We are with them. Our people know it. We demand that it end."
NOSOTROS = "Exigimos que cese. Nuestro pueblo lo sabe. Llamamos a la calma."

OPENINGS: list[tuple[Blocks, list[str]]] = [
    ([(P, f"The Harbor Workers Union condemns the arrests. {WE}")], ["Harbor Workers Union"]),
    ([(P, f"The Harbor Workers Union (HWU) strongly condemns the arrests. {WE}")], ["Harbor Workers Union"]),
    ([(H, "Harbor Workers Union denounces arrests"), (P, WE)], ["Harbor Workers Union"]),
    ([(P, f"La Federación de Estudiantes rechaza el desalojo. {NOSOTROS}")], ["Federación de Estudiantes"]),
    ([(P, f"La Federación de Estudiantes enérgicamente condena el desalojo. {NOSOTROS}")], ["Federación de Estudiantes"]),
    ([(P, f"Dover, 3 de marzo de 2016. La Federación de Estudiantes rechaza el desalojo. {NOSOTROS}")], ["Federación de Estudiantes"]),
    ([(P, f"Dover - The Harbor Workers Union (HWU) condemns the arrests. {WE}")], ["Harbor Workers Union"]),
    ([(P, "La Fédération des Marins condamne l’arrestation. Nous appelons au calme. Notre peuple le sait. Nous exigeons.")], ["Fédération des Marins"]),
    ([(P, f"El Partido de los Marinos (PM), ante los resultados, al pueblo comunica: {NOSOTROS}")], ["Partido de los Marinos"]),
    ([(P, "It rained."), (P, "Por lo tanto, la Red del Puerto, Redpuer:"), (LI, "Hace un llamado.")], ["Red del Puerto"]),
    # An issuer that says so need not say "we".
    ([(H, "Press Release"), (P, "The Harbor Commission on Human Rights (HCHR) expresses its concern.")], ["Harbor Commission on Human Rights"]),
    ([(H, "Harbor Council Statement on Dover"), (P, "The Harbor Council welcomes the truce.")], ["Harbor Council"]),
    ([(H, "HARBOR WATCH FOUNDATION"), (H, "FOR IMMEDIATE RELEASE"), (P, "Ships were counted by the Harbor Watch Foundation.")], ["Harbor Watch Foundation"]),
    ([(H, "CORTE SUPREMA DE JUSTICIA"), (H, "SENTENCIA DE 5 DE OCTUBRE"), (P, "Llovió.")], ["CORTE SUPREMA DE JUSTICIA"]),
    ([(H, "DECRETO No. 307 - 98"), (H, "EL CONGRESO NACIONAL"), (P, "Llovió.")], ["CONGRESO NACIONAL"]),
    ([(H, "Harbor Watch Foundation (HWF)"), (H, "HWF condemns the arrests"), (P, "We demand that it end.")], ["Harbor Watch Foundation (HWF)"]),
    ([(H, "FOR IMMEDIATE RELEASE"), (P, "(Dover, May 2, 2022) – The arrests were wrong, Harbor Rights Watch and Docksal said today.")], ["Harbor Rights Watch"]),
    ([(P, "The arrests were wrong, Harbor Rights Watch said today.")], []),
    # A masthead alone issues nothing; nor does a headline that begins with a body.
    ([(H, "HARBOR WATCH FOUNDATION"), (P, "It rained in Dover.")], []),
    ([(H, "Press Release"), (H, "HARBOR COUNCIL OPENS THE GATE"), (P, "It rained.")], []),
    # Told of, not told by; a person; "we" only in what is quoted; a country.
    ([(P, "The Harbor Workers Union condemns the arrests. They are with them, and it must end.")], []),
    ([(P, f"Clara Barton condemns the arrests. {WE}")], []),
    ([(P, f"The Harbor Workers Union condemns the arrests. “{WE}”")], []),
    ([(P, f"The mayor said that it was late. The Harbor Workers Union condemns the arrests. {WE}")], []),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), OPENINGS)
def test_a_body_that_opens_with_its_deed_and_says_we_is_the_creator(
    blocks: Blocks, expected: list[str]
) -> None:
    """Name and verb at the very beginning, and the first person after it, make a body's own statement."""
    found = agents(reading_of(blocks, Genre.PROSE), (), None)
    assert [(one.value, one.role) for one in found] == [(name, "aut") for name in expected]


def test_a_report_is_nobodys_statement() -> None:
    """In a news article a body that condemns is what the article tells of."""
    assert agents(reading_of(OPENINGS[0][0], Genre.ARTICLE), (), None) == ()


def test_a_signature_goes_before_the_opening() -> None:
    """Who signs is the creator, whatever body the text opens with."""
    reading = reading_of([*OPENINGS[0][0], (SIG, "Clara Barton")], Genre.STATEMENT)
    assert [one.value for one in agents(reading, (), None)] == ["Clara Barton"]


def test_officers_sign_for_the_body_that_speaks() -> None:
    """Where each who signs gives an office and the text speaks for a body, the body is the creator."""
    opening = (P, f"The Harbor Workers Union (HWU) strongly condemns the arrests. {WE}")
    signed = (SIG, "Clara Barton, President\nJane Addams, General Secretary")
    found = agents(reading_of([opening, signed], Genre.STATEMENT), (), None)
    assert [(one.value, one.role) for one in found] == [
        ("Harbor Workers Union", "aut"),
        ("Clara Barton", "sgn"),
        ("Jane Addams", "sgn"),
    ]
    bare = (SIG, "Clara Barton\nJane Addams")
    without = agents(reading_of([opening, bare], Genre.STATEMENT), (), None)
    assert [one.role for one in without] == ["aut", "aut"]
    assert "Harbor Workers Union" not in {one.value for one in without}
