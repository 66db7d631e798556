"""For each code of OCFL an object or a root that has just this fault, and the good ones that have none."""

import hashlib
import json
import os
import shutil

import pytest

from archive.findings import register
from archive.ocfl.faults import Limits, ocfl_code
from archive.ocfl.objects import judge_object
from archive.ocfl.roots import judge_root
from tests.ocfl.making import A, B, Made, digest

H = {name: digest(data) for name, data in (("a", A), ("b", B), ("c", b"three\n"))}
OBJECTS, ROOTS = {}, {}


def case(code, *also, **making):
    """One object: `also` are the codes that come with it, for the same fault has more than one clause."""

    def known(change):
        OBJECTS[f"{code} {change.__doc__ or change.__name__}"] = ({code, *also}, change, making)
        return change

    return known


def top(code, *also):
    def known(change):
        ROOTS[f"{code} {change.__doc__ or change.__name__}"] = ({code, *also}, change)
        return change

    return known


def both(made, key, value):
    """The same in every inventory."""
    for document in (made.root, made.v1):
        document[key] = value


def renamed(made, old, new):
    made.files = {(new if path == old else path): data for path, data in made.files.items()}


# the object's folder


@case("F0001")
def a_file(made):
    made.after["notes.txt"] = b""


@case("F0001")
def a_second_sidecar(made):
    made.after["inventory.json.md5"] = b"0 inventory.json\n"


@case("F0001")
def logs_that_are_a_file(made):
    made.after["logs"] = b""


@case("F0002")
def a_folder_as_declaration(made):
    del made.files["0=ocfl_object_1.1"]
    made.after["0=ocfl_object_1.1/.keep"] = b""


@case("F0003")
def no_declaration(made):
    del made.files["0=ocfl_object_1.1"]


@case("F0003")
def two_declarations(made):
    made.after["0=ocfl_object_1.0"] = b"ocfl_object_1.0\n"


@case("F0004", "F0003")
def no_tag(made):
    renamed(made, "0=ocfl_object_1.1", "ocfl_object_1.1")


@case("F0005", "F0003")
def another_tag(made):
    renamed(made, "0=ocfl_object_1.1", "1=ocfl_object_1.1")


@case("F0006", "F0003")
def a_later_ocfl(made):
    renamed(made, "0=ocfl_object_1.1", "0=ocfl_object_2.0")


@case("F0006", "F0003")
def something_else(made):
    renamed(made, "0=ocfl_object_1.1", "0=bagit_1.0")


@case("F0007")
def without_line_feed(made):
    made.files["0=ocfl_object_1.1"] = b"ocfl_object_1.1"


@case("F0063")
def no_inventory(made):
    made.after["inventory.json"] = None
    made.after["inventory.json.sha512"] = None


@case("F0034")
def inventory_in_capitals(made):
    made.after["inventory.json"] = None
    made.after["Inventory.json"] = b"{}"


@case("F0058")
def no_sidecar(made):
    made.after["inventory.json.sha512"] = None


@case("F0059")
def sidecar_by_another_algorithm(made):
    made.after["inventory.json.sha512"] = None
    made.after["inventory.json.sha256"] = b"0 inventory.json\n"


@case("F0060")
def another_digest(made):
    made.after["v1/inventory.json.sha512"] = b"0" * 128 + b" inventory.json\n"


@case("F0061")
def digest_alone(made):
    made.after["v2/inventory.json.sha512"] = b"0" * 128 + b"\n"


@case("F0067")
def a_file_among_extensions(made):
    made.after["extensions/notes.txt"] = b""


@case("F1013")
def an_unknown_extension(made):
    made.after["extensions/notes/a.txt"] = b""


# the inventory's own text


@case("F0033")
def cut_off(made):
    made.after["inventory.json"] = b'{"id": "urn:x'
    made.after["inventory.json.sha512"] = f"{digest(made.after['inventory.json'])} inventory.json\n".encode()


@case("F0033", "F0064")
def a_byte_order_mark(made):
    data = b"\xef\xbb\xbf" + json.dumps(made.root).encode()
    made.after.update({"v2/inventory.json": data})
    made.after["v2/inventory.json.sha512"] = f"{digest(data)} inventory.json\n".encode()


@case("F0033", "F0064")
def a_list(made):
    made.v2 = b"[]"


@case("F0033", "F0064")
def a_key_twice(made):
    made.v2 = json.dumps(made.root).replace('{"id"', '{"head": "v2", "id"', 1).encode()


@case("F0036")
def no_type(made):
    del made.v1["type"]


@case("F0037")
def id_is_a_number(made):
    made.root["id"] = 1


@case("F0037")
def another_id_in_v1(made):
    made.v1["id"] = "urn:example:2"


@case("F0038")
def type_of_1_0(made):
    both(made, "type", "https://ocfl.io/1.0/spec/#inventory")


@case("F0038")
def type_unknown(made):
    both(made, "type", "https://ocfl.io/9.9/spec/#inventory")


@case("F0103", "F0064")
def v2_older_than_v1(made):
    made.v2 = {**made.root, "type": "https://ocfl.io/1.0/spec/#inventory"}


@case("F0025", algorithm="md5")
def md5(made):
    del made.root["fixity"]


@case("F1004", algorithm="sha256")
def sha256(made):
    """sha256"""


@case("F1005")
def id_is_no_uri(made):
    both(made, "id", "box 17")


@case("F0039", "F0092")
def digest_of_another_algorithm(made):
    short = digest(A, "sha256")
    for document in (made.root, made.v1):
        document["manifest"][short] = document["manifest"].pop(H["a"])
        state = document["versions"]["v1"]["state"]
        state[short] = state.pop(H["a"])


@case("F0031", "F0092")
def sha512_not_hexadecimal(made):
    for document in (made.root, made.v1):
        document["manifest"]["z" * 128] = document["manifest"].pop(H["a"])
        state = document["versions"]["v1"]["state"]
        state["z" * 128] = state.pop(H["a"])


@case("F0030", "F0093")
def sha256_too_short(made):
    made.root["fixity"]["sha256"] = {"00": ["v1/content/a.txt"]}


@case("F0029", "F0093")
def sha1_too_short(made):
    made.root["fixity"]["sha1"] = {"00": ["v1/content/a.txt"]}


@case("F0032", "F0093")
def blake2b_too_short(made):
    made.root["fixity"]["blake2b-512"] = {"00": ["v1/content/a.txt"]}


@case("F0057", "F0093")
def md5_too_short(made):
    made.root["fixity"]["md5"] = {"00": ["v1/content/a.txt"]}


@case("F0057")
def a_block_that_is_a_list(made):
    made.root["fixity"]["md5"] = []


@case("F0057")
def paths_that_are_text(made):
    made.root["fixity"]["md5"] = {digest(A, "md5"): "v1/content/a.txt"}


@case("F0111")
def fixity_is_a_list(made):
    made.root["fixity"] = []


@case("F0056")
def an_unknown_algorithm(made):
    made.root["fixity"]["crc32"] = {"00": ["v1/content/a.txt"]}


@case("F0055", "F0102")
def fixity_in_capitals(made):
    made.root["Fixity"] = made.root.pop("fixity")


@case("F0097")
def fixity_twice(made):
    md5 = digest(A, "md5")
    made.root["fixity"]["md5"] = {md5: ["v1/content/a.txt"], md5.upper(): ["v1/content/a.txt"]}


@case("F0093")
def another_md5(made):
    made.root["fixity"]["md5"] = {digest(B, "md5"): ["v1/content/a.txt"]}


@case("F0093")
def another_size(made):
    made.root["fixity"]["size"] = {"5": ["v1/content/a.txt"]}


@case("F0093")
def fixity_of_a_missing_file(made):
    made.root["fixity"]["md5"] = {digest(A, "md5"): ["v1/content/no.txt"]}


@case("F0108")
def content_directory_is_a_number(made):
    both(made, "contentDirectory", 1)


@case("F0017")
def content_directory_with_a_slash(made):
    both(made, "contentDirectory", "a/b")


@case("F0018")
def content_directory_is_two_periods(made):
    both(made, "contentDirectory", "..")


@case("F0019")
def content_directory_set_later(made):
    made.root["contentDirectory"] = "stuff"
    made.root["manifest"][H["c"]] = ["v2/stuff/c.txt"]
    renamed(made, "v2/content/c.txt", "v2/stuff/c.txt")


@case("F0020", "F0019", "F0064")
def content_directory_changes_and_back(made):
    made.v2 = {**made.root, "contentDirectory": "stuff"}
    made.root["manifest"][H["c"]] = ["v2/stuff/c.txt"]
    made.v2["manifest"] = made.root["manifest"]
    renamed(made, "v2/content/c.txt", "v2/stuff/c.txt")


@case("F0021", "F1002")
def content_elsewhere(made):
    made.root["manifest"][H["c"]] = ["v2/stuff/c.txt"]
    renamed(made, "v2/content/c.txt", "v2/stuff/c.txt")


@case("F0102")
def an_unknown_key(made):
    made.root["comment"] = "checked"


@case("F0102")
def an_unknown_key_of_a_version(made):
    made.root["versions"]["v2"]["comment"] = "checked"


@case("F0102")
def an_unknown_key_of_a_user(made):
    made.root["versions"]["v2"]["user"]["orcid"] = "x"


# versions


@case("F0043")
def no_versions(made):
    del made.root["versions"]


@case("F0044", "F0102")
def versions_in_capitals(made):
    made.root["Versions"] = made.root.pop("versions")


@case("F0045")
def versions_are_a_list(made):
    made.root["versions"] = []


@case("F0008")
def versions_are_empty(made):
    made.root["versions"] = {}


@case("F0047")
def a_version_is_null(made):
    made.root["versions"]["v2"] = None


@case("F0104")
def a_version_without_v(made):
    made.root["versions"]["2x"] = made.root["versions"]["v2"]


@case("F0105")
def version_nought(made):
    made.root["versions"]["v0"] = made.root["versions"]["v2"]


@case("F0046", spec="1.0")
def a_version_without_v_in_1_0(made):
    made.root["versions"]["2x"] = made.root["versions"]["v2"]


@case("F0046")
def a_folder_too_many(made):
    made.after["v3/inventory.json"] = b"{}"


@case("F0046", "F0016", "F0092")
def a_folder_too_few(made):
    del made.files["v2/content/c.txt"]
    made.after.update({"v2/inventory.json": None, "v2/inventory.json.sha512": None})


@case("F0009", names=("v2", "v3"))
def begins_with_v2(made):
    """begins with v2"""


@case("F0010", names=("v1", "v3"))
def a_gap(made):
    """a gap"""


@case("F0010", names=("v1", "v3"))
def a_folder_missing_in_between(made):
    made.root["versions"]["v2"] = {**made.root["versions"]["v3"], "state": {H["b"]: ["b.txt"]}}


@case("F1001", names=("v01", "v02"))
def padded(made):
    """padded"""


@case("F0011", "F0013", "F1001", "F0010", names=("v01", "v10"))
def padding_used_up(made):
    """padding used up"""


@case("F0012", names=("v1", "v02"))
def padded_later(made):
    """padded later"""


@case("F0014")
def another_padding_in_a_path(made):
    made.root["manifest"][H["c"]] = ["v02/content/c.txt"]


@case("F0040")
def head_is_v1(made):
    made.root["head"] = "v1"


@case("F0040")
def head_of_v1_is_v2(made):
    made.v1["head"] = "v2"


@case("F0041")
def no_manifest(made):
    del made.root["manifest"]


@case("F0048")
def no_state(made):
    del made.root["versions"]["v2"]["state"]


@case("F0048")
def no_created(made):
    del made.root["versions"]["v2"]["created"]


@pytest.mark.parametrize(
    ("created", "codes"),
    [
        ("2026-01-02T00:00:00Z", set()),
        ("2026-01-02t00:00:00.123456789+23:59", set()),
        ("2016-12-31T23:59:60Z", set()),
        ("2026-01-02T00:00:00", {"F0049"}),
        ("2026-01-02T00:00Z", {"F0049"}),
        ("2026-01-02", {"F0049"}),
        ("2026-02-30T00:00:00Z", {"F0049"}),
        ("2026-01-02T24:00:00Z", {"F0049"}),
        ("2026-01-02T00:00:00+0100", {"F0049"}),
        ("٢026-01-02T00:00:00Z", {"F0049"}),
        (20260102, {"F0049"}),
        (None, {"F0049"}),
    ],
)
def test_when_a_version_was_created(created, codes, tmp_path):
    """Seconds and zone are needed, and a day that there is (E049)."""
    made = Made()
    made.root["versions"]["v2"]["created"] = created
    assert found(made.write(tmp_path / "object")) == codes


@case("F0050")
def state_is_a_text(made):
    made.root["versions"]["v2"]["state"] = "x"


@case("F0050")
def another_case(made):
    state = made.state()
    state[H["b"].upper()] = state.pop(H["b"])


@case("F0050")
def a_digest_that_the_manifest_lacks(made):
    made.state()["0" * 128] = ["d.txt"]


@case("F0050")
def logical_paths_as_text(made):
    made.state()[H["b"]] = "b.txt"


@case("F0052")
def an_element_of_two_periods(made):
    made.state()[H["b"]] = ["../b.txt"]


@case("F0052")
def an_empty_element(made):
    made.state()[H["b"]] = ["a//b.txt"]


@case("F0053")
def a_slash_before(made):
    made.state()[H["b"]] = ["/b.txt"]


@case("F0053")
def an_empty_path(made):
    made.state()[H["b"]] = [""]


@case("F0095")
def a_path_twice(made):
    made.state()[H["b"]] = ["c.txt"]


@case("F0095")
def a_file_and_a_folder(made):
    made.state()[H["b"]] = ["c.txt/b.txt"]


@case("F0054")
def a_user_that_is_text(made):
    made.root["versions"]["v2"]["user"] = "A"


@case("F0054")
def a_user_without_name(made):
    del made.root["versions"]["v2"]["user"]["name"]


@case("F0094")
def a_message_that_is_a_list(made):
    made.root["versions"]["v2"]["message"] = []


@case("F1007")
def no_message(made):
    del made.root["versions"]["v2"]["message"]


@case("F1008")
def no_address(made):
    del made.root["versions"]["v2"]["user"]["address"]


@case("F1009")
def an_address_that_is_no_uri(made):
    made.root["versions"]["v2"]["user"]["address"] = "a@example.org"


@case("F1010")
def no_inventory_of_v1(made):
    made.v1 = None


@case("F1011")
def another_message_in_v1(made):
    made.v1["versions"]["v1"]["message"] = "other"


@case("F0064")
def other_bytes_in_v2(made):
    made.v2 = {**made.root, "fixity": {}}


@case("F0066")
def another_state_in_v1(made):
    made.v1["versions"]["v1"]["state"][H["a"]] = ["other.txt"]


@case("F0066")
def other_content_in_v1(made):
    state = made.v1["versions"]["v1"]["state"]
    state[H["a"]], state[H["b"]] = state[H["b"]], state[H["a"]]


# manifest and content


@case("F0106")
def manifest_is_a_list(made):
    made.root["manifest"] = []


@case("F0092")
def content_paths_as_text(made):
    made.root["manifest"][H["c"]] = "v2/content/c.txt"


@case("F0092")
def no_content_path(made):
    made.root["manifest"][H["c"]] = []


@case("F0092")
def a_changed_file(made):
    made.files["v1/content/a.txt"] = b"One\n"
    del made.root["fixity"]


@case("F0092", "F0093")
def a_missing_file(made):
    del made.files["v1/content/a.txt"]


@case("F0016", "F0092")
def a_missing_content_folder(made):
    del made.files["v2/content/c.txt"]


@case("F0096")
def a_digest_twice(made):
    made.root["manifest"][H["a"].upper()] = made.root["manifest"][H["a"]]


@case("F0099")
def a_content_path_with_periods(made):
    made.root["manifest"][H["c"]] = ["v2/content/../content/c.txt"]


@case("F0100")
def a_content_path_with_a_slash_before(made):
    made.root["manifest"][H["c"]] = ["/v2/content/c.txt"]


@case("F0035")
def a_content_path_with_backslashes(made):
    made.root["manifest"][H["c"]] = ["v2\\content\\c.txt"]


@case("F0042")
def a_content_path_in_logs(made):
    made.root["manifest"][H["c"]] = ["logs/c.txt"]


@case("F0042", "F0092", "F0023")
def a_content_path_beside_the_content_directory(made):
    both(made, "contentDirectory", "content")
    made.root["manifest"][H["c"]] = ["v2/stuff/c.txt"]


@case("F0101")
def a_content_path_twice(made):
    made.root["manifest"][H["c"]] = ["v2/content/c.txt", "v2/content/c.txt"]


@case("F0101", "F0092")
def a_content_path_that_is_a_folder_of_another(made):
    made.root["manifest"][H["c"]] = ["v2/content/c.txt", "v2/content/c.txt/d.txt"]


@case("F0107")
def content_that_is_not_used(made):
    del made.state()[H["c"]]


@case("F0023")
def a_file_that_is_not_listed(made):
    made.after["v2/content/d.txt"] = b"x"


@case("F0023")
def a_file_that_an_older_manifest_lacks(made):
    del made.v1["manifest"][H["a"]]
    del made.v1["versions"]["v1"]["state"][H["a"]]
    del made.root["versions"]["v1"]["state"][H["a"]]
    made.state()[H["a"]] = ["again.txt"]


@case("F0024")
def an_empty_folder(made):
    made.folders = ["v1/content/empty"]


@case("F1003")
def an_empty_content_folder(made):
    del made.files["v2/content/c.txt"]
    del made.root["manifest"][H["c"]]
    del made.state()[H["c"]]
    made.folders = ["v2/content"]


@case("F0015")
def a_file_in_a_version(made):
    made.after["v1/notes.txt"] = b""


@case("F0015")
def a_stray_sidecar_in_a_version(made):
    made.after["v1/inventory.json.md5"] = b""


@case("F1002")
def a_folder_in_a_version(made):
    made.after["v1/thumbnails/a.png"] = b""


def found(folder, **options):
    return {finding.code for finding in judge_object(folder, **options).findings}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_with_one_fault(name, tmp_path):
    """It raises its code, and no other but those that the same fault earns."""
    codes, change, making = OBJECTS[name]
    made = Made(**making)
    change(made)
    assert found(made.write(tmp_path / "object")) == codes


@pytest.mark.parametrize("making", [{}, {"spec": "1.0"}])
def test_a_good_object(making, tmp_path):
    """It raises nothing, empty logs and registered extensions in it or not."""
    made = Made(**making)
    made.folders = ["logs"]
    made.after["extensions/0005-mutable-head/x"] = b""
    assert found(made.write(tmp_path / "object")) == set()


def test_an_unused_digest_is_no_fault_of_1_0(tmp_path):
    """E107 came with 1.1."""
    made = Made(spec="1.0")
    content_that_is_not_used(made)
    assert found(made.write(tmp_path / "object")) == set()


def test_upper_case_digests(tmp_path):
    """Digests may be written in either case, as long as manifest and state agree."""
    made = Made()
    for document in (made.root, made.v1):
        document["manifest"] = {key.upper(): paths for key, paths in document["manifest"].items()}
        for version in document["versions"].values():
            version["state"] = {key.upper(): paths for key, paths in version["state"].items()}
    assert found(made.write(tmp_path / "object")) == set()


def test_every_algorithm_of_the_vocabulary(tmp_path):
    """Fixity by any algorithm of OCFL and of extension 0009 is held against the bytes."""
    made = Made()
    made.root["fixity"] = {
        name: {_digest(name): ["v1/content/a.txt"]}
        for name in (
            "md5",
            "sha1",
            "sha256",
            "sha512",
            "blake2b-512",
            "blake2b-160",
            "blake2b-256",
            "blake2b-384",
        )
    } | {
        "size": {str(len(A)): ["v1/content/a.txt"]},
        "sha512/256": {_digest("sha512/256"): ["v1/content/a.txt"]},
    }
    assert found(made.write(tmp_path / "object")) == set()


def _digest(name):
    if name.startswith("blake2b"):
        return hashlib.blake2b(A, digest_size=int(name[8:]) // 8).hexdigest()
    return hashlib.new(name.replace("sha512/256", "sha512_256"), A).hexdigest()


@pytest.mark.parametrize(
    "place",
    ["v1/content/a.txt", "v1/content/sub", "inventory.json", "v2", "0=ocfl_object_1.1", "v1/inventory.json"],
)
def test_a_link_is_never_followed(place, tmp_path):
    """Whatever stands in a good object's place as a link to it is E090, though all would be well if it were followed."""
    folder = Made().write(tmp_path / "object")
    moved = tmp_path / "moved"
    (folder / place).rename(moved)
    (folder / place).symlink_to(moved)
    assert "F0090" in found(folder)


def test_a_hard_link_and_a_pipe(tmp_path):
    """Two names of one file are E090, and so is a pipe, which is not waited for."""
    folder = Made().write(tmp_path / "object")
    (folder / "v2/content/c.txt").unlink()
    (folder / "v2/content/c.txt").hardlink_to(folder / "v1/content/a.txt")
    assert found(folder) >= {"F0090", "F0092"}
    (folder / "v2/content/c.txt").unlink()
    os.mkfifo(folder / "v2/content/c.txt")
    assert found(folder) >= {"F0090", "F0092"}


def test_a_file_that_cannot_be_read(tmp_path):
    """Bytes that nobody may read are F2001, and the rest is judged."""
    if os.geteuid() == 0:
        folder = tmp_path / "object"
        assert found(folder) == {"F2001"}
        return
    folder = Made().write(tmp_path / "object")
    (folder / "v1/content/a.txt").chmod(0)
    assert found(folder) == {"F2001"}


def test_what_is_larger_than_the_limits(tmp_path):
    """An inventory, a path and a tree beyond the limits are F2002; more faults than the limit F2003."""
    folder = Made().write(tmp_path / "object")
    assert found(folder, limits=Limits(inventory=100)) >= {"F2002"}
    assert found(folder, limits=Limits(depth=1)) >= {"F2002"}
    made = Made()
    made.state()[H["b"]] = ["x" * 20_000]
    assert found(made.write(tmp_path / "other")) == {"F2002"}
    for number in range(20):
        (folder / f"extra-{number}").write_bytes(b"")
    assert found(folder, limits=Limits(faults=5)) == {"F0001", "F2003"}
    assert len(judge_object(folder, limits=Limits(faults=5)).findings) == 6


# storage roots


def good_root(folder, place="a/b/object"):
    folder.mkdir()
    (folder / "0=ocfl_1.1").write_bytes(b"ocfl_1.1\n")
    Made().write(folder / place)
    return folder


def lay(root, path, data=b""):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def layout(root, extension, description="x"):
    lay(root, "ocfl_layout.json", json.dumps({"extension": extension, "description": description}).encode())


@top("F0069")
def root_without_declaration(root):
    (root / "0=ocfl_1.1").unlink()


@top("F0076")
def root_with_two(root):
    lay(root, "0=ocfl_1.0", b"ocfl_1.0\n")


@top("F0075", "F0072", "F0088")
def root_with_a_folder(root):
    (root / "0=ocfl_1.1").unlink()
    lay(root, "0=ocfl_1.1/.keep")


@top("F0077", "F0069")
def root_without_tag(root):
    (root / "0=ocfl_1.1").rename(root / "ocfl_1.1")


@top("F0078", "F0069")
def root_with_another_tag(root):
    (root / "0=ocfl_1.1").rename(root / "1=ocfl_1.1")


@top("F0079", "F0069")
def root_of_a_later_ocfl(root):
    (root / "0=ocfl_1.1").rename(root / "0=ocfl_2.0")


@top("F0080")
def root_without_line_feed(root):
    lay(root, "0=ocfl_1.1", b"ocfl_1.1")


@top("F0081")
def object_later_than_its_root(root):
    (root / "0=ocfl_1.1").unlink()
    lay(root, "0=ocfl_1.0", b"ocfl_1.0\n")


@top("F0070")
def layout_is_no_json(root):
    lay(root, "ocfl_layout.json", b"{")


@top("F0070")
def layout_without_description(root):
    lay(root, "ocfl_layout.json", b'{"extension": "0002-flat-direct-storage-layout"}')


@top("F0071")
def layout_unknown(root):
    layout(root, "pairtree")


@top("F2004")
def layout_with_wrong_parameters(root):
    layout(root, "0003-hash-and-id-n-tuple-storage-layout")
    lay(root, "extensions/0003-hash-and-id-n-tuple-storage-layout/config.json", b'{"tupleSize": 0}')


@top("F0083")
def object_elsewhere(root):
    layout(root, "0003-hash-and-id-n-tuple-storage-layout")


@top("F0083")
def object_that_has_no_place(root):
    shutil.rmtree(root / "a")
    Made(identifier="urn:a/b").write(root / "object")
    layout(root, "0002-flat-direct-storage-layout")


@top("F0037")
def one_identifier_twice(root):
    Made().write(root / "a/b/other")


@top("F0072", "F0085")
def a_file_at_the_end(root):
    lay(root, "a/c/notes.txt")


@top("F0072", "F0088")
def a_folder_of_files(root):
    lay(root, "tools/run.sh")


@top("F0084")
def a_file_on_the_way(root):
    lay(root, "a/notes.txt")


@top("F0073")
def an_empty_folder_on_the_way(root):
    (root / "a/c").mkdir()


@top("F0073")
def empty_extensions(root):
    (root / "extensions").mkdir()


@top("F0090")
def a_link_on_the_way(root):
    (root / "a/c").symlink_to(root / "a/b")


@top("F0112")
def a_file_among_the_roots_extensions(root):
    lay(root, "extensions/notes.txt")


@top("F1016")
def an_unknown_extension_of_the_root(root):
    lay(root, "extensions/notes/a.txt")


@top("F1014")
def objects_at_two_depths(root):
    Made(identifier="urn:example:2").write(root / "c/d")


@top("F1015")
def objects_at_the_top_too(root):
    Made(identifier="urn:example:2").write(root / "d")


@pytest.mark.parametrize("name", ROOTS)
def test_a_root_with_one_fault(name, tmp_path):
    """It raises its code, and no other but those that the same fault earns."""
    codes, change = ROOTS[name]
    root = good_root(tmp_path / "root")
    change(root)
    codes_found = {finding.code for judged in judge_root(root) for finding in judged.findings}
    assert codes_found == codes


def test_a_good_root(tmp_path):
    """Files at its top that are not understood are ignored (E087), as are its registered extensions."""
    root = good_root(tmp_path / "root", "558/181/ea1/x")
    lay(root, "ocfl_1.1.md")
    lay(root, "extensions/initial/config.json", b"{}")
    judged = list(judge_root(root))
    assert [one.where for one in judged] == ["558/181/ea1/x", ""]
    assert [finding for one in judged for finding in one.findings] == []
    assert judged[0].identifier == "urn:example:1"


def test_an_object_of_a_root_is_judged_where_it_stands(tmp_path):
    """A fault within an object is told with the object's path before its own."""
    root = good_root(tmp_path / "root")
    lay(root, "a/b/object/notes.txt")
    wheres = [finding.where for judged in judge_root(root) for finding in judged.findings]
    assert wheres == ["a/b/object/notes.txt"]


def test_every_code_of_ocfl_has_a_case():
    """No code stands in the register that no object or root of these raises."""
    told = {code for codes, *_ in (*OBJECTS.values(), *ROOTS.values()) for code in codes}
    elsewhere = {"F2001", "F2002", "F2003", "F0049"}
    assert {code for code in register() if code.startswith("F")} - told - elsewhere == set()


def test_our_codes_show_those_of_ocfl():
    """F0092 is E092 and F1004 is W004; the clause names it too; what OCFL does not speak of has none."""
    assert [ocfl_code(code) for code in ("F0092", "F1004", "F0112", "F2001")] == [
        "E092",
        "W004",
        "E112",
        None,
    ]
    for code, entry in register().items():
        if (theirs := ocfl_code(code)) and code[0] == "F":
            assert f"{theirs} (" in entry.clause
