"""The closed lists that values are held to, and the entry that a wrong value probably means."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from archive.record import date_hints, edtf
from archive.record.languages import tag_fault
from archive.record.relators import RELATORS

DCMI_TYPE = "http://purl.org/dc/dcmitype/"
DCMI_TYPES = frozenset(
    [
        "Collection",
        "Dataset",
        "Event",
        "Image",
        "InteractiveResource",
        "MovingImage",
        "PhysicalObject",
        "Service",
        "Software",
        "Sound",
        "StillImage",
        "Text",
    ]
)
"""The DCMI Type Vocabulary (DCMI Metadata Terms §7)."""

COAR_ACCESS = "http://purl.org/coar/access_right/"
COAR_ACCESS_RIGHTS = {
    "c_abf2": "open access",
    "c_f1cf": "embargoed access",
    "c_16ec": "restricted access",
    "c_14cb": "metadata only access",
}

RIGHTS_STATEMENTS = "http://rightsstatements.org/vocab/"
RIGHTS = frozenset(
    [
        "InC",
        "InC-OW-EU",
        "InC-EDU",
        "InC-NC",
        "InC-RUU",
        "NoC-CR",
        "NoC-NC",
        "NoC-OKLR",
        "NoC-US",
        "CNE",
        "UND",
        "NKC",
    ]
)
"""The twelve statements of rightsstatements.org, version 1.0."""

CREATIVE_COMMONS = "http://creativecommons.org/"
_RIGHTS_URIS = frozenset(f"{RIGHTS_STATEMENTS}{name}/1.0/" for name in RIGHTS)
_CC = re.compile(
    r"http://creativecommons\.org/(?:"
    r"licenses/(?:by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd)/(?:1\.0|2\.0|2\.5|3\.0|4\.0)(?:/[a-z]{2,3})?/"
    r"|publicdomain/(?:zero|mark)/1\.0/)"
)
_RIGHTS_HOST = re.compile(
    r"(?P<scheme>https?)://(?:www\.)?(?P<host>creativecommons\.org|rightsstatements\.org)/(?P<path>\S*)",
    re.IGNORECASE,
)

DATES = frozenset(
    [
        "available",
        "created",
        "date",
        "dateAccepted",
        "dateCopyrighted",
        "dateSubmitted",
        "issued",
        "modified",
        "temporal",
        "valid",
    ]
)
"""Properties whose value is EDTF unless their scheme says otherwise."""

MEDIA_TYPE = re.compile(
    r"(?:application|audio|font|image|message|model|multipart|text|video)/[a-z0-9][a-z0-9.+_-]*"
    r"(?:; *charset=[A-Za-z0-9._-]+)?"
)
"""A media type with a registered top level (RFC 6838 §4.2), so that the PRONOM identifier `fmt/111` is none."""
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")

_CHARSETS = [
    "ascii",
    "utf-8",
    "utf-16",
    "utf-32",
    "latin-1",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-7",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "mac-roman",
    "koi8-r",
    "cp437",
    "cp850",
    "big5",
    "gb18030",
    "shift_jis",
    "euc-jp",
    "euc-kr",
]  # what a wrong name probably means; any that Python reads is taken
_ROLES = {term.casefold(): code for code, term in RELATORS.items()}


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The entry most like `wrong`, or None if none is near; equal but for case comes first."""
    entries = list(known)
    folded = wrong.casefold()
    for entry in entries:
        if entry.casefold() == folded:
            return entry
    return next(iter(get_close_matches(wrong[:80], entries, n=1, cutoff=0.6)), None)


def unknown(kind: str, wrong: str, known: Collection[str]) -> str:
    """The sentence for an entry that a closed list lacks: with the nearest one, or the list if it is short."""
    meant = nearest(wrong, known)
    if meant is not None:
        return f'no such {kind} "{_short(wrong)}"; did you mean "{meant}"?'
    listed = f"; there are {', '.join(sorted(known))}" if len(known) <= 12 else ""
    return f'no such {kind} "{_short(wrong)}"{listed}'


def role_fault(role: str) -> str | None:
    """What is wrong with a MARC relator code, or None."""
    if role in RELATORS:
        return None
    meant = _ROLES.get(role.casefold()) or (role.casefold() if role.casefold() in RELATORS else None)
    if meant is None:
        close = get_close_matches(role.casefold()[:80], [*_ROLES], n=1, cutoff=0.7)
        meant = _ROLES[close[0]] if close else None
    hint = f'; did you mean "{meant}" ({RELATORS[meant]})?' if meant else " of the MARC relators"
    return f'no such role "{_short(role)}"{hint}'


def date_fault(value: str) -> str | None:
    """What is wrong with a value that should be EDTF, or None."""
    try:
        edtf.parse(value)
    except ValueError as error:
        if meant := date_hints.readings(value):
            days = '" or "'.join(meant)
            return f'"{_short(value)}" is no EDTF date; did you mean "{days}"?'
        if date_hints.short_year(value):
            return f'"{_short(value)}" is no EDTF date; write all four digits of the year, as in "1871-11"'
        if re.fullmatch(r"(?i)\[?(?:undated|n\.? ?d\.?|s\.? ?d\.?|unknown|none)\]?", value):
            return f'"{_short(value)}" is no date; write `status: not-stated` instead of a value'
        return _short(str(error), 160)
    return None


def is_rights_uri(value: str) -> bool:
    """Whether this is one of the twelve statements or a Creative Commons licence, in the form that its owner gives."""
    return value in _RIGHTS_URIS or _CC.fullmatch(value) is not None


def rights_fault(value: str) -> str | None:
    """What is wrong with a rights URI of the two hosts that we know, or None; other values are free."""
    match = _RIGHTS_HOST.fullmatch(value)
    if match is None or is_rights_uri(value):
        return None
    meant = _rights_meant(match["host"].lower(), match["path"])
    hint = f'; did you mean "{meant}"?' if meant else ""
    if match["scheme"] == "https" and meant:
        return f"the URI of this statement begins with http, not https{hint}"
    return f'"{_short(value)}" is no statement of {match["host"].lower()}{hint}'


def _rights_meant(host: str, path: str) -> str | None:
    if host == "creativecommons.org":
        tidy = re.sub(r"/(?:deed|legalcode)(?:\.[a-z_-]+)?/?$", "", path.lower()).rstrip("/")
        candidate = f"{CREATIVE_COMMONS}{tidy}/"
        return candidate if _CC.fullmatch(candidate) else None
    parts = [part for part in path.split("/") if part]
    name = next(
        (nearest(part, RIGHTS) for part in parts if part.lower() not in {"vocab", "page", "1.0"}), None
    )
    return f"{RIGHTS_STATEMENTS}{name}/1.0/" if name else None


def type_fault(value: str) -> str | None:
    """What is wrong with a value in the namespace of the DCMI types, or None; other values are free."""
    for stem in (DCMI_TYPE, DCMI_TYPE.replace("http:", "https:")):
        if value.startswith(stem):
            name = value.removeprefix(stem)
            if stem == DCMI_TYPE and name in DCMI_TYPES:
                return None
            meant = nearest(name, DCMI_TYPES)
            hint = f'; did you mean "{DCMI_TYPE}{meant}"?' if meant else ""
            return f'"{_short(value)}" is no DCMI type{hint}'
    return None


def access_fault(value: str) -> str | None:
    """What is wrong with a value in the namespace of COAR's access rights, or None; other values are free."""
    match = re.fullmatch(r"(https?)://purl\.org/coar/access_right/(\S*)", value)
    if match is None or (match[1] == "http" and match[2] in COAR_ACCESS_RIGHTS):
        return None
    if match[2] in COAR_ACCESS_RIGHTS:
        return f'the URI of this right begins with http: "{COAR_ACCESS}{match[2]}"'
    listed = ", ".join(f"{code} ({label})" for code, label in COAR_ACCESS_RIGHTS.items())
    return f'"{_short(value)}" is no COAR access right; there are {listed}'


def charset_fault(name: str) -> str | None:
    """What is wrong with the name of a character encoding, or None."""
    try:
        "".encode(codecs.lookup(name).name)
    except (LookupError, UnicodeError, ValueError):
        return unknown("character encoding", name, _CHARSETS)
    return None


def value_fault(name: str, value: str, scheme: str | None) -> str | None:
    """What is wrong with a value of the property `name` under the closed list that holds there, or None."""
    if name in DATES:
        return date_fault(value) if scheme in (None, "EDTF") else None
    if name == "language":
        return tag_fault(value) if scheme in (None, "BCP 47", "RFC 5646", "RFC5646", "RFC4646") else None
    if name in {"rights", "license"}:
        return rights_fault(value)
    if name == "type":
        return type_fault(value)
    return access_fault(value) if name == "accessRights" else None


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
