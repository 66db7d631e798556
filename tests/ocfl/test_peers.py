"""What others say of what we write, and what we say of what they write: ocfl-py, rocfl, ocfl-java."""

import pytest

from archive.ocfl.exporting import export
from archive.ocfl.layouts import DEFAULT, FlatDirect, HashedTuples
from archive.ocfl.reading import find, identifiers, open_root
from archive.ocfl.roots import judge_root
from archive.ocfl.workspace import make_root
from archive.ocfl.writing import add, open_writer
from archive.outcome import Done
from tests.ocfl.foreign import ocfl_java, ocfl_py, rocfl
from tests.ocfl.making import addition, tree

STATES = {
    "urn:one": [{"bagit.txt": b"bag\n", "data/a b.txt": b"one\n", "data/é/ü.txt": b"two\n", "data/empty": b""}],
    "urn:two": [
        {"a": b"1", "b": b"1", "c/d": b"2"},
        {"a": b"1", "e": b"2", "c/d": b"3"},
        {"c/d": b"1"},
        {},
    ],
    "https://example.org/a/b?c=d": [{"x": b"x" * 300_000}, {"x": b"x" * 300_000, "y": b"y"}],
}  # fmt: skip
PLAIN = {key.replace("/", "_"): value for key, value in STATES.items()}


def store(folder, layout=DEFAULT, states=STATES):
    """A root with all these objects, each state a version."""
    root = make_root(folder / "store", layout)
    for identifier, versions in states.items():
        for state in versions:
            (outcome,) = add(root, [addition(state, identifier)])
            assert isinstance(outcome, Done)
    return root


def lay(folder, states):
    for path, data in states.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def assert_sound(root):
    assert [finding for judged in judge_root(root) for finding in judged.findings] == []


@pytest.mark.parametrize(("layout", "states"), [(DEFAULT, STATES), (FlatDirect(), PLAIN)])
def test_ocfl_py_takes_what_we_write(tmp_path, layout, states):
    """Every object of every version count is valid, without a warning; so is the root."""
    root = store(tmp_path, layout, states)
    places = [root.path / place for place, _ in identifiers(root)]
    assert ocfl_py("objects", *places) == [{"valid": True, "told": []}] * len(states)
    told = {"objects": len(states), "good": len(states), "valid": True, "told": []}
    assert ocfl_py("root", root.path) == [told]


def test_ocfl_py_takes_our_objects_in_the_layout_that_it_lacks(tmp_path):
    """It cannot open a root of 0004, and takes the objects in it."""
    root = store(tmp_path, HashedTuples())
    places = [root.path / place for place, _ in identifiers(root)]
    assert ocfl_py("objects", *places) == [{"valid": True, "told": []}] * len(STATES)


def test_ocfl_py_takes_a_root_in_which_a_writer_is_at_work(tmp_path):
    """What is being assembled disturbs no reader: it says no more than that the workspace is no registered extension."""
    root = store(tmp_path)
    with open_writer(root) as writer:
        writer.prepare(addition({"new": b"new"}, "urn:two"))
        writer.prepare(addition({"new": b"new"}, "urn:new"))
        assert {finding.code for judged in judge_root(root.path) for finding in judged.findings} == {"F1016"}
        assert ocfl_py("root", root.path)[0]["valid"] is True


def test_we_take_what_ocfl_py_writes(tmp_path):
    """Its root and objects have no fault here, give their content back, and get a further version that it takes."""
    versions = STATES["urn:two"][:2]
    for number, state in enumerate(versions, 1):
        lay(tmp_path / f"source/two/v{number}", state)
    lay(tmp_path / "source/one/v1", STATES["urn:one"][0])
    assert ocfl_py("write", tmp_path / "source", tmp_path / "store") == "written"
    assert_sound(tmp_path / "store")
    root = open_root(tmp_path / "store")
    held = find(root, "urn:two")
    newest = export(root, held, tmp_path / "out" / "newest")
    assert tree(newest).items() >= versions[1].items()
    assert tree(export(root, held, tmp_path / "out" / "first", "v1")) == versions[0]
    (outcome,) = add(root, [addition({"again": b"1", "new": b"new"}, "urn:two")])
    assert outcome.value.version == "v3"
    assert_sound(root.path)
    assert ocfl_py("objects", root.path / held.place) == [{"valid": True, "told": []}]


@pytest.mark.servers
@pytest.mark.parametrize("layout", [DEFAULT, HashedTuples()])
def test_rocfl_takes_what_we_write(tmp_path, layout):
    """Root, hierarchy and objects are valid, without a warning; while a writer is at work it warns of the workspace alone."""
    root = store(tmp_path, layout)
    status, said = rocfl(root.path, "validate")
    assert (status, "warning" in said.lower(), "Invalid objects: 0" in said) == (0, False, True), said
    with open_writer(root) as writer:
        writer.prepare(addition({"new": b"new"}, "urn:two"))
        status, said = rocfl(root.path, "validate")
        assert status == 0, said
        assert said.count("W016") == 1, said


@pytest.mark.servers
def test_rocfl_reads_our_content(tmp_path):
    """A file of an older version comes back by its logical path."""
    root = store(tmp_path)
    assert rocfl(root.path, "cat", "-v", "2", "urn:two", "c/d") == (0, "3")


@pytest.mark.servers
def test_we_take_what_rocfl_writes(tmp_path):
    """Its root and object have no fault here but its own extensions, and get a further version that it takes."""
    root = tmp_path / "store"
    lay(tmp_path / "source", STATES["urn:two"][0])
    assert rocfl(root, "init")[0] == 0
    assert rocfl(root, "new", "urn:two")[0] == 0
    assert rocfl(root, "cp", "-r", "urn:two", tmp_path / "source", "--", "/")[0] == 0
    commit = ("commit", "urn:two", "-n", "A. Person", "-a", "mailto:a@example.org", "-m", "first")
    assert rocfl(root, *commit)[0] == 0
    assert {finding.code for judged in judge_root(root) for finding in judged.findings} <= {"F1016", "F0073"}
    opened = open_root(root)
    (outcome,) = add(opened, [addition(STATES["urn:two"][1], "urn:two")])
    assert outcome.value.version == "v2"
    status, said = rocfl(root, "validate")
    assert status == 0, said


@pytest.mark.servers
@pytest.mark.parametrize("layout", [DEFAULT, HashedTuples()])
def test_ocfl_java_takes_what_we_write(tmp_path, layout):
    """Every object is valid with no warning, and its newest version is read byte for byte."""
    root = store(tmp_path, layout)
    assert ocfl_java("validate", root.path) == [f"{name} errors 0 warnings 0" for name in sorted(STATES)]
    assert ocfl_java("read", root.path, tmp_path / "out") == sorted(STATES)
    for number, name in enumerate(sorted(STATES)):
        assert tree(tmp_path / "out" / str(number)) == STATES[name][-1]


@pytest.mark.servers
def test_we_take_what_ocfl_java_writes(tmp_path):
    """Its root and object have no fault here, and get a further version that it takes."""
    for number, state in enumerate(STATES["urn:two"][:3], 1):
        lay(tmp_path / f"source/v{number}", state)
    root = tmp_path / "store"
    root.mkdir()
    assert ocfl_java("write", root, tmp_path / "source") == ["v1", "v2", "v3"]
    assert_sound(root)
    (outcome,) = add(open_root(root), [addition({"again": b"2", "new": b"new"}, "urn:java")])
    assert outcome.value.version == "v4"
    assert ocfl_java("validate", root) == ["urn:java errors 0 warnings 0"]
