"""The S3 target: the contract on versitygw, a kill at every moment, a hostile wire, and moto, which believes every digest."""

import dataclasses
import itertools
import os
import sys
from typing import ClassVar

import pytest

from archive.errors import DepositError, Rejected, SettingsError, Unavailable
from archive.fixity import Fixity, measure
from archive.journal import Journal, State
from archive.targets import buckets, s3_server
from archive.targets.protocol import Holding, Ticket
from archive.targets.s3 import open_target
from archive.workflows.sending import Errand, send
from tests.servers import Unobtainable
from tests.servers.s3 import BUCKET, KEYS, client, running, running_moto
from tests.targets.bags import foreign_bag
from tests.targets.contract import TargetContract, parcel_at
from tests.targets.killing import kill_and_repeat
from tests.targets.moments import CLOCK, moments
from tests.targets.wire import (
    Fault,
    Said,
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

pytest.importorskip("botocore", reason="the extra `s3` is not installed")

PREFIXES = itertools.count()


def opened(base, prefix, **options):
    return open_target(
        f"{BUCKET}/{prefix}", {"endpoint": base, **options}, lambda option, variable: KEYS.get(variable)
    )


@pytest.fixture(scope="module")
def server():
    try:
        with running() as server:
            yield server
    except Unobtainable as reason:
        pytest.skip(f"versitygw: {reason}")


@pytest.fixture
def prefix():
    return f"letters-{next(PREFIXES)}"


class Buckets(TargetContract):
    """What holds however bags are kept."""

    options: ClassVar = {}

    @pytest.fixture
    def open_new(self, server, prefix):
        self.server = server
        return lambda: opened(server.base, prefix, **self.options)

    def path(self, holding):
        return self.server.folder / holding.location.removeprefix(f"s3://{BUCKET}/")

    def only_one(self, target, holding, parcel):
        prefix = self.path(holding).parent
        assert [path.name for path in prefix.iterdir()] == [self.path(holding).name]
        assert uploads(self.server, prefix.name) == []


@pytest.mark.servers
class TestFiles(Buckets):
    """An object a file."""

    def spoil(self, holding, place):
        flip(self.path(holding) / place)


@pytest.mark.servers
class TestTar(Buckets):
    """Each bag one object."""

    options: ClassVar = {"serialize": "tar"}

    def spoil(self, holding, place):
        flip(self.path(holding))


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def keys(server, prefix):
    page = client(server.base).list_objects_v2(Bucket=BUCKET, Prefix=f"{prefix}/")
    return sorted(row["Key"] for row in page.get("Contents", []))


def uploads(server, prefix):
    page = client(server.base).list_multipart_uploads(Bucket=BUCKET, Prefix=f"{prefix}/")
    return [row["Key"] for row in page.get("Uploads", [])]


def sent(target, parcel, state):
    with Journal(state) as journal:
        errand = Errand(parcel, target.shipment(parcel), target, journal, CLOCK)
        done = send(errand)
        journal.add(errand.entry(State.VERIFIED))
        return done


def staged(target, parcel):
    return target.stage(parcel, target.find(parcel), lambda ticket: None)


def failed(do):
    """The code of the error that ended it, if one did."""
    try:
        do()
    except DepositError as error:
        return {error.code}
    return set()


KILLED = ("after note", "after stage", "after commit")


@pytest.mark.servers
@pytest.mark.parametrize("serialize", ["none", "tar"])
@pytest.mark.parametrize(
    "moment",
    [pytest.param(each, marks=() if each in KILLED else pytest.mark.slow) for each in moments()],
)
def test_killed_and_asked_again(server, prefix, bag, tmp_path, serialize, moment):
    """After SIGKILL at any moment the same command gives one object, one version, one receipt, and no litter."""
    row = kill_and_repeat(
        bag, f"s3:{BUCKET}/{prefix}", tmp_path / "state", moment,
        options=(f"endpoint={server.base}", f"serialize={serialize}"), env=KEYS,
    )  # fmt: skip
    assert row["version"] == "1"
    assert {key.split("/")[1].removesuffix(".tar") for key in keys(server, prefix)} == {bag.name}
    assert uploads(server, prefix) == []


@pytest.mark.servers
def test_large_files_go_in_parts(server, prefix, tmp_path, monkeypatch):
    """A file of more than a part comes back whole, and one that changes in its last bytes leaves nothing after the rollback."""
    monkeypatch.setattr(buckets, "PART", 5 << 20)
    large = {"data/film.mov": bytes(range(256)) * (48 << 10), "data/a.txt": b"a"}
    with parcel_at(foreign_bag(tmp_path / "film", large)) as parcel:
        target = opened(server.base, prefix)
        ticket = staged(target, parcel)
        holding = target.commit(parcel, ticket)
        ((_, chunks),) = target.read_back(holding, ["data/film.mov"])
        assert b"".join(chunks) == large["data/film.mov"]
    bag = foreign_bag(tmp_path / "reel", large)
    with parcel_at(bag) as parcel:
        with (bag / "data/film.mov").open("r+b") as file:
            file.seek(-1, os.SEEK_END)
            file.write(b"!")
        notes = []
        with pytest.raises(Rejected) as refused:
            target.stage(parcel, None, notes.append)
        assert refused.value.code == "E0604"
        assert uploads(server, prefix) == [f"{prefix}/reel/data/film.mov"]
        for note in notes:
            target.rollback(note)
        assert uploads(server, prefix) == []
        assert not [key for key in keys(server, prefix) if "/reel/" in key]


@pytest.mark.servers
def test_an_upload_that_a_lost_journal_left_is_ended(server, prefix, tmp_path):
    """A run of the same bag takes up the place that a dead one had claimed, and ends its uploads."""
    with parcel_at(foreign_bag(tmp_path / "reel")) as parcel:
        target = opened(server.base, prefix)
        staged(target, parcel)
        key = f"{prefix}/reel/data/film.mov"
        client(server.base).create_multipart_upload(Bucket=BUCKET, Key=key)
        assert uploads(server, prefix) == [key]
        holding = target.commit(parcel, staged(opened(server.base, prefix), parcel))
        assert (holding.version, uploads(server, prefix)) == ("1", [])


@pytest.mark.servers
@pytest.mark.parametrize("serialize", ["none", "tar"])
def test_two_who_deposit_two_bags_of_one_name(server, prefix, bag, changed_bag, serialize):
    """Each of the two is whole in the end, as a version of its own, or is told to deposit again; never are they mixed."""
    first, second = (opened(server.base, prefix, serialize=serialize) for _ in range(2))
    with parcel_at(bag) as one, parcel_at(changed_bag) as two:
        tickets = staged(first, one), staged(second, two)
        holding = first.commit(one, tickets[0])
        if serialize == "none":
            other = second.commit(two, tickets[1])
        else:
            with pytest.raises(Rejected) as refused:
                second.commit(two, tickets[1])
            assert refused.value.code == "E0693"
            second.rollback(tickets[1])
            other = second.commit(two, staged(second, two))
        assert (holding.version, other.version) == ("1", "2")
        for target, parcel, held in ((first, one, holding), (second, two, other)):
            for item in target.shipment(parcel).items:
                ((_, chunks),) = target.read_back(held, [item.place])
                assert b"".join(chunks) == b"".join(item.source())
    assert uploads(server, prefix) == []


@pytest.mark.servers
@pytest.mark.parametrize("serialize", ["none", "tar"])
def test_two_who_deposit_the_same_bag(server, prefix, bag, serialize):
    """They end with the same holding."""
    first, second = (opened(server.base, prefix, serialize=serialize) for _ in range(2))
    with parcel_at(bag) as one, parcel_at(bag) as two:
        tickets = staged(first, one), staged(second, two)
        assert first.commit(one, tickets[0]) == second.commit(two, tickets[1]) == first.find(one)


@pytest.mark.servers
def test_what_is_not_as_it_was_staged_becomes_no_bag(server, prefix, bag):
    """An object that went missing, or came, between stage and commit ends the deposit with E0693."""
    with parcel_at(bag) as parcel:
        target = opened(server.base, prefix)
        ticket = staged(target, parcel)
        (server.folder / prefix / bag.name / "data/metadata/record.json").unlink()
        with pytest.raises(Rejected) as refused:
            target.commit(parcel, ticket)
        assert refused.value.code == "E0693"
        assert "data/metadata/record.json" in refused.value.detail
        assert target.find(parcel) is None


FAULTS = {
    "the connection breaks in an upload": Fault(drop_in_upload(10), "PUT", nth=3),
    "the answer to an upload is lost": Fault(drop_answer(), "PUT", nth=3),
    "the answer to the claim is lost": Fault(drop_answer(), "PUT", "tagmanifest"),
    "the answer to bagit.txt is lost": Fault(drop_answer(), "PUT", "bagit.txt"),
    "the answer to the finish is lost": Fault(drop_answer(), "POST", "uploadId"),
    "a byte is flipped in an upload": Fault(flip_sent(3), "PUT", "record.json|partNumber"),
    "an upload arrives short": Fault(shorten(), "PUT", "record.json|partNumber"),
    "the server is busy": Fault(says(503, ("Retry-After", "1")), "PUT", nth=3),
    "the server fails": Fault(says(500), "GET", nth=2),
    "too many requests": Fault(says(429), "PUT", nth=2),
    "a byte is flipped in what comes back": Fault(flip_answer(20), "GET", r"record.json|[.]tar"),
    "what comes back is cut": Fault(cut_answer(20), "GET", r"record.json|[.]tar"),
}

ONLY = {
    "the answer to the claim is lost": ("none",),
    "the answer to bagit.txt is lost": ("none",),
    "the answer to the finish is lost": ("tar",),
}


@pytest.mark.servers
@pytest.mark.parametrize(
    ("name", "serialize"),
    [(name, serialize) for name in FAULTS for serialize in ONLY.get(name, ("none", "tar"))],
)
def test_on_a_hostile_wire(server, prefix, bag, tmp_path, monkeypatch, serialize, name):
    """Whatever happens on the way, either the bag is there byte for byte, or the deposit says that it failed; again, it is there."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 3)
    with parcel_at(bag) as parcel, proxy(server.base, FAULTS[name]) as wire:
        target = opened(wire.base, prefix, serialize=serialize)
        codes = failed(lambda: sent(target, parcel, tmp_path / "state"))
        assert codes <= {"E0605", "E0695", "E0696"}
        assert wire.met
        again = sent(target, parcel, tmp_path / "state")
        assert again.holding.version == "1"
        assert len(again.kept) == len(target.shipment(parcel).items)
        assert uploads(server, prefix) == []


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [(401, Rejected, "E0695"), (403, Rejected, "E0695"), (404, Rejected, "E0695"), (409, Rejected, "E0695"),
     (413, Rejected, "E0695"), (429, Unavailable, "E0696"), (500, Unavailable, "E0696"), (501, Rejected, "E0695"),
     (503, Unavailable, "E0696")],
)  # fmt: skip
def test_a_server_that_says_no(bag, monkeypatch, status, kind, code):
    """What may pass is Unavailable, what may not is Rejected; neither message holds a key, though the server tells both."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    told = f"<Error><Code>Odd</Code><Message>you sent {' and '.join(KEYS.values())}</Message></Error>"
    with serving(lambda request: Said(status, (), told.encode())) as base, parcel_at(bag) as parcel:
        target = opened(base, "letters")
        with pytest.raises(kind) as refused:
            target.find(parcel)
    assert refused.value.code == code
    assert not [value for value in KEYS.values() if value in str(refused.value)]
    if status in {401, 403}:
        assert "AWS_SECRET_ACCESS_KEY" in refused.value.detail


NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def listing(inside):
    return Said(200, (), f'<ListBucketResult xmlns="{NAMESPACE}">{inside}</ListBucketResult>'.encode())


LIES = {
    "a page of a web site": Said(200, (), b"<html><body>Welcome</body></html>"),
    "nothing": Said(200),
    "more, and not from where": listing("<IsTruncated>true</IsTruncated>"),
    "the same again and again": listing(
        "<IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken>"
    ),
    "no name": listing("<IsTruncated>false</IsTruncated><Contents><Size>1</Size></Contents>"),
    "a size that is none": listing(
        "<IsTruncated>false</IsTruncated><Contents><Key>x</Key><Size>x</Size></Contents>"
    ),
    "somewhere else, for now": Said(307, (("Location", "https://elsewhere.example/?key=open-sesame"),)),
    "somewhere else": Said(301, (("Location", "https://elsewhere.example/"),)),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_server_that_does_not_speak_s3(bag, monkeypatch, lie):
    """Whatever it says instead is Rejected E0695, and asked for a few times at most; no query of another address is shown."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    asked = []
    with serving(lambda request: (asked.append(request), LIES[lie])[1]) as base, parcel_at(bag) as parcel:
        with pytest.raises(Rejected) as refused:
            opened(base, "letters").find(parcel)
        assert [finding.code for finding in opened(base, "letters").preflight(parcel)] == ["S0601"]
    assert refused.value.code == "E0695"
    assert ("elsewhere.example" in refused.value.detail) == lie.startswith("somewhere")
    assert "sesame" not in refused.value.detail
    assert len(asked) <= 6


def test_an_upload_without_a_number(bag, monkeypatch):
    """A server that begins an upload and does not say which is Rejected E0695."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    none = listing("<IsTruncated>false</IsTruncated>")
    with (
        serving(lambda request: none if request.method == "GET" else Said(200)) as base,
        parcel_at(bag) as parcel,
        pytest.raises(Rejected) as refused,
    ):
        staged(opened(base, "letters", serialize="tar"), parcel)
    assert (refused.value.code, "UploadId" in refused.value.detail) == ("E0695", True)


def test_what_amazons_own_programs_are_told_is_not_looked_at(bag, monkeypatch, tmp_path):
    """A profile that is not there, and a spoilt ~/.aws, change nothing."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    spoilt = tmp_path / ".aws"
    spoilt.mkdir()
    for name in ("config", "credentials"):
        (spoilt / name).write_text("[default\nno = file of any kind", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    none = listing("<IsTruncated>false</IsTruncated>")
    with serving(lambda request: none) as base, parcel_at(bag) as parcel:
        assert opened(base, "letters").find(parcel) is None


def test_proxies_are_those_of_every_target(bag, monkeypatch):
    """A server elsewhere is asked through the proxy that the environment names; one on this machine is not."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    asked = []

    def proxy(request):
        asked.append(request.path)
        return listing("<IsTruncated>false</IsTruncated>")

    with serving(proxy) as base, parcel_at(bag) as parcel:
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.setenv("http_proxy", base.replace("http://", "http://user:pl4nted@"))
        assert opened("http://s3.example", "letters").find(parcel) is None
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        assert opened(base, "letters").find(parcel) is None
    elsewhere, here = asked
    assert elsewhere.startswith(f"http://s3.example/{BUCKET}?")
    assert here.startswith(f"/{BUCKET}?")


def test_a_house_with_an_authority_of_its_own(bag, tls, certificate, monkeypatch):
    """SSL_CERT_FILE names the certificates that count, for S3 as for every other target."""
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    with parcel_at(bag) as parcel:
        with pytest.raises(DepositError) as refused:
            opened(f"https://localhost:{tls}", "letters").find(parcel)
        assert (refused.value.code, "SSL" in refused.value.detail) == ("E0695", True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        with pytest.raises(DepositError) as answered:
            opened(f"https://localhost:{tls}", "letters").find(parcel)
        assert "SSL" not in answered.value.detail


def test_nobody_answers(bag, monkeypatch):
    """A port on which nobody listens is Unavailable E0696."""
    monkeypatch.setattr(s3_server, "ATTEMPTS", 1)
    with serving(lambda request: None) as base:
        pass
    with parcel_at(bag) as parcel, pytest.raises(Unavailable) as refused:
        opened(base, "letters").find(parcel)
    assert refused.value.code == "E0696"


@pytest.mark.servers
def test_wrong_keys_name_their_variables(server, bag):
    """A server that does not know the keys is Rejected with the names of the variables, and without a key."""
    wrong = {"AWS_ACCESS_KEY_ID": "stranger", "MY_KEY": "planted-secret-key"}
    target = open_target(
        BUCKET, {"endpoint": server.base, "secret_key_env": "MY_KEY"},
        lambda option, variable: wrong.get("MY_KEY" if option == "secret_key_env" else variable),
    )  # fmt: skip
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        target.find(parcel)
    assert (refused.value.code, "MY_KEY" in refused.value.detail) == ("E0695", True)
    assert "planted" not in str(refused.value) + repr(refused.value) + repr(target.__dict__)


@pytest.mark.servers
def test_preflight_tells_what_stands_in_the_way(server, prefix, bag, tmp_path):
    """A bucket that is not there, another object's bag, names too long and a bag without tag manifest are told before."""
    with parcel_at(bag) as parcel:
        far = open_target("no-such-bucket", {"endpoint": server.base}, lambda _, variable: KEYS.get(variable))
        assert [finding.code for finding in far.preflight(parcel)] == ["S0601"]
        long = opened(server.base, "/".join(["p" * 250] * 4))
        assert {finding.code for finding in long.preflight(parcel)} == {"S0608"}
    target = opened(server.base, prefix)
    for number, identifier in enumerate(("one", "two")):
        path = foreign_bag(tmp_path / str(number) / "box", External_Identifier=identifier)
        with parcel_at(path) as parcel:
            codes = [finding.code for finding in target.preflight(parcel)]
            assert codes == ["S0603"] * number
            if not number:
                target.commit(parcel, staged(target, parcel))
    bare = foreign_bag(tmp_path / "bare")
    (bare / "tagmanifest-sha256.txt").unlink()
    with parcel_at(bare) as parcel:
        assert [finding.code for finding in target.preflight(parcel)] == ["S0609"]
        packed = opened(server.base, prefix, serialize="tar")
        assert packed.preflight(parcel) == ()


def test_a_file_that_no_server_takes_is_told_before(bag):
    """More than five TiB in one object is S0607."""
    listing = b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
    with serving(lambda request: Said(200, (), listing)) as base, parcel_at(bag) as parcel:
        first = parcel.files[0]
        huge = dataclasses.replace(first, fixity=Fixity((5 << 40) + 1, first.fixity.digests))
        large = dataclasses.replace(parcel, files=(huge, *parcel.files[1:]))
        assert [finding.code for finding in opened(base, "x").preflight(large)] == ["S0607"]


@pytest.mark.parametrize(
    ("location", "options"),
    [("", {}), ("Vault", {}), ("vault/../x", {}), ("vault", {"endpoint": "vault.example.org"}),
     ("vault", {"endpoint": "https://user:word@vault.example.org"}), ("vault", {"region": "eu west"}),
     ("vault", {"serialize": "rar"}), ("vault", {"path_style": "yes"})],
)  # fmt: skip
def test_settings_that_cannot_be_taken(location, options):
    """They are E0603 before any server is asked, and no password in an address is told again."""
    with pytest.raises(SettingsError) as refused:
        open_target(location, options, lambda option, variable: KEYS.get(variable))
    assert refused.value.code == "E0603"
    assert "word" not in str(refused.value).replace("password", "")


def test_a_receipt_names_it():
    """What a target calls itself opens the same target, whatever endpoint the environment has by then; another in an option is E0603."""
    own = opened("https://s3.example.org:9000", "letters").where
    assert own == f"s3:{BUCKET}/letters at https://s3.example.org:9000"
    location = own.removeprefix("s3:")
    later = {**KEYS, "AWS_ENDPOINT_URL": "https://other.example"}
    for options in ({}, {"endpoint": "https://s3.example.org:9000"}):
        again = open_target(location, options, lambda option, variable: later.get(variable))
        assert again.where == own
        assert again.read_back(Holding(f"s3://{BUCKET}/letters/x"), []) is not None
    with pytest.raises(SettingsError) as refused:
        open_target(
            location, {"endpoint": "https://other.example"}, lambda option, variable: KEYS.get(variable)
        )
    assert refused.value.code == "E0603"


def test_keys_that_are_not_set():
    """They are told by the names of their variables: E0611."""
    with pytest.raises(SettingsError) as refused:
        open_target("vault", {"access_key_env": "HOUSE_KEY"}, lambda option, variable: None)
    assert (refused.value.code, "HOUSE_KEY" in refused.value.detail) == ("E0611", True)


@pytest.mark.servers
@pytest.mark.parametrize(("then", "now"), [("none", "tar"), ("tar", "none")])
def test_a_bag_comes_back_however_bags_are_kept_now(server, prefix, bag, then, now):
    """Who audits need not say how a bag was deposited: it is read as it stands, whole."""
    with parcel_at(bag) as parcel:
        before = opened(server.base, prefix, serialize=then)
        holding = before.commit(parcel, before.stage(parcel, before.find(parcel), lambda ticket: None))
        wanted = {item.place: item.fixity for item in before.shipment(parcel).items}
        back = opened(server.base, prefix, serialize=now).read_back(holding, list(wanted))
        assert {place: measure(chunks) for place, chunks in back} == wanted


def test_what_was_never_made_here():
    """A holding or a ticket of another place is E0694, and nothing is asked of the server."""
    target = opened("http://127.0.0.1:9", "letters")
    with pytest.raises(Rejected) as held:
        list(target.read_back(Holding("s3://vault/elsewhere/x"), ["bagit.txt"]))
    with pytest.raises(Rejected) as taken:
        target.rollback(Ticket("../x", (("place", "x"),)))
    assert {held.value.code, taken.value.code} == {"E0694"}


def test_without_botocore(bag, monkeypatch):
    """Where botocore is not installed, the deposit says how to install it."""
    monkeypatch.setitem(sys.modules, "botocore.exceptions", None)
    with parcel_at(bag) as parcel, pytest.raises(Rejected) as refused:
        opened("http://127.0.0.1:9", "letters").find(parcel)
    assert refused.value.code == "E0697"


@pytest.mark.servers
@pytest.mark.parametrize("serialize", ["none", "tar"])
def test_a_server_that_believes_every_digest_is_not_believed(bag, tmp_path, serialize):
    """moto takes a flipped byte under the right sha256 and says that all is well; reading back says E0605."""
    try:
        with running_moto() as moto:
            _not_believed(moto, bag, tmp_path, serialize)
    except Unobtainable as reason:
        pytest.skip(f"moto: {reason}")


def _not_believed(moto, bag, tmp_path, serialize):
    fault = Fault(flip_sent(40), "PUT", "record.json|partNumber")
    with parcel_at(bag) as parcel, proxy(moto.base, fault) as wire:
        target = opened(wire.base, "letters", serialize=serialize)
        with pytest.raises(Rejected) as refused:
            sent(target, parcel, tmp_path / "state")
        assert refused.value.code == "E0605"
        assert wire.met
    with parcel_at(bag) as parcel:
        well = opened(moto.base, "others", serialize=serialize)
        assert sent(well, parcel, tmp_path / "other").holding.version == "1"


@pytest.mark.servers
def test_a_letter_box_in_a_bucket(server, prefix, bag, changed_bag):
    """A bag for APTrust is one object at the prefix; the next of its name is refused until it was fetched."""
    target = opened(server.base, prefix, receiver="aptrust")
    with parcel_at(bag) as old, parcel_at(changed_bag) as new:
        holding = target.commit(old, staged(target, old))
        assert keys(server, prefix) == [f"{prefix}/{bag.name}.tar"]
        assert target.find(old) == holding
        with pytest.raises(Rejected) as refused:
            staged(target, new)
        assert refused.value.code == "E0607"
        client(server.base).delete_object(Bucket=BUCKET, Key=f"{prefix}/{bag.name}.tar")
        assert target.commit(new, staged(target, new)).version == "1"
