"""The judgement on records: each code of R01, R02 and R03, the counts, and profiles of a house's own."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import RecordError
from archive.findings import register
from archive.record.draft import UNNAMED
from archive.record.model import (
    SOFTWARE,
    Agent,
    AgentKind,
    Description,
    Evidence,
    Origin,
    Record,
    Statement,
    Status,
)
from archive.record.owed import OWED
from archive.record.profile import Judgement, judge, load_profile
from archive.resources import schema
from tests.record.strategies import records

OWN = schema("deposit_profile.csv")
ANA = Agent(AgentKind.PERSON, "Ana Rivera")
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
ABOUT = Description((ANA, SOFTWARE), datetime(2026, 11, 21, tzinfo=UTC), ("DACS",), "en", CC0)
TEXT = "Call for new elections\n\nDear Sir:\n\nWe ask for new elections in Honduras, and soon.\n\nSincerely,\n\nAna Rivera\n"
ABSTRACT = "The letter asks for new elections in Honduras, which it wants to be held soon and under the eyes of the world."


def say(name: str, value: str | None, origin: Origin = Origin.SUPPLIED, **fields: object) -> Statement:
    return Statement(name, value, origin, fields.pop("agent", ANA), **fields)  # type: ignore[arg-type]


def silent(name: str, status: Status = Status.NOT_STATED, agent: Agent = ANA) -> Statement:
    return Statement(name, None, Origin.SUPPLIED, agent, status=status)


WHOLE: dict[str, Statement] = {
    statement.property: statement
    for statement in (
        say("identifier", "urn:uuid:e3e70682-c209-5cac-a29f-6fbed82c07cd"),
        say("title", "Letter asking for new elections in Honduras", Origin.DEVISED, lang="en"),
        say("created", "2017-12~", Origin.INFERRED, evidence=(Evidence("new elections", 9, 22),)),
        say("language", "en"),
        say("type", "http://purl.org/dc/dcmitype/Text"),
        say("format", "text/plain; charset=UTF-8"),
        say("extent", f"{len(TEXT.encode())} bytes", Origin.MEASURED, agent=SOFTWARE),
        say("abstract", ABSTRACT, Origin.DEVISED, lang="en"),
        say("rights", "In Copyright", uri="http://rightsstatements.org/vocab/InC/1.0/"),
        say("accessRights", "open access", uri="http://purl.org/coar/access_right/c_abf2"),
        say("provenance", "Given by Ana Rivera on 21 November 2026.", lang="en"),
        say("isPartOf", "http://example.org/c"),
        say(
            "creator",
            "Ana Rivera",
            Origin.TRANSCRIBED,
            role="aut",
            evidence=(Evidence("Ana Rivera", 96, 106),),
        ),
        silent("contributor"),
        silent("publisher"),
        say(
            "subject",
            "Elections",
            Origin.AUTHORITY,
            scheme="LCSH",
            uri="http://id.loc.gov/authorities/subjects/sh85041557",
        ),
        say("spatial", "Honduras", uri="https://sws.geonames.org/3608932/"),
        silent("source", Status.NOT_APPLICABLE),
    )
}


def record(*instead: Statement, without: tuple[str, ...] = ()) -> Record:
    """The whole record with these statements in the place of those of their properties."""
    names = {statement.property for statement in instead} | set(without)
    kept = [statement for name, statement in WHOLE.items() if name not in names]
    return Record("urn:uuid:e3e70682-c209-5cac-a29f-6fbed82c07cd", (*kept, *instead), (), ABOUT)


def judged(
    found: Record, text: str | None = TEXT, seed: bytes | None = None, profile: bytes = OWN
) -> Judgement:
    return judge(found, load_profile(profile), text=text, seed=TEXT.encode() if seed is None else seed)


def codes(judgement: Judgement) -> dict[str, str]:
    """Where each code was found, but for what is only recommended."""
    return {f.code: f.where.rpartition("#")[2] for f in judgement.findings if f.code != "R0151"}


def test_whole() -> None:
    """A record that keeps every rule passes the gate with nothing found, and its counts are exact."""
    judgement = judged(record())
    assert codes(judgement) == {}
    assert judgement.gate
    assert (judgement.met, judgement.owed) == (19, 25)
    assert (judgement.weighted_met, judgement.weighted_owed) == (16 * 3 + 3 * 2, 16 * 3 + 3 * 2 + 6)
    assert (judgement.not_stated, judgement.not_applicable) == (2, 1)
    assert judgement.level == "suggested"
    assert judgement.summary == (
        "19 of 25 elements, weighted 54 of 60, 2 not stated, 1 not applicable; level suggested"
    )
    assert judgement.profile == "Archive deposit profile 1.0"
    assert judgement.as_dict()["vector"] == {
        "completeness": [19, 25],
        "accuracy": [2, 2],
        "provenance": [15, 15],
        "conformance": [15, 15],
        "consistency": [15, 15],
        "timeliness": [1, 1],
        "accessibility": [6, 6],
    }


def test_travels() -> None:
    """A profile and a judgement can be sent to a worker and back."""
    for profile in (load_profile(OWN), load_profile(HOUSE)):
        assert pickle.loads(pickle.dumps(profile)) == profile
    assert pickle.loads(pickle.dumps(judged(record()))) == judged(record())


def test_level() -> None:
    """The level falls with what is missing: ideal, suggested, minimal, none."""
    ideal = [
        say(name, value)
        for name, value in (
            ("temporal", "2017"),
            ("alternative", "Call"),
            ("hasFormat", "TEI"),
            ("conformsTo", "DACS"),
            ("bibliographicCitation", "Rivera 2017"),
            ("relation", "urn:x:2"),
        )
    ]
    assert judged(record(*ideal)).level == "ideal"
    assert judged(record(without=("publisher",))).level == "minimal"
    assert judged(record(without=("title",))).level is None


def test_nobodys_words() -> None:
    """A record of which nobody said anything fails the gate with one finding for each element that is still owed."""
    measured = [WHOLE[name] for name in ("identifier", "format", "extent", "language", "type")]
    found = Record("urn:uuid:e3e70682-c209-5cac-a29f-6fbed82c07cd", tuple(measured), (), ABOUT)
    judgement = judged(found)
    owed = {
        name
        for name in OWED
        if name not in {s.property for s in measured} | {"rightsHolder", "dateCopyrighted"}
    }
    assert not judgement.gate
    assert codes(judgement) == {OWED[name]: f"dcterms:{name}" for name in owed}


def test_each_remedy_says_how() -> None:
    """The remedy of each element that is owed names the element, or where it is set."""
    for name, code in OWED.items():
        entry = register()[code]
        assert f"{name}:" in entry.remedy or "collection file" in entry.remedy, code


@pytest.mark.parametrize("name", [name for name in OWED if name in WHOLE])
def test_each_is_owed(name: str) -> None:
    """Each element that is taken away is missed, by its own code and by no other."""
    assert codes(judged(record(without=(name,)))) == {OWED[name]: f"dcterms:{name}"}


LATIN = "Olé\n".encode("latin-1")
NOTICE = "A text.\n\nCopyright © 2021-2023 TRT World.\n"
VALUES = [
    ("R0102", silent("title"), "title"),
    ("R0201", say("provenance", "n/a", lang="en"), "provenance[1]"),
    ("R0201", say("provenance", "\u200b\u00ad\u2060", lang="en"), "provenance[1]"),
    ("R0202", say("provenance", "Given. ", lang="en"), "provenance[1]"),
    ("R0203", say("creator", "Ana", Origin.TRANSCRIBED, evidence=(Evidence("Ana Rivera", 95, 105),)), "creator[1]"),
    ("R0204", say("creator", "Ana", Origin.TRANSCRIBED), "creator[1]"),
    ("R0205", say("creator", "Ana", Origin.TRANSCRIBED, evidence=(Evidence("Eva"),)), "creator[1]"),
    ("R0206", say("creator", "Ana", Origin.TRANSCRIBED, evidence=(Evidence("Ana"),)), "creator[1]"),
    ("R0207", say("created", "December 2017"), "created[1]"),
    ("R0208", say("created", "2026-11-22"), "created[1]"),
    ("R0208", say("created", "2027"), "created[1]"),
    ("R0209", say("created", "2017", Origin.INFERRED, evidence=(Evidence("new", 9, 12),)), "created[1]"),
    ("R0210", say("language", "eng"), "language[1]"),
    ("R0210", say("publisher", "House", lang="zz"), "publisher[1]"),
    ("R0211", say("title", "Letter on Honduras", Origin.DEVISED), "title[1]"),
    ("R0212", say("title", "letter_01.txt", lang="en"), "title[1]"),
    ("R0212", say("title", "000_0fa32ea925ec3b8d", lang="en"), "title[1]"),
    ("R0214", say("title", "a" * 251, lang="en"), "title[1]"),
    ("R0215", say("abstract", "A letter.", lang="en"), "abstract[1]"),
    ("R0215", say("abstract", "word " * 301 + "end", lang="en"), "abstract[1]"),
    ("R0217", say("type", "letters"), "type"),
    ("R0218", say("format", "fmt/111"), "format"),
    ("R0220", say("rights", "https://rightsstatements.org/vocab/InC/1.0/"), "rights[1]"),
    ("R0220", say("rights", "http://rightsstatements.org/page/InC/1.0/"), "rights[1]"),
    ("R0220", say("rights", "All rights reserved."), "rights"),
    ("R0221", say("rights", "http://rightsstatements.org/vocab/CNE/1.0/"), "rights[1]"),
    ("R0222", say("accessRights", "open"), "accessRights"),
    ("R0223", say("identifier", "ark:/12345/x6np1wh8kd"), "identifier[1]"),
    ("R0224", say("identifier", "ark:/99999/fk4gt2g"), "identifier[1]"),
    ("R0225", say("identifier", "urn:uuid:e3e70682-c209-4cac-a29f-6fbed82c07cd"), "identifier[1]"),
    ("R0226", say("identifier", "urn:uuid:e3e70682"), "identifier[1]"),
    ("R0226", say("identifier", "urn:x"), "identifier[1]"),
    ("R0227", say("contributor", "Eva"), "contributor[1]"),
    ("R0228", say("contributor", "Eva", role="author"), "contributor[1]"),
    ("R0228", say("creator", "Eva", role="author"), "creator[1]"),
    ("R0229", say("subject", "elections"), "subject"),
    ("R0230", say("isPartOf", "http://example.org/a b"), "isPartOf[1]"),
    ("R0231", say("spatial", "XQ", scheme="ISO 3166"), "spatial[1]"),
    ("R0232", say("extent", "short"), "extent"),
    ("R0234", say("title", "[Letter on Honduras]", lang="en"), "title[1]"),
    ("R0235", silent("publisher", agent=UNNAMED), "publisher[1]"),
    ("R0301", say("extent", "7 bytes"), "extent[1]"),
    ("R0301", say("extent", "7 words"), "extent[1]"),
    ("R0304", silent("creator"), "creator[1]"),
]  # fmt: skip


@pytest.mark.parametrize(
    "code, statement, where", VALUES, ids=[f"{row[0]}-{row[1].value}"[:40] for row in VALUES]
)
def test_values(code: str, statement: Statement, where: str) -> None:
    """A value that breaks one rule is found by that rule's code, in its place, and by no other."""
    assert codes(judged(record(statement))) == {code: f"dcterms:{where}"}


@pytest.mark.parametrize(
    "code, instead, text, seed",
    [
        ("R0213", [say("title", "We ask for new elections in Honduras", lang="en")], TEXT[35:], None),
        ("R0213", [say("title", "We ask for new elections in Honduras, and soon", lang="en")], "We ask for new elections in\nHonduras, and soon. Or not.\n", None),
        ("R0216", [say("title", ABSTRACT, lang="en"), WHOLE["abstract"]], TEXT, None),
        ("R0233", [say("created", "2016"), say("created", "2017")], TEXT, None),
        ("R0302", [say("format", "text/plain; charset=UTF-8"), say("extent", "4 bytes")], "Olé\n", LATIN),
        ("R0303", [silent("rightsHolder"), say("dateCopyrighted", "2023")], NOTICE, None),
        ("R0303", [say("rightsHolder", "TRT World"), silent("dateCopyrighted")], NOTICE, None),
        ("R0305", [say("rightsHolder", "Reuters"), say("dateCopyrighted", "2023")], NOTICE, None),
        ("R0305", [say("rightsHolder", "TRT World"), say("dateCopyrighted", "2017")], NOTICE, None),
        ("R0119", [say("dateCopyrighted", "2021/2023")], NOTICE, None),
        ("R0120", [say("rightsHolder", "TRT World")], NOTICE, None),
        ("R0306", [say("publisher", "House"), silent("publisher")], TEXT, None),
        ("R0307", [say("publisher", "House"), say("publisher", "House")], TEXT, None),
        ("R0308", [say("created", "2017"), say("issued", "2016")], TEXT, None),
        ("R0304", [silent("creator")], "By Ana Rivera\n\nSome words.\n", None),
    ],
)  # fmt: skip
def test_against_the_text(code: str, instead: list[Statement], text: str, seed: bytes | None) -> None:
    """What disagrees with the text, the bytes or another statement is found by its code alone."""
    plain = [WHOLE["creator"], WHOLE["created"], WHOLE["extent"]]
    rest = [
        replace(s, evidence=(), origin=Origin.SUPPLIED)
        for s in plain
        if s.property not in {i.property for i in instead}
    ]
    rest = [replace(s, value="1 pages") if s.property == "extent" else s for s in rest]
    found = record(*instead, *rest)
    assert set(codes(judged(found, text, seed if seed is not None else text.encode()))) == {code}


@pytest.mark.parametrize(
    "field, code",
    [
        ({"makers": ()}, "R0150"),
        ({"conforms_to": ()}, "R0150"),
        ({"license": ""}, "R0150"),
        ({"license": "https://creativecommons.org/publicdomain/zero/1.0/"}, "R0220"),
        ({"license": "http://example.org/ours"}, "R0232"),
    ],
)
def test_description(field: dict[str, object], code: str) -> None:
    """The description must say of itself by whom, by which rules, and under which licence."""
    found = replace(record(), description=replace(ABOUT, **field))  # type: ignore[arg-type]
    assert set(codes(judged(found))) == {code}


def test_a_heading_is_a_title() -> None:
    """A formal title that stands as a heading, even right above the text, is no first sentence."""
    title = say("title", "Honduras calls for new elections at once", lang="en")
    for text in (
        "Honduras calls for new elections at once\n\nIt did.\n",
        "Honduras calls for new elections at once\nIt did.\n",
    ):
        found = record(title, without=("creator", "created", "extent"))
        assert "R0213" not in codes(judged(found, text))


def test_prose_is_no_notice() -> None:
    """Words about copyright, and a list's (c), are no copyright notice."""
    for text in (
        "The copyright law of 1976 was changed.\n",
        "(c) third point\n",
        "Copyright matters.\n",
        "Regards to all of you.\n",
    ):
        assert not {"R0119", "R0120", "R0303", "R0304"} & set(codes(judged(record(silent("creator")), text)))


def test_without_text_and_bytes() -> None:
    """What needs the text or the bytes is not asked without them."""
    wrong = say("creator", "Ana", Origin.TRANSCRIBED, evidence=(Evidence("Eva", 0, 3),))
    judgement = judge(record(wrong, say("extent", "7 bytes")), load_profile(OWN))
    assert codes(judgement) == {}
    assert judgement.as_dict()["vector"]["accuracy"] == [0, 0]


def test_undated() -> None:
    """A document may be declared undated, and no other mandatory element may be declared away."""
    assert codes(judged(record(silent("created")))) == {}
    assert set(codes(judged(record(silent("abstract"))))) == {"R0108"}


@given(records(), st.none() | st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_any_record(found: Record, text: str | None) -> None:
    """Any record is judged, by codes of the register; a met count is never more than the owed one."""
    judgement = judge(found, load_profile(OWN), text=text, seed=b"x")
    assert {finding.code for finding in judgement.findings} <= set(register())
    assert 0 <= judgement.met <= judgement.owed
    assert all(0 <= dimension.good <= dimension.of for dimension in judgement.vector)
    assert judge(found, load_profile(OWN), text=text, seed=b"x") == judgement


@pytest.mark.parametrize(
    "detected, kind, found", [("es", SOFTWARE, True), ("en", SOFTWARE, False), ("es", ANA, False)]
)
def test_a_language_against_the_one_detected(detected: str, kind: Agent, found: bool) -> None:
    """R0309 where the program found another language than the person stated; never between two persons."""
    whole = record(say("language", "en-GB"))
    before = (Statement("language", detected, Origin.INFERRED, kind, evidence=(Evidence("We", 0, 2),)),)
    assert ("R0309" in codes(judged(replace(whole, superseded=before)))) is found


def test_a_text_that_was_encoded_twice() -> None:
    """R0310 where most of what is no ASCII is UTF-8 read as windows-1252; a warning, for the text is kept as it came."""
    clear = "Señora Núñez, mañana."
    for text, found in ((clear.encode().decode("cp1252"), True), (clear, False)):
        findings = judge(record(), load_profile(OWN), text=text).findings
        assert [f.found for f in findings if f.code == "R0310"] == (
            ["Ã±, the first of 4 such places"] if found else []
        )


HOUSE = b"""\
propertyID,mandatory,repeatable,valueConstraint,valueConstraintType,level,weight,appliesWhen,check
dcterms:title,true,false,^Letter,pattern,M,5,,max-length:20
dcterms:audience,false,true,pupils teachers,picklist,MA,1,has:title;never,
dcterms:license,false,true,http://a/ http://b/,IRIstem,R,0,lacks:title,
dcterms:subject,false,true,3,minLength,R,1,copyright-notice,
"""


def test_a_house_of_its_own() -> None:
    """A house's own table decides what is owed, when, and how much it weighs."""
    title = say("title", "Letter on Honduras")
    judgement = judged(Record("urn:x:1", (title, say("audience", "voters")), (), ABOUT), profile=HOUSE)
    assert codes(judgement) == {"R0232": "dcterms:audience"}
    assert (judgement.owed, judgement.weighted_owed) == (2, 6)
    assert judgement.profile.startswith("profile ")
    shorter = judged(Record("urn:x:1", (say("title", "A note"),), (), ABOUT), profile=HOUSE)
    assert codes(shorter) == {"R0232": "dcterms:title", "R0149": "dcterms:audience"}


@pytest.mark.parametrize(
    "table, place, sentence",
    [
        ("propertyID,level,check\ndcterms:title,M,edft\n", "row 2, check", 'did you mean "edtf"?'),
        ("propertyID,level,check\ndcterms:title,M,words\n", "row 2, check", "has an argument"),
        ("propertyID,level,check\ndcterms:title,M,edtf:3\n", "row 2, check", "takes no argument"),
        ("propertyID,level\ndcterms:titel,M\n", "row 2, propertyID", 'did you mean "title"?'),
        ("propertyID,level\ndcterms:title,X\n", "row 2, level", "there are M, MA, R"),
        ("propertyID,level,appliesWhen\ndcterms:title,M,alwys\n", "row 2, appliesWhen", 'did you mean "always"?'),
        ("propertyID,level,appliesWhen\ndcterms:title,M,has:titel\n", "row 2, appliesWhen", 'did you mean "title"?'),
        ("propertyID,level,mandatory\ndcterms:title,M,maybe\n", "row 2, mandatory", "neither true nor false"),
        ("propertyID,level,weight\ndcterms:title,M,heavy\n", "row 2, weight", "no whole number"),
        ("shapeID,propertyID,level\n:Dokument,dcterms:title,M\n", "row 2, shapeID", 'did you mean ":Document"?'),
        ("propertyID,level,valueConstraint,valueConstraintType\ndcterms:title,M,(,pattern\n", "row 2, valueConstraint", "no regular"),
        ("propertyID,level,valueConstraint,valueConstraintType\ndcterms:title,M,x,patern\n", "row 2, valueConstraintType", "pattern"),
        ("propertyID,level\ndcterms:title,M\ndcterms:title,M\n", "row 3, propertyID", "row 2 already"),
        ("propertyID,level\n", "row 1", "no rule"),
    ],
)  # fmt: skip
def test_profile_faults(table: str, place: str, sentence: str) -> None:
    """A row that asks for what there is not is E0307, with its row and column and what was probably meant."""
    with pytest.raises(RecordError) as caught:
        load_profile(table.encode())
    assert caught.value.code == "E0307"
    assert sentence in dict(caught.value.causes)[place]


@pytest.mark.parametrize("data", [b"", b"\xff", b"a,b\n", b'propertyID,level\n"x', b"x" * ((1 << 20) + 1)])
def test_no_profile(data: bytes) -> None:
    """Bytes that are no table of rules are E0307."""
    with pytest.raises(RecordError) as caught:
        load_profile(data)
    assert caught.value.code == "E0307"


def test_every_code_is_raised() -> None:
    """Each code of the record's register is raised by a case of this file."""
    raised = {row[0] for row in VALUES} | set(OWED.values())
    raised |= {
        "R0149",
        "R0150",
        "R0151",
        "R0213",
        "R0216",
        "R0233",
        "R0302",
        "R0303",
        "R0304",
        "R0305",
        "R0306",
        "R0307",
        "R0308",
        "R0309",
        "R0310",
    }
    elsewhere = {"R0311", "R0391", "R0392", "R0393"}  # raised by test_shared.py and tests/authorities
    assert {code for code in register() if code.startswith("R0")} == raised | elsewhere
