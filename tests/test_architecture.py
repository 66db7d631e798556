"""The map of modules in docs/architecture.md against the modules."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAP = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("## Where to look")[2]
TABLES = re.split(r"\n(?=\| [^|]+ \| `archive/[\w/]+/` \|)", MAP)[1:]
NAMED = [
    (folder, name)
    for table in TABLES
    for folder in re.findall(r"`archive/([\w/]+)/` \|", table)[:1]
    for name in re.findall(r"`([a-z_]+)`", table)
]


@pytest.mark.parametrize(("folder", "name"), NAMED)
def test_each_module_of_the_map_is_there(folder, name):
    """A module that is renamed or taken away is so in the map too."""
    assert (ROOT / "archive" / folder / f"{name}.py").is_file()


@pytest.mark.parametrize("folder", ["outline", "tei", "tei/dates"])
def test_the_map_has_every_module(folder):
    """A new rule has a place where it is looked for."""
    there = {path.stem for path in (ROOT / "archive" / folder).glob("[!_]*.py")} - {"rules"}
    assert there == {name for inside, name in NAMED if inside == folder}
