"""Drafts: a folder beside its place, of which nothing is left, whoever was killed."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from archive.bag.drafts import clear_drafts, draft_folder


def test_a_draft_goes_with_its_block(tmp_path: Path) -> None:
    """Also when the block fails; but for what was renamed, nothing stays."""
    with draft_folder(tmp_path, "site") as draft:
        (draft / "a").write_text("a")
        draft.rename(tmp_path / "site")
    with pytest.raises(FileExistsError), draft_folder(tmp_path, "site") as draft:
        draft.mkdir()
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "a"]


def test_what_a_killed_run_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    """A living run's draft, another name's, and whatever somebody called so that is no folder of ours, stay."""
    dead = tmp_path / ".site.0123456789ab.part"
    (dead / "texts").mkdir(parents=True)
    (dead / "texts/a.html").write_text("a")
    others = [".site.0123456789AB.part", ".other.0123456789ab.part", ".site.part", "site.0123456789ab.part"]
    for name in others:
        (tmp_path / name).mkdir()
    (tmp_path / ".site.ffffffffffff.part").write_text("a file")
    (tmp_path / ".site.eeeeeeeeeeee.part").symlink_to(tmp_path / others[1])
    with draft_folder(tmp_path, "site") as living:
        clear_drafts(tmp_path, "site")
        left = {path.name for path in tmp_path.iterdir()}
    assert left == {*others, living.name, ".site.ffffffffffff.part", ".site.eeeeeeeeeeee.part"}


def test_a_draft_that_is_taken_for_litter_before_it_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run makes another one."""
    locked: list[int] = []
    real = fcntl.flock

    def late(fd: int, how: int) -> None:
        if not locked:
            next(tmp_path.iterdir()).rmdir()
        locked.append(fd)
        real(fd, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with draft_folder(tmp_path, "site") as draft:
        assert draft.is_dir()
    assert len(locked) == 2
    assert not list(tmp_path.iterdir())
