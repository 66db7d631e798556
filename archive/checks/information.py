"""What bag-info.txt says: reserved elements in their forms, as often as they may stand (RFC 8493 §2.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from archive.bag.info import Field
from archive.bag.reading import Reading
from archive.findings import Finding

_OXUM = re.compile(r"0*([0-9]+)\.0*([0-9]+)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_COUNT = re.compile(r"0*([0-9]+)[ \t]+of[ \t]+(?:0*([0-9]+)|\?)", re.IGNORECASE)
_SIZE = re.compile(
    r".*[0-9]\s*(?:[kmgtpezy]i?b?|b|bytes?|octets?|[a-z]*bytes?)\b.*", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+|.*<[^\s@]+@[^\s@]+\.[^\s@.]+>", re.DOTALL)
_TOLD = 1000  # of one label's fields
_ONCE = ("Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count")


def information(reading: Reading, payload_size: int) -> Iterator[Finding]:
    """B0407 to B0415: Payload-Oxum by the files and bytes that are there, and the other reserved elements."""
    if not reading.info:
        return
    where = reading.declaration.info_name
    yield from _oxum(reading, where, payload_size)
    if reading.fields.keys().isdisjoint(_JUDGED):
        return
    if reading.declaration.strict:
        for label in _ONCE:
            fields = reading.field(label)
            for field in fields[1:_TOLD]:
                yield Finding(
                    "B0410", f"{where}:{field.line}", f"{label} once", f"also in line {fields[0].line}"
                )
        count = reading.field("Bag-Count")
        if count and not reading.field("Bag-Group-Identifier"):
            yield Finding("B0413", f"{where}:{count[0].line}", "Bag-Group-Identifier too", "Bag-Count alone")
    for label, judge in _FORMS:
        for field in reading.field(label)[:_TOLD]:
            fault = judge(field)
            if field.value and fault is not None:
                yield Finding(fault[0], f"{where}:{field.line}", fault[1], field.value)


def _oxum(reading: Reading, where: str, payload_size: int) -> Iterator[Finding]:
    fields = reading.field("Payload-Oxum")
    if reading.declaration.strict:
        for field in fields[1:_TOLD]:
            yield Finding("B0407", f"{where}:{field.line}", "once", f"also in line {fields[0].line}")
    if not fields:
        return
    there = f"{payload_size}.{len(reading.payload)}"
    for field in fields[:_TOLD]:
        match = _OXUM.fullmatch(field.value)
        at = f"{where}:{field.line}"
        if match is None:
            yield Finding("B0408", at, "OctetCount.StreamCount", field.value)
        # Compared as words: a number of ten thousand digits is no number that we need to know.
        elif f"{match[1]}.{match[2]}" != there:
            yield Finding("B0411", at, field.value, there)


def _bagging_date(field: Field) -> tuple[str, str] | None:
    match = _DATE.fullmatch(field.value)
    if match is not None:
        try:
            date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return "B0409", "a day of the calendar"
        return None
    return "B0409", "YYYY-MM-DD"


def _bag_count(field: Field) -> tuple[str, str] | None:
    match = _COUNT.fullmatch(field.value)
    if match is None:
        return "B0412", "N of T, or N of ?"
    ordinal, total = match[1], match[2]
    beyond = total is not None and (len(ordinal), ordinal) > (len(total), total)
    return ("B0412", "N no greater than T") if beyond or ordinal == "0" else None


def _bag_size(field: Field) -> tuple[str, str] | None:
    return None if _SIZE.fullmatch(field.value[:200]) else ("B0414", "a number and a unit, as 42.6 GB")


def _contact_email(field: Field) -> tuple[str, str] | None:
    return None if _MAIL.fullmatch(field.value[:400]) else ("B0415", "name@example.org")


_FORMS = (
    ("Bagging-Date", _bagging_date),
    ("Bag-Count", _bag_count),
    ("Bag-Size", _bag_size),
    ("Contact-Email", _contact_email),
)
_JUDGED = frozenset(label.lower() for label in (*_ONCE, *(label for label, _ in _FORMS)))
