"""The promise of `import archive`: these names, and no others."""

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
