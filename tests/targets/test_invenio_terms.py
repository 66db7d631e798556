"""What InvenioRDM is told of a record, as tables: names, dates, identifiers, rights, access, and what is said to be lost."""

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.findings import errors
from archive.fixity import Algorithm, Fixity
from archive.record import edtf
from archive.record.languages import three_letters
from archive.record.model import Agent, AgentKind, Description, Origin, Record, Statement, Status
from archive.targets.invenio import people, terms
from archive.targets.invenio.fitting import fitted, lacking
from archive.targets.invenio.metadata import fields, has_identifier, identifier_of, key_of, told
from archive.targets.invenio.preflight import spoken_against
from archive.targets.parcel import Item
from tests.targets.contract import parcel_at

ME = Agent(AgentKind.PERSON, "A person")
ABOUT = Description((ME,), datetime(2026, 1, 2, tzinfo=UTC), (), "en", "")


def said(name, value, **more):
    return Statement(name, value, more.pop("origin", Origin.SUPPLIED), ME, **more)


def record(*statements):
    return Record("urn:uuid:8a04bac1-cde8-5a02-ab1c-ebdef81f8927", statements, (), ABOUT)


class Site:
    """Vocabularies that have all but some terms."""

    def __init__(self, *lacks):
        self.lacks = lacks

    def has(self, vocabulary, term):
        return term not in self.lacks


NAMES = [
    ("Teresa Gutierrez", "personal", "Gutierrez", "Teresa"),
    ("Ana de la Cruz", "personal", "de la Cruz", "Ana"),
    ("Hernández, Juan Orlando, 1968-", "personal", "Hernández", "Juan Orlando"),
    ("Doe, Jane", "personal", "Doe", "Jane"),
    ("International Action Center (New York, N.Y.)", "organizational", None, None),
    ("Oxfam America", "organizational", None, None),
    ("Xyzzy", "organizational", None, None),
]


@pytest.mark.parametrize(("name", "kind", "family", "given_name"), NAMES)
def test_a_name_is_a_persons_or_a_bodys(name, kind, family, given_name):
    """A person's name is parted at its comma, else before its last word and the particles there; a body's stays whole."""
    [row] = people.creators(record(said("creator", name)))
    person = row["person_or_org"]
    assert person["type"] == kind
    if kind == "personal":
        assert (person["family_name"], person["given_name"]) == (family, given_name)
    else:
        assert person == {"type": "organizational", "name": name}


@pytest.mark.parametrize(
    ("uri", "row"),
    [
        ("https://orcid.org/0000-0002-1825-0097", {"scheme": "orcid", "identifier": "0000-0002-1825-0097"}),
        ("https://isni.org/isni/0000000121032683", {"scheme": "isni", "identifier": "0000000121032683"}),
        ("https://d-nb.info/gnd/118540238", {"scheme": "gnd", "identifier": "118540238"}),
        ("https://ror.org/03yrm5c26", {"scheme": "ror", "identifier": "03yrm5c26"}),
        ("http://id.worldcat.org/fast/535365", None),
        ("https://orcid.org/0000-0002-1825", None),
    ],
)
def test_a_name_has_an_identifier_of_four_schemes(uri, row):
    """ORCID, ISNI, GND and ROR go with a name; any other is told to be lost."""
    whole = record(said("creator", "Jane Doe", uri=uri))
    [creator] = people.creators(whole)
    assert creator["person_or_org"].get("identifiers") == ([row] if row else None)
    assert any(uri in sentence for sentence in people.lost_names(whole)) is (row is None)


@pytest.mark.parametrize(
    ("name", "role", "id_", "told_"),
    [
        ("creator", "aut", None, None), ("creator", "edt", "editor", None), ("creator", "sgn", None, "Jane Doe: signer"),
        ("contributor", "pht", "other", "Jane Doe: photographer"), ("contributor", "trl", "translator", None),
        ("contributor", None, "other", None),
    ],
)  # fmt: skip
def test_a_role_is_one_of_theirs_or_is_told_in_words(name, role, id_, told_):
    """A relator without a role there is `other`, or none for a creator, and stands in the notes."""
    whole = record(said(name, "Jane Doe", role=role))
    [row] = people.creators(whole) if name == "creator" else people.contributors(whole)
    assert row.get("role") == ({"id": id_} if id_ else None)
    assert list(people.roles(whole)) == ([told_] if told_ else [])


def test_nobody_is_unknown_and_that_is_told():
    """Where no creator is stated, one stands there as unknown, and a sentence says so."""
    whole = record(Statement("creator", None, Origin.SUPPLIED, ME, Status.NOT_STATED))
    assert people.creators(whole) == [{"person_or_org": {"type": "organizational", "name": "Unknown"}}]
    assert any("states none" in sentence for sentence in people.lost_names(whole))


DATES = [
    ("2017-12-03", "2017-12-03", ()),
    ("2009-07~", "2009-07", ("approximate",)),
    ("2013-10~/2013-11-23", "2013-10/2013-11-23", ("approximate",)),
    ("2017-12-03T10:15:00Z", "2017-12-03", ("the time of day",)),
    ("2017/..", "2017", ("that the end is open",)),
    ("2017-21", "2017", ("the season",)),
    (
        "[2017-01, 2017-03]".replace(" ", ""),
        "2017",
        ("one of a set has no form in W3CDTF", "all but the years"),
    ),
    ("201X", "2010/2019", ("unspecified digits of the year", "all but the years")),
    ("not a date", None, ("not a date of EDTF",)),
]


@pytest.mark.parametrize(("value", "text", "lost"), DATES)
def test_a_date_becomes_one_of_level_0(value, text, lost):
    """A date that says more than a day, month, year or span loses it, and that is named."""
    assert terms.plain(value) == (text, lost)


@given(st.from_regex(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?[?~]?(/[12][0-9]{3}[?~]?)?", fullmatch=True))
@settings(deadline=None, max_examples=150)
def test_a_date_that_is_written_is_of_level_0(value):
    """Whatever is written in a date's place is EDTF of level 0, in order, and within what the date can mean."""
    text, _ = terms.plain(value)
    if text is None:
        return
    written = edtf.parse(text)
    assert written.level == 0
    whole = edtf.parse(value)
    assert (written.lower, written.upper) == (whole.lower, whole.upper)


@pytest.mark.parametrize(
    ("statements", "bagged", "day", "words"),
    [
        ([said("issued", "2018"), said("created", "2017")], None, "2018", None),
        ([said("created", "2017-12-20")], None, "2017-12-20", "no date of issue"),
        ([said("created", "2009-07~")], None, "2009-07", "without approximate"),
        ([], "2026-11-21", "2026-11-21", "the bag's"),
        ([], "21 November", "2026-01-02", "the bag's"),
    ],
)
def test_the_date_of_publication_and_what_it_is(statements, bagged, day, words):
    """It is the date of issue, else of the making, else of the bag, and a sentence says which."""
    found, sentence = terms.publication_date(record(*statements), bagged)
    assert found == day
    assert (words in sentence) if words else sentence is None


@pytest.mark.parametrize(
    ("value", "scheme", "held"),
    [
        ("doi:10.1234/ABC", "doi", "10.1234/ABC"), ("https://doi.org/10.1234/abc", "doi", "10.1234/abc"),
        ("hdl:2027/abc", "handle", "2027/abc"), ("ark:/99999/fk4abc", "ark", "ark:/99999/fk4abc"),
        ("urn:uuid:8a04bac1-cde8-5a02-ab1c-ebdef81f8927", "urn", "urn:uuid:8a04bac1-cde8-5a02-ab1c-ebdef81f8927"),
        ("https://example.org/a?b=c", "url", "https://example.org/a?b=c"),
        ("local:x", None, None), ("http://example.org/a b", None, None), ("ark:99999/fk4abc", None, None),
    ],
)  # fmt: skip
def test_an_identifier_has_the_scheme_that_the_site_checks(value, scheme, held):
    """An identifier goes under the scheme whose form it has there, and under none else."""
    row = terms.identifier(value)
    assert row == ({"scheme": scheme, "identifier": held} if scheme else None)


@pytest.mark.parametrize(
    ("uri", "id_"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "cc-by-4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0", "cc-by-nc-sa-3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "cc0-1.0"),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "cc-pdm-1.0"),
        ("http://creativecommons.org/licenses/by/3.0/us/", None),
        ("http://rightsstatements.org/vocab/InC/1.0/", None),
    ],
)
def test_a_licence_goes_by_its_id_where_there_is_one(uri, id_):
    """Creative Commons has ids; a rights statement goes by its words and address."""
    [row] = terms.rights(record(said("rights", "Words", uri=uri)))
    assert row == ({"id": id_} if id_ else {"title": {"en": "Words"}, "link": uri})


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("es-HN", "spa"), ("ger", "deu"), ("zh-Hant", "zho"), ("und", "und"), ("x-own", None), ("zz", None), ("roa", None)],
)  # fmt: skip
def test_a_language_has_three_letters(tag, code):
    """ISO 639-3 for a tag's language; none for a private one, one that there is not, or a group."""
    assert three_letters(tag) == code


def test_a_relation_goes_by_its_identifier_or_stands_in_the_notes():
    """Related identifiers have a scheme; a local one is told in words, a file of the bag not at all."""
    rows, rest = terms.relations(
        record(
            said("isPartOf", "A collection", uri="urn:uuid:48e5174a-4e24-4de3-a8c4-707e40e50252"),
            said("relation", "local:x"),
            said("references", "https://example.org/a"),
            said("hasFormat", "data/tei/x.tei.xml", uri="data/tei/x.tei.xml"),
        )
    )
    assert [(row["scheme"], row["relation_type"]["id"]) for row in rows] == [
        ("urn", "ispartof"),
        ("url", "references"),
    ]
    assert [statement.value for statement in rest] == ["A collection", "local:x"]


@pytest.fixture
def parcel(bag):
    with parcel_at(bag) as parcel:
        yield parcel


def with_statements(parcel, *more, without=()):
    kept = [s for s in parcel.record.statements if s.property not in without]
    return dataclasses.replace(parcel, record=dataclasses.replace(parcel.record, statements=(*kept, *more)))


OPEN = "http://purl.org/coar/access_right/c_abf2"
RESTRICTED = "http://purl.org/coar/access_right/c_16ec"


@pytest.mark.parametrize(
    ("uris", "option", "files"),
    [
        ([OPEN], "as-described", "public"), ([RESTRICTED], "as-described", "restricted"), ([], "as-described", "restricted"),
        ([OPEN, RESTRICTED], "as-described", "restricted"), ([RESTRICTED], "public", "public"), ([OPEN], "restricted", "restricted"),
    ],
)  # fmt: skip
def test_files_are_public_only_by_somebodys_word(parcel, uris, option, files):
    """Without open access in the record, or the depositor's own word, nobody may read the files."""
    stated = [said("accessRights", "words", uri=uri) for uri in uris]
    found = told(with_statements(parcel, *stated, without={"accessRights"}), option)
    assert found.body["access"] == {"record": "public", "files": files}
    assert any(s.startswith("access.files") for s in found.lost) is not (
        uris == [OPEN] and option == "as-described"
    )


def test_the_key_and_the_identifier_are_found_in_what_was_told(parcel):
    """Both stand among the identifiers, so that the bag is found by them."""
    metadata = told(parcel, "public").body["metadata"]
    assert key_of(metadata) == parcel.key
    assert has_identifier(metadata, identifier_of(parcel))
    other = dataclasses.replace(parcel, identifier="doi:10.1234/x")
    assert identifier_of(other) == "10.1234/x"
    assert key_of({"identifiers": [{"identifier": "something"}]}) is None


def test_a_plain_bag_is_told_by_its_own_words(plain_bag):
    """Of a bag without a record title, creator and date come from bag-info.txt, nobody may read it, and that is said."""
    with parcel_at(plain_bag) as parcel:
        found = told(parcel, "as-described")
    metadata = found.body["metadata"]
    assert (metadata["title"], metadata["publication_date"]) == ("plain-bag", "2020-02-02")
    assert found.body["access"]["files"] == "restricted"
    assert "no record of ours" in found.lost[0]


def test_markup_in_a_description_is_words(parcel):
    """A sign that HTML would take for markup arrives as itself, and more paragraphs than one are kept apart."""
    body = told(
        with_statements(parcel, said("abstract", "a < b & c\n\nsecond"), without={"abstract"}), "public"
    ).body
    assert body["metadata"]["description"] == "<p>a &lt; b &amp; c</p><p>second</p>"


def test_each_loss_is_a_sentence(bag):
    """What is lost is said in sentences: of the publisher, names, dates, and what stands in the record alone."""
    with parcel_at(bag) as parcel:
        lost = told(parcel, "as-described").lost
    assert all(sentence.endswith(".") for sentence in lost)
    starts = [sentence.split(":")[0] for sentence in lost]
    assert starts == [
        "metadata.publication_date", "metadata.publisher", "metadata.creators and contributors",
        "metadata.creators and contributors", "Only in record.json",
    ]  # fmt: skip


def test_fields_are_named_as_there():
    """A value's place is the path that the site itself names in its faults."""
    tree = {"metadata": {"title": "T", "creators": [{"role": {"id": "editor"}}]}}
    assert list(fields(tree)) == [("metadata.title", "T"), ("metadata.creators.0.role.id", "editor")]


def item(place, size):
    return Item(place, Fixity(size, ((Algorithm.SHA256, ""),)), "text/plain", lambda: iter(()))


def test_all_that_speaks_against_a_deposit_is_told_at_once(parcel):
    """Short texts, a missing date, files too large, and terms that the site lacks: each is its own finding."""
    body = told(
        with_statements(parcel, said("alternative", "Ox"), said("title", "T"), without={"title"}), "public"
    ).body
    del body["metadata"]["publication_date"]
    items = [item("a.zip", 70), item("b.txt", 50)]
    found = list(spoken_against(body, items, 100, Site("publication-other", "eng")))
    assert {(f.code, f.where) for f in found} == {
        ("S0301", "metadata.title"), ("S0301", "metadata.additional_titles.1.title"), ("S0302", "files"),
        ("S0303", "metadata.resource_type.id"), ("S0304", "metadata.languages.0.id"),
        ("S0304", "metadata.additional_titles.0.lang.id"), ("S0305", "metadata.publication_date"),
    }  # fmt: skip
    assert len(errors(found)) == 5


def test_a_body_is_fitted_to_what_a_site_has(parcel):
    """Lacking terms go with what cannot stand without them, and nothing else changes."""
    body = told(parcel, "public").body
    assert fitted(body, lacking(body, Site()), parcel.record) is body
    lacks = lacking(body, Site("eng", "other", "created", "alternative-title"))
    less = fitted(body, lacks, parcel.record)["metadata"]
    assert "languages" not in less
    assert "additional_titles" not in less
    assert "contributors" not in less
    assert [row["type"]["id"] for row in less.get("dates", ())] == []
    assert less["creators"] == body["metadata"]["creators"]
    assert set(lacking({"metadata": less}, Site("eng", "other", "created", "alternative-title"))) == set()
