"""The bags that every target is tried with: one of ours, the same seed described otherwise, and anybody's."""

import shutil
from pathlib import Path

import pytest

import archive
from tests.targets.bags import foreign_bag

ROOT = Path(__file__).parent.parent.parent
SEED = "000_0fa32ea925ec3b8d"


@pytest.fixture(scope="session")
def bag():
    """A committed bag of ours."""
    return ROOT / "bags" / SEED


@pytest.fixture(scope="session")
def changed_bag(tmp_path_factory):
    """The bag of the same seed, its sidecar's title changed: the same identifier, another key."""
    top = tmp_path_factory.mktemp("changed")
    seeds = top / "seeds"
    seeds.mkdir()
    for path in (ROOT / "seeds").iterdir():
        if path.name.startswith(SEED) or path.name == "collection.yaml":
            shutil.copy(path, seeds)
    sidecar = seeds / f"{SEED}.yaml"
    text = sidecar.read_text(encoding="utf-8")
    assert "statement on electoral fraud in Honduras" in text
    sidecar.write_text(
        text.replace("statement on electoral fraud", "statement about electoral fraud", 1), encoding="utf-8"
    )
    outcomes = list(archive.package(seeds, top / "bags", executor="serial"))
    assert [type(outcome) for outcome in outcomes] == [archive.Done]
    return top / "bags" / SEED


@pytest.fixture(scope="session")
def plain_bag(tmp_path_factory):
    """A valid bag that another program could have made: sha256 only, subfolders, an empty file, a name with blanks."""
    return foreign_bag(tmp_path_factory.mktemp("plain") / "plain-bag")
