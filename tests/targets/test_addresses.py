"""Addresses of targets: a secret that somebody typed into one is refused, and reaches no message, journal or receipt."""

import traceback
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.settings import Settings, load_settings
from archive.targets.addresses import holds_credentials, overheard, shown
from archive.targets.opening import open_target

HELD = [
    "s3:planted:planted@bucket",
    "s3:planted@bucket/prefix",
    "s3://planted:planted@bucket",
    "webdav:https://user:planted@host/d",
    "webdav:https://user:pl/planted@host/d",
    "webdav:https://us/er:planted@host/d",
    "webdav:https://user:planted@planted@host",
    "webdav:user:planted@host",
    "fedora:http://planted@host:8080/rest",
    "invenio:user:planted@host",
    "dspace:https://user:planted@host/server",
    "dspace:user:planted@host/server",
    "archivematica:sftp://user:planted@host/in",
    "folder:user:planted@host/share",
    "ocfl:ssh://user:planted@host/store",
]
VARIABLES = {
    "s3": "AWS_SECRET_ACCESS_KEY",
    "webdav": "WEBDAV_PASSWORD",
    "fedora": "FEDORA_PASSWORD",
    "invenio": "INVENIO_TOKEN",
    "dspace": "DSPACE_PASSWORD",
}


def refused(spec, options=None, config=None):
    with pytest.raises(ArchiveError) as caught:
        open_target(spec, load_settings(config), {}, options or {})
    error = caught.value
    told = "".join(traceback.format_exception(error)) + repr(error)
    assert "planted" not in told.replace(f'"{spec}"', "")
    return error


@pytest.mark.parametrize("spec", HELD)
def test_a_secret_in_an_address(spec):
    """It is E0617, which names the variable to use, and shows the host without what stood before it."""
    error = refused(spec)
    assert error.code == "E0617"
    assert "…@" in error.where
    assert VARIABLES.get(spec.partition(":")[0], "name a folder") in error.detail


@pytest.mark.parametrize("spec", HELD)
def test_a_secret_beside_another_fault(spec):
    """An unknown option, or a variable that is not set, is told without the address's secret too."""
    refused(spec, {"nope": True})
    refused(spec, {"token_env": "HOUSE_TOKEN"})


@pytest.mark.parametrize(
    "spec",
    ["https://user:planted@host", "sftp://user:pl/planted@host", "nosuch:user:planted@host", "https://host/?token=planted",
     "s3:bucket?key=planted", "webdav:https://host/d?token=planted", "webdav:https://host/d#planted"],
)  # fmt: skip
def test_a_name_that_is_no_target(spec):
    """What cannot be opened for another reason is told without its user, query and fragment."""
    refused(spec)
    refused(spec, {"nope": True})


def test_a_secret_in_the_settings(tmp_path):
    """The variable that the settings name already is the one that the refusal names."""
    config = tmp_path / "archive.toml"
    config.write_text(
        '[targets.vault]\nkind = "webdav"\nlocation = "https://u:planted@h/d"\npassword_env = "VAULT_PASSWORD"\n'
    )
    error = refused("vault", config=config)
    assert (error.code, "VAULT_PASSWORD" in error.detail) == ("E0617", True)


@pytest.mark.parametrize("value", ['["planted"]', '{ is = "planted" }', '"planted\\u0000"'])
def test_a_secret_where_the_settings_take_none(tmp_path, value):
    """An option of the wrong type is told by its type, not by what it holds."""
    config = tmp_path / "archive.toml"
    config.write_text(f'[targets.vault]\nkind = "s3"\nlocation = "bucket"\npassword = {value}\n')
    with pytest.raises(ArchiveError) as caught:
        load_settings(config)
    assert "planted" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://cloud.example/files/a.person@example.org/bags", True),
        ("https://cloud.example:8443/files/a.person@example.org", True),
        ("http://[::1]:8080/rest/a@b", True),
        ("bucket/prefix", True),
        ("bucket/a@b", True),
        ("store@home", False),
        ("/srv/a@b/store", False),
        ("/srv/a:b/store", False),
        ("/srv/a:b@c/store", False),
        ("C:/Users/me@home/store", False),
        (str(Path("a") / "b:c@d"), False),
    ],
)
def test_an_at_sign_that_opens_no_door(location, address):
    """A name with an @ below the host, or in a folder's, is a name."""
    assert not holds_credentials(location, address=address)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("s3:key:secret@bucket/p", "…@bucket/p"),
        ("webdav:https://u:p@h/d", "webdav:https://…@h/d"),
        ("https://u:p@h/d?x=1#y", "https://…@h/d?…"),
        ("vault", "vault"),
    ],
)
def test_what_is_shown(spec, expected):
    """All before the last @ and after ? or # is left out."""
    assert shown(spec) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://repository.example/rest", True), ("HTTP://repository.example/rest", True), ("http://10.0.0.1:8080", True),
        ("https://repository.example", False), ("http://localhost:8080/x", False), ("http://127.0.1.1", False),
        ("http://[::1]:80/", False), ("http://localhost.example", True),
    ],
)  # fmt: skip
def test_what_others_can_read_on_the_way(url, expected):
    """Plain HTTP can be read by others, however it is spelled, unless it stays on this machine."""
    assert overheard(url) is expected


SPELLED = [
    "s3:vault/letters", "s3:vault", "webdav:http://h.example/d/", "invenio:h.example/api/", "fedora:https://h.example/rest/",
    "dspace:https://h.example/server/", "dspace:packages", "folder:x/../y", "ocfl:store/", "archivematica:transfers",
]  # fmt: skip


@pytest.mark.parametrize("spec", SPELLED)
@pytest.mark.parametrize("endpoint", [None, "http://h.example:9000"])
def test_a_target_is_opened_by_what_it_calls_itself(spec, endpoint):
    """The name that stands in receipts, and in the commands that are printed, is one to give."""
    environ = {
        "AWS_ACCESS_KEY_ID": "a-key-of-the-test", "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-test",
        **({"AWS_ENDPOINT_URL": endpoint} if endpoint else {}),
    }  # fmt: skip
    own = open_target(spec, Settings(), environ).where
    assert open_target(own, Settings(), environ).where == own
