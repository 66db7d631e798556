"""A bag as a receiver wants it: the payload as it is, and tag files changed no more than they must be (docs/deposit/receivers.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.bag.info import Field, parse_info
from archive.bag.reading import Reading, read_bag
from archive.findings import Finding
from archive.fixity import Algorithm, measure
from archive.resources import BAGIT_PROFILE
from archive.targets.parcel import Item, Parcel, media_type
from archive.targets.receivers import INFO, Receiver, Wish, unready

_PROFILE = "BagIt-Profile-Identifier"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Dressed:
    """The bag for the receiver: `own` is what the receiver's own file says, `changes` are sentences, `findings` what is amiss."""

    parcel: Parcel
    own: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    findings: tuple[Finding, ...]


def dressed(parcel: Parcel, wish: Wish, where: str) -> Dressed:
    """The parcel with the tag files that the receiver asks for; the same bag gives the same bytes. Reads the payload for an MD5.

    Of a bag whose tag files are not in UTF-8 nothing is changed: S0702 keeps it back.
    """
    reading, files = read_bag(parcel.bag), {item.place: item for item in parcel.files}
    changes: list[str] = []
    own: tuple[tuple[str, str], ...] = ()
    if reading.declaration.codec == "utf-8":
        files.update(_info(parcel, reading, wish.receiver, changes))
        if wish.receiver.own_file:
            own = _own(parcel, files, wish, changes)
        _manifests(files, reading, wish.receiver, changes)
    findings = tuple(unready(parcel, reading, own, wish, where))
    return Dressed(
        replace(parcel, files=tuple(files[path] for path in sorted(files))), own, tuple(changes), findings
    )


def _info(parcel: Parcel, reading: Reading, receiver: Receiver, changes: list[str]) -> dict[str, Item]:
    """bag-info.txt, in which the receiver's profile is named before any other: some read the first name alone."""
    name = reading.declaration.info_name
    data = parcel.bag.read(name) if name in reading.tags else b""
    fields = reading.info or ()
    added: list[tuple[str, str]] = []
    if not reading.field("Payload-Oxum"):
        sizes = [item.fixity.size for item in parcel.files if item.place in reading.payload]
        added.append(("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}"))
    added.append((_PROFILE, receiver.identifier))
    # Our own profile knows no tag file but BagIt's, so a bag that gets another names it no longer.
    gone = {receiver.identifier, *([BAGIT_PROFILE] if receiver.own_file else [])}
    changes.append(f"{name} gets the line {_PROFILE}: {receiver.identifier}.")
    if any(_names(field, {BAGIT_PROFILE} & gone) for field in fields):
        changes.append(
            f"{name} loses the line {_PROFILE}: {BAGIT_PROFILE}, for that profile knows no {INFO}."
        )
    if len(added) > 1:
        changes.append(f"{name} gets the line {added[0][0]}: {added[0][1]}.")
    return {name: _item(name, _edited(data, fields, added, gone))}


def _edited(data: bytes, fields: Sequence[Field], added: Sequence[tuple[str, str]], gone: set[str]) -> bytes:
    """The file with fields added before the first profile that it names, or at its end, and without some such names."""
    lines = _LINE.findall(data)
    end = b"\r\n" if lines and lines[0].endswith(b"\r\n") else b"\n"
    if lines and not lines[-1].endswith((b"\r", b"\n")):
        lines[-1] += end
    begins = [field.line - 1 for field in fields] + [len(lines)]
    at = next((field.line - 1 for field in fields if _is_profile(field)), len(lines))
    dropped = {
        number
        for field, following in zip(fields, begins[1:], strict=True)
        if _names(field, gone)
        for number in range(field.line - 1, following)
    }
    new = [f"{label}: {value}".encode() + end for label, value in added]
    kept = [(number, line) for number, line in enumerate(lines) if number not in dropped]
    return b"".join(
        [
            *(line for number, line in kept if number < at),
            *new,
            *(line for number, line in kept if number >= at),
        ]
    )


def _is_profile(field: Field) -> bool:
    return field.label.casefold() == _PROFILE.casefold()


def _names(field: Field, identifiers: set[str]) -> bool:
    return _is_profile(field) and field.value.replace("\n", " ") in identifiers


def _own(
    parcel: Parcel, files: dict[str, Item], wish: Wish, changes: list[str]
) -> tuple[tuple[str, str], ...]:
    """What aptrust-info.txt says: the house's own, if the bag has brought one; else one from its description."""
    if INFO in files:
        text = parcel.bag.read(INFO).decode("utf-8", "replace")
        return tuple((field.label, field.value) for field in parse_info(text, INFO)[0])
    record = parcel.record
    title = (record.value("title") if record else None) or parcel.field("Internal-Sender-Description")
    description = (record.value("abstract") if record else None) or parcel.field("External-Description")
    fields = [
        ("Title", _line(title) or parcel.name),
        ("Access", wish.access),
        ("Storage-Option", wish.storage),
    ]
    if _line(description):
        fields.append(("Description", _line(description)))
    files[INFO] = _item(INFO, "".join(f"{label}: {value}\n" for label, value in fields).encode())
    changes.append(f"{INFO} is added, with {', '.join(label for label, _ in fields)}.")
    return tuple(fields)


def _manifests(files: dict[str, Item], reading: Reading, receiver: Receiver, changes: list[str]) -> None:
    """The payload's manifests, of which those that are there stay as they are; and the tag manifests, made anew."""
    there = {manifest.algorithm: manifest.name for manifest in reading.manifests}
    for algorithm, name in sorted(there.items()):
        if algorithm not in receiver.algorithms:
            del files[name]
            changes.append(f"{name} is left out, which the receiver does not take.")
    kept = [algorithm for algorithm in receiver.algorithms if algorithm in there]
    wanted = receiver.manifests or ((Algorithm.SHA512,) if not kept else ())
    payload = [files[path] for path in sorted(reading.payload)]
    for algorithm in wanted:
        if algorithm not in kept:
            name = f"manifest-{algorithm}.txt"
            files[name] = _item(name, _lines(payload, algorithm, reading))
            changes.append(f"{name} is added.")
            kept.append(algorithm)
    for manifest in reading.tag_manifests:
        del files[manifest.name]
    tags = [files[path] for path in sorted(files) if path not in reading.payload]
    for algorithm in sorted(kept):
        name = f"tagmanifest-{algorithm}.txt"
        files[name] = _item(name, _lines(tags, algorithm, reading))
    changes.append(f"The tag manifests are made anew: {', '.join(sorted(kept))}.")


def _lines(items: Iterable[Item], algorithm: Algorithm, reading: Reading) -> bytes:
    """The bytes of a manifest; names are escaped as the bag's version has it (RFC 8493 §2.1.3)."""
    escaped = {"%": "%25"} if reading.declaration.strict else {}
    table = str.maketrans({**escaped, "\n": "%0A", "\r": "%0D"})
    return "".join(
        f"{digest}  {item.place.translate(table)}\n" for item, digest in _digests(items, algorithm)
    ).encode()


def _digests(items: Iterable[Item], algorithm: Algorithm) -> Iterator[tuple[Item, str]]:
    for item in items:
        known = dict(item.fixity.digests)
        yield item, known.get(algorithm) or measure(item.chunks(), (algorithm,))[algorithm]


def _item(name: str, data: bytes) -> Item:
    return Item(name, measure((data,)), media_type(name), lambda: iter((data,)))


def _line(value: str | None) -> str:
    return " ".join((value or "").split())
