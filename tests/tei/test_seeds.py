"""The five seeds through the whole line, held against the official grammar, its Schematron, and two encodings made by hand."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from archive.describe import describe
from archive.outline import outline_of
from archive.seed import Seed
from archive.tei import encode, faults, header_facts, project
from archive.tei.project import body_of, projection
from archive.tei.schematron import load
from archive.text import normalize
from archive.xml import parse
from tests.tei.making import ACCESSION

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("00*.txt"))
TEI = ROOT.parent / "shared" / "data" / "tei"
NS = {"t": "http://www.tei-c.org/ns/1.0"}


@cache
def made(path: Path):
    data = path.read_bytes()
    seed = Seed(path.stem, path.name, data)
    text = normalize(data)
    outline = outline_of(text)
    record = describe(seed, text, outline, ACCESSION)
    return text, record, encode(seed, text, outline, record, ACCESSION)


def by_number(number: str) -> Path:
    return next(path for path in SEEDS if path.name.startswith(number))


def body(path: Path):
    return body_of(parse(made(path)[2]))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_encodes_without_a_finding(path):
    """Each seed is valid by our grammar, keeps its text, and has no dangling pointer or unused entry."""
    text, record, tei = made(path)
    assert project(tei) == text.content
    assert list(faults(tei, text.content, path="x", record=record)) == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_encoding_twice_gives_the_same_bytes(path):
    """The encoder has no clock and no order of its own."""
    text, record, tei = made(path)
    data = path.read_bytes()
    again = encode(Seed(path.stem, path.name, data), text, outline_of(text), record, ACCESSION)
    assert again == tei


def test_tei_all_accepts_the_seeds(tmp_path):
    """jing finds nothing in the seeds' encodings by the official grammar."""
    official = TEI / "tei_all_4.12.0.rng"
    if not official.exists() or shutil.which("jing") is None:
        pytest.skip("jing and ../shared/data/tei/tei_all_4.12.0.rng are needed")
    paths = []
    for path in SEEDS:
        target = tmp_path / f"{path.stem}.xml"
        target.write_bytes(made(path)[2])
        paths.append(str(target))
    judged = subprocess.run(["jing", str(official), *paths], capture_output=True, text=True, check=False)
    assert judged.stdout == ""
    assert judged.returncode == 0


@pytest.mark.skipif(find_spec("saxonche") is None, reason="saxonche is not installed")
def test_tei_schematron_finds_nothing():
    """TEI's own Schematron makes no report on the seeds, and does on a text that breaks it."""
    path = TEI / "tei_all_4.12.0.sch"
    if not path.exists():
        pytest.skip("../shared/data/tei/tei_all_4.12.0.sch is needed")
    rules = load(path.read_bytes(), path.name)
    for seed in SEEDS:
        assert list(rules.faults(parse(made(seed)[2]), "x")) == []
    wrong = made(SEEDS[0])[2].replace(b"<p>From", b'<p><p>x</p><ptr target="a" cRef="b"/>From')
    assert "cRef" in str(list(rules.faults(parse(wrong), "x")))


@pytest.mark.parametrize("number", ["001", "002"])
def test_the_exemplars_keep_the_text_of_their_seeds(number):
    """The hand-made encodings project to the seeds' very text: our projection reads others' TEI too."""
    path = TEI / "exemplars" / f"{number}.xml"
    if not path.exists():
        pytest.skip("../shared/data/tei/exemplars is needed")
    text = made(by_number(number))[0].content
    assert project(path.read_bytes()) == text.removesuffix("\n")
    codes = {finding.code for finding in faults(path.read_bytes(), text, path="x")}
    assert codes <= {"T0102", "T0202", "T0304"}


@pytest.mark.parametrize(
    ("number", "elements"),
    [
        ("001", "opener dateline address salute closer signed"),
        ("002", "figure said"),
    ],
)
def test_the_seeds_have_the_structure_of_the_exemplars(number, elements):
    """What an expert put into these elements stands in ours too, word for word."""
    path = TEI / "exemplars" / f"{number}.xml"
    if not path.exists():
        pytest.skip("../shared/data/tei/exemplars is needed")
    wanted = body_of(parse(path.read_bytes()))
    got = body(by_number(number))
    for name in elements.split():
        expected = [projection(element).strip() for element in wanted.iterfind(f".//t:{name}", NS)]
        assert [projection(element).strip() for element in got.iterfind(f".//t:{name}", NS)] == expected


def test_the_speakers_of_the_article_are_those_of_the_exemplar():
    """Every quotation of seed 002 is linked to the person whom a reader names."""
    root = parse(made(by_number("002"))[2])
    names = {
        person.get("{http://www.w3.org/XML/1998/namespace}id"): person.findtext("t:persName", namespaces=NS)
        for person in root.iterfind(".//t:person", NS)
    }
    who = [names[said.get("who")[1:]] for said in root.iterfind(".//t:said[@prev]", NS)]
    rivera, quintano = "Ana Rivera", "Porfirio Quintano"
    assert who == [rivera, quintano, rivera, "Carolina Dutton", "Dale Sorensen", quintano, rivera]


def test_the_statement_has_its_demands_and_signatures():
    """Seed 000 ends in a list of demands, two signatures with an office, and a date at the foot."""
    inner = body(by_number("000"))
    assert len(inner.findall(".//t:list/t:item", NS)) == 4
    closer = inner.find(".//t:closer", NS)
    assert [name.text for name in closer.iterfind("t:signed/t:persName", NS)] == [
        "Teresa Gutierrez",
        "Sara Flounders",
    ]
    assert closer.find("t:dateline/t:date", NS).get("when") == "2017-12-03"


def test_the_teasers_are_a_list_with_the_boilerplate_apart():
    """Seed 003 is a list of twelve teasers, and its subscription and copyright lines stand in a division of their own."""
    inner = body(by_number("003"))
    assert len(inner.findall(".//t:list[@type='teasers']/t:item", NS)) == 12
    assert "Copyright" in projection(inner.find(".//t:div[@type='boilerplate']", NS))


def test_the_header_agrees_with_the_record():
    """What `header_facts` reads is what the record says."""
    text, record, tei = made(by_number("001"))
    facts = header_facts(tei)
    assert facts.title == record.value("title")
    assert facts.date == record.value("created") == "2017-12-20"
    assert facts.languages == ("en",)
    assert facts.creators == tuple(statement.value for statement in record.of("creator"))
    assert ("local", "001_cdbfdec7be30a8e5") in facts.identifiers
    assert re.fullmatch("[0-9a-f]{64}", facts.source_sha256 or "")
    assert len(text.content) == 2491
