"""What holds of every record whatever its profile: that its statements are well made, rest on the text, and agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.findings import Finding
from archive.record import edtf
from archive.record.conditions import Case
from archive.record.draft import UNNAMED
from archive.record.encoded_twice import encoded_twice
from archive.record.languages import tag_fault
from archive.record.model import AgentKind, Origin, Statement, Status
from archive.record.value_checks import place
from archive.record.vocabularies import DATES, MEDIA_TYPE, role_fault

Numbered = tuple[tuple[int, Statement], ...]

_PLACEHOLDER = re.compile(
    r"(?i)\[?(?:unknown|n/?a|none|null|nil|tbd|tba|todo|fixme|untitled|xxx+|\?+|-+|\.+|_+|s\. ?l\.|s\. ?n\.|n\. ?d\.|no date|no title|"
    r"not (?:stated|known|available|specified)|unspecified|lorem ipsum.*|value|string|example)\]?"
)
_SEEN = re.compile(
    r"[^\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_COUNTED = re.compile(r"([0-9]+) (bytes|characters|words|lines)")
_ORDER = (
    "created",
    "dateSubmitted",
    "dateAccepted",
    "issued",
)  # none of these can come before the one before it


def numbered(statements: tuple[Statement, ...]) -> Numbered:
    """Each statement with its number, from 1, among those of its property."""
    counts: dict[str, int] = {}
    found: list[tuple[int, Statement]] = []
    for statement in statements:
        counts[statement.property] = counts.get(statement.property, 0) + 1
        found.append((counts[statement.property], statement))
    return tuple(found)


def well_made(case: Case, statements: Numbered) -> Iterator[Finding]:
    """R0201, R0202, R0203 to R0206, R0210, R0228, R0234, R0235: each statement for itself, and against the text."""
    for number, statement in statements:
        where = place(statement.property, number)
        value = statement.value
        if value is not None:
            if not _SEEN.search(value) or _PLACEHOLDER.fullmatch(value):
                yield Finding("R0201", where, "a value, or the status not-stated", value)
            elif value != value.strip():
                yield Finding("R0202", where, value.strip()[:80], value[:80])
            if statement.property == "title" and value.startswith("[") and value.endswith("]"):
                yield Finding("R0234", where, value[1:-1], value)
            if not statement.evidence and statement.origin in (Origin.TRANSCRIBED, Origin.INFERRED):
                yield Finding(
                    "R0204", where, "the words that it rests on", f"origin {statement.origin}, no evidence"
                )
        elif statement.agent == UNNAMED:
            yield Finding("R0235", where, "who looked", "nobody named")
        if statement.lang and (fault := tag_fault(statement.lang)):
            yield Finding("R0210", where, fault, statement.lang)
        if statement.role and statement.property != "contributor" and (fault := role_fault(statement.role)):
            yield Finding("R0228", where, fault, statement.role)
        if case.text is not None:
            yield from _quoted(case, where, statement)


def _quoted(case: Case, where: str, statement: Statement) -> Iterator[Finding]:
    for evidence in statement.evidence:
        if evidence.start is None:
            if case.holds(evidence.quote):
                yield Finding("R0206", where, "the place of the quote", evidence.quote[:80])
            else:
                yield Finding("R0205", where, "words of the text", evidence.quote[:80])
        elif (found := case.words_at(evidence.start, evidence.end)) != evidence.quote:
            yield Finding("R0203", where, f"{evidence.quote[:80]} at {evidence.start}", found[:80])


def agreeing(case: Case, statements: Numbered) -> Iterator[Finding]:
    """R0301 to R0310: statements against each other, against the bytes, and against what the text plainly shows."""
    yield from _twice(statements)
    yield from _in_order(case)
    yield from _detected(case)
    if case.text is not None:
        yield from _contradicted(case, statements)
        yield from _noticed(case, statements)
        yield from _garbled(case.text)
    yield from _measured(case, statements)


def _twice(statements: Numbered) -> Iterator[Finding]:
    stated = {s.property for _, s in statements if s.status is Status.STATED}
    seen: dict[tuple[object, ...], int] = {}
    for number, statement in statements:
        where = place(statement.property, number)
        if statement.status is not Status.STATED and statement.property in stated:
            yield Finding("R0306", where, "either a value or a status", statement.status.value)
        key = (
            statement.property,
            statement.value,
            statement.lang,
            statement.uri,
            statement.role,
            statement.status,
        )
        if key in seen:
            yield Finding("R0307", where, "each value once", statement.value or statement.status.value)
        seen.setdefault(key, number)


def _in_order(case: Case) -> Iterator[Finding]:
    earliest: tuple[str, edtf.Edtf] | None = None
    for name in _ORDER:
        try:
            date = edtf.parse(case.record.value(name) or "")
        except ValueError:
            continue
        if earliest and earliest[1].lower and date.upper and date.upper < earliest[1].lower:
            yield Finding("R0308", place(name), f"not before {earliest[0]} {earliest[1].text}", date.text)
        earliest = (name, date)


def _detected(case: Case) -> Iterator[Finding]:
    """A language that the program found in the text, with evidence, and that a person's words replaced by another."""
    stated = {(s.value or "").partition("-")[0].lower() for s in case.record.of("language")}
    for statement in case.record.superseded:
        if (
            statement.property != "language"
            or statement.agent.kind is not AgentKind.SOFTWARE
            or not statement.value
        ):
            continue
        if stated and statement.value.partition("-")[0].lower() not in stated:
            yield Finding("R0309", place("language"), statement.value, ", ".join(sorted(stated)))


def _contradicted(case: Case, statements: Numbered) -> Iterator[Finding]:
    shown = {
        "rightsHolder": ("R0303", case.notice),
        "dateCopyrighted": ("R0303", case.notice if case.notice and _YEAR.search(case.notice) else None),
        "creator": ("R0304", case.signature or case.byline),
    }
    for number, statement in statements:
        code, words = shown.get(statement.property, ("", None))
        if statement.status is not Status.STATED and words:
            yield Finding(code, place(statement.property, number), words, statement.status.value)


def _noticed(case: Case, statements: Numbered) -> Iterator[Finding]:
    """A rights holder or copyright date that the notice of the text does not bear."""
    if case.notice is None:
        return
    years = [int(year) for year in _YEAR.findall(case.notice)]
    for number, statement in statements:
        value = statement.value or ""
        if statement.status is not Status.STATED:
            continue
        if statement.property == "rightsHolder" and not _shares_name(value, case.notice):
            yield Finding("R0305", place("rightsHolder", number), case.notice, value)
        if statement.property == "dateCopyrighted" and years:
            try:
                date = edtf.parse(value)
            except ValueError:
                continue
            if not any((date.lower or (y,))[0] <= y <= (date.upper or (y,))[0] for y in years):
                yield Finding("R0305", place("dateCopyrighted", number), case.notice, value)


def _garbled(text: str) -> Iterator[Finding]:
    garbled = encoded_twice(text)
    if garbled is not None:
        places = f"{garbled.found}, the first of {garbled.times} such places"
        yield Finding("R0310", place("format"), garbled.meant, places)


def _shares_name(holder: str, notice: str) -> bool:
    """Whether a word of the holder's name stands in the notice; an authority's form may turn or lengthen it."""
    words = {
        word for word in re.findall(r"\w{3,}", holder.casefold()) if word not in {"the", "and", "inc", "all"}
    }
    return not words or bool(words & set(re.findall(r"\w{3,}", notice.casefold())))


def _measured(case: Case, statements: Numbered) -> Iterator[Finding]:
    """Extent and character set against the bytes received and the text made of them."""
    sizes: dict[str, set[int]] = {} if case.whole is None else case.whole.sizes
    if case.whole is None and case.seed is not None:
        sizes["bytes"] = {len(case.seed)}
    if case.whole is None and case.text is not None:
        sizes["characters"] = {len(case.text), len(case.text.rstrip("\n"))}
        sizes["words"] = {len(case.text.split())}
        sizes["lines"] = {case.text.count("\n"), len(case.text.split("\n"))}
    for number, statement in statements:
        value = statement.value or ""
        if statement.property == "extent" and (match := _COUNTED.fullmatch(value)):
            right = sizes.get(match[2])
            if right is not None and int(match[1]) not in right:
                yield Finding("R0301", place("extent", number), f"{max(right)} {match[2]}", value)
        if statement.property == "format" and case.seed is not None and MEDIA_TYPE.fullmatch(value):
            _, _, charset = value.partition("charset=")
            if charset and not (
                _decodes(case.seed, charset) if case.whole is None else case.whole.decodes(charset)
            ):
                yield Finding(
                    "R0302", place("format", number), "a character set that the bytes are in", value
                )


def _decodes(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def dates_of(statements: Numbered) -> Iterator[tuple[int, Statement]]:
    """The stated dates that are written in EDTF."""
    for number, statement in statements:
        if statement.property in DATES and statement.value and statement.scheme in (None, "EDTF"):
            yield number, statement
