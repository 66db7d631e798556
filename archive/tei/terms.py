"""Values of the record as TEI writes them: dates with their bounds, languages with their names, genres with theirs."""

from __future__ import annotations

import re

from archive.outline.blocks import Genre
from archive.record.edtf import Edtf, parse
from archive.record.model import Origin, Statement
from archive.tei.spans import held
from archive.xml import attribute, escape

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+")
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")

GENRES = {
    Genre.LETTER: "Letter",
    Genre.OPEN_LETTER: "Open letter",
    Genre.STATEMENT: "Public statement",
    Genre.ARTICLE: "Newspaper article",
    Genre.OPINION: "Opinion piece",
    Genre.TEASERS: "Page of teasers",
    Genre.SPEECH: "Speech",
    Genre.MINUTES: "Minutes",
    Genre.LIST: "List",
    Genre.VERSE: "Verse",
    Genre.INTERVIEW: "Interview",
    Genre.PROSE: "Prose with or without headings",
    Genre.PLAIN: "Text of no recognized kind",
}

LANGUAGES = {
    "en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian", "ca": "Catalan",
    "la": "Latin", "nl": "Dutch", "gl": "Galician", "eu": "Basque", "ru": "Russian", "pl": "Polish", "el": "Greek",
    "zh": "Chinese", "ja": "Japanese", "ar": "Arabic", "und": "Undetermined language", "mul": "Several languages",
}  # fmt: skip


def date_element(statement: Statement) -> str:
    """A `date` with `@when`, or `@notBefore` and `@notAfter`, from a statement's EDTF; without them where it is none."""
    value = statement.value or ""
    return f"<date{_bounds(value, statement)}>{escape(held(value))}</date>"


def _bounds(value: str, statement: Statement) -> str:
    try:
        found = parse(value)
    except ValueError:
        return ""
    plain = not found.qualified and found.earliest is not None and "/" not in value
    if plain and len(value) in (4, 7, 10) and value.replace("-", "").isdigit():
        bounds = f' when="{attribute(value)}"'
    else:
        bounds = _between(found)
    unsure = found.qualified or statement.origin is Origin.INFERRED
    return bounds + (' cert="medium"' if unsure else "")


def _between(found: Edtf) -> str:
    first = f' notBefore="{found.earliest.isoformat()}"' if found.earliest is not None else ""
    last = f' notAfter="{found.latest.isoformat()}"' if found.latest is not None else ""
    return first + last


def is_pointer(uri: str) -> bool:
    """Whether this can stand as a pointer in an attribute: an absolute URI of ASCII characters."""
    return _URI.fullmatch(uri) is not None


def language_tag(value: str | None) -> str | None:
    """`value` if it has the form of a language tag (BCP 47), which xml:lang and ident need; else None."""
    return value if value and _TAG.fullmatch(value) else None


def language_name(tag: str) -> str:
    """The English name of a language, or its tag where we know none."""
    return LANGUAGES.get(tag.split("-", maxsplit=1)[0].lower(), tag)
