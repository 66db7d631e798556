"""InvenioRDM as a target, on the real server: the contract, what a hostile wire does, what is left by a kill, what a reader sees."""

import dataclasses
import itertools
import json
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.bag.reader import open_bag
from archive.errors import DepositError, Rejected, Unavailable
from archive.findings import errors
from archive.record.model import Agent, AgentKind, Origin, Statement
from archive.targets.http import Policy, Session
from archive.targets.invenio import open_target
from archive.targets.invenio.rows import holding_of
from archive.targets.invenio.site import Site
from archive.targets.invenio.target import InvenioTarget
from archive.targets.parcel import parcel_of
from archive.targets.protocol import Holding, Ticket
from tests.servers import Unobtainable
from tests.servers.invenio import running
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import Killed
from tests.targets.wire import (
    Fault,
    Said,
    drop_answer,
    drop_in_upload,
    flip,
    flip_answer,
    proxy,
    says,
    serving,
    shorten,
)

ROOT = Path(__file__).parent.parent.parent
BAGS = sorted((ROOT / "bags").iterdir())
CONTENT = "/content$"


def rare(*values):
    """A row that the quick run against servers leaves out (run with -m servers)."""
    return pytest.param(*values, marks=pytest.mark.slow)


@pytest.fixture(scope="session")
def site():
    """InvenioRDM itself, for all tests of this run."""
    try:
        with running() as ready:
            yield ready
    except Unobtainable as reason:
        pytest.skip(f"no InvenioRDM: {reason}")


@pytest.fixture
def token(site):
    """The token of a user who has nothing yet: to this user the repository is empty."""
    return site.user()


def opened(address, token, **options):
    return open_target(address, options, lambda _option, _variable: token)


def asked(site, token, method, path, body=None, accept="application/json"):
    """What the site answers; None where nothing is."""
    headers = {"Accept": accept, "Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{site.url}/api{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            said = answer.read()
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    return json.loads(said) if said and "json" in accept else said


def all_of(site, token):
    """Every draft, record and version of the user."""
    urllib.request.urlopen(f"{site.search}/_refresh", timeout=30).close()
    return asked(site, token, "GET", "/user/records?size=100&allversions=true")["hits"]["hits"]


def put(target, parcel):
    ticket = target.stage(parcel, target.find(parcel), lambda ticket: None)
    return target.commit(parcel, ticket)


def name_of(holding):
    return holding.location.rsplit("/", 1)[-1]


@pytest.mark.servers
class TestInvenio(TargetContract):
    """The contract, on InvenioRDM itself."""

    @pytest.fixture
    def open_new(self, site, token):
        self.site, self.token = site, token
        return lambda: opened(site.url, token)

    def spoil(self, holding, place):
        """One byte of the file that was stored last with these bytes is changed."""
        path = f"/records/{name_of(holding)}/files/{place}/content"
        data = asked(self.site, self.token, "GET", path, accept="*/*")
        same = [
            file
            for file in self.site.files.rglob("*")
            if file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data
        ]
        file = max(same, key=lambda one: one.stat().st_mtime_ns)
        file.chmod(0o644)
        file.write_bytes(bytes([data[0] ^ 1]) + data[1:])

    def only_one(self, target, holding, parcel):
        """One version of one record is all that the user has, and no draft beside it."""
        rows = all_of(self.site, self.token)
        assert [(row["id"], row["is_published"]) for row in rows] == [(name_of(holding), True)]


@pytest.mark.servers
@pytest.mark.parametrize("bag", [*BAGS[:2], *map(rare, BAGS[2:])], ids=[bag.name[:3] for bag in BAGS])
def test_each_bag_comes_back_as_the_bag_it_was(site, token, bag, tmp_path):
    """The zip that the site gives is the whole bag, file by file, and is found again as that bag."""
    target = opened(site.url, token)
    with parcel_at(bag) as parcel:
        holding = put(target, parcel)
        [(_, chunks)] = target.read_back(holding, [f"{bag.name}.zip"])
        (tmp_path / f"{bag.name}.zip").write_bytes(b"".join(chunks))
        with open_bag(tmp_path / f"{bag.name}.zip") as back:
            returned = parcel_of(back)
            assert returned.key == parcel.key
            assert {i.place: i.fixity for i in returned.files} == {i.place: i.fixity for i in parcel.files}
            assert target.find(returned) == holding
    target.close()


@pytest.mark.servers
def test_the_api_is_found_with_and_without_its_prefix(site, token, bag):
    """An address of a site, of its API, and of an API without a prefix lead to the same record."""
    with parcel_at(bag) as parcel:
        holding = put(opened(site.url, token), parcel)
        for address in (f"{site.url}/", f"{site.url}/api", f"{site.url}/api/", site.bare, site.url[7:]):
            scheme = "" if "://" in address else "http://"
            target = opened(f"{scheme}{address}", token)
            assert target.find(parcel) == holding
            assert dict(target.read_back(holding, ["record.json"])).keys() == {"record.json"}
            target.close()


@pytest.mark.servers
def test_another_users_record_is_not_taken_for_ours(site, token, bag):
    """Who deposits what somebody else has deposited gets a record of their own, and the other's stays."""
    with parcel_at(bag) as parcel:
        first = put(opened(site.url, token), parcel)
        other = opened(site.url, site.user())
        assert other.find(parcel) is None
        second = put(other, parcel)
    assert second.location != first.location
    assert asked(site, None, "GET", f"/records/{name_of(first)}")["versions"]["index"] == 1


@pytest.mark.servers
def test_restricted_files_are_for_the_depositor_alone(site, token, bag):
    """With restricted access the site gives strangers no file, and us every byte."""
    target = opened(site.url, token, access="restricted")
    with parcel_at(bag) as parcel:
        holding = put(target, parcel)
        path = f"/records/{name_of(holding)}/files/record.json/content"
        assert asked(site, None, "GET", path, accept="*/*") == 403
        assert {place for place, chunks in target.read_back(holding, ["record.json"]) if b"".join(chunks)}
    target.close()


@pytest.mark.servers
@pytest.mark.parametrize(
    ("act", "code"),
    [
        (flip(), "E0663"), (shorten(), "E0663"), (says(401), "E0621"), (says(413), "E0623"), (says(500), "E0634"),
        rare(says(403), "E0621"), rare(says(409), "E0622"), rare(says(412), "E0622"), rare(says(404), "E0624"),
        rare(says(200), "E0634"),
    ],
)  # fmt: skip
def test_what_spoils_an_upload_ends_the_deposit(site, token, bag, act, code):
    """The deposit ends with the fault's code, nothing was published, and what was staged can be taken back."""
    notes = []
    with parcel_at(bag) as parcel, proxy(site.url, Fault(act, "PUT", CONTENT, nth=2)) as wire:
        target = opened(wire.base, token)
        with pytest.raises(DepositError) as ended:
            target.stage(parcel, None, notes.append)
        assert wire.met
        assert (ended.value.code, token in str(ended.value)) == (code, False)
        target.rollback(notes[-1])
    assert all_of(site, token) == []


@pytest.mark.servers
@pytest.mark.parametrize(
    "fault",
    [
        Fault(drop_in_upload(), "PUT", CONTENT, nth=3),
        rare(Fault(drop_answer(), "PUT", CONTENT, nth=3)),
        Fault(drop_answer(), "POST", "/draft/files$"),
        Fault(drop_answer(), "POST", "/commit$", nth=2),
        Fault(drop_answer(), "POST", "/actions/publish$"),
        rare(Fault(drop_answer(), "PUT", "/draft$")),
        rare(Fault(says(503, ("Retry-After", "0")), "POST", "/api/records$")),
        rare(Fault(says(429, ("Retry-After", "0")), "POST", "/actions/publish$")),
        rare(Fault(says(502), "PUT", CONTENT, nth=4)),
    ],
    ids=lambda fault: f"{fault.act.__qualname__.partition('.')[0]} {fault.method} {fault.path} {fault.nth}",
)
def test_what_passes_is_waited_for(site, token, bag, fault):
    """A broken connection, a lost answer or a busy site costs time, and neither bytes nor a second record."""
    with parcel_at(bag) as parcel, proxy(site.url, fault) as wire:
        target = opened(wire.base, token)
        holding = put(target, parcel)
        assert wire.met
        wanted = {item.place: b"".join(item.chunks()) for item in target.shipment(parcel).items}
        assert {
            place: b"".join(chunks) for place, chunks in target.read_back(holding, list(wanted))
        } == wanted
    assert [row["id"] for row in all_of(site, token)] == [name_of(holding)]


@pytest.mark.servers
def test_a_flipped_byte_of_a_download_is_seen(site, token, bag):
    """What comes back changed is given as it came: the digest tells."""
    with parcel_at(bag) as parcel, proxy(site.url, Fault(flip_answer(), "GET", CONTENT)) as wire:
        target = opened(wire.base, token)
        holding = put(target, parcel)
        [(_, chunks)] = target.read_back(holding, ["record.json"])
        assert b"".join(chunks) != b"".join(parcel.file("data/metadata/record.json").chunks())


@pytest.mark.servers
@pytest.mark.parametrize("way", ["journal", "no journal"])
def test_a_draft_whose_making_was_not_heard_of_is_not_left(site, token, bag, way):
    """The answer to the making of a draft is lost: its intent takes it back, and without a journal the next run takes it up."""
    notes = []
    with parcel_at(bag) as parcel, proxy(site.url, Fault(drop_answer(), "POST", "/api/records$")) as wire:
        with pytest.raises(Unavailable):
            opened(wire.base, token).stage(parcel, None, notes.append)
        assert [note.reference for note in notes] == [""]
        [left] = all_of(site, token)
        target = opened(site.url, token)
        if way == "journal":
            target.rollback(notes[-1])
            assert all_of(site, token) == []
        assert (name_of(put(target, parcel)) == left["id"]) is (way == "no journal")
    assert len(all_of(site, token)) == 1


@pytest.mark.servers
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("way", ["journal", "no journal"])
def test_a_version_broken_off_at_a_note_is_not_left(site, token, bag, changed_bag, number, way):
    """Killed between the making of a version's draft and the note of its name, or after it, one draft at most is made."""
    notes = []

    def note(ticket):
        if len(notes) + 1 == number:
            raise Killed(ticket)
        notes.append(ticket)

    target = opened(site.url, token)
    with parcel_at(bag) as old, parcel_at(changed_bag) as new:
        first = put(target, old)
        with pytest.raises(Killed):
            target.stage(new, first, note)
        if way == "journal":
            for ticket in notes:
                opened(site.url, token).rollback(ticket)
            assert len(all_of(site, token)) == 1
        second = put(opened(site.url, token), new)
        assert target.find(new) == second
    assert sorted(row["versions"]["index"] for row in all_of(site, token)) == [1, 2]


@pytest.mark.servers
@pytest.mark.parametrize("changed", [False, True])
def test_a_persons_draft_of_the_next_version_is_left_alone(site, token, bag, changed_bag, changed):
    """A draft that somebody worked on stops the deposit, and stays as it is; one without any work on it is taken up."""
    target = opened(site.url, token)
    with parcel_at(bag) as old, parcel_at(changed_bag) as new:
        first = put(target, old)
        draft = asked(site, token, "POST", f"/records/{name_of(first)}/versions")
        if not changed:
            assert name_of(put(target, new)) == draft["id"]
            return
        told = {**draft["metadata"], "title": "A better title", "publication_date": "2020", "identifiers": []}
        asked(site, token, "PUT", f"/records/{draft['id']}/draft", {**draft, "metadata": told})
        notes = []
        with pytest.raises(Rejected) as refused:
            target.stage(new, first, notes.append)
        assert refused.value.code == "E0662"
        for ticket in notes:
            target.rollback(ticket)
        assert (
            asked(site, token, "GET", f"/records/{draft['id']}/draft")["metadata"]["title"]
            == "A better title"
        )


@pytest.mark.servers
def test_terms_that_the_site_lacks_are_told_and_left_out(site, token, bag):
    """A language that the site lacks is a warning and is left out; a licence that it lacks is given in words."""
    me = Agent(AgentKind.PERSON, "A person")
    more = (
        Statement("language", "sr-Latn", Origin.SUPPLIED, me),
        Statement(
            "license", "CC BY 2.1", Origin.SUPPLIED, me, uri="https://creativecommons.org/licenses/by/2.1/"
        ),
        Statement(
            "license", "CC BY 4.0", Origin.SUPPLIED, me, uri="https://creativecommons.org/licenses/by/4.0/"
        ),
    )
    target = opened(site.url, token)
    with parcel_at(bag) as parcel:
        record = dataclasses.replace(parcel.record, statements=(*parcel.record.statements, *more))
        more_said = dataclasses.replace(parcel, record=record)
        found = target.preflight(more_said)
        assert {(f.code, f.where, f.found) for f in found} == {
            ("S0304", "metadata.languages.1.id", "srp"), ("S0304", "metadata.rights.1.id", "cc-by-2.1"),
        }  # fmt: skip
        assert errors(found) == ()
        held = asked(site, token, "GET", f"/records/{name_of(put(target, more_said))}")["metadata"]
    assert [row["id"] for row in held["languages"]] == ["eng"]
    assert [row.get("link") or row["id"] for row in held["rights"]] == [
        "http://rightsstatements.org/vocab/CNE/1.0/", "https://creativecommons.org/licenses/by/2.1/", "cc-by-4.0",
    ]  # fmt: skip


@pytest.mark.servers
def test_what_the_site_finds_fault_with_is_told_field_by_field(site, token, bag):
    """Metadata that the site refuses end the deposit with E0660 and its own words, all of them at once."""
    from archive.targets.invenio.metadata import told

    with parcel_at(bag) as parcel:
        target = opened(site.url, token)
        body = told(parcel, "public").body
        body["metadata"] |= {"publication_date": "soon", "title": "", "creators": []}
        with pytest.raises(Rejected) as refused:
            target._site.create(body)
    assert refused.value.code == "E0660"
    named = {refused.value.detail.split(":")[0], *(where for where, _ in refused.value.causes)}
    assert named == {"metadata.publication_date", "metadata.title", "metadata.creators"}


@pytest.mark.servers
@pytest.mark.parametrize(
    "moment",
    [
        "after note",
        "after stage",
        "after commit",
        *(
            pytest.param(m, marks=pytest.mark.slow)
            for m in ("before note", "before commit", "before read_back")
        ),
    ],
)
def test_killed_and_run_again(site, token, bag, tmp_path, moment):
    """SIGKILL at any of these moments, and the same command again: one record, one version, one receipt."""
    done = kill_and_repeat(bag, f"invenio:{site.url}", tmp_path, moment, env={"INVENIO_TOKEN": token})
    assert done["version"] == "1"
    [row] = all_of(site, token)
    assert row["is_published"]
    for file in tmp_path.rglob("*.json*"):
        assert token not in file.read_text()


@pytest.mark.servers
def test_a_declared_checksum_is_taken_for_granted(site, token):
    """InvenioRDM itself takes a file with a wrong md5 declared: why none is, and why every byte is read back."""
    draft = asked(site, token, "POST", "/records", {"metadata": {}})["id"]
    path = f"/records/{draft}/draft/files"
    asked(site, token, "POST", path, [{"key": "a.txt", "checksum": f"md5:{'0' * 32}", "size": 5}])
    request = urllib.request.Request(f"{site.url}/api{path}/a.txt/content", b"hello", method="PUT")
    request.add_header("Authorization", f"Bearer {token}")
    request.add_header("Content-Type", "application/octet-stream")
    urllib.request.urlopen(request, timeout=60).close()
    entry = asked(site, token, "POST", f"{path}/a.txt/commit")
    assert (entry["status"], entry["checksum"]) == ("completed", "md5:5d41402abc4b2a76b9719d911017c592")


@pytest.mark.servers
def test_what_a_reader_sees(site, token):
    """A letter's record names its senders, addressee, day, language, place and rights; so do its Dublin Core and DataCite."""
    with parcel_at(BAGS[1]) as parcel:
        path = f"/records/{name_of(put(opened(site.url, token), parcel))}"
    shown = asked(site, None, "GET", path)
    metadata = shown["metadata"]
    assert [row["person_or_org"]["name"] for row in metadata["creators"]][:2] == [
        "AFL-CIO",
        "Alianza Americas",
    ]
    assert metadata["contributors"][0]["person_or_org"]["name"] == "Almagro, Luis"
    assert metadata["publication_date"] == "2017-12-20"
    assert metadata["locations"]["features"][0]["identifiers"] == [
        {"scheme": "geonames", "identifier": "3608932"}
    ]
    assert shown["files"]["default_preview"] == f"{BAGS[1].name}.normalized.txt"
    assert len(shown["files"]["entries"]) == 5
    core = asked(site, None, "GET", path, accept="application/x-dc+xml").decode()
    abstract = parcel.record.value("abstract")
    for line in (
        "<dc:creator>AFL-CIO</dc:creator>", "<dc:contributor>Almagro, Luis</dc:contributor>", "<dc:language>eng</dc:language>",
        "<dc:rights>http://rightsstatements.org/vocab/CNE/1.0/</dc:rights>", f"<dc:description>{abstract}</dc:description>",
        "<dc:identifier>urn:uuid:24b59e5b-b8dd-5152-a8a2-53f6d93cf16d</dc:identifier>",
    ):  # fmt: skip
        assert line in core
    datacite = asked(site, None, "GET", path, accept="application/vnd.datacite.datacite+json")
    assert (datacite["publicationYear"], datacite["types"]["resourceTypeGeneral"]) == ("2017", "Text")
    assert {row["nameType"] for row in datacite["creators"]} == {"Organizational"}


@pytest.mark.parametrize(
    ("pids", "expected"),
    [
        ({"doi": {"identifier": "10.1234/x.1"}, "oai": {"identifier": "oai:x:1"}}, "https://doi.org/10.1234/x.1"),
        ({"handle": {"identifier": "20.500/7"}}, "https://hdl.handle.net/20.500/7"),
        ({"ark": {"identifier": "ark:/13030/x"}}, "https://n2t.net/ark:/13030/x"),
        ({"doi": {"identifier": ""}, "oai": {"identifier": "oai:x:1"}}, None),
        ({"doi": {"identifier": "https://doi.org/10.1234/x"}}, "https://doi.org/10.1234/x"),
        ({"doi": None}, None),
        ([], None),
        (None, None),
    ],
)  # fmt: skip
def test_the_identifier_that_a_site_registered(pids, expected):
    """The DOI of this version, else its handle or ARK; a harvester's identifier is none; what is malformed is none."""
    row = {"id": "abc", "links": {"self_html": "https://site.example/records/abc"}, "pids": pids}
    assert holding_of(row).persistent == expected


def test_without_a_token_nothing_is_asked(bag):
    """A token that is not there ends each step with E0661 and the name of its variable."""
    target = opened("https://repository.example.org", None)
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        target.find(parcel)
    assert (refused.value.code, refused.value.detail) == ("E0661", "INVENIO_TOKEN is not set")


@pytest.mark.parametrize("status", [200, 404])
def test_an_address_that_is_no_invenio_is_told(bag, status):
    """A server that answers otherwise ends the deposit with E0664."""
    with (
        serving(lambda request: Said(status, (), b"<html>Hello</html>")) as base,
        parcel_at(bag) as parcel,
        pytest.raises(Rejected) as refused,
    ):
        opened(base, "secret-token").find(parcel)
    assert refused.value.code == "E0664"


NAMES = (
    "hits", "id", "metadata", "identifiers", "identifier", "versions", "index", "is_latest_draft", "links", "self_html", "parent",
    "entries", "key", "files", "count", "pids", "doi", "errors", "field", "messages", "is_published", "is_draft", "status",
)  # fmt: skip
TREES = st.recursive(
    st.sampled_from([None, True, 1, -1, "word", "abc", [], {}]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("host", "missing", "warned"),
    [("0.0.0.0", None, True), ("0.0.0.0", "TOKEN", False), ("127.0.0.1", None, False)],
)
def test_a_token_over_a_line_that_is_not_encrypted(bag, host, missing, warned):
    """S0306 warns where a token goes to another machine, as far as the name tells."""
    with serving(lambda request: Said(200, (), b'{"hits": {"hits": []}}')) as base, parcel_at(bag) as parcel:
        session = Session(base.replace("127.0.0.1", host), policy=Policy(tries=1))
        target = InvenioTarget(Site(session), missing=missing)
        assert ("S0306" in [found.code for found in target.preflight(parcel)]) is warned


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREES, min_size=1, max_size=4))
def test_an_answer_that_is_not_invenios(bag, trees):
    """Whatever a site says in JSON, each step ends well or with an error of ours."""
    answers = itertools.cycle(json.dumps(tree).encode() for tree in trees)
    codes = {"POST": 201, "PUT": 200, "DELETE": 204, "GET": 200}

    def says_anything(request):
        if request.path.endswith("/records?size=1"):
            return Said(200, (), b'{"hits": {}}')
        request.body  # noqa: B018 - read, so that the connection serves on
        return Said(202 if request.path.endswith("publish") else codes[request.method], (), next(answers))

    with serving(says_anything) as base, parcel_at(bag) as parcel:
        target = InvenioTarget(Site(Session(base, policy=Policy(tries=1))), sleep=lambda seconds: None)
        intent = Ticket("", (("key", parcel.key), ("identifier", parcel.identifier), ("version_of", "abc")))
        for step in (
            lambda: target.find(parcel),
            lambda: target.preflight(parcel),
            lambda: target.stage(parcel, None, lambda ticket: None),
            lambda: target.stage(parcel, Holding(f"{base}/records/abc"), lambda ticket: None),
            lambda: target.commit(parcel, Ticket("abc")),
            lambda: target.rollback(Ticket("abc")),
            lambda: target.rollback(intent),
            lambda: target.rollback(Ticket("", intent.details[:2])),
        ):
            with suppress(DepositError):
                step()
        target.close()


@pytest.mark.parametrize("options", [{"access": "secret"}, {"quota": "much"}, {"quota": 0}, {"quota": -5}])
def test_an_option_that_means_nothing_is_refused(options):
    """A value that no option has is E0603."""
    with pytest.raises(Rejected) as refused:
        opened("https://repository.example.org", "secret-token", **options)
    assert refused.value.code == "E0603"
