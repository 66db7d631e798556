"""Bags dressed for a receiver: what is changed, what is not, who takes them, and what keeps a bag back."""

import dataclasses
import json
import re
import tarfile
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bag.info import parse_info
from archive.bag.profile_reading import read_profile
from archive.bag.reader import open_bag
from archive.bag.reading import read_bag
from archive.checks import Level, judge_bag
from archive.errors import Rejected, SettingsError
from archive.findings import errors
from archive.fixity import Algorithm, Fixity, measure
from archive.resources import BAGIT_PROFILE, schema
from archive.targets.dressing import _edited, dressed
from archive.targets.folder import open_target
from archive.targets.receivers import APTRUST, BTR, RECEIVERS, Wish
from tests.bags.build import good, lay, line, seal
from tests.targets.bags import foreign_bag
from tests.targets.contract import parcel_at
from tests.targets.test_folder import codes, names, put

ROOT = Path(__file__).parent.parent.parent
BAGS = sorted(path for path in (ROOT / "bags").iterdir() if path.is_dir())
TAG_MANIFEST = re.compile(r"tagmanifest-.*[.]txt")


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


@pytest.mark.parametrize("name", RECEIVERS)
def test_the_schema_is_the_receiver_s(name):
    """The profile that we publish has the identifier, the required fields and the manifests that the dressing goes by."""
    receiver = RECEIVERS[name]
    profile = read_profile(schema(receiver.schema), receiver.schema)
    assert profile.identifier == receiver.identifier
    assert profile.manifests.required == tuple(map(str, receiver.manifests))
    assert set(profile.manifests.allowed) == set(map(str, receiver.algorithms))
    required = {rule.label for rule in profile.tags if rule.required}
    assert required == {*receiver.fields, *(["Payload-Oxum"] if name == "btr" else [])}
    assert (profile.others, profile.departures) == ((), ())


@pytest.mark.parametrize("name", RECEIVERS)
@pytest.mark.parametrize("bag", BAGS, ids=lambda path: path.name)
def test_what_lies_in_the_box_is_what_the_receiver_takes(tmp_path, bag, name):
    """Each of our bags, dressed, is a tar of its own name, valid by RFC 8493 and by the receiver's profile, and for bagit-python."""
    with parcel_at(bag) as parcel:
        target = opened(tmp_path, receiver=name)
        assert errors(target.preflight(parcel)) == ()
        holding = put(target, parcel)
    assert names(tmp_path) == [f"{bag.name}.tar"]
    profile = read_profile(schema(RECEIVERS[name].schema), name)
    with open_bag(Path(holding.location)) as there:
        judged = judge_bag(there, bag_profile=profile)
    assert judged.valid
    assert {finding.code for finding in judged.findings} <= {"B0404", "B0906", "R0221"}
    assert judged.level is (Level.DEPOSIT if name == "btr" else Level.BAG)
    with tarfile.open(holding.location) as archive:
        assert {member.name.split("/")[0] for member in archive} == {bag.name}
        archive.extractall(tmp_path / "unpacked", filter="data")
    bagit.Bag(str(tmp_path / "unpacked" / bag.name)).validate(processes=1)


@pytest.mark.parametrize("receiver", RECEIVERS.values(), ids=lambda receiver: receiver.name)
def test_what_is_changed_is_told_and_nothing_else_is(bag, receiver):
    """Every file but bag-info.txt and the tag manifests keeps its bytes; what is added or changed stands in a sentence."""
    with parcel_at(bag) as parcel:
        made = dressed(parcel, Wish(receiver), "here")
        before = {item.place: item.fixity for item in parcel.files}
        after = {item.place: item.fixity for item in made.parcel.files}
    told = " ".join(made.changes)
    for place in before.keys() | after.keys():
        if before.get(place) != after.get(place):
            assert not place.startswith("data/")
            assert place in told or ("tag manifests are made anew" in told and TAG_MANIFEST.fullmatch(place))
    assert made.parcel.key == parcel.key
    added = {"manifest-md5.txt", "tagmanifest-md5.txt", "aptrust-info.txt"} if receiver is APTRUST else set()
    assert after.keys() - before.keys() == added
    assert before.keys() <= after.keys()


def test_bag_info_gets_one_line_and_keeps_the_others(bag):
    """For BTR the old bag-info.txt is the new one less a line; the receiver's name stands before our own, for APTrust reads the first."""
    with parcel_at(bag) as parcel:
        made = dressed(parcel, Wish(BTR), "here").parcel
        old, new = (b"".join(each.file("bag-info.txt").source()) for each in (parcel, made))
        ours, theirs = (
            f"BagIt-Profile-Identifier: {each}\n".encode() for each in (BAGIT_PROFILE, BTR.identifier)
        )
        assert new.replace(theirs, b"", 1) == old
        assert theirs + ours in new
        other = dressed(parcel, Wish(APTRUST), "here").parcel
        new = b"".join(other.file("bag-info.txt").source())
        assert new.count(b"BagIt-Profile-Identifier") == 1
        assert ours not in new


def test_what_aptrust_is_told(bag):
    """Title, Access and Storage-Option come from the record and the options, each on one line; --dry-run shows them."""
    with parcel_at(bag) as parcel:
        target = opened("x", receiver="aptrust", access="Restricted", storage_option="Glacier-VA")
        told = dict(target.shipment(parcel).description)
        assert told["Title"] == parcel.record.value("title")
        assert (told["Access"], told["Storage-Option"]) == ("Restricted", "Glacier-VA")
        made = dressed(parcel, Wish(APTRUST, "Restricted", "Glacier-VA"), "here")
        data = b"".join(made.parcel.file("aptrust-info.txt").source())
    assert data.decode() == "".join(f"{label}: {value}\n" for label, value in told.items())
    assert json.dumps(told)


def test_the_same_bag_gives_the_same_bytes(bag):
    """Dressed twice, opened twice, the tar has one digest."""
    found = set()
    for _ in range(2):
        with parcel_at(bag) as parcel:
            (item,) = opened("x", receiver="aptrust").shipment(parcel).items
            found.add(item.fixity)
    assert len(found) == 1


def test_a_house_s_own_aptrust_info_is_kept(tmp_path):
    """What the bag brings stays, byte for byte, if APTrust takes it; else it is S0703, a finding a field."""
    data = b"Title: Letters\nAccess: institution\nStorage-Option: Glacier-OH\nCustom: x\n"
    for info, expected in (
        (data, []),
        (data.replace(b"institution", b"public"), ["S0703"]),
        (b"Title: \n", ["S0703"] * 3),
    ):
        files = good() | {"aptrust-info.txt": info}
        seal(files)
        with parcel_at(lay(tmp_path / f"bag-{len(info)}", files)) as parcel:
            made = dressed(parcel, Wish(APTRUST, "Consortia"), "here")
            assert codes(made.findings) == expected
            assert b"".join(made.parcel.file("aptrust-info.txt").source()) == info


def test_manifests_that_the_receiver_takes_stay_and_others_go(tmp_path):
    """A manifest of an algorithm that the receiver does not know is left out, and one that it knows is put in its place."""
    files = good()
    for name in [name for name in files if "manifest-" in name]:
        del files[name]
    payload = {path: data for path, data in files.items() if path.startswith("data/")}
    files["manifest-blake2b.txt"] = b"".join(line(path, payload[path], "blake2b") for path in sorted(payload))
    with parcel_at(lay(tmp_path / "bag", files)) as parcel:
        made = dressed(parcel, Wish(BTR), "here")
        places = {item.place for item in made.parcel.files}
        assert {place for place in places if "manifest" in place} == {
            "manifest-sha512.txt",
            "tagmanifest-sha512.txt",
        }
        assert "manifest-blake2b.txt is left out, which the receiver does not take." in made.changes
    md5 = good()
    md5["manifest-md5.txt"] = b"".join(
        line(path, payload[path], "md5") for path in sorted(payload, reverse=True)
    )
    seal(md5)
    with parcel_at(lay(tmp_path / "md5", md5)) as parcel:
        made = dressed(parcel, Wish(APTRUST), "here")
        assert b"".join(made.parcel.file("manifest-md5.txt").source()) == md5["manifest-md5.txt"]


def test_names_that_a_manifest_has_to_escape(tmp_path):
    """A payload name with a percent sign comes through the new manifests, for our reader and for RFC 8493."""
    path = foreign_bag(tmp_path / "box", {"data/50%25.txt": b"x"}, Source_Organization="Here")
    (path / "data/50%25.txt").rename(path / "data/50%.txt")
    with parcel_at(path) as parcel:
        holding = put(opened(tmp_path, receiver="aptrust"), parcel)
    with open_bag(Path(holding.location)) as there:
        judged = judge_bag(there, bag_profile=read_profile(schema(APTRUST.schema), "x"))
        assert errors(judged.findings) == ()
        assert b"data/50%25.txt" in there.read("manifest-md5.txt")


FAULTS = {
    "no house": (BTR, lambda files: drop(files, "Source-Organization"), ["S0701"]),
    "no date": (BTR, lambda files: drop(files, "Bagging-Date"), ["S0701"]),
    "neither, and APTrust does not mind": (
        APTRUST,
        lambda files: drop(files, "Source-Organization", "Bagging-Date"),
        [],
    ),
    "no size, which can be counted": (BTR, lambda files: drop(files, "Payload-Oxum"), []),
    "no bag-info.txt": (APTRUST, lambda files: files.pop("bag-info.txt"), []),
    "version 0.96": (BTR, lambda files: version(files, b"0.96", b"UTF-8"), ["S0702"]),
    "version 0.97": (BTR, lambda files: version(files, b"0.97", b"UTF-8"), []),
    "Latin-1": (APTRUST, lambda files: version(files, b"1.0", b"ISO-8859-1"), ["S0702"]),
}


def drop(files, *labels):
    kept = [
        row
        for row in files["bag-info.txt"].splitlines(keepends=True)
        if not row.startswith(tuple(f"{label}:".encode() for label in labels))
    ]
    files["bag-info.txt"] = b"".join(kept)


def version(files, number, encoding):
    files["bagit.txt"] = b"BagIt-Version: %s\nTag-File-Character-Encoding: %s\n" % (number, encoding)


@pytest.mark.parametrize("name", FAULTS)
def test_what_keeps_a_bag_back(tmp_path, name):
    """It is told with its code before anything is sent; what can be made good is, and the bag is then valid for the receiver."""
    receiver, spoil, expected = FAULTS[name]
    files = good()
    files["bag-info.txt"] = b"Source-Organization: Here\nBagging-Date: 2020-02-02\n" + files["bag-info.txt"]
    spoil(files)
    seal(files)
    (tmp_path / "box").mkdir()
    with parcel_at(lay(tmp_path / "bag", files)) as parcel:
        target = opened(tmp_path / "box", receiver=receiver.name)
        assert codes(errors(target.preflight(parcel))) == expected
        if expected and "S0702" in expected:
            return
        holding = put(target, parcel)
    if not expected:
        with open_bag(Path(holding.location)) as there:
            judged = judge_bag(there, level=Level.BAG, bag_profile=read_profile(schema(receiver.schema), "x"))
            assert errors(judged.findings) == ()
            assert read_bag(there).field("Payload-Oxum")


def test_control_characters_and_too_many_bytes(bag, tmp_path):
    """A name with a tab is S0704, and a bag of more than five terabytes S0607, for APTrust."""
    with parcel_at(foreign_bag(tmp_path / "box", {"data/a\tb.txt": b"x"})) as parcel:
        assert codes(opened(tmp_path, receiver="aptrust").preflight(parcel)) == ["S0704"]
    with parcel_at(bag) as parcel:
        first = parcel.files[0]
        huge = dataclasses.replace(first, fixity=Fixity(5 * 10**12 + 1, first.fixity.digests))
        large = dataclasses.replace(parcel, files=(huge, *parcel.files[1:]))
        assert "S0607" in codes(dressed(large, Wish(APTRUST), "here").findings)


def test_a_letter_box_that_was_not_emptied(tmp_path, bag, changed_bag):
    """While the older bag lies there the newer is refused (E0607); once it was fetched, the newer takes its place."""
    target = opened(tmp_path, receiver="aptrust")
    assert not target.capabilities().versions
    with parcel_at(bag) as old, parcel_at(changed_bag) as new:
        put(target, old)
        with pytest.raises(Rejected) as refused:
            put(target, new)
        assert refused.value.code == "E0607"
        (tmp_path / f"{bag.name}.tar").unlink()
        assert put(target, new).version == "1"
    assert names(tmp_path) == [f"{bag.name}.tar"]


@pytest.mark.parametrize(
    "options",
    [{"receiver": "loc"}, {"receiver": True}, {"access": "Consortia"}, {"receiver": "btr", "access": "Consortia"},
     {"receiver": "aptrust", "access": "Everybody"}, {"receiver": "aptrust", "storage_option": "Tape"},
     {"receiver": "aptrust", "serialize": "zip"}],
)  # fmt: skip
def test_settings_that_cannot_be_taken(options):
    """An unknown receiver, a choice that it does not have, and a form that it does not take are E0603."""
    with pytest.raises(SettingsError) as refused:
        opened("x", **options)
    assert refused.value.code == "E0603"


LABELS = st.sampled_from(["Title", "Contact-Name", "bagit-profile-identifier", "BagIt-Profile-Identifier"])
VALUES = st.sampled_from(["x", "urn:a", BTR.identifier, "two\n words", BAGIT_PROFILE])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(deadline=None)
@given(fields=st.lists(st.tuples(LABELS, VALUES), max_size=6), end=ENDS, last=st.booleans())
def test_fields_are_added_and_taken_out_and_no_other_is_touched(fields, end, last):
    """Whatever the line ends and the folding: the fields read back are the old ones less those, with the new before the first profile."""
    text = "".join(f"{label}: {value.replace(chr(10), end)}{end}" for label, value in fields)
    data = (text if last else text.removesuffix(end)).encode()
    gone = {BTR.identifier}
    old, _ = parse_info(data.decode(), "bag-info.txt")
    new, faults = parse_info(
        _edited(data, old, [("BagIt-Profile-Identifier", BTR.identifier)], gone).decode(), "bag-info.txt"
    )
    profiles = [
        number for number, field in enumerate(old) if field.label.casefold() == "bagit-profile-identifier"
    ]
    at = profiles[0] if profiles else len(old)
    keep = lambda part: [  # noqa: E731
        (field.label, field.value) for field in part
        if not (field.label.casefold() == "bagit-profile-identifier" and field.value in gone)
    ]  # fmt: skip
    expected = [*keep(old[:at]), ("BagIt-Profile-Identifier", BTR.identifier), *keep(old[at:])]
    assert [(field.label, field.value) for field in new] == expected
    assert {fault.code for fault in faults} <= {"B0404", "B0115"}


def test_an_md5_is_that_of_the_bytes(bag):
    """The MD5 of the new manifest is the payload's own."""
    with parcel_at(bag) as parcel:
        made = dressed(parcel, Wish(APTRUST), "here").parcel
        rows = b"".join(made.file("manifest-md5.txt").source()).decode().splitlines()
        found = {path: digest for digest, path in (row.split("  ", 1) for row in rows)}
        wanted = {
            item.place: measure(item.source(), [Algorithm.MD5])[Algorithm.MD5]
            for item in parcel.files
            if item.place.startswith("data/")
        }
    assert found == wanted
