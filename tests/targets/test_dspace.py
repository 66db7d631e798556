# ruff: noqa: PTH208 - names alone are wanted
"""DSpace: the contract for packages in a folder and for items at a server; packages as DSpace reads them; what a server may answer."""

import dataclasses
import json
import os
import urllib.parse
import zipfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import DepositError, Rejected, SettingsError, Unavailable
from archive.findings import errors
from archive.fixity import measure
from archive.record.exports.dspace import Field
from archive.record.exports.dspace_fields import FIELDS
from archive.targets.dspace import api as dspace_api
from archive.targets.dspace import open_target
from archive.targets.dspace.api import Api
from archive.targets.dspace.fields import documents, key_in, key_name, misfits
from archive.targets.dspace.folder import CODES
from archive.targets.dspace.package import bitstreams, packed, unpacked
from archive.targets.dspace.server import ServerTarget
from archive.targets.http import Session
from archive.targets.protocol import Holding, listed
from archive.targets.retrying import Pace, Policy
from tests.servers import Unobtainable
from tests.targets import fake_dspace
from tests.targets.bags import foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.shelves import ShelfContract
from tests.targets.wire import Fault, Said, proxy

ROOT = Path(__file__).parent.parent.parent
BAGS = sorted((ROOT / "bags").iterdir())
SECRETS = {"user_env": fake_dspace.USER, "password_env": fake_dspace.PASSWORD}


def opened(root, **options):
    return open_target(str(root), options, lambda option, variable: None)


def served(url, secrets=SECRETS, **options):
    return open_target(url, options, lambda option, variable: secrets.get(option))


def codes(findings):
    return [finding.code for finding in findings]


def put(target, parcel):
    return target.commit(parcel, target.stage(parcel, target.find(parcel), lambda ticket: None))


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "packages"
    folder.mkdir()
    return folder


@pytest.fixture
def fake():
    """A small DSpace of the tests' own, and its address."""
    with fake_dspace.running() as found:
        yield found


class Folders(TargetContract):
    """What holds for packages, however they are kept."""

    options: ClassVar = {}

    @pytest.fixture
    def open_new(self, root):
        return lambda: opened(root, **self.options)

    def only_one(self, target, holding, parcel):
        assert os.listdir(Path(holding.location).parent) == [Path(holding.location).name]


class TestZips(Folders):
    """Zipped packages."""

    def spoil(self, holding, place):
        with zipfile.ZipFile(holding.location) as package:
            name = next(name for name in package.namelist() if name.endswith(".zip"))
            data = package.read(name)
        path = Path(holding.location)
        whole = bytearray(path.read_bytes())
        whole[whole.index(data) + len(data) // 2] ^= 1
        path.write_bytes(bytes(whole))


class TestLoose(Folders):
    """Packages as folders, with a collection."""

    options: ClassVar = {"package": "folder", "collection": "123456789/2"}

    def spoil(self, holding, place):
        flip(Path(holding.location, place))


class TestServer(TargetContract):
    """Items at the small DSpace."""

    @pytest.fixture
    def open_new(self, fake):
        return lambda: served(fake[1])

    @pytest.fixture(autouse=True)
    def _storage(self, fake):
        self.repository = fake[0]

    def spoil(self, holding, place):
        uuid = holding.location.rpartition("/")[2]
        stream = self.repository.streams[self.repository.items[uuid]["streams"][place]]
        stream["data"] = stream["data"][:-1] + bytes([stream["data"][-1] ^ 1])

    def only_one(self, target, holding, parcel):
        assert [holding.location.rpartition("/")[2]] == list(self.repository.items)


# What a package holds, as DSpace reads it


def as_dspace_reads(parcel, collection=None):
    package = b"".join(packed(parcel, collection).chunks())
    (item,) = fake_dspace.imported(fake_dspace.unzipped(package))
    return item


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.name)
def test_dspace_reads_what_we_say(bag):
    """Every field that the dry run tells is read by DSpace's rules, value for value, and no other."""
    with parcel_at(bag) as parcel:
        fields, streams, collections = as_dspace_reads(parcel, "123456789/2")
        told = opened("x").shipment(parcel).description
        kept = bitstreams(parcel)
    assert sorted((name, value) for name, value, _ in fields) == sorted(told)
    assert {name: measure((data,)) for name, (data, _) in streams.items()} == {
        stream.item.place: stream.item.fixity for stream in kept
    }
    assert collections == ["123456789/2"]


def test_what_contents_says(bag):
    """Each bitstream is in ORIGINAL and described; the document as received is the primary one, and only it."""
    with parcel_at(bag) as parcel:
        _, streams, collections = as_dspace_reads(parcel)
    name = bag.name
    assert {key: given.get("primary") for key, (_, given) in streams.items()} == {
        f"{name}.zip": None, f"{name}.txt": "true", f"{name}.normalized.txt": None, f"{name}.tei.xml": None,
    }  # fmt: skip
    assert all(given["bundle"] == "ORIGINAL" and given["description"] for _, given in streams.values())
    assert collections == []


def test_the_zip_in_the_item_is_the_whole_bag(bag):
    """Unpacked, it has every file of the bag, byte for byte."""
    import io

    with parcel_at(bag) as parcel:
        _, streams, _ = as_dspace_reads(parcel)
    with zipfile.ZipFile(io.BytesIO(streams[f"{bag.name}.zip"][0])) as package:
        found = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    assert found == {
        f"{bag.name}/{path.relative_to(bag)}": path.read_bytes() for path in bag.rglob("*") if path.is_file()
    }


def test_there_is_always_a_folder_above_the_items(bag):
    """DSpace would look for items elsewhere if some paths had three parts and others two."""
    with parcel_at(bag) as parcel:
        package = b"".join(packed(parcel, None).chunks())
    import io

    with zipfile.ZipFile(io.BytesIO(package)) as opened_package:
        names = [name for name in opened_package.namelist() if not name.endswith("/")]
    assert {len(name.split("/")) for name in names} == {3}
    assert {name.split("/")[1] for name in names} == {"item_000"}


def test_no_handle_is_given(bag):
    """A handle is the repository's to give."""
    with parcel_at(bag) as parcel:
        assert "item_000/handle" not in {item.place for item in unpacked(parcel, None)}


def test_a_bag_of_anybodys_is_described_by_its_bag_info(tmp_path):
    """Without a record there are title, description, publisher, identifier and key; and one bitstream, the primary one."""
    told = {
        "External_Description": "A <box> & more.",
        "Source_Organization": "A house",
        "External_Identifier": "box-7",
    }
    with parcel_at(foreign_bag(tmp_path / "a box", **told)) as parcel:
        fields, streams, _ = as_dspace_reads(parcel)
    assert [(name, value) for name, value, _ in fields] == [
        ("dc.title", "a box"),
        ("dc.description", "A <box> & more."),
        ("dc.publisher", "A house"),
        ("dc.identifier.other", "box-7"),
        ("dc.identifier.other", key_name(parcel.key)),
    ]
    ((name, (_, given)),) = streams.items()
    assert (name.startswith("a-box-"), given["primary"]) == (True, "true")


@pytest.mark.parametrize("name", ["contents", "handle", "collections", "relationships"])
def test_names_that_mean_something_to_dspace(name, bag, tmp_path):
    """A seed of such a name goes in the zip alone, and the item is still an item."""
    with parcel_at(bag) as parcel:
        layout = dataclasses.replace(parcel.layout, original=f"data/original/{name}")
        own = dataclasses.replace(parcel.file(parcel.layout.original), place=layout.original)
        renamed = dataclasses.replace(
            parcel, layout=layout, files=tuple(sorted((*parcel.files, own), key=lambda i: i.place))
        )
        names = [stream.item.place for stream in bitstreams(renamed)]
        assert name not in names
        assert f"{bag.name}.zip" in names
        assert as_dspace_reads(renamed)


@given(st.binary(min_size=32, max_size=32).map(bytes.hex))
@settings(deadline=None)
def test_a_key_and_its_name(key):
    """A key is told by its name, wherever in a text that stands."""
    assert key_in(f"<dcvalue>{key_name(key)}</dcvalue>") == key


def test_a_key_s_name_is_that_of_rfc_6920():
    """The example of RFC 6920 §8.1."""
    key = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    assert key_name(key) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


@pytest.mark.parametrize(
    "text", ["", "ni:///sha-256;short", "ni:///sha-512;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"]
)
def test_no_key(text):
    """Anything else tells no key."""
    assert key_in(text) is None


def test_documents_are_the_same_each_time(bag):
    """The same parcel gives the same XML."""
    with parcel_at(bag) as parcel:
        assert list(documents(parcel)) == list(documents(parcel))


# What speaks against it


def field(name):
    schema, element, *qualifier = name.split(".")
    return Field(schema, element, qualifier[0] if qualifier else None, "x", None)


@pytest.mark.parametrize(
    "name, known",
    [
        *((f"dc.{name}", True) for name in sorted(FIELDS)[:5]),
        ("dcterms.provenance", True),
        ("dc.nosuch", False),
        ("dcterms.nosuch", False),
        ("dcterms.created.w3cdtf", False),
        ("local.note", False),
    ],
)
def test_fields_are_those_of_the_registry(name, known):
    """A field that DSpace's default registry lacks is S0502, named as DSpace names it."""
    found = [finding.where for finding in misfits([field(name)]) if finding.code == "S0502"]
    assert found == ([] if known else [name])


def test_fields_that_dspace_asks_for():
    """Each of the three that is not given is S0501, a warning."""
    found = list(misfits([field("dc.title")]))
    assert [(finding.code, finding.where) for finding in found] == [
        ("S0501", "dc.date.issued"),
        ("S0501", "dc.type"),
    ]
    assert errors(found) == ()


def test_a_folder_that_is_not_there(bag, tmp_path):
    """It is S0503 and never made; to find there is E0681, which may pass."""
    target = opened(tmp_path / "away")
    with parcel_at(bag) as parcel:
        assert codes(errors(target.preflight(parcel))) == ["S0503"]
        with pytest.raises(Unavailable) as refused:
            target.find(parcel)
    assert refused.value.code == "E0681"
    assert not (tmp_path / "away").exists()


def test_a_folder_that_cannot_be_written(bag, root, monkeypatch):
    """S0504; root may write anywhere, so the system's answer is what is tried."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with parcel_at(bag) as parcel:
        assert codes(errors(opened(root).preflight(parcel))) == ["S0504"]


def test_a_folder_without_room(bag, root, monkeypatch):
    """A package that is larger than what is left is S0505."""
    status = os.statvfs(root)
    full = os.statvfs_result([*status[:4], 0, *status[5:]])
    monkeypatch.setattr(os, "statvfs", lambda path: full)
    with parcel_at(bag) as parcel:
        assert codes(errors(opened(root).preflight(parcel))) == ["S0505"]


@pytest.mark.parametrize("package", ["zip", "folder"])
def test_another_object_s_package_under_the_name(package, root, tmp_path):
    """It is S0506, is not found as ours, and is not written over."""
    target = opened(root, package=package)
    with parcel_at(foreign_bag(tmp_path / "a/box", {"data/a": b"a"}, External_Identifier="one")) as parcel:
        first = put(target, parcel)
    with parcel_at(foreign_bag(tmp_path / "b/box", {"data/a": b"b"}, External_Identifier="two")) as parcel:
        assert codes(errors(target.preflight(parcel))) == ["S0506"]
        assert target.find(parcel) is None
        assert put(target, parcel).location != first.location


@pytest.mark.parametrize(
    "options", [{"package": "tar"}, {"seconds": 0}, {"seconds": "soon"}, {"collection": "a\nb"}]
)
def test_options_that_cannot_be_taken(options, root):
    """E0603 before anything is touched."""
    with pytest.raises(SettingsError) as refused:
        opened(root, **options)
    assert refused.value.code == "E0603"


def test_no_location_is_named():
    """E0603."""
    with pytest.raises(SettingsError) as refused:
        opened("")
    assert refused.value.code == "E0603"


# What goes wrong in the folder


def test_a_name_that_the_system_does_not_take(root, tmp_path):
    """A bitstream whose name is too long is E0680, and what was staged can be taken back."""
    notes = []
    target = opened(root, package="folder")
    with parcel_at(foreign_bag(tmp_path / "box", {"data/a": b"x"})) as parcel:
        items = target.shipment(parcel).items
        long = dataclasses.replace(items[0], place=f"item_000/{'x' * 300}")
        target._last = (parcel, dataclasses.replace(target.shipment(parcel), items=(*items, long)))
        with pytest.raises(Rejected) as refused:
            target.stage(parcel, None, notes.append)
    assert refused.value.code == "E0680"
    target.rollback(notes[0])
    assert os.listdir(root) == []


class TestShelf(ShelfContract):
    """Packages beside each other."""

    codes, suffix = CODES, ".zip"

    def open_at(self, root):
        return opened(root)


def test_holdings_of_elsewhere(fake):
    """Nothing is read but what is an item of this server: E0684."""
    works = (
        lambda: list(served(fake[1]).read_back(Holding("https://elsewhere.example/api/core/items/1"), ["x"])),
        lambda: list(served(fake[1]).read_back(Holding(f"{fake[1]}/api/core/items/../../eperson"), ["x"])),
    )
    for work in works:
        with pytest.raises(Rejected) as refused:
            work()
        assert refused.value.code == "E0684"


# What a server may answer


@pytest.mark.parametrize("secrets", [{}, {"user_env": "x"}, {"password_env": "x"}])
def test_credentials_that_are_not_given(secrets, fake, bag):
    """E0685 before anything is sent."""
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        served(fake[1], secrets).find(parcel)
    assert refused.value.code == "E0685"
    assert fake[0].logins == 0


def test_credentials_that_are_wrong(fake, bag):
    """E0621 names the variables, and not what is in them."""
    secrets = {"user_env": "admin@example.org", "password_env": "quite another password"}
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        served(fake[1], secrets).find(parcel)
    assert refused.value.code == "E0621"
    assert "DSPACE_PASSWORD" in str(refused.value)
    assert "quite another" not in str(refused.value)


def test_a_login_without_a_token(fake, bag):
    """An answer that lets nobody in is E0629."""
    fake[0].wrong.add("no token")
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        served(fake[1]).find(parcel)
    assert refused.value.code == "E0629"


def test_a_token_that_expires(fake, bag):
    """We log in again, once, and the deposit goes on."""
    target = served(fake[1])
    with parcel_at(bag) as parcel:
        ticket = target.stage(parcel, target.find(parcel), lambda ticket: None)
        fake[0].tokens.clear()
        holding = target.commit(parcel, ticket)
        assert fake[0].logins == 2
        fake[0].tokens.clear()
        assert target.find(parcel) == holding
        target.close()


@pytest.mark.parametrize("wrong, code", [("unregistered", "S0502"), ("no import", "S0508")])
def test_what_a_server_lacks(wrong, code, fake, bag):
    """A field that its registry lacks, or leave to import, is an error before anything is sent."""
    fake[0].wrong.add(wrong)
    with parcel_at(bag) as parcel:
        assert codes(errors(served(fake[1]).preflight(parcel))) == [code]


def test_a_password_over_a_line_that_is_not_encrypted(fake, bag, monkeypatch):
    """S0509 warns, but not of a server on this machine."""
    with parcel_at(bag) as parcel:
        target = served(fake[1])
        assert "S0509" not in codes(target.preflight(parcel))
        monkeypatch.setattr("archive.targets.dspace.api.overheard", lambda url: True)
        assert "S0509" in codes(target.preflight(parcel))


@pytest.mark.parametrize("named", ["123456789/2", "uuid"])
def test_a_collection_by_handle_or_uuid(named, fake, bag):
    """Either names it."""
    uuid = next(iter(fake[0].collections))
    with parcel_at(bag) as parcel:
        target = served(fake[1], collection=uuid if named == "uuid" else named)
        assert not errors(target.preflight(parcel))
        assert put(target, parcel).key == parcel.key


def test_a_collection_that_is_not_there_or_not_chosen(fake, bag):
    """S0507 with those that there are, and E0689 if it is tried all the same."""
    fake[0].collections["11111111-2222-3333-4444-555555555555"] = ("123456789/7", "Maps")
    with parcel_at(bag) as parcel:
        for target, told in (
            (served(fake[1]), "123456789/7 (Maps)"),
            (served(fake[1], collection="123456789/99"), "123456789/99"),
        ):
            (found,) = errors(target.preflight(parcel))
            assert found.code == "S0507"
            assert told in found.found
            with pytest.raises(Rejected) as refused:
                target.stage(parcel, None, lambda ticket: None)
            assert refused.value.code == "E0689"


@pytest.mark.parametrize(
    "wrong, code, words",
    [("fail", "E0686", "No space left on device"), ("no item", "E0686", "mapfile"), ("note", "E0688", "MD5")],
)
def test_an_import_that_goes_wrong(wrong, code, words, fake, bag):
    """DSpace's own words are told; bytes that it noted otherwise are not taken for ours."""
    fake[0].wrong.add(wrong)
    target = served(fake[1])
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        put(target, parcel)
    assert refused.value.code == code
    assert words in str(refused.value)
    target.close()


def impatient(url, seconds):
    """A target whose clock runs as it sleeps."""
    now = [0.0]

    def sleep(pause):
        now[0] += pause

    pace = Pace(clock=lambda: now[0], sleep=sleep, chance=lambda: 0.5)
    session = Session(url, policy=Policy(), pace=pace)
    return ServerTarget(
        f"dspace:{url}", Api(session, fake_dspace.USER, fake_dspace.PASSWORD), None, seconds, pace
    )


def test_an_import_that_does_not_end(fake, bag):
    """E0687; once it has ended after all, the same deposit finds it and sends nothing twice."""
    repository, url = fake
    repository.wrong.add("hang")
    target = impatient(url, 60)
    with parcel_at(bag) as parcel:
        with pytest.raises(Unavailable) as refused:
            put(target, parcel)
        assert refused.value.code == "E0687"
        repository.wrong.clear()
        (process,) = repository.processes
        done = repository.run(
            "by hand", b"".join(packed(parcel, next(iter(repository.collections))).chunks())
        )
        process.update(status="COMPLETED", files=done["files"])
        holding = put(target, parcel)
        assert len(repository.items) == 1
        assert holding.location.endswith(next(iter(repository.items)))
        assert holding.persistent == f"hdl:{next(iter(repository.items.values()))['handle']}"
    target.close()


def test_an_item_that_was_deleted_is_brought_anew(fake, bag):
    """A process of an earlier deposit whose item is gone is not taken for a holding."""
    repository, url = fake
    target = served(url)
    with parcel_at(bag) as parcel:
        first = put(target, parcel)
        repository.items.clear()
        assert target.find(parcel) is None
        assert list(target.read_back(first, ["x"])) == []
        assert put(target, parcel) != first
        assert len(repository.items) == 1
    target.close()


def test_a_search_that_finds_too_much(fake, tmp_path):
    """An item whose identifier only contains ours is not ours."""
    target = served(fake[1])
    with parcel_at(foreign_bag(tmp_path / "a/box", {"data/a": b"a"}, External_Identifier="box-17")) as parcel:
        put(target, parcel)
    with parcel_at(foreign_bag(tmp_path / "b/box", {"data/a": b"b"}, External_Identifier="box-1")) as parcel:
        assert target.find(parcel) is None
    target.close()


def test_no_secret_is_told(fake, bag):
    """Neither user nor password stands in a holding, a ticket, or the target's name."""
    target = served(fake[1])
    with parcel_at(bag) as parcel:
        ticket = target.stage(parcel, None, lambda ticket: None)
        told = repr((ticket, target.commit(parcel, ticket), target.where, target.shipment(parcel)))
    assert fake_dspace.PASSWORD not in told
    assert urllib.parse.quote(fake_dspace.PASSWORD) not in told
    target.close()


def spoilt(tree, at, value):
    """The tree with another value in this place."""
    if not at:
        return value
    below = {key: spoilt(old, at[1:], value) if key == at[0] else old for key, old in pairs(tree)}
    return below if isinstance(tree, dict) else list(below.values())


def pairs(tree):
    return tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()


def places(tree, above=()):
    yield above
    for key, below in pairs(tree):
        yield from places(below, (*above, key))


@dataclasses.dataclass
class Lie:
    """One answer in JSON, the `nth`, is not what it was: in the place and with the value that `chosen` gives."""

    nth: int
    chosen: object
    seen: int = 0

    def __call__(self, request, forward):
        said = forward(request, request.body)
        if not said.body.startswith((b"{", b"[")):
            return said
        self.seen += 1
        if self.seen != self.nth:
            return said
        tree = json.loads(said.body)
        at, value = self.chosen(list(places(tree)))
        headers = tuple(pair for pair in said.headers if pair[0].lower() != "content-length")
        return Said(said.status, headers, json.dumps(spoilt(tree, at, value)).encode())


ANSWERS = 41


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, ANSWERS), st.integers(0, 99),
    st.sampled_from([None, [], {}, "word", 7, -1, True, [None], ["word"], {"uuid": 5}]),
)  # fmt: skip
def test_an_answer_that_is_not_dspaces(bag, nth, place, value):
    """Whatever stands in one place of one answer, the deposit ends well or with an error of ours."""
    lie = Lie(nth, lambda found: (found[place % len(found)], value))
    with fake_dspace.running() as (_, url), parcel_at(bag) as parcel:
        everything = Fault(lie, times=10**6)
        with proxy(url.removesuffix("/server"), everything) as wire:
            target = impatient(f"{wire.base}/server", 5)
            try:
                target.preflight(parcel)
                holding = put(target, parcel)
                asked = listed(target.shipment(parcel).items)
                for _, chunks in target.read_back(holding, asked):
                    measure(chunks)
            except DepositError:
                pass


def test_a_list_without_an_end(bag, monkeypatch):
    """A server that always has one page more is Rejected E0629."""
    monkeypatch.setattr(dspace_api, "_PAGES", 7)
    lie = Fault(endless, path=".*findSubmitAuthorized.*", times=100)
    with (
        fake_dspace.running() as (_, url), parcel_at(bag) as parcel, proxy(url.removesuffix("/server"), lie) as wire,
        pytest.raises(Rejected) as refused,
    ):  # fmt: skip
        impatient(f"{wire.base}/server", 5).preflight(parcel)
    assert refused.value.code == "E0629"
    assert len(wire.met) == 7


def endless(request, forward):
    return Said(
        200, (), json.dumps({"_embedded": {"collections": []}, "page": {"totalPages": 10**9}}).encode()
    )


@pytest.mark.parametrize(("then", "now"), [("zip", "folder"), ("folder", "zip")])
def test_a_package_comes_back_however_packages_are_made_now(root, bag, then, now):
    """Who audits need not say how it was deposited."""
    with parcel_at(bag) as parcel:
        before = opened(root, package=then)
        holding = put(before, parcel)
        wanted = {item.place: item.fixity for item in before.shipment(parcel).items}
        back = opened(root, package=now).read_back(holding, list(wanted))
        assert {place: measure(chunks) for place, chunks in back} == wanted


# Kills


STATES = ("before stage", "after note", "after stage", "after commit", "before read_back")


@pytest.mark.parametrize("moment", STATES)
def test_killed_and_run_again(bag, root, tmp_path, moment):
    """SIGKILL in every state of a deposit: the next run leaves one package, one receipt, and no litter."""
    kill_and_repeat(bag, f"dspace:{root}", tmp_path / "state", moment)
    assert os.listdir(root) == [f"{bag.name}.zip"]


ENVIRONMENT = {"DSPACE_USER": fake_dspace.USER, "DSPACE_PASSWORD": fake_dspace.PASSWORD}


@pytest.mark.parametrize("moment", STATES)
def test_killed_at_a_server_and_run_again(bag, fake, tmp_path, moment):
    """The same of a server: one item, whenever the deposit was killed."""
    kill_and_repeat(bag, f"dspace:{fake[1]}", tmp_path / "state", moment, env=ENVIRONMENT)
    assert len(fake[0].items) == 1


# A real DSpace


@pytest.fixture(scope="module")
def dspace():
    """A real DSpace, and whoever may do everything there."""
    from tests.servers.dspace import running

    try:
        with running() as site:
            yield site
    except Unobtainable as reason:
        pytest.skip(f"DSpace cannot be had: {reason}")


def at(site):
    return served(site.url, {"user_env": site.user, "password_env": site.password})


@pytest.fixture
def empty(dspace):
    """The real DSpace, without an item."""
    dspace.clear()
    return dspace


@pytest.mark.servers
class TestRealServer(TargetContract):
    """Items at a real DSpace."""

    @pytest.fixture
    def open_new(self, empty):
        self.site = empty
        return lambda: at(empty)

    def spoil(self, holding, place):
        target = at(self.site)
        ((_, chunks),) = target.read_back(holding, [place])
        data = b"".join(chunks)
        # Bitstreams of items that were deleted lie there too, until DSpace cleans up.
        stored = [
            path for path in self.site.assets.rglob("*") if path.is_file() and path.read_bytes() == data
        ]
        assert stored
        for path in stored:
            flip(path)
        target.close()

    def only_one(self, target, holding, parcel):
        assert self.site.items() == [holding.location.rpartition("/")[2]]

    @pytest.mark.parametrize("moment", ["after stage", "before commit", "after commit"])
    def test_broken_off_and_run_again(self, open_new, parcel, tmp_path, moment):
        """Broken off where the server's state changes, the next run gives one item, whole."""
        super().test_broken_off_and_run_again(open_new, parcel, tmp_path, moment)


@pytest.mark.servers
@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.name)
def test_a_real_dspace_keeps_each_bag(bag, empty):
    """Every field that the dry run tells is in the item, value for value; every bitstream comes back."""
    target = at(empty)
    with parcel_at(bag) as parcel:
        assert not errors(target.preflight(parcel))
        holding = put(target, parcel)
        item = target._api.get(f"/api/core/items/{holding.location.rpartition('/')[2]}")
        told = {(name, value) for name, value in target.shipment(parcel).description}
        kept = {(name, entry["value"]) for name, entries in item["metadata"].items() for entry in entries}
        assert told <= kept
        wanted = {thing.place: thing.fixity for thing in target.shipment(parcel).items}
        assert {place: measure(chunks) for place, chunks in target.read_back(holding, list(wanted))} == wanted
    target.close()


@pytest.mark.servers
def test_a_real_dspace_killed_and_run_again(bag, empty, tmp_path):
    """SIGKILL after the commit and before it was noted: the next run finds the item, and brings no second one."""
    environment = {"DSPACE_USER": empty.user, "DSPACE_PASSWORD": empty.password}
    kill_and_repeat(bag, f"dspace:{empty.url}", tmp_path / "state", "after commit", env=environment)
    assert len(empty.items()) == 1


@pytest.mark.servers
def test_a_real_dspace_refuses_a_wrong_password(bag, empty):
    """E0621, and the password is in no message."""
    target = served(empty.url, {"user_env": empty.user, "password_env": "quite another password"})
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        target.find(parcel)
    assert refused.value.code == "E0621"
    assert "quite another" not in str(refused.value)
