"""Tables of descriptions: what a spreadsheet may look like, every wrong cell at once, and nothing lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import RecordError
from archive.record.cells import QUOTES, guard, join, split, unguard
from archive.record.model import Agent, AgentKind, Evidence, Origin, Record, Status
from archive.record.serial_table import to_table
from archive.record.serial_yaml import grouped
from archive.record.sidecar import Declared
from archive.record.table import MAX_FAULTS, read_rows, read_table
from tests.record.strategies import records, texts
from tests.tei.counting import calls


def rows(text: str | bytes) -> dict[str, Declared]:
    return dict(read_table(text if isinstance(text, bytes) else text.encode(), "metadata.csv"))


def faults(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as caught:
        rows(text)
    assert caught.value.code == "E0305"
    return list(caught.value.causes) or [(caught.value.where, caught.value.detail)]


def values(text: str | bytes, name: str = "a.txt") -> list[tuple[str, str | None]]:
    return [(statement.property, statement.value) for statement in rows(text)[name].statements]


@given(st.lists(st.just("") | texts(), min_size=1, max_size=4), st.sampled_from(["|", QUOTES]))
@settings(deadline=None)
def test_cells(parts: list[str], bar: str) -> None:
    """Joined values come apart again, whatever bars stand in them."""
    assert split(join(parts, bar), bar) == parts


@given(st.just("") | texts())
@settings(deadline=None)
def test_guard(cell: str) -> None:
    """A guarded cell is never a formula, and is itself again afterwards."""
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "-", "@"))


@given(st.dictionaries(texts(), records(), max_size=3))
@settings(deadline=None, max_examples=50)
def test_round_trip(given_records: dict[str, Record]) -> None:
    """A table written from records says the same statements of the same files, in order within each property."""
    found = read_table(to_table(given_records), "metadata.csv")
    assert list(found) == list(given_records)
    for name, record in given_records.items():
        assert grouped(found[name].statements) == grouped(record.statements)
        people = [agent for agent in record.description.makers if agent.kind is not AgentKind.SOFTWARE]
        assert [(a.kind, a.name) for a in found[name].cataloguers] == [(a.kind, a.name) for a in people]


SAME = [("title", "T"), ("creator", "A"), ("creator", "B")]


@pytest.mark.parametrize(
    "table",
    [
        "filename,dc.title,dcterms.creator\na.txt,T,A | B\n",
        "filename,dc:title,dcterms:creator,dcterms:creator\na.txt,T,A,B\n",
        "Filename,title,creator\r\na.txt,T,A | B\r\n",
        "\ufefffilename;dc.title;dc.creator\na.txt;T;A | B\n",
        "filename\tdc.title\tdc.creator\na.txt\tT\tA | B\n",
        'filename,dc.title,dc.creator\n"a.txt","T"," A | B "\n\n,,\n',
        "filename,dc.title,dc.creator,dc.creator,dc.date\na.txt,T,A,B\n",
        "filename,dc.title,,dc.creator,\na.txt,T, ,A | B,\n",
        "\r\n;;;;\r\n; ;\r\nfilename;dc.title;dc.creator\r\na.txt;T;A | B\r\n",
        "\ufeffsep=;\r\nfilename;dc.title;dc.creator\r\na.txt;T;A | B\r\n",
        "filename;dc.title;dc.creator\ra.txt;T;A | B\rb.txt;a,b,c,d,e,f,g;x\r",
    ],
    ids=[
        "dots",
        "colons, repeated",
        "bare, CRLF",
        "mark, semicolons",
        "tabs",
        "quotes, blank rows",
        "short row",
        "columns without name or value",
        "blank rows first",
        "Excel's separator",
        "CR",
    ],
)
def test_ways_to_write(table: str) -> None:
    """The same table is read from every way in which archivists' tools write it."""
    assert values(table) == SAME


def test_whole_statements() -> None:
    """The columns after a property tell the rest of its statements, value by value."""
    table = (
        "filename,cataloguer,charset,dc.creator,dc.creator.role,dc.creator.origin,dc.creator.evidence,dc.creator.start,dc.creator.status\n"
        "a.txt,Ana | organization: House,latin-1,A | B | ,aut | ctb | ,transcribed | transcribed | ,by A ¦ A. | B,3 ¦  | 9, |  | not-stated\n"
    )
    declared = rows(table.replace("by A ¦ A. | B,3 ¦  | 9", "by A ¦ A. | B | ,3 ¦  | 9 | "))["a.txt"]
    first, second, third = declared.statements
    ana = Agent(AgentKind.PERSON, "Ana")
    assert declared.cataloguers == (ana, Agent(AgentKind.ORGANIZATION, "House"))
    assert declared.charset == "latin-1"
    assert (first.value, first.role, first.origin, first.agent) == ("A", "aut", Origin.TRANSCRIBED, ana)
    assert first.evidence == (Evidence("by A", 3, 7), Evidence("A."))
    assert second.evidence == (Evidence("B", 9, 10),)
    assert (third.value, third.status, third.origin) == (None, Status.NOT_STATED, Origin.SUPPLIED)


def test_told_once() -> None:
    """A part told once holds of every value of its cell."""
    found = rows("filename,dc.subject,dc.subject.scheme\na.txt,A | B,LCSH\n")["a.txt"].statements
    assert [statement.scheme for statement in found] == ["LCSH", "LCSH"]


ONE_FAULT = [
    ("filename,dcterms.langauge\na,en\n", "`dcterms.langauge`", "no such column; did you mean `dcterms.language`?"),
    ("filename,dc.creator.rol\na,aut\n", "`dc.creator.rol`", "did you mean `dc.creator.role`?"),
    ("filenam,dc.title\na,T\n", "`filenam`", "did you mean `filename`?"),
    ("dc.title\nT\n", "`filename`", "is missing"),
    ("filename,filename\na,b\n", "`filename`", "two columns"),
    ("filename,dc.title.lang,dc.title.lang\na,en,en\n", "`dc.title.lang`", "stands twice"),
    ("filename,dc.created\na,2017-02-30\n", "`dc.created`, row 2", "no such day"),
    ("filename,dc.created\na,2017 | 12 May 2017\n", "`dc.created[2]`, row 2", 'did you mean "2017-05-12"?'),
    ("filename,dc.creator,dc.creator.role\na,A,author\n", "`dc.creator.role`, row 2", 'did you mean "aut" (Author)?'),
    ("filename,dc.creator,dc.creator.role\na,A,aut | ctb\n", "`dc.creator.role`, row 2", "tells 2 parts of 1 value;"),
    ("filename,dc.creator,dc.creator.role\na,,aut\n", "`dc.creator`, row 2", "is empty"),
    ("filename,dc.title\na,T\na,U\n", "`filename`, row 3", '"a" stands in row 2 already'),
    ("filename,dc.title\n,T\n", "`filename`, row 2", "is empty"),
    ("filename,dc.title\na,T,U\n", "row 2", "has 3 cells; the table has 2 columns"),
    ("filename,dc.title,\na,T,U\n", "row 2", "has a value in column 3, which has no name"),
    ("sep=;\nfilename;dc.created\na;2017-02-30\n", "`dc.created`, row 3", "no such day"),
    ("filename,charset\na,utf9\n", "`charset`, row 2", 'did you mean "utf-8"?'),
    ("filename,dc.title,dc.title.origin\na,T,inferred\n", "`dc.title`, row 2", "needs evidence"),
    ("filename,dc.title,dc.title.evidence,dc.title.start\na,T,A ¦ B,1\n", "`dc.title.start`, row 2", "1 places of 2 quotes"),
]  # fmt: skip


@pytest.mark.parametrize("table, place, sentence", ONE_FAULT, ids=[row[2][:30] for row in ONE_FAULT])
def test_faults(table: str, place: str, sentence: str) -> None:
    """A wrong heading or cell is told with its column and row, what is wrong, and what was probably meant."""
    assert place in dict(faults(table))
    assert sentence in dict(faults(table))[place]


def test_forty_at_once() -> None:
    """Forty wrong cells are told together, column by column."""
    body = "".join(f"f{number}.txt,2017-13-0{number % 9 + 1},Ana,author\n" for number in range(20))
    found = faults(f"filename,dc.created,dc.creator,dc.creator.role\n{body}")
    assert [place.partition(",")[0] for place, _ in found] == ["`dc.created`"] * 20 + [
        "`dc.creator.role`"
    ] * 20
    assert [place for place, _ in found[:2]] == ["`dc.created`, row 2", "`dc.created`, row 3"]


def test_many_faults_end() -> None:
    """A table that is wrong throughout tells so many faults and counts the rest."""
    body = "".join(f"f{number},x\n" for number in range(MAX_FAULTS + 5))
    found = faults(f"filename,dc.created\n{body}")
    assert len(found) == MAX_FAULTS + 1
    assert found[-1] == ("…", "and 5 more")


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "empty"),
        (b"filename,dc.title\na,\xe9\n", "not UTF-8"),
        (b'filename,dc.title\na,"x\n', "no CSV"),
        (b"filename,dc.title\na,x\0y\n", "no CSV|U\\+0000"),
        (b"filename,dc.title\na," + b"x" * 200_000, "no CSV|32767"),
    ],
    ids=["empty", "latin-1", "open quote", "nul", "long"],
)
def test_unreadable(data: bytes, sentence: str) -> None:
    """Bytes that are no table are E0305."""
    with pytest.raises(RecordError, match=sentence) as caught:
        rows(data)
    assert caught.value.code == "E0305"


@given(st.binary(max_size=60) | st.text(alphabet="filename,dc.t\n|\" ;\t¦'", max_size=60).map(str.encode))
@settings(deadline=None)
def test_anything(data: bytes) -> None:
    """No bytes bring anything but a table or a RecordError."""
    code = None
    try:
        rows(data)
    except RecordError as error:
        code = error.code
    assert code in (None, "E0305")


CELLS = st.sampled_from(
    ["", "a.txt", "b.txt", "T", "2017", "12 May 2017", "todo", "aut", "author", "T | U", "=x", "'=x", " "]
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6))
@settings(deadline=None)
def test_rows_are_taken_one_by_one(lines: list[tuple[str, ...]]) -> None:
    """A row is an error where it alone, or a twin of it, is one; every other says what it says in a table of its own."""
    head = "filename,dc.title,dc.date,dc.creator.role\n"
    found = read_rows((head + "".join(",".join(line) + "\n" for line in lines)).encode(), "m.csv")
    names = [unguard(line[0]).strip() for line in lines if any(cell.strip() for cell in line)]
    assert set(names) - {""} == {name for name in found if not name.startswith("m.csv:")}
    for line in lines:
        name = unguard(line[0]).strip()
        if name and names.count(name) == 1:
            alone = read_rows((head + ",".join(line) + "\n").encode(), "m.csv")[name]
            said = found[name]
            assert isinstance(said, RecordError) == isinstance(alone, RecordError)
            assert isinstance(said, RecordError) or said == alone
        elif name:
            assert isinstance(found[name], RecordError)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"filename,dc.title\n{text}".encode()))
@settings(deadline=None)
def test_rows_and_tables_agree(data: bytes) -> None:
    """What a table says as a whole its rows say one by one; a table that is refused has a heading or a row that is."""
    try:
        rows = read_rows(data, "m.csv")
    except RecordError:
        with pytest.raises(RecordError):
            read_table(data, "m.csv")
        return
    if any(isinstance(said, RecordError) for said in rows.values()):
        with pytest.raises(RecordError):
            read_table(data, "m.csv")
    else:
        assert read_table(data, "m.csv") == rows


def test_a_row_is_taken_apart_when_it_is_asked_for() -> None:
    """Of many processes each takes its own rows: to read one costs a small part of what it costs to read them all."""
    lines = [f'{number}.txt,Title,2017-03,aut | edt,"A | B"\n' for number in range(200)]
    data = ("filename,dc.title,dc.date,dc.creator.role,dc.creator\n" + "".join(lines)).encode()
    found = read_rows(data, "m.csv")
    every = calls(lambda: list(found.values()))
    assert calls(lambda: read_rows(data, "m.csv")) < every / 3
    assert calls(lambda: found["7.txt"]) < every / 100
