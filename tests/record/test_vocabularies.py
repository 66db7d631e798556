"""The closed lists: language tags, relators, rights, identifiers with their check characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.record.identifiers import ALPHABET, ark, check_character, identifier_codes, is_global
from archive.record.languages import tag_fault
from archive.record.relators import RELATORS
from archive.record.vocabularies import (
    access_fault,
    charset_fault,
    is_rights_uri,
    nearest,
    rights_fault,
    role_fault,
    type_fault,
)


@pytest.mark.parametrize(
    "tag",
    ["en", "es-HN", "es-419", "zh-Hant-TW", "EN-us", "cmn", "mul", "und", "zxx", "sgn", "sr-Cyrl-ekavsk", "de-CH-1996", "sl-rozaj-biske",
     "en-x-house", "x-house", "de-u-co-phonebk", "qaa", "qtz-QM", "en-Qaaa-XK"],
)  # fmt: skip
def test_registered_tags(tag: str) -> None:
    """A tag of registered subtags has no fault."""
    assert tag_fault(tag) is None


@pytest.mark.parametrize(
    "tag, meant",
    [
        ("eng", '"en"'),
        ("ger", '"de"'),
        ("deu", '"de"'),
        ("spa", '"es"'),
        ("English", '"en"'),
        ("Spanish", '"es"'),
        ("es_HN", '"es-HN"'),
        ("zz", None),
        ("zzq", None),
        ("en-QL", None),
        ("iw", None),
        ("en-Qqqq", None),
        ("en-notavar", None),
        ("de-1996-1996", None),
        ("", None),
        ("e", None),
        ("en-", None),
        ("x" * 65, None),
    ],
)
def test_tags_at_fault(tag: str, meant: str | None) -> None:
    """A tag that is not registered is at fault, and the registered one is named where there is one."""
    fault = tag_fault(tag)
    assert fault is not None
    assert (meant in fault) if meant else "did you mean" not in fault


@pytest.mark.parametrize(
    "role, meant", [("author", "aut"), ("AUT", "aut"), ("Photographer", "pht"), ("photografer", "pht"), ("signer", "sgn"), ("zzz", None)]
)  # fmt: skip
def test_roles(role: str, meant: str | None) -> None:
    """A role by its name, or nearly, leads to its code."""
    fault = role_fault(role)
    assert fault is not None
    assert (f'"{meant}" ({RELATORS[meant]})' in fault) if meant else "did you mean" not in fault
    assert role_fault("aut") is None


@pytest.mark.parametrize(
    "uri, right",
    [
        ("https://creativecommons.org/licenses/by/4.0/", "http://creativecommons.org/licenses/by/4.0/"),
        ("http://creativecommons.org/licenses/by/4.0", "http://creativecommons.org/licenses/by/4.0/"),
        (
            "https://creativecommons.org/licenses/by-sa/4.0/deed.es",
            "http://creativecommons.org/licenses/by-sa/4.0/",
        ),
        (
            "https://www.creativecommons.org/publicdomain/zero/1.0/",
            "http://creativecommons.org/publicdomain/zero/1.0/",
        ),
        (
            "http://rightsstatements.org/page/CNE/1.0/?language=en",
            "http://rightsstatements.org/vocab/CNE/1.0/",
        ),
        ("https://rightsstatements.org/vocab/InC-EDU/1.0/", "http://rightsstatements.org/vocab/InC-EDU/1.0/"),
        ("http://rightsstatements.org/vocab/CNE", "http://rightsstatements.org/vocab/CNE/1.0/"),
        ("http://creativecommons.org/licenses/by-xx/4.0/", None),
    ],
)
def test_rights(uri: str, right: str | None) -> None:
    """A URI of the two hosts that is not as its owner gives it leads to the one that is."""
    fault = rights_fault(uri)
    assert fault is not None
    assert (right is None) is ("did you mean" not in fault)
    if right is not None:
        assert right in fault
        assert is_rights_uri(right)
        assert rights_fault(right) is None


def test_free_rights() -> None:
    """Words, and URIs of others, are free."""
    for value in ("All rights reserved.", "https://example.org/licence", "http://spdx.org/licenses/MIT"):
        assert rights_fault(value) is None
        assert not is_rights_uri(value)


def test_types_and_access() -> None:
    """The namespaces of DCMI types and COAR rights hold their terms and nothing else."""
    assert type_fault("http://purl.org/dc/dcmitype/Text") is None
    assert type_fault("letters") is None
    assert "dcmitype/StillImage" in (type_fault("https://purl.org/dc/dcmitype/StilImage") or "")
    assert access_fault("http://purl.org/coar/access_right/c_14cb") is None
    assert "begins with http:" in (access_fault("https://purl.org/coar/access_right/c_abf2") or "")
    assert "c_16ec" in (access_fault("http://purl.org/coar/access_right/c_0000") or "")


def test_charsets() -> None:
    """An encoding that is none of text is at fault."""
    assert [charset_fault(name) for name in ("utf-8", "UTF8", "windows-1252", "latin-1")] == [None] * 4
    for name in ("base64", "rot13", "utf9", "x" * 500, "a\0b"):
        assert charset_fault(name) is not None


def test_nearest() -> None:
    """Case alone counts as the same entry; nothing near is None."""
    assert nearest("TITLE", ["title", "titles"]) == "title"
    assert nearest("xyz", ["title"]) is None


# The first is the example of the NOID documentation.
@pytest.mark.parametrize("name", ["13030/xf93gt2q", "12345/x6np1wh8kc", "99999/fk4gt2g"])
def test_check_characters(name: str) -> None:
    """The check character is the one that NOID computes."""
    assert check_character(name[:-1]) == name[-1]
    assert "R0223" not in set(identifier_codes(f"ark:/{name}"))
    assert "R0223" not in set(identifier_codes(f"ark:{name}"))


@given(st.text(ALPHABET, min_size=2, max_size=20), st.data())
@settings(deadline=None)
def test_check_character_catches(name: str, data: st.DataObject) -> None:
    """One digit put for another, or two neighbours swapped, never goes unseen."""
    right = ark("12345", name)
    place = data.draw(st.integers(11, len(right) - 1))
    other = data.draw(st.sampled_from([digit for digit in ALPHABET if digit != right[place]]))
    wrong = right[:place] + other + right[place + 1 :]
    assert list(identifier_codes(right)) == []
    assert list(identifier_codes(wrong)) == ["R0223"]
    if place + 1 < len(right) and right[place] != right[place + 1]:
        swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        assert list(identifier_codes(swapped)) == ["R0223"]


@pytest.mark.parametrize(
    "value, codes",
    [
        ("urn:uuid:e3e70682-c209-5cac-a29f-6fbed82c07cd", []),
        ("urn:uuid:e3e70682-c209-4cac-a29f-6fbed82c07cd", ["R0225"]),
        ("urn:uuid:e3e70682c2094caca29f6fbed82c07cd", ["R0226"]),
        ("urn:isbn:9780306406157", []),
        ("urn:x", ["R0226"]),
        ("doi:10.1000/182", []),
        ("doi:11.1000", ["R0226"]),
        ("hdl:2027/x", []),
        ("hdl:x", ["R0226"]),
        ("https://example.org/a", []),
        ("http://", ["R0226"]),
        ("ark:/12345", ["R0226"]),
        ("ark:/99999/fk4gt2g", ["R0224"]),
        ("ark:/12345/x6np1wh8kc/page2.v1", []),
        ("local:MS 12/4", []),
        ("local:", ["R0226"]),
        ("MS 12/4", []),
    ],
)
def test_identifiers(value: str, codes: list[str]) -> None:
    """Each kind of identifier is held to its own syntax."""
    assert list(identifier_codes(value)) == codes


def test_global() -> None:
    """A local reference code is not unique in the world."""
    assert [is_global(value) for value in ("urn:x:1", "ark:/1/2", "local:1", "MS 12/4")] == [
        True,
        True,
        False,
        False,
    ]
