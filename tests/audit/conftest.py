"""A house whose copies can be damaged: made once, put back whole for each test."""

import shutil

import pytest

from tests.catalog.house import copy_bags, deposit


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Three bags, each deposited in a folder and in an OCFL root: where they must lie, and a copy of all that."""
    top = tmp_path_factory.mktemp("house")
    place = top / "house"
    copy_bags(place / "bags", 0, 1, 2)
    (place / "drop").mkdir()
    for target in (f"folder:{place / 'drop'}", f"ocfl:{place / 'store'}"):
        deposit(place / "bags", target, place / "deposits")
    return place, shutil.copytree(place, top / "whole")


@pytest.fixture
def house(made, monkeypatch):
    """The house, whole; the working folder is its own."""
    place, whole = made
    monkeypatch.chdir(whole)
    shutil.rmtree(place)
    shutil.copytree(whole, place)
    monkeypatch.chdir(place)
    return place
