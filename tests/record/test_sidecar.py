"""Sidecars: what is taken, letter for letter, and every fault of a file at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import RecordError
from archive.record.draft import UNNAMED
from archive.record.model import Agent, AgentKind, Evidence, Origin, Statement, Status
from archive.record.sidecar import Declared, attributed, read_sidecar

ANA = Agent(AgentKind.PERSON, "Ana Rivera")


def one(text: str) -> Statement:
    (statement,) = read_sidecar(text.encode(), "x.yaml").statements
    return statement


def faults(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as caught:
        read_sidecar(text if isinstance(text, bytes) else text.encode(), "x.yaml")
    assert caught.value.code in ("E0301", "E0302")
    return list(caught.value.causes) or [(caught.value.where, caught.value.detail)]


@pytest.mark.parametrize(
    "written, value",
    [
        ("created: 2017-12-03", "2017-12-03"),
        ("created: 2017", "2017"),
        ("title: NO", "NO"),
        ("title: yes", "yes"),
        ("title: 0x10", "0x10"),
        ("title: 1_000", "1_000"),
        ("title: 12:30:45", "12:30:45"),
        ("title: 1.0", "1.0"),
        ("title: 'null'", "null"),
        ('title: "~"', "~"),
        ("title:   spaced   ", "spaced"),
        ("title: |\n  one\n  two\n", "one\ntwo"),
        ("title: >-\n  one\n  two\n", "one two"),
        ("title: 'e\u0301'", "é"),
        ("dcterms:title: x", "x"),
        ("dc:title: x", "x"),
        ("title: [x]", "x"),
        ("title: {value: x}", "x"),
    ],
)
def test_kept_as_written(written: str, value: str) -> None:
    """A value is the characters that the person wrote; nothing is taken for a number, a date or a truth."""
    assert one(written).value == value


def test_full_statement() -> None:
    """Every key of a statement arrives in its place."""
    found = read_sidecar(
        b"""
cataloguer: {organization: The House}
charset: windows-1252
creator:
  - value: Ana Rivera
    lang: es
    scheme: local
    uri: http://example.org/ana
    role: aut
    origin: transcribed
    evidence: [by Ana Rivera, {quote: A. Rivera, start: 40}]
    note: signed twice
  - status: not-stated
    agent: {software: archive, version: 0.1.0, rule: creator/byline}
""",
        "x.yaml",
    )
    house = Agent(AgentKind.ORGANIZATION, "The House")
    first = Statement(
        "creator", "Ana Rivera", Origin.TRANSCRIBED, house, lang="es", scheme="local", uri="http://example.org/ana", role="aut",
        evidence=(Evidence("by Ana Rivera"), Evidence("A. Rivera", 40, 49)), note="signed twice",
    )  # fmt: skip
    software = Agent(AgentKind.SOFTWARE, "archive", "0.1.0", "creator/byline")
    second = Statement("creator", None, Origin.SUPPLIED, software, status=Status.NOT_STATED)
    assert found == Declared((first, second), "windows-1252", (house,))


def test_who_says_it() -> None:
    """Statements are the first cataloguer's; without one they are nobody's until somebody is put in the place."""
    two = read_sidecar(b"cataloguer: [Ana Rivera, {person: Luis}]\ntitle: x", "x.yaml")
    assert two.cataloguers == (ANA, Agent(AgentKind.PERSON, "Luis"))
    assert two.statements[0].agent == ANA
    nobody = read_sidecar(b"title: x", "x.yaml")
    assert nobody.statements[0].agent == UNNAMED
    assert attributed(nobody, ANA).statements[0].agent == ANA
    assert attributed(two, Agent(AgentKind.PERSON, "Eva")) == two


def test_anchors_within_bounds() -> None:
    """An alias stands for what it names."""
    found = read_sidecar(b"title: &t {value: x, lang: en}\nalternative: *t\n", "x.yaml")
    assert [statement.property for statement in found.statements] == ["title", "alternative"]


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"---\n", b"{}", b"null\n"])
def test_empty(data: bytes) -> None:
    """A file that says nothing declares nothing."""
    assert read_sidecar(data, "x.yaml") == Declared()


ONE_FAULT = [
    ("titel: x", "line 1: titel", 'no such property "titel"; did you mean "title"?'),
    ("dcterms:langauge: en", "line 1: dcterms:langauge", 'did you mean "language"?'),
    ("catalogeur: Ana", "line 1: catalogeur", 'did you mean "cataloguer"?'),
    ("title: {value: x, origin: devized}", "line 1: title.origin", 'no such origin "devized"; did you mean "devised"?'),
    ("title:\n- value: x\n  lnag: en", "line 3: title[0].lnag", 'did you mean "lang"?'),
    ("title: {value: x, lang: eng}", "line 1: title.lang", 'did you mean "en"?'),
    ("title: {value: x, lang: zz}", "line 1: title.lang", "registered"),
    ("language: English", "line 1: language", 'did you mean "en"?'),
    ("creator: {value: x, role: author}", "line 1: creator.role", 'did you mean "aut" (Author)?'),
    ("creator: {value: x, role: AUT}", "line 1: creator.role", 'did you mean "aut"'),
    ("title: x\ntitle: y", "line 2: title", "stands twice; first in line 1"),
    ("title: x\ndc:title: y", "line 2: dc:title", "stands in line 1 already"),
    ("title:", "line 1: title", "is empty"),
    ("title: ''", "line 1: title", "is empty"),
    ("title: ~", "line 1: title", "is empty"),
    ("title: [x, '']", "line 1: title[1]", "is empty"),
    ("title: {lang: en}", "line 1: title", "has no value"),
    ("title: {value: x, status: not-stated}", "line 1: title", "one of them only"),
    ("title: {status: stated}", "line 1: title.status", 'did you mean "not-stated"?'),
    ("title: {value: x, origin: transcribed}", "line 1: title", "needs evidence"),
    ("title: {value: x, origin: inferred, evidence: []}", "line 1: title", "needs evidence"),
    ("title: {value: x, evidence: {start: 3}}", "line 1: title.evidence", "has no `quote`"),
    ("title: {value: x, evidence: {quote: y, start: -1}}", "line 1: title.evidence[0].start", "no offset"),
    ("title: {value: x, evidence: {quote: y, strat: 1}}", "line 1: title.evidence.strat", 'did you mean "start"?'),
    ("title: [[x]]", "line 1: title[0]", "list within a list"),
    ("title: {value: [x]}", "line 1: title.value", "one text"),
    ("? [a]\n: x", "line 1", "a key is a word"),
    ("created: 2017-02-30", "line 1: created", "no such day"),
    ("created: 2018/2017", "line 1: created", "the end is before the start"),
    ("created: December 3, 2017", "line 1: created", 'did you mean "2017-12-03"?'),
    ("created: undated", "line 1: created", "status: not-stated"),
    ("rights: https://creativecommons.org/licenses/by/4.0/", "line 1: rights", '"http://creativecommons.org/licenses/by/4.0/"'),
    ("rights: http://rightsstatements.org/page/CNE/1.0/", "line 1: rights", "http://rightsstatements.org/vocab/CNE/1.0/"),
    ("rights: {value: x, uri: https://rightsstatements.org/vocab/InC/1.0/}", "line 1: rights.uri", "http, not https"),
    ("type: http://purl.org/dc/dcmitype/text", "line 1: type", "http://purl.org/dc/dcmitype/Text"),
    ("accessRights: http://purl.org/coar/access_right/c_abf3", "line 1: accessRights", "c_abf2 (open access)"),
    ("subject: {value: x, uri: not a uri}", "line 1: subject.uri", "no URI"),
    ("charset: utf9", "line 1: charset", 'did you mean "utf-8"?'),
    ("charset: base64", "line 1: charset", "no such character encoding"),
    ("cataloguer: {robot: x}", "line 1: cataloguer.robot", "there are person, organization, software"),
    ("cataloguer: {person: x, organization: y}", "line 1: cataloguer", "has 2"),
    ('title: "a\\u0007b"', "line 1: title", "U+0007"),
    ('title: "a\\uFFFEb"', "line 1: title", "U+FFFE"),
    ("title: " + "x" * 32_768, "line 1: title", "32767"),
    ('title: "' + "\u0301" * 40 + '"', "line 1: title", "combining"),
]  # fmt: skip


@pytest.mark.parametrize("written, place, sentence", ONE_FAULT, ids=[row[0][:40] for row in ONE_FAULT])
def test_faults(written: str, place: str, sentence: str) -> None:
    """A fault is told with its line and place, what is wrong, and what was probably meant."""
    assert place in dict(faults(written))
    assert sentence in dict(faults(written))[place]


WHOLE = [
    (b"\xff\xfe", "x.yaml:1", "not UTF-8"),
    (b"title: x\nalternative: \xe9\n", "x.yaml:2", "byte 0xE9 is not UTF-8"),
    (b"title:\n\tvalue: x", "x.yaml:2", "indent with spaces, not with tabs"),
    (b"- title", "x.yaml:1", "not a mapping"),
    (b"title: @x", "x.yaml:1", "cannot start any token"),
    (b"title: x\n---\ntitle: y", "x.yaml:2", "second document"),
    (b"title: !!python/object:os.system x", "x.yaml:1", "take no tag"),
    (b"title: !x y", "x.yaml:1", "take no tag"),
    (b"a: " + b"[" * 100_000, "x.yaml:1", "levels deep"),
    (b"a: " + b"{a: " * 100_000, "x.yaml:1", "levels deep"),
    (b"a: *b", "x.yaml:1", "undefined alias|used before"),
    (b"a: &a [*a]", "x.yaml:1", "undefined alias|used before"),
    (b"a: x\n" * 30_000, "x.yaml:10000", "more than 20000 values"),
    (b" " * ((1 << 20) + 1), "x.yaml", "bytes"),
]


@pytest.mark.parametrize("data, where, sentence", WHOLE, ids=[row[0][:20] for row in WHOLE])
def test_unreadable(data: bytes, where: str, sentence: str) -> None:
    """A file that cannot be read to its end is E0301 at the line where reading ended."""
    with pytest.raises(RecordError, match=sentence) as caught:
        read_sidecar(data, "x.yaml")
    assert (caught.value.code, caught.value.where) == ("E0301", where)


def test_alias_bomb() -> None:
    """Aliases are counted at their full size, before anything grows."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(RecordError, match="full size"):
        read_sidecar("\n".join(rows).encode(), "x.yaml")


def test_all_at_once() -> None:
    """Ten faults of one file are told together, in the order of its lines."""
    found = faults("""\
cataloguer: Ana Rivera
title:
  - value: A
    origin: devized
  - {value: x, lang: eng, role: author}
created: 2017-13-03
creators: foo
creator: {value: Ana, origin: transcribed}
rights: https://creativecommons.org/licenses/by/4.0/
title: again
publisher:
charset: utf9
""")
    assert len(found) == 10
    lines = [int(place.split(":")[0].removeprefix("line ")) for place, _ in found]
    assert lines == sorted(lines)


@given(
    st.binary(max_size=80) | st.text(alphabet="abtile:[]{}-&*!|>'\"#?,\n \t@%", max_size=60).map(str.encode)
)
@settings(deadline=None)
def test_anything(data: bytes) -> None:
    """No bytes bring anything but a declaration or a RecordError."""
    code = None
    try:
        read_sidecar(data, "x.yaml")
    except RecordError as error:
        code = error.code
    assert code in (None, "E0301", "E0302")


def test_the_seeds_own() -> None:
    """The sidecars of this repository's seeds are taken."""
    sidecars = [
        path
        for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.yaml"))
        if path.name != "collection.yaml"
    ]
    if not sidecars:
        pytest.skip("seeds/ has no sidecars")
    for path in sidecars:
        assert read_sidecar(path.read_bytes(), path.name).statements
