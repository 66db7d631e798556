"""What DSpace is told of a bag: fields of its registry with their values, and the XML of the Simple Archive Format that says them.

The bag's key goes with them, as a name of its tag manifest's digest (RFC 6920), so that the item tells by itself which bag it holds.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator

from archive.findings import Finding
from archive.record.exports.dspace import Field, fields, losses, to_dspace, to_dspace_dcterms
from archive.record.exports.dspace_fields import FIELDS
from archive.record.model import PROPERTIES
from archive.targets.parcel import Parcel
from archive.xml import escape

IDENTIFIER = "dc.identifier.other"
_NAME = re.compile(r"ni:///sha-256;([A-Za-z0-9_-]{43})")
_ASKED = ("dc.title", "dc.date.issued", "dc.type")


def key_name(key: str) -> str:
    """The key as a value of `dc.identifier.other`: `ni:///sha-256;…` (RFC 6920 §3)."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(key)).decode().rstrip('=')}"


def key_in(text: str) -> str | None:
    """The key that the first such name in the text tells of, None if there is none."""
    found = _NAME.search(text)
    return urlsafe_b64decode(f"{found[1]}=").hex() if found else None


def described(parcel: Parcel) -> tuple[Field, ...]:
    """Every field with its value, as DSpace will have them, the bag's key last."""
    own = fields(parcel.record) if parcel.record else tuple(_of_bag(parcel))
    return (*own, Field("dc", "identifier", "other", key_name(parcel.key), None))


def documents(parcel: Parcel) -> Iterator[tuple[str, bytes]]:
    """`dublin_core.xml`, and `metadata_dcterms.xml` where there is something to say in it."""
    if parcel.record is None:
        yield "dublin_core.xml", _document(described(parcel))
        return
    key = _line(described(parcel)[-1]).encode()
    yield "dublin_core.xml", to_dspace(parcel.record).replace(b"</dublin_core>", key + b"</dublin_core>")
    if any(field.schema == "dcterms" for field in fields(parcel.record)):
        yield "metadata_dcterms.xml", to_dspace_dcterms(parcel.record)


def lost(parcel: Parcel) -> tuple[str, ...]:
    """What DSpace's fields do not say; the record goes with the bag all the same."""
    return losses(parcel.record) if parcel.record else ()


def name_of(field: Field) -> str:
    """The field as DSpace writes its name: `dc.contributor.author`."""
    return ".".join(part for part in (field.schema, field.element, field.qualifier) if part)


def misfits(told: Iterable[Field]) -> Iterator[Finding]:
    """S0501 for each field that DSpace's forms ask for and nobody gave, S0502 for each that its default registry lacks."""
    given = list(told)
    names = {name_of(field) for field in given}
    for asked in _ASKED:
        if asked not in names:
            yield Finding("S0501", asked)
    for name in sorted({name_of(field) for field in given if not _registered(field)}):
        yield Finding("S0502", name)


def _registered(field: Field) -> bool:
    if field.schema == "dcterms":
        return field.element in PROPERTIES and field.qualifier is None
    return field.schema == "dc" and name_of(field).removeprefix("dc.") in FIELDS


def _of_bag(parcel: Parcel) -> Iterator[Field]:
    """What bag-info.txt says of a bag without a record."""
    yield Field("dc", "title", None, parcel.field("Internal-Sender-Description") or parcel.name, None)
    for label, element, qualifier in (
        ("External-Description", "description", None),
        ("Source-Organization", "publisher", None),
    ):
        value = (parcel.field(label) or "").strip()
        if value:
            yield Field("dc", element, qualifier, value, None)
    yield Field("dc", "identifier", "other", parcel.identifier, None)


def _document(told: Iterable[Field]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<dublin_core schema="dc">\n'
    return f"{head}{''.join(map(_line, told))}</dublin_core>\n".encode()


def _line(field: Field) -> str:
    qualifier = field.qualifier or "none"
    return f'  <dcvalue element="{field.element}" qualifier="{qualifier}">{escape(field.value)}</dcvalue>\n'
