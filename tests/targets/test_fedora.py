"""Fedora: the contract on a real server and on a small one of our own, hostile wires between, kills, and what is stored."""

import contextlib
import dataclasses
import itertools
import json
import threading
import time
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import DepositError, Rejected, SettingsError, Unavailable
from archive.findings import errors
from archive.fixity import measure
from archive.targets import fedora as ours
from archive.targets.fedora import resources
from archive.targets.fedora.target import FedoraTarget
from archive.targets.http import Session
from archive.targets.parcel import Item
from archive.targets.protocol import listed
from archive.targets.retrying import Policy
from archive.targets.secrets import basic
from tests.servers import Unobtainable, fedora
from tests.targets.bags import PAYLOAD, foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.fake_fedora import ROOT, FakeFedora
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import moments
from tests.targets.wire import (
    Fault,
    Said,
    alter,
    cut_answer,
    delay,
    drop_answer,
    drop_in_upload,
    flip,
    flip_answer,
    lie,
    proxy,
    says,
    serving,
    shorten,
)

NUMBERS = itertools.count(1)
QUICK = Policy(tries=4, first=0.01, longest=0.1, connect=5, read=30)
BINARY = r"/data/"


@pytest.fixture(scope="session", params=fedora.VERSIONS)
def server(request, tmp_path_factory):
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(fedora.running(tmp_path_factory.mktemp("fedora"), request.param))
        except Unobtainable as reason:
            pytest.skip(f"Fedora {request.param}: {reason}")
        yield server


one_version = pytest.mark.parametrize("server", [fedora.MODULES], indirect=True, scope="session")


@pytest.fixture
def small():
    """Our own small Fedora, and its address."""
    handler = FakeFedora()
    with serving(handler) as base:
        yield handler, f"{base}{ROOT}"


def opened(base, user="", password=""):
    session = Session(base, headers=basic(user, password) if user else {}, secrets=[password], policy=QUICK)
    return FedoraTarget(session, credentials=bool(user), attempts=QUICK)


def real(server, base=None):
    return opened(base or server.base, server.details["user"], server.details["password"])


def put(target, parcel, notes=None):
    ticket = target.stage(parcel, target.find(parcel), (notes if notes is not None else []).append)
    return target.commit(parcel, ticket)


def held(target, holding, parcel):
    return {place: measure(chunks) for place, chunks in target.read_back(holding, listed(parcel.files))}


def wanted(parcel):
    return {item.place: item.fixity for item in parcel.files}


class Versioned:
    """What the contract asks of a Fedora besides."""

    def only_one(self, target, holding, parcel):
        """One version, and no transaction left that holds the object: it can be changed at once."""
        assert target._versions(target._group(parcel)) == [holding.version]
        again = dataclasses.replace(parcel, key="0" * 64)
        target.rollback(target.stage(again, None, lambda ticket: None))


class TestSmall(Versioned, TargetContract):
    """The contract on our own small server, which answers as the real ones do."""

    @pytest.fixture
    def open_new(self, small):
        return lambda: opened(small[1])

    @pytest.fixture(autouse=True)
    def _server(self, small):
        self.handler = small[0]

    def spoil(self, holding, place):
        path = f"{urlsplit(holding.location).path[len(ROOT) :]}/{resources.address(place)}"
        label, data = self.handler.resources[path].versions[-1]
        self.handler.resources[path].versions[-1] = (label, bytes([data[0] ^ 1]) + data[1:])


@pytest.mark.servers
class TestFedora(Versioned, TargetContract):
    """The contract on Fedora itself."""

    @pytest.fixture
    def open_new(self, server):
        base = f"{server.base}/test-{next(NUMBERS)}"
        return lambda: real(server, base)

    @pytest.fixture(autouse=True)
    def _server(self, server):
        self.server = server

    def spoil(self, holding, place):
        """One byte of the file in Fedora's own OCFL root."""
        folder = stored(self.server, holding.location)
        inventory = json.loads((folder / "inventory.json").read_text())
        state = inventory["versions"][inventory["head"]]["state"]
        (digest,) = [digest for digest, paths in state.items() if place in paths]
        file = folder / inventory["manifest"][digest][0]
        data = bytearray(file.read_bytes())
        data[0] ^= 1
        file.write_bytes(data)
        self.spoiled = file, bytes([data[0] ^ 1]) + bytes(data[1:])

    def test_damage_at_rest_is_seen(self, target, parcel):
        """One flipped byte in the repository's storage is seen when it is read back, and by Fedora's own check of fixity."""
        super().test_damage_at_rest_is_seen(target, parcel)
        place = resources.address(parcel.files[-1].place)
        told = target._session.ask(
            "GET", f"{target._group(parcel)}/{place}/fcr:fixity", headers={"Accept": "application/n-triples"}
        )
        assert b'"BAD_CHECKSUM"' in told.data
        file, whole = self.spoiled
        file.write_bytes(whole)  # other tests judge the whole root


def stored(server, location):
    """The folder of an object in Fedora's OCFL root."""
    identifier = f"info:fedora{urlsplit(location).path.removeprefix(urlsplit(server.base).path)}"
    for inventory in Path(server.details["ocfl"]).rglob("inventory.json"):
        if (
            not inventory.parent.name.startswith("v")
            and json.loads(inventory.read_text())["id"] == identifier
        ):
            return inventory.parent
    raise AssertionError(f"{identifier} is not stored")


# What a wire may do while a bag is sent: each ends well, for what was lost or spoiled is sent again.
MENDED = {
    "a bit flipped in a file": Fault(flip(5), "PUT", BINARY),
    "a file cut short": Fault(shorten(3), "PUT", BINARY, nth=2),
    "the line cut in a file": Fault(drop_in_upload(20), "PUT", BINARY, nth=3),
    "the answer to a file lost": Fault(drop_answer(), "PUT", BINARY, nth=2),
    "the answer to the description lost": Fault(drop_answer(), "PUT", r"/urn-[^/]*$"),
    "the answer to the beginning lost": Fault(drop_answer(), "POST", "fcr:tx$"),
    "the answer to the commit lost": Fault(drop_answer(), "PUT", "fcr:tx/"),
    "busy": Fault(says(503, ("Retry-After", "0")), "PUT", BINARY, times=2),
    "too many requests": Fault(says(429, ("Retry-After", "0")), "PUT", "fcr:tx/"),
    "slow": Fault(delay(0.5), "PUT", BINARY),
    "the transaction rolled back by another": Fault(
        alter(lambda request: request.headers.append(("Atomic-ID", "0"))), "PUT", BINARY, nth=99
    ),
}
DENIED = {
    "every file flipped": (Fault(flip(5), "PUT", BINARY, times=99), Rejected, "E0651"),
    "401": (Fault(says(401), "PUT", BINARY, nth=2, times=99), Rejected, "E0621"),
    "403 at the beginning": (Fault(says(403), "POST", "fcr:tx$", times=99), Rejected, "E0621"),
    "412": (Fault(says(412), "PUT", BINARY), Rejected, "E0622"),
    "413": (Fault(says(413), "PUT", BINARY), Rejected, "E0623"),
    "500": (Fault(says(500), "PUT", BINARY), Unavailable, "E0634"),
    "500 at the commit": (Fault(says(500), "PUT", "fcr:tx/"), Unavailable, "E0634"),
    "never an answer": (Fault(drop_in_upload(0), "PUT", BINARY, times=99), Unavailable, "E0631"),
    "always busy": (Fault(says(503), "PUT", BINARY, times=99), Unavailable, "E0633"),
    "locked": (
        Fault(says(409, body=b"it is being updated by another transaction"), "PUT", BINARY, times=99),
        Unavailable, "E0653",
    ),
    "over": (
        Fault(says(410, body=b"Transaction has already been rolled back."), "PUT", BINARY, times=99),
        Unavailable, "E0652",
    ),
    "a conflict of another kind": (Fault(says(409, body=b"no"), "PUT", BINARY), Rejected, "E0622"),
    "over at the commit": (Fault(says(410), "PUT", "fcr:tx/"), Rejected, "E0652"),
    "no commit": (Fault(says(409), "PUT", "fcr:tx/"), Rejected, "E0652"),
    "a commit that is none": (Fault(says(204), "PUT", "fcr:tx/"), Rejected, "E0656"),
    "a transaction without a name": (Fault(lie("Location", ""), "POST", "fcr:tx$"), Rejected, "E0650"),
    "deleted": (Fault(says(410, body=b"tombstone"), "PUT", r"/urn-[^/]*$"), Rejected, "E0654"),
}  # fmt: skip
del MENDED["the transaction rolled back by another"]


def mended(base, fault, bag, connect):
    with proxy(base, fault) as wire, parcel_at(bag) as parcel:
        target, direct = connect(wire.base), connect(base)
        holding = put(target, parcel)
        assert wire.met
        found = direct.find(parcel)
        assert (found.key, found.version) == (parcel.key, holding.version)
        assert held(direct, found, parcel) == wanted(parcel)
        Versioned().only_one(direct, found, parcel)
        target.close()
        direct.close()


def denied(base, row, bag, connect):
    fault, kind, code = row
    with proxy(base, fault) as wire, parcel_at(bag) as parcel:
        target, direct = connect(wire.base), connect(base)
        notes = []
        with pytest.raises(kind) as refused:
            put(target, parcel, notes)
        assert refused.value.code == code
        assert wire.met
        for ticket in notes:
            direct.rollback(ticket)
        assert direct.find(parcel) is None
        holding = put(direct, parcel)
        Versioned().only_one(direct, holding, parcel)
        target.close()
        direct.close()


@pytest.mark.parametrize("name", MENDED)
def test_a_wire_that_spoils_once(name, bag, small):
    """What was lost or spoiled on its way once is sent again: one object, one version, right bytes."""
    mended(small[1], MENDED[name], bag, opened)


@pytest.mark.parametrize("name", DENIED)
def test_a_wire_that_says_no(name, bag, small):
    """Each refusal has its code; after the rollback nothing is left, and the same bag can be put."""
    denied(small[1], DENIED[name], bag, opened)


@pytest.mark.servers
@one_version
@pytest.mark.parametrize("name", MENDED)
def test_a_wire_to_fedora_that_spoils_once(name, bag, server):
    """The same, and it is Fedora itself that refuses bytes whose digest differs."""
    mended(f"{server.base}/test-{next(NUMBERS)}", MENDED[name], bag, lambda base: real(server, base))


@pytest.mark.servers
@one_version
@pytest.mark.parametrize("name", DENIED)
def test_a_wire_to_fedora_that_says_no(name, bag, server):
    """The same with Fedora's own transactions behind the wire."""
    denied(f"{server.base}/test-{next(NUMBERS)}", DENIED[name], bag, lambda base: real(server, base))


@pytest.mark.parametrize("spoil", [flip_answer(3), cut_answer(3)])
def test_a_wire_that_spoils_what_is_read_back(spoil, bag, small):
    """A flipped bit is in what is given back, for the caller to see; what comes in part is asked for again."""
    with proxy(small[1], Fault(spoil, "GET", "/data/.*txt")) as wire, parcel_at(bag) as parcel:
        target = opened(wire.base)
        holding = put(target, parcel)
        differing = [
            place
            for place, fixity in held(target, holding, parcel).items()
            if fixity != wanted(parcel)[place]
        ]
        assert len(wire.met) == 1
        assert len(differing) == (0 if wire.seen.count(wire.met[0]) > 1 else 1)
        target.close()


def versions(tmp_path):
    """Three bags of one identifier: the second lacks a file and has another, the third has the first's again."""
    tops = []
    for number, drop, more in (
        (1, None, None),
        (2, "data/empty.txt", "data/new #.txt".replace("#", "n")),
        (3, None, None),
    ):
        payload = {path: data for path, data in PAYLOAD.items() if path != drop}
        payload |= {more: b"new"} if more else {}
        payload["data/letter one.txt"] = f"Dear {number},\n".encode()
        tops.append(
            foreign_bag(tmp_path / str(number) / "letters", payload, External_Identifier="urn:x:letters")
        )
    return tops


def three_versions(target, tmp_path, *, keeps_deleted):
    with contextlib.ExitStack() as stack:
        parcels = [stack.enter_context(parcel_at(top)) for top in versions(tmp_path)]
        holdings = [put(target, parcel) for parcel in parcels]
        assert len({holding.version for holding in holdings}) == 3
        for parcel, holding in zip(parcels, holdings, strict=True):
            assert target.find(parcels[0]) == holdings[-1]
            there = held(target, holding, parcel)
            missing = wanted(parcel).keys() - there.keys()
            assert there.items() <= wanted(parcel).items()
            assert not missing or not keeps_deleted
            assert "data/nowhere.txt" not in there
        assert held(target, holdings[-1], parcels[-1]) == wanted(parcels[-1])
        assert "data/new n.txt" not in held(target, holdings[-1], parcels[1])


@pytest.mark.parametrize("overwrites", [True, False])
def test_files_that_go_and_come_again(tmp_path, overwrites):
    """A version without a file, and one that has it again, hold what their bags held; unchanged files are not sent again."""
    handler = FakeFedora(overwrites=overwrites)
    with serving(handler) as base:
        target = opened(f"{base}{ROOT}")
        three_versions(target, tmp_path, keeps_deleted=overwrites)
        sent = [path for method, path in handler.sent if method == "PUT" and path.endswith("page.bin")]
        assert len(sent) == 1
        target.close()


@pytest.mark.servers
def test_files_that_go_and_come_again_in_fedora(tmp_path, server):
    """The same on Fedora; 6.1 no longer gives an older version's files once they were deleted and came again."""
    target = real(server, f"{server.base}/test-{next(NUMBERS)}")
    three_versions(target, tmp_path, keeps_deleted=fedora.MODULES in server.details["version"])
    target.close()


NAMES = (
    "q?x.txt", "back\\slash", "line\nfeed", "semi;x=1", "plus+and&.txt", "dot./x", ".hidden", "a:b", "tilde~", "br[1]{2}.txt", "pipe|.txt",
    "caret^`.txt", "quo'\".txt", "lt<>.txt", "l" * 241, "語" * 30, "/".join(["d" * 40] * 6), "two  blanks", " lead", "trail ",
    "e\u0301.txt", "a@b,c!$*()", "100%.txt", "%41", "%zz", "fedora:x", "FCR:x", "é.txt",
)  # fmt: skip
REFUSED = (
    "h#x",
    "fcr:x",
    "x~fcr-desc.nt",
    "fcr-container.nt",
    ".fcrepo/x",
    "l" * 242,
    "/".join(["d" * 40] * 12),
    "語" * 81,
)


def one_item(place, data=b"x"):
    return Item(place, measure([data]), "text/plain", lambda: iter([data]))


@pytest.mark.servers
def test_names_of_every_kind(tmp_path, server):
    """What preflight lets pass comes back from Fedora; what it refuses Fedora does not take, or cannot keep."""
    target = real(server, f"{server.base}/test-{next(NUMBERS)}")
    with parcel_at(foreign_bag(tmp_path / "bag")) as parcel:
        items = tuple(one_item(f"data/{name}", name.encode()) for name in NAMES)
        whole = dataclasses.replace(parcel, files=(*parcel.files, *items))
        assert not errors(target.preflight(whole))
        holding = put(target, whole)
        assert held(target, holding, whole) == wanted(whole)
        for name in REFUSED:
            bad = dataclasses.replace(
                parcel, identifier=f"urn:x:{next(NUMBERS)}", files=(*parcel.files, one_item(f"data/{name}"))
            )
            assert {finding.code for finding in errors(target.preflight(bad))} == {"S0202"}
            notes = []
            with pytest.raises(DepositError):
                target.commit(bad, target.stage(bad, None, notes.append))
            for ticket in notes:
                target.rollback(ticket)
    target.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_passes(name, tmp_path, small):
    """Nothing speaks against it, but S0204 where some servers refuse the address."""
    with parcel_at(foreign_bag(tmp_path / "bag")) as parcel:
        target = opened(small[1])
        found = target.preflight(dataclasses.replace(parcel, files=(one_item(f"data/{name}"),)))
        assert [finding.code for finding in found] == ["S0204"] * (not {"%", "\\", "\n"}.isdisjoint(name))
        target.close()


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_fedora_refuses(name, tmp_path, small):
    """S0202, before anything is sent."""
    with parcel_at(foreign_bag(tmp_path / "bag")) as parcel:
        target = opened(small[1])
        found = target.preflight(dataclasses.replace(parcel, files=(one_item(f"data/{name}"),)))
        assert {finding.code for finding in found} == {"S0202"}
        target.close()


def test_a_deleted_object_is_not_brought_back(bag, small):
    """A tombstone is a finding, and an error if it comes to be while the bag is sent."""
    handler, base = small
    with parcel_at(bag) as parcel:
        target = opened(base)
        put(target, parcel)
        group = target._group(parcel)
        handler.resources[group].versions.append(("20990101000000", None))
        assert target.find(parcel) is None
        assert {finding.code for finding in target.preflight(parcel)} == {"S0203"}
        with pytest.raises(Rejected, match="E0654"):
            put(target, parcel)
        target.close()


def test_something_else_at_the_address(bag, small):
    """An object of another identifier, or one that is no archival group, is never written over."""
    handler, base = small
    with parcel_at(bag) as parcel:
        target = opened(base)
        put(target, parcel)
        group = target._group(parcel)
        handler.resources[group].versions[-1] = ("20990101000000", b'dcterms:identifier "urn:x:other" .\n')
        with pytest.raises(Rejected, match="E0655"):
            target.find(parcel)
        handler.resources[group].group = "/somewhere"
        with pytest.raises(Rejected, match="E0655"):
            target.find(parcel)
        target.close()


def test_no_fedora_at_the_address(bag):
    """A server without transactions is E0650, before anything is sent."""
    with serving(lambda request: Said(404)) as base, parcel_at(bag) as parcel:
        target = opened(f"{base}/fcrepo/rest")
        with pytest.raises(Rejected, match="E0650"):
            target.preflight(parcel)
        target.close()


def test_a_container_beneath_the_root(bag, small):
    """The location may be a container that is not there yet: transactions are found above it."""
    with parcel_at(bag) as parcel:
        target = opened(f"{small[1]}/deposits/letters")
        holding = put(target, parcel)
        assert holding.location.startswith(f"{small[1]}/deposits/letters/urn-")
        assert held(target, holding, parcel) == wanted(parcel)
        target.close()


def test_a_password_over_a_line_that_is_not_encrypted(bag, small, monkeypatch):
    """S0201 warns, but not of a server on this machine."""
    with parcel_at(bag) as parcel:
        target = opened(small[1], "u", "pass-word")
        assert target.preflight(parcel) == ()
        monkeypatch.setattr("archive.targets.fedora.target.overheard", lambda url: True)
        assert [finding.code for finding in target.preflight(parcel)] == ["S0201"]
        target.close()


def slow(parcel, seconds):
    """The parcel whose largest file takes so long to be read."""
    largest = max(parcel.files, key=lambda item: item.fixity.size)

    def source():
        for chunk in largest.source():
            yield chunk[:100]
            time.sleep(seconds)
            yield chunk[100:]

    bent = dataclasses.replace(largest, source=source)
    return dataclasses.replace(
        parcel, files=tuple(bent if item is largest else item for item in parcel.files)
    )


def test_a_transaction_outlives_a_long_upload(bag):
    """It is refreshed from beside while a file is sent that takes longer than a transaction lives."""
    handler = FakeFedora(lifetime=1.2)
    with serving(handler) as base, parcel_at(bag) as parcel:
        target = opened(f"{base}{ROOT}")
        holding = put(target, slow(parcel, 3))
        assert len(handler.closed) == 1
        assert held(target, holding, parcel) == wanted(parcel)
        target.close()
    assert not [thread for thread in threading.enumerate() if "refresh" in thread.name]


def test_a_transaction_that_expired_before_its_commit(bag):
    """A commit that comes too late is E0652, nothing is shown, and the bag can be staged anew."""
    with serving(FakeFedora(lifetime=1)) as base, parcel_at(bag) as parcel:
        target = opened(f"{base}{ROOT}")
        ticket = target.stage(parcel, None, lambda ticket: None)
        time.sleep(1.3)
        with pytest.raises(Rejected, match="E0652"):
            target.commit(parcel, ticket)
        assert target.find(parcel) is None
        target.rollback(ticket)
        put(target, parcel)
        target.close()


def test_a_dead_run_holds_the_object_until_its_ticket_is_taken_back(bag, small):
    """Another's lock is E0653; once the ticket in the journal is rolled back, the bag can be put."""
    with parcel_at(bag) as parcel:
        dead, target = opened(small[1]), opened(small[1])
        ticket = dead.stage(parcel, None, lambda ticket: None)
        notes = []
        with pytest.raises(Unavailable, match="E0653"):
            target.stage(parcel, None, notes.append)
        target.rollback(notes[-1])
        target.rollback(ticket)
        put(target, parcel)
        dead.close()
        target.close()


def test_every_attempt_is_noted_and_taken_back(bag, small):
    """Each attempt has its own transaction, noted before anything is sent in it; only the last is open at the end."""
    handler, base = small
    with proxy(base, Fault(flip(), "PUT", BINARY, times=2)) as wire, parcel_at(bag) as parcel:
        target, notes = opened(wire.base), []
        ticket = target.stage(parcel, None, notes.append)
        assert len({note.reference for note in notes}) == 3
        assert [note.rpartition("/")[2] for note in (ticket.reference,)] == list(handler.open)
        target.close()


def test_two_deposits_of_one_bag_at_once(bag, small):
    """Who comes second finds it there, and makes no second version."""
    with parcel_at(bag) as parcel:
        one, two = opened(small[1]), opened(small[1])
        found = two.find(parcel)
        first = put(one, parcel)
        second = two.commit(parcel, two.stage(parcel, found, lambda ticket: None))
        assert first == second
        Versioned().only_one(one, first, parcel)
        one.close()
        two.close()


def test_what_fedora_is_told(bag, small):
    """Title, identifier and key are triples of the group; labels of authorities stand beside their addresses; no secret is there."""
    with parcel_at(bag) as parcel:
        target = opened(small[1], "user", "pass-word")
        shipment = target.shipment(parcel)
        assert ("dcterms:identifier", parcel.identifier) in shipment.description
        key = urlsafe_b64encode(bytes.fromhex(parcel.key)).decode().rstrip("=")
        assert (
            "<http://www.w3.org/ns/prov#wasDerivedFrom>",
            f"ni:///sha-256;{key}",
        ) in shipment.description
        assert {triple.subject for triple in resources.triples(parcel)} == {"", "#description"}
        assert shipment.items == parcel.files
        assert "pass-word" not in repr((shipment, target.where, target.capabilities()))
        target.close()


def test_the_triples_are_turtle_that_another_reads(bag):
    """rdflib reads the body that is sent, and finds the same statements."""
    rdflib = pytest.importorskip("rdflib")
    with parcel_at(bag) as parcel:
        read = rdflib.Graph().parse(
            data=resources.body(parcel), format="turtle", publicID="http://x.example/g"
        )
        assert len(read) == len(resources.triples(parcel))
        subjects = {str(subject) for subject in read.subjects()}
        assert subjects == {"http://x.example/g", "http://x.example/g#description"}


@given(st.text(min_size=1), st.text(min_size=1))
@settings(deadline=None)
def test_groups_of_two_identifiers_have_two_names(one, two):
    """A name is made of the identifier alone, and is one part of a path."""
    assert resources.group_name(one) == resources.group_name(one)
    assert "/" not in resources.group_name(one)
    assert one == two or resources.group_name(one) != resources.group_name(two)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_answer_is_read_without_a_fault(data):
    """What is no N-Triples gives nothing, and raises nothing."""
    noise = b"<> <http://www.w3.org/ns/prov#wasDerivedFrom> <ni:///sha-256;" + data + b"> .\n"
    assert resources.described(data, "http://a/b").key is None
    key = resources.described(noise, "http://a/b").key
    assert key is None or len(key) == 64
    assert resources.labels(data) == []


def test_escapes_in_an_answer():
    """Literals and addresses with escapes are read as they were meant."""
    data = rb'<http://h/g> <http://purl.org/dc/terms/identifier> "a \"b\"\n\u00e9 \U0001F600"@en .'
    assert resources.described(data, "http://h/g").identifiers == {'a "b"\né 😀'}
    listing = b"<http://other:1/g> <http://www.w3.org/ns/ldp#contains> <http://other:1/g/data/a%20b.txt> ."
    assert resources.described(listing, "http://h/g").files == {"data/a%20b.txt"}


def test_what_is_said_of_a_part_is_not_said_of_the_group():
    """Identifiers and keys of things within the group, or of others, are not the group's."""
    key = f"ni:///sha-256;{'A' * 43}"
    of = '<{subject}> <http://purl.org/dc/terms/identifier> "a" .\n<{subject}> <{derived}> <{key}> .'
    said = {
        subject: resources.described(
            of.format(subject=subject, derived=resources.DERIVED, key=key).encode(), "http://h/rest/g%3A1"
        )
        for subject in (
            "http://h/rest/g:1",
            "http://proxy/x/g%3A1",
            "http://h/rest/g:1#agent",
            "http://h/rest/g",
            "http://[",
        )
    }
    known = {
        subject for subject, found in said.items() if (found.identifiers, found.key) == ({"a"}, "0" * 64)
    }
    assert known == {"http://h/rest/g:1", "http://proxy/x/g%3A1"}
    assert not any(found.identifiers or found.key for subject, found in said.items() if subject not in known)


def test_what_is_listed_compared_with_what_is_meant():
    """A file is gone only if no reading of its address is a file of the bag."""
    files = frozenset({"data/a%20b", "data/%41", "data/gone"})
    assert resources.compared(files, frozenset({"data/a b", "data/%41", "data/new"})) == (
        {"data/a b", "data/%41"},
        ("data/gone",),
    )


@pytest.mark.parametrize("timeout", [0, -1, True, "soon", "0"])
def test_a_timeout_that_is_none(timeout):
    """E0603 names the option."""
    with pytest.raises(SettingsError, match="E0603 timeout"):
        ours.open_target("http://a.example/rest", {"timeout": timeout}, lambda option, default: None)


def variables(environ, options):
    return lambda option, default: environ.get(options.get(option, default))


def test_the_variables(small, bag):
    """User and password come from the variables that the options name, or from FEDORA_USER and FEDORA_PASSWORD."""
    seen = []

    def handler(request):
        seen.append(request.header("authorization"))
        return Said(401)

    environ = {"FEDORA_USER": "u", "FEDORA_PASSWORD": "p-one", "OTHER": "p-two"}
    rows = (
        ({}, ("u", "p-one")),
        ({"user": "x", "password_env": "OTHER"}, ("x", "p-two")),
        ({"timeout": "9"}, ("u", "p-one")),
    )
    with serving(handler) as base, parcel_at(bag) as parcel:
        for options, (user, password) in rows:
            target = ours.open_target(base, options, variables(environ, options))
            with pytest.raises(Rejected, match="E0621") as refused:
                target.find(parcel)
            assert options.get("password_env", "FEDORA_PASSWORD") in refused.value.detail
            assert password not in str(refused.value)
            assert seen[-1] == basic(user, password)["Authorization"]
            target.close()
    assert (
        ours.open_target("http://a.example/rest/", {}, lambda option, default: None).where
        == "fedora:http://a.example/rest"
    )


@pytest.mark.servers
@one_version
@pytest.mark.parametrize("moment", moments())
def test_killed_and_run_again(moment, bag, server, tmp_path):
    """SIGKILL at any moment, then the same command again: one object, one version, one receipt, and then nothing to do."""
    base = f"{server.base}/test-{next(NUMBERS)}"
    env = {"FEDORA_USER": server.details["user"], "FEDORA_PASSWORD": server.details["password"]}
    row = kill_and_repeat(bag, f"fedora:{base}", tmp_path / "state", moment, env=env)
    target = real(server, base)
    with parcel_at(bag) as parcel:
        holding = target.find(parcel)
        assert (row["location"], row["version"]) == (holding.location, holding.version)
        assert held(target, holding, parcel) == wanted(parcel)
        Versioned().only_one(target, holding, parcel)
    target.close()
    for path in (tmp_path / "state").rglob("*"):
        assert path.is_dir() or server.details["password"].encode() not in path.read_bytes()


@pytest.mark.servers
def test_what_fedora_keeps_is_sound_ocfl(bag, server):
    """Our own OCFL validator finds nothing in the root that Fedora wrote, and the bag's files are in it under their own paths."""
    from archive.ocfl.roots import judge_root

    target = real(server, f"{server.base}/test-{next(NUMBERS)}")
    with parcel_at(bag) as parcel:
        folder = stored(server, put(target, parcel).location)
        inventory = json.loads((folder / "inventory.json").read_text())
        logical = {path for paths in inventory["versions"]["v1"]["state"].values() for path in paths}
        assert {item.place for item in parcel.files} <= logical
    judged = list(judge_root(Path(server.details["ocfl"])))
    assert len(judged) > 1
    assert [finding for one in judged for finding in errors(one.findings)] == []
    target.close()


@pytest.mark.servers
def test_fedora_ends_a_transaction_that_nobody_uses(bag, tmp_path):
    """With a short session timeout: a long upload is kept alive, a late commit is E0652, and a dead run's lock passes."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(fedora.running(tmp_path / "fedora", session=4.0))
        except Unobtainable as reason:
            pytest.skip(f"Fedora: {reason}")
        parcel = stack.enter_context(parcel_at(bag))
        target = real(server)
        ticket = target.stage(parcel, None, lambda ticket: None)
        time.sleep(5)
        with pytest.raises(Rejected, match="E0652"):
            target.commit(parcel, ticket)
        dead = stack.enter_context(parcel_at(foreign_bag(tmp_path / "dead")))
        target.stage(dead, None, lambda ticket: None)
        with pytest.raises(Unavailable, match="E0653"):
            target.stage(dead, None, lambda ticket: None)
        holding = put(target, slow(parcel, 9))
        assert held(target, holding, parcel) == wanted(parcel)
        put(target, dead)
        target.close()


@pytest.mark.parametrize("status", [200, 204, 301, 400, 404, 409, 410, 418, 500])
@pytest.mark.parametrize("step", ["put", "preflight", "find"])
def test_errors_are_ours(bag, status, step):
    """Whatever the server answers to whatever is asked, only a DepositError comes."""
    with serving(lambda request: Said(status, (), b"<x> no")) as base, parcel_at(bag) as parcel:
        target = opened(f"{base}{ROOT}")
        with contextlib.suppress(DepositError):
            put(target, parcel) if step == "put" else getattr(target, step)(parcel)
        target.close()
