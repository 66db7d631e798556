"""The promise of `import archive`: these names, and no others."""

from pathlib import Path

import archive


def test_every_public_name_is_there():
    """Each name of __all__ can be had, and is the thing of that name."""
    for name in archive.__all__:
        assert getattr(archive, name).__name__ == name


def test_the_public_names_are_sorted_and_whole():
    """__all__, dir() and the homes name the same things."""
    assert archive.__all__ == sorted(archive.__all__) == dir(archive) == sorted(archive._HOMES)


def test_the_api_is_the_command(tmp_path):
    """archive.package gives an outcome a seed, and archive.validate judges what it made."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("One line.\n")
    outcomes = list(archive.package(tmp_path / "seeds", tmp_path / "bags"))
    assert [outcome.value.seed for outcome in outcomes] == ["a"]
    judged = archive.validate(tmp_path / "bags/a", level=archive.Level.BAG)
    assert judged.valid
    assert judged.second_opinion is True


def test_describing_from_python(tmp_path):
    """archive.describe_seeds gives each record with its judgement and writes nothing; a seed that fails fails alone."""
    (tmp_path / "a.txt").write_text(
        "Lima, May 4, 2011\n\nDear Ana Rivera:\n\nWe wrote to you in the spring.\n"
    )
    (tmp_path / "b.txt").write_bytes(b"")
    first, second = archive.describe_seeds(tmp_path)
    assert isinstance(first.value, archive.Described)
    assert first.value.record.value("created") == "2011-05-04"
    assert first.value.judgement.owed > first.value.judgement.met
    assert (second.item, second.error.code) == ("b", "E0201")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_one_bag_is_deposited_by_its_path(tmp_path):
    """A text is the path of one bag, and not a path for each of its letters, the first of which would be the whole disk."""
    bag = Path(__file__).parent.parent / "bags/000_0fa32ea925ec3b8d"
    for bags in (str(bag), bag, [bag]):
        outcomes = list(
            archive.deposit(bags, f"ocfl:{tmp_path}/store", state=tmp_path / "state", executor="serial")
        )
        assert [outcome.value.bag for outcome in outcomes] == [str(bag)]
