"""The layouts, by the examples that the extensions publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import OcflError
from archive.ocfl.layouts import DEFAULT, by_number, layout_of

LONG = "abcdefghij" * 10 + "a"
LONGER = "abcdefghij" * 26
SHA = "5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220"
SHA_LONGER = "55b432806f4e270da0cf23815ed338742179002153cd8d896f23b3e2d8a14359"
D1 = "3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4"
D2 = "487326d8c2a3c0b885e23da1469b4d6671fd4e76978924b4443e9e3c316cda6d"
M = "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88"
N = "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17"
MD5 = {"digestAlgorithm": "md5", "tupleSize": 2, "numberOfTuples": 15}
NOUGHT = {"tupleSize": 0, "numberOfTuples": 0}
FLAT, HASH, TUPLES = (
    "0002-flat-direct-storage-layout",
    "0003-hash-and-id-n-tuple-storage-layout",
    "0004-hashed-n-tuple-storage-layout",
)
OMIT, OMITTED = "0006-flat-omit-prefix-storage-layout", "0007-n-tuple-omit-prefix-storage-layout"
REVERSED = {
    "delimiter": ":",
    "tupleSize": 4,
    "numberOfTuples": 2,
    "zeroPadding": "left",
    "reverseObjectRoot": True,
}
RIGHT = {"delimiter": "edu/", "tupleSize": 3, "numberOfTuples": 3, "zeroPadding": "right"}

PLACES = [
    (FLAT, {}, "object-01", "object-01"),
    (FLAT, {}, "..hor_rib:lé-$id", "..hor_rib:lé-$id"),
    (HASH, {}, "object-01", "3c0/ff4/240/object-01"),
    (HASH, {}, "..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
    (HASH, {}, "..Hor/rib:lè-$id", "373/529/21a/%2e%2eHor%2frib%3al%c3%a8-%24id"),
    (HASH, {}, LONG, f"5cc/73e/648/{LONG[:100]}-{SHA}"),
    (HASH, {}, LONGER, f"55b/432/806/{LONGER[:100]}-{SHA_LONGER}"),
    (HASH, {"digestAlgorithm": "md5"}, "object-01", "ff7/553/449/object-01"),
    (HASH, {"digestAlgorithm": "md5", "tupleSize": 5, "numberOfTuples": 2}, "object-01", "ff755/34492/object-01"),
    (HASH, MD5, "object-01", f"{M}/object-01"),
    (HASH, MD5, "..hor/rib:le-$id", f"{N}/%2e%2ehor%2frib%3ale-%24id"),
    (HASH, NOUGHT, "..hor/rib:le-$id", "%2e%2ehor%2frib%3ale-%24id"),
    (TUPLES, {}, "object-01", f"3c0/ff4/240/{D1}"),
    (TUPLES, {}, "..hor/rib:le-$id", f"487/326/d8c/{D2}"),
    (TUPLES, {**MD5, "shortObjectRoot": True}, "object-01", f"{M}/4e"),
    (TUPLES, {**MD5, "shortObjectRoot": True}, "..hor/rib:le-$id", f"{N}/e0"),
    (TUPLES, NOUGHT, "object-01", D1),
    (OMIT, {"delimiter": ":"}, "namespace:12887296", "12887296"),
    (OMIT, {"delimiter": ":"}, "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "6e8bc430-9c3a-11d9-9669-0800200c9a66"),
    (OMIT, {"delimiter": "edu/"}, "https://institution.edu/3448793", "3448793"),
    (OMIT, {"delimiter": "EDU/"}, "https://institution.edu/abc/edu/f8.05v", "f8.05v"),
    (OMITTED, REVERSED, "namespace:12887296", "6927/8821/12887296"),
    (OMITTED, REVERSED, "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "66a9/c002/6e8bc430-9c3a-11d9-9669-0800200c9a66"),
    (OMITTED, REVERSED, "abc123", "321c/ba00/abc123"),
    (OMITTED, RIGHT, "https://institution.edu/3448793", "344/879/300/3448793"),
    (OMITTED, RIGHT, "https://institution.edu/abc/edu/f8.05v", "f8./05v/000/f8.05v"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "config", "identifier", "place"), PLACES)
def test_an_object_stands_where_its_extension_says(name, config, identifier, place):
    """Each published example is met to the letter, and so is the layout made again from its own parameters."""
    layout = layout_of(name, config)
    assert layout.place(identifier) == place
    assert layout_of(name, {"extensionName": name, **layout.config()}) == layout


@pytest.mark.parametrize(
    ("name", "config", "identifier"),
    [
        (FLAT, {}, "info:fedora/object-01"),
        (FLAT, {}, LONGER),
        (FLAT, {}, ".."),
        (FLAT, {}, "a\0b"),
        (FLAT, {}, ""),
        (FLAT, {}, "extensions"),
        (FLAT, {}, "0=ocfl_1.1"),
        (FLAT, {}, "ocfl_layout.json"),
        (FLAT, {}, "\ud800"),
        (HASH, {}, "\ud800"),
        (OMIT, {"delimiter": "info:"}, "info:fedora/object-01"),
        (OMIT, {"delimiter": ":"}, "urn:"),
        (OMITTED, {}, "urn:é"),
        (OMITTED, {}, "urn:a/../../b"),
    ],
)
def test_an_identifier_that_has_no_place(name, config, identifier):
    """What would leave the root, or could be no folder's name, is E0702."""
    with pytest.raises(OcflError) as refused:
        layout_of(name, config).place(identifier)
    assert refused.value.code == "E0702"


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("pairtree", {}),
        (HASH, {"extensionName": TUPLES}),
        (HASH, {"digestAlgorithm": "crc32"}),
        (HASH, {"digestAlgorithm": "size"}),
        (HASH, {"digestAlgorithm": 1}),
        (HASH, {"tupleSize": 33}),
        (HASH, {"tupleSize": -1}),
        (HASH, {"tupleSize": True}),
        (HASH, {"tupleSize": 3.0}),
        (HASH, {"tupleSize": 0}),
        (HASH, {"digestAlgorithm": "md5", "tupleSize": 32, "numberOfTuples": 2}),
        (TUPLES, {"digestAlgorithm": "md5", "tupleSize": 32, "numberOfTuples": 1, "shortObjectRoot": True}),
        (TUPLES, {"shortObjectRoot": "yes"}),
        (OMIT, {}),
        (OMIT, {"delimiter": ""}),
        (OMITTED, {"tupleSize": 0, "numberOfTuples": 0}),
        (OMITTED, {"zeroPadding": "both"}),
    ],
)
def test_parameters_that_an_extension_does_not_allow(name, config):
    """Each is E0703."""
    with pytest.raises(OcflError) as refused:
        layout_of(name, config)
    assert refused.value.code == "E0703"


@pytest.mark.parametrize("given", ["0003", "hash-and-id-n-tuple", HASH])
def test_the_default_by_its_names(given):
    """0003 is the default, and may be named in three ways."""
    assert by_number(given) == DEFAULT


def test_the_others_by_their_names():
    """0004 and flat-direct can be asked for; what is unknown is E0703."""
    assert [by_number(given).name for given in ("0004", "flat-direct", "0002")] == [TUPLES, FLAT, FLAT]
    with pytest.raises(OcflError) as refused:
        by_number("0006")
    assert refused.value.code == "E0703"


@given(st.text(min_size=1))
def test_the_default_has_a_place_for_every_text(identifier):
    """Four folders, of characters that every file system takes; two identifiers never share one."""
    try:
        identifier.encode()
    except UnicodeEncodeError:
        return
    place = DEFAULT.place(identifier)
    parts = place.split("/")
    assert [len(part) for part in parts[:3]] == [3, 3, 3]
    assert len(parts) == 4
    assert all(
        (part.isascii() and part.replace("%", "").replace("-", "").replace("_", "").isalnum())
        or set(part) <= set("-_")
        for part in parts
    )
    assert DEFAULT.place(f"{identifier}x") != place
