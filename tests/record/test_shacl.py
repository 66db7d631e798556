"""The profile for others' tools: its SHACL shapes judged by pyshacl beside our own judgement, its CSV read by dctap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from archive.record.exports.shacl import to_shacl, unsaid
from archive.record.exports.turtle import to_turtle
from archive.record.model import Origin, Record, Statement
from archive.record.profile import judge, load_profile
from archive.record.serial_json import from_json
from archive.resources import schema
from tests.cli.conftest import ROOT
from tests.record.test_exports import SEEDS, said

PROFILE = load_profile(schema("deposit_profile.csv"))


@pytest.fixture(scope="module")
def shapes() -> Any:
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=to_shacl(PROFILE), format="turtle")


@pytest.fixture(scope="module")
def seed() -> Record:
    return from_json(SEEDS[0].read_bytes())


@pytest.fixture(scope="module")
def whole(seed: Record, shapes: Any) -> set[str]:
    """The codes that pyshacl finds of a record that nobody changed."""
    return {code for _, code in results(seed, shapes)}


def results(found: Record, shapes: Any) -> set[tuple[str, str]]:
    """(severity, code) of all that pyshacl finds wrong."""
    pyshacl = pytest.importorskip("pyshacl")
    rdflib = pytest.importorskip("rdflib")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    data = rdflib.Graph().parse(data=to_turtle(found), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    return {
        (
            str(report.value(one, sh.resultSeverity)).rpartition("#")[2],
            str(report.value(one, sh.resultMessage))[:5],
        )
        for one in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parts[-4][:3])
def test_the_seeds_violate_nothing(path: Any, shapes: Any) -> None:
    """pyshacl finds no violation in what we judge complete; what is declared not stated is a warning, for it is no triple."""
    found = from_json(path.read_bytes())
    declared = {s.property for s in found.statements if s.value is None}
    told = results(found, shapes)
    assert {severity for severity, _ in told} <= {"Warning", "Info"}
    assert len(told) == len(declared)


def without(found: Record, *names: str) -> Record:
    return replace(
        found, statements=tuple(s for s in found.statements if s.property not in names), superseded=()
    )


def put(found: Record, *statements: Statement) -> Record:
    kept = without(found, *(s.property for s in statements))
    return replace(kept, statements=(*kept.statements, *statements))


CHANGES = [
    ("R0102", lambda r: without(r, "title")),
    ("R0104", lambda r: without(r, "language")),
    ("R0109", lambda r: without(r, "rights")),
    ("R0112", lambda r: without(r, "isPartOf")),
    ("R0207", lambda r: put(r, said("created", "last week", scheme="free", origin=Origin.SUPPLIED))),
    ("R0210", lambda r: put(r, said("language", "zz"))),
    ("R0211", lambda r: put(r, said("title", "No language"))),
    ("R0214", lambda r: put(r, said("title", "x" * 251, lang="en"))),
    ("R0215", lambda r: put(r, said("abstract", "Too short.", lang="en"))),
    ("R0216", lambda r: put(r, *(replace(s, property="abstract") for s in r.of("title")))),
    ("R0217", lambda r: put(r, said("type", "letters"))),
    ("R0218", lambda r: put(r, said("format", "x-fmt/111"))),
    ("R0220", lambda r: put(r, said("rights", "All rights reserved."))),
    ("R0222", lambda r: put(r, said("accessRights", "open"))),
    ("R0229", lambda r: put(r, said("subject", "Elections"))),
    ("R0232", lambda r: put(r, said("extent", "much"))),
    ("R0233", lambda r: put(r, said("created", "2017"), said("created", "2018"))),
]  # fmt: skip


@pytest.mark.parametrize("code, change", CHANGES, ids=[code for code, _ in CHANGES])
def test_pyshacl_finds_what_we_find(
    code: str, change: Any, seed: Record, shapes: Any, whole: set[str]
) -> None:
    """For each thing that the shapes ask, a record that fails it: our judgement and pyshacl's have the same code."""
    changed = change(seed)
    ours = {finding.code for finding in judge(changed, PROFILE).findings}
    told = {found for _, found in results(changed, shapes)}
    assert code in ours
    assert code in told
    assert code not in whole


def test_what_the_shapes_cannot_ask_is_listed() -> None:
    """Each check of the profile is in the shapes or among what they leave out."""
    left = {sentence.partition(": ")[2] for sentence in unsaid(PROFILE)}
    assert left == {
        "identifier", "not-file-name", "not-first-sentence", "not-future", "qualified-if-inferred", "uri", "role", "place-code",
        "that it is owed where copyright-notice",
    }  # fmt: skip


CONSTRAINTS = [
    ("picklist", "red green", "green", "blue"),
    ("IRIstem", "http://a.org/ http://b.org/", "http://b.org/x", "http://c.org/x"),
    ("pattern", "^[0-9]+$", "12", "x"),
    ("minLength", "3", "abc", "ab"),
    ("maxLength", "3", "abc", "abcd"),
]


@pytest.mark.parametrize("kind, text, good, bad", CONSTRAINTS, ids=[row[0] for row in CONSTRAINTS])
def test_a_house_s_constraints(kind: str, text: str, good: str, bad: str, seed: Record) -> None:
    """Each constraint of DCTAP holds of one value at least, for pyshacl as for us."""
    rdflib = pytest.importorskip("rdflib")
    profile = load_profile(
        "profile,propertyID,mandatory,repeatable,level,weight,appliesWhen,check,valueConstraint,valueConstraintType\n"
        f"House,dcterms:source,true,true,M,1,always,,{text},{kind}\n".encode()
    )
    shapes = rdflib.Graph().parse(data=to_shacl(profile), format="turtle")
    for value, wrong in ((good, False), (bad, True)):
        changed = put(seed, said("source", value))
        assert ("R0232" in {f.code for f in judge(changed, profile).findings}) is wrong
        assert (("Violation", "R0232") in results(changed, shapes)) is wrong
    both = put(seed, said("source", good), said("source", bad))
    assert not results(both, shapes)


def test_dctap_reads_our_profile() -> None:
    """DCTAP's own reader finds both shapes and each of their rules in the table."""
    pytest.importorskip("dctap")
    from dctap.config import get_config
    from dctap.csvreader import csvreader

    table = (ROOT / "schemas/deposit_profile.csv").read_text(encoding="utf-8")
    found = csvreader(csvfile_str=table, config_dict=get_config())
    shapes = {shape["shapeID"]: shape["statement_templates"] for shape in found["shapes"]}
    assert set(shapes) == {":Document", ":Description"}
    rules = [(rule.shape, f"dcterms:{rule.property}") for rule in PROFILE.rules]
    assert [(shape, row["propertyID"]) for shape, rows in shapes.items() for row in rows] == rules
