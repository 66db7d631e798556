# ruff: noqa: PTH208 - names alone are wanted
"""Archivematica: the contract for transfers, zipped bags and AIPs; what a transfer holds; what makes a3m refuse it; kills."""

import csv
import dataclasses
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag
from archive.errors import Rejected, SettingsError, Unavailable
from archive.findings import errors
from archive.premis.reading import from_xml
from archive.targets.archivematica import open_target
from archive.targets.archivematica.aip import Aip, read_mets
from archive.targets.archivematica.pipeline import NEEDED
from archive.targets.archivematica.target import CODES
from archive.targets.archivematica.transfer import path_in_bag, place_of, transfer
from archive.targets.protocol import listed
from tests.servers import Unobtainable
from tests.targets.bags import foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import moments
from tests.targets.shelves import ShelfContract

ROOT = Path(__file__).parent.parent.parent
BAGS = sorted((ROOT / "bags").iterdir())
LACKING = [program for program in NEEDED if shutil.which(program) is None]
PACKED = pytest.mark.skipif(bool(LACKING), reason=f"not installed: {', '.join(LACKING)}")
FAKE = (Path(__file__).parent / "fake_a3m.py").read_text(encoding="utf-8")
PREMIS = "{http://www.loc.gov/premis/v3}"


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


def codes(findings):
    return [finding.code for finding in findings]


def put(target, parcel):
    return target.commit(parcel, target.stage(parcel, target.find(parcel), lambda ticket: None))


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def reassembled(target, holding, parcel, folder):
    """The bag put together again from what the target holds, at `folder`."""
    for place, chunks in target.read_back(holding, listed(target.shipment(parcel).items)):
        path = path_in_bag(place)
        data = b"".join(chunks)
        if path is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return folder


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "transfers"
    folder.mkdir()
    return folder


@pytest.fixture
def fake(tmp_path):
    """A small a3m of the tests' own, as a program."""
    return fake_at(tmp_path / "programs")


def fake_at(folder):
    folder.mkdir()
    program = folder / "a3m"
    program.write_text(f"#!{sys.executable}\n{FAKE}", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture(scope="module")
def a3m():
    """The real a3m."""
    from tests.servers.a3m import installed

    try:
        return installed()
    except Unobtainable as reason:
        pytest.skip(f"a3m cannot be had: {reason}")


class Packages(TargetContract):
    """What holds for everything that stands in the folder."""

    def only_one(self, target, holding, parcel):
        path = Path(holding.location)
        assert os.listdir(path.parent) == [path.name]


class TestTransfers(Packages):
    """Standard transfers."""

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root)

    def spoil(self, holding, place):
        flip(Path(holding.location, place))


class TestZippedBags(Packages):
    """Zipped bags."""

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root, package="bag")

    def spoil(self, holding, place):
        flip(Path(holding.location))


@PACKED
class TestAips(Packages):
    """AIPs of the small a3m."""

    @pytest.fixture
    def open_new(self, root, fake):
        return lambda: opened(root, a3m=str(fake))

    def spoil(self, holding, place):
        damage(Path(holding.location), place)

    def test_the_identifier_of_an_aip(self, open_new, parcel):
        """An AIP is known by its UUID, wherever it is stored; the same when it is found again."""
        target = open_new()
        ticket = target.stage(parcel, None, lambda ticket: None)
        holding = target.commit(parcel, ticket)
        assert holding.persistent == f"urn:uuid:{Path(holding.location).name[-39:-3]}"
        assert open_new().find(parcel) == holding


@pytest.mark.servers
class TestRealAips(Packages):
    """AIPs of the real one."""

    @pytest.fixture
    def open_new(self, root, a3m):
        return lambda: opened(root, a3m=str(a3m))

    def spoil(self, holding, place):
        damage(Path(holding.location), place)

    @pytest.mark.parametrize("moment", ["after stage", "after commit"])
    def test_broken_off_and_run_again(self, open_new, parcel, tmp_path, moment):
        """Broken off where the target's own state changes, the next run gives one AIP, whole."""
        super().test_broken_off_and_run_again(open_new, parcel, tmp_path, moment)


def damage(aip, place):
    """Flips a byte of this file within an AIP that is not compressed, wherever in it that file lies."""
    kept = Aip(aip).mets().files[place]
    data = b"".join(Aip(aip).read(kept.path))
    packed = bytearray(aip.read_bytes())
    packed[packed.index(data) + len(data) // 2] ^= 1
    aip.write_bytes(bytes(packed))


# What a transfer holds


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.name)
def test_a_transfer_gives_the_bag_back_byte_for_byte(bag, root, tmp_path):
    """From objects and submissionDocumentation the whole bag can be put together again, and nothing else is in it."""
    target = opened(root)
    with parcel_at(bag) as parcel:
        holding = put(target, parcel)
        back = reassembled(target, holding, parcel, tmp_path / bag.name)
    assert files(back) == files(bag)


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.name)
def test_the_checksum_list_is_one_that_sha256sum_takes(bag, root):
    """`sha256sum -c` in metadata/ passes over the list, which has a line for each file of objects."""
    with parcel_at(bag) as parcel:
        path = Path(put(opened(root), parcel).location)
    listing = path / "metadata/checksum.sha256"
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "checksum.sha256"],
        cwd=path / "metadata",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    objects = sorted(f"../objects/{name}" for name in files(path / "objects"))
    assert [line.split("  ", 1)[1] for line in listing.read_text().splitlines()] == objects


def test_metadata_csv_describes_all_objects(bag):
    """Its one row is of `objects`; it has the record's title and the identifier, in Archivematica's column names."""
    with parcel_at(bag) as parcel:
        shipment = transfer(parcel)
        title, identifier = parcel.record.value("title"), parcel.identifier
    table = next(item for item in shipment.items if item.place == "metadata/metadata.csv")
    header, row = csv.reader(io.StringIO(b"".join(table.source()).decode()))
    assert (header[0], row[0]) == ("filename", "objects")
    pairs = list(zip(header, row, strict=True))
    assert ("dc.title", title) in pairs
    assert ("dc.identifier", identifier) in pairs
    assert shipment.description == tuple(pairs[1:])


def test_a_bag_of_anybodys_is_described_by_its_bag_info(tmp_path):
    """Without a record there are title, description, publisher and identifier, and no PREMIS."""
    bag = foreign_bag(tmp_path / "box", External_Description="A box.", Source_Organization="A house")
    with parcel_at(bag) as parcel:
        shipment = transfer(parcel)
    assert shipment.description == (
        ("dc.title", "box"),
        ("dc.description", "A box."),
        ("dc.publisher", "A house"),
        ("dc.identifier", parcel.identifier),
    )
    assert "metadata/premis.xml" not in listed(shipment.items)


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.name)
def test_the_events_are_in_the_form_that_archivematica_loads(bag):
    """Each file is named by its place in the transfer, each event is of one file, and nothing is linked to what is not there."""
    with parcel_at(bag) as parcel:
        items = {item.place: item for item in transfer(parcel).items}
        own = from_xml(parcel.bag.read(parcel.layout.premis))
    root = etree.fromstring(b"".join(items["metadata/premis.xml"].source()))
    assert root.prefix == "premis"
    objects = root.findall(f"{PREMIS}object")
    assert {thing.get("{http://www.w3.org/2001/XMLSchema-instance}type") for thing in objects} == {
        "premis:file"
    }
    assert {thing.findtext(f"{PREMIS}originalName") for thing in objects} <= items.keys()
    known = {
        kind: {
            thing.findtext(f"{PREMIS}{kind}Identifier/{PREMIS}{kind}IdentifierValue")
            for thing in root.iter(f"{PREMIS}{kind}")
        }
        for kind in ("object", "agent")
    }
    used = {"object": set(), "agent": set()}
    for event in root.iter(f"{PREMIS}event"):
        assert len(event.findall(f"{PREMIS}linkingObjectIdentifier")) == 1
        for kind in used:
            used[kind] |= {
                node.text for node in event.iter(f"{PREMIS}linking{kind.capitalize()}IdentifierValue")
            }
    assert used == known
    of_files = {thing.identifier for thing in own.objects}
    assert len(root.findall(f"{PREMIS}event")) == sum(
        who in of_files for event in own.events for who, _ in event.objects
    )
    identifiers = [node.text for node in root.iter(f"{PREMIS}eventIdentifierValue")]
    assert len(set(identifiers)) == len(identifiers)


def test_a_premis_that_cannot_be_read_is_told_as_lost(bag, tmp_path):
    """The transfer goes without events, and the shipment says so."""
    copy = shutil.copytree(bag, tmp_path / bag.name)
    (copy / "data/metadata/premis.xml").write_bytes(b"<premis/>")
    with parcel_at(copy) as parcel:
        shipment = transfer(parcel)
    assert "metadata/premis.xml" not in listed(shipment.items)
    assert any("PREMIS events" in sentence for sentence in shipment.lost)


PATHS = st.lists(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1), min_size=1
)


@given(PATHS)
@settings(deadline=None)
def test_a_place_tells_the_path_in_the_bag(parts):
    """Whatever a path, its place in the transfer leads back to it, for payload and tag files alike."""
    path = "/".join(parts)
    assert path_in_bag(place_of(f"data/{path}")) == f"data/{path}"
    assert path_in_bag(place_of(f"tag-{path}")) == f"tag-{path}"


@pytest.mark.parametrize(
    "place", ["metadata/metadata.csv", "metadata/premis.xml", "metadata/checksum.sha256", "objects/x"]
)
def test_what_was_written_for_archivematica_is_not_of_the_bag(place):
    """No path in the bag is told for it."""
    assert path_in_bag(place) is None


# What speaks against it


@pytest.mark.parametrize(
    "path, code",
    [
        ("data/.hidden", "S0403"),
        ("data/.git/config", "S0403"),
        ("data/letter.txt~", "S0403"),
        ("data/Thumbs.db", "S0403"),
        ("data/a\\b", "S0403"),
        ("data/letter one.txt", "S0404"),
        ("data/café.txt", "S0404"),
        ("data/a+b.txt", "S0404"),
        ("data/a-b_c.(1).txt", None),
    ],
)
def test_names_that_do_not_come_through(path, code, root, tmp_path):
    """A name that Archivematica removes is an error, one that it changes a warning."""
    with parcel_at(foreign_bag(tmp_path / "box", {path: b"x"})) as parcel:
        assert codes(opened(root).preflight(parcel)) == ([code] if code else [])


def test_a_bag_without_payload_is_refused(bag, root):
    """Archivematica takes no transfer without objects: S0409."""
    with parcel_at(bag) as parcel:
        empty = dataclasses.replace(
            parcel, files=tuple(item for item in parcel.files if not item.place.startswith("data/"))
        )
        assert codes(opened(root).preflight(empty)) == ["S0409"]


def test_a_zipped_bag_s_labels_are_xml_names(root, tmp_path):
    """A label with a blank is S0407 for a zipped bag, and nothing for a transfer."""
    bag = foreign_bag(tmp_path / "box", {"data/a.txt": b"x"}, **{"Contact Name": "Jane"})
    with parcel_at(bag) as parcel:
        assert codes(opened(root, package="bag").preflight(parcel)) == ["S0407"]
        assert codes(opened(root).preflight(parcel)) == []


def test_folders_that_a_zipped_bag_s_reader_moves(root, tmp_path):
    """data/metadata, data/logs and data/objects are S0408, a warning."""
    payload = {f"data/{folder}/x.txt": b"x" for folder in ("metadata", "logs", "objects", "text")}
    with parcel_at(foreign_bag(tmp_path / "box", payload)) as parcel:
        found = opened(root, package="bag").preflight(parcel)
    assert [(finding.code, finding.where) for finding in found] == [
        ("S0408", "data/logs"), ("S0408", "data/metadata"), ("S0408", "data/objects"),
    ]  # fmt: skip
    assert errors(found) == ()


def test_a_folder_that_is_not_there(bag, tmp_path):
    """It is S0401 and never made; to find or stage there is E0671, which may pass."""
    target = opened(tmp_path / "away")
    with parcel_at(bag) as parcel:
        assert codes(target.preflight(parcel)) == ["S0401"]
        for work in (lambda: target.find(parcel), lambda: target.stage(parcel, None, lambda ticket: None)):
            with pytest.raises(Unavailable) as refused:
                work()
            assert refused.value.code == "E0671"
    assert not (tmp_path / "away").exists()


def test_a_folder_that_cannot_be_written(bag, root, monkeypatch):
    """S0402; root may write anywhere, so the system's answer is what is tried."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with parcel_at(bag) as parcel:
        assert codes(opened(root).preflight(parcel)) == ["S0402"]


def test_a_folder_without_room(bag, root):
    """A bag that is larger than what is left is S0406."""
    with parcel_at(bag) as parcel:
        huge = dataclasses.replace(
            parcel.files[-1], fixity=dataclasses.replace(parcel.files[-1].fixity, size=1 << 60)
        )
        large = dataclasses.replace(parcel, files=(*parcel.files[:-1], huge))
        assert codes(opened(root).preflight(large)) == ["S0406"]


def test_another_object_s_transfer_under_the_name(root, tmp_path):
    """It is S0405, is not found as ours, and is not written over."""
    target = opened(root)
    with parcel_at(foreign_bag(tmp_path / "a/box", {"data/a": b"a"}, External_Identifier="one")) as parcel:
        first = put(target, parcel)
    with parcel_at(foreign_bag(tmp_path / "b/box", {"data/a": b"b"}, External_Identifier="two")) as parcel:
        assert codes(target.preflight(parcel)) == ["S0405"]
        assert target.find(parcel) is None
        assert put(target, parcel).location != first.location


def test_programs_that_are_missing(bag, root, tmp_path, monkeypatch):
    """Each program that a3m needs and that is not there is S0410, and a3m that cannot be started is E0676."""
    monkeypatch.setenv("PATH", str(tmp_path))
    target = opened(root, run=True)
    with parcel_at(bag) as parcel:
        assert [(f.code, f.where) for f in target.preflight(parcel)] == [
            ("S0410", name) for name in ("a3m", *NEEDED)
        ]  # fmt: skip
        with pytest.raises(Unavailable) as refused:
            target.stage(parcel, None, lambda ticket: None)
    assert refused.value.code == "E0676"


@pytest.mark.parametrize(
    "options",
    [
        {"package": "tar"},
        {"run": "perhaps"},
        {"seconds": 0},
        {"seconds": "soon"},
        {"package": "bag", "run": True},
        {"package": "bag", "a3m": "a3m"},
    ],
)
def test_options_that_cannot_be_taken(options, root):
    """E0603 before anything is touched."""
    with pytest.raises(SettingsError) as refused:
        opened(root, **options)
    assert refused.value.code == "E0603"


@pytest.mark.parametrize("name", ["a#b", "a?b", "a;b", "a\nb", "a b", "a$(id)b", "a`id`b", 'a"b', "a%20b"])
def test_a_folder_that_a3m_cannot_be_told(name, tmp_path):
    """It cuts addresses and commands, and hands paths to a shell: E0603 with a3m, and nothing against it without."""
    with pytest.raises(SettingsError) as refused:
        opened(tmp_path / name, run=True)
    assert refused.value.code == "E0603"
    opened(tmp_path / name)


def test_no_folder_is_named():
    """E0603."""
    with pytest.raises(SettingsError) as refused:
        opened("")
    assert refused.value.code == "E0603"


# What goes wrong in the folder


def test_a_name_that_the_system_does_not_take(root, tmp_path):
    """A part of a path that is too long is E0670, which will not pass, and what was staged can be taken back."""
    notes = []
    target = opened(root)
    with parcel_at(foreign_bag(tmp_path / "box", {"data/a": b"x"})) as parcel:
        long = dataclasses.replace(parcel.files[-1], place=f"data/{'x' * 300}")
        with pytest.raises(Rejected) as refused:
            target.stage(dataclasses.replace(parcel, files=(*parcel.files, long)), None, notes.append)
    assert refused.value.code == "E0670"
    target.rollback(notes[0])
    assert os.listdir(root) == []


def test_a_zipped_bag_that_is_damaged_there(bag, root):
    """What stands there and cannot be read at all is E0670: it will not pass by itself, and nothing is written beside it."""
    target = opened(root, package="bag")
    with parcel_at(bag) as parcel:
        path = Path(put(target, parcel).location)
        path.write_bytes(b"PK" * 40)
        with pytest.raises(Rejected) as refused:
            target.find(parcel)
    assert refused.value.code == "E0670"


class TestShelf(ShelfContract):
    """Transfers beside each other."""

    codes = CODES

    def open_at(self, root):
        return opened(root)


def test_links_in_a_transfer_are_not_followed(bag, root, tmp_path):
    """A file that somebody replaced by a link is not given, whatever it leads to."""
    target = opened(root)
    with parcel_at(bag) as parcel:
        holding = put(target, parcel)
        place = target.shipment(parcel).items[0].place
        path = Path(holding.location, place)
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
        assert list(target.read_back(holding, [place])) == []


# a3m


@PACKED
@pytest.mark.parametrize(
    "mode, kind, code, words",
    [
        ("fail", Rejected, "E0675", "disk on fire"),
        ("fall", Unavailable, "E0676", "Unknown error"),
        ("none", Rejected, "E0677", "0 AIPs"),
        ("lose", Rejected, "E0677", "is not in the AIP"),
        ("retitle", Rejected, "E0677", "dc.title"),
        ("forget", Rejected, "E0677", "is an event that METS lacks"),
        ("broken", Rejected, "E0678", "METS"),
    ],
)
def test_an_a3m_that_does_not_do_what_it_should(mode, kind, code, words, bag, root, fake):
    """Its refusal is told in its own words; an AIP that is not what was sent is never shown."""
    (fake.parent / "mode").write_text(mode)
    notes = []
    target = opened(root, a3m=str(fake))
    with parcel_at(bag) as parcel:
        with pytest.raises(kind) as refused:
            target.stage(parcel, None, notes.append)
        assert refused.value.code == code
        assert words in str(refused.value)
        assert target.find(parcel) is None
    target.rollback(notes[0])
    assert os.listdir(root) == []


@PACKED
def test_an_a3m_whose_parts_lost_each_other_is_run_again(bag, root, fake):
    """Once fallen says nothing of the transfer: the second run's AIP is kept."""
    (fake.parent / "mode").write_text("fall-once")
    with parcel_at(bag) as parcel:
        put(opened(root, a3m=str(fake)), parcel)
    assert (fake.parent / "fell").exists()
    assert [name for name in os.listdir(root) if name.endswith(".7z")]


@PACKED
def test_an_a3m_that_takes_too_long(bag, root, fake):
    """It is ended after the seconds that it was given: E0676, and nothing of it runs on."""
    (fake.parent / "mode").write_text("hang")
    with parcel_at(bag) as parcel, pytest.raises(Unavailable) as refused:
        opened(root, a3m=str(fake), seconds=2).stage(parcel, None, lambda ticket: None)
    assert refused.value.code == "E0676"
    assert not alive(int((fake.parent / "hanging").read_text()))


@PACKED
def test_a_deposit_killed_while_a3m_works(bag, root, fake, tmp_path):
    """The a3m that outlived it is ended by the next run, which gives one AIP and leaves nothing else."""
    (fake.parent / "mode").write_text("hang")
    command = [
        sys.executable, "-m", "archive", "deposit", str(bag), "--to", f"archivematica:{root}", "--state", str(tmp_path / "state"),
        "--option", f"a3m={fake}",
    ]  # fmt: skip
    first = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    waiting = fake.parent / "hanging"
    until = time.monotonic() + 60
    while not (waiting.exists() and waiting.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = int(waiting.read_text())
    assert alive(left)
    (fake.parent / "mode").unlink()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not alive(left)
    assert [name for name in os.listdir(root) if not name.startswith(bag.name)] == []
    assert len(os.listdir(root)) == 1


def alive(number):
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@PACKED
def test_an_aip_that_is_damaged_beyond_reading(bag, root, fake):
    """An AIP that 7z cannot open is E0678, whoever asks."""
    target = opened(root, a3m=str(fake))
    with parcel_at(bag) as parcel:
        path = Path(put(target, parcel).location)
        path.write_bytes(path.read_bytes()[:-100])
        with pytest.raises(Rejected) as refused:
            target.find(parcel)
    assert refused.value.code == "E0678"


def test_mets_tells_places_by_original_names():
    """Transfer, submission documentation and metadata are found by what they were called; other files are not ours."""
    rows = [
        ("1", "%transferDirectory%objects/data/letter one.txt", "objects/data/letter_one.txt"),
        ("2", "%SIPDirectory%objects/submissionDocumentation/transfer-1/a/b.txt", "objects/submissionDocumentation/transfer-1/a/b.txt"),
        ("3", "%SIPDirectory%objects/metadata/transfers/1/metadata.csv", "objects/metadata/transfers/1/metadata.csv"),
        ("4", "%SIPDirectory%objects/letter-uuid.pdf", "objects/letter-uuid.pdf"),
    ]  # fmt: skip
    namespaces = {}
    exec(FAKE.split("def main")[0], namespaces)  # the namespaces of the fake's METS
    document = f"<mets:mets {namespaces['NAMESPACES']}>" + "".join(
        f'<mets:amdSec ID="{key}"><premis:object><premis:originalName>{name}</premis:originalName></premis:object></mets:amdSec>'
        f'<mets:file ADMID="{key}"><mets:FLocat xlink:href="{path}"/></mets:file>'
        for key, name, path in rows
    )
    found = read_mets(f"{document}</mets:mets>".encode())
    assert {place: kept.path for place, kept in found.files.items()} == {
        "objects/data/letter one.txt": "objects/data/letter_one.txt",
        "metadata/submissionDocumentation/a/b.txt": "objects/submissionDocumentation/transfer-1/a/b.txt",
        "metadata/metadata.csv": "objects/metadata/transfers/1/metadata.csv",
    }


@PACKED
def test_names_that_a3m_changes_come_back(root, fake, plain_bag, tmp_path):
    """A file that was given another name in the AIP is found by its originalName, and the bag is whole."""
    target = opened(root, a3m=str(fake))
    with parcel_at(plain_bag) as parcel:
        holding = put(target, parcel)
        kept = Aip(Path(holding.location)).mets().files["objects/data/letter one.txt"]
        assert kept.path == "objects/data/letter_one.txt"
        assert files(reassembled(target, holding, parcel, tmp_path / "back")) == files(plain_bag)


# Kills


@pytest.mark.parametrize("moment", moments())
def test_killed_and_run_again(bag, root, tmp_path, moment):
    """SIGKILL at every moment of a deposit: the next run leaves one transfer, one receipt, and no litter."""
    kill_and_repeat(bag, f"archivematica:{root}", tmp_path / "state", moment)
    assert os.listdir(root) == [bag.name]


@PACKED
@pytest.mark.parametrize(
    "moment", ["after note", "after stage", "before commit", "after commit", "before read_back"]
)
def test_killed_with_an_aip_and_run_again(bag, root, fake, tmp_path, moment):
    """The same of AIPs: one of them, and nothing of a3m's is left."""
    row = kill_and_repeat(bag, f"archivematica:{root}", tmp_path / "state", moment, options=(f"a3m={fake}",))
    assert os.listdir(root) == [Path(row["location"]).name]


# The real a3m


@pytest.mark.servers
@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.name)
def test_the_real_a3m_keeps_each_bag(bag, a3m, root, tmp_path):
    """Each bag comes back from its AIP byte for byte and valid; its names are unchanged, its title and events are in METS."""
    target = opened(root, a3m=str(a3m))
    with parcel_at(bag) as parcel:
        assert target.preflight(parcel) == ()
        holding = put(target, parcel)
        back = reassembled(target, holding, parcel, tmp_path / bag.name)
        mets = Aip(Path(holding.location)).mets()
        assert parcel.record.value("title") in mets.titles
    assert files(back) == files(bag)
    with open_bag(back) as opened_back:
        assert judge_bag(opened_back, level=Level.DEPOSIT).valid
    for place, kept in mets.files.items():
        if place.startswith("objects/"):
            assert kept.path == place


@pytest.mark.servers
def test_the_real_a3m_and_names_that_it_changes(plain_bag, a3m, root, tmp_path):
    """A name with a blank is changed in the AIP, told by preflight before, and still leads back to the whole bag."""
    target = opened(root, a3m=str(a3m))
    with parcel_at(plain_bag) as parcel:
        assert codes(target.preflight(parcel)) == ["S0404"]
        holding = put(target, parcel)
        kept = Aip(Path(holding.location)).mets().files["objects/data/letter one.txt"]
        assert kept.path == "objects/data/letter_one.txt"
        assert files(reassembled(target, holding, parcel, tmp_path / "back")) == files(plain_bag)


def tampered(listing):
    first, rest = listing.read_text().split("\n", 1)
    digest, name = first.split("  ", 1)
    return f"{hashlib.sha256(digest.encode()).hexdigest()}  {name}\n{rest}"


def incomplete(listing):
    return listing.read_text().split("\n", 1)[1]


def from_objects(listing):
    return listing.read_text().replace("../objects/", "objects/")


@pytest.mark.servers
@pytest.mark.parametrize("change", [tampered, incomplete, from_objects], ids=lambda change: change.__name__)
def test_the_real_a3m_refuses_a_wrong_checksum_list(change, bag, a3m, root, tmp_path):
    """It does look at the list: one wrong digest, one missing line, or paths that lead nowhere, and there is no AIP."""
    from archive.targets.archivematica import pipeline

    with parcel_at(bag) as parcel:
        path = Path(put(opened(root), parcel).location)
    listing = path / "metadata/checksum.sha256"
    listing.write_text(change(listing))
    with pytest.raises(Rejected) as refused:
        pipeline.run(str(a3m), path, tmp_path, 300)
    assert refused.value.code == "E0675"
    assert "sha256" in refused.value.detail
    assert list(tmp_path.rglob("*.7z")) == []


@pytest.mark.servers
def test_the_real_a3m_killed_and_run_again(bag, a3m, root, tmp_path):
    """SIGKILL once everything is staged: the next run shows that AIP, makes no second one, and leaves no litter."""
    row = kill_and_repeat(
        bag, f"archivematica:{root}", tmp_path / "state", "after stage", options=(f"a3m={a3m}",)
    )
    assert os.listdir(root) == [Path(row["location"]).name]
