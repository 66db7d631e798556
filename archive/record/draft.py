"""A statement as somebody wrote it, in a sidecar or a table, and what of it can be taken."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from archive.record.languages import tag_fault
from archive.record.model import PROPERTIES, Agent, AgentKind, Evidence, Origin, Statement, Status
from archive.record.vocabularies import URI, nearest, rights_fault, role_fault, unknown, value_fault

MAX_VALUE = 32_767
"""Characters of one value: what a spreadsheet's cell can hold."""

UNNAMED = Agent(AgentKind.PERSON, "not named")
"""Who made the statements of a file that names no cataloguer; `attributed` puts a known agent in its place."""

TODO = "todo"
"""What stands where somebody has still to speak; it says nothing, and what is owed stays owed."""

Place = tuple[str, str]

_ORIGINS = [origin.value for origin in Origin]
_STATUSES = [status.value for status in Status if status is not Status.STATED]
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MARKS_LIMIT = (
    30  # combining marks on end; UAX #15 calls text with fewer stream-safe, and NFC is slow on more
)
_MAYBE_MARKS = re.compile(
    f"[^\x00-\u02ff\u2000-\u2bff]{{{_MARKS_LIMIT + 1}}}"
)  # no Latin letter, no punctuation
_PREFIX = re.compile(r"(?:dc|dcterms|dct)[:.]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of one statement, still strings; `place` says where they stand. `evidence` is (quote, start)."""

    place: str
    property: str
    value: str | None = None
    lang: str | None = None
    scheme: str | None = None
    uri: str | None = None
    role: str | None = None
    origin: str | None = None
    status: str | None = None
    note: str | None = None
    evidence: tuple[tuple[str, str | None], ...] = ()
    agent: Agent | None = None


def is_todo(text: str | None) -> bool:
    """Whether a value, a name or a character set is only the mark that it has still to be given."""
    return text is not None and text.strip().casefold() == TODO


def property_of(name: str) -> str | None:
    """The DCMI term that a key or column means: `title`, `dc:title`, `dcterms.title`; None if there is no such term."""
    local = _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name
    return local if local in PROPERTIES else None


def property_fault(name: str) -> str:
    """The sentence for a key that is no DCMI term."""
    return unknown("property", _PREFIX.sub("", name, count=1), PROPERTIES)


def clean(text: str) -> str:
    """`text` without white space at its ends, LF only, NFC; unchanged in everything else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if text.isascii() or _long_marks(text) else unicodedata.normalize("NFC", text)


def text_fault(text: str) -> str | None:
    """What makes a string unfit to be any value: empty, too long, a control character, an unassignable code point."""
    if not text.strip():
        return "is empty; leave it out, or write `status: not-stated`"
    if len(text) > MAX_VALUE:
        return f"has {len(text)} characters; {MAX_VALUE} is the most"
    match = _FORBIDDEN.search(text)
    if match is not None:
        return f"holds U+{ord(match[0]):04X}, a control character or none at all"
    if not text.isascii() and _long_marks(text):
        return f"has more than {_MARKS_LIMIT} combining marks on end"
    return None


def admit(draft: Draft, agent: Agent, origin: Origin, faults: list[Place]) -> Statement | None:
    """The statement of a draft, or None when something of it was added to `faults`.

    `agent` and `origin` hold where the draft names none.
    """
    found = [*_text_faults(draft), *_term_faults(draft), *_status_faults(draft), *_value_faults(draft)]
    evidence = _evidence(draft, found)
    own = Origin(draft.origin) if draft.origin in _ORIGINS else origin
    stated = draft.status is None
    if stated and not evidence and own in (Origin.TRANSCRIBED, Origin.INFERRED) and not draft.evidence:
        found.append((draft.place, f"origin `{own}` needs evidence: the words of the text that it rests on"))
    if found:
        faults.extend(found)
        return None
    return Statement(
        property=draft.property,
        value=draft.value,
        origin=own,
        agent=draft.agent or agent,
        status=Status(draft.status) if draft.status else Status.STATED,
        lang=draft.lang,
        scheme=draft.scheme,
        uri=draft.uri,
        role=draft.role,
        evidence=evidence,
        note=draft.note,
    )


def _text_faults(draft: Draft) -> list[Place]:
    found: list[Place] = []
    for name in ("value", "lang", "scheme", "uri", "role", "origin", "status", "note"):
        text = getattr(draft, name)
        fault = text_fault(text) if text is not None else None
        if fault is not None:
            found.append((draft.place if name == "value" else f"{draft.place}.{name}", fault))
    return found


def _term_faults(draft: Draft) -> list[Place]:
    found: list[Place] = []
    if draft.origin and draft.origin not in _ORIGINS:
        found.append((f"{draft.place}.origin", unknown("origin", draft.origin, _ORIGINS)))
    if draft.status and draft.status not in _STATUSES:
        found.append((f"{draft.place}.status", unknown("status", draft.status, _STATUSES)))
    if draft.lang and (fault := tag_fault(draft.lang)):
        found.append((f"{draft.place}.lang", fault))
    if draft.role and (fault := role_fault(draft.role)):
        found.append((f"{draft.place}.role", fault))
    if draft.uri:
        fault = rights_fault(draft.uri)
        if URI.fullmatch(draft.uri) is None:
            fault = f'"{draft.uri[:60]}" is no URI: it has a scheme such as http: and no blanks'
        if fault:
            found.append((f"{draft.place}.uri", fault))
    return found


def _status_faults(draft: Draft) -> list[Place]:
    if draft.status is None:
        return (
            []
            if draft.value is not None
            else [(draft.place, "has no value; leave it out, or give its status")]
        )
    if draft.value is not None and draft.status in _STATUSES:
        return [(draft.place, f"has a value and the status `{draft.status}`; it can have one of them only")]
    return []


def _value_faults(draft: Draft) -> list[Place]:
    if not draft.value:
        return []
    fault = value_fault(draft.property, draft.value, draft.scheme)
    return [(draft.place, fault)] if fault else []


def _evidence(draft: Draft, found: list[Place]) -> tuple[Evidence, ...]:
    evidence: list[Evidence] = []
    for number, (quote, start) in enumerate(draft.evidence):
        place = f"{draft.place}.evidence[{number}]"
        fault = text_fault(quote)
        if fault is not None:
            found.append((place, fault))
        elif start is None:
            evidence.append(Evidence(quote))
        elif re.fullmatch("[0-9]{1,12}", start):
            evidence.append(Evidence(quote, int(start), int(start) + len(quote)))
        else:
            found.append(
                (
                    f"{place}.start",
                    f'"{start[:60]}" is no offset: a whole number of characters from the start',
                )
            )
    return tuple(evidence)


def _long_marks(text: str) -> bool:
    if _MAYBE_MARKS.search(text) is None:
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MARKS_LIMIT:
            return True
    return False


def nearest_key(wrong: str, known: list[str]) -> str:
    """The sentence for a key that a mapping of ours does not have."""
    meant = nearest(wrong, known)
    return f'no such key; did you mean "{meant}"?' if meant else f"no such key; there are {', '.join(known)}"
