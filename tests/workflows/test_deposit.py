"""Deposit, from a bag's judgement to its receipt: what changes on the way, what is asked twice, what an earlier run left."""

import hashlib
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.catalog import open_catalog
from archive.checks import Level
from archive.errors import SettingsError
from archive.journal import Entry, Journal, State
from archive.outcome import Done
from archive.targets.protocol import Ticket
from archive.workflows.deposit import DepositOrder, open_deposit_run
from archive.workflows.retrieve import RetrieveOrder, open_retrieve
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
        shutil.rmtree(self.root / "bags" / name, ignore_errors=True)
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


def receipts(depot):
    return {path.name: json.loads(path.read_text()) for path in (depot.state / "receipts").iterdir()}


def test_a_changed_bag_keeps_the_receipt_of_the_earlier_one(depot):
    """A new version has a receipt of its own; the earlier version's stays, byte for byte."""
    depot.bag("a", External_Identifier="urn:x:1")
    depot.run(to=f"ocfl:{depot.root / 'store'}")
    (before,) = receipts(depot).items()
    depot.bag("a", {"data/letter.txt": b"Another\n"}, External_Identifier="urn:x:1")
    assert said(depot.run(to=f"ocfl:{depot.root / 'store'}")) == ["deposited"]
    after = receipts(depot)
    assert after[before[0]] == before[1]
    assert sorted(receipt["version"] for receipt in after.values()) == ["v1", "v2"]


@pytest.mark.parametrize("kind", ["ocfl", "folder"])
def test_a_bag_that_goes_back_to_what_it_was(depot, kind):
    """It is a version of its own, as OCFL has it, with a receipt of its own; the first one's stays, and each is there again."""
    to = f"{kind}:{depot.root / 'vault'}"
    letters = {"A": b"One\n", "B": b"Another\n"}
    for state in "ABA":
        depot.bag("a", {"data/letter.txt": letters[state]}, External_Identifier="urn:x:1")
        assert said(depot.run(to=to)) == ["deposited"]
    found = receipts(depot)
    versions = ["v1", "v2", "v3"] if kind == "ocfl" else ["1", "2", "3"]
    assert sorted(receipt["version"] for receipt in found.values()) == versions
    assert len({receipt["key"] for receipt in found.values()}) == 2
    assert said(depot.run(to=to)) == ["present"]
    assert receipts(depot) == found
    with open_catalog(depot.state) as catalog:
        rows = {row["name"]: row["version"] for row in catalog.query("SELECT name, version FROM receipts")}
    assert rows == {name: receipt["version"] for name, receipt in found.items()}
    depot.bag("a", {"data/letter.txt": b"A third\n"}, External_Identifier="urn:x:1")
    assert said(depot.run(to=to)) == ["deposited"]
    order = RetrieveOrder(to, depot.root / "back", {}, every=True, state=depot.state)
    with open_retrieve(order) as run:
        assert all(isinstance(outcome, Done) for outcome in run.outcomes)
    texts = sorted(path.read_bytes() for path in (depot.root / "back").glob("*/data/letter.txt"))
    assert texts == [b"A third\n", b"Another\n", b"One\n", b"One\n"]


@pytest.mark.parametrize(
    "wrong", [{"key": "00" * 32}, {"target": "folder:/elsewhere"}, {"version": "v9"}, {"bag": "b"}]
)
def test_a_receipt_of_something_else(depot, wrong):
    """A receipt under a bag's name that proves another thing proves nothing: the bag is read back, the receipt made anew."""
    depot.bag("a", External_Identifier="urn:x:1")
    depot.run(to=f"ocfl:{depot.root / 'store'}")
    ((name, whole),) = receipts(depot).items()
    (depot.state / "receipts" / name).write_text(json.dumps(whole | wrong))
    assert said(depot.run(to=f"ocfl:{depot.root / 'store'}")) == ["present"]
    assert receipts(depot) == {name: whole}


def test_two_bags_of_one_identifier(depot):
    """Of two different bags that call themselves the same, one goes and the other is E0613: no version is made to and fro."""
    to = f"ocfl:{depot.root / 'store'}"
    depot.bag("a", {"data/letter.txt": b"One\n"}, External_Identifier="urn:x:1")
    depot.bag("b", {"data/letter.txt": b"Two\n"}, External_Identifier="urn:x:1")
    assert said(depot.run(to=to)) == ["deposited", "E0613"]
    assert said(depot.run(to=to)) == ["present", "E0613"]
    assert said(depot.run(depot.root / "bags/b", to=to)) == ["deposited"]


def test_one_identifier_and_two_names(depot):
    """A folder knows bags by their names: there, two of one identifier are two."""
    depot.bag("a", {"data/letter.txt": b"One\n"}, External_Identifier="urn:x:1")
    depot.bag("b", {"data/letter.txt": b"Two\n"}, External_Identifier="urn:x:1")
    assert said(depot.run()) == ["deposited", "deposited"]
    assert said(depot.run()) == ["present", "present"]


def test_a_dry_run_foresees_two_of_one_identifier(depot):
    """What the run will say of two bags that are one object there, the dry run says: before the first is there, and after."""
    to = f"ocfl:{depot.root / 'store'}"
    depot.bag("a", {"data/letter.txt": b"One\n"}, External_Identifier="urn:x:1")
    depot.bag("b", {"data/letter.txt": b"Two\n"}, External_Identifier="urn:x:1")
    assert said(depot.run(to=to, dry_run=True)) == ["planned", "E0613"]
    assert said(depot.run(dry_run=True)) == ["planned", "planned"]  # a folder knows bags by their names
    assert said(depot.run(to=to)) == ["deposited", "E0613"]
    assert said(depot.run(to=to, dry_run=True)) == ["present", "E0613"]
    assert said(depot.run(depot.root / "bags/b", to=to, dry_run=True)) == ["planned"]


def test_a_dry_run_foresees_two_of_one_name(depot):
    """The same where a target knows bags by their names; of one bag that is named twice nothing is said."""
    one = depot.bag("one/a", {"data/letter.txt": b"One\n"}, External_Identifier="urn:x:1")
    two = depot.bag("two/a", {"data/letter.txt": b"Two\n"}, External_Identifier="urn:x:1")
    assert said(depot.run(one, two, one, dry_run=True)) == ["planned", "E0613", "planned"]
    assert said(depot.run(one, two, one)) == ["deposited", "E0613", "present"]


def test_the_same_bag_twice_in_a_run(depot):
    """It is named twice and goes once."""
    bag = depot.bag("a", External_Identifier="urn:x:1")
    assert said(depot.run(bag, bag)) == ["deposited", "present"]


def test_bags_that_bring_no_identifier(depot):
    """Two of one name in two folders, which have nothing else to be known by, are two bags that call themselves the same."""
    depot.bag("one/a", {"data/letter.txt": b"One\n"})
    depot.bag("two/a", {"data/letter.txt": b"Two\n"})
    assert said(depot.run()) == ["deposited", "E0613"]


def test_a_dry_run_tells_what_is_there(depot):
    """A bag that is there already is called so, and only what would be sent is called planned; nothing is changed."""
    depot.bag("a", External_Identifier="urn:x:1")
    depot.run()
    depot.bag("b", External_Identifier="urn:x:2")
    before = sorted(depot.state.rglob("*"))
    assert said(depot.run(dry_run=True)) == ["present", "planned"]
    assert sorted(depot.state.rglob("*")) == before


def test_a_bag_whose_name_is_no_text(depot):
    """A name of bytes that are no UTF-8 is E0606, as one inside the bag is, and the next bag goes."""
    depot.bag("a").rename(os.fsdecode(os.fsencode(depot.root) + b"/bags/a\xff"))
    depot.bag("b")
    assert said(depot.run()) == ["E0606", "deposited"]
    assert said(depot.run(dry_run=True)) == ["E0606", "present"]


@pytest.mark.parametrize("identifier", ["../../x", "/etc/passwd", "..", "x" * 10_240, "extensions", "a/b"])
def test_an_identifier_that_has_no_place(depot, identifier):
    """Where a layout has no place for an identifier the bag is kept back, whether or not the root is there already."""
    depot.bag("a", External_Identifier=identifier)
    ask = {"to": f"ocfl:{depot.root / 'store'}", "options": {"layout": "flat-direct"}}
    assert said(depot.run(**ask)) == ["refused"]
    depot.bag("b", External_Identifier="fine")
    assert said(depot.run(**ask)) == ["refused", "deposited"]
    assert said(depot.run(**ask)) == ["refused", "present"]
    assert sorted(path.name for path in (depot.root / "store").iterdir()) == [
        "0=ocfl_1.1",
        "fine",
        "ocfl_layout.json",
    ]


@pytest.mark.parametrize(
    "identifier", ["../../x", "/etc/passwd", "..", "x" * 10_240, "extensions", "a/b", "%2e%2e", "a\\x00"]
)
def test_an_identifier_that_would_lead_elsewhere(depot, identifier):
    """By the layouts that hash or encode, whatever a stranger's bag calls itself stands inside the root, and comes back."""
    depot.bag("a", External_Identifier=identifier)
    for layout in ("0003", "0004"):
        ask = {"to": f"ocfl:{depot.root / layout}", "options": {"layout": layout}}
        assert said(depot.run(**ask)) == ["deposited"]
        assert said(depot.run(**ask)) == ["present"]
        (place,) = [
            receipt["location"] for receipt in receipts(depot).values() if layout in receipt["target"]
        ]
        assert Path(place).resolve().is_relative_to(depot.root / layout)
    assert sorted(path.name for path in depot.root.iterdir()) == ["0003", "0004", "bags", "state", "vault"]


def killed_in_its_commit(depot, key):
    """What is left by a run that was killed after it had given the bag its name, before it had tidied up."""
    left = depot.vault / ".archive-drop-0123456789abcdef"
    (left / "version").mkdir(parents=True)
    with Journal(depot.state) as journal:
        journal.add(
            Entry(
                "2026-01-01T00:00:00Z",
                f"folder:{depot.vault}",
                "urn:x:1",
                key,
                "a",
                State.STAGED,
                Ticket("0123456789abcdef"),
            )
        )
    return left


def test_killed_between_the_name_and_the_broom(depot):
    """What such a run left is taken away by the next, which says of the bag that it was deposited."""
    depot.bag("a", External_Identifier="urn:x:1")
    depot.run()
    (receipt,) = receipts(depot).values()
    left = killed_in_its_commit(depot, receipt["key"])
    assert said(depot.run()) == ["deposited"]
    assert not left.exists()
    assert said(depot.run()) == ["present"]


def test_what_a_later_state_of_a_bag_left(depot):
    """A bag that was changed, sent, killed, and changed back leaves nothing of the other state behind."""
    depot.bag("a", External_Identifier="urn:x:1")
    depot.run()
    left = killed_in_its_commit(depot, "00" * 32)
    assert said(depot.run()) == ["present"]
    assert not left.exists()
    with Journal(depot.state) as journal:
        assert journal.open_entries(f"folder:{depot.vault}", "urn:x:1") == ()


@pytest.mark.parametrize("kind", ["ocfl", "folder"])
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_place_that_no_system_has(depot, kind, dry_run):
    """A target whose name is too long for any file system is told as such, and is no fault of the program."""
    depot.bag("a")
    (said_of_it,) = said(depot.run(to=f"{kind}:{depot.root / ('x' * 300)}", dry_run=dry_run))
    assert said_of_it == "refused" or (said_of_it.startswith("E0") and said_of_it != "E0599")


@pytest.mark.parametrize("kind", ["ocfl", "folder"])
@pytest.mark.parametrize("place", ["", "data", "data/deep/store"])
def test_no_target_in_a_bag(depot, kind, place):
    """A target that is a bag, or lies in one, is E0603 before anything is written: no bag is spoiled by being deposited."""
    bag = depot.bag("a")
    before = sorted(bag.rglob("*"))
    with pytest.raises(SettingsError) as refused:
        depot.run(to=f"{kind}:{bag / place}")
    assert refused.value.code == "E0603"
    assert sorted(bag.rglob("*")) == before


def test_no_state_in_a_bag(depot):
    """Nor are journal and receipts written into one."""
    bag = depot.bag("a")
    depot.state = bag / "data/state"
    with pytest.raises(SettingsError) as refused:
        depot.run()
    assert refused.value.code == "E0603"
    assert not depot.state.exists()
