"""Bags on disk: what is staged, what is left when a run ends, and what is said of a bag that stands already."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess

import bagit
import pytest

from archive.bag.standing import Standing, standing, standing_serialized
from archive.bag.store import STAGING, Durability, open_store
from archive.bag.tagfiles import render
from archive.bag.writer import discard, stage, stage_serialized
from archive.errors import BagError
from archive.fixity import DEFAULT_ALGORITHMS, measure
from archive.paths import BagPath
from archive.sip import File, Sip


def file(path, data):
    return File(BagPath(path), data, measure((data,)))


def bag(name="000_seed", text=b"A letter.\n"):
    payload = (file("data/original/a.txt", text), file("data/tei/deep/a.xml", b""))
    return render(Sip(name, payload, (("Bagging-Date", "2026-11-21"),)), DEFAULT_ALGORITHMS)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "bags", durability=Durability.NONE) as opened:
        yield opened


def tree(root):
    """Every path below a folder with its mode and, of a file, its bytes."""
    return {
        str(path.relative_to(root)): (path.stat().st_mode & 0o7777, path.is_file() and path.read_bytes())
        for path in (root, *root.rglob("*"))
    }


def test_a_staged_bag_is_valid(store):
    """bagit-python and sha256sum find the staged bag whole."""
    staged = stage("000_seed", bag(), store)
    bagit.Bag(str(staged.root)).validate()
    if shutil.which("sha256sum"):
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            subprocess.run(["sha256sum", "--strict", "--quiet", "-c", manifest], cwd=staged.root, check=True)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027, 0o077])
def test_the_umask_does_not_show(umask, tmp_path):
    """Bytes and modes of a bag are the same under any umask: folders 0755, files 0644."""
    before = os.umask(umask)
    try:
        with open_store(tmp_path / "bags", durability=Durability.NONE) as store:
            found = tree(stage("000_seed", bag(), store).root)
    finally:
        os.umask(before)
    modes = {(mode, data is not False) for mode, data in found.values()}
    assert modes == {(0o755, False), (0o644, True)}
    assert {path: data for path, (_, data) in found.items() if data is not False} == {
        str(f.path): f.data for f in bag()
    }


def test_a_group_that_the_house_gave_its_folder_stays(tmp_path):
    """Below a folder with the set-group-id bit, a bag's folders keep it."""
    (tmp_path / "bags").mkdir()
    (tmp_path / "bags").chmod(0o2775)
    before = os.umask(0o077)
    try:
        with open_store(tmp_path / "bags", durability=Durability.NONE) as store:
            root = stage("000_seed", bag(), store).root
            assert root.stat().st_mode & 0o7777 == 0o2755
            assert (root / "data/tei/deep").stat().st_mode & 0o7777 == 0o2755
    finally:
        os.umask(before)


def test_the_digest_names_the_content(store):
    """The same bag has the same digest wherever it is staged; another payload, another digest."""
    one, other = stage("a", bag(), store), stage("b", bag(text=b"Another.\n"), store)
    assert one.digest == stage("c", bag(), store).digest != other.digest


@pytest.mark.parametrize("name", ["a b", "../a", "a/b", ".archive-staging", "", "con"])
def test_a_name_that_is_not_portable_is_e0401(name, store):
    """No name leads out of the staging folder."""
    for put in (lambda: stage(name, bag(), store), lambda: stage_serialized(name, (b"x",), store)):
        with pytest.raises(BagError) as caught:
            put()
        assert caught.value.code == "E0401"


def test_two_bags_of_one_name_in_one_run(store):
    """What a lost worker has left half written is in nobody's way: the second bag is staged beside, the first stays as it was."""
    first = stage("000_seed", bag(), store)
    serialized = stage_serialized("000_seed.zip", (b"x",), store)
    second = stage("000_seed", bag(), store)
    other = stage_serialized("000_seed.zip", (b"y",), store)
    for staged in (first, second):
        bagit.Bag(str(staged.root)).validate()
    assert (serialized.root.read_bytes(), other.root.read_bytes()) == (b"x", b"y")
    assert len({first.root, second.root}) == len({serialized.root, other.root}) == 2


def test_nothing_stays_of_a_bag_that_could_not_be_staged(store):
    """A file in the way of a folder ends the bag with E0406, which names it, and nothing of the bag is left."""
    with pytest.raises(BagError) as caught:
        stage("000_seed", (file("data", b""), *bag()), store)
    assert (caught.value.code, caught.value.where) == ("E0406", "000_seed")
    assert caught.value.detail.startswith("data: ")
    assert list(store.staging.iterdir()) == []


def test_nothing_stays_of_a_serialization_that_broke_off(store):
    """An exception of the chunks themselves passes through, and the file that was begun is gone."""

    def chunks():
        yield b"begun"
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        stage_serialized("000_seed.tar", chunks(), store)
    assert list(store.staging.iterdir()) == []


def test_a_discarded_bag_is_gone(store):
    """What was judged unfit can be taken away, folder or file, and twice does no harm."""
    for staged in (stage("a", bag(), store), stage_serialized("a.zip", (b"x",), store)):
        discard(staged)
        discard(staged)
    assert list(store.staging.iterdir()) == []


def test_what_is_removed_is_only_what_is_there(store, tmp_path):
    """A link within a discarded bag goes, and what it leads to stays."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_bytes(b"mine")
    staged = stage("a", bag(), store)
    (staged.root / "data/folder").symlink_to(tmp_path / "mine")
    (staged.root / "file").symlink_to(tmp_path / "mine/a.txt")
    os.mkfifo(staged.root / "data/fifo")
    discard(staged)
    assert list(store.staging.iterdir()) == []
    assert (tmp_path / "mine/a.txt").read_bytes() == b"mine"


def test_a_run_leaves_nothing_but_bags(tmp_path):
    """When a run ends, its staging folder is gone with all that was not published; so too if it ends by an interrupt."""
    with open_store(tmp_path / "a" / "bags") as store:
        stage("000_seed", bag(), store)
        assert (tmp_path / "a/bags" / STAGING).is_dir()
    assert list((tmp_path / "a/bags").iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        _interrupted(tmp_path / "b")
    assert list((tmp_path / "b").iterdir()) == []


def _interrupted(root):
    with open_store(root) as store:
        stage("000_seed", bag(), store)
        raise KeyboardInterrupt


def test_two_runs_at_once_do_not_touch_each_other(tmp_path):
    """A run that begins and ends within another leaves the other's staged bags alone."""
    with open_store(tmp_path) as outer:
        staged = stage("000_seed", bag(), outer)
        with open_store(tmp_path) as inner:
            stage("000_seed", bag(), inner)
            assert inner.staging != outer.staging
        bagit.Bag(str(staged.root)).validate()
    assert list(tmp_path.iterdir()) == []


def test_a_store_pickles(store):
    """A worker in another process gets the same store."""
    assert pickle.loads(pickle.dumps(store)) == store


def test_the_root_is_absolute(tmp_path, monkeypatch):
    """A store opened by a relative path means the same folder after the working directory has changed."""
    monkeypatch.chdir(tmp_path)
    with open_store((tmp_path / "x").relative_to(tmp_path)) as store:
        assert store.place("a") == tmp_path / "x" / "a"


@pytest.mark.parametrize(
    "in_the_way", ["file", "below-a-file", "dangling-link", "staging-file", "staging-link"]
)
def test_an_output_folder_that_cannot_be_is_e0404(in_the_way, tmp_path):
    """A file or a dangling link in the place of the folder, or of the hidden one in it, is told before anything is done."""
    root = tmp_path / "bags"
    match in_the_way:
        case "file":
            root.write_bytes(b"mine")
        case "below-a-file":
            (tmp_path / "file").write_bytes(b"mine")
            root = tmp_path / "file" / "bags"
        case "dangling-link":
            root.symlink_to(tmp_path / "nowhere")
        case "staging-file":
            root.mkdir()
            (root / STAGING).write_bytes(b"mine")
        case "staging-link":
            root.mkdir()
            (tmp_path / "elsewhere").mkdir()
            (root / STAGING).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BagError) as caught, open_store(root):
        pass
    assert caught.value.code == "E0404"
    assert caught.value.detail
    assert not (tmp_path / "elsewhere").exists() or list((tmp_path / "elsewhere").iterdir()) == []


def _litter(root):
    (root / ".DS_Store").write_bytes(b"")


def _swap(root):
    (root / "data/original/a.txt").unlink()
    (root / "data/original/a.txt").symlink_to("/dev/null")


def _fifo(root):
    (root / "bag-info.txt").unlink()
    os.mkfifo(root / "bag-info.txt")


def _folder_for_file(root):
    (root / "data/tei/deep/a.xml").unlink()
    (root / "data/tei/deep/a.xml").mkdir()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda root: None, Standing.SAME),
        (shutil.rmtree, Standing.ABSENT),
        (lambda root: (root / "bagit.txt").unlink(), Standing.FOREIGN),
        (lambda root: (root / "data/original/a.txt").write_bytes(b"changed in size"), Standing.DIFFERENT),
        (lambda root: (root / "data/original/a.txt").unlink(), Standing.DIFFERENT),
        (lambda root: (root / "manifest-sha256.txt").write_bytes(b""), Standing.DIFFERENT),
        (lambda root: (root / "bagit.txt").write_bytes(b"x" * 54), Standing.DIFFERENT),
        (lambda root: (root / "data/empty").mkdir(), Standing.DIFFERENT),
        (_litter, Standing.DIFFERENT),
        (_swap, Standing.DIFFERENT),
        (_fifo, Standing.DIFFERENT),
        (_folder_for_file, Standing.DIFFERENT),
    ],
)
def test_what_stands_there(change, expected, store):
    """A bag is the same only if every tag file's bytes, every payload file's size, and the listing are as they would be."""
    stage("000_seed", bag(), store).root.rename(store.place("000_seed"))
    change(store.place("000_seed"))
    assert standing("000_seed", bag(), store) is expected


def test_a_link_to_a_bag_is_foreign(store, tmp_path):
    """A link in a bag's place is no bag, even if it leads to one."""
    stage("000_seed", bag(), store).root.rename(tmp_path / "elsewhere")
    store.place("000_seed").symlink_to(tmp_path / "elsewhere")
    assert standing("000_seed", bag(), store) is Standing.FOREIGN


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (None, Standing.ABSENT),
        (b"abcdef", Standing.SAME),
        (b"abcde", Standing.DIFFERENT),
        (b"abcdefg", Standing.DIFFERENT),
        (b"abXdef", Standing.DIFFERENT),
        ("folder", Standing.FOREIGN),
    ],
)
def test_what_serialized_bag_stands_there(there, expected, store):
    """A serialized bag is the same only byte for byte; a folder of its name is none."""
    place = store.place("a.zip")
    if there == "folder":
        place.mkdir()
    elif there is not None:
        place.write_bytes(there)
    assert standing_serialized("a.zip", (b"abc", b"", b"def"), store) is expected
