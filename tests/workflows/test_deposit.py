"""Deposit, from a bag's judgement to its receipt: what changes on the way, what is asked twice, what an earlier run left."""

import hashlib
from datetime import UTC, datetime

import pytest

from archive.checks import Level
from archive.outcome import Done
from archive.workflows.deposit import DepositOrder, open_deposit_run
from tests.targets.bags import foreign_bag


@pytest.fixture
def depot(tmp_path):
    (tmp_path / "vault").mkdir()
    return Depot(tmp_path)


class Depot:
    """A folder of bags, a vault, and a state folder."""

    def __init__(self, root):
        self.root, self.vault, self.state = root, root / "vault", root / "state"

    def bag(self, name, payload=None, **info):
        return foreign_bag(self.root / "bags" / name, payload, **info)

    def opened(self, *bags, to=None, **asked):
        clock = lambda: datetime(2026, 1, 2, tzinfo=UTC)  # noqa: E731
        order = DepositOrder(
            bags or (self.root / "bags",),
            to or f"folder:{self.vault}",
            clock,
            {},
            Level.BAG,
            self.state,
            **asked,
        )
        return open_deposit_run(order)

    def run(self, *bags, **asked):
        with self.opened(*bags, **asked) as run:
            return list(run.outcomes)


def said(outcomes):
    return [
        outcome.value.status.value if isinstance(outcome, Done) else outcome.error.code
        for outcome in outcomes
    ]


def with_manifest_alone(root, algorithm):
    """The bag with payload digests of this algorithm only."""
    data = root / "data/letter.txt"
    (root / "manifest-sha256.txt").unlink()
    (root / "tagmanifest-sha256.txt").unlink()
    digest = hashlib.new(algorithm, data.read_bytes()).hexdigest()
    (root / f"manifest-{algorithm}.txt").write_text(f"{digest}  data/letter.txt\n")


@pytest.mark.parametrize("algorithm", ["sha256", "md5", "sha512"])
def test_a_bag_that_changes_between_its_judgement_and_its_sending(depot, algorithm):
    """Whatever its manifests' algorithm, a payload that is not the judged one any more is E0604, and does not stand there."""
    depot.bag("a")
    late = depot.bag("b", {"data/letter.txt": b"Dear Sir,\n"})
    if algorithm != "sha256":
        with_manifest_alone(late, algorithm)
    with depot.opened() as run:
        assert said([next(run.outcomes)]) == ["deposited"]
        (late / "data/letter.txt").write_bytes(b"Dear SiR,\n")
        assert said(run.outcomes) == ["E0604"]
    assert [path.name for path in depot.vault.iterdir()] == ["a"]
