"""The checks that a profile may ask of a property's values: a closed list, each by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from archive.findings import Finding
from archive.record import edtf
from archive.record.conditions import Case
from archive.record.identifiers import identifier_codes, is_global
from archive.record.languages import tag_fault
from archive.record.model import Origin, Statement
from archive.record.subtags import REGIONS
from archive.record.vocabularies import (
    COAR_ACCESS,
    COAR_ACCESS_RIGHTS,
    DCMI_TYPE,
    DCMI_TYPES,
    MEDIA_TYPE,
    RIGHTS_STATEMENTS,
    URI,
    is_rights_uri,
    rights_fault,
    role_fault,
    unknown,
)

RECORD = "data/metadata/record.json"

Values = tuple[tuple[int, Statement], ...]
"""The stated values of one property with their numbers, from 1, among all its statements."""

Check = Callable[[Case, Values, str], Iterator[Finding]]


def place(name: str, number: int | None = None) -> str:
    """Where a finding stands: `data/metadata/record.json#dcterms:title[1]`."""
    return f"{RECORD}#dcterms:{name}" + (f"[{number}]" if number is not None else "")


@lru_cache(maxsize=256)
def check(name: str) -> tuple[Check, str]:
    """The check of this name and its argument, as `words:15-300`. Raises ValueError, with a sentence, if there is none."""
    kind, _, argument = name.partition(":")
    found = CHECKS.get(kind)
    if found is None:
        raise ValueError(unknown("check", kind, [*CHECKS]))
    pattern = _ARGUMENTS.get(kind, "")
    if re.fullmatch(pattern, argument) is None:
        wanted = "has an argument such as words:15-300 or max-length:250" if pattern else "takes no argument"
        raise ValueError(f'"{name}": this check {wanted}')
    return found, argument


def iri(statement: Statement) -> str | None:
    """The identifier of a value: its `uri`, or the value if that is one."""
    if statement.uri:
        return statement.uri
    return statement.value if statement.value and URI.fullmatch(statement.value) else None


def _at(number: int, statement: Statement) -> str:
    return place(statement.property, number)


def _edtf(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement in values:
        try:
            edtf.parse(statement.value or "")
        except ValueError as error:
            yield Finding("R0207", _at(number, statement), str(error), statement.value)


def _dates(values: Values) -> Iterator[tuple[int, Statement, edtf.Edtf]]:
    for number, statement in values:
        try:
            yield number, statement, edtf.parse(statement.value or "")
        except ValueError:
            continue  # R0207 says so


def _not_future(case: Case, values: Values, _: str) -> Iterator[Finding]:
    today = (case.opened_at.year, case.opened_at.month, case.opened_at.day)
    for number, statement, date in _dates(values):
        if date.lower is not None and date.lower > today:
            yield Finding(
                "R0208", _at(number, statement), f"not after {case.opened_at:%Y-%m-%d}", statement.value
            )


def _qualified_if_inferred(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement, date in _dates(values):
        if statement.origin is Origin.INFERRED and not date.qualified:
            yield Finding("R0209", _at(number, statement), f"{statement.value}? or a set", statement.value)


def _language_tag(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement in values:
        if statement.value and (fault := tag_fault(statement.value)):
            yield Finding("R0210", _at(number, statement), fault, statement.value)


def _has_language(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement in values:
        if statement.lang is None:
            yield Finding("R0211", _at(number, statement), "a language tag", "none")


def _not_file_name(case: Case, values: Values, _: str) -> Iterator[Finding]:
    names = {_stem(s.value or "") for s in case.record.of("identifier")}
    for number, statement in values:
        title = statement.value or ""
        if _FILE_NAME.fullmatch(title) or (" " not in title and _stem(title) in names):
            yield Finding("R0212", _at(number, statement), "a formal or devised title", title)


def _not_first_sentence(case: Case, values: Values, _: str) -> Iterator[Finding]:
    if case.text is None:
        return
    paragraph = re.split(r"\n[ \t]*\n", case.text.lstrip(), maxsplit=1)[0][:4000]
    first_line, opening = _folded(paragraph.partition("\n")[0]), _folded(paragraph)
    for number, statement in values:
        title = _folded(statement.value or "").rstrip("….")
        runs_on = (
            opening.startswith(title) and opening.rstrip(".") != title and first_line.rstrip(".") != title
        )
        sentence = first_line.rstrip(".") == title and first_line.endswith(".") and len(title.split()) > 12
        if len(title.split()) >= 5 and (runs_on or sentence):
            yield Finding("R0213", _at(number, statement), "a formal or devised title", statement.value)


def _max_length(_: Case, values: Values, argument: str) -> Iterator[Finding]:
    for number, statement in values:
        if len(statement.value or "") > int(argument):
            yield Finding(
                "R0214", _at(number, statement), f"{argument} characters", str(len(statement.value or ""))
            )


def _words(_: Case, values: Values, argument: str) -> Iterator[Finding]:
    least, most = (int(bound) for bound in argument.split("-"))
    for number, statement in values:
        words = len((statement.value or "").split())
        if not least <= words <= most:
            yield Finding("R0215", _at(number, statement), f"{least} to {most} words", str(words))


def _not_title(case: Case, values: Values, _: str) -> Iterator[Finding]:
    titles = {_folded(title.value or "").rstrip(".") for title in case.record.of("title")}
    for number, statement in values:
        if _folded(statement.value or "").rstrip(".") in titles:
            yield Finding(
                "R0216", _at(number, statement), "something that the title does not say", statement.value
            )


def _dcmi_type(_: Case, values: Values, __: str) -> Iterator[Finding]:
    if not any(_is_dcmi(statement) for _, statement in values):
        found = "; ".join(statement.value or "" for _, statement in values)
        yield Finding(
            "R0217", place(values[0][1].property), f"{DCMI_TYPE}Text or another of the twelve", found
        )


def _is_dcmi(statement: Statement) -> bool:
    uri = iri(statement) or ""
    named = statement.scheme == "DCMIType" and statement.value in DCMI_TYPES
    return named or (uri.startswith(DCMI_TYPE) and uri.removeprefix(DCMI_TYPE) in DCMI_TYPES)


def _media_type(_: Case, values: Values, __: str) -> Iterator[Finding]:
    if not any(MEDIA_TYPE.fullmatch(statement.value or "") for _, statement in values):
        found = "; ".join(statement.value or "" for _, statement in values)
        yield Finding("R0218", place(values[0][1].property), "a media type such as text/plain", found)


def _rights_uri(_: Case, values: Values, __: str) -> Iterator[Finding]:
    uris = [(number, statement, iri(statement)) for number, statement in values]
    for number, statement, uri in uris:
        fault = rights_fault(uri) if uri else None
        if fault:
            yield Finding("R0220", _at(number, statement), fault, uri)
        elif uri and uri.startswith(f"{RIGHTS_STATEMENTS}CNE/"):
            yield Finding("R0221", _at(number, statement), "a statement that the rights were evaluated", uri)
    if not any(uri and (is_rights_uri(uri) or rights_fault(uri)) for _, _, uri in uris):
        found = "; ".join(statement.value or "" for _, statement in values)
        yield Finding(
            "R0220", place(values[0][1].property), "the URI of a rights statement or licence", found
        )


def _access_right(_: Case, values: Values, __: str) -> Iterator[Finding]:
    uris = [iri(statement) or "" for _, statement in values]
    if not any(u.startswith(COAR_ACCESS) and u.removeprefix(COAR_ACCESS) in COAR_ACCESS_RIGHTS for u in uris):
        found = "; ".join(statement.uri or statement.value or "" for _, statement in values)
        yield Finding(
            "R0222", place(values[0][1].property), f"{COAR_ACCESS}c_abf2 or another of the four", found
        )


def _identifier(case: Case, values: Values, _: str) -> Iterator[Finding]:
    for number, statement in values:
        for code in identifier_codes(statement.value or ""):
            yield Finding(code, _at(number, statement), None, statement.value)
    own = [case.record.identifier, *(statement.value or "" for _, statement in values)]
    if not any(is_global(value) for value in own):
        yield Finding(
            "R0226", place("identifier"), "one at least that is unique in the world", "; ".join(own)
        )


def _role(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement in values:
        if statement.role is None:
            yield Finding("R0227", _at(number, statement), "a MARC relator code", "none")
        elif fault := role_fault(statement.role):
            yield Finding("R0228", _at(number, statement), fault, statement.role)


def _authority_uri(_: Case, values: Values, __: str) -> Iterator[Finding]:
    if not any(iri(statement) for _, statement in values):
        found = "; ".join(statement.value or "" for _, statement in values)
        yield Finding(
            "R0229", place(values[0][1].property), "one value at least with the URI of an authority", found
        )


def _uri(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement in values:
        found = statement.uri or statement.value or ""
        if (statement.uri or re.match(r"(?i)(?:https?|urn|doi|hdl|ark|info):", found)) and not URI.fullmatch(
            found
        ):
            yield Finding(
                "R0230", _at(number, statement), "a URI: no blanks, nothing but its characters", found
            )


def _place_code(_: Case, values: Values, __: str) -> Iterator[Finding]:
    for number, statement in values:
        scheme = (statement.scheme or "").replace(" ", "").replace("-", "").upper()
        if scheme.startswith("ISO3166") and (statement.value or "").partition("-")[0] not in REGIONS:
            yield Finding("R0231", _at(number, statement), "a code of ISO 3166", statement.value)


CHECKS: dict[str, Check] = {
    "edtf": _edtf,
    "not-future": _not_future,
    "qualified-if-inferred": _qualified_if_inferred,
    "language-tag": _language_tag,
    "has-language": _has_language,
    "not-file-name": _not_file_name,
    "not-first-sentence": _not_first_sentence,
    "max-length": _max_length,
    "words": _words,
    "not-title": _not_title,
    "dcmi-type": _dcmi_type,
    "media-type": _media_type,
    "rights-uri": _rights_uri,
    "access-right": _access_right,
    "identifier": _identifier,
    "role": _role,
    "authority-uri": _authority_uri,
    "uri": _uri,
    "place-code": _place_code,
}

_ARGUMENTS = {"max-length": "[0-9]{1,6}", "words": "[0-9]{1,6}-[0-9]{1,6}"}
_FILE_NAME = re.compile(
    r"(?i)\S+\.(?:txt|text|md|pdf|docx?|odt|rtf|html?|xml|csv|json|eml|log)|[0-9]{3}_[0-9a-f]{8,}"
)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip("\"'“”‘’«»")


def _stem(name: str) -> str:
    return re.sub(r"\.[a-z0-9]{1,4}\Z", "", re.split("[/:]", name.casefold())[-1])
