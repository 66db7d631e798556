"""A deposit profile as SHACL shapes (W3C, 2017), for whoever holds our Turtle or JSON-LD to it in a triple store.

An element that is mandatory is a violation where it is missing, one that may be declared not stated a warning, one that is recommended an
information: a declaration is no triple. What the shapes cannot ask, `unsaid` lists; the judgement itself stays with `validate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.findings import Severity, register
from archive.record.exports.turtle import iri, string
from archive.record.owed import owed_code
from archive.record.rules import DESCRIPTION, Constraint, Level, Profile, Rule
from archive.record.vocabularies import (
    COAR_ACCESS,
    COAR_ACCESS_RIGHTS,
    CREATIVE_COMMONS,
    DCMI_TYPE,
    DCMI_TYPES,
    MEDIA_TYPE,
    RIGHTS_STATEMENTS,
)


def to_shacl(profile: Profile) -> bytes:
    """The shapes of a profile as Turtle: of documents, and of the descriptions of them."""
    document = [rule for rule in profile.rules if rule.shape != DESCRIPTION]
    about = [rule for rule in profile.rules if rule.shape == DESCRIPTION]
    parts = [
        _PREFIXES,
        *_shapes(
            "Document",
            "dcterms:BibliographicResource",
            profile.name,
            [a for r in document for a in _asked(r)],
        ),
        *_shapes(
            "Description", "dcat:CatalogRecord", profile.name, [a for r in about for a in _described(r)]
        ),
    ]
    return "\n".join(parts).encode()


def unsaid(profile: Profile) -> tuple[str, ...]:
    """What the profile asks and SHACL over our graph cannot: `created: not-future`."""
    found = []
    for rule in profile.rules:
        names = [
            name for name in rule.checks if name.partition(":")[0] not in _CHECKS and name != "status-allowed"
        ]
        if rule.conditions != ("always",):
            names.append(f"that it is owed where {' or '.join(rule.conditions)}")
        found += [f"{rule.property}: {name}" for name in names]
    return tuple(found)


_PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_SEVERITIES = {Severity.ERROR: "sh:Violation", Severity.WARNING: "sh:Warning", Severity.INFO: "sh:Info"}
_RIGHTS = f"^({re.escape(RIGHTS_STATEMENTS)}[A-Za-z-]+/1\\.0/|{re.escape(CREATIVE_COMMONS)}(licenses|publicdomain)/)"
_CHECKS = {
    "edtf": ("R0207", "sh:datatype edtf:EDTF", ""),
    "language-tag": ("R0210", "sh:datatype xsd:language", ""),
    "has-language": ("R0211", "sh:or ( [ sh:datatype rdf:langString ] [ sh:nodeKind sh:IRI ] )", ""),
    "max-length": ("R0214", "sh:maxLength {most}", ""),
    "words": ("R0215", "sh:pattern {words}", ""),
    "not-title": ("R0216", "sh:disjoint dcterms:title", ""),
    "dcmi-type": ("R0217", "", "[ sh:in ( {types} ) ]"),
    "media-type": ("R0218", "", "[ sh:pattern {media} ]"),
    "rights-uri": ("R0220", "", "[ sh:pattern {rights} ]"),
    "access-right": ("R0222", "", "[ sh:in ( {access} ) ]"),
    "authority-uri": ("R0229", "", "[ sh:nodeKind sh:IRI ]"),
}
"""For each check that SHACL can make: its code, what it asks of each value, and of one value at least."""


class _Asked(NamedTuple):
    """What is asked of one property. `any_of` is a shape that one value at least must have, where there is any."""

    rule: Rule
    code: str
    severity: str
    each: str = ""
    any_of: str = ""


def _shapes(name: str, target: str, profile: str, asked: list[_Asked]) -> Iterator[str]:
    """One shape of all that is asked of each value, and one more for each thing that is asked of one of them."""
    each = [
        f"    sh:property [\n{_path(item)}        {item.each} ;\n{_told(item, 8)}    ]"
        for item in asked
        if item.each
    ]
    if not asked:
        return
    yield (
        f"<urn:x-archive-profile:{name}>\n    a sh:NodeShape ;\n    rdfs:label {string(profile)} ;\n"
        f"    sh:targetClass {target} ;\n" + " ;\n".join(each) + " .\n"
    )
    for item in asked:
        if item.any_of:
            path = f"sh:path dcterms:{item.rule.property}"
            yield (
                f"<urn:x-archive-profile:{name}/{item.rule.property}/{item.code}>\n    a sh:NodeShape ;\n"
                f"    sh:targetClass {target} ;\n    sh:or (\n        [ {path} ; sh:maxCount 0 ]\n"
                f"        [ {path} ; sh:qualifiedValueShape {item.any_of} ; sh:qualifiedMinCount 1 ]\n    ) ;\n"
                f"{_told(item, 4).rstrip()} .\n"
            )


def _path(item: _Asked) -> str:
    return f"        sh:path dcterms:{item.rule.property} ;\n"


def _told(item: _Asked, indent: int) -> str:
    entry, room = register()[item.code], " " * indent
    return f"{room}sh:severity {item.severity} ;\n{room}sh:message {string(f'{item.code} {entry.sentence}')}@en\n"


def _asked(rule: Rule) -> Iterator[_Asked]:
    """That there is a value, that there are not too many, and what the constraint and each check ask."""
    if rule.conditions == ("always",):
        severity = (
            "sh:Violation"
            if _binding(rule)
            else "sh:Info"
            if rule.level is Level.RECOMMENDED
            else "sh:Warning"
        )
        yield _Asked(rule, owed_code(rule), severity, "sh:minCount 1")
    yield from _bounded(rule)
    for name in rule.checks:
        kind, _, argument = name.partition(":")
        if kind in _CHECKS:
            code, each, any_of = _CHECKS[kind]
            yield _Asked(rule, code, _severity(code), _filled(each, argument), _filled(any_of, argument))


def _described(rule: Rule) -> Iterator[_Asked]:
    """The same for the description itself, every element of which has one code."""
    yield _Asked(rule, "R0150", _severity("R0150"), "sh:minCount 1")
    yield from _bounded(rule)


def _bounded(rule: Rule) -> Iterator[_Asked]:
    if not rule.repeatable:
        yield _Asked(rule, "R0233", _severity("R0233"), "sh:maxCount 1")
    if rule.constraint is not None:
        yield _Asked(rule, "R0232", _severity("R0232"), any_of=_constraint(rule.constraint))


def _severity(code: str) -> str:
    return _SEVERITIES[register()[code].severity]


def _binding(rule: Rule) -> bool:
    return rule.level is Level.MANDATORY and not rule.status_allowed


def _filled(shape: str, argument: str) -> str:
    """A shape of the table with its terms and the check's argument in their places."""
    least, _, most = argument.partition("-")
    words = string(f"^\\s*\\S+(\\s+\\S+){{{max(int(least) - 1, 0)},{int(most) - 1}}}\\s*$") if most else ""
    terms = {
        "{most}": argument,
        "{words}": words,
        "{types}": " ".join(iri(f"{DCMI_TYPE}{name}") for name in sorted(DCMI_TYPES)),
        "{access}": " ".join(iri(f"{COAR_ACCESS}{name}") for name in sorted(COAR_ACCESS_RIGHTS)),
        "{media}": string(f"^(?:{MEDIA_TYPE.pattern})$"),
        "{rights}": string(_RIGHTS),
    }
    for name, value in terms.items():
        shape = shape.replace(name, value)
    return shape


def _constraint(constraint: Constraint) -> str:
    """The shape of a value that keeps a DCTAP constraint."""
    match constraint.kind:
        case "picklist":
            terms = [
                f"{string(term)} {iri(term)}" if ":" in term else string(term)
                for term in _words_of(constraint)
            ]
            return f"[ sh:in ( {' '.join(terms)} ) ]"
        case "IRIstem":
            stems = "|".join(re.escape(stem) for stem in constraint.text.split())
            return f"[ sh:pattern {string(f'^({stems})')} ]"
        case "languageTag":
            return f"[ sh:languageIn ( {' '.join(string(tag) for tag in constraint.text.split())} ) ]"
        case "minLength":
            return f"[ sh:minLength {int(constraint.text)} ]"
        case "maxLength":
            return f"[ sh:maxLength {int(constraint.text)} ]"
        case _:
            return f"[ sh:pattern {string(constraint.text)} ]"


def _words_of(constraint: Constraint) -> list[str]:
    return [term for term in re.split(r"[\s,|]+", constraint.text) if term]
