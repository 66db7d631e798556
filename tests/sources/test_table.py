"""The table source: rows that name files, in CSV and in JSONL."""

import json
import unicodedata
from pathlib import Path

import pytest

from archive.errors import SourceError
from archive.sources.folder import FolderSource
from archive.sources.opening import open_source
from archive.sources.table import TableSource


def _source(tmp_path, text, name="table.csv"):
    (tmp_path / name).write_bytes(text.encode())
    source = open_source(tmp_path / name)
    assert isinstance(source, TableSource)
    return source


def _said(source):
    return {ref.where: [(s.property, s.value) for s in source.read(ref).declared] for ref in source.refs()}


@pytest.fixture
def seeds(tmp_path):
    for name in ("b.txt", "sub/a.txt", "unnamed.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_csv(seeds):
    """Rows name files below the table's folder, and only they are seeds."""
    source = _source(seeds, "filename,dc.title,dc.subject,charset\nsub/a.txt,A,x | y,utf-8\n./b.txt,B,,\n")
    assert _said(source) == {
        "b.txt": [("title", "B")],
        "sub/a.txt": [("title", "A"), ("subject", "x"), ("subject", "y")],
    }
    first, second = (source.read(ref) for ref in source.refs())
    assert (first.data, first.charset, first.sidecars) == (b"b.txt", None, ("table.csv",))
    assert (second.original_name, second.charset) == ("a.txt", "utf-8")


def test_jsonl_says_what_csv_says(seeds):
    """A JSON object a line gives the same seeds; a list is several values, and no character of a value has a meaning."""
    rows = [
        {
            "filename": "sub/a.txt",
            "dc.title": '=A | b, "c";\nd',
            "dc.subject": ["x", "y | z"],
            "dc.publisher": None,
        },
        {"dc.title": "B", "filename": "b.txt", "dc.issued": 1999},
    ]
    source = _source(seeds, "\ufeff" + "\r\n\n".join(json.dumps(row) for row in rows), "table.jsonl")
    assert _said(source) == {
        "b.txt": [("title", "B"), ("issued", "1999")],
        "sub/a.txt": [("title", '=A | b, "c";\nd'), ("subject", "x"), ("subject", "y | z")],
    }


@pytest.mark.parametrize(
    ("line", "where"),
    [("{", "table.jsonl:2"), ("[]", "table.jsonl:2"), ("{}", "table.jsonl:2"), ('{"filename": 1}', "table.jsonl:2"),
     ('{"filename": ""}', "table.jsonl:2"), ('{"filename": "b.txt", "dc.title": {}}', "b.txt"),
     ('{"filename": "b.txt", "dc.title": [true]}', "b.txt"), ('{"filename": "b.txt", "dc.created": "May"}', "b.txt"),
     ("[" * 99_999, "table.jsonl:2")],
    ids=range(9),
)  # fmt: skip
def test_bad_lines(seeds, line, where):
    """A line that is no description of a file fails under its place, or the file that it names; the other lines are taken."""
    source = _source(seeds, '{"filename": "sub/a.txt", "dc.title": "A"}\n' + line, "table.jsonl")
    good, bad = sorted(source.refs(), key=lambda ref: ref.where == where)
    assert [s.value for s in source.read(good).declared] == ["A"]
    with pytest.raises(SourceError) as caught:
        source.read(bad)
    assert (bad.where, caught.value.code) == (where, "E0119")


def test_a_column_that_is_none(seeds):
    """A key that is no property is refused in JSONL as in CSV."""
    for name, text in (
        ("t.csv", "filename,colour\nb.txt,red\n"),
        ("t.jsonl", '{"filename": "b.txt", "colour": "red"}'),
    ):
        with pytest.raises(SourceError) as caught:
            _source(seeds, text, name).refs()
        assert caught.value.code == "E0115"


def test_rows_that_lead_out(seeds):
    """A row that names a file outside, a directory or nothing fails alone."""
    outside = seeds.parent / "outside.txt"
    (seeds / "link").symlink_to(seeds.parent)
    names = {
        "../outside.txt": "E0113",
        str(outside): "E0113",
        "link/outside.txt": "E0102",
        "sub": "E0104",
        "none.txt": "E0114",
    }
    source = _source(seeds, "filename\nb.txt\n" + "\n".join(names))
    outside.write_text("secret")
    for ref in source.refs():
        if ref.where == "b.txt":
            assert source.read(ref).data == b"b.txt"
            continue
        with pytest.raises(SourceError) as caught:
            source.read(ref)
        assert caught.value.code == names[ref.where]
    assert len(list(source.refs())) == 6


def test_decomposed_names(seeds):
    """A file whose name is decomposed is found by the composed name that tables hold."""
    name = unicodedata.normalize("NFD", "ä.txt")
    (seeds / name).write_text("x")
    assert _said(_source(seeds, "filename,dc.title\nä.txt,A\n")) == {name: [("title", "A")]}


def test_sidecars_go_before_rows(seeds):
    """A sidecar beside a named file wins over its row."""
    (seeds / "b.yaml").write_text("title: Sidecar\n")
    (seeds / "b.csv").write_text("filename,dc.title,dc.publisher\nb.txt,Row,P\n")
    assert _said(open_source(seeds / "b.csv")) == {"b.txt": [("title", "Sidecar"), ("publisher", "P")]}


def test_which_source(tmp_path, monkeypatch):
    """A path is a folder, a table, or neither; the source keeps the whole path, whatever becomes of the working directory."""
    (tmp_path / "t.CSV").write_text("filename\n")
    (tmp_path / "t.txt").write_text("filename\n")
    (tmp_path / "link").symlink_to(tmp_path)
    assert isinstance(open_source(tmp_path / "t.CSV"), TableSource)
    assert open_source(tmp_path / "link") == FolderSource(tmp_path / "link")
    monkeypatch.chdir(tmp_path)
    assert open_source(Path()) == FolderSource(tmp_path)
    for name, code in (("t.txt", "E0117"), ("none", "E0101"), ("none.csv", "E0101")):
        with pytest.raises(SourceError) as caught:
            open_source(tmp_path / name)
        assert caught.value.code == code
