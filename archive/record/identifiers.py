"""Identifiers: ARKs with their NOID check character, UUIDs, URNs, DOIs, Handles, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
"""The digits of an ARK's name that NOID counts; no vowel makes a word, and no letter passes for a digit."""

TEST_NAAN = "99999"

_ARK = re.compile(r"ark:/?(?P<naan>[0-9bcdfghjkmnpqrstvwxz]{5,9})/(?P<name>[^\s/.]+)(?P<rest>[/.]\S*)?")
_UUID = re.compile(
    r"(?i)urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-(?P<version>[0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
_URN = re.compile(
    r"(?i)urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:(?:[a-z0-9()+,.:=@;$_!*'~&/-]|%[0-9a-f]{2})+(?:[?#]\S*)?"
)
_FORMS = {
    "http": re.compile(r"https?://[^\s/?#]+[^\s]*"),
    "https": re.compile(r"https?://[^\s/?#]+[^\s]*"),
    "doi": re.compile(r"doi:10\.[0-9]{4,9}/\S+"),
    "hdl": re.compile(r"hdl:[^\s/]+/\S+"),
    "local": re.compile(r"local:\S.*"),
}


def check_character(text: str) -> str:
    """The NOID check character of `naan/name`: each digit's value times its place, summed, modulo 29."""
    total = sum(
        place * ALPHABET.find(digit) for place, digit in enumerate(text, start=1) if digit in ALPHABET
    )
    return ALPHABET[total % len(ALPHABET)]


def ark(naan: str, name: str) -> str:
    """The ARK of a name, its check character at the end."""
    return f"ark:/{naan}/{name}{check_character(f'{naan}/{name}')}"


def is_global(value: str) -> bool:
    """Whether an identifier means one thing anywhere in the world: of a kind we know, and not `local:`."""
    scheme = value.partition(":")[0].lower()
    return scheme in {"ark", "urn", "http", "https", "doi", "hdl"}


def identifier_codes(value: str) -> Iterator[str]:
    """The codes of what is wrong with an identifier: R0223 to R0226."""
    scheme = value.partition(":")[0].lower()
    if scheme == "ark":
        yield from _ark_codes(value)
    elif value.lower().startswith("urn:uuid:"):
        match = _UUID.fullmatch(value)
        if match is None:
            yield "R0226"
        elif match["version"] != "5":
            yield "R0225"
    elif scheme == "urn":
        if _URN.fullmatch(value) is None:
            yield "R0226"
    elif scheme in _FORMS and _FORMS[scheme].fullmatch(value) is None:
        yield "R0226"


def _ark_codes(value: str) -> Iterator[str]:
    match = _ARK.fullmatch(value)
    if match is None:
        yield "R0226"
        return
    name = match["name"].replace("-", "")  # hyphens in an ARK mean nothing
    if len(name) < 2 or check_character(f"{match['naan']}/{name[:-1]}") != name[-1]:
        yield "R0223"
    if match["naan"] == TEST_NAAN:
        yield "R0224"
