"""Countries: an entry of a list without the one that stands last in it."""

from __future__ import annotations

import pytest

from archive.describe.countries import names, namings, without_country


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("Amigos Verdes, Spain", "Amigos Verdes"),
        ("Amigos Verdes – España.", "Amigos Verdes"),
        ("Amigos Verdes (Costa Rica)", "Amigos Verdes"),
        ("Amigos Verdes (Portugal), Spain;", "Amigos Verdes"),
        ("Amigos Verdes, León", "Amigos Verdes, León"),
        ("Amigos Verdes (Madrid, Spain)", "Amigos Verdes (Madrid, Spain)"),  # no half bracket
        ("Amigos Verdes, Spanish", "Amigos Verdes, Spanish"),
        ("Amigos Verdes,  )", "Amigos Verdes,  )"),
        ("Amigos de Spain", "Amigos de Spain"),
        ("Spain", "Spain"),
        ("", ""),
    ],
)
def test_the_country_at_the_end_of_an_entry_is_left_out(entry: str, left: str) -> None:
    """A country after a comma, a dash or in brackets is no part of the name before it; a town, a people or half a bracket stays."""
    content = f"Spain, {entry}, Spain"
    assert content[7 : without_country(content, 7, 7 + len(entry))] == left


def test_names_of_countries_are_their_namings_but_demonyms() -> None:
    """What the people of a country are called is no name of it."""
    assert names()["Costa Rica"].code == "CR"
    assert "Spanish" not in names()
    assert {naming.country for known in namings().values() for naming in known} == set(names().values())
