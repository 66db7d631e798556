"""Why bytes are not read: what large seeds and small ones are refused for, in the same words."""

from __future__ import annotations

import re

from archive.errors import TextError
from archive.text.charsets import declared_codec, iana_name
from archive.text.mixed import utf8_within

ONE_BYTE_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
WIDE_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NO_CONTROL = re.compile("[^\x00-\x08\x0b\x0e-\x1f\x7f]*+")
_NO_ACCIDENT = 64
_FEW_CONTROLS = 8
_ONE_IN = 10  # characters


def declared_for(name: str | None, where: str) -> str | None:
    """The codec that a person named, if one did. Raises TextError E0204."""
    try:
        return None if name is None else declared_codec(name)
    except TextError as error:
        raise TextError(error.code, where, error.detail) from None


def refuse_contradiction(charset: str, wanted: str | None, where: str) -> None:
    """Raises TextError E0205 where a byte order mark and a person name different charsets."""
    if wanted not in {None, charset, charset[:6]}:
        raise TextError(
            "E0205", where, f"the byte order mark says {iana_name(charset)}, the declaration {wanted}"
        )


def refuse_false_mark(head: bytes, charset: str, where: str) -> None:
    """Raises TextError E0209 where the mark of UTF-16 stands before UTF-8, which reads as Chinese that nobody wrote.

    UTF-16 has a byte 0 in every blank and line end, and hardly ever is UTF-8 by accident.
    """
    body = head[2:]
    if (
        charset.startswith("utf-16")
        and len(body) >= _NO_ACCIDENT
        and b"\0" not in body
        and _begins_as_utf8(body)
    ):
        raise TextError("E0209", where, f"the byte order mark of {iana_name(charset)}, and after it UTF-8")


def _begins_as_utf8(body: bytes) -> bool:
    """Whether this is UTF-8, perhaps cut within its last character."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(body) and len(body) - error.start < 4
    return True


def doubtful_ascii(charset: str) -> str:
    """Why ASCII is not taken for ASCII."""
    return f"all bytes are ASCII, but they look like {iana_name(charset)}; declare that, or US-ASCII"


def unknown(perhaps: str, fault: str) -> str:
    """Why no charset is concluded upon."""
    return f"not UTF-8 from {fault} on, and no charset fits" + (f"; perhaps {perhaps}" if perhaps else "")


def refuse_mixed(data: bytes, charset: str, where: str, base: int = 0) -> None:
    """Raises TextError E0209 where UTF-8 stands among bytes of another charset."""
    at = utf8_within(data, charset)
    if at is not None:
        raise TextError(
            "E0209", where, f"UTF-8 at {place(data, at, base)} in what else reads as {iana_name(charset)}"
        )


def refuse_nearly(good: int, bad: int, first: str, where: str) -> None:
    """Raises TextError E0209 where so many characters beyond ASCII are UTF-8 that the `bad` bytes which are not are a fault of it."""
    # By accident a byte pair of another charset is UTF-8, but hardly every third.
    if good >= 3 and good * 2 >= bad:
        raise TextError("E0209", where, f"{bad} bytes are not UTF-8, the first at {first}")


def refuse_controls(content: str, where: str) -> None:
    """Raises TextError E0203 where too many characters are controls for stray ones."""
    if _NO_CONTROL.fullmatch(content):
        return
    found = [match.start() for match in WIDE_CONTROL.finditer(content)]
    refuse_many(len(found), len(content), found[0], where)


def refuse_many(controls: int, length: int, first: int | None, where: str) -> None:
    """Raises TextError E0203 where so many of a text's characters are controls, the first at `first`."""
    if controls > _FEW_CONTROLS and controls * _ONE_IN > length:
        raise TextError("E0203", where, f"{controls} control characters, the first at character {first}")


def place(data: bytes, offset: int, base: int = 0) -> str:
    """A byte of `data` and what stands there, as errors name it; `base` bytes stand before the data."""
    return f"byte {base + offset} ({data[offset : offset + 4].hex(' ')})"
