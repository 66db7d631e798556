"""What a bag is in Fedora: the address of its archival group and of each file, what is said of it, and what Fedora says back."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from archive.findings import Finding
from archive.fixity import Algorithm, Fixity
from archive.paths import NAME_LIMIT, portable_name
from archive.record.exports import graph, turtle
from archive.record.exports.graph import Iri, Literal, Triple
from archive.record.model import DCMI_TERMS
from archive.targets.addresses import path_of
from archive.targets.parcel import Parcel

DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
CONTAINS = "http://www.w3.org/ns/ldp#contains"
GROUP = "http://fedora.info/definitions/v4/repository#ArchivalGroup"
BINARY = "http://www.w3.org/ns/ldp#NonRDFSource"
_KEY = "ni:///sha-256;"
_PATH_LIMIT = 503  # characters of an id in Fedora's database
_NAME_LIMIT = 255 - len("~fcr-desc.json")  # bytes: the file system's, less what Fedora adds for its own
_OWN_NAMES = frozenset({".fcrepo", "fcr-root", "fcr-container.nt"})
_OWN_ENDS = ("~fcr-desc", "~fcr-acl", "~fcr-desc.nt", "~fcr-acl.nt")
# Jetty 12, and so Fedora 7, refuses addresses with these, escaped or not.
_AMBIGUOUS = re.compile(r"[%\\\x00-\x1f\x7f]")
_TRIPLE = re.compile(
    r'<([^>]*)>\s+<([^>]*)>\s+(?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^<[^>]*>)?)\s*\.'
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Described:
    """What Fedora says of an archival group: identifiers, the key of the bag that was last sent, and its files' addresses in it."""

    identifiers: frozenset[str]
    key: str | None
    files: frozenset[str]


def group_name(identifier: str) -> str:
    """The last part of the group's address: the same for the same identifier, and kept by every server."""
    return quote(portable_name(identifier, limit=NAME_LIMIT), safe="")


def address(place: str) -> str:
    """The address of a file within its group: its path in the bag, each part escaped."""
    return "/".join(quote(part, safe="") for part in place.split("/"))


def digests(fixity: Fixity) -> str:
    """The header by which Fedora holds digests against the bytes it gets; all of them, each as hexadecimal digits."""
    names = {Algorithm.SHA512: "sha-512", Algorithm.SHA256: "sha-256"}
    return ", ".join(f"{name}={fixity[algorithm]}" for algorithm, name in names.items())


def same(header: str | None, fixity: Fixity) -> bool:
    """Whether the digests that Fedora computed, by this header of its, are those of the file."""
    return header is not None and set(digests(fixity).split(", ")) <= {
        part.strip().lower() for part in header.split(",")
    }


def triples(parcel: Parcel) -> tuple[Triple, ...]:
    """What is said of the group, `""` being the group itself; the same for the same parcel.

    Fedora takes statements of the group and its parts only, so the label of a thing with an address of its own stands beside
    that address, as a second value.
    """
    key = urlsafe_b64encode(bytes.fromhex(parcel.key)).decode().rstrip("=")
    own = Triple("", DERIVED, Iri(f"{_KEY}{key}"))
    return tuple(dict.fromkeys((*_record(parcel), own)))


def body(parcel: Parcel) -> bytes:
    """The triples as Turtle."""
    return turtle.write(triples(parcel))


def described(data: bytes, group: str) -> Described:
    """What stands in the N-Triples of the group whose address is `group`; of other subjects nothing is read."""
    identifiers, files, key = set(), set(), None
    prefix = f"{urlsplit(group).path}/"
    for subject, predicate, iri, text in _statements(data):
        if not _same_name(subject, group):
            continue
        if predicate == f"{DCMI_TERMS}identifier":
            identifiers.add(text or iri)
        elif predicate == DERIVED and iri.startswith(_KEY):
            key = _key(iri[len(_KEY) :])
        elif predicate == CONTAINS and path_of(iri).startswith(prefix):
            files.add(path_of(iri)[len(prefix) :])
    return Described(frozenset(identifiers), key, frozenset(files))


def labels(data: bytes) -> list[str]:
    """The names of the versions in a list of them (RFC 7089), the oldest first; each is the second at which it was made."""
    found = {iri.rsplit("/", 1)[-1] for _, predicate, iri, _ in _statements(data) if predicate == CONTAINS}
    return sorted(label for label in found if re.fullmatch(r"[0-9]{14}", label))


def compared(files: frozenset[str], places: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Which of these places are among the files of a group, and the addresses in it of the files that are not among the places.

    Fedora lists an address with some of its escapes undone, so that `%41` may be a file of that name; such a file is left alone.
    """
    held = {unquote(file) for file in files} | files
    gone = (file for file in files if unquote(file) not in places and file not in places)
    return frozenset(place for place in places if place in held), tuple(sorted(gone))


def unnameable(parcel: Parcel, group: str) -> Iterator[Finding]:
    """S0202 for each file whose name Fedora was seen to refuse, or to fail at; S0204 where that hangs on what it runs in."""
    root = len("info:fedora") + len(unquote(urlsplit(group).path)) + len("/") + len("/fcr:metadata")
    for item in parcel.files:
        parts = item.place.split("/")
        if "#" in item.place:
            yield Finding("S0202", item.place, "no #", item.place)
        elif _AMBIGUOUS.search(item.place):
            yield Finding("S0204", item.place, "no %, \\ or control character", item.place)
        for part in parts:
            if part.startswith("fcr:") or part in _OWN_NAMES or part.endswith(_OWN_ENDS):
                yield Finding("S0202", item.place, "a name that Fedora does not use itself", part)
            if len(part.encode()) > _NAME_LIMIT:
                yield Finding(
                    "S0202", item.place, f"at most {_NAME_LIMIT} bytes", f"{len(part.encode())} bytes"
                )
        if root + len(item.place) > _PATH_LIMIT:
            yield Finding(
                "S0202",
                item.place,
                f"at most {_PATH_LIMIT - root} characters here",
                f"{len(item.place)} characters",
            )


def _record(parcel: Parcel) -> Iterator[Triple]:
    if parcel.record is None:
        title = parcel.field("Internal-Sender-Description") or parcel.field("External-Description")
        yield Triple("", f"{DCMI_TERMS}identifier", Literal(parcel.identifier))
        yield Triple("", f"{DCMI_TERMS}title", Literal(title or parcel.name))
        return
    subject = graph.subject_of(parcel.record)
    said = graph.triples(parcel.record)
    labels_of = {triple.subject: triple.object for triple in said if triple.predicate == graph.LABEL}
    for triple in said:
        found = triple.object
        if triple.subject.startswith(f"{subject}#"):
            about = Iri("") if found == Iri(subject) else found
            yield Triple(triple.subject[len(subject) :], triple.predicate, about)
        elif triple.subject == subject:
            yield Triple("", triple.predicate, found)
            if isinstance(found, Iri) and found.value in labels_of:
                yield Triple("", triple.predicate, labels_of[found.value])


def _same_name(subject: str, group: str) -> bool:
    """Whether the subject is the group and no part of it: by its name alone, for a proxy may change what stands before that."""
    one, other = (unquote(path_of(url)).rstrip("/").rpartition("/")[2] for url in (subject, group))
    return one == other and "#" not in subject


def _statements(data: bytes) -> Iterator[tuple[str, str, str, str]]:
    """(subject, predicate, IRI, text) of each line of N-Triples, one of the last two empty."""
    for line in data.decode("utf-8", "replace").split("\n"):
        if found := _TRIPLE.match(line.strip()):
            subject, predicate, iri, text = found.groups()
            yield _plain(subject), predicate, _plain(iri or ""), _plain(text or "")


def _plain(text: str) -> str:
    return _ESCAPE.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    if not digits:
        return _LETTERS.get(found[3], found[3])
    return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else "\ufffd"


def _key(text: str) -> str | None:
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return data.hex() if len(data) == 32 else None
