"""Objects and versions added: what is laid down, what is stored once, what is refused, and that nothing is left of what was."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bag.store import Durability
from archive.errors import BagError, OcflError
from archive.ocfl.assembling import Source
from archive.ocfl.exporting import export
from archive.ocfl.layouts import FlatDirect, HashedTuples, layout_of
from archive.ocfl.objects import judge_object
from archive.ocfl.reading import find, held_at, identifiers, open_root
from archive.ocfl.roots import judge_root
from archive.ocfl.workspace import make_root
from archive.ocfl.writing import Stored, add, open_writer
from archive.outcome import Done, Failed
from tests.ocfl.making import PLACE, Made, addition, tree

TOP = PLACE.partition("/")[0]
FILES = {"bagit.txt": b"bag\n", "data/a.txt": b"one\n", "data/b/c.txt": b"two\n", "data/same.txt": b"one\n"}


def one(root, *additions, **options):
    outcomes = list(add(root, additions, **options))
    return [outcome.value if isinstance(outcome, Done) else outcome.error.code for outcome in outcomes]


def assert_sound(root):
    """The whole root has neither error nor warning, and the workspace is gone."""
    assert [finding for judged in judge_root(root.path) for finding in judged.findings] == []
    assert not (root.path / "extensions/.archive-staging").exists()


@pytest.fixture
def root(tmp_path):
    return make_root(tmp_path / "store")


def test_a_root_that_is_made(tmp_path):
    """Declaration, layout and its parameters; made again it is the same, and what is there already stays."""
    root = make_root(tmp_path / "a" / "store")
    assert tree(root.path) == {
        "0=ocfl_1.1": b"ocfl_1.1\n",
        "extensions/0003-hash-and-id-n-tuple-storage-layout/config.json": (
            b'{\n  "extensionName": "0003-hash-and-id-n-tuple-storage-layout",\n  "digestAlgorithm": "sha256",\n'
            b'  "tupleSize": 3,\n  "numberOfTuples": 3\n}\n'
        ),
        "ocfl_layout.json": (
            '{\n  "extension": "0003-hash-and-id-n-tuple-storage-layout",\n  "description": "'
            + root.layout.description + '"\n}\n'
        ).encode(),
    }  # fmt: skip
    assert make_root(root.path) == root == open_root(root.path)
    assert_sound(root)


@pytest.mark.parametrize("present", ["notes.txt", "0=ocfl_1.0", "sub/x"])
def test_a_root_is_not_made_where_something_is(present, tmp_path):
    """A folder that holds anything else is E0701 and stays as it is."""
    (tmp_path / "store" / present).parent.mkdir(parents=True)
    (tmp_path / "store" / present).write_bytes(b"")
    before = tree(tmp_path)
    with pytest.raises(OcflError) as refused:
        make_root(tmp_path / "store")
    assert refused.value.code == "E0701"
    assert tree(tmp_path) == before


def test_a_root_with_another_layout(tmp_path):
    """It is not made into ours: E0701."""
    make_root(tmp_path / "store", HashedTuples())
    with pytest.raises(OcflError) as refused:
        make_root(tmp_path / "store")
    assert refused.value.code == "E0701"


def test_a_making_that_was_broken_off(tmp_path):
    """What a root without its declaration holds is completed."""
    root = make_root(tmp_path / "store")
    (root.path / "0=ocfl_1.1").unlink()
    (root.path / "ocfl_layout.json").write_bytes(b"{")
    assert make_root(tmp_path / "store") == root


@pytest.mark.parametrize(
    "layout",
    [
        None,
        HashedTuples(),
        FlatDirect(),
        layout_of("0006-flat-omit-prefix-storage-layout", {"delimiter": ":"}),
    ],
)
@pytest.mark.parametrize("durability", list(Durability))
def test_a_new_object(tmp_path, layout, durability):
    """It stands where the layout puts it, sound, its files stored once each; nothing else is left."""
    root = make_root(tmp_path / "store", *([layout] if layout else []))
    place = root.layout.place("urn:example:1")
    assert one(root, addition(FILES), durability=durability) == [Stored("urn:example:1", place, "v1", True)]
    names = {path for path in tree(root.path / place) if "inventory" not in path}
    assert names == {
        "0=ocfl_object_1.1",
        "v1/content/bagit.txt",
        "v1/content/data/a.txt",
        "v1/content/data/b/c.txt",
    }
    assert_sound(root)
    assert (root.path / "extensions").exists() == bool(root.layout.config())


def test_the_same_again(root):
    """Nothing is done, whether the digests were known or the files had to be read; only a reader's time is spent."""
    one(root, addition(FILES))
    before = tree(root.path)
    for known in (True, False):
        again = addition(FILES, known=known, message="another")
        assert one(root, again) == [Stored("urn:example:1", PLACE, "v1", False)]
    assert tree(root.path) == before


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("large", [0, 1 << 19])
def test_a_new_version_stores_only_what_is_new(root, known, large):
    """Content that any version has is not written again, however large; what is gone from the state stays on disk."""
    pad = b"x" * large
    one(root, addition({"old/a": b"a" + pad, "b": b"b"}))
    assert one(root, addition({"moved/a": b"a" + pad, "c": b"c"}, known=known))[0].version == "v2"
    assert one(root, addition({"b": b"b", "again": b"a" + pad}, known=known))[0].version == "v3"
    found = tree(root.path / PLACE)
    assert {path for path in found if "content" in path} == {
        "v1/content/old/a",
        "v1/content/b",
        "v2/content/c",
    }
    inventory = find(root, "urn:example:1").inventory
    assert {name: set(inventory.state(name)) for name in inventory.versions} == {
        "v1": {"old/a", "b"}, "v2": {"moved/a", "c"}, "v3": {"b", "again"},
    }  # fmt: skip
    assert found["v3/inventory.json"] == found["inventory.json"]
    assert_sound(root)


def test_every_version_can_be_had_again(root, tmp_path):
    """Exported, each is byte for byte what was put in, with plain modes, and nothing lies beside it."""
    states = [FILES, {**FILES, "data/a.txt": b"changed"}, {"bagit.txt": b"bag\n"}, {}]
    for state in states:
        one(root, addition(state))
    held = find(root, "urn:example:1")
    for number, state in enumerate(states, 1):
        target = export(root, held, tmp_path / "out" / str(number), f"v{number}")
        assert tree(target) == state
    assert tree(export(root, held, tmp_path / "newest")) == {}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1", "2", "3", "4"]
    for path in (tmp_path / "out").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644)
    assert_sound(root)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h"]), st.sampled_from([b"", b"1", b"2"])
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_sequence_of_states(tmp_path_factory, states):
    """Whatever follows whatever, the object is sound, has a version for each change, and gives each back."""
    folder = tmp_path_factory.mktemp("any")
    root = make_root(folder / "store")
    kept = []
    for state in states:
        (stored,) = one(root, addition(state), durability=Durability.NONE)
        if not kept or kept[-1] != state:
            kept.append(state)
        assert stored.version == f"v{len(kept)}"
    held = find(root, "urn:example:1")
    for number, state in enumerate(kept, 1):
        assert (
            tree(export(root, held, folder / f"v{number}", f"v{number}", durability=Durability.NONE)) == state
        )
    assert_sound(root)


def test_many_in_batches(root):
    """Each outcome in its place; those that fail cost no other; what shares folders of the layout finds its way."""
    wanted = [addition({"a": bytes([n])}, f"urn:{n}") for n in range(20)]
    wanted[3] = addition({"../a": b""}, "urn:bad")
    wanted.append(addition({"a": b"\0"}, "urn:0"))
    found = one(root, *wanted, batch=7)
    assert found[3] == "E0709"
    assert [item.new for item in found if not isinstance(item, str)] == [True] * 19 + [False]
    assert {identifier for _, identifier in identifiers(root)} == {f"urn:{n}" for n in range(20) if n != 3}
    assert_sound(root)


def test_one_object_twice_in_a_batch(root):
    """The second addition of a new object finds the first in its place; of an object that is there, its lock: neither is spoiled."""
    assert one(root, addition({"a": b"1"}), addition({"a": b"2"}))[1] == "E0707"
    assert one(root, addition({"a": b"3"}), addition({"a": b"4"}))[1] == "E0705"
    assert find(root, "urn:example:1").inventory.head == "v2"
    assert_sound(root)


def bent(files, **changes):
    """The first source of an addition changed."""
    whole = addition(files)
    return replace(whole, files=(replace(whole.files[0], **changes), *whole.files[1:]))


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize(
    "changes",
    [
        {"chunks": lambda: iter((b"bog\n",))},
        {"chunks": lambda: iter((b"bag\n", b"more"))},
        {"chunks": lambda: iter(())},
        {"size": 5},
        {"digests": {"sha256": "0" * 64}},
        {"digests": {"sha512": "0" * 128}},
        {"chunks": lambda: iter((b"x" * (1 << 20),))},
    ],
)
def test_a_file_that_is_not_the_expected_one(root, changes, before):
    """Other bytes, another size or digest: E0706, and the store is as it was, with its object or without."""
    if before:
        one(root, addition({"first": b"1"}))
    was = tree(root.path)
    assert one(root, bent(FILES, **changes)) == ["E0706"]
    assert tree(root.path) == was


def test_a_file_that_cannot_be_read(root):
    """Its own error comes through, and nothing is left."""

    def fails():
        yield b"bag\n"
        raise BagError("E0405", "bagit.txt", "gone")

    was = tree(root.path)
    assert one(root, bent(FILES, chunks=fails)) == ["E0405"]
    assert tree(root.path) == was


@pytest.mark.parametrize(
    "paths",
    [
        ("",),
        ("/a",),
        ("a/",),
        ("a//b",),
        ("./a",),
        ("a/..",),
        ("a\0b",),
        ("\ud800",),
        ("a", "a/b"),
        ("a/" * 300 + "b",),
    ],
)
def test_paths_that_are_refused(root, paths):
    """What OCFL forbids, or a file system cannot hold, is E0709; nothing is left."""
    was = tree(root.path)
    assert one(root, addition(dict.fromkeys(paths, b""))) == ["E0709"]
    assert tree(root.path) == was


def test_a_path_twice(root):
    """Which of the two would be stored? E0709."""
    whole = addition({"a": b"1"})
    assert one(root, replace(whole, files=(*whole.files, Source("a", lambda: iter((b"2",)))))) == ["E0709"]


def test_a_name_that_is_too_long_for_the_file_system(root):
    """E0713, with the reason, and nothing left."""
    was = tree(root.path)
    assert one(root, addition({"x" * 300: b""})) == ["E0713"]
    assert tree(root.path) == was


@pytest.mark.parametrize("making", [{"algorithm": "sha256"}, {"spec": "1.0"}, {"names": ("v001", "v002")}])
def test_a_version_of_somebody_elses_object(root, making):
    """Its algorithm, its OCFL and its padding are kept; its versions stay byte for byte."""
    place = root.path / PLACE
    Made(**making).write(place)
    before = tree(place)
    (stored,) = one(root, addition({"a.txt": b"one\n", "new": b"new"}, known=False))
    assert stored.version == {"v2": "v3", "v002": "v003"}[making.get("names", ("", "v2"))[1]]
    after = tree(place)
    assert {path: after[path] for path in before if "/" in path} == {
        path: before[path] for path in before if "/" in path
    }
    codes = {finding.code for finding in judge_object(place).findings}
    assert codes <= {"F1001", "F1004"}
    assert held_at(root, PLACE).inventory.algorithm == making.get("algorithm", "sha512")


def test_an_upper_case_inventory_gets_a_version(root):
    """Digests are the same in either case: nothing is stored twice, and the new state is written as the manifest is."""
    made = Made()
    for document in (made.root, made.v1):
        document["manifest"] = {key.upper(): paths for key, paths in document["manifest"].items()}
        for version in document["versions"].values():
            version["state"] = {key.upper(): paths for key, paths in version["state"].items()}
    made.write(root.path / PLACE)
    assert one(root, addition({"b.txt": b"two\n", "c.txt": b"three\n"}))[0].new is False
    assert one(root, addition({"again": b"one\n", "new": b"4"}))[0].version == "v3"
    assert [path for path in tree(root.path / PLACE) if path.startswith("v3/content")] == ["v3/content/new"]
    assert_sound(root)


def doubtful(made):
    made.root["versions"]["v1"]["created"] = made.v1["versions"]["v1"]["created"] = "2026"


def damaged(made):
    made.after["inventory.json"] = b"{}"


def other(made):
    for document in (made.root, made.v1):
        document["id"] = "urn:example:2"


def ahead(made):
    made.after["v3/content/x"] = b"x"


@pytest.mark.parametrize(
    ("change", "code"), [(doubtful, "E0704"), (damaged, "E0708"), (other, "E0707"), (ahead, "E0708")]
)
def test_an_object_that_is_not_touched(root, change, code):
    """One whose inventory has faults, or that is another's, or in disorder, gets no version and stays as it is."""
    made = Made()
    change(made)
    made.write(root.path / PLACE)
    was = tree(root.path)
    assert one(root, addition(FILES)) == [code]
    assert tree(root.path) == was


def test_nothing_is_written_through_a_link(root, tmp_path):
    """A link on the way to an object is E0708, whether the object is there or new."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (root.path / TOP).symlink_to(outside)
    assert one(root, addition(FILES)) == ["E0708"]
    assert list(outside.iterdir()) == []


def test_no_object_within_an_object(tmp_path):
    """Where a folder on the way is an object itself, nothing is added below it (E082)."""
    root = make_root(tmp_path / "store")
    Made(identifier="urn:other").write(root.path / TOP)
    assert one(root, addition(FILES)) == ["E0708"]


def test_a_root_whose_layout_is_unknown(tmp_path):
    """It can be read, and nothing can be added: E0703."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store/0=ocfl_1.1").write_bytes(b"ocfl_1.1\n")
    Made().write(tmp_path / "store/some/where")
    root = open_root(tmp_path / "store")
    assert find(root, "urn:example:1").place == "some/where"
    with pytest.raises(OcflError) as refused, open_writer(root):
        pass
    assert refused.value.code == "E0703"


def test_what_was_prepared_and_not_committed(root):
    """It is not seen, and with the writer's end it is gone."""
    was = tree(root.path)
    with open_writer(root) as writer:
        writer.prepare(addition(FILES))
        assert find(root, "urn:example:1") is None
        assert (root.path / "extensions/.archive-staging").is_dir()
    assert tree(root.path) == was


def test_an_inventory_that_could_not_be_read_again(root, monkeypatch):
    """It is not written: E0716."""
    from archive.ocfl import assembling
    from archive.ocfl.faults import Limits

    monkeypatch.setattr(assembling, "LIMITS", Limits(inventory=200))
    assert one(root, addition(FILES)) == ["E0716"]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """Two stores filled alike are the same, byte for byte, whatever the order of files."""
    stores = []
    for number in range(2):
        root = make_root(tmp_path / str(number))
        files = dict(sorted(FILES.items(), reverse=bool(number)))
        one(root, addition(files))
        one(root, addition({**files, "new": b"new"}))
        stores.append(tree(root.path))
    assert stores[0] == stores[1]


def test_modes_do_not_depend_on_the_umask(root):
    """Folders are 0755 and files 0644 under any umask."""
    old = os.umask(0o077)
    try:
        one(root, addition(FILES))
    finally:
        os.umask(old)
    for path in (root.path / TOP).rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_failed_is_told_with_its_identifier(root):
    """An outcome names the object it is of."""
    (failed,) = add(root, [addition({"../a": b""}, "urn:bad")])
    assert isinstance(failed, Failed)
    assert failed.item == "urn:bad"


def test_the_example_of_the_page(tmp_path, monkeypatch):
    """The Python of docs/ocfl.md runs as it stands, and gives the letter back."""
    page = (Path(__file__).resolve().parents[2] / "docs/ocfl.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(page.partition("```python\n")[2].partition("```")[0], {})
    assert tree(tmp_path / "out") == {"v1/letter.txt": b"Dear Sir,\n"}
    assert_sound(open_root(tmp_path / "store"))
