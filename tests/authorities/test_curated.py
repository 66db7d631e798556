"""The tables that ship: whole, in agreement with each other, and with the published vocabulary where it is installed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from archive.authorities.build import build_index
from archive.authorities.curated import COUP, POLITICS, divisions, phrases, terms
from archive.authorities.heading import uri_of
from archive.authorities.index import open_index
from archive.authorities.packages import GEONAMES, LCSH, find_packages
from archive.authorities.rows import rows
from archive.authorities.subdivide import subdivisions, table
from archive.describe.countries import namings
from archive.describe.states import numbers


def countries() -> dict[str, str]:
    return {naming.country.code: naming.country.name for known in namings().values() for naming in known}


@cache
def published(name: str) -> dict[str, str]:
    """The labels of one package by their URIs; empty where it is not installed."""
    for package in find_packages():
        if package.name == name:
            return {uri_of(number): label for number, label, _, _ in rows(package)}
    return {}


def labels_of(name: str) -> dict[str, str]:
    return published(name) or pytest.skip(f"{name} is not installed")


def test_the_tables_are_in_agreement() -> None:
    """What is divided is in the table of phrases and may be divided; each country is one that texts are searched for."""
    divided = {term.uri for term in terms() if term.by_place}
    codes = set(countries())
    for code, of in divisions():
        assert code in codes
        assert of in divided | {POLITICS, COUP}
    for (_, of), found in divisions().items():
        assert len({division.since for division in found}) == len(found)
        assert all((division.since is not None) or of != COUP for division in found)


def test_a_heading_stands_once() -> None:
    """No URI and no label has two rows, and every row has a topic in plain words and a phrase."""
    assert len({term.uri for term in terms()}) == len({term.label for term in terms()}) == len(terms())
    assert {
        phrase.heading for known in phrases().values() for after in known.values() for phrase in after
    } == set(terms())
    assert all(term.topic and term.topic == term.topic.strip() for term in terms())


def test_each_heading_of_the_tables_bears_its_label_today() -> None:
    """Every URI of both tables has in LCSH the very label that we give it."""
    labels = labels_of(LCSH)
    ours = {term.uri: term.label for term in terms()} | {
        division.uri: division.label for found in divisions().values() for division in found
    }
    assert {uri: labels.get(uri) for uri in ours} == ours


def test_each_country_is_the_one_of_its_number() -> None:
    """GeoNames has the numbers of our countries, with their codes."""
    numbers = labels_of(GEONAMES)
    missing = [
        naming.country.name
        for known in namings().values()
        for naming in known
        if f"https://sws.geonames.org/{naming.country.geonames}/" not in numbers
    ]
    assert missing == []


def test_each_state_is_the_one_of_its_number() -> None:
    """GeoNames has the numbers of the states that headlines name, with their names."""
    published_names = labels_of(GEONAMES)
    assert {
        name: published_names.get(f"https://sws.geonames.org/{number}/") for name, number in numbers().items()
    } == {name: name for name in numbers()}


@pytest.mark.slow
def test_the_table_of_divisions_is_what_the_vocabulary_gives(tmp_path: Path) -> None:
    """subdivisions.csv is made by archive.authorities.subdivide, from the package that is installed, and from nothing else."""
    packages = tuple(package for package in find_packages() if package.name == LCSH)
    if not packages:
        pytest.skip(f"{LCSH} is not installed")
    with open_index(build_index(packages, tmp_path).path) as index:
        made = table(subdivisions(index, countries()))
    assert made == files("archive.authorities").joinpath("subdivisions.csv").read_text(encoding="utf-8")
