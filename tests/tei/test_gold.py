"""Documents with their gold: 24 that were written to measure by, each in four layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.tei.gold import documents
from benchmarks.tei.layouts import PUBLISHED
from benchmarks.tei.score import Scores, score

GOLD = sorted((Path(__file__).parents[2] / "benchmarks" / "tei" / "documents").glob("*.xml"))
KINDS = ("dateline", "salute", "closer", "signed", "address", "postscript", "head", "item", "l", "p")


@pytest.fixture(scope="module")
def scores() -> Scores:
    """All documents in all layouts."""
    sums = Scores()
    for path in GOLD:
        for layout in PUBLISHED:
            for document in documents(path, layout):
                sums.add(score(document)[0])
    return sums


def test_every_text_is_kept_whole(scores):
    """The characters of each encoding are those of its text, in every layout."""
    assert scores.texts == scores.kept == 4 * len(GOLD) >= 96


def test_nearly_every_line_is_what_its_writer_says(scores):
    """Ninety-seven lines in a hundred are of the kind that the gold gives."""
    assert scores.accuracy >= 0.97


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_found_and_nothing_else_is_taken_for_it(scores, kind):
    """Precision and recall of each kind are above nine in ten."""
    precision, recall, _ = scores.of(kind)
    assert min(precision, recall) >= 0.9


def test_days_are_told(scores):
    """No `@when` is wrong, and at least nine in ten of the days are given."""
    precision, recall, _ = scores.dates()
    assert precision == 1
    assert recall >= 0.9
