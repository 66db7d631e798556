"""The OCFL target: the contract, what stands in the way, and a kill at every moment."""

import dataclasses
import json
from pathlib import Path

import pytest

from archive.errors import Rejected, SettingsError, Unavailable
from archive.fixity import Fixity
from archive.ocfl.exporting import export
from archive.ocfl.reading import find, open_root
from archive.ocfl.roots import judge_root
from archive.targets.ocfl import open_target
from archive.targets.protocol import Holding, Ticket
from tests.ocfl.making import tree
from tests.targets.bags import foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import moments


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "store"


class TestOcfl(TargetContract):
    """What every target promises."""

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root)

    def spoil(self, holding, place):
        inventory = json.loads(Path(holding.location, "inventory.json").read_text())
        state = inventory["versions"][holding.version]["state"]
        (digest,) = [digest for digest, paths in state.items() if place in paths]
        path = Path(holding.location, inventory["manifest"][digest][0])
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))

    def only_one(self, target, holding, parcel):
        target.close()
        root = Path(target.where.partition(":")[2])
        judged = list(judge_root(root))
        assert [one.identifier for one in judged] == [parcel.identifier, None]
        assert [finding for one in judged for finding in one.findings] == []
        assert holding.version == "v1"
        assert [path.name for path in (root / "extensions").iterdir()] == [
            "0003-hash-and-id-n-tuple-storage-layout"
        ]


KILLED = {"after note", "after stage", "after commit"}


@pytest.mark.parametrize(
    "moment", [pytest.param(each, marks=() if each in KILLED else pytest.mark.slow) for each in moments()]
)
def test_killed_and_asked_again(root, bag, tmp_path, moment):
    """After SIGKILL at any moment the same command gives one object in one version, one receipt, and no litter."""
    row = kill_and_repeat(bag, f"ocfl:{root}", tmp_path / "state", moment)
    assert row["version"] == "v1"
    assert [finding for judged in judge_root(root) for finding in judged.findings] == []
    assert len(list(judge_root(root))) == 2


def put(target, path):
    with parcel_at(path) as parcel:
        ticket = target.stage(parcel, target.find(parcel), lambda ticket: None)
        return target.commit(parcel, ticket), parcel.identifier


@pytest.mark.parametrize("layout", ["0003", "0004", "flat-direct"])
def test_the_object_is_the_bag(root, bag, changed_bag, tmp_path, layout):
    """Each version exported is the bag byte for byte; what did not change is stored once; nobody warns of anything."""
    target = opened(root, layout=layout)
    first, identifier = put(target, bag)
    second, _ = put(target, changed_bag)
    third, _ = put(target, changed_bag)
    target.close()
    assert (first.version, second.version, third) == ("v1", "v2", second)
    store = open_root(root)
    held = find(store, identifier)
    for version, path in (("v1", bag), ("v2", changed_bag)):
        assert tree(export(store, held, tmp_path / version, version)) == tree(path)
    stored = [path for path in tree(Path(first.location)) if "/content/" in path]
    assert len(stored) < len(tree(bag)) + len(tree(changed_bag))
    assert [finding for judged in judge_root(root) for finding in judged.findings] == []


def test_what_a_version_says(root, bag):
    """The bag's key is in its message; its maker is who the bag names, or who the options say."""
    holding, _ = put(opened(root), bag)
    version = json.loads(Path(holding.location, "inventory.json").read_text())["versions"]["v1"]
    assert version["user"]["name"] == "Archive project"
    assert version["user"]["address"].startswith("urn:uuid:")
    assert holding.key in version["message"]
    named = opened(root, user="A. Person", address="mailto:a@example.org")
    with parcel_at(bag) as parcel:
        assert dict(named.shipment(parcel).description)["user.address"] == "mailto:a@example.org"


def codes(target, bag, **changes):
    with parcel_at(bag) as parcel:
        return [finding.code for finding in target.preflight(dataclasses.replace(parcel, **changes))]


def test_what_speaks_against_a_deposit(root, bag, tmp_path):
    """A folder that is no storage root, a root with another layout, a file in the way, an identifier without a place."""
    (tmp_path / "photographs").mkdir()
    (tmp_path / "photographs/a.jpg").write_bytes(b"")
    (tmp_path / "file").write_bytes(b"")
    assert codes(opened(tmp_path / "photographs"), bag) == ["S0101"]
    assert codes(opened(tmp_path / "file/store"), bag)[0] == "S0102"
    assert codes(opened(root, layout="flat-direct"), bag, identifier="ark:/1/2") == ["S0104"]
    assert not root.exists()
    holding, _ = put(opened(root), bag)
    assert codes(opened(root, layout="0004"), bag) == ["S0101"]
    Path(holding.location, "inventory.json").write_bytes(b"{}")
    assert codes(opened(root), bag) == ["S0105"]
    (root / "0=ocfl_1.1").write_bytes(b"ocfl_1.1")
    assert codes(opened(root), bag) == ["S0101"]


def test_a_bag_for_which_there_is_no_room(root, bag):
    """More bytes than the disk has free are told before anything is sent."""
    with parcel_at(bag) as parcel:
        huge = dataclasses.replace(parcel.files[0], fixity=Fixity(1 << 60, ()))
        assert [
            finding.code for finding in opened(root).preflight(dataclasses.replace(parcel, files=(huge,)))
        ] == ["S0103"]


def test_two_deposits_of_one_bag(root, bag):
    """Both have staged it before either commits: there is one object, and both are told so."""
    one, two = opened(root), opened(root)
    with parcel_at(bag) as parcel:
        tickets = [target.stage(parcel, None, lambda ticket: None) for target in (one, two)]
        assert one.commit(parcel, tickets[0]) == two.commit(parcel, tickets[1])
    one.close()
    two.close()
    assert len(list(judge_root(root))) == 2


def test_a_new_version_under_way_keeps_others_out(root, bag, changed_bag):
    """While one run has staged a version, another is told that it may succeed later; then it finds it done."""
    put(opened(root), bag)
    one, two = opened(root), opened(root)
    with parcel_at(changed_bag) as parcel:
        ticket = one.stage(parcel, one.find(parcel), lambda ticket: None)
        with pytest.raises(Unavailable) as refused:
            two.stage(parcel, two.find(parcel), lambda ticket: None)
        assert refused.value.code == "E0705"
        holding = one.commit(parcel, ticket)
        one.close()
        assert two.find(parcel) == holding
    two.close()


def test_nothing_outside_the_root_is_read_or_removed(root, bag, tmp_path):
    """A location elsewhere is refused, and a ticket that is none of ours takes nothing away."""
    outside = tmp_path / "outside"
    outside.mkdir()
    target = opened(root)
    put(target, bag)
    for reference in ("../outside", "", "0123456789abcdef/../../outside", "/etc"):
        target.rollback(Ticket(reference))
    with pytest.raises(Rejected) as refused:
        list(target.read_back(Holding(str(outside)), ["bagit.txt"]))
    assert refused.value.code == "E0707"
    assert outside.is_dir()
    target.close()


def test_a_link_in_the_place_of_a_file_is_not_followed(root, bag):
    """What is read back is the store's own: a link to a file with the right bytes counts as missing."""
    target = opened(root)
    holding, _ = put(target, bag)
    file = Path(holding.location, "v1/content/data/metadata/record.json")
    file.unlink()
    file.symlink_to(bag / "data/metadata/record.json")
    with parcel_at(bag) as parcel:
        places = [item.place for item in target.shipment(parcel).items]
    read = [place for place, chunks in target.read_back(holding, places) if list(chunks) is not None]
    assert set(places) - set(read) == {"data/metadata/record.json"}
    target.close()


def test_empty_folders_are_said_to_be_lost(root, tmp_path):
    """An object keeps files; what of a bag is no file is told before it is sent."""
    path = foreign_bag(tmp_path / "box")
    (path / "data/nothing/in/it").mkdir(parents=True)
    with parcel_at(path) as parcel:
        assert opened(root).shipment(parcel).lost == (
            "Empty folders, which an object cannot hold: data/nothing/in/it.",
        )


@pytest.mark.parametrize(("location", "options"), [("", {}), ("store", {"layout": "pairtree"})])
def test_settings_that_cannot_be_taken(location, options):
    """An empty location and a layout that nobody knows are E0603."""
    with pytest.raises(SettingsError) as refused:
        open_target(location, options, lambda option, variable: None)
    assert refused.value.code == "E0603"
