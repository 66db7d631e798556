"""The folder target: the contract, what stands in the way, two writers at once, a kill at every moment."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import ClassVar

import pytest

from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag
from archive.errors import Rejected, SettingsError, Unavailable
from archive.fixity import measure
from archive.targets.folder import open_target
from archive.targets.protocol import Holding, Ticket
from tests.targets.bags import foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import ROOT, kill_and_repeat
from tests.targets.moments import moments


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def codes(findings):
    return [finding.code for finding in findings]


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


class Folders(TargetContract):
    """What holds however bags are kept."""

    options: ClassVar = {}

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root, **self.options)

    def only_one(self, target, holding, parcel):
        root = Path(holding.location).parent
        assert [path.name for path in root.iterdir()] == [Path(holding.location).name]


class TestLoose(Folders):
    """Bags kept file by file."""

    def spoil(self, holding, place):
        flip(Path(holding.location, place))


class TestTar(Folders):
    """Each bag one file."""

    options: ClassVar = {"serialize": "tar"}

    def spoil(self, holding, place):
        flip(Path(holding.location))


class TestZip(TestTar):
    """A zip is read twice when it is written."""

    options: ClassVar = {"serialize": "zip"}


class TestAptrust(Folders):
    """The contract, for a letter box that APTrust empties."""

    options: ClassVar = {"receiver": "aptrust"}


class TestBtr(Folders):
    """The contract, for a letter box of a service that takes Beyond the Repository's bags; the plain bag names no house."""

    options: ClassVar = {"receiver": "btr", "serialize": "none"}
    takes_plain = False


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def put(target, parcel):
    return target.commit(parcel, target.stage(parcel, target.find(parcel), lambda ticket: None))


KILLED = ("after note", "after stage", "after commit")


@pytest.mark.parametrize(
    "moment",
    [pytest.param(each, marks=() if each in KILLED else pytest.mark.slow) for each in moments()],
)
def test_killed_and_asked_again(root, bag, tmp_path, moment):
    """After SIGKILL at any moment the same command gives one bag, one version, one receipt, and no litter."""
    row = kill_and_repeat(bag, f"folder:{root}", tmp_path / "state", moment)
    assert (row["version"], names(root)) == ("1", [bag.name])


@pytest.mark.parametrize("serialize", ["none", "tar", "tar.gz", "zip"])
def test_what_stands_in_the_folder_is_a_bag(root, bag, changed_bag, serialize):
    """Each version is a valid bag under the bag's own name, and the second leaves the first as it was."""
    target = opened(root, serialize=serialize)
    suffix = "" if serialize == "none" else f".{serialize}"
    for number, path in enumerate((bag, changed_bag), 1):
        with parcel_at(path) as parcel:
            holding = put(target, parcel)
        place = f"{bag.name}{suffix}" if number == 1 else f"{bag.name}.v2/{bag.name}{suffix}"
        assert holding.location == str(root / place)
        with open_bag(root / place) as there:
            assert (there.name, judge_bag(there, level=Level.BAG).findings) == (bag.name, ())


@pytest.mark.parametrize(("then", "now"), [("none", "tar"), ("tar", "none"), ("zip", "tar")])
def test_a_bag_comes_back_however_bags_are_kept_now(root, bag, then, now):
    """Who audits need not say how a bag was deposited: it is read as it stands, whole."""
    with parcel_at(bag) as parcel:
        before = opened(root, serialize=then)
        holding = before.commit(parcel, before.stage(parcel, None, lambda ticket: None))
        wanted = {item.place: item.fixity for item in before.shipment(parcel).items}
        back = opened(root, serialize=now).read_back(holding, list(wanted))
        assert {place: measure(chunks) for place, chunks in back} == wanted


def test_an_older_bag_deposited_again_is_a_new_version(root, bag, changed_bag):
    """Whoever goes back to an older bag says so by a deposit: the latest version is what was deposited last."""
    target = opened(root)
    versions = []
    for path in (bag, changed_bag, bag):
        with parcel_at(path) as parcel:
            versions.append(put(target, parcel).version)
            assert target.find(parcel).version == versions[-1]
    assert versions == ["1", "2", "3"]


@pytest.mark.parametrize("serialize", ["none", "tar"])
def test_two_writers_at_once(root, bag, changed_bag, serialize):
    """Two bags of one name, staged by both before either commits, both get a place; one bag twice gets one."""
    with parcel_at(bag) as one, parcel_at(changed_bag) as two, parcel_at(bag) as same:
        targets = [opened(root, serialize=serialize) for _ in range(3)]
        pairs = list(zip(targets, (one, two, same), strict=True))
        tickets = [target.stage(parcel, None, lambda ticket: None) for target, parcel in pairs[:2]]
        holdings = [
            target.commit(parcel, ticket) for (target, parcel), ticket in zip(pairs, tickets, strict=False)
        ]
        assert [holding.version for holding in holdings] == ["1", "2"]
    shutil.rmtree(root)
    root.mkdir()
    with parcel_at(bag) as one, parcel_at(bag) as same:
        first, second = opened(root, serialize=serialize), opened(root, serialize=serialize)
        tickets = first.stage(one, None, lambda ticket: None), second.stage(same, None, lambda ticket: None)
        assert first.commit(one, tickets[0]) == second.commit(same, tickets[1])
    assert len(names(root)) == 1


def test_many_commits_at_the_same_moment(root, tmp_path):
    """Six bags of one name, committed by six threads at once, get six versions, whole, and nothing is lost."""
    paths = [foreign_bag(tmp_path / str(n) / "box", {"data/a.txt": b"%d" % n}) for n in range(6)]
    gate, held = threading.Barrier(len(paths)), []

    def deposit(path):
        with parcel_at(path) as parcel:
            target = opened(root)
            ticket = target.stage(parcel, None, lambda ticket: None)
            gate.wait()
            held.append((path, target.commit(parcel, ticket)))

    threads = [threading.Thread(target=deposit, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(holding.version for _, holding in held) == list("123456")
    for path, holding in held:
        assert Path(holding.location, "data/a.txt").read_bytes() == (path / "data/a.txt").read_bytes()


def test_a_name_that_ends_like_a_version(root, tmp_path):
    """Bags called box and box.v2 keep apart, whichever comes first."""
    target = opened(root)
    locations = []
    for number, name in enumerate(("box.v2", "box", "box")):
        payload = {"data/a.txt": b"%d" % number}
        with parcel_at(foreign_bag(tmp_path / str(number) / name, payload)) as parcel:
            assert target.preflight(parcel) == ()
            locations.append(put(target, parcel).location)
    assert locations == [str(root / "box.v2"), str(root / "box"), str(root / "box.v3/box")]


def test_preflight_tells_what_stands_in_the_way(root, bag, tmp_path):
    """A folder that is away, a stranger's bag, something that is no bag, and a name in other letters are told before."""
    with parcel_at(bag) as parcel:
        assert codes(opened(root / "away").preflight(parcel)) == ["S0601"]
        (root / bag.name).mkdir()
        assert codes(opened(root).preflight(parcel)) == ["S0604"]
        (root / bag.name).rename(root / bag.name.upper())
        assert codes(opened(root).preflight(parcel)) == ["S0606"]
    for number, identifier in enumerate(("one", "two")):
        with parcel_at(foreign_bag(tmp_path / str(number) / "box", External_Identifier=identifier)) as parcel:
            assert codes(opened(root).preflight(parcel)) == ["S0603"] * number
            if not number:
                put(opened(root), parcel)
    with parcel_at(foreign_bag(tmp_path / ".hidden")) as parcel:
        assert codes(opened(root).preflight(parcel)) == ["S0608"]


def test_a_full_disk(bag, tmp_path):
    """Too little room is told before; where it runs out on the way, the deposit can be tried again, and nothing is left."""
    small = tmp_path / "small"
    small.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip(f"no small file system can be mounted: {done.stderr.decode().strip()}")
    try:
        with parcel_at(bag) as parcel:
            target, notes = opened(small), []
            (small / "filler").write_bytes(b"x" * (40 << 10))
            assert codes(target.preflight(parcel)) == ["S0605"]
            with pytest.raises(Unavailable) as refused:
                target.stage(parcel, None, notes.append)
            assert refused.value.code == "E0691"
            target.rollback(notes[0])
            assert names(small) == ["filler"]
    finally:
        subprocess.run(["umount", str(small)], check=True)


def run_as_nobody(script: str, folder: Path, bag: Path) -> subprocess.CompletedProcess[str]:
    """What the script says of a folder and a bag to a user who owns nothing; skips where that user cannot be had or read the bag."""
    if os.geteuid():
        pytest.skip("becoming another user needs root")
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", sys.executable, "-B", "-c", script, str(folder), str(bag)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "setpriv" in done.stderr or "Permission denied: " in done.stderr:
        pytest.skip(f"the bag cannot be read as nobody: {done.stderr.strip()[-200:]}")
    return done


def test_a_folder_without_the_right_to_write(bag):
    """It is S0602 before, and E0690 for whoever goes on; neither leaves anything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    script = (
        "import sys; from pathlib import Path; from archive.bag.reader import open_bag; from archive.targets.parcel import parcel_of\n"
        "from archive.targets.folder import open_target\n"
        "target = open_target(sys.argv[1], {}, lambda *_: None)\n"
        "with open_bag(Path(sys.argv[2])) as bag:\n"
        "    parcel = parcel_of(bag); print([f.code for f in target.preflight(parcel)])\n"
        "    try: target.stage(parcel, None, lambda t: None)\n"
        "    except Exception as error: print(error.code)\n"
    )
    done = run_as_nobody(script, folder, bag)
    assert done.stdout.split("\n")[:2] == ["['S0602']", "E0690"], done.stdout + done.stderr
    folder.rmdir()  # it is empty


def test_what_stands_there_and_may_not_be_looked_at(bag):
    """A bag of that name in a folder that this user may not search is E0690: neither a version of ours nor nothing."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    (folder / bag.name).mkdir(mode=0)
    script = (
        "import sys; from pathlib import Path; from archive.bag.reader import open_bag; from archive.targets.parcel import parcel_of\n"
        "from archive.targets.folder import open_target; from archive.targets.protocol import Holding\n"
        "target = open_target(sys.argv[1], {}, lambda *_: None)\n"
        "with open_bag(Path(sys.argv[2])) as bag:\n"
        "    parcel = parcel_of(bag); held = Holding(f'{sys.argv[1]}/{parcel.name}/x', '1', parcel.key)\n"
        "    for ask in (target.find, target.preflight, lambda p: list(target.read_back(held, ('bagit.txt',)))):\n"
        "        try: print('no error', ask(parcel))\n"
        "        except Exception as error: print(getattr(error, 'code', repr(error)))\n"
    )
    done = run_as_nobody(script, folder, bag)
    assert done.stdout.split() == ["E0690"] * 3, done.stdout + done.stderr
    shutil.rmtree(folder)


def test_a_share_that_went_away(root, bag):
    """A folder that is no longer there is Unavailable E0691 for whoever asks, and is never made anew."""
    with parcel_at(bag) as parcel:
        target = opened(root)
        ticket = target.stage(parcel, None, lambda ticket: None)
        shutil.move(root, root.with_name("elsewhere"))
        for ask in (lambda: target.find(parcel), lambda: target.stage(parcel, None, lambda ticket: None),
                    lambda: target.commit(parcel, ticket)):  # fmt: skip
            with pytest.raises(Unavailable) as refused:
                ask()
            assert refused.value.code == "E0691"
        assert not root.exists()


def test_what_was_staged_and_is_gone(root, bag):
    """A commit of what somebody cleared away is Rejected E0693, so that it is staged again."""
    with parcel_at(bag) as parcel:
        target = opened(root)
        ticket = target.stage(parcel, None, lambda ticket: None)
        target.rollback(ticket)
        with pytest.raises(Rejected) as refused:
            target.commit(parcel, ticket)
        assert refused.value.code == "E0693"


def test_what_was_never_made_here(root):
    """A ticket or a holding that leads elsewhere is E0694: nothing there is removed, nothing read."""
    target = opened(root)
    outside = root.parent / "outside"
    outside.mkdir()
    for reference in ("../outside", "", "0123456789abcde/", "/etc"):
        with pytest.raises(Rejected) as refused:
            target.rollback(Ticket(reference))
        assert refused.value.code == "E0694"
    for location in (str(outside), f"{root}/../outside", "outside"):
        with pytest.raises(Rejected) as refused:
            list(target.read_back(Holding(location), ["bagit.txt"]))
        assert refused.value.code == "E0694"
    assert outside.is_dir()


def test_what_cannot_be_taken_back(root, bag):
    """A staging folder that stays is E0692, so that it is told and tried again."""
    if os.geteuid():
        pytest.skip("only root can make a file that cannot be removed")
    with parcel_at(bag) as parcel:
        target = opened(root)
        ticket = target.stage(parcel, None, lambda ticket: None)
    (folder,) = root.iterdir()
    if subprocess.run(["chattr", "+i", str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("this file system knows no files that cannot be removed")
    try:
        with pytest.raises(Unavailable) as refused:
            target.rollback(ticket)
        assert refused.value.code == "E0692"
    finally:
        subprocess.run(["chattr", "-i", str(folder)], check=True)
    target.rollback(ticket)
    assert names(root) == []


def test_a_link_in_the_place_of_a_file_is_not_followed(root, bag):
    """What is read back is the drop's own: a link to a file with the right bytes counts as missing."""
    with parcel_at(bag) as parcel:
        target = opened(root)
        holding = put(target, parcel)
        file = Path(holding.location, "data/metadata/record.json")
        file.unlink()
        file.symlink_to(bag / "data/metadata/record.json")
        places = [item.place for item in target.shipment(parcel).items]
        read = [place for place, chunks in target.read_back(holding, places) if list(chunks) is not None]
        assert set(places) - set(read) == {"data/metadata/record.json"}


def test_empty_folders_are_said_to_be_lost(root, tmp_path):
    """A bag keeps files; what of it is no file is told before it is sent."""
    path = foreign_bag(tmp_path / "box")
    (path / "data/nothing/in/it").mkdir(parents=True)
    with parcel_at(path) as parcel:
        assert opened(root).shipment(parcel).lost == (
            "Empty folders, which a bag cannot hold: data/nothing/in/it.",
        )


def test_a_folder_of_folders_is_not_empty(root, tmp_path):
    """A zip may name a folder and leave out the one between it and its files; of many empty ones twelve are named."""
    path = foreign_bag(tmp_path / "box")
    with zipfile.ZipFile(tmp_path / "box.zip", "w") as packed:
        packed.writestr("box/data/scans/", b"")
        for number in range(14):
            packed.writestr(f"box/data/none{number:02}/", b"")
        for file in sorted(one for one in path.rglob("*") if one.is_file()):
            packed.write(file, f"box/{file.relative_to(path)}")
    with parcel_at(tmp_path / "box.zip") as parcel:
        (lost,) = opened(root).shipment(parcel).lost
    assert lost.endswith("data/none10, data/none11, ….")
    assert "scans" not in lost


def test_settings_that_cannot_be_taken():
    """An empty location and a form that nobody knows are E0603."""
    for location, options in (("", {}), ("vault", {"serialize": "rar"}), ("vault", {"serialize": True})):
        with pytest.raises(SettingsError) as refused:
            open_target(location, options, lambda option, variable: None)
        assert refused.value.code == "E0603"
