"""Bytes of more than one encoding in one file, and texts that pretend to be ASCII.

Both read without a fault in some charset, and would be wrong in silence.
"""

from __future__ import annotations

import re
import unicodedata

_OF_LETTERS = re.compile(
    rb"(?:[\xce-\xd1\xd7-\xd9][\x80-\xbf]){3}|(?:[\xe3-\xe9][\x80-\xbf]{2}){3}"
    rb"|\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]"
)
"""Three letters of UTF-8 in a row, of Greek, Cyrillic, Hebrew, Arabic or of East Asia, or a pair of surrogates (CESU-8)."""

_OF_LATIN = re.compile(
    rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xbf]|[\xc4\xc5][\x80-\x9f]|\xe1[\xb8-\xbb][\x80-\xbf]|\xc0\x80"
)
"""What accents and quotes of Latin letters are in UTF-8: `Ã©`, `â€™`; and the NUL of modified UTF-8. Two of them are no accident."""

_OF_EAST_ASIA = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){6}")
_LATIN = re.compile(r"cp(125[0247]|437|775|85[0278]|86[0135])|iso8859-([1-49]|1[03456])|mac-roman|hp-roman8")
_THAI = frozenset({"cp874", "tis-620"})
_SEVERAL_BYTES = frozenset(
    {"shift_jis", "cp932", "euc_jp", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "euc_kr"}
)
_SHIFTED = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_BASE64 = re.compile(rb"\+[A-Za-z0-9+/]{3,}")
_AT = 12  # a blank of EBCDIC, as ASCII reads it, for at most so many bytes
_SHORT = 32
_MANY_SIGNS = 24
_EUROPE = (range(0x80, 0x590), range(0x2000, 0x2070), range(0x20A0, 0x20C0))
_EAST = (range(0x2000, 0x2100), range(0x3000, 0xA000), range(0xAC00, 0xD7A4), range(0xFF00, 0xFFF0))


def utf8_within(data: bytes, charset: str, start: int = 0) -> int | None:
    """Where UTF-8 stands in bytes that are said to be in another charset, from `start` on; None if it does not."""
    if charset in _THAI:
        return None
    if charset in _SEVERAL_BYTES:
        found = _OF_EAST_ASIA.search(data, start)
        return found.start() if found else None
    found = _OF_LETTERS.search(data, start)
    if found is None and _LATIN.fullmatch(charset):
        several = _OF_LATIN.finditer(data, start)
        first, second = next(several, None), next(several, None)
        found = first if second else None
    return found.start() if found else None


def disguised(data: bytes) -> str | None:
    """The charset that ASCII bytes may be in although they are ASCII: HZ, UTF-7, or Hebrew in EBCDIC; None if there is no sign of it."""
    if b"~{" in data and _SHIFTED.search(data) and _beyond_ascii(data, "hz"):
        return "hz"
    if b"+" in data and _BASE64.search(data) and _is_utf7(data):
        return "utf-7"
    if b" " not in data and len(data) >= _SHORT and data.count(b"@") * _AT >= len(data):
        return "cp424"
    return None


def _beyond_ascii(data: bytes, charset: str) -> str:
    """The characters outside ASCII that these bytes are in this charset; none where they are not in it."""
    try:
        return "".join(char for char in data.decode(charset) if char > "\x7f")
    except UnicodeError:
        return ""


def _is_utf7(data: bytes) -> bool:
    """Whether what follows each plus sign is no accident: letters and signs of Europe, or many of East Asia."""
    found = _beyond_ascii(data, "utf-7")
    if not found or {"Cc", "Cn", "Co", "Cs"} & {unicodedata.category(char) for char in set(found)}:
        return False
    if all(any(ord(char) in places for places in _EUROPE) for char in set(found)):
        return True
    return len(found) >= _MANY_SIGNS and all(
        any(ord(char) in places for places in _EAST) for char in set(found)
    )
