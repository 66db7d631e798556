"""`archive schema`, as its users run it."""


def test_nothing_was_added_yet(archive, tmp_path):
    """An empty list says that it is empty, and how to fill it."""
    ran = archive("schema", "list", env={"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert ran.status == 0
    assert "schema add" in ran.out


def test_add_without_a_schema(archive, tmp_path):
    """Nothing to add is a matter of usage."""
    ran = archive("schema", "add", env={"HOME": str(tmp_path)})
    assert (ran.status, ran.out) == (2, "")
    assert "FILE|URL" in ran.err


def test_an_address_that_is_none(archive, tmp_path):
    """It is refused with its code, and no traceback."""
    ran = archive("schema", "add", "http://[::1/tei_all.rng", env={"HOME": str(tmp_path)})
    assert ran.status == 4
    assert "E0620" in ran.err
    assert "Traceback" not in ran.err
