"""Lines of an address that are a street, in four languages."""

import pytest

from archive.outline.blocks import Genre, Role
from archive.tei import encode
from tests.tei.making import ACCESSION, outline, record, seed, text


def addressed(line: str) -> str:
    """The body of a letter whose address is this line."""
    content = f"{line}\nBasel\n\nDear A,\nYes.\n"
    blocks = ((Role.ADDRESS, f"{line}\nBasel"), (Role.SALUTATION, "Dear A,"), (Role.PARAGRAPH, "Yes."))
    made = outline(content, *blocks, genre=Genre.LETTER)
    return encode(seed(content), text(content), made, record(), ACCESSION).decode()


@pytest.mark.parametrize(
    "line",
    [
        "5 High Street",
        "Calle Mayor 12",
        "22 rue Visconti",
        "12 bis, rue de la Prew",
        "17 quai Voltaire",
        "Prewgasse 26/14",
        "Kurfürstendamm 12",
    ],
)
def test_a_number_with_the_word_for_a_street_is_one(line):
    """The number stands first in English and French, last in German and Spanish."""
    assert f"<street>{line}</street>" in addressed(line)


@pytest.mark.parametrize("line", ["Herrn Prew", "Linden", "Bureau central naval", "place du marché"])
def test_other_lines_of_an_address_are_none(line):
    """Names, towns and offices stand in an `addrLine`."""
    assert "<street>" not in addressed(line)
