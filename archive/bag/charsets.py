"""Which names are character sets of the IANA registry, and which of them can be read here (RFC 8493 §2.1.1)."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

_NAME = re.compile(r"[A-Za-z0-9_.:()+-]{1,60}")


class Standing(StrEnum):
    REGISTERED = "registered"
    ALIAS = "alias"  # understood, but not a registered name
    UNREADABLE = "unreadable"  # registered, but no decoder here
    UNKNOWN = "unknown"


def charset(name: str) -> tuple[Standing, str]:
    """How `name` stands in the registry, and the codec to decode with; UTF-8 where there is none."""
    if not _NAME.fullmatch(name):
        return Standing.UNKNOWN, "utf-8"
    plain = name.lower()
    if plain == "utf-8":
        return Standing.REGISTERED, "utf-8"
    registered = plain in _REGISTERED
    try:
        codec = codecs.lookup(_codec_name(plain)).name
    except (LookupError, ValueError):
        codec = ""
    if codec not in _CODECS:
        return (Standing.UNREADABLE if registered else Standing.UNKNOWN), "utf-8"
    return (Standing.REGISTERED if registered else Standing.ALIAS), codec


def _codec_name(plain: str) -> str:
    """A name of the registry as Python's codecs have it."""
    if plain in _CALLED:
        return _CALLED[plain]
    match = _PREFIXED.fullmatch(plain)
    if match is None:
        return plain
    if match[1]:
        return f"cp{match[1]}"
    if match[2]:
        return f"utf-{match[2]}-{match[3]}" if match[3] else f"utf-{match[2]}"
    return f"iso8859-{match[4]}"


_PREFIXED = re.compile(r"cswindows(125[0-8])|csutf([0-9]+)(be|le)?|csiso8859(1[0-9])")

# UCS-2 is UTF-16 without surrogates, UCS-4 is UTF-32; both are big-endian as registered.
_CALLED = {
    "iso-10646-ucs-2": "utf-16-be",
    "csunicode": "utf-16-be",
    "iso-10646-ucs-4": "utf-32-be",
    "csucs4": "utf-32-be",
    "windows-874": "cp874",
    "cswindows874": "cp874",
    "windows-31j": "cp932",
    "cswindows31j": "cp932",
    "windows-936": "gbk",
    "csgbk": "gbk",
    "csgb2312": "gb2312",
    "csgb18030": "gb18030",
    "gb_2312-80": "gb2312",
    "latin-9": "iso8859-15",
    "mac": "mac-roman",
    "csmacintosh": "mac-roman",
    "ibm00858": "cp858",
    "cp00858": "cp858",
    "ccsid00858": "cp858",
    "csibm00858": "cp858",
    "ibm01140": "cp1140",
    "cp01140": "cp1140",
    "ccsid01140": "cp1140",
    "csibm01140": "cp1140",
    "ks_c_5601-1989": "euc_kr",
    "ksc_5601": "euc_kr",
    "iso-ir-149": "euc_kr",
    "csksc56011987": "euc_kr",
    "cseuckr": "euc_kr",
    "csbig5hkscs": "big5hkscs",
    "cskoi8u": "koi8-u",
    "cskz1048": "kz1048",
    "cstis620": "tis-620",
    "csiso2022jp2": "iso2022_jp_2",
    "cseucpkdfmtjapanese": "euc_jp",
    "extended_unix_code_packed_format_for_japanese": "euc_jp",
}

# Python has codecs that are no character sets (rot13, base64, idna, unicode_escape): only these are.
_CODEC_WORDS = """
ascii big5 big5hkscs cp037 cp273 cp424 cp437 cp500 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862
cp863 cp864 cp865 cp866 cp869 cp874 cp932 cp949 cp950 cp1026 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255
cp1256 cp1257 cp1258 euc_jp euc_kr gb2312 gbk gb18030 hz iso2022_jp iso2022_jp_2 iso2022_kr iso8859-1
iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11
iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u kz1048 mac-roman ptcp154 shift_jis tis-620 utf-7
utf-8 utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le
"""
_CODECS = frozenset(_CODEC_WORDS.split())

_REGISTERED_WORDS = """
us-ascii iso-ir-6 ansi_x3.4-1968 ansi_x3.4-1986 iso_646.irv:1991 iso646-us us ibm367 cp367 csascii
iso-8859-1 iso-ir-100 iso_8859-1 iso_8859-1:1987 latin1 l1 ibm819 cp819 csisolatin1
iso-8859-2 iso-ir-101 iso_8859-2 iso_8859-2:1987 latin2 l2 csisolatin2
iso-8859-3 iso-ir-109 iso_8859-3 iso_8859-3:1988 latin3 l3 csisolatin3
iso-8859-4 iso-ir-110 iso_8859-4 iso_8859-4:1988 latin4 l4 csisolatin4
iso-8859-5 iso-ir-144 iso_8859-5 iso_8859-5:1988 cyrillic csisolatincyrillic
iso-8859-6 iso-ir-127 iso_8859-6 iso_8859-6:1987 ecma-114 asmo-708 arabic csisolatinarabic
iso-8859-7 iso-ir-126 iso_8859-7 iso_8859-7:1987 elot_928 ecma-118 greek greek8 csisolatingreek
iso-8859-8 iso-ir-138 iso_8859-8 iso_8859-8:1988 hebrew csisolatinhebrew iso-8859-8-i iso-8859-8-e
iso-8859-9 iso-ir-148 iso_8859-9 iso_8859-9:1989 latin5 l5 csisolatin5
iso-8859-10 iso-ir-157 l6 iso_8859-10:1992 csisolatin6 latin6 iso-8859-11 csiso885911 iso-8859-13 csiso885913
iso-8859-14 iso-ir-199 iso_8859-14:1998 iso_8859-14 latin8 iso-celtic l8 csiso885914
iso-8859-15 iso_8859-15 latin-9 csiso885915 iso-8859-16 iso-ir-226 iso_8859-16:2001 iso_8859-16 latin10 l10 csiso885916
windows-874 cswindows874 windows-1250 cswindows1250 windows-1251 cswindows1251 windows-1252 cswindows1252
windows-1253 cswindows1253 windows-1254 cswindows1254 windows-1255 cswindows1255 windows-1256 cswindows1256
windows-1257 cswindows1257 windows-1258 cswindows1258 windows-31j cswindows31j
utf-8 csutf8 utf-16 csutf16 utf-16be csutf16be utf-16le csutf16le utf-32 csutf32 utf-32be csutf32be utf-32le csutf32le
utf-7 csutf7 iso-10646-ucs-2 csunicode iso-10646-ucs-4 csucs4 cesu-8 cscesu-8 scsu csscsu bocu-1 csbocu-1 utf-7-imap
shift_jis ms_kanji csshiftjis euc-jp cseucpkdfmtjapanese extended_unix_code_packed_format_for_japanese
iso-2022-jp csiso2022jp iso-2022-jp-2 csiso2022jp2 iso-2022-kr csiso2022kr iso-2022-cn iso-2022-cn-ext
euc-kr cseuckr ks_c_5601-1987 iso-ir-149 ks_c_5601-1989 ksc_5601 korean csksc56011987
gb2312 csgb2312 gbk cp936 ms936 windows-936 csgbk gb18030 csgb18030 hz-gb-2312 gb_2312-80 iso-ir-58 chinese csiso58gb231280
big5 csbig5 big5-hkscs csbig5hkscs koi8-r cskoi8r koi8-u cskoi8u koi7-switched tis-620 cstis620 iso-ir-166
ibm037 cp037 ebcdic-cp-us ebcdic-cp-ca ebcdic-cp-wt ebcdic-cp-nl csibm037 ibm273 cp273 csibm273 ibm424 cp424
ibm437 cp437 437 cspc8codepage437 ibm500 cp500 ebcdic-cp-be ebcdic-cp-ch csibm500 ibm775 cp775 cspc775baltic
ibm850 cp850 850 cspc850multilingual ibm852 cp852 852 cspcp852 ibm855 cp855 855 csibm855 ibm857 cp857 857 csibm857
ibm00858 cp858 cp00858 ccsid00858 csibm00858 ibm860 cp860 860 csibm860 ibm861 cp861 861 cp-is csibm861
ibm862 cp862 862 cspc862latinhebrew ibm863 cp863 863 csibm863 ibm864 cp864 csibm864 ibm865 cp865 865 csibm865
ibm866 cp866 866 csibm866 ibm869 cp869 869 cp-gr csibm869 ibm1026 cp1026 csibm1026 ibm1047 ibm-1047
ibm01140 cp01140 ccsid01140 csibm01140 macintosh mac csmacintosh kz-1048 strk1048-2002 rk1048 cskz1048
ptcp154 csptcp154 pt154 cp154 cyrillic-asian viscii csviscii tscii cstscii hp-roman8 roman8 r8 cshproman8
ebcdic-us csebcdicus adobe-standard-encoding adobe-symbol-encoding iso-10646-utf-1 jis_encoding unicode-1-1 unicode-1-1-utf-7
"""
_REGISTERED = frozenset(_REGISTERED_WORDS.split())
