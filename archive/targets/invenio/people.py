"""Creators and contributors as InvenioRDM takes them: `person_or_org`, with a role of its own list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive.describe.names import Kind
from archive.describe.names import kind_of as kind_of_form
from archive.record.exports.agents import kind_of as kind_noted
from archive.record.model import AgentKind, Record, Statement
from archive.record.relators import RELATORS

Row = dict[str, Any]

UNKNOWN = "Unknown"
"""Who stands as creator where nobody is known: the list may not be empty."""

ROLES = {
    "col": "datacollector", "com": "datacollector", "cph": "rightsholder", "cur": "datacurator", "dgs": "supervisor",
    "dst": "distributor", "dtm": "datamanager", "edc": "editor", "edt": "editor", "fnd": "sponsor", "his": "hostinginstitution",
    "hst": "hostinginstitution", "led": "projectleader", "pdr": "projectleader", "pro": "producer", "res": "researcher",
    "rtm": "researcher", "spn": "sponsor", "ths": "supervisor", "trl": "translator",
}  # fmt: skip
"""InvenioRDM's role for a MARC relator; whoever has another is `other` among the contributors, and plain among the creators."""

_PLAIN = {None, "aut", "cre", "ctb"}
_SCHEMES = {
    "orcid": re.compile(r"https?://orcid\.org/((?:[0-9]{4}-){3}[0-9]{3}[0-9X])"),
    "isni": re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?([0-9]{15}[0-9X])"),
    "gnd": re.compile(r"https?://d-nb\.info/gnd/([0-9X-]+)"),
    "ror": re.compile(r"https?://ror\.org/(0[a-z0-9]{8})"),
}
_PARTICLE = re.compile(
    r"(?:de|del|della|der|den|di|da|do|dos|du|la|las|le|lo|los|van|von|vom|zu|zur|bin|al|ter|ten)"
)
_LIVED = re.compile(r",? *(?:b\. |d\. |active |approximately )*[0-9]{3,4}\??(?:-[0-9]{0,4}\??)?$")


def creators(record: Record) -> list[Row]:
    """`metadata.creators`; one who is unknown where the record states none."""
    rows = [_row(statement, ROLES.get(statement.role or "")) for statement in record.of("creator")]
    return _once(rows) or [{"person_or_org": {"type": "organizational", "name": UNKNOWN}}]


def contributors(record: Record) -> list[Row]:
    """`metadata.contributors`, those who hold the rights among them."""
    rows = [_row(s, ROLES.get(s.role or "", "other")) for s in record.of("contributor", "mediator")]
    return _once([*rows, *(_row(statement, "rightsholder") for statement in record.of("rightsHolder"))])


def roles(record: Record) -> Iterator[str]:
    """`Name: signer`, for each role that InvenioRDM has no word for."""
    for statement in record.of("creator", "contributor", "mediator"):
        if statement.role not in _PLAIN and statement.role not in ROLES:
            yield f"{_name(statement)}: {RELATORS.get(statement.role or '', statement.role or '').lower()}"


def lost_names(record: Record) -> Iterator[str]:
    """What the names do not keep, as sentences."""
    people = record.of("creator", "contributor", "mediator", "rightsHolder")
    if not record.of("creator"):
        yield f'metadata.creators: the record states none, so "{UNKNOWN}" stands there.'
    guessed = [_name(s) for s in people if _is_person(s) and "," not in _name(s) and " " in _name(s)]
    if guessed:
        yield f"metadata.creators and contributors: which name is the family's is guessed by its place: {_few(guessed)}."
    unsure = [_name(s) for s in people if _kind(s) is None]
    if unsure:
        yield f"metadata.creators and contributors: person or body is not known, written as organizational: {_few(unsure)}."
    uris = [s.uri for s in people if s.uri and not identified(s.uri)]
    if uris:
        yield f"metadata.creators and contributors: identifiers are ORCID, ISNI, GND and ROR only, without {_few(uris)}."


def identified(uri: str) -> Row | None:
    """The identifier of a person or body that InvenioRDM has a scheme for."""
    for scheme, form in _SCHEMES.items():
        match = form.fullmatch(uri)
        if match:
            return {"scheme": scheme, "identifier": match[1]}
    return None


def _row(statement: Statement, role: str | None) -> Row:
    name = _name(statement)
    known = identified(statement.uri or "")
    person: Row = {"type": "organizational", "name": name}
    if _is_person(statement):
        family, given = _parted(name)
        person = {"type": "personal", "family_name": family, **({"given_name": given} if given else {})}
    if known:
        person["identifiers"] = [known]
    return {"person_or_org": person, **({"role": {"id": role}} if role else {})}


def _once(rows: list[Row]) -> list[Row]:
    return [row for at, row in enumerate(rows) if row not in rows[:at]]


def _name(statement: Statement) -> str:
    return " ".join((statement.value or "").split())


def _is_person(statement: Statement) -> bool:
    return _kind(statement) is AgentKind.PERSON


def _kind(statement: Statement) -> AgentKind | None:
    noted = kind_noted(statement)
    if noted is not None:
        return noted
    family, comma, given = _LIVED.sub("", _name(statement)).partition(", ")
    form = kind_of_form(f"{given} {family}") if comma else kind_of_form(family)
    return {Kind.PERSON: AgentKind.PERSON, Kind.BODY: AgentKind.ORGANIZATION, None: None}[form]


def _parted(name: str) -> tuple[str, str]:
    """Family and given name: as a comma parts them, else the last word, with the particles before it."""
    family, comma, given = _LIVED.sub("", name).partition(", ")
    if comma:
        return family, given
    words = family.split()
    at = len(words) - 1
    while at > 1 and _PARTICLE.fullmatch(words[at - 1]):
        at -= 1
    return (" ".join(words[at:]), " ".join(words[:at])) if at > 0 else (family, "")


def _few(values: list[str]) -> str:
    return "; ".join(values[:3]) + (f"; and {len(values) - 3} more" if len(values) > 3 else "")
