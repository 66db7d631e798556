"""Who may be addressed as what: one row a case."""

import pytest

from archive.outline.blocks import Genre, Outline
from archive.tei import names
from archive.tei.address import fits
from tests.tei.making import record


@pytest.mark.parametrize(
    ("word", "name", "wanted"),
    [
        ("Mrs.", "Juan Quist", False),
        ("Mr", "Juan Quist", True),
        ("Frau", "Hans Quist", False),
        ("Herr", "Petra Quist", False),
        ("Monsieur", "Ana Quist", False),
        ("Mr.", "Dana Quist", True),
        ("Ms.", "Xul Quist", True),
        ("Ms.", "Quist", True),
        ("President", "Juan Quist", True),
    ],
)
def test_a_form_of_address_fits_a_given_name_or_not(word, name, wanted):
    """Only a given name that tells of a man or a woman can gainsay it."""
    assert fits(word, name) is wanted


def test_a_surname_addressed_as_somebody_else_is_not_linked():
    """Without the form of address, or with one that fits, it is."""
    content = "Juan Quist won. Mrs. Quist wept. Mr. Quist left; Quist ran."
    found = names.mentions(content, Outline(Genre.PLAIN, "t/t", ()), record())
    assert [content[m.start - 4 : m.end] for m in found if m.start] == ["Mr. Quist", "ft; Quist"]
