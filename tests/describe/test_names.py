"""Names: persons and bodies told apart."""

from __future__ import annotations

import pytest

from archive.describe.names import Kind, kind_of, named, people


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Luis Almagro", Kind.PERSON),
        ("A. Lincoln", Kind.PERSON),
        ("M. K. Gandhi", Kind.PERSON),
        ("Johann Wolfgang von Goethe", Kind.PERSON),
        ("Juan Orlando Hernández Alvarado", Kind.PERSON),
        ("Martin Luther King Jr.", Kind.PERSON),
        ("SUSAN B. ANTHONY", Kind.PERSON),
        ("Émile Zola", Kind.PERSON),
        ("Mary O'Brien", Kind.PERSON),
        ("AFL-CIO", Kind.BODY),
        ("CARECEN", Kind.BODY),
        ("Oxfam America", Kind.BODY),
        ("United Steelworkers", Kind.BODY),
        ("JASS (Just Associates)", Kind.BODY),
        ("Washington Office on Latin America (WOLA)", Kind.BODY),
        ("Organization of American States", Kind.BODY),
        ("Institute on Race, Equality and Human Rights", Kind.BODY),
        ("Comité de Familiares de Detenidos", Kind.BODY),
        ("Silver Screen Collection", Kind.BODY),
        ("Amigos de la Tierra", Kind.BODY),
        ("Northern Herald", Kind.BODY),
        ("City Clerk", None),
        ("All Department Heads", None),
        ("R. Ames     Seconded", None),
        ("Der Stellvertreter", None),
        ("William F. Cody (Buffalo Bill)", None),
        ("Secretary General", None),
        ("Staff Writer", None),
        ("Dear Friends", None),
        ("December 2017", None),
        ("New York", None),
        ("The End", None),
        ("Sincerely Yours", None),
        ("Honduras", None),
        ("200 17th Street NW", None),
        ("the lower house of assembly", None),
        ("COMUNICADO DE LA CRUZ ROJA", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_name_is_a_persons_a_bodys_or_neither(text: str, kind: Kind | None) -> None:
    """An office, a greeting, a place or a street is neither a person nor a body."""
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The Honorable Luis Almagro", "Luis Almagro"),
        ("Señor don Matías Romero", "Matías Romero"),
        ("Dr. Elizabeth Blackwell, M.D.", "Elizabeth Blackwell"),
        ("  *Clara   Barton*,", "Clara Barton"),
        ("Miss Jane Addams.", "Jane Addams"),
    ],
)
def test_honorifics_and_credentials_are_no_part_of_a_name(text: str, value: str) -> None:
    """What stands before and after a name is left off, and the place is that of the name itself."""
    name = named(text, 0, len(text))
    assert name is not None
    assert name.value == value
    assert text[name.start : name.end].split() == value.split()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Teresa Gutierrez and Sara Flounders,", ["Teresa Gutierrez", "Sara Flounders"]),
        ("Jane Addams, Staff Writer", ["Jane Addams"]),
        (
            "Jane Addams, Ellen Gates Starr y Julia Lathrop",
            ["Jane Addams", "Ellen Gates Starr", "Julia Lathrop"],
        ),
        ("co-directors of the International Action Center", []),
        ("Center for Justice and International Law", []),
    ],
)
def test_joined_names_are_taken_one_by_one(text: str, values: list[str]) -> None:
    """Names joined by commas and `and` are separate persons; what follows them is none."""
    assert [name.value for name in people(text, 0, len(text))] == values
