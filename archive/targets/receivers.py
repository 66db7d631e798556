"""What the preservation services ask of a bag before they take it, and what keeps a bag from being dressed so (docs/deposit/receivers.md).

The facts are those of the services' own files: the BagIt profile of Beyond the Repository, version 1.0 (MIT licence), which Chronopolis,
MetaArchive and others take; and the profile of APTrust, version 2.3, as DART Runner ships it (BSD licence), with what its ingest reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.bag.reading import Reading
from archive.bag.serial import Serialization
from archive.errors import SettingsError
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.targets.parcel import Parcel

OPTIONS: Mapping[str, str] = {
    "receiver": "Whose requirements the bag is dressed to: btr (Beyond the Repository 1.0) or aptrust (APTrust 2.3).",
    "access": "With receiver = aptrust, who may see that the bag is there: Institution (the default), Consortia or Restricted.",
    "storage_option": "With receiver = aptrust, where it is kept: Standard (the default), Glacier-VA, Wasabi-OR and the like.",
}

ACCESS = ("Institution", "Consortia", "Restricted")
STORAGE = (
    "Standard", "Glacier-OH", "Glacier-OR", "Glacier-VA", "Glacier-Deep-OH", "Glacier-Deep-OR", "Glacier-Deep-VA",
    "Wasabi-OR", "Wasabi-TX", "Wasabi-VA",
)  # fmt: skip
INFO = "aptrust-info.txt"

_TAKEN = (Algorithm.MD5, Algorithm.SHA1, Algorithm.SHA256, Algorithm.SHA512)
_VERSIONS = ((0, 97), (1, 0))


@dataclass(frozen=True, slots=True)
class Receiver:
    """One service's requirements. `fields` are what bag-info.txt must have, `manifests` what there must be, `largest` bytes of a bag."""

    name: str
    identifier: str
    schema: str
    forms: tuple[Serialization, ...]
    fields: tuple[str, ...] = ()
    manifests: tuple[Algorithm, ...] = ()
    algorithms: tuple[Algorithm, ...] = _TAKEN
    own_file: bool = False
    largest: int | None = None


BTR = Receiver(
    name="btr",
    identifier="https://github.com/dpscollaborative/btr_bagit_profile/releases/download/1.0/btr-bagit-profile.json",
    schema="btr-bagit-profile.json",
    forms=(Serialization.TAR, Serialization.NONE, Serialization.TAR_GZ, Serialization.ZIP),
    fields=("Source-Organization", "Bagging-Date"),  # Payload-Oxum, the third, can be counted
)
APTRUST = Receiver(
    name="aptrust",
    identifier="https://raw.githubusercontent.com/APTrust/preservation-services/master/profiles/aptrust-v2.3.json",
    schema="aptrust-bagit-profile.json",
    forms=(Serialization.TAR,),
    manifests=(Algorithm.MD5,),
    own_file=True,
    largest=5 * 10**12,
)
RECEIVERS = {receiver.name: receiver for receiver in (BTR, APTRUST)}


@dataclass(frozen=True, slots=True)
class Wish:
    """A receiver, and what a house chooses there."""

    receiver: Receiver
    access: str = ACCESS[0]
    storage: str = STORAGE[0]


def wish_of(options: Mapping[str, str | int | bool], where: str) -> Wish | None:
    """What the options `receiver`, `access` and `storage_option` ask for; None without a receiver. Raises SettingsError E0603."""
    name = options.get("receiver")
    if name is not None and name not in RECEIVERS:
        raise SettingsError("E0603", where, f"receiver = {name!r}, which must be {', '.join(RECEIVERS)}")
    receiver = RECEIVERS[str(name)] if name is not None else None
    values = {}
    for option, accepted in (("access", ACCESS), ("storage_option", STORAGE)):
        value = options.get(option)
        if value is not None and (receiver is None or not receiver.own_file):
            raise SettingsError("E0603", where, f"{option} is for receiver = aptrust alone")
        if value is not None and value not in accepted:
            raise SettingsError("E0603", where, f"{option} = {value!r}, which must be {', '.join(accepted)}")
        values[option] = str(value or accepted[0])
    return Wish(receiver, values["access"], values["storage_option"]) if receiver else None


def unready(
    parcel: Parcel, reading: Reading, own: tuple[tuple[str, str], ...], wish: Wish, where: str
) -> Iterator[Finding]:
    """S0607, S0701 to S0704: what the receiver would refuse, and what no dressing can mend.

    `own` is what aptrust-info.txt says, ours or the one that the bag has brought.
    """
    receiver, declared = wish.receiver, reading.declaration
    if declared.version not in _VERSIONS or (declared.encoding or "").upper() != "UTF-8":
        found = f"BagIt {declared.written}, {declared.encoding}"
        yield Finding("S0702", "bagit.txt", "BagIt 0.97 or 1.0, tag files in UTF-8", found)
        return
    for label in receiver.fields:
        if not (parcel.field(label) or "").strip():
            yield Finding("S0701", "bag-info.txt", label)
    if receiver.own_file:
        yield from _own_faults(own)
    if receiver.largest is not None and parcel.size > receiver.largest:
        yield Finding("S0607", where, f"at most {receiver.largest} bytes", f"{parcel.size} bytes")
    for item in parcel.files:
        if not item.place.isprintable():
            yield Finding("S0704", item.place, "a name without control characters", repr(item.place))


def _own_faults(fields: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    values = {label.casefold(): value for label, value in reversed(fields)}
    accepted: Mapping[str, tuple[str, ...]] = {"Title": (), "Access": ACCESS, "Storage-Option": STORAGE}
    for label, words in accepted.items():
        value = values.get(label.casefold(), "")
        if not value or (words and value.casefold() not in {word.casefold() for word in words}):
            yield Finding("S0703", f"{INFO}#{label}", ", ".join(words) or "a value", value or "none")
