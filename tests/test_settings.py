"""archive.toml: what it may say, and every fault of it at once."""

from pathlib import Path

import pytest

from archive.errors import SettingsError, SourceError
from archive.settings import Settings, apart, load_settings
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


@pytest.mark.parametrize(
    "text", ["[targets", "\x00", "targets = 3", "[targets]\nx = 3", f"x = {'9' * 5000}", "x = " + "[" * 5000]
)
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


@pytest.mark.parametrize("key", ["state", "targets.a.location", "targets.a.user"])
def test_a_text_that_no_system_takes(tmp_path, key):
    """A NUL in any value is E0603 at its key, and reaches no system call."""
    tree = {"state": "x", "targets.a.location": "x", "targets.a.user": "x"} | {key: "a\\u0000b"}
    text = f'state = "{tree["state"]}"\n[targets.a]\nkind = "ocfl"\n'
    text += "".join(f'{name.rpartition(".")[2]} = "{tree[name]}"\n' for name in list(tree)[1:])
    with pytest.raises(SettingsError) as refused:
        load_settings(written(tmp_path, text))
    assert refused.value.code == "E0603"
    assert refused.value.where.endswith(key.rpartition(".")[2])


def test_a_name_that_reads_as_an_address(tmp_path):
    """No settings can make `ocfl:store` mean another place: a target's name holds no colon."""
    with pytest.raises(SettingsError) as refused:
        load_settings(written(tmp_path, '[targets."ocfl:store"]\nkind = "folder"\nlocation = "x"\n'))
    assert refused.value.code == "E0603"


def test_settings_that_are_a_link_to_nothing(tmp_path, monkeypatch):
    """An archive.toml that cannot be read is told, not taken for none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive.toml").symlink_to("nowhere")
    with pytest.raises(SourceError):
        load_settings(None)


def test_a_secret_in_the_place_of_its_variable(tmp_path):
    """Whoever writes the token itself where its variable's name should stand does not see it in the message."""
    text = '[targets.vault]\nkind = "invenio"\nlocation = "https://x.invalid"\ntoken_env = "glpat-9fK3xQ"\n'
    settings = load_settings(written(tmp_path, text))
    with pytest.raises(SettingsError) as refused:
        open_target("vault", settings, {})
    assert refused.value.code == "E0611"
    assert "9fK3xQ" not in str(refused.value)


def test_a_variable_that_is_not_set(tmp_path):
    """What looks like a variable's name is shown."""
    text = '[targets.vault]\nkind = "invenio"\nlocation = "https://x.invalid"\ntoken_env = "VAULT_TOKEN"\n'
    settings = load_settings(written(tmp_path, text))
    with pytest.raises(SettingsError, match="VAULT_TOKEN"):
        open_target("vault", settings, {})


def test_a_folder_in_the_home(tmp_path):
    """`~/`, which no shell replaces after `folder:`, is the home folder; without one it is a name like others."""
    assert (
        open_target("folder:~/vault", Settings(), {"HOME": str(tmp_path)}).where == f"folder:{tmp_path}/vault"
    )
    assert open_target("folder:~/vault", Settings(), {}).where == f"folder:{Path.cwd()}/~/vault"


def test_no_state_in_a_storage_root(tmp_path):
    """A state folder in an OCFL storage root, where only objects may stand, is E0603; beside one it is not."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store/0=ocfl_1.1").write_text("ocfl_1.1\n")
    for state in ("store", "store/deep/state"):
        with pytest.raises(SettingsError) as refused:
            apart(tmp_path / state)
        assert refused.value.code == "E0603"
    assert apart(tmp_path / "state") == tmp_path / "state"


@pytest.mark.parametrize(
    "spec", ["https://u:geheim@x.invalid/rest", "invenoi:https://u:geheim@x.invalid", "u:geheim@host"]
)
def test_a_password_in_a_target_that_nobody_knows(spec):
    """It is not said again in the message."""
    with pytest.raises(SettingsError) as refused:
        open_target(spec, Settings(), {})
    assert "geheim" not in str(refused.value)
