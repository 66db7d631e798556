"""The command: builds, finds, verifies; and the findings of a heading that does not bear its label."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from archive.authorities.index import Index
from archive.authorities.verifying import verified
from archive.cli import authorities
from archive.errors import SettingsError
from archive.record.model import SOFTWARE, Origin, Statement

ELECTIONS = "http://id.loc.gov/authorities/subjects/sh85041557"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    authorities.arguments(parser)
    return authorities.run(parser.parse_args(words))


def subject(value: str | None, uri: str | None) -> Statement:
    return Statement("subject", value, Origin.AUTHORITY, SOFTWARE, uri=uri)


@pytest.mark.parametrize(
    ("value", "uri", "code", "expected"),
    [
        ("Elections", ELECTIONS, None, None),
        ("Voting", ELECTIONS, "R0391", f"Elections <{ELECTIONS}>"),
        ("ELECTIONS", ELECTIONS, "R0392", f"Elections <{ELECTIONS}>"),
        ("Elections", ELECTIONS.replace("557", "999"), "R0393", f"Elections <{ELECTIONS}>"),
        ("Nothing", ELECTIONS.replace("557", "999"), "R0393", None),
        ("letters", "http://vocab.getty.edu/aat/300026879", None, None),
        ("Elections", None, None, None),
        (None, ELECTIONS, None, None),
    ],
)
def test_a_heading_that_is_not_what_its_uri_says_is_found(
    index: Index, value: str | None, uri: str | None, code: str | None, expected: str | None
) -> None:
    """Another label, another form, no such number: each has its code, and what was meant if that can be told."""
    found = list(verified([subject("first", None), subject(value, uri)], index, where="a.yaml"))
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all((one.where, one.expected) == ("a.yaml#subject[2]", expected) for one in found)


def test_an_index_is_built_from_wheels(
    tmp_path: Path, wheels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it lies, how much it holds, and what has to be said of its sources."""
    assert run("build", "--from", str(wheels), "--cache", str(tmp_path)) == 0
    told = capsys.readouterr().out
    assert str(next(tmp_path.iterdir())) in told
    assert "ODC Attribution License" in told
    assert run("build", "--from", str(wheels), "--cache", str(tmp_path), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["headings"]["LCSH"] == 11


@pytest.mark.usefixtures("nothing_installed")
def test_headings_are_found_and_wrong_ones_mended(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 where each is a heading; else 1, with what was meant; FAST's attribution wherever FAST is given."""
    assert run("find", "Polling places", "--cache", str(cache)) == 0
    told = capsys.readouterr().out
    assert "http://id.loc.gov/authorities/subjects/sh00000012" in told
    assert "ODC" not in told
    assert run("find", "Elctions", ELECTIONS, "Xylophones", "--cache", str(cache)) == 1
    told = capsys.readouterr().out
    assert "Elctions: no such heading; did you mean" in told
    assert "Xylophones: no such heading, and none is like it" in told
    assert "ODC Attribution License" in told
    assert run("find", "AFL-CIO", "--cache", str(cache), "--format", "json") == 0
    (found,) = json.loads(capsys.readouterr().out)["found"]
    assert "ODC Attribution License" in found["exact"][0]["source"]


@pytest.mark.usefixtures("nothing_installed")
def test_descriptions_are_verified(tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sidecars and tables of a folder, each wrong heading with its place; status 1 as soon as a URI is another heading's."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "collection.yaml").write_text("identifier: local:a\n")
    (folder / "a.yaml").write_text(f"subject: {{value: Elections, uri: '{ELECTIONS}', origin: authority}}\n")
    assert run("verify", str(folder), "--cache", str(cache)) == 0
    assert "1 heading of 1 description held" in capsys.readouterr().out
    (folder / "metadata.csv").write_text(
        f"filename,dcterms.subject,dcterms.subject.uri\nb.txt,Voting,{ELECTIONS}\n"
    )
    assert run("verify", str(folder), "--cache", str(cache)) == 1
    assert f"R0391 error    {folder}/metadata.csv:b.txt#subject[1]" in capsys.readouterr().out
    assert run("verify", str(folder), "--cache", str(cache), "--format", "json") == 1
    result = json.loads(capsys.readouterr().out)
    assert result["summary"] == {"descriptions": 2, "headings": 2}
    assert [finding["code"] for finding in result["findings"]] == ["R0391"]


@pytest.mark.usefixtures("nothing_installed")
def test_the_headings_of_a_bags_record_are_verified(tmp_path: Path, cache: Path) -> None:
    """A record.json is read as it stands in a bag."""
    bags = Path(__file__).parents[2] / "bags"
    records = sorted(bags.glob("*/data/metadata/record.json"))
    if not records:
        pytest.skip("no bags stand in bags/")
    assert run("verify", str(records[0]), "--cache", str(cache)) in (0, 1)


def test_without_an_index_the_command_says_how_to_get_one(tmp_path: Path) -> None:
    """E0570, before anything is read."""
    with pytest.raises(SettingsError) as caught:
        run("find", "Elections", "--cache", str(tmp_path))
    assert caught.value.code == "E0570"
