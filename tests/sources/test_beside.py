"""Files beside seeds: whole or not at all, never over what stands there unless asked, and named so that they mean one seed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.errors import SourceError
from archive.sources.beside import folder_of, sidecar_names, write_new, write_over
from archive.sources.opening import open_source


@pytest.mark.parametrize(
    "places, names",
    [
        (["a.txt"], ["a.yaml"]),
        (["a.txt", "b/a.txt"], ["a.yaml", "b/a.yaml"]),
        (["a.txt", "a.md"], ["a.txt.yaml", "a.md.yaml"]),
        (["a.txt", "A.md"], ["a.txt.yaml", "A.md.yaml"]),
        (["collection.txt", "b/collection.txt"], ["collection.txt.yaml", "b/collection.yaml"]),
        (["authorities.txt"], ["authorities.txt.yaml"]),
        (["README"], ["README.yaml"]),
        (["a\\u000ab.txt"], ["a\nb.yaml"]),
    ],
)
def test_a_sidecar_s_name_means_one_seed(places: list[str], names: list[str]) -> None:
    """The stem where no other seed shares it and it is no name of the collection's own, else the whole name."""
    assert list(sidecar_names(places).values()) == names


def test_where_the_paths_start(tmp_path: Path) -> None:
    """A folder of seeds is its own; a table's seeds lie below the table's folder."""
    (tmp_path / "t.csv").write_text("filename\n")
    assert folder_of(open_source(tmp_path)) == folder_of(open_source(tmp_path / "t.csv")) == tmp_path


def test_what_stands_is_not_written_over(tmp_path: Path) -> None:
    """E0121, and the file is as it was, link or not; the very same bytes are well."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"mine")
    for target in (path, tmp_path / "link"):
        if target != path:
            target.symlink_to("nowhere")
        with pytest.raises(SourceError, match="E0121"):
            write_new(target, b"theirs")
    assert path.read_bytes() == b"mine"
    write_new(path, b"mine")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.yaml", "link"]


def test_the_old_file_is_kept(tmp_path: Path) -> None:
    """Each time under the next free name, hidden; writing the same again keeps nothing."""
    path = tmp_path / "new/a.yaml"
    kept = [write_over(path, data) for data in (b"1", b"2", b"2", b"3")]
    assert kept == [None, ".a.yaml.1", None, ".a.yaml.2"]
    assert {item.name: item.read_bytes() for item in path.parent.iterdir()} == {
        "a.yaml": b"3",
        ".a.yaml.1": b"1",
        ".a.yaml.2": b"2",
    }


def test_what_a_kill_left_is_in_nobody_s_way(tmp_path: Path) -> None:
    """Half a file of an earlier run is taken out."""
    (tmp_path / ".a.yaml.part").write_bytes(b"hal")
    write_new(tmp_path / "a.yaml", b"whole")
    assert [item.name for item in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("write", [write_new, write_over])
def test_several_runs_at_once(write: Callable[[Path, bytes], object], tmp_path: Path) -> None:
    """Each waits for the other's draft of the same file, whoever is first; none takes it for what a kill has left."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: write(tmp_path / f"{number % 5}.yaml", b"the same"), range(400)))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{number}.yaml": b"the same" for number in range(5)
    }


@pytest.mark.parametrize("kind", ["link", "FIFO", "second name"])
def test_what_is_no_draft_of_ours(kind: str, tmp_path: Path) -> None:
    """Nothing is written through what somebody laid in the draft's place, and nobody waits for its reader."""
    (tmp_path / "theirs").write_bytes(b"theirs")
    draft = tmp_path / ".a.yaml.part"
    match kind:
        case "link":
            draft.symlink_to("theirs")
        case "FIFO":
            os.mkfifo(draft)
        case _:
            os.link(tmp_path / "theirs", draft)
    write_new(tmp_path / "a.yaml", b"ours")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.yaml": b"ours",
        "theirs": b"theirs",
    }


def test_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that has no links, files are written all the same, and none over another."""

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "a.yaml", b"1")
    assert write_over(tmp_path / "a.yaml", b"2") == ".a.yaml.1"
    with pytest.raises(SourceError, match="E0121"):
        write_new(tmp_path / "a.yaml", b"3")
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir()} == {
        "a.yaml": b"2",
        ".a.yaml.1": b"1",
    }


@pytest.mark.parametrize("write", [write_new, write_over])
def test_what_cannot_be_written(write: object, tmp_path: Path) -> None:
    """E0122, with what the system says."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SourceError, match="E0122"):
        write(tmp_path / "file/a.yaml", b"1")  # type: ignore[operator]
