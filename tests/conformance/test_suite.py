"""The Library of Congress conformance suite: every bag of it, judged as its folder says, but for three that are defective."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.checks.rfc8493 import judge
from archive.findings import Severity, severity

SUITE = Path(__file__).parents[3] / "shared" / "data" / "bagit-conformance-suite"
BAGS = sorted(str(path.relative_to(SUITE)) for path in SUITE.glob("v*/*/*") if path.is_dir())

# What of a bag was never committed, or cannot be: one file for two entries, on a system that keeps both.
DEFECTIVE = {
    "v0.97/warning/special-system-files": "B0301",
    "v0.97/warning/duplicate-file-with-different-case": "B0301",
}

needs_suite = pytest.mark.skipif(
    not BAGS, reason="the conformance suite is not beside the checkout, in ../shared/data"
)


@needs_suite
@pytest.mark.parametrize("name", BAGS or ["none"])
def test_each_bag_is_judged_as_its_folder_says(name: str) -> None:
    """A valid bag has no error, an invalid one has, and one in `warning` has a warning and no error."""
    with open_bag(SUITE / name) as bag:
        found = judge(bag).findings
    errors = [finding for finding in found if severity(finding) is Severity.ERROR]
    warnings = [finding for finding in found if severity(finding) is Severity.WARNING]
    expected = name.split("/")[1]
    if name in DEFECTIVE:
        assert {finding.code for finding in errors} == {DEFECTIVE[name]}
    elif expected == "valid":
        assert errors == []
    elif expected == "warning":
        assert errors == []
        assert warnings != []
    else:
        assert errors != []


@needs_suite
def test_the_suite_is_all_there() -> None:
    """Sixty bags: so many are judged, and none is passed over."""
    assert len(BAGS) == 60
