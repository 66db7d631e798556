"""bagit-python beside ours: on the conformance suite every difference stands in docs/peers.md, on our own bags each has a reason."""

from __future__ import annotations

import logging
from importlib.metadata import version
from pathlib import Path

import bagit
import pytest

from archive.bag.reader import open_bag
from archive.checks.rfc8493 import judge
from archive.findings import errors
from tests.conformance.test_suite import needs_suite
from tests.peers.cases import Case, Kind, own_cases, suite_cases
from tests.peers.judges import Judge, Opinion, Outcome, tree
from tests.peers.page import OURS, PEER, Results, page
from tests.peers.reasons import REASONS, reason

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/peers.md").read_text(encoding="utf-8")
SUITE_CASES, OWN_CASES = suite_cases(), own_cases()

as_told = pytest.mark.skipif(
    version("bagit") not in PAGE,
    reason=f"docs/peers.md tells of another version of bagit-python than {version('bagit')}",
)


def ours(root: Path) -> Outcome:
    with open_bag(root) as bag:
        return Outcome.REFUSES if errors(judge(bag).findings) else Outcome.ACCEPTS


def theirs(root: Path) -> Outcome:
    logging.getLogger("bagit").disabled = True
    try:
        bagit.Bag(str(root)).validate()
    except bagit.BagError:
        return Outcome.REFUSES
    except Exception:  # noqa: BLE001 - whatever a wrong bag leads it to
        return Outcome.BREAKS
    finally:
        logging.getLogger("bagit").disabled = False
    return Outcome.ACCEPTS


def told(case: Case, mine: Outcome, other: Outcome) -> bool:
    """Whether the page has a row of the differences with these two outcomes."""
    section = PAGE.partition("## Where bagit-python")[2].partition("\n## ")[0]
    rows = [
        line.replace("*", "").split("|")
        for line in section.splitlines()
        if line.startswith(f"| {case.name} |")
    ]
    return any(mine in row[2] and other in row[3] for row in rows)


@needs_suite
@as_told
@pytest.mark.parametrize("case", SUITE_CASES, ids=lambda case: case.name)
def test_a_difference_on_the_suite_stands_in_the_page(case: Case, tmp_path: Path) -> None:
    """Where the two come to different ends the page says so, with a reason; where they do not, it does not."""
    root = case.lay(tmp_path / "there/bag")
    mine, other = ours(root), theirs(root)
    assert told(case, mine, other) is (mine is not other)
    assert mine is other or reason(case.name) is not None


@as_told
@pytest.mark.parametrize("case", [case for case in OWN_CASES if not case.waits], ids=lambda case: case.name)
def test_a_difference_on_our_bags_has_a_reason(case: Case, tmp_path: Path) -> None:
    """Ours judges each of our bags as it deserves, and where bagit-python does not a reason is known."""
    root = case.lay(tmp_path / "there/bag")
    mine, other = ours(root), theirs(root)
    assert mine is (Outcome.REFUSES if case.kind is Kind.BAD else Outcome.ACCEPTS)
    assert mine is other or reason(case.name) is not None


def test_each_reason_is_of_a_case() -> None:
    """No reason is left of a case that is gone."""
    names = [case.name for case in (*SUITE_CASES, *OWN_CASES)] + ([] if SUITE_CASES else ["v0", "v1"])
    unused = [one for one in REASONS if not any(name.startswith(one) for name in names)]
    assert [one for one in unused if SUITE_CASES or not one.startswith("v")] == []


def test_no_two_cases_have_one_name() -> None:
    """A name in the page means one bag."""
    names = [case.name for case in OWN_CASES]
    assert len(names) == len(set(names))


def program(code: str) -> Judge:
    """A judge that runs this shell command in the folder of the bag."""
    return Judge(
        PEER, "1", lambda bag, _: ["sh", "-c", f"cd '{bag}'; {code}"], lambda text: frozenset(text.split())
    )


@pytest.mark.parametrize(
    "code, outcome, changed",
    [
        ("true", Outcome.ACCEPTS, False),
        ("exit 3", Outcome.REFUSES, False),
        ("echo 'Traceback (most recent call last):' >&2; exit 1", Outcome.BREAKS, False),
        ("rm data/a.txt", Outcome.ACCEPTS, True),
        ("touch ../beside", Outcome.ACCEPTS, True),
        ("touch $HOME/x $TMPDIR/x", Outcome.ACCEPTS, False),
    ],
)
def test_what_a_judge_did_is_seen(code: str, outcome: Outcome, changed: bool, tmp_path: Path) -> None:
    """Verdict, traceback and meddling of a program are told apart."""
    root = OWN_CASES[-1].lay(tmp_path / "there/bag")
    opinion = program(code).on(root, tmp_path / "own")
    assert (opinion.outcome, opinion.changed) == (outcome, changed)


def test_a_judge_that_waits_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a pipe that nobody writes to is stopped, children included, and the run goes on."""
    monkeypatch.setattr("tests.peers.judges.SECONDS", 0.3)
    case = next(case for case in OWN_CASES if case.name == "bagit.txt is a pipe")
    root = case.lay(tmp_path / "there/bag")
    assert program("cat bagit.txt").on(root, tmp_path / "own").outcome is Outcome.HANGS
    assert tree(root.parent) != []


def test_the_page_counts_what_it_was_given() -> None:
    """A wrong verdict, a right warning and a missing peer each show in the page."""
    bad, doubtful = (next(case for case in OWN_CASES if case.name == name) for name in ("B0103", "B0209"))
    fine = Opinion(Outcome.ACCEPTS)
    rows = (
        (bad, {OURS: Opinion(Outcome.REFUSES, codes=("B0103",)), PEER: fine}),
        (
            doubtful,
            {
                OURS: Opinion(Outcome.ACCEPTS, frozenset({"B0209"}), ("B0209",)),
                PEER: Opinion(Outcome.ACCEPTS, frozenset({"a multiple times"})),
            },
        ),
    )
    text = page(
        Results(
            (program(""), Judge(OURS, "0", program("").command, program("").warnings)),
            ("bdbag",),
            (),
            (),
            rows,
        )
    )
    assert "| bagit-python 1 | 1 | 0 | 0 | 0 | 1 | 0 | 0 |" in text
    assert "| Archive 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 |" in text
    assert "| B0103 | refuses B0103 | accepts | §2.1.1: " in text
    assert "bdbag was not installed." in text
