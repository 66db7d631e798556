"""archive.toml: what it may say, and every fault of it at once."""

import pytest

from archive.errors import SettingsError, SourceError
from archive.settings import Settings, load_settings
from archive.targets.opening import KINDS, open_target

GOOD = """
state = "kept"
[targets.vault]
kind = "folder"
location = "vault"
serialize = "tar"
"""


def written(tmp_path, text):
    path = tmp_path / "archive.toml"
    path.write_text(text)
    return path


def test_what_a_house_keeps(tmp_path):
    """Targets by name with their options; the state folder lies beside the settings."""
    found = load_settings(written(tmp_path, GOOD))
    assert found.state == tmp_path / "kept"
    assert found.targets["vault"].options == {"serialize": "tar"}


def test_without_settings(tmp_path, monkeypatch):
    """Where there is no archive.toml the defaults hold; one that was named must be there."""
    monkeypatch.chdir(tmp_path)
    assert load_settings(None) == Settings()
    with pytest.raises(SourceError):
        load_settings(tmp_path / "archive.toml")


def test_all_faults_at_once(tmp_path):
    """Each unknown key, missing text and wrong value is told, the first and the others."""
    text = 'stat = "x"\nstate = 3\n[targets.a]\nkind = "folder"\n[targets.b]\nkind = 1\nlocation = "x"\nopt = [1]\n'
    with pytest.raises(SettingsError) as refused:
        load_settings(written(tmp_path, text))
    error = refused.value
    told = [(error.where, error.detail), *error.causes]
    assert error.code == "E0603"
    assert [place.rpartition(" ")[2] for place, _ in told] == ["stat", "state", "location", "kind", "opt"]
    assert "did you mean state" in told[0][1]


@pytest.mark.parametrize("text", ["[targets", "\x00", "targets = 3", "[targets]\nx = 3"])
def test_what_is_no_settings(tmp_path, text):
    """Text that is no TOML, or of another shape, is E0603."""
    with pytest.raises(SettingsError) as refused:
        load_settings(written(tmp_path, text))
    assert refused.value.code == "E0603"


@pytest.mark.parametrize("spec", ["vault", "ftp:x", "folder:", "folder", ""])
def test_a_target_that_nobody_knows(spec):
    """Neither a name of the settings nor a known kind with a location is E0602."""
    with pytest.raises(SettingsError) as refused:
        open_target(spec, Settings(), {})
    assert refused.value.code == "E0602"


def test_an_option_that_the_kind_lacks(tmp_path):
    """A misspelled option is E0603 with the one that was meant."""
    settings = load_settings(written(tmp_path, GOOD.replace("serialize", "serialise")))
    with pytest.raises(SettingsError) as refused:
        open_target("vault", settings, {})
    assert refused.value.code == "E0603"
    assert "serialize" in refused.value.detail


def test_a_path_is_absolute_and_lies_beside_the_settings(tmp_path, monkeypatch):
    """A folder named in the settings lies beside them, one named on the command line in the working folder."""
    settings = load_settings(written(tmp_path, GOOD))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert open_target("vault", settings, {}).where == f"folder:{tmp_path}/vault"
    assert open_target("folder:vault", settings, {}).where == f"folder:{tmp_path}/work/vault"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_opened(kind, tmp_path):
    """Each kind's module is there, explains its options, and contacts nobody when it is opened."""
    location = {
        "invenio": "https://x.invalid",
        "fedora": "https://x.invalid/rest",
        "webdav": "https://x.invalid/d",
        "s3": "bucket/p",
    }
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    target = open_target(f"{kind}:{location.get(kind, tmp_path / 'x')}", Settings(), keys)
    assert target.kind == kind
    assert target.where.startswith(f"{kind}:")
    target.close()
