"""How kinds of files begin that people mistake for plain text, or that come among it."""

from __future__ import annotations

import re

_SIGNATURES = {
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF87a": "a GIF image", b"GIF89a": "a GIF image",
    b"II*\x00": "a TIFF image", b"MM\x00*": "a TIFF image", b"%PDF-": "a PDF document", b"%!PS-Adobe": "a PostScript document",
    b"PK\x03\x04": "a zip archive (perhaps .docx, .odt or .epub)", b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "gzip data", b"BZh": "bzip2 data", b"\xfd7zXZ\x00": "xz data", b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "zstd data", b"\x7fELF": "a program (ELF)", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a Microsoft Office document",
    b"{\\rtf": "an RTF document", b"SQLite format 3\x00": "an SQLite database", b"\xca\xfe\xba\xbe": "a program",
    b"wOFF": "a font", b"wOF2": "a font", b"OTTO\x00": "a font", b"ID3\x03": "an MP3 recording", b"ID3\x04": "an MP3 recording",
    b"OggS\x00": "an Ogg recording", b"fLaC\x00": "a FLAC recording", b"MZ\x90\x00": "a program (Windows)",
}  # fmt: skip


HEAD = 4_096
"""Characters at the beginning of a text by which `written_kind` goes."""

_WRITTEN = (
    (r"<!doctype html|<html[\s>]", "an HTML page"),
    (r"<svg[\s>]", "an SVG image"),
    (r"<\?xml[\s]|<!doctype\s", "an XML or SGML document"),
    (r"%!PS\b", "a PostScript program"),
    (r"%PDF-", "a PDF document"),
    (r"\\document(?:class|style)\b", "a LaTeX source"),
    (r"From \S+ .*\d{2}:\d{2}:\d{2} .*\d{4}\n[\w-]+:", "a mailbox"),
    (r"-----BEGIN [A-Z ]+-----\n", "an armoured key or message"),
    (r"begin [0-7]{3} .*\n[M#-`]", "uuencoded data"),
    (r"(?:[A-Za-z0-9+/]{60,76}\n){5}", "base64 data"),
    (r"WARC/\d", "a web archive"),
    (r"BEGIN:V(?:CARD|CALENDAR)\n", "a vCard or calendar"),
)  # fmt: skip
_KINDS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _WRITTEN)
_MAIL = re.compile(
    "^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)


def signature(data: bytes) -> str | None:
    """What kind of file begins so, in words, if it is one that is no plain text."""
    return next((kind for magic, kind in _SIGNATURES.items() if data.startswith(magic)), None)


def written_kind(head: str) -> str | None:
    """What kind of file begins so that is written in plain characters, and yet is more than the text that it shows."""
    begins = head[:HEAD].lstrip()
    if _MAIL.search(begins.partition("\n\n")[0]):
        return "an e-mail with its headers"
    return next((kind for pattern, kind in _KINDS if pattern.match(begins)), None)
