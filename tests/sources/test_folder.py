"""The folder source: which files are seeds, what is reported instead of passed over, and who describes them."""

import os
import pickle
import unicodedata

import pytest

from archive.errors import ArchiveError, RecordError, SourceError
from archive.paths import is_portable
from archive.sources.folder import FolderSource
from archive.sources.opening import open_source
from tests.tei.counting import calls


def _make(root, **files):
    for name, text in files.items():
        _put(root, name, text)


def _put(root, name, text=b"text\n"):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def _places(root):
    return [ref.where for ref in FolderSource(root).refs()]


def _read(root, where):
    source = FolderSource(root)
    (ref,) = [ref for ref in source.refs() if ref.where == where]
    return source.read(ref)


def _code(root, where):
    with pytest.raises(ArchiveError) as caught:
        _read(root, where)
    return caught.value.code


def _titles(seed):
    return [statement.value for statement in seed.declared if statement.property == "title"]


def test_seeds_and_what_describes_them(tmp_path):
    """Files at every depth are seeds; hidden ones and those that describe are not."""
    for name in (
        "b.txt", "a.txt", "a.yaml", "b.dc.xml", "collection.yaml", ".hidden", ".git/config", "sub/deep/c.txt", "sub/deep/c.yml",
        "noending", "noending.yaml", "x.tar.gz", "x.tar.gz.yaml", "d.csv",
    ):  # fmt: skip
        _put(tmp_path, name)
    _put(tmp_path, "metadata.csv", "filename,dc.title\na.txt,Title\n")
    assert _places(tmp_path) == ["a.txt", "b.txt", "d.csv", "noending", "sub/deep/c.txt", "x.tar.gz"]


def test_a_plain_seed(tmp_path):
    """A seed that nobody describes has its bytes, its name, and no statement."""
    _put(tmp_path, "sub/a b.txt", b"\xff\r\n")
    seed = _read(tmp_path, "sub/a b.txt")
    assert (seed.data, seed.original_name, seed.declared, seed.charset, seed.sidecars) == (
        b"\xff\r\n",
        "a b.txt",
        (),
        None,
        (),
    )
    assert is_portable(seed.name)


def test_nothing_vanishes(tmp_path):
    """What looks like a seed and cannot be one fails under its own name; the seed beside it is read."""
    _put(tmp_path, "good.txt")
    (tmp_path / "link.txt").symlink_to("good.txt")
    (tmp_path / "folderlink").symlink_to("/")
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "directory.txt").mkdir()
    _put(tmp_path, "directory.txt/inner.txt")
    _put(tmp_path, "orphan.yaml", "title: x\n")
    _put(tmp_path, "orphan.dc.xml", "<x/>")
    _put(tmp_path, "GOOD.YAML", "title: x\n")
    _put(tmp_path, "sub/metadata.csv", "filename\n")
    _put(tmp_path, "sub/collection.yaml", "title: x\n")
    codes = {}
    source = FolderSource(tmp_path)
    for ref in source.refs():
        try:
            source.read(ref)
        except SourceError as error:
            codes[ref.where] = error.code
        else:
            codes[ref.where] = ""
    assert codes == {
        "good.txt": "", "link.txt": "E0102", "folderlink": "E0102", "dangling.txt": "E0102", "fifo.txt": "E0103",
        "directory.txt/inner.txt": "", "orphan.yaml": "E0110", "orphan.dc.xml": "E0110", "GOOD.YAML": "E0110",
        "sub/metadata.csv": "E0110", "sub/collection.yaml": "E0110",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("metadata.csv", "filename,dc.title\na.txt,Rain\n"), ("metadata.tsv", "filename\tdc.title\na.txt\tRain, and snow\n"),
        ("metadata.jsonl", '{"filename": "a.txt", "dc.title": "Rain"}\n'),
    ],
)  # fmt: skip
def test_a_table_beside_the_seeds(tmp_path, table, text):
    """A table is read in each form in which tables are saved, and is no seed; of a second one it is told which is read."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, table, text)
    assert _places(tmp_path) == ["a.txt"]
    assert _titles(_read(tmp_path, "a.txt"))[0].startswith("Rain")
    other = "metadata.tsv" if table == "metadata.csv" else "metadata.csv"
    _put(tmp_path, other, "filename\tdc.title\na.txt\tSnow\n")
    assert _places(tmp_path) == ["a.txt", max(table, other) if "jsonl" not in table else table]
    with pytest.raises(SourceError, match="one table"):
        _read(tmp_path, _places(tmp_path)[1])


@pytest.mark.parametrize("name", ["metadata.xlsx", "metadata.ods", "Metadata.XLS"])
def test_a_spreadsheet_beside_the_seeds(tmp_path, name):
    """It is told how to save it, and is neither passed over nor packaged."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, name, "PK")
    with pytest.raises(SourceError, match=r"save it as metadata\.csv") as caught:
        _read(tmp_path, name)
    assert caught.value.code == "E0110"


@pytest.mark.parametrize(
    ("named", "meant"),
    [("A.TXT", "a.txt"), ("a.doc", "a.txt"), ("sub/B.txt", "sub/b.txt"), ("c.txt", None), ("d.txt", None), ("none/a.txt", None)],
)  # fmt: skip
def test_a_name_that_nearly_is_one(tmp_path, named, meant):
    """A row that names no file is told which it probably means: one in other letters or of another ending, if there is one only."""
    for name in ("a.txt", "sub/b.txt", "d.md", "d.html"):
        _put(tmp_path, name)
    _put(tmp_path, "metadata.csv", f"filename,dc.title\n{named},T\n")
    with pytest.raises(SourceError) as caught:
        _read(tmp_path, named)
    assert caught.value.code == "E0114"
    assert caught.value.detail == "named in metadata.csv" + (f"; did you mean {meant}?" if meant else "")


def test_a_seed_that_vanished(tmp_path):
    """A seed that was listed and is gone, or is a directory now, fails."""
    _put(tmp_path, "a.txt")
    source = FolderSource(tmp_path)
    (ref,) = source.refs()
    (tmp_path / "a.txt").unlink()
    with pytest.raises(SourceError) as caught:
        source.read(ref)
    assert caught.value.code == "E0101"
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(SourceError) as caught:
        source.read(ref)
    assert caught.value.code == "E0104"


def test_a_folder_that_may_not_be_listed(tmp_path):
    """A folder without permission fails as one handle; a root that cannot be listed ends the whole."""
    with pytest.raises(SourceError) as caught:
        FolderSource(tmp_path / "none").refs()
    assert caught.value.code == "E0101"
    if os.geteuid() == 0:
        pytest.skip("root may list everything")
    (tmp_path / "sub").mkdir(mode=0)
    assert _code(tmp_path, "sub") == "E0105"


HOSTILE = [
    b"plain.txt", b"new\nline.txt", b"50%.txt", b"100%41.txt", "\u202eevil.txt".encode(), "é.txt".encode(), b"e\xcc\x81.txt",
    b"Case.txt", b"case.txt", b"CASE.md", b"back\\slash.txt", b"back\\u0041.txt", b" space .txt", b"con.txt", b"-.txt", b"a" * 251 + b".txt",
    b"tab\t.txt", "日本.txt".encode(), b"'quote\".txt", b"$(id).txt", b"<&>.txt", b"..txt", b"a..txt", b"~", b"#a#",
]  # fmt: skip


def test_hostile_names(tmp_path):
    """Every name that a file system takes gives a portable name of its own and is read back as it is."""
    for name in HOSTILE:
        if name.startswith(b"."):
            continue
        (tmp_path / os.fsdecode(name)).write_bytes(name)
    source = FolderSource(tmp_path)
    refs = list(source.refs())
    assert len({ref.name.casefold() for ref in refs}) == len(refs) == len(list(tmp_path.iterdir()))
    for ref in refs:
        assert is_portable(ref.name)
        assert ref.where.isprintable()
        seed = source.read(ref)
        assert os.fsencode(seed.original_name) == seed.data


@pytest.mark.parametrize("name", [b"latin\xe9.txt", b"bell\x07.txt", "nonchar\uffff.txt".encode()])
def test_names_that_no_record_can_hold(tmp_path, name):
    """A name that is not UTF-8, or that XML cannot hold, is E0108; in a folder's name it does no harm."""
    (tmp_path / os.fsdecode(name)).write_bytes(b"a")
    (ref,) = FolderSource(tmp_path).refs()
    assert _code(tmp_path, ref.where) == "E0108"
    (tmp_path / os.fsdecode(name)).unlink()
    (tmp_path / os.fsdecode(name)).mkdir()
    (tmp_path / os.fsdecode(name) / "a.txt").write_bytes(b"a")
    (ref,) = FolderSource(tmp_path).refs()
    assert FolderSource(tmp_path).read(ref).data == b"a"


def test_the_first_that_has_a_property_wins_whole(tmp_path):
    """YAML goes before the row, the row before Dublin Core XML; no property is mixed from two."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, "a.yaml", "title: From YAML\ncharset: macintosh\n")
    _put(
        tmp_path,
        "metadata.csv",
        "filename,dc.title,dc.subject,cataloguer,charset\na.txt,From CSV,One | Two,A. Row,utf-8\n",
    )
    _put(
        tmp_path,
        "a.dc.xml",
        '<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>X</dc:title><dc:subject>X</dc:subject>'
        "<dc:publisher>From XML</dc:publisher></r>",
    )
    seed = _read(tmp_path, "a.txt")
    assert [(s.property, s.value) for s in seed.declared] == [
        ("title", "From YAML"), ("subject", "One"), ("subject", "Two"), ("publisher", "From XML")
    ]  # fmt: skip
    assert seed.charset == "macintosh"
    assert [agent.name for agent in seed.cataloguers] == ["A. Row"]
    assert seed.sidecars == ("a.yaml", "metadata.csv", "a.dc.xml")


def test_which_sidecar(tmp_path):
    """A sidecar with the seed's ending is exact; one without serves a single seed; two for one seed are refused."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, "a.md")
    _put(tmp_path, "a.txt.yaml", "title: Exact\n")
    assert _titles(_read(tmp_path, "a.txt")) == ["Exact"]
    assert _titles(_read(tmp_path, "a.md")) == []
    _put(tmp_path, "a.yml", "title: Loose\n")
    assert _code(tmp_path, "a.txt") == "E0111"
    assert _code(tmp_path, "a.md") == "E0112"
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt.yaml").unlink()
    assert _titles(_read(tmp_path, "a.md")) == ["Loose"]


def test_the_collections_file_is_no_sidecar(tmp_path):
    """A seed named collection.txt is not described by the collection's own file."""
    _put(tmp_path, "collection.txt")
    _put(tmp_path, "collection.yaml", "this is: [not a sidecar\n")
    assert _read(tmp_path, "collection.txt").declared == ()
    _put(tmp_path, "sub/collection.txt")
    _put(tmp_path, "sub/collection.yaml", "title: Its own\n")
    assert _titles(_read(tmp_path, "sub/collection.txt")) == ["Its own"]


def test_a_bad_sidecar_ends_its_seed_only(tmp_path):
    """A sidecar that cannot be taken, or is a link or a directory, fails its seed and no other."""
    for name in ("a", "b", "c", "d"):
        _put(tmp_path, f"{name}.txt")
    _put(tmp_path, "a.yaml", "titel: x\n")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    (tmp_path / "c.yaml").mkdir()
    with pytest.raises(RecordError):
        _read(tmp_path, "a.txt")
    assert _code(tmp_path, "b.txt") == "E0102"
    assert _code(tmp_path, "c.txt") == "E0104"
    assert _read(tmp_path, "d.txt").data == b"text\n"


def test_rows_without_a_file(tmp_path):
    """A row whose file is not there, or lies elsewhere, fails under its own name; it is not passed over."""
    _put(tmp_path / "seeds", "a.txt")
    _put(tmp_path, "outside.txt", "secret")
    (tmp_path / "seeds" / "way").symlink_to(tmp_path)
    names = [
        "a.txt",
        "missing.txt",
        "../outside.txt",
        str(tmp_path / "outside.txt"),
        "way/outside.txt",
        "metadata.csv",
    ]
    _put(
        tmp_path / "seeds", "metadata.csv", "filename,dc.title\n" + "".join(f'"{name}",T\n' for name in names)
    )
    root = tmp_path / "seeds"
    assert set(_places(root)) == {*names, "way"}
    assert _titles(_read(root, "a.txt")) == ["T"]
    assert _code(root, "missing.txt") == "E0114"
    assert _code(root, "../outside.txt") == "E0113"
    assert _code(root, str(tmp_path / "outside.txt")) == "E0113"
    assert _code(root, "way/outside.txt") == "E0102"
    assert _code(root, "metadata.csv") == "E0110"


def test_rows_find_decomposed_names(tmp_path):
    """A row's name in NFC finds the file whose name is not, unless a file has exactly the row's name."""
    name = unicodedata.normalize("NFD", "é.txt")
    _put(tmp_path, name)
    _put(tmp_path, "metadata.csv", "filename,dc.title\né.txt,Accent\n./b.txt,B\n")
    _put(tmp_path, "b.txt")
    assert _places(tmp_path) == ["b.txt", name]
    assert _titles(_read(tmp_path, name)) == ["Accent"]
    assert _titles(_read(tmp_path, "b.txt")) == ["B"]
    _put(tmp_path, "é.txt")
    assert _titles(_read(tmp_path, name)) == []
    assert _titles(_read(tmp_path, "é.txt")) == ["Accent"]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("filename,dc.titel\na.txt,x\n", "E0115"),
        (b"filename\n\xff\n", "E0115"),
        ("", "E0115"),
        ('filename\n"a.txt\n', "E0115"),
    ],
)
def test_a_broken_table_ends_the_whole(tmp_path, table, code):
    """Where the table cannot be taken no seed can be described rightly: there are no handles, and every place is told."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, "metadata.csv", table)
    with pytest.raises(SourceError) as caught:
        FolderSource(tmp_path).refs()
    assert caught.value.code == code
    assert caught.value.causes


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        ("b.txt,T,12 May 2017", "b.txt", "E0119"),
        ("b.txt,T,,too many", "b.txt", "E0119"),
        ("b.txt,T,\nb.txt,U,", "b.txt", "E0119"),
        ("b.txt,T,\n./b.txt,U,", "b.txt", "E0116"),
        (",T,", "metadata.csv:3", "E0119"),
        ("gone.txt,T,12 May 2017", "gone.txt", "E0119"),
    ],
)
def test_a_wrong_row_ends_its_seed_alone(tmp_path, row, place, code):
    """A row that cannot be taken fails its file, or itself if it names none; what the other rows say is taken."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, "b.txt")
    _put(tmp_path, "metadata.csv", f"filename,dc.title,dc.date\na.txt,A,2017\n{row}\n")
    assert place in _places(tmp_path)
    assert _titles(_read(tmp_path, "a.txt")) == ["A"]
    for _ in range(2):
        with pytest.raises(SourceError) as caught:
            _read(tmp_path, place)
        assert caught.value.code == code
        assert caught.value.causes
    pickle.loads(pickle.dumps(caught.value))


def test_a_table_that_is_no_file(tmp_path):
    """A metadata.csv that is a link is refused, not ignored."""
    _put(tmp_path, "a.txt")
    (tmp_path / "metadata.csv").symlink_to("nowhere")
    with pytest.raises(SourceError) as caught:
        FolderSource(tmp_path).refs()
    assert caught.value.code == "E0102"


def test_a_table_that_was_mended_is_read_again(tmp_path):
    """A parsed table is kept only as long as its file stays the same."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, "metadata.csv", "filename,dc.title\na.txt,Old\n")
    assert _titles(_read(tmp_path, "a.txt")) == ["Old"]
    _put(tmp_path, "metadata.csv", "filename,dc.title\na.txt,Newer\n")
    assert _titles(_read(tmp_path, "a.txt")) == ["Newer"]


def test_it_travels(tmp_path):
    """A source and its handles pickle, and read the same on the other side."""
    _put(tmp_path, "a.txt")
    source = open_source(tmp_path)
    (ref,) = source.refs()
    assert pickle.loads(pickle.dumps(source)).read(pickle.loads(pickle.dumps(ref))) == source.read(ref)


def test_the_same_order_always(tmp_path, monkeypatch):
    """Handles are sorted by path, in whatever order the file system lists."""
    for name in ("b", "a", "c/d", "c.txt", "B"):
        _put(tmp_path, name)
    before = list(FolderSource(tmp_path).refs())
    listing = os.scandir

    class Backwards:
        def __init__(self, path):
            with listing(path) as entries:
                self.entries = list(entries)[::-1]

        def __enter__(self):
            return iter(self.entries)

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(os, "scandir", Backwards)
    assert list(FolderSource(tmp_path).refs()) == before
    assert [ref.where for ref in before] == ["B", "a", "b", "c.txt", "c/d"]


def test_names_that_would_share_a_bag(tmp_path):
    """Names of one stem get distinct bags; one made up to clash with the digits of another is refused."""
    _put(tmp_path, "a.txt")
    _put(tmp_path, "a.md")
    first, second = FolderSource(tmp_path).refs()
    assert first.name != second.name
    _put(tmp_path, f"{first.name}.txt")
    with pytest.raises(SourceError) as caught:
        FolderSource(tmp_path).refs()
    assert caught.value.code == "E0118"


def test_many_files(tmp_path):
    """Listing eight times the files takes no more than ten times the calls."""
    few, many = tmp_path / "few", tmp_path / "many"
    for folder, count in ((few, 1_000), (many, 8_000)):
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:06}.txt").touch()
    assert calls(lambda: _listed(many, 8_000)) < 10 * calls(lambda: _listed(few, 1_000))


def _listed(folder, count):
    assert sum(1 for _ in FolderSource(folder).refs()) == count
