"""BagIt profiles: for each rule a bag that breaks it and a near miss that does not, and the profiles that cannot be read."""

from __future__ import annotations

import json
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bag.profile_reading import DEPTH, LIMIT, is_profile, read_profile
from archive.bag.profiles import Patterns
from archive.bag.reader import open_bag
from archive.checks import Level, judge_bag
from archive.checks.profiles import conformance
from archive.checks.rfc8493 import judge
from archive.cli.main import main
from archive.errors import BagError
from archive.findings import Finding, register
from archive.resources import BAGIT_PROFILE, schema
from tests.bags.build import FOLDER, Files, Link, good, lay, seal
from tests.tei.counting import calls

ME = "https://example.org/profile-1.0.json"
NAMED = f"BagIt-Profile-Identifier: {ME}\n".encode()
Profile = dict[str, Any]
Change = Callable[[Files], object]


def profile(**rules: Any) -> Profile:
    """A whole profile of version 1.4, with these rules; `_` in a keyword stands for `-`."""
    return {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": ME,
            "BagIt-Profile-Version": "1.4.0",
            "Source-Organization": "Example University",
            "External-Description": "A profile for the tests",
            "Version": "1.0",
        },
        "Accept-BagIt-Version": ["0.97", "1.0"],
        "Accept-Serialization": ["application/zip"],
        **{KEYS.get(key, key.replace("_", "-")): value for key, value in rules.items()},
    }


KEYS = {"Allow_Fetch": "Allow-Fetch.txt", "Fetch_Required": "Fetch.txt-Required"}


def read(tree: object) -> Any:
    return read_profile(json.dumps(tree).encode(), "p.json")


def put(path: str, content: object) -> Change:
    return lambda files: files.__setitem__(path, content)


def drop(path: str) -> Change:
    return lambda files: files.pop(path)


def info(text: str) -> Change:
    """Lines before the rest of bag-info.txt."""
    return lambda files: files.__setitem__("bag-info.txt", text.encode() + files["bag-info.txt"])


def replaced(path: str, old: bytes, new: bytes) -> Change:
    def change(files: Files) -> None:
        data = files[path]
        assert isinstance(data, bytes)
        assert old in data
        files[path] = data.replace(old, new)

    return change


def also(*changes: Change) -> Change:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def nothing(files: Files) -> None:
    del files


def bag_of(change: Change) -> Files:
    files = good()
    files["bag-info.txt"] = NAMED + files["bag-info.txt"]
    change(files)
    return seal(files)


def found(root: Path, tree: Profile) -> list[Finding]:
    with open_bag(root) as bag:
        return list(conformance(bag, judge(bag), read(tree), serialized=bag.packing))


ROWS: list[tuple[str, Profile, Change, Change]] = []


def case(code: str, rules: Profile, bad: Change, near: Change = nothing) -> None:
    ROWS.append((code, rules, bad, near))


def tag(label: str, **rule: Any) -> Profile:
    return profile(Bag_Info={label: rule})


EMPTY = also(drop("data/sub/b.txt"), put("data/a.txt", b""))
UNNAMED = replaced("bag-info.txt", NAMED, b"")
OTHER = replaced("bag-info.txt", b"1.0.json", b"0.9.json")

case("B0901", profile(), UNNAMED, also(UNNAMED, info(f"bagit-profile-identifier: {ME}\n")))
case("B0902", profile(), OTHER, also(OTHER, info(f"BagIt-Profile-Identifier: {ME}\n")))
case("B0903", tag("Contact-Email", required=True), nothing, info("CONTACT-EMAIL: a@example.org\n"))
case("B0903", tag("Contact-Email", required="true"), nothing, info("Contact-Email: a@example.org\n"))
case("B0904", tag("Access", values=["Open", "Closed"]), info("Access: open\n"), info("Access: Open\n"))
case(
    "B0904",
    tag("Access", values=["Open", "Closed"]),
    info("Access: Open\nAccess: Shut\n"),
    info("Access: Open\nAccess: Closed\n"),
)
case(
    "B0904",
    tag("Place", values=["Burnaby, B.C."]),
    info("Place: Burnaby,\n"),
    info("Place: Burnaby,\n  B.C.\n"),
)
case("B0904", tag("Place", values=["Zürich"]), info("Place: Zurich\n"), info("Place: Zürich\n"))
case("B0905", tag("Title", repeatable=False), info("Title: One\nTITLE: Two\n"), info("Title: One\n"))
case("B0906", tag("Contact-Email", recommended=True), nothing, info("Contact-Email: a@example.org\n"))
case("B0911", profile(Manifests_Required=["md5"]), nothing, put("manifest-md5.txt", b""))
case("B0911", profile(Manifests_Required=["sha512", "sha-256"]), nothing, put("manifest-sha256.txt", b""))
case("B0912", profile(Manifests_Allowed=["sha512"]), put("manifest-md5.txt", b""))
case("B0913", profile(Tag_Manifests_Required=["md5"]), nothing, put("tagmanifest-md5.txt", b""))
case("B0914", profile(Tag_Manifests_Allowed=["SHA-512"]), put("tagmanifest-md5.txt", b""))
case("B0914", profile(Tag_Manifests_Allowed=[]), nothing, put("tagmanifest-sha512.txt", FOLDER))
case("B0921", profile(Allow_Fetch=False), put("fetch.txt", b""), put("metadata/fetch.txt", b""))
case("B0922", profile(Fetch_Required=True), put("data/fetch.txt", b""), put("fetch.txt", b""))
case("B0923", profile(Data_Empty=True), drop("data/sub/b.txt"), EMPTY)
case(
    "B0923",
    profile(Data_Empty=True),
    also(EMPTY, put("data/c.txt", b"")),
    also(drop("data/sub/b.txt"), drop("data/a.txt")),
)
case("B0931", profile(Serialization="forbidden"), put("", "zip"))
case("B0932", profile(Serialization="required"), nothing, put("", "zip"))
case("B0933", profile(Serialization="optional"), put("", "tar"), put("", "zip"))
case("B0933", profile(Accept_Serialization=["application/tar"]), put("", "tar.gz"), put("", "tar"))
case("B0933", profile(Accept_Serialization=["application/x-tar+gzip"]), put("", "tar"), put("", "tar.gz"))
case("B0933", profile(Accept_Serialization=["application/x-7z-compressed"]), put("", "tar.bz2"))
case("B0934", profile(), replaced("bagit.txt", b"1.0", b"0.96"), replaced("bagit.txt", b"1.0", b"0.97"))
case("B0941", profile(Tag_Files_Required=["m/a.txt"]), put("m/A.txt", b""), put("m/a.txt", b""))
case("B0941", profile(Tag_Files_Required=["m"]), put("m", FOLDER), also(put("m", Link("n")), put("n", b"")))
case("B0942", profile(Tag_Files_Allowed=["m/*"]), put("n.txt", b""), put("m/n/o.txt", b""))
case("B0942", profile(Tag_Files_Allowed=[]), put("data-more/x.txt", b""), put("fetch.txt", b""))
case(
    "B0942",
    profile(Tag_Files_Allowed=["a[1].txt"]),
    put("a2.txt", b""),
    also(put("a[1].txt", b""), put("a1.txt", b"")),
)
case("B0943", profile(Payload_Files_Required=["data/LICENSE"]), put("LICENSE", b""), put("data/LICENSE", b""))
case(
    "B0943",
    profile(Payload_Files_Required=["data/src/"]),
    put("data/src", FOLDER),
    put("data/src/x/y.c", b""),
)
case("B0943", profile(Payload_Files_Required=["data/src/"]), put("data/src", b""), put("data/src/x", FOLDER))
case(
    "B0943",
    profile(Payload_Files_Required=["data/a.txt", "data/*.c"]),
    put("data/x.c", b""),
    put("data/*.c", b""),
)
case(
    "B0944",
    profile(Payload_Files_Allowed=["data/*.txt"]),
    put("data/x.TXT", b""),
    put("data/deep/er/x.txt", b""),
)
case(
    "B0944",
    profile(Payload_Files_Allowed=["data/a.txt", "data/sub/*"]),
    put("data/sub2/b.txt", b""),
    put("data/sub/s", FOLDER),
)
case(
    "B0944",
    profile(Payload_Files_Allowed=["*.txt"]),
    put("data/empty", FOLDER),
    put("data/x.txt", Link("a.txt")),
)
case("B0951", profile(Other_Info=[{"Aptrust-Info": {}}]), nothing)
case("B0951", tag("Title", regex="^[A-Z]"), nothing)
case("B0952", profile(Accept_BagIt_Version=[]), nothing)
case("B0952", profile(Serialization="optional", Accept_Serialization=[]), put("", "tar"))
case("B0952", profile(Manifests_Allowed=[]), nothing)
case("B0952", profile(Payload_Files_Allowed=["data/sub/", "data/*.txt"]), nothing)
case("B0952", tag("BagIt-Profile-Identifier", required=True), nothing)
case("B0952", profile(Tag_Files_Required=["bag-info.txt"]), nothing)
case("B0952", profile(Tag_Files_Required=["manifest-sha512.txt"]), nothing)
case("B0952", profile(Tag_Files_Required=["tagmanifest-sha512.txt"]), nothing)


def laid(root: Path, files: Files) -> Path:
    """The bag as a directory, or packed as the entry "" says."""
    packing = files.pop("", None)
    bag = lay(root / "bag", files)
    if packing is None:
        return bag
    file = root / f"bag.{packing}"
    if packing == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            for path in sorted(bag.rglob("*")):
                archive.write(path, path.relative_to(root))
    else:
        with tarfile.open(file, f"w:{str(packing)[4:]}") as tar:
            tar.add(bag, "bag")
    return file


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {ROWS.index(row)}")
def test_a_bag_that_breaks_a_rule_has_its_code_and_no_other(row: Any, tmp_path: Path) -> None:
    """Each broken rule is told by the one code of its kind."""
    code, rules, bad, _ = row
    assert {finding.code for finding in found(laid(tmp_path, bag_of(bad)), rules)} == {code}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {ROWS.index(row)}")
def test_a_near_miss_breaks_no_rule(row: Any, tmp_path: Path) -> None:
    """What is only like a breach is none: only a fault of the profile itself remains."""
    code, rules, _, near = row
    left = set() if code not in ("B0951", "B0952") else {code}
    assert {finding.code for finding in found(laid(tmp_path, bag_of(near)), rules)} == left


def test_each_code_of_profiles_has_a_bad_bag() -> None:
    """No code B09 stands in the register that no row raises."""
    assert {code for code in register() if code.startswith("B09")} == {row[0] for row in ROWS}


def test_all_breaches_are_told_at_once(tmp_path: Path) -> None:
    """A bag that breaks everything hears of everything, with its places."""
    rules = profile(
        Bag_Info={
            "A": {"required": True}, "B": {"required": True}, "Contact-Name": {"values": ["Nick"]},
            "X": {"repeatable": False, "recommended": True}, "Y": {"recommended": True},
        },
        Manifests_Required=["md5", "sha1"], Tag_Manifests_Required=["md5"], Manifests_Allowed=["md5", "sha1"],
        Allow_Fetch=False, Serialization="required", Accept_BagIt_Version=["0.96"],
        Tag_Files_Required=["m/a", "m/b"], Tag_Files_Allowed=["m/*"],
        Payload_Files_Required=["data/x", "data/y/"], Payload_Files_Allowed=["data/x", "data/y/*"],
    )  # fmt: skip
    change = also(UNNAMED, info("X: 1\nX: 2\n"), put("fetch.txt", b""), put("stray.txt", b""))
    told = [(one.code, one.where) for one in found(laid(tmp_path, bag_of(change)), rules)]
    assert told == [
        ("B0932", ""), ("B0901", "bag-info.txt"), ("B0903", "bag-info.txt"), ("B0903", "bag-info.txt"),
        ("B0904", "bag-info.txt:4"), ("B0905", "bag-info.txt:2"), ("B0906", "bag-info.txt"),
        ("B0911", "manifest-md5.txt"), ("B0911", "manifest-sha1.txt"), ("B0912", "manifest-sha512.txt"),
        ("B0913", "tagmanifest-md5.txt"), ("B0921", "fetch.txt"), ("B0934", "bagit.txt"), ("B0941", "m/a"), ("B0941", "m/b"),
        ("B0943", "data/x"), ("B0943", "data/y/"), ("B0942", "stray.txt"), ("B0944", "data/a.txt"), ("B0944", "data/sub/b.txt"),
    ]  # fmt: skip


def test_a_finding_of_a_missing_field_names_it(tmp_path: Path) -> None:
    """Whoever reads B0903 learns which field is missing."""
    (one,) = found(laid(tmp_path, bag_of(nothing)), tag("Contact-Email", required=True))
    assert one == Finding("B0903", "bag-info.txt", "Contact-Email")


def test_without_bag_info_every_required_field_is_missing(tmp_path: Path) -> None:
    """A bag without bag-info.txt is told of its profile and of each field."""
    rules = profile(Bag_Info={"A": {"required": True}, "B": {"required": True}})
    told = [one.code for one in found(laid(tmp_path, bag_of(drop("bag-info.txt"))), rules)]
    assert told == ["B0901", "B0903", "B0903"]


def test_a_draft_with_another_name_for_bag_info_is_read(tmp_path: Path) -> None:
    """Before 0.96 the fields stood in package-info.txt."""

    def old(files: Files) -> None:
        files["package-info.txt"] = files.pop("bag-info.txt")
        files["bagit.txt"] = b"BagIt-Version: 0.95\nTag-File-Character-Encoding: UTF-8\n"

    rules = profile(
        Bag_Info={"Contact-Name": {"values": ["Nick"]}}, Accept_BagIt_Version=["0.95"], Tag_Files_Allowed=[]
    )
    assert [(one.code, one.where) for one in found(laid(tmp_path, bag_of(old)), rules)] == [
        ("B0904", "package-info.txt:3")
    ]


def test_an_archive_that_cannot_be_listed_is_held_to_its_serialization_only(tmp_path: Path) -> None:
    """Where nothing could be read, nothing is said of what might be missing."""
    file = tmp_path / "bag.zip"
    file.write_bytes(b"PK\3\4 and nothing else")
    rules = profile(Serialization="forbidden", Bag_Info={"A": {"required": True}}, Tag_Files_Required=["m"])
    assert [one.code for one in found(file, rules)] == ["B0931"]


PROFILES: dict[str, tuple[str, object, list[str]]] = {
    "a list": ("E0462", [], ["the file"]),
    "a string": ("E0462", "x", ["the file"]),
    "no section of its own": ("E0462", {"Bag-Info": {}}, ["BagIt-Profile-Info"]),
    "the form of DART": ("E0462", {"bagItProfileInfo": {}}, ["BagIt-Profile-Info"]),
    "no identifier": ("E0462", {"BagIt-Profile-Info": {"Version": "1"}}, ["BagIt-Profile-Info/BagIt-Profile-Identifier"]),
    "a number for a version": ("E0462", profile(Accept_BagIt_Version=[1.0]), ["Accept-BagIt-Version"]),
    "a string for a list": ("E0462", profile(Manifests_Required="md5"), ["Manifests-Required"]),
    "null for a list": ("E0462", profile(Payload_Files_Required=None), ["Payload-Files-Required"]),
    "a number for a flag": ("E0462", profile(Data_Empty=1), ["Data-Empty"]),
    "another serialization": ("E0462", profile(Serialization="Optional"), ["Serialization"]),
    "a rule that is none": ("E0462", profile(Bag_Info={"A": True}), ["Bag-Info/A"]),
    "rules that are none": ("E0462", profile(Bag_Info=[]), ["Bag-Info"]),
    "four faults": (
        "E0462",
        profile(Bag_Info={"A": {"required": 1, "values": "x", "description": 2}}, Data_Empty="yes"),
        ["Bag-Info/A/description", "Bag-Info/A/required", "Bag-Info/A/values", "Data-Empty"],
    ),
    "a manifest required, not allowed": (
        "E0463", profile(Manifests_Required=["md5", "sha1"], Manifests_Allowed=["sha-1"]), ["Manifests-Required"],
    ),
    "a tag manifest required, not allowed": (
        "E0463", profile(Tag_Manifests_Required=["md5"], Tag_Manifests_Allowed=["sha1"]), ["Tag-Manifests-Required"],
    ),
    "fetch required, not allowed": ("E0463", profile(Fetch_Required=True, Allow_Fetch=False), ["Fetch.txt-Required"]),
    "tag files required, not allowed": (
        "E0463", profile(Tag_Files_Required=["a", "m/b", "c"], Tag_Files_Allowed=["m/*"]), ["Tag-Files-Required"] * 2,
    ),
    "payload required, not allowed": (
        "E0463", profile(Payload_Files_Required=["data/a", "data/b/"], Payload_Files_Allowed=["data/c/*"]),
        ["Payload-Files-Required"] * 2,
    ),
    "payload outside data": ("E0463", profile(Payload_Files_Required=["LICENSE"]), ["Payload-Files-Required"]),
    "tag files in the payload": ("E0463", profile(Tag_Files_Required=["data/a"]), ["Tag-Files-Required"]),
    "paths that lead out": ("E0463", profile(Tag_Files_Required=["../a", "/etc/passwd", ""]), ["Tag-Files-Required"] * 3),
}  # fmt: skip


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_that_cannot_be_used_is_refused_with_every_fault(name: str) -> None:
    """All that is wrong with a profile is told at once, by place."""
    code, tree, places = PROFILES[name]
    with pytest.raises(BagError) as caught:
        read(tree)
    assert caught.value.code == code
    assert sorted(place for place, _ in caught.value.causes) == places


@pytest.mark.parametrize(
    "code, data",
    [
        ("E0460", b""),
        ("E0460", b'{"a": 1, "a": 2}'),
        ("E0460", b'{"a": NaN}'),
        ("E0460", b'{"a": "\\ud800"}'),
        ("E0460", b'{"a": "\xff"}'),
        ("E0460", '{"a": 1}'.encode("utf-16")),
        ("E0460", b'{"a": ' + b"1" * 5000 + b"}"),
        ("E0460", b'{"a": 1} {}'),
        ("E0460", b'{"a": "' + b"[" * 100 + b"\\"),
        (
            "E0461",
            json.dumps(profile(Payload_Files_Allowed=[f"*{number}" for number in range(1001)])).encode(),
        ),
        ("E0461", b"[" * (DEPTH + 1)),
        ("E0461", b"[" * (LIMIT // 2)),
        ("E0461", b'{"a":' * (DEPTH + 1)),
        ("E0461", b'{"a": "' + b" " * LIMIT + b'"}'),
    ],
)
def test_hostile_json_is_refused(code: str, data: bytes) -> None:
    """What is no JSON, or JSON of which one key could be read in two ways, is an error with a code."""
    with pytest.raises(BagError) as caught:
        read_profile(data, "p.json")
    assert caught.value.code == code


def test_a_profile_with_a_byte_order_mark_is_read() -> None:
    """RFC 8259 §8.1 lets a reader pass over it."""
    data = b"\xef\xbb\xbf" + json.dumps(profile()).encode()
    assert is_profile(data)
    assert read_profile(data, "p.json").identifier == ME


def test_brackets_within_strings_are_no_depth() -> None:
    """A value may hold as many brackets as it likes."""
    assert read(tag("A", values=["[" * 1000, '\\"{'])).tags[0].values == ("[" * 1000, '\\"{')


def outcome(data: bytes) -> str:
    try:
        read_profile(data, "p.json")
    except BagError as error:
        return error.code
    return "read"


@settings(deadline=None, derandomize=True)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from([*profile(), "Bag-Info", "values", "A"]), inner)
        ),
    )
)
def test_any_json_gives_a_profile_or_an_error_of_ours(tree: object) -> None:
    """No value of JSON, wherever it stands, makes anything but a profile or a BagError."""
    for whole in (
        tree,
        {**profile(), "Bag-Info": tree},
        {**profile(), "Bag-Info": {"A": tree}},
        {"BagIt-Profile-Info": tree},
    ):
        assert outcome(json.dumps(whole).encode()) in {"read", "E0461", "E0462", "E0463"}


@settings(deadline=None, derandomize=True)
@given(st.binary() | st.text().map(str.encode), st.integers(0, 400))
def test_any_bytes_give_a_profile_or_an_error_of_ours(data: bytes, at: int) -> None:
    """Bytes put anywhere into a good profile make anything but a traceback."""
    whole = json.dumps(profile()).encode()
    for spoiled in (data, whole[:at] + data + whole[at:], whole[:at] + data):
        assert outcome(spoiled) in {"read", "E0460", "E0461", "E0462", "E0463"}


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        ("our profile", True),
        ("profile.json", True),
        ("urn:uuid:1", False),
        ("https://x.example/p.json", False),
    ],
)
def test_an_identifier_that_is_no_uri(identifier: str, told: bool) -> None:
    """It is a note of the profile's own, and the bag is held to it all the same."""
    tree = profile()
    tree["BagIt-Profile-Info"]["BagIt-Profile-Identifier"] = identifier
    one = read(tree)
    assert one.identifier == identifier
    assert ("BagIt-Profile-Info/BagIt-Profile-Identifier" in dict(one.departures)) is told


def test_what_is_missing_or_newer_is_read_and_told() -> None:
    """A profile that can be understood is used; each place where it departs from its specification is kept."""
    tree = {
        "BagIt-Profile-Info": {"BagIt-Profile-Identifier": ME, "BagIt-Profile-Version": ""},
        "Payload-Files-Allowed": ["data/*"],
        "Serialization": "required",
    }
    one = read(tree)
    assert one.specification == "1.1.0"
    assert [place for place, _ in one.departures] == [
        "BagIt-Profile-Info/Source-Organization",
        "BagIt-Profile-Info/External-Description",
        "BagIt-Profile-Info/Version",
        "BagIt-Profile-Info/BagIt-Profile-Version",
        "Payload-Files-Allowed",
        "Accept-Serialization",
        "Accept-BagIt-Version",
    ]
    assert one.payload_files.allowed == ("data/*",)
    assert (one.media_types, one.bagit_versions) == (None, None)


def test_unknown_keys_are_kept() -> None:
    """A key that the specification does not have stays with its value."""
    one = read(profile(Other_Info={"a": [1]}, Bag_Info={"A": {"help": "say it"}}))
    assert one.others == (("Other-Info", '{"a": [1]}'), ("Bag-Info/A/help", '"say it"'))


def test_a_profile_pickles() -> None:
    """A worker gets the profile that its parent read."""
    one = read(tag("A", required=True, values=["x"]))
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize(
    "entries, path, allowed",
    [
        (("*",), "a/b/c", True),
        (("a/*",), "a/b/c", True),
        (("a/*",), "a", False),
        (("a/*",), "ab/c", False),
        (("*.txt",), "a/b.txt", True),
        (("*.txt",), "a/b.txt.gz", False),
        (("a.txt",), "axtxt", False),
        (("a?c",), "abc", True),
        (("p[0-9]",), "p7", True),
        (("p[!0-9]",), "p7", False),
        (("[x",), "[x", True),
        (("A",), "a", False),
        (("a\n*",), "a\nb", True),
        (("e\u0301*",), "\u00e9x", True),
        (("\u00e9",), "e\u0301", True),
        ((), "a", False),
    ],
)
def test_patterns(entries: tuple[str, ...], path: str, allowed: bool) -> None:
    """An asterisk stands for any characters, `/` too; a name stands for itself; case counts, normalization does not."""
    assert Patterns(entries).match(path) is allowed


def test_a_pattern_comes_to_an_end() -> None:
    """No pattern of a profile makes the judge hang: one that tried every place for each of 200 asterisks would not end."""
    assert not Patterns(("*a" * 200 + "b",)).match("a" * 20_000)


def test_a_large_profile_takes_work_in_proportion() -> None:
    """Eight times the keys, names and folders take no more than ten times the calls, and twins among them are told."""
    assert calls(lambda: read_of_many(24_000)) < 10 * calls(lambda: read_of_many(3_000))


def read_of_many(count: int) -> None:
    names = [f"data/{number}/" for number in range(count // 3)]
    twins = ",".join(f'"{number}":1' for number in [*range(count), count - 1])
    read(profile(Payload_Files_Required=names, Payload_Files_Allowed=[f"{name}x" for name in names]))
    assert outcome(f"{{{twins}}}".encode()) == "E0460"


def test_our_own_profile_is_without_fault() -> None:
    """schemas/bagit-profile.json is all that its specification wants, and nothing that it does not know."""
    own = read_profile(schema("bagit-profile.json"), "bagit-profile.json")
    assert (own.identifier, own.specification, own.others, own.departures) == (BAGIT_PROFILE, "1.4.0", (), ())


def test_at_level_deposit_a_bag_is_held_to_our_profile(tmp_path: Path) -> None:
    """A bag that says it keeps our profile, and does not, is told so; the judgement names the profiles."""
    files = good()
    files["bag-info.txt"] = f"BagIt-Profile-Identifier: {BAGIT_PROFILE}\n".encode() + files["bag-info.txt"]
    with open_bag(lay(tmp_path / "bag", seal(files))) as bag:
        judged = judge_bag(bag)
        also_held = judge_bag(bag, bag_profile=read(profile()))
    codes = {finding.code for finding in judged.findings}
    assert judged.level is Level.DEPOSIT
    assert {"B0903", "B0943", "B0944"} <= codes
    assert "B0901" not in codes
    assert judged.profiles == (BAGIT_PROFILE,)
    assert also_held.profiles == (BAGIT_PROFILE, ME)
    assert "B0902" in {finding.code for finding in also_held.findings}


def test_at_level_bag_a_bag_is_held_to_the_profile_given(tmp_path: Path) -> None:
    """Without a profile none is asked for; with one, its breach makes the bag invalid."""
    with open_bag(laid(tmp_path, bag_of(nothing))) as bag:
        free = judge_bag(bag)
        held = judge_bag(bag, bag_profile=read(tag("A", required=True)))
    assert (free.level, free.valid, free.profiles) == (Level.BAG, True, ())
    assert (held.level, held.valid, held.profiles) == (Level.BAG, False, (ME,))


def test_one_profile_given_as_our_own_is_told_once(tmp_path: Path) -> None:
    """No breach is told twice where the given profile is our own."""
    own = read_profile(schema("bagit-profile.json"), "schemas/bagit-profile.json")
    with open_bag(laid(tmp_path, bag_of(nothing))) as bag:
        judged = judge_bag(bag, level=Level.DEPOSIT, bag_profile=own)
    assert judged.profiles == (BAGIT_PROFILE,)
    assert len(judged.findings) == len(set(judged.findings))


def asked(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, Any]:
    status = main(
        ["validate", *map(str, args), "--executor", "serial", "--progress", "never", "--format", "json"]
    )
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else err


def test_the_command_takes_a_profile_of_each_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--profile` twice: JSON is a BagIt profile, CSV a deposit profile, whichever stands first."""
    root = laid(tmp_path, bag_of(nothing))
    given, table = tmp_path / "x", tmp_path / "y"
    given.write_text(" \n" + json.dumps(tag("A", required=True)), encoding="utf-8")
    table.write_bytes(schema("deposit_profile.csv"))
    for files in ((given, table), (table, given)):
        status, result = asked(capsys, root, "--profile", files[0], "--profile", files[1])
        (bag,) = result["bags"]
        assert (status, bag["level"], bag["valid"], bag["profiles"]) == (1, "bag", False, [ME])
        assert [(row["code"], row["expected"]) for row in bag["findings"]] == [("B0903", "A")]


def test_the_command_refuses_two_profiles_of_a_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which of the two would be meant cannot be known: nothing begins."""
    given = tmp_path / "p.json"
    given.write_text(json.dumps(profile()), encoding="utf-8")
    status, err = asked(capsys, tmp_path, "--profile", given, "--profile", given)
    assert status == 4
    assert "E0464" in err


def test_the_command_tells_every_fault_of_a_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A profile that cannot be used ends the command before any bag is judged, with all of its faults."""
    given = tmp_path / "p.json"
    given.write_text(json.dumps(profile(Data_Empty=3, Serialization="yes")), encoding="utf-8")
    status, err = asked(capsys, tmp_path, "--profile", given)
    assert status == 4
    assert all(word in err for word in ("E0462", "Data-Empty", "Serialization"))
