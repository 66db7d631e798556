"""The charsets that a seed may be written in: Python's codec of each, and its name in the IANA registry.

A closed list: a name from a sidecar or a change list never reaches `codecs.lookup`, which would also find what is no charset at all
(`rot13`, `zip`). Charsets without a registered name are left out: a reader in a hundred years must be able to look it up.
"""

from __future__ import annotations

import re
from functools import cache

from archive.errors import TextError

_IANA: dict[str, str] = {
    "utf-8": "UTF-8", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "utf-32-le": "UTF-32LE", "utf-32-be": "UTF-32BE",
    "ascii": "US-ASCII", "cp1252": "windows-1252", "iso8859-1": "ISO-8859-1", "iso8859-15": "ISO-8859-15",
    "iso8859-2": "ISO-8859-2", "iso8859-3": "ISO-8859-3", "iso8859-4": "ISO-8859-4", "iso8859-5": "ISO-8859-5",
    "iso8859-6": "ISO-8859-6", "iso8859-7": "ISO-8859-7", "iso8859-8": "ISO-8859-8", "iso8859-9": "ISO-8859-9",
    "iso8859-10": "ISO-8859-10", "iso8859-13": "ISO-8859-13", "iso8859-14": "ISO-8859-14", "iso8859-16": "ISO-8859-16",
    "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1253": "windows-1253", "cp1254": "windows-1254",
    "cp1255": "windows-1255", "cp1256": "windows-1256", "cp1257": "windows-1257", "cp1258": "windows-1258",
    "cp874": "windows-874", "tis-620": "TIS-620", "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "mac-roman": "macintosh",
    "cp437": "IBM437", "cp775": "IBM775", "cp850": "IBM850", "cp852": "IBM852", "cp855": "IBM855", "cp857": "IBM857",
    "cp858": "IBM00858", "cp860": "IBM860", "cp861": "IBM861", "cp862": "IBM862", "cp863": "IBM863", "cp864": "IBM864",
    "cp865": "IBM865", "cp866": "IBM866", "cp869": "IBM869", "hp-roman8": "hp-roman8", "ptcp154": "PTCP154",
    "kz1048": "KZ-1048", "cp037": "IBM037", "cp273": "IBM273", "cp424": "IBM424", "cp500": "IBM500", "cp1026": "IBM1026",
    "cp1140": "IBM01140", "shift_jis": "Shift_JIS", "cp932": "Windows-31J", "euc_jp": "EUC-JP", "gb2312": "GB2312",
    "gbk": "GBK", "gb18030": "GB18030", "big5": "Big5", "big5hkscs": "Big5-HKSCS", "euc_kr": "EUC-KR",
    "iso2022_jp": "ISO-2022-JP", "iso2022_jp_2": "ISO-2022-JP-2", "iso2022_kr": "ISO-2022-KR", "hz": "HZ-GB-2312",
    "utf-7": "UTF-7",
}  # fmt: skip

STATEFUL = frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"})
"""Those in which what a byte means depends on the bytes before it: taken only where they round trip as a whole."""

_EBCDIC = frozenset({"cp037", "cp273", "cp424", "cp500", "cp1026", "cp1140"})
DETECTABLE = tuple(
    name
    for name in _IANA
    if name not in STATEFUL | _EBCDIC | {"ascii", "utf-8"} and not name.startswith("utf-")
)
"""Those that we look for; the others are only taken from a person, because too many bytes that are no text fit them."""

_UNORDERED = {
    "utf-16": "utf-16",
    "utf-32": "utf-32",
    "utf-8-sig": "utf-8",
    "unicode": "utf-16",
    "ucs-2": "utf-16",
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:()+-]{0,63}")


def iana_name(charset: str) -> str:
    """The name of a `Decoding.charset` in the IANA character sets registry. Raises TextError E0204."""
    try:
        return _IANA[charset]
    except KeyError:
        raise TextError("E0204", "", f"charset {charset[:64]!r}") from None


def shown_name(codec: str) -> str:
    """A charset as people are told of it, though it be none of ours: the registry's name, or Python's of one that has none there."""
    return _IANA.get(codec, codec)


def codec_of(iana: str) -> str:
    """The inverse of `iana_name`, whatever the case. Raises TextError E0204."""
    codec = _codecs().get(iana.casefold())
    if codec is None:
        raise TextError("E0204", "", f"charset {iana[:64]!r}")
    return codec


def declared_codec(name: str) -> str:
    """The codec that a person means by `name`, an alias perhaps; `utf-16` and `utf-32` where they gave no byte order.

    Raises TextError E0204.
    """
    plain = name.strip().casefold().replace("_", "-")
    if plain in _UNORDERED:
        return _UNORDERED[plain]
    known = _codecs().get(name.strip().casefold())
    if known is None and _NAME.fullmatch(name.strip()):
        import codecs

        try:
            found = codecs.lookup(name.strip()).name
        except (LookupError, ValueError):
            found = ""
        known = found if found in _IANA else None
    if known is None:
        raise TextError("E0204", "", f"charset {name[:64]!r}")
    return known


@cache
def _codecs() -> dict[str, str]:
    return {iana.casefold(): codec for codec, iana in _IANA.items()}
