"""The WebDAV target: the contract on WsgiDAV and on Apache, a kill at every moment, and a hostile wire."""

import itertools
from typing import ClassVar

import pytest

from archive.bag.store import remove
from archive.errors import DepositError, Rejected, SettingsError, Unavailable
from archive.fixity import measure
from archive.journal import Journal, State
from archive.targets.drops import Form
from archive.targets.http import Policy, Session
from archive.targets.protocol import Holding, Ticket
from archive.targets.secrets import basic
from archive.targets.webdav import WebdavTarget, open_target
from archive.workflows.sending import Errand, send
from tests.servers import Unobtainable
from tests.servers.webdav import LOGIN, running, running_apache
from tests.targets.bags import foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import CLOCK, moments
from tests.targets.wire import (
    Fault,
    Said,
    alter,
    cut_answer,
    drop_answer,
    drop_in_upload,
    flip_answer,
    proxy,
    says,
    serving,
    shorten,
)
from tests.targets.wire import flip as flip_sent

NUMBERS = itertools.count()
FAST = Policy(tries=3, first=0.01, longest=0.05, patience=20, read=5)


def opened(base, **options):
    return open_target(base, options, lambda option, variable: LOGIN.get(variable))


def hasty(base):
    """The same, with little patience, so that a test of it is short."""
    headers = basic(*LOGIN.values())
    return WebdavTarget(f"webdav:{base}", Session(base, headers=headers, policy=FAST), Form())


def server_of(run, name):
    try:
        with run() as server:
            yield server
    except Unobtainable as reason:
        pytest.skip(f"{name}: {reason}")


@pytest.fixture(scope="module")
def wsgidav():
    yield from server_of(running, "wsgidav")


@pytest.fixture(scope="module")
def apache():
    yield from server_of(running_apache, "apache2")


@pytest.fixture
def collection(wsgidav):
    return made(wsgidav)


def made(server):
    """A new folder of the server's, as (address, path)."""
    name = f"box {next(NUMBERS)}"
    path = server.folder / name
    path.mkdir()
    path.chmod(0o777)
    return f"{server.base}/{name.replace(' ', '%20')}", path


class Collections(TargetContract):
    """What holds however bags are kept, and whoever serves them."""

    options: ClassVar = {}
    folder = None

    @pytest.fixture
    def open_new(self, wsgidav):
        base, self.folder = made(wsgidav)
        return lambda: opened(base, **self.options)

    def path(self, holding):
        return self.folder / holding.location.rsplit("/", 1)[1]

    def only_one(self, target, holding, parcel):
        assert [path.name for path in self.folder.iterdir()] == [self.path(holding).name]


@pytest.mark.servers
class TestFiles(Collections):
    """A bag is a collection, on WsgiDAV."""

    def spoil(self, holding, place):
        flip(self.path(holding) / place)


@pytest.mark.servers
class TestTar(Collections):
    """A bag is one file."""

    options: ClassVar = {"serialize": "tar"}

    def spoil(self, holding, place):
        flip(self.path(holding))


@pytest.mark.servers
class TestApache(TestFiles):
    """A bag is a collection, on Apache's mod_dav."""

    @pytest.fixture
    def open_new(self, apache):
        base, self.folder = made(apache)
        return lambda: opened(base)

    def only_one(self, target, holding, parcel):
        names = {path.name for path in self.folder.iterdir()} - {".DAV"}  # where mod_dav keeps properties
        assert names == {self.path(holding).name}


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def codes(findings):
    return [finding.code for finding in findings]


def put(target, parcel):
    return target.commit(parcel, target.stage(parcel, target.find(parcel), lambda ticket: None))


def sent(target, parcel, state):
    with Journal(state) as journal:
        errand = Errand(parcel, target.shipment(parcel), target, journal, CLOCK)
        done = send(errand)
        journal.add(errand.entry(State.VERIFIED))
        return done


def failed(do):
    """The code of the error that ended it, if one did."""
    try:
        do()
    except DepositError as error:
        return {error.code}
    return set()


@pytest.mark.servers
@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(
            each, marks=() if each in {"after note", "after stage", "after commit"} else pytest.mark.slow
        )
        for each in moments()
    ],
)
def test_killed_and_asked_again(collection, bag, tmp_path, moment):
    """After SIGKILL at any moment the same command gives one bag, one version, one receipt, and no litter."""
    base, folder = collection
    row = kill_and_repeat(bag, f"webdav:{base}", tmp_path / "state", moment, env=LOGIN)
    assert (row["version"], names(folder)) == ("1", [bag.name])


@pytest.mark.servers
@pytest.mark.parametrize("serialize", ["none", "tar"])
def test_two_writers_at_once(collection, bag, changed_bag, serialize):
    """Two bags of one name, staged by both before either commits, both get a place; one bag twice gets one."""
    base, folder = collection
    with parcel_at(bag) as one, parcel_at(changed_bag) as two, parcel_at(bag) as same:
        first, second, third = (opened(base, serialize=serialize) for _ in range(3))
        tickets = [target.stage(parcel, target.find(parcel), lambda ticket: None)
                   for target, parcel in ((first, one), (second, two))]  # fmt: skip
        holdings = first.commit(one, tickets[0]), second.commit(two, tickets[1])
        assert [holding.version for holding in holdings] == ["1", "2"]
        assert second.find(two) == holdings[1]
        late = third.stage(two, None, lambda ticket: None)
        assert third.commit(two, late) == holdings[1]
        assert same.key == one.key
    assert len(names(folder)) == 2


@pytest.mark.servers
def test_preflight_tells_what_stands_in_the_way(collection, bag, tmp_path, wsgidav):
    """A collection that is away, a file, a stranger's bag, what is no bag, and a name in other letters are told before."""
    base, folder = collection
    (folder / "file").write_text("x")
    with parcel_at(bag) as parcel:
        assert codes(opened(f"{base}/away").preflight(parcel)) == ["S0601"]
        assert codes(opened(f"{base}/file").preflight(parcel)) == ["S0601"]
        (folder / bag.name).mkdir()
        assert codes(opened(base).preflight(parcel)) == ["S0604"]
        (folder / bag.name).rename(folder / bag.name.upper())
        assert codes(opened(base).preflight(parcel)) == ["S0606"]
    for number, identifier in enumerate(("one", "two")):
        with parcel_at(foreign_bag(tmp_path / str(number) / "box", External_Identifier=identifier)) as parcel:
            assert codes(opened(base).preflight(parcel)) == ["S0603"] * number
            if not number:
                put(opened(base), parcel)


def test_room_and_passwords_in_the_clear_are_told_before(bag):
    """A quota that is too small is S0605; a password over plain HTTP to another machine is the warning S0610."""
    told = (
        b'<multistatus xmlns="DAV:"><response><href>/d/</href><propstat><prop><resourcetype><collection/></resourcetype>'
        b"<quota-available-bytes>1000</quota-available-bytes></prop></propstat></response></multistatus>"
    )
    with serving(lambda request: Said(207, (), told)) as base, parcel_at(bag) as parcel:
        assert codes(opened(f"{base}/d").preflight(parcel)) == ["S0605"]
        far = base.replace("127.0.0.1", "0.0.0.0")  # another machine, as far as the name goes
        plain = WebdavTarget("webdav:x", Session(f"{far}/d"), Form(), secret=True)
        assert "S0610" in codes(plain.preflight(parcel))


@pytest.mark.servers
@pytest.mark.parametrize("name", ["letter é.txt", "50% of it.txt", "a#b?c.txt", "a+b&c;d.txt", "a:b.txt"])
def test_names_that_an_address_has_to_escape(collection, tmp_path, name):
    """They come back under the name that they went by."""
    base, folder = collection
    path = foreign_bag(tmp_path / "box of odd names", {f"data/{name.replace('%', '%25')}": b"x"})
    if "%" in name:
        (path / f"data/{name.replace('%', '%25')}").rename(path / f"data/{name}")
    with parcel_at(path) as parcel:
        target = opened(base)
        holding = put(target, parcel)
        assert (folder / "box of odd names/data" / name).read_bytes() == b"x"
        ((_, chunks),) = target.read_back(holding, [f"data/{name}"])
        assert b"".join(chunks) == b"x"


FAULTS = {
    "the connection breaks in an upload": Fault(drop_in_upload(10), "PUT", nth=3),
    "the answer to an upload is lost": Fault(drop_answer(), "PUT", nth=3),
    "the answer to a new collection is lost": Fault(drop_answer(), "MKCOL", nth=2),
    "the answer to the move is lost": Fault(drop_answer(), "MOVE"),
    "the move is refused for now": Fault(says(503, ("Retry-After", "0")), "MOVE"),
    "the move fails": Fault(says(500), "MOVE"),
    "somebody has locked it": Fault(says(423), "MOVE"),
    "a byte is flipped in an upload": Fault(flip_sent(3), "PUT", "record.json"),
    "an upload arrives short": Fault(shorten(), "PUT", "record.json"),
    "the server is busy": Fault(says(503, ("Retry-After", "0")), "PUT", nth=3),
    "the server fails": Fault(says(500), "PUT", nth=2),
    "too many requests": Fault(says(429), "MKCOL", nth=2),
    "too large": Fault(says(413), "PUT", nth=2),
    "the password is no longer good": Fault(says(401), "PUT", nth=3, times=99),
    "a byte is flipped in what comes back": Fault(flip_answer(20), "GET", "record.json"),
    "what comes back is cut": Fault(cut_answer(20), "GET", "record.json"),
}


@pytest.mark.servers
@pytest.mark.parametrize("name", FAULTS)
def test_on_a_hostile_wire(collection, bag, tmp_path, name):
    """Whatever happens on the way, either the bag is there byte for byte, or the deposit says that it failed; again, it is there."""
    base, folder = collection
    with parcel_at(bag) as parcel:
        # The proxy's address is not the server's, so what names the server is set right, as a house's own proxy does.
        right = Fault(alter(lambda request: onward(request, base)), "MOVE")
        faults = (
            [FAULTS[name]] if FAULTS[name].method == "MOVE" and "lost" not in name else [FAULTS[name], right]
        )
        if name == "the answer to the move is lost":
            faults = [Fault(lost_move(base), "MOVE")]
        with proxy(base, *faults) as wire:
            errors = failed(lambda: sent(hasty(wire.base), parcel, tmp_path / "state"))
        assert wire.met
        assert errors <= {"E0605", "E0621", "E0622", "E0623", "E0631", "E0632", "E0633", "E0634"}
        if "E0605" in errors:
            assert names(folder) == [bag.name]
            remove(folder / bag.name)  # what is damaged there is for a person to remove
        again = sent(opened(base), parcel, tmp_path / "state")
        assert again.holding.version == "1"
        assert len(again.kept) == len(parcel.files)
    assert names(folder) == [bag.name]


def onward(request, base):
    request.headers = [
        (name, base.rsplit("/", 1)[0] + value[value.index("/", 8) :] if name == "Destination" else value)
        for name, value in request.headers
    ]


def lost_move(base):
    def act(request, forward):
        onward(request, base)
        forward(request, request.body)

    return act


@pytest.mark.servers
def test_a_wrong_password_names_its_variable(collection, bag):
    """It is E0621 with the variable's name, and the password stands nowhere."""
    base, _ = collection
    wrong = {"WEBDAV_USER": "archivist", "WEBDAV_PASSWORD": "planted-secret-word"}
    target = open_target(base, {}, lambda option, variable: wrong[variable])
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        target.find(parcel)
    assert (refused.value.code, "WEBDAV_PASSWORD" in refused.value.detail) == ("E0621", True)
    assert "planted" not in f"{refused.value}{refused.value!r}{target._session!r}{target.where}"


def test_what_is_no_multistatus(bag):
    """A server whose listing is no XML, or has a document type, is E0629."""
    for data in (b"hello", b'<!DOCTYPE x [<!ENTITY y "z">]><multistatus xmlns="DAV:"/>'):
        with serving(lambda request, data=data: Said(207, (), data)) as base, parcel_at(bag) as parcel:
            with pytest.raises(Rejected) as refused:
                opened(base).find(parcel)
            assert refused.value.code == "E0629"


def test_a_collection_that_went_away(bag):
    """It is Unavailable for whoever looks for a bag there, as a share may be that is not mounted."""
    with serving(lambda request: Said(404)) as base, parcel_at(bag) as parcel, pytest.raises(Unavailable):
        opened(base).find(parcel)


def test_names_that_are_no_addresses(bag):
    """A listing with what is no address, with blanks around one, and with a whole one in it is read all the same."""
    hrefs = (" /dav/ ", "http://[", "", f"\n/dav/{bag.name}.v2/\n", f"http://other.example/dav/{bag.name}/")
    rows = "".join(
        f"<response><href>{href}</href><propstat><prop><resourcetype><collection/></resourcetype></prop></propstat></response>"
        for href in hrefs
    )
    listing = Said(207, (), f'<multistatus xmlns="DAV:">{rows}</multistatus>'.encode())
    asked = []

    def server(request):
        asked.append((request.method, request.path))
        request.body  # noqa: B018 - read, so that the connection serves on
        return listing if request.method == "PROPFIND" else Said(404)

    with serving(server) as base, parcel_at(bag) as parcel:
        assert open_target(f"{base}/dav", {}, lambda option, variable: None).find(parcel) is None
    places = [path for method, path in asked if method == "HEAD"]
    assert places == [f"/dav/{bag.name}.v2/{bag.name}/bagit.txt", f"/dav/{bag.name}/bagit.txt"]


@pytest.mark.servers
@pytest.mark.parametrize(("then", "now"), [("none", "tar"), ("tar", "none")])
def test_a_bag_comes_back_however_bags_are_kept_now(collection, bag, then, now):
    """Who audits need not say how a bag was deposited: it is read as it stands, whole."""
    with parcel_at(bag) as parcel:
        before = opened(collection[0], serialize=then)
        holding = before.commit(parcel, before.stage(parcel, before.find(parcel), lambda ticket: None))
        wanted = {item.place: item.fixity for item in before.shipment(parcel).items}
        back = opened(collection[0], serialize=now).read_back(holding, list(wanted))
        assert {place: measure(chunks) for place, chunks in back} == wanted


def test_what_was_never_made_here():
    """A holding or a ticket of another place is E0694, and nothing is asked of the server."""
    target = opened("http://127.0.0.1:9/dav")
    for location in (
        "http://127.0.0.1:9/other/x",
        "http://127.0.0.1:9/dav/../x",
        "http://elsewhere.example/dav/x",
    ):
        with pytest.raises(Rejected) as held:
            list(target.read_back(Holding(location), ["bagit.txt"]))
        assert held.value.code == "E0694"
    with pytest.raises(Rejected) as taken:
        target.rollback(Ticket("../x"))
    assert taken.value.code == "E0694"


@pytest.mark.parametrize(
    ("location", "options", "login", "code"),
    [("https://h.example/d", {"serialize": "rar"}, LOGIN, "E0603"),
     ("https://h.example/d", {}, {"WEBDAV_USER": "archivist"}, "E0611"),
     ("ftp://h.example/d", {}, LOGIN, "E0620"), ("https://user:word@h.example/d", {}, LOGIN, "E0620")],
)  # fmt: skip
def test_settings_that_cannot_be_taken(location, options, login, code):
    """They are told before any server is asked, and no password in an address is told again."""
    with pytest.raises((SettingsError, Rejected)) as refused:
        open_target(location, options, lambda option, variable: login.get(variable))
    assert refused.value.code == code
    assert ":word" not in str(refused.value)


@pytest.mark.servers
def test_a_letter_box_in_a_collection(collection, bag, changed_bag):
    """A bag for APTrust is one file; the next of its name is refused until it was fetched."""
    base, folder = collection
    target = opened(base, receiver="aptrust")
    with parcel_at(bag) as old, parcel_at(changed_bag) as new:
        assert target.find(old) is None
        holding = put(target, old)
        assert (names(folder), target.find(old)) == ([f"{bag.name}.tar"], holding)
        with pytest.raises(Rejected) as refused:
            put(target, new)
        assert refused.value.code == "E0607"
        (folder / f"{bag.name}.tar").unlink()
        assert put(target, new).version == "1"
