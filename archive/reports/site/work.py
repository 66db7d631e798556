"""One text of the collection as its pages need it: what its bag holds, how it was judged, and how it reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.checks import Judged
from archive.record.model import Record, Statement
from archive.reports.site.reading import XML_ID, Reading, read
from archive.sip import Layout

TEI = "{http://www.tei-c.org/ns/1.0}"
_PAGES = {"person": "names.html", "org": "names.html", "place": "places.html", "event": "names.html"}
_KINDS = {"person": "Persons", "org": "Bodies", "place": "Places", "event": "Events"}
_NAMING = {"person": "persName", "org": "orgName", "place": "placeName", "event": "eventName"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, body, place or event of a text's standOff: `key` is the same for the same one in every text of the collection.

    `uri` is one that a browser can open.
    """

    key: str
    kind: str
    label: str
    uri: str | None

    @property
    def page(self) -> str:
        return _PAGES[self.kind]

    @property
    def group(self) -> str:
        return _KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Work:
    """`name` is the page's; `digest` the original's sha512; `made` are the editorial notes of the TEI header."""

    name: str
    record: Record
    judged: Judged
    layout: Layout
    digest: str
    size: int
    reading: Reading
    entries: dict[str, Entry]
    made: tuple[str, ...]
    genre: str | None

    @property
    def title(self) -> str:
        return self.record.value("title") or self.name

    @property
    def language(self) -> str:
        return next((s.value for s in self.record.of("language") if s.value), None) or "und"

    @property
    def created(self) -> Statement | None:
        return next(iter(self.record.of("created")), None)

    def agents(self, *properties: str) -> tuple[Statement, ...]:
        """Those who made the text, in the record's order."""
        return self.record.of(*properties)


def work_of(
    name: str, record: Record, judged: Judged, layout: Layout, tei: Any, fixity: tuple[str, int]
) -> Work:
    """The work in a bag, from its parsed TEI and its record."""
    entries = dict(_entries(tei))
    text = tei.find(f"{TEI}text")

    def link(pointer: str) -> str | None:
        entry = entries.get(pointer.removeprefix("#")) if pointer.startswith("#") else None
        return f"../{entry.page}#{entry.key}" if entry else None

    notes = tuple(
        " ".join("".join(part.itertext()).split()) for part in tei.iterfind(f".//{TEI}editorialDecl//{TEI}p")
    )
    return Work(
        name=name, record=record, judged=judged, layout=layout, digest=fixity[0], size=fixity[1], reading=read(text, link),
        entries=entries, made=notes, genre=_genre(tei),
    )  # fmt: skip


def slug(text: str) -> str:
    """A name for an address: letters and digits of any script kept, all else a hyphen."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "x"


def _entries(tei: Any) -> Iterator[tuple[str, Entry]]:
    for kind, naming in _NAMING.items():
        for node in tei.iterfind(f".//{TEI}standOff//{TEI}{kind}"):
            label = " ".join("".join(node.findtext(f"{TEI}{naming}") or "").split())
            uri = node.findtext(f"{TEI}idno[@type='URI']")
            identifier = node.get(XML_ID)
            if identifier and label:
                known = uri if uri and uri.startswith(("http://", "https://")) else None
                yield identifier, Entry(f"{kind}-{slug(label)}", kind, label, known)


def _genre(tei: Any) -> str | None:
    pointer = next((node.get("target") for node in tei.iterfind(f".//{TEI}textClass/{TEI}catRef")), None)
    for category in tei.iterfind(f".//{TEI}category"):
        if pointer and category.get(XML_ID) == pointer.removeprefix("#"):
            told: str | None = category.findtext(f"{TEI}catDesc")
            return told
    return None
