"""`archive schema`, as its users run it."""

import pytest


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


GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0">
<start><element name="x"><empty/></element></start></grammar>"""


@pytest.mark.parametrize("name", ["..rng", ".hidden.rng", "a\nb.rng", "odd\udcff.rng", "tei all.rng"])
def test_what_was_added_is_listed_and_found_under_the_name_that_was_told(archive, tmp_path, name):
    """Whatever the file is called: no name is hidden, and none breaks a line."""
    env = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    (tmp_path / name).write_text(GRAMMAR)
    added = archive("schema", "add", name, env=env)
    assert (added.status, added.err) == (0, "")
    told = added.out.split("--tei-schema ")[1].rstrip("\n")
    listed = archive("schema", "list", env=env)
    assert listed.out.startswith(f"{told}  ")
    assert listed.out.count("\n") == 1
    found = archive("validate", "nothing", "--tei-schema", told, env=env)
    assert "E0418" not in found.err


def test_what_is_no_file_among_the_schemas_is_none(archive, tmp_path):
    """A folder or a link that leads nowhere, in the cache, is not listed, and hides none of the others."""
    env = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    (tmp_path / "mine.rng").write_text(GRAMMAR)
    assert archive("schema", "add", "mine.rng", env=env).status == 0
    folder = tmp_path / "cache/archive/schemas"
    (folder / "folder.rng").mkdir()
    (folder / "away.rng").symlink_to("nowhere")
    listed = archive("schema", "list", env=env)
    assert (listed.status, listed.out.split()[0], listed.out.count("\n")) == (0, "mine", 1)
    assert "E0418" in archive("validate", "nothing", "--tei-schema", "away", env=env).err
