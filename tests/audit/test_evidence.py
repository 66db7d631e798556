"""Clauses beside evidence: counted, never claimed."""

import shutil
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from archive.catalog import open_catalog
from archive.catalog.counts import NAMES, measured
from archive.workflows.evidence import FRAMEWORKS, Clause, Measure, Standing, assess
from tests.audit.test_audit import BAG, LATER, audited
from tests.catalog.house import NOW, ROOT, flip, receipt, record_deposit, run

EVERY = timedelta(days=365)


def counts(state, at=LATER):
    with open_catalog(state) as catalog:
        oldest = (at - EVERY).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            name: (measured(catalog, name, oldest).count, measured(catalog, name, oldest).total)
            for name in NAMES
        }


def test_after_deposits_all_but_audits_is_held(house):
    """Six deposits of three bags: read back, judged, logged, described; not one audited."""
    assert counts(house / "deposits") == {
        "digests_kept": (6, 6), "read_back": (6, 6), "judged_before": (6, 6), "receipts_kept": (6, 6), "transfers_logged": (6, 6),
        "checks_logged": (0, 6), "checked_in_time": (6, 6), "located": (3, 3), "several_copies": (3, 3), "accessioned": (3, 3),
        "described": (3, 3), "formats_known": (3, 3), "identified": (3, 3),
    }  # fmt: skip


def test_audits_are_counted_and_damage_counts_against(house):
    """A copy that was found damaged is logged, and is not well."""
    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    audited("folder:drop")
    got = counts(house / "deposits")
    assert (got["checks_logged"], got["checked_in_time"]) == ((3, 6), (5, 6))
    late = counts(house / "deposits", at=NOW + timedelta(days=366))
    assert late["checked_in_time"] == (2, 6)


def test_a_bag_without_description_counts_against(tmp_path):
    """What nobody described is in the whole and not in the part."""
    record_deposit(tmp_path, receipt())
    got = counts(tmp_path)
    assert (got["described"], got["accessioned"], got["several_copies"]) == ((0, 1), (0, 1), (0, 1))


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_of_nothing_nothing_is_held(tmp_path, name):
    """An empty catalog is evidence of no clause."""
    with open_catalog(tmp_path) as catalog:
        assert {clause.standing for clause in assess(name, catalog, NOW, EVERY).clauses} == {Standing.MISSING}


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_nothing_is_claimed_beyond_the_count(house, name):
    """A clause that asks for more than is counted, or of which a part is missing, is never `held`."""
    audited("folder:drop")
    with open_catalog(house / "deposits") as catalog:
        clauses = assess(name, catalog, LATER, EVERY).clauses
    for clause in clauses:
        whole = all(measure.count == measure.total for measure in clause.measures)
        assert (clause.standing is Standing.HELD) == (whole and not clause.beyond)
        assert all(measure.count <= measure.total for measure in clause.measures)


@pytest.mark.parametrize(
    "measures, beyond, standing",
    [
        (((2, 2), (3, 3)), "", Standing.HELD), (((2, 2), (3, 3)), "People show it.", Standing.PARTLY), (((2, 2), (0, 3)), "", Standing.PARTLY),
        (((0, 2), (0, 3)), "", Standing.MISSING), (((0, 0),), "", Standing.MISSING), (((0, 0), (1, 1)), "", Standing.HELD), (((1, 2),), "", Standing.PARTLY),
    ],
)  # fmt: skip
def test_how_a_clause_stands(measures, beyond, standing):
    """By its counts and by what they cannot show."""
    clause = Clause(
        "1", "Asks.", tuple(Measure("m", "s", count, total, "x") for count, total in measures), beyond
    )
    assert clause.standing is standing


def test_the_files_are_whole():
    """Each clause has a sentence, and evidence of known names; each name that is counted serves a clause."""
    used = set()
    for name in FRAMEWORKS:
        tree = tomllib.loads((ROOT / f"archive/frameworks/{name}.toml").read_text(encoding="utf-8"))
        for clause in tree["clauses"]:
            assert clause["asks"].endswith(".")
            assert not clause["beyond"] or clause["beyond"].endswith(".")
            assert clause["evidence"]
            used |= set(clause["evidence"])
    assert used == set(NAMES)


def test_the_command_shows_clauses_and_where_to_look(house):
    """With the counts, what is not shown, and that this is no verdict."""
    ran = run("audit", "folder:drop", "--framework", "ndsa", "--sample", "0")
    assert ran.status == 0
    assert "File fixity, level 3" in ran.out
    assert "Not shown:" in ran.out
    assert "that is for an auditor" in ran.out
    shutil.rmtree(house / "deposits")
    assert Path("deposits").exists() is False
