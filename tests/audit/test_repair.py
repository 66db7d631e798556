"""The plan of a repair: copies are named only if they were read now and are right."""

import shutil

import pytest

from tests.audit.test_audit import BAG, audited, content
from tests.catalog.house import flip


@pytest.fixture
def damaged(house):
    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    return house


def found(*subjects, **options):
    (outcome,) = [one for one in audited(*subjects, **options) if one.value.remedies is not None]
    return outcome.value.remedies


def test_all_that_is_right_is_named(damaged):
    """The bag at hand, whole; the other repository, for the damaged files."""
    plan = found("folder:drop")
    assert [(copy.where.split(" ")[0], copy.whole) for copy in plan.copies] == [
        (f"bags/{BAG}", True), (f"ocfl:{damaged / 'store'}", False),
    ]  # fmt: skip
    assert plan.copies[0].command == f"python -m archive deposit bags/{BAG} --to folder:{damaged / 'drop'}"
    assert plan.others == ()


def test_what_is_damaged_too_is_not_offered(damaged):
    """It is named with the reason, not as a copy."""
    flip(damaged / "bags" / BAG / "data/metadata/dcterms.xml")
    flip(content(damaged))
    plan = found("folder:drop")
    assert plan.copies == ()
    assert len(plan.others) == 2


def test_another_bag_of_the_same_name_is_not_offered(damaged):
    """Only the bag of the receipt, by its key, is the same."""
    shutil.rmtree(damaged / "bags" / BAG)
    shutil.copytree(damaged / "bags/001_cdbfdec7be30a8e5", damaged / "bags" / BAG)
    plan = found("folder:drop")
    assert [copy.where.split(":")[0] for copy in plan.copies] == ["ocfl"]
    assert [where for where, _ in plan.others] == [f"bags/{BAG}"]


def test_a_copy_that_has_other_damage_serves_for_these_files(damaged):
    """The other repository's copy need not be whole to have what is missing here."""
    flip(content(damaged, "dcterms.xml"))
    plan = found("folder:drop")
    assert [copy.whole for copy in plan.copies] == [True, False]


def test_a_damaged_bag_on_disk_is_helped_by_repositories(damaged):
    """Those that hold all that they gave a receipt for under its name; the damaged one of them does not."""
    flip(damaged / "bags" / BAG / "data/metadata/oai_dc.xml")
    plan = found("bags")
    assert [copy.where.split(":")[0] for copy in plan.copies] == ["ocfl"]
    assert [where.split(":")[0] for where, _ in plan.others] == ["folder"]
    assert plan.copies[0].command is None


def test_names_are_quoted_for_the_shell(damaged, monkeypatch):
    """A folder with a blank or a quote in its name stands in the command as one word."""
    (damaged / "bags").rename(damaged / "my 'bags'; rm -rf x")
    (outcome,) = [
        one for one in audited("folder:drop", bags=damaged / "my 'bags'; rm -rf x") if one.value.remedies
    ]
    import shlex

    words = shlex.split(outcome.value.remedies.copies[0].command)
    assert words[4] == str(damaged / "my 'bags'; rm -rf x" / BAG)
    assert words[-1] == f"folder:{damaged / 'drop'}"
