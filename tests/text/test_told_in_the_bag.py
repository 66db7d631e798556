"""Doubt of a charset, told by whoever packages and by whoever validates, and kept in the bag."""

from datetime import UTC, datetime

import pytest

from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag
from archive.workflows.package import PackageOrder, open_package

NOW = datetime(2026, 11, 2, tzinfo=UTC)
LETTER = "Dear Sir,\r\n\r\nWe write to you of the vote, for it was a naïve one and we were there.\r\n\r\nYours,\r\nA. Person\r\n"


def codes(findings):
    return {finding.code for finding in findings if finding.code.startswith("N")}


@pytest.mark.parametrize("large", [100, 10**9])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LETTER.encode("cp1252"), {"N0112"}), (LETTER.encode(), set()), (LETTER.replace("naïve", "na\ufffdve").encode(), {"N0114"}),
        (LETTER.encode().decode("cp1252").encode(), {"N0113"}), (b"<html>\n" + LETTER.encode(), {"N0115"}),
    ],
)  # fmt: skip
def test_told(tmp_path, content, told, large):
    """What is to be told of a text is told when it is packaged and when its bag is validated, large or small; the bag is made."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_bytes(content)
    order = PackageOrder(
        tmp_path / "seeds", tmp_path / "bags", NOW, opened_at=NOW, executor="serial", large=large
    )
    with open_package(order) as run:
        (made,) = run.outcomes
    assert codes(made.value.findings) == told
    with open_bag(tmp_path / "bags" / "a") as bag:
        assert codes(judge_bag(bag, level=Level.DEPOSIT, large=large).findings) == told
    premis = (tmp_path / "bags/a/data/metadata/premis.xml").read_text("utf-8")
    assert ("with doubt: it may be " in premis) == ("N0112" in told)
