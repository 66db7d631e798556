"""Inventories as values and as bytes, both ways."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import OcflError
from archive.ocfl.faults import Faults
from archive.ocfl.inventory import Inventory, User, Version, render, sidecar, timestamp
from archive.ocfl.taking import claims_of

SHA512 = st.binary(min_size=64, max_size=64).map(bytes.hex)
NAMES = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), min_size=1, max_size=8
).filter(lambda name: name not in {".", ".."})


@st.composite
def inventories(draw):
    """A sound inventory: two versions, names of any text, content that is shared."""
    digests = draw(st.lists(SHA512, min_size=1, max_size=4, unique=True))
    names = draw(st.lists(NAMES, min_size=len(digests), max_size=6, unique=True))
    versions, used = {}, []
    for number in (1, 2):
        state = {}
        for at, name in enumerate(names):
            state.setdefault(digests[at % len(digests)], []).append(name)
        user = draw(st.none() | st.builds(User, st.text(min_size=1).filter(_plain), st.just("mailto:a@b.c")))
        message = draw(st.none() | st.text().filter(_plain))
        versions[f"v{number}"] = Version(
            "2026-01-01T00:00:00Z",
            {digest: tuple(sorted(paths)) for digest, paths in state.items()},
            message,
            user,
        )
        used += state
    manifest = {digest: (f"v1/content/{at}",) for at, digest in enumerate(digests)}
    fixity = draw(st.sampled_from([{}, {"sha256": {"0" * 64: ("v1/content/0",)}}]))
    return Inventory(
        "urn:x", "v2", versions, manifest, fixity, content_directory=draw(st.none() | st.just("content"))
    )


def _plain(text):
    try:
        return text.encode() is not None
    except UnicodeEncodeError:
        return False


@settings(deadline=None)
@given(inventories())
def test_an_inventory_is_read_as_it_was_written(inventory):
    """What is rendered has no fault of its own text, and gives the same value back; rendered again, the same bytes."""
    data = render(inventory)
    faults = Faults()
    claims = claims_of(data, "inventory.json", faults)
    assert [one for one in faults.found if not one.code.startswith("F1")] == []
    assert claims.inventory() == inventory
    assert render(claims.inventory()) == data


@settings(deadline=None)
@given(inventories())
def test_it_is_json_whose_keys_are_sorted(inventory):
    """Any reader of JSON takes it; of one value there is one text, whatever the order in which it was put together."""
    data = render(inventory)
    document = json.loads(data)
    assert list(document) == sorted(document)
    turned = replace(inventory, manifest=dict(reversed(inventory.manifest.items())))
    assert render(turned) == data


def test_the_bytes_of_a_small_inventory():
    """Word for word, so that a change of form is seen."""
    inventory = Inventory(
        "urn:x", "v1", {"v1": Version("2026-01-01T00:00:00Z", {"ab": ("b", "a")}, 'say "é"', User("A", "mailto:a@b.c"))},
        {"ab": ("v1/content/a",)}, {"sha256": {"cd": ("v1/content/a",)}},
    )  # fmt: skip
    assert render(inventory).decode() == (
        '{\n  "digestAlgorithm": "sha512",\n  "fixity": {\n    "sha256": {\n      "cd": ["v1/content/a"]\n    }\n  },\n'
        '  "head": "v1",\n  "id": "urn:x",\n  "manifest": {\n    "ab": ["v1/content/a"]\n  },\n'
        '  "type": "https://ocfl.io/1.1/spec/#inventory",\n  "versions": {\n    "v1": {\n'
        '      "created": "2026-01-01T00:00:00Z",\n      "message": "say \\"é\\"",\n      "state": {\n'
        '        "ab": ["a", "b"]\n      },\n      "user": {\n        "address": "mailto:a@b.c",\n        "name": "A"\n'
        "      }\n    }\n  }\n}\n"
    )


def test_the_sidecar():
    """The digest, a space, the name and a line feed."""
    assert sidecar(b"", "sha256") == (
        b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 inventory.json\n"
    )


@pytest.mark.parametrize(
    ("head", "following"), [("v1", "v2"), ("v9", "v10"), ("v0001", "v0002"), ("v009", "v010")]
)
def test_the_next_version(head, following):
    """It is named as those before it are."""
    assert Inventory("urn:x", head, {}, {}).next_version() == following


def test_there_is_none_after_the_last_that_padding_allows():
    """After v09 comes nothing (E011)."""
    with pytest.raises(OcflError) as refused:
        Inventory("urn:x", "v09", {}, {}).next_version()
    assert refused.value.code == "E0712"


def test_times_are_told_in_utc():
    """Whatever zone they were given in; without one they are no times."""
    there = timezone(timedelta(hours=2))
    assert timestamp(datetime(2026, 1, 1, 1, tzinfo=there)) == "2025-12-31T23:00:00Z"
    assert timestamp(datetime(2026, 1, 1, 1, 2, 3, 400000, tzinfo=UTC)) == "2026-01-01T01:02:03.400000Z"
    with pytest.raises(ValueError, match="zone"):
        timestamp(datetime(2026, 1, 1))  # noqa: DTZ001
