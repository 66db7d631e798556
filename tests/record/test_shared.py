"""Identifiers that two documents bear, as every command that meets both tells them."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.findings import Severity, severity
from archive.outcome import Done
from archive.record.shared import Bearers
from archive.workflows.describe import DescribeOrder, open_describe
from archive.workflows.package import PackageOrder, open_package
from archive.workflows.validate import ValidateOrder, open_validate

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SHELF = "local:MS-12"


@pytest.fixture
def seeds(tmp_path):
    """Three letters; two are said to be one thing, in the words of a table."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Dear Sir,\n\nThis is letter {name}.\n\nYours,\nJane Doe\n")
    (folder / "metadata.csv").write_text(
        f"filename,dcterms.identifier\na.txt,{SHELF}\nb.txt,local:MS-13\nc.txt,{SHELF} | ark:/99999/x1\n"
    )
    return folder


def told(outcomes, findings):
    """Place and words of each R0311, by the number of the outcome."""
    found = []
    for number, outcome in enumerate(outcomes):
        assert isinstance(outcome, Done), outcome
        found += [(number, one.where, one.found) for one in findings(outcome.value) if one.code == "R0311"]
        assert all(
            severity(one) is Severity.WARNING for one in findings(outcome.value) if one.code == "R0311"
        )
    return found


WHERE = "data/metadata/record.json#dcterms:identifier"


def packaged(seeds, out, **options):
    with open_package(PackageOrder(seeds, out, NOW, **options)) as run:
        return told(run.outcomes, lambda value: value.findings)


def test_two_seeds_that_bear_one_identifier(seeds, tmp_path):
    """The later one is told so, with the name of the first, when both are made, and again when both stand, known by the list or not."""
    expected = [(2, WHERE, f"{SHELF}, which a bears too")]
    assert packaged(seeds, tmp_path / "bags") == expected
    assert packaged(seeds, tmp_path / "bags") == expected
    assert packaged(seeds, tmp_path / "listed", remember=0) == expected
    assert packaged(seeds, tmp_path / "listed", remember=0) == expected
    with open_describe(DescribeOrder(seeds, NOW)) as run:
        found = told(run.outcomes, lambda value: value.judgement.findings)
    assert found == [(2, WHERE, f"{SHELF}, which a.txt bears too")]


@pytest.mark.parametrize("executor", ["serial", "processes:2"])
def test_two_bags_that_bear_one_identifier(seeds, tmp_path, executor):
    """Wherever they lie, and in whichever worker they were read; a copy of the same bag is no second document."""
    packaged(seeds, tmp_path / "bags")
    (tmp_path / "more").mkdir()
    (tmp_path / "bags/c").rename(tmp_path / "more/c")
    shutil.copytree(tmp_path / "bags/a", tmp_path / "more/a")
    order = ValidateOrder((tmp_path / "bags", tmp_path / "more"), executor=executor)
    with open_validate(order) as run:
        found = told(run.outcomes, lambda value: value.judged.findings)
    assert found == [(3, WHERE, f"{SHELF}, which {tmp_path / 'bags/a'} bears too")]
    assert Path(tmp_path / "more/a/bagit.txt").is_file()


def test_who_bears_what():
    """Each identifier is told once of each document; a document that says it twice shares it with nobody."""
    bearers = Bearers()
    assert bearers.meet("1", "one", ("x", "x")) == ()
    assert bearers.meet("1", "a copy", ("x",)) == ()
    assert [one.found for one in bearers.meet("2", "two", ("y", "x", "x"))] == ["x, which one bears too"]
    assert [one.found for one in bearers.meet("3", "three", ("y",))] == ["y, which two bears too"]
