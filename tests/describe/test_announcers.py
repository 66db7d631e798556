"""Who speaks in a statement that nobody signs."""

from __future__ import annotations

import pytest

from archive.describe.agents import agents
from archive.outline.blocks import Genre
from tests.describe.build import SIG, Blocks, H, P, reading_of

WE = "We are with them. Our people know it. We demand that it end."
NOSOTROS = "Exigimos que cese. Nuestro pueblo lo sabe. Llamamos a la calma."

OPENINGS: list[tuple[Blocks, list[str]]] = [
    ([(P, f"The Harbor Workers Union condemns the arrests. {WE}")], ["Harbor Workers Union"]),
    ([(P, f"The Harbor Workers Union (HWU) strongly condemns the arrests. {WE}")], ["Harbor Workers Union"]),
    ([(H, "Harbor Workers Union denounces arrests"), (P, WE)], ["Harbor Workers Union"]),
    ([(P, f"La Federación de Estudiantes rechaza el desalojo. {NOSOTROS}")], ["Federación de Estudiantes"]),
    ([(P, f"La Federación de Estudiantes enérgicamente condena el desalojo. {NOSOTROS}")], ["Federación de Estudiantes"]),
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
